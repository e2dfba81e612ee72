// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Antenna.h"
#include "data/coverage/physics/Lobing.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/coverage/physics/Refraction.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace sorami;
using namespace sorami::physics;

namespace {
constexpr double kDegree = std::numbers::pi / 180;
constexpr double kFlat = 1e14;  // m, an earth without curvature for these distances
}  // namespace

/// Patterns and lobes by their defining properties and closed forms.
class TestPhysicsAntenna : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void gaussian() {
    QCOMPARE(gaussianGainDb(0, 0.02), 0.0);
    QVERIFY(std::abs(gaussianGainDb(0.01, 0.02) + 10 * std::log10(2.0)) < 1e-12);
    QCOMPARE(gaussianGainDb(-0.01, 0.02), gaussianGainDb(0.01, 0.02));
    QCOMPARE(gaussianGainDb(1, 0.02, -30), -30.0);
    // Blake's beam-shape loss: the mean two-way power over a beam's width of pulses.
    double sum = 0;
    int n = 0;
    for (double x = -0.5; x <= 0.5; x += 0.001, ++n) sum += fromDb(2 * gaussianGainDb(x, 1));
    QVERIFY(std::abs(-toDb(sum / n) - kBeamShapeLossDb) < 0.1);
  }

  void cosecantSquared() {
    const CosecantSquared p{
        .peak = 2 * kDegree, .beamwidth = 4 * kDegree, .from = 3 * kDegree, .to = 30 * kDegree};
    QVERIFY(checkPattern(p).ok());
    QCOMPARE(cosecantSquaredGainDb(p, p.peak), 0.0);
    // Range to a constant height goes with csc, so gain² R⁻⁴ is constant along it.
    const auto echo = [&](double el) {
      return 2 * cosecantSquaredGainDb(p, el) - 40 * std::log10(1 / std::sin(el));
    };
    for (double el = 3.01; el <= 30; el += 0.1)
      QVERIFY(std::abs(echo(el * kDegree) - echo(10 * kDegree)) < 1e-9);
    // Joined without a step, falling upwards from the peak, sidelobes beyond.
    double before = 0.0;
    for (double el = 2; el < 60; el += 0.01) {
      const double now = cosecantSquaredGainDb(p, el * kDegree);
      QVERIFY(now <= before + 1e-12 && now >= p.sidelobeDb);
      if (el < 29.9) QVERIFY(before - now < 0.1);
      before = now;
    }
    QCOMPARE(cosecantSquaredGainDb(p, 31 * kDegree), p.sidelobeDb);
    QCOMPARE(checkPattern({.peak = -1}).error().where, std::string("peak elevation"));
    QCOMPARE(checkPattern({.beamwidth = 0}).error().where, std::string("beamwidth"));
    QCOMPARE(checkPattern({.from = 0.01}).error().where, std::string("start of cosecant-squared"));
    QCOMPARE(checkPattern({.to = 0.01}).error().where, std::string("end of cosecant-squared"));
    QCOMPARE(checkPattern({.sidelobeDb = 3}).error().where, std::string("sidelobe level"));
  }

  void scanning() {
    QCOMPARE(scanLossDb(0), 0.0);
    QVERIFY(std::abs(scanLossDb(60 * kDegree, 1.5) - 15 * std::log10(2.0)) < 1e-9);
    QVERIFY(std::isinf(scanLossDb(90 * kDegree)) && std::isinf(scanLossDb(-2)) && std::isinf(scanLossDb(4)));
    QVERIFY(scanLossDb(0.3) < scanLossDb(0.4) && scanLossDb(0.4, 1) < scanLossDb(0.4, 2));
    QVERIFY(std::abs(scannedBeamwidth(0.02, 60 * kDegree) - 0.04) < 1e-12);
    QVERIFY(offNormal(1, 0.3, 1, 0.3) == 0);
    QVERIFY(std::abs(offNormal(10 * kDegree, 0, -20 * kDegree, 0) - 30 * kDegree) < 1e-12);
    QVERIFY(std::abs(offNormal(0, 20 * kDegree, 1, 90 * kDegree) - 70 * kDegree) < 1e-12);
    QVERIFY(std::abs(offNormal(0, 0, 1e-9, 0) - 1e-9) < 1e-15);
  }

  void reflection() {
    for (const auto polarisation : {Polarisation::Horizontal, Polarisation::Vertical}) {
      QVERIFY(std::abs(reflectionCoefficient(0, 3e9, kSea, polarisation) + 1.0) < 1e-12);
      for (double el = 0; el <= 90; el += 1)
        QVERIFY(std::abs(reflectionCoefficient(el * kDegree, 3e9, kSea, polarisation)) <= 1 + 1e-12);
    }
    // Straight down both give the same strength, (1-n)/(1+n), with opposite signs by convention.
    const auto h = reflectionCoefficient(90 * kDegree, 3e9, kSea, Polarisation::Horizontal);
    const auto v = reflectionCoefficient(90 * kDegree, 3e9, kSea, Polarisation::Vertical);
    QVERIFY(std::abs(h + v) < 1e-12);
    // A lossless dielectric takes all of a vertical wave at Brewster's angle, cot ψ = n.
    const Ground glass{4, 0};
    QVERIFY(std::abs(reflectionCoefficient(std::atan(0.5), 1e9, glass, Polarisation::Vertical)) < 1e-12);
    QVERIFY(std::abs(reflectionCoefficient(0.1, 1e9, kSea, Polarisation::Vertical)) <
            std::abs(reflectionCoefficient(0.1, 1e9, kSea, Polarisation::Horizontal)));
  }

  void roughness() {
    QCOMPARE(roughnessFactor(0, 0.1, 0.1), 1.0);
    // I0(1) = 1.2660658777520084, I0(10) = 2815.716628466254 (Abramowitz and Stegun, table 9.8).
    const auto grazing = [](double u) { return std::asin(std::sqrt(u / 2) / (2 * std::numbers::pi)); };
    QVERIFY(std::abs(roughnessFactor(1, grazing(1), 1) / (std::exp(-1.0) * 1.2660658777520084) - 1) < 1e-12);
    QVERIFY(std::abs(roughnessFactor(1, grazing(10), 1) / (std::exp(-10.0) * 2815.716628466254) - 1) < 1e-12);
    // The two forms meet.
    QVERIFY(std::abs(roughnessFactor(1, grazing(19.9999999), 1) / roughnessFactor(1, grazing(20.0000001), 1) -
                     1) < 2e-8);
    double before = 1;
    for (double s = 0.05; s < 10; s *= 1.3) {
      const double now = roughnessFactor(s, 0.02, 0.1);
      QVERIFY(now < before && now > 0);
      before = now;
    }
  }

  void geometry() {
    // Flat: the mirror image. Ground split as the heights, grazing tan = sum of heights over distance.
    const auto flat = reflectedPath(30, 970, 20e3, kFlat);
    QVERIFY(std::abs(flat->groundRange - 600) < 0.01);
    QVERIFY(std::abs(std::tan(flat->grazing) - 0.05) < 1e-6);
    QVERIFY(std::abs(flat->pathDifference - (std::hypot(1000, 20e3) - std::hypot(940, 20e3))) < 1e-6);
    QVERIFY(std::abs(flat->divergence - 1) < 1e-4 && flat->reflectedElevation < 0);
    // Round: legs that graze alike and turn the whole way, checked by their lengths.
    const double radius = kEarthRadius * 4 / 3;
    for (const double d : {5e3, 40e3, 100e3, 140e3}) {
      const auto path = reflectedPath(30, 1000, d, radius);
      const double back = elevationTo(0, 1000, d - path->groundRange, radius);
      QVERIFY(std::abs(elevationTo(0, 30, path->groundRange, radius) - path->grazing) < 1e-9);
      QVERIFY(std::abs(back - path->grazing) < 1e-9);
      QVERIFY(std::abs(elevationTo(30, 0, path->groundRange, radius) - path->reflectedElevation) < 1e-9);
      QVERIFY(std::abs(elevationTo(30, 1000, d, radius) - path->directElevation) < 1e-9);
      const double r1 = *rangeToHeight(0, path->grazing, 30, radius);
      const double r2 = *rangeToHeight(0, back, 1000, radius);
      const double direct = std::hypot((radius + 1000) * std::sin(d / radius),
                                       (radius + 1000) * std::cos(d / radius) - radius - 30);
      QVERIFY(std::abs(r1 + r2 - direct - path->pathDifference) < 1e-6);
      QVERIFY(path->divergence > 0 && path->divergence < 1);
    }
    const double horizon = horizonGroundRange(30, radius) + horizonGroundRange(1000, radius);
    QVERIFY(reflectedPath(30, 1000, horizon - 100, radius) && !reflectedPath(30, 1000, horizon + 1, radius));
    QVERIFY(!reflectedPath(0, 1000, 1e4, radius) && !reflectedPath(30, 1000, qQNaN(), radius));
  }

  void lobes() {
    // A horizontal wave over a flat calm sea: peaks of twice the field at sin el = (2n-1) λ/4h, nulls at n
    // λ/2h.
    const double h = 20;
    const double f = 1.3e9;
    const double lambda = wavelength(f);
    const double distance = 1e6;
    const auto at = [&](double sine) {
      const double image = distance * std::tan(std::asin(sine));
      return *propagationFactor({.antennaHeight = h,
                                 .targetHeight = image,
                                 .groundRange = distance,
                                 .frequencyHz = f,
                                 .effectiveRadius = kFlat});
    };
    for (int n = 1; n <= 5; ++n) {
      const double peak = at((2 * n - 1) * lambda / (4 * h));
      const double null = at(n * lambda / (2 * h));
      QVERIFY2(peak > 1.98 && peak <= 2, qPrintable(QString::number(peak)));
      QVERIFY2(null < 0.05, qPrintable(QString::number(null)));
      // Range goes with F: the peak sees twice as far as free space.
      const PulseRadar radar;
      const double seen = rangeForSnr(radar, 1, 10 / std::pow(peak, 4));
      QVERIFY(std::abs(seen / rangeForSnr(radar, 1, 10) - 2) < 0.02);
      QVERIFY(at((2 * n - 0.9) * lambda / (4 * h)) < peak && at((2 * n - 1.1) * lambda / (4 * h)) < peak);
    }
  }

  void lobesFade() {
    // Waves and a narrow beam looking up fill the nulls; beyond the horizon there is no answer.
    SeaPath path{.antennaHeight = 20, .groundRange = 60e3, .frequencyHz = 3e9};
    const auto swing = [&](const std::function<double(double)>& pattern = {}) {
      double least = 9;
      double most = 0;
      for (path.targetHeight = 600; path.targetHeight < 1500; path.targetHeight += 1) {
        const double factor = *propagationFactor(path, pattern);
        least = std::min(least, factor);
        most = std::max(most, factor);
      }
      return most - least;
    };
    const double calm = swing();
    path.waveRms = 0.5;
    const double rough = swing();
    path.waveRms = 2;
    const double heavy = swing();
    QVERIFY(calm > 1.5 && rough < calm && heavy < rough);
    path.waveRms = 0;
    const double narrow =
        swing([](double el) { return fromDb(gaussianGainDb(el - 1.5 * kDegree, 2 * kDegree) / 2); });
    QVERIFY(narrow < calm);
    path.targetHeight = 10;
    path.groundRange = 100e3;
    QVERIFY(!propagationFactor(path));
    path.frequencyHz = 0;
    QVERIFY(!propagationFactor(path));
  }
};

QTEST_APPLESS_MAIN(TestPhysicsAntenna)
#include "tst_physics_antenna.moc"
