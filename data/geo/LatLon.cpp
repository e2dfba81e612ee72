// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/LatLon.h"

#include <cmath>

namespace sorami {

double wrapLongitude(double lon) {
  if (lon >= -180.0 && lon < 180.0) return lon;
  double wrapped = std::fmod(lon + 180.0, 360.0);
  if (wrapped < 0) wrapped += 360.0;
  return wrapped - 180.0;
}

bool GeoBox::contains(LatLon p) const {
  if (isEmpty() || p.lat < south || p.lat > north) return false;
  return crossesDateline() ? (p.lon >= west || p.lon <= east) : (p.lon >= west && p.lon <= east);
}

bool GeoBox::intersects(const GeoBox& other) const {
  if (isEmpty() || other.isEmpty() || north < other.south || other.north < south) return false;
  const auto meets = [](double w1, double e1, double w2, double e2) { return w1 <= e2 && w2 <= e1; };
  const double east1 = crossesDateline() ? east + 360 : east;
  const double east2 = other.crossesDateline() ? other.east + 360 : other.east;
  return meets(west, east1, other.west, east2) || meets(west, east1, other.west + 360, east2 + 360) ||
         meets(west + 360, east1 + 360, other.west, east2);
}

}  // namespace sorami
