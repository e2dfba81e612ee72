// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <string_view>
#include <vector>

namespace sorami {

/// A battery's notional reach at an altitude, as rings on the ellipsoid that fill by the even-odd rule.
/// Display and planning only.
struct Footprint {
  std::string site;  ///< Site::id; empty: of several
  DefenceLayer layer = DefenceLayer::Terminal;
  TargetClass target = TargetClass::Aircraft;
  bool reaches = true;  ///< false: drawn for orientation, the altitude is outside the envelope
  double minAltitude = 0;
  double maxAltitude = 0;
  std::vector<std::vector<LatLon>> rings;
};

/// The footprint of each envelope of a site's battery. With `altitude` (m AMSL) outside an envelope its
/// footprint says so in `reaches`.
std::vector<Footprint> footprintsOf(const Site& site, double altitude);

/// The footprints of all batteries of a plan that are switched on and shown, united by layer, class of target
/// and reach. Where the union cannot be made (a build of GDAL without GEOS) the rings stand side by side.
std::vector<Footprint> combinedFootprints(const Plan& plan, double altitude);

std::string_view layerName(DefenceLayer layer);   ///< `terminal`, `upper tier`, `glide phase`
std::string_view targetName(TargetClass target);  ///< `aircraft`, `cruise missile`, …

/// Area of rings that fill by the even-odd rule, m².
double ringsArea(const std::vector<std::vector<LatLon>>& rings);

}  // namespace sorami
