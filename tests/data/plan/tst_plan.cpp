// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
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

  void survivesEveryTruncation() {
    const std::string json = planToJson(somePlan());
    for (std::size_t n = 0; n + 2 < json.size(); ++n) QVERIFY(!parsePlan(json.substr(0, n), "plan").ok());
  }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
