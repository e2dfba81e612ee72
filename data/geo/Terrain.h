// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"

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

/// Elevation above mean sea level from any number of rasters, the finest first. Immutable once made; every
/// call is safe from any thread.
class Terrain {
 public:
  /// Opens rasters (GeoTIFF, DTED, HGT, VRT, anything GDAL reads) and folders of them. An unreadable one is
  /// listed in `problems` and left out; the rest stands.
  static std::shared_ptr<const Terrain> open(std::span<const std::string> paths,
                                             std::vector<Error>* problems = nullptr);

  virtual ~Terrain() = default;
  virtual std::span<const TerrainSource> sources() const = 0;
  /// Metres AMSL, bilinear between posts, holes filled from the next coarser source; NaN where nothing is
  /// known.
  virtual float heightAt(LatLon p) const = 0;
  /// Many at once; same rules. Spans have equal sizes.
  virtual void heightsAt(std::span<const LatLon> points, std::span<float> out) const = 0;
  /// Spacing in metres of the finest source at p; 0 where there is none.
  virtual double cellAt(LatLon p) const = 0;
  /// Identity for caches.
  virtual std::uint64_t key() const = 0;
};
using TerrainPtr = std::shared_ptr<const Terrain>;

}  // namespace sorami
