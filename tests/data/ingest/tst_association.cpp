// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/AssociationOverlay.h"
#include "data/store/MemoryRecording.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sorami;

namespace {

struct Builder {
  std::unique_ptr<SampleSink> sink = makeMemoryRecording();
  const UtcTime t0 = utcFromCivil(2026, 8, 12, 6);
  std::uint16_t adsb = sink->addSource({"receiver", "sbs", -1});
  std::uint16_t radar = sink->addSource({"SAC 25 SIC 201", "asterix", 6601});

  TrackId track(std::uint16_t source, NativeId id, int icao, const char* callsign, const char* uid = "") {
    TrackInfo info;
    info.source = source;
    info.nativeId = id;
    info.icao24 = icao;
    info.callsign = callsign;
    info.uid = uid;
    info.domain = Domain::Air;
    return sink->addTrack(info);
  }
  /// Ten minutes northward at 222 m/s, beginning where it is told, each so many seconds.
  void fly(TrackId id, double lat, double lon, float altitude, int every, Micros late = 0) {
    for (int s = 0; s <= 600; s += every) {
      Sample sample;
      sample.time = t0 + s * kSecond + late;
      sample.lat = lat + s * 0.002;
      sample.lon = lon;
      sample.baroAltitude = altitude;
      sink->append(id, sample);
    }
  }
  StoreViewPtr finish() { return *sink->finish(); }
};

}  // namespace

class TestAssociation : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void equalAddressesAndUidsAreCertain() {
    Builder b;
    const TrackId a = b.track(b.adsb, {IdKind::Icao24, 0x86D6A1}, 0x86D6A1, "ANA1");
    const TrackId c = b.track(b.radar, {IdKind::AsterixTrack, 7}, 0x86D6A1, "");
    const TrackId d = b.track(b.radar, {IdKind::Icao24, 0x840000}, 0x840000, "JAL2");  // of one source alone
    const TrackId fake = b.track(b.adsb, {IdKind::NonIcao24, 0x840000}, 0x840000, "");
    const TrackId u = b.track(b.adsb, {IdKind::Text, 0}, -1, "", "VIPER-1");
    const TrackId v = b.track(b.radar, {IdKind::Text, 0}, -1, "", "VIPER-1");
    double lon = 130;
    for (const TrackId id : {a, c, d, fake, u, v}) b.fly(id, 34, lon += 1, 9000, 10);
    const StoreViewPtr view = b.finish();
    const Associations found = associate(*view);
    QCOMPARE(found.certain.size(), std::size_t(2));
    QCOMPARE(found.certain[0].reason, std::string("ICAO address 86D6A1"));
    QCOMPARE(found.certain[0].members, (std::vector<TrackId>{a, c}));
    QCOMPARE(found.certain[1].members, (std::vector<TrackId>{u, v}));
    QVERIFY(found.suggested.empty());
  }

  void callSignAndProximityOnlySuggest() {
    Builder b;
    const TrackId a = b.track(b.adsb, {IdKind::Icao24, 0x86D6A1}, 0x86D6A1, "ANA1");
    const TrackId same = b.track(b.radar, {IdKind::AsterixTrack, 7}, -1, "ANA1");
    const TrackId far = b.track(b.radar, {IdKind::AsterixTrack, 8}, -1, "ANA1");  // the same name, elsewhere
    const TrackId x = b.track(b.adsb, {IdKind::Icao24, 0x86D6A2}, 0x86D6A2, "JAL5");
    const TrackId beside = b.track(b.radar, {IdKind::AsterixTrack, 9}, -1, "");
    const TrackId above = b.track(b.radar, {IdKind::AsterixTrack, 10}, -1, "");
    const TrackId other = b.track(b.radar, {IdKind::Icao24, 0x86D6A3}, 0x86D6A3, "");  // another address
    b.fly(a, 34, 138, 9000, 1);
    b.fly(same, 34.001, 138.001, 9000, 12, 400 * kMillisecond);
    b.fly(far, 36, 140, 9000, 12);
    b.fly(x, 34, 136, 10000, 1);
    b.fly(beside, 34.002, 136.002, 10010, 8, kSecond);
    b.fly(above, 34.002, 136.002, 12000, 8);
    b.fly(other, 34.001, 136.001, 10000, 8);
    const StoreViewPtr view = b.finish();
    const Associations found = associate(*view);
    QVERIFY(found.certain.empty());
    QCOMPARE(found.suggested.size(), std::size_t(2));
    QCOMPARE(found.suggested[0].a, a);
    QCOMPARE(found.suggested[0].b, same);
    QVERIFY(found.suggested[0].reason.starts_with("call sign ANA1"));
    QCOMPARE(found.suggested[1].a, x);
    QCOMPARE(found.suggested[1].b, beside);
    QVERIFY(found.suggested[1].distance < 1852);
    QVERIFY(found.suggested[1].near >= 9);
  }

  void cancelled() {
    Builder b;
    b.fly(b.track(b.adsb, {IdKind::Icao24, 1}, 1, "A"), 34, 138, 9000, 1);
    b.fly(b.track(b.radar, {IdKind::AsterixTrack, 1}, -1, "A"), 34, 138, 9000, 1);
    std::stop_source stop;
    stop.request_stop();
    const StoreViewPtr view = b.finish();
    QVERIFY(associate(*view, {}, stop.get_token()).suggested.empty());
  }

  /// What identifies beyond doubt needs no decision, and can be decided against.
  void companionsShareAnAddress() {
    Builder b;
    const TrackId a = b.track(b.adsb, {IdKind::Icao24, 0x86D6A1}, 0x86D6A1, "ANA1");
    const TrackId c = b.track(b.radar, {IdKind::AsterixTrack, 7}, 0x86D6A1, "ANA1");
    const TrackId d = b.track(b.adsb, {IdKind::Icao24, 0x86D6A1}, 0x86D6A1, "ANA1");  // another flight of it
    for (const TrackId id : {a, c, d}) b.fly(id, 34, 139, 9000, 10);
    const StoreViewPtr view = b.finish();
    AssociationOverlay overlay;
    QCOMPARE(companionsOf(*view, a, overlay), std::vector<TrackId>{c});
    QCOMPARE(companionsOf(*view, c, overlay), (std::vector<TrackId>{a, d}));
    overlay.set(*view, a, c, AssociationOverlay::Verdict::Different);
    QVERIFY(companionsOf(*view, a, overlay).empty());
    QVERIFY(companionsOf(*view, kNoTrack, overlay).empty());
  }

  /// What a person decides stands beside the recording, for a copy of it too, and can be taken back.
  void decisionsAreKeptBeside() {
    Builder b;
    const TrackId a = b.track(b.adsb, {IdKind::Icao24, 0x86D6A1}, 0x86D6A1, "ANA1");
    const TrackId c = b.track(b.radar, {IdKind::AsterixTrack, 7}, -1, "ANA1");
    b.fly(a, 34, 139, 9000, 10);
    b.fly(c, 34, 139.0001, 9000, 12);
    const StoreViewPtr view = b.finish();
    const Associations found = associate(*view);
    QCOMPARE(found.suggested.size(), std::size_t(1));
    QVERIFY(found.certain.empty());
    using Verdict = AssociationOverlay::Verdict;
    AssociationOverlay overlay;
    overlay.set(*view, c, a, Verdict::Same);
    const QTemporaryDir folder;
    const std::string path =
        AssociationOverlay::pathBeside(folder.filePath(QStringLiteral("x.sorec")).toStdString());
    QVERIFY(AssociationOverlay::read(path)->isEmpty());
    QVERIFY(overlay.write(path).ok());
    auto read = AssociationOverlay::read(path);
    QVERIFY(read.ok());
    QVERIFY(read->verdict(*view, a, c) == Verdict::Same);
    Associations with = read->applied(*view, found);
    QCOMPARE(with.certain.size(), std::size_t(1));
    QCOMPARE(with.certain[0].members, (std::vector<TrackId>{a, c}));
    QCOMPARE(with.certain[0].reason, std::string("confirmed by hand"));
    QVERIFY(with.suggested.empty());
    QCOMPARE(companionsOf(*view, c, *read), std::vector<TrackId>{a});
    QVERIFY(companionsOf(*view, c, AssociationOverlay()).empty());
    read->set(*view, a, c, Verdict::Different);
    QVERIFY(companionsOf(*view, c, *read).empty());
    with = read->applied(*view, found);
    QVERIFY(with.certain.empty() && with.suggested.empty());
    read->set(*view, a, c, std::nullopt);
    QVERIFY(read->isEmpty());
    QCOMPARE(read->applied(*view, found).suggested.size(), std::size_t(1));
    QVERIFY(!AssociationOverlay::parse(R"({"pairs": [{"a": "x"}]})", "o.json").ok());
  }
};

QTEST_APPLESS_MAIN(TestAssociation)
#include "tst_association.moc"
