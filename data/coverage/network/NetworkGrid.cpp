// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/NetworkGrid.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/geo/Earth.h"
#include "data/geo/Geodesic.h"

#include <GeographicLib/PolygonArea.hpp>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kEdgeStep = 20e3;  ///< m: between points of a geodesic edge a straight line will do
constexpr int kSub = 4;             ///< samples across a cell, each way
constexpr int kMost = 4000;         ///< columns or rows

/// Area of the ellipsoid between the equator and a latitude, a radian of longitude wide, m².
double zone(double latDeg) {
  const double s = std::sin(degToRad(latDeg));
  const double e = std::sqrt(kE2);
  return 0.5 * kSemiMajor * kSemiMajor * (1 - kE2) * (s / (1 - kE2 * s * s) + std::atanh(e * s) / e);
}

/// A point with its longitude counted on from the first one's, so that the dateline is no edge.
struct Flat {
  double lon = 0;
  double lat = 0;
};

std::vector<Flat> densified(std::span<const LatLon> ring) {
  std::vector<Flat> out;
  double lon = ring[0].lon;
  double last = ring[0].lon;
  const auto add = [&](LatLon p) {
    lon += wrapLongitude(p.lon - last);
    last = p.lon;
    out.push_back({lon, p.lat});
  };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const LatLon a = ring[i];
    const LatLon b = ring[(i + 1) % ring.size()];
    const int steps = std::clamp(static_cast<int>(geodesic(a, b).distance / kEdgeStep) + 1, 1, 400);
    const std::vector<LatLon> path = geodesicPath(a, b, steps + 1);
    for (std::size_t k = 0; k + 1 < path.size(); ++k) add(path[k]);
  }
  add(ring[0]);
  return out;
}

}  // namespace

double geodesicArea(std::span<const LatLon> ring) {
  GeographicLib::PolygonArea polygon(GeographicLib::Geodesic::WGS84());
  for (const LatLon& p : ring) polygon.AddPoint(p.lat, p.lon);
  double perimeter = 0;
  double area = 0;
  polygon.Compute(false, true, perimeter, area);
  return area;
}

Status NetworkGrid::frame(double west, double south, double east, double north, std::size_t cells) {
  const double middle = 0.5 * (south + north);
  const double width = (east - west) * kMetresPerDegree * std::max(0.05, std::cos(degToRad(middle)));
  const double height = (north - south) * kMetresPerDegree;
  if (!(width > 0 && height > 0)) return Error{sorami::tr("the area has no extent").toStdString(), "", ""};
  m_side = std::sqrt(width * height / static_cast<double>(std::max<std::size_t>(cells, 16)));
  m_columns = std::clamp(static_cast<int>(std::ceil(width / m_side)), 1, kMost);
  m_rows = std::clamp(static_cast<int>(std::ceil(height / m_side)), 1, kMost);
  m_west = west;
  m_north = north;
  m_stepLon = (east - west) / m_columns;
  m_stepLat = (north - south) / m_rows;
  m_share.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), 0.0F);
  m_rowArea.resize(static_cast<std::size_t>(m_rows));
  for (int row = 0; row < m_rows; ++row) {
    const double top = north - row * m_stepLat;
    m_rowArea[static_cast<std::size_t>(row)] = degToRad(m_stepLon) * (zone(top) - zone(top - m_stepLat));
  }
  return {};
}

void NetworkGrid::sum() {
  m_total = 0;
  for (std::size_t cell = 0; cell < size(); ++cell) m_total += area(cell);
}

Result<NetworkGridPtr> NetworkGrid::overBox(const GeoBox& box, std::size_t cells) {
  if (box.isEmpty())
    return Error{sorami::tr("the box is empty").toStdString(), "",
                 sorami::tr("west, south, east and north in degrees").toStdString()};
  std::shared_ptr<NetworkGrid> grid(new NetworkGrid);
  const double east = box.crossesDateline() ? box.east + 360 : box.east;
  if (const Status framed = grid->frame(box.west, box.south, east, box.north, cells); !framed) {
    return framed.error();
  }
  std::fill(grid->m_share.begin(), grid->m_share.end(), 1.0F);
  grid->sum();
  return NetworkGridPtr(grid);
}

Result<NetworkGridPtr> NetworkGrid::overRing(std::span<const LatLon> ring, std::size_t cells) {
  if (ring.size() < 3) return Error{sorami::tr("an area needs three points or more").toStdString(), "", ""};
  for (const LatLon& p : ring) {
    if (!(std::abs(p.lat) <= 90 && std::abs(p.lon) <= 540)) {
      return Error{sorami::tr("an area has a point that is not on the earth").toStdString(), "",
                   sorami::tr("degrees, longitude before latitude").toStdString()};
    }
  }
  std::vector<Flat> flat = densified(ring);
  if (std::abs(flat.back().lon - flat.front().lon) > 180) {
    // About a pole: on the grid of longitudes and latitudes it reaches up to that pole's edge.
    double sum = 0;
    for (const Flat& p : flat) sum += p.lat;
    const double pole = sum >= 0 ? 90 : -90;
    flat.push_back({flat.back().lon, pole});
    flat.push_back({flat.front().lon, pole});
    flat.push_back(flat.front());
  }
  double west = flat[0].lon, east = west, south = flat[0].lat, north = south;
  for (const Flat& p : flat) {
    west = std::min(west, p.lon);
    east = std::max(east, p.lon);
    south = std::min(south, p.lat);
    north = std::max(north, p.lat);
  }
  std::shared_ptr<NetworkGrid> grid(new NetworkGrid);
  if (const Status framed = grid->frame(west, south, east, north, cells); !framed) return framed.error();

  const int columns = grid->m_columns;
  std::vector<int> hits(static_cast<std::size_t>(columns));
  std::vector<double> crossings;
  for (int row = 0; row < grid->m_rows; ++row) {
    std::fill(hits.begin(), hits.end(), 0);
    for (int sub = 0; sub < kSub; ++sub) {
      const double lat = north - (row + (sub + 0.5) / kSub) * grid->m_stepLat;
      crossings.clear();
      for (std::size_t i = 0; i + 1 < flat.size(); ++i) {
        const Flat& a = flat[i];
        const Flat& b = flat[i + 1];
        if ((a.lat > lat) == (b.lat > lat)) continue;
        crossings.push_back(a.lon + (b.lon - a.lon) * (lat - a.lat) / (b.lat - a.lat));
      }
      std::sort(crossings.begin(), crossings.end());
      for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        // Samples stand at (n + 0.5) / kSub cells from the west edge.
        const double scale = kSub / grid->m_stepLon;
        const int first = std::max(0, static_cast<int>(std::ceil((crossings[i] - west) * scale - 0.5)));
        const int last = std::min(columns * kSub - 1,
                                  static_cast<int>(std::floor((crossings[i + 1] - west) * scale - 0.5)));
        for (int n = first; n <= last; ++n) ++hits[static_cast<std::size_t>(n / kSub)];
      }
    }
    for (int column = 0; column < columns; ++column) {
      grid->m_share[static_cast<std::size_t>(row * columns + column)] =
          static_cast<float>(hits[static_cast<std::size_t>(column)]) / (kSub * kSub);
    }
  }
  grid->sum();
  const double whole = degToRad(east - west) * (zone(north) - zone(south));
  if (!(grid->m_total > 1e-5 * whole))
    return Error{sorami::tr("the area is too thin to be looked into").toStdString(), "", ""};
  return NetworkGridPtr(grid);
}

LatLon NetworkGrid::at(double column, double row) const {
  return {m_north - row * m_stepLat, wrapLongitude(m_west + column * m_stepLon)};
}

LatLon NetworkGrid::middle(std::size_t cell) const {
  const auto columns = static_cast<std::size_t>(m_columns);
  const std::size_t row = cell / columns;
  return at(static_cast<double>(cell % columns) + 0.5, static_cast<double>(row) + 0.5);
}

std::ptrdiff_t NetworkGrid::cellAt(LatLon p) const {
  double east = std::fmod(p.lon - m_west, 360);
  if (east < 0) east += 360;
  const double column = std::floor(east / m_stepLon);
  const double row = std::floor((m_north - p.lat) / m_stepLat);
  if (!(column >= 0 && row >= 0 && column < m_columns && row < m_rows)) return -1;
  return static_cast<std::ptrdiff_t>(row) * m_columns + static_cast<std::ptrdiff_t>(column);
}

GeoBox NetworkGrid::box() const {
  if (isRound()) return {-180, m_north - m_rows * m_stepLat, 180, m_north};
  return {wrapLongitude(m_west), m_north - m_rows * m_stepLat, wrapLongitude(m_west + m_columns * m_stepLon),
          m_north};
}

}  // namespace sorami
