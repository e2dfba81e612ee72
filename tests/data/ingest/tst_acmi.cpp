// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FormatChecks.h"
#include "data/ingest/decoders/acmi/AcmiDecoder.h"
#include "data/store/MemoryRecording.h"

using namespace sorami;
using namespace sorami::test;

class TestAcmi : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void objects();
  void recording();
  void anySplit() { checkAnySplit(kAcmiFormat, m_small); }
  void truncated() { checkTruncated(kAcmiFormat, m_small); }
  void flipped() { checkFlipped(kAcmiFormat, m_small); }
  void badFields_data();
  void badFields();
  void endlessValue();
  void undated();
  void sampleTimeline();
  void probe();

 private:
  QByteArray m_small = smallSample("small.acmi");
};

void TestAcmi::objects() {
  const Collected c = decodeBytes(kAcmiFormat, m_small);
  for (const Diagnostic& d : c.diagnostics) qInfo("%s", d.reason.c_str());
  QVERIFY(c.diagnostics.empty());
  const std::vector<Report> all = placed(c);
  QCOMPARE(all.size(), std::size_t{8});
  QCOMPARE(c.sources.size(), std::size_t{1});
  QCOMPARE(c.sources[0].name, std::string("Small, notional exercise"));

  QVERIFY((all[0].flags & kMinor) != 0);
  const Report& fighter = all[1];
  QCOMPARE(fighter.id, (NativeId{IdKind::Object, 2}));
  QCOMPARE(toIso(fighter.eventTime), std::string("2026-08-12T06:00:00.000000Z"));
  QCOMPARE(fighter.lon, 139.5);
  QCOMPARE(fighter.lat, 35.25);
  QCOMPARE(fighter.geoAltitude, 3000.0F);
  QVERIFY(fighter.baroAltitude != fighter.baroAltitude);
  QCOMPARE(fighter.flags, std::uint16_t{kGeoIsMsl | kSimulated});
  QCOMPARE(fighter.trackDeg, 90.0F);
  QCOMPARE(fighter.domain, Domain::Air);
  QCOMPARE(fighter.affiliation, Affiliation::Friend);
  QCOMPARE(fighter.callsign.view(), std::string_view("BLUE,1"));
  QCOMPARE(fighter.type.view(), std::string_view("F-X"));
  const Report& missile = all[2];
  QCOMPARE(missile.domain, Domain::Missile);
  QCOMPARE(missile.affiliation, Affiliation::Hostile);
  QCOMPARE(missile.trackDeg, 10.0F);
  QCOMPARE(missile.callsign.view(), std::string_view("Two"));
  // What is left out keeps its value.
  QCOMPARE(toIso(all[3].eventTime), std::string("2026-08-12T06:00:01.500000Z"));
  QCOMPARE(all[3].lon, 139.5);
  QCOMPARE(all[3].lat, 35.5);
  QCOMPARE(all[3].geoAltitude, 3000.0F);
  QCOMPARE(all[4].lon, 139.7);
  // A parachutist is no aircraft, whatever its tags say.
  QCOMPARE(all[5].domain, Domain::Ground);
  QVERIFY((all[5].flags & kMinor) != 0);
  // A number used again after its removal is another object.
  QCOMPARE(all[6].domain, Domain::Surface);
  QCOMPARE(all[6].affiliation, Affiliation::Neutral);
  QVERIFY(all[6].callsign.empty());
  QCOMPARE(toIso(all[6].eventTime), std::string("2026-08-23T19:46:40.125000Z"));
  QCOMPARE(all[7].geoAltitude, 3100.5F);
  QCOMPARE(c.drops.at("no position"), std::uint64_t{1});
  QCOMPARE(c.records.at("removal"), std::uint64_t{1});
  QCOMPARE(c.records.at("event"), std::uint64_t{1});
  QCOMPARE(m_small.mid(static_cast<int>(all[7].byteOffset), 3), QByteArray("2,T"));
}

/// A number used again makes another track; what is no target is left out and counted.
void TestAcmi::recording() {
  const QTemporaryDir folder;
  const QString path = writeFile(folder, QStringLiteral("small.acmi"), m_small);
  for (const bool keep : {false, true}) {
    const auto recording = makeMemoryRecording();
    ImportOptions options;
    options.recorder.keepMinor = keep;
    const auto report = importFiles({path.toStdString()}, options, *recording);
    QVERIFY(report.ok());
    const FileReport& file = report->files.front();
    QCOMPARE(file.updates, std::uint64_t{8});
    QCOMPARE(file.dropped.count("no target"), std::size_t{keep ? 0U : 1U});
    const StoreViewPtr view = *recording->finish();
    QCOMPARE(view->tracks().size(), std::size_t{keep ? 5U : 3U});
  }
}

void TestAcmi::badFields_data() {
  QTest::addColumn<QByteArray>("line");
  QTest::addColumn<QByteArray>("item");
  QTest::newRow("place") << QByteArray("2,T=4.5|x|3") << QByteArray("T");
  QTest::newRow("parts") << QByteArray("2,T=4.5|2.5") << QByteArray("T");
  QTest::newRow("latitude") << QByteArray("2,T=4.5|62.5|3") << QByteArray("T");
  QTest::newRow("frame") << QByteArray("#12x") << QByteArray("frame time");
  QTest::newRow("huge frame") << QByteArray("#1e300") << QByteArray("frame time");
  QTest::newRow("id") << QByteArray("zz,T=1|1|1") << QByteArray("object id");
  QTest::newRow("removal") << QByteArray("-zz") << QByteArray("object id");
  QTest::newRow("time") << QByteArray("0,ReferenceTime=yesterday") << QByteArray("ReferenceTime");
}

void TestAcmi::badFields() {
  QFETCH(QByteArray, line);
  QFETCH(QByteArray, item);
  const Collected c = decodeBytes(kAcmiFormat, m_small + line + "\n");
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QCOMPARE(c.diagnostics[0].offset, static_cast<std::uint64_t>(m_small.size()));
  QCOMPARE(c.diagnostics[0].item, item.toStdString());
  QCOMPARE(placed(c).size(), std::size_t{8});
}

void TestAcmi::endlessValue() {
  QByteArray bytes = m_small + "0,Comments=";
  for (int i = 0; i < 40'000; ++i) bytes += "a line of a briefing that goes on and on\\\n";
  bytes += "end\n2,T=1|1|1\n";
  const Collected c = decodeBytes(kAcmiFormat, bytes, 5000);
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QCOMPARE(c.diagnostics[0].offset, static_cast<std::uint64_t>(m_small.size()));
  QCOMPARE(placed(c).size(), std::size_t{9});
}

void TestAcmi::undated() {
  const QByteArray bytes("FileType=text/acmi/tacview\nFileVersion=2.1\n#10\n2,T=1|1|1\n");
  DecodeOptions options;
  const auto decoder = kAcmiFormat.make(options);
  Collected sink;
  decoder->decode(bytesOf(bytes), 0, {}, sink);
  QVERIFY(!decoder->isDateKnown());
  options.referenceDate = utcFromCivil(2026, 8, 12, 5);
  QCOMPARE(toIso(decodeBytes(kAcmiFormat, bytes, 0, options).reports.at(0).eventTime),
           std::string("2026-08-12T00:00:10.000000Z"));
}

/// Static objects stand at time 0, the flight is 18 years later: the timeline is the flight's.
void TestAcmi::sampleTimeline() {
  const QString path = sampleFolder() + QStringLiteral("acmi/haf_shotlog_flight-01.txt.acmi");
  if (!QFile::exists(path)) QSKIP("the timeline of a sample skipped: shared samples are not here");
  for (const bool keep : {false, true}) {
    const auto recording = makeMemoryRecording();
    ImportOptions options;
    options.recorder.keepMinor = keep;
    QVERIFY(importFiles({path.toStdString()}, options, *recording).ok());
    const StoreViewPtr view = *recording->finish();
    QCOMPARE(toIso(view->timeline().end), std::string("2022-09-30T10:10:37.000000Z"));
    QVERIFY2(view->timeline().length() < 3 * kHour, toIso(view->timeline().begin).c_str());
  }
}

void TestAcmi::probe() {
  QVERIFY(kAcmiFormat.probe(bytesOf(m_small)) > 80);
  QCOMPARE(kAcmiFormat.probe(bytesOf("FileType=text\n")), 0);
  QCOMPARE(kAcmiFormat.probe({}), 0);
  QCOMPARE(sniff(bytesOf(m_small)), findFormat("acmi"));
}

QTEST_APPLESS_MAIN(TestAcmi)
#include "tst_acmi.moc"
