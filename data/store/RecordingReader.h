// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/RecordingSchema.h"
#include "data/store/StoreView.h"

#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace sorami::recording {

/// Reads chunks of one file, from any thread, and keeps the buckets decoded last.
class ChunkReader {
 public:
  static Result<std::shared_ptr<ChunkReader>> open(const std::string& uri);
  explicit ChunkReader(Database db);

  /// The stored part of a bucket as it was when it held `count` samples; null when it is damaged or gone.
  BucketPtr bucket(std::uint32_t id, std::uint32_t count);
  /// Only what may match; null when that cannot be told apart, or is damaged.
  BucketPtr part(std::uint32_t id, const BucketFilter& filter);
  std::vector<AttributeChange> attributeChanges(TrackId track);

 private:
  struct Key {
    std::uint32_t id;
    std::uint32_t count;
    auto operator<=>(const Key&) const = default;
  };
  bool readPart(std::uint32_t id, const BucketFilter& filter, std::vector<StoredChunk>& chunks);

  std::mutex m_fileMutex;  ///< of the connection and its statements; decoding is outside
  Database m_db;
  Statement m_chunks;
  Statement m_directory;
  Statement m_extents;
  Statement m_data;
  Statement m_attributes;

  std::mutex m_cacheMutex;
  std::condition_variable m_decoded;
  std::map<Key, BucketPtr> m_cache;
  std::list<Key> m_recent;  ///< newest first
  std::map<Key, int> m_inWork;
  std::size_t m_cachedRows = 0;
};

/// What a view is made of.
struct SnapshotParts {
  struct Part {
    std::uint32_t id = 0;
    bool stored = false;
    BucketInfo info;    ///< of the stored part
    BucketPtr waiting;  ///< rows not yet in chunks; may be null
  };
  std::vector<SourceKey> sources;
  std::vector<TrackInfo> tracks;
  std::map<std::string, std::string> meta;
  std::vector<Part> parts;  ///< by time
  std::uint64_t version = 0;
};

/// A view of a file and what is not yet in it. `reader` is made when it is null and needed.
StoreViewPtr makeSnapshot(const std::string& path, SnapshotParts parts, std::shared_ptr<ChunkReader>& reader);

/// `file:` URI of a path, with whatever a path may hold that a URI may not.
std::string fileUri(const std::string& path, const char* query);

}  // namespace sorami::recording
