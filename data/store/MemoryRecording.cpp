// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/MemoryRecording.h"

#include "data/store/CellGrid.h"
#include "data/store/ChunkReader.h"
#include "data/store/Planes.h"
#include "data/store/RawBook.h"
#include "data/store/TrackBook.h"
#include "data/store/VideoBook.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace sorami {
namespace {

/// Small buckets keep the cost of a live commit low: it makes the newest bucket anew.
constexpr std::size_t kMaxRows = 131'072;
/// Radar video kept, compressed.
constexpr std::size_t kMaxVideo = std::size_t{512} << 20;
/// Octets of inputs kept, compressed.
constexpr std::size_t kMaxRaw = std::size_t{512} << 20;

using RawBlocks = std::map<std::int64_t, RawBlock>;  // by their first octet's place

class MemoryView final : public StoreView {
 public:
  std::span<const SourceKey> sources() const override { return m_sources; }
  std::span<const TrackInfo> tracks() const override { return m_tracks; }
  std::span<const BucketInfo> buckets() const override { return m_infos; }
  BucketPtr bucket(std::uint32_t id) const override {
    const auto it = m_buckets.find(id);
    return it == m_buckets.end() ? nullptr : it->second;
  }
  std::vector<AttributeChange> attributeChanges(TrackId track) const override {
    // Put in order when they are first asked for: who asks, asks for one track after the other.
    std::call_once(m_isSorted, [this] {
      m_sorted = *m_changes;
      std::stable_sort(m_sorted.begin(), m_sorted.end(),
                       [](const AttributeChange& a, const AttributeChange& b) {
                         return a.track != b.track ? a.track < b.track : a.time < b.time;
                       });
    });
    struct ByTrack {
      bool operator()(const AttributeChange& a, TrackId b) const { return a.track < b; }
      bool operator()(TrackId a, const AttributeChange& b) const { return a < b.track; }
    };
    const auto [begin, end] = std::equal_range(m_sorted.begin(), m_sorted.end(), track, ByTrack());
    return {begin, end};
  }
  TimeRange timeline() const override { return m_timeline; }
  TimeRange extent() const override { return m_extent; }
  std::uint64_t sampleCount() const override { return m_count; }
  std::string meta(const std::string& key) const override {
    const auto it = m_meta.find(key);
    return it == m_meta.end() ? std::string() : it->second;
  }
  std::uint64_t version() const override { return m_version; }

  TimeRange videoRange() const override { return m_videoRange; }
  std::vector<VideoSweep> video(TimeRange range) const override {
    std::vector<VideoSweep> found;
    for (const VideoBlock& block : *m_video)
      if (block.range.begin <= range.end && range.begin <= block.range.end)
        (void)decodeVideo(block.source, block.size, block.data, range, found);
    return found;
  }

  std::string rawBytes(std::uint16_t input, std::uint64_t offset, std::size_t length) const override {
    return recording::joinRaw(input, offset, length, [this](std::int64_t place, recording::RawPiece& piece) {
      auto after = m_raw->upper_bound(place);
      if (after == m_raw->begin()) return false;
      const RawBlock& block = std::prev(after)->second;
      piece = {block.id, static_cast<std::int64_t>(block.size), hash64(block.data), block.data};
      return true;
    });
  }

  std::vector<SourceKey> m_sources;
  std::vector<TrackInfo> m_tracks;
  std::vector<BucketInfo> m_infos;
  std::unordered_map<std::uint32_t, BucketPtr> m_buckets;
  std::shared_ptr<const std::vector<AttributeChange>> m_changes;
  mutable std::once_flag m_isSorted;
  mutable std::vector<AttributeChange> m_sorted;  ///< the same, by track and time
  std::shared_ptr<const std::vector<VideoBlock>> m_video;
  std::shared_ptr<const RawBlocks> m_raw;
  TimeRange m_videoRange;
  std::map<std::string, std::string> m_meta;
  TimeRange m_timeline;
  TimeRange m_extent;
  std::uint64_t m_count = 0;
  std::uint64_t m_version = 0;
};

class MemoryRecording final : public SampleSink {
 public:
  std::uint16_t addSource(const SourceKey& key) override { return m_book.addSource(key); }
  TrackId addTrack(const TrackInfo& identity) override { return m_book.addTrack(identity); }
  void setTrack(TrackId track, const TrackInfo& identity) override { m_book.setTrack(track, identity); }

  void append(TrackId track, const Sample& sample) override {
    if (track >= m_book.size()) return;
    const std::optional<Row> row = toRow(track, sample);
    if (!row) return;
    m_book.add(*row);
    Cell& cell = m_grid.at(row->time);
    cell.rows.push_back(*row);
    ++m_count;
  }

  void addVideo(const VideoSweep& sweep) override {
    if (auto block = m_videoBook.add(sweep)) keepVideo(std::move(*block));
  }

  void addRaw(std::uint16_t input, std::uint64_t offset, std::span<const std::byte> bytes) override {
    std::vector<RawBlock> full;
    m_rawBook.add(input, offset, bytes, full);
    keepRaw(full);
  }
  bool keepsRaw() const override { return true; }

  void setMeta(const std::string& key, const std::string& value) override { m_meta[key] = value; }

  Status commit() override {
    ++m_version;
    for (VideoBlock& block : m_videoBook.takeRest()) keepVideo(std::move(block));
    std::vector<RawBlock> rest;
    m_rawBook.takeRest(rest);
    keepRaw(rest);
    for (auto it = m_grid.cells().begin(); it != m_grid.cells().end(); ++it)
      if (!it->second.rows.empty()) settle(it->second);
    m_view.reset();
    return std::monostate{};
  }

  StoreViewPtr snapshot() override {
    if (m_view) return m_view;
    auto view = std::make_shared<MemoryView>();
    view->m_sources = m_book.sources();
    view->m_tracks = m_book.infos();
    for (const auto& [begin, cell] : m_grid.cells()) {
      if (!cell.bucket) continue;
      view->m_infos.push_back(cell.info);
      view->m_buckets.emplace(cell.id, cell.bucket);
      view->m_extent.include(cell.info.range.begin);
      view->m_extent.include(cell.info.range.end);
      view->m_count += cell.info.count;
    }
    view->m_changes = std::make_shared<const std::vector<AttributeChange>>(m_book.changes());
    view->m_video = std::make_shared<const std::vector<VideoBlock>>(m_video);
    view->m_raw = std::make_shared<const RawBlocks>(m_raw);
    for (const VideoBlock& block : m_video) {
      for (const UtcTime t : {block.range.begin, block.range.end}) {
        view->m_videoRange.include(t);
        view->m_extent.include(t);
      }
    }
    view->m_meta = m_meta;
    view->m_timeline = timelineOf(view->m_tracks, view->m_infos);
    if (!view->m_timeline.isValid()) view->m_timeline = view->m_videoRange;
    view->m_version = m_version;
    m_view = view;
    return view;
  }

  Result<StoreViewPtr> finish() override {
    if (Status committed = commit(); !committed) return committed.error();
    return snapshot();
  }

 private:
  struct Cell {
    std::uint32_t id = 0;
    std::int64_t end = 0;
    std::vector<Row> rows;  ///< not yet in the bucket
    BucketPtr bucket;
    BucketInfo info;
  };

  void keepVideo(VideoBlock block) {
    m_videoBytes += block.data.size();
    m_video.push_back(std::move(block));
    // A recording that is only looked at is kept in memory: the oldest video goes first.
    while (m_videoBytes > kMaxVideo && m_video.size() > 1) {
      m_videoBytes -= m_video.front().data.size();
      m_video.erase(m_video.begin());
    }
  }

  void keepRaw(std::vector<RawBlock>& blocks) {
    for (RawBlock& block : blocks) {
      if (m_rawBytes + block.data.size() > kMaxRaw) return;
      m_rawBytes += block.data.size();
      const std::int64_t id = block.id;
      m_raw.insert_or_assign(id, std::move(block));
    }
  }

  /// Puts waiting rows into the cell's bucket, and halves the cell when it has grown too big.
  void settle(Cell& cell) {
    std::vector<Row> rows;
    if (cell.bucket) {
      appendRows(*cell.bucket, rows);
      rows.insert(rows.end(), cell.rows.begin(), cell.rows.end());
      cell.rows = {};
    } else {
      rows.swap(cell.rows);
    }
    if (rows.size() > kMaxRows) {
      if (const std::optional<std::int64_t> time = splitTime(rows)) {
        Cell& later = m_grid.split(cell, *time);
        const auto middle =
            std::stable_partition(rows.begin(), rows.end(), [&](const Row& row) { return row.time < *time; });
        later.rows.assign(middle, rows.end());
        rows.erase(middle, rows.end());
        cell.bucket.reset();
        cell.rows.swap(rows);
        settle(cell);
        settle(later);
        return;
      }
    }
    cell.bucket = m_maker.make(cell.id, rows);
    cell.info = describe(*cell.bucket);
  }

  TrackBook m_book;
  VideoBook m_videoBook;
  std::vector<VideoBlock> m_video;
  std::size_t m_videoBytes = 0;
  RawBook m_rawBook;
  RawBlocks m_raw;
  std::size_t m_rawBytes = 0;
  CellGrid<Cell> m_grid;
  BucketMaker m_maker;
  std::map<std::string, std::string> m_meta;
  std::uint64_t m_count = 0;
  std::uint64_t m_version = 0;
  StoreViewPtr m_view;
};

}  // namespace

std::unique_ptr<SampleSink> makeMemoryRecording() {
  return std::make_unique<MemoryRecording>();
}

}  // namespace sorami
