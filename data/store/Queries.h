// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <optional>
#include <vector>

namespace sorami {

/// What every track is doing at `t`, by the rules of MotionRules and Segment. Sorted by track; plots follow,
/// one state each (those of the last 12 s), all with the id of their source's plot track. Outliers are left
/// out. Decodes what it needs: for a picture that moves use Playhead.
void stateAt(const StoreView& view, UtcTime t, std::vector<TrackState>& out);

/// All samples of a track in a span, by time, outliers included (their flag tells).
std::vector<Sample> history(const StoreView& view, TrackId track, TimeRange range);

/// The first sample of a track later than `t`, the last one earlier than `t`; nothing when there is none.
std::optional<Sample> nextSample(const StoreView& view, TrackId track, UtcTime t);
std::optional<Sample> previousSample(const StoreView& view, TrackId track, UtcTime t);

/// Tracks that have a sample (not an outlier) in the box and the span; ascending.
std::vector<TrackId> tracksInBox(const StoreView& view, const GeoBox& box, TimeRange range);

/// Samples in equal bins over a span. Uses the histograms of whole buckets where these are fine enough, and
/// decodes at most the few buckets of a short span. The sum is exact for a span that holds the recording.
DensityIndex density(const StoreView& view, TimeRange range, int bins);

/// Index into buckets() of the first bucket that ends at or after `t`; buckets().size() when there is none.
std::size_t bucketIndexAt(const StoreView& view, UtcTime t);

}  // namespace sorami
