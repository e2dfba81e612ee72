// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/nmea/Ais.h"

#include "data/core/Units.h"
#include "data/ingest/Text.h"

namespace sorami {
namespace {

constexpr std::size_t kMaxVessels = 1'000'000;
constexpr std::size_t kMaxWaiting = 64;
constexpr std::size_t kMaxPayload = 512;

/// The bits of a message; reading past the end gives nothing.
class Bits {
 public:
  /// False when a character is none of the armour's.
  bool assign(std::string_view payload, int fillBits) {
    m_bits.clear();
    for (const char c : payload) {
      int value = c - 48;
      if (value < 0 || value > 71 || (value > 39 && value < 48)) return false;
      if (value > 40) value -= 8;
      for (int bit = 5; bit >= 0; --bit) m_bits.push_back((value >> bit & 1) != 0);
    }
    for (; fillBits > 0 && !m_bits.empty(); --fillBits) m_bits.pop_back();
    return true;
  }
  std::size_t size() const { return m_bits.size(); }
  std::uint32_t number(std::size_t at, std::size_t count) const {
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + count; ++i)
      value = value << 1 | (i < m_bits.size() && m_bits[i] ? 1U : 0U);
    return value;
  }
  std::int32_t signedNumber(std::size_t at, std::size_t count) const {
    const std::uint32_t value = number(at, count);
    const std::uint32_t sign = std::uint32_t{1} << (count - 1);
    return static_cast<std::int32_t>(value ^ sign) - static_cast<std::int32_t>(sign);
  }
  /// Six-bit text, without the filling at its end.
  std::string text(std::size_t at, std::size_t count) const {
    std::string result;
    for (std::size_t i = at; i + 6 <= std::min(at + count, m_bits.size()); i += 6) {
      const std::uint32_t code = number(i, 6);
      const char c = static_cast<char>(code < 32 ? code + 64 : code);
      if (c == '@') break;
      result += c;
    }
    return std::string(trimmed(result));
  }

 private:
  std::vector<bool> m_bits;
};

/// Where the fields of a position stand in each message type.
struct Layout {
  std::size_t bits;
  std::size_t speed;
  double speedUnit;  ///< knots
  std::size_t accuracy;
  std::size_t lon;
  std::size_t course;
  std::size_t second;
};

std::optional<Layout> layoutOf(std::uint32_t type) {
  switch (type) {
    case 1:
    case 2:
    case 3:
      return Layout{168, 50, 0.1, 60, 61, 116, 137};
    case 9:
      return Layout{168, 50, 1.0, 60, 61, 116, 128};
    case 18:
      return Layout{168, 46, 0.1, 56, 57, 112, 133};
    case 19:
      return Layout{312, 46, 0.1, 56, 57, 112, 133};
    default:
      return {};
  }
}

}  // namespace

void AisReader::sentence(const std::vector<std::string_view>& fields, UtcTime time, std::uint64_t offset,
                         std::uint32_t length, DecodeSink& sink) {
  const auto bad = [&](const char* item, const char* reason) {
    sink.diagnostic({offset, "AIVDM", item, reason});
  };
  if (fields.size() < 6) return bad("", "six fields were expected");
  const auto count = parseInt<int>(fields[0]);
  const auto number = parseInt<int>(fields[1]);
  const auto fill = parseInt<int>(fields[5]);
  if (!count || *count < 1 || *count > 9 || !number || *number < 1 || *number > *count)
    return bad("part", "a part's number and count of 1 to 9 were expected");
  if (!fill || *fill < 0 || *fill > 5) return bad("fill bits", "0 to 5 was expected");
  if (fields[4].size() > kMaxPayload) return bad("payload", "is longer than a message can be");
  if (*count == 1) return message(fields[4], *fill, time, offset, length, sink);
  const std::string key = std::string(fields[2]) + "/" + std::string(fields[3]);
  if (m_parts.size() > kMaxWaiting) m_parts.clear();
  Parts& parts = m_parts[key];
  if (*number == 1) parts = {*count, 0, {}, offset};
  if (parts.count != *count || parts.have != *number - 1) {
    m_parts.erase(key);
    return sink.dropped("part of an incomplete message", 1);
  }
  parts.payload += fields[4];
  ++parts.have;
  if (parts.have < parts.count) return;
  const Parts whole = std::move(parts);
  m_parts.erase(key);
  message(whole.payload, *fill, time, whole.offset, length, sink);
}

void AisReader::message(std::string_view payload, int fillBits, UtcTime time, std::uint64_t offset,
                        std::uint32_t length, DecodeSink& sink) {
  Bits bits;
  if (!bits.assign(payload, fillBits) || bits.size() < 38) {
    sink.diagnostic({offset, "AIVDM", "payload", "is no armoured message of at least 38 bits"});
    return;
  }
  const std::uint32_t type = bits.number(0, 6);
  const std::uint32_t mmsi = bits.number(8, 30);
  sink.record("AIS " + std::to_string(type), 1);
  const auto needs = [&](std::size_t count) {
    if (bits.size() >= count) return true;
    sink.diagnostic(
        {offset, "AIS " + std::to_string(type), "",
         "needs " + std::to_string(count) + " bits, " + std::to_string(bits.size()) + " are there"});
    return false;
  };
  if (m_vessels.size() > kMaxVessels) m_vessels.clear();
  if (type == 4 || type == 11) {
    if (!needs(78)) return;
    const int year = static_cast<int>(bits.number(38, 14));
    const int month = static_cast<int>(bits.number(52, 4));
    const int day = static_cast<int>(bits.number(56, 5));
    const int hour = static_cast<int>(bits.number(61, 5));
    if (year >= 1990 && month >= 1 && month <= 12 && day >= 1 && hour < 24) {
      m_base = utcFromCivil(year, month, day, hour, static_cast<int>(bits.number(66, 6)),
                            static_cast<int>(bits.number(72, 6)));
    }
    return;
  }
  if (type == 5 || type == 24) {
    if (!needs(type == 5 ? 240 : 160)) return;
    Vessel& vessel = m_vessels[mmsi];
    const bool partB = type == 24 && bits.number(38, 2) == 1;
    const std::string callsign = type == 5 ? bits.text(70, 42) : partB ? bits.text(90, 42) : std::string();
    const std::string name = type == 5 ? bits.text(112, 120) : partB ? std::string() : bits.text(40, 120);
    // The name is what a person looks for; the radio call sign stands in until it has come.
    if (!name.empty()) vessel.callsign = std::string_view(name);
    if (name.empty() && !callsign.empty() && vessel.callsign.empty())
      vessel.callsign = std::string_view(callsign);
    if (type == 5 || partB) {
      const std::string code = "AIS " + std::to_string(bits.number(type == 5 ? 232 : 40, 8));
      vessel.type = std::string_view(code);
    }
    return;
  }
  const auto layout = layoutOf(type);
  if (!layout) return;
  if (!needs(layout->bits)) return;
  const double lon = bits.signedNumber(layout->lon, 28) / 600000.0;
  const double lat = bits.signedNumber(layout->lon + 28, 27) / 600000.0;
  if (lon == 181 || lat == 91) return sink.dropped("no position", 1);
  if (!(std::abs(lat) <= 90) || !(std::abs(lon) <= 180)) {
    sink.diagnostic({offset, "AIS " + std::to_string(type), "position", "is off the earth"});
    return;
  }
  UtcTime event = time.isValid() ? time : m_base;
  if (!event.isValid()) return sink.dropped("no time", 1);
  const std::uint32_t second = bits.number(layout->second, 6);
  if (second < 60) {
    // The nearest instant with that second.
    const Micros wanted = static_cast<Micros>(second) * kSecond;
    const Micros have = ((event.us % kMinute) + kMinute) % kMinute;
    Micros step = wanted - have;
    if (step > kMinute / 2) step -= kMinute;
    if (step < -kMinute / 2) step += kMinute;
    event = event + step;
  }
  if (m_source < 0) m_source = sink.source({"AIS", "ais", -1});
  Vessel& vessel = m_vessels[mmsi];
  if (type == 19) {
    const std::string name = bits.text(143, 120);
    if (!name.empty()) vessel.callsign = std::string_view(name);
  }
  Report r;
  r.source = static_cast<std::uint16_t>(m_source);
  r.category = static_cast<std::uint8_t>(type);
  r.domain = type == 9 ? Domain::Air : Domain::Surface;
  r.id = {IdKind::Mmsi, mmsi};
  r.callsign = vessel.callsign;
  r.type = vessel.type;
  r.eventTime = event - m_clockOffset;
  r.receiveTime = time;
  r.lat = lat;
  r.lon = wrapLongitude(lon);
  const std::uint32_t speed = bits.number(layout->speed, 10);
  if (speed < 1023) r.groundSpeed = static_cast<float>(speed * layout->speedUnit * kKnot);
  const std::uint32_t course = bits.number(layout->course, 12);
  if (course < 3600) r.trackDeg = static_cast<float>(course * 0.1);
  // Better or worse than 10 m, 95 %: 2.45 sigma.
  r.sigmaMajor = bits.number(layout->accuracy, 1) != 0 ? 10.0F / 2.45F : kNoFloat;
  if (type == 9) {
    const std::uint32_t altitude = bits.number(38, 12);
    if (altitude < 4095) {
      r.geoAltitude = static_cast<float>(altitude);
      r.flags |= kGeoIsMsl;
    }
  }
  r.byteOffset = offset;
  r.byteLength = length;
  sink.report(r);
}

}  // namespace sorami
