// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/AltitudeCode.h"
#include "data/coverage/RoughGround.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/network/Gaps.h"
#include "data/coverage/network/NetworkFloors.h"
#include "data/geo/Geodesic.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace sorami;

namespace {

NetworkGridPtr boxGrid(int cells = 2500) {
  const auto grid = NetworkGrid::overBox({137, 35, 139, 37}, static_cast<std::size_t>(cells));
  return grid ? *grid : nullptr;
}

/// Sensors with floors at random, with unknown and never among them.
NetworkFloors randomFloors(const NetworkGridPtr& grid, int sensors, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<SensorCells> all;
  for (int s = 0; s < sensors; ++s) {
    SensorCells cells;
    cells.site = "s" + std::to_string(s);
    cells.scanPeriod = s % 4 == 0 ? 0 : 4 + s;
    for (std::size_t i = 0; i < grid->size(); ++i) {
      const unsigned kind = random() % 10;
      const auto low = static_cast<std::uint16_t>(1000 + random() % 8000);
      cells.low.push_back(kind == 0 ? AltitudeCode::kUnknown : kind <= 3 ? AltitudeCode::kNever : low);
      cells.high.push_back(static_cast<std::uint16_t>(low + random() % 12000));
    }
    all.push_back(std::move(cells));
  }
  std::vector<float> ground;
  for (std::size_t i = 0; i < grid->size(); ++i) ground.push_back(static_cast<float>(random() % 900));
  return NetworkFloors(grid, std::move(all), std::move(ground));
}

int seenBy(const NetworkFloors& floors, const SensorSet& counts, std::size_t cell, double altitude) {
  int n = 0;
  for (std::size_t s = 0; s < floors.sensors().size(); ++s) {
    if (!counts.empty() && counts[s] == 0) continue;
    const SensorCells& sensor = floors.sensors()[s];
    if (sensor.low[cell] >= AltitudeCode::kUnknown) continue;
    if (AltitudeCode::metres(sensor.low[cell]) <= altitude &&
        altitude < AltitudeCode::metres(sensor.high[cell]) + 0.5)
      ++n;
  }
  return n;
}

}  // namespace

class TestNetwork : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void gridAreaIsGeodesic() {
    const std::vector<LatLon> ring = {{35.1, 137.2}, {35.4, 140.6}, {38.3, 139.9}, {37.2, 136.8}};
    const auto grid = NetworkGrid::overRing(ring, 40'000);
    QVERIFY(grid.ok());
    const double exact = std::abs(geodesicArea(ring));
    QVERIFY2(std::abs((*grid)->totalArea() / exact - 1) < 2e-3,
             qPrintable(QString::number((*grid)->totalArea() / exact)));
    // A box's cells make up the box.
    const auto box = NetworkGrid::overBox({137, 35, 139, 37}, 900);
    std::vector<LatLon> edge;
    for (int i = 0; i <= 200; ++i) edge.push_back({35, 137 + 2.0 * i / 200});
    for (int i = 0; i <= 200; ++i) edge.push_back({37, 139 - 2.0 * i / 200});
    QVERIFY2(std::abs((*box)->totalArea() / geodesicArea(edge) - 1) < 1e-5,
             qPrintable(QString::number((*box)->totalArea() / geodesicArea(edge) - 1)));
  }

  void gridAcrossTheDateline() {
    const std::vector<LatLon> ring = {{50, 178}, {50, -177}, {54, -177}, {54, 178}};
    const auto grid = NetworkGrid::overRing(ring, 10'000);
    QVERIFY(grid.ok());
    QVERIFY(std::abs((*grid)->totalArea() / std::abs(geodesicArea(ring)) - 1) < 2e-3);
    QVERIFY((*grid)->cellAt({52, 179.9}) >= 0);
    QVERIFY((*grid)->cellAt({52, -179.9}) >= 0);
    QVERIFY((*grid)->cellAt({52, 177}) < 0);
    for (std::size_t cell = 0; cell < (*grid)->size(); cell += 37) {
      QCOMPARE((*grid)->cellAt((*grid)->middle(cell)), static_cast<std::ptrdiff_t>(cell));
    }
  }

  // An area that holds a pole is one area, and a gap about the pole one gap, whatever the grid's edges.
  void gridAboutAPole() {
    for (const double sign : {1.0, -1.0}) {
      std::vector<LatLon> ring;
      for (int i = 0; i < 24; ++i) ring.push_back({sign * (84 + i % 2), -180 + 15.0 * i});
      const auto made = NetworkGrid::overRing(ring, 60'000);
      QVERIFY(made.ok());
      const NetworkGrid& grid = **made;
      QVERIFY(grid.isRound());
      const double exact = std::abs(geodesicArea(ring));
      QVERIFY2(std::abs(grid.totalArea() / exact - 1) < 3e-3,
               qPrintable(QString::number(grid.totalArea() / exact)));
      for (const double lon : {-179.99, 0.0, 100.0, 179.99})
        QVERIFY(grid.isInside(static_cast<std::size_t>(grid.cellAt({sign * 89.9, lon}))));
      // A disc about a place near the pole, and one across the seam of the grid.
      const LatLon seam{sign * 86.5, grid.west()};
      std::vector<std::uint8_t> inside(grid.size(), 0);
      for (std::size_t cell = 0; cell < grid.size(); ++cell) {
        const LatLon p = grid.middle(cell);
        inside[cell] =
            geodesic({sign * 89.5, 30}, p).distance < 150e3 || geodesic(seam, p).distance < 60e3 ? 1 : 0;
      }
      const auto regions = cellRegions(grid, inside);
      QCOMPARE(regions.size(), std::size_t(2));
      QVERIFY2(std::abs(regions[0].area / (M_PI * 150e3 * 150e3) - 1) < 0.02,
               qPrintable(QString::number(regions[0].area / (M_PI * 150e3 * 150e3))));
      QVERIFY2(std::abs(regions[1].area / (M_PI * 60e3 * 60e3) - 1) < 0.04,
               qPrintable(QString::number(regions[1].area / (M_PI * 60e3 * 60e3))));
    }
  }

  void badAreasAreRefused() {
    QVERIFY(!NetworkGrid::overRing(std::vector<LatLon>{{0, 0}, {1, 1}}).ok());
    QVERIFY(!NetworkGrid::overRing(std::vector<LatLon>{{0, 0}, {0, 1}, {0, 2}}).ok());
    QVERIFY(!NetworkGrid::overRing(std::vector<LatLon>{{0, 0}, {1, 1}, {std::nan(""), 2}}).ok());
    QVERIFY(!NetworkGrid::overBox(GeoBox{}).ok());
  }

  void bandsNeedAllOfTheirAltitudes() {
    const NetworkGridPtr grid = boxGrid(900);
    const NetworkFloors floors = randomFloors(grid, 5, 8);
    for (const bool above : {false, true}) {
      const AltitudeLevel band{1500, above, 800};
      const auto seen = sensorCounts(floors, {}, band);
      const auto gaps = findGaps(floors, {}, band, 1, 1);
      double open = 0;
      for (std::size_t cell = 0; cell < grid->size(); ++cell) {
        const double from = above ? 1500 + static_cast<double>(floors.ground(cell)) : 1500;
        int all = 0;
        for (const SensorCells& sensor : floors.sensors()) {
          if (sensor.low[cell] >= AltitudeCode::kUnknown) continue;
          all += AltitudeCode::metres(sensor.low[cell]) <= from &&
                         from + 800 < AltitudeCode::metres(sensor.high[cell]) + 0.5
                     ? 1
                     : 0;
        }
        QCOMPARE(int(seen[cell]), all);
        if (all == 0) open += grid->area(cell);
      }
      QVERIFY(std::abs(gaps.total - gaps.covered - open) < 1);
      // What a band misses is never less than what its lower end misses.
      QVERIFY(gaps.covered <= findGaps(floors, {}, {1500, above}, 1, 1).covered);
    }
  }

  void compositeAgainstBruteForce() {
    const NetworkGridPtr grid = boxGrid();
    const NetworkFloors floors = randomFloors(grid, 9, 5);
    const SensorSet counts = {1, 0, 1, 1, 1, 0, 1, 1, 1};
    const auto planes = lowestFloors(floors, counts, 3);
    for (const bool above : {false, true}) {
      for (const double altitude : {100.0, 900.0, 2500.0, 4000.25}) {
        const AltitudeLevel level{altitude, above};
        const auto seen = sensorCounts(floors, counts, level);
        const auto revisit = revisitTimes(floors, counts, level);
        double by[3] = {0, 0, 0};
        for (std::size_t cell = 0; cell < grid->size(); ++cell) {
          const double at = above ? altitude + static_cast<double>(floors.ground(cell)) : altitude;
          const int expected = seenBy(floors, counts, cell, at);
          QCOMPARE(int(seen[cell]), expected);
          for (int k = 0; k < 3 && k < expected; ++k) by[k] += grid->area(cell);
          double looks = 0;
          bool always = false;
          for (std::size_t s = 0; s < counts.size(); ++s) {
            SensorSet one(counts.size(), 0);
            one[s] = counts[s];
            if (seenBy(floors, one, cell, at) == 0) continue;
            always = always || floors.sensors()[s].scanPeriod == 0;
            if (!always) looks += 1 / floors.sensors()[s].scanPeriod;
          }
          const double wanted = always ? 0 : looks > 0 ? 1 / looks : INFINITY;
          QVERIFY(std::isinf(wanted) ? std::isinf(revisit[cell])
                                     : std::abs(static_cast<double>(revisit[cell]) - wanted) < 1e-3);
        }
        const CoverShare share = coverAt(floors, counts, level);
        for (int k = 0; k < 3; ++k) QVERIFY(std::abs(share.by[k] - by[k]) < 1);
      }
    }
    for (std::size_t cell = 0; cell < grid->size(); ++cell) {
      std::vector<std::uint16_t> all;
      for (std::size_t s = 0; s < counts.size(); ++s) {
        if (counts[s] != 0) all.push_back(floors.sensors()[s].low[cell]);
      }
      std::sort(all.begin(), all.end());
      for (std::size_t k = 0; k < 3; ++k) QCOMPARE(planes[k][cell], all[k]);
    }
  }

  void cellsAgreeWithTheField() {
    const NetworkGridPtr grid = boxGrid();
    FloorRequest request;
    request.site = {36.0, 138.0};
    request.antennaHeight = 20;
    request.range = 90e3;
    const auto field = computeFloor(request, test::roughGround(), FloorQuality::Fast);
    QVERIFY(field.ok());
    SensorParameters ring;
    ring.principle = SensorPrinciple::RangeRing;
    ring.instrumentedRange = 90e3;
    ring.elevationMinDeg = -90;
    ring.elevationMaxDeg = 90;
    const SensorCells cells = NetworkFloors::cellsOf(*grid, {"s", ring, *field});
    QVERIFY(!cells.isNowhere);
    int seen = 0;
    int same = 0;
    for (std::size_t cell = 0; cell < grid->size(); ++cell) {
      const double away = geodesic(request.site, grid->middle(cell)).distance;
      if (std::abs(away - 90e3) < 100) continue;
      const float floor = (*field)->floorAt(grid->middle(cell));
      if (std::isinf(floor)) {
        QCOMPARE(cells.low[cell], AltitudeCode::kNever);
        continue;
      }
      ++seen;
      // Two ways to a place differ by a metre: at the edge of a shadow that is another floor.
      const double low = AltitudeCode::metres(cells.low[cell]);
      if (std::abs(low - static_cast<double>(floor)) < 2 + 0.02 * static_cast<double>(floor)) ++same;
    }
    QVERIFY2(same >= 0.995 * seen, qPrintable(QStringLiteral("%1 of %2").arg(same).arg(seen)));
    QVERIFY(seen > 100);
  }

  void gapOutlinesHoldTheirCells() {
    const NetworkGridPtr grid = boxGrid(10'000);
    // Seen everywhere but in two discs, one of them a ring about an island that is seen.
    std::vector<std::uint8_t> inside(grid->size(), 0);
    const LatLon a{35.6, 137.6}, b{36.3, 138.4};
    for (std::size_t cell = 0; cell < grid->size(); ++cell) {
      const double toA = geodesic(a, grid->middle(cell)).distance;
      const double toB = geodesic(b, grid->middle(cell)).distance;
      inside[cell] = toA < 20e3 || (toB < 40e3 && toB > 15e3) ? 1 : 0;
    }
    const auto regions = cellRegions(*grid, inside);
    QCOMPARE(regions.size(), std::size_t(2));
    QCOMPARE(regions[0].rings.size(), std::size_t(2));
    QCOMPARE(regions[1].rings.size(), std::size_t(1));
    QVERIFY(geodesicArea(regions[0].rings[0]) > 0);
    QVERIFY(geodesicArea(regions[0].rings[1]) < 0);
    const double ring = M_PI * (40e3 * 40e3 - 15e3 * 15e3);
    QVERIFY2(std::abs(regions[0].area / ring - 1) < 0.01,
             qPrintable(QString::number(regions[0].area / ring)));
    QVERIFY(std::abs(regions[1].area / (M_PI * 20e3 * 20e3) - 1) < 0.015);
    // On anything at all: the rings' area is that of the cells, but for the rounded corners.
    std::mt19937 random(11);
    for (auto& v : inside) v = random() % 3 == 0 ? 1 : 0;
    double cells = 0;
    double rings = 0;
    for (std::size_t cell = 0; cell < grid->size(); ++cell) cells += inside[cell] != 0 ? grid->area(cell) : 0;
    std::size_t members = 0;
    for (const CellRegion& region : cellRegions(*grid, inside)) {
      rings += region.area;
      members += region.cells.size();
    }
    QCOMPARE(members, static_cast<std::size_t>(std::count(inside.begin(), inside.end(), std::uint8_t{1})));
    QVERIFY(rings > 0.5 * cells && rings <= cells);
  }

  void gapsCloseWhereTheySay() {
    const NetworkGridPtr grid = boxGrid(3600);
    FloorRequest request;
    request.antennaHeight = 20;
    request.range = 200e3;
    SensorParameters ring;
    ring.principle = SensorPrinciple::RangeRing;
    ring.instrumentedRange = 200e3;
    ring.elevationMinDeg = -90;
    ring.elevationMaxDeg = 90;
    std::vector<NetworkSensor> sensors;
    for (const LatLon site : {LatLon{35.5, 137.5}, LatLon{36.4, 138.3}}) {
      request.site = site;
      const auto field = computeFloor(request, test::roughGround(), FloorQuality::Preview);
      QVERIFY(field.ok());
      sensors.push_back({"s" + std::to_string(sensors.size()), ring, *field});
    }
    const auto floors = NetworkFloors::make(grid, sensors, test::roughGround());
    QVERIFY(floors.ok());
    const GapReport report = findGaps(**floors, {}, {3000, false}, 1, 1);
    QVERIFY(!report.gaps.empty());
    double sum = 0;
    for (const Gap& gap : report.gaps) sum += gap.area;
    // Outlines follow the floor's own slope between cells, and are rounded about single ones.
    QVERIFY2(std::abs(report.covered + sum - report.total) < 0.15 * (report.total - report.covered),
             qPrintable(QStringLiteral("%1 %2 %3").arg(report.covered).arg(sum).arg(report.total)));
    const CoverShare share = coverAt(**floors, {}, {3000, false});
    QCOMPARE(share.by[0], report.covered);
    for (const Gap& gap : report.gaps) {
      QVERIFY(gap.closesAt > 3000);
      QVERIFY(gap.halfClosedAt <= gap.closesAt);
      if (std::isinf(gap.closesAt)) continue;
      const std::size_t cell = static_cast<std::size_t>(grid->cellAt(gap.deepest));
      QCOMPARE(sensorCounts(**floors, {}, {gap.closesAt, false})[cell], std::uint8_t(1));
      QCOMPARE(sensorCounts(**floors, {}, {gap.closesAt - 1, false})[cell], std::uint8_t(0));
    }
    // Higher targets are never seen less.
    double last = 0;
    for (const CoverShare& s :
         coverByAltitude(**floors, {}, std::vector<AltitudeLevel>{{500}, {1000}, {2000}, {4000}, {9000}})) {
      QVERIFY(s.by[0] >= last && s.by[0] >= s.by[1] && s.by[1] >= s.by[2]);
      last = s.by[0];
    }
  }

  void stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    Plan plan;
    Site site;
    site.id = "a";
    site.position = {36, 138};
    site.sensor = SensorParameters{};
    plan.sites.push_back(site);
    QVERIFY(!computeNetwork(plan, nullptr, 4.0 / 3, FloorQuality::Preview, nullptr, stop.get_token()).ok());
    QVERIFY(!NetworkFloors::make(boxGrid(), {}, nullptr, stop.get_token()).ok());
  }
};

QTEST_APPLESS_MAIN(TestNetwork)
#include "tst_network.moc"
