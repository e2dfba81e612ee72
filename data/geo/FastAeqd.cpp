// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/FastAeqd.h"

#include "data/core/Units.h"

#include <GeographicLib/Geodesic.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami {
namespace {

constexpr double kRadius = 6371008.7714;  // m, the sphere that is corrected
constexpr double kStepM = 222e3;          // m between nodes, about 2 deg
constexpr double kExactFromRad = 140.0 / 180 * std::numbers::pi;
constexpr int kHalf = 74;  // nodes from the centre: covers 140 deg and the two more bicubic needs
constexpr int kSide = 2 * kHalf + 1;

}  // namespace

FastAeqd::FastAeqd(LatLon centre)
    : m_centre(centre),
      m_sinLat(std::sin(degToRad(centre.lat))),
      m_cosLat(std::cos(degToRad(centre.lat))),
      m_grid(static_cast<std::size_t>(kSide) * kSide) {
  const double reach = kRadius * kExactFromRad + 3 * kStepM;
  for (int row = 0; row < kSide; ++row) {
    for (int col = 0; col < kSide; ++col) {
      const double x = (col - kHalf) * kStepM;
      const double y = (row - kHalf) * kStepM;
      const double s = std::hypot(x, y);
      if (s > reach) continue;
      const double c = s / kRadius;
      const double az = std::atan2(x, y);
      const double sinPhi = m_sinLat * std::cos(c) + m_cosLat * std::sin(c) * std::cos(az);
      const double dLon = std::atan2(std::sin(az) * std::sin(c),
                                     m_cosLat * std::cos(c) - m_sinLat * std::sin(c) * std::cos(az));
      const MapPoint exact =
          exactForward({radToDeg(std::asin(std::clamp(sinPhi, -1.0, 1.0))), m_centre.lon + radToDeg(dLon)});
      m_grid[static_cast<std::size_t>(row) * kSide + static_cast<std::size_t>(col)] = {exact.x - x,
                                                                                       exact.y - y};
    }
  }
}

MapPoint FastAeqd::exactForward(LatLon p) const {
  double distance = 0;
  double azimuth = 0;
  double back = 0;
  GeographicLib::Geodesic::WGS84().Inverse(m_centre.lat, m_centre.lon, p.lat, p.lon, distance, azimuth, back);
  return {distance * std::sin(degToRad(azimuth)), distance * std::cos(degToRad(azimuth))};
}

MapPoint FastAeqd::correction(MapPoint p) const {
  const double fx = p.x / kStepM + kHalf;
  const double fy = p.y / kStepM + kHalf;
  const int ix = std::clamp(static_cast<int>(std::floor(fx)), 1, kSide - 3);
  const int iy = std::clamp(static_cast<int>(std::floor(fy)), 1, kSide - 3);
  const auto weights = [](double t, double(&w)[4]) {  // Lagrange through four nodes
    w[0] = -t * (t - 1) * (t - 2) / 6;
    w[1] = (t + 1) * (t - 1) * (t - 2) / 2;
    w[2] = -(t + 1) * t * (t - 2) / 2;
    w[3] = (t + 1) * t * (t - 1) / 6;
  };
  double wx[4];
  double wy[4];
  weights(fx - ix, wx);
  weights(fy - iy, wy);
  MapPoint sum;
  for (int j = 0; j < 4; ++j) {
    const MapPoint* row =
        &m_grid[static_cast<std::size_t>(iy - 1 + j) * kSide + static_cast<std::size_t>(ix - 1)];
    double rx = 0;
    double ry = 0;
    for (int i = 0; i < 4; ++i) {
      rx += wx[i] * row[i].x;
      ry += wx[i] * row[i].y;
    }
    sum.x += wy[j] * rx;
    sum.y += wy[j] * ry;
  }
  return sum;
}

void FastAeqd::forward(std::span<const LatLon> in, std::span<MapPoint> out) const {
  for (std::size_t i = 0; i < in.size(); ++i) {
    const double lat = degToRad(in[i].lat);
    const double dLon = degToRad(in[i].lon - m_centre.lon);
    const double sinPhi = std::sin(lat);
    const double cosPhi = std::cos(lat);
    const double cosD = std::cos(dLon);
    const double ex = cosPhi * std::sin(dLon);
    const double ey = m_cosLat * sinPhi - m_sinLat * cosPhi * cosD;
    const double sinC = std::sqrt(ex * ex + ey * ey);
    const double c = std::atan2(sinC, m_sinLat * sinPhi + m_cosLat * cosPhi * cosD);
    if (!(c < kExactFromRad)) {
      const bool known = std::isfinite(in[i].lat) && std::isfinite(in[i].lon) && std::abs(in[i].lat) <= 90;
      out[i] = known ? exactForward(in[i]) : MapPoint{std::nan(""), std::nan("")};
      continue;
    }
    const double k = sinC > 1e-12 ? kRadius * c / sinC : kRadius;
    const MapPoint p{ex * k, ey * k};
    const MapPoint d = correction(p);
    out[i] = {p.x + d.x, p.y + d.y};
  }
}

void FastAeqd::inverse(std::span<const MapPoint> in, std::span<LatLon> out) const {
  for (std::size_t i = 0; i < in.size(); ++i) {
    const double s = std::hypot(in[i].x, in[i].y);
    if (!(s < kRadius * kExactFromRad)) {
      if (!(s < kRadius * std::numbers::pi)) {
        out[i] = {std::nan(""), std::nan("")};
        continue;
      }
      double lat = 0;
      double lon = 0;
      GeographicLib::Geodesic::WGS84().Direct(m_centre.lat, m_centre.lon,
                                              radToDeg(std::atan2(in[i].x, in[i].y)), s, lat, lon);
      out[i] = {lat, lon};
      continue;
    }
    // The correction changes by less than a percent of the way: each round gains two digits.
    MapPoint p = in[i];
    for (int round = 0; round < 5; ++round) {
      const MapPoint d = correction(p);
      p = {in[i].x - d.x, in[i].y - d.y};
    }
    const double c = std::hypot(p.x, p.y) / kRadius;
    const double k = c > 1e-12 ? std::sin(c) / (c * kRadius) : 1 / kRadius;
    const double ex = p.x * k;
    const double ey = p.y * k;
    const double cosC = std::cos(c);
    const double sinPhi = std::clamp(m_sinLat * cosC + m_cosLat * ey, -1.0, 1.0);
    out[i] = {radToDeg(std::asin(sinPhi)),
              m_centre.lon + radToDeg(std::atan2(ex, m_cosLat * cosC - m_sinLat * ey))};
  }
}

}  // namespace sorami
