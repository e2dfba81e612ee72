// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/coverage/RoughGround.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/Explain.h"
#include "data/coverage/detection/VerticalCut.h"
#include "data/coverage/physics/Diffraction.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/geo/Geodesic.h"
#include "data/plan/sensors/SensorClass.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace sorami;

namespace {

TerrainProfile flat(double length, int samples) {
  TerrainProfile p;
  p.length = length;
  for (int i = 0; i < samples; ++i) {
    p.distances.push_back(length * i / (samples - 1));
    p.heights.push_back(0);
  }
  return p;
}

}  // namespace

/// Cuts and profiles against the point method and closed forms.
class TestVerticalCut : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// A point a little inside an edge is seen, one a little outside is not.
  void edgesAreWhereSightEnds() {
    const TerrainPtr terrain = test::roughGround();
    SensorParameters s = sensorClass("gap-filler-2d")->presets[0].parameters;
    s.instrumentedRange = 60e3;
    const LatLon site{36, 138};
    const CoverageRequest request = requestOf(s, site, 4.0 / 3);
    int inside = 0, outside = 0, wrong = 0;
    for (const double azimuth : {20.0, 140.0, 265.0}) {
      const auto cut = computeVerticalCut(request, terrain.get(), azimuth, {s.requiredPd});
      QVERIFY(cut.ok());
      QCOMPARE(cut->contours.size(), std::size_t{1});
      const VerticalCut::Contour& contour = cut->contours[0];
      QCOMPARE(contour.visible.size(), contour.masked.size());
      for (std::size_t i = 0; i < contour.visible.size(); i += 3) {
        const DetectionEdge& e = contour.visible[i];
        if (e.elevation < degToRad(-0.9) || e.elevation > degToRad(29)) continue;
        for (const double part : {0.93, 1.07}) {
          const double slant = e.slant * part;
          if (slant < 2000) continue;
          const double r0 = cut->radius + cut->antennaMsl;
          const double x = slant * std::cos(e.elevation);
          const double y = r0 + slant * std::sin(e.elevation);
          const double ground = cut->radius * std::atan2(x, y);
          const double altitude = std::hypot(x, y) - cut->radius;
          const auto sight =
              explainSight(request, terrain.get(), geodesicPoint(site, azimuth, ground), altitude);
          QVERIFY(sight.ok());
          ++(part < 1 ? inside : outside);
          wrong += sight->seen() != (part < 1) ? 1 : 0;
        }
      }
    }
    QVERIFY(inside > 100 && outside > 100);
    // Rays that graze are decided by the last metre: a few may differ.
    QVERIFY2(wrong <= 0.04 * (inside + outside),
             qPrintable(QString("%1 of %2").arg(wrong).arg(inside + outside)));
  }

  void blankedAzimuthSaysSo() {
    SensorParameters s = sensorClass("sam-sector")->presets[0].parameters;
    s.sectorCentreDeg = 90;
    const CoverageRequest request = requestOf(s, {36, 138}, 4.0 / 3);
    QVERIFY(computeVerticalCut(request, nullptr, 100, {0.8})->inSector);
    QVERIFY(!computeVerticalCut(request, nullptr, 200, {0.8})->inSector);
    QVERIFY(!computeVerticalCut(request, nullptr, std::nan(""), {0.8}).ok());
  }

  void sightOverTheBulge() {
    constexpr double kRadius = 8'494'667;
    const TerrainProfile p = flat(60e3, 2001);
    // 60 km of sea: the bulge in the middle is d²/8R, 52.97 m.
    const SightLine low = sightLine(p, 50, 50, 0, kRadius);
    QVERIFY(!low.clear);
    QVERIFY(std::abs(low.clearance - (50 - 60e3 * 60e3 / (8 * kRadius))) < 0.01);
    QVERIFY(std::abs(low.worstAt - 30e3) < 50);
    QVERIFY(std::isnan(low.fresnelShare));
    const SightLine high = sightLine(p, 100, 100, 6e9, kRadius);
    QVERIFY(high.clear);
    const double zone = physics::fresnelRadius(30e3, 30e3, physics::wavelength(6e9));
    QVERIFY(std::abs(high.fresnelShare - (100 - 52.97) / zone) < 0.03);
    QVERIFY(std::abs(high.freeSpaceDb - 143.56) < 0.02);  // 92.45 + 20 log 6 + 20 log 60
  }

  void ridgeTakesWhatAKnifeEdgeTakes() {
    constexpr double kRadius = 1e12;  // a flat earth
    TerrainProfile p = flat(40e3, 801);
    p.heights[400] = 150;
    const SightLine sight = sightLine(p, 100, 100, 1e9, kRadius);
    QVERIFY(!sight.clear);
    QVERIFY(std::abs(sight.clearance + 50) < 1e-3);
    const double nu = physics::fresnelParameter(50, 20e3, 20e3, physics::wavelength(1e9));
    // Bullington's construction on one edge is that edge, with his term for rough paths (P.526 eq. 56); over
    // a flat earth the spherical part adds next to nothing.
    const double edge = physics::knifeEdgeLoss(nu);
    const double expected = edge + (1 - std::exp(-edge / 6)) * (10 + 0.02 * 40);
    QVERIFY2(std::abs(sight.diffractionDb - expected) < 1,
             qPrintable(QString("%1 %2").arg(sight.diffractionDb).arg(expected)));
  }

  void unknownGroundIsNotClear() {
    TerrainProfile p = flat(10e3, 101);
    p.heights[50] = std::numeric_limits<float>::quiet_NaN();
    const SightLine sight = sightLine(p, 500, 500, 5e9, 8.5e6);
    QVERIFY(sight.unknown);
    QVERIFY(std::isnan(sight.diffractionDb));
  }
};

QTEST_APPLESS_MAIN(TestVerticalCut)
#include "tst_verticalcut.moc"
