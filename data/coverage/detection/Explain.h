// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/detection/SiteCoverage.h"

#include <string>
#include <string_view>

namespace sorami {

/// Why a sensor sees a point, or what keeps it from it. In the order in which they are looked for.
enum class SightVerdict : std::uint8_t {
  Seen,
  OutOfRange,         ///< beyond the instrumented range
  BelowMinimumRange,  ///< too near
  OutsideSector,      ///< of azimuth
  Blanked,            ///< in a blanked span of azimuths
  BelowGround,        ///< the point is under the terrain
  TerrainUnknown,     ///< unknown ground could hide it
  BelowHorizon,       ///< behind the earth's bulge
  Masked,             ///< behind terrain
  BelowBeam,          ///< below the lowest elevation
  AboveBeam,          ///< above the highest elevation
  PdTooLow,           ///< in view, but the signal is too weak
};

/// A word for programs: `seen`, `out-of-range`, …
std::string_view verdictName(SightVerdict verdict);

/// One sensor and one point.
struct Sight {
  SightVerdict verdict = SightVerdict::Seen;
  bool seen() const { return verdict == SightVerdict::Seen; }
  double azimuthDeg = 0;     ///< true, from the sensor
  double groundRange = 0;    ///< m along the earth
  double slantRange = 0;     ///< m
  double elevationDeg = 0;   ///< apparent, at the antenna
  double antennaMsl = 0;     ///< m
  double groundAtPoint = 0;  ///< m AMSL; NaN unknown
  /// m AMSL at this place: lowest and highest altitude that is seen; NaN unknown, +inf (lowest) when none.
  double lowest = 0;
  double highest = 0;
  double marginAltitude = 0;  ///< m above `lowest`, negative below it; NaN where that is not finite
  /// What hides it, or comes nearest to: the terrain (or the bulge of the sea) with the steepest line to it.
  double obstacleRange = 0;   ///< m from the sensor; NaN none
  double obstacleHeight = 0;  ///< m AMSL
  double clearance = 0;       ///< m of the line of sight above the obstacle, negative below
  double diffractionDb = 0;   ///< lost over obstacles, as `detection` counts; 0 when it is not asked for
  Detection detection;        ///< with diffraction in its signal
  bool smoothEarth = false;   ///< no terrain on the way: sea at 0 m
  /// A sentence without full stop: `masked by terrain 46.2 km out (1 320 m AMSL); 410 m too low`.
  std::string text;
};

/// Looks from a sensor to a point at an altitude (m AMSL): dense rays over the terrain, no field needed.
/// `rcs` m², 0: the sensor's own. `terrain` may be null (smooth earth). Some milliseconds. Errors as
/// computeCoverage.
Result<Sight> explainSight(const CoverageRequest& request, const Terrain* terrain, LatLon point,
                           double altitude, double rcs = 0);

}  // namespace sorami
