// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/IngestOptions.h"

#include "data/ingest/decoders/csv/CsvPreset.h"

#include <cstdio>

namespace sorami {
namespace {

constexpr std::size_t kPrintedErrors = 10;

void writeCounts(JsonWriter& json, const auto& counts) {
  json.beginObject();
  for (const auto& [name, count] : counts) json.key(name).value(std::uint64_t{count});
  json.endObject();
}

}  // namespace

void writeTime(JsonWriter& json, UtcTime time) {
  if (time.isValid()) {
    json.value(toIso(time));
  } else {
    json.null();
  }
}

Result<ImportOptions> ingestOptions(const Arguments& arguments) {
  ImportOptions options;
  options.format = arguments.value("--format");
  if (arguments.has("--date")) {
    const std::string text = arguments.value("--date");
    const auto date = fromIso(text.find('T') == text.npos ? text + "T00:00:00Z" : text);
    if (!date) return Error{"'" + text + "' is not a date as YYYY-MM-DD", "--date", ""};
    options.decode.referenceDate = *date;
  }
  if (arguments.has("--clock-offset")) {
    const std::string text = arguments.value("--clock-offset");
    const auto offset = parseDuration(text);
    if (!offset)
      return Error{"'" + text + "' is not a length of time", "--clock-offset", "write 9h, -3h30m or 1.7s"};
    options.decode.clockOffset = *offset;
  }
  for (const std::string& text : arguments.values("--edition")) {
    const std::size_t equals = text.find('=');
    if (equals == text.npos || equals == 0 || equals + 1 == text.size()) {
      return Error{"'" + text + "' is not an edition as CAT021=2.1", "--edition", ""};
    }
    options.decode.editions.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  for (const std::string& text : arguments.values("--column")) {
    const std::size_t equals = text.rfind('=');
    if (equals == text.npos || equals == 0 || equals + 1 == text.size()) {
      return Error{"'" + text + "' is not a column as FL=altitude:fl", "--column", ""};
    }
    options.decode.columns.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  if (arguments.has("--preset")) {
    const Status used = useCsvPreset(arguments.value("--preset"), options.decode);
    if (!used) return used.error();
    if (options.format.empty()) options.format = "csv";
  }
  if (arguments.has("--sources")) {
    auto table = SourceTable::read(arguments.value("--sources"));
    if (!table) return table.error();
    options.sources = std::make_shared<const SourceTable>(std::move(*table));
  }
  if (arguments.has("--sensor")) {
    const std::string text = arguments.value("--sensor");
    const auto place = arguments.numbers("--sensor", 3);
    if (!place) return place.error();
    const auto& numbers = *place;
    if (numbers[0] < -180 || numbers[0] > 360 || numbers[1] < -90 || numbers[1] > 90) {
      return Error{"'" + text + "' is no place on the earth", "--sensor", "longitude comes first"};
    }
    options.decode.sensorPosition = LatLon{numbers[1], wrapLongitude(numbers[0])};
    options.decode.sensorHeight = numbers[2];
  }
  options.recorder.keepMinor = arguments.has("--all-objects");
  if (arguments.has("--identity")) {
    const auto rules = IdentityRules::read(arguments.value("--identity"));
    if (!rules) return rules.error();
    options.recorder.identity = *rules;
  }
  return options;
}

void writeFileReport(JsonWriter& json, const FileReport& file,
                     const std::function<void(JsonWriter&)>& extra) {
  json.beginObject();
  json.key("path").value(file.path);
  json.key("format");
  if (file.format.empty()) {
    json.null();
  } else {
    json.value(file.format);
  }
  json.key("sources").beginArray();
  for (const std::string& source : file.sources) json.value(source);
  json.endArray();
  json.key("tracks").value(file.tracks);
  json.key("legs").value(file.legs);
  json.key("updates").value(file.updates);
  json.key("firstTime");
  writeTime(json, file.time.begin);
  json.key("lastTime");
  writeTime(json, file.time.end);
  json.key("bbox");
  if (file.box.isEmpty()) {
    json.null();
  } else {
    json.beginArray();
    for (const double side : {file.box.west, file.box.south, file.box.east, file.box.north})
      json.number(side, 9);
    json.endArray();
  }
  json.key("records");
  writeCounts(json, file.records);
  json.key("editions").beginObject();
  for (const auto& [category, edition] : file.editions) json.key(category).value(edition);
  json.endObject();
  json.key("dropped");
  writeCounts(json, file.dropped);
  json.key("quarantined").value(file.quarantined);
  json.key("errors").beginArray();
  for (const Diagnostic& error : file.errors) {
    json.beginObject();
    json.key("offset").value(error.offset);
    json.key("category").value(error.category);
    json.key("item").value(error.item);
    json.key("reason").value(error.reason);
    json.endObject();
  }
  json.endArray();
  json.key("errorCount").value(file.errorCount);
  json.key("notes").beginArray();
  for (const std::string& note : file.notes) json.value(note);
  json.endArray();
  if (extra) extra(json);
  json.endObject();
}

void printProblems(std::string_view subcommand, const ImportReport& report) {
  const int width = static_cast<int>(subcommand.size());
  const char* const name = subcommand.data();
  for (const FileReport& file : report.files) {
    const char* const path = file.path.c_str();
    std::size_t printed = 0;
    for (const Diagnostic& error : file.errors) {
      if (printed++ == kPrintedErrors) break;
      std::fprintf(stderr, "sorami %.*s: %s, byte %llu: %s%s%s%s%s\n", width, name, path,
                   static_cast<unsigned long long>(error.offset), error.category.c_str(),
                   error.category.empty() ? "" : " ", error.item.c_str(), error.item.empty() ? "" : " ",
                   error.reason.c_str());
    }
    if (file.errorCount > kPrintedErrors) {
      std::fprintf(stderr, "sorami %.*s: %s: %llu more errors\n", width, name, path,
                   static_cast<unsigned long long>(file.errorCount - kPrintedErrors));
    }
    for (const std::string& note : file.notes) {
      std::fprintf(stderr, "sorami %.*s: %s: note: %s\n", width, name, path, note.c_str());
    }
  }
}

}  // namespace sorami
