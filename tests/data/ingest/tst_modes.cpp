// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"
#include "data/core/Units.h"
#include "data/ingest/Input.h"
#include "data/ingest/decoders/modes/BeastDecoder.h"
#include "data/ingest/decoders/modes/ModeS.h"

using namespace sorami;
using namespace sorami::test;

class TestModeS : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void cprVector();
  void zones();
  void altitudes();
  void parity();
  void goldenPositions_data();
  void goldenPositions();
  void smallSample();
  void anySplit();
  void gpsStamps();
  void untimedAvr();
  void escapesAndResync();
  void randomBytes();

 private:
  /// One airborne position and velocity pair of frames from the literature's worked example of CPR.
  static QByteArray beast(std::uint64_t stamp, const QByteArray& frame) {
    QByteArray body;
    for (int i = 5; i >= 0; --i) body.append(static_cast<char>(stamp >> (8 * i)));
    body.append('\x20');
    body += frame;
    body.replace("\x1a", "\x1a\x1a");
    return QByteArray("\x1a") + (frame.size() == 14 ? "3" : "2") + body;
  }
  // mode-s.org, "The 1090 Megahertz Riddle": an even and an odd position of one aircraft.
  const QByteArray m_even = QByteArray::fromHex("8D40621D58C382D690C8AC2863A7");
  const QByteArray m_odd = QByteArray::fromHex("8D40621D58C386435CC412692AD6");
};

/// The pair (93000, 51372), (74158, 50194) of the design notes.
void TestModeS::cprVector() {
  const CprFix even{93000 / 131072.0, 51372 / 131072.0, false};
  const CprFix odd{74158 / 131072.0, 50194 / 131072.0, true};
  const auto position = cprGlobal(even, odd, false);
  QVERIFY(position.has_value());
  QVERIFY(std::abs(position->lat - 52.25720) < 1e-5);
  QVERIFY(std::abs(position->lon - 3.91937) < 1e-5);
  const LatLon local = cprLocal(even, {52, 4}, false);
  QVERIFY(std::abs(local.lat - position->lat) < 1e-9 && std::abs(local.lon - position->lon) < 1e-9);
}

void TestModeS::zones() {
  QCOMPARE(cprLongitudeZones(0), 59);
  QCOMPARE(cprLongitudeZones(10.4704), 59);
  QCOMPARE(cprLongitudeZones(10.4705), 58);
  QCOMPARE(cprLongitudeZones(-52.2572), 36);
  QCOMPARE(cprLongitudeZones(86.9), 2);
  QCOMPARE(cprLongitudeZones(90), 1);
}

void TestModeS::altitudes() {
  QCOMPARE(*modeSAltitudeFeet(0xC38), 38000.0);
  QVERIFY(!modeSAltitudeFeet(0).has_value());
  QCOMPARE(*modeSAltitudeFeet(0x010), -1000.0);
}

void TestModeS::parity() {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(m_even.constData());
  QCOMPARE(modeSRemainder({bytes, 14}), 0U);
  for (int bit = 0; bit < 112; ++bit) {
    QByteArray flipped = m_even;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    QVERIFY(modeSRemainder({reinterpret_cast<const std::uint8_t*>(flipped.constData()), 14}) != 0);
  }
}

void TestModeS::goldenPositions_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QString>("format");
  QTest::newRow("beast") << QStringLiteral("derived/tutorial_jet1090.beast.bin") << QStringLiteral("beast");
  QTest::newRow("avr") << QStringLiteral("derived/tutorial_jet1090.avrmlat.txt") << QStringLiteral("avr");
}

/// 71,939 frames of real traffic against the positions an independent decoder found for each.
void TestModeS::goldenPositions() {
  QFETCH(QString, file);
  QFETCH(QString, format);
  const QString golden = sampleFolder() + QStringLiteral("jet1090/tutorial.jsonl.gz");
  if (!QFile::exists(golden)) QSKIP("the Mode S recording skipped: shared samples are not here");
  const QByteArray bytes = readBytes(sampleFolder() + file);
  const Format* decoder = findFormat(format.toStdString());
  QCOMPARE(sniff(bytesOf(bytes.left(65536))), decoder);
  const Collected found = decodeBytes(*decoder, bytes, 10'000);
  QVERIFY(found.diagnostics.empty());

  // Where each frame begins in the file, so that reports find their line.
  std::vector<std::uint64_t> begins;
  const bool text = format == QStringLiteral("avr");
  for (int at = 0; at < bytes.size();) {
    begins.push_back(static_cast<std::uint64_t>(at));
    if (text) {
      at = bytes.indexOf('\n', at) + 1;
      if (at == 0) break;
    } else {
      int left = 7 + (bytes[at + 1] == '3' ? 14 : 7);
      for (at += 2; left > 0; --left) at += bytes[at] == '\x1a' ? 2 : 1;
    }
  }
  QByteArray lines;
  const Status read = openInput(golden.toStdString(), [&](InputStream input) {
    std::vector<std::byte> chunk(1 << 20);
    for (auto n = input.stream->read(chunk); n && *n > 0; n = input.stream->read(chunk)) {
      lines.append(reinterpret_cast<const char*>(chunk.data()), static_cast<int>(*n));
    }
    return true;
  });
  QVERIFY(read.ok());
  const QList<QByteArray> rows = lines.split('\n');
  int compared = 0;
  double worst = 0;
  for (const Report& r : found.reports) {
    const auto frame = std::lower_bound(begins.begin(), begins.end(), r.byteOffset) - begins.begin();
    const QJsonObject row = QJsonDocument::fromJson(rows[static_cast<int>(frame)]).object();
    if (!row[QStringLiteral("latitude")].isDouble()) continue;
    ++compared;
    worst = std::max({worst, std::abs(r.lat - row[QStringLiteral("latitude")].toDouble()),
                      std::abs(r.lon - row[QStringLiteral("longitude")].toDouble())});
    if (row[QStringLiteral("altitude")].isDouble() && r.baroAltitude == r.baroAltitude) {
      QVERIFY(std::abs(r.baroAltitude - row[QStringLiteral("altitude")].toDouble() * kFoot) < 0.01);
    }
  }
  qInfo("%zu positions, %d compared, worst difference %.3g deg", found.reports.size(), compared, worst);
  QVERIFY(compared >= 12'085);
  QVERIFY(worst < 1e-6);
}

void TestModeS::smallSample() {
  const QJsonObject truth = expectedOf(QStringLiteral("beast__sample_dump1090_bin.json"));
  if (truth.isEmpty()) QSKIP("the Beast sample skipped: shared samples are not here");
  const FileReport file = readFile(sampleFolder() + QStringLiteral("beast/sample_dump1090.bin"));
  QCOMPARE(file.format, std::string("beast"));
  compare(file, truth);
  QCOMPARE(file.records.at("DF17"), static_cast<std::uint64_t>(truth["df17_ok"].toInt()));
  QVERIFY(!file.notes.empty());
}

void TestModeS::anySplit() {
  QByteArray stream;
  for (int i = 0; i < 20; ++i)
    stream += beast(static_cast<std::uint64_t>(i) * 6'000'000 + 0x1a1a1a, i % 2 ? m_odd : m_even);
  const Collected whole = decodeBytes(kBeastFormat, stream);
  QVERIFY(whole.diagnostics.empty());
  QCOMPARE(whole.reports.size(), std::size_t{19});
  QVERIFY(std::abs(whole.reports[0].lat - 52.26578) < 1e-5);
  QVERIFY(std::abs(whole.reports[0].lon - 3.93892) < 1e-4);
  QCOMPARE(whole.reports[0].baroAltitude, static_cast<float>(38000 * kFoot));
  QCOMPARE(whole.reports[18].eventTime - whole.reports[0].eventTime, 18 * kSecond / 2);
  for (const std::size_t piece : {1, 2, 3, 22, 23, 100})
    QVERIFY(same(whole, decodeBytes(kBeastFormat, stream, piece)));
  DecodeOptions options;
  options.referenceDate = utcFromCivil(2026, 8, 12, 6);
  const Collected dated = decodeBytes(kBeastFormat, stream, 0, options);
  QCOMPARE(toIso(dated.reports[0].eventTime), std::string("2026-08-12T06:00:00.500000Z"));
}

/// A receiver with a GPS clock counts seconds of the day and nanoseconds: found by itself, over midnight too,
/// and never seen in 12 MHz stamps.
void TestModeS::gpsStamps() {
  for (const bool gps : {true, false}) {
    QByteArray bytes;
    // Half a second between positions of one aircraft, from ten seconds before midnight on.
    for (int i = 0; i < 60; ++i) {
      const std::int64_t micros = (86'390 * std::int64_t{1'000'000} + i * 500'000) % 86'400'000'000;
      const std::uint64_t stamp = gps ? static_cast<std::uint64_t>(micros / 1'000'000) << 30 |
                                            static_cast<std::uint64_t>(micros % 1'000'000 * 1000)
                                      : static_cast<std::uint64_t>(i) * 6'000'000;
      bytes += beast(stamp, i % 2 == 0 ? m_even : m_odd);
    }
    DecodeOptions options;
    options.referenceDate = utcFromCivil(2026, 8, 12);
    const Collected c = decodeBytes(kBeastFormat, bytes, 5, options);
    QVERIFY(c.diagnostics.empty());
    QVERIFY(c.reports.size() >= 55);
    for (std::size_t i = 1; i < c.reports.size(); ++i)
      QCOMPARE(c.reports[i].eventTime - c.reports[i - 1].eventTime, 500 * kMillisecond);
    if (gps) QCOMPARE(toIso(c.reports.back().eventTime), std::string("2026-08-13T00:00:19.500000Z"));
  }
}

void TestModeS::untimedAvr() {
  const QByteArray text = "*" + m_even.toHex() + ";\n*" + m_odd.toHex() + ";\n";
  const Collected c = decodeBytes(kAvrFormat, text);
  QCOMPARE(c.reports.size(), std::size_t{0});
  QCOMPARE(c.drops.at("no time"), std::uint64_t{2});
  const Collected bad = decodeBytes(kAvrFormat, "*8D40;\n*8D4062;\nhello\n*zz40;\n");
  QCOMPARE(bad.diagnostics.size(), std::size_t{3});
}

void TestModeS::escapesAndResync() {
  const QByteArray frame = beast(1000, m_even);
  QByteArray stream = frame + "junk" + beast(2000, m_odd);
  Collected c = decodeBytes(kBeastFormat, stream);
  QCOMPARE(c.reports.size(), std::size_t{1});
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QCOMPARE(c.diagnostics[0].offset, static_cast<std::uint64_t>(frame.size()));
  // A frame that lost its end does not take the next one with it.
  stream = beast(1000, m_odd).left(12) + beast(2000, m_even) + beast(3000, m_odd);
  c = decodeBytes(kBeastFormat, stream);
  QCOMPARE(c.reports.size(), std::size_t{1});
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  // A flipped bit is found by the parity.
  stream = frame + beast(2000, m_odd);
  stream[stream.size() - 8] = static_cast<char>(stream[stream.size() - 8] ^ 1);
  c = decodeBytes(kBeastFormat, stream);
  QCOMPARE(c.reports.size(), std::size_t{0});
  QCOMPARE(c.drops.at("bad parity"), std::uint64_t{1});
}

void TestModeS::randomBytes() {
  QByteArray stream;
  for (int i = 0; i < 20; ++i)
    stream += beast(static_cast<std::uint64_t>(i) * 6'000'000, i % 2 ? m_odd : m_even);
  std::uint32_t seed = 99;
  const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U; };
  for (int round = 0; round < 2000; ++round) {
    QByteArray bytes = stream.left(static_cast<int>(next() >> 8) % stream.size());
    for (int i = 0; i < 4 && !bytes.isEmpty(); ++i) {
      bytes[static_cast<int>((next() >> 8) % static_cast<std::uint32_t>(bytes.size()))] =
          static_cast<char>(next() >> 24);
    }
    const Collected c = decodeBytes(kBeastFormat, bytes, 1 + round % 60);
    for (const Report& r : c.reports) QVERIFY(std::abs(r.lat) <= 90 && std::abs(r.lon) <= 180);
    QVERIFY(c.reports.size() < 20);
  }
}

QTEST_APPLESS_MAIN(TestModeS)
#include "tst_modes.moc"
