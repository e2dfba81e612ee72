// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Queries.h"

#include <algorithm>
#include <cmath>

namespace sorami {
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

/// Only when samples are.
BucketFilter timesOf(TimeRange range, const std::stop_token& stop) {
  BucketFilter filter;
  filter.span = range;
  filter.columns = kPlaceColumns;
  filter.stop = stop;
  return filter;
}

constexpr std::size_t kDecodeAtMost = 3;

}  // namespace

DensityIndex density(const StoreView& view, TimeRange range, int bins, std::stop_token stop) {
  DensityIndex index;
  index.range = range;
  if (bins <= 0 || !range.isValid()) return index;
  BinSpreader spreader(range, static_cast<std::size_t>(bins));
  const auto buckets = view.buckets();
  const std::size_t first = bucketIndexAt(view, range.begin);
  std::size_t last = first;
  while (last < buckets.size() && buckets[last].range.begin <= range.end) ++last;

  const double binLength = static_cast<double>(range.length() + 1) / bins;
  for (std::size_t i = first; i < last && !stop.stop_requested(); ++i) {
    const BucketInfo& info = buckets[i];
    const auto begin = static_cast<double>(info.range.begin.us);
    const double length = static_cast<double>(info.range.length()) + 1;
    const double part = info.histogram.empty() ? length : length / static_cast<double>(info.histogram.size());
    const bool fineEnough = part <= 1.5 * binLength;
    const bool within = range.contains(info.range.begin) && range.contains(info.range.end);
    if (last - first <= kDecodeAtMost && !(fineEnough && within)) {
      if (const BucketPtr bucket = view.bucketPart(info.id, timesOf(range, stop))) {
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

std::vector<DensityIndex> densityBySource(const StoreView& view, TimeRange range, int bins,
                                          std::stop_token stop) {
  std::vector<DensityIndex> all(view.sources().size());
  if (bins <= 0 || !range.isValid()) return all;
  std::vector<BinSpreader> spreaders(all.size(), BinSpreader(range, static_cast<std::size_t>(bins)));
  const auto buckets = view.buckets();
  const auto tracks = view.tracks();
  const std::size_t first = bucketIndexAt(view, range.begin);
  std::size_t last = first;
  while (last < buckets.size() && buckets[last].range.begin <= range.end) ++last;
  const double binLength = static_cast<double>(range.length() + 1) / bins;
  for (std::size_t i = first; i < last && !stop.stop_requested(); ++i) {
    const BucketInfo& info = buckets[i];
    const double length = static_cast<double>(info.range.length()) + 1;
    const bool within = range.contains(info.range.begin) && range.contains(info.range.end);
    // One bucket of a short span, whose parts are too coarse, is looked into.
    const bool fineEnough = within && length / 60 <= 1.5 * binLength;
    if (last - first <= kDecodeAtMost && !fineEnough) {
      if (const BucketPtr bucket = view.bucketPart(info.id, timesOf(range, stop))) {
        for (const Bucket::Run& run : bucket->runs) {
          const std::size_t source = run.track < tracks.size() ? tracks[run.track].source : all.size();
          for (std::uint32_t k = run.begin; k < run.end && source < all.size(); ++k)
            if (range.contains({bucket->time[k]})) spreaders[source].addExact(bucket->time[k]);
        }
        continue;
      }
    }
    for (const SourceHistogram& lane : view.sourceHistograms(info.id)) {
      if (lane.source >= all.size() || lane.parts.empty()) continue;
      const double part = length / static_cast<double>(lane.parts.size());
      const auto begin = static_cast<double>(info.range.begin.us);
      for (std::size_t k = 0; k < lane.parts.size(); ++k)
        if (lane.parts[k] > 0)
          spreaders[lane.source].addSpread(begin + static_cast<double>(k) * part,
                                           begin + static_cast<double>(k + 1) * part, lane.parts[k]);
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = {range, spreaders[i].counts()};
  return all;
}

}  // namespace sorami
