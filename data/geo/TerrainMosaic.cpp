// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/TerrainMosaic.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"

#include <ogr_spatialref.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami {
namespace {

/// Longitude moved by whole turns to within half a turn of another.
double lonNear(double lon, double near) {
  return lon - 360.0 * std::floor((lon - near + 180.0) / 360.0);
}

std::shared_ptr<OGRSpatialReference> wgs84() {
  static const std::shared_ptr<OGRSpatialReference> crs = [] {
    auto made = std::make_shared<OGRSpatialReference>();
    made->SetWellKnownGeogCS("WGS84");
    made->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return made;
  }();
  return crs;
}

}  // namespace

std::size_t TileCache::Hash::operator()(const Key& k) const {
  std::uint64_t h = k.mosaic;
  for (const int part : {k.level, k.tx, k.ty}) {
    h = (h ^ static_cast<std::uint32_t>(part)) * 0x9E3779B97F4A7C15ULL;
    h ^= h >> 29;
  }
  return static_cast<std::size_t>(h);
}

bool TileCache::find(const Key& key, TerrainTilePtr& tile) {
  const std::lock_guard lock(m_mutex);
  Share& share = m_shares[key.level > 0 ? 1 : 0];
  const auto it = share.index.find(key);
  if (it == share.index.end()) return false;
  share.order.splice(share.order.begin(), share.order, it->second);
  tile = it->second->second;
  return true;
}

void TileCache::insert(const Key& key, const TerrainTilePtr& tile) {
  // A tile in which nothing is known costs only its entry.
  const auto size = [](const TerrainTilePtr& t) { return t ? sizeof(TerrainTile) : std::size_t{128}; };
  const std::lock_guard lock(m_mutex);
  Share& share = m_shares[key.level > 0 ? 1 : 0];
  if (share.index.contains(key)) return;
  share.order.emplace_front(key, tile);
  share.index[key] = share.order.begin();
  share.bytes += size(tile);
  while (share.bytes > m_limit && share.order.size() > 1) {
    share.bytes -= size(share.order.back().second);
    share.index.erase(share.order.back().first);
    share.order.pop_back();
  }
}

TerrainMosaic::TerrainMosaic(OpenedRaster first, std::shared_ptr<TileCache> cache)
    : m_geometry(first.geometry), m_crs(first.crs), m_cache(std::move(cache)) {
  static std::atomic<std::uint32_t> ids = 0;
  m_id = ++ids;
  const double det = m_geometry.xCol * m_geometry.yRow - m_geometry.xRow * m_geometry.yCol;
  m_inverse[0] = m_geometry.yRow / det;
  m_inverse[1] = -m_geometry.xRow / det;
  m_inverse[2] = -m_geometry.yCol / det;
  m_inverse[3] = m_geometry.xCol / det;

  if (m_crs) {
    // Datums that PROJ holds equal to WGS 84 need no transformation at all.
    m_direct = m_crs->IsGeographic() != 0;
    if (m_direct) {
      const Transform there = borrow(false);
      for (int i = 0; m_direct && there && i < 5; ++i) {
        const double x0 = m_geometry.x0 + m_geometry.xCol * first.columns * i / 4.0;
        const double y0 = m_geometry.y0 + m_geometry.yRow * first.rows * i / 4.0;
        double x = x0;
        double y = y0;
        m_direct = there->Transform(1, &x, &y) != 0 && std::abs(lonNear(x, x0) - x0) < 1e-8 &&
                   std::abs(y - y0) < 1e-8;
      }
    }
  }
  if (m_direct) {
    const double around = 360.0 / std::abs(m_geometry.xCol);
    if (m_geometry.xRow == 0 && std::abs(around - std::round(around)) < 1e-3 * around / first.columns) {
      m_wrap = static_cast<int>(std::round(around));
    }
  }
  m_members.push_back({first.source, 0, 0, first.columns, first.rows});
  growBox(first);
}

TerrainMosaic::~TerrainMosaic() = default;

bool TerrainMosaic::add(const OpenedRaster& raster) {
  if (static_cast<bool>(m_crs) != static_cast<bool>(raster.crs)) {
    // Both may be WGS 84 by name and by default.
    if (!m_direct || (raster.crs && raster.crs->IsSame(wgs84().get()) == 0)) return false;
  } else if (m_crs && m_crs->IsSame(raster.crs.get()) == 0) {
    return false;
  }
  const GridGeometry& g = raster.geometry;
  const double cell = std::max(std::abs(m_geometry.xCol), std::abs(m_geometry.xRow));
  const int extent = std::max(raster.columns, raster.rows);
  const auto same = [&](double a, double b) { return std::abs(a - b) * extent < 0.02 * cell; };
  if (!same(g.xCol, m_geometry.xCol) || !same(g.xRow, m_geometry.xRow) || !same(g.yCol, m_geometry.yCol) ||
      !same(g.yRow, m_geometry.yRow)) {
    return false;
  }
  const double dx = g.x0 - m_geometry.x0;
  const double dy = g.y0 - m_geometry.y0;
  const double col = m_inverse[0] * dx + m_inverse[1] * dy;
  const double row = m_inverse[2] * dx + m_inverse[3] * dy;
  constexpr double kInLine = 0.02;
  constexpr double kFar = 1e8;
  if (std::abs(col) > kFar || std::abs(row) > kFar || std::abs(col - std::round(col)) > kInLine ||
      std::abs(row - std::round(row)) > kInLine) {
    return false;
  }
  m_members.push_back({raster.source, static_cast<int>(std::lround(col)), static_cast<int>(std::lround(row)),
                       raster.columns, raster.rows});
  growBox(raster);
  return true;
}

void TerrainMosaic::growBox(const OpenedRaster& raster) {
  // Along the outline, so that the bow of a projected edge is inside.
  constexpr int kSteps = 24;
  const Member& m = m_members.back();
  std::vector<GridPoint> outline;
  for (int i = 0; i <= kSteps; ++i) {
    const double c = m.col0 + (raster.columns - 1.0) * i / kSteps;
    const double r = m.row0 + (raster.rows - 1.0) * i / kSteps;
    outline.push_back({c, static_cast<double>(m.row0)});
    outline.push_back({c, m.row0 + raster.rows - 1.0});
    outline.push_back({static_cast<double>(m.col0), r});
    outline.push_back({m.col0 + raster.columns - 1.0, r});
  }
  outline.push_back({m.col0 + (raster.columns - 1) / 2.0, m.row0 + (raster.rows - 1) / 2.0});
  std::vector<LatLon> points(outline.size());
  toGeographic(outline, points);
  const bool first = m_members.size() == 1;
  const LatLon middle = points.back();
  if (first) {
    m_midLon = middle.lon;
    const std::vector<GridPoint> cell = {outline.back(), {outline.back().col + 1, outline.back().row}};
    const double area = std::abs(m_geometry.xCol * m_geometry.yRow - m_geometry.xRow * m_geometry.yCol);
    const bool degrees = !m_crs || m_crs->IsGeographic() != 0;
    const double perUnit = degrees
                               ? kMetresPerDegree * std::sqrt(std::max(0.01, std::cos(degToRad(middle.lat))))
                               : m_crs->GetLinearUnits();
    m_cellM = std::sqrt(area) * perUnit;
  }
  double west = first ? 1e9 : m_box.west;
  double east = first ? -1e9 : m_box.east;
  double south = first ? 1e9 : m_box.south;
  double north = first ? -1e9 : m_box.north;
  const double reference = first ? middle.lon : (west + east) / 2;
  const double middleLon = lonNear(middle.lon, reference);
  for (const LatLon& p : points) {
    if (std::isnan(p.lat)) continue;
    const double lon = m_direct ? p.lon + (middleLon - middle.lon) : lonNear(p.lon, middleLon);
    west = std::min(west, lon);
    east = std::max(east, lon);
    south = std::min(south, p.lat);
    north = std::max(north, p.lat);
  }
  // Edge cells reach half a post beyond; longitudes stay unwrapped here (west below east).
  m_box = {west, south, east, north};
}

TerrainMosaic::Transform TerrainMosaic::borrow(bool inverse) const {
  {
    const std::lock_guard lock(m_transformMutex);
    auto& idle = m_transforms[inverse ? 1 : 0];
    if (!idle.empty()) {
      Transform transform = std::move(idle.back());
      idle.pop_back();
      return transform;
    }
  }
  const auto target = wgs84();
  return Transform(inverse ? OGRCreateCoordinateTransformation(target.get(), m_crs.get())
                           : OGRCreateCoordinateTransformation(m_crs.get(), target.get()));
}

void TerrainMosaic::giveBack(bool inverse, Transform transform) const {
  const std::lock_guard lock(m_transformMutex);
  m_transforms[inverse ? 1 : 0].push_back(std::move(transform));
}

void TerrainMosaic::toGrid(std::span<const LatLon> points, std::span<GridPoint> out, double nearLon) const {
  const std::size_t n = points.size();
  const auto place = [&](double x, double y) {
    const double dx = x - m_geometry.x0;
    const double dy = y - m_geometry.y0;
    return GridPoint{m_inverse[0] * dx + m_inverse[1] * dy, m_inverse[2] * dx + m_inverse[3] * dy};
  };
  if (m_direct) {
    for (std::size_t i = 0; i < n; ++i) out[i] = place(lonNear(points[i].lon, nearLon), points[i].lat);
    return;
  }
  std::vector<double> x(n), y(n);
  std::vector<int> good(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = points[i].lon;
    y[i] = points[i].lat;
  }
  Transform transform = borrow(true);
  if (transform) {
    transform->Transform(static_cast<int>(n), x.data(), y.data(), nullptr, good.data());
    giveBack(true, std::move(transform));
  }
  const bool degrees = m_crs->IsGeographic() != 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    out[i] = good[i] != 0 ? place(degrees ? lonNear(x[i], nearLon) : x[i], y[i]) : GridPoint{nan, nan};
  }
}

void TerrainMosaic::toGeographic(std::span<const GridPoint> points, std::span<LatLon> out) const {
  const std::size_t n = points.size();
  std::vector<double> x(n), y(n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = m_geometry.x0 + m_geometry.xCol * points[i].col + m_geometry.xRow * points[i].row;
    y[i] = m_geometry.y0 + m_geometry.yCol * points[i].col + m_geometry.yRow * points[i].row;
  }
  std::vector<int> good(n, 1);
  if (!m_direct) {
    std::fill(good.begin(), good.end(), 0);
    if (Transform transform = borrow(false)) {
      transform->Transform(static_cast<int>(n), x.data(), y.data(), nullptr, good.data());
      giveBack(false, std::move(transform));
    }
  }
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < n; ++i) out[i] = good[i] != 0 ? LatLon{y[i], x[i]} : LatLon{nan, nan};
}

double TerrainMosaic::cellAt(LatLon p) const {
  if (!m_direct) return m_cellM;
  const double area = std::abs(m_geometry.xCol * m_geometry.yRow - m_geometry.xRow * m_geometry.yCol);
  return std::sqrt(area * std::max(0.01, std::cos(degToRad(p.lat)))) * kMetresPerDegree;
}

bool TerrainMosaic::isNear(LatLon p, double radius) const {
  // A little more than asked: the degree of latitude is 0.6 % shorter at the equator.
  const double margin = 1.01 * radius / kMetresPerDegree + 2 * m_cellM / kMetresPerDegree;
  if (p.lat < m_box.south - margin || p.lat > m_box.north + margin) return false;
  const double highest = std::min(90.0, std::abs(p.lat) + margin);
  const double cosine = std::cos(degToRad(highest));
  const double lonMargin = cosine < 0.01 ? 360.0 : margin / cosine;
  if (m_box.east - m_box.west + 2 * lonMargin >= 360) return true;
  const double lon = lonNear(p.lon, (m_box.west + m_box.east) / 2);
  return lon >= m_box.west - lonMargin && lon <= m_box.east + lonMargin;
}

TerrainTilePtr TerrainMosaic::tile(int level, int tx, int ty) const {
  const TileCache::Key key{m_id, level, tx, ty};
  TerrainTilePtr tile;
  if (m_cache->find(key, tile)) return tile;
  tile = level == 0 ? readTile(tx, ty) : mergeTiles(level, tx, ty);
  m_cache->insert(key, tile);
  return tile;
}

bool TerrainMosaic::isQuick() const {
  return std::all_of(m_members.begin(), m_members.end(), [](const Member& m) { return m.source->isQuick(); });
}

bool TerrainMosaic::read(std::int64_t col, std::int64_t row, int width, int height, std::int16_t* out,
                         std::ptrdiff_t stride) const {
  bool any = false;
  std::vector<std::int16_t> part;
  for (const Member& m : m_members) {
    const std::int64_t r0 = std::max<std::int64_t>(row, m.row0);
    const std::int64_t r1 = std::min<std::int64_t>(row + height, static_cast<std::int64_t>(m.row0) + m.rows);
    if (r0 >= r1) continue;
    // The same raster again one turn further, where columns run round the earth.
    std::int64_t turn = 0;
    std::int64_t lastTurn = 0;
    if (m_wrap > 0) {
      turn = (col - (m.col0 + m.columns)) / m_wrap - 1;
      lastTurn = (col + width - m.col0) / m_wrap + 1;
    }
    for (; turn <= lastTurn; ++turn) {
      const std::int64_t first = m.col0 + turn * m_wrap;
      const std::int64_t c0 = std::max(col, first);
      const std::int64_t c1 = std::min(col + width, first + m.columns);
      if (c0 >= c1) continue;
      const int wide = static_cast<int>(c1 - c0);
      const int high = static_cast<int>(r1 - r0);
      const auto from = [&](std::int16_t* to, std::ptrdiff_t toStride) {
        m.source->read(static_cast<int>(c0 - first), static_cast<int>(r0 - m.row0), wide, high, to, toStride);
      };
      std::int16_t* const to = out + (r0 - row) * stride + (c0 - col);
      if (!any) {
        // What the first one leaves open is unknown so far.
        if (wide < width || high < height) {
          for (int r = 0; r < height; ++r) std::fill_n(out + r * stride, width, kVoidPost);
        }
        from(to, stride);
        any = true;
        continue;
      }
      part.resize(static_cast<std::size_t>(wide) * static_cast<std::size_t>(high));
      from(part.data(), wide);
      const std::int16_t* next = part.data();
      for (int r = 0; r < high; ++r) {
        std::int16_t* line = to + r * stride;
        // Earlier rasters win; a hole in one is filled by the next.
        for (int c = 0; c < wide; ++c, ++next) line[c] = line[c] == kVoidPost ? *next : line[c];
      }
    }
  }
  if (!any) {
    for (int r = 0; r < height; ++r) std::fill_n(out + r * stride, width, kVoidPost);
  }
  return any;
}

TerrainTilePtr TerrainMosaic::readTile(int tx, int ty) const {
  const auto tile = std::make_shared<TerrainTile>();
  if (!read(static_cast<std::int64_t>(tx) * kTileSize, static_cast<std::int64_t>(ty) * kTileSize, kTileSize,
            kTileSize, tile->posts.data(), kTileSize))
    return nullptr;
  const auto voids = std::count(tile->posts.begin(), tile->posts.end(), kVoidPost);
  if (voids == static_cast<std::ptrdiff_t>(tile->posts.size())) return nullptr;
  tile->anyVoid = voids > 0;
  return tile;
}

TerrainTilePtr TerrainMosaic::mergeTiles(int level, int tx, int ty) const {
  std::shared_ptr<TerrainTile> merged;
  constexpr int kHalf = kTileSize / 2;
  for (int j = 0; j < 2; ++j) {
    for (int i = 0; i < 2; ++i) {
      const TerrainTilePtr below = tile(level - 1, 2 * tx + i, 2 * ty + j);
      if (!below) continue;
      if (!merged) {
        merged = std::make_shared<TerrainTile>();
        merged->posts.fill(kVoidPost);
      }
      for (int r = 0; r < kHalf; ++r) {
        const std::int16_t* a = below->posts.data() + std::ptrdiff_t{2} * r * kTileSize;
        const std::int16_t* b = a + kTileSize;
        std::int16_t* to = merged->posts.data() + std::ptrdiff_t{j * kHalf + r} * kTileSize + i * kHalf;
        // A void is the lowest int16, so the highest of four is a void only where all are.
        for (int c = 0; c < kHalf; ++c) {
          to[c] = std::max(std::max(a[2 * c], a[2 * c + 1]), std::max(b[2 * c], b[2 * c + 1]));
        }
      }
    }
  }
  if (!merged) return nullptr;
  merged->anyVoid = std::any_of(merged->posts.begin(), merged->posts.end(),
                                [](std::int16_t post) { return post == kVoidPost; });
  return merged;
}

}  // namespace sorami
