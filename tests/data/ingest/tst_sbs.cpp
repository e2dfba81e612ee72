// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"
#include "data/core/Units.h"
#include "data/ingest/decoders/sbs/SbsDecoder.h"

using namespace sorami;
using namespace sorami::test;

class TestSbs : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void mergesPerAddress();
  void clockOffset();
  void anySplit();
  void truncated();
  void badFields_data();
  void badFields();
  void longLine();
  void randomBytes();
  void probe();

 private:
  QByteArray m_small = readBytes(QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/small.sbs.csv"));
};

void TestSbs::mergesPerAddress() {
  const Collected c = decodeBytes(kSbsFormat, m_small);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.reports.size(), std::size_t{4});
  const Report& first = c.reports[0];
  QCOMPARE(first.id.value, std::uint64_t{0x86D6A1});
  QCOMPARE(first.id.kind, IdKind::Icao24);
  QCOMPARE(toIso(first.eventTime), std::string("2026-08-12T06:12:30.500000Z"));
  QCOMPARE(first.lat, 35.5);
  QCOMPARE(first.lon, 139.75);
  QCOMPARE(first.callsign.view(), std::string_view("SRM101"));
  QCOMPARE(first.mode3A, 04521);
  QCOMPARE(first.baroAltitude, static_cast<float>(35000 * kFoot));
  QVERIFY(first.geoAltitude != first.geoAltitude);
  QCOMPARE(first.groundSpeed, static_cast<float>(450 * kKnot));
  QCOMPARE(first.trackDeg, 90.0F);
  QCOMPARE(first.verticalRate, static_cast<float>(-640 * kFootPerMinute));
  QCOMPARE(first.flags, std::uint16_t{0});
  // The velocity is 14.8 s old by now: not attached.
  QVERIFY(c.reports[1].groundSpeed != c.reports[1].groundSpeed);
  QCOMPARE(c.reports[2].id.kind, IdKind::NonIcao24);
  QCOMPARE(c.reports[2].flags, std::uint16_t{kOnGround});
  QCOMPARE(c.reports[2].trackDeg, 180.0F);
  // A velocity of the same instant is attached although its line comes after.
  QCOMPARE(c.reports[3].groundSpeed, static_cast<float>(140 * kKnot));
  QCOMPARE(c.reports[3].flags, std::uint16_t{kEmergency | kSpi});
  QCOMPARE(c.drops.at("no position"), std::uint64_t{1});
  QCOMPARE(c.records.at("MSG3"), std::uint64_t{4});
  QCOMPARE(c.records.at("other"), std::uint64_t{1});
  QCOMPARE(m_small.mid(static_cast<int>(first.byteOffset), 6), QByteArray("MSG,3,"));
}

void TestSbs::clockOffset() {
  DecodeOptions options;
  options.clockOffset = 9 * kHour;
  const Collected c = decodeBytes(kSbsFormat, m_small, 0, options);
  QCOMPARE(toIso(c.reports[0].eventTime), std::string("2026-08-11T21:12:30.500000Z"));
}

void TestSbs::anySplit() {
  const Collected whole = decodeBytes(kSbsFormat, m_small);
  for (const std::size_t piece : {1, 2, 3, 7, 64, 97, 1000}) {
    QVERIFY2(same(whole, decodeBytes(kSbsFormat, m_small, piece)), std::to_string(piece).c_str());
  }
}

/// Cut anywhere, the whole lines before the cut give what they gave, and nothing else is there.
void TestSbs::truncated() {
  const Collected whole = decodeBytes(kSbsFormat, m_small);
  for (int length = 0; length < m_small.size(); ++length) {
    const Collected cut = decodeBytes(kSbsFormat, m_small.left(length));
    QVERIFY(cut.reports.size() <= whole.reports.size());
    for (std::size_t i = 0; i < cut.reports.size(); ++i) {
      QCOMPARE(cut.reports[i].lat, whole.reports[i].lat);
      QCOMPARE(cut.reports[i].lon, whole.reports[i].lon);
      QCOMPARE(cut.reports[i].eventTime, whole.reports[i].eventTime);
    }
  }
  const Collected cut = decodeBytes(kSbsFormat, m_small.left(m_small.indexOf("139.78700") + 4));
  QCOMPARE(cut.reports.size(), std::size_t{1});
  QCOMPARE(cut.diagnostics.size(), std::size_t{1});
  QVERIFY(QString::fromStdString(cut.diagnostics[0].reason).contains(QStringLiteral("ends inside a line")));
}

void TestSbs::badFields_data() {
  QTest::addColumn<QByteArray>("line");
  QTest::addColumn<QByteArray>("item");
  QTest::newRow("latitude")
      << QByteArray("MSG,3,1,1,86D6A1,1,2026/08/12,06:12:30.500,,,,35000,,,95.5,139.75,,,,,,0\n")
      << QByteArray("latitude");
  QTest::newRow("longitude") << QByteArray(
                                    "MSG,3,1,1,86D6A1,1,2026/08/12,06:12:30.500,,,,35000,,,35.5,13x,,,,,,0\n")
                             << QByteArray("longitude");
  QTest::newRow("hex") << QByteArray(
                              "MSG,3,1,1,86Z6A1,1,2026/08/12,06:12:30.500,,,,35000,,,35.5,139,,,,,,0\n")
                       << QByteArray("hex address");
  QTest::newRow("time") << QByteArray(
                               "MSG,3,1,1,86D6A1,1,2026/08/12,25:12:30.500,,,,35000,,,35.5,139,,,,,,0\n")
                        << QByteArray("time");
  QTest::newRow("type") << QByteArray(
                               "MSG,9,1,1,86D6A1,1,2026/08/12,06:12:30.500,,,,35000,,,35.5,139,,,,,,0\n")
                        << QByteArray("transmission type");
}

void TestSbs::badFields() {
  QFETCH(QByteArray, line);
  QFETCH(QByteArray, item);
  const Collected c = decodeBytes(kSbsFormat, m_small + line + m_small);
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QCOMPARE(c.diagnostics[0].offset, static_cast<std::uint64_t>(m_small.size()));
  QCOMPARE(c.diagnostics[0].item, item.toStdString());
  QCOMPARE(c.reports.size(), std::size_t{8});
}

void TestSbs::longLine() {
  const QByteArray longLine = QByteArray(200'000, 'x') + "\n";
  const Collected c = decodeBytes(kSbsFormat, m_small + longLine + m_small, 4096);
  QCOMPARE(c.reports.size(), std::size_t{8});
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QCOMPARE(c.diagnostics[0].offset, static_cast<std::uint64_t>(m_small.size()));
}

/// Flipped bytes cost at most their line; no crash, no position off the earth.
void TestSbs::randomBytes() {
  std::uint32_t seed = 12345;
  const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U; };
  for (int round = 0; round < 2000; ++round) {
    QByteArray bytes = m_small;
    for (int i = 0; i < 1 + round % 4; ++i) {
      bytes[static_cast<int>((next() >> 8) % static_cast<std::uint32_t>(bytes.size()))] =
          static_cast<char>(next() >> 24);
    }
    const Collected c = decodeBytes(kSbsFormat, bytes, 1 + round % 50);
    QVERIFY(c.reports.size() <= 6);
    for (const Report& r : c.reports) QVERIFY(std::abs(r.lat) <= 90 && std::abs(r.lon) <= 180);
  }
}

void TestSbs::probe() {
  QVERIFY(kSbsFormat.probe(bytesOf(m_small)) > 80);
  QCOMPARE(kSbsFormat.probe(bytesOf("lat,lon\n1,2\n")), 0);
  QCOMPARE(kSbsFormat.probe({}), 0);
  QCOMPARE(sniff(bytesOf(m_small)), findFormat("sbs"));
}

QTEST_APPLESS_MAIN(TestSbs)
#include "tst_sbs.moc"
