// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/NetworkRaster.h"

#include "data/core/Units.h"
#include "data/coverage/CoverageRaster.h"
#include "data/coverage/FieldTiles.h"
#include "data/coverage/SparseTiff.h"
#include "data/coverage/VisibilityFloor.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <thread>

namespace sorami {
namespace {

constexpr double kMostPixels = 8e9;

/// Keeps GDAL's own cache small meanwhile. Posts are kept by the terrain already, and by default GDAL takes a
/// twentieth of the machine's memory besides.
class SmallGdalCache {
 public:
  SmallGdalCache() : m_before(GDALGetCacheMax64()) {
    constexpr GIntBig kMostCached = GIntBig{48} << 20;
    if (m_before > kMostCached) GDALSetCacheMax64(kMostCached);
  }
  ~SmallGdalCache() { GDALSetCacheMax64(m_before); }
  SmallGdalCache(const SmallGdalCache&) = delete;
  SmallGdalCache& operator=(const SmallGdalCache&) = delete;

 private:
  GIntBig m_before;
};

/// The cells of the finest terrain (or, without any, a thousandth of the greatest range) over all discs.
Result<RasterGrid> gridOver(const std::vector<CoverageRequest>& sensors, const Terrain* terrain) {
  const TerrainSource* finest = nullptr;
  if (terrain != nullptr) {
    for (const TerrainSource& source : terrain->sources()) {
      if (source.path.empty() || (finest != nullptr && source.cellM >= finest->cellM)) continue;
      finest = &source;
    }
  }
  RasterGrid grid;
  if (finest != nullptr) {
    auto own = gridOf(finest->path);
    if (!own) return own;
    grid = *own;
  } else {
    setWgs84(grid.crs);
    double range = 0;
    for (const CoverageRequest& s : sensors) range = std::max(range, s.floor.range);
    const LatLon site = sensors.front().floor.site;
    const double cell = range / 1000 / 111'000;
    const double edge = std::abs(site.lat) > 80 ? std::copysign(90.0, site.lat) : site.lat;
    grid.transform = {site.lon, cell / std::max(0.05, std::cos(degToRad(site.lat))), 0, edge, 0, -cell};
  }
  // Each disc's window in pixels of this grid, and what holds them all.
  double left = 1e18, top = 1e18, right = -1e18, bottom = -1e18;
  double inverse[6];
  if (!GDALInvGeoTransform(grid.transform.data(), inverse))
    return Error{"the terrain's grid cannot be used", finest ? finest->path : "", "give another with --like"};
  for (const CoverageRequest& s : sensors) {
    RasterGrid window = grid;
    windowOnDisc(window, s.floor.site, s.floor.range, kMostPixels);
    const double x = window.transform[0], y = window.transform[3];
    const double c = inverse[0] + inverse[1] * x + inverse[2] * y;
    const double r = inverse[3] + inverse[4] * x + inverse[5] * y;
    left = std::min(left, std::round(c));
    top = std::min(top, std::round(r));
    right = std::max(right, std::round(c) + window.columns);
    bottom = std::max(bottom, std::round(r) + window.rows);
  }
  // Round a pole no column stands twice.
  if (grid.crs.IsGeographic() != 0)
    right = std::min(right, left + std::floor(360 / std::abs(grid.transform[1]) + 1e-6));
  if (!((right - left) * (bottom - top) <= kMostPixels) || right - left > 1e9 || bottom - top > 1e9)
    return Error{"the output grid has too many pixels", "", "give a coarser grid with --like"};
  const auto old = grid.transform;
  grid.transform[0] = old[0] + left * old[1] + top * old[2];
  grid.transform[3] = old[3] + left * old[4] + top * old[5];
  grid.columns = static_cast<int>(right - left);
  grid.rows = static_cast<int>(bottom - top);
  return grid;
}

/// Lays one field after the other into the file.
class Layer {
 public:
  Layer(const RasterGrid& grid, const NetworkRasterRequest& request, SparseTiff& file, std::size_t tiles)
      : m_grid(grid), m_request(request), m_file(file), m_tiles(tiles) {
    m_area.assign(request.altitudes.size(), 0.0);
  }

  /// Tiles of a sector of a field from `next` on; any number of threads.
  void add(const CoverageField& field, const TilePlanes& planes, const AzimuthSector& sector,
           std::atomic<int>& next, const std::stop_token& stop) {
    const QuietGdal quiet;
    ToGeographic toGeographic(m_grid);
    const FieldTiles tiles(field, planes, sector);
    std::vector<float> floors(FieldTiles::kPixels);
    std::vector<float> ceilings(field.hasCeiling() ? FieldTiles::kPixels : 0);
    std::vector<std::int16_t> lowest(FieldTiles::kPixels), counts(FieldTiles::kPixels);
    std::vector<double> area(m_request.altitudes.size(), 0.0);
    std::vector<float> pixelArea(FieldTiles::kPixels);
    for (int tile = next++; tile < planes.count() && !m_failed && !stop.stop_requested(); tile = next++) {
      float* limits = ceilings.empty() ? nullptr : ceilings.data();
      const bool any =
          tiles.fill(toGeographic, tile, floors.data(), limits, [&](std::size_t at, int count, double each) {
            std::fill_n(pixelArea.begin() + static_cast<std::ptrdiff_t>(at), count, static_cast<float>(each));
          });
      if (!any) continue;
      // Two sectors may meet in a tile.
      const std::lock_guard alone(m_locks[static_cast<std::size_t>(tile) % m_locks.size()]);
      const auto index = static_cast<std::size_t>(tile);
      const bool isNew = !m_file.read(index, lowest.data());
      if (isNew) std::fill(lowest.begin(), lowest.end(), kNetworkNodata);
      for (std::size_t i = 0; i < floors.size(); ++i) {
        if (floors[i] == kRasterNodata) continue;
        const auto floor = static_cast<std::int16_t>(std::ceil(floors[i]));
        if (lowest[i] == kNetworkNodata || floor < lowest[i]) lowest[i] = floor;
      }
      m_failed = m_failed || !m_file.write(index, lowest.data());
      for (std::size_t a = 0; a < m_request.altitudes.size(); ++a) {
        const std::size_t at = (a + 1) * m_tiles + index;
        if (isNew || !m_file.read(at, counts.data())) std::fill(counts.begin(), counts.end(), kNetworkNodata);
        const auto altitude = static_cast<float>(m_request.altitudes[a]);
        for (std::size_t i = 0; i < floors.size(); ++i) {
          if (floors[i] == kRasterNodata) continue;
          if (counts[i] == kNetworkNodata) counts[i] = 0;
          if (altitude < floors[i] || (limits != nullptr && altitude > limits[i])) continue;
          if (counts[i]++ == 0) area[a] += static_cast<double>(pixelArea[i]);
        }
        m_failed = m_failed || !m_file.write(at, counts.data());
      }
    }
    const std::lock_guard lock(m_mutex);
    for (std::size_t a = 0; a < area.size(); ++a) m_area[a] += area[a];
  }

  /// True when the file could not be written.
  bool hasFailed() const { return m_failed; }
  const std::vector<double>& area() const { return m_area; }

 private:
  const RasterGrid& m_grid;
  const NetworkRasterRequest& m_request;
  SparseTiff& m_file;
  std::size_t m_tiles;  ///< of a band
  std::array<std::mutex, 64> m_locks;
  std::atomic<bool> m_failed = false;
  std::mutex m_mutex;
  std::vector<double> m_area;
};

/// One sensor into the layer, a large one sector by sector.
Status addSensor(const CoverageRequest& sensor, const TerrainPtr& terrain, FloorQuality quality,
                 const RasterGrid& grid, Layer& layer, const std::stop_token& stop) {
  const FloorRequest& floor = sensor.floor;
  const TilePlanes planes(floor.site, grid, stop);
  const double pixels = static_cast<double>(grid.columns) * grid.rows;
  const int parts = planes.areStraight()
                        ? sectorsFor(floor, pixels, static_cast<int>(std::thread::hardware_concurrency()))
                        : 1;
  const auto fieldOf = [&](const FloorRequest& sector, int threads) {
    CoverageRequest part = sensor;
    part.floor = sector;
    return computeCoverage(part, terrain, quality, stop, {}, threads);
  };
  const auto done = overSectors(
      floor, AzimuthSector(floor.azimuthFrom, floor.azimuthTo).split(parts), fieldOf, nullptr,
      [&](const CoverageField& field, const AzimuthSector& sector, std::atomic<int>& next) {
        layer.add(field, planes, sector, next, stop);
      },
      stop);
  return done ? Status{} : Status{done.error()};
}

}  // namespace

Result<NetworkRasterReport> writeNetworkRaster(const std::vector<CoverageRequest>& sensors,
                                               const TerrainPtr& terrain, const NetworkRasterRequest& request,
                                               std::vector<Error>* problems, std::stop_token stop,
                                               const std::function<void(double)>& progress) {
  const QuietGdal quiet;
  const SmallGdalCache small;
  GDALAllRegister();
  if (sensors.empty()) return Error{"there is no sensor", "", ""};
  for (const double altitude : request.altitudes) {
    if (!(altitude >= -500 && altitude < kFloorCeiling))
      return Error{"an altitude cannot be asked for", "", "give -500 to 32 000 m AMSL"};
  }
  for (const CoverageRequest& s : sensors) {
    if (const Status status = checkFloorRequest(s.floor); !status) return status.error();
  }
  const auto grid = request.like.empty() ? gridOver(sensors, terrain.get()) : gridOf(request.like);
  if (!grid) return grid.error();
  if (!ToGeographic(*grid).ok())
    return Error{"the output grid's coordinate system cannot be followed", request.like,
                 CPLGetLastErrorMsg()};
  const std::string part = request.path + ".part";
  const int bands = static_cast<int>(request.altitudes.size()) + 1;
  {
    auto dataset = createTiled(part, *grid, bands, GDT_Int16, false);
    if (!dataset) return Error{dataset.error().what, request.path, dataset.error().hint};
    for (int b = 1; b <= bands; ++b) {
      GDALRasterBand* band = (*dataset)->GetRasterBand(b);
      if (b == 1) band->SetNoDataValue(kNetworkNodata);
      char name[64];
      std::snprintf(name, sizeof name, "sensors at %.10g m AMSL",
                    b > 1 ? request.altitudes[static_cast<std::size_t>(b - 2)] : 0.0);
      band->SetDescription(b == 1 ? "lowest" : name);
      band->SetUnitType(b == 1 ? "m" : "");
    }
    (*dataset)->SetMetadataItem("SORAMI_PRODUCT", "network floor");
    (*dataset)->SetMetadataItem("SORAMI_SENSORS", std::to_string(sensors.size()).c_str());
    (*dataset)->SetMetadataItem("AREA_OR_POINT", "Area");
  }
  constexpr int kTile = FieldTiles::kTile;
  const auto tiles = static_cast<std::size_t>((grid->columns + kTile - 1) / kTile) *
                     static_cast<std::size_t>((grid->rows + kTile - 1) / kTile);
  const auto discard = [&] {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
  };
  SparseTiff file;
  Status status =
      file.open(part, tiles * static_cast<std::size_t>(bands), sizeof(std::int16_t) * FieldTiles::kPixels);
  Layer layer(*grid, request, file, tiles);
  NetworkRasterReport report;
  for (std::size_t i = 0; i < sensors.size() && status.ok(); ++i) {
    const auto made = addSensor(sensors[i], terrain, request.quality, *grid, layer, stop);
    if (stop.stop_requested()) break;
    if (!made) {
      if (problems) problems->push_back(made.error());
      continue;
    }
    ++report.sensors;
    if (layer.hasFailed()) status = Error{"the raster cannot be written", request.path, "is the disk full?"};
    if (progress) progress(static_cast<double>(i + 1) / static_cast<double>(sensors.size()));
  }
  if (status.ok() && !stop.stop_requested()) status = file.finish();
  if (stop.stop_requested()) {
    discard();
    return Error{"cancelled", "", ""};
  }
  if (!status.ok()) {
    discard();
    return Error{status.error().what, request.path, status.error().hint};
  }
  if (const Status placed = putInPlace(part, request.path); !placed) return placed.error();
  report.columns = grid->columns;
  report.rows = grid->rows;
  report.seenArea = layer.area();
  return report;
}

}  // namespace sorami
