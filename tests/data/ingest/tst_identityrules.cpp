// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/IdentityRules.h"
#include "data/ingest/Recorder.h"
#include "data/store/MemoryRecording.h"

#include <QTest>

using namespace sorami;

class TestIdentityRules : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void firstMatchWins() {
    const auto rules = IdentityRules::parse(
        R"({"identityRules":[{"callsign":"H40[45]*","affiliation":"hostile","domain":"missile","simulated":true},
                             {"callsign":"H*","affiliation":"suspect"},
                             {"source":"SAC 0 SIC 2*","affiliation":"friend"}]})",
        "rules");
    QVERIFY2(rules.ok(), rules.ok() ? "" : rules.error().text().c_str());
    const SourceKey tracker{"SAC 0 SIC 1", "asterix", 1}, own{"SAC 0 SIC 21", "asterix", 21};
    TrackInfo missile;
    missile.callsign = "H4041";
    QVERIFY(rules->apply(missile, tracker));
    QCOMPARE(missile.affiliation, Affiliation::Hostile);
    QCOMPARE(missile.domain, Domain::Missile);
    QVERIFY(missile.simulated);
    TrackInfo other;
    other.callsign = "H4021";
    other.domain = Domain::Air;
    QVERIFY(rules->apply(other, tracker));
    QCOMPARE(other.affiliation, Affiliation::Suspect);
    QCOMPARE(other.domain, Domain::Air);
    TrackInfo nameless;
    QVERIFY(!rules->apply(nameless, tracker));
    QVERIFY(rules->apply(nameless, own));
    QCOMPARE(nameless.affiliation, Affiliation::Friend);
    const auto again = IdentityRules::parse(rules->toJson(), "again");
    QVERIFY(again.ok());
    QCOMPARE(again->toJson(), rules->toJson());
  }

  void airlinesAreCivil() {
    for (const char* callsign : {"ANA263", "JAL500", "JA8089", "N899DN"}) {
      TrackInfo track;
      track.callsign = callsign;
      QVERIFY2(IdentityRules::builtIn().apply(track, {}), callsign);
      QCOMPARE(track.affiliation, Affiliation::Civil);
    }
    for (const char* callsign : {"", "SABRE01", "H4021", "12345"}) {
      TrackInfo track;
      track.callsign = callsign;
      QVERIFY2(!IdentityRules::builtIn().apply(track, {}), callsign);
      QCOMPARE(track.affiliation, Affiliation::Pending);
    }
  }

  void recorderAppliesThem() {
    // The user's rule goes before the source's word; the built-in ones only fill what nobody said.
    RecorderOptions options;
    options.identity =
        IdentityRules({{.callsign = "H40*", .affiliation = Affiliation::Hostile, .domain = Domain::Missile}});
    auto recording = makeMemoryRecording();
    Recorder recorder(*recording, options);
    const std::uint16_t source = recorder.source({"SAC 0 SIC 1", "asterix", 1});
    const auto send = [&](std::uint64_t id, const char* callsign, Affiliation said, int second) {
      Report r;
      r.source = source;
      r.id = {IdKind::AsterixTrack, id};
      r.callsign = std::string_view(callsign);
      r.affiliation = said;
      r.eventTime = utcFromCivil(2026, 8, 12, 6, 0, second);
      r.lat = 35 + second * 1e-3;
      r.lon = 135;
      recorder.report(r);
    };
    send(1, "", Affiliation::Unknown, 0);
    send(1, "H4041", Affiliation::Unknown, 4);
    send(2, "ANA263", Affiliation::Pending, 0);
    send(3, "ANA999", Affiliation::Suspect, 0);
    const auto view = recording->finish();
    QVERIFY(view.ok());
    const auto tracks = (*view)->tracks();
    QCOMPARE(tracks.size(), std::size_t(3));
    QCOMPARE(tracks[0].affiliation, Affiliation::Hostile);
    QCOMPARE(tracks[0].domain, Domain::Missile);
    QCOMPARE(tracks[1].affiliation, Affiliation::Civil);
    QCOMPARE(tracks[2].affiliation, Affiliation::Suspect);
  }

  void saysWhatIsWrong() {
    QVERIFY(!IdentityRules::parse("{", "x").ok());
    QVERIFY(!IdentityRules::parse("{}", "x").ok());
    const auto bad = IdentityRules::parse(R"({"identityRules":[{"affiliation":"evil"}]})", "x");
    QVERIFY(!bad.ok());
    QVERIFY(bad.error().text().find("/identityRules/0") != std::string::npos);
    QVERIFY(!IdentityRules::read("/no/such/file").ok());
  }
};

QTEST_APPLESS_MAIN(TestIdentityRules)
#include "tst_identityrules.moc"
