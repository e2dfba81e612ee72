// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/CoverageField.h"
#include "data/coverage/CoverageSectors.h"
#include "data/geo/Terrain.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// Value of pixels out of range, out of the sector or of unknown terrain, in every band.
constexpr float kRasterNodata = -9999.0F;

/// What a raster of a field is to be.
struct CoverageRasterRequest {
  std::string path;
  /// Raster whose grid (coordinate system, size, position) the output has; empty: the grid of the terrain.
  /// With one terrain raster that is its whole grid; with several, the part of the finest one's grid that
  /// covers the disc, carried on beyond its edge where it must be.
  std::string like;
  std::vector<double> altitudes;  ///< m AMSL; one mask band each
  /// Smaller files (ZSTD), at several times the time. Off: as large as the pixels, empty tiles left out.
  bool compress = false;
};

/// What was written, and of what.
struct CoverageRasterReport {
  int columns = 0;
  int rows = 0;
  /// Area of the pixels that see a target at each altitude, m².
  std::vector<double> visibleArea;
  double knownArea = 0;  ///< area of the pixels within range and sector whose floor is known, m²
  double range = 0;      ///< m; with detection less than asked where nothing is found farther out
  double groundHeight = 0;
  double antennaMsl = 0;
  double terrainCell = 0;
  double unknownShare = 0;
  bool groundKnown = true;
  bool smoothEarth = false;
};

/// Writes a tiled int16 GeoTIFF. Band 1, "floor": the lowest visible altitude, whole metres AMSL, never lower
/// than the truth; kFloorCeiling where it is that or more. Then one band for each altitude, "visible at N m
/// AMSL": 1 seen, 0 hidden (masked by terrain, or below ground). Values are those at the middle of the
/// pixels. Metadata names site, antenna, k, ceiling and terrain spacing. An unfinished file is removed.
///
/// The fields come from `fieldOf`: a large one sector by sector, each of them forgotten once its pixels are
/// written.
Result<CoverageRasterReport> writeCoverageRaster(const FloorRequest& floor, const FieldOfSector& fieldOf,
                                                 const Terrain* terrain, const CoverageRasterRequest& request,
                                                 std::stop_token stop = {},
                                                 const std::function<void(double)>& progress = {});

}  // namespace sorami
