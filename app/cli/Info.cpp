// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/IngestOptions.h"
#include "app/cli/Subcommands.h"

#include <cstdio>

namespace sorami {

int runInfo(int argc, char** argv) {
  const std::initializer_list<OptionSpec> specs = {
      {"--format", "ID", "the format, if the bytes are not to decide"}, SORAMI_INGEST_OPTIONS};
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
  JsonWriter json;
  json.beginObject().key("files").beginArray();
  for (const FileReport& file : report->files) writeFileReport(json, file);
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  printProblems("info", *report);
  return report->ok() ? 0 : 1;
}

}  // namespace sorami
