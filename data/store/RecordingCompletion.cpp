// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingFile.h"
#include "data/store/WriterState.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <map>

namespace sorami::recording {

Status RecordingWriter::resume() {
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
  return std::monostate{};
}

/// Makes ready to append to what is there.
Status RecordingWriter::reopen() {
  Statement meta(m_db, "SELECT key, value FROM meta");
  while (meta.step())
    if (meta.text(0) != "state") m_meta.emplace(meta.text(0), meta.text(1));
  meta.reset();
  struct Stored {
    BucketInfo info;
    int lateGroups = 0;
  };
  std::vector<Stored> stored;
  Statement select(m_db, "SELECT id, t0, t1, n, ntrk, histogram FROM bucket ORDER BY t0, t1");
  Statement late(m_db, "SELECT max(id) FROM chunk WHERE id BETWEEN ? AND ?");
  while (select.step()) {
    Stored one;
    one.info.id = static_cast<std::uint32_t>(select.integer(0));
    one.info.range = {{select.integer(1)}, {select.integer(2)}};
    one.info.count = static_cast<std::uint32_t>(select.integer(3));
    one.info.tracks = static_cast<std::uint32_t>(select.integer(4));
    one.info.histogram = decodeHistogram(select.blob(5));
    const std::int64_t first = firstChunkId(one.info.id);
    late.bind(1, first + kFirstLateGroup).bind(2, first + kGroups - 1);
    if (late.step() && !late.isNull(0))
      one.lateGroups = static_cast<int>(late.integer(0) - first) - kFirstLateGroup + 1;
    late.reset();
    if (isSaneRange(one.info.range)) stored.push_back(std::move(one));
  }
  if (!select.ok() || select.failed() || !late.ok()) return damaged("its index cannot be read");
  select.reset();

  const auto cellBegin = [](std::int64_t t) {
    const std::int64_t begin = t / kCellLength * kCellLength;
    return begin > t ? begin - kCellLength : begin;
  };
  std::int64_t before = std::numeric_limits<std::int64_t>::min();
  for (std::size_t i = 0; i < stored.size(); ++i) {
    const TimeRange& range = stored[i].info.range;
    // A bucket takes the whole cell it began as, but for what its neighbours have of it.
    const std::int64_t begin = std::max(cellBegin(range.begin.us), before);
    std::int64_t end = cellBegin(range.end.us) + kCellLength;
    if (i + 1 < stored.size()) end = std::min(end, stored[i + 1].info.range.begin.us);
    m_grid.reserve(stored[i].info.id);
    if (begin > range.begin.us || end <= range.end.us) continue;  // one that overlaps takes no more rows
    Cell& cell = m_grid.restore(begin, end, stored[i].info.id);
    cell.stored = true;
    cell.info = stored[i].info;
    cell.lateGroups = stored[i].lateGroups;
    if (cell.lateGroups > 0) m_late.insert(cell.id);
    before = end;
  }
  if (!begin()) return failed();
  if (!m_setMeta.bind(1, std::string_view("state")).bind(2, std::string_view("recording")).run() || !end())
    return failed();
  return std::monostate{};
}

std::vector<SourceHistogram> RecordingWriter::lanesOf(std::span<const Row> rows, TimeRange range) const {
  std::map<std::uint16_t, std::vector<std::uint32_t>> parts;
  const double scale = static_cast<double>(kHistogramParts) / (static_cast<double>(range.length()) + 1);
  std::vector<std::uint32_t>* counts = nullptr;
  TrackId last = kNoTrack;
  for (const Row& row : rows) {
    if (row.track != last) {
      counts = &parts[m_book.sourceOf(row.track)];
      counts->resize(kHistogramParts);
      last = row.track;
    }
    const auto part = static_cast<std::size_t>(static_cast<double>(row.time - range.begin.us) * scale);
    ++(*counts)[std::min(part, kHistogramParts - 1)];
  }
  std::vector<SourceHistogram> lanes;
  for (auto& [source, histogram] : parts) lanes.push_back({source, std::move(histogram)});
  return lanes;
}

/// Tells the tracks of rows that are now in chunks.
bool RecordingWriter::sealExtents(const std::vector<Row>& rows) {
  std::vector<TrackId> touched;
  for (const Row& row : rows) {
    SealedTrack& s = m_sealed[row.track];
    if (!s.touched) m_undo.emplace_back([this, track = row.track, before = s] { m_sealed[track] = before; });
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
bool RecordingWriter::rewrite(std::uint32_t id, const std::vector<Row>& added) {
  std::vector<StoredChunk> chunks;
  Statement select(m_db, kSelectChunks);
  if (!select.ok() || !readChunks(select, id, chunks)) return false;
  std::vector<Row> rows;
  bool whole = true;
  if (!chunks.empty()) {
    const auto bucket = decodeChunks(id, chunks, true);
    whole = bucket != nullptr;
    if (bucket) appendRows(*bucket, rows);
  }
  EncodedBucket encoded;
  if (whole) {
    rows.insert(rows.end(), added.begin(), added.end());
    if (rows.empty()) return true;
    encoded = encodeBucket(*m_maker.make(id, rows));
    encoded.lanes = lanesOf(rows, encoded.info.range);
  } else {
    // The stored part is damaged and stays as it is, a gap; what is added gets a bucket of its own.
    if (added.empty()) return true;
    std::uint32_t next = id;
    Statement last(m_db, "SELECT max(id) FROM bucket");
    if (last.step()) next = static_cast<std::uint32_t>(last.integer(0)) + 1;
    encoded = encodeBucket(*m_maker.make(next, added));
    encoded.lanes = lanesOf(added, encoded.info.range);
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

bool RecordingWriter::saveTrackBlocks() {
  const std::vector<TrackInfo> infos = m_book.infos();
  Statement drop(m_db, "DELETE FROM track_block");
  Statement put(m_db, "INSERT INTO track_block VALUES(?, ?, ?)");
  bool good = put.ok() && drop.run();
  for (std::size_t at = 0, block = 0; good && (at < infos.size() || block == 0);
       at += kTracksInBlock, ++block) {
    const std::size_t n = std::min(kTracksInBlock, infos.size() - at);
    const std::string data = encodeTrackBlock(std::span(infos).subspan(at, n));
    good = put.bind(1, static_cast<std::int64_t>(block))
               .bind(2, static_cast<std::int64_t>(hash64(data)))
               .bindBlob(3, data)
               .run();
  }
  return good;
}

/// Works out once what every reader would have to look at all tracks for.
bool RecordingWriter::saveTimeline() {
  std::vector<BucketInfo> buckets;
  Statement select(m_db, "SELECT t0, t1, n FROM bucket ORDER BY t0, t1");
  while (select.step()) {
    BucketInfo info;
    info.range = {{select.integer(0)}, {select.integer(1)}};
    info.count = static_cast<std::uint32_t>(select.integer(2));
    buckets.push_back(std::move(info));
  }
  if (!select.ok() || select.failed()) return false;
  const TimeRange timeline = timelineOf(m_book.infos(), buckets);
  if (!timeline.isValid()) return true;
  return m_setMeta.bind(1, std::string_view("timeline_begin"))
             .bind(2, std::to_string(timeline.begin.us))
             .run() &&
         m_setMeta.bind(1, std::string_view("timeline_end")).bind(2, std::to_string(timeline.end.us)).run();
}

/// Everything is in chunks: leaves a file that opens at once and from anywhere.
Status RecordingWriter::complete() {
  for (const std::uint32_t bucket : m_late)
    if (!rewrite(bucket, {})) return failed();
  m_late.clear();
  if (!begin()) return failed();
  bool good = saveIdentity() && saveRaw() && saveVideo();
  good = good && saveTrackBlocks() && saveTimeline();
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

}  // namespace sorami::recording
