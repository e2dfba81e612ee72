// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A bucket's few samples about an instant in the map plane, for a first look: most of the time of the exact
// way goes into projecting them.
#include "data/core/Units.h"
#include "data/geo/Earth.h"
#include "data/store/Rows.h"
#include "widgets/scene/layers/ProjectedBucket.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sorami {

namespace {

/// Degrees from a run's own point within which others are placed by how the map lies there: a few minutes of
/// flight, over which that is off by some tens of metres.
constexpr double kNear = 0.2;
constexpr double kStepDeg = 0.01;
constexpr int kAcross = 360;  ///< cells of a degree

std::size_t cellOf(LatLon p) {
  const int row = std::clamp(static_cast<int>(std::floor(p.lat)) + 90, 0, 179);
  const int column = std::clamp(static_cast<int>(std::floor(p.lon)) + 180, 0, kAcross - 1);
  return static_cast<std::size_t>(row) * kAcross + static_cast<std::size_t>(column);
}

}  // namespace

ProjectedBucketPtr ProjectedBucket::makeGlimpse(BucketPtr bucket, const Projection& projection,
                                                UtcTime about) {
  auto out = std::make_shared<ProjectedBucket>();
  const Bucket& b = *bucket;
  const std::size_t runs = b.runs.size();
  out->x.assign(b.size(), std::numeric_limits<float>::quiet_NaN());
  out->y.assign(b.size(), std::numeric_limits<float>::quiet_NaN());
  out->runs.resize(runs + 1);
  out->dots = std::make_shared<const std::vector<TrailDot>>();

  // A point of each run, what lies too far from it, and of each degree that is met how the map lies there.
  std::vector<LatLon> geo(runs);
  std::vector<std::uint32_t> far;
  std::vector<std::int32_t> cells(180 * kAcross, -1);
  std::vector<std::size_t> met;
  for (std::size_t r = 0; r < runs; ++r) {
    const Bucket::Run& run = b.runs[r];
    const auto first = b.time.begin() + run.begin;
    const auto after = std::upper_bound(first, b.time.begin() + run.end, about.us) - b.time.begin();
    geo[r] = positionOf(b, std::max<std::size_t>(run.begin + 1, static_cast<std::size_t>(after)) - 1);
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
      const LatLon p = positionOf(b, i);
      if (std::abs(p.lat - geo[r].lat) > kNear || std::abs(wrapLongitude(p.lon - geo[r].lon)) > kNear)
        far.push_back(i);
    }
    const std::size_t cell = cellOf(geo[r]);
    if (cells[cell] < 0) {
      cells[cell] = static_cast<std::int32_t>(met.size());
      met.push_back(cell);
    }
  }
  for (const std::uint32_t i : far) geo.push_back(positionOf(b, i));
  const std::size_t grid = geo.size();
  for (const std::size_t cell : met) {
    const std::size_t row = cell / kAcross;
    const LatLon p{static_cast<double>(row) - 89.5, static_cast<double>(cell % kAcross) - 179.5};
    geo.push_back(p);
    geo.push_back({p.lat, wrapLongitude(p.lon + kStepDeg / std::cos(degToRad(p.lat)))});
    geo.push_back({p.lat + kStepDeg, p.lon});
  }
  std::vector<MapPoint> map(geo.size());
  projection.forward(geo, map);

  std::vector<Basis> bases;
  for (std::size_t k = 0; k < met.size(); ++k) {
    const MapPoint p = map[grid + 3 * k];
    const MapPoint e = map[grid + 3 * k + 1];
    const MapPoint n = map[grid + 3 * k + 2];
    constexpr double kMetres = kStepDeg * kMetresPerDegree;
    Basis basis{static_cast<float>((e.x - p.x) / kMetres), static_cast<float>((e.y - p.y) / kMetres),
                static_cast<float>((n.x - p.x) / kMetres), static_cast<float>((n.y - p.y) / kMetres)};
    // A step that crosses a cut lands at the other end of the map.
    if (std::hypot(basis.ex, basis.ey) > 100 || std::hypot(basis.nx, basis.ny) > 100) {
      constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
      basis = {kNone, kNone, kNone, kNone};
    }
    bases.push_back(basis);
  }
  for (std::size_t r = 0; r < runs; ++r) {
    const Bucket::Run& run = b.runs[r];
    Run& to = out->runs[r];
    to.x = map[r].x;
    to.y = map[r].y;
    to.first = to.last = bases[static_cast<std::size_t>(cells[cellOf(geo[r])])];
    const double shrink = std::cos(degToRad(geo[r].lat));
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
      const LatLon p = positionOf(b, i);
      const auto north = static_cast<float>((p.lat - geo[r].lat) * kMetresPerDegree);
      const auto east = static_cast<float>(wrapLongitude(p.lon - geo[r].lon) * kMetresPerDegree * shrink);
      const bool isThere = north == 0 && east == 0;
      out->x[i] = std::isnan(to.x) ? static_cast<float>(to.x)
                  : isThere        ? 0
                                   : east * to.first.ex + north * to.first.nx;
      out->y[i] = std::isnan(to.x) ? static_cast<float>(to.x)
                  : isThere        ? 0
                                   : east * to.first.ey + north * to.first.ny;
    }
  }
  // Each far one belongs to the run that holds it.
  std::size_t r = 0;
  for (std::size_t k = 0; k < far.size(); ++k) {
    while (far[k] >= b.runs[r].end) ++r;
    out->x[far[k]] = static_cast<float>(map[runs + k].x - out->runs[r].x);
    out->y[far[k]] = static_cast<float>(map[runs + k].y - out->runs[r].y);
  }
  for (std::size_t k = 0; k < runs; ++k) {
    Run& to = out->runs[k];
    to.minX = to.minY = std::numeric_limits<float>::max();
    to.maxX = to.maxY = std::numeric_limits<float>::lowest();
    for (std::uint32_t i = b.runs[k].begin; i < b.runs[k].end; ++i) {
      if (std::isnan(out->x[i])) continue;
      to.minX = std::min(to.minX, out->x[i]);
      to.minY = std::min(to.minY, out->y[i]);
      to.maxX = std::max(to.maxX, out->x[i]);
      to.maxY = std::max(to.maxY, out->y[i]);
    }
  }
  out->bucket = std::move(bucket);
  return out;
}

}  // namespace sorami
