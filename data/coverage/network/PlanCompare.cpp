// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/PlanCompare.h"

#include "data/core/JsonWriter.h"
#include "data/core/Translate.h"

#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <cstdio>
#include <memory>

namespace sorami {
namespace {

/// 0 neither, 1 both, 2 gained, 3 lost.
std::vector<std::uint8_t> changes(const NetworkFloors& a, const SensorSet& countsA, const NetworkFloors& b,
                                  const SensorSet& countsB, const AltitudeLevel& level) {
  const std::vector<std::uint8_t> inA = sensorCounts(a, countsA, level);
  const std::vector<std::uint8_t> inB = sensorCounts(b, countsB, level);
  std::vector<std::uint8_t> out(inA.size());
  for (std::size_t cell = 0; cell < out.size(); ++cell) {
    out[cell] = inA[cell] > 0 ? (inB[cell] > 0 ? 1 : 3) : (inB[cell] > 0 ? 2 : 0);
  }
  return out;
}

void writeRings(JsonWriter& json, const std::vector<CellRegion>& regions) {
  json.beginArray();
  for (const CellRegion& region : regions) {
    json.beginArray();
    for (const std::vector<LatLon>& ring : region.rings) {
      json.beginArray();
      for (std::size_t i = 0; i <= ring.size(); ++i) {
        const LatLon& p = ring[i % ring.size()];
        // Rings do not jump at the dateline: they count on beyond it.
        const double lon = ring[0].lon + wrapLongitude(p.lon - ring[0].lon);
        json.beginArray().number(lon, 7).number(p.lat, 7).endArray();
      }
      json.endArray();
    }
    json.endArray();
  }
  json.endArray();
}

}  // namespace

std::vector<PlanDifference> comparePlans(const NetworkFloors& a, const SensorSet& countsA,
                                         const NetworkFloors& b, const SensorSet& countsB,
                                         std::span<const AltitudeLevel> levels, std::stop_token stop) {
  std::vector<PlanDifference> out;
  const NetworkGrid& grid = a.grid();
  for (const AltitudeLevel& level : levels) {
    if (stop.stop_requested()) break;
    const std::vector<std::uint8_t> change = changes(a, countsA, b, countsB, level);
    PlanDifference d;
    d.level = level;
    d.total = grid.totalArea();
    std::vector<std::uint8_t> gained(grid.size(), 0), lost(grid.size(), 0);
    for (std::size_t cell = 0; cell < grid.size(); ++cell) {
      const double area = grid.area(cell);
      if (!(area > 0)) continue;
      if (change[cell] == 1 || change[cell] == 3) d.coveredA += area;
      if (change[cell] == 1 || change[cell] == 2) d.coveredB += area;
      if (change[cell] == 2) d.gained += area;
      if (change[cell] == 3) d.lost += area;
      gained[cell] = change[cell] == 2 ? 1 : 0;
      lost[cell] = change[cell] == 3 ? 1 : 0;
    }
    d.gainedRegions = cellRegions(grid, gained, {}, 2);
    d.lostRegions = cellRegions(grid, lost, {}, 2);
    out.push_back(std::move(d));
  }
  return out;
}

std::string differenceToGeoJson(const std::vector<PlanDifference>& differences) {
  JsonWriter json;
  json.beginObject().key("type").value("FeatureCollection").key("features").beginArray();
  for (const PlanDifference& d : differences) {
    for (const bool gained : {true, false}) {
      const std::vector<CellRegion>& regions = gained ? d.gainedRegions : d.lostRegions;
      if (regions.empty()) continue;
      json.beginObject().key("type").value("Feature").key("properties").beginObject();
      json.key("change").value(gained ? "gained" : "lost");
      json.key(d.level.aboveGround ? "heightAboveGround" : "altitudeAmsl").number(d.level.metres, 2);
      json.key("areaKm2").number((gained ? d.gained : d.lost) / 1e6, 3).endObject();
      json.key("geometry").beginObject().key("type").value("MultiPolygon").key("coordinates");
      writeRings(json, regions);
      json.endObject().endObject();
    }
  }
  json.endArray().endObject();
  return json.text();
}

Status writeDifferenceTiff(const std::string& path, const NetworkFloors& a, const SensorSet& countsA,
                           const NetworkFloors& b, const SensorSet& countsB,
                           std::span<const AltitudeLevel> levels) {
  GDALAllRegister();
  const NetworkGrid& grid = a.grid();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  if (driver == nullptr) return Error{tr("this GDAL writes no GeoTIFF").toStdString(), path, ""};
  const char* options[] = {"COMPRESS=DEFLATE", "TILED=YES", nullptr};
  CPLErrorReset();
  std::unique_ptr<GDALDataset> out(driver->Create(path.c_str(), grid.columns(), grid.rows(),
                                                  static_cast<int>(levels.size()), GDT_Byte,
                                                  const_cast<char**>(options)));
  if (!out) return Error{tr("the file cannot be written").toStdString(), path, CPLGetLastErrorMsg()};
  double transform[6] = {grid.west(), grid.stepLon(), 0, grid.north(), 0, -grid.stepLat()};
  out->SetGeoTransform(transform);
  OGRSpatialReference wgs84;
  wgs84.importFromEPSG(4326);
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  out->SetSpatialRef(&wgs84);
  out->SetMetadataItem("VALUES", "0 neither, 1 both, 2 gained, 3 lost, 255 outside");
  for (std::size_t i = 0; i < levels.size(); ++i) {
    std::vector<std::uint8_t> change = changes(a, countsA, b, countsB, levels[i]);
    for (std::size_t cell = 0; cell < change.size(); ++cell) {
      if (!grid.isInside(cell)) change[cell] = 255;
    }
    GDALRasterBand* band = out->GetRasterBand(static_cast<int>(i) + 1);
    char name[64];
    std::snprintf(name, sizeof name, "change at %.0f m %s", levels[i].metres,
                  levels[i].aboveGround ? "above ground" : "AMSL");
    band->SetDescription(name);
    band->SetNoDataValue(255);
    if (band->RasterIO(GF_Write, 0, 0, grid.columns(), grid.rows(), change.data(), grid.columns(),
                       grid.rows(), GDT_Byte, 0, 0) != CE_None) {
      return Error{tr("the file cannot be written").toStdString(), path, CPLGetLastErrorMsg()};
    }
  }
  return {};
}

}  // namespace sorami
