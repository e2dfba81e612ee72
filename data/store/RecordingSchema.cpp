// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingSchema.h"

#include "data/store/Chunk.h"
#include "data/store/Planes.h"
#include "data/store/TrackTable.h"

#include <algorithm>
#include <cmath>

namespace sorami::recording {
namespace {

constexpr std::size_t kRowsPerGroup = 14'000;
constexpr std::size_t kMaxGroups = 64;
/// Sources whose histograms a bucket keeps; with more of them the samples are counted when asked for.
constexpr std::size_t kMaxLanes = 256;
/// Interleaves the upper bits of both coordinates: near places get near codes.
std::uint64_t mortonCode(std::int32_t lat, std::int32_t lon) {
  const auto spread = [](std::uint64_t v) {
    v = (v | v << 16) & 0x0000FFFF0000FFFFULL;
    v = (v | v << 8) & 0x00FF00FF00FF00FFULL;
    v = (v | v << 4) & 0x0F0F0F0F0F0F0F0FULL;
    v = (v | v << 2) & 0x3333333333333333ULL;
    return (v | v << 1) & 0x5555555555555555ULL;
  };
  const auto x = static_cast<std::uint32_t>(std::int64_t{lon} + 1'800'000'000);
  const auto y = static_cast<std::uint32_t>(std::int64_t{lat} + 900'000'000);
  return spread(x) | spread(y) << 1;
}

}  // namespace

bool isSaneRange(const TimeRange& range) {
  constexpr std::int64_t kFarthest = std::int64_t{1} << 61;
  return range.isValid() && range.begin.us > -kFarthest && range.end.us < kFarthest;
}

Status createTables(Database& db) {
  return db.run(R"sql(
PRAGMA page_size=16384;
PRAGMA application_id=0x41505231;
PRAGMA user_version=3;
BEGIN;
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE source(id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT, sacsic INTEGER) STRICT;
CREATE TABLE track(id INTEGER PRIMARY KEY, source INTEGER, idkind INTEGER, idvalue INTEGER, uid TEXT,
  callsign TEXT, type TEXT, icao24 INTEGER, mode3a INTEGER, domain INTEGER, affiliation INTEGER, plots INTEGER,
  simulated INTEGER, t0 INTEGER, t1 INTEGER, n INTEGER, interval INTEGER, la0 INTEGER, la1 INTEGER, lo0 INTEGER,
  lo1 INTEGER, east0 INTEGER, east1 INTEGER) STRICT;
CREATE TABLE track_attr(track INTEGER, key INTEGER, t INTEGER, value ANY, PRIMARY KEY(track, key, t))
  STRICT, WITHOUT ROWID;
CREATE TABLE track_block(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE bucket(id INTEGER PRIMARY KEY, t0 INTEGER NOT NULL, t1 INTEGER NOT NULL, n INTEGER NOT NULL,
  ntrk INTEGER NOT NULL, histogram BLOB, dir BLOB, lanes BLOB) STRICT;
CREATE INDEX bucket_t ON bucket(t0);
CREATE TABLE chunk(id INTEGER PRIMARY KEY, t0 INTEGER, t1 INTEGER, n INTEGER, ntrk INTEGER, la0 INTEGER,
  la1 INTEGER, lo0 INTEGER, lo1 INTEGER, east0 INTEGER, east1 INTEGER, codec INTEGER, len INTEGER, hash INTEGER)
  STRICT;
CREATE TABLE chunk_data(id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE tail(seq INTEGER PRIMARY KEY, bucket INTEGER NOT NULL, t0 INTEGER, t1 INTEGER, n INTEGER,
  hash INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE raw(id INTEGER PRIMARY KEY, n INTEGER NOT NULL, hash INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE video(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, t0 INTEGER NOT NULL, t1 INTEGER NOT NULL,
  n INTEGER NOT NULL, hash INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE INDEX video_t ON video(t0);
CREATE TABLE mark(id INTEGER PRIMARY KEY, t INTEGER, t_end INTEGER, kind TEXT, body TEXT) STRICT;
INSERT INTO meta VALUES('state', 'recording'), ('format_minor', 0);
COMMIT;
)sql");
}

Status migrate(Database& db) {
  int version = 0;
  {
    Statement select(db, "PRAGMA user_version");
    if (select.step()) version = static_cast<int>(select.integer(0));
  }
  // One step a version, each a transaction, so that an interrupted migration goes on where it was.
  if (version == 1) {
    // 2: histograms of each source in a bucket; tracks in several blocks; the timeline in meta.
    if (Status done = db.run("BEGIN IMMEDIATE; ALTER TABLE bucket ADD COLUMN lanes BLOB; "
                             "PRAGMA user_version=2; COMMIT");
        !done) {
      (void)db.run("ROLLBACK");
      return done.error();
    }
    version = 2;
  }
  if (version == 2) {
    // 3: the inputs' own octets; radar video.
    if (Status done =
            db.run("BEGIN IMMEDIATE; CREATE TABLE raw(id INTEGER PRIMARY KEY, n INTEGER NOT NULL, "
                   "hash INTEGER NOT NULL, data BLOB NOT NULL) STRICT; "
                   "CREATE TABLE video(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, "
                   "t0 INTEGER NOT NULL, t1 INTEGER NOT NULL, n INTEGER NOT NULL, hash INTEGER NOT NULL, "
                   "data BLOB NOT NULL) STRICT; CREATE INDEX video_t ON video(t0); "
                   "PRAGMA user_version=3; COMMIT");
        !done) {
      (void)db.run("ROLLBACK");
      return done.error();
    }
    version = 3;
  }
  if (version != kFormatMajor) return Error{"the recording is of an unknown format version", {}, {}};
  return std::monostate{};
}

EncodedBucket encodeBucket(const Bucket& bucket, int lateGroup) {
  EncodedBucket encoded;
  encoded.info = describe(bucket);
  struct Placed {
    std::uint64_t code;
    std::uint32_t run;
  };
  std::vector<Placed> order(bucket.runs.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const std::uint32_t row = bucket.runs[i].begin;
    order[i] = {mortonCode(bucket.lat[row], bucket.lon[row]), i};
  }
  if (lateGroup < 0)
    std::sort(order.begin(), order.end(), [](const Placed& a, const Placed& b) {
      return a.code != b.code ? a.code < b.code : a.run < b.run;
    });

  const std::size_t rows = bucket.size();
  const std::size_t groups =
      lateGroup >= 0 ? 1 : std::clamp<std::size_t>((rows + kRowsPerGroup / 2) / kRowsPerGroup, 1, kMaxGroups);
  std::vector<std::pair<TrackId, std::uint8_t>> groupOfTrack;
  groupOfTrack.reserve(order.size());
  std::size_t done = 0;
  for (std::size_t at = 0, g = 0; at < order.size(); ++g) {
    const std::size_t until = (g + 1) * rows / groups;
    std::vector<Bucket::Run> runs;
    EncodedChunk chunk;
    chunk.group = lateGroup >= 0 ? lateGroup : static_cast<int>(g);
    while (at < order.size() && (done < until || g + 1 == groups)) {
      const Bucket::Run& run = bucket.runs[order[at++].run];
      runs.push_back(run);
      done += run.end - run.begin;
      chunk.range.include({bucket.time[run.begin]});
      chunk.range.include({bucket.time[run.end - 1]});
      for (std::uint32_t i = run.begin; i < run.end; ++i) chunk.extent.include(bucket.lat[i], bucket.lon[i]);
      groupOfTrack.emplace_back(run.track, static_cast<std::uint8_t>(chunk.group));
    }
    if (runs.empty()) continue;
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.track < b.track; });
    for (const Bucket::Run& run : runs) chunk.rows += run.end - run.begin;
    chunk.tracks = static_cast<std::uint32_t>(runs.size());
    chunk.data = encodeChunk(bucket, runs);
    encoded.chunks.push_back(std::move(chunk));
  }
  std::sort(groupOfTrack.begin(), groupOfTrack.end());
  encoded.directory = encodeDirectory(groupOfTrack);
  return encoded;
}

std::string encodeDirectory(const std::vector<std::pair<TrackId, std::uint8_t>>& groupOfTrack) {
  std::vector<std::uint32_t> steps;
  std::vector<std::uint32_t> groups;
  TrackId before = 0;
  for (const auto& [track, group] : groupOfTrack) {
    steps.push_back(track - before);
    before = track;
    groups.push_back(group);
  }
  std::string blob;
  putNumber(blob, static_cast<std::uint32_t>(steps.size()));
  putPlanes(blob, steps);
  putPlanes(blob, groups);
  putNumber(blob, hash64(blob));
  return blob;
}

bool decodeDirectory(std::string_view blob, std::vector<std::pair<TrackId, std::uint8_t>>& groupOfTrack) {
  ByteReader in(blob);
  const auto n = in.number<std::uint32_t>();
  groupOfTrack.clear();
  if (!in.ok() || n > kMaxBucketRows) return false;
  std::vector<std::uint32_t> steps(n);
  std::vector<std::uint32_t> groups(n);
  if (!getPlanes(in, steps) || !getPlanes(in, groups)) return false;
  // Directories of version 1 have no hash.
  const std::string_view hashed = blob.substr(0, blob.size() - std::min(in.left(), blob.size()));
  if (in.left() > 0 && in.number<std::uint64_t>() != hash64(hashed)) return false;
  groupOfTrack.reserve(n);
  TrackId track = 0;
  for (std::size_t i = 0; i < n; ++i) {
    track += steps[i];
    groupOfTrack.emplace_back(track, static_cast<std::uint8_t>(groups[i]));
  }
  return true;
}

std::string encodeLanes(const std::vector<SourceHistogram>& lanes) {
  std::string blob;
  if (lanes.empty() || lanes.size() > kMaxLanes) return blob;
  putNumber(blob, static_cast<std::uint16_t>(lanes.size()));
  for (const SourceHistogram& lane : lanes) {
    putNumber(blob, lane.source);
    putPlanes(blob, lane.parts);
  }
  return blob;
}

bool decodeLanes(std::string_view blob, std::vector<SourceHistogram>& lanes) {
  ByteReader in(blob);
  const auto n = in.number<std::uint16_t>();
  lanes.clear();
  if (!in.ok() || n > kMaxLanes) return false;
  for (unsigned i = 0; i < n; ++i) {
    SourceHistogram lane;
    lane.source = in.number<std::uint16_t>();
    lane.parts.resize(kHistogramParts);
    if (!in.ok() || !getPlanes(in, lane.parts)) return false;
    lanes.push_back(std::move(lane));
  }
  return true;
}

std::string encodeHistogram(const std::vector<std::uint32_t>& parts) {
  std::string blob;
  putPlanes(blob, parts);
  return blob;
}

std::vector<std::uint32_t> decodeHistogram(std::string_view blob) {
  std::vector<std::uint32_t> parts(kHistogramParts);
  ByteReader in(blob);
  if (blob.empty() || !getPlanes(in, parts)) parts.clear();
  return parts;
}

BucketWriter::BucketWriter(const Database& db)
    : m_chunk(db, "INSERT INTO chunk VALUES(?,?,?,?,?,?,?,?,?,?,?,1,?,?)"),
      m_data(db, "INSERT INTO chunk_data VALUES(?,?)"),
      m_bucket(db, "INSERT OR REPLACE INTO bucket VALUES(?,?,?,?,?,?,?,?)"),
      m_dropChunks(db, "DELETE FROM chunk WHERE id BETWEEN ? AND ?"),
      m_dropData(db, "DELETE FROM chunk_data WHERE id BETWEEN ? AND ?"),
      m_dropTail(db, "DELETE FROM tail WHERE bucket=? AND seq<=?") {}

bool BucketWriter::ok() const {
  return m_chunk.ok() && m_data.ok() && m_bucket.ok() && m_dropChunks.ok() && m_dropData.ok() &&
         m_dropTail.ok();
}

bool BucketWriter::put(const EncodedBucket& bucket) {
  const BucketInfo& info = bucket.info;
  bool good = m_bucket.bind(1, std::int64_t{info.id})
                  .bind(2, info.range.begin.us)
                  .bind(3, info.range.end.us)
                  .bind(4, std::int64_t{info.count})
                  .bind(5, std::int64_t{info.tracks})
                  .bindBlob(6, encodeHistogram(info.histogram))
                  .bindBlob(7, bucket.directory)
                  .bindBlob(8, encodeLanes(bucket.lanes))
                  .run();
  for (const EncodedChunk& chunk : bucket.chunks) {
    const std::int64_t id = firstChunkId(info.id) + chunk.group;
    good = good && m_chunk.bind(1, id)
                       .bind(2, chunk.range.begin.us)
                       .bind(3, chunk.range.end.us)
                       .bind(4, std::int64_t{chunk.rows})
                       .bind(5, std::int64_t{chunk.tracks})
                       .bind(6, std::int64_t{chunk.extent.latMin})
                       .bind(7, std::int64_t{chunk.extent.latMax})
                       .bind(8, std::int64_t{chunk.extent.lonMin})
                       .bind(9, std::int64_t{chunk.extent.lonMax})
                       .bind(10, chunk.extent.eastMin)
                       .bind(11, chunk.extent.eastMax)
                       .bind(12, static_cast<std::int64_t>(chunk.data.size()))
                       .bind(13, static_cast<std::int64_t>(hash64(chunk.data)))
                       .run();
    good = good && m_data.bind(1, id).bindBlob(2, chunk.data).run();
  }
  return good;
}

bool BucketWriter::removeChunks(std::uint32_t bucket) {
  const std::int64_t first = firstChunkId(bucket);
  return m_dropChunks.bind(1, first).bind(2, first + kGroups - 1).run() &&
         m_dropData.bind(1, first).bind(2, first + kGroups - 1).run();
}

bool BucketWriter::removeTail(std::uint32_t bucket, std::int64_t lastSeq) {
  return m_dropTail.bind(1, std::int64_t{bucket}).bind(2, lastSeq).run();
}

bool readChunks(Statement& select, std::uint32_t bucket, std::vector<StoredChunk>& chunks) {
  const std::int64_t first = firstChunkId(bucket);
  select.bind(1, first).bind(2, first + kGroups - 1);
  while (select.step()) {
    StoredChunk chunk;
    chunk.group = static_cast<int>(select.integer(0) - first);
    chunk.rows = static_cast<std::uint32_t>(select.integer(1));
    chunk.hash = static_cast<std::uint64_t>(select.integer(2));
    chunk.data = select.blob(3);
    chunks.push_back(std::move(chunk));
  }
  const bool good = !select.failed();
  select.reset();
  return good;
}

std::string encodeTail(std::span<const Row> rows, BucketMaker& maker) {
  const auto bucket = maker.make(0, rows);
  return encodeChunk(*bucket, bucket->runs);
}

bool decodeTail(std::string_view blob, std::uint64_t hash, std::vector<Row>& rows) {
  const auto head = readChunkHead(blob);
  if (!head || hash64(blob) != hash) return false;
  Bucket bucket;
  resizeColumns(bucket, head->rows, hasRawColumns(blob));
  if (!decodeChunk(blob, bucket, 0, bucket.runs)) return false;
  appendRows(bucket, rows);
  return true;
}

TrackWriter::TrackWriter(const Database& db)
    : m_track(db, "INSERT OR REPLACE INTO track VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      m_attribute(db, "INSERT OR REPLACE INTO track_attr VALUES(?,?,?,?)") {}

bool TrackWriter::ok() const {
  return m_track.ok() && m_attribute.ok();
}

bool TrackWriter::put(const TrackInfo& t, const TrackInfo& sealed, const Extent& extent) {
  m_track.bind(1, std::int64_t{t.id})
      .bind(2, std::int64_t{t.source})
      .bind(3, static_cast<std::int64_t>(t.nativeId.kind))
      .bind(4, static_cast<std::int64_t>(t.nativeId.value))
      .bind(5, t.uid)
      .bind(6, t.callsign)
      .bind(7, t.type)
      .bind(8, std::int64_t{t.icao24})
      .bind(9, std::int64_t{t.mode3A})
      .bind(10, static_cast<std::int64_t>(t.domain))
      .bind(11, static_cast<std::int64_t>(t.affiliation))
      .bind(12, std::int64_t{t.isPlots})
      .bind(13, std::int64_t{t.simulated})
      .bind(14, sealed.first.us)
      .bind(15, sealed.last.us)
      .bind(16, std::int64_t{sealed.count})
      .bind(17, sealed.medianInterval)
      .bind(18, std::int64_t{extent.latMin})
      .bind(19, std::int64_t{extent.latMax})
      .bind(20, std::int64_t{extent.lonMin})
      .bind(21, std::int64_t{extent.lonMax})
      .bind(22, extent.eastMin)
      .bind(23, extent.eastMax);
  return m_track.run();
}

bool TrackWriter::put(const AttributeChange& c) {
  return m_attribute.bind(1, std::int64_t{c.track})
      .bind(2, static_cast<std::int64_t>(c.key))
      .bind(3, c.time.us)
      .bind(4, c.value)
      .run();
}

bool readTracks(const Database& db, TrackBook& book) {
  Statement select(db, "SELECT * FROM track ORDER BY id");
  while (select.step()) {
    TrackInfo t;
    t.id = static_cast<TrackId>(book.size());
    if (select.integer(0) != t.id || t.id >= kMaxTracks) return false;
    t.source = static_cast<std::uint16_t>(select.integer(1));
    t.nativeId = {static_cast<IdKind>(select.integer(2)), static_cast<std::uint64_t>(select.integer(3))};
    t.uid = select.text(4);
    t.callsign = select.text(5);
    t.type = select.text(6);
    t.icao24 = static_cast<std::int32_t>(select.integer(7));
    t.mode3A = static_cast<std::int32_t>(select.integer(8));
    t.domain = static_cast<Domain>(select.integer(9));
    t.affiliation = static_cast<Affiliation>(select.integer(10));
    t.isPlots = select.integer(11) != 0;
    t.simulated = select.integer(12) != 0;
    t.first = {select.integer(13)};
    t.last = {select.integer(14)};
    t.count = static_cast<std::uint32_t>(select.integer(15));
    t.medianInterval = select.integer(16);
    Extent extent;
    extent.latMin = static_cast<std::int32_t>(select.integer(17));
    extent.latMax = static_cast<std::int32_t>(select.integer(18));
    extent.lonMin = static_cast<std::int32_t>(select.integer(19));
    extent.lonMax = static_cast<std::int32_t>(select.integer(20));
    extent.eastMin = select.integer(21);
    extent.eastMax = select.integer(22);
    if (!makeSane(t)) return false;
    book.restore(t, extent);
  }
  return select.ok() && !select.failed();
}

}  // namespace sorami::recording
