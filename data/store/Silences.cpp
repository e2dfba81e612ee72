// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Silences.h"

#include <algorithm>

namespace sorami {

std::vector<TimeRange> silences(const StoreView& view, Micros least) {
  std::vector<TimeRange> found;
  const TimeRange timeline = view.timeline();
  UtcTime heard;  // up to here
  const auto hear = [&](UtcTime from, UtcTime until) {
    if (heard.isValid() && from - heard >= least && from <= timeline.end && heard >= timeline.begin) {
      found.push_back({heard, from});
    }
    if (!heard.isValid() || until > heard) heard = until;
  };
  for (const BucketInfo& bucket : view.buckets()) {
    if (!bucket.range.isValid() || bucket.count == 0) continue;
    const std::size_t parts = bucket.histogram.size();
    if (parts == 0 || bucket.range.length() < least) {
      hear(bucket.range.begin, bucket.range.end);
      continue;
    }
    const auto edge = [&](std::size_t i) {
      return bucket.range.begin + bucket.range.length() * static_cast<Micros>(i) / static_cast<Micros>(parts);
    };
    for (std::size_t i = 0; i < parts; ++i) {
      if (bucket.histogram[i] > 0) hear(edge(i), edge(i + 1));
    }
  }
  return found;
}

}  // namespace sorami
