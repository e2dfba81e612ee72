// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/ReleasedRecording.h"

#include "data/plan/Release.h"

#include <algorithm>
#include <deque>
#include <mutex>

namespace sorami {
namespace {

constexpr std::size_t kKept = 8;  ///< whole buckets that are remembered
constexpr std::uint16_t kNoSource = 0xFFFF;

/// A bucket's rows of the released tracks, under their new numbers.
BucketPtr released(const Bucket& from, const std::vector<TrackId>& shownAs) {
  auto out = std::make_shared<Bucket>();
  out->id = from.id;
  const auto take = [&](auto& to, const auto& column, std::uint32_t begin, std::uint32_t end) {
    if (column.size() >= end) to.insert(to.end(), column.begin() + begin, column.begin() + end);
  };
  for (const Bucket::Run& run : from.runs) {
    const TrackId track = run.track < shownAs.size() ? shownAs[run.track] : kNoTrack;
    if (track == kNoTrack) continue;
    const auto begin = static_cast<std::uint32_t>(out->time.size());
    take(out->time, from.time, run.begin, run.end);
    take(out->lat, from.lat, run.begin, run.end);
    take(out->lon, from.lon, run.begin, run.end);
    take(out->baroAltitude, from.baroAltitude, run.begin, run.end);
    take(out->geoAltitude, from.geoAltitude, run.begin, run.end);
    take(out->groundSpeed, from.groundSpeed, run.begin, run.end);
    take(out->trackDeg, from.trackDeg, run.begin, run.end);
    take(out->verticalRate, from.verticalRate, run.begin, run.end);
    take(out->flags, from.flags, run.begin, run.end);
    take(out->receivedDelta, from.receivedDelta, run.begin, run.end);
    out->runs.push_back({track, begin, static_cast<std::uint32_t>(out->time.size())});
  }
  // Buckets keep their place in the order of time, whatever of them is left.
  out->range = from.range;
  return out;
}

class ReleasedView : public StoreView {
 public:
  ReleasedView(StoreViewPtr base, const Plan& plan, const std::string& partner) : m_base(std::move(base)) {
    std::vector<std::uint16_t> sourceAs;
    std::uint64_t mark = keyOf(partner);
    for (const SourceKey& source : m_base->sources()) {
      const bool shown = isReleased(plan, source.name, partner);
      sourceAs.push_back(shown ? static_cast<std::uint16_t>(m_sources.size()) : kNoSource);
      m_sourceOf.push_back(sourceAs.back());
      if (shown) m_sources.push_back(source);
      mark = mark * 31 + (shown ? 2 : 1);
    }
    m_version = m_base->version() ^ (mark | 1);
    for (const TrackInfo& track : m_base->tracks()) {
      const std::uint16_t source = track.source < sourceAs.size() ? sourceAs[track.source] : kNoSource;
      m_shownAs.push_back(source == kNoSource ? kNoTrack : static_cast<TrackId>(m_tracks.size()));
      if (source == kNoSource) continue;
      m_baseOf.push_back(track.id);
      TrackInfo& info = m_tracks.emplace_back(track);
      info.id = m_shownAs.back();
      info.source = source;
      m_samples += info.count;
      m_extent.include(info.first);
      m_extent.include(info.last);
    }
    const TimeRange whole = m_base->timeline();
    m_timeline = {std::max(whole.begin, m_extent.begin), std::min(whole.end, m_extent.end)};
    if (!m_timeline.isValid()) m_timeline = {};
    for (const BucketInfo& bucket : m_base->buckets()) {
      BucketInfo info = bucket;
      info.count = 0;
      info.tracks = 0;
      info.histogram.clear();
      for (const SourceHistogram& source : sourceHistograms(bucket.id)) {
        info.histogram.resize(std::max(info.histogram.size(), source.parts.size()));
        for (std::size_t i = 0; i < source.parts.size(); ++i) {
          info.histogram[i] += source.parts[i];
          info.count += source.parts[i];
        }
      }
      for (const TrackInfo& track : m_tracks)
        info.tracks += track.last >= bucket.range.begin && track.first <= bucket.range.end ? 1 : 0;
      m_buckets.push_back(std::move(info));
    }
  }

  std::span<const SourceKey> sources() const override { return m_sources; }
  std::span<const TrackInfo> tracks() const override { return m_tracks; }
  std::span<const BucketInfo> buckets() const override { return m_buckets; }
  BucketPtr bucket(std::uint32_t id) const override {
    {
      const std::scoped_lock lock(m_mutex);
      for (const BucketPtr& kept : m_kept)
        if (kept->id == id) return kept;
    }
    const BucketPtr whole = m_base->bucket(id);
    if (!whole) return nullptr;
    BucketPtr part = released(*whole, m_shownAs);
    const std::scoped_lock lock(m_mutex);
    m_kept.push_front(part);
    if (m_kept.size() > kKept) m_kept.pop_back();
    return part;
  }
  BucketPtr bucketPart(std::uint32_t id, const BucketFilter& filter) const override {
    BucketFilter wanted = filter;
    wanted.columns &= ~static_cast<unsigned>(kRawColumns);
    if (filter.track != kNoTrack) {
      if (filter.track >= m_baseOf.size()) return nullptr;
      wanted.track = m_baseOf[filter.track];
    }
    std::vector<TrackId> tracks;
    if (filter.tracks != nullptr) {
      for (const TrackId track : *filter.tracks)
        if (track < m_baseOf.size()) tracks.push_back(m_baseOf[track]);
      wanted.tracks = &tracks;
    }
    const BucketPtr whole = m_base->bucketPart(id, wanted);
    return whole ? released(*whole, m_shownAs) : nullptr;
  }
  void tracksAt(UtcTime t, std::vector<TrackId>& out) const override {
    m_base->tracksAt(t, out);
    std::erase_if(out, [this](TrackId track) { return m_shownAs[track] == kNoTrack; });
    for (TrackId& track : out) track = m_shownAs[track];
  }
  std::vector<SourceHistogram> sourceHistograms(std::uint32_t id) const override {
    std::vector<SourceHistogram> all = m_base->sourceHistograms(id);
    std::erase_if(all, [this](const SourceHistogram& h) {
      return h.source >= m_sourceOf.size() || m_sourceOf[h.source] == kNoSource;
    });
    for (SourceHistogram& h : all) h.source = m_sourceOf[h.source];
    return all;
  }
  std::vector<AttributeChange> attributeChanges(TrackId track) const override {
    if (track >= m_baseOf.size()) return {};
    std::vector<AttributeChange> changes = m_base->attributeChanges(m_baseOf[track]);
    for (AttributeChange& change : changes) change.track = track;
    return changes;
  }
  TimeRange timeline() const override { return m_timeline; }
  TimeRange extent() const override { return m_extent; }
  std::uint64_t sampleCount() const override { return m_samples; }
  std::string meta(const std::string& key) const override { return m_base->meta(key); }
  std::uint64_t version() const override { return m_version; }

 private:
  static std::uint64_t keyOf(const std::string& text) { return std::hash<std::string>{}(text) << 1U; }

  StoreViewPtr m_base;
  std::vector<SourceKey> m_sources;
  std::vector<std::uint16_t> m_sourceOf;  ///< of each source of the base; kNoSource: not released
  std::vector<TrackInfo> m_tracks;
  std::vector<TrackId> m_shownAs;  ///< of each track of the base; kNoTrack: not released
  std::vector<TrackId> m_baseOf;
  std::vector<BucketInfo> m_buckets;
  TimeRange m_timeline;
  TimeRange m_extent;
  std::uint64_t m_samples = 0;
  std::uint64_t m_version = 0;
  mutable std::mutex m_mutex;
  mutable std::deque<BucketPtr> m_kept;
};

}  // namespace

StoreViewPtr releasedTo(const StoreViewPtr& view, const Plan& plan, const std::string& partner) {
  return view ? std::make_shared<ReleasedView>(view, plan, partner) : nullptr;
}

bool isReleased(const Plan& plan, const std::string& source, const std::string& partner) {
  return std::any_of(plan.sources.begin(), plan.sources.end(), [&](const SourceMark& mark) {
    return mark.source == source && isReleasedTo(mark.owner, mark.releasableTo, partner);
  });
}

}  // namespace sorami
