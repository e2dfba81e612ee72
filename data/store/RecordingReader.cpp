// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingReader.h"

#include "data/store/Planes.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingWriter.h"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace sorami {
namespace recording {
namespace {

/// Decoded samples the cache keeps: 42 bytes each, so about 50 MB. Whoever plays holds his own window.
constexpr std::size_t kCachedRows = 1'200'000;

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
    m_timeline = timelineOf(m_parts.tracks, m_infos);
  }

  std::span<const SourceKey> sources() const override { return m_parts.sources; }
  std::span<const TrackInfo> tracks() const override { return m_parts.tracks; }
  std::span<const BucketInfo> buckets() const override { return m_infos; }

  BucketPtr bucket(std::uint32_t id) const override {
    const auto it = m_index.find(id);
    if (it == m_index.end()) return nullptr;
    const SnapshotParts::Part& part = m_parts.parts[it->second];
    if (!part.stored) return part.waiting;
    const BucketPtr stored = m_reader ? m_reader->bucket(id, part.info.count) : nullptr;
    if (!part.waiting) return stored;
    if (!stored) return part.waiting;
    std::vector<Row> rows;
    appendRows(*stored, rows);
    appendRows(*part.waiting, rows);
    return BucketMaker().make(id, rows);
  }

  BucketPtr bucketPart(std::uint32_t id, const BucketFilter& filter) const override {
    const auto it = m_index.find(id);
    if (it == m_index.end()) return nullptr;
    const SnapshotParts::Part& part = m_parts.parts[it->second];
    if (part.stored && !part.waiting && m_reader)
      if (BucketPtr some = m_reader->part(id, filter)) return some;
    return bucket(id);
  }

  std::vector<AttributeChange> attributeChanges(TrackId track) const override {
    return m_reader ? m_reader->attributeChanges(track) : std::vector<AttributeChange>();
  }

  TimeRange timeline() const override { return m_timeline; }
  TimeRange extent() const override { return m_extent; }
  std::uint64_t sampleCount() const override { return m_count; }
  std::string meta(const std::string& key) const override {
    const auto it = m_parts.meta.find(key);
    return it == m_parts.meta.end() ? std::string() : it->second;
  }
  std::uint64_t version() const override { return m_parts.version; }

 private:
  SnapshotParts m_parts;
  std::shared_ptr<ChunkReader> m_reader;
  std::vector<BucketInfo> m_infos;
  std::unordered_map<std::uint32_t, std::size_t> m_index;
  TimeRange m_extent;
  TimeRange m_timeline;
  std::uint64_t m_count = 0;
};

}  // namespace

std::string fileUri(const std::string& path, const char* query) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (c == '?' || c == '#' || c == '%') {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      uri += '%';
      uri += kDigits[static_cast<unsigned char>(c) >> 4];
      uri += kDigits[static_cast<unsigned char>(c) & 15];
    } else {
      uri += c;
    }
  }
  return uri + "?" + query;
}

ChunkReader::ChunkReader(Database db)
    : m_db(std::move(db)),
      m_chunks(m_db, kSelectChunks),
      m_directory(m_db, "SELECT dir FROM bucket WHERE id=?"),
      m_extents(m_db, "SELECT id, la0, la1, lo0, lo1, east0, east1 FROM chunk WHERE id BETWEEN ? AND ?"),
      m_data(m_db, kSelectChunks),
      m_attributes(m_db, "SELECT key, t, value FROM track_attr WHERE track=? ORDER BY t, key") {}

Result<std::shared_ptr<ChunkReader>> ChunkReader::open(const std::string& uri) {
  auto db = Database::open(uri, SQLITE_OPEN_READONLY);
  if (!db) return db.error();
  (void)db->run("PRAGMA cache_size=-2000");
  return std::make_shared<ChunkReader>(std::move(*db));
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
  bool good = false;
  {
    const std::lock_guard lock(m_fileMutex);
    good = m_chunks.ok() && readChunks(m_chunks, id, chunks);
  }
  // What came late for a bucket after this view was taken is not part of it.
  std::uint64_t rows = 0;
  for (const StoredChunk& chunk : chunks) rows += chunk.rows;
  for (; rows > count && !chunks.empty() && chunks.back().group >= kFirstLateGroup; chunks.pop_back())
    rows -= chunks.back().rows;
  std::shared_ptr<Bucket> made = good && !chunks.empty() ? decodeChunks(id, chunks) : nullptr;
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

bool ChunkReader::readPart(std::uint32_t id, const BucketFilter& filter, std::vector<StoredChunk>& chunks) {
  const std::int64_t first = firstChunkId(id);
  std::vector<std::int64_t> wanted;
  if (filter.track != kNoTrack) {
    if (!m_directory.ok()) return false;
    m_directory.bind(1, std::int64_t{id});
    std::vector<std::pair<TrackId, std::uint8_t>> directory;
    const bool known =
        m_directory.step() && !m_directory.blob(0).empty() && decodeDirectory(m_directory.blob(0), directory);
    m_directory.reset();
    if (!known) return false;
    const auto it =
        std::lower_bound(directory.begin(), directory.end(), std::pair{filter.track, std::uint8_t{0}});
    if (it != directory.end() && it->first == filter.track) wanted.push_back(first + it->second);
  } else {
    if (!m_extents.ok()) return false;
    m_extents.bind(1, first).bind(2, first + kGroups - 1);
    bool late = false;
    while (m_extents.step()) {
      Extent extent;
      extent.latMin = static_cast<std::int32_t>(m_extents.integer(1));
      extent.latMax = static_cast<std::int32_t>(m_extents.integer(2));
      extent.lonMin = static_cast<std::int32_t>(m_extents.integer(3));
      extent.lonMax = static_cast<std::int32_t>(m_extents.integer(4));
      extent.eastMin = m_extents.integer(5);
      extent.eastMax = m_extents.integer(6);
      late = late || m_extents.integer(0) - first >= kFirstLateGroup;
      if (extent.box().intersects(filter.box)) wanted.push_back(m_extents.integer(0));
    }
    const bool failed = m_extents.failed();
    m_extents.reset();
    if (failed || late) return false;
  }
  for (const std::int64_t chunkId : wanted) {
    m_data.bind(1, chunkId).bind(2, chunkId);
    StoredChunk chunk;
    const bool found = m_data.step();
    if (found) {
      chunk.group = static_cast<int>(chunkId - first);
      chunk.rows = static_cast<std::uint32_t>(m_data.integer(1));
      chunk.hash = static_cast<std::uint64_t>(m_data.integer(2));
      chunk.data = m_data.blob(3);
    }
    m_data.reset();
    if (!found) return false;
    chunks.push_back(std::move(chunk));
  }
  return true;
}

BucketPtr ChunkReader::part(std::uint32_t id, const BucketFilter& filter) {
  if (filter.track == kNoTrack && filter.box.isEmpty()) return nullptr;
  {
    const std::lock_guard lock(m_cacheMutex);
    const auto it = m_cache.lower_bound({id, 0});
    if (it != m_cache.end() && it->first.id == id) return it->second;
  }
  std::vector<StoredChunk> chunks;
  {
    const std::lock_guard lock(m_fileMutex);
    if (!m_data.ok() || !readPart(id, filter, chunks)) return nullptr;
  }
  return decodeChunks(id, chunks);
}

std::vector<AttributeChange> ChunkReader::attributeChanges(TrackId track) {
  const std::lock_guard lock(m_fileMutex);
  std::vector<AttributeChange> changes;
  if (!m_attributes.ok()) return changes;
  m_attributes.bind(1, std::int64_t{track});
  while (m_attributes.step())
    changes.push_back({track,
                       static_cast<TrackAttribute>(m_attributes.integer(0)),
                       {m_attributes.integer(1)},
                       std::string(m_attributes.text(2))});
  m_attributes.reset();
  return changes;
}

StoreViewPtr makeSnapshot(const std::string& path, SnapshotParts parts,
                          std::shared_ptr<ChunkReader>& reader) {
  if (!reader)
    if (auto opened = ChunkReader::open(fileUri(path, "mode=ro"))) reader = *opened;
  return std::make_shared<RecordingView>(std::move(parts), reader);
}

namespace {

Error notARecording(const std::string& path) {
  return {"this is not a Sorami recording", path, "open it as a track file to import it"};
}

std::uint64_t bigEndian(const std::array<char, 100>& bytes, std::size_t at, std::size_t n) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < n; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

/// Judges a file by its first bytes, so that each fault gets its own words.
Status checkHeader(const std::string& path) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) return Error{"there is no such file", path, {}};
  if (!std::filesystem::is_regular_file(status)) return Error{"this is not a file", path, {}};
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Error{std::string("the file cannot be read: ") + std::strerror(errno), path,
                 "check its permissions"};
  const std::uintmax_t size = std::filesystem::file_size(path, code);
  if (size == 0) return Error{"the file is empty", path, {}};
  std::array<char, 100> head{};
  file.read(head.data(), head.size());
  constexpr std::string_view kSqlite("SQLite format 3\0", 16);
  const auto got = static_cast<std::size_t>(file.gcount());
  if (std::string_view(head.data(), std::min(got, kSqlite.size())) != kSqlite.substr(0, got))
    return notARecording(path);
  if (got < head.size())
    return Error{"the file is cut off after " + std::to_string(size) + " bytes", path, "ask for it again"};
  // Layout of the header: sqlite.org/fileformat2.html, section 1.3.
  if (bigEndian(head, 68, 4) != kApplicationId)
    return Error{"this is an SQLite database, but not a Sorami recording", path, {}};
  const std::uint64_t major = bigEndian(head, 60, 4);
  if (major > kFormatMajor)
    return Error{"the recording was made by a newer version of Sorami (file format " + std::to_string(major) +
                     "; this one reads up to " + std::to_string(kFormatMajor) + ")",
                 path, "update Sorami"};
  if (major < 1) return Error{"the recording is of an unknown format version", path, {}};
  std::uint64_t pageSize = bigEndian(head, 16, 2);
  if (pageSize == 1) pageSize = 65536;
  const std::uint64_t expected = bigEndian(head, 28, 4) * pageSize;
  if (size < expected)
    return Error{"the file is cut off: " + std::to_string(size) + " of " + std::to_string(expected) +
                     " bytes are there",
                 path, "copy it again from where it is whole"};
  return std::monostate{};
}

bool isNonEmpty(const std::string& path) {
  std::error_code code;
  const auto size = std::filesystem::file_size(path, code);
  return !code && size > 0;
}

/// Reads everything but the chunks. One transaction, so that a file being written shows one moment.
Result<StoreViewPtr> readView(const std::string& path, const char* query) {
  auto opened = Database::open(fileUri(path, query), SQLITE_OPEN_READONLY);
  if (!opened) return Error{opened.error().what, path, opened.error().hint};
  Database& db = *opened;
  const auto damaged = [&](const char* what) {
    Error error = db.error();
    return Error{std::string("the recording is damaged: ") + what, path,
                 error.hint.empty() ? "copy it again from where it is whole" : error.hint};
  };
  if (!db.run("BEGIN")) return damaged("it cannot be read");

  SnapshotParts parts;
  Statement meta(db, "SELECT key, value FROM meta");
  while (meta.step()) parts.meta[std::string(meta.text(0))] = std::string(meta.text(1));
  if (!meta.ok() || meta.failed()) return damaged("its description cannot be read");
  const bool clean = parts.meta["state"] == "clean";

  Statement sources(db, "SELECT name, kind, sacsic FROM source ORDER BY id");
  while (sources.step())
    parts.sources.push_back({std::string(sources.text(0)), std::string(sources.text(1)),
                             static_cast<std::int32_t>(sources.integer(2))});
  if (!sources.ok() || sources.failed()) return damaged("its table of sources cannot be read");

  Statement buckets(db, "SELECT id, t0, t1, n, ntrk, histogram FROM bucket ORDER BY t0, t1");
  while (buckets.step()) {
    SnapshotParts::Part part;
    part.stored = true;
    part.id = static_cast<std::uint32_t>(buckets.integer(0));
    part.info.id = part.id;
    part.info.range = {{buckets.integer(1)}, {buckets.integer(2)}};
    part.info.count = static_cast<std::uint32_t>(buckets.integer(3));
    part.info.tracks = static_cast<std::uint32_t>(buckets.integer(4));
    part.info.histogram = decodeHistogram(buckets.blob(5));
    if (isSaneRange(part.info.range)) parts.parts.push_back(std::move(part));
  }
  if (!buckets.ok() || buckets.failed()) return damaged("its index cannot be read");

  bool haveTracks = false;
  if (clean) {
    Statement block(db, "SELECT hash, data FROM track_block WHERE id=0");
    if (block.step()) {
      const std::string_view data = block.blob(1);
      haveTracks = hash64(data) == static_cast<std::uint64_t>(block.integer(0)) &&
                   decodeTrackBlock(data, parts.tracks);
    }
  }
  if (!haveTracks) {
    TrackBook book;
    if (!readTracks(db, book)) return damaged("its table of tracks cannot be read");
    // What is not yet in chunks stands in the tail.
    std::map<std::uint32_t, std::vector<Row>> waiting;
    Statement tail(db, "SELECT bucket, hash, data FROM tail ORDER BY seq");
    while (tail.step()) {
      std::vector<Row>& rows = waiting[static_cast<std::uint32_t>(tail.integer(0))];
      const std::size_t before = rows.size();
      if (!decodeTail(tail.blob(2), static_cast<std::uint64_t>(tail.integer(1)), rows)) continue;
      std::erase_if(rows, [&](const Row& row) { return row.track >= book.size(); });
      for (std::size_t i = before; i < rows.size(); ++i) book.add(rows[i]);
    }
    if (tail.failed()) return damaged("its newest part cannot be read");
    BucketMaker maker;
    for (const auto& [id, rows] : waiting) {
      if (rows.empty()) continue;
      const auto it = std::find_if(parts.parts.begin(), parts.parts.end(),
                                   [id = id](const auto& p) { return p.id == id; });
      SnapshotParts::Part& part = it != parts.parts.end() ? *it : parts.parts.emplace_back();
      part.id = id;
      part.waiting = maker.make(id, rows);
    }
    std::stable_sort(parts.parts.begin(), parts.parts.end(), [](const auto& a, const auto& b) {
      const auto begin = [](const SnapshotParts::Part& p) {
        TimeRange range = p.stored ? p.info.range : p.waiting->range;
        if (p.waiting) range.include(p.waiting->range.begin);
        return range.begin;
      };
      return begin(a) < begin(b);
    });
    parts.tracks = book.infos();
  }
  Statement lastSeq(db, "SELECT max(seq) FROM tail");
  parts.version = lastSeq.step() ? static_cast<std::uint64_t>(lastSeq.integer(0)) : 0;
  for (const SnapshotParts::Part& part : parts.parts) parts.version = parts.version * 31 + part.info.count;

  for (Statement* statement : {&meta, &sources, &buckets, &lastSeq}) statement->reset();
  if (!db.run("COMMIT")) return damaged("it cannot be read");
  auto reader = std::make_shared<ChunkReader>(std::move(db));
  return StoreViewPtr(std::make_shared<RecordingView>(std::move(parts), std::move(reader)));
}

/// Completes a copy in the temporary folder; for media that cannot be written.
Result<StoreViewPtr> openCopy(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code code;
  std::string folder = (fs::temp_directory_path(code) / "sorami-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr)
    return Error{"the recording was not finished and cannot be completed here: no room for a temporary copy",
                 path, "copy it, with its -wal file, to a disk that can be written"};
  const std::string copy = folder + "/copy.sorec";
  bool copied = fs::copy_file(path, copy, code);
  for (const char* suffix : {"-wal", "-journal"})
    if (copied && isNonEmpty(path + suffix)) copied = fs::copy_file(path + suffix, copy + suffix, code);
  if (copied) fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, code);
  Result<StoreViewPtr> view = Error{"the recording could not be copied to complete it: " + code.message(),
                                    path, "make room in the temporary folder"};
  if (copied) {
    for (const char* suffix : {"-wal", "-journal"})
      if (fs::exists(copy + suffix))
        fs::permissions(copy + suffix, fs::perms::owner_read | fs::perms::owner_write, code);
    Status done = recover(copy);
    view = done ? readView(copy, "mode=ro&immutable=1") : Result<StoreViewPtr>(done.error());
  }
  fs::remove_all(folder, code);  // the open file lives on until it is closed
  return view;
}

}  // namespace
}  // namespace recording

Result<StoreViewPtr> openRecording(const std::string& path) {
  using namespace recording;
  // Before anything else: to open and close a file that this process is writing would release SQLite's locks
  // on it (POSIX record locks belong to the process, not to the descriptor).
  if (WriterLock::isHeld(path)) return readView(path, "mode=ro");
  if (Status fine = checkHeader(path); !fine) return fine.error();
  const bool pending = isNonEmpty(path + "-wal") || isNonEmpty(path + "-journal");
  const std::string folder = std::filesystem::absolute(path).parent_path().string();
  const bool writable = ::access(path.c_str(), W_OK) == 0 && ::access(folder.c_str(), W_OK) == 0;
  if (pending) {
    if (!writable) return openCopy(path);
    if (Status done = recover(path); !done) {
      if (WriterLock::isHeld(path)) return readView(path, "mode=ro");
      return done.error();
    }
    return readView(path, "mode=ro&immutable=1");
  }
  Result<StoreViewPtr> view = readView(path, "mode=ro&immutable=1");
  if (view && (*view)->meta("state") != "clean" && writable) {
    // Its writer ended without finishing, but nothing is left in a log: completing it can wait for a failure.
    if (recover(path)) return readView(path, "mode=ro&immutable=1");
  }
  return view;
}

}  // namespace sorami
