// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/TimelineData.h"

#include "data/store/Queries.h"

#include <algorithm>

namespace sorami {
namespace {

TimelineDataPtr finished(std::shared_ptr<TimelineData> data, std::vector<TimelineData::Lane> lanes) {
  data->peak = *std::max_element(data->all.begin(), data->all.end());
  for (TimelineData::Lane& lane : lanes) {
    for (const std::uint32_t n : lane.bins) lane.total += n;
  }
  std::erase_if(lanes, [](const TimelineData::Lane& lane) { return lane.total == 0; });
  data->sources = std::move(lanes);
  return data;
}

}  // namespace

TimelineDataPtr makeTimelineData(const StoreViewPtr& store, TimeRange range, int bins, std::stop_token stop) {
  if (!store || !range.isValid() || bins < 1) return nullptr;
  auto data = std::make_shared<TimelineData>();
  data->range = range;
  const auto count = static_cast<std::size_t>(bins);
  data->all.assign(count, 0);
  const auto tracks = store->tracks();
  std::vector<TimelineData::Lane> lanes(store->sources().size());
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    lanes[i].name = QString::fromStdString(store->sources()[i].name);
    lanes[i].bins.assign(count, 0);
  }
  // A long recording would take seconds to count sample by sample; what it keeps of each bucket is as good at
  // the width of a screen.
  constexpr std::uint64_t kCountUpTo = 2'000'000;
  if (store->sampleCount() > kCountUpTo) {
    const auto density = densityBySource(*store, range, bins, stop);
    if (stop.stop_requested()) return nullptr;
    for (std::size_t i = 0; i < lanes.size() && i < density.size(); ++i) {
      for (std::size_t k = 0; k < count && k < density[i].bins.size(); ++k) {
        lanes[i].bins[k] = density[i].bins[k];
        data->all[k] += density[i].bins[k];
      }
    }
    return finished(std::move(data), std::move(lanes));
  }
  const double scale = static_cast<double>(bins) / static_cast<double>(std::max<Micros>(range.length(), 1));
  for (const BucketInfo& info : store->buckets()) {
    if (stop.stop_requested()) return nullptr;
    if (!info.range.isValid() || info.range.end < range.begin || info.range.begin > range.end) continue;
    const BucketPtr bucket = store->bucket(info.id);
    if (!bucket) continue;  // a damaged bucket is a gap in the lanes, as it is on the map
    for (const Bucket::Run& run : bucket->runs) {
      const std::uint16_t source = run.track < tracks.size() ? tracks[run.track].source : 0;
      std::uint32_t* lane = source < lanes.size() ? lanes[source].bins.data() : nullptr;
      for (std::uint32_t i = run.begin; i < run.end; ++i) {
        const std::int64_t t = bucket->time[i];
        if (t < range.begin.us || t > range.end.us) continue;
        const auto bin =
            std::min(static_cast<std::size_t>(static_cast<double>(t - range.begin.us) * scale), count - 1);
        ++data->all[bin];
        if (lane) ++lane[bin];
      }
    }
  }
  return finished(std::move(data), std::move(lanes));
}

}  // namespace sorami
