// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageRaster.h"

#include "data/core/Units.h"
#include "data/coverage/VisibilityFloor.h"

#include <GeographicLib/Geodesic.hpp>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>
#include <mutex>
#include <thread>

namespace sorami {
namespace {

// Tiles of the file, and squares inside which positions are interpolated.
constexpr int kTile = 256;
constexpr int kSquare = 16;
constexpr double kMostPixels = 2e9;

struct CloseDataset {
  void operator()(GDALDataset* d) const { GDALClose(d); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

class QuietGdal {
 public:
  QuietGdal() {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~QuietGdal() { CPLPopErrorHandler(); }
  QuietGdal(const QuietGdal&) = delete;
  QuietGdal& operator=(const QuietGdal&) = delete;
};

/// Grid of the output.
struct Grid {
  std::array<double, 6> transform{};
  int columns = 0;
  int rows = 0;
  OGRSpatialReference crs;
  bool direct = true;  ///< longitude and latitude of WGS 84
};

void setWgs84(OGRSpatialReference& crs) {
  crs.SetWellKnownGeogCS("WGS84");
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
}

Result<Grid> gridOf(const std::string& path) {
  const QuietGdal quiet;
  GDALAllRegister();
  const Dataset dataset(GDALDataset::FromHandle(
      GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr)));
  if (!dataset) return Error{"this is no raster GDAL can read", path, CPLGetLastErrorMsg()};
  Grid grid;
  grid.columns = dataset->GetRasterXSize();
  grid.rows = dataset->GetRasterYSize();
  if (dataset->GetGeoTransform(grid.transform.data()) != CE_None) {
    return Error{"the raster does not say where it is", path, "georeference it, for example with gdal_edit"};
  }
  if (const OGRSpatialReference* crs = dataset->GetSpatialRef()) {
    grid.crs = *crs;
    if (grid.crs.IsCompound() != 0) grid.crs.StripVertical();
    grid.crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference wgs84;
    setWgs84(wgs84);
    grid.direct = grid.crs.IsGeographic() != 0 && grid.crs.IsSameGeogCS(&wgs84) != 0;
  } else {
    setWgs84(grid.crs);
  }
  return grid;
}

/// Pixels to longitudes and latitudes; one a thread.
class ToGeographic {
 public:
  explicit ToGeographic(const Grid& grid) : m_grid(grid) {
    if (grid.direct) return;
    OGRSpatialReference wgs84;
    setWgs84(wgs84);
    m_transform.reset(OGRCreateCoordinateTransformation(&grid.crs, &wgs84));
  }
  bool ok() const { return m_grid.direct || m_transform != nullptr; }
  /// The middle of a pixel at whole numbers; NaN where the coordinate system ends.
  LatLon operator()(double col, double row) {
    const auto& t = m_grid.transform;
    double x = t[0] + (col + 0.5) * t[1] + (row + 0.5) * t[2];
    double y = t[3] + (col + 0.5) * t[4] + (row + 0.5) * t[5];
    if (m_transform && m_transform->Transform(1, &x, &y) == 0) x = y = std::nan("");
    if (!(std::abs(y) <= 90.0)) return {std::nan(""), std::nan("")};
    return {y, x};
  }

 private:
  const Grid& m_grid;
  std::unique_ptr<OGRCoordinateTransformation> m_transform;
};

/// Place in the plane about the site; far outside for what is nowhere.
struct Local {
  double east = 1e9;
  double north = 1e9;
};

Local toLocal(LatLon site, LatLon p) {
  if (std::isnan(p.lat)) return {};
  double distance = 0, azimuth = 0, back = 0;
  GeographicLib::Geodesic::WGS84().Inverse(site.lat, site.lon, p.lat, p.lon, distance, azimuth, back);
  return {distance * std::sin(degToRad(azimuth)), distance * std::cos(degToRad(azimuth))};
}

/// The part of a grid that covers a disc.
void windowOnDisc(Grid& grid, LatLon site, double range) {
  OGRSpatialReference wgs84;
  setWgs84(wgs84);
  std::unique_ptr<OGRCoordinateTransformation> transform;
  if (!grid.direct) transform.reset(OGRCreateCoordinateTransformation(&wgs84, &grid.crs));
  double inverse[6];
  if (!GDALInvGeoTransform(grid.transform.data(), inverse)) return;
  double c0 = 1e18, c1 = -1e18, r0 = 1e18, r1 = -1e18;
  constexpr int kAround = 180;
  for (int i = 0; i < kAround; ++i) {
    LatLon p;
    GeographicLib::Geodesic::WGS84().Direct(site.lat, site.lon, i * 360.0 / kAround, range, p.lat, p.lon);
    double x = site.lon + wrapLongitude(p.lon - site.lon);
    double y = p.lat;
    if (transform && transform->Transform(1, &x, &y) == 0) continue;
    const double c = inverse[0] + inverse[1] * x + inverse[2] * y;
    const double r = inverse[3] + inverse[4] * x + inverse[5] * y;
    c0 = std::min(c0, c);
    c1 = std::max(c1, c);
    r0 = std::min(r0, r);
    r1 = std::max(r1, r);
  }
  if (c0 > c1) return;
  const double bow = 2 + 0.001 * std::max(c1 - c0, r1 - r0);
  const double left = std::floor(c0 - bow);
  const double top = std::floor(r0 - bow);
  if ((c1 - c0 + 2 * bow) * (r1 - r0 + 2 * bow) > kMostPixels) return;
  auto& t = grid.transform;
  const auto old = t;
  t[0] = old[0] + left * old[1] + top * old[2];
  t[3] = old[3] + left * old[4] + top * old[5];
  grid.columns = static_cast<int>(std::ceil(c1 + bow - left));
  grid.rows = static_cast<int>(std::ceil(r1 + bow - top));
}

Result<Grid> outputGrid(const CoverageField& field, const Terrain* terrain, const std::string& like) {
  if (!like.empty()) return gridOf(like);
  const LatLon site = field.request().site;
  std::vector<const TerrainSource*> files;
  if (terrain != nullptr) {
    for (const TerrainSource& source : terrain->sources()) {
      if (!source.path.empty()) files.push_back(&source);
    }
  }
  const auto here =
      std::find_if(files.begin(), files.end(), [&](const TerrainSource* s) { return s->box.contains(site); });
  const TerrainSource* source = here != files.end() ? *here : files.empty() ? nullptr : files.front();
  if (source != nullptr) {
    auto grid = gridOf(source->path);
    if (!grid) return grid;
    if (files.size() > 1) windowOnDisc(*grid, site, field.request().range);
    return grid;
  }
  // No raster at all: two thousand pixels across the disc.
  Grid grid;
  setWgs84(grid.crs);
  const double cell = field.request().range / 1000 / 111'000;
  const double cosine = std::max(0.05, std::cos(degToRad(site.lat)));
  grid.transform = {site.lon, cell / cosine, 0, site.lat, 0, -cell};
  windowOnDisc(grid, site, field.request().range);
  return grid;
}

std::string number(double v) {
  char text[40];
  std::snprintf(text, sizeof text, "%.10g", v);
  return text;
}

void describe(GDALDataset& dataset, const CoverageField& field, const std::vector<double>& altitudes) {
  const FloorRequest& r = field.request();
  const auto set = [&](const char* key, const std::string& value) {
    dataset.SetMetadataItem(key, value.c_str(), nullptr);
  };
  set("SORAMI_PRODUCT", "visibility floor");
  set("SORAMI_SITE_LON", number(r.site.lon));
  set("SORAMI_SITE_LAT", number(r.site.lat));
  set("SORAMI_GROUND_M_AMSL", number(field.groundHeight()));
  set("SORAMI_ANTENNA_M_AMSL", number(field.antennaMsl()));
  set("SORAMI_RANGE_M", number(r.range));
  set("SORAMI_K", number(r.k));
  set("SORAMI_CEILING_M", number(kFloorCeiling));
  set("SORAMI_TERRAIN_CELL_M", number(field.terrainCell()));
  set("SORAMI_SMOOTH_EARTH", field.smoothEarth() ? "yes" : "no");
  if (r.azimuthFrom != r.azimuthTo)
    set("SORAMI_SECTOR_DEG", number(r.azimuthFrom) + " " + number(r.azimuthTo));
  set("AREA_OR_POINT", "Area");
  const auto band = [&](int index, const std::string& name, const char* unit) {
    GDALRasterBand* b = dataset.GetRasterBand(index);
    b->SetDescription(name.c_str());
    b->SetUnitType(unit);
  };
  dataset.GetRasterBand(1)->SetNoDataValue(static_cast<double>(kRasterNodata));
  band(1, "floor", "m");
  for (std::size_t i = 0; i < altitudes.size(); ++i) {
    band(static_cast<int>(i) + 2, "visible at " + number(altitudes[i]) + " m AMSL", "");
  }
}

/// Makes and writes tiles.
class Writer {
 public:
  Writer(const CoverageField& field, const Grid& grid, const CoverageRasterRequest& request,
         GDALDataset& dataset, std::stop_token stop, const std::function<void(double)>& progress)
      : m_field(field),
        m_grid(grid),
        m_request(request),
        m_dataset(dataset),
        m_stop(std::move(stop)),
        m_progress(progress) {
    m_report.columns = grid.columns;
    m_report.rows = grid.rows;
    m_report.visibleArea.assign(request.altitudes.size(), 0.0);
  }

  bool run() {
    const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) helpers.emplace_back([this] { work(); });
    work();
    helpers.clear();
    return !m_failed && !m_stop.stop_requested();
  }
  const CoverageRasterReport& report() const { return m_report; }

 private:
  void work() {
    const QuietGdal quiet;
    ToGeographic toGeographic(m_grid);
    std::vector<float> floors(std::size_t{kTile} * kTile);
    std::vector<float> mask(floors.size());
    const int across = (m_grid.columns + kTile - 1) / kTile;
    const int down = (m_grid.rows + kTile - 1) / kTile;
    std::vector<double> areas(m_request.altitudes.size() + 1);
    for (;;) {
      const int tile = m_next++;
      if (tile >= across * down || m_failed || m_stop.stop_requested()) break;
      const int col0 = tile % across * kTile;
      const int row0 = tile / across * kTile;
      const int width = std::min(kTile, m_grid.columns - col0);
      const int height = std::min(kTile, m_grid.rows - row0);
      fill(toGeographic, col0, row0, width, height, floors.data());
      measure(toGeographic, col0, row0, width, height, floors, areas);
      write(1, col0, row0, width, height, floors.data());
      const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
      for (std::size_t a = 0; a < m_request.altitudes.size(); ++a) {
        const auto altitude = static_cast<float>(m_request.altitudes[a]);
        for (std::size_t i = 0; i < count; ++i) {
          mask[i] = floors[i] == kRasterNodata ? kRasterNodata : altitude >= floors[i] ? 1.0F : 0.0F;
        }
        write(static_cast<int>(a) + 2, col0, row0, width, height, mask.data());
      }
      if (m_progress) {
        const std::lock_guard lock(m_mutex);
        m_progress(static_cast<double>(++m_done) / (across * down));
      }
    }
    const std::lock_guard lock(m_mutex);
    for (std::size_t a = 0; a < m_report.visibleArea.size(); ++a) m_report.visibleArea[a] += areas[a];
    m_report.knownArea += areas.back();
  }

  void fill(ToGeographic& toGeographic, int col0, int row0, int width, int height, float* floors) {
    const LatLon site = m_field.request().site;
    const double range = m_field.request().range;
    // Corners of the squares, shared by neighbours.
    constexpr int kCorners = kTile / kSquare + 1;
    std::array<Local, std::size_t{kCorners} * kCorners> corner;
    for (int j = 0; j < kCorners; ++j) {
      for (int i = 0; i < kCorners; ++i) {
        corner[static_cast<std::size_t>(j * kCorners + i)] =
            toLocal(site, toGeographic(col0 + i * kSquare, row0 + j * kSquare));
      }
    }
    std::array<float, kSquare> east, north;
    for (int j = 0; j * kSquare < height; ++j) {
      for (int i = 0; i * kSquare < width; ++i) {
        const Local& a = corner[static_cast<std::size_t>(j * kCorners + i)];
        const Local& b = corner[static_cast<std::size_t>(j * kCorners + i + 1)];
        const Local& c = corner[static_cast<std::size_t>((j + 1) * kCorners + i)];
        const Local& d = corner[static_cast<std::size_t>((j + 1) * kCorners + i + 1)];
        const double size = std::max(std::hypot(a.east - d.east, a.north - d.north),
                                     std::hypot(b.east - c.east, b.north - c.north));
        const int right = std::min(kSquare, width - i * kSquare);
        const int bottom = std::min(kSquare, height - j * kSquare);
        const auto row = [&](int r) {
          return floors + static_cast<std::size_t>(j * kSquare + r) * static_cast<std::size_t>(width) +
                 i * kSquare;
        };
        if (std::hypot(a.east + d.east, a.north + d.north) / 2 > range + size && size < 1e6) {
          for (int r = 0; r < bottom; ++r) std::fill_n(row(r), right, kRasterNodata);
          continue;
        }
        // The middle tells whether the square may be interpolated; about a pole or an edge it may not.
        const Local middle =
            toLocal(site, toGeographic(col0 + (i + 0.5) * kSquare, row0 + (j + 0.5) * kSquare));
        const double off = std::hypot((a.east + b.east + c.east + d.east) / 4 - middle.east,
                                      (a.north + b.north + c.north + d.north) / 4 - middle.north);
        const bool straight = off < 0.1 * size / kSquare;
        for (int r = 0; r < bottom; ++r) {
          const double v = static_cast<double>(r) / kSquare;
          for (int k = 0; k < right; ++k) {
            Local p;
            if (straight) {
              const double u = static_cast<double>(k) / kSquare;
              p.east = (1 - v) * ((1 - u) * a.east + u * b.east) + v * ((1 - u) * c.east + u * d.east);
              p.north = (1 - v) * ((1 - u) * a.north + u * b.north) + v * ((1 - u) * c.north + u * d.north);
            } else {
              p = toLocal(site, toGeographic(col0 + i * kSquare + k, row0 + j * kSquare + r));
            }
            east[static_cast<std::size_t>(k)] = static_cast<float>(p.east);
            north[static_cast<std::size_t>(k)] = static_cast<float>(p.north);
          }
          const auto n = static_cast<std::size_t>(right);
          m_field.floorsAtLocal(std::span(east).first(n), std::span(north).first(n), std::span(row(r), n));
          for (int k = 0; k < right; ++k) {
            float& value = row(r)[k];
            const float x = east[static_cast<std::size_t>(k)];
            const float y = north[static_cast<std::size_t>(k)];
            const bool out = !(x * x + y * y <= static_cast<float>(range * range)) || !inSector(x, y);
            value =
                std::isnan(value) || out ? kRasterNodata : std::min(value, static_cast<float>(kFloorCeiling));
          }
        }
      }
    }
  }

  bool inSector(float east, float north) const {
    const FloorRequest& r = m_field.request();
    const auto turn = [](double deg) { return deg - 360 * std::floor(deg / 360); };
    const double width = turn(r.azimuthTo - r.azimuthFrom);
    if (width == 0) return true;
    const double azimuth = radToDeg(std::atan2(static_cast<double>(east), static_cast<double>(north)));
    return turn(azimuth - r.azimuthFrom) <= width;
  }

  /// Adds up areas; a pixel's true area is taken at each row of the tile's middle column.
  void measure(ToGeographic& toGeographic, int col0, int row0, int width, int height,
               const std::vector<float>& floors, std::vector<double>& areas) {
    for (int r = 0; r < height; ++r) {
      const float* line = floors.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(width);
      const auto known = width - std::count(line, line + width, kRasterNodata);
      if (known == 0) continue;
      const double col = col0 + width / 2;
      const LatLon a = toGeographic(col - 0.5, row0 + r);
      const LatLon b = toGeographic(col + 0.5, row0 + r);
      const LatLon c = toGeographic(col, row0 + r - 0.5);
      const LatLon d = toGeographic(col, row0 + r + 0.5);
      const Local across = toLocal(a, b);
      const Local down = toLocal(c, d);
      const double area = std::abs(across.east * down.north - across.north * down.east);
      if (!std::isfinite(area) || area > 1e12) continue;
      for (std::size_t k = 0; k < m_request.altitudes.size(); ++k) {
        const auto altitude = static_cast<float>(m_request.altitudes[k]);
        const auto seen =
            std::count_if(line, line + width, [&](float f) { return f != kRasterNodata && altitude >= f; });
        areas[k] += area * static_cast<double>(seen);
      }
      areas.back() += area * static_cast<double>(known);
    }
  }

  void write(int band, int col0, int row0, int width, int height, float* values) {
    const std::lock_guard lock(m_mutex);
    if (m_dataset.GetRasterBand(band)->RasterIO(GF_Write, col0, row0, width, height, values, width, height,
                                                GDT_Float32, 0, 0) != CE_None) {
      m_failed = true;
    }
  }

  const CoverageField& m_field;
  const Grid& m_grid;
  const CoverageRasterRequest& m_request;
  GDALDataset& m_dataset;
  std::stop_token m_stop;
  const std::function<void(double)>& m_progress;
  CoverageRasterReport m_report;
  std::mutex m_mutex;
  std::atomic<int> m_next = 0;
  int m_done = 0;
  std::atomic<bool> m_failed = false;
};

}  // namespace

Result<CoverageRasterReport> writeCoverageRaster(const CoverageField& field, const Terrain* terrain,
                                                 const CoverageRasterRequest& request, std::stop_token stop,
                                                 const std::function<void(double)>& progress) {
  const QuietGdal quiet;
  GDALAllRegister();
  for (const double altitude : request.altitudes) {
    if (!(altitude >= -500 && altitude < kFloorCeiling)) {
      return Error{"altitude " + number(altitude) + " m cannot be asked for", "",
                   "give -500 to 32 000 m AMSL"};
    }
  }
  const auto grid = outputGrid(field, terrain, request.like);
  if (!grid) return grid.error();
  if (static_cast<double>(grid->columns) * grid->rows > kMostPixels) {
    return Error{"the output grid has too many pixels", request.like, "give a coarser grid with --like"};
  }
  if (!ToGeographic(*grid).ok()) {
    return Error{"the output grid's coordinate system cannot be followed", request.like,
                 CPLGetLastErrorMsg()};
  }
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  if (driver == nullptr) return Error{"GDAL has no GeoTIFF driver", request.path, "install libgdal"};
  char** options = nullptr;
  for (const char* option : {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=ZSTD", "ZSTD_LEVEL=1",
                             "PREDICTOR=3", "NUM_THREADS=ALL_CPUS", "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER"}) {
    options = CSLAddString(options, option);
  }
  const std::string part = request.path + ".part";
  Dataset dataset(driver->Create(part.c_str(), grid->columns, grid->rows,
                                 static_cast<int>(request.altitudes.size()) + 1, GDT_Float32, options));
  CSLDestroy(options);
  if (!dataset) {
    return Error{std::string("the raster cannot be made: ") + CPLGetLastErrorMsg(), request.path,
                 "choose a place that can be written"};
  }
  auto transform = grid->transform;
  dataset->SetGeoTransform(transform.data());
  dataset->SetSpatialRef(&grid->crs);
  describe(*dataset, field, request.altitudes);
  Writer writer(field, *grid, request, *dataset, stop, progress);
  bool ok = writer.run();
  CPLErrorReset();
  dataset->FlushCache();
  ok = ok && CPLGetLastErrorType() < CE_Failure;
  const std::string said = CPLGetLastErrorMsg();
  dataset.reset();
  std::error_code ec;
  if (!ok) {
    std::filesystem::remove(part, ec);
    if (stop.stop_requested()) return Error{"cancelled", "", ""};
    return Error{"the raster cannot be written: " + said, request.path, "is the disk full?"};
  }
  std::filesystem::rename(part, request.path, ec);
  if (ec) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return Error{"the raster cannot be put in place: " + ec.message(), request.path, ""};
  }
  return writer.report();
}

}  // namespace sorami
