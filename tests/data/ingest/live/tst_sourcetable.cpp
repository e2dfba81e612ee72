// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Import.h"
#include "data/ingest/SourceTable.h"
#include "data/ingest/capture/PcapWriter.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"
#include "data/ingest/live/LiveFeeds.h"
#include "data/store/MemoryRecording.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sorami;
using namespace sorami::test;

class TestSourceTable : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void isKeptAsJson() {
    SourceTable table;
    SourceTable::Row row;
    row.source = "SAC 25 SIC 201";
    row.sensor = LatLon{44.0, 18.6};
    row.sensorHeight = 1900;
    row.clockOffset = -1'700'000;
    row.affiliation = Affiliation::AssumedFriend;
    row.editions = {{"CAT021", "0.26"}, {"CAT048", "1.30"}};
    row.note = "on the hill";
    table.set(row);
    table.set({.source = "SBS*", .affiliation = Affiliation::Civil});
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("sources.json")).toStdString();
    QVERIFY(table.write(path).ok());
    const auto read = SourceTable::read(path);
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QCOMPARE(read->rows(), table.rows());
    QVERIFY(read->find("SBS-1 · localhost:30003") != nullptr);
    QVERIFY(read->find("SAC 25 SIC 202") == nullptr);
    QVERIFY(read->find("SAC 25 SIC 201")->sensor.has_value());
    row.note = "moved";
    table.set(row);
    QCOMPARE(table.rows().size(), std::size_t(2));
    QVERIFY(!table.write("/no/such/folder/sources.json").ok());
  }

  void badTablesAreExplained_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("no json") << "{"
                             << "byte";
    QTest::newRow("no list") << "{}"
                             << "'sources' is missing";
    QTest::newRow("no source") << R"({"sources":[{"note":"x"}]})"
                               << "/sources/0: a row has no source";
    QTest::newRow("place") << R"({"sources":[{"source":"a","sensor":[200]}]})"
                           << "'sensor' is no place";
    QTest::newRow("lat") << R"({"sources":[{"source":"a","sensor":[18,95]}]})"
                         << "'sensor' is no place";
    QTest::newRow("clock") << R"({"sources":[{"source":"a","clockOffset":"9h"}]})"
                           << "'clockOffset' is no number";
    QTest::newRow("who") << R"({"sources":[{"source":"a","affiliation":"ally"}]})"
                         << "'ally' is no affiliation";
  }
  void badTablesAreExplained() {
    QFETCH(QString, json);
    QFETCH(QString, says);
    const auto table = SourceTable::parse(json.toStdString(), "t.json");
    QVERIFY(!table.ok());
    const QString message = QString::fromStdString(table.error().text());
    QVERIFY2(message.contains(says), qPrintable(message));
  }

  /// A radar that tells range and azimuth only is placed by the table, its clock put right, its tracks named.
  void placesPolarReportsCorrectsClocksAndNamesSides() {
    PcapWriter capture;
    const UtcTime begun = utcFromCivil(2026, 8, 12, 6);
    for (int i = 0; i < 40; ++i) {
      AsterixRecord record(48);
      record.set("I048/010/SAC", 25).set("I048/010/SIC", 201).set("I048/140", 6 * 3600.0 + i + 5);
      record.set("I048/040/RHO", 20.0 + i * 0.1).set("I048/040/THETA", 90.0).set("I048/161/TRN", 77);
      record.set("I048/090/FL", 100.0);
      AsterixEncoder encoder;
      QVERIFY2(encoder.add(record), record.error().c_str());
      QVERIFY(capture.add(begun + i * kSecond, {1, 2, 3, 4}, encoder.bytes()));
    }
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("radar.pcap")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(capture.bytes().data(), static_cast<qint64>(capture.bytes().size()));
    file.close();
    const std::string source = "replay:" + file.fileName().toStdString() + "?rate=200";
    for (const bool known : {false, true}) {
      auto spec = parseSource(source);
      QVERIFY(spec.ok());
      if (known) {
        SourceTable table;
        table.set({.source = "SAC 25 SIC 2*",
                   .sensor = LatLon{44.0, 18.6},
                   .sensorHeight = 1900,
                   .clockOffset = 5 * kSecond,
                   .affiliation = Affiliation::Friend});
        spec->settings.table = std::make_shared<const SourceTable>(std::move(table));
      }
      LiveRecorder recorder(makeMemoryRecording(), LiveOptions());
      recorder.add(*spec);
      QVERIFY(becomes([&] { return recorder.allOver(); }));
      const auto view = recorder.finish();
      QVERIFY(view.ok());
      if (!known) {
        QCOMPARE((*view)->sampleCount(), std::uint64_t(0));
        QCOMPARE(recorder.sources().front().dropCount(), std::uint64_t(40));
        continue;
      }
      QCOMPARE((*view)->sampleCount(), std::uint64_t(40));
      const TrackInfo& track = (*view)->tracks().front();
      QVERIFY(track.affiliation == Affiliation::Friend);
      QCOMPARE(track.first, begun);
      const auto samples = history(**view, 0, (*view)->extent());
      // Eastward: 20 NM are 0.46° of longitude there.
      QVERIFY(std::abs(samples.front().lon - (18.6 + 0.463)) < 0.005);
      QVERIFY(std::abs(samples.front().lat - 44.0) < 0.005);
      QVERIFY(samples.back().lon > samples.front().lon + 0.08);
    }
    // A file is read under the same table.
    ImportOptions options;
    SourceTable table;
    table.set({.source = "SAC 25 SIC 201",
               .sensor = LatLon{44.0, 18.6},
               .sensorHeight = 1900,
               .clockOffset = 5 * kSecond,
               .affiliation = Affiliation::Friend,
               .editions = {{"CAT048", "1.28"}}});
    options.sources = std::make_shared<const SourceTable>(std::move(table));
    const auto memory = makeMemoryRecording();
    const auto report = importFiles({file.fileName().toStdString()}, options, *memory);
    QVERIFY(report.ok());
    QCOMPARE(report->files.front().updates, std::uint64_t(40));
    QCOMPARE(report->files.front().editions.front().second, std::string("1.28"));
    const StoreViewPtr view = *memory->finish();
    QVERIFY(view->tracks().front().affiliation == Affiliation::Friend);
    QCOMPARE(view->tracks().front().first, begun);
  }
};

QTEST_GUILESS_MAIN(TestSourceTable)
#include "tst_sourcetable.moc"
