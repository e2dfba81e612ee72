// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/VisibilityFloor.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

using namespace sorami;

/// Closed forms on an earth without terrain.
class TestSmoothFloor : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void vectors_data() {
    QTest::addColumn<double>("antenna");
    QTest::addColumn<double>("range");
    QTest::addColumn<double>("radius");
    QTest::addColumn<double>("k");
    QTest::addColumn<double>("expected");
    // Ten rows of the project's own table (a tangent ray over a sphere), kept here for a fresh clone.
    struct Row {
      double antenna, range, radius, k, expected;
    };
    const Row rows[] = {
        {10, 10000, 6.371e6, 1.0, 0.0},
        {10, 50000, 6.371e6, 1.0, 117.6141},
        {10, 200000, 6.371e6, 1.0, 2795.8898},
        {10, 400000, 6.371e6, 1.0, 11876.6053},
        {10, 300000, 6.371e6, 4.0 / 3, 4849.4242},
        {10, 100000, 6378137, 4.0 / 3, 444.6101},
        {30, 50000, 6.371e6, 1.0, 72.7613},
        {30, 200000, 6.371e6, 1.0, 2556.3156},
        {30, 400000, 6.371e6, 1.0, 11376.2741},
        {9000, 400000, 6378137, 1.0, 295.2412},
    };
    int i = 0;
    for (const Row& r : rows) {
      QTest::addRow("kept %d", i++) << r.antenna << r.range << r.radius << r.k << r.expected;
    }
    std::ifstream file(SORAMI_SOURCE_DIR "/tests/data/coverage/vectors/floor_smooth_earth.csv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      std::istringstream text(line);
      double v[6] = {};
      char comma = 0;
      for (double& value : v) text >> value >> comma;
      const double radius = std::abs(v[2] - 6378140) < 10 ? 6378137 : v[2];
      const double k = std::abs(v[3] - 4.0 / 3) < 1e-5 ? 4.0 / 3 : v[3];
      QTest::addRow("table %d", i++) << v[0] << v[1] << radius << k << v[5];
    }
  }
  void vectors() {
    QFETCH(double, antenna);
    QFETCH(double, range);
    QFETCH(double, radius);
    QFETCH(double, k);
    QFETCH(double, expected);
    // Due east on the equator the ellipsoid's radius is its semi-major axis.
    FloorRequest request;
    request.antennaHeight = antenna;
    request.range = range + 1000;
    request.k = k * radius / 6378137.0;
    const auto field = computeFloor(request, nullptr, FloorQuality::Refined);
    QVERIFY(field.ok());
    QVERIFY((*field)->smoothEarth());
    const double floor = static_cast<double>((*field)->floorAt(90.0, range));
    QVERIFY2(std::abs(floor - expected) <= 0.5, qPrintable(QString("%1 for %2").arg(floor).arg(expected)));
  }

  void radiusFollowsEuler() {
    constexpr double kPolar = 6378137.0 * 6378137.0 / 6356752.314245;
    QCOMPARE(eulerRadius(0, 90), 6378137.0);
    QVERIFY(std::abs(eulerRadius(90, 12) - kPolar) < 1e-3);
    QVERIFY(std::abs(eulerRadius(0, 0) - 6356752.314245 * 6356752.314245 / 6378137.0) < 1e-3);
  }

  void refusesWhatCannotBe() {
    const auto bad = [](auto change) {
      FloorRequest request;
      change(request);
      const auto result = computeFloor(request, nullptr, FloorQuality::Fast);
      return !result.ok() && !result.error().what.empty() && !result.error().hint.empty();
    };
    QVERIFY(bad([](FloorRequest& r) { r.range = 0; }));
    QVERIFY(bad([](FloorRequest& r) { r.range = std::nan(""); }));
    QVERIFY(bad([](FloorRequest& r) { r.range = 1e9; }));
    QVERIFY(bad([](FloorRequest& r) { r.k = 0; }));
    QVERIFY(bad([](FloorRequest& r) { r.k = -1; }));
    QVERIFY(bad([](FloorRequest& r) { r.site.lat = 91; }));
    QVERIFY(bad([](FloorRequest& r) { r.site.lon = std::nan(""); }));
    QVERIFY(bad([](FloorRequest& r) { r.antennaHeight = -1; }));
    QVERIFY(bad([](FloorRequest& r) { r.azimuthTo = INFINITY; }));
  }

  void outsideIsNever() {
    FloorRequest request;
    request.range = 50'000;
    const auto field = *computeFloor(request, nullptr, FloorQuality::Fast);
    QVERIFY(std::isinf(field->floorAt(10, 50'001)));
    QVERIFY(std::isinf(field->floorAt(10, -1)));
    QVERIFY(std::isinf(field->floorAt(10, std::nan(""))));
    QVERIFY(std::isfinite(field->floorAt(-350, 49'999)));
    QCOMPARE(field->floorAt(-350, 30'000), field->floorAt(10, 30'000));
    QCOMPARE(field->groundAt(10, 20'000), 0.0F);
    QVERIFY(std::isinf(field->floorAt(LatLon{10, 10})));
    QVERIFY(std::isfinite(field->floorAt(LatLon{0.1, 0.1})));
  }

  void sector() {
    FloorRequest request;
    request.range = 100'000;
    request.azimuthFrom = 350;
    request.azimuthTo = 20;
    const auto field = *computeFloor(request, nullptr, FloorQuality::Fast);
    request.azimuthTo = request.azimuthFrom;
    const auto whole = *computeFloor(request, nullptr, FloorQuality::Fast);
    for (double az = 0; az < 360; az += 0.5) {
      const bool inside = az >= 350 || az <= 20;
      const float floor = field->floorAt(az, 70'000);
      if (inside) {
        QCOMPARE(floor, whole->floorAt(az, 70'000));
      } else {
        QVERIFY(std::isinf(floor));
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestSmoothFloor)
#include "tst_smoothfloor.moc"
