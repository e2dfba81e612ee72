// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingCheck.h"

#include "data/store/Chunk.h"
#include "data/store/Planes.h"
#include "data/store/RecordingReader.h"
#include "data/store/RecordingSchema.h"
#include "data/store/RecordingWriter.h"
#include "data/store/TemporaryCopy.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace sorami {

using namespace recording;

namespace {

class Checker {
 public:
  Checker(const Database& db, RecordingCheck& found, std::stop_token stop)
      : m_db(db), m_found(found), m_stop(std::move(stop)) {}

  void run() {
    pages();
    description();
    tracks();
    buckets();
    blocks();
    tail();
    compareCounts();
    std::stable_sort(
        m_found.gaps.begin(), m_found.gaps.end(),
        [](const RecordingGap& a, const RecordingGap& b) { return a.range.begin < b.range.begin; });
  }

 private:
  void problem(std::string what) { m_found.problems.push_back(std::move(what)); }

  void pages() {
    Statement check(m_db, "PRAGMA quick_check(10)");
    while (check.step())
      if (check.text(0) != "ok") problem("database page: " + std::string(check.text(0)));
    if (!check.ok() || check.failed()) problem("the database's pages cannot all be read");
  }

  void description() {
    Statement version(m_db, "PRAGMA user_version");
    if (version.step()) m_found.version = static_cast<int>(version.integer(0));
    Statement meta(m_db, "SELECT value FROM meta WHERE key='state'");
    if (meta.step())
      m_found.state = meta.text(0);
    else
      problem("its description cannot be read");
    Statement sources(m_db, "SELECT count(*) FROM source");
    if (sources.step())
      m_found.sources = static_cast<std::uint64_t>(sources.integer(0));
    else
      problem("its table of sources cannot be read");
  }

  void tracks() {
    TrackBook book;
    const bool rows = readTracks(m_db, book);
    bool blocks = m_found.state != "clean";
    if (m_found.state == "clean") {
      Statement select(m_db, "SELECT hash, data FROM track_block ORDER BY id");
      std::vector<std::string> data;
      blocks = true;
      while (select.step()) {
        data.emplace_back(select.blob(1));
        blocks = blocks && hash64(data.back()) == static_cast<std::uint64_t>(select.integer(0));
      }
      blocks = blocks && select.ok() && !select.failed() && !data.empty() && decodeTrackBlocks(data, m_table);
    }
    if (!blocks) problem("its block of tracks is damaged");
    if (!rows) problem("its table of tracks is damaged");
    m_found.tracks = m_table.infos().empty() ? book.size() : m_table.infos().size();
    if (rows && !m_table.infos().empty() && book.size() != m_table.infos().size())
      problem("its table and its block of tracks differ");
  }

  void buckets() {
    Statement select(m_db, "SELECT id, t0, t1, n, ntrk, dir FROM bucket ORDER BY t0, t1");
    while (select.step() && !m_stop.stop_requested()) {
      ++m_found.buckets;
      const auto id = static_cast<std::uint32_t>(select.integer(0));
      const TimeRange range{{select.integer(1)}, {select.integer(2)}};
      const auto n = static_cast<std::uint64_t>(select.integer(3));
      if (!isSaneRange(range)) {
        problem("a bucket's time is out of all bounds");
        continue;
      }
      m_found.samples += n;
      std::vector<std::pair<TrackId, std::uint8_t>> directory;
      const std::string_view dir = select.blob(5);
      if (!dir.empty() && !decodeDirectory(dir, directory))
        problem("the directory of the bucket at " + toIso(range.begin) + " is damaged");
      chunks(id, range, n);
    }
    if (!select.ok() || select.failed()) problem("its index cannot be read to the end");
    Statement orphans(m_db, "SELECT count(*) FROM chunk WHERE id >> 8 NOT IN (SELECT id FROM bucket)");
    if (orphans.step() && orphans.integer(0) > 0)
      problem(std::to_string(orphans.integer(0)) + " chunks belong to no bucket");
  }

  /// The inputs' own octets, and radar video. Files of older versions have neither.
  void blocks() {
    Statement raw(m_db, "SELECT id, hash, data FROM raw ORDER BY id");
    while (raw.ok() && raw.step() && !m_stop.stop_requested()) {
      if (hash64(raw.blob(2)) == static_cast<std::uint64_t>(raw.integer(1))) continue;
      const RawRef ref{static_cast<std::uint64_t>(raw.integer(0)), 1};
      problem("the octets of input " + std::to_string(ref.input()) + " from byte " +
              std::to_string(ref.offset()) + " on have changed");
    }
    if (raw.ok() && raw.failed()) problem("the inputs' octets cannot be read to the end");
    Statement video(m_db, "SELECT t0, hash, data FROM video ORDER BY id");
    while (video.ok() && video.step() && !m_stop.stop_requested())
      if (hash64(video.blob(2)) != static_cast<std::uint64_t>(video.integer(1)))
        problem("the radar video from " + toIso({video.integer(0)}) + " on has changed");
    if (video.ok() && video.failed()) problem("the radar video cannot be read to the end");
  }

  void chunks(std::uint32_t bucket, TimeRange range, std::uint64_t expected) {
    Statement list(m_db,
                   "SELECT id, t0, t1, n, hash, la0, la1, lo0, lo1 FROM chunk WHERE id BETWEEN ? AND ?");
    Statement data(m_db, "SELECT data FROM chunk_data WHERE id=?");
    const std::int64_t first = firstChunkId(bucket);
    std::uint64_t listed = 0;
    list.bind(1, first).bind(2, first + kGroups - 1);
    while (list.ok() && data.ok() && list.step()) {
      ++m_found.chunks;
      RecordingGap gap;
      gap.bucket = bucket;
      gap.group = static_cast<int>(list.integer(0) - first);
      gap.range = {{list.integer(1)}, {list.integer(2)}};
      gap.samples = static_cast<std::uint64_t>(list.integer(3));
      listed += gap.samples;
      data.bind(1, list.integer(0));
      if (!data.step()) {
        gap.why = data.failed() ? "its pages cannot be read" : "its data are missing";
      } else {
        Extent extent;
        extent.latMin = static_cast<std::int32_t>(list.integer(5));
        extent.latMax = static_cast<std::int32_t>(list.integer(6));
        gap.why = judge(data.blob(0), static_cast<std::uint64_t>(list.integer(4)), gap, extent);
      }
      data.reset();
      if (!gap.why.empty()) m_found.gaps.push_back(std::move(gap));
    }
    if (!list.ok() || list.failed() || listed < expected)
      m_found.gaps.push_back(
          {range, expected - std::min(expected, listed), bucket, -1, "its chunks are not all listed"});
    if (listed > expected) problem("the bucket at " + toIso(range.begin) + " has more in it than it says");
  }

  /// What is wrong with a chunk; empty when nothing is.
  std::string judge(std::string_view data, std::uint64_t hash, const RecordingGap& gap,
                    const Extent& extent) {
    if (hash64(data) != hash) return "its bytes have changed";
    const auto head = readChunkHead(data);
    if (!head || head->rows != gap.samples) return "it holds not as many samples as it says";
    Bucket bucket;
    resizeColumns(bucket, head->rows);
    if (!decodeChunk(data, bucket, 0, bucket.runs)) return "it cannot be decoded";
    Extent place;
    TimeRange time;
    for (const Bucket::Run& run : bucket.runs) {
      if (run.track >= m_counts.size()) m_counts.resize(run.track + 1);
      m_counts[run.track] += run.end - run.begin;
      for (std::uint32_t i = run.begin; i < run.end; ++i) {
        place.include(bucket.lat[i], bucket.lon[i]);
        time.include({bucket.time[i]});
      }
    }
    m_found.samplesRead += bucket.size();
    m_found.extent.include(time.begin);
    m_found.extent.include(time.end);
    if (!(time == gap.range) || place.latMin != extent.latMin || place.latMax != extent.latMax)
      return "the index says other times or places than it holds";
    return {};
  }

  void tail() {
    Statement select(m_db, "SELECT bucket, t0, t1, n, hash, data FROM tail ORDER BY seq");
    std::vector<Row> rows;
    while (select.step()) {
      rows.clear();
      const auto n = static_cast<std::uint64_t>(select.integer(3));
      m_found.samples += n;
      if (!decodeTail(select.blob(5), static_cast<std::uint64_t>(select.integer(4)), rows)) {
        m_found.gaps.push_back({{{select.integer(1)}, {select.integer(2)}},
                                n,
                                static_cast<std::uint32_t>(select.integer(0)),
                                -1,
                                "a piece of the newest part has changed"});
        continue;
      }
      m_found.samplesRead += rows.size();
      for (const Row& row : rows) {
        if (row.track >= m_counts.size()) m_counts.resize(row.track + 1);
        ++m_counts[row.track];
        m_found.extent.include({row.time});
      }
    }
    if (!select.ok() || select.failed()) problem("its newest part cannot be read");
  }

  void compareCounts() {
    const auto infos = m_table.infos();
    if (!m_found.gaps.empty() || infos.empty() || m_stop.stop_requested()) return;
    m_counts.resize(std::max(m_counts.size(), infos.size()));
    std::size_t differ = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i)
      differ += (i < infos.size() ? infos[i].count : 0) != m_counts[i];
    if (differ > 0) problem(std::to_string(differ) + " tracks have other counts of samples than they say");
  }

  const Database& m_db;
  RecordingCheck& m_found;
  std::stop_token m_stop;
  TrackTable m_table;
  std::vector<std::uint32_t> m_counts;
};

}  // namespace

Result<RecordingCheck> verifyRecording(const std::string& path, std::stop_token stop) {
  RecordingCheck found;
  found.path = path;
  found.isBeingWritten = WriterLock::isHeld(path);
  std::error_code code;
  if (!found.isBeingWritten)
    if (Status fine = checkHeader(path); !fine) {
      const bool isThere =
          std::filesystem::is_regular_file(path, code) && std::filesystem::file_size(path, code) > 0;
      return Error{fine.error().what, path,
                   isThere ? "sorami recover saves what is whole in a damaged recording" : fine.error().hint};
    }
  const auto log = std::filesystem::file_size(path + "-wal", code);
  if (!code) found.logBytes = log;
  // A log that belongs to nobody is put in order in a copy: to check a file does not change it.
  std::unique_ptr<TemporaryCopy> copy;
  const bool pending = isNonEmpty(path + "-wal") || isNonEmpty(path + "-journal");
  if (pending && !found.isBeingWritten) {
    auto made = TemporaryCopy::make(path);
    if (!made) return made.error();
    copy = std::move(*made);
  }
  const std::string uri = copy                   ? fileUri(copy->path(), "mode=rw")
                          : found.isBeingWritten ? fileUri(path, "mode=ro")
                                                 : fileUri(path, "mode=ro&immutable=1");
  auto db = Database::open(uri, copy ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  if (!db) return Error{db.error().what, path, db.error().hint};
  // One moment of a file that is being written.
  (void)db->run("BEGIN");
  Checker(*db, found, std::move(stop)).run();
  (void)db->run("ROLLBACK");
  return found;
}

}  // namespace sorami
