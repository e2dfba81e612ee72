// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/UserMap.h"

#include "data/core/Translate.h"
#include "data/core/UtcTime.h"
#include "data/geo/GdalHandles.h"

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
#include <mutex>
#include <optional>
#include <utility>

namespace sorami {
namespace {

Error failed(const std::string& what, const std::string& path) {
  return gdalError(what, path, "any raster or vector file GDAL reads will do");
}

std::uint64_t nextMapKey() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

constexpr int kServiceSide = 1024;           // px of a service's first picture
constexpr std::size_t kMostTexts = 200'000;  // features whose texts are kept

/// A field's value as text; an instant as `2026-08-12T06:12:30Z`.
std::string textOf(OGRFeatureH feature, int field) {
  if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0) return {};
  const OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
  if (type == OFTDateTime || type == OFTDate) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    if (OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour, &minute, &second, &zone) !=
        0) {
      // GDAL counts zones in quarters of an hour from 100 = UTC; 0 and 1 are unknown and local: taken as UTC.
      const Micros east = zone > 1 ? (zone - 100) * 15 * kMinute : 0;
      return toIso(utcFromCivil(year, month, day, hour, minute, static_cast<int>(second)) - east);
    }
  }
  return OGR_F_GetFieldAsString(feature, field);
}

/// The middle of a line's or ring's points, or the point itself.
LatLon anchorOf(const VectorMap& map, const VectorMap::Feature& f) {
  if (f.points > 0) return map.points[f.point];
  const GeoLine* line = f.rings > 0 ? &map.rings[f.ring] : f.lines > 0 ? &map.lines[f.line] : nullptr;
  if (line == nullptr || line->empty()) return {};
  if (f.rings == 0) return (*line)[line->size() / 2];
  // Of a ring the mean of its corners, counted from the first so that the dateline does not matter.
  double lat = 0;
  double lon = 0;
  for (const LatLon& p : *line) {
    lat += p.lat;
    lon += std::remainder(p.lon - line->front().lon, 360.0);
  }
  const auto n = static_cast<double>(line->size());
  return {lat / n, std::remainder(line->front().lon + lon / n, 360.0)};
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
  const QuietGdal quiet;
  const DatasetPtr dataset = own(GDALOpenEx(
      path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  if (!dataset) return failed("the vector file cannot be opened", path);
  auto map = std::make_shared<VectorMap>();
  map->path = path;
  map->name = std::filesystem::path(path).stem().string();
  map->key = nextMapKey();
  VectorReader reader{*map, maxVertices};
  const SrsPtr target = makeWgs84();
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
    OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
    OGRSpatialReferenceH source = OGR_L_GetSpatialRef(layer);
    OGRCoordinateTransformationH transform = nullptr;
    if (source != nullptr) {
      transform = OCTNewCoordinateTransformation(source, target.get());
      if (transform == nullptr) return failed("the coordinate system is not understood", path);
    }
    // Fields of several layers are brought under one list of names.
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    std::vector<std::size_t> columns;
    for (int k = 0; k < OGR_FD_GetFieldCount(definition); ++k) {
      const std::string name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, k));
      const auto known = std::find(map->fields.begin(), map->fields.end(), name);
      columns.push_back(static_cast<std::size_t>(known - map->fields.begin()));
      if (known == map->fields.end()) map->fields.push_back(name);
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
          VectorMap::Feature f;
          f.ring = static_cast<std::uint32_t>(map->rings.size());
          f.line = static_cast<std::uint32_t>(map->lines.size());
          f.point = static_cast<std::uint32_t>(map->points.size());
          reader.add(geometry, false);
          f.rings = static_cast<std::uint32_t>(map->rings.size()) - f.ring;
          f.lines = static_cast<std::uint32_t>(map->lines.size()) - f.line;
          f.points = static_cast<std::uint32_t>(map->points.size()) - f.point;
          f.anchor = anchorOf(*map, f);
          map->features.push_back(f);
          if (map->features.size() <= kMostTexts) {
            std::vector<std::string>& texts = map->values.emplace_back(map->fields.size());
            for (std::size_t k = 0; k < columns.size(); ++k)
              texts[columns[k]] = textOf(feature, static_cast<int>(k));
          }
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
  if (map->features.size() > kMostTexts) map->values.clear();
  for (std::vector<std::string>& texts : map->values) texts.resize(map->fields.size());
  if (map->rings.empty() && map->lines.empty() && map->points.empty()) {
    return failed("nothing in the file has a place on the earth", path);
  }
  return std::shared_ptr<const VectorMap>(std::move(map));
}

/// A file's name, or of a service its host.
std::string nameFor(const std::string& path) {
  const std::size_t scheme = path.find("://");
  if (scheme == std::string::npos) return std::filesystem::path(path).stem().string();
  const std::size_t end = path.find_first_of("/:?<&", scheme + 3);
  return path.substr(scheme + 3, end == std::string::npos ? end : end - scheme - 3);
}

/// A raster that stays open, warped to longitude and latitude; one reader at a time.
class RasterSource {
 public:
  RasterSource(DatasetPtr source, DatasetPtr warped)
      : m_source(std::move(source)), m_warped(std::move(warped)) {}

  bool open() {
    double t[6] = {};
    if (GDALGetGeoTransform(m_warped.get(), t) != CE_None) return false;
    west = t[0];
    north = t[3];
    stepLon = t[1];
    stepLat = -t[5];
    width = GDALGetRasterXSize(m_warped.get());
    height = GDALGetRasterYSize(m_warped.get());
    return true;
  }
  /// Fills `map` with a window of whole pixels; the first call finds how grey is stretched.
  bool read(int x, int y, int w, int h, RasterMap& map);

  double west = 0, north = 0, stepLon = 0, stepLat = 0;
  int width = 0, height = 0;

 private:
  bool readColours(int x, int y, int w, int h, RasterMap& map);
  bool readGrey(int x, int y, int w, int h, RasterMap& map);
  bool fetch(GDALRasterBandH band, int x, int y, int w, int h, const RasterMap& map, void* to,
             GDALDataType type) {
    return GDALRasterIO(band, GF_Read, x, y, w, h, to, map.width, map.height, type, 0, 0) == CE_None;
  }

  std::mutex m_mutex;
  DatasetPtr m_source;
  DatasetPtr m_warped;  ///< goes first
  std::optional<std::pair<float, float>> m_stretch;
};

bool RasterSource::readColours(int x, int y, int w, int h, RasterMap& map) {
  const std::size_t pixels = map.rgba.size() / 4;
  bool ok = true;
  for (int b = 0; b < std::min(GDALGetRasterCount(m_warped.get()), 4); ++b) {
    const bool isAlpha =
        b == 3 && GDALGetRasterColorInterpretation(GDALGetRasterBand(m_warped.get(), 4)) == GCI_AlphaBand;
    if (b == 3 && !isAlpha) break;
    std::vector<std::uint8_t> values(pixels);
    ok = ok && fetch(GDALGetRasterBand(m_warped.get(), b + 1), x, y, w, h, map, values.data(), GDT_Byte);
    for (std::size_t i = 0; i < pixels; ++i) map.rgba[4 * i + static_cast<std::size_t>(b)] = values[i];
  }
  return ok;
}

bool RasterSource::readGrey(int x, int y, int w, int h, RasterMap& map) {
  const std::size_t pixels = map.rgba.size() / 4;
  GDALRasterBandH first = GDALGetRasterBand(m_warped.get(), 1);
  GDALColorTableH table = GDALGetRasterColorTable(GDALGetRasterBand(m_source.get(), 1));
  std::vector<float> values(pixels);
  if (!fetch(first, x, y, w, h, map, values.data(), GDT_Float32)) return false;
  int hasHole = 0;
  const auto hole = static_cast<float>(GDALGetRasterNoDataValue(first, &hasHole));
  const auto known = [&](float v) { return std::isfinite(v) && (hasHole == 0 || v != hole); };
  if (table == nullptr && !m_stretch) {
    std::vector<float> sorted;
    for (std::size_t i = 0; i < pixels; i += std::max<std::size_t>(1, pixels / 100000)) {
      if (known(values[i])) sorted.push_back(values[i]);
    }
    std::sort(sorted.begin(), sorted.end());
    m_stretch = {0.0F, 255.0F};
    if (!sorted.empty()) {
      const float low = sorted[sorted.size() / 50];
      m_stretch = {low, std::max(sorted[sorted.size() - 1 - sorted.size() / 50], low + 1e-6F)};
    }
  }
  for (std::size_t i = 0; i < pixels; ++i) {
    std::uint8_t* at = &map.rgba[4 * i];
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
      const auto [low, high] = m_stretch.value_or(std::pair(0.0F, 255.0F));
      at[0] = at[1] = at[2] =
          static_cast<std::uint8_t>(std::clamp((values[i] - low) / (high - low) * 255, 0.0F, 255.0F));
    }
  }
  return true;
}

bool RasterSource::read(int x, int y, int w, int h, RasterMap& map) {
  const std::scoped_lock lock(m_mutex);
  map.rgba.assign(static_cast<std::size_t>(map.width) * static_cast<std::size_t>(map.height) * 4, 255);
  map.west = west + x * stepLon;
  map.north = north - y * stepLat;
  map.stepLon = stepLon * w / map.width;
  map.stepLat = stepLat * h / map.height;
  map.finestStep = stepLat;
  GDALRasterBandH first = GDALGetRasterBand(m_warped.get(), 1);
  const bool isColour = GDALGetRasterCount(m_warped.get()) >= 3 && GDALGetRasterDataType(first) == GDT_Byte;
  if (!(isColour ? readColours(x, y, w, h, map) : readGrey(x, y, w, h, map))) return false;
  // What lies outside the source after warping: its mask says so, unless colours carry their own alpha.
  std::vector<std::uint8_t> mask(map.rgba.size() / 4, 255);
  if (fetch(GDALGetMaskBand(first), x, y, w, h, map, mask.data(), GDT_Byte)) {
    for (std::size_t i = 0; i < mask.size(); ++i) {
      if (mask[i] == 0) map.rgba[4 * i + 3] = 0;
    }
  }
  return true;
}

Result<std::shared_ptr<const RasterMap>> readRasterMap(const std::string& path, int maxSide) {
  const QuietGdal quiet;
  DatasetPtr source = own(GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                     nullptr, nullptr, nullptr));
  if (!source) return failed("the raster cannot be opened", path);
  double transform[6] = {};
  if (GDALGetRasterCount(source.get()) < 1) return failed("the raster has no bands", path);
  if (GDALGetGeoTransform(source.get(), transform) != CE_None && GDALGetGCPCount(source.get()) == 0) {
    return Error{tr("the raster does not say where on the earth it lies").toStdString(), path,
                 tr("georeference it first, or add a world file").toStdString()};
  }
  // A service is asked for no more at first than a screen shows.
  const std::string driver = GDALGetDriverShortName(GDALGetDatasetDriver(source.get()));
  if (driver == "WMS" || driver == "WMTS" || driver == "OGCAPI") maxSide = std::min(maxSide, kServiceSide);
  const SrsPtr target = makeWgs84();
  char* wkt = nullptr;
  OSRExportToWkt(target.get(), &wkt);
  const char* own84 = GDALGetProjectionRef(source.get());
  const bool isBare = own84 == nullptr || *own84 == 0;
  DatasetPtr warped =
      own(GDALAutoCreateWarpedVRT(source.get(), isBare ? wkt : nullptr, wkt, GRA_Bilinear, 0.125, nullptr));
  CPLFree(wkt);
  if (!warped) return failed("the raster cannot be brought to longitude and latitude", path);
  auto raster = std::make_shared<RasterSource>(std::move(source), std::move(warped));
  if (!raster->open()) return failed("the raster cannot be brought to longitude and latitude", path);
  const double shrink = std::max(
      {1.0, raster->width / static_cast<double>(maxSide), raster->height / static_cast<double>(maxSide)});
  auto map = std::make_shared<RasterMap>();
  map->path = path;
  map->name = nameFor(path);
  map->key = nextMapKey();
  map->width = std::max(1, static_cast<int>(raster->width / shrink));
  map->height = std::max(1, static_cast<int>(raster->height / shrink));
  if (!raster->read(0, 0, raster->width, raster->height, *map)) {
    return failed("the raster's pixels cannot be read", path);
  }
  if (shrink > 1) map->source = std::move(raster);
  return std::shared_ptr<const RasterMap>(std::move(map));
}

std::shared_ptr<const RasterMap> readRasterPart(const RasterMap& map, double west, double south, double east,
                                                double north, double step, int maxSide) {
  if (!map.source || !(step > 0) || !(east > west) || !(north > south)) return nullptr;
  const QuietGdal quiet;
  RasterSource& s = *map.source;
  // The same meridian may be written a turn away.
  const double turn = 360 * std::round(((s.west + s.stepLon * s.width / 2) - (west + east) / 2) / 360);
  const auto column = [&](double lon) { return (lon + turn - s.west) / s.stepLon; };
  const auto row = [&](double lat) { return (s.north - lat) / s.stepLat; };
  const int x0 = static_cast<int>(std::clamp(std::floor(column(west)), 0.0, static_cast<double>(s.width)));
  const int x1 = static_cast<int>(std::clamp(std::ceil(column(east)), 0.0, static_cast<double>(s.width)));
  const int y0 = static_cast<int>(std::clamp(std::floor(row(north)), 0.0, static_cast<double>(s.height)));
  const int y1 = static_cast<int>(std::clamp(std::ceil(row(south)), 0.0, static_cast<double>(s.height)));
  if (x1 - x0 < 2 || y1 - y0 < 2) return nullptr;
  auto part = std::make_shared<RasterMap>();
  part->path = map.path;
  part->name = map.name;
  part->key = map.key;
  const double shrink = std::max({1.0, step / s.stepLat, static_cast<double>(x1 - x0) / maxSide,
                                  static_cast<double>(y1 - y0) / maxSide});
  part->width = std::max(1, static_cast<int>((x1 - x0) / shrink));
  part->height = std::max(1, static_cast<int>((y1 - y0) / shrink));
  return s.read(x0, y0, x1 - x0, y1 - y0, *part) ? part : nullptr;
}

}  // namespace sorami
