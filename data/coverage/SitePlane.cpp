// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/SitePlane.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"

#include <algorithm>
#include <cmath>

namespace sorami {

Vector3 earthCentred(LatLon p) {
  const double lat = degToRad(p.lat);
  const double lon = degToRad(p.lon);
  const double s = std::sin(lat);
  const double c = std::cos(lat);
  const double n = kSemiMajor / std::sqrt(1 - kE2 * s * s);
  return {n * c * std::cos(lon), n * c * std::sin(lon), n * (1 - kE2) * s};
}

SitePlane::SitePlane(LatLon site) : m_site(earthCentred(site)) {
  const double lat = degToRad(site.lat);
  const double lon = degToRad(site.lon);
  m_east = {-std::sin(lon), std::cos(lon), 0};
  m_north = {-std::sin(lat) * std::cos(lon), -std::sin(lat) * std::sin(lon), std::cos(lat)};
  const double w = 1 - kE2 * std::sin(lat) * std::sin(lat);
  m_prime = kSemiMajor / std::sqrt(w);
  m_meridian = kSemiMajor * (1 - kE2) / (w * std::sqrt(w));
}

MapPoint SitePlane::of(const Vector3& p) const {
  const double dx = p.x - m_site.x, dy = p.y - m_site.y, dz = p.z - m_site.z;
  const double east = dx * m_east.x + dy * m_east.y;
  const double north = dx * m_north.x + dy * m_north.y + dz * m_north.z;
  const double level = std::sqrt(east * east + north * north);
  if (!(level > 0)) return {level, level};  // the site itself, or off the map
  const double chord = std::sqrt(dx * dx + dy * dy + dz * dz);
  const double sin2 = east * east / (level * level);
  const double radius = m_meridian * m_prime / (m_meridian * sin2 + m_prime * (1 - sin2));
  const double arc = 2 * radius * std::asin(std::min(1.0, chord / (2 * radius)));
  return {arc * east / level, arc * north / level};
}

}  // namespace sorami
