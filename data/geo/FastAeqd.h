// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"

#include <memory>
#include <span>
#include <vector>

namespace sorami {

/// Azimuthal equidistant about a point of the WGS 84 ellipsoid: distances and azimuths from the centre are
/// geodesic ones. Exact geodesics cost 1.5 us a point; here they are solved once on a coarse grid and every
/// point is computed on a sphere and corrected by bicubic interpolation. Against exact geodesics the error
/// stays below 1 m to 140 deg from the centre; beyond that the geodesic itself is solved.
class FastAeqd {
 public:
  explicit FastAeqd(LatLon centre);

  void forward(std::span<const LatLon> in, std::span<MapPoint> out) const;
  /// NaN outside the disc of 180 deg.
  void inverse(std::span<const MapPoint> in, std::span<LatLon> out) const;
  /// By geodesics, as the reference in tests.
  MapPoint exactForward(LatLon p) const;

 private:
  MapPoint correction(MapPoint sphere) const;

  LatLon m_centre;
  double m_sinLat, m_cosLat;
  std::vector<MapPoint> m_grid;  ///< ellipsoid minus sphere, m, at nodes of the sphere's plane
};

}  // namespace sorami
