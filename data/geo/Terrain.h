// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"
#include "data/geo/TerrainPatch.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// What one elevation raster is, for lists and for the "terrain 3″" note on screen.
struct TerrainSource {
  std::string path;
  std::string name;
  GeoBox box;
  double cellM = 0;  ///< post spacing in metres at its middle
  std::string attribution;
};

/// How rasters are read.
struct TerrainOptions {
  /// Posts without data, and places no raster covers, are the sea at 0 m. For collections that leave the sea
  /// out, as SRTM does. Off: such places are unknown.
  bool nodataIsSea = false;
  /// Memory for decoded posts; a second share of the same size holds the coarser levels.
  std::size_t cacheBytes = std::size_t{256} << 20;
};

/// A grid of heights that is already in memory, such as the map pack's relief. Geographic, WGS 84.
struct TerrainGrid {
  std::string name;
  std::string attribution;
  double firstLon = 0;  ///< deg, of the first post
  double firstLat = 0;
  double stepLon = 0;  ///< deg from one column to the next; negative runs westward
  double stepLat = 0;  ///< deg from one row to the next; negative runs southward
  int columns = 0;
  int rows = 0;
  /// Row by row, metres AMSL; -32768 and -32767 are voids.
  std::shared_ptr<const std::vector<std::int16_t>> posts;
  /// Heights below zero are sea bed, so the surface there is 0 m.
  bool hasSeaBed = true;
};

/// Elevation above mean sea level from any number of rasters, the finest first. Immutable once made; every
/// call is safe from any thread. Posts are kept to a third of a metre, between -10 922 and 10 922 m.
///
/// Rasters on one grid (same coordinate system and spacing, posts in line) are one mosaic, so that there is
/// no seam between tiles. A raster that holds sea bed (heights below -500 m) counts as 0 m there.
class Terrain {
 public:
  /// Opens rasters (GeoTIFF, DTED, HGT, VRT, anything GDAL reads, in any coordinate system) and folders of
  /// them. An unreadable one is listed in `problems` and left out; the rest stands.
  static std::shared_ptr<const Terrain> open(std::span<const std::string> paths,
                                             std::vector<Error>* problems = nullptr);
  static std::shared_ptr<const Terrain> open(std::span<const std::string> paths,
                                             const TerrainOptions& options,
                                             std::vector<Error>* problems = nullptr);
  /// `base` (may be null) with one more source; order follows the spacing as always. A grid whose size and
  /// posts disagree is left out: the result is then `base`.
  static std::shared_ptr<const Terrain> withGrid(const std::shared_ptr<const Terrain>& base,
                                                 TerrainGrid grid);

  virtual ~Terrain() = default;
  virtual std::span<const TerrainSource> sources() const = 0;
  /// Metres AMSL, bilinear between posts, holes filled from the next coarser source; NaN where nothing is
  /// known.
  virtual float heightAt(LatLon p) const = 0;
  /// Many at once; same rules. Spans have equal sizes.
  virtual void heightsAt(std::span<const LatLon> points, std::span<float> out) const = 0;
  /// Spacing in metres of the finest source at p; 0 where there is none.
  virtual double cellAt(LatLon p) const = 0;
  /// Spacing in metres of the finest source that reaches into the disc; 0 where none does.
  virtual double finestCell(LatLon centre, double radius) const = 0;
  /// Posts that cover a disc, made from the tiles in memory or read now. Null when no source reaches into the
  /// disc or `stop` was requested.
  virtual TerrainPatchPtr patch(const PatchRequest& request, std::stop_token stop = {}) const = 0;
  /// Identity for caches.
  virtual std::uint64_t key() const = 0;
};
using TerrainPtr = std::shared_ptr<const Terrain>;

}  // namespace sorami
