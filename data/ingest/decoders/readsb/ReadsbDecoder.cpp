// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/readsb/ReadsbDecoder.h"

#include "data/core/Units.h"
#include "data/ingest/JsonSplitter.h"
#include "data/ingest/Text.h"

#include <simdjson.h>

#include <cmath>
#include <cstring>
#include <unordered_map>

namespace sorami {
namespace {

namespace ondemand = simdjson::ondemand;

/// A position whose time differs by no more than this from the last one's is the same fix polled again.
constexpr Micros kSameFix = 300 * kMillisecond;
/// Damaged documents are taken up again behind the damage at most so often.
constexpr int kMaxResyncs = 64;
constexpr std::size_t kMaxAircraft = 1'000'000;

/// 95 % horizontal bound of the navigation accuracy category, m, by NACp 1..11 (RTCA
/// DO-260B, 2.2.3.2.7.1.3.8).
constexpr float kNacpBound[] = {kNoFloat, 18520, 7408, 3704, 1852, 926, 555.6F, 185.2F, 92.6F, 30, 10, 3};
/// From the radius that holds 95 % of a circular normal error to its sigma: sqrt(-2 ln 0.05).
constexpr float kSigmaOf95 = 1.0F / 2.4477F;

/// Reads the values of one element and keeps the first thing that is wrong with any of them. A value of
/// another kind (`null`, "ground") is no fault, a number that is none is.
struct Values {
  simdjson::error_code error = simdjson::SUCCESS;

  double number(ondemand::value value) {
    ondemand::json_type type{};
    simdjson::error_code failed = value.type().get(type);
    double result = kNoDouble;
    if (failed == simdjson::SUCCESS && type == ondemand::json_type::number)
      failed = value.get_double().get(result);
    if (failed == simdjson::SUCCESS) return result;
    if (error == simdjson::SUCCESS) error = failed;
    return kNoDouble;
  }
  float scaled(ondemand::value value, double scale) { return static_cast<float>(number(value) * scale); }
};

/// A key where it stands in the text, which is padded: compared without copying it.
struct Key {
  const char* at;
  template <std::size_t N>
  bool operator==(const char (&name)[N]) const {
    static_assert(N <= simdjson::SIMDJSON_PADDING);
    return std::memcmp(at, name, N - 1) == 0 && at[N - 1] == '"';
  }
};

std::string_view text(ondemand::value value) {
  std::string_view result;
  if (value.get_string().get(result) != simdjson::SUCCESS) return {};
  return result;
}

/// A call sign without padding; none for the placeholder some transponders send.
std::string_view callsignOf(std::string_view padded) {
  const std::string_view callsign = trimmed(padded);
  return callsign == "@@@@@@@@" ? std::string_view() : callsign;
}

std::int32_t squawkOf(std::string_view text) {
  return parseInt<std::int32_t>(text, 8).value_or(-1);
}

/// `hex` of an ICAO address, `~hex` of another kind of address.
NativeId idOf(std::string_view hex) {
  const bool nonIcao = !hex.empty() && hex.front() == '~';
  if (nonIcao) hex.remove_prefix(1);
  const auto value = parseInt<std::uint32_t>(hex, 16);
  if (!value || *value == 0 || *value > 0xFFFFFF || hex.size() > 6) return {};
  return {nonIcao ? IdKind::NonIcao24 : IdKind::Icao24, *value};
}

class ReadsbDecoder final : public Decoder {
 public:
  explicit ReadsbDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

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
  /// What a document says outside its array.
  struct Header {
    UtcTime time;
    NativeId id;
    InlineText<8> type;
    enum class Array { None, Aircraft, Trace } array = Array::None;
    const char* key = "";  ///< of the array
    bool isWhole = true;   ///< no damage was met on the way
  };

  UtcTime instant(double t) const;
  UtcTime timeBehindDamage(std::string_view json, std::string_view key) const;
  void takeDocument(const JsonText& json, DecodeSink& sink);
  bool readHeader(const JsonText& json, Header& header, DecodeSink& sink);
  simdjson::error_code takeArray(ondemand::array array, const Header& header, const JsonText& json,
                                 std::size_t& lastStart, DecodeSink& sink);
  simdjson::error_code takeAircraft(ondemand::object object, const Header& header, Report& report,
                                    DecodeSink& sink);
  simdjson::error_code takeRow(ondemand::array row, const Header& header, Report& report, DecodeSink& sink);
  void begin(Report& report) const {
    report = Report{};
    report.domain = Domain::Air;
    report.receiveTime = m_received;
  }
  void emit(Report& report, DecodeSink& sink) {
    if (m_source < 0) m_source = sink.source({"readsb", "readsb", -1});
    report.source = static_cast<std::uint16_t>(m_source);
    if (report.id.kind == IdKind::Icao24) report.icao24 = static_cast<std::int32_t>(report.id.value);
    if (report.id.kind == IdKind::None) report.kind = ReportKind::Plot;
    // The parser stands behind the element now.
    if (const char* end = nullptr;
        m_document.current_location().get(end) == simdjson::SUCCESS && end > m_element) {
      while (end > m_element && end[-1] != '}' && end[-1] != ']') --end;
      report.byteLength = static_cast<std::uint32_t>(end - m_element);
    }
    sink.report(report);
  }
  void flushCounts(DecodeSink& sink) {
    if (m_aircraftCount > 0) sink.record("aircraft", m_aircraftCount);
    if (m_rowCount > 0) sink.record("trace", m_rowCount);
    if (m_noPosition > 0) sink.dropped("no position", m_noPosition);
    if (m_repeats > 0) sink.dropped("repeated position", m_repeats);
    m_aircraftCount = m_rowCount = m_noPosition = m_repeats = 0;
  }

  struct Fix {
    UtcTime time;
    double lat = 0;
    double lon = 0;
  };

  Micros m_clockOffset;
  UtcTime m_received;
  JsonSplitter m_splitter;
  ondemand::parser m_parser;
  ondemand::document m_document;
  const char* m_element = nullptr;  ///< where the element at hand begins
  std::unordered_map<std::uint32_t, Fix> m_lastFix;
  int m_source = -1;
  InlineText<12> m_traceCallsign;
  std::int32_t m_traceMode3A = -1;
  std::uint64_t m_aircraftCount = 0;
  std::uint64_t m_rowCount = 0;
  std::uint64_t m_noPosition = 0;
  std::uint64_t m_repeats = 0;
};

UtcTime ReadsbDecoder::instant(double t) const {
  // Seconds since 1970 pass 1e11 in the year 5138: larger numbers are milliseconds.
  return t > 0 && t < 1e14 ? UtcTime::fromSeconds(t > 1e11 ? t / 1000 : t) - m_clockOffset : UtcTime();
}

/// The document's time where a parser cannot get at it for the damage in front.
UtcTime ReadsbDecoder::timeBehindDamage(std::string_view json, std::string_view key) const {
  const std::size_t at = json.rfind(key);
  if (at == json.npos) return {};
  std::string_view number = json.substr(at + key.size(), 32);
  number = trimmed(number.substr(0, number.find_first_of(",}\r\n")));
  return instant(parseDouble(number).value_or(-1));
}

bool ReadsbDecoder::readHeader(const JsonText& json, Header& header, DecodeSink& sink) {
  simdjson::error_code error =
      m_parser.iterate(json.text.data(), json.text.size(), json.text.capacity()).get(m_document);
  if (error != simdjson::SUCCESS) {
    // Bytes that no JSON text holds spoil the whole document for the parser; replaced they cost a field.
    sink.diagnostic({json.offset, "", "", std::string("not valid JSON: ") + simdjson::error_message(error)});
    mendQuotes(json.text);
    for (char& c : json.text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x80) c = '?';
      if (byte < 0x20) c = ' ';
    }
    error = m_parser.iterate(json.text.data(), json.text.size(), json.text.capacity()).get(m_document);
  }
  ondemand::object root;
  if (error == simdjson::SUCCESS) error = m_document.get_object().get(root);
  if (error != simdjson::SUCCESS) {
    sink.diagnostic({json.offset, "", "", "a JSON object with 'aircraft', 'ac' or 'trace' was expected"});
    return false;
  }
  Values values;
  for (auto field : root) {
    std::string_view key;
    ondemand::value value;
    if (field.error() != simdjson::SUCCESS || field.unescaped_key().get(key) != simdjson::SUCCESS ||
        field.value().get(value) != simdjson::SUCCESS) {
      header.isWhole = false;
      break;
    }
    if (key == "now" || key == "timestamp") {
      header.time = instant(values.number(value));
    } else if (key == "icao") {
      header.id = idOf(text(value));
    } else if (key == "t") {
      header.type = text(value);
    } else if (key == "aircraft" || key == "ac") {
      header.array = Header::Array::Aircraft;
      header.key = key == "ac" ? "ac" : "aircraft";
    } else if (key == "trace") {
      header.array = Header::Array::Trace;
      header.key = "trace";
    }
  }
  if (header.array == Header::Array::None) {
    sink.diagnostic({json.offset, "", "", "the JSON object has none of 'aircraft', 'ac' and 'trace'"});
    return false;
  }
  const bool trace = header.array == Header::Array::Trace;
  if (!header.time.isValid())
    header.time = timeBehindDamage(json.text, trace ? "\"timestamp\":" : "\"now\":");
  if (!header.time.isValid()) {
    sink.diagnostic({json.offset, trace ? "trace" : "aircraft", trace ? "timestamp" : "now",
                     "is missing or no time: the document cannot be placed in time"});
    return false;
  }
  if (trace && header.id.kind == IdKind::None) {
    sink.diagnostic({json.offset, "trace", "icao", "is missing or no 24-bit address"});
    return false;
  }
  return true;
}

void ReadsbDecoder::takeDocument(const JsonText& json, DecodeSink& sink) {
  Header header;
  if (!readHeader(json, header, sink)) return;
  m_traceCallsign = {};
  m_traceMode3A = -1;
  const bool trace = header.array == Header::Array::Trace;

  std::size_t lastStart = 0;
  simdjson::error_code error = simdjson::SUCCESS;
  if (header.isWhole)
    m_document.rewind();  // what the parser has found out of the text once serves again
  else
    error = m_parser.iterate(json.text.data(), json.text.size(), json.text.capacity()).get(m_document);
  if (error == simdjson::SUCCESS) {
    ondemand::array array;
    error = m_document[header.key].get_array().get(array);
    if (error == simdjson::SUCCESS) error = takeArray(array, header, json, lastStart, sink);
  }
  const std::size_t end = json.text.rfind(']');
  for (int i = 0; error != simdjson::SUCCESS && end != std::string::npos; ++i) {
    // Report the damaged element and go on with the one behind it.
    sink.diagnostic({json.offset + lastStart, trace ? "trace" : "aircraft", "",
                     std::string("a damaged element is left out: ") + simdjson::error_message(error)});
    if (i == kMaxResyncs) {
      sink.diagnostic(
          {json.offset + lastStart, "", "", "too much damage: the rest of the document is left out"});
      return;
    }
    std::size_t next = json.text.npos;
    if (trace) {
      next = json.text.find('[', lastStart + 1);
    } else {
      std::size_t hex = lastStart;
      do {
        hex = json.text.find("\"hex\"", hex + 1);
        next = hex == json.text.npos ? hex : json.text.rfind('{', hex);
      } while (next != json.text.npos && next <= lastStart);
    }
    if (next == json.text.npos || next <= lastStart || next >= end) return;
    json.text[next - 1] = '[';
    error = m_parser.iterate(json.text.data() + next - 1, end - next + 2, json.text.capacity() - (next - 1))
                .get(m_document);
    lastStart = next;
    ondemand::array array;
    if (error == simdjson::SUCCESS) error = m_document.get_array().get(array);
    if (error == simdjson::SUCCESS) error = takeArray(array, header, json, lastStart, sink);
  }
}

simdjson::error_code ReadsbDecoder::takeArray(ondemand::array array, const Header& header,
                                              const JsonText& json, std::size_t& lastStart,
                                              DecodeSink& sink) {
  Report report;
  for (auto element : array) {
    ondemand::value value;
    if (const auto error = element.get(value)) return error;
    m_element = value.raw_json_token().data();
    lastStart = static_cast<std::size_t>(m_element - json.text.data());
    begin(report);
    report.byteOffset = json.offset + lastStart;
    simdjson::error_code error = simdjson::SUCCESS;
    if (header.array == Header::Array::Trace) {
      ondemand::array row;
      error = value.get_array().get(row);
      if (error == simdjson::SUCCESS) error = takeRow(row, header, report, sink);
    } else {
      ondemand::object object;
      error = value.get_object().get(object);
      if (error == simdjson::SUCCESS) error = takeAircraft(object, header, report, sink);
    }
    if (error != simdjson::SUCCESS) return error;
  }
  return simdjson::SUCCESS;
}

simdjson::error_code ReadsbDecoder::takeAircraft(ondemand::object object, const Header& header,
                                                 Report& report, DecodeSink& sink) {
  Values values;
  double seenPos = kNoDouble;
  float geomRate = kNoFloat;
  for (auto field : object) {
    ondemand::raw_json_string raw;
    ondemand::value value;
    if (const auto error = field.error()) return error;
    if (const auto error = field.key().get(raw)) return error;
    if (const auto error = field.value().get(value)) return error;
    const Key key{raw.raw()};
    if (key == "hex") {
      report.id = idOf(text(value));
    } else if (key == "flight") {
      report.callsign = callsignOf(text(value));
    } else if (key == "t") {
      report.type = text(value);
    } else if (key == "lat") {
      report.lat = values.number(value);
    } else if (key == "lon") {
      report.lon = values.number(value);
    } else if (key == "seen_pos") {
      seenPos = values.number(value);
    } else if (key == "alt_baro") {
      report.baroAltitude = values.scaled(value, kFoot);
      if (report.baroAltitude != report.baroAltitude && text(value) == "ground") report.flags |= kOnGround;
    } else if (key == "alt_geom") {
      report.geoAltitude = values.scaled(value, kFoot);
    } else if (key == "gs") {
      report.groundSpeed = values.scaled(value, kKnot);
    } else if (key == "track") {
      report.trackDeg = values.scaled(value, 1);
    } else if (key == "baro_rate") {
      report.verticalRate = values.scaled(value, kFootPerMinute);
    } else if (key == "geom_rate") {
      geomRate = values.scaled(value, kFootPerMinute);
    } else if (key == "squawk") {
      report.mode3A = squawkOf(text(value));
    } else if (key == "emergency") {
      const std::string_view emergency = text(value);
      if (!emergency.empty() && emergency != "none") report.flags |= kEmergency;
    } else if (key == "spi") {
      if (values.number(value) > 0) report.flags |= kSpi;
    } else if (key == "category") {
      if (text(value).substr(0, 1) == "C") report.domain = Domain::Ground;
    } else if (key == "nac_p") {
      const double nacp = values.number(value);
      if (nacp >= 1 && nacp <= 11) report.sigmaMajor = kNacpBound[static_cast<int>(nacp)] * kSigmaOf95;
    }
  }
  if (values.error != simdjson::SUCCESS) return values.error;
  ++m_aircraftCount;
  if (!report.hasPosition() || std::abs(report.lat) > 90 || std::abs(report.lon) > 360) {
    ++m_noPosition;
    return simdjson::SUCCESS;
  }
  report.lon = wrapLongitude(report.lon);
  if (report.verticalRate != report.verticalRate) report.verticalRate = geomRate;
  report.eventTime = header.time;
  if (seenPos > 0 && seenPos < 1e6)
    report.eventTime = header.time - static_cast<Micros>(std::llround(seenPos * 1e6));

  if (report.id.kind != IdKind::None) {
    const auto key =
        static_cast<std::uint32_t>(report.id.value) | (report.id.kind == IdKind::NonIcao24 ? 0x1000000U : 0U);
    if (m_lastFix.size() > kMaxAircraft) m_lastFix.clear();
    Fix& last = m_lastFix[key];
    if (last.time.isValid() && std::abs(report.eventTime - last.time) <= kSameFix && last.lat == report.lat &&
        last.lon == report.lon) {
      ++m_repeats;
      return simdjson::SUCCESS;
    }
    last = {report.eventTime, report.lat, report.lon};
  }
  emit(report, sink);
  return simdjson::SUCCESS;
}

simdjson::error_code ReadsbDecoder::takeRow(ondemand::array row, const Header& header, Report& report,
                                            DecodeSink& sink) {
  Values values;
  double dt = kNoDouble;
  int flags = 0;
  float altitude = kNoFloat;
  int column = 0;
  for (auto element : row) {
    ondemand::value value;
    if (const auto error = element.get(value)) return error;
    switch (column++) {
      case 0:
        dt = values.number(value);
        break;
      case 1:
        report.lat = values.number(value);
        break;
      case 2:
        report.lon = values.number(value);
        break;
      case 3:
        altitude = values.scaled(value, kFoot);
        if (altitude != altitude && text(value) == "ground") report.flags |= kOnGround;
        break;
      case 4:
        report.groundSpeed = values.scaled(value, kKnot);
        break;
      case 5:
        report.trackDeg = values.scaled(value, 1);
        break;
      case 6: {
        const double bits = values.number(value);
        flags = bits >= 0 && bits < 65536 ? static_cast<int>(bits) : 0;
        break;
      }
      case 7:
        report.verticalRate = values.scaled(value, kFootPerMinute);
        break;
      case 8: {
        ondemand::object details;
        if (value.get_object().get(details) != simdjson::SUCCESS) break;
        for (auto field : details) {
          std::string_view key;
          ondemand::value detail;
          if (const auto error = field.error()) return error;
          if (const auto error = field.unescaped_key().get(key)) return error;
          if (const auto error = field.value().get(detail)) return error;
          if (key == "flight") m_traceCallsign = callsignOf(text(detail));
          if (key == "squawk") m_traceMode3A = squawkOf(text(detail));
        }
        break;
      }
      case 10:
        report.geoAltitude = values.scaled(value, kFoot);
        break;
      default:
        break;
    }
  }
  if (values.error != simdjson::SUCCESS) return values.error;
  ++m_rowCount;
  if (!report.hasPosition() || dt != dt || std::abs(dt) > 1e7 || std::abs(report.lat) > 90 ||
      std::abs(report.lon) > 360) {
    ++m_noPosition;
    return simdjson::SUCCESS;
  }
  report.lon = wrapLongitude(report.lon);
  report.eventTime = header.time + static_cast<Micros>(std::llround(dt * 1e6));
  report.id = header.id;
  report.type = header.type;
  report.callsign = m_traceCallsign;
  report.mode3A = m_traceMode3A;
  // Flag bits of readsb: 1 stale, 2 new leg, 4 geometric rate, 8 geometric altitude.
  if (flags & 1) report.flags |= kStaleGap;
  if (flags & 2) report.flags |= kLegStart;
  if (flags & 8) {
    if (report.geoAltitude != report.geoAltitude) report.geoAltitude = altitude;
  } else {
    report.baroAltitude = altitude;
  }
  emit(report, sink);
  return simdjson::SUCCESS;
}

int probe(std::span<const std::byte> head) {
  std::string_view json = asText(head);
  if (json.substr(0, 3) == "\xef\xbb\xbf") json.remove_prefix(3);
  const std::size_t begin = json.find_first_not_of(" \t\r\n");
  if (!beginsJson(json, begin) || json[begin] != '{') return 0;
  const auto has = [json](std::string_view key) { return json.find(key) != json.npos; };
  if ((has("\"aircraft\"") || has("\"ac\"")) && (has("\"hex\"") || has("\"now\""))) return 90;
  if (has("\"trace\"") && (has("\"icao\"") || has("\"timestamp\""))) return 90;
  return 0;
}

}  // namespace

const Format kReadsbFormat = {"readsb", "readsb / tar1090 JSON", probe,
                              [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                                return std::make_unique<ReadsbDecoder>(options);
                              }};

}  // namespace sorami
