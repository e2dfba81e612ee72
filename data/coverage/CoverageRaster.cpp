// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageRaster.h"

#include "data/core/Clones.h"
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
#include <optional>
#include <thread>

namespace sorami {
namespace {

constexpr int kTile = FieldTiles::kTile;
constexpr double kMostPixels = 2e9;
constexpr auto kNodata = static_cast<std::int16_t>(kRasterNodata);

Result<RasterGrid> outputGrid(const FloorRequest& floor, const Terrain* terrain, const std::string& like) {
  if (!like.empty()) return gridOf(like);
  const LatLon site = floor.site;
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
    if (files.size() > 1) windowOnDisc(*grid, site, floor.range, kMostPixels);
    return grid;
  }
  // No raster at all: two thousand pixels across the disc.
  RasterGrid grid;
  setWgs84(grid.crs);
  const double cell = floor.range / 1000 / 111'000;
  const double cosine = std::max(0.05, std::cos(degToRad(site.lat)));
  // Near a pole a row's edge lies on it.
  const double edge = std::abs(site.lat) > 80 ? std::copysign(90.0, site.lat) : site.lat;
  grid.transform = {site.lon, cell / cosine, 0, edge, 0, -cell};
  windowOnDisc(grid, site, floor.range, kMostPixels);
  return grid;
}

std::string number(double v) {
  char text[40];
  std::snprintf(text, sizeof text, "%.10g", v);
  return text;
}

void describe(GDALDataset& dataset, const CoverageField& field, const FloorRequest& r,
              const std::vector<double>& altitudes) {
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

/// Floors as they are written: rounded up, so that a whole altitude is above them where it is above the
/// truth.
SORAMI_CLONES void wholeMetres(const float* __restrict floors, std::size_t count,
                               std::int16_t* __restrict out) {
  for (std::size_t i = 0; i < count; ++i) {
    const int down = static_cast<int>(floors[i]);
    out[i] = static_cast<std::int16_t>(down + (static_cast<float>(down) < floors[i] ? 1 : 0));
  }
}

/// Puts tiles where they belong; safe from any thread.
class TileFile {
 public:
  /// Tiles go to `file` where it is given, else through GDAL to `dataset`.
  TileFile(const TilePlanes& planes, int bands, GDALDataset* dataset, SparseTiff* file)
      : m_planes(planes),
        m_dataset(dataset),
        m_file(file),
        m_written(tiles() * static_cast<std::size_t>(bands)) {}

  /// A tile of which nodata stands for what others know. One thread a tile at a time: see lock().
  bool merge(int band, int tile, std::int16_t* values) {
    const std::size_t index = static_cast<std::size_t>(band) * tiles() + static_cast<std::size_t>(tile);
    if (m_written[index] != 0) {
      std::vector<std::int16_t> before(FieldTiles::kPixels);
      if (!pass(false, band, tile, before.data())) return false;
      for (std::size_t i = 0; i < before.size(); ++i)
        values[i] = values[i] == kNodata ? before[i] : values[i];
    }
    m_written[index] = 1;
    return pass(true, band, tile, values);
  }
  std::mutex& lock(int tile) { return m_locks[static_cast<std::size_t>(tile) % m_locks.size()]; }

 private:
  std::size_t tiles() const { return static_cast<std::size_t>(m_planes.count()); }

  bool pass(bool writes, int band, int tile, std::int16_t* values) {
    if (m_file != nullptr) {
      const std::size_t index = static_cast<std::size_t>(band) * tiles() + static_cast<std::size_t>(tile);
      return writes ? m_file->write(index, values) : m_file->read(index, values);
    }
    const RasterGrid& grid = m_planes.grid();
    const int col0 = tile % m_planes.across() * kTile;
    const int row0 = tile / m_planes.across() * kTile;
    const int width = std::min(kTile, grid.columns - col0);
    const int height = std::min(kTile, grid.rows - row0);
    const std::lock_guard lock(m_mutex);
    return m_dataset->GetRasterBand(band + 1)->RasterIO(
               writes ? GF_Write : GF_Read, col0, row0, width, height, values, width, height, GDT_Int16,
               sizeof(std::int16_t), sizeof(std::int16_t) * kTile) == CE_None;
  }

  const TilePlanes& m_planes;
  GDALDataset* m_dataset;
  SparseTiff* m_file;
  std::vector<std::uint8_t> m_written;  ///< of each tile of each band
  std::array<std::mutex, 64> m_locks;
  std::mutex m_mutex;  ///< GDAL's
};

/// Turns fields into tiles.
class Writer {
 public:
  Writer(const TilePlanes& planes, const std::vector<double>& altitudes, std::size_t sectors, TileFile& file,
         std::stop_token stop, const std::function<void(double)>& progress)
      : m_planes(planes),
        m_altitudes(altitudes),
        m_file(file),
        m_stop(std::move(stop)),
        m_progress(progress),
        m_all(static_cast<int>(sectors) * planes.count()) {
    m_report.visibleArea.assign(altitudes.size(), 0.0);
  }

  CoverageRasterReport& report() { return m_report; }
  bool hasFailed() const { return m_failed; }

  void fillTiles(const CoverageField& field, const AzimuthSector& sector, std::atomic<int>& next) {
    const QuietGdal quiet;
    ToGeographic toGeographic(m_planes.grid());
    constexpr std::size_t kPixels = FieldTiles::kPixels;
    const FieldTiles tiles(field, m_planes, sector);
    std::vector<float> floors(kPixels);
    std::vector<float> ceilings(field.hasCeiling() ? kPixels : 0);
    std::vector<std::int16_t> values(kPixels);
    float* const limits = ceilings.empty() ? nullptr : ceilings.data();
    std::vector<double> areas(m_altitudes.size() + 1);
    const auto addUp = [&](std::size_t at, int n, double area) {
      int known = 0;
      for (int k = 0; k < n; ++k) known += floors[at + static_cast<std::size_t>(k)] != kRasterNodata ? 1 : 0;
      areas.back() += area * known;
      for (std::size_t a = 0; a < m_altitudes.size(); ++a) {
        const auto altitude = static_cast<float>(m_altitudes[a]);
        int seen = 0;
        for (int k = 0; k < n; ++k) {
          const float floor = floors[at + static_cast<std::size_t>(k)];
          const bool under = limits == nullptr || altitude <= limits[at + static_cast<std::size_t>(k)];
          seen += floor != kRasterNodata && altitude >= floor && under ? 1 : 0;
        }
        areas[a] += area * seen;
      }
    };
    for (int tile = next++; tile < m_planes.count() && !m_failed && !m_stop.stop_requested(); tile = next++) {
      if (tiles.fill(toGeographic, tile, floors.data(), limits, addUp)) {
        const std::lock_guard lock(m_file.lock(tile));
        wholeMetres(floors.data(), kPixels, values.data());
        if (!m_file.merge(0, tile, values.data())) m_failed = true;
        for (std::size_t a = 0; a < m_altitudes.size(); ++a) {
          const auto altitude = static_cast<float>(m_altitudes[a]);
          for (std::size_t i = 0; i < kPixels; ++i) {
            const bool under = limits == nullptr || altitude <= limits[i];
            const bool isSeen = altitude >= floors[i] && under;
            values[i] = floors[i] == kRasterNodata ? kNodata : static_cast<std::int16_t>(isSeen);
          }
          if (!m_file.merge(static_cast<int>(a) + 1, tile, values.data())) m_failed = true;
        }
      }
      if (m_progress) {
        const std::lock_guard lock(m_mutex);
        m_progress(static_cast<double>(++m_done) / m_all);
      }
    }
    const std::lock_guard lock(m_mutex);
    for (std::size_t a = 0; a < m_report.visibleArea.size(); ++a) m_report.visibleArea[a] += areas[a];
    m_report.knownArea += areas.back();
  }

 private:
  const TilePlanes& m_planes;
  const std::vector<double>& m_altitudes;
  TileFile& m_file;
  std::stop_token m_stop;
  const std::function<void(double)>& m_progress;
  CoverageRasterReport m_report;
  std::mutex m_mutex;
  int m_all;
  int m_done = 0;
  std::atomic<bool> m_failed = false;
};

}  // namespace

Result<CoverageRasterReport> writeCoverageRaster(const FloorRequest& floor, const FieldOfSector& fieldOf,
                                                 const Terrain* terrain, const CoverageRasterRequest& request,
                                                 std::stop_token stop,
                                                 const std::function<void(double)>& progress) {
  const QuietGdal quiet;
  GDALAllRegister();
  for (const double altitude : request.altitudes) {
    if (!(altitude >= -500 && altitude < kFloorCeiling)) {
      return Error{"altitude " + number(altitude) + " m cannot be asked for", "",
                   "give -500 to 32 000 m AMSL"};
    }
  }
  const auto grid = outputGrid(floor, terrain, request.like);
  if (!grid) return grid.error();
  const double pixels = static_cast<double>(grid->columns) * grid->rows;
  if (pixels > kMostPixels)
    return Error{"the output grid has too many pixels", request.like, "give a coarser grid with --like"};
  if (!ToGeographic(*grid).ok()) {
    return Error{"the output grid's coordinate system cannot be followed", request.like,
                 CPLGetLastErrorMsg()};
  }
  const TilePlanes planes(floor.site, *grid, stop);
  // Where tiles bend each is dear to lay out, so it is done once only.
  const int parts = planes.areStraight()
                        ? sectorsFor(floor, pixels, static_cast<int>(std::thread::hardware_concurrency()))
                        : 1;
  const std::vector<AzimuthSector> sectors = AzimuthSector(floor.azimuthFrom, floor.azimuthTo).split(parts);
  auto first = fieldOf(requestOfSector(floor, sectors.front()), 0);
  if (!first) return first.error();

  const int bands = static_cast<int>(request.altitudes.size()) + 1;
  const std::string part = request.path + ".part";
  auto made = createTiled(part, *grid, bands, GDT_Int16, request.compress);
  if (!made) return Error{made.error().what, request.path, made.error().hint};
  Dataset dataset = std::move(*made);
  describe(*dataset, **first, floor, request.altitudes);
  SparseTiff file;
  std::string said;
  bool ok = true;
  if (!request.compress) {
    // GDAL has made the file and its directory; the tiles go in beside it.
    dataset.reset();
    const Status opened =
        file.open(part, static_cast<std::size_t>(planes.count()) * static_cast<std::size_t>(bands),
                  sizeof(std::int16_t) * FieldTiles::kPixels);
    ok = opened.ok();
    if (!ok) said = opened.error().what;
  }
  TileFile tiles(planes, bands, dataset.get(), request.compress ? nullptr : &file);
  Writer writer(planes, request.altitudes, sectors.size(), tiles, stop, progress);
  CoverageRasterReport& report = writer.report();
  report.columns = grid->columns;
  report.rows = grid->rows;
  report.range = (*first)->request().range;
  report.groundHeight = (*first)->groundHeight();
  report.groundKnown = (*first)->groundKnown();
  report.antennaMsl = (*first)->antennaMsl();
  report.smoothEarth = (*first)->smoothEarth();
  report.terrainCell = (*first)->terrainCell();
  std::optional<Error> problem;
  if (ok) {
    const auto unknown = overSectors(
        floor, sectors, fieldOf, std::move(*first),
        [&](const CoverageField& field, const AzimuthSector& sector, std::atomic<int>& next) {
          writer.fillTiles(field, sector, next);
        },
        stop);
    if (unknown) {
      report.unknownShare = *unknown;
    } else {
      problem = unknown.error();
    }
    ok = unknown.ok() && !writer.hasFailed() && !stop.stop_requested();
  }
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
    if (problem) return *problem;
    return Error{"the raster cannot be written: " + said, request.path, "is the disk full?"};
  }
  if (const Status placed = putInPlace(part, request.path); !placed) return placed.error();
  return report;
}

}  // namespace sorami
