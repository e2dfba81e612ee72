// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/SiteCoverage.h"

#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/DetectedFloor.h"
#include "data/plan/Motion.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

/// Ground ranges are asked for a little beyond the last place anything is found.
constexpr double kBeyond = 1.002;
constexpr double kLeastRange = 1000;
constexpr double kGreatestRange = 1'500'000;

}  // namespace

bool CoverageRequest::operator==(const CoverageRequest& o) const {
  const FloorRequest& a = floor;
  const FloorRequest& b = o.floor;
  return a.site == b.site && a.antennaHeight == b.antennaHeight && a.antennaIsMsl == b.antennaIsMsl &&
         a.range == b.range && a.k == b.k && a.azimuthFrom == b.azimuthFrom && a.azimuthTo == b.azimuthTo &&
         sensor == o.sensor;
}

CoverageRequest requestOf(const SensorParameters& sensor, LatLon position, double k) {
  CoverageRequest request;
  request.sensor = sensor;
  FloorRequest& floor = request.floor;
  floor.site = position;
  floor.antennaHeight = sensor.antennaHeight;
  floor.antennaIsMsl = sensor.antennaIsMsl;
  floor.range = sensor.instrumentedRange;
  floor.k = k;
  if (sensor.sectorWidthDeg < 360) {
    const auto turn = [](double deg) { return std::fmod(std::fmod(deg, 360) + 360, 360); };
    floor.azimuthFrom = turn(sensor.sectorCentreDeg - sensor.sectorWidthDeg / 2);
    floor.azimuthTo = turn(sensor.sectorCentreDeg + sensor.sectorWidthDeg / 2);
  }
  return request;
}

std::optional<CoverageRequest> coverageRequest(const Site& site, double k, UtcTime time,
                                               const StoreView* store) {
  if (!site.sensor || !site.active) return std::nullopt;
  if (!time.isValid()) return requestOf(*site.sensor, site.position, k);
  const Site there = standingAt(site, time, store);
  return requestOf(*there.sensor, there.position, k);
}

Result<DetectionModelPtr> modelOf(const CoverageRequest& request, double antennaMsl) {
  Environment environment;
  environment.k = request.floor.k;
  environment.earthRadius =
      0.5 * (eulerRadius(request.floor.site.lat, 0) + eulerRadius(request.floor.site.lat, 90));
  return DetectionModel::make(request.sensor, environment, antennaMsl);
}

Result<CoverageFieldPtr> computeCoverage(const CoverageRequest& request, const TerrainPtr& terrain,
                                         FloorQuality quality, std::stop_token stop,
                                         const std::function<void(double)>& progress, int threads) {
  if (const Status status = checkFloorRequest(request.floor); !status) return status.error();
  double ground = 0;
  if (terrain && !request.floor.antennaIsMsl) {
    const auto height = static_cast<double>(terrain->heightAt(request.floor.site));
    if (std::isfinite(height)) ground = height;
  }
  const auto model =
      modelOf(request, request.floor.antennaHeight + (request.floor.antennaIsMsl ? 0 : ground));
  if (!model) return model.error();
  FloorRequest floor = request.floor;
  floor.range = std::clamp((*model)->reach() * kBeyond, kLeastRange, std::min(floor.range, kGreatestRange));
  floor.range = std::min(std::max(floor.range, kLeastRange), kGreatestRange);
  auto visible = computeFloor(floor, terrain, quality, std::move(stop), progress, threads);
  if (!visible) return visible.error();
  // Without terrain about the floor is that of a smooth earth at 0 m, antenna and all.
  if ((*visible)->antennaMsl() != (*model)->antennaMsl()) {
    const auto again = modelOf(request, (*visible)->antennaMsl());
    if (!again) return again.error();
    return CoverageFieldPtr(std::make_shared<DetectedFloor>(*visible, *again));
  }
  return CoverageFieldPtr(std::make_shared<DetectedFloor>(*visible, *model));
}

}  // namespace sorami
