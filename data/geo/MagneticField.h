// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/geo/LatLon.h"

#include <optional>

namespace sorami {

/// The earth's main field at a place, of the World Magnetic Model.
struct MagneticField {
  double declinationDeg = 0;  ///< of magnetic north from true north, east positive
  double horizontal = 0;      ///< nT
  double down = 0;            ///< nT
};

/// WMM2025 to degree and order 12 at a height (m above the ellipsoid). Nothing outside the model's time
/// (2025.0 to 2030.0). Source of the coefficients and equations: Chulliat et al., The US/UK World Magnetic
/// Model for 2025-2030, NOAA Technical Report, 2024 (public domain), table 1 and equations 4 to 16.
std::optional<MagneticField> magneticField(LatLon p, UtcTime t, double height = 0);

/// The declination alone, deg, east positive. Nothing too where a compass is of no use: the horizontal field
/// is below 2000 nT (the report's blackout zone about the magnetic poles).
std::optional<double> magneticDeclination(LatLon p, UtcTime t);

}  // namespace sorami
