// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Queries.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingFixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sorami;

namespace fs = std::filesystem;

namespace {

constexpr int kTracks = 40;
const UtcTime kT0 = utcFromCivil(2026, 8, 12, 6);

/// Sample `i` of a stream in which every value follows from its number, so that any prefix can be checked.
std::pair<TrackId, Sample> sampleOf(int i) {
  Sample s;
  s.time = kT0 + i * 25 * kMillisecond;
  s.lat = (300'000'000 + i % 977 * 10'000) / 1e7;
  s.lon = (1'300'000'000 + i % 1009 * 10'000) / 1e7;
  s.baroAltitude = static_cast<float>(i % 400 * 7.62);
  s.groundSpeed = static_cast<float>(i % 777);
  s.flags = static_cast<std::uint16_t>(i % 2);
  return {static_cast<TrackId>(i % kTracks), s};
}

constexpr int kRowsPerCommit = 40;  // one second of data

/// Writes until it is killed; tells each commit, by the number of rows that are then safe, through a pipe.
[[noreturn]] void recordUntilKilled(const std::string& path, int pipe) {
  auto sink = createRecording(path);
  if (!sink) _exit(2);
  (*sink)->addSource({"radar", "asterix", 6345});
  for (int i = 0; i < kTracks; ++i) {
    TrackInfo info;
    info.callsign = "T" + std::to_string(i);
    (*sink)->addTrack(info);
  }
  for (int i = 0;; ++i) {
    const auto [track, sample] = sampleOf(i);
    (*sink)->append(track, sample);
    if (i % kRowsPerCommit != kRowsPerCommit - 1) continue;
    if (!(*sink)->commit()) _exit(3);
    const int safe = i + 1;
    if (::write(pipe, &safe, sizeof safe) != sizeof safe) _exit(4);
  }
}

/// The recording holds exactly the first n samples for some n; returns n, or -1.
int prefixLength(const StoreView& view) {
  std::map<std::int64_t, std::pair<TrackId, Sample>> all;
  for (const TrackInfo& track : view.tracks())
    for (const Sample& s : history(view, track.id, view.extent())) all[s.time.us] = {track.id, s};
  int i = 0;
  for (const auto& [time, got] : all) {
    const auto [track, sample] = sampleOf(i++);
    if (got.first != track || !test::same(got.second, sample)) return -1;
  }
  return view.sampleCount() == static_cast<std::uint64_t>(i) ? i : -1;
}

}  // namespace

class TestCrash : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::string path(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }

  /// Starts a writer, kills it after a while, and returns how many rows it was told are safe.
  int recordAndKill(const std::string& file, useconds_t after) {
    int ends[2];
    if (::pipe(ends) != 0) return -1;
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      recordUntilKilled(file, ends[1]);
    }
    ::close(ends[1]);
    int safe = 0;
    // The time counts from the first commit: how long starting takes is not what is tested.
    if (::read(ends[0], &safe, sizeof safe) != sizeof safe) return -1;
    ::usleep(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    for (int next = 0; ::read(ends[0], &next, sizeof next) == sizeof next;) safe = next;
    ::close(ends[0]);
    return WIFSIGNALED(status) ? safe : -1;
  }

  std::string unfinished(const std::string& name) {
    const std::string file = path(name);
    if (recordAndKill(file, 60'000) < kRowsPerCommit) return {};
    return file;
  }
  static void copyWithLog(const std::string& from, const std::string& to) {
    fs::copy_file(from, to, fs::copy_options::overwrite_existing);
    fs::remove(to + "-wal");
    fs::remove(to + "-shm");
    if (fs::exists(from + "-wal")) fs::copy_file(from + "-wal", to + "-wal");
  }

 private Q_SLOTS:
  void killedAtAnyMomentLosesNothingThatWasCommitted() {
    std::mt19937_64 random(1);
    int beyond = 0;
    for (int i = 0; i < 25; ++i) {
      const std::string file = path("kill" + std::to_string(i) + ".sorec");
      const int safe = recordAndKill(file, static_cast<useconds_t>(random() % 150'000));
      QVERIFY(safe >= kRowsPerCommit);
      const auto view = openRecording(file);
      QVERIFY2(view.ok(), view.ok() ? "" : view.error().text().c_str());
      const int there = prefixLength(**view);
      QVERIFY2(there >= safe, qPrintable(QString("%1 of %2 committed rows").arg(there).arg(safe)));
      // At most the commit in flight is there besides.
      QVERIFY(there <= safe + kRowsPerCommit);
      beyond += there > safe;
      // It has become a finished file.
      QCOMPARE((*view)->meta("state"), std::string("clean"));
      QVERIFY(!fs::exists(file + "-wal"));
      fs::remove(file);
    }
    qInfo("%d of 25 kills came between a commit and its telling", beyond);
  }

  void aTornLogLeavesAPrefix() {
    const std::string file = unfinished("torn.sorec");
    QVERIFY(!file.empty());
    const auto log = fs::file_size(file + "-wal");
    QVERIFY(log > 0);
    std::mt19937_64 random(2);
    for (int i = 0; i < 30; ++i) {
      const std::string copy = path("torn-copy.sorec");
      copyWithLog(file, copy);
      if (i % 2 == 0) {
        fs::resize_file(copy + "-wal", random() % log);
      } else {
        QFile wal(QString::fromStdString(copy + "-wal"));
        QVERIFY(wal.open(QIODevice::ReadWrite));
        wal.seek(static_cast<qint64>(random() % log));
        wal.write("torn by a power cut");
      }
      const auto view = openRecording(copy);
      QVERIFY2(view.ok(), view.ok() ? "" : view.error().text().c_str());
      QVERIFY(prefixLength(**view) >= 0);
    }
  }

  void unfinishedOpensFromMediaThatCannotBeWritten() {
    const std::string file = unfinished("medium.sorec");
    QVERIFY(!file.empty());
    const std::string folder = path("readonly");
    fs::create_directory(folder);
    copyWithLog(file, folder + "/r.sorec");
    const auto bytes = fs::file_size(folder + "/r.sorec-wal");
    fs::permissions(folder + "/r.sorec", fs::perms::owner_read);
    fs::permissions(folder + "/r.sorec-wal", fs::perms::owner_read);
    fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec);
    // The superuser may write anything: only a child without that right shows what is meant.
    const pid_t child = ::fork();
    if (child == 0) {
      if (::geteuid() == 0) {
        ::chmod(m_folder.path().toLocal8Bit().constData(), 0755);
        ::chmod(folder.c_str(), 0555);
        ::chmod((folder + "/r.sorec").c_str(), 0444);
        ::chmod((folder + "/r.sorec-wal").c_str(), 0444);
        if (::setuid(65534) != 0) _exit(10);
      }
      const auto view = openRecording(folder + "/r.sorec");
      if (!view) {
        std::fprintf(stderr, "%s\n", view.error().text().c_str());
        _exit(11);
      }
      _exit(prefixLength(**view) >= kRowsPerCommit ? 0 : 12);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    QCOMPARE(WEXITSTATUS(status), 0);
    // Nothing was written beside it, and all of the log was read.
    QCOMPARE(fs::file_size(folder + "/r.sorec-wal"), bytes);
    QVERIFY(!fs::exists(folder + "/r.sorec-lock"));
    fs::permissions(folder, fs::perms::owner_all);
  }

  void aFlaggedFileWithoutItsLogOpens() {
    const std::string file = unfinished("nolog.sorec");
    QVERIFY(!file.empty());
    const std::string copy = path("nolog-copy.sorec");
    fs::copy_file(file, copy);  // the log stays behind
    const auto view = openRecording(copy);
    QVERIFY2(view.ok(), view.ok() ? "" : view.error().text().c_str());
    QVERIFY(prefixLength(**view) >= 0);
  }

  /// A writer that goes away without finishing leaves its rows in the tail; nobody loses them.
  void orphanedTailsBecomeBuckets() {
    const std::string file = path("orphan.sorec");
    {
      auto sink = createRecording(file);
      QVERIFY(sink.ok());
      (*sink)->addSource({"radar", "asterix", 6345});
      for (int i = 0; i < kTracks; ++i) (*sink)->addTrack({});
      for (int i = 0; i < 40'000; ++i) {
        const auto [track, sample] = sampleOf(i);
        (*sink)->append(track, sample);
        if (i % 5000 == 0) QVERIFY((*sink)->commit().ok());
      }
    }
    const auto view = openRecording(file);
    QVERIFY(view.ok());
    QCOMPARE(prefixLength(**view), 40'000);
    QCOMPARE((*view)->meta("state"), std::string("clean"));
    sqlite3* db = nullptr;
    QCOMPARE(sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    sqlite3_stmt* count = nullptr;
    QCOMPARE(sqlite3_prepare_v2(db, "SELECT (SELECT count(*) FROM tail), (SELECT sum(n) FROM chunk)", -1,
                                &count, nullptr),
             SQLITE_OK);
    QCOMPARE(sqlite3_step(count), SQLITE_ROW);
    QCOMPARE(sqlite3_column_int(count, 0), 0);
    QCOMPARE(sqlite3_column_int(count, 1), 40'000);
    sqlite3_finalize(count);
    sqlite3_close(db);
  }

  /// Cells that fill up are halved, and rows that come hours late go where they belong, in any order, and a
  /// crash after that loses none either.
  void sealedSplitAndLateBucketsSurvive() {
    const std::string file = path("late.sorec");
    const pid_t child = ::fork();
    const int n = 1'700'000;
    const auto rowOf = [](int i) {
      Sample s;
      s.time = kT0 + (i % 5 == 0 ? i * 7919LL % 260 * kSecond + i : i * 150LL);
      s.lat = 30 + i * 1e-6;
      s.lon = 130;
      return s;
    };
    if (child == 0) {
      auto sink = createRecording(file);
      if (!sink) _exit(1);
      for (int i = 0; i < kTracks; ++i) (*sink)->addTrack({});
      for (int i = 0; i < n; ++i) {
        (*sink)->append(static_cast<TrackId>(i % kTracks), rowOf(i));
        if (i % 100'000 == 99'999 && !(*sink)->commit()) _exit(1);
      }
      Sample far = rowOf(0);
      far.time = kT0 + kDay;
      for (int i = 0; i < 300'000; ++i) {
        far.time = far.time + kMillisecond;
        (*sink)->append(0, far);
      }
      for (int i = 0; i < 1000; ++i) {
        Sample late = rowOf(i);
        late.time = late.time + 1;
        (*sink)->append(1, late);
      }
      if (!(*sink)->commit()) _exit(1);
      ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFSIGNALED(status));
    const auto view = openRecording(file);
    QVERIFY2(view.ok(), view.ok() ? "" : view.error().text().c_str());
    QCOMPARE((*view)->sampleCount(), std::uint64_t(n + 300'000 + 1000));
    std::uint64_t decoded = 0;
    double latSum = 0;
    for (const BucketInfo& info : (*view)->buckets()) {
      const BucketPtr bucket = (*view)->bucket(info.id);
      QVERIFY(bucket);
      QCOMPARE(bucket->size(), std::size_t(info.count));
      decoded += bucket->size();
      for (const std::int32_t lat : bucket->lat) latSum += lat;
    }
    double expected = 0;
    for (int i = 0; i < n; ++i) expected += std::llround(rowOf(i).lat * 1e7);
    for (int i = 0; i < 1000; ++i) expected += std::llround(rowOf(i).lat * 1e7);
    expected += 300'000.0 * 300'000'000;
    QCOMPARE(decoded, (*view)->sampleCount());
    QCOMPARE(latSum, expected);
    for (std::size_t i = 1; i < (*view)->buckets().size(); ++i)
      QVERIFY((*view)->buckets()[i - 1].range.end <= (*view)->buckets()[i].range.begin);
  }
};

QTEST_APPLESS_MAIN(TestCrash)
#include "tst_crash.moc"
