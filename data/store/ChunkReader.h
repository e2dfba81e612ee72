// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/RecordingSchema.h"
#include "data/store/StoreView.h"

#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace sorami::recording {

/// A row of the table of the inputs' octets.
struct RawPiece {
  std::int64_t id = 0;  ///< RawRef::place of its first octet
  std::int64_t size = 0;
  std::uint64_t hash = 0;
  std::string data;
};
/// Puts octets [offset, offset + length) of an input together. `find` gives the row that begins at a place or
/// last before it; false when there is none.
std::string joinRaw(std::uint16_t input, std::uint64_t offset, std::size_t length,
                    const std::function<bool(std::int64_t place, RawPiece& piece)>& find);

/// Where a recording's chunks lie: a file, or a server. Called by one thread at a time.
class ChunkSource {
 public:
  virtual ~ChunkSource() = default;
  /// All chunks of a bucket without their data, by group. False when it cannot be read.
  virtual bool list(std::uint32_t bucket, std::vector<StoredChunk>& chunks) = 0;
  /// Fills in the data of these chunks. False when any is missing.
  virtual bool load(std::uint32_t bucket, std::span<StoredChunk> chunks) = 0;
  /// True when one chunk after the other is as well loaded as all at once: then some are decoded while others
  /// are read.
  virtual bool isNear() const { return false; }
  /// Which group each track is in; empty when that is not known.
  virtual std::string directory(std::uint32_t bucket) = 0;
  virtual std::string lanes(std::uint32_t bucket) = 0;
  virtual std::vector<AttributeChange> attributeChanges(TrackId track) = 0;
  /// See StoreView::videoRange() and video().
  virtual TimeRange videoRange() { return {}; }
  virtual std::vector<VideoSweep> video(TimeRange) { return {}; }
  /// See StoreView::rawBytes().
  virtual std::string rawBytes(std::uint16_t, std::uint64_t, std::size_t) { return {}; }
};

/// Reads chunks of one recording, from any thread, and keeps the buckets decoded last.
class ChunkReader {
 public:
  explicit ChunkReader(std::unique_ptr<ChunkSource> source) : m_source(std::move(source)) {}

  /// The stored part of a bucket as it was when it held `count` samples; null when it is damaged or gone.
  BucketPtr bucket(std::uint32_t id, std::uint32_t count);
  /// Only what may match; null when it is damaged, or the filter's stop was requested.
  BucketPtr part(std::uint32_t id, std::uint32_t count, const BucketFilter& filter);
  /// False when it is not known.
  bool lanes(std::uint32_t id, std::vector<SourceHistogram>& lanes);
  std::vector<AttributeChange> attributeChanges(TrackId track);
  TimeRange videoRange();
  std::vector<VideoSweep> video(TimeRange range);
  std::string rawBytes(std::uint16_t input, std::uint64_t offset, std::size_t length);

 private:
  struct Key {
    std::uint32_t id;
    std::uint32_t count;
    auto operator<=>(const Key&) const = default;
  };
  bool list(std::uint32_t id, std::uint32_t count, std::vector<StoredChunk>& chunks);
  /// Loads these at once, or gives what loads each of them later; false when that failed.
  bool begin(std::uint32_t id, std::vector<StoredChunk>& chunks, LoadChunk& later);
  bool keepWanted(std::uint32_t id, const BucketFilter& filter, std::vector<StoredChunk>& chunks);

  std::mutex m_sourceMutex;  ///< decoding is outside
  std::unique_ptr<ChunkSource> m_source;

  std::mutex m_cacheMutex;
  std::condition_variable m_decoded;
  std::map<Key, BucketPtr> m_cache;
  std::list<Key> m_recent;  ///< newest first
  std::map<Key, int> m_inWork;
  std::size_t m_cachedRows = 0;
};

}  // namespace sorami::recording
