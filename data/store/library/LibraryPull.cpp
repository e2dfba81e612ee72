// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/library/LibraryPull.h"

#include "data/store/Planes.h"
#include "data/store/RecordingSchema.h"
#include "data/store/TrackTable.h"

#include <sqlite3.h>

#include <cmath>
#include <functional>
#include <optional>
#include <vector>

namespace sorami::library {

using namespace recording;

namespace {

class Puller {
 public:
  Puller(Postgres& server, std::int64_t recording, Database& file, const std::stop_token& stop)
      : m_server(server), m_recording(recording), m_file(file), m_stop(stop) {}

  Status run() {
    Status done = m_file.run("BEGIN");
    if (done)
      done = copy("SELECT key, value FROM sorami.meta WHERE recording=$1 AND key<>'state'",
                  "INSERT OR REPLACE INTO meta VALUES(?,?)", "tt");
    if (done)
      done = copy("SELECT id, name, kind, sacsic FROM sorami.source WHERE recording=$1",
                  "INSERT INTO source VALUES(?,?,?,?)", "itti");
    if (done)
      done = copy("SELECT id, hash, data FROM sorami.track_block WHERE recording=$1",
                  "INSERT INTO track_block VALUES(?,?,?)", "iid");
    if (done)
      done = copy("SELECT track, key, t, value FROM sorami.track_attr WHERE recording=$1",
                  "INSERT INTO track_attr VALUES(?,?,?,?)", "iiit");
    if (done)
      done = copy("SELECT id, t0, t1, n, ntrk, histogram, dir, lanes FROM sorami.bucket WHERE recording=$1",
                  "INSERT INTO bucket VALUES(?,?,?,?,?,?,?,?)", "iiiiiddd");
    if (done) done = tracks();
    if (done) done = chunks();
    if (done)
      done = blocks("raw", "SELECT id, n, hash, data FROM sorami.raw WHERE recording=$1 AND id=$2",
                    "INSERT INTO raw VALUES(?,?,?,?)", "iiid");
    if (done)
      done = blocks("video",
                    "SELECT id, source, t0, t1, n, hash, data FROM sorami.video WHERE recording=$1 AND id=$2",
                    "INSERT INTO video VALUES(?,?,?,?,?,?,?)", "iiiiiid");
    if (done) done = m_file.run("INSERT OR REPLACE INTO meta VALUES('state','clean')");
    if (done) done = m_file.run("COMMIT");
    return done;
  }

 private:
  /// Copies large rows one by one.
  Status blocks(const std::string& table, const char* select, const char* insert, const std::string& types) {
    const auto ids = m_server.query("SELECT id FROM sorami." + table + " WHERE recording=$1 ORDER BY id",
                                    Arguments().add(m_recording));
    if (!ids) return ids.error();
    for (int i = 0; i < ids->size(); ++i) {
      if (m_stop.stop_requested()) return Error{"it was stopped", m_server.name(), {}};
      const Status done = copy(select, insert, types, ids->integer(i, 0));
      if (!done) return done;
    }
    return std::monostate{};
  }

  Status copy(const char* select, const char* insert, const std::string& types,
              std::optional<std::int64_t> id = {}) {
    Arguments arguments;
    arguments.add(m_recording);
    if (id) arguments.add(*id);
    const auto rows = m_server.query(select, arguments);
    if (!rows) return rows.error();
    Statement put(m_file, insert);
    if (!put.ok()) return m_file.error();
    for (int r = 0; r < rows->size(); ++r) {
      for (int c = 0; c < static_cast<int>(types.size()); ++c) {
        const char type = types[static_cast<std::size_t>(c)];
        if (rows->isNull(r, c))
          put.bindNull(c + 1);
        else if (type == 'i')
          put.bind(c + 1, rows->integer(r, c));
        else if (type == 't')
          put.bind(c + 1, rows->bytes(r, c));
        else
          put.bindBlob(c + 1, rows->bytes(r, c));
      }
      if (!put.run()) return m_file.error();
    }
    return std::monostate{};
  }

  /// The table of tracks, for the one that goes on with the recording.
  Status tracks() {
    Statement select(m_file, "SELECT data FROM track_block ORDER BY id");
    std::vector<std::string> blocks;
    while (select.step()) blocks.emplace_back(select.blob(0));
    TrackTable table;
    if (blocks.empty() || !decodeTrackBlocks(blocks, table))
      return Error{"the recording's tracks are damaged in the library", m_server.name(), {}};
    TrackWriter put(m_file);
    for (const TrackInfo& track : table.infos()) {
      Extent extent;
      if (!track.box.isEmpty() && track.count > 0) {
        const auto e7 = [](double deg) { return static_cast<std::int32_t>(std::llround(deg * 1e7)); };
        extent.include(e7(track.box.south), e7(track.box.west));
        extent.include(e7(track.box.north), e7(track.box.east));
      }
      if (!put.put(track, track, extent)) return m_file.error();
    }
    return std::monostate{};
  }

  Status chunks() {
    const auto buckets = m_server.query("SELECT id, day FROM sorami.bucket WHERE recording=$1 ORDER BY id",
                                        Arguments().add(m_recording));
    if (!buckets) return buckets.error();
    Statement chunk(m_file, "INSERT INTO chunk VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    Statement data(m_file, "INSERT INTO chunk_data VALUES(?,?)");
    if (!chunk.ok() || !data.ok()) return m_file.error();
    for (int b = 0; b < buckets->size(); ++b) {
      if (m_stop.stop_requested()) return Error{"it was stopped", m_server.name(), {}};
      const auto bucket = static_cast<std::uint32_t>(buckets->integer(b, 0));
      const auto rows = m_server.query(
          "SELECT grp, t0, t1, n, ntrk, la0, la1, lo0, lo1, east0, east1, codec, hash, data FROM "
          "sorami.chunk "
          "WHERE day=$1 AND recording=$2 AND bucket=$3 ORDER BY grp",
          Arguments()
              .addInt(static_cast<std::int32_t>(buckets->integer(b, 1)))
              .add(m_recording)
              .addInt(static_cast<std::int32_t>(bucket)));
      if (!rows) return rows.error();
      for (int r = 0; r < rows->size(); ++r) {
        const std::string_view bytes = rows->bytes(r, 13);
        if (hash64(bytes) != static_cast<std::uint64_t>(rows->integer(r, 12)))
          return Error{"a chunk was damaged in the library or on the way", m_server.name(), "try again"};
        const std::int64_t id = firstChunkId(bucket) + rows->integer(r, 0);
        chunk.bind(1, id);
        for (int c = 1; c <= 11; ++c) chunk.bind(c + 1, rows->integer(r, c));
        chunk.bind(13, static_cast<std::int64_t>(bytes.size())).bind(14, rows->integer(r, 12));
        if (!chunk.run() || !data.bind(1, id).bindBlob(2, bytes).run()) return m_file.error();
      }
    }
    return std::monostate{};
  }

  Postgres& m_server;
  std::int64_t m_recording;
  Database& m_file;
  const std::stop_token& m_stop;
};

}  // namespace

Status writePulled(Postgres& server, std::int64_t recording, const std::string& path,
                   const std::stop_token& stop) {
  auto file = Database::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!file) return Error{file.error().what, path, "choose a folder that can be written"};
  if (Status made = createTables(*file); !made) return Error{made.error().what, path, made.error().hint};
  Status done = Puller(server, recording, *file, stop).run();
  if (!done && done.error().where.empty()) return Error{done.error().what, path, done.error().hint};
  return done;
}

}  // namespace sorami::library
