// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"
#include "data/geo/Projection.h"

namespace sorami {

struct Vector3 {
  double x = 0, y = 0, z = 0;
};
/// Earth-centred position of a point of the WGS 84 ellipsoid, m.
Vector3 earthCentred(LatLon p);

/// The plane about a site in which a field is polar: geodesic range and azimuth from the site as metres east
/// and north. From the chord to the point: its azimuth is that of the normal section, which differs from the
/// geodesic's by (e'²/12)(s/N)² at most, 1 m at 400 km; its length becomes the arc of a circle with Euler's
/// radius in that azimuth, good to decimetres there.
class SitePlane {
 public:
  explicit SitePlane(LatLon site);
  MapPoint of(const Vector3& p) const;

 private:
  Vector3 m_site, m_east, m_north;
  double m_meridian, m_prime;  ///< radii of curvature, m
};

}  // namespace sorami
