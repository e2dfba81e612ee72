// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/AltitudeCode.h"
#include "data/coverage/RoughGround.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/network/Advisor.h"
#include "data/coverage/network/NetworkReport.h"
#include "data/coverage/network/PlanCheck.h"
#include "data/coverage/network/PlanCompare.h"
#include "data/coverage/network/TrackDetection.h"
#include "data/geo/Geodesic.h"
#include "data/plan/sensors/SensorClass.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace sorami;

namespace {

SensorParameters rangeRing(double range) {
  SensorParameters s;
  s.principle = SensorPrinciple::RangeRing;
  s.instrumentedRange = range;
  s.elevationMinDeg = -10;
  s.elevationMaxDeg = 90;
  s.antennaHeight = 20;
  return s;
}

Site ringSite(const std::string& id, LatLon at, double range) {
  Site site;
  site.id = site.name = id;
  site.position = at;
  site.sensor = rangeRing(range);
  return site;
}

double valueOf(const std::vector<std::vector<std::uint64_t>>& sets, const std::vector<double>& weights,
               const std::vector<std::size_t>& chosen) {
  double sum = 0;
  for (std::size_t e = 0; e < weights.size(); ++e) {
    for (const std::size_t s : chosen) {
      if ((sets[s][e / 64] >> (e % 64) & 1) == 0) continue;
      sum += weights[e];
      break;
    }
  }
  return sum;
}

const std::vector<LatLon> kRing = {{35.4, 137.4}, {35.4, 138.6}, {36.6, 138.6}, {36.6, 137.4}};

}  // namespace

class TestAdvisor : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Where one place covers all there is, nothing can be ahead of it, however many were asked for.
  void oneThatCoversAllIsTheBest() {
    const std::vector<std::vector<std::uint64_t>> sets(20, {0b1111});
    const GreedyChoice choice = greedyCover(sets, {1, 2, 3, 4}, 3);
    QCOMPARE(choice.sets.size(), std::size_t(1));
    QCOMPARE(choice.gains[0], 10.0);
    QCOMPARE(choice.bound, 10.0);
  }

  void greedyAgainstExhaustiveSearch() {
    std::mt19937 random(4);
    for (int round = 0; round < 40; ++round) {
      const std::size_t elements = 90;
      std::vector<double> weights;
      for (std::size_t e = 0; e < elements; ++e) weights.push_back(1 + random() % 20);
      std::vector<std::vector<std::uint64_t>> sets(12, std::vector<std::uint64_t>(2, 0));
      for (auto& set : sets) {
        for (std::size_t e = 0; e < elements; ++e) {
          if (random() % 5 == 0) set[e / 64] |= std::uint64_t{1} << (e % 64);
        }
      }
      const GreedyChoice choice = greedyCover(sets, weights, 3);
      QCOMPARE(choice.sets.size(), std::size_t(3));
      double best = 0;
      for (std::size_t a = 0; a < 12; ++a) {
        for (std::size_t b = a + 1; b < 12; ++b) {
          for (std::size_t c = b + 1; c < 12; ++c) best = std::max(best, valueOf(sets, weights, {a, b, c}));
        }
      }
      const double got = valueOf(sets, weights, choice.sets);
      QVERIFY(std::abs(got - choice.gains[0] - choice.gains[1] - choice.gains[2]) < 1e-9);
      QVERIFY(choice.bound >= best - 1e-9);  // the promise holds
      QVERIFY(got >= (1 - 1 / M_E) * choice.bound - 1e-9);
      // The lazy choice is the plain greedy one.
      std::vector<std::size_t> plain;
      for (int i = 0; i < 3; ++i) {
        std::size_t at = 0;
        double most = -1;
        for (std::size_t s = 0; s < sets.size(); ++s) {
          std::vector<std::size_t> with = plain;
          with.push_back(s);
          const double v = valueOf(sets, weights, with);
          if (v > most + 1e-9) {
            most = v;
            at = s;
          }
        }
        plain.push_back(at);
      }
      QVERIFY(std::abs(valueOf(sets, weights, plain) - got) < 1e-9);
    }
  }

  void proposesWhatCoversMost() {
    AdvisorRequest request;
    request.sensor = rangeRing(60e3);
    request.areas = {{kRing, 1}};
    request.levels = {{1500}, {3000}};
    request.count = 2;
    request.cells = 1500;
    request.candidates = candidatesInArea(kRing, 9);
    QVERIFY(request.candidates.size() >= 6 && request.candidates.size() <= 25);
    int shown = 0;
    const auto result =
        advise(request, {}, test::roughGround(), {}, [&](double, const AdvisorResult&) { ++shown; });
    QVERIFY(result.ok());
    QVERIFY(result->final);
    QCOMPARE(result->proposals.size(), std::size_t(2));
    QCOMPARE(result->before, 0.0);
    // Every pair, on the same grid, by the composite itself.
    const auto grid = NetworkGrid::overRing(kRing, 1500);
    std::vector<NetworkSensor> sensors;
    for (const AdvisorCandidate& c : request.candidates) {
      const auto field = computeCoverage(requestOf(request.sensor, c.position, request.k),
                                         test::roughGround(), FloorQuality::Preview);
      sensors.push_back({c.name, request.sensor, *field});
    }
    const auto floors = NetworkFloors::make(*grid, sensors);
    double best = 0;
    double chosen = 0;
    for (std::size_t a = 0; a < sensors.size(); ++a) {
      for (std::size_t b = a + 1; b < sensors.size(); ++b) {
        SensorSet counts(sensors.size(), 0);
        counts[a] = counts[b] = 1;
        const double v =
            0.5 * (coverAt(**floors, counts, {1500}).by[0] + coverAt(**floors, counts, {3000}).by[0]);
        best = std::max(best, v);
        const std::size_t p = result->proposals[0].candidate, q = result->proposals[1].candidate;
        if (std::min(p, q) == a && std::max(p, q) == b) chosen = v;
      }
    }
    QVERIFY(std::abs(chosen - result->after) < 1e-6 * chosen);
    QVERIFY(result->bound >= best * (1 - 1e-9));
    QVERIFY(chosen >= result->guarantee * best * (1 - 1e-9));
    QVERIFY(chosen >= (1 - 1 / M_E) * best);
    // With the first one standing, the next is the second.
    const std::vector<NetworkSensor> standing = {sensors[result->proposals[0].candidate]};
    request.count = 1;
    const auto next = advise(request, standing, test::roughGround());
    QVERIFY(next.ok());
    QVERIFY(std::abs(next->proposals[0].gain - result->proposals[1].gain) < 1e-6 * result->after);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!advise(request, {}, test::roughGround(), stop.get_token()).ok());
    request.areas.clear();
    QVERIFY(!advise(request, {}, nullptr).ok());
  }

  void highGroundIsHigh() {
    const auto found = candidatesOnHighGround(kRing, *test::roughGround(), 12);
    QVERIFY(found.size() >= 4);
    for (const AdvisorCandidate& c : found) {
      const float h = test::roughGround()->heightAt(c.position);
      for (int azimuth = 0; azimuth < 360; azimuth += 45) {
        QVERIFY(test::roughGround()->heightAt(geodesicPoint(c.position, azimuth, 2500)) <= h + 30);
      }
    }
  }

  void differencesAddUp() {
    Plan plan;
    plan.sites = {ringSite("a", {35.8, 137.8}, 50e3), ringSite("b", {36.2, 138.3}, 50e3)};
    const auto fields = computeNetwork(plan, nullptr, 4.0 / 3, FloorQuality::Preview, nullptr);
    QVERIFY(fields.ok());
    const auto grid = NetworkGrid::overRing(kRing, 8000);
    const std::vector<NetworkSensor> one = {(*fields)[0]}, two = {(*fields)[1]};
    const auto a = NetworkFloors::make(*grid, one);
    const auto b = NetworkFloors::make(*grid, two);
    const auto d = comparePlans(**a, {}, **b, {}, std::vector<AltitudeLevel>{{3000}}).front();
    QVERIFY(d.gained > 0 && d.lost > 0);
    QVERIFY(std::abs(d.coveredB - d.coveredA - d.gained + d.lost) < 1);
    double regions = 0;
    for (const CellRegion& r : d.gainedRegions) regions += r.area;
    QVERIFY(std::abs(regions / d.gained - 1) < 0.03);
    const auto same = comparePlans(**a, {}, **a, {}, std::vector<AltitudeLevel>{{3000}}).front();
    QCOMPARE(same.gained, 0.0);
    QCOMPARE(same.lost, 0.0);
    QVERIFY(differenceToGeoJson({d}).find("MultiPolygon") != std::string::npos);
  }

  void flightAgainstGeometry() {
    // A smooth earth: seen from where the target rises over the radio horizon.
    Plan plan;
    plan.sites = {ringSite("a", {36, 138}, 400e3)};
    const auto fields = computeNetwork(plan, nullptr, 4.0 / 3, FloorQuality::Fast, nullptr);
    QVERIFY(fields.ok());
    Threat threat;
    threat.path = {{36, 143}, {36, 138}};
    threat.altitude = 1000;
    threat.speed = 250;
    threat.launchTime = 1000 * kSecond;
    const Flight flight = flightOf(threat, 1);
    const auto detection = detectAlong(flight, *fields, {}, LatLon{36, 138}, 0.5);
    QVERIFY(detection.first.has_value());
    const double radius = 4.0 / 3 * 6371e3;
    const double horizon = std::sqrt(2 * radius * 20) + std::sqrt(2 * radius * 1000);
    QVERIFY2(std::abs(detection.sensors[0].firstRange / horizon - 1) < 0.01,
             qPrintable(QStringLiteral("%1 %2").arg(detection.sensors[0].firstRange).arg(horizon)));
    QVERIFY(detection.warning && detection.warning->seconds);
    QVERIFY(std::abs(*detection.warning->seconds - detection.sensors[0].firstRange / 250) < 3);
    QVERIFY(detection.warning->nearest < 200);
    // A sensor that does not count sees, but the network does not.
    const auto none = detectAlong(flight, *fields, {0}, LatLon{36, 138});
    QVERIFY(!none.first && !none.warning->seconds && !none.sensors[0].seen.empty());
    // Out of service in the middle of what it sees: two spans, with its silence between them.
    const auto whole = detection.sensors[0].seen.front();
    const Micros middle = (whole.begin + whole.end) / 2;
    plan.sites[0].outages = {{middle, middle + 60 * kSecond, "upkeep"}};
    const auto broken =
        detectAlong(flight, *fields, {}, {}, 0.5, {}, SensorMotion{&plan, {}, 4.0 / 3, nullptr});
    QCOMPARE(broken.sensors[0].seen.size(), std::size_t{2});
    QVERIFY(std::abs(broken.sensors[0].seen[0].end - middle) <= kSecond);
    QVERIFY(std::abs(broken.sensors[0].seen[1].begin - (middle + 60 * kSecond)) <= kSecond);
    // The same where its only link to the centre is out: it sees all along, but does not count meanwhile.
    plan.sites[0].outages.clear();
    Site centre = ringSite("hq", {36, 138.5}, 10e3);
    centre.kind = SiteKind::ControlCentre;
    centre.sensor.reset();
    plan.sites.push_back(centre);
    plan.links = {{"l", plan.sites[0].id, "hq", LinkKind::Cable, true}};
    plan.links[0].outages = {{middle, middle + 60 * kSecond, "cut"}};
    SensorMotion connected{&plan, {}, 4.0 / 3, nullptr, true, {}};
    const auto linked = detectAlong(flight, *fields, {}, {}, 0.5, {}, connected);
    QCOMPARE(linked.sensors[0].seen.size(), std::size_t{1});
    QCOMPARE(linked.seen.size(), std::size_t{2});
    QVERIFY(std::abs(linked.seen[0].end - middle) <= kSecond);
    QVERIFY(std::abs(linked.seen[1].begin - (middle + 60 * kSecond)) <= kSecond);
    // Where all count, links do not matter; and a link that is off for good leaves nothing.
    connected.connectedOnly = false;
    QCOMPARE(detectAlong(flight, *fields, {}, {}, 0.5, {}, connected).seen.size(), std::size_t{1});
    connected.connectedOnly = true;
    plan.links[0].active = false;
    QVERIFY(detectAlong(flight, *fields, {}, {}, 0.5, {}, connected).seen.empty());
    threat.kind = ThreatKind::Ballistic;
    threat.altitude = 300e3;
    double top = 0;
    for (const FlightPoint& p : flightOf(threat).points) top = std::max(top, p.altitude);
    QVERIFY(std::abs(top - 300e3) < 3000);
    QVERIFY(detectAlong({}, *fields, {}).sensors.size() == 1);
  }

  /// A sensor that flies beside a target never loses it; one that stays behind does.
  void movingSensorsAreFollowed() {
    Plan plan;
    plan.sites = {ringSite("stays", {36, 138}, 120e3), ringSite("flies", {36, 138}, 120e3)};
    Site& flies = plan.sites[1];
    flies.sensor->antennaIsMsl = true;
    flies.sensor->antennaHeight = 9000;
    const Micros begin = 1000 * kSecond;
    flies.route = {{{36, 138}, 9000, begin}, {{36, 144}, 9000, begin + 2160 * kSecond}};
    const auto fields = computeNetwork(plan, nullptr, 4.0 / 3, FloorQuality::Preview, nullptr);
    QVERIFY(fields.ok());
    Threat threat;
    threat.kind = ThreatKind::Cruise;
    threat.path = {{36.3, 138}, {36.3, 144}};
    threat.altitude = 6000;
    threat.speed = 250;
    threat.launchTime = begin;
    const Flight flight = flightOf(threat, 5);
    const auto stays = detectAlong(flight, *fields, {});
    QVERIFY(stays.sensors[1].share > 0.05 && stays.sensors[1].share < 0.4);
    const auto follows =
        detectAlong(flight, *fields, {}, {}, 0, {}, SensorMotion{&plan, {}, 4.0 / 3, nullptr});
    QVERIFY(follows.sensors[0].seen == stays.sensors[0].seen);
    QVERIFY2(follows.sensors[1].share == 1, qPrintable(QString::number(follows.sensors[1].share)));
    QVERIFY(follows.sensors[1].firstRange < 40e3);
  }

  /// Seen from ahead a target is small, from the side large: it is found later on the nose than abeam.
  void aspectDecidesAlongAFlight() {
    Plan plan;
    Site site;
    site.id = "radar";
    site.position = {36, 138};
    site.sensor = sensorClass("long-range-3d")->presets[0].parameters;
    site.sensor->targetRcs = 0.1;
    plan.sites = {site};
    const auto along = [&](std::vector<AspectPoint> aspects) {
      plan.sites[0].sensor->rcsAspect = std::move(aspects);
      const auto fields = computeNetwork(plan, nullptr, 4.0 / 3, FloorQuality::Fast, nullptr);
      Threat threat;
      threat.kind = ThreatKind::Cruise;
      threat.path = {{36, 142.5}, {36, 138}};
      threat.altitude = 9000;
      threat.speed = 250;
      return detectAlong(flightOf(threat, 2), *fields, {}).sensors[0].firstRange;
    };
    const double alike = along({});
    const double small = along({{0, -12}, {90, 8}, {180, 0}});
    const double large = along({{0, 12}, {90, 12}, {180, 12}});
    // Twelve decibels are a factor of two in range, for the rest the gas.
    QVERIFY2(std::abs(alike / small - 2) < 0.15, qPrintable(QStringLiteral("%1 %2").arg(alike).arg(small)));
    QVERIFY(large > 1.7 * alike);
  }

  void whatIsWrongIsFound() {
    Plan plan;
    plan.sites = {ringSite("a", {36, 138}, 100e3), ringSite("b", {36.0001, 138}, 100e3),
                  ringSite("c", {36.2, 138.4}, 100)};
    plan.sites[1].name = "a";
    Site centre;
    centre.id = centre.name = "hq";
    centre.kind = SiteKind::ControlCentre;
    centre.position = {36.3, 138.3};
    plan.sites.push_back(centre);
    Site lost = ringSite("lost", {-36, -138}, 100e3);
    lost.sensor->antennaHeight = 2000;
    plan.sites.push_back(lost);
    plan.links = {{"k", "a", "hq", LinkKind::Cable, true}, {"x", "b", "gone", LinkKind::Cable, true}};
    Area area;
    area.id = area.name = "box";
    area.ring = kRing;
    plan.areas.push_back(area);
    CheckOptions options;
    const auto findings = checkPlan(plan, test::roughGround(), options);
    const auto has = [&](const char* code, const char* subject) {
      return std::any_of(findings.begin(), findings.end(),
                         [&](const Finding& f) { return f.code == code && f.subject == subject; });
    };
    QVERIFY(has("same-place", "b"));
    QVERIFY(has("same-name", "b"));
    QVERIFY(has("unit", "c"));
    QVERIFY(has("unit", "lost"));
    QVERIFY(has("far-away", "lost"));
    QVERIFY(has("no-terrain", "lost"));
    QVERIFY(has("unreachable", "b"));
    QVERIFY(has("link-broken", "x"));
    QVERIFY(!has("unreachable", "a") && !has("unit", "a") && !has("far-away", "a"));
    const auto sensors = computeNetwork(plan, test::roughGround(), 4.0 / 3, FloorQuality::Preview, nullptr);
    const auto more = checkCoverage(plan, *sensors, test::roughGround(), options);
    QVERIFY(std::any_of(more.begin(), more.end(), [](const Finding& f) { return f.code == "gap"; }));
    QVERIFY(std::any_of(more.begin(), more.end(),
                        [](const Finding& f) { return f.code == "redundant" && f.subject == "b"; }));
    const auto sights = explainPoint(plan, test::roughGround(), {36.1, 138.1}, 4000);
    QCOMPARE(sights.size(), std::size_t(4));
    QVERIFY(sights[0].sight.ok() && sights[0].sight->seen());
    QVERIFY(!sights.back().sight->seen());
  }

  void boardAgainstThePlanItself() {
    Plan plan;
    plan.sites = {ringSite("a", {35.9, 137.8}, 60e3), ringSite("b", {36.2, 138.2}, 60e3)};
    Site relay;
    relay.id = relay.name = "relay";
    relay.kind = SiteKind::Relay;
    relay.position = {36, 138};
    Site centre = relay;
    centre.id = centre.name = "hq";
    centre.kind = SiteKind::ControlCentre;
    plan.sites.push_back(relay);
    plan.sites.push_back(centre);
    plan.links = {{"ar", "a", "relay", LinkKind::Cable, true},
                  {"rh", "relay", "hq", LinkKind::Cable, true},
                  {"bh", "b", "hq", LinkKind::Cable, true}};
    Area area;
    area.id = area.name = "box";
    area.ring = kRing;
    plan.areas.push_back(area);
    NetworkInput input;
    input.plan = plan;
    input.level = {3000, false};
    input.sensors = *computeNetwork(plan, nullptr, 4.0 / 3, FloorQuality::Preview, nullptr);
    NetworkCache cache;
    const auto all = analyseNetwork(input, cache);
    QVERIFY(all.ok());
    QCOMPARE(all->areas.size(), std::size_t(2));
    QVERIFY(all->unreached.empty());
    const double covered = all->areas[0].now.by[0];
    for (const BoardRow& row : all->board) {
      NetworkInput without = input;
      without.off = {row.id};
      const auto then = analyseNetwork(without, cache);
      QVERIFY2(std::abs(covered - then->areas[0].now.by[0] - row.loss) < 1, row.id.c_str());
      for (const BoardRow& back : then->board) {
        if (back.id == row.id) QVERIFY(!back.isOn && std::abs(back.loss - row.loss) < 1);
      }
    }
    input.off = {"relay"};
    const auto cut = analyseNetwork(input, cache);
    QCOMPARE(cut->unreached, std::vector<std::string>{"a"});
    input.off.clear();
    input.plan.sites[3].active = false;
    QCOMPARE(analyseNetwork(input, cache)->areas[0].now.by[0], 0.0);
    input.connectedOnly = false;
    QVERIFY(analyseNetwork(input, cache)->areas[0].now.by[0] > 0);
  }
};

QTEST_APPLESS_MAIN(TestAdvisor)
#include "tst_advisor.moc"
