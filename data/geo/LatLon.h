// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sorami {

/// A point on the WGS 84 ellipsoid, degrees, north and east positive.
struct LatLon {
  double lat = 0;
  double lon = 0;
  constexpr bool operator==(const LatLon&) const = default;
};

/// Degrees brought into [-180, 180).
double wrapLongitude(double lon);

/// A box of latitudes and longitudes, degrees. It crosses the dateline where west > east. Default: empty.
struct GeoBox {
  double west = 0;
  double south = 1;
  double east = 0;
  double north = -1;

  constexpr bool isEmpty() const { return south > north; }
  constexpr bool crossesDateline() const { return west > east; }
  bool contains(LatLon p) const;
  bool intersects(const GeoBox& other) const;
  constexpr bool operator==(const GeoBox&) const = default;
};

}  // namespace sorami
