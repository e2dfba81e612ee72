// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrackMotion.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami {

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();

}  // namespace

double coastError(double seconds) {
  struct Point {
    double s, m;
  };
  // Dead-reckoning error of manoeuvring airliners, 95th percentile, from our own measurements.
  static constexpr std::array<Point, 5> kMeasured = {
      {{0, 0}, {10, 374}, {30, 2'364}, {60, 6'691}, {120, 16'808}}};
  for (std::size_t i = 1; i < kMeasured.size(); ++i) {
    if (seconds <= kMeasured[i].s || i + 1 == kMeasured.size()) {
      const Point a = kMeasured[i - 1];
      const Point b = kMeasured[i];
      return a.m + (b.m - a.m) * (std::max(0.0, seconds) - a.s) / (b.s - a.s);
    }
  }
  return 0;
}

namespace {

std::uint64_t nextId() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

ActiveTracks::ActiveTracks(StoreViewPtr store, ProjectionPtr projection,
                           std::vector<ProjectedBucketPtr> buckets, const ActiveTracks* before)
    : m_id(nextId()),
      m_store(std::move(store)),
      m_projection(std::move(projection)),
      m_buckets(std::move(buckets)) {
  for (const ProjectedBucketPtr& bucket : m_buckets) m_ranges.push_back(bucket->bucket->range);
  const auto hasSameRuns = [](const ProjectedBucketPtr& a, const ProjectedBucketPtr& b) {
    return a->dots == b->dots;  // another form of it at most
  };
  if (before != nullptr && before->m_store == m_store &&
      std::equal(m_buckets.begin(), m_buckets.end(), before->m_buckets.begin(), before->m_buckets.end(),
                 hasSameRuns)) {
    m_tracks = before->m_tracks;
    m_runs = before->m_runs;
    m_rules = before->m_rules;
    return;
  }
  // Runs are sorted by track in every bucket: one merge lists the tracks and where each has its runs.
  const std::size_t n = m_buckets.size();
  std::vector<std::size_t> at(n, 0);
  for (;;) {
    TrackId next = kNoTrack;
    for (std::size_t k = 0; k < n; ++k) {
      const auto& runs = m_buckets[k]->bucket->runs;
      if (at[k] < runs.size()) next = std::min(next, runs[at[k]].track);
    }
    if (next == kNoTrack) break;
    m_tracks.push_back(next);
    for (std::size_t k = 0; k < n; ++k) {
      const auto& runs = m_buckets[k]->bucket->runs;
      const bool has = at[k] < runs.size() && runs[at[k]].track == next;
      m_runs.push_back(has ? static_cast<std::int32_t>(at[k]) : -1);
      if (has) ++at[k];
    }
  }
  const auto infos = m_store->tracks();
  m_rules.reserve(m_tracks.size());
  const bool isSame = before != nullptr && before->m_store == m_store;
  std::size_t known = 0;
  for (const TrackId track : m_tracks) {
    if (isSame)
      while (known < before->m_tracks.size() && before->m_tracks[known] < track) ++known;
    const bool is = isSame && known < before->m_tracks.size() && before->m_tracks[known] == track;
    m_rules.push_back(is ? before->m_rules[known] : MotionRules::of(infos[track]));
  }
}

namespace {

/// Where in a run a sample of time `t` stands if reports come evenly.
std::uint32_t guessAt(const Bucket& b, const Bucket::Run& run, std::int64_t t) {
  const double length = std::max(1.0, static_cast<double>(b.range.length()));
  const double share = std::clamp(static_cast<double>(t - b.range.begin.us) / length, 0.0, 1.0);
  const std::uint32_t n = run.end - run.begin;
  return run.begin + std::min(n - 1, static_cast<std::uint32_t>(share * n));
}

/// The first sample of a run later than `t`; its end when there is none. Most reports come evenly: a few
/// steps from where it then is, and by halving only where that does not find it.
std::uint32_t firstAfter(const Bucket& b, const Bucket::Run& run, std::int64_t t) {
  constexpr int kSteps = 6;
  const std::int64_t* const time = b.time.data();
  std::uint32_t at = guessAt(b, run, t);
  if (time[at] <= t) {
    for (int i = 0; i < kSteps; ++i)
      if (++at == run.end || time[at] > t) return at;
    return static_cast<std::uint32_t>(std::upper_bound(time + at, time + run.end, t) - time);
  }
  for (int i = 0; i < kSteps; ++i, --at)
    if (at == run.begin || time[at - 1] <= t) return at;
  return static_cast<std::uint32_t>(std::upper_bound(time + run.begin, time + at, t) - time);
}

}  // namespace

void ActiveTracks::prefetch(std::size_t row, std::int64_t t) const {
  for (std::size_t k = 0; k < m_buckets.size(); ++k) {
    if (t < m_ranges[k].begin.us || t > m_ranges[k].end.us) continue;
    const ProjectedBucket& p = *m_buckets[k];
    const Bucket& b = *p.bucket;
    const std::int32_t r = run(row, k);
    if (r < 0 || p.form != BucketForm::Whole) continue;
    const Bucket::Run& of = b.runs[static_cast<std::size_t>(r)];
    const std::uint32_t at = guessAt(b, of, t);
    const ProjectedBucket::Run& place = p.runs[static_cast<std::size_t>(r)];
    const auto fetch = [](const void* address) { __builtin_prefetch(address); };
    fetch(&place);
    fetch(&place.last);
    fetch(&b.time[at]);
    fetch(&b.flags[at]);
    fetch(&b.lat[at]);
    fetch(&b.lon[at]);
    fetch(&b.groundSpeed[at]);
    fetch(&b.trackDeg[at]);
    fetch(&p.x[at]);
    fetch(&p.y[at]);
  }
}

ActiveTracks::Found ActiveTracks::before(std::size_t row, std::int64_t t) const {
  for (std::size_t k = m_buckets.size(); k-- > 0;) {
    if (m_ranges[k].begin.us > t) continue;
    const std::int32_t r = run(row, k);
    if (r < 0) continue;
    const Bucket& b = *m_buckets[k]->bucket;
    const Bucket::Run& range = b.runs[static_cast<std::size_t>(r)];
    if (range.begin == range.end) continue;
    std::uint32_t i = firstAfter(b, range, t);
    while (i > range.begin) {
      --i;
      if (!(b.flags[i] & kOutlier)) return {static_cast<int>(k), r, i};
    }
  }
  return {};
}

ActiveTracks::Found ActiveTracks::after(std::size_t row, std::int64_t t) const {
  for (std::size_t k = 0; k < m_buckets.size(); ++k) {
    if (m_ranges[k].end.us <= t) continue;
    const std::int32_t r = run(row, k);
    if (r < 0) continue;
    const Bucket& b = *m_buckets[k]->bucket;
    const Bucket::Run& range = b.runs[static_cast<std::size_t>(r)];
    if (range.begin == range.end) continue;
    for (std::uint32_t i = firstAfter(b, range, t); i < range.end; ++i) {
      if (!(b.flags[i] & kOutlier)) return {static_cast<int>(k), r, i};
    }
  }
  return {};
}

ActiveTracks::Found ActiveTracks::known(std::size_t row, std::int64_t t, std::int64_t* until) const {
  Found found;
  *until = kForever;
  for (std::size_t k = m_buckets.size(); k-- > 0 && found.bucket < 0;) {
    const std::int32_t r = run(row, k);
    const Bucket& b = *m_buckets[k]->bucket;
    if (r < 0) continue;
    const Bucket::Run& range = b.runs[static_cast<std::size_t>(r)];
    for (std::uint32_t i = range.end; i > range.begin;) {
      --i;
      if (b.flags[i] & kOutlier) continue;
      const std::int64_t received = receivedAt(b, i);
      if (received <= t && b.time[i] <= t + kDatedAhead) {
        found = {static_cast<int>(k), r, i};
        break;
      }
      // One that is dated ahead counts as known when its time is no longer that far off.
      *until = std::min(*until, std::max(received, b.time[i] - kDatedAhead));
    }
  }
  return found;
}

namespace {

struct Velocity {
  float x = kNaN, y = kNaN;
};

/// Reported velocity of a sample, turned into the map plane.
Velocity velocityOf(const ProjectedBucket& p, std::size_t run, std::uint32_t i) {
  const Bucket& b = *p.bucket;
  const float speed = b.groundSpeed[i];
  const float track = b.trackDeg[i];
  if (std::isnan(speed) || std::isnan(track)) return {};
  const ProjectedBucket::Basis m = p.basisAt(run, i);
  const float a = track * std::numbers::pi_v<float> / 180.0F;
  const float east = speed * std::sin(a);
  const float north = speed * std::cos(a);
  return {east * m.ex + north * m.nx, east * m.ey + north * m.ny};
}

/// As std::hypot, which takes ten times as long for the sake of numbers that are on no map.
double length(double x, double y) {
  return std::sqrt(x * x + y * y);
}

/// A velocity may bend the path only where it agrees with it: within 25 % of the chord's speed (of 30 m/s at
/// least) and 75° of its direction.
bool agrees(Velocity v, double cx, double cy, double scale) {
  if (std::isnan(v.x)) return false;
  const double speed = length(v.x, v.y);
  const double chord = length(cx, cy);
  if (std::abs(speed - chord) > 0.25 * std::max(chord, 30.0 * scale)) return false;
  constexpr double kCos75 = 0.25881904510252074;
  return v.x * cx + v.y * cy >= kCos75 * speed * chord;
}

}  // namespace

MapSegment ActiveTracks::segmentAt(std::size_t row, std::int64_t t, bool asKnown) const {
  MapSegment s;
  std::int64_t until = kForever;
  const Found a = asKnown ? known(row, t, &until) : before(row, t);
  const Found n = asKnown ? Found{} : after(row, t);
  const auto timeOf = [&](const Found& f) {
    return m_buckets[static_cast<std::size_t>(f.bucket)]->bucket->time[f.sample];
  };
  s.to = n.bucket >= 0 ? timeOf(n) : until;
  if (a.bucket < 0) {
    s.from = std::numeric_limits<std::int64_t>::min();
    return s;
  }
  const ProjectedBucket& pa = *m_buckets[static_cast<std::size_t>(a.bucket)];
  const Bucket& ba = *pa.bucket;
  s.t0 = ba.time[a.sample];
  s.from = asKnown ? std::max(s.t0 - kDatedAhead, receivedAt(ba, a.sample)) : s.t0;
  s.bucket = static_cast<std::uint8_t>(a.bucket);
  s.sample = a.sample;
  s.flags = ba.flags[a.sample];
  const auto runA = static_cast<std::size_t>(a.run);
  s.x0 = pa.runs[runA].x + static_cast<double>(pa.x[a.sample]);
  s.y0 = pa.runs[runA].y + static_cast<double>(pa.y[a.sample]);
  const Velocity va = velocityOf(pa, runA, a.sample);
  s.v0x = s.v1x = va.x;
  s.v0y = s.v1y = va.y;
  const ProjectedBucket::Basis basis = pa.basisAt(runA, a.sample);
  s.scale = std::sqrt(basis.nx * basis.nx + basis.ny * basis.ny);
  if (std::isnan(s.scale)) s.scale = 1;

  const MotionRules& rules = m_rules[row];
  bool joined = n.bucket >= 0 && s.to - s.t0 <= rules.gap && !(s.flags & kTrackEnd);
  if (joined) {
    const auto flags = m_buckets[static_cast<std::size_t>(n.bucket)]->bucket->flags[n.sample];
    joined = !(flags & (kLegStart | kStaleGap | kTrackStart));
  }
  if (!joined) {
    const Micros keep = s.flags & kTrackEnd ? rules.afterEnd : rules.drop;
    s.stale = s.flags & kTrackEnd ? keep : rules.stale;
    if (s.flags & kOnGround) {
      s.v0x = s.v0y = kNaN;
    } else if (std::isnan(s.v0x) && a.sample > ba.runs[runA].begin && !(s.flags & kLegStart) &&
               !(asKnown && receivedAt(ba, a.sample - 1) > t)) {
      // Nothing reported: the way between the last two samples serves.
      const std::int64_t dt = s.t0 - ba.time[a.sample - 1];
      if (dt > 0 && dt <= rules.gap) {
        const auto seconds = static_cast<float>(static_cast<double>(dt) * 1e-6);
        s.v0x = (pa.x[a.sample] - pa.x[a.sample - 1]) / seconds;
        s.v0y = (pa.y[a.sample] - pa.y[a.sample - 1]) / seconds;
      }
    }
    const std::int64_t dropped = s.t0 + keep + 1;
    if (t >= dropped) {
      s.from = dropped;
      return s;
    }
    s.to = std::min(s.to, dropped);
    if (!std::isnan(s.x0)) s.kind = MapSegment::Kind::Coast;
    return s;
  }

  const ProjectedBucket& pn = *m_buckets[static_cast<std::size_t>(n.bucket)];
  const Bucket& bn = *pn.bucket;
  s.nextBucket = static_cast<std::uint8_t>(n.bucket);
  s.nextSample = n.sample;
  s.seconds = static_cast<float>(static_cast<double>(s.to - s.t0) * 1e-6);
  const auto runN = static_cast<std::size_t>(n.run);
  s.dx = pn.runs[runN].x + static_cast<double>(pn.x[n.sample]) - s.x0;
  s.dy = pn.runs[runN].y + static_cast<double>(pn.y[n.sample]) - s.y0;

  // On the earth the way is short; if it is long on the map, the map is cut between the two.
  const LatLon from = positionOf(ba, a.sample);
  const LatLon to = positionOf(bn, n.sample);
  const double north = (to.lat - from.lat) * kMetresPerDegree;
  const double east = wrapLongitude(to.lon - from.lon) * kMetresPerDegree * std::cos(degToRad(from.lat));
  const double ground = length(north, east);
  const double chord = length(s.dx, s.dy);
  if (!(chord <= 4.0 * ground * static_cast<double>(s.scale) + 1e4)) {
    const bool unseen = std::isnan(s.x0) && std::isnan(pn.x[n.sample]);
    s.kind = unseen ? MapSegment::Kind::None : MapSegment::Kind::Torn;
    return s;
  }
  s.kind = MapSegment::Kind::Linear;
  if (s.seconds <= 0) return s;
  const double cx = s.dx / static_cast<double>(s.seconds);
  const double cy = s.dy / static_cast<double>(s.seconds);
  const Velocity vn = velocityOf(pn, runN, n.sample);
  if (!std::isnan(vn.x)) {
    s.v1x = vn.x;
    s.v1y = vn.y;
  }
  if (std::isnan(s.v0x)) {
    s.v0x = std::isnan(vn.x) ? static_cast<float>(cx) : vn.x;
    s.v0y = std::isnan(vn.x) ? static_cast<float>(cy) : vn.y;
    if (std::isnan(vn.x)) {
      s.v1x = s.v0x;
      s.v1y = s.v0y;
    }
  }
  // Below ten seconds a straight line is as good as the data; beyond, velocities halve the error if they can
  // be trusted.
  if (s.seconds > 10 && !(s.flags & kOnGround) && agrees(va, cx, cy, static_cast<double>(s.scale)) &&
      agrees(vn, cx, cy, static_cast<double>(s.scale))) {
    s.kind = MapSegment::Kind::Hermite;
  }
  return s;
}

bool ActiveTracks::placeAt(const MapSegment& s, std::int64_t t, TrackPlace* place) const {
  const double age = static_cast<double>(t - s.t0) * 1e-6;
  place->uncertainty = 0;
  place->phase = TrackPhase::Live;
  switch (s.kind) {
    case MapSegment::Kind::None:
      return false;
    case MapSegment::Kind::Linear:
    case MapSegment::Kind::Hermite: {
      const double dt = static_cast<double>(s.seconds);
      const double f = dt > 0 ? age / dt : 0;
      const auto ff = static_cast<float>(f);
      place->vx = s.v0x + (s.v1x - s.v0x) * ff;
      place->vy = s.v0y + (s.v1y - s.v0y) * ff;
      if (s.kind == MapSegment::Kind::Linear) {
        place->x = s.x0 + s.dx * f;
        place->y = s.y0 + s.dy * f;
        return true;
      }
      const double f2 = f * f;
      const double f3 = f2 * f;
      const double h10 = (f3 - 2 * f2 + f) * dt;
      const double h01 = 3 * f2 - 2 * f3;
      const double h11 = (f3 - f2) * dt;
      place->x = s.x0 + h01 * s.dx + h10 * static_cast<double>(s.v0x) + h11 * static_cast<double>(s.v1x);
      place->y = s.y0 + h01 * s.dy + h10 * static_cast<double>(s.v0y) + h11 * static_cast<double>(s.v1y);
      return true;
    }
    case MapSegment::Kind::Torn: {
      const Bucket& a = *m_buckets[s.bucket]->bucket;
      const Bucket& b = *m_buckets[s.nextBucket]->bucket;
      const LatLon p = positionOf(a, s.sample);
      const LatLon q = positionOf(b, s.nextSample);
      const double f = s.seconds > 0 ? age / static_cast<double>(s.seconds) : 0;
      const MapPoint m = m_projection->forward(
          LatLon{p.lat + (q.lat - p.lat) * f, wrapLongitude(p.lon + wrapLongitude(q.lon - p.lon) * f)});
      place->x = m.x;
      place->y = m.y;
      place->vx = s.v0x;
      place->vy = s.v0y;
      return !std::isnan(m.x);
    }
    case MapSegment::Kind::Coast: {
      place->vx = s.v0x;
      place->vy = s.v0y;
      const bool moves = !std::isnan(s.v0x);
      place->x = s.x0 + (moves ? static_cast<double>(s.v0x) * age : 0);
      place->y = s.y0 + (moves ? static_cast<double>(s.v0y) * age : 0);
      if (t - s.t0 > s.stale) {
        place->phase = moves ? TrackPhase::Coasting : TrackPhase::Stale;
        place->uncertainty = static_cast<float>(coastError(age) * static_cast<double>(s.scale));
      }
      return true;
    }
  }
  return false;
}

SegmentCarrier::SegmentCarrier(const ActiveTracks& from, const ActiveTracks& to) {
  const auto before = from.buckets();
  const auto now = to.buckets();
  for (const ProjectedBucketPtr& bucket : before) {
    const auto at = std::find(now.begin(), now.end(), bucket);
    m_place.push_back(at == now.end() ? -1 : static_cast<int>(at - now.begin()));
  }
  for (const ProjectedBucketPtr& bucket : now) {
    // The same samples in another form tell nothing new of what was known.
    const bool wasThere = std::any_of(before.begin(), before.end(), [&](const ProjectedBucketPtr& b) {
      return b->dots == bucket->dots || b == bucket;
    });
    if (!wasThere) m_added.push_back(bucket->bucket->range);
  }
}

bool SegmentCarrier::carry(MapSegment& s) const {
  for (const TimeRange& range : m_added)
    if (range.end.us >= s.from && range.begin.us <= s.to) return false;
  if (s.kind == MapSegment::Kind::None) return true;
  const int place = m_place[s.bucket];
  if (place < 0) return false;
  s.bucket = static_cast<std::uint8_t>(place);
  if (s.kind == MapSegment::Kind::Coast) return true;
  const int next = m_place[s.nextBucket];
  if (next < 0) return false;
  s.nextBucket = static_cast<std::uint8_t>(next);
  return true;
}

}  // namespace sorami
