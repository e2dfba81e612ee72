// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/filter/TrackFilter.h"
#include "data/store/SampleSink.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// Which part of a recording is wanted. What is not given does not narrow it.
struct PartRequest {
  TimeRange range;
  GeoBox box;                   ///< only samples within; empty: anywhere
  std::vector<TrackId> tracks;  ///< only these; empty: all
  TrackFilterPtr filter;        ///< only samples that pass, each judged by what it reported itself
  Micros offset = 0;            ///< added to every time
  std::string marking;          ///< of the part; empty: the recording's own
};

/// Copies a part with its sources, identities and their changes, and radar video of its span unless the part
/// is of some tracks only. Tracks with no sample in the part are left out. Errors: a stop, or damaged buckets
/// (the rest was copied).
Status copyPart(const StoreView& view, const PartRequest& request, SampleSink& sink,
                std::stop_token stop = {});

/// The part as a recording in memory. Errors as copyPart(), and when nothing is in it.
Result<StoreViewPtr> partOf(const StoreViewPtr& view, const PartRequest& request, std::stop_token stop = {});

/// Several recordings on one timeline, each moved by an offset: a recording in memory. Tracks are not joined
/// across recordings; sources keep their names, with the recording's in front where two have the same.
struct MergePart {
  StoreViewPtr view;
  Micros offset = 0;
  std::string name;  ///< `morning.sorec`
};
/// A part of several, to a recording that is there; the range counts after the offsets. Errors as copyPart().
Status copyParts(std::span<const MergePart> parts, const PartRequest& request, SampleSink& sink,
                 std::stop_token stop = {});
Result<StoreViewPtr> mergeRecordings(std::span<const MergePart> parts, std::stop_token stop = {});

}  // namespace sorami
