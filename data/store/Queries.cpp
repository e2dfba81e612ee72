// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Queries.h"

#include "data/store/Motion.h"

#include <algorithm>
#include <cmath>
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
        Segment::make(track, rules, {&bucket, i, run->begin}, {}).at(t, state))
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

void stateAt(const StoreView& view, UtcTime when, std::vector<TrackState>& out) {
  out.clear();
  if (!when.isValid()) return;
  const std::int64_t t = when.us;
  const auto buckets = view.buckets();
  std::vector<BucketPtr> decoded(buckets.size());  // keeps what the searches point into
  std::vector<bool> asked(buckets.size());
  const auto get = [&](std::size_t i) -> const Bucket* {
    if (!asked[i]) decoded[i] = view.bucket(buckets[i].id);
    asked[i] = true;
    return decoded[i].get();
  };
  // The bucket that holds the instant, or the first after it.
  const std::size_t home = bucketIndexAt(view, when);

  std::vector<Search> searches;
  std::vector<const TrackInfo*> plots;
  for (const TrackInfo& track : view.tracks()) {
    if (track.count == 0 || track.first > when) continue;
    if (track.isPlots) {
      if (track.last.us > t - kPlotLife) plots.push_back(&track);
      continue;
    }
    const MotionRules rules = MotionRules::of(track);
    if (track.last.us < t - rules.drop && !rules.holds) continue;
    searches.push_back({&track, rules, {}, {}});
  }

  // Backward: each track until its newest sample is found, or lies too far back to matter.
  std::vector<Search*> open;
  for (Search& search : searches) open.push_back(&search);
  for (std::size_t i = std::min(home, buckets.size() - 1); i < buckets.size() && !open.empty(); --i) {
    const TimeRange& range = buckets[i].range;
    std::erase_if(open, [&](Search* s) {
      return range.end.us < t - s->rules.reach() && !(s->rules.holds && range.end >= s->track->first);
    });
    const bool wanted = std::any_of(open.begin(), open.end(), [&](Search* s) {
      return range.begin <= when && s->track->first <= range.end && s->track->last >= range.begin;
    });
    if (!wanted) continue;
    const Bucket* bucket = get(i);
    if (bucket == nullptr) continue;
    RunFinder runs(*bucket);
    std::erase_if(open, [&](Search* s) {
      const Bucket::Run* run = runs.find(s->track->id);
      if (run == nullptr) return false;
      // Going back, the first sample after the instant that is met is the nearest one.
      SampleRef next;
      findAround(*bucket, *run, t, s->prev, next);
      if (!s->next) s->next = next;
      return static_cast<bool>(s->prev);
    });
  }

  // Forward: the next sample within the gap that may be bridged.
  open.clear();
  for (Search& search : searches)
    if (search.prev && !search.next && !search.rules.holds && search.track->last > when)
      open.push_back(&search);
  for (std::size_t i = home; i < buckets.size() && !open.empty(); ++i) {
    const TimeRange& range = buckets[i].range;
    std::erase_if(open, [&](Search* s) { return range.begin.us - s->prev.time() > s->rules.gap; });
    if (open.empty()) break;
    const Bucket* bucket = get(i);
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

  TrackState state;
  for (const Search& s : searches)
    if (Segment::make(*s.track, s.rules, s.prev, s.next).at(t, state)) out.push_back(state);

  for (const TrackInfo* track : plots) {
    for (std::size_t i = bucketIndexAt(view, when - kPlotLife); i < buckets.size(); ++i) {
      if (buckets[i].range.begin > when) break;
      if (const Bucket* bucket = get(i)) appendPlots(*bucket, *track, t, out);
    }
  }
}

std::vector<Sample> history(const StoreView& view, TrackId track, TimeRange range) {
  std::vector<Sample> samples;
  if (track >= view.tracks().size() || !range.isValid()) return samples;
  const TrackInfo& info = view.tracks()[track];
  if (info.count == 0) return samples;
  range.begin = std::max(range.begin, info.first);
  range.end = std::min(range.end, info.last);
  const auto buckets = view.buckets();
  for (std::size_t i = bucketIndexAt(view, range.begin); i < buckets.size(); ++i) {
    if (buckets[i].range.begin > range.end) break;
    const BucketPtr bucket = view.bucketPart(buckets[i].id, {track, {}});
    const Bucket::Run* run = bucket ? bucket->run(track) : nullptr;
    if (run == nullptr) continue;
    for (std::uint32_t k = run->begin; k < run->end; ++k)
      if (range.contains({bucket->time[k]})) samples.push_back(bucket->sample(k));
  }
  return samples;
}

std::optional<Sample> nextSample(const StoreView& view, TrackId track, UtcTime t) {
  if (track >= view.tracks().size() || !t.isValid()) return std::nullopt;
  const TrackInfo& info = view.tracks()[track];
  if (info.count == 0 || info.last <= t) return std::nullopt;
  const auto buckets = view.buckets();
  for (std::size_t i = bucketIndexAt(view, std::max(t, info.first)); i < buckets.size(); ++i) {
    if (buckets[i].range.begin > info.last) break;
    const BucketPtr bucket = view.bucketPart(buckets[i].id, {track, {}});
    const Bucket::Run* run = bucket ? bucket->run(track) : nullptr;
    if (run == nullptr) continue;
    const auto end = bucket->time.begin() + run->end;
    const auto it = std::upper_bound(bucket->time.begin() + run->begin, end, t.us);
    if (it != end) return bucket->sample(static_cast<std::size_t>(it - bucket->time.begin()));
  }
  return std::nullopt;
}

std::optional<Sample> previousSample(const StoreView& view, TrackId track, UtcTime t) {
  if (track >= view.tracks().size() || !t.isValid()) return std::nullopt;
  const TrackInfo& info = view.tracks()[track];
  if (info.count == 0 || info.first >= t) return std::nullopt;
  const auto buckets = view.buckets();
  for (std::size_t i = std::min(bucketIndexAt(view, std::min(t, info.last)), buckets.size() - 1);
       i < buckets.size(); --i) {
    if (buckets[i].range.begin > info.last) continue;
    if (buckets[i].range.end < info.first) break;
    const BucketPtr bucket = view.bucketPart(buckets[i].id, {track, {}});
    const Bucket::Run* run = bucket ? bucket->run(track) : nullptr;
    if (run == nullptr) continue;
    const auto begin = bucket->time.begin() + run->begin;
    const auto it = std::lower_bound(begin, bucket->time.begin() + run->end, t.us);
    if (it != begin) return bucket->sample(static_cast<std::size_t>(it - bucket->time.begin()) - 1);
  }
  return std::nullopt;
}

std::vector<TrackId> tracksInBox(const StoreView& view, const GeoBox& box, TimeRange range) {
  std::vector<TrackId> found;
  if (box.isEmpty() || !range.isValid()) return found;
  const auto tracks = view.tracks();
  std::vector<bool> in(tracks.size());
  std::vector<bool> candidate(tracks.size());
  bool any = false;
  for (const TrackInfo& track : tracks) {
    candidate[track.id] =
        track.count > 0 && track.first <= range.end && track.last >= range.begin && track.box.intersects(box);
    any = any || candidate[track.id];
  }
  const auto buckets = view.buckets();
  for (std::size_t i = bucketIndexAt(view, range.begin); any && i < buckets.size(); ++i) {
    if (buckets[i].range.begin > range.end) break;
    const BucketPtr bucket = view.bucketPart(buckets[i].id, {kNoTrack, box});
    if (!bucket) continue;
    for (const Bucket::Run& run : bucket->runs) {
      if (run.track >= tracks.size() || !candidate[run.track] || in[run.track]) continue;
      for (std::uint32_t k = run.begin; k < run.end && !in[run.track]; ++k)
        in[run.track] = range.contains({bucket->time[k]}) && (bucket->flags[k] & kOutlier) == 0 &&
                        box.contains({bucket->lat[k] / 1e7, bucket->lon[k] / 1e7});
    }
  }
  for (TrackId track = 0; track < tracks.size(); ++track)
    if (in[track]) found.push_back(track);
  return found;
}

namespace {

/// Spreads `count` samples, taken as evenly distributed over [from, to], over the bins; keeps the sum of what
/// falls within the span, to rounding.
class BinSpreader {
 public:
  BinSpreader(TimeRange range, std::size_t bins)
      : m_begin(static_cast<double>(range.begin.us)),
        m_perMicro(static_cast<double>(bins) / (static_cast<double>(range.length()) + 1)),
        m_bins(bins) {}

  void addExact(std::int64_t t) {
    const double at = (static_cast<double>(t) - m_begin) * m_perMicro;
    if (at >= 0 && at < static_cast<double>(m_bins.size())) m_bins[static_cast<std::size_t>(at)] += 1;
  }
  void addSpread(double from, double to, double count) {
    const double a = (from - m_begin) * m_perMicro;
    const double b = (to - m_begin) * m_perMicro;
    const auto size = static_cast<double>(m_bins.size());
    if (b <= 0 || a >= size) return;
    if (b - a < 1e-9) {
      m_bins[static_cast<std::size_t>(std::clamp(a, 0.0, size - 1))] += count;
      return;
    }
    const double first = std::max(a, 0.0);
    const double last = std::min(b, size);
    for (auto i = static_cast<std::size_t>(first); static_cast<double>(i) < last; ++i) {
      const double overlap =
          std::min(last, static_cast<double>(i + 1)) - std::max(first, static_cast<double>(i));
      m_bins[i] += count * overlap / (b - a);
    }
  }
  /// Whole numbers with the running remainder carried on, so that rounding does not lose samples.
  std::vector<std::uint32_t> counts() const {
    std::vector<std::uint32_t> whole(m_bins.size());
    double sum = 0;
    double given = 0;
    for (std::size_t i = 0; i < m_bins.size(); ++i) {
      sum += m_bins[i];
      const double now = std::max(0.0, std::round(sum - given));
      whole[i] = static_cast<std::uint32_t>(now);
      given += now;
    }
    return whole;
  }

 private:
  double m_begin;
  double m_perMicro;
  std::vector<double> m_bins;
};

}  // namespace

DensityIndex density(const StoreView& view, TimeRange range, int bins) {
  DensityIndex index;
  index.range = range;
  if (bins <= 0 || !range.isValid()) return index;
  BinSpreader spreader(range, static_cast<std::size_t>(bins));
  const auto buckets = view.buckets();
  const std::size_t first = bucketIndexAt(view, range.begin);
  std::size_t last = first;
  while (last < buckets.size() && buckets[last].range.begin <= range.end) ++last;

  constexpr std::size_t kDecodeAtMost = 3;
  const double binLength = static_cast<double>(range.length() + 1) / bins;
  for (std::size_t i = first; i < last; ++i) {
    const BucketInfo& info = buckets[i];
    const auto begin = static_cast<double>(info.range.begin.us);
    const double length = static_cast<double>(info.range.length()) + 1;
    const double part = info.histogram.empty() ? length : length / static_cast<double>(info.histogram.size());
    const bool fineEnough = part <= 1.5 * binLength;
    const bool within = range.contains(info.range.begin) && range.contains(info.range.end);
    if (last - first <= kDecodeAtMost && !(fineEnough && within)) {
      if (const BucketPtr bucket = view.bucket(info.id)) {
        for (const std::int64_t t : bucket->time)
          if (range.contains({t})) spreader.addExact(t);
        continue;
      }
    }
    if (info.histogram.empty()) {
      spreader.addSpread(begin, begin + length, info.count);
      continue;
    }
    for (std::size_t k = 0; k < info.histogram.size(); ++k)
      if (info.histogram[k] > 0)
        spreader.addSpread(begin + static_cast<double>(k) * part, begin + static_cast<double>(k + 1) * part,
                           info.histogram[k]);
  }
  index.bins = spreader.counts();
  return index;
}

}  // namespace sorami
