// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"

#include <vector>

namespace sorami {

/// The shortest line over the WGS 84 ellipsoid between two points (GeographicLib).
struct GeodesicLine {
  double distance = 0;        ///< m
  double azimuthFromDeg = 0;  ///< deg true at the first point, 0..360
  double azimuthBackDeg = 0;  ///< deg true from the second point back to the first, 0..360
};

GeodesicLine geodesic(LatLon from, LatLon to);
/// The point at a distance (m) and azimuth (deg true).
LatLon geodesicPoint(LatLon from, double azimuthDeg, double distance);
/// `count` (at least 2) points evenly along the line, both ends included.
std::vector<LatLon> geodesicPath(LatLon from, LatLon to, int count);

/// A ring of geodesic edges, not closed: what lies in it (m², whichever way round it runs) and its length
/// (m).
struct RingSize {
  double area = 0;
  double perimeter = 0;
};
RingSize ringSize(const std::vector<LatLon>& ring);

}  // namespace sorami
