// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Geodesic.h"

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <GeographicLib/PolygonArea.hpp>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

double positiveDegrees(double deg) {
  return deg < 0 ? deg + 360 : deg;
}

}  // namespace

GeodesicLine geodesic(LatLon from, LatLon to) {
  double distance = 0;
  double azimuthFrom = 0;
  double azimuthTo = 0;
  GeographicLib::Geodesic::WGS84().Inverse(from.lat, from.lon, to.lat, to.lon, distance, azimuthFrom,
                                           azimuthTo);
  return {distance, positiveDegrees(azimuthFrom),
          positiveDegrees(azimuthTo > 0 ? azimuthTo - 180 : azimuthTo + 180)};
}

LatLon geodesicPoint(LatLon from, double azimuthDeg, double distance) {
  LatLon to;
  GeographicLib::Geodesic::WGS84().Direct(from.lat, from.lon, azimuthDeg, distance, to.lat, to.lon);
  return to;
}

std::vector<LatLon> geodesicPath(LatLon from, LatLon to, int count) {
  const GeographicLib::GeodesicLine line =
      GeographicLib::Geodesic::WGS84().InverseLine(from.lat, from.lon, to.lat, to.lon);
  const int steps = std::max(count, 2) - 1;
  std::vector<LatLon> path;
  path.reserve(static_cast<std::size_t>(steps) + 1);
  for (int i = 0; i <= steps; ++i) {
    LatLon p;
    line.ArcPosition(line.Arc() * i / steps, p.lat, p.lon);
    path.push_back(p);
  }
  return path;
}

RingSize ringSize(const std::vector<LatLon>& ring) {
  GeographicLib::PolygonArea polygon(GeographicLib::Geodesic::WGS84());
  for (const LatLon& p : ring) polygon.AddPoint(p.lat, p.lon);
  RingSize size;
  polygon.Compute(false, true, size.perimeter, size.area);
  size.area = std::abs(size.area);
  return size;
}

}  // namespace sorami
