// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Chunk.h"
#include "data/store/Planes.h"
#include "data/store/RecordingSchema.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>

namespace sorami::recording {
namespace {

/// Below this a second thread costs more than it saves.
constexpr std::uint64_t kRowsForTwoThreads = 40'000;
/// What a bucket may hold to be kept for its memory.
constexpr std::size_t kRecycledRows = 500'000;

/// The memory of the bucket given up last: the next one then costs no fresh pages from the system, which take
/// as long as decoding into them.
struct Spare {
  std::mutex mutex;
  std::unique_ptr<Bucket> bucket;
};
const std::shared_ptr<Spare>& spare() {
  static const auto kept = std::make_shared<Spare>();
  return kept;
}

std::shared_ptr<Bucket> recycledBucket() {
  std::unique_ptr<Bucket> bucket;
  {
    const std::lock_guard lock(spare()->mutex);
    bucket = std::move(spare()->bucket);
  }
  if (!bucket) bucket = std::make_unique<Bucket>();
  bucket->runs.clear();
  bucket->range = {};
  bucket->rawPlace.clear();
  bucket->rawLength.clear();
  return {bucket.release(), [kept = spare()](Bucket* b) {
            std::unique_ptr<Bucket> given(b);
            if (given->size() > kRecycledRows) return;
            const std::lock_guard lock(kept->mutex);
            kept->bucket.swap(given);
          }};
}

/// Calls task(0…n-1), on two threads when that pays. False when any call was false.
template <typename Task>
bool inTwoThreads(std::size_t n, bool pays, const Task& task) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> good = true;
  const auto some = [&] {
    for (std::size_t i = next++; i < n && good; i = next++)
      if (!task(i)) good = false;
  };
  if (pays && n > 1) {
    const auto other = std::async(std::launch::async, some);
    some();
    other.wait();
  } else {
    some();
  }
  return good;
}

/// Loads a chunk where that is still to be done, checks it, and lets it be decoded.
template <typename Decode>
bool decodeOne(StoredChunk& chunk, const LoadChunk& load, const Decode& decode) {
  if (load && !load(chunk)) return false;
  const auto head = readChunkHead(chunk.data);
  const bool good =
      head && head->rows == chunk.rows && hash64(chunk.data) == chunk.hash && decode(chunk.data);
  if (load) std::string().swap(chunk.data);
  return good;
}

/// Sorts the runs of several chunks, and puts those of one track together. False when a track stands in two
/// chunks without one of them having come late.
bool settleRuns(std::shared_ptr<Bucket>& bucket, bool late) {
  std::sort(bucket->runs.begin(), bucket->runs.end(), [](const auto& a, const auto& b) {
    return a.track != b.track ? a.track < b.track : a.begin < b.begin;
  });
  const bool twice = std::adjacent_find(bucket->runs.begin(), bucket->runs.end(),
                                        [](const auto& a, const auto& b) { return a.track == b.track; }) !=
                     bucket->runs.end();
  if (twice && !late) return false;
  if (twice) {
    // Rows that came late stand in a chunk of their own.
    std::vector<Row> all;
    appendRows(*bucket, all);
    bucket = BucketMaker().make(bucket->id, all);
  }
  bucket->range = {};
  for (const Bucket::Run& run : bucket->runs) {
    bucket->range.include({bucket->time[run.begin]});
    bucket->range.include({bucket->time[run.end - 1]});
  }
  return true;
}

/// Puts the rows of another bucket where there is room for them, from row `at` on.
void join(Bucket& to, std::size_t at, const Bucket& from) {
  const auto row = static_cast<std::uint32_t>(at);
  const auto put = [&](auto& a, const auto& b) {
    std::copy(b.begin(), b.end(), a.begin() + static_cast<std::ptrdiff_t>(at));
  };
  for (const Bucket::Run& run : from.runs) to.runs.push_back({run.track, run.begin + row, run.end + row});
  put(to.time, from.time);
  put(to.lat, from.lat);
  put(to.lon, from.lon);
  put(to.baroAltitude, from.baroAltitude);
  put(to.geoAltitude, from.geoAltitude);
  put(to.groundSpeed, from.groundSpeed);
  put(to.trackDeg, from.trackDeg);
  put(to.verticalRate, from.verticalRate);
  put(to.flags, from.flags);
  put(to.receivedDelta, from.receivedDelta);
  put(to.rawPlace, from.rawPlace);
  put(to.rawLength, from.rawLength);
}

}  // namespace

std::shared_ptr<Bucket> decodeChunks(std::uint32_t id, std::vector<StoredChunk>& chunks, bool wantRaw,
                                     const LoadChunk& load) {
  std::shared_ptr<Bucket> bucket = recycledBucket();
  bucket->id = id;
  std::vector<std::size_t> starts;
  std::uint64_t rows = 0;
  bool late = false;
  for (const StoredChunk& chunk : chunks) {
    starts.push_back(rows);
    rows += chunk.rows;
    late = late || chunk.group >= kFirstLateGroup;
  }
  if (rows > kMaxBucketRows) return nullptr;
  const bool raw = wantRaw && std::any_of(chunks.begin(), chunks.end(),
                                          [](const StoredChunk& chunk) { return hasRawColumns(chunk.data); });
  resizeColumns(*bucket, rows, raw);

  std::vector<std::vector<Bucket::Run>> runs(chunks.size());
  const bool good = inTwoThreads(chunks.size(), rows > kRowsForTwoThreads, [&](std::size_t i) {
    return decodeOne(chunks[i], load,
                     [&](std::string_view data) { return decodeChunk(data, *bucket, starts[i], runs[i]); });
  });
  if (!good) return nullptr;

  for (const auto& part : runs) bucket->runs.insert(bucket->runs.end(), part.begin(), part.end());
  if (!settleRuns(bucket, late)) return nullptr;
  return bucket;
}

std::shared_ptr<Bucket> decodeSlices(std::uint32_t id, std::vector<StoredChunk>& chunks,
                                     const BucketFilter& wanted, const LoadChunk& load) {
  std::vector<Bucket> parts(chunks.size());
  std::uint64_t rows = 0;
  bool late = false;
  for (const StoredChunk& chunk : chunks) {
    rows += chunk.rows;
    late = late || chunk.group >= kFirstLateGroup;
  }
  const bool good = inTwoThreads(chunks.size(), rows > kRowsForTwoThreads, [&](std::size_t i) {
    return !wanted.stop.stop_requested() && decodeOne(chunks[i], load, [&](std::string_view data) {
      return decodeSlice(data, wanted, parts[i]);
    });
  });
  if (!good) return nullptr;
  auto bucket = std::make_shared<Bucket>();
  bucket->id = id;
  std::size_t kept = 0;
  bool raw = false;
  for (const Bucket& part : parts) {
    kept += part.size();
    raw = raw || part.hasRaw();
  }
  resizeColumns(*bucket, kept, raw);
  std::size_t at = 0;
  for (const Bucket& part : parts) {
    join(*bucket, at, part);
    at += part.size();
  }
  if (!settleRuns(bucket, late)) return nullptr;
  return bucket;
}

}  // namespace sorami::recording
