// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "GeneratedPlan.h"
#include "data/demo/DemoPlan.h"
#include "data/plan/Plan.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sorami;

namespace {

Plan somePlan() {
  Plan plan;
  plan.name = "Northern défence · 北";
  plan.altitudeDetents = {300, 914.4, 3048};
  Site radar;
  radar.id = "r1";
  radar.name = "Oki";
  radar.kind = SiteKind::LongRangeRadar;
  radar.position = {36.2, 133.1};
  radar.sensor = SensorParameters{};
  radar.sensor->frequencyHz = 1.3e9;
  radar.sensor->sectorWidthDeg = 120.5;
  radar.note = "on the ridge";
  Site centre;
  centre.id = "c1";
  centre.name = "Centre West";
  centre.kind = SiteKind::ControlCentre;
  centre.position = {-35.0, -179.99};
  centre.affiliation = Affiliation::Neutral;
  centre.active = false;
  plan.sites = {radar, centre};
  plan.links = {{"l1", "r1", "c1", LinkKind::Satellite, false}};
  return plan;
}

}  // namespace

class TestPlan : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void savesAndLoadsEverything() {
    const Plan plan = somePlan();
    const std::string json = planToJson(plan);
    const Result<Plan> again = parsePlan(json, "plan");
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
    QVERIFY(*again == plan);
    QCOMPARE(planToJson(*again), json);
  }

  void writesAtomically() {
    QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("a.soplan")).toStdString();
    QVERIFY(writePlan(somePlan(), path).ok());
    QVERIFY(*readPlan(path) == somePlan());
    const Status refused =
        writePlan(somePlan(), dir.filePath(QStringLiteral("no/such/folder.soplan")).toStdString());
    QVERIFY(!refused.ok());
    QVERIFY(!refused.error().text().empty());
  }

  void saysWhatIsWrongAndWhere_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray head = "{\"soramiPlan\":1,\"sites\":[{\"id\":\"a\",\"name\":\"A\",\"lat\":1,\"lon\":2";
    QTest::newRow("no JSON") << QByteArray("PK\x03\x04") << QByteArray("plan, byte ");
    QTest::newRow("cut off") << QByteArray("{\"soramiPlan\":1,\n\"sites\":[") << QByteArray("line 2");
    QTest::newRow("other JSON") << QByteArray("{\"type\":\"FeatureCollection\"}")
                                << QByteArray("no Sorami plan");
    QTest::newRow("newer") << QByteArray("{\"soramiPlan\":99}") << QByteArray("newer Sorami");
    QTest::newRow("latitude")
        << QByteArray("{\"soramiPlan\":1,\"sites\":[{\"id\":\"a\",\"name\":\"A\",\"lat\":91,\"lon\":2}]}")
        << QByteArray("/sites/0/lat");
    QTest::newRow("kind") << head + ",\"kind\":\"lighthouse\"}]}" << QByteArray("lighthouse");
    QTest::newRow("twice") << head + "},{\"id\":\"a\",\"name\":\"B\",\"lat\":1,\"lon\":2}]}"
                           << QByteArray("/sites/1/id");
    QTest::newRow("sensor") << head + ",\"sensor\":{\"instrumentedRangeM\":-5}}]}"
                            << QByteArray("/sites/0/sensor/instrumentedRangeM");
    QTest::newRow("link") << head + "}],\"links\":[{\"id\":\"l\",\"from\":\"a\",\"to\":\"b\"}]}"
                          << QByteArray("/links/0/to");
  }
  void saysWhatIsWrongAndWhere() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    const Result<Plan> plan = parsePlan(json.toStdString(), "plan");
    QVERIFY(!plan.ok());
    QVERIFY2(plan.error().text().find(expected.toStdString()) != std::string::npos,
             plan.error().text().c_str());
  }

  void anyPlanGivesTheSameBytesAgain() {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
      const Plan plan = test::PlanGenerator(seed).plan();
      const std::string json = planToJson(plan);
      const Result<Plan> again = parsePlan(json, "plan");
      QVERIFY2(again.ok(), again.ok() ? "" : (std::to_string(seed) + ": " + again.error().text()).c_str());
      QVERIFY2(*again == plan, std::to_string(seed).c_str());
      QCOMPARE(planToJson(*again), json);
    }
  }

  void theDemoPlanIsWhole() {
    const Plan plan = demo::makeDemoPlan();
    const Result<Plan> again = parsePlan(planToJson(plan), "demo");
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
    QVERIFY(*again == plan);
    QVERIFY(plan.areas.size() >= 2 && plan.threats.size() == 2);
    QVERIFY(plan.site("a-orbit")->route.size() > 4);
    QVERIFY(!plan.site("b-kanto")->battery->stocks.empty());
  }

  void defaultsAndBareNumbersKeepDiffsShort() {
    Plan plan = somePlan();
    const std::string before = planToJson(plan);
    QVERIFY(before.find("marginDb") == std::string::npos);
    plan.areas.resize(1);
    plan.areas[0].id = "a";
    plan.areas[0].ring = {{1, 2}, {3, 4.5}, {5, 6}};
    QVERIFY(planToJson(plan).find("\n        [3, 4.5],\n") != std::string::npos);
  }

  void opensDamageAsFarAsItGoes() {
    Plan plan = somePlan();
    std::string json = planToJson(plan);
    const auto replace = [&](const std::string& what, const std::string& by) {
      const std::size_t at = json.find(what);
      QVERIFY(at != std::string::npos);
      json.replace(at, what.size(), by);
    };
    replace("\"lat\": -35", "\"lat\": \"south\"");  // the centre cannot be placed, so its link goes too
    replace("\"sectorWidthDeg\": 120.5", "\"sectorWidthDeg\": 1000");
    const Result<OpenedPlan> opened = openPlanText(json, "plan");
    QVERIFY(opened.ok());
    QCOMPARE(opened->plan.sites.size(), std::size_t{1});
    QCOMPARE(opened->plan.sites[0].sensor->sectorWidthDeg, 360.0);
    QCOMPARE(opened->plan.sites[0].sensor->frequencyHz, 1.3e9);
    QVERIFY(opened->plan.links.empty());
    std::string all;
    for (const PlanProblem& p : opened->problems) all += p.where + " " + p.what + "\n";
    for (const char* expected : {"/sites/1/lat", "/sites/0/sensor/sectorWidthDeg", "/links/0/to"}) {
      QVERIFY2(all.find(expected) != std::string::npos, (expected + ("\n" + all)).c_str());
    }
    QCOMPARE(opened->problemCount, opened->problems.size());
  }

  void readsWhatStandsBeforeTheBreak() {
    const std::string json = planToJson(demo::makeDemoPlan());
    const std::size_t at = json.find("\"id\": \"r-boso\"");
    const Result<OpenedPlan> opened = openPlanText(json.substr(0, at), "plan");
    QVERIFY(opened.ok());
    QCOMPARE(opened->plan.sites.size(), std::size_t{10});
    QCOMPARE(opened->plan.areas.size(), std::size_t{3});
    QVERIFY(opened->problems[0].where.find("line ") != std::string::npos);
  }

  void opensANewerSchemaWithAWord() {
    std::string json = planToJson(somePlan());
    const std::string now = "\"soramiPlan\": " + std::to_string(Plan::kSchema);
    json.replace(json.find(now), now.size(), "\"hologram\": [1], \"soramiPlan\": 99");
    const Result<OpenedPlan> opened = openPlanText(json, "plan");
    QVERIFY(opened.ok());
    QVERIFY(opened->isNewer());
    QVERIFY(opened->plan == somePlan());
  }

  void migratesSchema1() {
    const Result<Plan> plan = parsePlan(R"({"soramiPlan": 1, "sites": [
      {"id": "b", "name": "B", "kind": "battery", "lat": 1, "lon": 2, "engagementRangeM": 70000,
       "sensor": {"sectorCentreDeg": 300, "sectorWidthDeg": 100}},
      {"id": "p", "name": "P", "kind": "passive", "lat": 1, "lon": 2, "sensor": {}}]})",
                                        "old");
    QVERIFY2(plan.ok(), plan.ok() ? "" : plan.error().text().c_str());
    QVERIFY(plan->sites[0].battery);
    QCOMPARE(plan->sites[0].battery->sectorCentreDeg, 300.0);
    QCOMPARE(plan->sites[0].battery->envelopes.at(0).maxRange, 70e3);
    QCOMPARE(plan->sites[0].engagementRange, 70e3);
    QVERIFY(plan->sites[1].sensor->principle == SensorPrinciple::Passive);
    QVERIFY(planToJson(*plan).find("\"soramiPlan\": " + std::to_string(Plan::kSchema)) != std::string::npos);
  }

  void outagesCameWithSchemas3And4() {
    const char* const text = R"({"soramiPlan": %d, "sites": [
      {"id": "a", "name": "A", "lat": 1, "lon": 2, "outages": [
        {"from": "2026-08-12T07:00:00Z"},
        {"from": "2026-08-12T06:40:00Z", "until": "2026-08-12T06:10:00Z", "reason": "upkeep"}]},
      {"id": "b", "name": "B", "lat": 1, "lon": 2, "active": false}]})";
    const Result<OpenedPlan> opened = openPlanText(QString::asprintf(text, Plan::kSchema).toStdString(), "p");
    QVERIFY(opened.ok());
    // What stands askew is put straight, and told.
    QCOMPARE(opened->problemCount, std::size_t{2});
    const std::vector<Outage>& outages = opened->plan.sites[0].outages;
    const UtcTime six = utcFromCivil(2026, 8, 12, 6);
    QVERIFY((outages == std::vector<Outage>{{(six + 10 * kMinute).us, (six + 40 * kMinute).us, "upkeep"},
                                            {(six + kHour).us, 0, ""}}));
    QVERIFY(parsePlan(planToJson(opened->plan), "again")->sites == opened->plan.sites);
    // Links have them since schema 4, judged alike.
    const Result<OpenedPlan> linked = openPlanText(R"({"soramiPlan": 4, "sites": [
      {"id": "a", "name": "A", "lat": 1, "lon": 2}, {"id": "b", "name": "B", "lat": 1, "lon": 3}],
      "links": [{"id": "l", "from": "a", "to": "b", "outages": [
        {"from": "2026-08-12T06:40:00Z", "until": "2026-08-12T06:10:00Z"}]}]})",
                                                   "p");
    QVERIFY(linked.ok());
    QCOMPARE(linked->problemCount, std::size_t{1});
    QCOMPARE(linked->problems[0].where, std::string("/links/0/outages/0/until"));
    QVERIFY((linked->plan.links[0].outages ==
             std::vector<Outage>{{(six + 10 * kMinute).us, (six + 40 * kMinute).us, ""}}));
    QVERIFY(parsePlan(planToJson(linked->plan), "again")->links == linked->plan.links);
    // A plan from before there were any reads as it did.
    const Result<Plan> older =
        parsePlan(R"({"soramiPlan": 2, "sites": [{"id": "a", "name": "A", "lat": 1, "lon": 2}]})", "old");
    QVERIFY(older.ok() && older->sites[0].outages.empty());
  }

  void survivesEveryTruncation() {
    const std::string json = planToJson(somePlan());
    for (std::size_t n = 0; n + 2 < json.size(); ++n) {
      QVERIFY(!parsePlan(json.substr(0, n), "plan").ok());
      const Result<OpenedPlan> opened = openPlanText(json.substr(0, n), "plan");
      if (opened) QVERIFY(!opened->problems.empty());
    }
  }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
