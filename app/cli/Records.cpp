// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/IngestOptions.h"
#include "app/cli/Subcommands.h"
#include "data/ingest/RecordIndex.h"

#include <cstdio>
#include <filesystem>

namespace sorami {
namespace {

constexpr int kUsualLimit = 100;

std::string hexOf(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

const char* kindName(ReportKind kind) {
  switch (kind) {
    case ReportKind::Plot:
      return "plot";
    case ReportKind::Track:
      return "track";
    case ReportKind::State:
      return "state";
    case ReportKind::Service:
      break;
  }
  return "service";
}

void writeRecord(const RecordIndex& index, const RecordEntry& entry, const std::string& bytes) {
  const std::string edition = index.editionOf(entry);
  const RecordText described = describeRecord(index.format, entry.category, bytes, edition);
  JsonWriter json;
  json.beginObject().key("offset").value(entry.offset).key("length").value(std::uint64_t{entry.length});
  if (entry.category > 0)
    json.key("category").value(std::uint64_t{entry.category}).key("edition").value(edition);
  json.key("kind").value(kindName(entry.kind));
  if (entry.source < index.sources.size()) json.key("source").value(index.sources[entry.source].name);
  if (entry.time.isValid()) json.key("time").value(toIso(entry.time));
  if (!described.fields.empty()) {
    json.key("fields").beginArray();
    for (const AsterixField& field : described.fields) {
      json.beginObject().key("item").value(field.path.empty() ? field.item : field.item + "/" + field.path);
      json.key("value").value(field.text);
      if (!field.unit.empty()) json.key("unit").value(field.unit);
      json.key("bit").value(std::uint64_t{field.firstBit}).key("bits").value(std::uint64_t{field.bits});
      json.endObject();
    }
    json.endArray();
  }
  if (!described.text.empty()) json.key("text").value(described.text);
  json.key("octets").value(hexOf(bytes)).endObject();
  std::printf("%s\n", json.text().c_str());
}

}  // namespace

int runRecords(int argc, char** argv) {
  const OptionSpec specs[] = {{"--category", "48", "only records of this ASTERIX category"},
                              {"--from", "BYTE", "only records that begin there or later"},
                              {"--limit", "N", "so many records at most; 100"},
                              {"--format", "ID", "the format, if the bytes are not to decide"},
                              SORAMI_INGEST_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("records", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().size() != 1) {
    printUsage("records [options] FILE   prints each record, its fields and octets, as a line of JSON",
               specs);
    return arguments->has("--help") ? 0 : 2;
  }
  const auto options = ingestOptions(*arguments);
  if (!options) return fail("records", options.error(), 2);
  const auto category = arguments->number("--category", -1);
  const auto from = arguments->number("--from", 0);
  const auto limit = arguments->number("--limit", kUsualLimit);
  for (const auto* number : {&category, &from, &limit})
    if (!*number) return fail("records", number->error(), 2);
  std::error_code ignored;
  const std::string path = std::filesystem::absolute(arguments->rest().front(), ignored).string();
  const auto index = indexRecords(path, *options);
  if (!index) return fail("records", index.error());
  double written = 0;
  for (const RecordEntry& entry : index->entries) {
    if (written >= *limit) break;
    if (*category >= 0 && entry.category != *category) continue;
    if (static_cast<double>(entry.offset) < *from) continue;
    const auto bytes = readRecordBytes(nullptr, 0, path, entry.offset, entry.length);
    if (!bytes) return fail("records", bytes.error());
    writeRecord(*index, entry, *bytes);
    ++written;
  }
  return 0;
}

}  // namespace sorami
