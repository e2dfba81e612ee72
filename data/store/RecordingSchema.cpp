// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingSchema.h"

#include "data/store/Chunk.h"
#include "data/store/Planes.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <future>

namespace sorami::recording {
namespace {

constexpr std::size_t kRowsPerGroup = 14'000;
constexpr std::size_t kMaxGroups = 64;
/// Below this a second thread costs more than it saves.
constexpr std::uint32_t kRowsForTwoThreads = 40'000;
/// More rows than a bucket ever holds.
constexpr std::uint64_t kMaxBucketRows = 12'000'000;
/// More tracks than a file may claim to hold.
constexpr std::uint32_t kMaxTracks = 64'000'000;

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

/// What a file says, made fit to be used: an enumeration's number may come to index a table, and times are
/// added to. False for a time no recording has.
bool makeSane(TrackInfo& t) {
  const auto bound = [](auto& e, auto last, auto fallback) {
    if (e > last) e = fallback;
  };
  bound(t.nativeId.kind, IdKind::Text, IdKind::None);
  bound(t.domain, Domain::Missile, Domain::Unknown);
  bound(t.affiliation, Affiliation::Civil, Affiliation::Pending);
  t.medianInterval = std::clamp<Micros>(t.medianInterval, 0, 36500 * kDay);
  if (t.count == 0) {
    t.first = t.last = {};
    return true;
  }
  return isSaneRange({t.first, t.last});
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
PRAGMA user_version=1;
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
  ntrk INTEGER NOT NULL, histogram BLOB, dir BLOB) STRICT;
CREATE INDEX bucket_t ON bucket(t0);
CREATE TABLE chunk(id INTEGER PRIMARY KEY, t0 INTEGER, t1 INTEGER, n INTEGER, ntrk INTEGER, la0 INTEGER,
  la1 INTEGER, lo0 INTEGER, lo1 INTEGER, east0 INTEGER, east1 INTEGER, codec INTEGER, len INTEGER, hash INTEGER)
  STRICT;
CREATE TABLE chunk_data(id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE tail(seq INTEGER PRIMARY KEY, bucket INTEGER NOT NULL, t0 INTEGER, t1 INTEGER, n INTEGER,
  hash INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE mark(id INTEGER PRIMARY KEY, t INTEGER, t_end INTEGER, kind TEXT, body TEXT) STRICT;
INSERT INTO meta VALUES('state', 'recording'), ('format_minor', 0);
COMMIT;
)sql");
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
  groupOfTrack.reserve(n);
  TrackId track = 0;
  for (std::size_t i = 0; i < n; ++i) {
    track += steps[i];
    groupOfTrack.emplace_back(track, static_cast<std::uint8_t>(groups[i]));
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
      m_bucket(db, "INSERT OR REPLACE INTO bucket VALUES(?,?,?,?,?,?,?)"),
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

std::shared_ptr<Bucket> decodeChunks(std::uint32_t id, const std::vector<StoredChunk>& chunks) {
  auto bucket = std::make_shared<Bucket>();
  bucket->id = id;
  std::vector<std::size_t> starts;
  std::uint64_t rows = 0;
  bool late = false;
  for (const StoredChunk& chunk : chunks) {
    const auto head = readChunkHead(chunk.data);
    if (!head || head->rows != chunk.rows) return nullptr;
    starts.push_back(rows);
    rows += head->rows;
    late = late || chunk.group >= kFirstLateGroup;
  }
  if (rows > kMaxBucketRows) return nullptr;
  resizeColumns(*bucket, rows);

  std::vector<std::vector<Bucket::Run>> runs(chunks.size());
  std::atomic<std::size_t> next = 0;
  const auto decodeSome = [&] {
    bool good = true;
    for (std::size_t i = next++; good && i < chunks.size(); i = next++)
      good = hash64(chunks[i].data) == chunks[i].hash &&
             decodeChunk(chunks[i].data, *bucket, starts[i], runs[i]);
    return good;
  };
  bool good = true;
  if (chunks.size() > 1 && rows > kRowsForTwoThreads) {
    auto other = std::async(std::launch::async, decodeSome);
    good = decodeSome();
    good = other.get() && good;
  } else {
    good = decodeSome();
  }
  if (!good) return nullptr;

  for (const auto& part : runs) bucket->runs.insert(bucket->runs.end(), part.begin(), part.end());
  std::sort(bucket->runs.begin(), bucket->runs.end(), [](const auto& a, const auto& b) {
    return a.track != b.track ? a.track < b.track : a.begin < b.begin;
  });
  const bool twice = std::adjacent_find(bucket->runs.begin(), bucket->runs.end(),
                                        [](const auto& a, const auto& b) { return a.track == b.track; }) !=
                     bucket->runs.end();
  if (twice && !late) return nullptr;
  if (twice) {
    // Rows that came late stand in a chunk of their own: the runs are put together.
    std::vector<Row> all;
    appendRows(*bucket, all);
    bucket = BucketMaker().make(id, all);
  }
  for (const Bucket::Run& run : bucket->runs) {
    bucket->range.include({bucket->time[run.begin]});
    bucket->range.include({bucket->time[run.end - 1]});
  }
  return bucket;
}

std::string encodeTail(std::span<const Row> rows, BucketMaker& maker) {
  const auto bucket = maker.make(0, rows);
  return encodeChunk(*bucket, bucket->runs);
}

bool decodeTail(std::string_view blob, std::uint64_t hash, std::vector<Row>& rows) {
  const auto head = readChunkHead(blob);
  if (!head || hash64(blob) != hash) return false;
  Bucket bucket;
  resizeColumns(bucket, head->rows);
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

namespace {

/// Numbers of all tracks, one column after the other, low half before high half.
template <typename Get>
void putColumn(std::string& out, std::span<const TrackInfo> tracks, Get&& get) {
  std::vector<std::uint32_t> low;
  std::vector<std::uint32_t> high;
  std::uint64_t before = 0;
  for (const TrackInfo& track : tracks) {
    const auto value = static_cast<std::uint64_t>(get(track));
    const auto step = static_cast<std::int64_t>(value - before);
    const std::uint64_t z = (static_cast<std::uint64_t>(step) << 1) ^ static_cast<std::uint64_t>(step >> 63);
    low.push_back(static_cast<std::uint32_t>(z));
    high.push_back(static_cast<std::uint32_t>(z >> 32));
    before = value;
  }
  putPlanes(out, low);
  putPlanes(out, high);
}

template <typename Set>
bool getColumn(ByteReader& in, std::vector<TrackInfo>& tracks, Set&& set) {
  std::vector<std::uint32_t> low(tracks.size());
  std::vector<std::uint32_t> high(tracks.size());
  if (!getPlanes(in, low) || !getPlanes(in, high)) return false;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const std::uint64_t z = low[i] | std::uint64_t{high[i]} << 32;
    value += (z >> 1) ^ (0 - (z & 1));
    set(tracks[i], static_cast<std::int64_t>(value));
  }
  return true;
}

void putTexts(std::string& out, std::span<const TrackInfo> tracks, std::string TrackInfo::*member) {
  std::vector<std::uint32_t> lengths;
  std::string all;
  for (const TrackInfo& track : tracks) {
    lengths.push_back(static_cast<std::uint32_t>((track.*member).size()));
    all += track.*member;
  }
  putPlanes(out, lengths);
  putText(out, all);
}

bool getTexts(ByteReader& in, std::vector<TrackInfo>& tracks, std::string TrackInfo::*member) {
  std::vector<std::uint32_t> lengths(tracks.size());
  std::string all;
  constexpr std::size_t kLimit = std::size_t{1} << 30;
  if (!getPlanes(in, lengths) || !getText(in, all, kLimit)) return false;
  std::size_t at = 0;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    if (lengths[i] > all.size() - at) return false;
    if (lengths[i] > 0) (tracks[i].*member).assign(all, at, lengths[i]);
    at += lengths[i];
  }
  return true;
}

std::int64_t e7(double deg) {
  return std::llround(deg * 1e7);
}

}  // namespace

std::string encodeTrackBlock(std::span<const TrackInfo> tracks) {
  std::string out;
  putNumber(out, static_cast<std::uint32_t>(tracks.size()));
  const auto put = [&](auto get) { putColumn(out, tracks, get); };
  put([](const TrackInfo& t) { return t.source; });
  put([](const TrackInfo& t) { return static_cast<std::int64_t>(t.nativeId.kind); });
  put([](const TrackInfo& t) { return static_cast<std::int64_t>(t.nativeId.value); });
  put([](const TrackInfo& t) { return t.icao24; });
  put([](const TrackInfo& t) { return t.mode3A; });
  put([](const TrackInfo& t) {
    return static_cast<std::int64_t>(t.domain) | static_cast<std::int64_t>(t.affiliation) << 8 |
           std::int64_t{t.isPlots} << 16 | std::int64_t{t.simulated} << 17;
  });
  put([](const TrackInfo& t) { return t.first.us; });
  put([](const TrackInfo& t) { return t.last.us; });
  put([](const TrackInfo& t) { return t.count; });
  put([](const TrackInfo& t) { return t.medianInterval; });
  put([](const TrackInfo& t) { return e7(t.box.west); });
  put([](const TrackInfo& t) { return e7(t.box.east); });
  put([](const TrackInfo& t) { return e7(t.box.south); });
  put([](const TrackInfo& t) { return e7(t.box.north); });
  for (const auto member : {&TrackInfo::uid, &TrackInfo::callsign, &TrackInfo::type})
    putTexts(out, tracks, member);
  return out;
}

bool decodeTrackBlock(std::string_view blob, std::vector<TrackInfo>& tracks) {
  ByteReader in(blob);
  const auto n = in.number<std::uint32_t>();
  if (!in.ok() || n > kMaxTracks) return false;
  tracks.assign(n, {});
  for (std::uint32_t i = 0; i < n; ++i) tracks[i].id = i;
  bool good = true;
  const auto get = [&](auto set) { good = good && getColumn(in, tracks, set); };
  using I = std::int64_t;
  get([](TrackInfo& t, I v) { t.source = static_cast<std::uint16_t>(v); });
  get([](TrackInfo& t, I v) { t.nativeId.kind = static_cast<IdKind>(v); });
  get([](TrackInfo& t, I v) { t.nativeId.value = static_cast<std::uint64_t>(v); });
  get([](TrackInfo& t, I v) { t.icao24 = static_cast<std::int32_t>(v); });
  get([](TrackInfo& t, I v) { t.mode3A = static_cast<std::int32_t>(v); });
  get([](TrackInfo& t, I v) {
    t.domain = static_cast<Domain>(v & 0xFF);
    t.affiliation = static_cast<Affiliation>(v >> 8 & 0xFF);
    t.isPlots = (v >> 16 & 1) != 0;
    t.simulated = (v >> 17 & 1) != 0;
  });
  get([](TrackInfo& t, I v) { t.first = {v}; });
  get([](TrackInfo& t, I v) { t.last = {v}; });
  get([](TrackInfo& t, I v) { t.count = static_cast<std::uint32_t>(v); });
  get([](TrackInfo& t, I v) { t.medianInterval = v; });
  get([](TrackInfo& t, I v) { t.box.west = static_cast<double>(v) / 1e7; });
  get([](TrackInfo& t, I v) { t.box.east = static_cast<double>(v) / 1e7; });
  get([](TrackInfo& t, I v) { t.box.south = static_cast<double>(v) / 1e7; });
  get([](TrackInfo& t, I v) { t.box.north = static_cast<double>(v) / 1e7; });
  for (const auto member : {&TrackInfo::uid, &TrackInfo::callsign, &TrackInfo::type})
    good = good && getTexts(in, tracks, member);
  for (TrackInfo& track : tracks) good = good && makeSane(track);
  if (!good) tracks.clear();
  return good;
}

}  // namespace sorami::recording
