// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/ChunkReader.h"

#include "data/store/Planes.h"

#include <algorithm>
#include <array>

namespace sorami::recording {
namespace {

/// Decoded samples the cache keeps: 42 bytes each, so about 30 MB. Whoever plays holds his own window.
constexpr std::size_t kCachedRows = 700'000;

}  // namespace

std::string joinRaw(std::uint16_t input, std::uint64_t offset, std::size_t length,
                    const std::function<bool(std::int64_t, RawPiece&)>& find) {
  std::string found;
  while (found.size() < length) {
    const auto place = static_cast<std::int64_t>(RawRef::make(input, offset + found.size(), 1).place);
    RawPiece piece;
    if (!find(place, piece) || hash64(piece.data) != piece.hash) break;
    const std::int64_t from = place - piece.id;
    if (from < 0 || from >= piece.size || piece.size > std::int64_t{kMaxRawBlock}) break;
    std::string block(static_cast<std::size_t>(piece.size), '\0');
    ByteReader in(piece.data);
    if (!getBytes(in, block.data(), block.size())) break;
    found += block.substr(static_cast<std::size_t>(from), length - found.size());
  }
  return found;
}

/// The chunks that were there when the bucket held `count` samples.
bool ChunkReader::list(std::uint32_t id, std::uint32_t count, std::vector<StoredChunk>& chunks) {
  if (!m_source->list(id, chunks)) return false;
  // What came late for a bucket after this view was taken is not part of it.
  std::uint64_t rows = 0;
  for (const StoredChunk& chunk : chunks) rows += chunk.rows;
  for (; rows > count && !chunks.empty() && chunks.back().group >= kFirstLateGroup; chunks.pop_back())
    rows -= chunks.back().rows;
  return rows == count && !chunks.empty();
}

bool ChunkReader::begin(std::uint32_t id, std::vector<StoredChunk>& chunks, LoadChunk& later) {
  if (!m_source->isNear()) return m_source->load(id, chunks);
  later = [this, id](StoredChunk& chunk) {
    const std::lock_guard lock(m_sourceMutex);
    return m_source->load(id, {&chunk, 1});
  };
  return true;
}

BucketPtr ChunkReader::bucket(std::uint32_t id, std::uint32_t count) {
  const Key key{id, count};
  {
    std::unique_lock lock(m_cacheMutex);
    // Two who ask for the same bucket decode it once.
    m_decoded.wait(lock, [&] { return !m_inWork.contains(key); });
    if (const auto it = m_cache.find(key); it != m_cache.end()) {
      m_recent.remove(key);
      m_recent.push_front(key);
      return it->second;
    }
    m_inWork[key] = 1;
  }
  std::vector<StoredChunk> chunks;
  LoadChunk later;
  bool good = false;
  {
    const std::lock_guard lock(m_sourceMutex);
    good = list(id, count, chunks) && begin(id, chunks, later);
  }
  std::shared_ptr<Bucket> made = good ? decodeChunks(id, chunks, false, later) : nullptr;
  if (made && made->size() != count) made.reset();

  const std::lock_guard lock(m_cacheMutex);
  m_inWork.erase(key);
  m_decoded.notify_all();
  if (!made) return nullptr;
  m_cache[key] = made;
  m_recent.push_front(key);
  m_cachedRows += made->size();
  while (m_cachedRows > kCachedRows && m_recent.size() > 1) {
    const auto oldest = m_cache.find(m_recent.back());
    m_cachedRows -= oldest->second->size();
    m_cache.erase(oldest);
    m_recent.pop_back();
  }
  return made;
}

/// Leaves the chunks that may hold something wanted.
bool ChunkReader::keepWanted(std::uint32_t id, const BucketFilter& filter, std::vector<StoredChunk>& chunks) {
  const bool byTrack = filter.track != kNoTrack || filter.tracks != nullptr;
  if (byTrack) {
    std::vector<std::pair<TrackId, std::uint8_t>> directory;
    const std::string blob = m_source->directory(id);
    // Without one, or with a damaged one, all chunks are looked through.
    if (!blob.empty() && decodeDirectory(blob, directory)) {
      std::array<bool, kGroups> wanted{};
      if (filter.track != kNoTrack) {
        const auto it =
            std::lower_bound(directory.begin(), directory.end(), std::pair{filter.track, std::uint8_t{0}});
        if (it != directory.end() && it->first == filter.track) wanted[it->second] = true;
      } else {
        auto it = directory.begin();
        for (const TrackId track : *filter.tracks) {
          if (filter.tracks->size() < directory.size() / 16)
            it = std::lower_bound(it, directory.end(), std::pair{track, std::uint8_t{0}});
          else
            while (it != directory.end() && it->first < track) ++it;
          if (it != directory.end() && it->first == track) wanted[it->second] = true;
        }
      }
      std::erase_if(chunks, [&](const StoredChunk& c) { return !wanted[static_cast<std::size_t>(c.group)]; });
    }
  }
  // A box prunes whole runs only where each track stands in one chunk.
  const bool late = std::any_of(chunks.begin(), chunks.end(),
                                [](const StoredChunk& c) { return c.group >= kFirstLateGroup; });
  if (!filter.box.isEmpty() && !late)
    std::erase_if(chunks, [&](const StoredChunk& c) { return !c.extent.box().intersects(filter.box); });
  return true;
}

BucketPtr ChunkReader::part(std::uint32_t id, std::uint32_t count, const BucketFilter& filter) {
  if (filter.stop.stop_requested()) return nullptr;
  // What is kept decoded lacks where the reports' own octets stand.
  if ((filter.columns & kRawColumns) == 0) {
    const std::lock_guard lock(m_cacheMutex);
    if (const auto it = m_cache.find({id, count}); it != m_cache.end()) return it->second;
  }
  std::vector<StoredChunk> chunks;
  LoadChunk later;
  {
    const std::lock_guard lock(m_sourceMutex);
    if (!list(id, count, chunks) || !keepWanted(id, filter, chunks) || !begin(id, chunks, later))
      return nullptr;
  }
  return decodeSlices(id, chunks, filter, later);
}

bool ChunkReader::lanes(std::uint32_t id, std::vector<SourceHistogram>& lanes) {
  std::string blob;
  {
    const std::lock_guard lock(m_sourceMutex);
    blob = m_source->lanes(id);
  }
  return !blob.empty() && decodeLanes(blob, lanes);
}

std::vector<AttributeChange> ChunkReader::attributeChanges(TrackId track) {
  const std::lock_guard lock(m_sourceMutex);
  return m_source->attributeChanges(track);
}

TimeRange ChunkReader::videoRange() {
  const std::lock_guard lock(m_sourceMutex);
  return m_source->videoRange();
}

std::vector<VideoSweep> ChunkReader::video(TimeRange range) {
  const std::lock_guard lock(m_sourceMutex);
  return m_source->video(range);
}

std::string ChunkReader::rawBytes(std::uint16_t input, std::uint64_t offset, std::size_t length) {
  const std::lock_guard lock(m_sourceMutex);
  return m_source->rawBytes(input, offset, length);
}

}  // namespace sorami::recording
