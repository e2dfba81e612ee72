// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/Terrain.h"

#include <array>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

class OGRCoordinateTransformation;
class OGRSpatialReference;

namespace sorami {

/// Posts along one edge of a tile.
constexpr int kTileSize = 512;

/// A square of posts; kVoidPost where the mosaic has none.
struct TerrainTile {
  std::array<std::int16_t, std::size_t{kTileSize} * kTileSize> posts;
  bool anyVoid = false;
};
/// Null for a tile in which nothing is known.
using TerrainTilePtr = std::shared_ptr<const TerrainTile>;

/// The most recently used tiles of all mosaics of a Terrain, within a bound. Merged levels have a share of
/// their own: they are dear to make and small.
class TileCache {
 public:
  struct Key {
    std::uint32_t mosaic;
    int level, tx, ty;
    bool operator==(const Key&) const = default;
  };
  explicit TileCache(std::size_t bytes) : m_limit(bytes) {}
  /// False when the tile is not held.
  bool find(const Key& key, TerrainTilePtr& tile);
  void insert(const Key& key, const TerrainTilePtr& tile);

 private:
  struct Hash {
    std::size_t operator()(const Key& k) const;
  };
  struct Share {
    std::list<std::pair<Key, TerrainTilePtr>> order;
    std::unordered_map<Key, decltype(order)::iterator, Hash> index;
    std::size_t bytes = 0;
  };
  std::mutex m_mutex;
  std::size_t m_limit;
  std::array<Share, 2> m_shares;
};

/// Where posts come from. Safe from any thread.
class PostSource {
 public:
  virtual ~PostSource() = default;
  /// Reads a rectangle inside the source, rows `stride` posts apart; kVoidPost where it has no data or cannot
  /// be read.
  virtual void read(int col, int row, int width, int height, std::int16_t* out,
                    std::ptrdiff_t stride) const = 0;
  /// True where reading costs little more than a copy, so that nothing is gained by keeping tiles.
  virtual bool isQuick() const { return false; }
};

/// Where posts stand: x = x0 + col·xCol + row·xRow, y likewise, in the coordinate system.
struct GridGeometry {
  double x0 = 0, xCol = 1, xRow = 0;
  double y0 = 0, yCol = 0, yRow = 1;
};

/// One raster as found.
struct OpenedRaster {
  TerrainSource info;
  GridGeometry geometry;
  int columns = 0;
  int rows = 0;
  std::shared_ptr<OGRSpatialReference> crs;  ///< null: geographic WGS 84
  std::shared_ptr<PostSource> source;
  std::optional<Error> warning;  ///< it is used, but not all of it
};

/// Opens one file with GDAL; says why it is no elevation raster.
Result<OpenedRaster> openRaster(const std::string& path, const TerrainOptions& options);
/// The rasters below a path: itself, or what a folder holds (sorted by name, at any depth).
std::vector<std::string> rasterPaths(const std::string& path, bool* isFolder);
/// A grid in memory as a raster.
OpenedRaster gridRaster(TerrainGrid grid);

/// Rasters whose posts stand on one grid, read in tiles on demand, with levels of merged posts above.
class TerrainMosaic {
 public:
  TerrainMosaic(OpenedRaster first, std::shared_ptr<TileCache> cache);
  ~TerrainMosaic();

  /// Takes the raster in when its posts are on this grid.
  bool add(const OpenedRaster& raster);

  /// Places on the grid; longitudes within 180° of `nearLon`.
  void toGrid(std::span<const LatLon> points, std::span<GridPoint> out, double nearLon) const;
  void toGeographic(std::span<const GridPoint> points, std::span<LatLon> out) const;
  /// Posts of level 0, rows `stride` apart, past the cache. False where no raster reaches in; `out` then
  /// holds only voids.
  bool read(std::int64_t col, std::int64_t row, int width, int height, std::int16_t* out,
            std::ptrdiff_t stride) const;
  /// True where read() is quick for every raster.
  bool isQuick() const;
  /// The tile at a level whose first post is (tx, ty) × kTileSize.
  TerrainTilePtr tile(int level, int tx, int ty) const;

  const GeoBox& box() const { return m_box; }
  double cellM() const { return m_cellM; }  ///< at the middle
  double cellAt(LatLon p) const;            ///< at a place
  double middleLon() const { return m_midLon; }
  bool isGeographic() const { return m_direct; }
  /// True when p is in the box or within `radius` metres of it.
  bool isNear(LatLon p, double radius) const;

 private:
  struct Member {
    std::shared_ptr<PostSource> source;
    int col0, row0, columns, rows;
  };
  TerrainTilePtr readTile(int tx, int ty) const;
  TerrainTilePtr mergeTiles(int level, int tx, int ty) const;
  void growBox(const OpenedRaster& raster);
  using Transform = std::unique_ptr<OGRCoordinateTransformation>;
  /// A transformation that no other thread uses; given back by giveBack().
  Transform borrow(bool inverse) const;
  void giveBack(bool inverse, Transform transform) const;

  GridGeometry m_geometry;
  double m_inverse[4] = {};  ///< of the 2×2 part of the geometry
  std::shared_ptr<OGRSpatialReference> m_crs;
  bool m_direct = true;  ///< x is the longitude and y the latitude, WGS 84
  int m_wrap = 0;        ///< columns round the earth; 0 when that is no whole number
  std::vector<Member> m_members;
  GeoBox m_box;
  double m_cellM = 0;
  double m_midLon = 0;
  std::uint32_t m_id;
  std::shared_ptr<TileCache> m_cache;
  mutable std::mutex m_transformMutex;
  mutable std::vector<Transform> m_transforms[2];
};

}  // namespace sorami
