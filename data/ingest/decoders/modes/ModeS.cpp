// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/modes/ModeS.h"

#include "data/core/Units.h"

#include <cmath>

namespace sorami {
namespace {

/// An even and an odd fix further apart in time may lie in different zones.
constexpr Micros kPairLimit = 10 * kSecond;
/// A last position this old still tells the zone.
constexpr Micros kReferenceLimit = 10 * kMinute;
constexpr Micros kVelocityLimit = 10 * kSecond;
constexpr std::size_t kMaxAircraft = 100'000;

constexpr std::array<std::uint32_t, 256> makeTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t r = i << 16;
    for (int bit = 0; bit < 8; ++bit) r = (r & 0x800000) != 0 ? (r << 1) ^ 0xFFF409 : r << 1;
    table[i] = r & 0xFFFFFF;
  }
  return table;
}
constexpr auto kTable = makeTable();

/// Bits first…last of the 56-bit message field, counted from 1 as the standard does.
std::uint32_t bits(std::uint64_t me, int first, int last) {
  return static_cast<std::uint32_t>(me >> (56 - last)) & ((1U << (last - first + 1)) - 1);
}

std::uint32_t grayToInt(std::uint32_t gray) {
  for (std::uint32_t shift = gray >> 1; shift != 0; shift >>= 1) gray ^= shift;
  return gray;
}

/// Mode A code of a 13-bit identity field: C1 A1 C2 A2 C4 A4 X B1 D1 B2 D2 B4 D4.
std::int32_t mode3AOf(std::uint32_t id13) {
  const auto bit = [id13](int i) { return static_cast<std::int32_t>(id13 >> (12 - i) & 1); };
  const std::int32_t a = bit(5) * 4 + bit(3) * 2 + bit(1);
  const std::int32_t b = bit(11) * 4 + bit(9) * 2 + bit(7);
  const std::int32_t c = bit(4) * 4 + bit(2) * 2 + bit(0);
  const std::int32_t d = bit(12) * 4 + bit(10) * 2 + bit(8);
  return a << 9 | b << 6 | c << 3 | d;
}

InlineText<12> callsignOf(std::uint64_t me) {
  static constexpr char kAlphabet[] = "#ABCDEFGHIJKLMNOPQRSTUVWXYZ##### ###############0123456789######";
  char text[8];
  std::size_t length = 0;
  for (int i = 0; i < 8; ++i) {
    const char c = kAlphabet[bits(me, 9 + 6 * i, 14 + 6 * i)];
    if (c == '#') return {};
    text[i] = c;
    if (c != ' ') length = static_cast<std::size_t>(i) + 1;
  }
  return std::string_view(text, length);
}

/// Ground speed of a surface position, m/s (DO-260B, 2.2.3.2.4.2): steps that widen with speed.
float movementOf(std::uint32_t code) {
  static constexpr struct {
    std::uint32_t first;
    double knots;
    double step;
  } kRanges[] = {{2, 0.125, 0.125}, {9, 1, 0.25}, {13, 2, 0.5}, {39, 15, 1}, {94, 70, 2}, {109, 100, 5}};
  if (code == 0 || code > 124) return kNoFloat;
  if (code == 1) return 0;
  if (code == 124) return static_cast<float>(175 * kKnot);
  double knots = 0;
  for (const auto& range : kRanges) {
    if (code >= range.first) knots = range.knots + (code - range.first) * range.step;
  }
  return static_cast<float>(knots * kKnot);
}

double distanceM(LatLon a, LatLon b) {
  const double x = degToRad(wrapLongitude(b.lon - a.lon)) * std::cos(degToRad((a.lat + b.lat) / 2));
  return 6371008.8 * std::hypot(x, degToRad(b.lat - a.lat));
}

}  // namespace

std::uint32_t modeSRemainder(ModeSFrame frame) {
  std::uint32_t r = 0;
  for (std::size_t i = 0; i + 3 < frame.size(); ++i)
    r = (r << 8 ^ kTable[(r >> 16 ^ frame[i]) & 0xFF]) & 0xFFFFFF;
  const std::size_t n = frame.size();
  return r ^ (static_cast<std::uint32_t>(frame[n - 3]) << 16 | static_cast<std::uint32_t>(frame[n - 2]) << 8 |
              frame[n - 1]);
}

std::optional<double> modeSAltitudeFeet(std::uint32_t field) {
  if (field == 0) return {};
  if ((field & 0x10) != 0) {
    const std::uint32_t n = (field & 0xFE0) >> 1 | (field & 0xF);
    return n * 25.0 - 1000.0;
  }
  // C1 A1 C2 A2 C4 A4 B1 Q B2 D2 B4 D4: 500 ft in a Gray code of D2 D4 A1 A2 A4 B1 B2 B4, 100 ft in C1 C2 C4.
  const auto bit = [field](int i) { return field >> (11 - i) & 1; };
  const std::uint32_t n500 = grayToInt(bit(9) << 7 | bit(11) << 6 | bit(1) << 5 | bit(3) << 4 | bit(5) << 3 |
                                       bit(6) << 2 | bit(8) << 1 | bit(10));
  std::uint32_t n100 = grayToInt(bit(0) << 2 | bit(2) << 1 | bit(4));
  if (n100 == 0 || n100 == 5 || n100 == 6) return {};
  if (n100 == 7) n100 = 5;
  if (n500 % 2 == 1) n100 = 6 - n100;
  return n500 * 500.0 + n100 * 100.0 - 1300.0;
}

void ModeSTracker::take(ModeSFrame frame, Micros time, UtcTime eventTime, UtcTime received,
                        std::uint64_t offset, std::uint32_t length, DecodeSink& sink) {
  if (frame.size() != 7 && frame.size() != 14) return;
  const unsigned format = frame[0] >> 3;
  ++m_formats[format];
  if (format == 17 || format == 18) {
    if (frame.size() != 14 || modeSRemainder(frame) != 0) {
      ++m_badParity;
      return;
    }
    takeSquitter(frame, time, eventTime, received, offset, length, sink);
  } else if (format == 5 || format == 21) {
    // The address is the parity's remainder: believed only for aircraft that told it themselves.
    const auto found = m_aircraft.find(modeSRemainder(frame));
    if (found != m_aircraft.end()) {
      found->second.mode3A = mode3AOf((static_cast<std::uint32_t>(frame[2]) << 8 | frame[3]) & 0x1FFF);
    }
  }
}

void ModeSTracker::takeVelocity(std::uint64_t me, Micros time, Aircraft& aircraft) const {
  const std::uint32_t subtype = bits(me, 6, 8);
  if (subtype < 1 || subtype > 4) return;
  aircraft.groundSpeed = aircraft.trackDeg = aircraft.verticalRate = aircraft.geoMinusBaro = kNoFloat;
  const std::uint32_t east = bits(me, 15, 24);
  const std::uint32_t north = bits(me, 26, 35);
  if (subtype <= 2 && east != 0 && north != 0) {
    const double step = subtype == 2 ? 4 * kKnot : kKnot;
    const double ve = (bits(me, 14, 14) != 0 ? -1.0 : 1.0) * (east - 1.0) * step;
    const double vn = (bits(me, 25, 25) != 0 ? -1.0 : 1.0) * (north - 1.0) * step;
    aircraft.groundSpeed = static_cast<float>(std::hypot(ve, vn));
    double track = radToDeg(std::atan2(ve, vn));
    if (track < 0) track += 360;
    aircraft.trackDeg = static_cast<float>(track);
  }
  if (const std::uint32_t rate = bits(me, 38, 46); rate != 0) {
    aircraft.verticalRate =
        static_cast<float>((bits(me, 37, 37) != 0 ? -1 : 1) * (rate - 1.0) * 64 * kFootPerMinute);
  }
  if (const std::uint32_t difference = bits(me, 50, 56); difference != 0) {
    aircraft.geoMinusBaro =
        static_cast<float>((bits(me, 49, 49) != 0 ? -1 : 1) * (difference - 1.0) * 25 * kFoot);
  }
  aircraft.hasVelocity = true;
  aircraft.velocityTime = time;
}

std::optional<LatLon> ModeSTracker::locate(const Fix& fix, Aircraft& aircraft) const {
  const Fix& other = aircraft.fixes[fix.cpr.odd ? 0 : 1];
  if (!fix.surface && other.is && !other.surface && std::abs(fix.time - other.time) <= kPairLimit) {
    const auto found =
        fix.cpr.odd ? cprGlobal(other.cpr, fix.cpr, true) : cprGlobal(fix.cpr, other.cpr, false);
    if (found) return found;
  }
  const bool fresh = aircraft.hasPosition && std::abs(fix.time - aircraft.positionTime) <= kReferenceLimit;
  if (!fresh && !m_options.sensorPosition) return {};
  const LatLon reference = fresh ? aircraft.position : *m_options.sensorPosition;
  const LatLon found = cprLocal(fix.cpr, reference, fix.surface);
  const double limit = (fix.surface ? 45 : 180) * kNauticalMile;
  if (std::abs(found.lat) > 90 || distanceM(reference, found) > limit) return {};
  return found;
}

void ModeSTracker::takeSquitter(ModeSFrame frame, Micros time, UtcTime eventTime, UtcTime received,
                                std::uint64_t offset, std::uint32_t length, DecodeSink& sink) {
  const std::uint32_t address =
      static_cast<std::uint32_t>(frame[1]) << 16 | static_cast<std::uint32_t>(frame[2]) << 8 | frame[3];
  const unsigned control = frame[0] & 7;
  // DF18: 1 is an anonymous address, 5 a TIS-B track that is no ICAO address; 4 and 7 are no aircraft.
  const bool tisb = frame[0] >> 3 == 18;
  if (tisb && (control == 4 || control == 7)) return;
  const bool nonIcao = tisb && (control == 1 || control == 5);
  std::uint64_t me = 0;
  for (std::size_t i = 4; i < 11; ++i) me = me << 8 | frame[i];
  if (m_aircraft.size() > kMaxAircraft) m_aircraft.clear();
  Aircraft& aircraft = m_aircraft[address | (nonIcao ? 0x1000000U : 0U)];

  const std::uint32_t type = bits(me, 1, 5);
  if (type >= 1 && type <= 4) {
    const InlineText<12> callsign = callsignOf(me);
    if (!callsign.empty()) aircraft.callsign = callsign;
    return;
  }
  if (type == 19) return takeVelocity(me, time, aircraft);
  const bool surface = type >= 5 && type <= 8;
  if (!surface && !(type >= 9 && type <= 18) && !(type >= 20 && type <= 22)) return;

  Fix fix;
  fix.is = true;
  fix.surface = surface;
  fix.time = time;
  fix.cpr.odd = bits(me, 22, 22) != 0;
  fix.cpr.lat = bits(me, 23, 39) / 131072.0;
  fix.cpr.lon = bits(me, 40, 56) / 131072.0;
  aircraft.fixes[fix.cpr.odd ? 1 : 0] = fix;
  const auto position = locate(fix, aircraft);
  if (!position) {
    ++m_unlocated;
    return;
  }
  aircraft.position = *position;
  aircraft.positionTime = time;
  aircraft.hasPosition = true;

  if (m_source < 0) m_source = sink.source({"Mode S receiver", "beast", -1});
  Report r;
  r.domain = Domain::Air;
  r.category = frame[0] >> 3;
  r.source = static_cast<std::uint16_t>(m_source);
  r.id = {nonIcao ? IdKind::NonIcao24 : IdKind::Icao24, address};
  if (!nonIcao) r.icao24 = static_cast<std::int32_t>(address);
  r.eventTime = eventTime;
  r.receiveTime = received;
  r.lat = position->lat;
  r.lon = position->lon;
  r.callsign = aircraft.callsign;
  r.mode3A = aircraft.mode3A;
  if (surface) {
    r.flags |= kOnGround;
    r.groundSpeed = movementOf(bits(me, 6, 12));
    if (bits(me, 13, 13) != 0) r.trackDeg = static_cast<float>(bits(me, 14, 20) * (360.0 / 128));
  } else {
    const auto altitude = modeSAltitudeFeet(bits(me, 9, 20));
    const bool fresh = aircraft.hasVelocity && std::abs(time - aircraft.velocityTime) <= kVelocityLimit;
    if (type >= 20) {
      // Height above the ellipsoid, plain metres.
      if (bits(me, 9, 20) != 0) r.geoAltitude = static_cast<float>(bits(me, 9, 20));
    } else if (altitude) {
      r.baroAltitude = static_cast<float>(*altitude * kFoot);
      if (fresh) r.geoAltitude = r.baroAltitude + aircraft.geoMinusBaro;
    }
    if (fresh) {
      r.groundSpeed = aircraft.groundSpeed;
      r.trackDeg = aircraft.trackDeg;
      r.verticalRate = aircraft.verticalRate;
    }
    const std::uint32_t status = bits(me, 6, 7);
    if (status == 1) r.flags |= kEmergency;
    if (status == 3) r.flags |= kSpi;
  }
  r.byteOffset = offset;
  r.byteLength = length;
  sink.report(r);
}

void ModeSTracker::flushCounts(DecodeSink& sink) {
  for (std::size_t i = 0; i < m_formats.size(); ++i) {
    if (m_formats[i] == 0) continue;
    sink.record("DF" + std::to_string(i), m_formats[i]);
    m_formats[i] = 0;
  }
  if (m_badParity > 0) sink.dropped("bad parity", m_badParity);
  if (m_unlocated > 0) sink.dropped("position without its pair", m_unlocated);
  m_badParity = m_unlocated = 0;
}

}  // namespace sorami
