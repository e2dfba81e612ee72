// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/traffic/TrafficDecoder.h"

#include "data/core/Units.h"
#include "data/ingest/JsonSplitter.h"
#include "data/ingest/Text.h"

#include <simdjson.h>

#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

namespace ondemand = simdjson::ondemand;

/// One row of the table, however it was written.
struct Row {
  UtcTime time;
  double lat = kNoDouble;
  double lon = kNoDouble;
  float altitude = kNoFloat;
  float geoAltitude = kNoFloat;
  float speed = kNoFloat;
  float track = kNoFloat;
  float rate = kNoFloat;
  std::int32_t icao24 = -1;
  std::int32_t mode3A = -1;
  bool onGround = false;
  InlineText<12> callsign;
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
};

double number(ondemand::value value) {
  double result = kNoDouble;
  return value.get_double().get(result) == simdjson::SUCCESS ? result : kNoDouble;
}

std::string_view text(ondemand::value value) {
  std::string_view result;
  return value.get_string().get(result) == simdjson::SUCCESS ? result : std::string_view();
}

UtcTime timeOf(ondemand::value value) {
  const double t = number(value);
  if (t == t) {
    // Milliseconds; tables written by other hands have seconds.
    const double seconds = std::abs(t) > 1e11 ? t / 1000 : t;
    return std::abs(seconds) < 1e10 ? UtcTime::fromSeconds(seconds) : UtcTime();
  }
  return fromIso(text(value)).value_or(UtcTime());
}

using Setter = void (*)(Row&, ondemand::value);
struct Column {
  std::string_view name;
  Setter set;
};
constexpr Column kColumns[] = {
    {"timestamp", [](Row& row, ondemand::value v) { row.time = timeOf(v); }},
    {"icao24",
     [](Row& row, ondemand::value v) { row.icao24 = parseInt<std::int32_t>(text(v), 16).value_or(-1); }},
    {"callsign", [](Row& row, ondemand::value v) { row.callsign = trimmed(text(v)); }},
    {"latitude", [](Row& row, ondemand::value v) { row.lat = number(v); }},
    {"longitude", [](Row& row, ondemand::value v) { row.lon = number(v); }},
    {"altitude", [](Row& row, ondemand::value v) { row.altitude = static_cast<float>(number(v) * kFoot); }},
    {"geoaltitude",
     [](Row& row, ondemand::value v) { row.geoAltitude = static_cast<float>(number(v) * kFoot); }},
    {"groundspeed", [](Row& row, ondemand::value v) { row.speed = static_cast<float>(number(v) * kKnot); }},
    {"track", [](Row& row, ondemand::value v) { row.track = static_cast<float>(number(v)); }},
    {"vertical_rate",
     [](Row& row, ondemand::value v) { row.rate = static_cast<float>(number(v) * kFootPerMinute); }},
    {"onground",
     [](Row& row, ondemand::value v) {
       bool is = false;
       row.onGround = v.get_bool().get(is) == simdjson::SUCCESS && is;
     }},
    {"squawk",
     [](Row& row, ondemand::value v) { row.mode3A = parseInt<std::int32_t>(text(v), 8).value_or(-1); }},
};

Setter setterOf(std::string_view name) {
  for (const Column& column : kColumns) {
    if (column.name == name) return column.set;
  }
  return nullptr;
}

class TrafficDecoder final : public Decoder {
 public:
  explicit TrafficDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_splitter.feed(asText(bytes), offset, sink, [&](const JsonText& json) { takeDocument(json, sink); });
    flushCounts(sink);
  }
  void finish(DecodeSink& sink) override {
    m_splitter.finish(sink, [&](const JsonText& json) { takeDocument(json, sink); });
    flushCounts(sink);
  }

 private:
  void takeDocument(const JsonText& json, DecodeSink& sink);
  simdjson::error_code takeRows(ondemand::document& document, ondemand::array rows, const JsonText& json,
                                DecodeSink& sink);
  simdjson::error_code takeColumns(ondemand::object columns, const JsonText& json, DecodeSink& sink);
  void emit(const Row& row, DecodeSink& sink);
  void flushCounts(DecodeSink& sink) {
    if (m_rows > 0) sink.record("row", m_rows);
    if (m_noPosition > 0) sink.dropped("no position", m_noPosition);
    m_rows = m_noPosition = 0;
  }

  Micros m_clockOffset;
  UtcTime m_received;
  JsonSplitter m_splitter;
  ondemand::parser m_parser;
  int m_source = -1;
  std::uint64_t m_rows = 0;
  std::uint64_t m_noPosition = 0;
};

void TrafficDecoder::takeDocument(const JsonText& json, DecodeSink& sink) {
  ondemand::document document;
  simdjson::error_code error =
      m_parser.iterate(json.text.data(), json.text.size(), json.text.capacity()).get(document);
  const bool parsed = error == simdjson::SUCCESS;
  if (parsed) {
    if (json.text.front() == '[') {
      ondemand::array rows;
      error = document.get_array().get(rows);
      if (error == simdjson::SUCCESS) error = takeRows(document, rows, json, sink);
    } else {
      ondemand::object columns;
      error = document.get_object().get(columns);
      if (error == simdjson::SUCCESS) error = takeColumns(columns, json, sink);
    }
  }
  if (error == simdjson::SUCCESS) return;
  const char* place = json.text.data();
  if (parsed && document.current_location().get(place) != simdjson::SUCCESS) place = json.text.data();
  std::uint64_t at = json.offset;
  if (place >= json.text.data() && place <= json.text.data() + json.text.size()) {
    at += static_cast<std::uint64_t>(place - json.text.data());
  }
  sink.diagnostic(
      {at, "", "",
       std::string("the table is damaged here, the rest is left out: ") + simdjson::error_message(error)});
}

simdjson::error_code TrafficDecoder::takeRows(ondemand::document& document, ondemand::array rows,
                                              const JsonText& json, DecodeSink& sink) {
  for (auto element : rows) {
    ondemand::value value;
    if (const auto error = element.get(value)) return error;
    Row row;
    row.offset = json.offset + static_cast<std::uint64_t>(value.raw_json_token().data() - json.text.data());
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    for (auto field : object) {
      std::string_view key;
      ondemand::value cell;
      if (const auto error = field.error()) return error;
      if (const auto error = field.unescaped_key().get(key)) return error;
      if (const auto error = field.value().get(cell)) return error;
      if (const Setter set = setterOf(key)) set(row, cell);
    }
    // The next token is the comma or bracket behind it.
    const char* behind = nullptr;
    if (document.current_location().get(behind) == simdjson::SUCCESS) {
      const std::size_t begin = static_cast<std::size_t>(row.offset - json.offset);
      const std::size_t end = json.text.rfind('}', static_cast<std::size_t>(behind - json.text.data()));
      if (end != json.text.npos && end >= begin) row.length = static_cast<std::uint32_t>(end + 1 - begin);
    }
    emit(row, sink);
  }
  return simdjson::SUCCESS;
}

simdjson::error_code TrafficDecoder::takeColumns(ondemand::object columns, const JsonText& json,
                                                 DecodeSink& sink) {
  std::vector<Row> rows;
  std::vector<std::string> names;  // the index of the table, in the order of its first column
  std::unordered_map<std::string, std::size_t> places;
  simdjson::error_code failed = simdjson::SUCCESS;
  for (auto column : columns) {
    std::string_view name;
    ondemand::value cells;
    failed = column.error();
    if (failed == simdjson::SUCCESS) failed = column.unescaped_key().get(name);
    if (failed == simdjson::SUCCESS) failed = column.value().get(cells);
    if (failed != simdjson::SUCCESS) break;
    const Setter set = setterOf(name);
    ondemand::object object;
    if (set == nullptr || cells.get_object().get(object) != simdjson::SUCCESS) continue;
    const bool first = names.empty();
    std::size_t next = 0;
    for (auto field : object) {
      std::string_view key;
      ondemand::value cell;
      failed = field.error();
      if (failed == simdjson::SUCCESS) failed = field.unescaped_key().get(key);
      if (failed == simdjson::SUCCESS) failed = field.value().get(cell);
      if (failed != simdjson::SUCCESS) break;
      std::size_t row = next;
      if (first) {
        places.emplace(key, names.size());
        names.emplace_back(key);
        rows.emplace_back();
        // Its cells stand all over the table.
        rows.back().offset = json.offset;
        rows.back().length = static_cast<std::uint32_t>(json.text.size());
      } else if (next >= names.size() || names[next] != key) {
        const auto found = places.find(std::string(key));
        if (found == places.end()) continue;
        row = found->second;
      }
      set(rows[row], cell);
      next = row + 1;
    }
    if (failed != simdjson::SUCCESS) break;
  }
  // Of a table that ends early the last columns are missing: what has no time or belongs to nobody is left
  // out.
  const bool isWhole = failed == simdjson::SUCCESS && !json.repaired;
  for (const Row& row : rows)
    if (isWhole || (row.time.isValid() && (row.icao24 > 0 || !row.callsign.empty()))) emit(row, sink);
  return failed;
}

void TrafficDecoder::emit(const Row& row, DecodeSink& sink) {
  ++m_rows;
  if (row.lat != row.lat || row.lon != row.lon || std::abs(row.lat) > 90 || std::abs(row.lon) > 360) {
    ++m_noPosition;
    return;
  }
  if (m_source < 0) m_source = sink.source({"traffic", "traffic", -1});
  Report r;
  r.domain = Domain::Air;
  r.source = static_cast<std::uint16_t>(m_source);
  if (row.icao24 > 0 && row.icao24 <= 0xFFFFFF) {
    r.id = {IdKind::Icao24, static_cast<std::uint64_t>(row.icao24)};
    r.icao24 = row.icao24;
  } else if (!row.callsign.empty()) {
    r.id = {IdKind::Text, 0};
    r.uid = row.callsign.view();
  } else {
    r.kind = ReportKind::Plot;
  }
  r.eventTime = row.time.isValid() ? row.time - m_clockOffset : row.time;
  r.receiveTime = m_received;
  r.lat = row.lat;
  r.lon = wrapLongitude(row.lon);
  r.baroAltitude = row.altitude;
  r.geoAltitude = row.geoAltitude;
  r.groundSpeed = row.speed;
  r.trackDeg = row.track;
  r.verticalRate = row.rate;
  r.mode3A = row.mode3A;
  r.callsign = row.callsign;
  if (row.onGround) r.flags |= kOnGround;
  r.byteOffset = row.offset;
  r.byteLength = row.length;
  sink.report(r);
}

int probe(std::span<const std::byte> head) {
  const std::string_view json = asText(head);
  const std::size_t begin = json.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (!beginsJson(json, begin)) return 0;
  int known = 0;
  for (const Column& column : kColumns) {
    if (json.find("\"" + std::string(column.name) + "\"") != json.npos) ++known;
  }
  const bool rows =
      json[begin] == '[' && json.find("\"latitude\"") != json.npos && json.find("\"timestamp\"") != json.npos;
  // A table by columns may show nothing but its first column here.
  const bool columns = json[begin] == '{' && known > 0 && json.find("\":{\"") != json.npos &&
                       json.find("\":{\"") < 64 && json.find("\"features\"") == json.npos;
  return rows || columns ? 80 : 0;
}

}  // namespace

const Format kTrafficFormat = {"traffic", "traffic / pandas JSON table", probe,
                               [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                                 return std::make_unique<TrafficDecoder>(options);
                               }};

}  // namespace sorami
