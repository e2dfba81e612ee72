// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/Vectors.h"
#include "data/coverage/physics/Attenuation.h"
#include "data/coverage/physics/Refraction.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace sorami;
using namespace sorami::physics;

namespace {

constexpr double kDegree = std::numbers::pi / 180;

double field(const QJsonObject& object, const char* name) {
  return object.value(QLatin1String(name)).toDouble(qQNaN());
}

QJsonObject named(const QJsonArray& cases, const char* fn) {
  for (const QJsonValue& value : cases)
    if (value.toObject().value(QLatin1String("fn")).toString() == QLatin1String(fn)) return value.toObject();
  return {};
}

bool near(double got, double wanted, double relative) {
  return std::abs(got / wanted - 1) <= relative;
}

}  // namespace

/// Gases, rain, cloud and refraction against the ITU's validation examples and printed figures.
class TestPhysicsAtmosphere : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void gas() {
    const auto rows = vectors::csv("itu/ITURP676-13_gamma.csv");
    QCOMPARE(rows.size(), std::size_t{175});
    double worst = 0;
    for (const auto& r : rows) {
      // The table's pressure is that of dry air.
      const Air air{r[1] + vapourPressure(r[3], r[2]), r[2], r[3]};
      worst = std::max(worst, std::abs(oxygenAttenuation(r[0] * 1e9, air) / r[4] - 1));
      worst = std::max(worst, std::abs(vapourAttenuation(r[0] * 1e9, air) / r[5] - 1));
      worst = std::max(worst, std::abs(gasAttenuation(r[0] * 1e9, air) / r[6] - 1));
    }
    qInfo("P.676-13, 1-350 GHz: within %.1e", worst);
    QVERIFY(worst <= 1e-9);
    QVERIFY(std::isnan(gasAttenuation(0, {})) && std::isnan(gasAttenuation(1.1e12, {})));
  }

  void zenithVapour() {
    const auto rows = vectors::csv("itu/ITURP676-12_zenith_attenuation.csv");
    QCOMPARE(rows.size(), std::size_t{32});
    for (const auto& r : rows)
      QVERIFY(near(zenithVapourAttenuation(r[3] * 1e9, r[4], r[5] * 1000), r[6], 1e-7));
  }

  void slantGas() {
    // P.676-13 annex 2: specific attenuations at the ground times equivalent heights. That of vapour is its
    // formula; that of oxygen is a table the ITU ships as a file, in whose place stands our sum through air
    // that cools by 6.5 K/km from what the row gives: within 1 % of the attenuation.
    const auto rows = vectors::csv("itu/ITURP676-13_A_gas.csv");
    QCOMPARE(rows.size(), std::size_t{5});
    for (const auto& r : rows) {
      const double f = r[0];
      const auto line = [f](double a, double b, double at) { return a / ((f - at) * (f - at) + b); };
      const double vapourHeight = 5.6585105e-5 * f + 1.8348 + line(2.6846, 2.7649, 22.235080) +
                                  line(5.8905, 4.9219, 183.310087) + line(2.9810, 3.0748, 325.152888);
      const double total = r[3] + vapourPressure(r[2], r[4]);  // the rows give dry air's pressure
      const auto at = [&](double km) {
        const double temperature = std::max(216.65, r[4] - 6.5 * km);
        const double tropopause = (r[4] - 216.65) / 6.5;
        double pressure = total * std::pow(temperature / r[4], 34.1632 / 6.5);
        if (km > tropopause) pressure *= std::exp(-34.1632 * (km - tropopause) / 216.65);
        return Air{pressure, temperature, r[2] * std::exp(-km / 2)};
      };
      double oxygen = 0;
      for (double km = 0.05; km < 60; km += 0.1) oxygen += 0.1 * oxygenAttenuation(f * 1e9, at(km));
      const double zenith = oxygen + vapourHeight * vapourAttenuation(f * 1e9, at(0));
      QVERIFY(near(zenith / std::sin(r[1] * kDegree), r[5], 0.01));
    }
  }

  void wetRefractivityOfPlaces() {
    // P.453-14's rows are read off its map. What can be said without: air of those places that makes such an
    // N_wet holds between a dry winter's vapour and a rain forest's, and is not above saturation.
    const auto rows = vectors::csv("itu/ITURP453-14_Nwet.csv");
    QCOMPARE(rows.size(), std::size_t{4});
    for (const auto& r : rows) {
      const double temperature = 273.15 + 30 - 0.2 * std::abs(r[0]);
      const double e = r[3] / wetRefractivity(1, temperature);
      QVERIFY(near(wetRefractivity(e, temperature), r[3], 1e-9));
      const double celsius = temperature - 273.15;
      QVERIFY(e <
              6.1121 * std::exp(17.502 * celsius / (240.97 + celsius)));  // P.453-14 section 2 for saturation
      const double density = 216.7 * e / temperature;
      QVERIFY(density > 5 && density < 25);
    }
  }

  void rain() {
    const auto rows = vectors::csv("itu/ITURP838-3_rain_specific_attenuation.csv");
    QCOMPARE(rows.size(), std::size_t{32});
    for (const auto& r : rows) {
      const RainLaw law = rainLaw(r[1] * 1e9, r[0] * kDegree, r[3] * kDegree);
      QVERIFY(near(law.coefficient, r[4], 1e-6) && near(law.exponent, r[5], 1e-6));
      QVERIFY(near(rainAttenuation(r[1] * 1e9, r[2], r[0] * kDegree, r[3] * kDegree), r[6], 1e-7));
    }
    QCOMPARE(rainAttenuation(1e10, 0, 0, 0), 0.0);
    QVERIFY(std::isnan(rainAttenuation(0.5e9, 10, 0, 0)) && std::isnan(rainAttenuation(1e10, -1, 0, 0)));
    // More with frequency up to 100 GHz and with rate; flat drops take more of a horizontal wave.
    double before = 0;
    for (double ghz = 1; ghz <= 100; ghz *= 1.2) {
      const double now = rainAttenuation(ghz * 1e9, 25, 0, 0);
      QVERIFY(now > before && now >= rainAttenuation(ghz * 1e9, 25, 0, 90 * kDegree) * 0.999);
      before = now;
    }
  }

  void rainPath() {
    for (const auto& r : vectors::csv("itu/ITURP839-4_rain_height.csv"))
      QVERIFY(near(rainHeight(r[2] * 1000), r[3] * 1000, 1e-9));
    const double gamma = rainAttenuation(1e10, 20, 0, 0);
    // A level path low down lies wholly within; one above sees nothing; a vertical one the height.
    QVERIFY(near(rainAlong(1e10, 20, 0, 10, 0, 20e3, 4000), gamma * 20, 1e-9));
    QCOMPARE(rainAlong(1e10, 20, 0, 5000, 0.01, 20e3, 4000), 0.0);
    QVERIFY(near(rainAlong(1e10, 20, 0, 1000, 90 * kDegree, 50e3, 4000),
                 rainAttenuation(1e10, 20, 90 * kDegree, 0) * 3, 1e-9));
    // From above, looking down through the top: the part below it.
    const double down = rainAlong(1e10, 20, 0, 9000, -30 * kDegree, 14e3, 4000, 1e6);
    QVERIFY(near(down, rainAttenuation(1e10, 20, -30 * kDegree, 0) * 4, 1e-5));
    // The far end beyond the top adds nothing.
    const double through = rainAlong(1e10, 20, 0, 0, 5 * kDegree, 200e3, 4000);
    QCOMPARE(rainAlong(1e10, 20, 0, 0, 5 * kDegree, 400e3, 4000), through);
    const double length = through / rainAttenuation(1e10, 20, 5 * kDegree, 0) * 1000;
    QVERIFY(std::abs(heightAtRange(0, 5 * kDegree, length, kEarthRadius * 4 / 3) - 4000) < 1e-3);
  }

  void cloud() {
    // The examples give attenuations at places whose liquid content is a map's; at each place two frequencies
    // share it, so their ratio is the coefficient's alone, and the content follows from one of them.
    const auto rows = vectors::csv("itu/ITURP840-8_cloud_attenuation.csv");
    QCOMPARE(rows.size(), std::size_t{32});
    int pairs = 0;
    for (const auto& a : rows)
      for (const auto& b : rows) {
        if (a[0] != b[0] || a[4] != b[4] || a[2] >= b[2]) continue;
        const double liquid = a[5] / cloudSlantAttenuation(a[2] * 1e9, 1, a[3] * kDegree);
        QVERIFY(liquid > 0.1 && liquid < 6);
        QVERIFY(near(cloudSlantAttenuation(b[2] * 1e9, liquid, b[3] * kDegree), b[5], 1e-7));
        ++pairs;
      }
    QCOMPARE(pairs, 16);
    QVERIFY(std::isnan(cloudCoefficient(201e9, 273)));
  }

  void refractivityTable() {
    const QJsonObject p453 =
        vectors::json("geometry_refraction.json").value(QLatin1String("p453")).toObject();
    const QJsonArray rows = p453.value(QLatin1String("rows")).toArray();
    QCOMPARE(rows.size(), 8);
    for (const QJsonValue& value : rows) {
      const QJsonObject row = value.toObject();
      const double gradient = refractivityGradient(field(row, "Ns"));
      QVERIFY(near(gradient, field(row, "dN_1km"), 1e-5));
      QVERIFY(near(kFromGradient(gradient), field(row, "k_linear"), 1e-5));
      QVERIFY(near(gradientFromK(kFromGradient(gradient)), gradient, 1e-12));
    }
    const QJsonObject dry = p453.value(QLatin1String("dry_example")).toObject();
    const double e = field(dry, "e_hPa");
    QVERIFY(std::abs(refractivity(field(dry, "P_hPa"), e, field(dry, "T_K")) - field(dry, "N")) < 1e-4);
    // N of the whole air is that of its dry part and its vapour (P.453 eqs. 3 and 4).
    QVERIFY(near(refractivity(1013.25, e, 288.15), 77.6 * (1013.25 - e) / 288.15 + wetRefractivity(e, 288.15),
                 1e-12));
    QVERIFY(near(meanRefractivity(7350), 315 / std::numbers::e, 1e-12));
    QVERIFY(near(kFromGradient(-39.25), 4.0 / 3, 1e-9));
  }

  void referenceAtmosphere() {
    // Figures of the 1976 standard atmosphere, heights above sea level.
    const double table[][3] = {{0, 288.15, 1013.25},      {5000, 255.676, 540.48}, {11000, 216.774, 226.99},
                               {20000, 216.65, 55.293},   {32000, 228.49, 8.8906}, {47000, 269.684, 1.1585},
                               {71000, 216.846, 0.044795}};
    for (const auto& row : table) {
      const Air air = referenceAir(row[0]);
      QVERIFY(near(air.temperatureK, row[1], 1e-4));
      QVERIFY(near(air.pressureHpa, row[2], 3e-4));
    }
    // Continuous, pressure always falling, vapour gone in proportion.
    Air before = referenceAir(-1000);
    for (double h = -990; h <= 100e3; h += 10) {
      const Air air = referenceAir(h);
      QVERIFY(air.pressureHpa < before.pressureHpa && air.pressureHpa > before.pressureHpa * 0.99);
      QVERIFY(std::abs(air.temperatureK - before.temperatureK) < 0.6);
      before = air;
    }
    QVERIFY(near(referenceAir(2000).vapourDensity, 7.5 / std::numbers::e, 1e-12));
    QCOMPARE(referenceAir(2000, 0).vapourDensity, 0.0);
  }

  void gasPath() {
    const GasColumn column = *GasColumn::make(10e9);
    for (double h = -1000; h < 30e3; h += 37)
      QVERIFY(near(column.specific(h), gasAttenuation(10e9, referenceAir(h)), 2e-3));
    // Sums by thin slices along the same ray, at the elevations radars use.
    for (const double el : {-0.5, 0.0, 0.5, 2.0, 10.0, 90.0}) {
      double sum = 0;
      const double range = el < 0 ? 60e3 : 350e3;
      for (double s = 10; s < range; s += 20)
        sum += 0.02 *
               gasAttenuation(10e9, referenceAir(heightAtRange(1000, el * kDegree, s, kEarthRadius * 4 / 3)));
      QVERIFY2(near(column.along(1000, el * kDegree, range), sum, 3e-3), qPrintable(QString::number(el)));
    }
    // A few decibels there and back for 400 km at the horizon, more at the higher frequency.
    const double l = 2 * GasColumn::make(1.3e9)->along(0, 0, 400e3);
    const double x = 2 * column.along(0, 0, 400e3);
    qInfo("two-way gas to 400 km at 0 deg: 1.3 GHz %.2f dB, 10 GHz %.2f dB", l, x);
    QVERIFY(l > 2 && l < 4 && x > 4 && x < 8);
    // Positive, more with range, less with elevation and height.
    double before = 0;
    for (double range = 1000; range < 500e3; range *= 1.4) {
      const double now = column.along(20, 0.01, range);
      QVERIFY(now > before && now > column.along(20, 0.05, range) && now > column.along(3000, 0.01, range));
      before = now;
    }
    QCOMPARE(column.along(0, 0, 0), 0.0);
    QVERIFY(std::isnan(column.along(0, 0, -1)) && std::isnan(column.along(0, 0, qInf())));
    QVERIFY(std::isnan(column.along(0, 0, 1e3, -1)) &&
            std::isnan(rainAlong(1e10, 20, 0, 10, 0, 1e3, 4000, 0)));
    QCOMPARE(GasColumn::make(0).error().where, std::string("frequency"));
    QCOMPARE(GasColumn::make(1e10, -1).error().where, std::string("vapour density"));
  }

  void geometryVectors() {
    const QJsonArray cases =
        vectors::json("geometry_refraction.json").value(QLatin1String("geometry")).toArray();
    QCOMPARE(cases.size(), 3);
    // The printed figures belong to k from a gradient of -39e-9 per metre: R = 6371 km / (1 - 0.2485).
    const double effective = kEarthRadius / (1 - 39e-9 * kEarthRadius);
    QVERIFY(std::abs(horizonRange(30, effective) - field(named(cases, "horizonrange"), "expect")) < 1);
    const QJsonObject straight = named(cases, "height2range 4/3");
    QVERIFY(std::abs(*rangeToHeight(10, 2 * kDegree, 1000, effective) - field(straight, "expect")) < 1);
    const QJsonObject crpl = named(cases, "height2range CRPL exponential");
    const auto ray = refractedRay({313, 0.1439e-3}, 10, 2 * kDegree, 1000);
    QVERIFY(ray.has_value());
    QVERIFY(std::abs(ray->radarRange - field(crpl, "expect_range")) < 1);
    QVERIFY(std::abs(ray->slantRange - field(crpl, "expect_true_sr")) < 1);
    QVERIFY(std::abs(ray->trueElevation / kDegree - field(crpl, "expect_true_el_deg")) < 5e-5);
    QVERIFY(std::abs(ExponentialAir::crpl(313).decay - 0.1439e-3) < 5e-8);
  }

  void smoothFloor() {
    const auto rows = vectors::csv("floor_smooth_earth.csv");
    QCOMPARE(rows.size(), std::size_t{70});
    for (const auto& r : rows) {
      const double radius = r[2] * (std::abs(r[3] - 4.0 / 3) < 1e-5 ? 4.0 / 3 : r[3]);
      // The table's earth radius is printed with six figures: 6.37814e6 for 6378137.
      const double exact = r[2] == 6.37814e6 ? radius / r[2] * 6378137 : radius;
      QVERIFY(std::abs(smoothEarthFloor(r[0], r[1], exact) - r[5]) < 0.001);
    }
    QCOMPARE(smoothEarthFloor(10, 1e7, 6371e3 / 2), qInf());
  }

  void straightRays() {
    const double r = kEarthRadius * 4 / 3;
    for (const double h : {0.0, 10.0, 3000.0, 9000.0})
      for (const double el : {-0.01, 0.0, 0.02, 0.5, 1.5})
        for (const double target : {0.0, 500.0, 8999.0, 12000.0, 30000.0}) {
          const auto range = rangeToHeight(h, el, target, r);
          if (!range) {
            QVERIFY(target < h || (el < 0 && (r + h) * std::cos(el) < r));
            continue;
          }
          QVERIFY(std::abs(heightAtRange(h, el, *range, r) - target) < 1e-6);
          if (*range == 0) continue;
          const double ground = groundRange(h, el, *range, r);
          QVERIFY(std::abs(elevationTo(h, target, ground, r) - el) < 1e-9);
        }
    QVERIFY(horizonGroundRange(3000, r) < horizonRange(3000, r));
    QVERIFY(std::abs(elevationTo(3000, 0, horizonGroundRange(3000, r), r) + std::acos(r / (r + 3000))) <
            1e-9);
  }

  void refractedRays() {
    // Without air the ray is straight.
    for (const double el : {-0.02, 0.0, 1e-5, 0.001, 0.0049, 0.0051, 0.02, 0.1, 1.5}) {
      const auto ray = refractedRay({0, 0.1439e-3}, 5000, el, 20000);
      const double straight = *rangeToHeight(5000, el, 20000, kEarthRadius);
      QVERIFY(near(ray->radarRange, straight, 1e-9) && near(ray->slantRange, straight, 1e-9));
      QVERIFY(near(ray->groundRange, groundRange(5000, el, straight, kEarthRadius), 1e-9));
      QVERIFY(std::abs(ray->trueElevation - el) < 1e-9);
    }
    // Air bends down: further over the ground, the true line below the ray, and longer to the radar.
    const ExponentialAir air = ExponentialAir::crpl(315);
    const auto bent = refractedRay(air, 10, 0, 10000);
    QVERIFY(bent->groundRange > groundRange(10, 0, *rangeToHeight(10, 0, 10000, kEarthRadius), kEarthRadius));
    QVERIFY(bent->trueElevation < 0 && bent->radarRange > bent->slantRange);
    // Low down it is the k of the gradient: within 1 % of range up to 1 km.
    const double gradient = -air.surfaceRefractivity * air.decay * 1000;
    const double straight = *rangeToHeight(10, 0.0005, 300, kEarthRadius * kFromGradient(gradient));
    QVERIFY(near(refractedRay(air, 10, 0.0005, 300)->radarRange, straight, 0.01));
    // Two legs joined by Snell's law are one ray.
    const double n0 = air.index(10) * (kEarthRadius + 10);
    const double n1 = air.index(2000) * (kEarthRadius + 2000);
    const auto first = refractedRay(air, 10, 0.003, 2000);
    const auto second = refractedRay(air, 2000, std::acos(n0 * std::cos(0.003) / n1), 15000);
    const auto whole = refractedRay(air, 10, 0.003, 15000);
    QVERIFY(near(first->radarRange + second->radarRange, whole->radarRange, 1e-7));
    QVERIFY(near(first->groundRange + second->groundRange, whole->groundRange, 1e-7));
    // Into the ground, below its lowest point, nonsense.
    QVERIFY(!refractedRay(air, 1000, -0.1, 2000));
    QVERIFY(!refractedRay(air, 1000, 0.1, 500));
    QVERIFY(!refractedRay(air, qQNaN(), 0.1, 500) && !refractedRay({5000, 1e-3}, 0, 0.1, 500));
  }
};

QTEST_APPLESS_MAIN(TestPhysicsAtmosphere)
#include "tst_physics_atmosphere.moc"
