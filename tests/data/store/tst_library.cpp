// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/PostgresCluster.h"
#include "data/store/Queries.h"
#include "data/store/RecordingCheck.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingFixture.h"
#include "data/store/library/Library.h"
#include "data/store/library/LibrarySchema.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace sorami;
using test::PostgresCluster;
using test::RandomRecording;

class TestLibrary : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::unique_ptr<PostgresCluster> m_cluster;

  std::string path(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }
  std::string written(const RandomRecording& source, const std::string& name) const {
    auto sink = createRecording(path(name), IfExists::Replace);
    if (!sink) return {};
    source.write(**sink, 0);
    return (*sink)->finish() ? path(name) : std::string();
  }
  static std::string with(const std::string& address, std::int64_t recording) {
    return address + "?recording=" + std::to_string(recording);
  }
  /// A database of its own for each test, owned by an account that is no superuser.
  std::string database(const std::string& name) {
    const auto admin = library::Postgres::connect(m_cluster->address());
    if (!admin) return {};
    (void)(*admin)->run("CREATE ROLE keeper LOGIN NOSUPERUSER");
    (void)(*admin)->run("CREATE ROLE reader LOGIN NOSUPERUSER");
    if (!(*admin)->run("CREATE DATABASE " + name + " OWNER keeper")) return {};
    return m_cluster->address(name, "keeper");
  }

  static void compare(const StoreView& a, const StoreView& b) {
    QCOMPARE(a.sampleCount(), b.sampleCount());
    QVERIFY(a.extent() == b.extent());
    QVERIFY(a.timeline() == b.timeline());
    QVERIFY(std::equal(a.sources().begin(), a.sources().end(), b.sources().begin(), b.sources().end()));
    QCOMPARE(a.meta("marking"), b.meta("marking"));
    QCOMPARE(a.tracks().size(), b.tracks().size());
    QCOMPARE(a.buckets().size(), b.buckets().size());
    for (std::size_t i = 0; i < a.tracks().size(); ++i) {
      const TrackInfo& x = a.tracks()[i];
      const TrackInfo& y = b.tracks()[i];
      QVERIFY(x.callsign == y.callsign && x.nativeId == y.nativeId && x.first == y.first && x.last == y.last);
      QVERIFY(x.count == y.count && x.box == y.box && x.medianInterval == y.medianInterval);
      QVERIFY(a.attributeChanges(x.id) == b.attributeChanges(x.id));
      const auto p = history(a, x.id, a.extent());
      const auto q = history(b, x.id, b.extent());
      QCOMPARE(p.size(), q.size());
      for (std::size_t k = 0; k < p.size(); ++k) QVERIFY(test::same(p[k], q[k]));
    }
    std::mt19937_64 random(3);
    std::vector<TrackState> s, t;
    for (int i = 0; i < 60; ++i) {
      const UtcTime at =
          a.extent().begin + static_cast<Micros>(random() % static_cast<std::uint64_t>(a.extent().length()));
      stateAt(a, at, s);
      stateAt(b, at, t);
      QVERIFY(test::same(s, t));
      stateAsKnownAt(a, at, s);
      stateAsKnownAt(b, at, t);
      QVERIFY(test::same(s, t));
      const GeoBox box{double(random() % 360) - 180, double(random() % 120) - 80,
                       double(random() % 360) - 180, 85};
      QVERIFY(tracksInBox(a, box, {at, at + kMinute}) == tracksInBox(b, box, {at, at + kMinute}));
      WindowState w, x;
      windowAt(a, at, box, 5 * kMinute, w);
      windowAt(b, at, box, 5 * kMinute, x);
      QVERIFY(test::same(w.states, x.states));
      QCOMPARE(w.paths.pieces.size(), x.paths.pieces.size());
    }
    QVERIFY(density(a, a.extent(), 300).bins == density(b, b.extent(), 300).bins);
    for (const BucketInfo& info : a.buckets())
      QVERIFY(a.sourceHistograms(info.id) == b.sourceHistograms(info.id));
  }

 private Q_SLOTS:
  void initTestCase() {
    QString why;
    m_cluster = PostgresCluster::start(&why);
    if (!m_cluster) QSKIP(qPrintable("the team library is not tested: " + why));
  }

  void fileAndLibraryGiveIdenticalAnswers() {
    const std::string address = database("answers");
    QVERIFY(!address.empty());
    QVERIFY(listLibrary(address)->empty());
    QVERIFY(!openFromLibrary(address).ok());
    // Over midnight: two days, so two partitions.
    const std::string file = written(RandomRecording(41, 60, 90 * kMinute), "answers.sorec");
    const auto id = pushToLibrary(address, file, "night");
    QVERIFY2(id.ok(), id.ok() ? "" : id.error().text().c_str());
    const auto fromFile = openRecording(file);
    const auto fromLibrary = openRecording(with(address, *id));
    QVERIFY2(fromLibrary.ok(), fromLibrary.ok() ? "" : fromLibrary.error().text().c_str());
    compare(**fromFile, **fromLibrary);
    // The number may be left out while there is one recording.
    QVERIFY(openRecording(address).ok());

    // Pushed twice is there once; pulled it is the same again, and its file is sound.
    QCOMPARE(*pushToLibrary(address, file, "again"), *id);
    const Status pulled = pullFromLibrary(with(address, *id), path("pulled.sorec"));
    QVERIFY2(pulled.ok(), pulled.ok() ? "" : pulled.error().text().c_str());
    const auto again = openRecording(path("pulled.sorec"));
    QVERIFY(again.ok());
    compare(**fromFile, **again);
    const auto check = verifyRecording(path("pulled.sorec"));
    QVERIFY(check.ok());
    for (const std::string& problem : check->problems) qWarning("%s", problem.c_str());
    QVERIFY(check->ok());
    QVERIFY(!pullFromLibrary(with(address, *id), path("pulled.sorec")).ok());  // it is there already
  }

  void manyRecordingsAreListedAndToldApart() {
    const std::string address = database("many");
    const auto one = pushToLibrary(address, written(RandomRecording(1, 10), "one.sorec"), "one");
    const auto two = pushToLibrary(address, written(RandomRecording(2, 12), "two.sorec"), "two");
    QVERIFY(one.ok() && two.ok() && *one != *two);
    const auto list = listLibrary(address);
    QVERIFY(list.ok());
    QCOMPARE(list->size(), std::size_t{2});
    QCOMPARE(list->front().pushedBy, std::string("keeper"));
    QVERIFY(list->front().samples > 0 && list->front().bytes > 0 && list->front().extent.isValid());
    const auto unclear = openRecording(address);
    QVERIFY(!unclear.ok());
    QVERIFY(unclear.error().text().find("recording=") != std::string::npos);
    QCOMPARE((*openRecording(with(address, *two)))->tracks().size(), std::size_t{12});
    QVERIFY(removeFromLibrary(with(address, *one)).ok());
    QVERIFY(!removeFromLibrary(with(address, *one)).ok());
    QCOMPARE(listLibrary(address)->size(), std::size_t{1});
    QCOMPARE((*openRecording(address))->tracks().size(), std::size_t{12});
  }

  /// Neither making nor reading a library needs a superuser; a reader cannot write.
  void readersNeedOnlyToRead() {
    const std::string address = database("rights");
    const std::string file = written(RandomRecording(5, 10), "rights.sorec");
    QVERIFY(pushToLibrary(address, file, "x").ok());
    const std::string asReader = m_cluster->address("rights", "reader");
    QVERIFY(!openRecording(asReader).ok());
    const auto keeper = library::Postgres::connect(address);
    QVERIFY(
        (*keeper)
            ->run("GRANT USAGE ON SCHEMA sorami TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA sorami TO "
                  "reader")
            .ok());
    const auto view = openRecording(asReader);
    QVERIFY2(view.ok(), view.ok() ? "" : view.error().text().c_str());
    std::vector<TrackState> states;
    stateAt(**view, (*view)->extent().begin + 10 * kMinute, states);
    QVERIFY(!states.empty());
    QVERIFY(!pushToLibrary(asReader, written(RandomRecording(6, 10), "more.sorec"), "y").ok());
    QVERIFY(!removeFromLibrary(asReader + "?recording=1").ok());
  }

  /// A question about a moment touches the partition of its day only.
  void aMomentTouchesItsDayOnly() {
    const std::string address = database("days");
    // From ten to midnight on, half an hour into the next day.
    const auto id =
        pushToLibrary(address, written(RandomRecording(7, 20, 40 * kMinute), "days.sorec"), "days");
    QVERIFY(id.ok());
    const auto server = library::Postgres::connect(address);
    const auto partitions =
        (*server)->query("SELECT count(*) FROM pg_inherits WHERE inhparent='sorami.chunk'::regclass");
    QCOMPARE(partitions->integer(0, 0), std::int64_t{2});
    const std::int32_t day = library::dayOf(utcFromCivil(2026, 8, 13).us);
    const auto plan = (*server)->query(
        "EXPLAIN SELECT data FROM sorami.chunk WHERE day=$1 AND recording=$2 AND bucket=$3 AND grp=ANY($4)",
        library::Arguments().addInt(day).add(*id).addInt(1).addInts({0, 1}));
    QVERIFY(plan.ok());
    std::string text;
    for (int i = 0; i < plan->size(); ++i) text += std::string(plan->bytes(i, 0)) + "\n";
    QVERIFY2(text.find("chunk_day_" + std::to_string(day)) != std::string::npos, text.c_str());
    QVERIFY2(text.find("chunk_day_" + std::to_string(day - 1)) == std::string::npos, text.c_str());
    const auto storage = (*server)->query(
        "SELECT attstorage::text FROM pg_attribute WHERE attrelid='sorami.chunk'::regclass AND "
        "attname='data'");
    QCOMPARE(std::string(storage->bytes(0, 0)), std::string("e"));
  }

  /// The inputs' octets and radar video are in the library as they are in the file, and in a file pulled from
  /// it.
  void octetsAndVideoTravel() {
    const std::string file = path("octets.sorec");
    const RandomRecording source(12, 6);
    std::string octets(700'000, 'x');
    for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<char>(i * i >> 7);
    std::vector<VideoSweep> sweeps;
    {
      auto sink = createRecording(file, IfExists::Replace);
      QVERIFY(sink.ok());
      source.write(**sink);
      (*sink)->addRaw(0, 0, std::as_bytes(std::span(octets)));
      for (int i = 0; i < 50; ++i) {
        VideoSweep sweep;
        sweep.time = source.begin() + i * 100 * kMillisecond;
        sweep.sensor = {35.5, 139.75};
        sweep.cellM = 100;
        sweep.cells.assign(64, static_cast<std::uint8_t>(i));
        (*sink)->addVideo(sweep);
        sweeps.push_back(sweep);
      }
      QVERIFY((*sink)->finish().ok());
    }
    const std::string address = database("octets");
    const auto id = pushToLibrary(address, file, "octets");
    QVERIFY2(id.ok(), id.ok() ? "" : id.error().text().c_str());
    const std::string pulled = path("pulled-octets.sorec");
    QVERIFY(pullFromLibrary(with(address, *id), pulled).ok());
    for (const std::string& place : {with(address, *id), pulled}) {
      const auto view = openRecording(place);
      QVERIFY(view.ok());
      QCOMPARE((*view)->rawBytes(0, 0, octets.size()), octets);
      QCOMPARE((*view)->rawBytes(0, 300'000, 20), octets.substr(300'000, 20));
      QVERIFY((*view)->video((*view)->videoRange()) == sweeps);
    }
  }

  void tablesOfAnOlderVersionAreBroughtUpToDate() {
    const std::string address = database("older");
    {
      const auto server = library::Postgres::connect(address);
      QVERIFY(library::migrate(**server, 1).ok());
      QCOMPARE(*library::schemaVersion(**server), 1);
    }
    const auto id = pushToLibrary(address, written(RandomRecording(8, 5), "older.sorec"), "older");
    QVERIFY2(id.ok(), id.ok() ? "" : id.error().text().c_str());
    const auto server = library::Postgres::connect(address);
    QCOMPARE(*library::schemaVersion(**server), library::kSchemaVersion);
    QVERIFY((*server)->run("UPDATE sorami.library SET version=99").ok());
    const auto newer = openRecording(address);
    QVERIFY(!newer.ok());
    QVERIFY(newer.error().text().find("newer version") != std::string::npos);
  }

  void aBrokenConnectionIsMadeAnew() {
    const std::string address = database("broken");
    const auto id = pushToLibrary(address, written(RandomRecording(9, 20), "broken.sorec"), "broken");
    const auto view = openRecording(with(address, *id));
    QVERIFY(view.ok());
    const auto admin = library::Postgres::connect(m_cluster->address());
    QVERIFY(
        (*admin)->run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='broken'").ok());
    QTest::qWait(200);
    std::vector<TrackState> states;
    stateAt(**view, (*view)->extent().begin + 10 * kMinute, states);
    QVERIFY(!states.empty());
  }

  void saysWhatIsWrong() {
    const auto unreachable = openRecording("postgresql://sorami@127.0.0.1:1/none");
    QVERIFY(!unreachable.ok());
    QVERIFY(unreachable.error().text().find("cannot be reached") != std::string::npos);
    QVERIFY(unreachable.error().text().find("127.0.0.1") != std::string::npos);
    QVERIFY(!openRecording(m_cluster->address() + "?recording=x").ok());
    const std::string address = database("wrong");
    QVERIFY(!pushToLibrary(address, path("missing.sorec"), "x").ok());
    QVERIFY(!openRecording(with(address, 12)).ok());
  }
};

QTEST_GUILESS_MAIN(TestLibrary)
#include "tst_library.moc"
