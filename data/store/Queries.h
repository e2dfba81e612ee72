// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace sorami {

// All of these read no more of a recording than they need and hold no more than a few buckets at a time. When
// `stop` is requested they return early, and what they give is then of no use.

/// What every track is doing at `t`, by the rules of MotionRules and Segment. Sorted by track; plots follow,
/// one state each (those of the last 12 s), all with the id of their source's plot track. Outliers are left
/// out.
void stateAt(const StoreView& view, UtcTime t, std::vector<TrackState>& out, std::stop_token stop = {});

/// The same as it was known at `t`: of samples that had been received by then, and without those that came
/// later to interpolate to. A sample without receive time counts as received when it happened. Samples dated
/// more than a minute ahead of their receipt are not waited for.
void stateAsKnownAt(const StoreView& view, UtcTime t, std::vector<TrackState>& out,
                    std::stop_token stop = {});

/// Part of a track's path: samples [begin, end) of a bucket.
struct PathPiece {
  TrackId track = kNoTrack;
  const Bucket* bucket = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Pieces sorted by track, then time. Outliers are among them; their flag tells. Holds what they point into.
struct Paths {
  std::vector<PathPiece> pieces;
  std::shared_ptr<const void> keep;
};

/// What a window of the map shows: tracks that are inside `box` at `t`, and their samples of the `trail`
/// before it.
struct WindowState {
  std::vector<TrackState> states;  ///< as stateAt() gives them, of those inside
  Paths paths;                     ///< of [t - trail, t]; plots have none
};
void windowAt(const StoreView& view, UtcTime t, const GeoBox& box, Micros trail, WindowState& out,
              std::stop_token stop = {});

/// All samples of a track in a span, by time, outliers included (their flag tells).
std::vector<Sample> history(const StoreView& view, TrackId track, TimeRange range, std::stop_token stop = {});

/// Which of its two times a sample is asked for by. One without receive time has its event time for both.
enum class TimeKind { Event, Receive };

/// All samples of all tracks in a span, outliers included, in no more memory than a bucket takes. Called
/// track by track in each bucket, buckets by event time; false from `each` ends it.
void samplesBetween(const StoreView& view, TimeRange range, TimeKind kind,
                    const std::function<bool(TrackId, const Sample&)>& each, std::stop_token stop = {});

/// The first sample of a track later than `t`, the last one earlier than `t`; nothing when there is none.
std::optional<Sample> nextSample(const StoreView& view, TrackId track, UtcTime t, std::stop_token stop = {});
std::optional<Sample> previousSample(const StoreView& view, TrackId track, UtcTime t,
                                     std::stop_token stop = {});

/// A track's last report at or before `t`, with where its octets stand (Sample::raw).
std::optional<Sample> reportAt(const StoreView& view, TrackId track, UtcTime t, std::stop_token stop = {});

/// Tracks that have a sample (not an outlier) in the box and the span; ascending.
std::vector<TrackId> tracksInBox(const StoreView& view, const GeoBox& box, TimeRange range,
                                 std::stop_token stop = {});

/// Samples in equal bins over a span. Uses the histograms of whole buckets where these are fine enough, and
/// decodes at most the few buckets of a short span. The sum is exact for a span that holds the recording.
DensityIndex density(const StoreView& view, TimeRange range, int bins, std::stop_token stop = {});

/// The same for each source (by its index): no bucket is decoded where the recording keeps their histograms.
std::vector<DensityIndex> densityBySource(const StoreView& view, TimeRange range, int bins,
                                          std::stop_token stop = {});

/// Index into buckets() of the first bucket that ends at or after `t`; buckets().size() when there is none.
std::size_t bucketIndexAt(const StoreView& view, UtcTime t);

}  // namespace sorami
