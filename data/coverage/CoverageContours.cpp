// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageContours.h"

#include "data/core/Units.h"
#include "data/coverage/RasterGrid.h"
#include "data/geo/Geodesic.h"

#include <gdal_alg.h>
#include <ogr_geometry.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <thread>

namespace sorami {
namespace {

constexpr int kBlock = 128;
constexpr int kSmall = 16;
constexpr double kMostCells = 100e6;
constexpr int kAcross = 2000;
/// Stands for "missed at any altitude" where a contour has to run between numbers, m.
constexpr float kFar = 50'000;
constexpr double kMetresADegree = 111'195;

const char* driverOf(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  constexpr std::array<std::pair<const char*, const char*>, 5> kDrivers = {{{".gpkg", "GPKG"},
                                                                            {".kml", "KML"},
                                                                            {".geojson", "GeoJSON"},
                                                                            {".json", "GeoJSON"},
                                                                            {".shp", "ESRI Shapefile"}}};
  for (const auto& [known, driver] : kDrivers) {
    if (ending == known) return driver;
  }
  return nullptr;
}

Error stopped() {
  return {"cancelled", "", ""};
}

}  // namespace

void rasterField(const CoverageField& field, const RasterGrid& grid, float* floors, float* ceilings) {
  const LatLon site = field.request().site;
  const double range = field.request().range;
  const int down = (grid.rows + kBlock - 1) / kBlock;
  const int across = (grid.columns + kBlock - 1) / kBlock;
  std::atomic<int> next = 0;
  const auto work = [&] {
    const QuietGdal quiet;
    ToGeographic toGeographic(grid);
    std::vector<float> east(kBlock), north(kBlock);
    const auto row = [&](int col, int r, int count) {
      const std::size_t at = static_cast<std::size_t>(r) * static_cast<std::size_t>(grid.columns) +
                             static_cast<std::size_t>(col);
      const auto n = static_cast<std::size_t>(count);
      if (ceilings != nullptr) {
        field.bandsAtLocal({east.data(), n}, {north.data(), n}, {floors + at, n}, {ceilings + at, n});
      } else {
        field.floorsAtLocal({east.data(), n}, {north.data(), n}, {floors + at, n});
      }
    };
    const auto block = [&](int col0, int row0, int size) {
      const int width = std::min(size, grid.columns - col0);
      const int height = std::min(size, grid.rows - row0);
      if (width <= 0 || height <= 0) return true;
      BlockPlane plane;
      if (!plane.fit(site, toGeographic, col0, row0, size)) return false;
      const Local middle = plane.of(0, 0);
      if (std::hypot(middle.east, middle.north) - plane.reach() > range) return true;  // left as it was
      for (int r = row0; r < row0 + height; ++r) {
        plane.row(col0, r, width, east.data(), north.data());
        row(col0, r, width);
      }
      return true;
    };
    for (int tile = next++; tile < across * down; tile = next++) {
      const int col0 = tile % across * kBlock;
      const int row0 = tile / across * kBlock;
      if (block(col0, row0, kBlock)) continue;
      for (int j = 0; j < kBlock; j += kSmall) {
        for (int i = 0; i < kBlock; i += kSmall) {
          if (block(col0 + i, row0 + j, kSmall)) continue;
          const int right = std::min(col0 + i + kSmall, grid.columns);
          for (int r = row0 + j; r < std::min(row0 + j + kSmall, grid.rows); ++r) {
            for (int c = col0 + i; c < right; ++c) {
              const Local p = toLocal(site, toGeographic(c, r));
              east[static_cast<std::size_t>(c - col0 - i)] = static_cast<float>(p.east);
              north[static_cast<std::size_t>(c - col0 - i)] = static_cast<float>(p.north);
            }
            row(col0 + i, r, right - col0 - i);
          }
        }
      }
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i) helpers.emplace_back(work);
  work();
}

Result<CoverageContours> CoverageContours::make(const std::vector<NamedField>& fields,
                                                const std::vector<double>& altitudes, double cellM,
                                                std::stop_token stop) {
  if (fields.empty()) return Error{"no sensor has coverage", "", "switch one on"};
  if (altitudes.empty()) return Error{"no altitude is given", "", "give --altitude in metres AMSL"};
  GDALAllRegister();
  CoverageContours out;
  out.m_altitudes = altitudes;
  // A box of longitudes about the first site, so that the dateline does not cut it.
  const double about = fields.front().field->request().site.lon;
  double west = 1e9, east = -1e9, south = 90, north = -90;
  for (const NamedField& f : fields) {
    const FloorRequest& r = f.field->request();
    const double lat = r.range / kMetresADegree;
    const double most = std::min(89.9, std::abs(r.site.lat) + lat);
    const double lon = std::min(180.0, lat / std::cos(degToRad(most)));
    const double at = about + wrapLongitude(r.site.lon - about);
    west = std::min(west, at - lon);
    east = std::max(east, at + lon);
    south = std::max(-90.0, std::min(south, r.site.lat - lat));
    north = std::min(90.0, std::max(north, r.site.lat + lat));
  }
  east = std::min(east, west + 360);
  const double cosine = std::max(0.05, std::cos(degToRad((south + north) / 2)));
  const double widest = std::max((east - west) * cosine, north - south) * kMetresADegree;
  out.m_cell = cellM > 0 ? cellM : widest / kAcross;
  const double stepLat = out.m_cell / kMetresADegree;
  const double stepLon = stepLat / cosine;
  // A cell to spare all round, so that no outline touches the edge.
  west -= stepLon;
  north = north + stepLat;
  const double columns = std::ceil((east - west) / stepLon) + 1;
  const double rows = std::ceil((north - south) / stepLat) + 1;
  if (columns * rows * static_cast<double>(altitudes.size() + 3) > kMostCells * 4)
    return Error{"the grid has too many cells", "", "give larger ones with --cell-m"};
  const auto made = std::make_shared<RasterGrid>();
  RasterGrid& grid = *made;
  out.m_grid = made;
  setWgs84(grid.crs);
  grid.columns = static_cast<int>(columns);
  grid.rows = static_cast<int>(rows);
  grid.transform = {west, stepLon, 0, north, 0, -stepLat};
  const std::size_t cells = static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows);

  std::vector<double> cellArea(static_cast<std::size_t>(grid.rows));
  for (int r = 0; r < grid.rows; ++r) {
    const double lat = north - (r + 0.5) * stepLat;
    const LatLon p{std::clamp(lat, -89.999, 89.999), about};
    const double width = geodesic(p, {p.lat, about + stepLon}).distance;
    const double upper = std::min(90.0, lat + stepLat / 2);
    const double lower = std::max(-90.0, lat - stepLat / 2);
    cellArea[static_cast<std::size_t>(r)] =
        upper > lower ? width * geodesic({lower, about}, {upper, about}).distance : 0;
  }

  constexpr float kNever = std::numeric_limits<float>::infinity();
  out.m_floor.assign(cells, kNever);
  out.m_beyond.assign(altitudes.size(), std::vector<float>(cells, kFar));
  std::vector<std::vector<std::uint16_t>> count(altitudes.size(), std::vector<std::uint16_t>(cells, 0));
  std::vector<float> floors(cells);
  std::vector<float> ceilings(cells);
  const auto columnsCount = static_cast<std::size_t>(grid.columns);
  for (const NamedField& f : fields) {
    if (stop.stop_requested()) return stopped();
    std::fill(floors.begin(), floors.end(), kNever);
    std::fill(ceilings.begin(), ceilings.end(), kNever);
    rasterField(*f.field, grid, floors.data(), f.field->hasCeiling() ? ceilings.data() : nullptr);
    for (std::size_t i = 0; i < cells; ++i) {
      // Unknown ground says nothing; another sensor may know.
      if (floors[i] < out.m_floor[i]) out.m_floor[i] = floors[i];
    }
    for (std::size_t a = 0; a < altitudes.size(); ++a) {
      const auto altitude = static_cast<float>(altitudes[a]);
      double area = 0;
      for (std::size_t i = 0; i < cells; ++i) {
        if (!(floors[i] < kNever)) continue;
        const float beyond = std::clamp(std::max(floors[i] - altitude, altitude - ceilings[i]), -kFar, kFar);
        out.m_beyond[a][i] = std::min(out.m_beyond[a][i], beyond);
        if (beyond <= 0) {
          area += cellArea[i / columnsCount];
          ++count[a][i];
        }
      }
      out.m_shares.push_back({f.name, altitudes[a], 1, area});
    }
  }
  const int most = static_cast<int>(std::min<std::size_t>(fields.size(), 3));
  for (std::size_t a = 0; a < altitudes.size(); ++a) {
    for (int least = 1; least <= most; ++least) {
      double area = 0;
      for (std::size_t i = 0; i < cells; ++i) {
        if (count[a][i] >= least) area += cellArea[i / columnsCount];
      }
      out.m_shares.push_back({{}, altitudes[a], least, area});
    }
  }
  return out;
}

Status CoverageContours::writeVector(const std::string& path) const {
  const char* name = driverOf(path);
  if (name == nullptr)
    return Error{"the file's name does not say which format is meant", path,
                 "end it in .gpkg, .kml, .geojson or .shp"};
  const QuietGdal quiet;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(name);
  GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
  GDALDriver* features = GetGDALDriverManager()->GetDriverByName("Memory");
  if (driver == nullptr || memory == nullptr || features == nullptr)
    return Error{std::string("GDAL has no driver for ") + name, path, "install libgdal"};
  // A name GDAL recognises, in the same folder, until the whole is there.
  const std::filesystem::path target(path);
  const std::string part =
      (target.parent_path() / ("." + target.stem().string() + ".part" + target.extension().string()))
          .string();
  std::error_code ec;
  std::filesystem::remove(part, ec);
  Dataset out(driver->Create(part.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!out)
    return Error{std::string("cannot be made: ") + CPLGetLastErrorMsg(), path,
                 "choose a place that can be written"};
  OGRSpatialReference crs;
  setWgs84(crs);
  OGRLayer* layer = out->CreateLayer("coverage", &crs, wkbMultiPolygon, nullptr);
  if (layer == nullptr) return Error{CPLGetLastErrorMsg(), path, ""};
  OGRFieldDefn altitudeField("altitude_m", OFTReal);
  OGRFieldDefn areaField("area_km2", OFTReal);
  OGRFieldDefn nameField("Name", OFTString);
  for (OGRFieldDefn* field : {&nameField, &altitudeField, &areaField}) layer->CreateField(field);

  bool ok = true;
  for (std::size_t a = 0; a < m_altitudes.size() && ok; ++a) {
    Dataset raster(memory->Create("", m_grid->columns, m_grid->rows, 1, GDT_Float32, nullptr));
    Dataset lines(features->Create("", 0, 0, 0, GDT_Unknown, nullptr));
    if (!raster || !lines) return Error{"there is not enough memory for the outlines", path, ""};
    auto transform = m_grid->transform;
    raster->SetGeoTransform(transform.data());
    auto* data = const_cast<float*>(m_beyond[a].data());
    if (raster->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, m_grid->columns, m_grid->rows, data,
                                           m_grid->columns, m_grid->rows, GDT_Float32, 0, 0) != CE_None)
      return Error{CPLGetLastErrorMsg(), path, ""};
    OGRLayer* polygons = lines->CreateLayer("p", &crs, wkbMultiPolygon, nullptr);
    OGRFieldDefn low("low", OFTReal);
    OGRFieldDefn high("high", OFTReal);
    polygons->CreateField(&low);
    polygons->CreateField(&high);
    char** options = nullptr;
    for (const char* option : {"POLYGONIZE=YES", "FIXED_LEVELS=0", "ELEV_FIELD_MIN=0", "ELEV_FIELD_MAX=1"})
      options = CSLAddString(options, option);
    const CPLErr made = GDALContourGenerateEx(GDALRasterBand::ToHandle(raster->GetRasterBand(1)),
                                              OGRLayer::ToHandle(polygons), options, nullptr, nullptr);
    CSLDestroy(options);
    if (made != CE_None) return Error{CPLGetLastErrorMsg(), path, ""};
    for (const auto& feature : *polygons) {
      if (feature->GetFieldAsDouble(1) > 0.5) continue;  // what is missed
      const OGRGeometry* geometry = feature->GetGeometryRef();
      if (geometry == nullptr || geometry->IsEmpty()) continue;
      char** wrap = CSLAddString(nullptr, "WRAPDATELINE=YES");
      std::unique_ptr<OGRGeometry> wrapped(OGRGeometryFactory::transformWithOptions(geometry, nullptr, wrap));
      CSLDestroy(wrap);
      std::unique_ptr<OGRFeature> put(OGRFeature::CreateFeature(layer->GetLayerDefn()));
      char text[64];
      std::snprintf(text, sizeof text, "seen at %.0f m AMSL", m_altitudes[a]);
      put->SetField("Name", text);
      put->SetField("altitude_m", m_altitudes[a]);
      for (const Share& share : m_shares) {
        if (share.name.empty() && share.least == 1 && share.altitude == m_altitudes[a])
          put->SetField("area_km2", share.area / 1e6);
      }
      put->SetGeometry(wrapped ? wrapped.get() : geometry);
      ok = ok && layer->CreateFeature(put.get()) == OGRERR_NONE;
    }
  }
  CPLErrorReset();
  out.reset();
  ok = ok && CPLGetLastErrorType() < CE_Failure;
  if (!ok) {
    const std::string said = CPLGetLastErrorMsg();
    std::filesystem::remove(part, ec);
    return Error{"the outlines cannot be written: " + said, path, "is the disk full?"};
  }
  std::filesystem::rename(part, path, ec);
  if (ec) return Error{"cannot be put in place: " + ec.message(), path, ""};
  return {};
}

Status CoverageContours::writeCsv(const std::string& path) const {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << "sensor,altitude_m,seen_by_at_least,area_km2\n";
  for (const Share& s : m_shares) {
    std::string name = s.name.empty() ? "(network)" : s.name;
    if (name.find_first_of(",\"\n") != std::string::npos) {
      std::string quoted = "\"";
      for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
      name = quoted + "\"";
    }
    char text[96];
    std::snprintf(text, sizeof text, ",%.10g,%d,%.3f\n", s.altitude, s.least, s.area / 1e6);
    file << name << text;
  }
  file.close();
  if (!file)
    return Error{"the table cannot be written", path, "check that the folder exists and may be written to"};
  return {};
}

Status CoverageContours::writeRaster(const std::string& path) const {
  const QuietGdal quiet;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  if (driver == nullptr) return Error{"GDAL has no GeoTIFF driver", path, "install libgdal"};
  char** options = nullptr;
  for (const char* option :
       {"TILED=YES", "COMPRESS=ZSTD", "ZSTD_LEVEL=1", "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER"})
    options = CSLAddString(options, option);
  const std::string part = path + ".part";
  const int bands = static_cast<int>(m_altitudes.size()) + 1;
  Dataset out(driver->Create(part.c_str(), m_grid->columns, m_grid->rows, bands, GDT_Float32, options));
  CSLDestroy(options);
  if (!out)
    return Error{std::string("the raster cannot be made: ") + CPLGetLastErrorMsg(), path,
                 "choose a place that can be written"};
  auto transform = m_grid->transform;
  out->SetGeoTransform(transform.data());
  out->SetSpatialRef(&m_grid->crs);
  out->SetMetadataItem("SORAMI_PRODUCT", "network floor", nullptr);
  constexpr float kNodata = -9999.0F;
  out->GetRasterBand(1)->SetNoDataValue(static_cast<double>(kNodata));
  out->GetRasterBand(1)->SetDescription("lowest altitude seen by any sensor");
  std::vector<float> values(m_floor.size());
  bool ok = true;
  for (int band = 1; band <= bands && ok; ++band) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = band == 1 ? (m_floor[i] < 1e6F ? m_floor[i] : kNodata)
                  : m_beyond[static_cast<std::size_t>(band - 2)][i] <= 0 ? 1.0F
                                                                         : 0.0F;
    }
    if (band > 1) {
      char text[64];
      std::snprintf(text, sizeof text, "seen at %.10g m AMSL",
                    m_altitudes[static_cast<std::size_t>(band - 2)]);
      out->GetRasterBand(band)->SetDescription(text);
    }
    ok = out->GetRasterBand(band)->RasterIO(GF_Write, 0, 0, m_grid->columns, m_grid->rows, values.data(),
                                            m_grid->columns, m_grid->rows, GDT_Float32, 0, 0) == CE_None;
  }
  CPLErrorReset();
  out.reset();
  std::error_code ec;
  if (!ok || CPLGetLastErrorType() >= CE_Failure) {
    std::filesystem::remove(part, ec);
    return Error{"the raster cannot be written", path, "is the disk full?"};
  }
  std::filesystem::rename(part, path, ec);
  if (ec) return Error{"the raster cannot be put in place: " + ec.message(), path, ""};
  return {};
}

}  // namespace sorami
