// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FormatChecks.h"
#include "data/ingest/decoders/cot/CotDecoder.h"
#include "data/ingest/decoders/gpx/GpxDecoder.h"
#include "data/ingest/decoders/kml/KmlDecoder.h"

using namespace sorami;
using namespace sorami::test;

/// GPX, KML and Cursor-on-Target.
class TestFormatsXml : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void gpx();
  void kml();
  void kmlMismatch();
  void kmlCutOff();
  void cot();
  void cotLimits();
  void refused_data();
  void refused();
  void robust_data();
  void robust();
  void bigText();
  void octets();

 private:
  QByteArray m_gpx = smallSample("small.gpx");
  QByteArray m_kml = smallSample("small.kml");
  QByteArray m_cot = smallSample("small.cot.xml");
};

void TestFormatsXml::gpx() {
  const Collected c = decodeBytes(kGpxFormat, m_gpx);
  QVERIFY(c.diagnostics.empty());
  const auto all = placed(c);
  QCOMPARE(all.size(), std::size_t{5});
  QCOMPARE(all[0].uid, std::string("Tama & back"));
  QCOMPARE(all[0].lat, 35.5);
  QCOMPARE(all[0].lon, 139.75);
  QCOMPARE(all[0].geoAltitude, 120.5F);
  QCOMPARE(all[0].flags, std::uint16_t{kGeoIsMsl | kLegStart});
  QCOMPARE(all[0].groundSpeed, 12.5F);
  QCOMPARE(all[0].trackDeg, 90.0F);
  QCOMPARE(toIso(all[0].eventTime), std::string("2026-08-12T06:12:30.500000Z"));
  // A zone is a zone.
  QCOMPARE(toIso(all[1].eventTime), std::string("2026-08-12T06:12:40.000000Z"));
  QCOMPARE(all[2].flags, std::uint16_t{kLegStart});
  QCOMPARE(all[3].uid, std::string("Tama & back #2"));
  QVERIFY(all[4].uid != all[3].uid && !all[4].uid.empty());
  QCOMPARE(c.drops.at("no time"), std::uint64_t{1});
  QCOMPARE(c.records.at("waypoint"), std::uint64_t{2});
}

void TestFormatsXml::kml() {
  const Collected c = decodeBytes(kKmlFormat, m_kml);
  QVERIFY(c.diagnostics.empty());
  const auto all = placed(c);
  QCOMPARE(all.size(), std::size_t{6});
  QCOMPARE(all[0].uid, std::string("SRM101"));
  QCOMPARE(all[0].geoAltitude, 3000.0F);
  QVERIFY((all[0].flags & kGeoIsMsl) != 0);
  QCOMPARE(all[0].trackDeg, 45.0F);
  QCOMPARE(all[1].lon, 139.6);
  QCOMPARE(toIso(all[1].eventTime), std::string("2026-08-12T06:00:20.000000Z"));
  // Clamped to the ground: the number is no altitude. Each segment begins a leg.
  QVERIFY(all[2].geoAltitude != all[2].geoAltitude);
  QVERIFY((all[3].flags & kLegStart) != 0);
  QCOMPARE(all[3].uid, std::string("SRM102"));
  QCOMPARE(all[4].uid, std::string("Balloon"));
  QCOMPARE(all[4].geoAltitude, 20000.0F);
  QCOMPARE(toIso(all[4].eventTime), std::string("2026-08-12T07:00:00.000000Z"));
  QCOMPARE(all[5].uid, std::string("Balloon"));
}

void TestFormatsXml::kmlMismatch() {
  QByteArray bytes = m_kml;
  bytes.replace("<gx:coord/>", "");
  const Collected c = decodeBytes(kKmlFormat, bytes);
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QVERIFY(QString::fromStdString(c.diagnostics[0].reason).contains(QStringLiteral("3 times and 2 places")));
}

/// A track that has lost its end keeps its whole pairs.
void TestFormatsXml::kmlCutOff() {
  const Collected c = decodeBytes(kKmlFormat, m_kml.left(m_kml.indexOf("139.6 35.6")));
  QCOMPARE(placed(c).size(), std::size_t{1});
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
}

void TestFormatsXml::cot() {
  const Collected c = decodeBytes(kCotFormat, m_cot);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.reports.size(), std::size_t{3});
  const Report& red = c.reports[0];
  QCOMPARE(red.uid, std::string("SRM-1"));
  QCOMPARE(red.callsign.view(), std::string_view("RED1"));
  QCOMPARE(red.affiliation, Affiliation::Hostile);
  QCOMPARE(red.domain, Domain::Air);
  QCOMPARE(red.geoAltitude, 3000.5F);
  QCOMPARE(red.sigmaMajor, 45.3F);
  QCOMPARE(red.trackDeg, 90.5F);
  QCOMPARE(red.groundSpeed, 217.1F);
  QCOMPARE(red.flags, std::uint16_t{0});
  // A faker: a friend who plays the enemy in an exercise; 9999999 is nothing.
  const Report& faker = c.reports[1];
  QCOMPARE(faker.flags, std::uint16_t{kExercise | kSimulated});
  QCOMPARE(faker.domain, Domain::Surface);
  QVERIFY(faker.geoAltitude != faker.geoAltitude && faker.sigmaMajor != faker.sigmaMajor);
  // After its stale time nothing was known of the first.
  QCOMPARE(c.reports[2].flags, std::uint16_t{kCoasted | kStaleGap});
  QCOMPARE(toIso(c.reports[2].eventTime), std::string("2026-08-12T06:03:00.250000Z"));
  QCOMPARE(m_cot.mid(static_cast<int>(c.reports[2].byteOffset), 7), QByteArray("<event "));
  QCOMPARE(c.records.at("event"), std::uint64_t{4});
}

void TestFormatsXml::cotLimits() {
  // An event without end is refused at 256 KiB and the next one is read.
  QByteArray bytes = "<event uid=\"x\"><detail>" + QByteArray(600'000, 'x') + "</detail></event>" + m_cot;
  for (const std::size_t piece : {std::size_t{0}, std::size_t{1000}, std::size_t{300'000}}) {
    const Collected c = decodeBytes(kCotFormat, bytes, piece);
    QCOMPARE(c.diagnostics.size(), std::size_t{1});
    QCOMPARE(c.diagnostics[0].offset, std::uint64_t{0});
    QCOMPARE(c.reports.size(), std::size_t{3});
  }
  // A lost end costs the one event.
  bytes = m_cot;
  bytes.remove(bytes.indexOf("</event>"), 8);
  QCOMPARE(decodeBytes(kCotFormat, bytes).reports.size(), std::size_t{2});
}

void TestFormatsXml::refused_data() {
  QTest::addColumn<QString>("id");
  QTest::addColumn<QByteArray>("bytes");
  const QByteArray bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
  QTest::newRow("gpx") << QStringLiteral("gpx")
                       << QByteArray("<?xml version=\"1.0\"?>" + bomb + m_gpx.mid(39));
  QTest::newRow("kml") << QStringLiteral("kml")
                       << QByteArray("<?xml version=\"1.0\"?>" + bomb + m_kml.mid(39));
  QTest::newRow("entity") << QStringLiteral("gpx") << QByteArray(m_gpx).replace("Tama &amp;", "Tama &xxe;");
  QTest::newRow("cot") << QStringLiteral("cot")
                       << QByteArray("<!DOCTYPE event SYSTEM \"file:///etc/passwd\">" +
                                     m_cot.left(m_cot.indexOf("</event>")) + "<!-- --></event>");
}

void TestFormatsXml::refused() {
  QFETCH(QString, id);
  QFETCH(QByteArray, bytes);
  const Collected c = decodeBytes(*findFormat(id.toStdString()), bytes);
  QVERIFY(!c.diagnostics.empty());
  const QString reason = QString::fromStdString(c.diagnostics[0].reason);
  QVERIFY2(reason.contains(QStringLiteral("refused")) || reason.contains(QStringLiteral("ntity")),
           qPrintable(reason));
}

void TestFormatsXml::robust_data() {
  QTest::addColumn<QString>("id");
  for (const char* id : {"gpx", "kml", "cot"}) QTest::newRow(id) << QString::fromLatin1(id);
}

void TestFormatsXml::robust() {
  QFETCH(QString, id);
  const Format* const format = findFormat(id.toStdString());
  QVERIFY(format != nullptr);
  const QByteArray& bytes = id == QLatin1String("gpx") ? m_gpx : id == QLatin1String("kml") ? m_kml : m_cot;
  QCOMPARE(sniff(bytesOf(bytes)), format);
  QCOMPARE(format->probe(bytesOf("<html><body/></html>")), 0);
  QCOMPARE(format->probe({}), 0);
  checkAnySplit(*format, bytes);
  checkTruncated(*format, bytes);
  checkFlipped(*format, bytes, 500);
}

/// One tag without end, and nesting without end: bounded.
void TestFormatsXml::bigText() {
  Collected c = decodeBytes(kGpxFormat, "<gpx><trk a=\"" + QByteArray(4'000'000, 'x'), 65536);
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QByteArray deep = "<gpx>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  c = decodeBytes(kGpxFormat, deep, 65536);
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
}

/// Reports stand where they say, however the stream is cut, with a mark in front and names of several octets.
void TestFormatsXml::octets() {
  QByteArray gpx = m_gpx;
  gpx.replace("Tama", "\xe5\xa4\x9a\xe6\x91\xa9 \xf0\x9f\x9b\xab");
  QByteArray kml = m_kml;
  kml.replace("SRM101", "\xe5\xa4\x9a\xe6\x91\xa9");
  for (const QByteArray& mark : {QByteArray(), QByteArray("\xef\xbb\xbf"), QByteArray("\r\n  ")}) {
    for (const std::size_t piece : {std::size_t{0}, std::size_t{1}, std::size_t{57}}) {
      const QByteArray points = mark.startsWith('\r') ? mark + gpx.mid(gpx.indexOf("<gpx")) : mark + gpx;
      const auto all = placed(decodeBytes(kGpxFormat, points, piece));
      QCOMPARE(all.size(), std::size_t{5});
      for (const Report& r : all) {
        const QByteArray own =
            points.mid(static_cast<qsizetype>(r.byteOffset), static_cast<qsizetype>(r.byteLength));
        QVERIFY2(own.startsWith("<trkpt") && own.endsWith("</trkpt>") && own.count("trkpt") == 2,
                 own.constData());
        QVERIFY(own.contains(QByteArray::number(r.lat)));
      }
      const QByteArray tracks = mark.startsWith('\r') ? mark + kml.mid(kml.indexOf("<kml")) : mark + kml;
      for (const Report& r : placed(decodeBytes(kKmlFormat, tracks, piece))) {
        const QByteArray own =
            tracks.mid(static_cast<qsizetype>(r.byteOffset), static_cast<qsizetype>(r.byteLength));
        QVERIFY2(own.startsWith('<') && own.endsWith('>') && own.contains(QByteArray::number(r.lat)),
                 own.constData());
      }
    }
  }
}

QTEST_APPLESS_MAIN(TestFormatsXml)
#include "tst_formats_xml.moc"
