// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/NetworkFloors.h"

#include "data/coverage/AltitudeCode.h"
#include "data/coverage/SitePlane.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <thread>

namespace sorami {
namespace {

Error cancelled() {
  return {"cancelled", "", ""};
}

bool countsIn(const SensorSet& counts, std::size_t i) {
  return counts.empty() || (i < counts.size() && counts[i] != 0);
}

}  // namespace

std::uint16_t NetworkFloors::codeOf(double metres) {
  return AltitudeCode::atMost(metres);
}

NetworkFloors::NetworkFloors(NetworkGridPtr grid, std::vector<SensorCells> sensors, std::vector<float> ground)
    : m_grid(std::move(grid)), m_sensors(std::move(sensors)), m_ground(std::move(ground)) {}

SensorCells NetworkFloors::cellsOf(const NetworkGrid& grid, const NetworkSensor& sensor) {
  SensorCells out;
  out.site = sensor.site;
  out.scanPeriod = sensor.parameters.scanPeriodS;
  if (!sensor.field) {
    out.isNowhere = true;
    return out;
  }
  const CoverageField& field = *sensor.field;
  const FloorRequest& request = field.request();
  const SitePlane plane(request.site);
  const double range = request.range;
  const std::size_t n = grid.size();
  out.low.assign(n, AltitudeCode::kNever);
  out.high.assign(n, 0);
  const auto columns = static_cast<std::size_t>(grid.columns());
  std::vector<float> east, north, floor, ceiling;
  std::vector<std::size_t> cells;
  bool any = false;
  for (int row = 0; row < grid.rows(); ++row) {
    east.clear();
    north.clear();
    cells.clear();
    for (std::size_t column = 0; column < columns; ++column) {
      const std::size_t cell = static_cast<std::size_t>(row) * columns + column;
      if (!grid.isInside(cell)) continue;
      const MapPoint p = plane.of(earthCentred(grid.middle(cell)));
      if (!(p.x * p.x + p.y * p.y <= range * range)) continue;
      east.push_back(static_cast<float>(p.x));
      north.push_back(static_cast<float>(p.y));
      cells.push_back(cell);
    }
    if (cells.empty()) continue;
    floor.resize(cells.size());
    ceiling.resize(cells.size());
    if (field.hasCeiling()) {
      field.bandsAtLocal(east, north, floor, ceiling);
    } else {
      field.floorsAtLocal(east, north, floor);
      std::fill(ceiling.begin(), ceiling.end(), 1e9F);
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (floor[i] > 1e30F) continue;
      out.low[cells[i]] = AltitudeCode::of(floor[i]);
      out.high[cells[i]] = AltitudeCode::atMost(static_cast<double>(std::min(ceiling[i], 1e9F)));
      any = true;
    }
  }
  if (!any) {
    out.isNowhere = true;
    out.low = {};
    out.high = {};
  }
  return out;
}

Result<NetworkFloorsPtr> NetworkFloors::make(NetworkGridPtr grid, std::span<const NetworkSensor> sensors,
                                             const TerrainPtr& terrain, std::stop_token stop,
                                             const std::function<void(double)>& progress) {
  std::vector<SensorCells> cells(sensors.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  std::mutex telling;
  const auto work = [&] {
    for (std::size_t i = next++; i < sensors.size() && !stop.stop_requested(); i = next++) {
      cells[i] = cellsOf(*grid, sensors[i]);
      const std::size_t finished = ++done;
      if (!progress) continue;
      const std::scoped_lock lock(telling);
      progress(static_cast<double>(finished) / static_cast<double>(sensors.size()));
    }
  };
  if (sensors.size() > 1 && std::thread::hardware_concurrency() > 1) {
    std::jthread helper(work);
    work();
  } else {
    work();
  }
  if (stop.stop_requested()) return cancelled();
  std::vector<float> ground;
  if (terrain) {
    std::vector<LatLon> points(grid->size());
    for (std::size_t i = 0; i < points.size(); ++i) points[i] = grid->middle(i);
    ground.resize(points.size());
    terrain->heightsAt(points, ground);
    for (float& h : ground) h = std::isnan(h) ? 0 : h;
  }
  return NetworkFloorsPtr(
      std::make_shared<NetworkFloors>(std::move(grid), std::move(cells), std::move(ground)));
}

std::vector<std::vector<std::uint16_t>> lowestFloors(const NetworkFloors& floors, const SensorSet& counts,
                                                     int k) {
  const std::size_t n = floors.grid().size();
  std::vector<std::vector<std::uint16_t>> planes(static_cast<std::size_t>(std::max(k, 1)),
                                                 std::vector<std::uint16_t>(n, AltitudeCode::kNever));
  for (std::size_t s = 0; s < floors.sensors().size(); ++s) {
    const SensorCells& sensor = floors.sensors()[s];
    if (sensor.isNowhere || !countsIn(counts, s)) continue;
    for (std::size_t cell = 0; cell < n; ++cell) {
      std::uint16_t v = sensor.low[cell];
      for (auto& plane : planes) {
        if (v < plane[cell]) std::swap(v, plane[cell]);
      }
    }
  }
  return planes;
}

std::vector<std::uint8_t> sensorCounts(const NetworkFloors& floors, const SensorSet& counts,
                                       const AltitudeLevel& level) {
  const std::size_t n = floors.grid().size();
  std::vector<std::uint16_t> codes(n), tops(n);
  for (std::size_t cell = 0; cell < n; ++cell) {
    codes[cell] = floors.codeAt(cell, level);
    tops[cell] = floors.topAt(cell, level);
  }
  std::vector<std::uint8_t> out(n, 0);
  for (std::size_t s = 0; s < floors.sensors().size(); ++s) {
    const SensorCells& sensor = floors.sensors()[s];
    if (sensor.isNowhere || !countsIn(counts, s)) continue;
    const std::uint16_t* low = sensor.low.data();
    const std::uint16_t* high = sensor.high.data();
    for (std::size_t cell = 0; cell < n; ++cell) {
      const int seen =
          static_cast<int>(low[cell] <= codes[cell]) & static_cast<int>(tops[cell] <= high[cell]);
      out[cell] = static_cast<std::uint8_t>(std::min(255, out[cell] + seen));
    }
  }
  return out;
}

std::vector<float> revisitTimes(const NetworkFloors& floors, const SensorSet& counts,
                                const AltitudeLevel& level) {
  const std::size_t n = floors.grid().size();
  std::vector<double> rate(n, 0);
  for (std::size_t s = 0; s < floors.sensors().size(); ++s) {
    const SensorCells& sensor = floors.sensors()[s];
    if (sensor.isNowhere || !countsIn(counts, s)) continue;
    const double looks =
        sensor.scanPeriod > 0 ? 1 / sensor.scanPeriod : std::numeric_limits<double>::infinity();
    for (std::size_t cell = 0; cell < n; ++cell) {
      if (sensor.sees(cell, floors.codeAt(cell, level), floors.topAt(cell, level))) rate[cell] += looks;
    }
  }
  std::vector<float> out(n);
  for (std::size_t cell = 0; cell < n; ++cell) {
    out[cell] = rate[cell] > 0 ? static_cast<float>(1 / rate[cell]) : std::numeric_limits<float>::infinity();
  }
  return out;
}

CoverShare coverAt(const NetworkFloors& floors, const SensorSet& counts, const AltitudeLevel& level) {
  CoverShare share;
  share.level = level;
  const NetworkGrid& grid = floors.grid();
  share.total = grid.totalArea();
  const std::vector<std::uint8_t> seen = sensorCounts(floors, counts, level);
  const std::vector<float> revisit = revisitTimes(floors, counts, level);
  double weighted = 0;
  for (std::size_t cell = 0; cell < grid.size(); ++cell) {
    const double area = grid.area(cell);
    if (!(area > 0)) continue;
    for (int k = 0; k < 3 && seen[cell] > k; ++k) share.by[k] += area;
    if (seen[cell] > 0) {
      weighted += area * static_cast<double>(revisit[cell]);
      continue;
    }
    for (std::size_t s = 0; s < floors.sensors().size(); ++s) {
      const SensorCells& sensor = floors.sensors()[s];
      if (sensor.isNowhere || !countsIn(counts, s) || sensor.low[cell] != AltitudeCode::kUnknown) continue;
      share.unknown += area;
      break;
    }
  }
  share.meanRevisit = share.by[0] > 0 ? weighted / share.by[0] : 0;
  return share;
}

std::vector<CoverShare> coverByAltitude(const NetworkFloors& floors, const SensorSet& counts,
                                        std::span<const AltitudeLevel> levels, std::stop_token stop) {
  std::vector<CoverShare> out;
  for (const AltitudeLevel& level : levels) {
    if (stop.stop_requested()) break;
    out.push_back(coverAt(floors, counts, level));
  }
  return out;
}

Result<std::vector<NetworkSensor>> computeNetwork(const Plan& plan, const TerrainPtr& terrain, double k,
                                                  FloorQuality quality, std::vector<Error>* problems,
                                                  std::stop_token stop,
                                                  const std::function<void(double)>& progress) {
  std::vector<NetworkSensor> out;
  std::size_t done = 0;
  for (const Site& site : plan.sites) {
    ++done;
    const std::optional<CoverageRequest> request = coverageRequest(site, k);
    if (!request) continue;
    if (stop.stop_requested()) return cancelled();
    auto field = computeCoverage(*request, terrain, quality, stop);
    if (!field) {
      if (stop.stop_requested()) return cancelled();
      if (problems) problems->push_back({field.error().what, "coverage of " + site.name, field.error().hint});
      continue;
    }
    out.push_back({site.id, *site.sensor, *field});
    if (progress) progress(static_cast<double>(done) / static_cast<double>(plan.sites.size()));
  }
  return out;
}

GeoBox reachOfSensors(std::span<const NetworkSensor> sensors) {
  GeoBox box;
  double first = 0;
  double west = 0;
  double east = 0;
  for (const NetworkSensor& sensor : sensors) {
    if (!sensor.field) continue;
    const FloorRequest& request = sensor.field->request();
    for (const double azimuth : {0.0, 90.0, 180.0, 270.0}) {
      const LatLon p = geodesicPoint(request.site, azimuth, request.range);
      if (box.isEmpty()) {
        first = p.lon;
        west = east = p.lon;
        box.south = box.north = p.lat;
      }
      const double lon = first + wrapLongitude(p.lon - first);
      west = std::min(west, lon);
      east = std::max(east, lon);
      box.south = std::min(box.south, p.lat);
      box.north = std::max(box.north, p.lat);
    }
  }
  box.west = wrapLongitude(west);
  box.east = wrapLongitude(east);
  return box;
}

}  // namespace sorami
