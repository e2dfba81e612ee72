// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/Vectors.h"
#include "data/coverage/physics/Diffraction.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/coverage/physics/Refraction.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace sorami;
using namespace sorami::physics;

namespace {

constexpr double kRadius = kEarthRadius * 4 / 3;

struct Terrain {
  std::vector<double> distances, heights;
};

Terrain profile(const char* name) {
  Terrain terrain;
  for (const auto& row : vectors::csv(name)) {
    terrain.distances.push_back(row[0] * 1000);
    terrain.heights.push_back(row[1]);
  }
  return terrain;
}

}  // namespace

/// Edges, spheres and profiles against the ITU's validation examples.
class TestPhysicsDiffraction : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void knifeEdge() {
    const auto rows = vectors::csv("p526_knife_edge.csv");
    QCOMPARE(rows.size(), std::size_t{25});
    for (const auto& row : rows) {
      QVERIFY(std::abs(knifeEdgeLoss(row[0]) - row[1]) <= 1e-6);
      QVERIFY(std::abs(knifeEdgeLossExact(row[0]) - row[2]) <= 1e-6);
    }
    QVERIFY(std::abs(knifeEdgeLossExact(0) - 20 * std::log10(2.0)) < 1e-12);
    double before = -1;
    for (double nu = -0.78; nu < 5; nu += 0.001) {
      const double now = knifeEdgeLoss(nu);
      QVERIFY(now >= before && std::abs(now - knifeEdgeLossExact(nu)) < 0.14);
      before = now;
    }
    QCOMPARE(knifeEdgeLoss(-3), 0.0);
    // Far into the shadow the field falls as 1/(ν π √2).
    QVERIFY(std::abs(knifeEdgeLossExact(1e4) -
                     20 * std::log10(1e4 * std::numbers::pi * std::numbers::sqrt2)) < 1e-4);
  }

  void fresnel() {
    // Against Simpson's rule, in steps of a thousandth.
    double c = 0;
    double s = 0;
    const double h = 0.001;
    for (int i = 0; i < 6000; ++i) {
      const double x = i * h;
      const auto phase = [](double t) { return std::numbers::pi / 2 * t * t; };
      c += h / 6 * (std::cos(phase(x)) + 4 * std::cos(phase(x + h / 2)) + std::cos(phase(x + h)));
      s += h / 6 * (std::sin(phase(x)) + 4 * std::sin(phase(x + h / 2)) + std::sin(phase(x + h)));
      const FresnelIntegrals f = fresnelIntegrals(x + h);
      QVERIFY(std::abs(f.cosine - c) < 1e-9 && std::abs(f.sine - s) < 1e-9);
      const FresnelIntegrals mirror = fresnelIntegrals(-x - h);
      QVERIFY(mirror.cosine == -f.cosine && mirror.sine == -f.sine);
    }
    const double before = fresnelIntegrals(2 - 1e-13).cosine;
    QVERIFY(std::abs(fresnelIntegrals(2).cosine - before) < 1e-12);
  }

  void clearance() {
    QVERIFY(std::abs(fresnelRadius(5000, 5000, 0.3) - std::sqrt(0.3 * 2500)) < 1e-12);
    QCOMPARE(fresnelRadius(0, 5000, 0.3), 0.0);
    QVERIFY(std::abs(fresnelRadius(5000, 5000, 0.3, 4) / fresnelRadius(5000, 5000, 0.3) - 2) < 1e-12);
    // ν of an obstacle is √2 times its height in Fresnel radii.
    QVERIFY(std::abs(fresnelParameter(10, 3000, 7000, 0.1) -
                     std::numbers::sqrt2 * 10 / fresnelRadius(3000, 7000, 0.1)) < 1e-12);
    const std::vector<double> x{0, 2000, 5000, 8000, 10000};
    const std::vector<double> flat{0, 0, 40, 0, 0};
    const Clearance c = fresnelClearance(x, flat, 60, 60, 0.1, 1e12);
    QCOMPARE(c.at, std::size_t{2});
    QVERIFY(std::abs(c.share - 20 / fresnelRadius(5000, 5000, 0.1)) < 1e-6);
    QVERIFY(fresnelClearance(x, flat, 60, 60, 0.1, kRadius).share < c.share);
    // Exactly 0.6 of a radius costs next to nothing (P.526: the edge's loss is 0 there).
    QCOMPARE(knifeEdgeLoss(-0.6 * std::numbers::sqrt2), 0.0);
  }

  void deltaBullingtonExamples() {
    const Terrain one = profile("dbull/dbull_path1.csv");
    const Terrain three = profile("dbull/dbull_path3.csv");
    QCOMPARE(one.distances.size(), std::size_t{1663});
    QCOMPARE(three.distances.size(), std::size_t{349});
    int compared = 0;
    double worst = 0;
    for (const auto& row : vectors::csv("dbull/delta_bullington_cases.csv")) {
      if (row[0] != 1 && row[0] != 3) continue;  // the other two profiles were not to be had
      const Terrain& terrain = row[0] == 1 ? one : three;
      const auto loss =
          deltaBullington({terrain.distances, terrain.heights, row[1], row[2], row[3] * 1e6, row[4] * 1000});
      QVERIFY(loss.ok());
      worst = std::max({worst, std::abs(loss->bullingtonDb - row[5]), std::abs(loss->sphericalDb - row[6]),
                        std::abs(loss->totalDb - row[7])});
      ++compared;
    }
    qInfo("%d examples, every part within %.4f dB", compared, worst);
    QCOMPARE(compared, 10);
    QVERIFY(worst <= 0.01);
  }

  void reciprocity() {
    const Terrain one = profile("dbull/dbull_path1.csv");
    Terrain back;
    for (std::size_t i = one.distances.size(); i-- > 0;) {
      back.distances.push_back(one.distances.back() - one.distances[i]);
      back.heights.push_back(one.heights[i]);
    }
    back.distances.front() = 0;
    const auto there = deltaBullington({one.distances, one.heights, 30, 12, 1e9});
    const auto here = deltaBullington({back.distances, back.heights, 12, 30, 1e9});
    QVERIFY(std::abs(there->totalDb - here->totalDb) < 1e-6);
    // Higher masts lose less, higher frequencies more.
    double before = 1e9;
    for (const double h : {5.0, 20.0, 80.0, 320.0, 1280.0}) {
      const double loss = deltaBullington({one.distances, one.heights, h, 30, 1e9})->totalDb;
      QVERIFY(loss < before || loss == 0);
      before = loss;
    }
    QVERIFY(deltaBullington({one.distances, one.heights, 30, 30, 5e9})->totalDb >
            deltaBullington({one.distances, one.heights, 30, 30, 0.5e9})->totalDb);
  }

  void grazingProfile() {
    // Ground exactly on the line: half the field, not a division of nothing by nothing.
    const std::vector<double> x{0, 1000, 2000, 3000};
    const std::vector<double> h{0, 0, 0, 0};
    const auto loss = deltaBullington({x, h, 0, 0, 1e9, 1e15});
    QVERIFY(loss.ok() && std::isfinite(loss->totalDb) && loss->bullingtonDb >= knifeEdgeLoss(0) - 1e-6);
  }

  void sphericalEarth() {
    // No loss well inside the horizon, none negative, continuous and growing through the horizon.
    QCOMPARE(sphericalEarthLoss(5e3, 100, 100, 1e10, kRadius), 0.0);
    for (const double f : {150e6, 1e9, 10e9})
      for (const double sea : {0.0, 0.4, 1.0})
        for (const auto polarisation : {Polarisation::Horizontal, Polarisation::Vertical}) {
          double before = 0;
          const double horizon = horizonRange(50, kRadius) + horizonRange(200, kRadius);
          for (double d = 0.3 * horizon; d < 3 * horizon; d += 0.01 * horizon) {
            const double loss = sphericalEarthLoss(d, 50, 200, f, kRadius, sea, polarisation);
            QVERIFY(loss >= before - 1e-9 && loss < before + 8);
            QVERIFY(std::abs(loss - sphericalEarthLoss(d, 200, 50, f, kRadius, sea, polarisation)) < 1e-6);
            before = loss;
          }
          QVERIFY(before > 20);
        }
    QVERIFY(sphericalEarthLoss(100e3, 50, 200, 1e9, kRadius) <
            sphericalEarthLoss(100e3, 20, 200, 1e9, kRadius));
    // In dB the loss grows linearly far beyond the horizon: 17.6 dB a normalised unit less 10 log X.
    const double one = sphericalFirstTerm(300e3, 10, 10, 1e9, kRadius, kLand, Polarisation::Horizontal);
    const double two = sphericalFirstTerm(600e3, 10, 10, 1e9, kRadius, kLand, Polarisation::Horizontal);
    const double x = 21.88 * std::cbrt(1 / std::pow(kRadius / 1000, 2)) * 300;
    QVERIFY(std::abs(two - one - (17.6 * x - 10 * std::log10(2.0))) < 0.2);
  }

  void refusals() {
    const std::vector<double> x{0, 1000, 2000};
    const std::vector<double> h{10, 20, 30};
    const auto says = [](const DiffractionPath& path, const char* where) {
      const auto result = deltaBullington(path);
      return !result.ok() && result.error().where == where && !result.error().hint.empty();
    };
    const std::vector<double> two{0, 1000};
    const std::vector<double> back{0, 1000, 900};
    const std::vector<double> late{5, 1000, 2000};
    const std::vector<double> hole{10, qQNaN(), 30};
    QVERIFY(deltaBullington({x, h}).ok());
    QVERIFY(says({}, "profile"));
    QVERIFY(says({two, two}, "profile"));
    QVERIFY(says({x, two}, "profile"));
    QVERIFY(says({back, h}, "profile"));
    QVERIFY(says({late, h}, "profile"));
    QVERIFY(says({x, hole}, "profile"));
    QVERIFY(says({x, h, 10, 10, 1e6}, "frequency"));
    QVERIFY(says({x, h, -1}, "antenna height"));
    QVERIFY(says({x, h, 10, 10, 1e9, 0}, "effective earth radius"));
    QVERIFY(says({x, h, 10, 10, 1e9, 8.5e6, 2}, "share of sea"));
  }
};

QTEST_APPLESS_MAIN(TestPhysicsDiffraction)
#include "tst_physics_diffraction.moc"
