// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/FieldTiles.h"

#include "data/core/Units.h"
#include "data/coverage/CoverageRaster.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/geo/Angle.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

/// Squares inside which positions are interpolated where a whole tile bends too much.
constexpr int kSquare = 16;
constexpr double kMeanRadius = 6'371'000;

}  // namespace

bool FieldTiles::fill(ToGeographic& toGeographic, int tile, float* floors, float* ceilings,
                      const Run& run) const {
  const int col0 = tile % across() * kTile;
  const int row0 = tile / across() * kTile;
  const int width = std::min(kTile, m_grid.columns - col0);
  const int height = std::min(kTile, m_grid.rows - row0);
  std::fill_n(floors, kPixels, kRasterNodata);
  const LatLon site = m_field.request().site;
  const double range = m_field.request().range;
  BlockPlane plane;
  const auto isOut = [&] {
    const Local middle = plane.of(0, 0);
    return std::hypot(middle.east, middle.north) - plane.reach() > range;
  };
  if (plane.fit(site, toGeographic, col0, row0, kTile))
    return !isOut() && block(plane, col0, row0, 0, 0, width, height, floors, ceilings, run);
  // Square by square, and pixel by pixel where even a square bends.
  bool any = false;
  for (int j = 0; j < height; j += kSquare) {
    for (int i = 0; i < width; i += kSquare) {
      const int right = std::min(kSquare, width - i);
      const int bottom = std::min(kSquare, height - j);
      if (plane.fit(site, toGeographic, col0 + i, row0 + j, kSquare)) {
        any = (!isOut() && block(plane, col0, row0, i, j, right, bottom, floors, ceilings, run)) || any;
      } else {
        any = bent(toGeographic, col0, row0, i, j, right, bottom, floors, ceilings, run) || any;
      }
    }
  }
  return any;
}

bool FieldTiles::block(const BlockPlane& plane, int col0, int row0, int left, int top, int width, int height,
                       float* floors, float* ceilings, const Run& run) const {
  std::array<float, kTile> east, north;
  bool any = false;
  for (int r = 0; r < height; ++r) {
    plane.row(col0 + left, row0 + top + r, width, east.data(), north.data());
    const std::size_t at = static_cast<std::size_t>(top + r) * kTile + static_cast<std::size_t>(left);
    // On the plane circles about the site are too long by what the sphere is curved.
    const double e = static_cast<double>(east[static_cast<std::size_t>(width / 2)]);
    const double n = static_cast<double>(north[static_cast<std::size_t>(width / 2)]);
    const double turn = std::hypot(e, n) / kMeanRadius;
    const double shrink = turn > 1e-6 ? std::sin(turn) / turn : 1;
    any = line(east.data(), north.data(), width, at, plane.pixelArea(row0 + top + r) * shrink, floors,
               ceilings, run) ||
          any;
  }
  return any;
}

bool FieldTiles::bent(ToGeographic& toGeographic, int col0, int row0, int left, int top, int width,
                      int height, float* floors, float* ceilings, const Run& run) const {
  const LatLon site = m_field.request().site;
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
      any = line(&east, &north, 1, at, area, floors, ceilings, run) || any;
    }
  }
  return any;
}

bool FieldTiles::line(const float* east, const float* north, int count, std::size_t at, double area,
                      float* floors, float* ceilings, const Run& run) const {
  const auto n = static_cast<std::size_t>(count);
  float* to = floors + at;
  if (ceilings != nullptr) {
    m_field.bandsAtLocal({east, n}, {north, n}, {to, n}, {ceilings + at, n});
  } else {
    m_field.floorsAtLocal({east, n}, {north, n}, {to, n});
  }
  const FloorRequest& r = m_field.request();
  const auto range = static_cast<float>(r.range);
  const float most = range * range;
  const auto top = static_cast<float>(kFloorCeiling);
  int known = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const float f = to[k];
    const bool out = !(east[k] * east[k] + north[k] * north[k] <= most) || f != f;
    to[k] = out ? kRasterNodata : f < top ? f : top;
    known += out ? 0 : 1;
  }
  if (r.azimuthFrom != r.azimuthTo && known > 0) {
    for (std::size_t k = 0; k < n; ++k) {
      if (to[k] == kRasterNodata || inSector(east[k], north[k])) continue;
      to[k] = kRasterNodata;
      --known;
    }
  }
  if (known == 0) return false;
  run(at, count, area);
  return true;
}

bool FieldTiles::inSector(float east, float north) const {
  const FloorRequest& r = m_field.request();
  const double width = azimuthOf(r.azimuthTo - r.azimuthFrom);
  if (width == 0) return true;
  const double azimuth = radToDeg(std::atan2(static_cast<double>(east), static_cast<double>(north)));
  return azimuthOf(azimuth - r.azimuthFrom) <= width;
}

}  // namespace sorami
