// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/IngestOptions.h"
#include "app/cli/Scene.h"
#include "app/cli/Subcommands.h"
#include "data/core/JsonWriter.h"
#include "data/ingest/OpenAny.h"
#include "data/store/PartOfRecording.h"
#include "data/store/RecordingFile.h"

#include <QFileInfo>

#include <cmath>
#include <cstdio>

namespace sorami {
namespace {

/// Opens all recordings. What is wrong with them is printed; `clean` tells whether it was.
Result<std::vector<MergePart>> openAll(const Arguments& arguments, const ImportOptions& options,
                                       bool& clean) {
  const std::vector<std::string>& offsets = arguments.values("--offset");
  if (offsets.size() > arguments.rest().size()) {
    return Error{"there are more offsets than recordings", "--offset", "one for each, in their order"};
  }
  std::vector<MergePart> parts;
  for (std::size_t i = 0; i < arguments.rest().size(); ++i) {
    const std::string& path = arguments.rest()[i];
    MergePart part;
    part.name = QFileInfo(QString::fromStdString(path)).fileName().toStdString();
    if (i < offsets.size()) {
      const auto offset = parseDuration(offsets[i]);
      if (!offset)
        return Error{"this is no length of time", "--offset " + offsets[i], "such as +2h, -90s or 0"};
      part.offset = *offset;
    }
    Result<OpenedRecording> opened = openAny({path}, options);
    if (!opened) return opened.error();
    printProblems("extract", opened->report);
    clean = clean && opened->report.ok();
    part.view = opened->view;
    parts.push_back(std::move(part));
  }
  return parts;
}

Result<PartRequest> requestOf(const Arguments& arguments, std::span<const MergePart> parts) {
  PartRequest request;
  if (arguments.has("--from") || arguments.has("--until")) {
    TimeRange timeline;
    for (const MergePart& part : parts) {
      const auto include = [&](TimeRange& range, const TimeRange& own) {
        if (!own.isValid()) return;
        range.include(own.begin + part.offset);
        range.include(own.end + part.offset);
      };
      include(request.range, part.view->extent());
      include(timeline, part.view->timeline());
    }
    for (const char* option : {"--from", "--until"}) {
      if (!arguments.has(option)) continue;
      const auto time = readTime(option, arguments.value(option), timeline);
      if (!time) return time.error();
      (option == std::string_view("--from") ? request.range.begin : request.range.end) = *time;
    }
    if (!request.range.isValid()) return Error{"the part ends before it begins", "--from, --until", ""};
  }
  if (arguments.has("--box")) {
    const auto n = arguments.numbers("--box", 4);
    if (!n) return n.error();
    request.box = {(*n)[0], (*n)[1], (*n)[2], (*n)[3]};
    if (request.box.isEmpty() || std::fabs(request.box.south) > 90 || std::fabs(request.box.north) > 90 ||
        std::fabs(request.box.west) > 180 || std::fabs(request.box.east) > 180) {
      return Error{"this is no box", "--box " + arguments.value("--box"),
                   "west,south,east,north in degrees; west may be greater than east across the dateline"};
    }
  }
  if (arguments.has("--filter")) {
    const auto filter = TrackFilter::read(arguments.value("--filter"));
    if (!filter) return Error{filter.error().what, "--filter, " + filter.error().where, filter.error().hint};
    request.filter = *filter;
  }
  request.marking = arguments.value("--marking");
  return request;
}

}  // namespace

int runExtract(int argc, char** argv) {
  const OptionSpec specs[] = {
      {"-o", "FILE", "the new recording (.sorec)"},
      {"--from", "TIME", "ISO 8601, or +90s after the beginning"},
      {"--until", "TIME", "the same"},
      {"--box", "W,S,E,N", "only what is within, degrees"},
      {"--filter", "TEXT", "only what it lets through, such as 'alt < 5000ft'"},
      {"--offset", "D", "moves a recording in time: one for each, in their order, such as +2h", true},
      {"--marking", "TEXT", "the marking of the new recording, instead of the old one's"},
      {"--replace", "", "overwrite FILE"},
      SORAMI_INGEST_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("extract", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().empty() || !arguments->has("-o")) {
    printUsage("extract [options] REC… -o FILE", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  const auto options = ingestOptions(*arguments);
  if (!options) return fail("extract", options.error(), 2);
  bool clean = true;
  const auto parts = openAll(*arguments, *options, clean);
  if (!parts) return fail("extract", parts.error());
  const auto request = requestOf(*arguments, *parts);
  if (!request) return fail("extract", request.error(), 2);
  const std::string path = arguments->value("-o");
  auto sink = createRecording(path, arguments->has("--replace") ? IfExists::Replace : IfExists::Refuse);
  if (!sink) return fail("extract", sink.error());
  const Status copied = copyParts(*parts, *request, **sink);
  if (!copied) {
    // The readable part was copied: it is kept, and the exit code tells.
    fail("extract", copied.error());
    clean = false;
  }
  const auto made = (*sink)->finish();
  if (!made) return fail("extract", made.error());
  JsonWriter json;
  json.beginObject().key("path").value(path);
  json.key("tracks").value(std::uint64_t{(*made)->tracks().size()});
  json.key("updates").value((*made)->sampleCount());
  json.key("begin").value(toIso((*made)->extent().begin)).key("end").value(toIso((*made)->extent().end));
  json.endObject();
  std::printf("%s\n", json.text().c_str());
  return clean ? 0 : 1;
}

}  // namespace sorami
