// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/opensky/OpenSkyDecoder.h"

#include "data/ingest/JsonDocument.h"
#include "data/ingest/Text.h"

#include <simdjson.h>

#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kMaxAircraft = 1'000'000;

/// Places in a state vector, openskynetwork.github.io/opensky-api/rest.html.
enum Place : std::size_t {
  kAddress,
  kCallsign,
  kCountry,
  kPositionTime,
  kLastContact,
  kLongitude,
  kLatitude,
  kBaroAltitude,
  kGroundFlag,
  kVelocity,
  kTrack,
  kVerticalRate,
  kSensors,
  kGeoAltitude,
  kSquawk,
  kSpiFlag,
  kPositionSource,
  kCategory,
  kPlaces
};

class OpenSkyDecoder final : public Decoder {
 public:
  explicit OpenSkyDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_splitter.feed(asText(bytes), offset, sink, [&](const JsonText& json) { takeDocument(json, sink); });
  }
  void finish(DecodeSink& sink) override {
    m_splitter.finish(sink, [&](const JsonText& json) { takeDocument(json, sink); });
  }

 private:
  struct Fix {
    UtcTime time;
    double lat = 0;
    double lon = 0;
  };
  void takeDocument(const JsonText& json, DecodeSink& sink);
  void takeState(const dom::array& state, const JsonText& json, DecodeSink& sink);

  Micros m_clockOffset;
  UtcTime m_received;
  JsonSplitter m_splitter;
  dom::parser m_parser;
  std::unordered_map<std::int32_t, Fix> m_last;
  int m_source = -1;
};

double numberOf(const dom::element& value) {
  double number = kNoDouble;
  return value.get_double().get(number) == simdjson::SUCCESS ? number : kNoDouble;
}
std::string_view textOf(const dom::element& value) {
  std::string_view text;
  return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}
bool isTrue(const dom::element& value) {
  bool is = false;
  return value.get_bool().get(is) == simdjson::SUCCESS && is;
}

void OpenSkyDecoder::takeDocument(const JsonText& json, DecodeSink& sink) {
  const auto parsed = parseDocument(m_parser, json, sink);
  if (!parsed) return;
  const dom::element root = *parsed;
  dom::array states;
  dom::element value;
  if (root["states"].get(value) != simdjson::SUCCESS) {
    sink.diagnostic({json.offset, "", "states", "a JSON object with 'states' was expected"});
    return;
  }
  if (value.is_null()) return;  // nobody was there
  if (value.get_array().get(states) != simdjson::SUCCESS) {
    sink.diagnostic({json.offset, "", "states", "an array was expected"});
    return;
  }
  for (const dom::element& each : states) {
    dom::array state;
    if (each.get_array().get(state) != simdjson::SUCCESS) {
      sink.diagnostic({json.offset, "state", "", "a state vector was expected"});
      continue;
    }
    takeState(state, json, sink);
  }
}

void OpenSkyDecoder::takeState(const dom::array& state, const JsonText& json, DecodeSink& sink) {
  sink.record("state", 1);
  dom::element at[kPlaces + 1];
  std::size_t count = 0;
  for (const dom::element& value : state) {
    if (count <= kPlaces) at[count] = value;
    ++count;
  }
  if (count <= kPositionSource) {
    sink.diagnostic({json.offset, "state", "", "needs 17 values, " + std::to_string(count) + " are there"});
    return;
  }
  // The first version of the interface had an alert in front of the SPI.
  const std::size_t spi = at[kPositionSource].is_bool() ? kPositionSource : kSpiFlag;
  Report r;
  r.domain = Domain::Air;
  r.lat = numberOf(at[kLatitude]);
  r.lon = numberOf(at[kLongitude]);
  if (!r.hasPosition() || !(std::abs(r.lat) <= 90) || !(std::abs(r.lon) <= 360))
    return sink.dropped("no position", 1);
  r.lon = wrapLongitude(r.lon);
  const double seconds = numberOf(at[kPositionTime]);
  if (!(seconds > 0 && seconds < 1e11)) return sink.dropped("no time", 1);
  r.eventTime = UtcTime::fromSeconds(seconds) - m_clockOffset;
  r.receiveTime = m_received;
  const auto address = parseInt<std::int32_t>(textOf(at[kAddress]), 16);
  if (!address || *address <= 0 || *address > 0xFFFFFF) {
    sink.diagnostic({json.offset, "state", "icao24", "is no 24-bit address"});
    return;
  }
  r.id = {IdKind::Icao24, static_cast<std::uint64_t>(*address)};
  r.icao24 = *address;
  if (m_last.size() > kMaxAircraft) m_last.clear();
  Fix& last = m_last[*address];
  if (last.time == r.eventTime && last.lat == r.lat && last.lon == r.lon)
    return sink.dropped("repeated position", 1);
  last = {r.eventTime, r.lat, r.lon};
  if (m_source < 0) m_source = sink.source({"OpenSky", "opensky", -1});
  r.source = static_cast<std::uint16_t>(m_source);
  r.callsign = trimmed(textOf(at[kCallsign]));
  r.baroAltitude = static_cast<float>(numberOf(at[kBaroAltitude]));
  r.geoAltitude = static_cast<float>(numberOf(at[kGeoAltitude]));
  r.groundSpeed = static_cast<float>(numberOf(at[kVelocity]));
  r.trackDeg = static_cast<float>(numberOf(at[kTrack]));
  r.verticalRate = static_cast<float>(numberOf(at[kVerticalRate]));
  r.mode3A = parseInt<std::int32_t>(textOf(at[kSquawk]), 8).value_or(-1);
  if (r.mode3A > 07777) r.mode3A = -1;
  if (r.mode3A == 07500 || r.mode3A == 07600 || r.mode3A == 07700) r.flags |= kEmergency;
  if (isTrue(at[kGroundFlag])) r.flags |= kOnGround;
  if (isTrue(at[spi])) r.flags |= kSpi;
  r.byteOffset = json.offset;
  r.byteLength = static_cast<std::uint32_t>(json.text.size());
  sink.report(r);
}

int probe(std::span<const std::byte> head) {
  const std::string_view json = asText(head);
  const std::size_t begin = json.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (!beginsJson(json, begin) || json[begin] != '{') return 0;
  const std::size_t states = json.find("\"states\"");
  if (states == json.npos || json.find("\"time\"") == json.npos) return 0;
  const std::size_t value = json.find_first_not_of(" \t\r\n:", states + 8);
  return value != json.npos && (json[value] == '[' || json[value] == 'n') ? 92 : 0;
}

}  // namespace

const Format kOpenSkyFormat = {"opensky", "OpenSky state vectors (JSON)", probe,
                               [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                                 return std::make_unique<OpenSkyDecoder>(options);
                               }};

}  // namespace sorami
