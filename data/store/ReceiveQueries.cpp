// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Motion.h"
#include "data/store/Queries.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <limits>

namespace sorami {

void stateAsKnownAt(const StoreView& view, UtcTime when, std::vector<TrackState>& out, std::stop_token stop) {
  out.clear();
  const auto buckets = view.buckets();
  if (!when.isValid() || buckets.empty()) return;
  const std::int64_t t = when.us;
  const auto tracks = view.tracks();
  struct Search {
    TrackId track;
    MotionRules rules;
    SampleRef prev;
  };
  std::vector<Search> searches;
  std::vector<TrackId> plots;
  std::vector<TrackId> ids;
  view.tracksAt(when, ids);
  // What is dated ahead of the instant may have been known as well.
  std::vector<TrackId> soon;
  view.tracksAt(when + kDatedAhead, soon);
  std::vector<TrackId> all;
  std::set_union(ids.begin(), ids.end(), soon.begin(), soon.end(), std::back_inserter(all));
  for (const TrackId id : all) {
    if (tracks[id].isPlots)
      plots.push_back(id);
    else
      searches.push_back({id, MotionRules::of(tracks[id]), {}});
  }

  std::vector<BucketPtr> keep;
  std::vector<Search*> open;
  for (Search& search : searches) open.push_back(&search);
  BucketFilter filter;
  filter.stop = stop;
  const std::size_t newest = std::min(bucketIndexAt(view, when + kDatedAhead), buckets.size() - 1);
  for (std::size_t i = newest; i < buckets.size() && !open.empty(); --i) {
    if (stop.stop_requested()) return;
    const TimeRange& range = buckets[i].range;
    std::erase_if(open, [&](const Search* s) {
      return range.end.us < t - s->rules.drop && !(s->rules.holds && range.end >= tracks[s->track].first);
    });
    if (range.begin > when + kDatedAhead) continue;
    std::vector<TrackId> wanted;
    for (const Search* s : open)
      if (tracks[s->track].first <= range.end && tracks[s->track].last >= range.begin)
        wanted.push_back(s->track);
    if (wanted.empty()) continue;
    // Rows received late may stand anywhere before: all rows of the tracks still looked for.
    filter.tracks = &wanted;
    keep.push_back(view.bucketPart(buckets[i].id, filter));
    const Bucket* bucket = keep.back().get();
    if (bucket == nullptr) continue;
    std::erase_if(open, [&](Search* s) {
      const Bucket::Run* run = bucket->run(s->track);
      if (run == nullptr) return false;
      for (std::uint32_t k = run->end; k > run->begin;) {
        --k;
        if ((bucket->flags[k] & kOutlier) != 0 || receivedAt(*bucket, k) > t ||
            bucket->time[k] > t + kDatedAhead)
          continue;
        // The row before serves to tell a velocity, if it was known.
        const bool isBeforeKnown = k > run->begin && receivedAt(*bucket, k - 1) <= t;
        s->prev = {bucket, k, isBeforeKnown ? run->begin : k};
        return true;
      }
      return false;
    });
  }
  TrackState state;
  for (const Search& s : searches)
    if (Segment::make(s.track, s.rules, s.prev, {}).at(t, state)) out.push_back(state);

  if (plots.empty()) return;
  filter.tracks = &plots;
  filter.span = {when - kPlotLife, when};
  std::vector<BucketPtr> parts;
  for (std::size_t i = bucketIndexAt(view, when - kPlotLife); i < buckets.size(); ++i) {
    if (buckets[i].range.begin > when || stop.stop_requested()) break;
    if (BucketPtr part = view.bucketPart(buckets[i].id, filter)) parts.push_back(std::move(part));
  }
  for (const TrackId id : plots) {
    const MotionRules rules = MotionRules::of(tracks[id]);
    for (const BucketPtr& part : parts) {
      const Bucket::Run* run = part->run(id);
      for (std::uint32_t k = run != nullptr ? run->begin : 0; run != nullptr && k < run->end; ++k)
        if (part->time[k] > t - kPlotLife && part->time[k] <= t && receivedAt(*part, k) <= t &&
            (part->flags[k] & kOutlier) == 0 &&
            Segment::make(id, rules, {part.get(), k, run->begin}, {}).at(t, state))
          out.push_back(state);
    }
  }
}

void samplesBetween(const StoreView& view, TimeRange range, TimeKind kind,
                    const std::function<bool(TrackId, const Sample&)>& each, std::stop_token stop) {
  if (!range.isValid()) return;
  const auto buckets = view.buckets();
  // By receive time a sample may stand anywhere: how late one can be is not known.
  const bool byEvent = kind == TimeKind::Event;
  BucketFilter filter;
  filter.stop = stop;
  if (byEvent) filter.span = range;
  for (std::size_t i = byEvent ? bucketIndexAt(view, range.begin) : 0; i < buckets.size(); ++i) {
    if ((byEvent && buckets[i].range.begin > range.end) || stop.stop_requested()) break;
    const BucketPtr bucket = view.bucketPart(buckets[i].id, filter);
    if (!bucket) continue;
    for (const Bucket::Run& run : bucket->runs)
      for (std::uint32_t k = run.begin; k < run.end; ++k) {
        const std::int64_t t = byEvent ? bucket->time[k] : receivedAt(*bucket, k);
        if (range.contains({t}) && !each(run.track, bucket->sample(k))) return;
      }
  }
}

}  // namespace sorami
