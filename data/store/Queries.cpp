// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Queries.h"

#include "data/store/Motion.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <future>
#include <unordered_map>

namespace sorami {
namespace {

/// Finds the newest sample of a run at or before `t` and the oldest one after it, outliers left out.
void findAround(const Bucket& bucket, const Bucket::Run& run, std::int64_t t, SampleRef& prev,
                SampleRef& next) {
  const auto first = bucket.time.begin() + run.begin;
  const auto after = static_cast<std::uint32_t>(std::upper_bound(first, bucket.time.begin() + run.end, t) -
                                                bucket.time.begin());
  for (std::uint32_t i = after; i > run.begin && !prev;)
    if ((bucket.flags[--i] & kOutlier) == 0) prev = {&bucket, i, run.begin};
  for (std::uint32_t i = after; i < run.end && !next; ++i)
    if ((bucket.flags[i] & kOutlier) == 0) next = {&bucket, i, run.begin};
}

/// Looks up runs for tracks asked for in ascending order.
class RunFinder {
 public:
  explicit RunFinder(const Bucket& bucket) : m_at(bucket.runs.begin()), m_end(bucket.runs.end()) {}
  const Bucket::Run* find(TrackId track) {
    // Most steps are short: a few ahead, then by halving.
    for (int i = 0; i < 8 && m_at != m_end && m_at->track < track; ++i) ++m_at;
    if (m_at != m_end && m_at->track < track)
      m_at = std::lower_bound(m_at, m_end, track,
                              [](const Bucket::Run& r, TrackId wanted) { return r.track < wanted; });
    return m_at != m_end && m_at->track == track ? &*m_at : nullptr;
  }

 private:
  std::vector<Bucket::Run>::const_iterator m_at;
  std::vector<Bucket::Run>::const_iterator m_end;
};

void appendPlots(const Bucket& bucket, const TrackInfo& track, std::int64_t t, std::vector<TrackState>& out) {
  const Bucket::Run* run = bucket.run(track.id);
  if (run == nullptr) return;
  const auto first = bucket.time.begin() + run->begin;
  const auto last = bucket.time.begin() + run->end;
  auto i = static_cast<std::uint32_t>(std::upper_bound(first, last, t - kPlotLife) - bucket.time.begin());
  const auto end = static_cast<std::uint32_t>(std::upper_bound(first, last, t) - bucket.time.begin());
  const MotionRules rules = MotionRules::of(track);
  TrackState state;
  for (; i < end; ++i)
    if ((bucket.flags[i] & kOutlier) == 0 &&
        Segment::make(track.id, rules, {&bucket, i, run->begin}, {}).at(t, state))
      out.push_back(state);
}

/// A track whose samples around the instant are being looked for.
struct Search {
  const TrackInfo* track;
  MotionRules rules;
  SampleRef prev;
  SampleRef next;
};

}  // namespace

std::size_t bucketIndexAt(const StoreView& view, UtcTime t) {
  const auto all = view.buckets();
  return static_cast<std::size_t>(
      std::lower_bound(all.begin(), all.end(), t,
                       [](const BucketInfo& info, UtcTime wanted) { return info.range.end < wanted; }) -
      all.begin());
}

namespace {

/// The bucket parts a query has fetched: they stay until it is answered.
class Fetched {
 public:
  Fetched(const StoreView& view, std::stop_token stop) : m_view(view), m_stop(std::move(stop)) {}

  /// Of some tracks, or of all (null), what tells their state from `span.begin` to `span.end`.
  const Bucket* get(std::size_t index, const std::vector<TrackId>* tracks, TimeRange span,
                    unsigned columns = kAltitudeColumns | kMotionColumns) {
    BucketFilter filter;
    filter.tracks = tracks;
    filter.span = span;
    filter.columns = columns;
    filter.stop = m_stop;
    m_parts.push_back(m_view.bucketPart(m_view.buckets()[index].id, filter));
    return m_parts.back().get();
  }
  bool isStopped() const { return m_stop.stop_requested(); }
  std::vector<BucketPtr> take() { return std::move(m_parts); }

 private:
  const StoreView& m_view;
  std::stop_token m_stop;
  std::vector<BucketPtr> m_parts;
};

/// Ids of what is still being looked for in a bucket of this range.
template <typename Wanted>
std::vector<TrackId> idsOf(const std::vector<Search*>& open, const Wanted& wanted) {
  std::vector<TrackId> ids;
  for (const Search* s : open)
    if (wanted(*s)) ids.push_back(s->track->id);
  return ids;
}

/// Does work(from, to) for all of [0, n): both halves at once where there is much.
template <typename Work>
void inHalves(std::size_t n, const Work& work) {
  constexpr std::size_t kMuch = 4'000;
  if (n < kMuch) return work(0, n);
  const auto other = std::async(std::launch::async, [&] { work(n / 2, n); });
  work(0, n / 2);
  other.wait();
}

/// Sorts tracks that may be shown at `t` into those to be searched for and plots.
void candidates(const StoreView& view, UtcTime t, std::vector<Search>& searches,
                std::vector<const TrackInfo*>& plots) {
  std::vector<TrackId> ids;
  view.tracksAt(t, ids);
  const auto tracks = view.tracks();
  searches.reserve(ids.size());
  // Their rows lie apart in a table of tens of megabytes: memory is asked for them ahead.
  constexpr std::size_t kAhead = 16;
  constexpr std::size_t kLine = 64;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (i + kAhead < ids.size()) {
      const auto* const next = reinterpret_cast<const char*>(&tracks[ids[i + kAhead]]);
      for (std::size_t at = offsetof(TrackInfo, icao24); at < sizeof(TrackInfo); at += kLine)
        __builtin_prefetch(next + at);
    }
    const TrackInfo& track = tracks[ids[i]];
    if (track.isPlots)
      plots.push_back(&track);
    else
      searches.push_back({&track, MotionRules::of(track), {}, {}});
  }
}

/// Works out the states of all tracks at `t` from no more than their neighbouring samples.
void findStates(const StoreView& view, UtcTime when, std::vector<TrackState>& out, Fetched& fetched) {
  const std::int64_t t = when.us;
  const auto buckets = view.buckets();
  // The bucket that holds the instant, or the first after it.
  const std::size_t home = bucketIndexAt(view, when);
  std::vector<Search> searches;
  std::vector<const TrackInfo*> plots;
  candidates(view, when, searches, plots);
  const TimeRange span{plots.empty() ? when : when - kPlotLife, when};

  // Backward: each track until its newest sample is found, or lies too far back to matter. Only tracks not
  // met in a newer bucket are looked for in an older one, so what it says of others cannot be believed.
  std::vector<Search*> open;
  for (Search& search : searches) open.push_back(&search);
  const Bucket* homePart = nullptr;
  for (std::size_t i = std::min(home, buckets.size() - 1); i < buckets.size() && !open.empty(); --i) {
    if (fetched.isStopped()) return;
    const TimeRange& range = buckets[i].range;
    std::erase_if(open, [&](Search* s) {
      return range.end.us < t - s->rules.reach() && !(s->rules.holds && range.end >= s->track->first);
    });
    if (range.begin > when) continue;
    const bool isHome = i == home;
    const auto mayBeThere = [&](const Search& s) {
      return s.track->first <= range.end && s.track->last >= range.begin;
    };
    const std::vector<TrackId> ids = isHome ? std::vector<TrackId>() : idsOf(open, mayBeThere);
    if (ids.empty() && !isHome) continue;
    const Bucket* bucket = fetched.get(i, isHome ? nullptr : &ids, span);
    if (isHome) homePart = bucket;
    if (bucket == nullptr) continue;
    inHalves(open.size(), [&](std::size_t from, std::size_t to) {
      RunFinder runs(*bucket);
      for (std::size_t k = from; k < to; ++k) {
        Search& s = *open[k];
        const Bucket::Run* run = runs.find(s.track->id);
        if (run == nullptr) continue;
        // Going back, the first sample after the instant that is met is the nearest one.
        SampleRef next;
        findAround(*bucket, *run, t, s.prev, next);
        if (!s.next) s.next = next;
      }
    });
    std::erase_if(open, [](const Search* s) { return static_cast<bool>(s->prev); });
  }

  // Forward: the next sample within the gap that may be bridged.
  open.clear();
  for (Search& search : searches)
    if (search.prev && !search.next && !search.rules.holds && search.track->last > when)
      open.push_back(&search);
  for (std::size_t i = home; i < buckets.size() && !open.empty(); ++i) {
    if (fetched.isStopped()) return;
    const TimeRange& range = buckets[i].range;
    std::erase_if(open, [&](Search* s) { return range.begin.us - s->prev.time() > s->rules.gap; });
    if (open.empty()) break;
    const std::vector<TrackId> ids = idsOf(open, [](const Search&) { return true; });
    const bool isKnown = i == home && homePart != nullptr;
    const Bucket* bucket = isKnown ? homePart : fetched.get(i, &ids, span);
    if (bucket == nullptr) continue;
    RunFinder runs(*bucket);
    std::erase_if(open, [&](Search* s) {
      const Bucket::Run* run = runs.find(s->track->id);
      if (run == nullptr) return false;
      SampleRef before;
      findAround(*bucket, *run, t, before, s->next);
      return static_cast<bool>(s->next);
    });
  }

  std::vector<TrackState> later;  // of the second half
  inHalves(searches.size(), [&](std::size_t from, std::size_t to) {
    std::vector<TrackState>& found = from == 0 ? out : later;
    found.reserve(to - from);
    TrackState state;
    for (std::size_t k = from; k < to; ++k) {
      const Search& s = searches[k];
      if (Segment::make(s.track->id, s.rules, s.prev, s.next).at(t, state)) found.push_back(state);
    }
  });
  out.insert(out.end(), later.begin(), later.end());

  if (plots.empty()) return;
  std::vector<TrackId> ids;
  for (const TrackInfo* track : plots) ids.push_back(track->id);
  std::vector<const Bucket*> parts;
  for (std::size_t i = bucketIndexAt(view, when - kPlotLife); i < buckets.size(); ++i) {
    if (buckets[i].range.begin > when || fetched.isStopped()) break;
    parts.push_back(i == home && homePart != nullptr ? homePart : fetched.get(i, &ids, span));
  }
  for (const TrackInfo* track : plots)
    for (const Bucket* bucket : parts)
      if (bucket != nullptr) appendPlots(*bucket, *track, t, out);
}

}  // namespace

void stateAt(const StoreView& view, UtcTime t, std::vector<TrackState>& out, std::stop_token stop) {
  out.clear();
  if (!t.isValid() || view.buckets().empty()) return;
  Fetched fetched(view, std::move(stop));
  findStates(view, t, out, fetched);
}

void windowAt(const StoreView& view, UtcTime t, const GeoBox& box, Micros trail, WindowState& out,
              std::stop_token stop) {
  out = {};
  stateAt(view, t, out.states, stop);
  std::erase_if(out.states, [&](const TrackState& s) { return !box.contains(s.position); });
  const auto tracks = view.tracks();
  std::vector<TrackId> ids;
  for (const TrackState& s : out.states)
    if (!tracks[s.track].isPlots) ids.push_back(s.track);
  if (ids.empty() || trail <= 0 || stop.stop_requested()) return;

  Fetched fetched(view, stop);
  const TimeRange span{t - trail, t};
  const auto buckets = view.buckets();
  for (std::size_t i = bucketIndexAt(view, span.begin); i < buckets.size(); ++i) {
    if (buckets[i].range.begin > t || fetched.isStopped()) break;
    const Bucket* bucket = fetched.get(i, &ids, span, kAltitudeColumns);
    if (bucket == nullptr) continue;
    const auto& time = bucket->time;
    RunFinder runs(*bucket);
    for (const TrackId id : ids) {
      const Bucket::Run* run = runs.find(id);
      if (run == nullptr) continue;
      const auto first = time.begin() + run->begin;
      const auto last = time.begin() + run->end;
      const auto begin =
          static_cast<std::uint32_t>(std::lower_bound(first, last, span.begin.us) - time.begin());
      const auto end = static_cast<std::uint32_t>(std::upper_bound(first, last, t.us) - time.begin());
      if (begin < end) out.paths.pieces.push_back({id, bucket, begin, end});
    }
  }
  std::stable_sort(out.paths.pieces.begin(), out.paths.pieces.end(),
                   [](const PathPiece& a, const PathPiece& b) { return a.track < b.track; });
  out.paths.keep = std::make_shared<const std::vector<BucketPtr>>(fetched.take());
}

std::vector<Sample> history(const StoreView& view, TrackId track, TimeRange range, std::stop_token stop) {
  std::vector<Sample> samples;
  if (track >= view.tracks().size() || !range.isValid()) return samples;
  const TrackInfo& info = view.tracks()[track];
  if (info.count == 0) return samples;
  range.begin = std::max(range.begin, info.first);
  range.end = std::min(range.end, info.last);
  const auto buckets = view.buckets();
  for (std::size_t i = bucketIndexAt(view, range.begin); i < buckets.size(); ++i) {
    if (buckets[i].range.begin > range.end || stop.stop_requested()) break;
    const BucketPtr bucket = view.bucketPart(buckets[i].id, {track, {}, nullptr, range, kAllColumns, stop});
    const Bucket::Run* run = bucket ? bucket->run(track) : nullptr;
    if (run == nullptr) continue;
    for (std::uint32_t k = run->begin; k < run->end; ++k)
      if (range.contains({bucket->time[k]})) samples.push_back(bucket->sample(k));
  }
  return samples;
}

std::optional<Sample> nextSample(const StoreView& view, TrackId track, UtcTime t, std::stop_token stop) {
  if (track >= view.tracks().size() || !t.isValid()) return std::nullopt;
  const TrackInfo& info = view.tracks()[track];
  if (info.count == 0 || info.last <= t) return std::nullopt;
  const auto buckets = view.buckets();
  for (std::size_t i = bucketIndexAt(view, std::max(t, info.first)); i < buckets.size(); ++i) {
    if (buckets[i].range.begin > info.last || stop.stop_requested()) break;
    const BucketPtr bucket = view.bucketPart(buckets[i].id, {track, {}, nullptr, {}, kAllColumns, stop});
    const Bucket::Run* run = bucket ? bucket->run(track) : nullptr;
    if (run == nullptr) continue;
    const auto end = bucket->time.begin() + run->end;
    const auto it = std::upper_bound(bucket->time.begin() + run->begin, end, t.us);
    if (it != end) return bucket->sample(static_cast<std::size_t>(it - bucket->time.begin()));
  }
  return std::nullopt;
}

namespace {

std::optional<Sample> sampleBefore(const StoreView& view, TrackId track, UtcTime t, unsigned columns,
                                   const std::stop_token& stop) {
  if (track >= view.tracks().size() || !t.isValid()) return std::nullopt;
  const TrackInfo& info = view.tracks()[track];
  if (info.count == 0 || info.first >= t) return std::nullopt;
  const auto buckets = view.buckets();
  for (std::size_t i = std::min(bucketIndexAt(view, std::min(t, info.last)), buckets.size() - 1);
       i < buckets.size(); --i) {
    if (buckets[i].range.begin > info.last) continue;
    if (buckets[i].range.end < info.first || stop.stop_requested()) break;
    const BucketPtr bucket = view.bucketPart(buckets[i].id, {track, {}, nullptr, {}, columns, stop});
    const Bucket::Run* run = bucket ? bucket->run(track) : nullptr;
    if (run == nullptr) continue;
    const auto begin = bucket->time.begin() + run->begin;
    const auto it = std::lower_bound(begin, bucket->time.begin() + run->end, t.us);
    if (it != begin) return bucket->sample(static_cast<std::size_t>(it - bucket->time.begin()) - 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Sample> previousSample(const StoreView& view, TrackId track, UtcTime t, std::stop_token stop) {
  return sampleBefore(view, track, t, kAllColumns, stop);
}

std::optional<Sample> reportAt(const StoreView& view, TrackId track, UtcTime t, std::stop_token stop) {
  return sampleBefore(view, track, t + 1, kAllColumns | kRawColumns, stop);
}

std::vector<TrackId> tracksInBox(const StoreView& view, const GeoBox& box, TimeRange range,
                                 std::stop_token stop) {
  std::vector<TrackId> found;
  if (box.isEmpty() || !range.isValid()) return found;
  const auto tracks = view.tracks();
  // Where a track was as a whole says of most that they need not be looked at.
  std::vector<TrackId> candidates;
  for (const TrackInfo& track : tracks)
    if (track.count > 0 && track.first <= range.end && track.last >= range.begin && track.box.intersects(box))
      candidates.push_back(track.id);
  std::vector<bool> in(tracks.size());
  const auto buckets = view.buckets();
  for (std::size_t i = bucketIndexAt(view, range.begin); !candidates.empty() && i < buckets.size(); ++i) {
    if (buckets[i].range.begin > range.end || stop.stop_requested()) break;
    const BucketPtr bucket =
        view.bucketPart(buckets[i].id, {kNoTrack, box, &candidates, range, kPlaceColumns, stop});
    if (!bucket) continue;
    RunFinder runs(*bucket);
    for (const TrackId track : candidates) {
      const Bucket::Run* run = runs.find(track);
      for (std::uint32_t k = run != nullptr ? run->begin : 0; run != nullptr && k < run->end && !in[track];
           ++k)
        in[track] = range.contains({bucket->time[k]}) && (bucket->flags[k] & kOutlier) == 0 &&
                    box.contains({bucket->lat[k] / 1e7, bucket->lon[k] / 1e7});
    }
    std::erase_if(candidates, [&](TrackId track) { return in[track]; });
  }
  for (TrackId track = 0; track < tracks.size(); ++track)
    if (in[track]) found.push_back(track);
  return found;
}

}  // namespace sorami
