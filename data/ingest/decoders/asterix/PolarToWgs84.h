// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"

namespace sorami::asterix {

/// A sensor's place on the WGS 84 ellipsoid with its local east-north-up axes: turns what it measures into
/// positions. Immutable; cheap to use, made once for each sensor.
class SensorFrame {
 public:
  SensorFrame() = default;
  /// `height` in metres above the ellipsoid.
  SensorFrame(LatLon position, double height);

  /// The point at this slant range (m) and azimuth (deg true) whose height above the ellipsoid is `height`
  /// (m; NaN: unknown, taken as the sensor's own). Straight ray, solved on the ellipsoid to a centimetre. A
  /// target nearer than its height difference is put over the sensor.
  LatLon fromSlant(double rangeM, double azimuthDeg, double height) const;
  /// The point this far east and north (m), measured along the ellipsoid.
  LatLon fromPlane(double eastM, double northM) const;

  LatLon position() const { return m_position; }
  double height() const { return m_height; }

 private:
  LatLon m_position;
  double m_height = 0;
  double m_radius = 0;      ///< m from the earth's centre
  double m_origin[3] = {};  ///< ECEF, m
  double m_east[3] = {};
  double m_north[3] = {};
  double m_up[3] = {};
};

}  // namespace sorami::asterix
