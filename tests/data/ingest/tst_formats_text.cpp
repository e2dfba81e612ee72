// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FormatChecks.h"
#include "data/core/Units.h"
#include "data/ingest/decoders/asi/AsiDecoder.h"
#include "data/ingest/decoders/igc/IgcDecoder.h"
#include "data/ingest/decoders/mf/MfDecoder.h"
#include "data/ingest/decoders/nmea/NmeaDecoder.h"

using namespace sorami;
using namespace sorami::test;

/// IGC, NMEA and AIS, SIMDIS ASI, Moving Features.
class TestFormatsText : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void igc();
  void nmea();
  void nmeaWithoutDate();
  void nmeaUtf16();
  void nmeaReturnsOnly();
  void asi();
  void mfJson();
  void mfCsv();
  void robust_data();
  void robust();
};

void TestFormatsText::igc() {
  const Collected c = decodeBytes(kIgcFormat, smallSample("small.igc"));
  QVERIFY(c.diagnostics.empty());
  const auto all = placed(c);
  QCOMPARE(all.size(), std::size_t{3});
  QCOMPARE(all[0].baroAltitude, 123.0F);
  QCOMPARE(all[0].geoAltitude, 456.0F);
  QCOMPARE(all[0].flags, std::uint16_t{0});
  QCOMPARE(all[0].callsign.view(), std::string_view("SR"));
  QVERIFY(std::abs(all[0].lat - (35 + 30.123 / 60)) < 1e-12);
  QVERIFY(std::abs(all[0].lon - (139 + 45.678 / 60)) < 1e-12);
  QCOMPARE(all[0].groundSpeed, static_cast<float>(36 / 3.6));
  QCOMPARE(all[0].trackDeg, 180.0F);
  QCOMPARE(toIso(all[0].eventTime), std::string("2026-08-12T23:59:58.500000Z"));
  // V: two dimensions.
  QVERIFY(all[1].geoAltitude != all[1].geoAltitude);
  QVERIFY(all[1].lat < 0);
  QCOMPARE(all[1].baroAltitude, -12.0F);
  // Past midnight.
  QCOMPARE(toIso(all[2].eventTime), std::string("2026-08-13T00:00:01.500000Z"));
  for (const Report& r : c.reports) {
    QVERIFY(r.uid.find("Nobody") == std::string::npos &&
            r.callsign.view().find("Nobody") == std::string_view::npos);
  }
}

void TestFormatsText::nmea() {
  const Collected c = decodeBytes(kNmeaFormat, smallSample("small.nmea"));
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QCOMPARE(c.diagnostics[0].item, std::string("checksum"));
  const auto all = placed(c);
  QCOMPARE(all.size(), std::size_t{5});
  std::vector<Report> own;
  std::vector<Report> ais;
  for (const Report& r : all) (r.id.kind == IdKind::Mmsi ? ais : own).push_back(r);
  QCOMPARE(own.size(), std::size_t{3});
  // The first fix has no date: it comes from the next one's.
  QCOMPARE(toIso(own[0].eventTime), std::string("2026-08-12T23:59:58.000000Z"));
  QCOMPARE(own[0].geoAltitude, 157.0F);
  QCOMPARE(own[0].flags, std::uint16_t{0});
  // GGA and RMC of one time are one fix; without the geoid's height it is above the sea.
  QCOMPARE(toIso(own[1].eventTime), std::string("2026-08-12T23:59:59.000000Z"));
  QCOMPARE(own[1].geoAltitude, 121.5F);
  QCOMPARE(own[1].flags, std::uint16_t{kGeoIsMsl});
  QCOMPARE(own[1].groundSpeed, static_cast<float>(10 * kKnot));
  QCOMPARE(own[1].kind, ReportKind::State);
  QCOMPARE(toIso(own[2].eventTime), std::string("2026-08-13T00:00:01.500000Z"));
  QVERIFY(own[2].lat < 0 && own[2].lon < 0);

  QCOMPARE(ais.size(), std::size_t{2});
  QCOMPARE(ais[0].id.value, std::uint64_t{431000001});
  QCOMPARE(ais[0].callsign.view(), std::string_view("NOTIONAL MAR"));
  QCOMPARE(ais[0].domain, Domain::Surface);
  QCOMPARE(ais[0].lon, 139.75);
  QCOMPARE(ais[0].lat, 35.25);
  QCOMPARE(ais[0].groundSpeed, static_cast<float>(12.3 * kKnot));
  QCOMPARE(ais[0].trackDeg, 90.5F);
  // The tag tells 00:00:05, the message the second 3.
  QCOMPARE(toIso(ais[0].eventTime), std::string("2026-08-13T00:00:03.000000Z"));
  QCOMPARE(ais[1].domain, Domain::Air);
  QCOMPARE(ais[1].geoAltitude, 300.0F);
  QCOMPARE(ais[1].groundSpeed, static_cast<float>(120 * kKnot));
  QVERIFY(ais[1].trackDeg != ais[1].trackDeg);
  QCOMPARE(ais[1].lon, -140.5);
  QCOMPARE(c.drops.at("no fix"), std::uint64_t{1});
}

void TestFormatsText::nmeaWithoutDate() {
  const QByteArray bytes(
      "$GPGGA,235958,3530.123,N,13945.678,E,1,,,1,M,,M,,\n$GPGGA,000002,3530.123,N,13945.679,E,1,,,1,M,,M,,"
      "\n");
  Collected sink;
  const auto decoder = kNmeaFormat.make({});
  decoder->decode(bytesOf(bytes), 0, {}, sink);
  decoder->finish(sink);
  QVERIFY(!decoder->isDateKnown());
  auto all = placed(sink);
  QCOMPARE(all.size(), std::size_t{2});
  QCOMPARE(toIso(all[0].eventTime), std::string("1970-01-01T23:59:58.000000Z"));
  QCOMPARE(toIso(all[1].eventTime), std::string("1970-01-02T00:00:02.000000Z"));
  DecodeOptions options;
  options.referenceDate = utcFromCivil(2026, 8, 12);
  all = placed(decodeBytes(kNmeaFormat, bytes, 0, options));
  QCOMPARE(toIso(all[1].eventTime), std::string("2026-08-13T00:00:02.000000Z"));
}

void TestFormatsText::nmeaUtf16() {
  const QByteArray bytes = smallSample("small.nmea");
  const auto plain = placed(decodeBytes(kNmeaFormat, bytes));
  for (const bool little : {true, false}) {
    QByteArray wide(little ? "\xff\xfe" : "\xfe\xff", 2);
    for (const char c : bytes) {
      if (!little) wide += '\0';
      wide += c;
      if (little) wide += '\0';
    }
    QCOMPARE(sniff(bytesOf(wide)), findFormat("nmea"));
    for (const std::size_t piece : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
      const auto read = placed(decodeBytes(kNmeaFormat, wide, piece));
      QCOMPARE(read.size(), plain.size());
      for (std::size_t i = 0; i < read.size(); ++i) {
        QCOMPARE(read[i].lat, plain[i].lat);
        QCOMPARE(read[i].eventTime, plain[i].eventTime);
        QCOMPARE(read[i].byteOffset, plain[i].byteOffset * 2 + 2);
      }
    }
  }
}

void TestFormatsText::nmeaReturnsOnly() {
  QByteArray bytes = smallSample("small.nmea");
  bytes.replace("\r\n", "\r");
  QCOMPARE(placed(decodeBytes(kNmeaFormat, bytes)).size(), std::size_t{5});
}

void TestFormatsText::asi() {
  const Collected c = decodeBytes(kAsiFormat, smallSample("small.asi"));
  QVERIFY(c.diagnostics.empty());
  const auto all = placed(c);
  QCOMPARE(all.size(), std::size_t{3});
  QCOMPARE(c.sources[0].name, std::string("Small, notional"));
  QCOMPARE(all[0].id, (NativeId{IdKind::Object, 7}));
  QCOMPARE(all[0].callsign.view(), std::string_view("BLUE 1"));
  QCOMPARE(all[0].affiliation, Affiliation::Friend);
  QCOMPARE(all[0].domain, Domain::Air);
  QCOMPARE(all[0].geoAltitude, 3000.5F);
  QCOMPARE(all[0].trackDeg, 90.0F);
  QCOMPARE(toIso(all[0].eventTime), std::string("2026-08-12T06:12:30.500000Z"));
  QCOMPARE(all[1].trackDeg, 180.0F);
  QCOMPARE(all[1].groundSpeed, 100.0F);
  QCOMPARE(all[1].verticalRate, 2.5F);
  QCOMPARE(toIso(all[2].eventTime), std::string("2026-08-12T06:12:33.250000Z"));
  QCOMPARE(c.drops.at("static, no time"), std::uint64_t{1});
}

void TestFormatsText::mfJson() {
  const Collected c = decodeBytes(kMfJsonFormat, smallSample("small.mf.json"));
  QVERIFY(c.diagnostics.empty());
  const auto all = placed(c);
  QCOMPARE(all.size(), std::size_t{6});
  QCOMPARE(all[0].uid, std::string("SRM101"));
  QCOMPARE(all[0].geoAltitude, 3000.0F);
  QCOMPARE(toIso(all[1].eventTime), std::string("2026-08-12T06:00:10.000000Z"));
  QVERIFY((all[1].flags & kStaleGap) != 0);
  QCOMPARE(all[2].uid, std::string("SRM101 #2"));
  QVERIFY((all[3].flags & kStaleGap) == 0);
  QCOMPARE(toIso(all[3].eventTime), std::string("2026-08-12T06:00:10.500000Z"));
  QCOMPARE(all[4].uid, std::string("17"));
  QCOMPARE(all[5].geoAltitude, 13.5F);
  QCOMPARE(toIso(all[5].eventTime), std::string("2026-08-12T06:00:10.000000Z"));
  QCOMPARE(c.drops.at("no moving point"), std::uint64_t{1});
  // A feature that is no JSON costs itself alone, and is told where it stands.
  QByteArray damaged = smallSample("small.mf.json");
  const qsizetype comma = damaged.indexOf(", \"2026");
  const qsizetype other = comma >= 0 ? comma : damaged.indexOf(',', damaged.indexOf("datetimes"));
  damaged[other] = ';';
  const Collected d = decodeBytes(kMfJsonFormat, damaged);
  QCOMPARE(d.diagnostics.size(), std::size_t{1});
  QVERIFY(d.diagnostics[0].offset > 0 && d.diagnostics[0].offset < static_cast<std::uint64_t>(other));
  const auto rest = placed(d);
  QVERIFY(!rest.empty() && rest.size() < all.size());
  for (const Report& r : rest)
    QVERIFY(std::any_of(all.begin(), all.end(), [&](const Report& x) { return x.lat == r.lat; }));
}

void TestFormatsText::mfCsv() {
  const Collected c = decodeBytes(kMfCsvFormat, smallSample("small.mf.csv"));
  QVERIFY(c.diagnostics.empty());
  const auto all = placed(c);
  QCOMPARE(all.size(), std::size_t{8});
  QCOMPARE(all[0].uid, std::string("A"));
  QCOMPARE(all[0].callsign.view(), std::string_view("SRM101"));
  QCOMPARE(all[0].lon, 139.5);
  QCOMPARE(all[3].lon, 140.55);
  QCOMPARE(toIso(all[3].eventTime), std::string("2026-08-12T06:00:10.000000Z"));
  // A segment that begins where the one before ended adds its end only; one that does not leaves a gap.
  QCOMPARE(all[5].lon, 139.7);
  QVERIFY((all[5].flags & kStaleGap) == 0);
  QCOMPARE(all[6].lon, 139.8);
  QVERIFY((all[6].flags & kStaleGap) != 0);
}

void TestFormatsText::robust_data() {
  QTest::addColumn<QString>("id");
  QTest::addColumn<QString>("sample");
  const auto row = [](const char* id, const char* sample) {
    QTest::newRow(id) << QString::fromLatin1(id) << QString::fromLatin1(sample);
  };
  row("igc", "small.igc");
  row("nmea", "small.nmea");
  row("asi", "small.asi");
  row("mf-json", "small.mf.json");
  row("mf-csv", "small.mf.csv");
}

void TestFormatsText::robust() {
  QFETCH(QString, id);
  QFETCH(QString, sample);
  const Format* const format = findFormat(id.toStdString());
  QVERIFY(format != nullptr);
  const QByteArray bytes = smallSample(sample.toLatin1().constData());
  QCOMPARE(sniff(bytesOf(bytes)), format);
  QCOMPARE(format->probe(bytesOf("a text\nof two lines\n")), 0);
  QCOMPARE(format->probe({}), 0);
  checkAnySplit(*format, bytes);
  checkFlipped(*format, bytes, 500);
  // A fix whose second sentence is cut away keeps its place and loses what that told; a date that is cut away
  // moves the fixes before it.
  if (id != QLatin1String("nmea")) checkTruncated(*format, bytes);
}

QTEST_APPLESS_MAIN(TestFormatsText)
#include "tst_formats_text.moc"
