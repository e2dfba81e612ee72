// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "GeneratedPlan.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Edits.h"
#include "data/plan/Motion.h"
#include "data/plan/PlanDelta.h"
#include "data/plan/Release.h"

#include <QTest>

#include <cmath>

using namespace sorami;

namespace {

PlanItem site(const char* id) {
  return {PlanItemKind::Site, id};
}

/// One random edit, as a user might make it.
Plan anyEdit(const Plan& plan, test::PlanGenerator& any) {
  PlanItems items;
  for (const PlanItem& item : allItems(plan)) {
    if (any.below(3) == 0) items.push_back(item);
  }
  switch (any.below(12)) {
    case 0: {
      Site s = any.site();
      s.id = edits::freshId(plan, "site");
      return edits::withSite(plan, s);
    }
    case 1:
      return edits::removed(plan, items);
    case 2:
      return edits::moved(plan, items, {35, 135}, {35.2, 135.4});
    case 3:
      return edits::aligned(plan, items, static_cast<edits::Align>(any.below(6)));
    case 4:
      return edits::spread(plan, items, any.chance());
    case 5:
      return edits::pasted(plan, edits::extracted(plan, items), std::nullopt);
    case 6:
      return edits::setGroup(plan, items, any.text());
    case 7:
      return edits::setLocked(plan, items, any.chance());
    case 8:
      return edits::setActive(plan, items, any.chance());
    case 9: {
      Plan next = plan;
      next.name = any.text();
      next.marking = any.text();
      next.altitudeDetents.push_back(any.number(0, 9000));
      return next;
    }
    case 10: {
      Drawing d = any.drawing();
      d.id = edits::freshId(plan, "drawing");
      return edits::withDrawing(plan, d);
    }
    default:
      return items.empty() ? plan : edits::renamed(plan, items.front(), any.text());
  }
}

}  // namespace

class TestEdits : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void anySequenceUndoneGivesTheSameBytes() {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
      test::PlanGenerator any(seed);
      Plan plan = any.plan();
      std::vector<std::string> texts{planToJson(plan)};
      std::vector<PlanDelta> deltas;
      for (int i = 0; i < 30; ++i) {
        const Plan next = anyEdit(plan, any);
        deltas.emplace_back(plan, next);
        QCOMPARE(deltas.back().isEmpty(), plan == next);
        plan = next;
        texts.push_back(planToJson(plan));
        // Whatever was edited can be saved and opened.
        const Result<Plan> again = parsePlan(texts.back(), "plan");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
      }
      const std::string last = texts.back();
      for (int i = 29; i >= 0; --i) {
        plan = deltas[static_cast<std::size_t>(i)].undone(plan);
        QCOMPARE(planToJson(plan), texts[static_cast<std::size_t>(i)]);
      }
      for (const PlanDelta& delta : deltas) plan = delta.redone(plan);
      QCOMPARE(planToJson(plan), last);
    }
  }

  void aDeltaHoldsOnlyWhatDiffers() {
    Plan plan = demo::makeDemoPlan();
    Plan next = edits::moved(plan, {site("r-oki")}, plan.site("r-oki")->position, {36, 133});
    QCOMPARE(PlanDelta(plan, next).objects(), std::size_t{2});
    QCOMPARE(next.site("r-oki")->position, (LatLon{36, 133}));
    next = edits::removed(plan, {site("r-oki")});
    QVERIFY(PlanDelta(plan, next).objects() <= 3);
  }

  void removingASiteTakesItsLinks() {
    const Plan plan = demo::makeDemoPlan();
    const Plan next = edits::removed(plan, {site("l-chugoku")});
    QVERIFY(!next.site("l-chugoku"));
    for (const Link& l : next.links) QVERIFY(l.from != "l-chugoku" && l.to != "l-chugoku");
    const auto own = std::count_if(plan.links.begin(), plan.links.end(), [](const Link& l) {
      return l.from == "l-chugoku" || l.to == "l-chugoku";
    });
    QVERIFY(own > 0);
    QCOMPARE(plan.links.size() - next.links.size(), static_cast<std::size_t>(own));
  }

  void lockedThingsStay() {
    const Plan plan = edits::setLocked(demo::makeDemoPlan(), {site("r-oki")}, true);
    QVERIFY(edits::moved(plan, {site("r-oki")}, {0, 0}, {1, 1}) == plan);
    QVERIFY(edits::removed(plan, {site("r-oki")}) == plan);
    QVERIFY(edits::renamed(plan, site("r-oki"), "x") == plan);
  }

  void movesAreTrueOnTheEllipsoid() {
    const Plan plan = demo::makeDemoPlan();
    const PlanItem area{PlanItemKind::Area, "z-north"};
    const LatLon to{61, -40};
    const Plan next = edits::moved(plan, {area}, {39, 136}, to);
    for (std::size_t i = 0; i < plan.area("z-north")->ring.size(); ++i) {
      const GeodesicLine before = geodesic({39, 136}, plan.area("z-north")->ring[i]);
      const GeodesicLine after = geodesic(to, next.area("z-north")->ring[i]);
      QVERIFY(std::abs(before.distance - after.distance) < 0.01);
      QVERIFY(std::abs(std::remainder(before.azimuthFromDeg - after.azimuthFromDeg, 360)) < 1e-6);
    }
  }

  void alignsAndSpreads() {
    Plan plan;
    for (int i = 0; i < 4; ++i) {
      Site s;
      s.id = std::to_string(i);
      s.position = {10.0 + i, wrapLongitude(178.0 + i * i)};  // across the dateline
      plan.sites.push_back(s);
    }
    const PlanItems all = allItems(plan);
    Plan next = edits::aligned(plan, all, edits::Align::North);
    for (const Site& s : next.sites) QVERIFY(std::abs(s.position.lat - 13) < 1e-6);
    next = edits::aligned(plan, all, edits::Align::East);
    for (const Site& s : next.sites) QVERIFY(std::abs(wrapLongitude(s.position.lon - 187)) < 1e-6);
    next = edits::spread(plan, all, true);
    QVERIFY(std::abs(wrapLongitude(next.sites[1].position.lon - 181)) < 1e-6);
    QCOMPARE(next.sites[3].position, plan.sites[3].position);
  }

  void copiesBetweenPlans() {
    const Plan plan = demo::makeDemoPlan();
    const Plan clip = edits::extracted(plan, {site("r-oki"), site("l-chugoku"), site("c-west")});
    QCOMPARE(clip.sites.size(), std::size_t{3});
    QCOMPARE(clip.links.size(), std::size_t{2});
    PlanItems made;
    const Plan same = edits::pasted(plan, clip, std::nullopt, &made);
    QCOMPARE(made.size(), std::size_t{3});
    QCOMPARE(same.sites.size(), plan.sites.size() + 3);
    QCOMPARE(same.links.size(), plan.links.size() + 2);
    QCOMPARE(same.site(made[0].id)->name, std::string("Oki 2"));
    const Plan other = edits::pasted({}, clip, LatLon{10, 20}, &made);
    QVERIFY(other.site("r-oki"));
    QVERIFY(geodesic(*edits::middleOf(other), {10, 20}).distance < 5000);
    // Distances within what was copied stay.
    const auto apart = [](const Plan& p) {
      return geodesic(p.site("r-oki")->position, p.site("c-west")->position).distance;
    };
    QVERIFY(std::abs(apart(other) / apart(plan) - 1) < 0.02);
  }

  void groupsBelongTogether() {
    Plan plan = edits::setGroup(demo::makeDemoPlan(), {site("r-oki"), site("b-kanto")}, "G");
    const PlanItems all = edits::withGroups(plan, {site("r-oki")});
    QCOMPARE(all.size(), std::size_t{2});
    QVERIFY(contains(all, site("b-kanto")));
  }

  void aReleasableCopyLeavesOutTheRest() {
    Plan plan = demo::makeDemoPlan();
    plan.sites[0].note = "ours";
    QCOMPARE(partnersOf(plan), std::vector<std::string>{"Partner A"});
    const Plan copy = releasedTo(plan, "Partner A");
    QVERIFY(copy.sites.size() < plan.sites.size());
    for (const Site& s : copy.sites) QVERIFY(s.kind != SiteKind::Battery && s.note.empty());
    for (const Link& l : copy.links) QVERIFY(copy.site(l.from) && copy.site(l.to));
    QVERIFY(copy.threats.empty());
    QCOMPARE(copy.areas.size(), plan.areas.size());
    QVERIFY(releasedTo(plan, "Partner B").sites.empty());
    const std::string json = planToJson(copy);
    for (const Site& s : plan.sites) {
      if (s.kind == SiteKind::Battery) QVERIFY(json.find(s.name) == std::string::npos);
    }
  }

  void thingsMoveWithTime() {
    const Plan plan = demo::makeDemoPlan();
    const Site& orbit = *plan.site("a-orbit");
    const Waypoint& a = orbit.route[1];
    const Waypoint& b = orbit.route[2];
    QVERIFY(geodesic(siteAt(orbit, {a.time}).position, a.position).distance < 1);
    const Whereabouts half = siteAt(orbit, {(a.time + b.time) / 2});
    QVERIFY(std::abs(geodesic(a.position, half.position).distance -
                     geodesic(half.position, b.position).distance) < 50);
    QVERIFY(std::abs(half.speed - 190) < 5);
    QCOMPARE(siteAt(*plan.site("r-oki"), {a.time}).position, plan.site("r-oki")->position);

    // In service up to an outage's first instant, and again from its end on.
    Site site = *plan.site("r-oki");
    site.outages = {{a.time, b.time, "upkeep"}, {b.time + kHour, 0, "lost"}};
    for (const auto& [time, serves] : {std::pair{UtcTime{a.time - 1}, true},
                                       {UtcTime{a.time}, false},
                                       {UtcTime{b.time - 1}, false},
                                       {UtcTime{b.time}, true},
                                       {UtcTime{b.time + kHour}, false},
                                       {UtcTime{b.time + 9 * kDay}, false}}) {
      QCOMPARE(isInService(site, time), serves);
      QCOMPARE(standingAt(site, time, nullptr).active, serves);
    }
    QVERIFY(isInService(site, UtcTime{}));
    Plan linked = plan;
    Link& link = linked.links[0];
    link.outages = site.outages;
    for (const Micros time : {a.time - 1, a.time, b.time, b.time + 9 * kDay}) {
      QCOMPARE(isInService(link, UtcTime{time}), isInService(site, UtcTime{time}));
      QCOMPARE(servingAt(linked, UtcTime{time}).links[0].active, isInService(link, UtcTime{time}));
      QCOMPARE(standingAt(linked, UtcTime{time}, nullptr).links[0].active, isInService(link, UtcTime{time}));
    }
    QVERIFY(isInService(link, UtcTime{}));
    link.active = false;
    QVERIFY(!isInService(link, UtcTime{b.time}));
    site.active = false;
    QVERIFY(!isInService(site, UtcTime{b.time}));

    const Threat& threat = *plan.threat("t-ballistic");
    const TimeRange times = timesOf(threat);
    QVERIFY(!threatAt(threat, times.begin - 1));
    QVERIFY(geodesic(threatAt(threat, times.begin)->position, threat.path.front()).distance < 1);
    QVERIFY(geodesic(threatAt(threat, times.end)->position, threat.path.back()).distance < 2000);
    QVERIFY(std::abs(threatAt(threat, times.begin + times.length() / 2)->altitude - 120e3) < 100);
  }
};

QTEST_APPLESS_MAIN(TestEdits)
#include "tst_edits.moc"
