// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/AltitudeCode.h"
#include "data/coverage/RoughGround.h"
#include "data/coverage/network/Links.h"
#include "data/coverage/physics/Attenuation.h"
#include "data/geo/Geodesic.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace sorami;

namespace {

Site siteOf(const std::string& id, SiteKind kind, LatLon at = {36, 138}) {
  Site s;
  s.id = s.name = id;
  s.kind = kind;
  s.position = at;
  if (kind == SiteKind::LongRangeRadar) s.sensor = SensorParameters{};
  return s;
}

/// A network at random: radars, relays, centres, cables.
Plan randomPlan(std::mt19937& random) {
  Plan plan;
  const int radars = 5;
  for (int i = 0; i < radars; ++i)
    plan.sites.push_back(siteOf("r" + std::to_string(i), SiteKind::LongRangeRadar));
  for (int i = 0; i < 2; ++i) plan.sites.push_back(siteOf("l" + std::to_string(i), SiteKind::Relay));
  for (int i = 0; i < 2; ++i) plan.sites.push_back(siteOf("c" + std::to_string(i), SiteKind::ControlCentre));
  plan.sites[random() % plan.sites.size()].active = random() % 4 != 0;
  const int links = 7 + static_cast<int>(random() % 4);
  for (int i = 0; i < links; ++i) {
    const std::size_t a = random() % plan.sites.size();
    const std::size_t b = random() % plan.sites.size();
    if (a == b) continue;
    plan.links.push_back(
        {"k" + std::to_string(i), plan.sites[a].id, plan.sites[b].id, LinkKind::Cable, random() % 8 != 0});
  }
  return plan;
}

/// Reachability by trying every path, as the plan itself reads.
bool reaches(const Plan& plan, const std::string& from, const std::vector<std::string>& down,
             std::vector<std::string> path = {}) {
  const auto isDown = [&](const std::string& id) {
    return std::find(down.begin(), down.end(), id) != down.end();
  };
  const Site* site = plan.site(from);
  if (!site || !site->active || isDown(from)) return false;
  if (site->kind == SiteKind::ControlCentre) return true;
  // Only the first of a path may be something that does not pass on.
  if (!path.empty() && site->kind != SiteKind::Relay) return false;
  path.push_back(from);
  for (const Link& link : plan.links) {
    if (!link.active || isDown(link.id)) continue;
    const std::string other = link.from == from ? link.to : link.to == from ? link.from : "";
    if (other.empty() || std::find(path.begin(), path.end(), other) != path.end()) continue;
    if (reaches(plan, other, down, path)) return true;
  }
  return false;
}

NetworkFloors randomFloors(const Plan& plan, std::mt19937& random) {
  const auto grid = NetworkGrid::overBox({137, 35, 139, 37}, 300);
  std::vector<SensorCells> sensors;
  for (const Site& site : plan.sites) {
    if (!site.sensor || !site.active) continue;
    SensorCells cells;
    cells.site = site.id;
    for (std::size_t i = 0; i < (*grid)->size(); ++i) {
      cells.low.push_back(random() % 3 == 0 ? std::uint16_t{2000} : AltitudeCode::kNever);
      cells.high.push_back(AltitudeCode::kHighest);
    }
    sensors.push_back(std::move(cells));
  }
  return NetworkFloors(*grid, std::move(sensors));
}

double bruteCover(const Plan& plan, const NetworkFloors& floors, const std::vector<std::string>& down) {
  double sum = 0;
  for (std::size_t cell = 0; cell < floors.grid().size(); ++cell) {
    for (const SensorCells& sensor : floors.sensors()) {
      if (sensor.low[cell] != 2000 || !reaches(plan, sensor.site, down)) continue;
      sum += floors.grid().area(cell);
      break;
    }
  }
  return sum;
}

}  // namespace

class TestLinks : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void connectedAgainstEveryPath() {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
      const Plan plan = randomPlan(random);
      const NetworkTopology topology(plan, examineLinks(plan, nullptr, {}));
      std::vector<std::string> radars;
      for (const Site& site : plan.sites) {
        if (site.sensor) radars.push_back(site.id);
      }
      const int n = static_cast<int>(topology.elements().size());
      for (int e = -1; e < n; ++e) {
        std::vector<int> failed;
        std::vector<std::string> down;
        if (e >= 0) {
          failed.push_back(e);
          down.push_back(topology.elements()[static_cast<std::size_t>(e)].id);
        }
        const SensorSet got = topology.reaching(radars, failed);
        for (std::size_t i = 0; i < radars.size(); ++i) {
          QCOMPARE(got[i] != 0, reaches(plan, radars[i], down));
        }
      }
    }
  }

  void failuresAgainstEnumeration() {
    std::mt19937 random(23);
    for (int round = 0; round < 6; ++round) {
      const Plan plan = randomPlan(random);
      const NetworkTopology topology(plan, examineLinks(plan, nullptr, {}));
      const NetworkFloors floors = randomFloors(plan, random);
      const FailureReport report = analyseFailures(floors, topology, {1000, false});
      QVERIFY(report.exact[0] && report.exact[1] && report.exact[2] && report.note.empty());
      const double all = bruteCover(plan, floors, {});
      QVERIFY(std::abs(report.covered - all) < 1);
      const int n = static_cast<int>(topology.elements().size());
      const auto id = [&](int e) { return topology.elements()[static_cast<std::size_t>(e)].id; };
      QCOMPARE(report.single.size(), static_cast<std::size_t>(n));
      for (const FailureSet& set : report.single) {
        QVERIFY(std::abs(set.lost - (all - bruteCover(plan, floors, {id(set.elements[0])}))) < 1);
      }
      double worst2 = 0;
      double worst3 = 0;
      for (int a = 0; a < n; ++a) {
        for (int b = a + 1; b < n; ++b) {
          worst2 = std::max(worst2, all - bruteCover(plan, floors, {id(a), id(b)}));
          if (round > 1) continue;  // triples by brute force take their time
          for (int c = b + 1; c < n; ++c) {
            worst3 = std::max(worst3, all - bruteCover(plan, floors, {id(a), id(b), id(c)}));
          }
        }
      }
      QVERIFY(std::abs(report.worst[1][0].lost - worst2) < 1);
      if (round <= 1) QVERIFY(std::abs(report.worst[2][0].lost - worst3) < 1);
      for (const int size : {2, 3}) {
        const FailureSet& set = report.worst[size - 1][0];
        QCOMPARE(set.elements.size(), static_cast<std::size_t>(size));
        std::vector<std::string> down;
        for (const int e : set.elements) down.push_back(id(e));
        QVERIFY(std::abs(set.lost - (all - bruteCover(plan, floors, down))) < 1);
      }
    }
  }

  void boundedSearchSaysSo() {
    std::mt19937 random(5);
    const Plan plan = randomPlan(random);
    const NetworkTopology topology(plan, examineLinks(plan, nullptr, {}));
    const NetworkFloors floors = randomFloors(plan, random);
    FailureOptions options;
    options.budget = 40;
    const FailureReport report = analyseFailures(floors, topology, {1000, false}, options);
    QVERIFY(!report.exact[2]);
    QVERIFY(!report.note.empty());
    QVERIFY(report.tried < 40 + 40 + topology.elements().size() + 2);
  }

  void withoutCentresEachCountsForItself() {
    Plan plan;
    plan.sites = {siteOf("a", SiteKind::LongRangeRadar), siteOf("b", SiteKind::LongRangeRadar)};
    plan.sites[1].active = false;
    const NetworkTopology topology(plan, {});
    QVERIFY(!topology.hasCentres());
    QCOMPARE(topology.reaching({"a", "b", "gone"}), (SensorSet{1, 0, 0}));
  }

  void microwaveOverTerrain() {
    // Two masts on rough mountains: low ones are blocked, high ones are free; the figures must order.
    Plan plan;
    plan.sites = {siteOf("a", SiteKind::LongRangeRadar, {35.4, 137.4}),
                  siteOf("c", SiteKind::ControlCentre, {36.0, 138.2})};
    plan.links.push_back({"k", "a", "c", LinkKind::Microwave, true});
    double lastClearance = -1e9;
    double lastLoss = 1e9;
    for (const double mast : {10.0, 100.0, 1000.0, 6000.0}) {
      plan.links[0].antennaHeightFrom = plan.links[0].antennaHeightTo = mast;
      const auto report = examineLinks(plan, test::roughGround(), {}).front();
      QVERIFY(report.clearance > lastClearance);
      QVERIFY(report.terrainDb <= lastLoss);
      lastClearance = report.clearance;
      lastLoss = report.terrainDb;
      if (mast == 10) {
        QCOMPARE(report.state, LinkState::Blocked);
        QVERIFY(report.worstDistance > 0 && report.worstDistance < report.length);
        QVERIFY(std::abs(geodesic(plan.sites[0].position, report.worst).distance - report.worstDistance) < 2);
        QVERIFY(!NetworkTopology(plan, {report}).reaching({"a"})[0]);
      }
      if (mast == 6000) {
        QCOMPARE(report.state, LinkState::Up);
        QVERIFY(report.clearance >= 0.6);
        QCOMPARE(report.terrainDb, 0.0);
        QVERIFY(NetworkTopology(plan, {report}).reaching({"a"})[0]);
      }
    }
    plan.links[0].kind = LinkKind::Cable;
    QCOMPARE(examineLinks(plan, test::roughGround(), {}).front().state, LinkState::Up);
    plan.links[0].active = false;
    QCOMPARE(examineLinks(plan, test::roughGround(), {}).front().state, LinkState::Off);
    plan.links[0].active = true;
    plan.sites[1].active = false;
    QCOMPARE(examineLinks(plan, test::roughGround(), {}).front().state, LinkState::EndOff);
    plan.links[0].to = "gone";
    QCOMPARE(examineLinks(plan, test::roughGround(), {}).front().state, LinkState::Broken);
  }

  // The same path by both models: the report says which, in sight they agree, and more of the time costs
  // more.
  void irregularTerrain() {
    Plan plan;
    plan.sites = {siteOf("a", SiteKind::LongRangeRadar, {35.4, 137.4}),
                  siteOf("c", SiteKind::ControlCentre, {36.0, 138.2})};
    plan.links.push_back({"k", "a", "c", LinkKind::Microwave, true});
    plan.links[0].antennaHeightFrom = plan.links[0].antennaHeightTo = 60;
    LinkConditions conditions;
    const auto edges = examineLinks(plan, test::roughGround(), conditions).front();
    QCOMPARE(edges.model, LossModel::DeltaBullington);
    conditions.ground = LossModel::IrregularTerrain;
    const auto median = examineLinks(plan, test::roughGround(), conditions).front();
    QCOMPARE(median.model, LossModel::IrregularTerrain);
    QVERIFY(std::abs(median.freeSpaceDb - edges.freeSpaceDb) < 0.01);
    QVERIFY(edges.terrainDb > 15 && median.terrainDb > 15);
    conditions.time = 0.999;
    QVERIFY(examineLinks(plan, test::roughGround(), conditions).front().terrainDb > median.terrainDb + 1);
    // Beyond ITM's 20 GHz the other answers, and says so.
    plan.links[0].frequencyHz = 23e9;
    QCOMPARE(examineLinks(plan, test::roughGround(), conditions).front().model, LossModel::DeltaBullington);
    // Refractivity follows k.
    QVERIFY(std::abs(itmRefractivity(4.0 / 3) - 301) < 1);
    QVERIFY(itmRefractivity(1.5) > itmRefractivity(1.4) && itmRefractivity(0.9) == 250);
  }

  // An aircraft's height counts from sea level, and its link is P.528's unless a mountain stands in the way.
  void airborne() {
    Plan plan;
    plan.sites = {siteOf("aew", SiteKind::AirborneRadar, {35.4, 137.4}),
                  siteOf("c", SiteKind::ControlCentre, {36.0, 138.2})};
    plan.sites[0].sensor = SensorParameters{};
    plan.sites[0].sensor->antennaIsMsl = true;
    plan.sites[0].sensor->antennaHeight = 9000;
    plan.links.push_back({"k", "aew", "c", LinkKind::Microwave, true, 5e9});
    const auto high = examineLinks(plan, nullptr, {}).front();
    QCOMPARE(high.model, LossModel::Aeronautical);
    QCOMPARE(high.state, LinkState::Up);
    QVERIFY(high.terrainDb < 6);
    // Far beyond the horizon only scatter is left.
    plan.sites[0].position = {35.4, 131.0};
    const auto far = examineLinks(plan, nullptr, {}).front();
    QVERIFY(far.length > 600e3 && far.terrainDb > 40);
    QCOMPARE(far.state, LinkState::Blocked);
    // The ground below does not lift it.
    plan.sites[0].position = {35.4, 137.4};
    const double over = examineLinks(plan, test::roughGround(), {}).front().clearance;
    plan.sites[0].sensor->antennaHeight = 9500;
    QVERIFY(examineLinks(plan, test::roughGround(), {}).front().clearance > over);
    const TerrainPtr ground = test::roughGround();
    const double there = static_cast<double>(ground->heightAt({35.4, 137.4}));
    plan.sites[0].sensor->antennaIsMsl = false;
    plan.sites[0].sensor->antennaHeight = 15;
    plan.links[0].antennaHeightFrom = 9000 - there;
    QVERIFY(std::abs(examineLinks(plan, ground, {}).front().clearance - over) < 1e-6);
  }

  void rainTakesTheMargin() {
    Plan plan;
    plan.sites = {siteOf("a", SiteKind::LongRangeRadar, {36, 138}),
                  siteOf("c", SiteKind::ControlCentre, {36, 138.3})};
    plan.links.push_back({"k", "a", "c", LinkKind::Microwave, true, 18e9});
    const auto dry = examineLinks(plan, nullptr, {0}).front();
    QCOMPARE(dry.state, LinkState::Up);
    QCOMPARE(dry.rainDb, 0.0);
    QVERIFY(dry.rainRateOut > 5 && dry.rainRateOut < 250);
    const auto less = examineLinks(plan, nullptr, {dry.rainRateOut * 0.98}).front();
    const auto more = examineLinks(plan, nullptr, {dry.rainRateOut * 1.02}).front();
    QCOMPARE(less.state, LinkState::Up);
    QCOMPARE(more.state, LinkState::RainOut);
    // Specific attenuation (P.838) times the effective path (P.530-17), worked by hand.
    const double d = dry.length / 1000;
    const double rate = 40;
    const double gamma = physics::rainAttenuation(18e9, rate, 0, std::numbers::pi / 2);
    const double alpha = std::log2(physics::rainAttenuation(18e9, 2 * rate, 0, std::numbers::pi / 2) / gamma);
    const double r = 1 / (0.477 * std::pow(d, 0.633) * std::pow(rate, 0.073 * alpha) * std::pow(18, 0.123) -
                          10.579 * (1 - std::exp(-0.024 * d)));
    QVERIFY(std::abs(examineLinks(plan, nullptr, {rate}).front().rainDb - gamma * d * r) < 1e-9);
  }
};

QTEST_APPLESS_MAIN(TestLinks)
#include "tst_links.moc"
