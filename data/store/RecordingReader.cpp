// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingReader.h"

#include "data/core/Translate.h"
#include "data/store/Planes.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingWriter.h"
#include "data/store/TemporaryCopy.h"
#include "data/store/VideoBook.h"
#include "data/store/library/Library.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <unistd.h>

namespace sorami {
namespace recording {

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

namespace {

/// The chunks of a `.sorec` file.
class SqliteChunks final : public ChunkSource {
 public:
  explicit SqliteChunks(Database db)
      : m_db(std::move(db)),
        m_list(m_db,
               "SELECT id, n, hash, la0, la1, lo0, lo1, east0, east1 FROM chunk WHERE id BETWEEN ? AND ? "
               "ORDER BY id"),
        m_data(m_db, "SELECT data FROM chunk_data WHERE id=?"),
        m_directory(m_db, "SELECT dir FROM bucket WHERE id=?"),
        m_lanes(m_db, "SELECT lanes FROM bucket WHERE id=?"),
        m_raw(m_db, "SELECT id, n, hash, data FROM raw WHERE id<=?1 ORDER BY id DESC LIMIT 1"),
        m_firstVideo(m_db, "SELECT min(t0) FROM video"),
        m_lastVideo(m_db, "SELECT max(t1) FROM video WHERE t0 >= (SELECT max(t0) FROM video) - 10000000"),
        // A block is about a second long: those that may reach into the span begin shortly before it.
        m_video(m_db,
                "SELECT source, n, hash, data FROM video WHERE t0 BETWEEN ?1 - 10000000 AND ?2 AND t1 >= ?1 "
                "ORDER BY t0"),
        m_attributes(m_db, "SELECT key, t, value FROM track_attr WHERE track=? ORDER BY t, key") {}

  bool list(std::uint32_t bucket, std::vector<StoredChunk>& chunks) override {
    if (!m_list.ok()) return false;
    const std::int64_t first = firstChunkId(bucket);
    m_list.bind(1, first).bind(2, first + kGroups - 1);
    while (m_list.step()) {
      StoredChunk chunk;
      chunk.group = static_cast<int>(m_list.integer(0) - first);
      chunk.rows = static_cast<std::uint32_t>(m_list.integer(1));
      chunk.hash = static_cast<std::uint64_t>(m_list.integer(2));
      chunk.extent.latMin = static_cast<std::int32_t>(m_list.integer(3));
      chunk.extent.latMax = static_cast<std::int32_t>(m_list.integer(4));
      chunk.extent.lonMin = static_cast<std::int32_t>(m_list.integer(5));
      chunk.extent.lonMax = static_cast<std::int32_t>(m_list.integer(6));
      chunk.extent.eastMin = m_list.integer(7);
      chunk.extent.eastMax = m_list.integer(8);
      chunks.push_back(std::move(chunk));
    }
    const bool good = !m_list.failed();
    m_list.reset();
    return good;
  }

  bool isNear() const override { return true; }
  bool load(std::uint32_t bucket, std::span<StoredChunk> chunks) override {
    if (!m_data.ok()) return false;
    for (StoredChunk& chunk : chunks) {
      m_data.bind(1, firstChunkId(bucket) + chunk.group);
      const bool found = m_data.step();
      if (found) chunk.data = m_data.blob(0);
      m_data.reset();
      if (!found) return false;
    }
    return true;
  }

  std::string directory(std::uint32_t bucket) override { return blobOf(m_directory, bucket); }
  std::string lanes(std::uint32_t bucket) override { return blobOf(m_lanes, bucket); }

  std::vector<AttributeChange> attributeChanges(TrackId track) override {
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

  TimeRange videoRange() override {
    TimeRange range;
    if (!m_firstVideo.ok() || !m_lastVideo.ok()) return range;  // a file of an older version
    if (m_firstVideo.step() && !m_firstVideo.isNull(0)) range.begin = {m_firstVideo.integer(0)};
    if (m_lastVideo.step() && !m_lastVideo.isNull(0)) range.end = {m_lastVideo.integer(0)};
    m_firstVideo.reset();
    m_lastVideo.reset();
    return isSaneRange(range) ? range : TimeRange{};
  }

  std::vector<VideoSweep> video(TimeRange range) override {
    std::vector<VideoSweep> found;
    if (!m_video.ok() || !range.isValid()) return found;
    m_video.bind(1, range.begin.us).bind(2, range.end.us);
    while (m_video.step()) {
      const std::string_view data = m_video.blob(3);
      if (hash64(data) != static_cast<std::uint64_t>(m_video.integer(2))) continue;
      (void)decodeVideo(static_cast<std::uint16_t>(m_video.integer(0)),
                        static_cast<std::size_t>(std::max<std::int64_t>(m_video.integer(1), 0)), data, range,
                        found);
    }
    m_video.reset();
    return found;
  }

  std::string rawBytes(std::uint16_t input, std::uint64_t offset, std::size_t length) override {
    if (!m_raw.ok()) return {};  // a file of an older version
    return joinRaw(input, offset, length, [this](std::int64_t place, RawPiece& piece) {
      m_raw.bind(1, place);
      const bool is = m_raw.step();
      if (is)
        piece = {m_raw.integer(0), m_raw.integer(1), static_cast<std::uint64_t>(m_raw.integer(2)),
                 std::string(m_raw.blob(3))};
      m_raw.reset();
      return is;
    });
  }

 private:
  static std::string blobOf(Statement& select, std::uint32_t bucket) {
    std::string blob;
    if (!select.ok()) return blob;  // a table of an older version
    select.bind(1, std::int64_t{bucket});
    if (select.step()) blob = select.blob(0);
    select.reset();
    return blob;
  }

  Database m_db;
  Statement m_list;
  Statement m_data;
  Statement m_directory;
  Statement m_lanes;
  Statement m_raw;
  Statement m_firstVideo;
  Statement m_lastVideo;
  Statement m_video;
  Statement m_attributes;
};

std::shared_ptr<ChunkReader> readerOf(Database db) {
  (void)db.run("PRAGMA cache_size=-2000");
  return std::make_shared<ChunkReader>(std::make_unique<SqliteChunks>(std::move(db)));
}

}  // namespace

StoreViewPtr makeSnapshot(const std::string& path, SnapshotParts parts,
                          std::shared_ptr<ChunkReader>& reader) {
  if (!reader)
    if (auto db = Database::open(fileUri(path, "mode=ro"), SQLITE_OPEN_READONLY))
      reader = readerOf(std::move(*db));
  return makeView(std::move(parts), reader);
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

}  // namespace

Status checkHeader(const std::string& path) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status))
    return Error{sorami::tr("there is no such file").toStdString(), path, {}};
  if (!std::filesystem::is_regular_file(status))
    return Error{sorami::tr("this is not a file").toStdString(), path, {}};
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Error{sorami::tr("the file cannot be read: %1")
                     .arg(QString::fromLocal8Bit(std::strerror(errno)))
                     .toStdString(),
                 path, sorami::tr("check its permissions").toStdString()};
  const std::uintmax_t size = std::filesystem::file_size(path, code);
  if (size == 0) return Error{sorami::tr("the file is empty").toStdString(), path, {}};
  std::array<char, 100> head{};
  file.read(head.data(), head.size());
  constexpr std::string_view kSqlite("SQLite format 3\0", 16);
  const auto got = static_cast<std::size_t>(file.gcount());
  if (std::string_view(head.data(), std::min(got, kSqlite.size())) != kSqlite.substr(0, got))
    return notARecording(path);
  if (got < head.size())
    return Error{sorami::tr("the file is cut off after %1 bytes").arg(size).toStdString(), path,
                 sorami::tr("ask for it again").toStdString()};
  // Layout of the header: sqlite.org/fileformat2.html, section 1.3.
  if (bigEndian(head, 68, 4) != kApplicationId)
    return Error{
        sorami::tr("this is an SQLite database, but not a Sorami recording").toStdString(), path, {}};
  const std::uint64_t major = bigEndian(head, 60, 4);
  if (major > kFormatMajor)
    return Error{
        sorami::tr(
            "the recording was made by a newer version of Sorami (file format %1; this one reads up to %2)")
            .arg(major)
            .arg(kFormatMajor)
            .toStdString(),
        path, sorami::tr("update Sorami").toStdString()};
  if (major < 1)
    return Error{sorami::tr("the recording is of an unknown format version").toStdString(), path, {}};
  std::uint64_t pageSize = bigEndian(head, 16, 2);
  if (pageSize == 1) pageSize = 65536;
  const std::uint64_t expected = bigEndian(head, 28, 4) * pageSize;
  // Pages that a full disk kept out of the file still stand in the log beside it.
  const std::uintmax_t log = std::filesystem::file_size(path + "-wal", code);
  if (size < expected && (code || log == 0))
    return Error{
        sorami::tr("the file is cut off: %1 of %2 bytes are there").arg(size).arg(expected).toStdString(),
        path, sorami::tr("copy it again from where it is whole").toStdString()};
  return std::monostate{};
}

namespace {

/// Reads everything but the chunks. One transaction, so that a file being written shows one moment.
Result<StoreViewPtr> readView(const std::string& path, const char* query) {
  auto opened = Database::open(fileUri(path, query), SQLITE_OPEN_READONLY);
  if (!opened) return Error{opened.error().what, path, opened.error().hint};
  Database& db = *opened;
  const auto damaged = [&](const char* what) {
    Error error = db.error();
    return Error{sorami::tr("the recording is damaged: %1").arg(QString::fromStdString(what)).toStdString(),
                 path, error.hint.empty() ? "copy it again from where it is whole" : error.hint};
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
    Statement count(db, "SELECT count(*) FROM track_block");
    const std::size_t blocks = count.step() ? static_cast<std::size_t>(count.integer(0)) : 0;
    count.reset();
    Statement select(db, "SELECT hash, data FROM track_block ORDER BY id");
    std::optional<TrackTableMaker> maker;
    bool good = blocks > 0;
    while (good && select.step()) {
      const std::string_view block = select.blob(1);
      // All but the last are as large as the first.
      const std::size_t each = ByteReader(block).number<std::uint32_t>();
      good = hash64(block) == static_cast<std::uint64_t>(select.integer(0)) && each <= kMostTracksInBlock;
      if (good && !maker) maker.emplace(blocks * each);
      if (good) maker->add(std::string(block));
    }
    select.reset();
    auto table = std::make_shared<TrackTable>();
    haveTracks = good && maker && !select.failed() && maker->finish(*table);
    if (haveTracks) parts.tracks = std::move(table);
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
    parts.tracks = std::make_shared<TrackTable>(book.infos());
  }
  Statement lastSeq(db, "SELECT max(seq) FROM tail");
  parts.version = lastSeq.step() ? static_cast<std::uint64_t>(lastSeq.integer(0)) : 0;
  for (const SnapshotParts::Part& part : parts.parts) parts.version = parts.version * 31 + part.info.count;

  for (Statement* statement : {&meta, &sources, &buckets, &lastSeq}) statement->reset();
  if (!db.run("COMMIT")) return damaged("it cannot be read");
  return makeView(std::move(parts), readerOf(std::move(db)));
}

/// Completes a copy in the temporary folder; for media that cannot be written.
Result<StoreViewPtr> openCopy(const std::string& path) {
  const auto copy = TemporaryCopy::make(path);
  if (!copy) return copy.error();
  if (Status done = recover((*copy)->path()); !done) return done.error();
  return readView((*copy)->path(), "mode=ro&immutable=1");  // the open file lives on until it is closed
}

}  // namespace
}  // namespace recording

Result<StoreViewPtr> openRecording(const std::string& path) {
  using namespace recording;
  if (isLibrary(path)) return openFromLibrary(path);
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
