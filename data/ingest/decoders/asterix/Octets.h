// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/InlineText.h"
#include "data/core/Units.h"
#include "data/ingest/decoders/asterix/Mapping.h"

#include <cmath>
#include <cstdint>

/// Reading of big-endian numbers and the codes that many categories share.
namespace sorami::asterix {

inline std::uint32_t u16(const std::uint8_t* p) {
  return static_cast<std::uint32_t>(p[0] << 8 | p[1]);
}
inline std::uint32_t u24(const std::uint8_t* p) {
  return u16(p) << 8 | p[2];
}
inline std::uint32_t u32(const std::uint8_t* p) {
  return u16(p) << 16 | u16(p + 2);
}
inline std::int32_t s16(const std::uint8_t* p) {
  return static_cast<std::int16_t>(u16(p));
}
inline std::int32_t s24(const std::uint8_t* p) {
  return static_cast<std::int32_t>(u24(p) << 8) >> 8;
}
inline std::int32_t s32(const std::uint8_t* p) {
  return static_cast<std::int32_t>(u32(p));
}
/// The low `bits` of a value as two's complement.
inline std::int32_t lowSigned(std::uint32_t v, int bits) {
  return static_cast<std::int32_t>(v << (32 - bits)) >> (32 - bits);
}

/// Time of day of 24 bits in 1/128 s.
inline double timeOfDay(const std::uint8_t* p) {
  return u24(p) / 128.0;
}
/// Flight level: V and G bits, then 14 bits in quarter levels. NaN when garbled.
inline float flightLevel(const std::uint8_t* p) {
  if ((p[0] & 0x40) != 0) return kNoFloat;
  return static_cast<float>(lowSigned(u16(p), 14) * (0.25 * kFlightLevel));
}
/// Speed of 16 bits in 2^-14 NM/s.
inline float polarSpeed(std::uint32_t raw) {
  return static_cast<float>(raw * (kNauticalMile / 16384.0));
}
inline float angle16(std::uint32_t raw) {
  return static_cast<float>(raw * (360.0 / 65536.0));
}

/// Ground speed and track from east and north components in m/s.
inline void setVelocity(Report& report, double east, double north) {
  report.groundSpeed = static_cast<float>(std::hypot(east, north));
  if (east == 0 && north == 0) return;
  const double deg = radToDeg(std::atan2(east, north));
  report.trackDeg = static_cast<float>(deg < 0 ? deg + 360.0 : deg);
  if (report.trackDeg >= 360.0f) report.trackDeg = 0.0f;
}

/// A six-bit character of ICAO Annex 10, volume IV, table 3-8; codes that stand for none are blank.
constexpr char icaoCharacter(std::uint64_t code) {
  if (code >= 1 && code <= 26) return static_cast<char>('A' + code - 1);
  if (code >= 48 && code <= 57) return static_cast<char>('0' + code - 48);
  return ' ';
}

/// Eight six-bit characters; blanks at the end are left out.
inline InlineText<12> icaoText(const std::uint8_t* p) {
  char text[8];
  std::size_t n = 0;
  for (int i = 0; i < 2; ++i) {
    const std::uint32_t v = u24(p + 3 * i);
    for (int shift = 18; shift >= 0; shift -= 6) text[n++] = icaoCharacter(v >> shift & 63);
  }
  while (n > 0 && text[n - 1] == ' ') --n;
  return InlineText<12>(std::string_view(text, n));
}

/// A squawk and the emergencies it stands for. Bit 15 says that it is garbled: then it is none.
inline void setMode3A(Report& report, std::uint32_t code) {
  if ((code & 0x4000) != 0) return;
  report.mode3A = static_cast<std::int32_t>(code & 0xFFF);
  if (report.mode3A == 07500 || report.mode3A == 07600 || report.mode3A == 07700) report.flags |= kEmergency;
}

inline void setFlag(Report& report, ReportFlag flag, bool on) {
  if (on) report.flags = static_cast<std::uint16_t>(report.flags | flag);
}

}  // namespace sorami::asterix
