// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/library/LibrarySchema.h"

#include "data/core/UtcTime.h"

#include <array>

namespace sorami::library {
namespace {

/// What makes each version of the one before. Steps are only ever added.
constexpr std::array<const char*, kSchemaVersion> kSteps = {
    // 1. Chunks are partitioned by the day they begin on and found by day, recording and bucket. Their bytes
    // are compressed already: EXTERNAL keeps the server from trying again, and fetches parts without
    // inflating.
    R"sql(
CREATE SCHEMA IF NOT EXISTS sorami;
CREATE TABLE sorami.library(version integer NOT NULL);
INSERT INTO sorami.library VALUES(0);
CREATE TABLE sorami.recording(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fingerprint text NOT NULL UNIQUE,
  name text NOT NULL, pushed_by text NOT NULL DEFAULT current_user, pushed_at bigint NOT NULL, t0 bigint NOT NULL,
  t1 bigint NOT NULL, samples bigint NOT NULL, tracks bigint NOT NULL, bytes bigint NOT NULL);
CREATE TABLE sorami.meta(recording bigint NOT NULL REFERENCES sorami.recording ON DELETE CASCADE, key text NOT NULL,
  value text, PRIMARY KEY(recording, key));
CREATE TABLE sorami.source(recording bigint NOT NULL REFERENCES sorami.recording ON DELETE CASCADE, id integer NOT NULL,
  name text NOT NULL, kind text, sacsic integer, PRIMARY KEY(recording, id));
CREATE TABLE sorami.track_block(recording bigint NOT NULL REFERENCES sorami.recording ON DELETE CASCADE,
  id integer NOT NULL, hash bigint NOT NULL, data bytea NOT NULL, PRIMARY KEY(recording, id));
CREATE TABLE sorami.track_attr(recording bigint NOT NULL REFERENCES sorami.recording ON DELETE CASCADE,
  track bigint NOT NULL, key integer NOT NULL, t bigint NOT NULL, value text, PRIMARY KEY(recording, track, key, t));
CREATE TABLE sorami.bucket(recording bigint NOT NULL REFERENCES sorami.recording ON DELETE CASCADE, id integer NOT NULL,
  day integer NOT NULL, t0 bigint NOT NULL, t1 bigint NOT NULL, n bigint NOT NULL, ntrk bigint NOT NULL,
  histogram bytea, dir bytea, lanes bytea, PRIMARY KEY(recording, id));
CREATE TABLE sorami.chunk(day integer NOT NULL, recording bigint NOT NULL, bucket integer NOT NULL,
  grp smallint NOT NULL, t0 bigint NOT NULL, t1 bigint NOT NULL, n bigint NOT NULL, ntrk bigint NOT NULL,
  la0 bigint NOT NULL, la1 bigint NOT NULL, lo0 bigint NOT NULL, lo1 bigint NOT NULL, east0 bigint NOT NULL,
  east1 bigint NOT NULL, codec integer NOT NULL, hash bigint NOT NULL, data bytea NOT NULL,
  PRIMARY KEY(day, recording, bucket, grp)) PARTITION BY RANGE(day);
ALTER TABLE sorami.chunk ALTER COLUMN data SET STORAGE EXTERNAL;
ALTER TABLE sorami.track_block ALTER COLUMN data SET STORAGE EXTERNAL;
)sql",
    // 2. Recordings are found by time without looking at all of them.
    "CREATE INDEX recording_time ON sorami.recording(t0, t1);",
    // 3. The inputs' own octets, and radar video.
    R"sql(
CREATE TABLE sorami.raw(recording bigint NOT NULL REFERENCES sorami.recording ON DELETE CASCADE, id bigint NOT NULL,
  n bigint NOT NULL, hash bigint NOT NULL, data bytea NOT NULL, PRIMARY KEY(recording, id));
CREATE TABLE sorami.video(recording bigint NOT NULL REFERENCES sorami.recording ON DELETE CASCADE, id bigint NOT NULL,
  source integer NOT NULL, t0 bigint NOT NULL, t1 bigint NOT NULL, n bigint NOT NULL, hash bigint NOT NULL,
  data bytea NOT NULL, PRIMARY KEY(recording, id));
CREATE INDEX video_time ON sorami.video(recording, t0);
ALTER TABLE sorami.raw ALTER COLUMN data SET STORAGE EXTERNAL;
ALTER TABLE sorami.video ALTER COLUMN data SET STORAGE EXTERNAL;
)sql",
};

}  // namespace

Result<int> schemaVersion(Postgres& server) {
  const auto there = server.query("SELECT (to_regclass('sorami.library') IS NOT NULL)::int");
  if (!there) return there.error();
  if (there->size() == 0 || there->integer(0, 0) == 0) return 0;
  const auto version = server.query("SELECT version FROM sorami.library");
  if (!version) return version.error();
  const int number = version->size() > 0 ? static_cast<int>(version->integer(0, 0)) : 0;
  if (number > kSchemaVersion)
    return Error{"the library was made by a newer version of Sorami (tables " + std::to_string(number) +
                     "; this one knows up to " + std::to_string(kSchemaVersion) + ")",
                 server.name(), "update Sorami"};
  return number;
}

Status migrate(Postgres& server, int version) {
  const auto before = schemaVersion(server);
  if (!before) return before.error();
  for (int next = *before + 1; next <= version; ++next) {
    // The lock keeps two who push at once from both making the tables.
    Status done = server.run(std::string("BEGIN; SELECT pg_advisory_xact_lock(5792341027401);"));
    if (!done) return done;
    const auto now = schemaVersion(server);
    if (now && *now >= next) {
      if (done = server.run("COMMIT"); !done) return done;
      continue;
    }
    done = server.run(kSteps[static_cast<std::size_t>(next - 1)]);
    if (done) done = server.run("UPDATE sorami.library SET version=" + std::to_string(next));
    if (done) done = server.run("COMMIT");
    if (!done) {
      (void)server.run("ROLLBACK");
      return Error{done.error().what, server.name(),
                   "whoever makes or updates the library needs to own its schema, sorami"};
    }
  }
  return std::monostate{};
}

std::int32_t dayOf(std::int64_t us) {
  std::int64_t day = us / kDay;
  if (day * kDay > us) --day;
  return static_cast<std::int32_t>(day);
}

Status makePartition(Postgres& server, std::int32_t day) {
  const std::string suffix = (day < 0 ? "m" : "") + std::to_string(day < 0 ? -std::int64_t{day} : day);
  return server.run("CREATE TABLE IF NOT EXISTS sorami.chunk_day_" + suffix +
                    " PARTITION OF sorami.chunk FOR VALUES FROM (" + std::to_string(day) + ") TO (" +
                    std::to_string(std::int64_t{day} + 1) + ")");
}

}  // namespace sorami::library
