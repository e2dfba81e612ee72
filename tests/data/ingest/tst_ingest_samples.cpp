// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"

using namespace sorami;
using namespace sorami::test;

/// Every recording of the shared samples whose format is read, against what independent readers found.
class TestIngestSamples : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void wholeFiles_data();
  void wholeFiles();
  void sameTruth_data();
  void sameTruth();
  void heatmaps();
  void spoofing();
};

void TestIngestSamples::wholeFiles_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("expected");
  QTest::addColumn<QString>("format");
  QTest::addColumn<int>("clockHours");
  const auto row = [](const char* path, const char* expected, const char* format, int hours = 0) {
    QTest::newRow(path) << QString::fromLatin1(path)
                        << QString::fromLatin1(expected) + QStringLiteral(".json")
                        << QString::fromLatin1(format) << hours;
  };
  row("sbs/japan_adsb202201082242.csv", "sbs__japan_adsb202201082242_csv", "sbs", 9);
  row("readsb/hkg_snapshot_1790534643.json", "aircraft_json__hkg_snapshot", "readsb");
  row("readsb/trace_full_ac671b.json", "readsb__trace_full_ac671b_json", "readsb");
  for (const char* name : {"calfire", "inflight_refuelling", "noisy_ground", "noisy_spoofing",
                           "noisy_time_issue", "zurich_airport"}) {
    const QByteArray path = QByteArray("traffic/") + name + ".json.gz";
    const QByteArray expected = QByteArray("traffic-json__") + name + "_json_gz";
    row(path.constData(), expected.constData(), "traffic");
  }
  row("acmi/TEST_DIR.txt.acmi", "acmi__TEST_DIR_txt_acmi", "acmi");
  row("acmi/TEST_KILL_ATTRIBUTION.txt.acmi", "acmi__TEST_KILL_ATTRIBUTION_txt_acmi", "acmi");
  row("acmi/TEST_LAUNCHER_ATTRIBUTION.txt.acmi", "acmi__TEST_LAUNCHER_ATTRIBUTION_txt_acmi", "acmi");
  row("acmi/TEST_ZIP_TRIMMED.mod.zip.acmi", "acmi__TEST_ZIP_TRIMMED_mod_zip_acmi", "acmi");
  row("acmi/ZIP_TEST.acmi", "acmi__ZIP_TEST_acmi", "acmi");
  row("acmi/haf_shotlog_flight-01.txt.acmi", "acmi__haf_shotlog_flight_01_txt_acmi", "acmi");
}

void TestIngestSamples::wholeFiles() {
  QFETCH(QString, path);
  QFETCH(QString, expected);
  QFETCH(QString, format);
  QFETCH(int, clockHours);
  const QJsonObject truth = expectedOf(expected);
  if (truth.isEmpty()) QSKIP("reading the samples skipped: shared samples are not here");
  ImportOptions options;
  options.decode.clockOffset = clockHours * kHour;
  const FileReport file = readFile(sampleFolder() + path, options);
  QCOMPARE(QString::fromStdString(file.format), format);
  QCOMPARE(file.errorCount, std::uint64_t{0});
  compare(file, truth);
  if (truth["legs"].isDouble()) QVERIFY(file.legs >= static_cast<std::uint64_t>(truth["legs"].toInt()));
  const QJsonObject messages = truth["msg_types"].toObject();
  for (auto it = messages.begin(); it != messages.end(); ++it) {
    const auto found = file.records.find("MSG" + it.key().toStdString());
    QVERIFY(found != file.records.end());
    QCOMPARE(found->second, static_cast<std::uint64_t>(it->toInt()));
  }
}

void TestIngestSamples::sameTruth_data() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"hkg_20180501.sbs.csv", "hkg_20180501.txt.acmi", "hkg_20180501.zip.acmi"})
    QTest::newRow(name) << QString::fromLatin1(name);
}

/// One real day written in many formats: the same positions whatever the format.
void TestIngestSamples::sameTruth() {
  QFETCH(QString, name);
  QJsonObject truth = expectedOf(QStringLiteral("derived.json"))[name].toObject();
  if (truth.isEmpty()) QSKIP("reading the samples skipped: shared samples are not here");
  const FileReport file = readFile(sampleFolder() + QStringLiteral("derived/") + name);
  const int flights = truth["tracks_with_position"].toInt();
  if (truth["distinct_hex"].isDouble()) {
    // The identity is the address here; flights are its legs.
    QVERIFY(std::abs(static_cast<double>(file.legs) - flights) <= 0.02 * flights);
    truth["tracks_with_position"] = truth["distinct_hex"];
  }
  compare(file, truth);
}

void TestIngestSamples::heatmaps() {
  const QJsonObject files =
      expectedOf(QStringLiteral("derived.json"))["heatmap"].toObject()["files"].toObject();
  if (files.isEmpty()) QSKIP("reading the samples skipped: shared samples are not here");
  for (auto it = files.begin(); it != files.end(); ++it) {
    const FileReport file = readFile(sampleFolder() + QStringLiteral("derived/heatmap/") + it.key());
    QCOMPARE(file.errorCount, std::uint64_t{0});
    QCOMPARE(file.updates, static_cast<std::uint64_t>(it->toObject()["positions"].toInt()));
    QCOMPARE(file.tracks, static_cast<std::uint64_t>(it->toObject()["aircraft"].toInt()));
  }
}

void TestIngestSamples::spoofing() {
  const QString path = sampleFolder() + QStringLiteral("traffic/noisy_spoofing.json.gz");
  if (!QFile::exists(path)) QSKIP("the spoofing sample skipped: shared samples are not here");
  const FileReport file = readFile(path);
  qInfo("%llu quarantined", static_cast<unsigned long long>(file.quarantined));
  QVERIFY(file.quarantined >= 52);
  QVERIFY(file.quarantined < file.updates / 10);
}

QTEST_APPLESS_MAIN(TestIngestSamples)
#include "tst_ingest_samples.moc"
