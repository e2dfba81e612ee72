// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"
#include "data/geo/Projection.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sorami {

/// What a user's vector file holds, on WGS 84. Immutable.
struct VectorMap {
  std::string path;
  std::string name;
  std::vector<GeoLine> rings;  ///< of all its areas, outer and inner
  std::vector<GeoLine> lines;
  std::vector<LatLon> points;
  /// One object of the file: which of the rings, lines and points are its own.
  struct Feature {
    std::uint32_t ring = 0, rings = 0;
    std::uint32_t line = 0, lines = 0;
    std::uint32_t point = 0, points = 0;
    LatLon anchor;  ///< where a text about it stands
  };
  std::vector<std::string> fields;
  std::vector<Feature> features;
  /// Of each feature, one text a field; instants as ISO 8601. Empty where there are too many features for
  /// that.
  std::vector<std::vector<std::string>> values;
  std::size_t vertices = 0;
  std::size_t skipped = 0;  ///< geometries that have no place on the earth
  std::uint64_t key = 0;    ///< identity for caches
};

/// Reads all layers of any vector file GDAL reads (shapefile, GeoPackage, GeoJSON, KML …) and brings them to
/// WGS 84; one without a coordinate system is taken as longitude and latitude when its figures allow that.
/// Fails with GDAL's reason, or when the file holds more than `maxVertices`.
Result<std::shared_ptr<const VectorMap>> readVectorMap(const std::string& path,
                                                       std::size_t maxVertices = 20'000'000);

class RasterSource;

/// What a user's raster shows, as pixels on a regular grid of longitude and latitude. Immutable.
struct RasterMap {
  std::string path;
  std::string name;
  int width = 0;
  int height = 0;
  double west = 0;                 ///< deg, left edge of the first column; may exceed ±180
  double north = 0;                ///< deg, upper edge of the first row
  double stepLon = 0;              ///< deg a column
  double stepLat = 0;              ///< deg a row
  std::vector<std::uint8_t> rgba;  ///< four octets a pixel, alpha not multiplied in
  std::uint64_t key = 0;
  double finestStep = 0;                 ///< deg a row of the file itself
  std::shared_ptr<RasterSource> source;  ///< for parts finer than this; null where this is all there is
};

/// A part of a raster's file, deg, with at most `maxSide` pixels a side and about `step` deg a pixel. Any
/// thread; null when it cannot be read or lies outside.
std::shared_ptr<const RasterMap> readRasterPart(const RasterMap& map, double west, double south, double east,
                                                double north, double step, int maxSide = 4096);

/// Reads any georeferenced raster GDAL reads, warped to longitude and latitude with at most `maxSide` pixels
/// a side. Three or four bands are taken as colours, a colour table is applied, a single band is stretched
/// from its 2nd to its 98th percentile to grey. What has more pixels than that (a GeoTIFF of a country,
/// MBTiles, a tile or WMS service) is a first picture; readRasterPart() has the rest. Fails with GDAL's
/// reason.
Result<std::shared_ptr<const RasterMap>> readRasterMap(const std::string& path, int maxSide = 4096);

}  // namespace sorami
