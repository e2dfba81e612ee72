// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/modes/Cpr.h"

#include "data/core/Units.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

/// Zones of even latitude between equator and pole.
constexpr double kZones = 15;

double positiveMod(double a, double b) {
  return a - b * std::floor(a / b);
}

}  // namespace

int cprLongitudeZones(double latitudeDeg) {
  const double lat = std::abs(latitudeDeg);
  if (lat < 1e-9) return 59;
  if (lat >= 87) return lat > 87 ? 1 : 2;
  const double cosLat = std::cos(degToRad(lat));
  const double a = 1 - (1 - std::cos(std::numbers::pi / (2 * kZones))) / (cosLat * cosLat);
  return static_cast<int>(std::floor(2 * std::numbers::pi / std::acos(std::clamp(a, -1.0, 1.0))));
}

std::optional<LatLon> cprGlobal(const CprFix& even, const CprFix& odd, bool newerIsOdd) {
  const double j = std::floor(59 * even.lat - 60 * odd.lat + 0.5);
  double lat0 = 360.0 / 60 * (positiveMod(j, 60) + even.lat);
  double lat1 = 360.0 / 59 * (positiveMod(j, 59) + odd.lat);
  if (lat0 >= 270) lat0 -= 360;
  if (lat1 >= 270) lat1 -= 360;
  if (std::abs(lat0) > 90 || std::abs(lat1) > 90) return {};
  const int zones = cprLongitudeZones(lat0);
  if (zones != cprLongitudeZones(lat1)) return {};
  const int n = std::max(zones - (newerIsOdd ? 1 : 0), 1);
  const double m = std::floor(even.lon * (zones - 1) - odd.lon * zones + 0.5);
  const double lon = 360.0 / n * (positiveMod(m, n) + (newerIsOdd ? odd.lon : even.lon));
  return LatLon{newerIsOdd ? lat1 : lat0, wrapLongitude(lon)};
}

LatLon cprLocal(const CprFix& fix, LatLon reference, bool surface) {
  const double full = surface ? 90.0 : 360.0;
  const double latZone = full / (fix.odd ? 59 : 60);
  const auto nearest = [](double value, double zone, double fraction) {
    const double j = std::floor(value / zone) + std::floor(0.5 + positiveMod(value, zone) / zone - fraction);
    return zone * (j + fraction);
  };
  const double lat = nearest(reference.lat, latZone, fix.lat);
  const int n = std::max(cprLongitudeZones(lat) - (fix.odd ? 1 : 0), 1);
  return {lat, wrapLongitude(nearest(reference.lon, full / n, fix.lon))};
}

}  // namespace sorami
