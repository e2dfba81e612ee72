// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/IngestOptions.h"
#include "app/cli/Subcommands.h"
#include "data/store/RecordingFile.h"
#include "data/store/ThreadedSink.h"

#include <QCryptographicHash>
#include <QFile>

#include <cstdio>
#include <filesystem>
#include <future>
#include <map>
#include <memory>

namespace sorami {
namespace {

/// SHA-256 of a file as text, so that a recording can be traced to what it was made from; empty for a file
/// that cannot be read.
std::string hashOf(const std::string& path) {
  QFile file(QString::fromStdString(path));
  QCryptographicHash hash(QCryptographicHash::Sha256);
  if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) return {};
  return hash.result().toHex().toStdString();
}

/// Hashes files while they are imported: on its own it would take as long as reading them.
class InputHashes {
 public:
  explicit InputHashes(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    std::error_code ignored;
    for (const std::string& path : paths)
      if (std::filesystem::is_regular_file(path, ignored)) files.push_back(path);
    m_hashes = std::async(std::launch::async, [files] {
      std::map<std::string, std::string> hashes;
      for (const std::string& file : files) hashes[file] = hashOf(file);
      return hashes;
    });
  }
  /// Of a file that was imported, also one found in a folder.
  std::string of(const std::string& path) {
    if (m_hashes.valid()) m_known = m_hashes.get();
    const auto found = m_known.find(path);
    return found != m_known.end() ? found->second : m_known[path] = hashOf(path);
  }

 private:
  std::future<std::map<std::string, std::string>> m_hashes;
  std::map<std::string, std::string> m_known;
};

/// What the recording was made from and how: who has the same files and this can make it again.
void writeInputs(SampleSink& sink, const ImportReport& report, InputHashes& hashes,
                 const Arguments& arguments) {
  JsonWriter json;
  json.beginArray();
  for (const FileReport& file : report.files) {
    json.beginObject().key("path").value(file.path).key("format").value(file.format);
    json.key("sha256").value(hashes.of(file.path.substr(0, file.path.find('!'))));
    json.key("editions").beginObject();
    for (const auto& [category, edition] : file.editions) json.key(category).value(edition);
    json.endObject().endObject();
  }
  json.endArray();
  sink.setMeta("inputs", json.text());

  JsonWriter settings;
  settings.beginObject();
  for (const char* name : {"--format", "--date", "--clock-offset", "--edition", "--sensor", "--sources",
                           "--identity", "--preset", "--column"}) {
    if (!arguments.has(name)) continue;
    settings.key(std::string_view(name).substr(2)).beginArray();
    for (const std::string& value : arguments.values(name)) settings.value(value);
    settings.endArray();
  }
  if (arguments.has("--all-objects")) settings.key("all-objects").value(true);
  settings.endObject();
  sink.setMeta("decode_settings", settings.text());
}

}  // namespace

int runImport(int argc, char** argv) {
  const OptionSpec specs[] = {
      {"-o", "OUT.sorec", "the recording to make"},
      {"--replace", "", "replace a recording that is there"},
      {"--format", "ID", "the format, if the bytes are not to decide"},
      {"--raw", "none|reference|embed", "what is kept of the reports' own octets; reference"},
      SORAMI_INGEST_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("import", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().empty()) {
    printUsage("import [options] FILE… -o OUT.sorec", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  if (!arguments->has("-o")) return fail("import", {"where to write is not told", "-o", ""}, 2);
  auto options = ingestOptions(*arguments);
  if (!options) return fail("import", options.error(), 2);
  const std::string raw = arguments->has("--raw") ? arguments->value("--raw") : "reference";
  if (raw != "none" && raw != "reference" && raw != "embed")
    return fail("import", {"'" + raw + "' is not one of none, reference and embed", "--raw", ""}, 2);
  options->raw = raw == "none"    ? RawKeeping::None
                 : raw == "embed" ? RawKeeping::Embedded
                                  : RawKeeping::Reference;

  const std::string path = arguments->value("-o");
  auto recording = createRecording(path, arguments->has("--replace") ? IfExists::Replace : IfExists::Refuse);
  if (!recording) return fail("import", recording.error());
  InputHashes hashes(arguments->rest());
  std::unique_ptr<SampleSink> sink = makeThreadedSink(**recording);
  const auto report = importFiles(arguments->rest(), *options, *sink);
  if (report) writeInputs(*sink, *report, hashes, *arguments);
  const auto view = sink->finish();
  sink.reset();
  recording->reset();
  if (!report || (view && (*view)->sampleCount() == 0 && !(*view)->hasVideo())) {
    // An empty recording is of no use to anybody.
    std::remove(path.c_str());
    if (!report) return fail("import", report.error());
  }
  printProblems("import", *report);
  if (!view) return fail("import", view.error());
  if ((*view)->sampleCount() == 0 && !(*view)->hasVideo()) {
    return fail("import",
                {"there is no position to record", arguments->rest().front(), "sorami info tells more"});
  }
  JsonWriter json;
  json.beginObject().key("path").value(path);
  json.key("tracks").value(std::uint64_t{(*view)->tracks().size()});
  json.key("updates").value((*view)->sampleCount());
  json.key("firstTime").value(toIso((*view)->extent().begin));
  json.key("lastTime").value(toIso((*view)->extent().end));
  json.key("files").beginArray();
  for (const FileReport& file : report->files) writeFileReport(json, file);
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  return report->ok() ? 0 : 1;
}

}  // namespace sorami
