// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/detection/TerrainProfile.h"

#include <vector>

namespace sorami {

/// A sensor's coverage in the vertical plane of one azimuth: what a vertical coverage diagram shows.
struct VerticalCut {
  /// Where a probability of detection is reached, over rising elevations.
  struct Contour {
    double pd = 0;
    std::vector<DetectionEdge> free;     ///< as if there were no earth
    std::vector<DetectionEdge> visible;  ///< no farther than terrain lets the ray go
    std::vector<bool> masked;            ///< of each visible edge: terrain ends it, not the signal
  };

  double azimuthDeg = 0;
  double range = 0;  ///< m along the ground, how far the cut goes
  double antennaMsl = 0;
  double radius = 0;              ///< m, k times the earth's in this azimuth
  bool inSector = true;           ///< false: the azimuth is outside the sector or blanked, so nothing is seen
  DetectionModelPtr model;        ///< for signals anywhere in the cut
  TerrainProfile profile;         ///< from the site outward
  std::vector<float> lowest;      ///< m AMSL visible over terrain, one a sample of the profile; NaN unknown
  std::vector<Contour> contours;  ///< falling Pd
};

/// Cuts at an azimuth (deg true) out to `range` m (0: the reach of the sensor and a little). Contours for
/// each of `pds`; a sensor without a Pd (one-way budget, range ring) has one contour whatever is asked.
/// Terrain may be null. Errors as computeCoverage.
Result<VerticalCut> computeVerticalCut(const CoverageRequest& request, const Terrain* terrain,
                                       double azimuthDeg, const std::vector<double>& pds, double range = 0);

/// Slant range, m, of a straight ray from `antennaMsl` at `elevation` to where it stands over `ground` m of
/// an effective earth of `radius`; +inf where it never gets there.
double raySlant(double antennaMsl, double elevation, double ground, double radius);

}  // namespace sorami
