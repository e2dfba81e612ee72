// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Planes.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingReader.h"
#include "data/store/RecordingSchema.h"
#include "data/store/RecordingWriter.h"
#include "data/store/library/Library.h"
#include "data/store/library/LibraryPull.h"
#include "data/store/library/LibrarySchema.h"

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <set>

namespace sorami {

using namespace library;
using recording::fileUri;
using recording::kGroups;

namespace {

Error stopped(const std::string& where) {
  return {"it was stopped", where, {}};
}

/// Rolls back unless it was told that all is well.
class Transaction {
 public:
  explicit Transaction(Postgres& server) : m_server(server) { m_open = server.run("BEGIN").ok(); }
  ~Transaction() {
    if (m_open) (void)m_server.run("ROLLBACK");
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Status commit() {
    m_open = false;
    return m_server.run("COMMIT");
  }

 private:
  Postgres& m_server;
  bool m_open = false;
};

constexpr std::size_t kRowsInMessage = 64;

class Pusher {
 public:
  Pusher(Postgres& server, const Database& file, std::int64_t id, std::stop_token stop)
      : m_server(server), m_file(file), m_id(id), m_stop(std::move(stop)) {}

  Status run() {
    Status done = simple("sorami.meta(recording, key, value)",
                         "SELECT key, CAST(value AS TEXT) FROM meta WHERE key<>'state'", "tt");
    if (done)
      done = simple("sorami.source(recording, id, name, kind, sacsic)",
                    "SELECT id, name, kind, sacsic FROM source", "itti");
    if (done)
      done = simple("sorami.track_block(recording, id, hash, data)", "SELECT id, hash, data FROM track_block",
                    "ibd");
    if (done)
      done = simple("sorami.track_attr(recording, track, key, t, value)",
                    "SELECT track, key, t, CAST(value AS TEXT) FROM track_attr", "bibt");
    if (done) done = buckets();
    if (done) done = chunks();
    // Files of older versions have neither.
    if (done && Statement(m_file, "SELECT id FROM raw").ok())
      done = simple("sorami.raw(recording, id, n, hash, data)", "SELECT id, n, hash, data FROM raw", "bbbd");
    if (done && Statement(m_file, "SELECT id FROM video").ok())
      done = simple("sorami.video(recording, id, source, t0, t1, n, hash, data)",
                    "SELECT id, source, t0, t1, n, hash, data FROM video", "bibbbbd");
    return done;
  }

 private:
  /// Copies rows column by column: i integer, b bigint, t text, d bytes.
  Status simple(const std::string& table, const char* select, const std::string& types) {
    Statement rows(m_file, select);
    if (Status begun = m_server.beginCopy(table); !begun) return begun;
    CopyRows copy;
    std::size_t waiting = 0;
    while (rows.step()) {
      copy.begin(static_cast<int>(types.size()) + 1).add(m_id);
      for (int i = 0; i < static_cast<int>(types.size()); ++i) {
        if (rows.isNull(i))
          copy.addNull();
        else if (types[static_cast<std::size_t>(i)] == 'i')
          copy.addInt(static_cast<std::int32_t>(rows.integer(i)));
        else if (types[static_cast<std::size_t>(i)] == 'b')
          copy.add(rows.integer(i));
        else if (types[static_cast<std::size_t>(i)] == 't')
          copy.add(withoutZero(rows.text(i)));
        else
          copy.add(rows.blob(i));
      }
      if (++waiting % kRowsInMessage == 0)
        if (Status sent = m_server.sendCopy(copy); !sent) return sent;
    }
    if (!rows.ok() || rows.failed()) return m_file.error();
    return m_server.finishCopy(copy);
  }

  /// PostgreSQL has no zero in a text.
  static std::string withoutZero(std::string_view text) {
    std::string kept(text);
    std::erase(kept, '\0');
    return kept;
  }

  Status buckets() {
    // The lanes of version 1 are not there: nothing is known of them.
    const bool hasLanes = Statement(m_file, "SELECT lanes FROM bucket").ok();
    const std::string select = std::string("SELECT id, t0, t1, n, ntrk, histogram, dir, ") +
                               (hasLanes ? "lanes" : "NULL") + " FROM bucket";
    Statement rows(m_file, select.c_str());
    std::set<std::int32_t> days;
    while (rows.step()) days.insert(dayOf(rows.integer(1)));
    rows.reset();
    for (const std::int32_t day : days)
      if (Status made = makePartition(m_server, day); !made) return made;
    if (Status begun =
            m_server.beginCopy("sorami.bucket(recording, id, day, t0, t1, n, ntrk, histogram, dir, lanes)");
        !begun)
      return begun;
    CopyRows copy;
    while (rows.step()) {
      copy.begin(10)
          .add(m_id)
          .addInt(static_cast<std::int32_t>(rows.integer(0)))
          .addInt(dayOf(rows.integer(1)));
      for (int i = 1; i <= 4; ++i) copy.add(rows.integer(i));
      for (int i = 5; i <= 7; ++i) {
        if (rows.isNull(i))
          copy.addNull();
        else
          copy.add(rows.blob(i));
      }
      if (Status sent = m_server.sendCopy(copy); !sent) return sent;
    }
    if (!rows.ok() || rows.failed()) return m_file.error();
    return m_server.finishCopy(copy);
  }

  Status chunks() {
    Statement rows(
        m_file,
        "SELECT c.id, c.t0, c.t1, c.n, c.ntrk, c.la0, c.la1, c.lo0, c.lo1, c.east0, c.east1, c.codec, "
        "c.hash, d.data, b.t0 FROM chunk c JOIN chunk_data d ON d.id=c.id "
        "JOIN bucket b ON b.id = c.id >> 8 ORDER BY c.id");
    if (Status begun = m_server.beginCopy("sorami.chunk(day, recording, bucket, grp, t0, t1, n, ntrk, la0, "
                                          "la1, lo0, lo1, east0, east1, codec, "
                                          "hash, data)");
        !begun)
      return begun;
    CopyRows copy;
    while (rows.step()) {
      if (m_stop.stop_requested()) return stopped(m_server.name());
      const std::string_view data = rows.blob(13);
      if (hash64(data) != static_cast<std::uint64_t>(rows.integer(12)))
        return Error{"a chunk of the recording is damaged", {}, "sorami recover saves the rest; push that"};
      copy.begin(17)
          .addInt(dayOf(rows.integer(14)))
          .add(m_id)
          .addInt(static_cast<std::int32_t>(rows.integer(0) / kGroups))
          .addShort(static_cast<std::int16_t>(rows.integer(0) % kGroups));
      for (int i = 1; i <= 10; ++i) copy.add(rows.integer(i));
      copy.addInt(static_cast<std::int32_t>(rows.integer(11))).add(rows.integer(12)).add(data);
      if (Status sent = m_server.sendCopy(copy); !sent) return sent;
    }
    if (!rows.ok() || rows.failed()) return m_file.error();
    return m_server.finishCopy(copy);
  }

  Postgres& m_server;
  const Database& m_file;
  std::int64_t m_id;
  std::stop_token m_stop;
};

/// Tells one recording's content from another's, whatever its file is called.
std::string fingerprintOf(const Database& file) {
  std::string all;
  for (const char* select :
       {"SELECT id, hash FROM chunk ORDER BY id", "SELECT id, hash FROM track_block ORDER BY id"}) {
    Statement rows(file, select);
    while (rows.step()) {
      putNumber(all, rows.integer(0));
      putNumber(all, rows.integer(1));
    }
  }
  std::string text = std::to_string(all.size()) + "-";
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (std::uint64_t hash = hash64(all), i = 0; i < 16; ++i, hash >>= 4) text += kDigits[hash & 15];
  return text;
}

}  // namespace

Result<std::int64_t> pushToLibrary(const std::string& address, const std::string& path,
                                   const std::string& name, std::stop_token stop) {
  // Opening it completes one that a crash left, and refuses what is no recording.
  const auto view = openRecording(path);
  if (!view) return view.error();
  if ((*view)->meta("state") != "clean")
    return Error{"the recording is not finished", path, "push it when its writer has ended"};
  const auto target = parseLibraryAddress(address);
  if (!target) return target.error();
  const auto server = Postgres::connect(target->server);
  if (!server) return server.error();
  if (Status ready = migrate(**server); !ready) return ready.error();
  const auto file = Database::open(fileUri(path, "mode=ro&immutable=1"), SQLITE_OPEN_READONLY);
  if (!file) return file.error();

  const std::string fingerprint = fingerprintOf(*file);
  const auto same = (*server)->query("SELECT id FROM sorami.recording WHERE fingerprint=$1",
                                     Arguments().add(std::string_view(fingerprint)));
  if (!same) return same.error();
  if (same->size() > 0) return same->integer(0, 0);

  std::int64_t bytes = 0;
  Statement length(*file, "SELECT sum(len) FROM chunk");
  if (length.step()) bytes = length.integer(0);
  length.reset();
  const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count();
  Transaction transaction(**server);
  const auto made = (*server)->query(
      "INSERT INTO sorami.recording(fingerprint, name, pushed_at, t0, t1, samples, tracks, bytes) "
      "VALUES($1,$2,$3,$4,$5,$6,$7,$8) RETURNING id",
      Arguments()
          .add(std::string_view(fingerprint))
          .add(std::string_view(name))
          .add(std::int64_t{now})
          .add((*view)->extent().begin.us)
          .add((*view)->extent().end.us)
          .add(static_cast<std::int64_t>((*view)->sampleCount()))
          .add(static_cast<std::int64_t>((*view)->tracks().size()))
          .add(bytes));
  if (!made) return made.error();
  const std::int64_t id = made->integer(0, 0);
  if (Status done = Pusher(**server, *file, id, std::move(stop)).run(); !done) return done.error();
  if (Status done = transaction.commit(); !done) return done.error();
  return id;
}

Status pullFromLibrary(const std::string& address, const std::string& path, std::stop_token stop) {
  const auto source = parseLibraryAddress(address);
  if (!source) return source.error();
  const auto server = Postgres::connect(source->server);
  if (!server) return server.error();
  const auto version = schemaVersion(**server);
  if (!version) return version.error();
  const auto found = *version == 0
                         ? Result<Rows>(Error{"there is no library in this database", (*server)->name(), {}})
                         : (*server)->query("SELECT id FROM sorami.recording WHERE id=$1",
                                            Arguments().add(source->recording));
  if (!found) return found.error();
  if (found->size() == 0)
    return Error{"the library has no recording " + std::to_string(source->recording), (*server)->name(),
                 "sorami library list tells which there are"};
  std::error_code code;
  if (std::filesystem::exists(path, code))
    return Error{"the file exists already", path, "choose another name"};

  const std::string part = path + ".part";
  for (const char* suffix : {"", "-journal"}) std::filesystem::remove(part + suffix, code);
  Status done = writePulled(**server, source->recording, part, stop);
  if (done) {
    std::filesystem::rename(part, path, code);
    if (code) done = Error{"the file cannot be written: " + code.message(), path, {}};
  }
  if (!done) std::filesystem::remove(part, code);
  return done;
}

Status removeFromLibrary(const std::string& address) {
  const auto source = parseLibraryAddress(address);
  if (!source) return source.error();
  const auto server = Postgres::connect(source->server);
  if (!server) return server.error();
  const auto version = schemaVersion(**server);
  if (!version) return version.error();
  Transaction transaction(**server);
  // Chunks of other days are in other partitions: each is told its day, so that no other is touched.
  const auto chunks = (*server)->query(
      "DELETE FROM sorami.chunk WHERE recording=$1 AND day = ANY(ARRAY(SELECT DISTINCT day FROM "
      "sorami.bucket "
      "WHERE recording=$1))",
      Arguments().add(source->recording));
  if (!chunks) return chunks.error();
  const auto gone = (*server)->query("DELETE FROM sorami.recording WHERE id=$1 RETURNING id",
                                     Arguments().add(source->recording));
  if (!gone) return gone.error();
  if (gone->size() == 0)
    return Error{"the library has no recording " + std::to_string(source->recording), (*server)->name(), {}};
  return transaction.commit();
}

Result<std::vector<LibraryEntry>> listLibrary(const std::string& address) {
  const auto source = parseLibraryAddress(address);
  if (!source) return source.error();
  const auto server = Postgres::connect(source->server);
  if (!server) return server.error();
  const auto version = schemaVersion(**server);
  if (!version) return version.error();
  std::vector<LibraryEntry> entries;
  if (*version == 0) return entries;
  const auto rows = (*server)->query(
      "SELECT id, name, pushed_by, pushed_at, t0, t1, samples, tracks, bytes FROM sorami.recording ORDER BY "
      "t0, id");
  if (!rows) return rows.error();
  for (int i = 0; i < rows->size(); ++i) {
    LibraryEntry entry;
    entry.id = rows->integer(i, 0);
    entry.name = rows->bytes(i, 1);
    entry.pushedBy = rows->bytes(i, 2);
    entry.pushedAt = {rows->integer(i, 3)};
    entry.extent = {{rows->integer(i, 4)}, {rows->integer(i, 5)}};
    entry.samples = static_cast<std::uint64_t>(rows->integer(i, 6));
    entry.tracks = static_cast<std::uint64_t>(rows->integer(i, 7));
    entry.bytes = static_cast<std::uint64_t>(rows->integer(i, 8));
    entries.push_back(std::move(entry));
  }
  return entries;
}

bool isLibrary(std::string_view address) {
  return isLibraryAddress(address);
}

}  // namespace sorami
