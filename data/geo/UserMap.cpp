// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/UserMap.h"

#include "data/core/Translate.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <gdalwarper.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>

namespace sorami {
namespace {

/// Keeps GDAL's messages off stderr while it lives; the last one is the reason we give.
struct Quiet {
  Quiet() {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~Quiet() { CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

using DatasetPtr = std::unique_ptr<void, void (*)(void*)>;
DatasetPtr own(GDALDatasetH dataset) {
  return {dataset, [](void* d) { GDALClose(d); }};
}

Error failed(const std::string& what, const std::string& path) {
  const char* reason = CPLGetLastErrorMsg();
  return {what + (reason != nullptr && *reason != 0 ? std::string(": ") + reason : std::string()), path,
          "any raster or vector file GDAL reads will do"};
}

std::uint64_t nextKey() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

using SrsPtr = std::unique_ptr<void, void (*)(void*)>;
SrsPtr wgs84() {
  OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
  OSRImportFromEPSG(srs, 4326);
  OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
  return {srs, [](void* s) { OSRDestroySpatialReference(s); }};
}

struct VectorReader {
  VectorMap& map;
  std::size_t maxVertices;
  bool isTooLarge = false;

  void add(OGRGeometryH geometry, bool isRing) {
    if (geometry == nullptr || isTooLarge) return;
    const OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPoint || type == wkbLineString || type == wkbLinearRing) {
      GeoLine line;
      for (int i = 0; i < OGR_G_GetPointCount(geometry); ++i) {
        const LatLon p{OGR_G_GetY(geometry, i), OGR_G_GetX(geometry, i)};
        if (!std::isfinite(p.lat) || !std::isfinite(p.lon) || std::abs(p.lat) > 90 || std::abs(p.lon) > 720)
          continue;
        line.push_back(p);
      }
      map.vertices += line.size();
      isTooLarge = map.vertices > maxVertices;
      if (line.empty() || (type != wkbPoint && line.size() < 2)) {
        ++map.skipped;
      } else if (type == wkbPoint) {
        map.points.push_back(line.front());
      } else {
        (isRing || type == wkbLinearRing ? map.rings : map.lines).push_back(std::move(line));
      }
      return;
    }
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
      add(OGR_G_GetGeometryRef(geometry, i), type == wkbPolygon);
    }
  }
};

}  // namespace

Result<std::shared_ptr<const VectorMap>> readVectorMap(const std::string& path, std::size_t maxVertices) {
  const Quiet quiet;
  const DatasetPtr dataset = own(GDALOpenEx(
      path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  if (!dataset) return failed("the vector file cannot be opened", path);
  auto map = std::make_shared<VectorMap>();
  map->path = path;
  map->name = std::filesystem::path(path).stem().string();
  map->key = nextKey();
  VectorReader reader{*map, maxVertices};
  const SrsPtr target = wgs84();
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
    OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
    OGRSpatialReferenceH source = OGR_L_GetSpatialRef(layer);
    OGRCoordinateTransformationH transform = nullptr;
    if (source != nullptr) {
      transform = OCTNewCoordinateTransformation(source, target.get());
      if (transform == nullptr) return failed("the coordinate system is not understood", path);
    }
    OGR_L_ResetReading(layer);
    while (OGRFeatureH feature = OGR_L_GetNextFeature(layer)) {
      if (OGRGeometryH raw = OGR_F_GetGeometryRef(feature); raw != nullptr) {
        // Arcs become short lines; others come back as they are.
        OGRGeometryH geometry = OGR_G_GetLinearGeometry(raw, 0, nullptr);
        if (geometry == nullptr ||
            (transform != nullptr && OGR_G_Transform(geometry, transform) != OGRERR_NONE)) {
          ++map->skipped;
        } else {
          reader.add(geometry, false);
        }
        OGR_G_DestroyGeometry(geometry);
      }
      OGR_F_Destroy(feature);
      if (reader.isTooLarge) break;
    }
    OCTDestroyCoordinateTransformation(transform);
    if (reader.isTooLarge) {
      return Error{tr("the file holds more than %1 vertices").arg(maxVertices).toStdString(), path,
                   tr("simplify it or cut out the part that matters").toStdString()};
    }
  }
  if (map->rings.empty() && map->lines.empty() && map->points.empty()) {
    return failed("nothing in the file has a place on the earth", path);
  }
  return std::shared_ptr<const VectorMap>(std::move(map));
}

Result<std::shared_ptr<const RasterMap>> readRasterMap(const std::string& path, int maxSide) {
  const Quiet quiet;
  const DatasetPtr source = own(GDALOpenEx(
      path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  if (!source) return failed("the raster cannot be opened", path);
  double transform[6] = {};
  if (GDALGetRasterCount(source.get()) < 1) return failed("the raster has no bands", path);
  if (GDALGetGeoTransform(source.get(), transform) != CE_None && GDALGetGCPCount(source.get()) == 0) {
    return Error{tr("the raster does not say where on the earth it lies").toStdString(), path,
                 tr("georeference it first, or add a world file").toStdString()};
  }
  const SrsPtr target = wgs84();
  char* wkt = nullptr;
  OSRExportToWkt(target.get(), &wkt);
  const char* own84 = GDALGetProjectionRef(source.get());
  const bool isBare = own84 == nullptr || *own84 == 0;
  const DatasetPtr warped =
      own(GDALAutoCreateWarpedVRT(source.get(), isBare ? wkt : nullptr, wkt, GRA_Bilinear, 0.125, nullptr));
  CPLFree(wkt);
  if (!warped || GDALGetGeoTransform(warped.get(), transform) != CE_None) {
    return failed("the raster cannot be brought to longitude and latitude", path);
  }
  const int fullWidth = GDALGetRasterXSize(warped.get());
  const int fullHeight = GDALGetRasterYSize(warped.get());
  const double shrink =
      std::max({1.0, fullWidth / static_cast<double>(maxSide), fullHeight / static_cast<double>(maxSide)});
  auto map = std::make_shared<RasterMap>();
  map->path = path;
  map->name = std::filesystem::path(path).stem().string();
  map->key = nextKey();
  map->width = std::max(1, static_cast<int>(fullWidth / shrink));
  map->height = std::max(1, static_cast<int>(fullHeight / shrink));
  map->west = transform[0];
  map->north = transform[3];
  map->stepLon = transform[1] * fullWidth / map->width;
  map->stepLat = -transform[5] * fullHeight / map->height;
  const std::size_t pixels = static_cast<std::size_t>(map->width) * static_cast<std::size_t>(map->height);
  map->rgba.assign(pixels * 4, 255);

  const int bands = GDALGetRasterCount(warped.get());
  GDALRasterBandH first = GDALGetRasterBand(warped.get(), 1);
  GDALColorTableH table = GDALGetRasterColorTable(GDALGetRasterBand(source.get(), 1));
  const bool isColour = bands >= 3 && GDALGetRasterDataType(first) == GDT_Byte;
  const auto read = [&](GDALRasterBandH band, void* to, GDALDataType type, int space) {
    return GDALRasterIO(band, GF_Read, 0, 0, fullWidth, fullHeight, to, map->width, map->height, type, space,
                        0) == CE_None;
  };
  bool ok = true;
  if (isColour) {
    for (int b = 0; b < std::min(bands, 4); ++b) {
      const bool isAlpha =
          b == 3 && GDALGetRasterColorInterpretation(GDALGetRasterBand(warped.get(), 4)) == GCI_AlphaBand;
      if (b == 3 && !isAlpha) break;
      std::vector<std::uint8_t> values(pixels);
      ok = ok && read(GDALGetRasterBand(warped.get(), b + 1), values.data(), GDT_Byte, 0);
      for (std::size_t i = 0; i < pixels; ++i) map->rgba[4 * i + static_cast<std::size_t>(b)] = values[i];
    }
  } else {
    std::vector<float> values(pixels);
    ok = read(first, values.data(), GDT_Float32, 0);
    int hasHole = 0;
    const auto hole = static_cast<float>(GDALGetRasterNoDataValue(first, &hasHole));
    const auto known = [&](float v) { return std::isfinite(v) && (hasHole == 0 || v != hole); };
    float low = 0;
    float high = 255;
    if (table == nullptr) {
      std::vector<float> sorted;
      for (std::size_t i = 0; i < pixels; i += std::max<std::size_t>(1, pixels / 100000)) {
        if (known(values[i])) sorted.push_back(values[i]);
      }
      std::sort(sorted.begin(), sorted.end());
      if (!sorted.empty()) {
        low = sorted[sorted.size() / 50];
        high = std::max(sorted[sorted.size() - 1 - sorted.size() / 50], low + 1e-6F);
      }
    }
    for (std::size_t i = 0; i < pixels; ++i) {
      std::uint8_t* at = &map->rgba[4 * i];
      if (!known(values[i])) {
        at[3] = 0;
        continue;
      }
      const GDALColorEntry* entry =
          table != nullptr ? GDALGetColorEntry(table, static_cast<int>(values[i])) : nullptr;
      if (entry != nullptr) {
        at[0] = static_cast<std::uint8_t>(entry->c1);
        at[1] = static_cast<std::uint8_t>(entry->c2);
        at[2] = static_cast<std::uint8_t>(entry->c3);
        at[3] = static_cast<std::uint8_t>(entry->c4);
      } else {
        at[0] = at[1] = at[2] =
            static_cast<std::uint8_t>(std::clamp((values[i] - low) / (high - low) * 255, 0.0F, 255.0F));
      }
    }
  }
  // What lies outside the source after warping: its mask says so, unless colours carry their own alpha.
  std::vector<std::uint8_t> mask(pixels, 255);
  if (ok && GDALRasterIO(GDALGetMaskBand(first), GF_Read, 0, 0, fullWidth, fullHeight, mask.data(),
                         map->width, map->height, GDT_Byte, 0, 0) == CE_None) {
    for (std::size_t i = 0; i < pixels; ++i) {
      if (mask[i] == 0) map->rgba[4 * i + 3] = 0;
    }
  }
  if (!ok) return failed("the raster's pixels cannot be read", path);
  return std::shared_ptr<const RasterMap>(std::move(map));
}

}  // namespace sorami
