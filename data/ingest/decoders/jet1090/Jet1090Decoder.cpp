// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/jet1090/Jet1090Decoder.h"

#include "data/core/Units.h"
#include "data/ingest/Text.h"

#include <simdjson.h>

#include <cmath>
#include <map>
#include <unordered_map>

namespace sorami {
namespace {

namespace dom = simdjson::dom;

/// Altitude and velocity of other messages are attached to a position when they are no older.
constexpr Micros kAttachLimit = 10 * kSecond;
constexpr std::size_t kMaxAircraft = 1'000'000;

struct Aircraft {
  InlineText<12> callsign;
  std::int32_t mode3A = -1;
  UtcTime altitudeTime;
  float altitude = kNoFloat;
  UtcTime velocityTime;
  float groundSpeed = kNoFloat;
  float trackDeg = kNoFloat;
  float verticalRate = kNoFloat;
};

class Jet1090Decoder final : public Decoder {
 public:
  explicit Jet1090Decoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_lines.feed(
        asText(bytes), offset, [&](std::string_view line, std::uint64_t at) { takeLine(line, at, sink); },
        [&](std::uint64_t at) {
          sink.diagnostic({at, "", "", "a line is longer than 64 KiB: skipped"});
        });
    flush(sink);
  }
  void finish(DecodeSink& sink) override {
    m_lines.finish([&](std::string_view line, std::uint64_t at) { takeLine(line, at, sink); });
    flush(sink);
  }

 private:
  void takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takePosition(const dom::element& message, UtcTime time, std::int32_t address, Aircraft& aircraft,
                    bool onGround, Report& r);
  void flush(DecodeSink& sink) {
    for (const auto& [kind, count] : m_counts) sink.record(kind, count);
    m_counts.clear();
  }

  Micros m_clockOffset;
  UtcTime m_received;
  LineSplitter m_lines;
  dom::parser m_parser;
  std::unordered_map<std::int32_t, Aircraft> m_aircraft;
  std::map<std::string, std::uint64_t> m_counts;
  int m_source = -1;
};

double numberOf(const dom::element& message, std::string_view key) {
  double number = kNoDouble;
  return message[key].get_double().get(number) == simdjson::SUCCESS ? number : kNoDouble;
}
std::string_view textOf(const dom::element& message, std::string_view key) {
  std::string_view text;
  return message[key].get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

void Jet1090Decoder::takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  line = trimmed(line);
  if (offset == 0 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  if (line.empty()) return;
  dom::element message;
  const auto error = m_parser.parse(line.data(), line.size()).get(message);
  if (error != simdjson::SUCCESS || !message.is_object()) {
    sink.diagnostic(
        {offset, "message", "", std::string("is no JSON object: ") + simdjson::error_message(error)});
    return;
  }
  // A format number, or its digits.
  std::string format(textOf(message, "df"));
  if (const double df = numberOf(message, "df"); df == df) format = std::to_string(static_cast<int>(df));
  ++m_counts["DF" + format.substr(0, 4)];
  const double seconds = numberOf(message, "timestamp");
  if (!(seconds > 0 && seconds < 1e11)) return sink.dropped("no time", 1);
  const UtcTime time = UtcTime::fromSeconds(seconds) - m_clockOffset;
  const auto address = parseInt<std::int32_t>(textOf(message, "icao24"), 16);
  if (!address || *address <= 0 || *address > 0xFFFFFF) return sink.dropped("no address", 1);
  if (m_aircraft.size() > kMaxAircraft) m_aircraft.clear();
  Aircraft& aircraft = m_aircraft[*address];
  if (const std::string_view name = trimmed(textOf(message, "callsign")); !name.empty())
    aircraft.callsign = name;
  if (const auto code = parseInt<std::int32_t>(textOf(message, "squawk"), 8);
      code && *code >= 0 && *code <= 07777)
    aircraft.mode3A = *code;
  const std::string_view bds = textOf(message, "bds");
  const std::string_view source = textOf(message, "source");
  if (const double feet = numberOf(message, "altitude"); feet == feet && source != "GNSS") {
    aircraft.altitude = static_cast<float>(feet * kFoot);
    aircraft.altitudeTime = time;
  }
  const double speed = numberOf(message, "groundspeed");
  const double track = numberOf(message, "track");
  const double rate = numberOf(message, "vertical_rate");
  if (speed == speed || track == track) {
    aircraft.groundSpeed = static_cast<float>(speed * kKnot);
    aircraft.trackDeg = static_cast<float>(track);
    aircraft.verticalRate = static_cast<float>(rate * kFootPerMinute);
    aircraft.velocityTime = time;
  }
  Report r;
  r.lat = numberOf(message, "latitude");
  r.lon = numberOf(message, "longitude");
  if (!r.hasPosition()) return;
  if (!(std::abs(r.lat) <= 90) || !(std::abs(r.lon) <= 360)) {
    sink.diagnostic({offset, "message", "position", "latitude and longitude were expected"});
    return;
  }
  if (m_source < 0) m_source = sink.source({"jet1090", "jet1090", -1});
  r.source = static_cast<std::uint16_t>(m_source);
  takePosition(message, time, *address, aircraft, bds == "06", r);
  r.byteOffset = offset;
  r.byteLength = static_cast<std::uint32_t>(line.size());
  sink.report(r);
}

void Jet1090Decoder::takePosition(const dom::element& message, UtcTime time, std::int32_t address,
                                  Aircraft& aircraft, bool onGround, Report& r) {
  r.domain = Domain::Air;
  r.id = {IdKind::Icao24, static_cast<std::uint64_t>(address)};
  r.icao24 = address;
  r.lon = wrapLongitude(r.lon);
  r.eventTime = time;
  r.receiveTime = m_received;
  r.callsign = aircraft.callsign;
  r.mode3A = aircraft.mode3A;
  if (r.mode3A == 07500 || r.mode3A == 07600 || r.mode3A == 07700) r.flags |= kEmergency;
  if (onGround) r.flags |= kOnGround;
  if (textOf(message, "source") == "GNSS")
    r.geoAltitude = static_cast<float>(numberOf(message, "altitude") * kFoot);
  const auto fresh = [time](UtcTime t) { return t.isValid() && std::abs(time - t) <= kAttachLimit; };
  if (!onGround && fresh(aircraft.altitudeTime)) r.baroAltitude = aircraft.altitude;
  if (fresh(aircraft.velocityTime)) {
    r.groundSpeed = aircraft.groundSpeed;
    r.trackDeg = aircraft.trackDeg;
    r.verticalRate = aircraft.verticalRate;
  }
}

int probe(std::span<const std::byte> head) {
  std::string_view text = asText(head);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  int good = 0;
  int lines = 0;
  while (!text.empty() && lines < 20) {
    const std::size_t end = text.find('\n');
    if (end == text.npos && lines > 0) break;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.empty()) continue;
    ++lines;
    if (line.front() == '{' && line.find("\"timestamp\"") != line.npos &&
        line.find("\"icao24\"") != line.npos &&
        (line.find("\"df\"") != line.npos || line.find("\"frame\"") != line.npos))
      ++good;
  }
  return good > 0 ? 94 * good / lines : 0;
}

}  // namespace

const Format kJet1090Format = {"jet1090", "jet1090 (Mode S as JSON lines)", probe,
                               [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                                 return std::make_unique<Jet1090Decoder>(options);
                               }};

}  // namespace sorami
