// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/TerrainPatchMaker.h"

#include "data/core/Units.h"

#include <GeographicLib/Geodesic.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>
#include <thread>

namespace sorami {
namespace {

// Posts are resampled in squares inside which the coordinates are taken as bilinear.
constexpr int kBlock = 32;
constexpr int kStrip = 128;
// The largest patch, posts; finer posts are merged until it holds.
constexpr double kMostPosts = 420e6;

const GeographicLib::Geodesic& geodesic() {
  return GeographicLib::Geodesic::WGS84();
}

GridPoint atLevel(GridPoint p, int level) {
  const double scale = std::ldexp(1.0, -level);
  return {(p.col + 0.5) * scale - 0.5, (p.row + 0.5) * scale - 0.5};
}

GridPoint fromLevel(GridPoint p, int level) {
  const double scale = std::ldexp(1.0, level);
  return {(p.col + 0.5) * scale - 0.5, (p.row + 0.5) * scale - 0.5};
}

/// Written so that the compiler makes vector code of it: a void is the lowest value there is.
bool hasVoid(const std::int16_t* posts, std::size_t count) {
  std::int16_t lowest = 0;
  for (std::size_t i = 0; i < count; ++i) lowest = std::min(lowest, posts[i]);
  return lowest == kVoidPost;
}

int levelFor(double cell, double minCell) {
  constexpr int kTop = 14;
  int level = 0;
  // A little slack, so that a spacing that is right but for its third digit is not halved.
  while (level < kTop && cell < 0.98 * minCell) {
    cell *= 2;
    ++level;
  }
  return level;
}

}  // namespace

const TerrainTile* PostReader::find(std::size_t mosaic, int level, int tx, int ty) {
  const std::size_t slot =
      (static_cast<std::size_t>(tx & 3) | static_cast<std::size_t>(ty & 3) << 2U) + 16 * (mosaic & 3);
  Entry& entry = m_entries[slot];
  if (entry.mosaic != mosaic || entry.level != level || entry.tx != tx || entry.ty != ty) {
    entry = {mosaic, level, tx, ty, m_mosaics[mosaic]->tile(level, tx, ty)};
  }
  return entry.tile.get();
}

float PostReader::sample(std::size_t mosaic, int level, GridPoint at) {
  const double left = std::floor(at.col);
  const double top = std::floor(at.row);
  constexpr double kFar = 1e9;
  if (!(std::abs(left) < kFar && std::abs(top) < kFar)) return std::numeric_limits<float>::quiet_NaN();
  const int col = static_cast<int>(left);
  const int row = static_cast<int>(top);
  const auto fc = static_cast<float>(at.col - left);
  const auto fr = static_cast<float>(at.row - top);
  std::int16_t p[4];
  if ((col & kMask) != kMask && (row & kMask) != kMask) {
    const TerrainTile* tile = find(mosaic, level, col >> kShift, row >> kShift);
    if (tile == nullptr) return std::numeric_limits<float>::quiet_NaN();
    const std::int16_t* q = tile->posts.data() + (row & kMask) * kTileSize + (col & kMask);
    p[0] = q[0];
    p[1] = q[1];
    p[2] = q[kTileSize];
    p[3] = q[kTileSize + 1];
  } else {
    p[0] = post(mosaic, level, col, row);
    p[1] = post(mosaic, level, col + 1, row);
    p[2] = post(mosaic, level, col, row + 1);
    p[3] = post(mosaic, level, col + 1, row + 1);
  }
  const float w[4] = {(1 - fc) * (1 - fr), fc * (1 - fr), (1 - fc) * fr, fc * fr};
  float sum = 0;
  float weight = 0;
  bool nearestKnown = false;
  const int nearest = (fc < 0.5F ? 0 : 1) + (fr < 0.5F ? 0 : 2);
  for (int i = 0; i < 4; ++i) {
    if (p[i] == kVoidPost) continue;
    sum += w[i] * p[i];
    weight += w[i];
    nearestKnown = nearestKnown || i == nearest;
  }
  constexpr float kAll = 1.0F - 1e-5F;
  if (weight >= kAll) return sum / weight;
  return nearestKnown ? sum / weight : std::numeric_limits<float>::quiet_NaN();
}

bool TerrainPatchMaker::Window::holds(const Window& other) const {
  if (local || other.local) return false;
  return mosaic == other.mosaic && level == other.level && col0 <= other.col0 && row0 <= other.row0 &&
         col0 + width >= other.col0 + other.width && row0 + height >= other.row0 + other.height;
}

std::optional<TerrainPatchMaker::Window> TerrainPatchMaker::plan(const PatchRequest& request,
                                                                 double margin) const {
  Window w;
  while (w.mosaic < m_mosaics.size() && !m_mosaics[w.mosaic]->isNear(request.centre, request.radius)) {
    ++w.mosaic;
  }
  if (w.mosaic == m_mosaics.size()) return std::nullopt;
  const TerrainMosaic& mosaic = *m_mosaics[w.mosaic];
  const double cell = mosaic.cellAt(request.centre);
  const double diameter = 2 * request.radius;
  w.level = levelFor(cell, std::max(request.minCell, diameter / std::sqrt(kMostPosts)));
  w.cellM = cell * std::ldexp(1.0, w.level);
  w.centre = request.centre;
  w.nearLon = request.centre.lon;
  w.local = request.local;

  constexpr int kAround = 72;
  std::vector<LatLon> rim;
  double reach = 0;
  const auto take = [&](double azimuth, double distance) {
    LatLon p;
    geodesic().Direct(request.centre.lat, request.centre.lon, azimuth, distance, p.lat, p.lon);
    rim.push_back(p);
    double away = std::abs(p.lon - request.centre.lon);
    reach = std::max(reach, std::min(away, 360 - away));
  };
  const double far = request.radius * (1 + margin);
  const double width = request.azimuthTo - request.azimuthFrom;
  // Rays beside the sector are swept with it.
  constexpr double kBeside = 1;
  const double turn = width - 360 * std::floor(width / 360) + 2 * kBeside;
  if (request.azimuthFrom == request.azimuthTo || turn > 300) {
    for (int i = 0; i < kAround; ++i) take(360.0 * i / kAround, far);
  } else {
    const double first = request.azimuthFrom - kBeside;
    const int steps = static_cast<int>(std::ceil(turn * kAround / 360)) + 1;
    for (int i = 0; i <= steps; ++i) take(first + turn * i / steps, far);
    // The sides are geodesics, which bow in most grids.
    constexpr int kAlong = 8;
    for (int i = 1; i < kAlong; ++i) {
      take(first, far * i / kAlong);
      take(first + turn, far * i / kAlong);
    }
  }
  rim.push_back(request.centre);
  constexpr double kQuarter = 10'001'965.7;
  const double toPole = (90.0 - std::abs(request.centre.lat)) / 90.0 * kQuarter;
  constexpr double kWidest = 60.0;
  if (toPole < request.radius * 1.2 || (mosaic.isGeographic() && reach > kWidest)) w.local = true;

  if (!w.local) {
    std::vector<GridPoint> at(rim.size());
    mosaic.toGrid(rim, at, w.nearLon);
    double c0 = 1e18, c1 = -1e18, r0 = 1e18, r1 = -1e18;
    bool sound = true;
    for (const GridPoint& raw : at) {
      const GridPoint p = atLevel(raw, w.level);
      sound = sound && std::isfinite(p.col) && std::isfinite(p.row);
      c0 = std::min(c0, p.col);
      c1 = std::max(c1, p.col);
      r0 = std::min(r0, p.row);
      r1 = std::max(r1, p.row);
    }
    // The rim was sampled; between two samples it bows out by a thousandth of the radius.
    const double bow = 0.002 * std::max(c1 - c0, r1 - r0) + 6;
    const double columns = c1 - c0 + 2 * bow;
    const double rows = r1 - r0 + 2 * bow;
    if (sound && columns * rows < 4 * kMostPosts) {
      w.col0 = static_cast<int>(std::floor(c0 - bow));
      w.row0 = static_cast<int>(std::floor(r0 - bow));
      w.width = static_cast<int>(std::ceil(columns)) + 2;
      w.height = static_cast<int>(std::ceil(rows)) + 2;
    } else {
      w.local = true;
    }
  }
  if (w.local) {
    const int half = static_cast<int>(std::ceil(request.radius / w.cellM)) + 3;
    w.col0 = w.row0 = -half;
    w.width = w.height = 2 * half + 1;
  }
  return w;
}

void TerrainPatchMaker::toGeographic(const Window& w, std::span<const GridPoint> points,
                                     std::span<LatLon> out) const {
  if (!w.local) {
    std::vector<GridPoint> base(points.size());
    std::transform(points.begin(), points.end(), base.begin(), [&](GridPoint p) {
      return fromLevel({p.col + w.col0, p.row + w.row0}, w.level);
    });
    m_mosaics[w.mosaic]->toGeographic(base, out);
    return;
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double east = (points[i].col + w.col0) * w.cellM;
    const double north = -(points[i].row + w.row0) * w.cellM;
    geodesic().Direct(w.centre.lat, w.centre.lon, radToDeg(std::atan2(east, north)), std::hypot(east, north),
                      out[i].lat, out[i].lon);
  }
}

void TerrainPatchMaker::fillBlock(const Window& w, int col0, int row0, int width, int height,
                                  std::int16_t* posts, PostReader& reader) const {
  const auto at = [&](int c, int r) -> std::int16_t& {
    return posts[static_cast<std::size_t>(row0 + r) * static_cast<std::size_t>(w.width) +
                 static_cast<std::size_t>(col0 + c)];
  };
  int left = 0;
  for (int r = 0; r < height; ++r) {
    for (int c = 0; c < width; ++c) left += at(c, r) == kVoidPost ? 1 : 0;
  }
  if (left == 0) return;

  const double right = col0 + width - 1;
  const double bottom = row0 + height - 1;
  const GridPoint corners[5] = {{double(col0), double(row0)},
                                {right, double(row0)},
                                {double(col0), bottom},
                                {right, bottom},
                                {(col0 + right) / 2, (row0 + bottom) / 2}};
  LatLon places[5];
  toGeographic(w, corners, places);
  double span = 0;
  double highest = 0;
  for (const LatLon& p : places) {
    const double away = std::abs(p.lon - places[4].lon);
    span = std::max(span, std::min(away, 360 - away));
    highest = std::max(highest, std::abs(p.lat));
  }
  // About a pole longitude is not bilinear in anything: there each post goes its own way.
  const bool steep = span > 1.0 || highest > 89.9;
  std::vector<LatLon> each;
  std::vector<GridPoint> eachAt;
  const double blockRadius = w.cellM * kBlock;
  for (std::size_t m = w.local ? 0 : w.mosaic + 1; m < m_mosaics.size() && left > 0; ++m) {
    const TerrainMosaic& mosaic = *m_mosaics[m];
    if (!mosaic.isNear(places[4], blockRadius)) continue;
    const int level = levelFor(mosaic.cellAt(places[4]) * 2, w.cellM);
    GridPoint grid[5];
    if (steep) {
      if (each.empty()) {
        std::vector<GridPoint> here;
        for (int r = 0; r < height; ++r) {
          for (int c = 0; c < width; ++c) here.push_back({double(col0 + c), double(row0 + r)});
        }
        each.resize(here.size());
        eachAt.resize(here.size());
        toGeographic(w, here, each);
      }
      mosaic.toGrid(each, eachAt, mosaic.middleLon());
    } else {
      // One longitude reference for the block, so that its corners do not fall on two sides of a cut.
      GridPoint middle;
      mosaic.toGrid({&places[4], 1}, {&middle, 1}, mosaic.middleLon());
      LatLon back;
      mosaic.toGeographic({&middle, 1}, {&back, 1});
      mosaic.toGrid(places, grid, mosaic.isGeographic() ? back.lon : mosaic.middleLon());
    }
    const double du = width > 1 ? 1.0 / (width - 1) : 0;
    const double dv = height > 1 ? 1.0 / (height - 1) : 0;
    for (int r = 0; r < height; ++r) {
      const double v = r * dv;
      for (int c = 0; c < width; ++c) {
        std::int16_t& post = at(c, r);
        if (post != kVoidPost) continue;
        GridPoint p;
        if (steep) {
          p = eachAt[static_cast<std::size_t>(r) * static_cast<std::size_t>(width) +
                     static_cast<std::size_t>(c)];
        } else {
          const double u = c * du;
          p.col = (1 - v) * ((1 - u) * grid[0].col + u * grid[1].col) +
                  v * ((1 - u) * grid[2].col + u * grid[3].col);
          p.row = (1 - v) * ((1 - u) * grid[0].row + u * grid[1].row) +
                  v * ((1 - u) * grid[2].row + u * grid[3].row);
        }
        const float height1 = reader.sample(m, level, atLevel(p, level));
        if (std::isnan(height1)) continue;
        post = static_cast<std::int16_t>(std::lrint(height1));
        --left;
      }
    }
  }
  if (left > 0 && m_sea) {
    for (int r = 0; r < height; ++r) {
      for (int c = 0; c < width; ++c) {
        if (at(c, r) == kVoidPost) at(c, r) = 0;
      }
    }
  }
}

bool TerrainPatchMaker::fillStrip(const Window& w, int row0, int rows, std::int16_t* posts,
                                  PostReader& reader) const {
  std::int16_t* const strip = posts + static_cast<std::size_t>(row0) * static_cast<std::size_t>(w.width);
  const std::size_t count = static_cast<std::size_t>(rows) * static_cast<std::size_t>(w.width);
  const TerrainMosaic& mosaic = *m_mosaics[w.mosaic];
  bool voids = w.local;
  if (w.local) {
    std::fill_n(strip, count, kVoidPost);
  } else if (w.level == 0 && mosaic.isQuick()) {
    voids = !mosaic.read(w.col0, w.row0 + row0, w.width, rows, strip, w.width) || hasVoid(strip, count);
  } else {
    for (int r = row0; r < row0 + rows; ++r) {
      const int gridRow = w.row0 + r;
      std::int16_t* line = posts + static_cast<std::size_t>(r) * static_cast<std::size_t>(w.width);
      for (int c = 0; c < w.width;) {
        const int gridCol = w.col0 + c;
        const int inTile = gridCol & (kTileSize - 1);
        const int run = std::min(kTileSize - inTile, w.width - c);
        const TerrainTile* tile = reader.find(w.mosaic, w.level, gridCol >> 9, gridRow >> 9);
        if (tile != nullptr) {
          std::memcpy(line + c, tile->posts.data() + (gridRow & (kTileSize - 1)) * kTileSize + inTile,
                      static_cast<std::size_t>(run) * sizeof(std::int16_t));
          voids = voids || tile->anyVoid;
        } else {
          std::fill_n(line + c, run, kVoidPost);
          voids = true;
        }
        c += run;
      }
    }
  }
  if (!voids) return false;
  for (int r = row0; r < row0 + rows; r += kBlock) {
    for (int c = 0; c < w.width; c += kBlock) {
      fillBlock(w, c, r, std::min(kBlock, w.width - c), std::min(kBlock, row0 + rows - r), posts, reader);
    }
  }
  return hasVoid(strip, count);
}

TerrainPatchPtr TerrainPatchMaker::make(const Window& w, int threads, std::stop_token stop) const {
  auto patch = std::make_shared<TerrainPatch>();
  // A gather reads two posts at once, so one more must be there after the last.
  const std::size_t bytes =
      (static_cast<std::size_t>(w.width) * static_cast<std::size_t>(w.height) + 16) * sizeof(std::int16_t);
  patch->m_posts = Pages(bytes);
  auto* const posts = static_cast<std::int16_t*>(patch->m_posts.data());
  if (posts == nullptr) return nullptr;
  std::fill_n(posts + bytes / sizeof(std::int16_t) - 16, 16, kVoidPost);

  std::atomic<int> next = 0;
  std::atomic<bool> voids = false;
  const auto work = [&] {
    PostReader reader(m_mosaics);
    for (;;) {
      const int row = kStrip * next++;
      if (row >= w.height || stop.stop_requested()) return;
      const int rows = std::min(kStrip, w.height - row);
      if (fillStrip(w, row, rows, posts, reader)) voids = true;
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < std::min(threads, w.height / kStrip); ++i) helpers.emplace_back(work);
    work();
  }
  if (stop.stop_requested()) return nullptr;
  patch->m_width = w.width;
  patch->m_height = w.height;
  patch->m_cellM = w.cellM;
  patch->m_level = w.level;
  patch->m_hasVoids = voids;
  patch->m_local = w.local;
  if (w.local) {
    patch->m_toGrid = [w](std::span<const LatLon> in, std::span<GridPoint> out) {
      for (std::size_t i = 0; i < in.size(); ++i) {
        double distance = 0;
        double azimuth = 0;
        double back = 0;
        geodesic().Inverse(w.centre.lat, w.centre.lon, in[i].lat, in[i].lon, distance, azimuth, back);
        out[i] = {distance * std::sin(degToRad(azimuth)) / w.cellM - w.col0,
                  -distance * std::cos(degToRad(azimuth)) / w.cellM - w.row0};
      }
    };
  } else {
    patch->m_toGrid = [w, mosaic = m_mosaics[w.mosaic]](std::span<const LatLon> in,
                                                        std::span<GridPoint> out) {
      mosaic->toGrid(in, out, w.nearLon);
      for (GridPoint& p : out) {
        p = atLevel(p, w.level);
        p.col -= w.col0;
        p.row -= w.row0;
      }
    };
  }
  return patch;
}

}  // namespace sorami
