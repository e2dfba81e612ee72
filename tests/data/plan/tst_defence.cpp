// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Geodesic.h"
#include "data/plan/defence/Footprint.h"
#include "data/plan/defence/Stocks.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace sorami;

namespace {

constexpr double kPi = std::numbers::pi;

Site battery(const char* id, LatLon at, double centre, double width) {
  Site s;
  s.id = s.name = id;
  s.kind = SiteKind::Battery;
  s.position = at;
  s.battery = Battery{};
  s.battery->sectorCentreDeg = centre;
  s.battery->sectorWidthDeg = width;
  s.battery->envelopes = {{TargetClass::Aircraft, 5e3, 70e3, 50, 24e3},
                          {TargetClass::BallisticMissile, 3e3, 25e3, 2e3, 20e3}};
  s.battery->stocks = {{"A", 16, 8, {{100, -4, 0, "fired"}, {200, 4, -4, "reloaded"}}}};
  return s;
}

double areaAt(const Plan& plan, double altitude, TargetClass target) {
  for (const Footprint& f : combinedFootprints(plan, altitude)) {
    if (f.target == target && f.reaches) return ringsArea(f.rings);
  }
  return 0;
}

}  // namespace

class TestDefence : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void footprintIsTheSectorBetweenItsRanges() {
    const auto prints = footprintsOf(battery("b", {35, 139}, 350, 90), 10e3);
    QCOMPARE(prints.size(), std::size_t{2});
    QVERIFY(prints[0].reaches && prints[1].reaches);
    const double expected = kPi / 4 * (70e3 * 70e3 - 5e3 * 5e3);
    QVERIFY(std::abs(ringsArea(prints[0].rings) / expected - 1) < 2e-3);
    QVERIFY(isInside(prints[0].rings[0], geodesicPoint({35, 139}, 20, 60e3)));
    QVERIFY(!isInside(prints[0].rings[0], geodesicPoint({35, 139}, 40, 60e3)));
    QVERIFY(!isInside(prints[0].rings[0], geodesicPoint({35, 139}, 350, 3e3)));
  }

  void altitudeDecidesWhoReaches() {
    const Site site = battery("b", {35, 139}, 0, 360);
    const auto low = footprintsOf(site, 1000);
    QVERIFY(low[0].reaches && !low[1].reaches);
    const auto high = footprintsOf(site, 22e3);
    QVERIFY(high[0].reaches && !high[1].reaches);
    QVERIFY(!footprintsOf(site, 30e3)[0].reaches);
    const double expected = kPi * (70e3 * 70e3 - 5e3 * 5e3);
    QVERIFY(std::abs(ringsArea(low[0].rings) / expected - 1) < 2e-3);
  }

  /// Two equal discs: their union is twice one less the lens.
  void unionCountsWhatOverlapsOnce() {
    for (const LatLon at : {LatLon{35, 139}, LatLon{-20, 179.9}, LatLon{88, 10}}) {
      Plan plan;
      plan.sites = {battery("a", at, 0, 360), battery("b", geodesicPoint(at, 90, 80e3), 0, 360)};
      for (Site& s : plan.sites) s.battery->envelopes[0].minRange = 0;
      const double r = 70e3;
      const double d = 80e3;
      const double lens = 2 * r * r * std::acos(d / (2 * r)) - d / 2 * std::sqrt(4 * r * r - d * d);
      const double expected = 2 * kPi * r * r - lens;
      const double found = areaAt(plan, 10e3, TargetClass::Aircraft);
      QVERIFY2(std::abs(found / expected - 1) < 3e-3,
               qPrintable(QString("%1 %2: %3").arg(at.lat).arg(at.lon).arg(found / expected)));
      plan.sites[1].active = false;
      QVERIFY(std::abs(areaAt(plan, 10e3, TargetClass::Aircraft) / (kPi * r * r) - 1) < 3e-3);
    }
  }

  void stocksFollowTheirChanges() {
    const Stock stock{"A", 3, 2, {{100, -5, 0, ""}, {200, 4, -2, ""}}};
    QCOMPARE(stockAt(stock, 99), (StockLevel{3, 2}));
    QCOMPARE(stockAt(stock, 100), (StockLevel{0, 2}));
    QCOMPARE(stockAt(stock, 200), (StockLevel{4, 0}));
  }

  void stocksAddUpByAreaAndLayer() {
    Plan plan;
    plan.sites = {battery("a", {35, 139}, 0, 90), battery("b", {35.2, 139.2}, 0, 90),
                  battery("c", {40, 141}, 0, 90)};
    plan.sites[1].battery->layer = DefenceLayer::UpperTier;
    Area area;
    area.name = "South";
    area.ring = {{34, 138}, {34, 140}, {36, 140}, {36, 138}};
    plan.areas = {area};
    const auto sums = sumStocks(plan, 150);
    QCOMPARE(sums.size(), std::size_t{3});
    QCOMPARE(sums[0], (StockSum{"South", DefenceLayer::Terminal, "A", 1, {12, 8}}));
    QCOMPARE(sums[1], (StockSum{"South", DefenceLayer::UpperTier, "A", 1, {12, 8}}));
    QCOMPARE(sums[2], (StockSum{"", DefenceLayer::Terminal, "A", 1, {12, 8}}));
    // Out of service its interceptors do not count, before and after they do.
    plan.sites[1].outages = {{100, 200, "upkeep"}};
    QCOMPARE(sumStocks(plan, 150).size(), std::size_t{2});
    QCOMPARE(sumStocks(plan, 99).size(), std::size_t{3});
    QCOMPARE(sumStocks(plan, 200).size(), std::size_t{3});
    plan.sites[1].outages.clear();
    plan.sites[0].active = false;
    QCOMPARE(sumStocks(plan, 150).size(), std::size_t{2});
  }
};

QTEST_APPLESS_MAIN(TestDefence)
#include "tst_defence.moc"
