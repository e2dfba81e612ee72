// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/IngestOptions.h"
#include "app/cli/Subcommands.h"
#include "data/ingest/decoders/asterix/AsterixDecoder.h"

#include <cstdio>

namespace sorami {
namespace {

using ItemsByPath = std::map<std::string, AsterixItemStatistics>;

/// Counts the items of the ASTERIX files in a report. They are read once more with the editions that were
/// found, so that the first records are counted under the right ones too.
ItemsByPath countItems(const ImportReport& report, const ImportOptions& options) {
  ItemsByPath items;
  for (const FileReport& file : report.files) {
    if (file.format.find("asterix") == std::string::npos || items.count(file.path) > 0) continue;
    ImportOptions again = options;
    again.decode.editions = file.editions;
    again.onDecoderMade = [](Decoder& decoder) {
      if (auto* asterix = dynamic_cast<AsterixDecoder*>(&decoder)) asterix->collectItems(true);
    };
    again.onDecoder = [&](const std::string& path, const Decoder& decoder) {
      const auto* asterix = dynamic_cast<const AsterixDecoder*>(&decoder);
      if (asterix != nullptr && path == file.path) items[path] = asterix->itemStatistics();
    };
    const std::string container = file.path.substr(0, file.path.find('!'));
    if (!inspectFiles({container}, again)) continue;
  }
  return items;
}

void writeItems(JsonWriter& json, const AsterixItemStatistics& items) {
  json.key("items").beginObject();
  for (const auto& [name, count] : items.items) json.key(name).value(count);
  json.endObject();
  json.key("fields").beginObject();
  for (const auto& [name, field] : items.fields) {
    json.key(name).beginArray().value(field.count).exact(field.sum).endArray();
  }
  json.endObject();
}

}  // namespace

int runInfo(int argc, char** argv) {
  const OptionSpec specs[] = {{"--format", "ID", "the format, if the bytes are not to decide"},
                              {"--items", "", "count the items and fields of ASTERIX records"},
                              SORAMI_INGEST_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("info", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().empty()) {
    printUsage("info [options] FILE…", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  const auto options = ingestOptions(*arguments);
  if (!options) return fail("info", options.error(), 2);

  const auto report = inspectFiles(arguments->rest(), *options);
  if (!report) return fail("info", report.error());
  ItemsByPath items;
  if (arguments->has("--items")) items = countItems(*report, *options);
  JsonWriter json;
  json.beginObject().key("files").beginArray();
  for (const FileReport& file : report->files) {
    writeFileReport(json, file, [&](JsonWriter& more) {
      if (const auto found = items.find(file.path); found != items.end()) writeItems(more, found->second);
    });
  }
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  printProblems("info", *report);
  return report->ok() ? 0 : 1;
}

}  // namespace sorami
