// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Planes.h"
#include "data/store/RecordingReader.h"
#include "data/store/RecordingSchema.h"
#include "data/store/VideoBook.h"
#include "data/store/library/Library.h"
#include "data/store/library/LibrarySchema.h"

#include <algorithm>
#include <map>

namespace sorami {

using namespace library;
using recording::ChunkSource;
using recording::SnapshotParts;
using recording::StoredChunk;

namespace {

/// The chunks of a recording on a server. A query names the day, so only that day's partition is touched.
class LibraryChunks final : public ChunkSource {
 public:
  LibraryChunks(std::unique_ptr<Postgres> server, std::int64_t id, std::map<std::uint32_t, std::int32_t> days)
      : m_server(std::move(server)), m_id(id), m_days(std::move(days)) {}

  bool list(std::uint32_t bucket, std::vector<StoredChunk>& chunks) override {
    if (const auto known = m_lists.find(bucket); known != m_lists.end()) {
      chunks = known->second;
      return true;
    }
    const auto rows =
        ask("SELECT grp, n, hash, la0, la1, lo0, lo1, east0, east1 FROM sorami.chunk "
            "WHERE day=$1 AND recording=$2 AND bucket=$3 ORDER BY grp",
            [&] { return place(bucket); });
    if (!rows) return false;
    for (int i = 0; i < rows->size(); ++i) {
      StoredChunk chunk;
      chunk.group = static_cast<int>(rows->integer(i, 0));
      chunk.rows = static_cast<std::uint32_t>(rows->integer(i, 1));
      chunk.hash = static_cast<std::uint64_t>(rows->integer(i, 2));
      chunk.extent.latMin = static_cast<std::int32_t>(rows->integer(i, 3));
      chunk.extent.latMax = static_cast<std::int32_t>(rows->integer(i, 4));
      chunk.extent.lonMin = static_cast<std::int32_t>(rows->integer(i, 5));
      chunk.extent.lonMax = static_cast<std::int32_t>(rows->integer(i, 6));
      chunk.extent.eastMin = rows->integer(i, 7);
      chunk.extent.eastMax = rows->integer(i, 8);
      chunks.push_back(std::move(chunk));
    }
    // A few kilobytes each: what was looked at once need not be asked for again.
    m_lists[bucket] = chunks;
    return true;
  }

  bool load(std::uint32_t bucket, std::span<StoredChunk> chunks) override {
    if (chunks.empty()) return true;
    std::vector<std::int32_t> groups;
    for (const StoredChunk& chunk : chunks) groups.push_back(chunk.group);
    const auto rows = ask(
        "SELECT grp, data FROM sorami.chunk WHERE day=$1 AND recording=$2 AND bucket=$3 AND grp = ANY($4) "
        "ORDER BY grp",
        [&] { return place(bucket).addInts(groups); });
    if (!rows || rows->size() != static_cast<int>(chunks.size())) return false;
    for (int i = 0; i < rows->size(); ++i) {
      StoredChunk& chunk = chunks[static_cast<std::size_t>(i)];
      if (rows->integer(i, 0) != chunk.group) return false;
      chunk.data = rows->bytes(i, 1);
    }
    return true;
  }

  std::string directory(std::uint32_t bucket) override { return blobOf("dir", bucket); }
  std::string lanes(std::uint32_t bucket) override { return blobOf("lanes", bucket); }

  std::vector<AttributeChange> attributeChanges(TrackId track) override {
    std::vector<AttributeChange> changes;
    const auto rows =
        ask("SELECT key, t, value FROM sorami.track_attr WHERE recording=$1 AND track=$2 ORDER BY t, key",
            [&] { return Arguments().add(m_id).add(std::int64_t{track}); });
    for (int i = 0; rows && i < rows->size(); ++i)
      changes.push_back({track,
                         static_cast<TrackAttribute>(rows->integer(i, 0)),
                         {rows->integer(i, 1)},
                         std::string(rows->bytes(i, 2))});
    return changes;
  }

  TimeRange videoRange() override {
    const auto rows = ask("SELECT min(t0), max(t1) FROM sorami.video WHERE recording=$1",
                          [&] { return Arguments().add(m_id); });
    // A library of an older version has none.
    if (!rows || rows->size() == 0 || rows->isNull(0, 0)) return {};
    return {{rows->integer(0, 0)}, {rows->integer(0, 1)}};
  }

  std::vector<VideoSweep> video(TimeRange range) override {
    std::vector<VideoSweep> found;
    // A block is about a second long: those that reach into the span begin shortly before it.
    const auto rows =
        ask("SELECT source, n, hash, data FROM sorami.video WHERE recording=$1 AND t0 BETWEEN $2 AND $3 "
            "ORDER BY t0",
            [&] { return Arguments().add(m_id).add(range.begin.us - 10 * kSecond).add(range.end.us); });
    for (int i = 0; rows && i < rows->size(); ++i) {
      if (hash64(rows->bytes(i, 3)) != static_cast<std::uint64_t>(rows->integer(i, 2))) continue;
      (void)decodeVideo(static_cast<std::uint16_t>(rows->integer(i, 0)),
                        static_cast<std::size_t>(std::max<std::int64_t>(rows->integer(i, 1), 0)),
                        rows->bytes(i, 3), range, found);
    }
    return found;
  }

  std::string rawBytes(std::uint16_t input, std::uint64_t offset, std::size_t length) override {
    return recording::joinRaw(input, offset, length, [&](std::int64_t place, recording::RawPiece& piece) {
      const auto rows = ask(
          "SELECT id, n, hash, data FROM sorami.raw WHERE recording=$1 AND id<=$2 ORDER BY id DESC LIMIT 1",
          [&] { return Arguments().add(m_id).add(place); });
      if (!rows || rows->size() == 0) return false;
      piece = {rows->integer(0, 0), rows->integer(0, 1), static_cast<std::uint64_t>(rows->integer(0, 2)),
               std::string(rows->bytes(0, 3))};
      return true;
    });
  }

 private:
  Arguments place(std::uint32_t bucket) const {
    const auto day = m_days.find(bucket);
    return Arguments()
        .addInt(day != m_days.end() ? day->second : 0)
        .add(m_id)
        .addInt(static_cast<std::int32_t>(bucket));
  }
  std::string blobOf(const std::string& column, std::uint32_t bucket) {
    const auto rows = ask("SELECT " + column + " FROM sorami.bucket WHERE recording=$1 AND id=$2",
                          [&] { return Arguments().add(m_id).addInt(static_cast<std::int32_t>(bucket)); });
    return rows && rows->size() > 0 && !rows->isNull(0, 0) ? std::string(rows->bytes(0, 0)) : std::string();
  }
  /// A connection that broke is made anew once: servers are restarted, laptops sleep.
  template <typename Make>
  Result<Rows> ask(const std::string& sql, const Make& arguments) {
    auto rows = m_server->query(sql, arguments());
    if (!rows && m_server->revive()) rows = m_server->query(sql, arguments());
    return rows;
  }

  std::unique_ptr<Postgres> m_server;
  std::int64_t m_id;
  std::map<std::uint32_t, std::int32_t> m_days;
  std::map<std::uint32_t, std::vector<StoredChunk>> m_lists;
};

/// The number of the recording that is meant.
Result<std::int64_t> choose(Postgres& server, std::int64_t asked) {
  const auto rows =
      server.query("SELECT id, name FROM sorami.recording WHERE $1=0 OR id=$1 ORDER BY t0, id LIMIT 6",
                   Arguments().add(asked));
  if (!rows) return rows.error();
  if (rows->size() == 1) return rows->integer(0, 0);
  if (rows->size() == 0)
    return Error{asked > 0 ? "the library has no recording " + std::to_string(asked) : "the library is empty",
                 server.name(),
                 asked > 0 ? "sorami library list tells which there are" : "sorami library push fills it"};
  std::string some;
  for (int i = 0; i < rows->size(); ++i)
    some += (i > 0 ? ", " : "") + std::to_string(rows->integer(i, 0)) + " " + std::string(rows->bytes(i, 1));
  return Error{"the library holds several recordings (" + some + (rows->size() == 6 ? ", …)" : ")"),
               server.name(), "say which by ?recording=NUMBER"};
}

}  // namespace

Result<StoreViewPtr> openFromLibrary(const std::string& address) {
  const auto source = parseLibraryAddress(address);
  if (!source) return source.error();
  auto connected = Postgres::connect(source->server);
  if (!connected) return connected.error();
  Postgres& server = **connected;
  const auto version = schemaVersion(server);
  if (!version) return version.error();
  if (*version == 0)
    return Error{"there is no library in this database", server.name(), "sorami library push makes one"};
  const auto id = choose(server, source->recording);
  if (!id) return id.error();

  SnapshotParts parts;
  const auto one = [&] { return Arguments().add(*id); };
  const auto meta = server.query("SELECT key, value FROM sorami.meta WHERE recording=$1", one());
  if (!meta) return meta.error();
  for (int i = 0; i < meta->size(); ++i) parts.meta[std::string(meta->bytes(i, 0))] = meta->bytes(i, 1);
  parts.meta["state"] = "clean";
  const auto sources =
      server.query("SELECT name, kind, sacsic FROM sorami.source WHERE recording=$1 ORDER BY id", one());
  if (!sources) return sources.error();
  for (int i = 0; i < sources->size(); ++i)
    parts.sources.push_back({std::string(sources->bytes(i, 0)), std::string(sources->bytes(i, 1)),
                             static_cast<std::int32_t>(sources->integer(i, 2))});
  const auto buckets = server.query(
      "SELECT id, day, t0, t1, n, ntrk, histogram FROM sorami.bucket WHERE recording=$1 ORDER BY t0, t1",
      one());
  if (!buckets) return buckets.error();
  std::map<std::uint32_t, std::int32_t> days;
  for (int i = 0; i < buckets->size(); ++i) {
    SnapshotParts::Part part;
    part.stored = true;
    part.id = static_cast<std::uint32_t>(buckets->integer(i, 0));
    part.info.id = part.id;
    part.info.range = {{buckets->integer(i, 2)}, {buckets->integer(i, 3)}};
    part.info.count = static_cast<std::uint32_t>(buckets->integer(i, 4));
    part.info.tracks = static_cast<std::uint32_t>(buckets->integer(i, 5));
    part.info.histogram = recording::decodeHistogram(buckets->bytes(i, 6));
    if (!recording::isSaneRange(part.info.range)) continue;
    days[part.id] = static_cast<std::int32_t>(buckets->integer(i, 1));
    parts.parts.push_back(std::move(part));
  }
  const auto blocks =
      server.query("SELECT hash, data FROM sorami.track_block WHERE recording=$1 ORDER BY id", one());
  if (!blocks) return blocks.error();
  std::vector<std::string> data;
  bool good = blocks->size() > 0;
  for (int i = 0; i < blocks->size(); ++i) {
    data.emplace_back(blocks->bytes(i, 1));
    good = good && hash64(data.back()) == static_cast<std::uint64_t>(blocks->integer(i, 0));
  }
  auto tracks = std::make_shared<recording::TrackTable>();
  if (!good || !decodeTrackBlocks(data, *tracks))
    return Error{"the recording's tracks are damaged in the library", server.name(), "push it again"};
  parts.tracks = std::move(tracks);
  for (const SnapshotParts::Part& part : parts.parts) parts.version = parts.version * 31 + part.info.count;
  auto reader = std::make_shared<recording::ChunkReader>(
      std::make_unique<LibraryChunks>(std::move(*connected), *id, std::move(days)));
  return makeView(std::move(parts), std::move(reader));
}

}  // namespace sorami
