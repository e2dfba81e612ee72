// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/CoverageField.h"
#include "data/coverage/detection/DetectionModel.h"
#include "data/geo/Terrain.h"
#include "data/plan/Plan.h"
#include "data/store/StoreView.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace sorami {

/// What the coverage of one sensor is computed from: terrain is asked along `floor`, detection by `sensor`.
/// The floor's range, sector and antenna follow the sensor; use coverageRequest() or requestOf().
struct CoverageRequest {
  FloorRequest floor;
  SensorParameters sensor;
  bool operator==(const CoverageRequest& other) const;
};

/// The request of a sensor at a place, k the effective earth radius factor.
CoverageRequest requestOf(const SensorParameters& sensor, LatLon position, double k);
/// The request of a site of a plan; nothing when it has no coverage (no sensor, switched off). Of a moving
/// site: where its route begins, or where `time` and the tracks of `store` (may be null) have it.
std::optional<CoverageRequest> coverageRequest(const Site& site, double k, UtcTime time = {},
                                               const StoreView* store = nullptr);

/// The model of a request with the antenna at `antennaMsl`, on the earth at that place.
Result<DetectionModelPtr> modelOf(const CoverageRequest& request, double antennaMsl);

/// Lowest (and, by the field's hasCeiling(), highest) altitude at which the sensor detects its target: the
/// visibility floor over terrain cut by detection. Arguments and errors as computeFloor; besides, impossible
/// parameters are named.
Result<CoverageFieldPtr> computeCoverage(const CoverageRequest& request, const TerrainPtr& terrain,
                                         FloorQuality quality, std::stop_token stop = {},
                                         const std::function<void(double)>& progress = {}, int threads = 0);

}  // namespace sorami
