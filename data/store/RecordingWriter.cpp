// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingWriter.h"

#include "data/store/CellGrid.h"
#include "data/store/Planes.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingReader.h"
#include "data/store/RecordingSchema.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <unordered_set>

namespace sorami {
namespace recording {

namespace {

/// Sealed cells with this many rows appended elsewhere since are taken to be complete.
constexpr std::uint64_t kIdleRows = 262'144;
constexpr std::size_t kMaxCellRows = 1'500'000;
/// Rows that may wait in memory before the fullest cells are written whatever comes later: 48 bytes each.
constexpr std::size_t kMaxWaiting = 2'500'000;
constexpr std::size_t kMaxJobs = 2;

/// Rows on their way into chunks.
struct Job {
  std::uint32_t bucket = 0;
  int lateGroup = -1;
  std::vector<Row> rows;
  std::size_t tailed = 0;    ///< how many of the rows the tail holds
  std::int64_t lastSeq = 0;  ///< the last of the tail's blobs that hold them
  std::future<EncodedBucket> result;
  EncodedBucket encoded;  ///< the result, once it was fetched
};

struct Cell {
  std::uint32_t id = 0;
  std::int64_t end = 0;
  std::vector<Row> rows;      ///< not yet sealed, in the order they came
  std::size_t tailed = 0;     ///< how many of them the tail holds
  std::int64_t lastSeq = 0;   ///< of the tail's blobs of this cell
  std::uint64_t touched = 0;  ///< row count of the recording at the last append
  bool stored = false;        ///< the file holds chunks of it
  int lateGroups = 0;         ///< of these, ones that came late
  std::shared_ptr<Job> job;   ///< in work
  bool splittable = true;
  BucketInfo info;    ///< of what is stored
  BucketPtr waiting;  ///< rows (and the job's) as a bucket, for snapshots; null when out of date
};

class RecordingWriter final : public SampleSink {
 public:
  RecordingWriter(std::string path, Database db, std::unique_ptr<WriterLock> lock)
      : m_path(std::move(path)),
        m_lock(std::move(lock)),
        m_db(std::move(db)),
        m_buckets(m_db),
        m_tracks(m_db),
        m_tail(m_db, "INSERT INTO tail VALUES(?,?,?,?,?,?,?)"),
        m_setMeta(m_db, "INSERT OR REPLACE INTO meta VALUES(?,?)"),
        m_addSource(m_db, "INSERT OR REPLACE INTO source VALUES(?,?,?,?)") {}

  ~RecordingWriter() override {
    // What was appended is kept as far as it can be; the next reader completes the file.
    if (!m_finished) (void)commit();
  }

  bool ok() const {
    return m_buckets.ok() && m_tracks.ok() && m_tail.ok() && m_setMeta.ok() && m_addSource.ok();
  }

  std::uint16_t addSource(const SourceKey& key) override { return m_book.addSource(key); }
  TrackId addTrack(const TrackInfo& identity) override {
    const TrackId track = m_book.addTrack(identity);
    m_sealed.emplace_back();
    m_unsavedTracks.insert(track);
    return track;
  }
  void setTrack(TrackId track, const TrackInfo& identity) override {
    if (track >= m_book.size()) return;
    m_book.setTrack(track, identity);
    m_unsavedTracks.insert(track);
  }
  void setMeta(const std::string& key, const std::string& value) override {
    m_meta[key] = value;
    m_unsavedMeta.insert(key);
  }

  void append(TrackId track, const Sample& sample) override {
    if (track >= m_book.size() || m_finished) return;
    const std::optional<Row> row = toRow(track, sample);
    if (!row) return;
    m_book.add(*row);
    Cell& cell = m_grid.at(row->time);
    cell.rows.push_back(*row);
    cell.waiting.reset();
    cell.touched = ++m_count;
    ++m_waiting;
    if (cell.rows.size() >= kMaxCellRows && cell.splittable) overflow(cell);
    if (m_waiting >= kMaxWaiting)
      spill();
    else if (m_count % 16'384 == 0)
      sealIdle();
  }

  Status commit() override {
    if (m_finished) return std::monostate{};
    m_failure.reset();  // a full disk may have room again
    collect(false);
    if (m_failure || !begin()) return failed();
    const bool good = saveIdentity() && writeTails(nullptr);
    if (!good || !end()) return failed();
    ++m_version;
    return std::monostate{};
  }

  StoreViewPtr snapshot() override {
    if (m_snapshot && m_snapshot->version() == m_version) return m_snapshot;
    SnapshotParts parts;
    parts.sources = m_book.sources();
    parts.tracks = m_book.infos();
    parts.meta = m_meta;
    parts.version = m_version;
    for (auto& [start, cell] : m_grid.cells()) {
      SnapshotParts::Part part;
      part.id = cell.id;
      part.stored = cell.stored;
      part.info = cell.info;
      if (!cell.rows.empty() || cell.job) {
        if (!cell.waiting) {
          std::vector<Row> rows;
          if (cell.job) rows = cell.job->rows;
          rows.insert(rows.end(), cell.rows.begin(), cell.rows.end());
          cell.waiting = m_maker.make(cell.id, rows);
        }
        part.waiting = cell.waiting;
      }
      if (part.stored || part.waiting) parts.parts.push_back(std::move(part));
    }
    m_snapshot = makeSnapshot(m_path, std::move(parts), m_reader);
    return m_snapshot;
  }

  Result<StoreViewPtr> finish() override {
    m_failure.reset();
    if (!m_finished) {
      for (auto& [start, cell] : m_grid.cells()) {
        if (!cell.rows.empty()) seal(cell);
      }
      collect(true);
      if (m_failure) return *m_failure;
      if (Status done = complete(); !done) return done.error();
    }
    return openRecording(m_path);
  }

  /// Takes over what an unfinished file holds.
  Status resume() {
    Statement sources(m_db, "SELECT name, kind, sacsic FROM source ORDER BY id");
    while (sources.step()) {
      SourceKey key;
      key.name = sources.text(0);
      key.kind = sources.text(1);
      key.sacSic = static_cast<std::int32_t>(sources.integer(2));
      m_book.addSource(key);
    }
    m_savedSources = m_book.sources().size();
    if (!readTracks(m_db, m_book)) return damaged("its table of tracks cannot be read");
    for (TrackId track = 0; track < m_book.size(); ++track)
      m_sealed.push_back({m_book.info(track), m_book.extent(track), false});

    // Tails first, so that orphaned rows join the bucket they belong to.
    std::map<std::uint32_t, std::vector<Row>> orphans;
    std::int64_t lost = 0;
    Statement tail(m_db, "SELECT bucket, hash, data FROM tail ORDER BY seq");
    while (tail.step()) {
      std::vector<Row>& rows = orphans[static_cast<std::uint32_t>(tail.integer(0))];
      const std::size_t before = rows.size();
      if (!decodeTail(tail.blob(2), static_cast<std::uint64_t>(tail.integer(1)), rows)) ++lost;
      std::erase_if(rows, [&](const Row& row) { return row.track >= m_book.size(); });
      for (std::size_t i = before; i < rows.size(); ++i) m_book.add(rows[i]);
    }
    if (tail.failed()) return damaged("its newest part cannot be read");
    if (lost > 0) setMeta("damaged_tail_blobs", std::to_string(lost));
    tail.reset();
    sources.reset();
    for (auto& [bucket, rows] : orphans)
      if (!rewrite(bucket, rows)) return failed();
    return complete();
  }

 private:
  /// What the chunks hold of a track; the tail's part comes on top.
  struct SealedTrack {
    TrackInfo info;
    Extent extent;
    bool touched = false;
  };
  struct JobOfCell {
    std::shared_ptr<Job> job;
    Cell* cell;
  };

  Error damaged(const char* what) {
    return {std::string("the recording is damaged: ") + what, m_path, "work on a copy"};
  }
  /// Takes back what the open transaction has changed here, so that it can be tried again, and says why.
  Error failed() {
    if (!m_failure) m_failure = m_db.error();
    m_failure->where = m_path;
    if (m_db.inTransaction()) (void)m_db.run("ROLLBACK");
    for (; !m_undo.empty(); m_undo.pop_back()) m_undo.back()();
    return *m_failure;
  }
  bool begin() {
    m_undo.clear();
    return m_db.run("BEGIN IMMEDIATE").ok();
  }
  bool end() {
    if (!m_db.run("COMMIT")) return false;
    m_undo.clear();
    return true;
  }

  bool saveIdentity() {
    bool good = true;
    const auto& sources = m_book.sources();
    m_undo.emplace_back([this, before = m_savedSources] { m_savedSources = before; });
    for (; good && m_savedSources < sources.size(); ++m_savedSources)
      good = m_addSource.bind(1, static_cast<std::int64_t>(m_savedSources))
                 .bind(2, sources[m_savedSources].name)
                 .bind(3, sources[m_savedSources].kind)
                 .bind(4, std::int64_t{sources[m_savedSources].sacSic})
                 .run();
    if (!m_unsavedTracks.empty()) {
      const auto tracks = std::make_shared<std::unordered_set<TrackId>>(std::exchange(m_unsavedTracks, {}));
      m_undo.emplace_back([this, tracks] { m_unsavedTracks.merge(*tracks); });
      for (const TrackId track : *tracks)
        good = good && m_tracks.put(m_book.info(track), m_sealed[track].info, m_sealed[track].extent);
    }
    for (AttributeChange& change : m_book.takeUnsaved()) m_unsavedChanges.push_back(std::move(change));
    if (!m_unsavedChanges.empty()) {
      const auto changes =
          std::make_shared<std::vector<AttributeChange>>(std::exchange(m_unsavedChanges, {}));
      m_undo.emplace_back([this, changes] {
        m_unsavedChanges.insert(m_unsavedChanges.begin(), changes->begin(), changes->end());
      });
      for (const AttributeChange& change : *changes) good = good && m_tracks.put(change);
    }
    if (!m_unsavedMeta.empty()) {
      const auto keys = std::make_shared<std::unordered_set<std::string>>(std::exchange(m_unsavedMeta, {}));
      m_undo.emplace_back([this, keys] { m_unsavedMeta.merge(*keys); });
      for (const std::string& key : *keys) good = good && m_setMeta.bind(1, key).bind(2, m_meta[key]).run();
    }
    return good;
  }

  /// Puts rows the tail does not hold yet into it. For a cell or a job.
  template <typename Holder>
  bool writeTail(Holder& holder, const Cell& cell) {
    if (holder.tailed == holder.rows.size()) return true;
    const std::span<const Row> fresh = std::span(holder.rows).subspan(holder.tailed);
    TimeRange range;
    for (const Row& row : fresh) range.include({row.time});
    const std::string blob = encodeTail(fresh, m_maker);
    m_undo.emplace_back([&holder, tailed = holder.tailed, seq = holder.lastSeq] {
      holder.tailed = tailed;
      holder.lastSeq = seq;
    });
    holder.lastSeq = m_nextSeq++;
    holder.tailed = holder.rows.size();
    return m_tail.bind(1, holder.lastSeq)
        .bind(2, std::int64_t{cell.id})
        .bind(3, range.begin.us)
        .bind(4, range.end.us)
        .bind(5, static_cast<std::int64_t>(fresh.size()))
        .bind(6, static_cast<std::int64_t>(hash64(blob)))
        .bindBlob(7, blob)
        .run();
  }

  /// Brings the tail up to date with all that waits, but for a job whose rows go into chunks just now.
  bool writeTails(const Job* leftOut) {
    bool good = true;
    if (!m_mixedTails.empty()) {
      m_undo.emplace_back([this, before = m_mixedTails] { m_mixedTails = before; });
      for (const Cell* cell : m_mixedTails) good = good && m_buckets.removeTail(cell->id, cell->lastSeq);
      m_mixedTails.clear();
    }
    for (auto& [start, cell] : m_grid.cells()) {
      if (cell.job && cell.job.get() != leftOut) good = good && writeTail(*cell.job, cell);
      good = good && writeTail(cell, cell);
    }
    return good;
  }

  /// Halves a cell that is too full for one bucket.
  void overflow(Cell& cell) {
    if (cell.stored || cell.job) {
      seal(cell);
      return;
    }
    const std::optional<std::int64_t> time = splitTime(cell.rows);
    if (!time) {
      cell.splittable = false;
      return;
    }
    Cell& later = m_grid.split(cell, *time);
    later.touched = cell.touched;
    const auto middle = std::stable_partition(cell.rows.begin(), cell.rows.end(),
                                              [&](const Row& row) { return row.time < *time; });
    later.rows.assign(middle, cell.rows.end());
    cell.rows.erase(middle, cell.rows.end());
    // The tail holds rows of both halves under one id: the next transaction writes them anew.
    if (cell.lastSeq > 0) m_mixedTails.insert(&cell);
    cell.tailed = 0;
  }

  void sealIdle() {
    collect(false);
    for (auto& [start, cell] : m_grid.cells())
      if (!cell.rows.empty() && !cell.job && cell.touched + kIdleRows < m_count) seal(cell);
  }

  /// Too much waits: the fullest cells are written now, whatever may still come for them.
  void spill() {
    std::vector<Cell*> cells;
    for (auto& [start, cell] : m_grid.cells())
      if (!cell.rows.empty()) cells.push_back(&cell);
    std::sort(cells.begin(), cells.end(),
              [](const Cell* a, const Cell* b) { return a->rows.size() > b->rows.size(); });
    for (Cell* cell : cells) {
      if (m_waiting < kMaxWaiting / 2) break;
      seal(*cell);
    }
  }

  void seal(Cell& cell) {
    while (cell.job && !m_failure) collectFirst();
    while (m_jobs.size() >= kMaxJobs && !m_failure) collectFirst();
    if (m_failure) return;
    if (cell.stored && kFirstLateGroup + cell.lateGroups >= kGroups) {
      // No room for another late group: the bucket is put together again.
      if (!rewrite(cell.id, cell.rows)) {
        (void)failed();
        return;
      }
      m_waiting -= cell.rows.size();
      cell.rows = {};
      cell.tailed = 0;
      cell.lateGroups = 0;
      cell.waiting.reset();
      return;
    }
    auto job = std::make_shared<Job>();
    job->bucket = cell.id;
    job->lateGroup = cell.stored ? kFirstLateGroup + cell.lateGroups++ : -1;
    job->rows = std::exchange(cell.rows, {});
    job->tailed = std::exchange(cell.tailed, 0);
    job->lastSeq = cell.lastSeq;
    cell.job = job;
    m_waiting -= job->rows.size();
    job->result = std::async(std::launch::async, [raw = job.get()] {
      BucketMaker maker;
      return encodeBucket(*maker.make(raw->bucket, raw->rows), raw->lateGroup);
    });
    m_jobs.push_back({job, &cell});
  }

  /// Stores what is encoded; with `all`, waits until everything is.
  void collect(bool all) {
    while (!m_jobs.empty() && !m_failure &&
           (all || !m_jobs.front().job->result.valid() ||
            m_jobs.front().job->result.wait_for(std::chrono::seconds(0)) == std::future_status::ready))
      collectFirst();
  }

  void collectFirst() {
    const JobOfCell first = m_jobs.front();
    Cell& cell = *first.cell;
    EncodedBucket& encoded = first.job->encoded;
    if (first.job->result.valid()) {
      encoded = first.job->result.get();
      if (cell.stored) {
        // The bucket's row tells of all its chunks.
        encoded.info = joined(cell.info, encoded.info);
        encoded.directory.clear();
      }
    }
    bool good = begin() && saveIdentity();
    good = good && (m_mixedTails.empty() || writeTails(first.job.get())) && m_buckets.put(encoded);
    good = good && (first.job->tailed == 0 || m_buckets.removeTail(cell.id, first.job->lastSeq));
    good = good && sealExtents(first.job->rows) && end();
    if (!good) {
      (void)failed();
      return;
    }
    m_jobs.pop_front();
    cell.info = encoded.info;
    cell.stored = true;
    cell.job.reset();
    cell.waiting.reset();
    if (first.job->lateGroup >= 0) m_late.insert(cell.id);
  }

  static BucketInfo joined(BucketInfo a, const BucketInfo& b) {
    a.range.include(b.range.begin);
    a.range.include(b.range.end);
    a.count += b.count;
    a.tracks = std::max(a.tracks, b.tracks);
    a.histogram.clear();  // of other parts; made again when the bucket is put together
    return a;
  }

  /// Tells the tracks of rows that are now in chunks.
  bool sealExtents(const std::vector<Row>& rows) {
    std::vector<TrackId> touched;
    for (const Row& row : rows) {
      SealedTrack& s = m_sealed[row.track];
      if (!s.touched)
        m_undo.emplace_back([this, track = row.track, before = s] { m_sealed[track] = before; });
      const UtcTime time{row.time};
      if (s.info.count == 0 || time < s.info.first) s.info.first = time;
      if (s.info.count == 0 || time > s.info.last) s.info.last = time;
      ++s.info.count;
      s.extent.include(row.lat, row.lon);
      if (!s.touched) touched.push_back(row.track);
      s.touched = true;
    }
    bool good = true;
    for (const TrackId track : touched) {
      m_sealed[track].touched = false;
      const TrackInfo info = m_book.info(track);
      m_sealed[track].info.medianInterval = info.medianInterval;
      good = good && m_tracks.put(info, m_sealed[track].info, m_sealed[track].extent);
    }
    return good;
  }

  /// Puts a bucket's chunks and some more rows together into new chunks, and drops its tail.
  bool rewrite(std::uint32_t id, const std::vector<Row>& added) {
    std::vector<StoredChunk> chunks;
    Statement select(m_db, kSelectChunks);
    if (!select.ok() || !readChunks(select, id, chunks)) return false;
    std::vector<Row> rows;
    bool whole = true;
    if (!chunks.empty()) {
      const auto bucket = decodeChunks(id, chunks);
      whole = bucket != nullptr;
      if (bucket) appendRows(*bucket, rows);
    }
    EncodedBucket encoded;
    if (whole) {
      rows.insert(rows.end(), added.begin(), added.end());
      if (rows.empty()) return true;
      encoded = encodeBucket(*m_maker.make(id, rows));
    } else {
      // The stored part is damaged and stays as it is, a gap; what is added gets a bucket of its own.
      if (added.empty()) return true;
      std::uint32_t next = id;
      Statement last(m_db, "SELECT max(id) FROM bucket");
      if (last.step()) next = static_cast<std::uint32_t>(last.integer(0)) + 1;
      encoded = encodeBucket(*m_maker.make(next, added));
    }
    bool good = begin() && saveIdentity();
    if (whole) good = good && m_buckets.removeChunks(id);
    good = good && m_buckets.put(encoded);
    good = good && m_buckets.removeTail(id, std::numeric_limits<std::int64_t>::max());
    good = good && sealExtents(added) && end();
    for (auto& [start, cell] : m_grid.cells())
      if (good && cell.id == id) cell.info = encoded.info;
    return good;
  }

  /// Everything is in chunks: leaves a file that opens at once and from anywhere.
  Status complete() {
    for (const std::uint32_t bucket : m_late)
      if (!rewrite(bucket, {})) return failed();
    m_late.clear();
    if (!begin()) return failed();
    bool good = saveIdentity();
    const std::string block = encodeTrackBlock(m_book.infos());
    Statement put(m_db, "INSERT OR REPLACE INTO track_block VALUES(0, ?, ?)");
    good = good && put.ok() && put.bind(1, static_cast<std::int64_t>(hash64(block))).bindBlob(2, block).run();
    good = good && m_setMeta.bind(1, std::string_view("state")).bind(2, std::string_view("clean")).run();
    if (!good || !end()) return failed();
    m_finished = true;
    m_reader.reset();
    m_snapshot.reset();
    // A reader that still holds the file keeps it in WAL mode: complete and readable; the last one tidies up.
    sqlite3_busy_timeout(m_db.handle(), 100);
    if (m_db.run("PRAGMA wal_checkpoint(TRUNCATE)")) (void)m_db.run("PRAGMA journal_mode=DELETE");
    m_lock.reset();
    return std::monostate{};
  }

  std::string m_path;
  std::unique_ptr<WriterLock> m_lock;
  Database m_db;
  BucketWriter m_buckets;
  TrackWriter m_tracks;
  Statement m_tail;
  Statement m_setMeta;
  Statement m_addSource;

  TrackBook m_book;
  std::vector<SealedTrack> m_sealed;
  CellGrid<Cell> m_grid;
  BucketMaker m_maker;
  std::map<std::string, std::string> m_meta;
  std::deque<JobOfCell> m_jobs;
  std::unordered_set<std::uint32_t> m_late;
  std::unordered_set<const Cell*> m_mixedTails;  ///< cells whose tail holds rows of another
  std::unordered_set<TrackId> m_unsavedTracks;
  std::unordered_set<std::string> m_unsavedMeta;
  std::size_t m_savedSources = 0;
  std::uint64_t m_count = 0;
  std::size_t m_waiting = 0;
  std::int64_t m_nextSeq = 1;
  std::uint64_t m_version = 0;
  std::vector<std::function<void()>> m_undo;  ///< of the open transaction, in order
  std::vector<AttributeChange> m_unsavedChanges;
  bool m_finished = false;
  std::optional<Error> m_failure;
  StoreViewPtr m_snapshot;
  std::shared_ptr<ChunkReader> m_reader;
};

Result<std::unique_ptr<RecordingWriter>> openWriter(const std::string& path, std::unique_ptr<WriterLock> lock,
                                                    bool create) {
  auto db = Database::open(path, create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
  if (!db) return Error{db.error().what, path, "choose a folder that can be written"};
  if (create) {
    if (Status made = createTables(*db); !made) return made.error();
  }
  const char* mode = isRemote(path) ? "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE; "
                                      "PRAGMA synchronous=FULL"
                                    : "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL";
  if (Status set = db->run(mode); !set) return set.error();
  if (Status set = db->run("PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY"); !set) return set.error();
  auto writer = std::make_unique<RecordingWriter>(path, std::move(*db), std::move(lock));
  if (!writer->ok()) return Error{"the file's tables are not those of a recording", path, {}};
  return writer;
}

}  // namespace

Status recover(const std::string& path) {
  auto lock = WriterLock::take(path);
  if (!lock) return Error{"another program is writing this recording", path, "wait until it has finished"};
  auto writer = openWriter(path, std::move(lock), false);
  if (!writer) return writer.error();
  return (*writer)->resume();
}

}  // namespace recording

Result<std::unique_ptr<SampleSink>> createRecording(const std::string& path, IfExists ifExists) {
  std::error_code ignored;
  const bool exists = std::filesystem::exists(path, ignored);
  if (exists && ifExists == IfExists::Refuse)
    return Error{"the file exists already", path, "choose another name, or ask for it to be replaced"};
  auto lock = recording::WriterLock::take(path);
  if (!lock) {
    if (recording::WriterLock::isHeld(path))
      return Error{"another program is writing this recording", path, "choose another name"};
    return Error{"the folder cannot be written", path, "choose another place"};
  }
  if (exists) {
    if (!std::filesystem::is_regular_file(path, ignored))
      return Error{"this is not a file", path, "choose another name"};
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
      std::filesystem::remove(path + suffix, ignored);
  }
  auto writer = recording::openWriter(path, std::move(lock), true);
  if (!writer) return writer.error();
  return std::unique_ptr<SampleSink>(std::move(*writer));
}

}  // namespace sorami
