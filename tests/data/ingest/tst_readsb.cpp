// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FormatChecks.h"
#include "data/core/Units.h"
#include "data/ingest/decoders/readsb/ReadsbDecoder.h"

#include <QtEndian>

using namespace sorami;
using namespace sorami::test;

class TestReadsb : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void snapshot();
  void milliseconds();
  void repeatedSnapshots();
  void trace();
  void anySplit();
  void truncated();
  void damagedElement();
  void randomBytes();
  void deepNesting();
  void heatmap();
  void heatmapCut();
  void heatmapDamaged();
  void lostQuotesAndBrackets();

 private:
  QByteArray m_small = readBytes(QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/small_aircraft.json"));
  QByteArray m_trace =
      R"({"icao":"86d6a1","r":"JA1","t":"B738","timestamp":1786515150.5,"trace":[
[0.0,35.5,139.75,35000,450.0,90.5,0,-640,null,"adsb_icao",36250,null,280,0.0],
[10.25,35.5,139.77,34000,450.0,90.5,0,-640,{"flight":"SRM101  ","squawk":"4521"},"adsb_icao",35250,null,280,0.0],
[500.0,35.6,139.9,"ground",12,null,3,null,null],
[510.0,35.6,139.91,1500,90,91.0,8,64,null]
]})";
};

void TestReadsb::snapshot() {
  const Collected c = decodeBytes(kReadsbFormat, m_small);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.reports.size(), std::size_t{2});
  const Report& r = c.reports[0];
  QCOMPARE(toIso(r.eventTime), std::string("2026-08-12T06:12:29.000000Z"));
  QCOMPARE(r.id, (NativeId{IdKind::Icao24, 0x86D6A1}));
  QCOMPARE(r.callsign.view(), std::string_view("SRM101"));
  QCOMPARE(r.type.view(), std::string_view("B738"));
  QCOMPARE(r.baroAltitude, static_cast<float>(35000 * kFoot));
  QCOMPARE(r.geoAltitude, static_cast<float>(36250 * kFoot));
  QCOMPARE(r.groundSpeed, static_cast<float>(450 * kKnot));
  QCOMPARE(r.mode3A, 04521);
  QVERIFY(std::abs(r.sigmaMajor - 30 / 2.4477F) < 1e-3F);
  QCOMPARE(m_small.mid(static_cast<int>(r.byteOffset), 15), QByteArray(R"({"hex":"86d6a1")"));
  const Report& ground = c.reports[1];
  QCOMPARE(ground.id, (NativeId{IdKind::NonIcao24, 0x86D6B2}));
  QVERIFY(ground.callsign.empty());
  QCOMPARE(ground.flags, std::uint16_t{kOnGround});
  QVERIFY(ground.baroAltitude != ground.baroAltitude);
  QCOMPARE(c.drops.at("no position"), std::uint64_t{1});
}

/// Version 2 of the network interface: milliseconds, `ac`, and `now` behind the array.
void TestReadsb::milliseconds() {
  QByteArray v2 = m_small;
  v2.replace("\"now\" : 1786515150.2,", "");
  v2.replace("\"aircraft\"", "\"ac\"");
  v2.replace("  ]\n}", "  ],\"msg\":\"No error\",\"now\":1786515150200,\"total\":3}");
  const Collected c = decodeBytes(kReadsbFormat, v2);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.reports.size(), std::size_t{2});
  QCOMPARE(toIso(c.reports[0].eventTime), std::string("2026-08-12T06:12:29.000000Z"));
  QVERIFY(kReadsbFormat.probe(bytesOf(v2)) > 80);
}

/// A stream of polls: a fix that was seen before is counted, not stored again.
void TestReadsb::repeatedSnapshots() {
  QByteArray later = m_small;
  later.replace("1786515150.2", "1786515151.2").replace("\"seen_pos\":1.200", "\"seen_pos\":2.300");
  later.replace("\"lat\":35.550000", "\"lat\":35.550100");
  const Collected c = decodeBytes(kReadsbFormat, m_small + "\n" + later + "\n" + m_small);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.drops.at("repeated position"), std::uint64_t{2});
  QCOMPARE(c.reports.size(), std::size_t{4});
}

void TestReadsb::trace() {
  const Collected c = decodeBytes(kReadsbFormat, m_trace);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.reports.size(), std::size_t{4});
  QCOMPARE(toIso(c.reports[1].eventTime), std::string("2026-08-12T06:12:40.750000Z"));
  QCOMPARE(c.reports[1].callsign.view(), std::string_view("SRM101"));
  QCOMPARE(c.reports[1].geoAltitude, static_cast<float>(35250 * kFoot));
  QCOMPARE(c.reports[2].flags, std::uint16_t{kOnGround | kLegStart | kStaleGap});
  QCOMPARE(c.reports[2].callsign.view(), std::string_view("SRM101"));
  // Flag 8: this altitude is geometric.
  QVERIFY(c.reports[3].baroAltitude != c.reports[3].baroAltitude);
  QCOMPARE(c.reports[3].geoAltitude, static_cast<float>(1500 * kFoot));
}

void TestReadsb::anySplit() {
  const QByteArray stream = m_small + m_trace + "\n" + m_small;
  const Collected whole = decodeBytes(kReadsbFormat, stream);
  QCOMPARE(whole.reports.size(), std::size_t{6});
  for (const std::size_t piece : {1, 2, 5, 33, 500})
    QVERIFY(same(whole, decodeBytes(kReadsbFormat, stream, piece)));
}

void TestReadsb::truncated() {
  for (const QByteArray& bytes : {m_small, m_trace}) {
    const Collected whole = decodeBytes(kReadsbFormat, bytes);
    std::size_t most = 0;
    for (int length = 1; length < bytes.size() - 2; ++length) {
      const Collected cut = decodeBytes(kReadsbFormat, bytes.left(length));
      QVERIFY2(!cut.diagnostics.empty(), std::to_string(length).c_str());
      QVERIFY(cut.reports.size() <= whole.reports.size());
      for (std::size_t i = 0; i < cut.reports.size(); ++i) QVERIFY(same(cut.reports[i], whole.reports[i]));
      QVERIFY(cut.reports.size() >= most);  // what was whole once stays
      most = cut.reports.size();
    }
    QCOMPARE(most, whole.reports.size());
  }
}

void TestReadsb::damagedElement() {
  QByteArray bad = m_trace;
  bad.replace("139.77,34000", "139.77,,,34000");
  const Collected c = decodeBytes(kReadsbFormat, bad);
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QCOMPARE(c.diagnostics[0].offset, static_cast<std::uint64_t>(bad.indexOf("[10.25")));
  QCOMPARE(c.reports.size(), std::size_t{3});
}

void TestReadsb::randomBytes() {
  std::uint32_t seed = 777;
  const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U; };
  for (int round = 0; round < 3000; ++round) {
    QByteArray bytes = m_small + m_trace;
    for (int i = 0; i < 1 + round % 5; ++i) {
      bytes[static_cast<int>((next() >> 8) % static_cast<std::uint32_t>(bytes.size()))] =
          static_cast<char>(next() >> 24);
    }
    const Collected c = decodeBytes(kReadsbFormat, bytes, 1 + round % 300);
    QVERIFY(c.reports.size() <= 8);
    for (const Report& r : c.reports) QVERIFY(std::abs(r.lat) <= 90 && std::abs(r.lon) <= 180);
  }
}

void TestReadsb::deepNesting() {
  const Collected c = decodeBytes(kReadsbFormat, QByteArray(1'000'000, '[') + m_small, 65536);
  QVERIFY(!c.diagnostics.empty());
}

void TestReadsb::heatmap() {
  QByteArray bytes;
  const auto record = [&bytes](std::uint32_t hex, std::int32_t lat, std::int32_t lon, std::int16_t alt,
                               std::int16_t gs) {
    char raw[16];
    qToLittleEndian(hex, raw);
    qToLittleEndian(lat, raw + 4);
    qToLittleEndian(lon, raw + 8);
    qToLittleEndian(alt, raw + 12);
    qToLittleEndian(gs, raw + 14);
    bytes.append(raw, 16);
  };
  const std::int64_t millis = 1'786'515'150'000;
  record(1, 0, 0, 0, 0);
  record(0x0e7f7c9d, static_cast<std::int32_t>(millis >> 32), static_cast<std::int32_t>(millis), -5536, 0);
  record(0x86D6A1, (1 << 30) | 4521, 0x204d5253 /* SRM_ */, 0x2020, 0x2020);
  record(0x86D6A1, 35'500'000, 139'750'000, 1400, 4500);
  record(0x186D6B2, -35'550'000, -139'780'000, -123, -1);
  record(0x86D6C3, 95'000'000, 0, 0, 0);
  for (const std::size_t piece :
       {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{16}, std::size_t{40}}) {
    const Collected c = decodeBytes(kReadsbHeatmapFormat, bytes, piece);
    QCOMPARE(c.reports.size(), std::size_t{2});
    QCOMPARE(toIso(c.reports[0].eventTime), std::string("2026-08-12T06:12:30.000000Z"));
    QCOMPARE(c.reports[0].lat, 35.5);
    QCOMPARE(c.reports[0].baroAltitude, static_cast<float>(35000 * kFoot));
    QCOMPARE(c.reports[0].groundSpeed, static_cast<float>(450 * kKnot));
    QCOMPARE(c.reports[0].mode3A, 04521);
    QCOMPARE(c.reports[0].callsign.view(), std::string_view("SRM"));
    QCOMPARE(c.reports[1].id, (NativeId{IdKind::NonIcao24, 0x86D6B2}));
    QCOMPARE(c.reports[1].flags, std::uint16_t{kOnGround});
    QVERIFY(c.reports[1].groundSpeed != c.reports[1].groundSpeed);
    QCOMPARE(c.diagnostics.size(), std::size_t{1});
    QCOMPARE(c.diagnostics[0].offset, std::uint64_t{80});
  }
  QCOMPARE(sniff(bytesOf(bytes)), findFormat("readsb-heatmap"));
}

void TestReadsb::heatmapCut() {
  const Collected c = decodeBytes(kReadsbHeatmapFormat, QByteArray(20, '\0'));
  QCOMPARE(c.diagnostics.size(), std::size_t{2});
  QCOMPARE(c.diagnostics[0].offset, std::uint64_t{16});
}

/// Octets lost from a slice, and slices that lost their mark or their time, cost themselves.
void TestReadsb::heatmapDamaged() {
  QByteArray bytes;
  const auto record = [&bytes](std::uint32_t hex, std::int32_t lat, std::int32_t lon, std::int16_t alt) {
    char raw[16] = {};
    qToLittleEndian(hex, raw);
    qToLittleEndian(lat, raw + 4);
    qToLittleEndian(lon, raw + 8);
    qToLittleEndian(alt, raw + 12);
    bytes.append(raw, 16);
  };
  for (int slice = 0; slice < 4; ++slice) {
    const std::int64_t millis = 1'786'515'150'000 + slice * 30'000;
    record(0x0e7f7c9d, static_cast<std::int32_t>(millis >> 32), static_cast<std::int32_t>(millis), 30'000);
    for (int i = 0; i < 3; ++i)
      record(0x86D6A1U + static_cast<unsigned>(i), 35'500'000 + slice, 139'000'000, 1400);
  }
  const std::vector<Report> truth = placed(decodeBytes(kReadsbHeatmapFormat, bytes));
  QCOMPARE(truth.size(), std::size_t{12});
  const auto check = [&](const QByteArray& damaged, std::size_t kept) {
    const Collected c = decodeBytes(kReadsbHeatmapFormat, damaged, 50);
    QCOMPARE(c.reports.size(), kept);
    QVERIFY(!c.diagnostics.empty());
    for (const Report& r : c.reports) {
      QVERIFY(std::any_of(truth.begin(), truth.end(), [&r](const Report& t) {
        return t.eventTime == r.eventTime && t.lat == r.lat && t.lon == r.lon && t.id == r.id;
      }));
    }
  };
  QByteArray damaged = bytes;
  check(damaged.remove(64 + 25, 10), 9);
  damaged = bytes;
  damaged[64] = 'x';  // the mark
  check(damaged, 9);
  damaged = bytes;
  damaged[64 + 4] = static_cast<char>(damaged[64 + 4] ^ 0x40);  // the time: eight years
  check(damaged, 9);
  check("1234567" + bytes, 12);
}

/// One lost quote or bracket costs the rows it touches, also where the document is one line.
void TestReadsb::lostQuotesAndBrackets() {
  QByteArray line = m_trace;
  line.replace('\n', ' ');
  const std::vector<Report> truth = placed(decodeBytes(kReadsbFormat, line));
  QCOMPARE(truth.size(), std::size_t{4});
  const int rows = static_cast<int>(line.indexOf("\"trace\"") + 8);
  for (int at = rows + 1; at < line.lastIndexOf(']') - 1; ++at) {
    if (!QByteArray("\"[]{}").contains(line[at])) continue;
    QByteArray damaged = line;
    const std::vector<Report> reports = placed(decodeBytes(kReadsbFormat, damaged.remove(at, 1)));
    QVERIFY2(reports.size() >= 2, damaged.mid(std::max(0, at - 20), 40).constData());
    for (const Report& r : reports) {
      QVERIFY(std::any_of(truth.begin(), truth.end(), [&r](const Report& t) {
        return t.eventTime == r.eventTime && t.lat == r.lat && t.lon == r.lon;
      }));
    }
  }
}

QTEST_APPLESS_MAIN(TestReadsb)
#include "tst_readsb.moc"
