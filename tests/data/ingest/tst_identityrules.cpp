// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/IdentityRules.h"

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
