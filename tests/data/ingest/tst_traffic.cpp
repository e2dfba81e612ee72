// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"
#include "data/core/Units.h"
#include "data/ingest/decoders/jet1090/Jet1090Decoder.h"
#include "data/ingest/decoders/opensky/OpenSkyDecoder.h"
#include "data/ingest/decoders/traffic/TrafficDecoder.h"

using namespace sorami;
using namespace sorami::test;

class TestTraffic : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void rowsAndColumnsAreEqual();
  void damaged();
  void openSkyStates();
  void jet1090Lines();

 private:
  const QByteArray m_rows =
      R"([{"timestamp":1786515150000,"icao24":"86d6a1","callsign":"SRM101","latitude":35.5,"longitude":139.75,)"
      R"("altitude":35000.0,"groundspeed":450.0,"track":90.5,"vertical_rate":-640.0,"onground":false},)"
      R"({"timestamp":1786515151000,"icao24":"86d6a1","callsign":"SRM101","latitude":null,"longitude":null,"altitude":35000.0}])";
  const QByteArray m_columns =
      R"({"timestamp":{"0":1786515150000,"5":1786515151000},"icao24":{"0":"86d6a1","5":"86d6a1"},)"
      R"("callsign":{"0":"SRM101","5":"SRM101"},"latitude":{"0":35.5,"5":null},"longitude":{"5":null,"0":139.75},)"
      R"("altitude":{"0":35000.0,"5":35000.0},"groundspeed":{"0":450.0},"track":{"0":90.5},"vertical_rate":{"0":-640.0}})";
};

void TestTraffic::rowsAndColumnsAreEqual() {
  for (const QByteArray& bytes : {m_rows, m_columns}) {
    QCOMPARE(sniff(bytesOf(bytes)), findFormat("traffic"));
    const Collected c = decodeBytes(kTrafficFormat, bytes, 7);
    QVERIFY(c.diagnostics.empty());
    QCOMPARE(c.reports.size(), std::size_t{1});
    QCOMPARE(c.drops.at("no position"), std::uint64_t{1});
    const Report& r = c.reports[0];
    QCOMPARE(toIso(r.eventTime), std::string("2026-08-12T06:12:30.000000Z"));
    QCOMPARE(r.id, (NativeId{IdKind::Icao24, 0x86D6A1}));
    QCOMPARE(r.callsign.view(), std::string_view("SRM101"));
    QCOMPARE(r.lat, 35.5);
    QCOMPARE(r.lon, 139.75);
    QCOMPARE(r.baroAltitude, static_cast<float>(35000 * kFoot));
    QCOMPARE(r.groundSpeed, static_cast<float>(450 * kKnot));
    QCOMPARE(r.verticalRate, static_cast<float>(-640 * kFootPerMinute));
  }
}

/// Bytes that are no text, cut ends and lost brackets are reported; nothing crashes.
void TestTraffic::damaged() {
  for (const QByteArray& bytes : {m_rows, m_columns}) {
    QByteArray bad = bytes;
    bad[bad.indexOf("SRM101") + 2] = '\xff';
    QVERIFY(!decodeBytes(kTrafficFormat, bad).diagnostics.empty());
    for (int length = 1; length < bytes.size(); ++length) {
      const Collected cut = decodeBytes(kTrafficFormat, bytes.left(length));
      QVERIFY(!cut.diagnostics.empty());
      QVERIFY(cut.reports.size() <= 1);
    }
  }
}

/// Two polls of the REST interface: a position is as old as it says and is told once; an early version had
/// one value more.
void TestTraffic::openSkyStates() {
  const QByteArray bytes(
      R"({"time":1786515152,"states":[["86d6a1","SRM101  ","Japan",1786515150,1786515151,139.75,35.5,10668.0,false,231.5,90.5,-3.25,null,10820.4,"7700",true,0],)"
      R"(["86d6a2",null,"Japan",null,1786515151,null,null,null,true,null,null,null,null,null,null,false,0]]})"
      "\n"
      R"({"time":1786515162,"states":[["86d6a1","SRM101  ","Japan",1786515150,1786515161,139.75,35.5,10668.0,false,231.5,90.5,-3.25,null,10820.4,"7700",true,0],)"
      R"(["86d6a3","SRM103","Japan",1786515160,1786515161,139.8,35.6,0.0,true,5,10,0,[1,2],null,"0012",true,false,2]]})"
      "\n"
      R"({"time":1786515172,"states":null})");
  QCOMPARE(sniff(bytesOf(bytes)), findFormat("opensky"));
  for (const std::size_t piece : {std::size_t{0}, std::size_t{11}}) {
    const Collected c = decodeBytes(kOpenSkyFormat, bytes, piece);
    QVERIFY(c.diagnostics.empty());
    QCOMPARE(c.reports.size(), std::size_t{2});
    QCOMPARE(c.drops.at("no position"), std::uint64_t{1});
    QCOMPARE(c.drops.at("repeated position"), std::uint64_t{1});
    const Report& r = c.reports[0];
    QCOMPARE(toIso(r.eventTime), std::string("2026-08-12T06:12:30.000000Z"));
    QCOMPARE(r.callsign.view(), std::string_view("SRM101"));
    QCOMPARE(r.baroAltitude, 10668.0F);
    QCOMPARE(r.geoAltitude, 10820.4F);
    QCOMPARE(r.groundSpeed, 231.5F);
    QCOMPARE(r.mode3A, 07700);
    QCOMPARE(int(r.flags), int(kSpi | kEmergency));
    QCOMPARE(int(c.reports[1].flags), int(kOnGround));
  }
  const Collected bad = decodeBytes(kOpenSkyFormat, R"({"time":1,"states":[["86d6a1",1,2]]})");
  QCOMPARE(bad.diagnostics.size(), std::size_t{1});
  QVERIFY(bad.diagnostics[0].reason.find("17 values") != std::string::npos);
}

void TestTraffic::jet1090Lines() {
  const QByteArray bytes(
      R"({"timestamp":1786515148.5,"frame":"8f","df":"17","icao24":"86d6a1","bds":"08","callsign":"SRM101"})"
      "\n"
      R"({"timestamp":1786515149,"frame":"8d","df":"17","icao24":"86d6a1","bds":"09","groundspeed":450,"track":90.5,"vertical_rate":-640})"
      "\r\n"
      R"({"timestamp":1786515150,"frame":"8d","df":17,"icao24":"86d6a1","bds":"05","altitude":35000,"source":"barometric","latitude":35.5,"longitude":139.75})"
      "\n"
      R"({"timestamp":1786515170,"frame":"8d","df":"17","icao24":"86d6a1","bds":"06","groundspeed":12,"track":180,"latitude":35.6,"longitude":139.76})"
      "\n");
  QCOMPARE(sniff(bytesOf(bytes)), findFormat("jet1090"));
  const Collected c = decodeBytes(kJet1090Format, bytes, 13);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.records.at("DF17"), std::uint64_t{4});
  QCOMPARE(c.reports.size(), std::size_t{2});
  QCOMPARE(c.reports[0].callsign.view(), std::string_view("SRM101"));
  QCOMPARE(c.reports[0].baroAltitude, static_cast<float>(35000 * kFoot));
  QCOMPARE(c.reports[0].groundSpeed, static_cast<float>(450 * kKnot));
  QCOMPARE(c.reports[0].verticalRate, static_cast<float>(-640 * kFootPerMinute));
  QCOMPARE(int(c.reports[1].flags), int(kOnGround));
  QVERIFY(c.reports[1].baroAltitude != c.reports[1].baroAltitude);
  // A line cut off is reported, the others stand.
  const Collected cut = decodeBytes(kJet1090Format, bytes.left(bytes.size() - 20));
  QCOMPARE(cut.reports.size(), std::size_t{1});
  QCOMPARE(cut.diagnostics.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestTraffic)
#include "tst_traffic.moc"
