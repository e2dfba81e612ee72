// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingReader.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace sorami::recording {
namespace {

class RecordingView final : public StoreView {
 public:
  RecordingView(SnapshotParts parts, std::shared_ptr<ChunkReader> reader)
      : m_parts(std::move(parts)), m_reader(std::move(reader)) {
    for (SnapshotParts::Part& part : m_parts.parts) {
      BucketInfo info = part.stored ? part.info : describe(*part.waiting);
      if (part.stored && part.waiting) {
        info.range.include(part.waiting->range.begin);
        info.range.include(part.waiting->range.end);
        info.count += static_cast<std::uint32_t>(part.waiting->size());
        info.tracks = std::max(info.tracks, static_cast<std::uint32_t>(part.waiting->runs.size()));
        info.histogram.clear();
      }
      info.id = part.id;
      m_infos.push_back(std::move(info));
    }
    for (std::size_t i = 0; i < m_infos.size(); ++i) {
      // Queries rely on order; a damaged table must not take it away.
      if (i + 1 < m_infos.size() && m_infos[i].range.end > m_infos[i + 1].range.begin)
        m_infos[i].range.end = std::max(m_infos[i].range.begin, m_infos[i + 1].range.begin);
      m_index[m_infos[i].id] = i;
      m_extent.include(m_infos[i].range.begin);
      m_extent.include(m_infos[i].range.end);
      m_count += m_infos[i].count;
    }
    if (m_reader) m_videoRange = m_reader->videoRange();
    m_extent.include(m_videoRange.begin);
    m_extent.include(m_videoRange.end);
    if (!m_parts.tracks) m_parts.tracks = std::make_shared<TrackTable>();
    m_timeline = storedTimeline();
    if (!m_timeline.isValid()) m_timeline = timelineOf(tracks(), m_infos);
    if (!m_timeline.isValid()) m_timeline = m_videoRange;
  }

  std::span<const SourceKey> sources() const override { return m_parts.sources; }
  std::span<const TrackInfo> tracks() const override { return m_parts.tracks->infos(); }
  std::span<const BucketInfo> buckets() const override { return m_infos; }

  BucketPtr bucket(std::uint32_t id) const override {
    const auto it = m_index.find(id);
    if (it == m_index.end()) return nullptr;
    const SnapshotParts::Part& part = m_parts.parts[it->second];
    if (!part.stored) return part.waiting;
    const BucketPtr stored = m_reader ? m_reader->bucket(id, part.info.count) : nullptr;
    if (!part.waiting) return stored;
    if (!stored) return part.waiting;
    return joined(id, *stored, *part.waiting);
  }

  /// Rows in chunks and rows that wait for one.
  static BucketPtr joined(std::uint32_t id, const Bucket& stored, const Bucket& waiting) {
    std::vector<Row> rows;
    appendRows(stored, rows);
    appendRows(waiting, rows);
    return BucketMaker().make(id, rows);
  }

  BucketPtr bucketPart(std::uint32_t id, const BucketFilter& filter) const override {
    const auto it = m_index.find(id);
    if (it == m_index.end()) return nullptr;
    const SnapshotParts::Part& part = m_parts.parts[it->second];
    if (part.stored && !part.waiting) return m_reader ? m_reader->part(id, part.info.count, filter) : nullptr;
    // Where the octets stand is not among what bucket() keeps decoded.
    if (part.stored && m_reader && (filter.columns & kRawColumns) != 0) {
      BucketFilter whole;
      whole.columns = filter.columns;
      if (const BucketPtr stored = m_reader->part(id, part.info.count, whole))
        return joined(id, *stored, *part.waiting);
    }
    return bucket(id);
  }

  void tracksAt(UtcTime t, std::vector<TrackId>& out) const override { m_parts.tracks->at(t, out); }

  std::vector<SourceHistogram> sourceHistograms(std::uint32_t id) const override {
    const auto it = m_index.find(id);
    if (it == m_index.end()) return {};
    const SnapshotParts::Part& part = m_parts.parts[it->second];
    std::vector<SourceHistogram> lanes;
    if (part.stored && !part.waiting && m_reader && m_reader->lanes(id, lanes)) return lanes;
    BucketFilter timesOnly;
    timesOnly.columns = kPlaceColumns;
    const BucketPtr all = bucketPart(id, timesOnly);
    return all ? describeSources(*all, tracks()) : lanes;
  }

  std::vector<AttributeChange> attributeChanges(TrackId track) const override {
    return m_reader ? m_reader->attributeChanges(track) : std::vector<AttributeChange>();
  }

  TimeRange videoRange() const override { return m_videoRange; }
  std::vector<VideoSweep> video(TimeRange range) const override {
    return m_reader ? m_reader->video(range) : std::vector<VideoSweep>();
  }

  std::string rawBytes(std::uint16_t input, std::uint64_t offset, std::size_t length) const override {
    return m_reader ? m_reader->rawBytes(input, offset, length) : std::string();
  }

  TimeRange timeline() const override { return m_timeline; }
  TimeRange extent() const override { return m_extent; }
  std::uint64_t sampleCount() const override { return m_count; }
  std::string meta(const std::string& key) const override {
    const auto it = m_parts.meta.find(key);
    return it == m_parts.meta.end() ? std::string() : it->second;
  }
  std::uint64_t version() const override { return m_parts.version; }
  std::uint64_t growth() const override { return m_parts.growth; }

 private:
  /// What the writer worked out when it finished; else it is worked out from all tracks.
  TimeRange storedTimeline() const {
    const auto time = [&](const char* key) {
      const std::string text = meta(key);
      std::int64_t us = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), us);
      return error == std::errc() && end == text.data() + text.size() ? UtcTime{us} : UtcTime{};
    };
    TimeRange range{time("timeline_begin"), time("timeline_end")};
    const bool inside = range.isValid() && m_extent.contains(range.begin) && m_extent.contains(range.end);
    return inside && meta("state") == "clean" ? range : TimeRange{};
  }

  SnapshotParts m_parts;
  std::shared_ptr<ChunkReader> m_reader;
  std::vector<BucketInfo> m_infos;
  std::unordered_map<std::uint32_t, std::size_t> m_index;
  TimeRange m_videoRange;
  TimeRange m_extent;
  TimeRange m_timeline;
  std::uint64_t m_count = 0;
};

}  // namespace

StoreViewPtr makeView(SnapshotParts parts, std::shared_ptr<ChunkReader> reader) {
  return std::make_shared<RecordingView>(std::move(parts), std::move(reader));
}

}  // namespace sorami::recording
