// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/PolarFloor.h"

#include "data/geo/Earth.h"

#include <GeographicLib/Geodesic.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <utility>

namespace sorami {
namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();

float toMetres(std::uint16_t raw) {
  if (raw == kFloorNever) return kNever;
  if (raw == kFloorUnknown) return std::numeric_limits<float>::quiet_NaN();
  return static_cast<float>(raw - kFloorFirst) * kFloorStep + kFloorLowest;
}

}  // namespace

PolarFloor::PolarFloor(Parts parts) : m(std::move(parts)) {
  static std::atomic<std::uint64_t> keys = 0;
  m_key = ++keys;
  m_binSize = m.request.range;
  for (const FloorRing& ring : m.rings) {
    m_rays = std::max(m_rays, ring.rays);
    m_binSize = std::min(m_binSize, ring.bin);
  }
  m_bins = static_cast<int>(std::ceil(m.request.range / m_binSize));
  for (const FloorRing& ring : m.rings) {
    m_views.push_back({ring.block(0), static_cast<float>(ring.r0), static_cast<float>(ring.end()),
                       static_cast<float>(1 / ring.bin), ring.bins, ring.rays});
  }
  const double width = azimuthOf(m.request.azimuthTo - m.request.azimuthFrom) / 360.0;
  m_sampler = {m_views.data(), static_cast<int>(m_views.size()), static_cast<float>(m.request.range),
               static_cast<float>(azimuthOf(m.request.azimuthFrom) / 360.0),
               width == 0 ? 1.0F : static_cast<float>(width)};
}

bool PolarFloor::inSector(double azimuthDeg) const {
  const double width = azimuthOf(m.request.azimuthTo - m.request.azimuthFrom);
  return width == 0 || azimuthOf(azimuthDeg - m.request.azimuthFrom) <= width;
}

float PolarFloor::floorAt(double azimuthDeg, double range) const {
  // Written so that a NaN fails it.
  if (!(range >= 0 && range <= m.request.range) || !std::isfinite(azimuthDeg) || !inSector(azimuthDeg)) {
    return kNever;
  }
  auto ring = m.rings.begin();
  while (ring + 1 != m.rings.end() && range >= ring->end()) ++ring;
  const double bin = std::clamp((range - ring->r0) / ring->bin - 0.5, 0.0, ring->bins - 1.0);
  const int b0 = static_cast<int>(bin);
  const int b1 = std::min(b0 + 1, ring->bins - 1);
  const double turns = azimuthDeg / 360.0;
  const double ray = (turns - std::floor(turns)) * ring->rays;
  const int whole = static_cast<int>(ray);
  const int a0 = whole % ring->rays;
  const int a1 = (whole + 1) % ring->rays;
  const std::uint16_t raw[4] = {ring->raw(a0, b0), ring->raw(a1, b0), ring->raw(a0, b1), ring->raw(a1, b1)};
  const auto fa = static_cast<float>(ray - whole);
  const auto fb = static_cast<float>(bin - b0);
  if (*std::min_element(raw, raw + 4) < kFloorFirst) {
    return toMetres(raw[(fa < 0.5F ? 0 : 1) + (fb < 0.5F ? 0 : 2)]);
  }
  const float near = toMetres(raw[0]) * (1 - fa) + toMetres(raw[1]) * fa;
  const float far = toMetres(raw[2]) * (1 - fa) + toMetres(raw[3]) * fa;
  return near * (1 - fb) + far * fb;
}

float PolarFloor::floorAt(LatLon p) const {
  double distance = 0;
  double azimuth = 0;
  double back = 0;
  GeographicLib::Geodesic::WGS84().Inverse(m.request.site.lat, m.request.site.lon, p.lat, p.lon, distance,
                                           azimuth, back);
  return floorAt(azimuth, distance);
}

void PolarFloor::floorsAtLocal(std::span<const float> east, std::span<const float> north,
                               std::span<float> out) const {
  sampleFloors(m_sampler, east.data(), north.data(), out.data(), out.size());
}

float PolarFloor::groundAt(double azimuthDeg, double range) const {
  if (m.smoothEarth || !m.terrain) return 0;
  LatLon p;
  GeographicLib::Geodesic::WGS84().Direct(m.request.site.lat, m.request.site.lon, azimuthDeg, range, p.lat,
                                          p.lon);
  return m.terrain->heightAt(p);
}

}  // namespace sorami
