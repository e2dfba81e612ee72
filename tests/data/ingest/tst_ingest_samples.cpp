// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"
#include "data/ingest/encoders/Encoder.h"
#include "data/store/MemoryRecording.h"

#include <algorithm>
#include <cmath>
#include <tuple>

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
  void samePicture();
  void heatmaps();
  void zeroPlaces();
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
  row("jet1090/tutorial.jsonl.gz", "jet1090-jsonl__tutorial_jsonl_gz", "jet1090");
  row("acmi/TEST_DIR.txt.acmi", "acmi__TEST_DIR_txt_acmi", "acmi");
  row("acmi/TEST_KILL_ATTRIBUTION.txt.acmi", "acmi__TEST_KILL_ATTRIBUTION_txt_acmi", "acmi");
  row("acmi/TEST_LAUNCHER_ATTRIBUTION.txt.acmi", "acmi__TEST_LAUNCHER_ATTRIBUTION_txt_acmi", "acmi");
  row("acmi/TEST_ZIP_TRIMMED.mod.zip.acmi", "acmi__TEST_ZIP_TRIMMED_mod_zip_acmi", "acmi");
  row("acmi/ZIP_TEST.acmi", "acmi__ZIP_TEST_acmi", "acmi");
  row("acmi/haf_shotlog_flight-01.txt.acmi", "acmi__haf_shotlog_flight_01_txt_acmi", "acmi");
  row("gpx/nmea.gpx", "gpx__nmea_gpx", "gpx");
  row("gpx/skytraq-miniHomer2_8.gpx", "gpx__skytraq_miniHomer2_8_gpx", "gpx");
  row("kml/bounds-test-track.kml", "kml__bounds_test_track_kml", "kml");
  row("kml/google_ext.kml", "kml__google_ext_kml", "kml");
  row("kml/segmented_tracks.kml", "kml__segmented_tracks_kml", "kml");
  row("kml/segmented_tracks-track.kml", "kml__segmented_tracks_track_kml", "kml");
  row("igc/27GLQKF3.igc", "igc__27GLQKF3_igc", "igc");
  row("igc/igc2.igc", "igc__igc2_igc", "igc");
  row("nmea/adddate.nmea", "nmea__adddate_nmea", "nmea");
  row("nmea/amod-nmea", "nmea__amod_nmea", "nmea");
  row("nmea/nmea", "nmea__nmea", "nmea");
  row("nmea/nmea_utf16", "nmea__nmea_utf16", "nmea");
  row("nmea/nmeadate.nmea", "nmea__nmeadate_nmea", "nmea");
  row("mf-json/201902.movingpoint.json", "mf-json__201902_movingpoint_json", "mf-json");
  row("mf-json/201902.trajectory.json", "mf-json__201902_trajectory_json", "mf-json");
  row("dis/Entity90DegreesTurnBase64.dislog", "dis__Entity90DegreesTurnBase64_dislog", "dislog");
  row("dis/Entity90DegreesTurnPlainText.dislog", "dis__Entity90DegreesTurnPlainText_dislog", "dislog");
  row("gmti4607/list1.4607", "gmti4607__list1_4607", "gmti4607");
  for (const char* name : {"precisionTargetingMaskPlusRCS", "precisionTargetingMaskPlusRCS_cleaned",
                           "situationAwarenessMask", "situationAwarenessMask_cleaned"}) {
    const QByteArray path = QByteArray("gmti4607/pr_scenario_10tgts_") + name + ".4607";
    const QByteArray expected = QByteArray("gmti4607__pr_scenario_10tgts_") + name + "_4607";
    row(path.constData(), expected.constData(), "gmti4607");
  }
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
  // The shared logs of DIS end inside a PDU each.
  QCOMPARE(file.errorCount, static_cast<std::uint64_t>(truth["truncated_pdus"].toInt()));
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
  for (const char* name :
       {"hkg_20180501.sbs.csv", "hkg_20180501.txt.acmi", "hkg_20180501.zip.acmi", "hkg_subset.cot.xml",
        "hkg_subset.kml", "hkg_subset.mf.csv", "hkg_subset.mf.json", "hkg_subset.trip.geojson",
        "hkg_subset.asi", "hkg_subset_dis.pcap", "hkg_20180501.generic.csv"})
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

/// The 39 flights as each format tells them: every instant and place is the same.
void TestIngestSamples::samePicture() {
  const QString folder = sampleFolder() + QStringLiteral("derived/");
  if (!QFile::exists(folder)) QSKIP("comparing the formats skipped: shared samples are not here");
  using Place = std::tuple<std::int64_t, long, long>;
  std::vector<Place> first;
  for (const char* name : {"hkg_subset.cot.xml", "hkg_subset.kml", "hkg_subset.mf.csv", "hkg_subset.mf.json",
                           "hkg_subset.trip.geojson", "hkg_subset.asi", "hkg_subset_dis.pcap"}) {
    const auto recording = makeMemoryRecording();
    QVERIFY(
        importFiles({(folder + QString::fromLatin1(name)).toStdString()}, ImportOptions(), *recording).ok());
    std::vector<Place> places;
    QVERIFY(forEachUpdate(**recording->finish(), {}, [&](const UpdateRow& row) {
              // Milliseconds, and 1e-5 degrees: half a metre.
              places.emplace_back((row.sample.time.us + 500) / 1000, std::lround(row.sample.lat * 1e5),
                                  std::lround(row.sample.lon * 1e5));
              return true;
            }).ok());
    std::sort(places.begin(), places.end());
    // A place told twice within a millisecond is kept once.
    places.erase(std::unique(places.begin(), places.end()), places.end());
    if (first.empty()) first = places;
    QVERIFY2(places == first && places.size() > 5000, name);
  }
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

/// A barograph's file: every place is zero, and zero is no place.
void TestIngestSamples::zeroPlaces() {
  const QJsonObject truth = expectedOf(QStringLiteral("gpx__igc1_baro_gpx.json"));
  if (truth.isEmpty()) QSKIP("a sample without places skipped: shared samples are not here");
  const FileReport file = readFile(sampleFolder() + QStringLiteral("gpx/igc1_baro.gpx"));
  QCOMPARE(file.updates, std::uint64_t{0});
  QCOMPARE(file.dropped.at("zero position"), static_cast<std::uint64_t>(truth["position_updates"].toInt()));
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
