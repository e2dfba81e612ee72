// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/IngestOptions.h"
#include "app/cli/Subcommands.h"
#include "data/ingest/ByteStream.h"
#include "data/ingest/CopyRecording.h"
#include "data/ingest/encoders/Encoder.h"
#include "data/store/MemoryRecording.h"
#include "data/store/RecordingFile.h"
#include "data/store/library/Library.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace sorami {
namespace {

bool isRecordingFile(const std::string& path) {
  const auto file = openFileStream(path);
  std::array<std::byte, 16> head{};
  return file && readFully(**file, head) && isRecording(head);
}

/// Reads any recorded files into memory. What is wrong with them is printed; `clean` tells whether it was.
Result<StoreViewPtr> readRecording(const Arguments& arguments, const ImportOptions& options, bool& clean) {
  const std::string& first = arguments.rest().front();
  if (arguments.rest().size() == 1 && (isLibrary(first) || isRecordingFile(first)))
    return openRecording(first);
  const auto memory = makeMemoryRecording();
  const auto report = importFiles(arguments.rest(), options, *memory);
  if (!report) return report.error();
  printProblems("export", *report);
  clean = report->ok();
  return memory->finish();
}

/// Writes beside the target and renames when all went well: a failed export leaves no half file.
Status writeTo(const std::string& path, const Encoder& encoder, const StoreView& view) {
  const std::string partial = path + ".part";
  const bool toStdout = path == "-";
  std::FILE* file = toStdout ? stdout : std::fopen(partial.c_str(), "wb");
  if (file == nullptr) return Error{std::strerror(errno), partial, ""};
  Status status = encoder.write(
      view,
      [file](std::string_view text) { return std::fwrite(text.data(), 1, text.size(), file) == text.size(); },
      {});
  if (toStdout) {
    if (std::fflush(stdout) != 0 && status) status = Error{std::strerror(errno), "standard output", ""};
    return status;
  }
  if (std::fclose(file) != 0 && status) status = Error{std::strerror(errno), partial, ""};
  if (status && std::rename(partial.c_str(), path.c_str()) != 0)
    status = Error{std::strerror(errno), path, ""};
  if (!status) std::remove(partial.c_str());
  return status;
}

}  // namespace

int runExport(int argc, char** argv) {
  std::string known;
  for (const Encoder& each : encoders()) known += (known.empty() ? "" : ", ") + std::string(each.id);
  const OptionSpec specs[] = {{"--format", "FORMAT", known},
                              {"-o", "OUT", "the file to write; - is standard output"},
                              {"--input-format", "ID", "the input's format, if its bytes are not to decide"},
                              SORAMI_INGEST_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("export", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().empty()) {
    printUsage("export REC… --format FORMAT -o OUT", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  const Encoder* encoder = findEncoder(arguments->value("--format"));
  if (encoder == nullptr) {
    return fail(
        "export",
        {"there is no export format '" + arguments->value("--format") + "'", "--format", "known: " + known},
        2);
  }
  if (!arguments->has("-o")) return fail("export", {"where to write is not told", "-o", ""}, 2);
  auto options = ingestOptions(*arguments);
  if (!options) return fail("export", options.error(), 2);
  options->format = arguments->has("--input-format") ? arguments->value("--input-format")
                    : arguments->has("--preset")     ? "csv"
                                                     : std::string();

  bool clean = true;
  const auto view = readRecording(*arguments, *options, clean);
  if (!view) return fail("export", view.error());
  const std::string path = arguments->value("-o");
  if (const Status status = writeTo(path, *encoder, **view); !status) return fail("export", status.error());
  if (path != "-") {
    JsonWriter json;
    json.beginObject().key("path").value(path).key("format").value(encoder->id);
    json.key("tracks").value(std::uint64_t{(*view)->tracks().size()});
    const std::uint64_t plots = plotsLeftOut(*encoder, **view);
    json.key("updates").value((*view)->sampleCount() - plots);
    if (plots > 0) json.key("plotsLeftOut").value(plots);
    json.endObject();
    std::printf("%s\n", json.text().c_str());
  }
  return clean ? 0 : 1;
}

}  // namespace sorami
