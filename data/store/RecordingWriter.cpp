// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingWriter.h"

#include "data/store/RecordingFile.h"
#include "data/store/WriterState.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>

namespace sorami {
namespace recording {
namespace {

/// Sealed cells with this many rows appended elsewhere since are taken to be complete.
constexpr std::uint64_t kIdleRows = 262'144;
constexpr std::size_t kMaxCellRows = 1'500'000;
/// Rows that may wait in memory before the fullest cells are written whatever comes later: 64 bytes each.
constexpr std::size_t kMaxWaiting = 2'500'000;
constexpr std::size_t kMaxJobs = 2;
/// Octets of an input that are compressed together, and how many such blocks may wait.
constexpr std::size_t kRawBlocks = 16;
constexpr std::size_t kVideoBlocks = 8;

}  // namespace

void RecordingWriter::append(TrackId track, const Sample& sample) {
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

void RecordingWriter::addRaw(std::uint16_t input, std::uint64_t offset, std::span<const std::byte> bytes) {
  if (m_finished) return;
  m_rawBook.add(input, offset, bytes, m_rawBlocks);
  if (m_rawBlocks.size() < kRawBlocks || m_failure) return;
  if (!begin() || !saveRaw() || !end()) (void)failed();
}

void RecordingWriter::addVideo(const VideoSweep& sweep) {
  if (m_finished) return;
  if (auto block = m_videoBook.add(sweep)) m_videoBlocks.push_back(std::move(*block));
  if (m_videoBlocks.size() < kVideoBlocks || m_failure) return;
  if (!begin() || !saveIdentity() || !saveVideo() || !end()) (void)failed();
}

void RecordingWriter::closeBlocks() {
  m_rawBook.takeRest(m_rawBlocks);
  for (VideoBlock& block : m_videoBook.takeRest()) m_videoBlocks.push_back(std::move(block));
}

bool RecordingWriter::saveVideo() {
  if (m_videoBlocks.empty()) return true;
  const auto blocks = std::make_shared<std::vector<VideoBlock>>(std::exchange(m_videoBlocks, {}));
  m_undo.emplace_back([this, blocks] {
    m_videoBlocks.insert(m_videoBlocks.begin(), std::make_move_iterator(blocks->begin()),
                         std::make_move_iterator(blocks->end()));
  });
  bool good = true;
  for (const VideoBlock& block : *blocks)
    good = good && m_addVideo.bind(1, std::int64_t{block.source})
                       .bind(2, block.range.begin.us)
                       .bind(3, block.range.end.us)
                       .bind(4, static_cast<std::int64_t>(block.size))
                       .bind(5, static_cast<std::int64_t>(hash64(block.data)))
                       .bindBlob(6, block.data)
                       .run();
  return good;
}

bool RecordingWriter::saveRaw() {
  if (m_rawBlocks.empty()) return true;
  const auto blocks = std::make_shared<std::vector<RawBlock>>(std::exchange(m_rawBlocks, {}));
  m_undo.emplace_back([this, blocks] {
    m_rawBlocks.insert(m_rawBlocks.begin(), std::make_move_iterator(blocks->begin()),
                       std::make_move_iterator(blocks->end()));
  });
  bool good = true;
  for (const RawBlock& block : *blocks)
    good = good && m_addRaw.bind(1, block.id)
                       .bind(2, static_cast<std::int64_t>(block.size))
                       .bind(3, static_cast<std::int64_t>(hash64(block.data)))
                       .bindBlob(4, block.data)
                       .run();
  return good;
}

Status RecordingWriter::commit() {
  if (m_finished) return std::monostate{};
  m_failure.reset();  // a full disk may have room again
  collect(false);
  if (m_failure || !begin()) return failed();
  closeBlocks();
  const bool good = saveIdentity() && saveRaw() && saveVideo() && writeTails(nullptr);
  if (!good || !end()) return failed();
  ++m_version;
  return std::monostate{};
}

std::uint64_t RecordingWriter::nextGrowth() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

StoreViewPtr RecordingWriter::snapshot() {
  if (m_snapshot && m_snapshot->version() == m_version) return m_snapshot;
  SnapshotParts parts;
  parts.sources = m_book.sources();
  parts.tracks = std::make_shared<TrackTable>(m_book.infos());
  parts.meta = m_meta;
  parts.version = m_version;
  parts.growth = m_growth;
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

Result<StoreViewPtr> RecordingWriter::finish() {
  m_failure.reset();
  if (!m_finished) {
    for (auto& [start, cell] : m_grid.cells()) {
      if (!cell.rows.empty()) seal(cell);
    }
    collect(true);
    if (m_failure) return *m_failure;
    closeBlocks();
    if (Status done = complete(); !done) return done.error();
  }
  return openRecording(m_path);
}

bool RecordingWriter::saveIdentity() {
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
    const auto changes = std::make_shared<std::vector<AttributeChange>>(std::exchange(m_unsavedChanges, {}));
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

bool RecordingWriter::writeTails(const Job* leftOut) {
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

void RecordingWriter::overflow(Cell& cell) {
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

void RecordingWriter::sealIdle() {
  collect(false);
  for (auto& [start, cell] : m_grid.cells())
    if (!cell.rows.empty() && !cell.job && cell.touched + kIdleRows < m_count) seal(cell);
}

void RecordingWriter::spill() {
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

void RecordingWriter::seal(Cell& cell) {
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

void RecordingWriter::collect(bool all) {
  while (!m_jobs.empty() && !m_failure &&
         (all || !m_jobs.front().job->result.valid() ||
          m_jobs.front().job->result.wait_for(std::chrono::seconds(0)) == std::future_status::ready))
    collectFirst();
}

void RecordingWriter::collectFirst() {
  const JobOfCell first = m_jobs.front();
  Cell& cell = *first.cell;
  EncodedBucket& encoded = first.job->encoded;
  if (first.job->result.valid()) {
    encoded = first.job->result.get();
    encoded.lanes = lanesOf(first.job->rows, encoded.info.range);
    if (cell.stored) {
      // The bucket's row tells of all its chunks.
      encoded.info = joined(cell.info, encoded.info);
      encoded.directory.clear();
      encoded.lanes.clear();
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

Error RecordingWriter::failed() {
  if (!m_failure) m_failure = m_db.error();
  m_failure->where = m_path;
  if (m_db.inTransaction()) (void)m_db.run("ROLLBACK");
  for (; !m_undo.empty(); m_undo.pop_back()) m_undo.back()();
  return *m_failure;
}

namespace {

Result<std::unique_ptr<RecordingWriter>> openWriter(const std::string& path, std::unique_ptr<WriterLock> lock,
                                                    bool create) {
  auto db = Database::open(path, create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
  if (!db) return Error{db.error().what, path, "choose a folder that can be written"};
  if (create) {
    if (Status made = createTables(*db); !made) return made.error();
  }
  if (Status done = migrate(*db); !done) return Error{done.error().what, path, done.error().hint};
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
  if (Status done = (*writer)->resume(); !done) return done.error();
  return (*writer)->complete();
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

Result<std::unique_ptr<SampleSink>> resumeRecording(const std::string& path) {
  if (Status fine = recording::checkHeader(path); !fine) return fine.error();
  auto lock = recording::WriterLock::take(path);
  if (!lock) {
    if (recording::WriterLock::isHeld(path))
      return Error{"another program is writing this recording", path, "choose another name"};
    return Error{"the folder cannot be written", path, "choose another place"};
  }
  auto writer = recording::openWriter(path, std::move(lock), false);
  if (!writer) return writer.error();
  if (Status done = (*writer)->resume(); !done) return done.error();
  if (Status done = (*writer)->reopen(); !done) return done.error();
  return std::unique_ptr<SampleSink>(std::move(*writer));
}

}  // namespace sorami
