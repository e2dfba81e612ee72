// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/geo/LatLon.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace sorami {

/// One radial of a radar's video: amplitudes by range, of a wedge of azimuth.
struct VideoSweep {
  std::uint16_t source = 0;  ///< as DecodeSink::source() returned it
  UtcTime time;
  /// Where the antenna stands; NaN when nobody told.
  LatLon sensor{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  float startAzimuthDeg = 0;        ///< deg true, clockwise…
  float endAzimuthDeg = 0;          ///< …to here; less than the start where north is passed
  float startRangeM = 0;            ///< m slant range where the first cell begins
  float cellM = 0;                  ///< m of slant range in a cell
  std::vector<std::uint8_t> cells;  ///< amplitude 0…255, the nearest first

  bool isPlaced() const { return sensor.lat == sensor.lat; }
  bool operator==(const VideoSweep&) const = default;
};

}  // namespace sorami
