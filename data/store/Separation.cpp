// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Separation.h"

#include "data/core/Units.h"
#include "data/geo/Geodesic.h"
#include "data/store/Motion.h"
#include "data/store/Queries.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

/// Looks for a track's samples about an instant in a few buckets; keeps what the last answer needed.
class OneTrack {
 public:
  OneTrack(const StoreView& view, TrackId track)
      : m_view(view), m_info(view.tracks()[track]), m_rules(MotionRules::of(m_info)) {}

  std::optional<TrackState> at(UtcTime t) {
    const Micros reach = m_rules.holds ? t - m_info.first : m_rules.reach();
    if (t < m_info.first || t.us - m_info.last.us > reach) return std::nullopt;
    const auto buckets = m_view.buckets();
    const std::size_t home = bucketIndexAt(m_view, t);
    SampleRef prev;
    SampleRef next;
    for (std::size_t i = std::min(home, buckets.size() - 1); i < buckets.size() && !prev; --i) {
      if (t.us - buckets[i].range.end.us > reach) break;
      if (buckets[i].range.begin > t) continue;
      look(i, t.us, prev, next);
    }
    for (std::size_t i = home; i < buckets.size() && !next; ++i) {
      if (buckets[i].range.begin.us - t.us > m_rules.gap) break;
      SampleRef ignored;
      look(i, t.us, ignored, next);
    }
    TrackState state;
    if (!Segment::make(m_info.id, m_rules, prev, next).at(t.us, state)) return std::nullopt;
    return state;
  }

 private:
  void look(std::size_t index, std::int64_t t, SampleRef& prev, SampleRef& next) {
    const Bucket* bucket = get(index);
    const Bucket::Run* run = bucket ? bucket->run(m_info.id) : nullptr;
    if (!run) return;
    const auto after = static_cast<std::uint32_t>(
        std::upper_bound(bucket->time.begin() + run->begin, bucket->time.begin() + run->end, t) -
        bucket->time.begin());
    for (std::uint32_t i = after; i > run->begin && !prev;)
      if ((bucket->flags[--i] & kOutlier) == 0) prev = {bucket, i, run->begin};
    for (std::uint32_t i = after; i < run->end && !next; ++i)
      if ((bucket->flags[i] & kOutlier) == 0) next = {bucket, i, run->begin};
  }

  const Bucket* get(std::size_t index) {
    for (const auto& [i, bucket] : m_kept)
      if (i == index) return bucket.get();
    // Neighbours of the present one are all that is asked for again.
    if (m_kept.size() >= 8) m_kept.erase(m_kept.begin());
    m_kept.emplace_back(index, m_view.bucket(m_view.buckets()[index].id));
    return m_kept.back().second.get();
  }

  const StoreView& m_view;
  const TrackInfo& m_info;
  MotionRules m_rules;
  std::vector<std::pair<std::size_t, BucketPtr>> m_kept;
};

bool isThere(const StoreView& view, TrackId track) {
  return track < view.tracks().size() && !view.tracks()[track].isPlots && view.tracks()[track].count > 0;
}

Separation between(const TrackState& a, const TrackState& b, UtcTime t) {
  Separation s;
  s.time = t;
  const GeodesicLine line = geodesic(a.position, b.position);
  s.range = line.distance;
  s.bearingDeg = line.azimuthFromDeg;
  s.height = kNoDouble;
  if (!std::isnan(a.baroAltitude) && !std::isnan(b.baroAltitude)) {
    s.height = static_cast<double>(b.baroAltitude - a.baroAltitude);
  } else if (!std::isnan(a.geoAltitude) && !std::isnan(b.geoAltitude) &&
             (a.flags & kGeoIsMsl) == (b.flags & kGeoIsMsl)) {
    s.height = static_cast<double>(b.geoAltitude - a.geoAltitude);
  }
  s.closing = kNoDouble;
  s.closest = s.range;
  const auto velocity = [](const TrackState& state, double& east, double& north) {
    const double speed = static_cast<double>(state.groundSpeed);
    const double course = degToRad(static_cast<double>(state.trackDeg));
    east = speed * std::sin(course);
    north = speed * std::cos(course);
    return std::isfinite(east) && std::isfinite(north);
  };
  double ae, an, be, bn;
  if (!velocity(a, ae, an) || !velocity(b, be, bn)) return s;
  // In the plane about the first one: good for what is near in time, and further nobody keeps course.
  const double bearing = degToRad(s.bearingDeg);
  const double x = s.range * std::sin(bearing);
  const double y = s.range * std::cos(bearing);
  const double vx = be - ae;
  const double vy = bn - an;
  const double vv = vx * vx + vy * vy;
  s.closing = s.range > 0 ? -(x * vx + y * vy) / s.range : 0;
  if (vv > 1 && s.closing > 0) {
    s.closestIn = -(x * vx + y * vy) / vv;
    s.closest = std::hypot(x + vx * s.closestIn, y + vy * s.closestIn);
  }
  return s;
}

}  // namespace

std::optional<TrackState> trackAt(const StoreView& view, TrackId track, UtcTime t) {
  if (!isThere(view, track) || !t.isValid()) return std::nullopt;
  return OneTrack(view, track).at(t);
}

std::optional<Separation> separationAt(const StoreView& view, TrackId first, TrackId second, UtcTime t) {
  if (!isThere(view, first) || !isThere(view, second) || !t.isValid()) return std::nullopt;
  const auto a = OneTrack(view, first).at(t);
  const auto b = a ? OneTrack(view, second).at(t) : std::nullopt;
  if (!b) return std::nullopt;
  return between(*a, *b, t);
}

std::optional<Separation> closestApproach(const StoreView& view, TrackId first, TrackId second,
                                          TimeRange range, std::stop_token stop) {
  if (!isThere(view, first) || !isThere(view, second) || !range.isValid()) return std::nullopt;
  const TrackInfo& a = view.tracks()[first];
  const TrackInfo& b = view.tracks()[second];
  const TimeRange common{std::max({a.first, b.first, range.begin}), std::min({a.last, b.last, range.end})};
  if (!common.isValid()) return std::nullopt;
  std::vector<UtcTime> times{common.begin, common.end};
  for (const TrackId track : {first, second}) {
    for (const Sample& sample : history(view, track, common)) times.push_back(sample.time);
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  OneTrack ofA(view, first);
  OneTrack ofB(view, second);
  const auto at = [&](UtcTime t) -> std::optional<Separation> {
    const auto p = ofA.at(t);
    const auto q = p ? ofB.at(t) : std::nullopt;
    if (!q) return std::nullopt;
    return between(*p, *q, t);
  };
  std::optional<Separation> best;
  std::size_t where = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (stop.stop_requested()) return std::nullopt;
    const auto here = at(times[i]);
    if (here && (!best || here->range < best->range)) {
      best = here;
      where = i;
    }
  }
  if (!best) return std::nullopt;
  // Between the neighbours of the nearest report the range has one least value: narrow it down by thirds.
  std::int64_t low = times[where > 0 ? where - 1 : where].us;
  std::int64_t high = times[std::min(where + 1, times.size() - 1)].us;
  while (high - low > 10 * kMillisecond) {
    const std::int64_t third = (high - low) / 3;
    const auto p = at({low + third});
    const auto q = at({high - third});
    if (!p || !q) break;
    for (const auto& each : {p, q})
      if (each->range < best->range) best = each;
    (p->range < q->range ? high : low) = p->range < q->range ? high - third : low + third;
  }
  return best;
}

}  // namespace sorami
