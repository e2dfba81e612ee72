// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <QString>

#include <stop_token>
#include <vector>

namespace sorami {

/// What the timeline's lanes show of a recording over a span: counts in equal bins, for all and for each
/// source. Made on a worker, never changed after.
struct TimelineData {
  TimeRange range;
  std::vector<std::uint32_t> all;
  struct Lane {
    QString name;
    std::vector<std::uint32_t> bins;
    std::uint64_t total = 0;
  };
  std::vector<Lane> sources;  ///< those with at least one sample, in the recording's order
  std::uint32_t peak = 0;
};
using TimelineDataPtr = std::shared_ptr<const TimelineData>;

/// Counts the samples of a span, one pass over the buckets it touches. Null when stopped.
TimelineDataPtr makeTimelineData(const StoreViewPtr& store, TimeRange range, int bins, std::stop_token stop);

}  // namespace sorami
