// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageRaster.h"

#include "data/core/Units.h"
#include "data/coverage/FieldTiles.h"
#include "data/coverage/RasterGrid.h"
#include "data/coverage/SparseTiff.h"
#include "data/coverage/VisibilityFloor.h"

#include <gdal_priv.h>

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

constexpr int kTile = FieldTiles::kTile;
constexpr double kMostPixels = 2e9;

Result<RasterGrid> outputGrid(const CoverageField& field, const Terrain* terrain, const std::string& like) {
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
    if (files.size() > 1) windowOnDisc(*grid, site, field.request().range, kMostPixels);
    return grid;
  }
  // No raster at all: two thousand pixels across the disc.
  RasterGrid grid;
  setWgs84(grid.crs);
  const double cell = field.request().range / 1000 / 111'000;
  const double cosine = std::max(0.05, std::cos(degToRad(site.lat)));
  grid.transform = {site.lon, cell / cosine, 0, site.lat, 0, -cell};
  windowOnDisc(grid, site, field.request().range, kMostPixels);
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
  /// Tiles go to `file` where it is given, else through GDAL to `dataset`.
  Writer(const CoverageField& field, const RasterGrid& grid, const CoverageRasterRequest& request,
         GDALDataset* dataset, SparseTiff* file, std::stop_token stop,
         const std::function<void(double)>& progress)
      : m_field(field),
        m_grid(grid),
        m_request(request),
        m_dataset(dataset),
        m_file(file),
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
    constexpr std::size_t kPixels = FieldTiles::kPixels;
    const FieldTiles tiles(m_field, m_grid);
    std::vector<float> floors(kPixels);
    std::vector<float> ceilings(m_field.hasCeiling() ? kPixels : 0);
    std::vector<float> mask(kPixels);
    const int across = tiles.across();
    const int down = tiles.down();
    std::vector<double> areas(m_request.altitudes.size() + 1);
    for (;;) {
      const int tile = m_next++;
      if (tile >= across * down || m_failed || m_stop.stop_requested()) break;
      const int col0 = tile % across * kTile;
      const int row0 = tile / across * kTile;
      const int width = std::min(kTile, m_grid.columns - col0);
      const int height = std::min(kTile, m_grid.rows - row0);
      float* limits = ceilings.empty() ? nullptr : ceilings.data();
      const auto addUp = [&](std::size_t at, int n, double area) {
        int known = 0;
        for (int k = 0; k < n; ++k)
          known += floors[at + static_cast<std::size_t>(k)] != kRasterNodata ? 1 : 0;
        areas.back() += area * known;
        for (std::size_t a = 0; a < m_request.altitudes.size(); ++a) {
          const auto altitude = static_cast<float>(m_request.altitudes[a]);
          int seen = 0;
          for (int k = 0; k < n; ++k) {
            const float floor = floors[at + static_cast<std::size_t>(k)];
            const bool under = limits == nullptr || altitude <= limits[at + static_cast<std::size_t>(k)];
            seen += floor != kRasterNodata && altitude >= floor && under ? 1 : 0;
          }
          areas[a] += area * seen;
        }
      };
      if (tiles.fill(toGeographic, tile, floors.data(), limits, addUp)) {
        write(0, tile, across * down, col0, row0, width, height, floors.data());
        for (std::size_t a = 0; a < m_request.altitudes.size(); ++a) {
          const auto altitude = static_cast<float>(m_request.altitudes[a]);
          for (std::size_t i = 0; i < kPixels; ++i) {
            const bool under = ceilings.empty() || altitude <= ceilings[i];
            mask[i] = floors[i] == kRasterNodata       ? kRasterNodata
                      : altitude >= floors[i] && under ? 1.0F
                                                       : 0.0F;
          }
          write(static_cast<int>(a) + 1, tile, across * down, col0, row0, width, height, mask.data());
        }
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

  void write(int band, int tile, int tiles, int col0, int row0, int width, int height, float* values) {
    if (m_file != nullptr) {
      const auto index =
          static_cast<std::size_t>(band) * static_cast<std::size_t>(tiles) + static_cast<std::size_t>(tile);
      if (!m_file->write(index, values)) m_failed = true;
      return;
    }
    const std::lock_guard lock(m_mutex);
    if (m_dataset->GetRasterBand(band + 1)->RasterIO(GF_Write, col0, row0, width, height, values, width,
                                                     height, GDT_Float32, sizeof(float),
                                                     sizeof(float) * kTile) != CE_None) {
      m_failed = true;
    }
  }

  const CoverageField& m_field;
  const RasterGrid& m_grid;
  const CoverageRasterRequest& m_request;
  GDALDataset* m_dataset;
  SparseTiff* m_file;
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
  const int bands = static_cast<int>(request.altitudes.size()) + 1;
  const std::string part = request.path + ".part";
  auto made = createTiled(part, *grid, bands, GDT_Float32, request.compress);
  if (!made) return Error{made.error().what, request.path, made.error().hint};
  Dataset dataset = std::move(*made);
  describe(*dataset, field, request.altitudes);
  SparseTiff file;
  std::string said;
  bool ok = true;
  if (!request.compress) {
    // GDAL has made the file and its directory; the tiles go in beside it.
    dataset.reset();
    const auto across = static_cast<std::size_t>((grid->columns + kTile - 1) / kTile);
    const auto down = static_cast<std::size_t>((grid->rows + kTile - 1) / kTile);
    const Status opened =
        file.open(part, across * down * static_cast<std::size_t>(bands), sizeof(float) * kTile * kTile);
    ok = opened.ok();
    if (!ok) said = opened.error().what;
  }
  Writer writer(field, *grid, request, dataset.get(), request.compress ? nullptr : &file, stop, progress);
  ok = ok && writer.run();
  CPLErrorReset();
  if (request.compress) {
    dataset->FlushCache();
    ok = ok && CPLGetLastErrorType() < CE_Failure;
    said = CPLGetLastErrorMsg();
    dataset.reset();
  } else if (ok) {
    const Status finished = file.finish();
    ok = finished.ok();
    if (!ok) said = finished.error().what;
  }
  std::error_code ec;
  if (!ok) {
    std::filesystem::remove(part, ec);
    if (stop.stop_requested()) return Error{"cancelled", "", ""};
    return Error{"the raster cannot be written: " + said, request.path, "is the disk full?"};
  }
  if (const Status placed = putInPlace(part, request.path); !placed) return placed.error();
  return writer.report();
}

}  // namespace sorami
