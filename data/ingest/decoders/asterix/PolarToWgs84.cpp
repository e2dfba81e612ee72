// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/PolarToWgs84.h"

#include "data/core/Units.h"

#include <GeographicLib/Geocentric.hpp>
#include <GeographicLib/Geodesic.hpp>

#include <algorithm>
#include <cmath>

namespace sorami::asterix {

SensorFrame::SensorFrame(LatLon position, double height) : m_position(position), m_height(height) {
  GeographicLib::Geocentric::WGS84().Forward(position.lat, position.lon, height, m_origin[0], m_origin[1],
                                             m_origin[2]);
  m_radius = std::hypot(m_origin[0], m_origin[1], m_origin[2]);
  const double lat = degToRad(position.lat);
  const double lon = degToRad(position.lon);
  const double sinLat = std::sin(lat);
  const double cosLat = std::cos(lat);
  const double sinLon = std::sin(lon);
  const double cosLon = std::cos(lon);
  const double east[3] = {-sinLon, cosLon, 0};
  const double north[3] = {-sinLat * cosLon, -sinLat * sinLon, cosLat};
  const double up[3] = {cosLat * cosLon, cosLat * sinLon, sinLat};
  std::copy_n(east, 3, m_east);
  std::copy_n(north, 3, m_north);
  std::copy_n(up, 3, m_up);
}

LatLon SensorFrame::fromSlant(double rangeM, double azimuthDeg, double height) const {
  if (!(rangeM > 0)) return m_position;
  const double target = std::isnan(height) ? m_height : height;
  const double azimuth = degToRad(azimuthDeg);
  const double sinAz = std::sin(azimuth);
  const double cosAz = std::cos(azimuth);
  // First guess on the sphere (law of cosines), then Newton on the ellipsoid: along the ray's arc the height
  // grows by R cos(elevation) for each radian.
  const double r0 = m_radius;
  const double r1 = r0 + (target - m_height);
  double sine = std::clamp((r1 * r1 - r0 * r0 - rangeM * rangeM) / (2 * r0 * rangeM), -1.0, 1.0);
  LatLon out = m_position;
  for (int i = 0; i < 4; ++i) {
    const double cosine = std::sqrt(1 - sine * sine);
    const double e = rangeM * cosine * sinAz;
    const double n = rangeM * cosine * cosAz;
    const double u = rangeM * sine;
    double reached = 0;
    GeographicLib::Geocentric::WGS84().Reverse(m_origin[0] + e * m_east[0] + n * m_north[0] + u * m_up[0],
                                               m_origin[1] + e * m_east[1] + n * m_north[1] + u * m_up[1],
                                               m_origin[2] + e * m_east[2] + n * m_north[2] + u * m_up[2],
                                               out.lat, out.lon, reached);
    const double miss = target - reached;
    if (std::abs(miss) < 0.01 || std::abs(sine) >= 1) break;
    sine = std::clamp(sine + miss / rangeM, -1.0, 1.0);
  }
  return out;
}

LatLon SensorFrame::fromPlane(double eastM, double northM) const {
  LatLon out;
  GeographicLib::Geodesic::WGS84().Direct(m_position.lat, m_position.lon, radToDeg(std::atan2(eastM, northM)),
                                          std::hypot(eastM, northM), out.lat, out.lon);
  return out;
}

}  // namespace sorami::asterix
