// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FormatChecks.h"
#include "data/core/Units.h"
#include "data/ingest/encoders/Encoder.h"
#include "data/store/MemoryRecording.h"
#include "data/store/Queries.h"

#include <gdal.h>
#include <ogr_api.h>

#include <cmath>

using namespace sorami;
using namespace sorami::test;

/// What is exported is read again as what it was, as far as the format can hold it.
class TestEncoders : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void roundTrip_data();
  void roundTrip();
  void asterix();
  void geoPackage();
  void markingsGoAlong();
  void cancelled();
  void fullDisk();

 private:
  static StoreViewPtr recording();
};

/// Notional tracks of every kind of identity and altitude.
StoreViewPtr TestEncoders::recording() {
  const auto memory = makeMemoryRecording();
  const std::uint16_t source = memory->addSource({"test", "test", -1});
  struct Kind {
    NativeId id;
    const char* uid;
    const char* callsign;
    Domain domain;
    Affiliation affiliation;
  };
  const Kind kinds[] = {{{IdKind::Icao24, 0x86D6A1}, "", "SRM101", Domain::Air, Affiliation::Neutral},
                        {{IdKind::Text, 0}, "uid <&> \"1\"", "A<B&C,D", Domain::Surface, Affiliation::Friend},
                        {{IdKind::Object, 0x1A2B}, "", "", Domain::Missile, Affiliation::Hostile},
                        {{IdKind::AsterixTrack, 77}, "", "RED7", Domain::Ground, Affiliation::Hostile}};
  std::vector<TrackId> ids;
  for (const Kind& kind : kinds) {
    TrackInfo info;
    info.source = source;
    info.nativeId = kind.id;
    info.uid = kind.uid;
    info.callsign = kind.callsign;
    info.domain = kind.domain;
    info.affiliation = kind.affiliation;
    if (kind.id.kind == IdKind::Icao24) info.icao24 = static_cast<std::int32_t>(kind.id.value);
    ids.push_back(memory->addTrack(info));
  }
  for (int t = 0; t < 50; ++t) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      Sample s;
      s.time =
          utcFromCivil(2026, 8, 12, 23, 59, 30) + t * kSecond + static_cast<Micros>(i) * 250 * kMillisecond;
      s.lat = 35.5 + 0.001234 * t - 20.0 * static_cast<double>(i);
      s.lon = wrapLongitude(179.98 + 0.0012345 * t);
      if (i == 0) s.baroAltitude = static_cast<float>((1000 + 25 * t) * kFoot);
      if (i == 1) s.geoAltitude = 12.25F + static_cast<float>(t);
      if (i == 2) s.geoAltitude = 50'000.5F - static_cast<float>(t);
      if (i == 1) s.flags |= kGeoIsMsl;
      if (i != 3) {
        s.groundSpeed = 123.25F;
        s.trackDeg = static_cast<float>(t * 7 % 360);
      }
      if (t == 0 || t == 25) s.flags |= kLegStart;
      memory->append(ids[i], s);
    }
  }
  // With all that the formats have to escape.
  memory->setMeta("marking", "EXERCISE <1> & \"A\", B");
  return *memory->finish();
}

void TestEncoders::roundTrip_data() {
  QTest::addColumn<QString>("encoder");
  QTest::addColumn<bool>("speed");  // the format holds it
  QTest::addColumn<bool>("course");
  QTest::addColumn<bool>("kinds");     // the kinds of altitude are kept apart
  QTest::addColumn<bool>("identity");  // affiliation and domain
  const auto row = [](const char* id, bool speed, bool course, bool kinds, bool identity) {
    QTest::newRow(id) << QString::fromLatin1(id) << speed << course << kinds << identity;
  };
  row("sbs", true, true, false, false);
  row("acmi", false, true, false, true);
  row("cot", true, true, true, true);
  row("kml", false, false, true, false);
  row("gpx", true, true, true, false);
  row("csv", true, true, true, false);
  row("dis", false, false, false, true);
  row("asterix-pcap", true, false, false, false);
}

void TestEncoders::roundTrip() {
  QFETCH(QString, encoder);
  QFETCH(bool, speed);
  QFETCH(bool, course);
  QFETCH(bool, kinds);
  QFETCH(bool, identity);
  const Encoder* const format = findEncoder(encoder.toStdString());
  QVERIFY(format != nullptr);
  const StoreViewPtr view = recording();
  std::string text;
  const Status status = format->write(*view,
                                      [&](std::string_view part) {
                                        text += part;
                                        return true;
                                      },
                                      {});
  QVERIFY2(status.ok(), status.ok() ? "" : status.error().text().c_str());

  const QTemporaryDir folder;
  const QString path = writeFile(folder, QStringLiteral("out"), QByteArray::fromStdString(text));
  const auto again = makeMemoryRecording();
  const auto report = importFiles({path.toStdString()}, ImportOptions(), *again);
  QVERIFY(report.ok());
  const bool isAsterix = encoder == QLatin1String("asterix-pcap");
  QCOMPARE(report->files.front().format, isAsterix ? "asterix" : encoder.toStdString());
  QVERIFY2(report->files.front().errorCount == 0,
           report->files.front().errorCount ? report->files.front().errors[0].reason.c_str() : "");
  const StoreViewPtr read = *again->finish();
  QCOMPARE(read->tracks().size(), view->tracks().size());
  QCOMPARE(read->sampleCount(), view->sampleCount());

  std::vector<Sample> samplesBefore;
  std::vector<Sample> samplesAfter;
  std::vector<TrackInfo> tracksBefore;
  std::vector<TrackInfo> tracksAfter;
  const auto collect = [](const StoreView& from, std::vector<Sample>& samples,
                          std::vector<TrackInfo>& tracks) {
    return forEachUpdate(from, {}, [&](const UpdateRow& row) {
      samples.push_back(row.sample);
      tracks.push_back(row.track);
      tracks.back().callsign = row.callsign;
      tracks.back().affiliation = row.affiliation;
      return true;
    });
  };
  QVERIFY(collect(*view, samplesBefore, tracksBefore).ok());
  QVERIFY(collect(*read, samplesAfter, tracksAfter).ok());
  const auto near = [](double a, double b, double by) { return (a != a && b != b) || std::abs(a - b) <= by; };
  for (std::size_t i = 0; i < samplesBefore.size(); ++i) {
    const Sample& a = samplesBefore[i];
    const Sample& b = samplesAfter[i];
    // DIS counts the hour in 2^31 steps, of 1.7 µs each.
    // ASTERIX counts the day in 1/128 s and the circle in 2^26 steps.
    QVERIFY(std::abs(b.time - a.time) <= (isAsterix ? 3907 : encoder == QLatin1String("dis") ? 1 : 0));
    const double step = isAsterix ? 2.8e-6 : 1.1e-7;
    QVERIFY(near(a.lat, b.lat, step) && near(a.lon, b.lon, step));
    if (speed)
      QVERIFY2(near(a.groundSpeed, b.groundSpeed, isAsterix ? 0.2 : 0.06), std::to_string(i).c_str());
    if (isAsterix) {
      QVERIFY(near(a.trackDeg, b.trackDeg, 0.1) || std::abs(a.trackDeg - b.trackDeg) > 359.9F);
      QVERIFY(near(a.baroAltitude, b.baroAltitude, 0.125 * kFlightLevel));
      if ((a.flags & kGeoIsMsl) == 0) QVERIFY(near(a.geoAltitude, b.geoAltitude, 3.2 * kFoot));
    }
    if (course) QVERIFY2(near(a.trackDeg, b.trackDeg, 0.06), std::to_string(i).c_str());
    if (kinds) {
      QVERIFY2(near(a.baroAltitude, b.baroAltitude, 0.01), std::to_string(i).c_str());
      QVERIFY2(near(a.geoAltitude, b.geoAltitude, 0.01), std::to_string(i).c_str());
      QCOMPARE(b.flags & kGeoIsMsl, a.flags & kGeoIsMsl);
    }
    if (encoder == QLatin1String("dis")) {
      // It has one height and no word for what is not known.
      if (a.groundSpeed == a.groundSpeed) {
        QVERIFY(near(a.groundSpeed, b.groundSpeed, 1e-3));
        QVERIFY(near(a.trackDeg, b.trackDeg, 1e-3));
      }
      if (a.geoAltitude == a.geoAltitude) QVERIFY(near(a.geoAltitude, b.geoAltitude, 0.01));
    }
    if (encoder == QLatin1String("sbs")) QVERIFY(near(a.baroAltitude, b.baroAltitude, 0.5 * kFoot));
    if (identity) {
      QCOMPARE(tracksAfter[i].affiliation, tracksBefore[i].affiliation);
      QCOMPARE(tracksAfter[i].domain, tracksBefore[i].domain);
    }
    // SBS knows no commas; formats that name tracks name those without a call sign too.
    if (!tracksBefore[i].callsign.empty() && encoder != QLatin1String("sbs") && !isAsterix)
      QCOMPARE(tracksAfter[i].callsign, tracksBefore[i].callsign);
  }
  if (encoder == QLatin1String("gpx") || encoder == QLatin1String("kml")) {
    const auto legs = std::count_if(samplesAfter.begin(), samplesAfter.end(),
                                    [](const Sample& s) { return (s.flags & kLegStart) != 0; });
    QCOMPARE(legs, std::ptrdiff_t{8});
  }
}

/// Plots, identities, status and midnight survive ASTERIX data blocks without a date.
void TestEncoders::asterix() {
  const auto memory = makeMemoryRecording();
  const std::uint16_t radar = memory->addSource({"SAC 25 SIC 201", "asterix", 25 << 8 | 201});
  const std::uint16_t feed = memory->addSource({"feed", "sbs", -1});
  TrackInfo own;
  own.source = radar;
  own.nativeId = {IdKind::AsterixTrack, 1};
  own.callsign = "SRM101";
  own.mode3A = 04521;
  TrackInfo aircraft;
  aircraft.source = feed;
  aircraft.nativeId = {IdKind::Icao24, 0x86D6A1};
  aircraft.icao24 = 0x86D6A1;
  TrackInfo plots;
  plots.source = radar;
  plots.isPlots = true;
  const std::array ids = {memory->addTrack(own), memory->addTrack(aircraft), memory->addTrack(plots)};
  const UtcTime start = utcFromCivil(2026, 8, 12, 23, 59, 50);
  for (int t = 0; t < 20; ++t) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      Sample s;
      s.time = start + t * kSecond;
      s.lat = 35.0 + 0.01 * t;
      s.lon = 139.0 + static_cast<double>(i);
      s.baroAltitude = static_cast<float>(100 * kFlightLevel);
      if (i == 0) s.flags = t == 19 ? kTrackEnd : t == 5 ? kCoasted | kSpi : 0;
      if (i == 1) {
        s.groundSpeed = 231.5F;
        s.trackDeg = t == 3 ? 359.999F : 90;
        s.geoAltitude = 3333;
        s.flags = t == 7 ? kEmergency | kSpi : t == 8 ? kOnGround : 0;
      }
      if (i == 2) s.flags = kPlotBit;
      memory->append(ids[i], s);
    }
  }
  const StoreViewPtr view = *memory->finish();
  std::string text;
  QVERIFY(findEncoder("asterix")
              ->write(*view,
                      [&](std::string_view part) {
                        text += part;
                        return true;
                      },
                      {})
              .ok());
  const QTemporaryDir folder;
  const QString path = writeFile(folder, QStringLiteral("out.ast"), QByteArray::fromStdString(text));
  const auto again = makeMemoryRecording();
  ImportOptions options;
  options.decode.referenceDate = start;
  const auto report = importFiles({path.toStdString()}, options, *again);
  QVERIFY(report.ok() && report->ok());
  QCOMPARE(report->files.front().records.at("CAT021"), std::uint64_t{20});
  QCOMPARE(report->files.front().records.at("CAT062"), std::uint64_t{20});
  QCOMPARE(report->files.front().records.at("CAT020"), std::uint64_t{20});
  const StoreViewPtr read = *again->finish();
  QCOMPARE(read->sampleCount(), std::uint64_t{60});
  QCOMPARE(read->tracks().size(), std::size_t{3});
  QCOMPARE(read->extent().length(), 19 * kSecond);
  int seen = 0;
  for (const TrackInfo& track : read->tracks()) {
    if (track.isPlots) {
      ++seen;
      continue;
    }
    if (track.callsign == "SRM101") {
      QCOMPARE(track.mode3A, 04521);
      QCOMPARE(track.nativeId.value, std::uint64_t{1});
      const auto samples = history(*read, track.id, read->extent());
      QVERIFY((samples[5].flags & kCoasted) != 0 && (samples[5].flags & kSpi) != 0);
      QVERIFY((samples[19].flags & kTrackEnd) != 0);
      ++seen;
    } else {
      // What a receiver of ADS-B heard stays that.
      QCOMPARE(track.icao24, 0x86D6A1);
      QCOMPARE(track.nativeId.kind, IdKind::Icao24);
      const auto samples = history(*read, track.id, read->extent());
      QCOMPARE(samples.size(), std::size_t{20});
      QVERIFY(std::abs(samples[4].lat - 35.04) < 1e-6 && std::abs(samples[4].lon - 140) < 1e-6);
      QVERIFY(std::abs(samples[4].groundSpeed - 231.5F) < 0.1F && samples[4].trackDeg == 90);
      QVERIFY(std::abs(samples[4].geoAltitude - 3333) < 1 && samples[3].trackDeg == 0);
      QVERIFY((samples[7].flags & kEmergency) != 0 && (samples[7].flags & kSpi) != 0);
      QVERIFY((samples[8].flags & kOnGround) != 0 && (samples[9].flags & kOnGround) == 0);
      ++seen;
    }
  }
  QCOMPARE(seen, 3);
}

/// Read by GDAL, as a GIS would: both layers with their attributes, lines cut at legs and at the dateline.
void TestEncoders::geoPackage() {
  const StoreViewPtr view = recording();
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("out.gpkg"));
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  const Status status = findEncoder("gpkg")->write(
      *view,
      [&](std::string_view part) {
        return file.write(part.data(), static_cast<qint64>(part.size())) == static_cast<qint64>(part.size());
      },
      {});
  QVERIFY2(status.ok(), status.ok() ? "" : status.error().text().c_str());
  file.close();
  GDALDatasetH dataset =
      GDALOpenEx(path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr);
  QVERIFY(dataset != nullptr);
  OGRLayerH tracks = GDALDatasetGetLayerByName(dataset, "tracks");
  OGRLayerH reports = GDALDatasetGetLayerByName(dataset, "reports");
  QVERIFY(tracks != nullptr && reports != nullptr);
  QCOMPARE(static_cast<std::uint64_t>(OGR_L_GetFeatureCount(reports, 1)), view->sampleCount());
  QCOMPARE(static_cast<std::size_t>(OGR_L_GetFeatureCount(tracks, 1)), view->tracks().size());
  while (OGRFeatureH way = OGR_L_GetNextFeature(tracks)) {
    QVERIFY(!QString::fromUtf8(OGR_F_GetFieldAsString(way, 0)).isEmpty());
    OGRGeometryH lines = OGR_F_GetGeometryRef(way);
    for (int i = 0; i < OGR_G_GetGeometryCount(lines); ++i) {
      OGREnvelope box;
      OGR_G_GetEnvelope(OGR_G_GetGeometryRef(lines, i), &box);
      QVERIFY2(box.MaxX - box.MinX < 1, "a line runs round the earth");
    }
    OGR_F_Destroy(way);
  }
  OGRFeatureH report = OGR_L_GetNextFeature(reports);
  const Sample first = history(*view, 0, {view->tracks()[0].first, view->tracks()[0].last}).front();
  QVERIFY(std::abs(OGR_G_GetY(OGR_F_GetGeometryRef(report), 0) - first.lat) < 1e-7);
  QVERIFY(std::abs(OGR_F_GetFieldAsDouble(report, OGR_F_GetFieldIndex(report, "baro_altitude_m")) -
                   static_cast<double>(first.baroAltitude)) < 1e-3);
  QCOMPARE(QString::fromUtf8(OGR_F_GetFieldAsString(report, OGR_F_GetFieldIndex(report, "time"))),
           QStringLiteral("2026/08/12 23:59:30+00"));
  OGR_F_Destroy(report);
  GDALClose(dataset);
}

/// Every text says what may be done with it, escaped as the format wants; without a marking none has a word
/// of it.
void TestEncoders::markingsGoAlong() {
  const StoreViewPtr marked = recording();
  const auto plain = makeMemoryRecording();
  TrackInfo info;
  info.source = plain->addSource({"test", "test", -1});
  info.callsign = "A1";
  info.nativeId = {IdKind::Object, 1};
  Sample s;
  s.time = utcFromCivil(2026, 8, 12);
  plain->append(plain->addTrack(info), s);
  const StoreViewPtr unmarked = *plain->finish();
  const std::pair<const char*, const char*> expected[] = {
      {"csv", ",\"EXERCISE <1> & \"\"A\"\", B\"\r\n"},
      {"kml", "<description>EXERCISE &lt;1&gt; &amp; &quot;A&quot;, B</description>"},
      {"gpx", "<metadata><desc>EXERCISE &lt;1&gt; &amp; &quot;A&quot;, B</desc></metadata>"},
      {"geojson", R"("marking":"EXERCISE <1> & \"A\", B")"},
      {"acmi", "0,Comments=EXERCISE <1> & \"A\"\\, B\n"},
      {"cot", " access=\"EXERCISE &lt;1&gt; &amp; &quot;A&quot;, B\""},
  };
  for (const auto& [id, text] : expected) {
    const auto written = [id = id](const StoreView& view) {
      std::string all;
      const Status status = findEncoder(id)->write(view,
                                                   [&](std::string_view part) {
                                                     all += part;
                                                     return true;
                                                   },
                                                   {});
      return status.ok() ? all : std::string();
    };
    const std::string with = written(*marked);
    QVERIFY2(with.find(text) != std::string::npos, (std::string(id) + ": " + with.substr(0, 600)).c_str());
    const std::string without = written(*unmarked);
    QVERIFY(!without.empty());
    for (const char* word : {"marking", "access=", "Comments=", "<description>", "<metadata>"})
      QVERIFY2(without.find(word) == std::string::npos, (std::string(id) + ": " + word).c_str());
  }
}

void TestEncoders::cancelled() {
  std::stop_source stop;
  stop.request_stop();
  const StoreViewPtr view = recording();
  for (const Encoder& encoder : encoders()) {
    QVERIFY2(!encoder
                  .write(
                      *view, [](std::string_view) { return true; }, stop.get_token())
                  .ok(),
             std::string(encoder.id).c_str());
  }
}

void TestEncoders::fullDisk() {
  const StoreViewPtr view = recording();
  for (const Encoder& encoder : encoders()) {
    QVERIFY2(!encoder.write(*view, [](std::string_view) { return false; }, {}).ok(),
             std::string(encoder.id).c_str());
  }
}

QTEST_APPLESS_MAIN(TestEncoders)
#include "tst_encoders.moc"
