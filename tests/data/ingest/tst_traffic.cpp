// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"
#include "data/core/Units.h"
#include "data/ingest/decoders/traffic/TrafficDecoder.h"

using namespace sorami;
using namespace sorami::test;

class TestTraffic : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void rowsAndColumnsAreEqual();
  void damaged();

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

QTEST_APPLESS_MAIN(TestTraffic)
#include "tst_traffic.moc"
