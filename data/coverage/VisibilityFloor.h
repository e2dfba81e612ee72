// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/CoverageField.h"
#include "data/geo/Terrain.h"

#include <functional>
#include <stop_token>

namespace sorami {

/// Floors above this count as never visible, m AMSL.
constexpr double kFloorCeiling = 32'000;

/// Says why a request cannot be computed (position, range, k, antenna), or that it can.
Status checkFloorRequest(const FloorRequest& request);

/// Radius of curvature of the WGS 84 ellipsoid at a latitude in a direction (Euler's theorem), m; degrees.
double eulerRadius(double lat, double azimuthDeg);

/// Lowest visible altitude about a site: a sweep of rays outward, each keeping the steepest slope to terrain
/// so far. With the effective radius R' = k·R(azimuth), φ = s/R', antenna altitude h₀ and terrain altitude h:
///   slope t = (h·cos φ − R'(1 − cos φ) − h₀) / ((R' + h)·sin φ),  T = the greatest t before s,
///   floor   = max(ground, (h₀ + R'(1 − cos φ) + T·R'·sin φ) / (cos φ − T·sin φ)).
/// Terrain is the bilinear surface between posts.
///
/// Without terrain (null, or none in range) the earth is smooth and the field says so. `progress` is told
/// 0 … 1 from a working thread. A stop gives an Error whose `what` is "cancelled". `threads`: 0 for as many
/// as the machine has.
Result<CoverageFieldPtr> computeFloor(const FloorRequest& request, const TerrainPtr& terrain,
                                      FloorQuality quality, std::stop_token stop = {},
                                      const std::function<void(double)>& progress = {}, int threads = 0);

}  // namespace sorami
