// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/ProjectedBucket.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <thread>

namespace sorami {

ProjectedBucketPtr ProjectedBucket::make(BucketPtr bucket, const Projection& projection, Micros trailStep) {
  auto out = std::make_shared<ProjectedBucket>();
  const Bucket& b = *bucket;
  const std::size_t n = b.size();
  out->x.resize(n);
  out->y.resize(n);
  out->runs.resize(b.runs.size() + 1);

  // Some runs at a time, so that what goes through the projection stays in the cache: their samples, then at
  // both ends of each run a step east and one north.
  constexpr double kStep = 0.01;  // deg
  constexpr std::size_t kAtOnce = 8'192;
  const auto project = [&](std::size_t from, std::size_t to) {
    std::vector<LatLon> geo;
    std::vector<MapPoint> map;
    for (std::size_t first = from; first < to;) {
      geo.clear();
      std::size_t last = first;
      for (; last < to && geo.size() < kAtOnce; ++last)
        for (std::uint32_t i = b.runs[last].begin; i < b.runs[last].end; ++i) geo.push_back(positionOf(b, i));
      const std::size_t samples = geo.size();
      geo.resize(samples + (last - first) * 4);
      map.resize(geo.size());
      for (std::size_t r = first; r < last; ++r) {
        const std::array<LatLon, 2> ends = {positionOf(b, b.runs[r].begin), positionOf(b, b.runs[r].end - 1)};
        for (std::size_t k = 0; k < 2; ++k) {
          const LatLon p = ends[k];
          // Away from the pole, or the step north would pass over it.
          const double north = p.lat > 89.9 ? -kStep : kStep;
          const double east = kStep / std::max(0.02, std::cos(degToRad(p.lat)));
          LatLon* const steps = geo.data() + samples + (r - first) * 4 + k * 2;
          steps[0] = {p.lat, wrapLongitude(p.lon + east)};
          steps[1] = {p.lat + north, p.lon};
        }
      }
      projection.forward(std::span<const LatLon>(geo), std::span<MapPoint>(map));
      const MapPoint* of = map.data();
      for (std::size_t r = first; r < last; ++r) {
        out->takeRun(b, r, of, map.data() + samples + (r - first) * 4, kStep);
        of += b.runs[r].end - b.runs[r].begin;
      }
      first = last;
    }
  };
  // Most of the time goes here, and who jumps to a time waits for it: two threads where that is worth it.
  constexpr std::size_t kMany = 40'000;
  if (n > kMany) {
    const std::size_t half = b.runs.size() / 2;
    const std::jthread second([&] { project(half, b.runs.size()); });
    project(0, half);
  } else {
    project(0, b.runs.size());
  }

  const Micros step = std::max<Micros>(1, trailStep);
  std::vector<TrailDot> dots;
  dots.reserve(n);
  for (std::size_t r = 0; r < b.runs.size(); ++r) {
    out->runs[r].dots = static_cast<std::uint32_t>(dots.size());
    std::int64_t cell = std::numeric_limits<std::int64_t>::min();
    for (std::uint32_t i = b.runs[r].begin; i < b.runs[r].end; ++i) {
      if (b.flags[i] & kOutlier) continue;
      const std::int64_t c = b.time[i] / step;
      const bool starts = b.flags[i] & (kLegStart | kStaleGap | kTrackStart);
      if ((c == cell && !starts) || std::isnan(out->x[i])) continue;
      cell = c;
      const auto ms = static_cast<std::int32_t>((b.time[i] - b.range.begin.us) / kMillisecond);
      const auto number = static_cast<std::uint32_t>(c) & ~TrailDot::kBreak;
      dots.push_back({out->x[i], out->y[i], ms, starts ? number | TrailDot::kBreak : number});
    }
  }
  out->runs.back().dots = static_cast<std::uint32_t>(dots.size());
  dots.shrink_to_fit();
  out->dots = std::make_shared<const std::vector<TrailDot>>(std::move(dots));
  out->bucket = std::move(bucket);
  return out;
}

namespace {

/// The rows of a run that tell what its track does before the first and after the last of them: the outermost
/// ones that are no outliers, and the row before the last, which tells of its speed, whatever it is.
void keepEnds(const Bucket& b, const Bucket::Run& run, std::vector<std::uint32_t>& rows) {
  std::uint32_t first = run.begin;
  while (first < run.end && (b.flags[first] & kOutlier)) ++first;
  if (first == run.end) return;
  std::uint32_t last = run.end - 1;
  while (b.flags[last] & kOutlier) --last;
  if (first + 1 < last) rows.push_back(first);
  if (last > run.begin) rows.push_back(last - 1);
  rows.push_back(last);
}

}  // namespace

ProjectedBucketPtr ProjectedBucket::reduced(BucketForm to, std::span<const TrackInfo> tracks) const {
  auto less = std::make_shared<Bucket>();
  less->id = bucket->id;
  less->range = bucket->range;
  less->runs = bucket->runs;
  auto out = std::make_shared<ProjectedBucket>();
  out->form = to;
  out->runs = runs;
  out->dots = dots;
  std::vector<std::uint32_t> rows;
  for (std::size_t r = 0; r < less->runs.size(); ++r) {
    Bucket::Run& run = less->runs[r];
    const Bucket::Run all = run;
    run.begin = static_cast<std::uint32_t>(rows.size());
    if (to != BucketForm::Trails && tracks[run.track].isPlots) {
      for (std::uint32_t i = all.begin; i < all.end; ++i) rows.push_back(i);
    } else if (to != BucketForm::Trails) {
      keepEnds(*bucket, all, rows);
    }
    run.end = static_cast<std::uint32_t>(rows.size());
    if (run.begin == run.end) continue;
    // Between its ends a run's bases are reckoned by the number of the sample, which is another one now.
    out->runs[r].first = basisAt(r, rows[run.begin]);
    out->runs[r].last = basisAt(r, rows.back());
  }
  const auto take = [&](const auto& from, auto& column) {
    column.reserve(rows.size());
    for (const std::uint32_t row : rows) column.push_back(from[row]);
  };
  take(bucket->time, less->time);
  take(bucket->lat, less->lat);
  take(bucket->lon, less->lon);
  take(bucket->baroAltitude, less->baroAltitude);
  take(bucket->geoAltitude, less->geoAltitude);
  take(bucket->groundSpeed, less->groundSpeed);
  take(bucket->trackDeg, less->trackDeg);
  take(bucket->verticalRate, less->verticalRate);
  take(bucket->flags, less->flags);
  take(bucket->receivedDelta, less->receivedDelta);
  take(x, out->x);
  take(y, out->y);
  out->bucket = std::move(less);
  return out;
}

void ProjectedBucket::takeRun(const Bucket& b, std::size_t r, const MapPoint* map, const MapPoint* steps,
                              double step) {
  const Bucket::Run& run = b.runs[r];
  Run& to = runs[r];
  to.x = std::nan("");
  to.minX = to.minY = std::numeric_limits<float>::max();
  to.maxX = to.maxY = std::numeric_limits<float>::lowest();
  for (std::uint32_t i = run.begin; i < run.end; ++i) {
    const MapPoint at = map[i - run.begin];
    if (std::isnan(to.x) && !std::isnan(at.x)) {
      to.x = at.x;
      to.y = at.y;
    }
    x[i] = static_cast<float>(at.x - to.x);
    y[i] = static_cast<float>(at.y - to.y);
    if (std::isnan(x[i])) continue;
    to.minX = std::min(to.minX, x[i]);
    to.minY = std::min(to.minY, y[i]);
    to.maxX = std::max(to.maxX, x[i]);
    to.maxY = std::max(to.maxY, y[i]);
  }
  for (std::size_t k = 0; k < 2; ++k) {
    const std::uint32_t at = k == 0 ? run.begin : run.end - 1;
    const MapPoint p = map[at - run.begin];
    const MapPoint e = steps[k * 2];
    const MapPoint s = steps[k * 2 + 1];
    const double lat = positionOf(b, at).lat;
    const double north = (lat > 89.9 ? -step : step) * kMetresPerDegree;
    const double east =
        step * kMetresPerDegree / std::max(0.02, std::cos(degToRad(lat))) * std::cos(degToRad(lat));
    Basis basis{static_cast<float>((e.x - p.x) / east), static_cast<float>((e.y - p.y) / east),
                static_cast<float>((s.x - p.x) / north), static_cast<float>((s.y - p.y) / north)};
    // A step that crosses a cut lands at the other end of the map.
    if (std::hypot(basis.ex, basis.ey) > 100 || std::hypot(basis.nx, basis.ny) > 100) {
      constexpr float kNowhere = std::numeric_limits<float>::quiet_NaN();
      basis = {kNowhere, kNowhere, kNowhere, kNowhere};
    }
    (k == 0 ? to.first : to.last) = basis;
  }
}

ProjectedBucket::Basis ProjectedBucket::basisAt(std::size_t run, std::size_t sample) const {
  const Bucket::Run& r = bucket->runs[run];
  const Basis& a = runs[run].first;
  const Basis& b = runs[run].last;
  if (r.end - r.begin < 2 || std::isnan(b.ex)) return a;
  if (std::isnan(a.ex)) return b;
  if (sample == r.begin) return a;
  if (sample + 1 == r.end) return b;
  const float f = static_cast<float>(sample - r.begin) / static_cast<float>(r.end - 1 - r.begin);
  return {a.ex + (b.ex - a.ex) * f, a.ey + (b.ey - a.ey) * f, a.nx + (b.nx - a.nx) * f,
          a.ny + (b.ny - a.ny) * f};
}

}  // namespace sorami
