// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/Gaps.h"

#include <string>
#include <vector>

namespace sorami {

/// What plan B covers and plan A does not, and the reverse, at one altitude.
struct PlanDifference {
  AltitudeLevel level;
  double total = 0;     ///< m² looked at
  double coveredA = 0;  ///< m²
  double coveredB = 0;
  double gained = 0;  ///< in B, not in A
  double lost = 0;    ///< in A, not in B
  std::vector<CellRegion> gainedRegions;
  std::vector<CellRegion> lostRegions;
};

/// Both on one grid; `countsA` and `countsB` say which sensors count.
std::vector<PlanDifference> comparePlans(const NetworkFloors& a, const SensorSet& countsA,
                                         const NetworkFloors& b, const SensorSet& countsB,
                                         std::span<const AltitudeLevel> levels, std::stop_token stop = {});

/// Gained and lost regions as GeoJSON (RFC 7946): one MultiPolygon a change and altitude, with its area.
std::string differenceToGeoJson(const std::vector<PlanDifference>& differences);
/// One byte band an altitude: 0 neither, 1 both, 2 gained, 3 lost, 255 outside. WGS 84.
Status writeDifferenceTiff(const std::string& path, const NetworkFloors& a, const SensorSet& countsA,
                           const NetworkFloors& b, const SensorSet& countsB,
                           std::span<const AltitudeLevel> levels);

}  // namespace sorami
