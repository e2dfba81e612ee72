// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"

#include <optional>

namespace sorami {

/// A position as compact position reporting encodes it: 17 bits each, even or odd zones.
struct CprFix {
  double lat = 0;  ///< fraction of a zone, 0..1
  double lon = 0;  ///< fraction of a zone, 0..1
  bool odd = false;
};

/// Number of longitude zones at a latitude (RTCA DO-260B, A.1.7.2 d), 1..59.
int cprLongitudeZones(double latitudeDeg);

/// The position from an even and an odd airborne fix (A.1.7.7); `newer` is the one that is decoded. Nothing
/// when the two lie in different longitude zones or a latitude is impossible.
std::optional<LatLon> cprGlobal(const CprFix& even, const CprFix& odd, bool newerIsOdd);

/// The position nearest to `reference` (A.1.7.5 airborne, A.1.7.6 surface): right when the target is within
/// half a zone of it (180 NM airborne, 45 NM on the surface).
LatLon cprLocal(const CprFix& fix, LatLon reference, bool surface);

}  // namespace sorami
