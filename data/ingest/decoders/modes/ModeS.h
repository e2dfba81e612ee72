// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"
#include "data/ingest/decoders/modes/Cpr.h"

#include <array>
#include <unordered_map>

namespace sorami {

/// One Mode S reply or squitter (7 or 14 octets).
using ModeSFrame = std::span<const std::uint8_t>;

/// Remainder of the frame under the generator 0x1FFF409 (ICAO Annex 10 vol. IV, 3.1.2.3.3): 0 for an intact
/// squitter, the address for a reply.
std::uint32_t modeSRemainder(ModeSFrame frame);

/// Altitude of a 12-bit field (ADS-B) in feet, 25 ft steps or Gillham code; nothing when it tells none.
std::optional<double> modeSAltitudeFeet(std::uint32_t field12);

/// Turns Mode S frames in order of time into reports: extended squitters (DF17, 18) with positions,
/// velocities and call signs merged per address; squawks of DF5 and 21 for aircraft that were heard so.
class ModeSTracker {
 public:
  explicit ModeSTracker(const DecodeOptions& options) : m_options(options) {}

  /// One frame heard at `time` (only differences count, µs). `eventTime` goes into the report.
  void take(ModeSFrame frame, Micros time, UtcTime eventTime, UtcTime received, std::uint64_t offset,
            std::uint32_t length, DecodeSink& sink);
  void flushCounts(DecodeSink& sink);

 private:
  struct Fix {
    CprFix cpr;
    Micros time = 0;
    bool is = false;
    bool surface = false;
  };
  struct Aircraft {
    std::array<Fix, 2> fixes;  ///< even, odd
    bool hasPosition = false;
    LatLon position;
    Micros positionTime = 0;
    bool hasVelocity = false;
    Micros velocityTime = 0;
    float groundSpeed = kNoFloat;
    float trackDeg = kNoFloat;
    float verticalRate = kNoFloat;
    float geoMinusBaro = kNoFloat;
    std::int32_t mode3A = -1;
    InlineText<12> callsign;
  };
  void takeSquitter(ModeSFrame frame, Micros time, UtcTime eventTime, UtcTime received, std::uint64_t offset,
                    std::uint32_t length, DecodeSink& sink);
  void takeVelocity(std::uint64_t me, Micros time, Aircraft& aircraft) const;
  std::optional<LatLon> locate(const Fix& fix, Aircraft& aircraft) const;

  const DecodeOptions m_options;
  std::unordered_map<std::uint32_t, Aircraft> m_aircraft;
  int m_source = -1;
  std::array<std::uint64_t, 32> m_formats{};
  std::uint64_t m_badParity = 0;
  std::uint64_t m_unlocated = 0;
};

}  // namespace sorami
