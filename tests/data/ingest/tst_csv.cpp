// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FormatChecks.h"
#include "data/core/Units.h"
#include "data/ingest/decoders/csv/CsvDecoder.h"
#include "data/ingest/decoders/csv/CsvLayout.h"
#include "data/ingest/decoders/csv/CsvPreset.h"

using namespace sorami;
using namespace sorami::test;

/// Tables of any kind.
class TestCsv : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void germanTable();
  void headersInFiveLanguages();
  void presets_data();
  void presets();
  void openSkyRepeats();
  void angles_data();
  void angles();
  void times_data();
  void times();
  void dateAndTime();
  void speedFromPlaces();
  void withoutHeader();
  void userColumns();
  void namedPresets();
  void unusable();
  void robust();
};

void TestCsv::germanTable() {
  const QByteArray bytes = smallSample("small_table.csv");
  Collected sink;
  const auto decoder = kCsvFormat.make({});
  decoder->decode(bytesOf(bytes), 0, {}, sink);
  decoder->finish(sink);
  QVERIFY(sink.diagnostics.empty());
  const auto all = placed(sink);
  QCOMPARE(all.size(), std::size_t{4});
  QCOMPARE(all[0].uid, std::string("SRM1"));
  QCOMPARE(all[0].lat, 21.2021);
  QCOMPARE(all[0].lon, 105.863);
  QCOMPARE(all[0].baroAltitude, static_cast<float>(30 * kFlightLevel));
  QCOMPARE(all[0].trackDeg, 105.0F);
  QCOMPARE(all[0].groundSpeed, static_cast<float>(178 * kKnot));
  QCOMPARE(toIso(all[0].eventTime), std::string("2026-04-30T16:05:47.000000Z"));
  QCOMPARE(all[2].uid, std::string("SRM;2"));
  QCOMPARE(all[2].trackDeg, 359.5F);
  QVERIFY(all[3].baroAltitude != all[3].baroAltitude);
  // What was taken for granted is said.
  const auto notes = decoder->notes();
  QCOMPARE(notes.size(), std::size_t{1});
  QVERIFY2(notes[0].find("confirm") != std::string::npos && notes[0].find("'Fahrt'") != std::string::npos,
           notes[0].c_str());
}

void TestCsv::headersInFiveLanguages() {
  const QByteArrayList tables = {
      "time,id,latitude,longitude,altitude (ft),speed (kt),heading\n2026-08-12 "
      "10:00:00,A1,50.1234,8.5678,34000,450,270\n",
      "Zeit;Kennung;Breite;L\xc3\xa4nge;H\xc3\xb6he (ft);Geschw (kt);Kurs\n12.08.2026 "
      "10:00:00;A1;50,1234;8,5678;34000;450;270\n",
      "heure,id,latitude,longitude,altitude (ft),vitesse (kt),cap\n2026-08-12 "
      "10:00:00,A1,50.1234,8.5678,34000,450,270\n",
      "hora,id,latitud,longitud,altitud (ft),velocidad (kt),rumbo\n2026-08-12 "
      "10:00:00,A1,50.1234,8.5678,34000,450,270\n",
      "\xe6\x97\xa5\xe6\x99\x82,\xe8\x88\xaa\xe8\xb7\xa1\xe7\x95\xaa\xe5\x8f\xb7,\xe7\xb7\xaf\xe5\xba\xa6,"
      "\xe7\xb5\x8c\xe5\xba\xa6,"
      "\xe9\xab\x98\xe5\xba\xa6 (ft),\xe9\x80\x9f\xe5\xba\xa6 (kt),\xe9\x87\x9d\xe8\xb7\xaf\n2026-08-12 "
      "10:00:00,A1,50.1234,8.5678,34000,450,270\n"};
  for (const QByteArray& table : tables) {
    Collected sink;
    const auto decoder = kCsvFormat.make({});
    decoder->decode(bytesOf(table), 0, {}, sink);
    decoder->finish(sink);
    const auto all = placed(sink);
    QVERIFY2(all.size() == 1, table.constData());
    QCOMPARE(all[0].lat, 50.1234);
    QCOMPARE(all[0].lon, 8.5678);
    QCOMPARE(all[0].baroAltitude, static_cast<float>(340 * kFlightLevel));
    QCOMPARE(all[0].groundSpeed, static_cast<float>(450 * kKnot));
    QCOMPARE(all[0].trackDeg, 270.0F);
    QCOMPARE(toIso(all[0].eventTime), std::string("2026-08-12T10:00:00.000000Z"));
  }
}

void TestCsv::presets_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<QString>("preset");
  QTest::addColumn<double>("baro");
  QTest::addColumn<double>("speed");
  QTest::newRow("opensky") << QByteArray(
                                  "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,"
                                  "squawk,baroaltitude,geoaltitude,lastposupdate,"
                                  "lastcontact\n1786514400,86d6a1,35.5,139.75,231.5,90,-3.25,SRM101  "
                                  ",False,False,False,4521,10668,11049,1786514395.5,1786514399\n")
                           << QStringLiteral("opensky") << 10668.0 << 231.5;
  QTest::newRow("traffic")
      << QByteArray(
             ",timestamp,icao24,latitude,longitude,groundspeed,track,vertical_rate,callsign,onground,"
             "altitude,geoaltitude\n"
             "0,2026-08-12 05:59:55.5+00:00,86d6a1,35.5,139.75,450,90,-640,SRM101,False,35000,36250\n")
      << QStringLiteral("traffic") << 35000 * kFoot << 450 * kKnot;
  QTest::newRow("fr24") << QByteArray(
                               "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction\n1786514395,2026-08-"
                               "12T05:59:55Z,SRM101,\"35.5,139.75\",35000,450,90\n")
                        << QStringLiteral("fr24") << 35000 * kFoot << 450 * kKnot;
}

void TestCsv::presets() {
  QFETCH(QByteArray, bytes);
  QFETCH(QString, preset);
  QFETCH(double, baro);
  QFETCH(double, speed);
  QCOMPARE(sniff(bytesOf(bytes)), findFormat("csv"));
  const Collected c = decodeBytes(kCsvFormat, bytes);
  QVERIFY(c.diagnostics.empty());
  const auto all = placed(c);
  QCOMPARE(all.size(), std::size_t{1});
  QCOMPARE(c.sources[0].name, "CSV " + preset.toStdString());
  QCOMPARE(all[0].lat, 35.5);
  QCOMPARE(all[0].lon, 139.75);
  QCOMPARE(all[0].baroAltitude, static_cast<float>(baro));
  QCOMPARE(all[0].groundSpeed, static_cast<float>(speed));
  QCOMPARE(all[0].trackDeg, 90.0F);
  QCOMPARE(all[0].callsign.view(), std::string_view("SRM101"));
  QVERIFY(std::abs(all[0].eventTime.seconds() - 1786514395.25) < 0.5);
  if (preset == QLatin1String("fr24")) {
    QCOMPARE(all[0].uid, std::string("SRM101"));
  } else {
    QCOMPARE(all[0].id, (NativeId{IdKind::Icao24, 0x86D6A1}));
  }
}

/// A grid of states repeats positions: each is kept once, at its own time.
void TestCsv::openSkyRepeats() {
  QByteArray bytes("time,icao24,lat,lon,velocity,heading,vertrate,baroaltitude,geoaltitude,lastposupdate\n");
  for (int t = 0; t < 10; ++t) {
    bytes += QByteArray::number(1786514400 + t) + ",86d6a1," + QByteArray::number(35.5 + t / 5) +
             ",139.75,200,0,0,1000,1000," + QByteArray::number(1786514399 + t / 5) + "\n";
  }
  const Collected c = decodeBytes(kCsvFormat, bytes);
  QCOMPARE(placed(c).size(), std::size_t{2});
  QCOMPARE(c.drops.at("repeated position"), std::uint64_t{8});
}

void TestCsv::angles_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("lat");
  QTest::addColumn<double>("value");
  QTest::newRow("decimal") << QStringLiteral("-35.5") << true << -35.5;
  QTest::newRow("side") << QStringLiteral("35.5 S") << true << -35.5;
  QTest::newRow("minutes") << QStringLiteral("139°45.5'E") << false << 139 + 45.5 / 60;
  QTest::newRow("DMS") << QString::fromUtf8("35°30′36″N") << true << 35.51;
  QTest::newRow("blanks") << QStringLiteral("N 35 30 36") << true << 35.51;
  QTest::newRow("packed minutes") << QStringLiteral("3530.6N") << true << 35.51;
  QTest::newRow("packed DMS") << QStringLiteral("1394536W") << false << -(139 + 45.0 / 60 + 36.0 / 3600);
  QTest::newRow("too large") << QStringLiteral("95.5") << true << kNoDouble;
  QTest::newRow("minutes of 60") << QStringLiteral("35 61 00 N") << true << kNoDouble;
  QTest::newRow("wrong side") << QStringLiteral("35.5 E") << true << kNoDouble;
  QTest::newRow("word") << QStringLiteral("none") << true << kNoDouble;
}

void TestCsv::angles() {
  QFETCH(QString, text);
  QFETCH(bool, lat);
  QFETCH(double, value);
  const double read = csvAngle(text.toStdString(), false, lat);
  if (value != value) {
    QVERIFY(read != read);
  } else {
    QVERIFY2(std::abs(read - value) < 1e-9, std::to_string(read).c_str());
  }
}

void TestCsv::times_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("monthFirst");
  const auto row = [](const char* text, bool monthFirst = false) {
    QTest::newRow(text) << QString::fromLatin1(text) << monthFirst;
  };
  row("2026-08-12T06:12:30.500Z");
  row("2026-08-12 15:12:30.5+09:00");
  row("2026/08/12 06:12:30.5");
  row("12.08.2026 06:12:30.5");
  row("08/12/2026 06:12:30.5", true);
  row("12-8-26 6:12:30.5");
  row("1786515150.5");
  row("1786515150500");
  row("1786515150500000");
  row("1786515150500000000");
}

void TestCsv::times() {
  QFETCH(QString, text);
  QFETCH(bool, monthFirst);
  CsvLayout layout;
  if (monthFirst) layout.dateOrder = CsvLayout::DateOrder::MonthFirst;
  QCOMPARE(toIso(csvTime(text.toStdString(), layout)), std::string("2026-08-12T06:12:30.500000Z"));
}

void TestCsv::dateAndTime() {
  const QByteArray bytes(
      "date\ttime\tcallsign\tlat\tlon\n08/30/2026\t23:59:59\tA\t1.5\t2.5\n08/31/"
      "2026\t00:00:01\tA\t1.6\t2.5\n");
  const auto all = placed(decodeBytes(kCsvFormat, bytes));
  QCOMPARE(all.size(), std::size_t{2});
  QCOMPARE(toIso(all[1].eventTime), std::string("2026-08-31T00:00:01.000000Z"));
  // Times of day alone go past midnight and ask for the date.
  const QByteArray clock("time,callsign,lat,lon\n23:59:59,A,1.5,2.5\n00:00:01,A,1.6,2.5\n");
  Collected sink;
  const auto decoder = kCsvFormat.make({});
  decoder->decode(bytesOf(clock), 0, {}, sink);
  decoder->finish(sink);
  QVERIFY(!decoder->isDateKnown());
  QCOMPARE(toIso(placed(sink).at(1).eventTime), std::string("1970-01-02T00:00:01.000000Z"));
}

/// A speed without a unit: the distance between the places tells it.
void TestCsv::speedFromPlaces() {
  for (const auto& [unit, perMetre] :
       {std::pair{"kt", 1 / kKnot}, std::pair{"m/s", 1.0}, std::pair{"km/h", 3.6}}) {
    QByteArray bytes("time,id,lat,lon,speed\n");
    for (int t = 0; t < 20; ++t) {
      // 0.002 degrees of latitude a second: 222.4 m/s.
      bytes += QByteArray::number(1786514400 + t) + ",A," + QByteArray::number(35 + t * 0.002, 'f', 5) +
               ",139," + QByteArray::number(222.4 * perMetre, 'f', 1) + "\n";
    }
    const auto all = placed(decodeBytes(kCsvFormat, bytes));
    QCOMPARE(all.size(), std::size_t{20});
    QVERIFY2(std::abs(all[5].groundSpeed - 222.4F) < 0.2F, unit);
  }
}

void TestCsv::withoutHeader() {
  const QByteArray bytes(
      "SRM1,1786514400,35.5001,139.7502\nSRM1,1786514410,35.5101,139.7502\nSRM1,1786514420,35.5201,139."
      "7502\n");
  QCOMPARE(sniff(bytesOf(bytes)), findFormat("csv"));
  const auto all = placed(decodeBytes(kCsvFormat, bytes));
  QCOMPARE(all.size(), std::size_t{3});
  QCOMPARE(all[0].uid, std::string("SRM1"));
  QCOMPARE(all[2].lat, 35.5201);
  QCOMPARE(all[2].lon, 139.7502);
  // What a spreadsheet writes in front is no row.
  QCOMPARE(placed(decodeBytes(kCsvFormat, "sep=,\r\n" + bytes)).size(), std::size_t{3});
  QCOMPARE(sniff(bytesOf("sep=,\r\n" + bytes)), findFormat("csv"));
}

/// What the user says of a column goes before what it looks like.
void TestCsv::userColumns() {
  const QByteArray bytes(
      "when,who,a,b,h\n2026-08-12T06:00:00Z,X,35.5,139.75,100\n2026-08-12T06:00:10Z,X,35.6,139.75,110\n");
  QVERIFY(placed(decodeBytes(kCsvFormat, bytes)).empty());
  DecodeOptions options;
  options.columns = {{"when", "time"}, {"who", "id"}, {"a", "lat"}, {"b", "lon"}, {"h", "msl:100m"}};
  const auto all = placed(decodeBytes(kCsvFormat, bytes, 0, options));
  QCOMPARE(all.size(), std::size_t{2});
  QCOMPARE(all[1].geoAltitude, 11000.0F);
  QVERIFY((all[1].flags & kGeoIsMsl) != 0);
}

/// A mapping that was confirmed is kept under a name, and then nothing is taken for granted any more.
void TestCsv::namedPresets() {
  const QTemporaryDir folder;
  const std::string home = folder.path().toStdString();
  const QByteArray bytes(
      "when,who,a,b,h,v\n03/08/2026 06:00:00,X,35.5,139.75,100,200\n03/08/2026 "
      "06:00:10,X,35.6,139.75,110,210\n");
  CsvPreset preset{
      "Range 4/b",
      "dmy",
      {{"when", "time"}, {"who", "id"}, {"a", "lat"}, {"b", "lon"}, {"h", "baro:fl"}, {"v", "speed:km/h"}}};
  QVERIFY(preset.write(csvPresetPath(preset.name, home)).ok());
  QCOMPARE(savedCsvPresets(home), std::vector<std::string>{preset.name});
  const auto read = CsvPreset::read(csvPresetPath(preset.name, home));
  QVERIFY(read.ok());
  QVERIFY(*read == preset);
  for (const std::string& name : {preset.name, csvPresetPath(preset.name, home)}) {
    DecodeOptions options;
    QVERIFY(useCsvPreset(name, options, home).ok());
    Collected sink;
    const auto decoder = kCsvFormat.make(options);
    decoder->decode(bytesOf(bytes), 0, {}, sink);
    decoder->finish(sink);
    const auto all = placed(sink);
    QCOMPARE(all.size(), std::size_t{2});
    QCOMPARE(toIso(all[0].eventTime), std::string("2026-08-03T06:00:00.000000Z"));
    QCOMPARE(all[1].baroAltitude, static_cast<float>(110 * kFlightLevel));
    QCOMPARE(all[0].groundSpeed, static_cast<float>(200 / 3.6));
    QCOMPARE(decoder->notes(), std::vector<std::string>{"known table: Range 4/b"});
  }
  // A known table by its name; an unknown name is answered with what there is.
  DecodeOptions options;
  QVERIFY(useCsvPreset("opensky", options, home).ok());
  QCOMPARE(options.tablePreset, std::string("opensky"));
  const Status unknown = useCsvPreset("nobody", options, home);
  QVERIFY(!unknown && unknown.error().hint.find("Range 4/b") != std::string::npos);
  QVERIFY(!CsvPreset::parse(R"({"columns": [["a", "altitude:miles"]]})", "p.json").ok());
  QVERIFY(!CsvPreset::parse(R"({"columns": []})", "p.json").ok());
}

void TestCsv::unusable() {
  const Collected c = decodeBytes(kCsvFormat, "a,b\n1,2\n");
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QVERIFY(c.diagnostics[0].reason.find("--column") != std::string::npos);
  QCOMPARE(kCsvFormat.probe(bytesOf("a,b\n1,2\n")), 0);
  QCOMPARE(
      kCsvFormat.probe(bytesOf("Dear reader,\nthis is a letter, not a table,\nwith lat and lon in it.\n")),
      0);
  QCOMPARE(kCsvFormat.probe({}), 0);
}

void TestCsv::robust() {
  const QByteArray bytes = smallSample("small_table.csv");
  QCOMPARE(sniff(bytesOf(bytes)), findFormat("csv"));
  checkAnySplit(kCsvFormat, bytes);
  checkFlipped(kCsvFormat, bytes, 500);
  // Cut inside the header the table is another one; after it every whole row stays what it was.
  const auto whole = placed(decodeBytes(kCsvFormat, bytes));
  for (int length = static_cast<int>(bytes.indexOf('\n')) + 1; length < bytes.size(); ++length) {
    const auto cut = placed(decodeBytes(kCsvFormat, bytes.left(length)));
    QVERIFY(cut.size() <= whole.size());
    for (std::size_t i = 0; i < cut.size(); ++i) {
      QCOMPARE(cut[i].lat, whole[i].lat);
      QCOMPARE(cut[i].eventTime, whole[i].eventTime);
    }
  }
}

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
