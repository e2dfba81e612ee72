// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/FieldTiles.h"

#include "data/core/Clones.h"
#include "data/core/Units.h"
#include "data/coverage/CoverageRaster.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/geo/Earth.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <thread>

namespace sorami {
namespace {

/// Squares inside which positions are interpolated where a whole tile bends too much.
constexpr int kSquare = 16;
constexpr double kMeanRadius = 6'371'000;

/// Floors as a raster has them: nodata out of range and where unknown, at most the ceiling. Gives the number
/// that is known.
SORAMI_CLONES int limit(const float* __restrict east, const float* __restrict north, std::size_t count,
                        float range, float* __restrict floors) {
  const float most = range * range;
  const auto top = static_cast<float>(kFloorCeiling);
  int known = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const float f = floors[k];
    const bool in = (east[k] * east[k] + north[k] * north[k] <= most) & (f == f);
    const float low = f < top ? f : top;
    floors[k] = in ? low : kRasterNodata;
    known += in ? 1 : 0;
  }
  return known;
}

}  // namespace

TilePlanes::TilePlanes(LatLon site, const RasterGrid& grid, const std::stop_token& stop)
    : m_site(site), m_grid(grid), m_planes(static_cast<std::size_t>(count())) {
  std::atomic<int> next = 0;
  std::atomic<bool> areStraight = true;
  const auto work = [&] {
    const QuietGdal quiet;
    ToGeographic toGeographic(m_grid);
    for (int tile = next++; tile < count() && !stop.stop_requested(); tile = next++) {
      BlockPlane plane;
      if (plane.fit(m_site, toGeographic, tile % across() * kTile, tile / across() * kTile, kTile)) {
        m_planes[static_cast<std::size_t>(tile)] = plane;
      } else {
        areStraight = false;
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
      helpers.emplace_back(work);
    work();
  }
  m_areStraight = areStraight;
}

TilePlanes::Place TilePlanes::placeOf(int tile, const AzimuthSector& sector, double range) const {
  const std::optional<BlockPlane>& p = plane(tile);
  if (!p) return Place::Across;
  const Local middle = p->of(0, 0);
  const double reach = p->reach();
  const double away = std::hypot(middle.east, middle.north);
  if (away - reach > range) return Place::Outside;
  if (sector.isWhole()) return Place::Within;
  if (away <= reach) return Place::Across;
  // The tile lies in a circle, and that between two azimuths.
  const double half = radToDeg(std::asin(reach / away));
  const double azimuth = radToDeg(std::atan2(middle.east, middle.north));
  if (azimuthOf(azimuth + half - sector.fromDeg()) > sector.widthDeg() + 2 * half) return Place::Outside;
  const bool isWithin = azimuthOf(azimuth - half - sector.fromDeg()) + 2 * half <= sector.widthDeg();
  return isWithin ? Place::Within : Place::Across;
}

bool FieldTiles::fill(ToGeographic& toGeographic, int tile, float* floors, float* ceilings,
                      const Run& run) const {
  const int col0 = tile % m_planes.across() * kTile;
  const int row0 = tile / m_planes.across() * kTile;
  const int width = std::min(kTile, m_grid.columns - col0);
  const int height = std::min(kTile, m_grid.rows - row0);
  const double range = m_field.request().range;
  const TilePlanes::Place place = m_planes.placeOf(tile, m_sector, range);
  if (place == TilePlanes::Place::Outside) return false;
  std::fill_n(floors, kPixels, kRasterNodata);
  if (const auto& whole = m_planes.plane(tile))
    return block(*whole, place == TilePlanes::Place::Within, col0, row0, 0, 0, width, height, floors,
                 ceilings, run);
  // Square by square, and pixel by pixel where even a square bends.
  bool any = false;
  for (int j = 0; j < height; j += kSquare) {
    for (int i = 0; i < width; i += kSquare) {
      const int right = std::min(kSquare, width - i);
      const int bottom = std::min(kSquare, height - j);
      BlockPlane plane;
      if (plane.fit(m_planes.site(), toGeographic, col0 + i, row0 + j, kSquare)) {
        const Local middle = plane.of(0, 0);
        const bool isOut = std::hypot(middle.east, middle.north) - plane.reach() > range;
        any = (!isOut &&
               block(plane, m_sector.isWhole(), col0, row0, i, j, right, bottom, floors, ceilings, run)) ||
              any;
      } else {
        any = bent(toGeographic, col0, row0, i, j, right, bottom, floors, ceilings, run) || any;
      }
    }
  }
  return any;
}

bool FieldTiles::block(const BlockPlane& plane, bool isWithin, int col0, int row0, int left, int top,
                       int width, int height, float* floors, float* ceilings, const Run& run) const {
  std::array<float, kTile> east, north, outside;
  bool any = false;
  for (int r = 0; r < height; ++r) {
    plane.row(col0 + left, row0 + top + r, width, east.data(), north.data());
    const std::size_t at = static_cast<std::size_t>(top + r) * kTile + static_cast<std::size_t>(left);
    // On the plane circles about the site are too long by what the sphere is curved.
    const double e = static_cast<double>(east[static_cast<std::size_t>(width / 2)]);
    const double n = static_cast<double>(north[static_cast<std::size_t>(width / 2)]);
    const double turn = std::hypot(e, n) / kMeanRadius;
    const double shrink = turn > 1e-6 ? std::sin(turn) / turn : 1;
    // Only what lies between the first and the last pixel of the sector is asked for.
    std::size_t first = 0;
    auto end = static_cast<std::size_t>(width);
    if (!isWithin) {
      std::fill_n(outside.begin(), end, 0.0F);
      if (m_sector.clear(east.data(), north.data(), end, 1, outside.data()) > 0) {
        while (first < end && outside[first] != 0) ++first;
        while (end > first && outside[end - 1] != 0) --end;
      }
    }
    if (first == end) continue;
    any = line(east.data() + first, north.data() + first, static_cast<int>(end - first), isWithin, at + first,
               plane.pixelArea(row0 + top + r) * shrink, floors, ceilings, run) ||
          any;
  }
  return any;
}

bool FieldTiles::bent(ToGeographic& toGeographic, int col0, int row0, int left, int top, int width,
                      int height, float* floors, float* ceilings, const Run& run) const {
  const LatLon site = m_planes.site();
  bool any = false;
  for (int r = 0; r < height; ++r) {
    for (int k = 0; k < width; ++k) {
      const double col = col0 + left + k;
      const double row = row0 + top + r;
      const Local p = toLocal(site, toGeographic(col, row));
      const auto east = static_cast<float>(p.east);
      const auto north = static_cast<float>(p.north);
      const LatLon a = toGeographic(col - 0.5, row);
      const Local across = toLocal(a, toGeographic(col + 0.5, row));
      const LatLon c = toGeographic(col, row - 0.5);
      const Local down = toLocal(c, toGeographic(col, row + 0.5));
      double area = std::abs(across.east * down.north - across.north * down.east);
      if (!std::isfinite(area) || area > 1e12) area = 0;
      const std::size_t at = static_cast<std::size_t>(top + r) * kTile + static_cast<std::size_t>(left + k);
      any = line(&east, &north, 1, m_sector.isWhole(), at, area, floors, ceilings, run) || any;
    }
  }
  return any;
}

bool FieldTiles::line(const float* east, const float* north, int count, bool isWithin, std::size_t at,
                      double area, float* floors, float* ceilings, const Run& run) const {
  const auto n = static_cast<std::size_t>(count);
  float* to = floors + at;
  if (ceilings != nullptr) {
    m_field.bandsAtLocal({east, n}, {north, n}, {to, n}, {ceilings + at, n});
  } else {
    m_field.floorsAtLocal({east, n}, {north, n}, {to, n});
  }
  int known = limit(east, north, n, static_cast<float>(m_field.request().range), to);
  if (!isWithin) known -= m_sector.clear(east, north, n, kRasterNodata, to);
  if (known == 0) return false;
  run(at, count, area);
  return true;
}

}  // namespace sorami
