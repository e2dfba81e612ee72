// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/Rows.h"
#include "data/store/Sqlite.h"
#include "data/store/TrackBook.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// What the writer and the reader of `.sorec` files share; for these two only.
namespace sorami::recording {

constexpr std::uint32_t kApplicationId = 0x41505231;  // "APR1"
constexpr int kFormatMajor = 3;
/// Groups from here on hold rows that came after their bucket was stored.
constexpr int kFirstLateGroup = 192;
constexpr int kGroups = 256;

/// More rows than a bucket ever holds, and more tracks than a file may claim to.
constexpr std::uint64_t kMaxBucketRows = 12'000'000;
constexpr std::uint32_t kMaxTracks = 64'000'000;
/// Octets of an input in one row of the table `raw`, before they are compressed.
constexpr std::size_t kMaxRawBlock = std::size_t{1} << 20;

/// Sets pragmas and makes the tables of an empty file.
Status createTables(Database& db);
/// Brings the tables of an older version up to this one. Chunks stay as they are: every codec can be read for
/// ever. Files that are only read are read as they are.
Status migrate(Database& db);

/// False for times that no recording has and that could not be reckoned with.
bool isSaneRange(const TimeRange& range);

/// A bucket in stored form.
struct EncodedChunk {
  int group = 0;
  std::uint32_t rows = 0;
  std::uint32_t tracks = 0;
  TimeRange range;
  Extent extent;
  std::string data;
};
struct EncodedBucket {
  BucketInfo info;
  std::vector<EncodedChunk> chunks;
  std::string directory;               ///< of the tracks: which group each is in
  std::vector<SourceHistogram> lanes;  ///< may be empty: not known
};
/// Cuts a bucket into groups by place (Morton order of each track's first position), so that a reader of a
/// part of the map leaves the rest undecoded. `lateGroup` ≥ kFirstLateGroup puts all into that one group.
EncodedBucket encodeBucket(const Bucket& bucket, int lateGroup = -1);

std::string encodeDirectory(const std::vector<std::pair<TrackId, std::uint8_t>>& groupOfTrack);
/// False when damaged.
bool decodeDirectory(std::string_view blob, std::vector<std::pair<TrackId, std::uint8_t>>& groupOfTrack);
std::string encodeLanes(const std::vector<SourceHistogram>& lanes);
bool decodeLanes(std::string_view blob, std::vector<SourceHistogram>& lanes);
std::string encodeHistogram(const std::vector<std::uint32_t>& parts);
std::vector<std::uint32_t> decodeHistogram(std::string_view blob);

/// Statements that store and remove buckets. All within the caller's transaction.
class BucketWriter {
 public:
  explicit BucketWriter(const Database& db);
  bool ok() const;
  /// Replaces the bucket's row; chunks are added beside those that are there.
  bool put(const EncodedBucket& bucket);
  bool removeChunks(std::uint32_t bucket);
  /// Removes the tail of a bucket up to a sequence number: what was added later is not in its chunks.
  bool removeTail(std::uint32_t bucket, std::int64_t lastSeq);

 private:
  Statement m_chunk, m_data, m_bucket, m_dropChunks, m_dropData, m_dropTail;
};

/// A chunk's bytes with what the index says of it.
struct StoredChunk {
  int group = 0;
  std::uint32_t rows = 0;
  std::uint64_t hash = 0;
  Extent extent;
  std::string data;
};
/// Fills in a chunk's data; called from several threads. False when it cannot.
using LoadChunk = std::function<bool(StoredChunk&)>;
/// Decodes chunks of one bucket side by side, on two threads when there is much. Null when any is damaged.
/// `wantRaw`: with where the reports' own octets stand. With `load` the chunks come without their data, which
/// are loaded when their turn comes and given up after it; not with `wantRaw`.
std::shared_ptr<Bucket> decodeChunks(std::uint32_t id, std::vector<StoredChunk>& chunks, bool wantRaw = false,
                                     const LoadChunk& load = {});
/// The same of only what a filter's tracks, span and columns ask for. Null also when the filter's stop was
/// requested.
std::shared_ptr<Bucket> decodeSlices(std::uint32_t id, std::vector<StoredChunk>& chunks,
                                     const BucketFilter& wanted, const LoadChunk& load = {});
/// The SELECT that readChunks steps through: chunks of ids between ?1 and ?2.
constexpr const char* kSelectChunks =
    "SELECT c.id, c.n, c.hash, d.data FROM chunk c JOIN chunk_data d ON d.id = c.id "
    "WHERE c.id BETWEEN ?1 AND ?2 ORDER BY c.id";
/// False when the file cannot be read.
bool readChunks(Statement& select, std::uint32_t bucket, std::vector<StoredChunk>& chunks);
constexpr std::int64_t firstChunkId(std::uint32_t bucket) {
  return static_cast<std::int64_t>(bucket) * kGroups;
}

/// Tail blobs: the same chunk codec, one chunk each.
std::string encodeTail(std::span<const Row> rows, BucketMaker& maker);
/// Appends the rows of a blob; false when damaged.
bool decodeTail(std::string_view blob, std::uint64_t hash, std::vector<Row>& rows);

/// Writes and reads tracks one by one, for a recording that grows; TrackTable.h has them all at once.
class TrackWriter {
 public:
  explicit TrackWriter(const Database& db);
  bool ok() const;
  /// `sealed` is the extent of what is in buckets; the tail's part is added when it is read.
  bool put(const TrackInfo& identity, const TrackInfo& sealed, const Extent& extent);
  bool put(const AttributeChange& change);

 private:
  Statement m_track, m_attribute;
};
/// Reads all tracks into a book. False when the file cannot be read.
bool readTracks(const Database& db, TrackBook& book);

}  // namespace sorami::recording
