// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Chunk.h"
#include "data/store/PageCarver.h"
#include "data/store/Planes.h"
#include "data/store/RecordingCheck.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingReader.h"
#include "data/store/RecordingSchema.h"
#include "data/store/RecordingWriter.h"
#include "data/store/TemporaryCopy.h"
#include "data/store/VideoBook.h"

#include <QFile>

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace sorami {

using namespace recording;

namespace {

/// Columns of the tables of a recording, by which carved rows are told apart.
constexpr std::size_t kChunkColumns = 14;
constexpr std::size_t kDataColumns = 2;
constexpr std::size_t kTrackColumns = 23;
constexpr std::size_t kSourceColumns = 4;
constexpr std::size_t kBlockColumns = 3;

/// What the index says of a chunk.
struct Listed {
  TimeRange range;
  std::uint64_t rows = 0;
  std::uint64_t hash = 0;
};

class Salvage {
 public:
  Salvage(std::string path, std::string original, std::stop_token stop)
      : m_path(std::move(path)), m_stop(std::move(stop)) {
    m_report.found.path = std::move(original);
  }

  Result<SalvageReport> run(const std::string& out) {
    auto opened = Database::open(fileUri(m_path, "mode=ro&immutable=1"), SQLITE_OPEN_READONLY);
    if (opened) readTables(*opened);
    QFile file(QString::fromStdString(m_path));
    if (!file.open(QIODevice::ReadOnly)) return Error{"the file cannot be read", m_report.found.path, {}};
    const auto size = static_cast<std::size_t>(file.size());
    const uchar* bytes = size > 0 ? file.map(0, file.size()) : nullptr;
    const std::string_view all(reinterpret_cast<const char*>(bytes), bytes != nullptr ? size : 0);
    // What stands in pages no table leads to any more. Rows a table does give go before these: an unused page
    // may hold an older state of them.
    carveRows(
        all,
        [](std::size_t n) {
          return n == kChunkColumns || n == kTrackColumns || n == kSourceColumns || n == kBlockColumns;
        },
        [&](CarvedRow&& row) { takeCarved(std::move(row)); });
    if (m_chunks.empty() && m_tail.empty())
      return Error{"nothing of a recording was found in it", m_report.found.path, {}};

    auto sink = createRecording(out);
    if (!sink) return sink.error();
    m_sink = sink->get();
    makeTracks();
    if (opened) {
      saveListed(*opened);
      saveOctets(*opened);
      saveVideo(*opened);
    }
    carveRows(
        all, [](std::size_t n) { return n == kDataColumns; },
        [&](CarvedRow&& row) { saveCarved(std::move(row)); });
    for (const Row& row : m_tail) append(row);
    m_report.tailSamples = m_tail.size();
    m_report.samplesSaved += m_tail.size();
    reportMissing();
    for (const auto& [key, value] : m_meta)
      if (key != "state" && key != "format_minor" && key != "timeline_begin" && key != "timeline_end")
        m_sink->setMeta(key, value);
    m_sink->setMeta("recovered_from", std::filesystem::path(m_report.found.path).filename().string());
    if (m_report.samplesSaved == 0) {
      sink->reset();
      std::error_code ignored;
      for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(out + suffix, ignored);
      return Error{"no whole chunk was found in it", m_report.found.path, {}};
    }
    const auto view = m_sink->finish();
    if (!view) return view.error();
    m_report.found.sources = (*view)->sources().size();
    m_report.found.tracks = (*view)->tracks().size();
    return m_report;
  }

 private:
  void readTables(const Database& db) {
    Statement meta(db, "SELECT key, value FROM meta");
    while (meta.step()) m_meta[std::string(meta.text(0))] = std::string(meta.text(1));
    m_report.found.state = m_meta["state"];
    Statement sources(db, "SELECT id, name, kind, sacsic FROM source ORDER BY id");
    while (sources.step())
      m_sources[sources.integer(0)] = {std::string(sources.text(1)), std::string(sources.text(2)),
                                       static_cast<std::int32_t>(sources.integer(3))};
    Statement version(db, "PRAGMA user_version");
    if (version.step()) m_report.found.version = static_cast<int>(version.integer(0));
    Statement buckets(db, "SELECT id, t0, t1, n FROM bucket");
    while (buckets.step()) {
      ++m_report.found.buckets;
      m_report.found.samples += static_cast<std::uint64_t>(buckets.integer(3));
      m_buckets[buckets.integer(0)] = {{{buckets.integer(1)}, {buckets.integer(2)}},
                                       static_cast<std::uint64_t>(buckets.integer(3))};
    }
    // From both ends: a broken page in between hides what lies behind it only from one side.
    for (const char* order : {"ASC", "DESC"}) {
      Statement chunks(db,
                       (std::string("SELECT id, t0, t1, n, hash FROM chunk ORDER BY id ") + order).c_str());
      while (chunks.step())
        m_chunks[chunks.integer(0)] = {{{chunks.integer(1)}, {chunks.integer(2)}},
                                       static_cast<std::uint64_t>(chunks.integer(3)),
                                       static_cast<std::uint64_t>(chunks.integer(4))};
      m_isListWhole = chunks.ok() && !chunks.failed();
      if (m_isListWhole) break;
    }
    Statement blocks(db, "SELECT id, hash, data FROM track_block");
    while (blocks.step())
      if (hash64(blocks.blob(2)) == static_cast<std::uint64_t>(blocks.integer(1)))
        m_blocks[blocks.integer(0)] = std::string(blocks.blob(2));
    TrackBook book;
    (void)readTracks(db, book);
    for (const TrackInfo& track : book.infos()) m_tracks[track.id] = track;
    Statement tail(db, "SELECT hash, data, t0, t1, n FROM tail ORDER BY seq");
    while (tail.step())
      if (!decodeTail(tail.blob(1), static_cast<std::uint64_t>(tail.integer(0)), m_tail))
        m_report.found.gaps.push_back({{{tail.integer(2)}, {tail.integer(3)}},
                                       static_cast<std::uint64_t>(tail.integer(4)),
                                       0,
                                       -1,
                                       "a piece of the newest part has changed"});
  }

  void takeCarved(CarvedRow&& row) {
    const auto& v = row.values;
    if (v.size() == kChunkColumns) {
      if (m_isListWhole) return;  // what else there is was deleted
      for (const CarvedValue& value : v)
        if (value.isBlob) return;
      const TimeRange range{{v[1].number}, {v[2].number}};
      if (row.rowid >= 0 && isSaneRange(range) && v[3].number > 0 && v[3].number <= kMaxChunkRows)
        m_chunks.try_emplace(row.rowid, Listed{range, static_cast<std::uint64_t>(v[3].number),
                                               static_cast<std::uint64_t>(v[13].number)});
    } else if (v.size() == kTrackColumns && row.rowid >= 0 && row.rowid < kMaxTracks) {
      TrackInfo t;
      t.source = static_cast<std::uint16_t>(v[1].number);
      t.nativeId = {static_cast<IdKind>(v[2].number), static_cast<std::uint64_t>(v[3].number)};
      t.uid = v[4].blob;
      t.callsign = v[5].blob;
      t.type = v[6].blob;
      t.icao24 = static_cast<std::int32_t>(v[7].number);
      t.mode3A = static_cast<std::int32_t>(v[8].number);
      t.domain = static_cast<Domain>(v[9].number);
      t.affiliation = static_cast<Affiliation>(v[10].number);
      t.isPlots = v[11].number != 0;
      t.simulated = v[12].number != 0;
      if (makeSane(t)) m_tracks.try_emplace(static_cast<TrackId>(row.rowid), std::move(t));
    } else if (v.size() == kSourceColumns && v[1].isBlob && v[2].isBlob && !v[3].isBlob && row.rowid >= 0 &&
               row.rowid < 0xFFFF) {
      m_sources.try_emplace(row.rowid,
                            SourceKey{v[1].blob, v[2].blob, static_cast<std::int32_t>(v[3].number)});
    } else if (v.size() == kBlockColumns && v[2].isBlob && !v[1].isBlob &&
               hash64(v[2].blob) == static_cast<std::uint64_t>(v[1].number)) {
      m_blocks.try_emplace(row.rowid, v[2].blob);
    }
  }

  void makeTracks() {
    // A finished recording has its tracks in blocks; one missing means its rows are looked at.
    TrackId next = 0;
    for (const auto& [id, data] : m_blocks) {
      TrackTable table;
      if (!decodeTrackBlocks({data}, table)) continue;
      const auto first = static_cast<TrackId>(static_cast<std::size_t>(id) * kTracksInBlock);
      for (const TrackInfo& track : table.infos()) {
        const TrackId track_id = first + track.id;
        m_tracks.insert_or_assign(track_id, track);
        next = std::max(next, track_id + 1);
      }
    }
    std::int64_t lastSource = -1;
    for (const auto& [id, key] : m_sources) lastSource = std::max(lastSource, id);
    for (std::int64_t id = 0; id <= lastSource; ++id) {
      const auto found = m_sources.find(id);
      m_sink->addSource(found != m_sources.end()
                            ? found->second
                            : SourceKey{"lost source " + std::to_string(id), "lost", -1});
    }
  }

  /// Sees to it that the sink knows tracks up to this one, under the same numbers.
  bool know(TrackId track) {
    constexpr TrackId kMostNameless = 4'000'000;
    if (track >= m_known + kMostNameless) return false;
    for (; m_known <= track; ++m_known) {
      const auto found = m_tracks.find(m_known);
      if (found != m_tracks.end()) {
        m_sink->addTrack(found->second);
        continue;
      }
      TrackInfo lost;
      lost.nativeId.kind = IdKind::Text;
      lost.uid = "lost track " + std::to_string(m_known);
      m_sink->addTrack(lost);
      ++m_report.namelessTracks;
    }
    return true;
  }

  void append(const Row& row) {
    if (!know(row.track)) return;
    Sample s;
    s.time = {row.time};
    if (row.receivedDelta != kNoDelta) s.received = s.time + row.receivedDelta * kMillisecond;
    s.lat = row.lat / 1e7;
    s.lon = row.lon / 1e7;
    s.baroAltitude = row.baroAltitude;
    s.geoAltitude = row.geoAltitude;
    s.groundSpeed = row.groundSpeed;
    s.trackDeg = row.trackDeg;
    s.verticalRate = row.verticalRate;
    s.flags = row.flags;
    s.raw = {row.rawPlace, row.rawLength};
    m_sink->append(row.track, s);
    m_report.extent.include(s.time);
  }

  bool save(std::int64_t id, const Listed& listed, std::string_view data) {
    if (hash64(data) != listed.hash) return false;
    const auto head = readChunkHead(data);
    if (!head || head->rows != listed.rows) return false;
    Bucket bucket;
    resizeColumns(bucket, head->rows, hasRawColumns(data));
    if (!decodeChunk(data, bucket, 0, bucket.runs)) return false;
    for (const Bucket::Run& run : bucket.runs)
      for (std::uint32_t i = run.begin; i < run.end; ++i) append(rowOf(bucket, run.track, i));
    m_saved.insert(id);
    m_rows[id / kGroups] += bucket.size();
    ++m_report.chunksSaved;
    m_report.samplesSaved += bucket.size();
    return true;
  }

  /// One whose entry in the index is lost or damaged, and with it the proof that it is whole; that it decodes
  /// to samples in order and on the earth says as much as can be said.
  bool saveUnproven(std::int64_t id, std::string_view data) {
    const auto head = readChunkHead(data);
    if (!head || head->rows == 0 || !save(id, {{}, head->rows, hash64(data)}, data)) return false;
    ++m_report.chunksUnproven;
    return true;
  }

  static bool isSane(const Listed& listed) {
    return isSaneRange(listed.range) && listed.rows > 0 && listed.rows <= kMaxChunkRows;
  }

  void saveListed(const Database& db) {
    Statement select(db, "SELECT data FROM chunk_data WHERE id=?");
    if (!select.ok()) return;
    for (const auto& [id, listed] : m_chunks) {
      if (m_stop.stop_requested()) return;
      select.bind(1, id);
      if (select.step() && !save(id, listed, select.blob(0)) && !isSane(listed))
        (void)saveUnproven(id, select.blob(0));
      select.reset();
    }
  }

  /// The inputs' own octets.
  void saveOctets(const Database& db) {
    Statement select(db, "SELECT id, n, hash, data FROM raw ORDER BY id");
    while (select.ok() && select.step() && !m_stop.stop_requested()) {
      const auto place = static_cast<std::uint64_t>(select.integer(0));
      const std::int64_t size = select.integer(1);
      if (size <= 0 || size > std::int64_t{kMaxRawBlock} ||
          hash64(select.blob(3)) != static_cast<std::uint64_t>(select.integer(2)))
        continue;
      std::string octets(static_cast<std::size_t>(size), '\0');
      ByteReader in(select.blob(3));
      if (!getBytes(in, octets.data(), octets.size())) continue;
      const RawRef ref{place, static_cast<std::uint32_t>(size)};
      m_sink->addRaw(ref.input(), ref.offset(), std::as_bytes(std::span(octets)));
    }
  }

  void saveVideo(const Database& db) {
    Statement select(db, "SELECT source, n, hash, data, t0, t1 FROM video ORDER BY id");
    while (select.ok() && select.step() && !m_stop.stop_requested()) {
      if (hash64(select.blob(3)) != static_cast<std::uint64_t>(select.integer(2))) continue;
      std::vector<VideoSweep> sweeps;
      const auto size = static_cast<std::size_t>(std::max<std::int64_t>(select.integer(1), 0));
      (void)decodeVideo(static_cast<std::uint16_t>(select.integer(0)), size, select.blob(3),
                        {{select.integer(4)}, {select.integer(5)}}, sweeps);
      for (const VideoSweep& sweep : sweeps) m_sink->addVideo(sweep);
    }
  }

  void saveCarved(CarvedRow&& row) {
    if (row.rowid < 0 || m_saved.contains(row.rowid) || !row.values[1].isBlob) return;
    const std::string& data = row.values[1].blob;
    const auto listed = m_chunks.find(row.rowid);
    if (listed != m_chunks.end()) {
      if (save(row.rowid, listed->second, data)) ++m_report.chunksCarved;
      return;
    }
    if (!m_isListWhole && saveUnproven(row.rowid, data)) ++m_report.chunksCarved;
  }

  void reportMissing() {
    auto& gaps = m_report.found.gaps;
    m_report.found.chunks = m_chunks.size();
    for (const auto& [id, listed] : m_chunks) {
      // How many it held is known only from an entry that is not damaged itself.
      if (m_saved.contains(id) || !isSane(listed)) continue;
      const std::int64_t bucket = id / kGroups;
      m_rows[bucket] += listed.rows;
      gaps.push_back({listed.range, listed.rows, static_cast<std::uint32_t>(bucket),
                      static_cast<int>(id % kGroups), "its bytes are damaged or gone"});
    }
    for (const auto& [id, bucket] : m_buckets)
      if (const std::uint64_t known = m_rows[id]; known < bucket.samples && bucket.samples <= kMaxBucketRows)
        gaps.push_back({isSaneRange(bucket.range) ? bucket.range : m_report.extent, bucket.samples - known,
                        static_cast<std::uint32_t>(id), -1, "chunks of it are in no index any more"});
    std::stable_sort(gaps.begin(), gaps.end(), [](const RecordingGap& a, const RecordingGap& b) {
      return a.range.begin < b.range.begin;
    });
    m_report.found.samplesRead = m_report.samplesSaved;
    m_report.found.extent = m_report.extent;
  }

  struct StoredBucket {
    TimeRange range;
    std::uint64_t samples = 0;
  };

  std::string m_path;
  std::stop_token m_stop;
  SalvageReport m_report;
  SampleSink* m_sink = nullptr;
  TrackId m_known = 0;
  std::map<std::string, std::string> m_meta;
  std::map<std::int64_t, SourceKey> m_sources;
  std::map<TrackId, TrackInfo> m_tracks;
  std::map<std::int64_t, std::string> m_blocks;
  std::map<std::int64_t, StoredBucket> m_buckets;
  std::map<std::int64_t, Listed> m_chunks;
  bool m_isListWhole = false;
  std::set<std::int64_t> m_saved;
  std::map<std::int64_t, std::uint64_t> m_rows;  ///< of each bucket, saved or known to be missing
  std::vector<Row> m_tail;
};

}  // namespace

Result<SalvageReport> recoverRecording(const std::string& path, const std::string& out,
                                       std::stop_token stop) {
  std::error_code code;
  if (!std::filesystem::is_regular_file(path, code)) return Error{"there is no such file", path, {}};
  if (std::filesystem::equivalent(path, out, code))
    return Error{"the damaged file itself cannot be written to", out, "choose another name with -o"};
  if (WriterLock::isHeld(path))
    return Error{"another program is writing this recording", path, "wait until it has finished"};
  // What stands in the log goes into a copy first, as far as the database lets it.
  std::unique_ptr<TemporaryCopy> copy;
  if (isNonEmpty(path + "-wal") || isNonEmpty(path + "-journal")) {
    auto made = TemporaryCopy::make(path);
    if (!made) return made.error();
    copy = std::move(*made);
    if (auto db = Database::open(fileUri(copy->path(), "mode=rw"), SQLITE_OPEN_READWRITE))
      (void)db->run("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
  }
  return Salvage(copy ? copy->path() : path, path, std::move(stop)).run(out);
}

}  // namespace sorami
