// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/ExactFloor.h"
#include "data/coverage/FloorKernel.h"
#include "data/coverage/PolarFloor.h"
#include "data/coverage/RoughGround.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/geo/RasterFixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>
#include <thread>

using namespace sorami;
using sorami::test::exactRay;
using sorami::test::roughGround;

namespace {

/// How a field compares with exact rays.
struct Agreement {
  std::size_t places = 0;
  double share = 1;  ///< of equal verdicts, the worst of all target heights
  double p95 = 0;    ///< of the floor's error where it is below 15 km, m
  double rms = 0;
};

Agreement compare(const CoverageField& field, const Terrain& terrain, int rays, double step, unsigned seed) {
  std::mt19937 random(seed);
  const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0; };
  const std::vector<double> aboveGround = {100, 1000, 3000};
  const std::vector<double> amsl = {3000, 6000, 10'000};
  std::vector<std::size_t> flips(aboveGround.size() + amsl.size());
  std::vector<double> errors;
  Agreement result;
  const double range = field.request().range;
  for (int i = 0; i < rays; ++i) {
    const double azimuth = 360 * unit();
    std::vector<double> ranges;
    // Uniform over the disc, beyond the first cells.
    for (int j = 0; j < 40; ++j) ranges.push_back(std::max(300.0, range * std::sqrt(unit())));
    std::sort(ranges.begin(), ranges.end());
    const auto exact = exactRay(field.request(), &terrain, azimuth, ranges, step);
    for (std::size_t j = 0; j < ranges.size(); ++j) {
      if (std::isnan(exact.ground[j])) continue;
      const auto floor = static_cast<double>(field.floorAt(azimuth, ranges[j]));
      if (std::isnan(floor)) continue;
      ++result.places;
      for (std::size_t t = 0; t < flips.size(); ++t) {
        const double target =
            t < aboveGround.size() ? exact.ground[j] + aboveGround[t] : amsl[t - aboveGround.size()];
        flips[t] += (target >= exact.floor[j]) != (target >= floor) ? 1 : 0;
      }
      if (exact.floor[j] < 15'000 && std::isfinite(floor)) errors.push_back(std::abs(floor - exact.floor[j]));
    }
  }
  const double n = static_cast<double>(result.places);
  for (const std::size_t f : flips) result.share = std::min(result.share, 1 - static_cast<double>(f) / n);
  std::sort(errors.begin(), errors.end());
  result.p95 = errors.empty() ? 1e9 : errors[errors.size() * 95 / 100];
  for (const double e : errors) result.rms += e * e;
  result.rms = std::sqrt(result.rms / static_cast<double>(errors.size()));
  return result;
}

CoverageFieldPtr compute(const FloorRequest& request, const TerrainPtr& terrain, FloorQuality quality) {
  auto field = computeFloor(request, terrain, quality);
  if (!field) qFatal("%s", field.error().text().c_str());
  return *field;
}

std::string sample(const char* name) {
  return std::string(SORAMI_SOURCE_DIR "/../shared/dem/") + name;
}

/// Flat ground at 0 m with a wall three posts wide, 3″, about (0, 0); its near crest is at wallLon.
TerrainPtr ridge(double wallLon, std::int16_t height) {
  TerrainGrid grid;
  grid.firstLon = -1;
  grid.firstLat = 1;
  grid.stepLon = 1.0 / 1200;
  grid.stepLat = -1.0 / 1200;
  grid.columns = grid.rows = 2401;
  auto posts = std::make_shared<std::vector<std::int16_t>>(std::size_t{2401} * 2401, std::int16_t{0});
  const int column = static_cast<int>(std::lround((wallLon + 1) * 1200));
  for (int r = 0; r < grid.rows; ++r) {
    std::fill_n(posts->begin() + r * grid.columns + column, 3, height);
  }
  grid.posts = posts;
  return Terrain::withGrid(nullptr, grid);
}

}  // namespace

class TestVisibilityFloor : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;

 private Q_SLOTS:
  void singleRidge() {
    // Due east on the equator: a wall of 800 m at 0.4° and an antenna at 20 m. Behind it the floor is the
    // line over its crest; before it that of a smooth sphere.
    const auto terrain = ridge(0.4, 800);
    FloorRequest request;
    request.antennaHeight = 20;
    request.range = 100'000;
    const double radius = request.k * 6378137.0;
    const double degree = 6378137.0 * M_PI / 180;
    const double crest = 0.4 * degree;
    const double phi = crest / radius;
    const double slope = ((radius + 800) * std::cos(phi) - (radius + 20)) / ((radius + 800) * std::sin(phi));
    const double bounds[] = {60, 20, 3};
    for (const FloorQuality quality : {FloorQuality::Preview, FloorQuality::Fast, FloorQuality::Refined}) {
      const auto field = compute(request, terrain, quality);
      for (const double s : {50'000.0, 70'000.0, 99'000.0}) {
        const double a = s / radius;
        const double expected = (radius + 20) / (std::cos(a) - slope * std::sin(a)) - radius;
        const auto floor = static_cast<double>(field->floorAt(90, s));
        QVERIFY2(std::abs(floor - expected) < bounds[static_cast<int>(quality)] + 1e-4 * expected,
                 qPrintable(QString("%1 m: %2 for %3").arg(s).arg(floor).arg(expected)));
      }
      const double horizon = std::sqrt(2 * radius * 20);
      const double before = 40'000;
      const double sea = (before - horizon) * (before - horizon) / (2 * radius);
      QVERIFY(std::abs(static_cast<double>(field->floorAt(90, before)) - sea) < 1);
    }
  }

  void roughGroundAgainstExactRays() {
    const auto terrain = roughGround();
    const double leastShare[] = {0.98, 0.993, 0.997};
    const double mostP95[] = {150, 45, 15};
    for (const LatLon site : {LatLon{36.21, 138.12}, LatLon{35.87, 137.85}}) {
      FloorRequest request;
      request.site = site;
      request.antennaHeight = 20;
      request.range = 60'000;
      for (const FloorQuality quality : {FloorQuality::Preview, FloorQuality::Fast, FloorQuality::Refined}) {
        const auto field = compute(request, terrain, quality);
        QCOMPARE(field->unknownShare(), 0.0);
        const auto a = compare(*field, *terrain, 80, field->terrainCell() / 8, 5);
        qInfo("quality %d: %.3f %% of %zu, floor p95 %.1f m, rms %.1f m", static_cast<int>(quality),
              100 * a.share, a.places, a.p95, a.rms);
        QVERIFY(a.places > 2500);
        QVERIFY(a.share >= leastShare[static_cast<int>(quality)]);
        QVERIFY(a.p95 <= mostP95[static_cast<int>(quality)]);
      }
    }
  }

  void realTerrainAgainstExactRays_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<double>("lat");
    QTest::addColumn<double>("lon");
    QTest::addColumn<double>("antenna");
    QTest::addColumn<double>("range");
    QTest::newRow("Taiwan, a peak, 150 km") << "taiwan_3s.tif" << 23.4702 << 120.9573 << 20.0 << 150'000.0;
    QTest::newRow("Taiwan, west hills, 50 km") << "taiwan_3s.tif" << 23.9 << 120.62 << 30.0 << 50'000.0;
    QTest::newRow("Taiwan, a valley, 100 km") << "taiwan_3s.tif" << 24.35 << 121.1 << 20.0 << 100'000.0;
    QTest::newRow("Alps, 36 km") << "N46E008.tif" << 46.5 << 8.5 << 20.0 << 36'000.0;
  }
  void realTerrainAgainstExactRays() {
    QFETCH(QString, file);
    QFETCH(double, lat);
    QFETCH(double, lon);
    QFETCH(double, antenna);
    QFETCH(double, range);
    const std::string path = sample(qPrintable(file));
    if (!QFile::exists(QString::fromStdString(path))) QSKIP("skipped: shared samples are not here");
    auto terrain = Terrain::open({&path, 1});
    // The Alps tile is full of voids; a coarse grid of its own posts fills them, for both sides alike.
    if (file.startsWith("N46")) {
      TerrainGrid grid;
      grid.firstLon = 7.5;
      grid.firstLat = 47.5;
      grid.stepLon = 0.02;
      grid.stepLat = -0.02;
      grid.columns = grid.rows = 100;
      auto posts = std::make_shared<std::vector<std::int16_t>>();
      for (int r = 0; r < 100; ++r) {
        for (int c = 0; c < 100; ++c) {
          const float h = terrain->heightAt({47.5 - 0.02 * r, 7.5 + 0.02 * c});
          posts->push_back(std::isnan(h) ? std::int16_t{1900} : static_cast<std::int16_t>(h));
        }
      }
      grid.posts = posts;
      terrain = Terrain::withGrid(terrain, grid);
    }
    FloorRequest request;
    request.site = {lat, lon};
    request.antennaHeight = antenna;
    request.range = range;
    const double leastShare[] = {0.975, 0.99, 0.997};
    for (const FloorQuality quality : {FloorQuality::Preview, FloorQuality::Fast, FloorQuality::Refined}) {
      const auto field = compute(request, terrain, quality);
      const auto a = compare(*field, *terrain, 120, field->terrainCell() / 8, 9);
      qInfo("quality %d: %.3f %% of %zu, floor p95 %.1f m, rms %.1f m", static_cast<int>(quality),
            100 * a.share, a.places, a.p95, a.rms);
      QVERIFY(a.places > 4000);
      QVERIFY(a.share >= leastShare[static_cast<int>(quality)]);
      if (quality == FloorQuality::Refined) QVERIFY(a.p95 <= 15);
    }
  }

  void againstStraightLinesInSpace() {
    // k = 1 has no refraction: sight lines are straight in earth-centred coordinates. The oracle knows
    // neither Euler's radius nor a sphere.
    const auto terrain = roughGround();
    FloorRequest request;
    request.site = {36.1, 138.05};
    request.antennaHeight = 300;
    request.range = 60'000;
    request.k = 1;
    const auto field = compute(request, terrain, FloorQuality::Refined);
    const auto sphere = [&](double az, double s) {
      LatLon p;
      GeographicLib::Geodesic::WGS84().Direct(request.site.lat, request.site.lon, az, s, p.lat, p.lon);
      return p;
    };
    const auto ecef = [](LatLon p, double h, double* v) {
      const double a = 6378137.0, e2 = (2 - 1 / 298.257223563) / 298.257223563;
      const double phi = p.lat * M_PI / 180, lam = p.lon * M_PI / 180;
      const double n = a / std::sqrt(1 - e2 * std::sin(phi) * std::sin(phi));
      v[0] = (n + h) * std::cos(phi) * std::cos(lam);
      v[1] = (n + h) * std::cos(phi) * std::sin(lam);
      v[2] = (n * (1 - e2) + h) * std::sin(phi);
    };
    double site[3];
    ecef(request.site, field->antennaMsl(), site);
    const double phi = request.site.lat * M_PI / 180, lam = request.site.lon * M_PI / 180;
    const double up[3] = {std::cos(phi) * std::cos(lam), std::cos(phi) * std::sin(lam), std::sin(phi)};
    // Elevation angle's tangent above the site's horizontal plane.
    const auto elevation = [&](LatLon p, double h) {
      double v[3];
      ecef(p, h, v);
      double rise = 0, square = 0;
      for (int i = 0; i < 3; ++i) {
        rise += (v[i] - site[i]) * up[i];
        square += (v[i] - site[i]) * (v[i] - site[i]);
      }
      return rise / std::sqrt(std::max(1e-9, square - rise * rise));
    };
    std::vector<double> errors;
    for (double az = 3; az < 360; az += 12) {
      double steepest = -1e9;
      const double target = 55'000;
      for (double s = 10; s < target; s += s < 5000 ? 2 : 11) {
        const LatLon p = sphere(az, s);
        steepest = std::max(steepest, elevation(p, static_cast<double>(terrain->heightAt(p))));
      }
      const LatLon p = sphere(az, target);
      double low = -1000, high = 40'000;
      for (int i = 0; i < 60; ++i) {
        const double h = (low + high) / 2;
        (elevation(p, h) < steepest ? low : high) = h;
      }
      const double expected = std::max(low, static_cast<double>(terrain->heightAt(p)));
      errors.push_back(std::abs(static_cast<double>(field->floorAt(az, target)) - expected));
    }
    std::sort(errors.begin(), errors.end());
    qInfo("median %.2f m, 90 %% %.2f m", errors[errors.size() / 2], errors[errors.size() * 9 / 10]);
    QVERIFY(errors[errors.size() / 2] <= 5);
    // And without the terrain's own sampling: the sea horizon at 400 km, to 5 m everywhere.
    FloorRequest sea = request;
    sea.antennaIsMsl = true;
    sea.antennaHeight = 300;
    sea.range = 400'000;
    const auto smooth = compute(sea, nullptr, FloorQuality::Refined);
    ecef(sea.site, 300, site);
    for (double az = 0; az < 360; az += 15) {
      double steepest = -1e9;
      for (double s = 1000; s < 200'000; s += 100) steepest = std::max(steepest, elevation(sphere(az, s), 0));
      const LatLon p = sphere(az, 399'000);
      double low = -1000, high = 40'000;
      for (int i = 0; i < 60; ++i) {
        const double h = (low + high) / 2;
        (elevation(p, h) < steepest ? low : high) = h;
      }
      QVERIFY(std::abs(static_cast<double>(smooth->floorAt(az, 399'000)) - low) <= 5);
    }
  }

  void monotony() {
    const auto terrain = roughGround();
    FloorRequest request;
    request.site = {36.21, 138.12};
    request.range = 60'000;
    CoverageFieldPtr lower;
    for (const double height : {5.0, 20.0, 100.0, 500.0, 3000.0}) {
      request.antennaHeight = height;
      const auto field = compute(request, terrain, FloorQuality::Fast);
      if (lower) {
        for (double az = 0.3; az < 360; az += 1.7) {
          for (double s = 500; s < 60'000; s += 777) {
            // A higher antenna never sees less; half a metre is what a floor is kept to.
            QVERIFY(field->floorAt(az, s) <= lower->floorAt(az, s) + 1.0F);
          }
        }
      }
      lower = field;
    }
    // More bending never sees less either.
    request.antennaHeight = 20;
    request.k = 1.2;
    const auto less = compute(request, terrain, FloorQuality::Fast);
    request.k = 1.5;
    const auto more = compute(request, terrain, FloorQuality::Fast);
    for (double az = 0.3; az < 360; az += 1.7) {
      for (double s = 500; s < 60'000; s += 777) QVERIFY(more->floorAt(az, s) <= less->floorAt(az, s) + 1.0F);
    }
    // And the ground is always below the floor.
    for (double az = 0.5; az < 360; az += 7.3) {
      for (double s = 2000; s < 60'000; s += 2111) {
        QVERIFY(lower->floorAt(az, s) >= lower->groundAt(az, s) - 60.0F);
      }
    }
  }

  void placesAllOverTheEarth_data() {
    QTest::addColumn<double>("lat");
    QTest::addColumn<double>("lon");
    QTest::newRow("dateline, east side") << -17.3 << -179.98;
    QTest::newRow("dateline, west side") << -17.3 << 179.98;
    QTest::newRow("far north") << 78.2 << 15.6;
    QTest::newRow("by the north pole") << 89.6 << 40.0;
    QTest::newRow("on the south pole") << -90.0 << 0.0;
    QTest::newRow("zero") << 0.0 << 0.0;
  }
  void placesAllOverTheEarth() {
    QFETCH(double, lat);
    QFETCH(double, lon);
    // A world of 0.05° waves that have no seam anywhere: heights by the place in space.
    static const TerrainPtr world = [] {
      TerrainGrid grid;
      grid.firstLon = -180;
      grid.firstLat = 90;
      grid.stepLon = 0.1;
      grid.stepLat = -0.1;
      grid.columns = 3600;
      grid.rows = 1801;
      auto posts = std::make_shared<std::vector<std::int16_t>>();
      for (int r = 0; r < grid.rows; ++r) {
        const double phi = (90 - 0.1 * r) * M_PI / 180;
        for (int c = 0; c < grid.columns; ++c) {
          const double lam = (-180 + 0.1 * c) * M_PI / 180;
          const double x = std::cos(phi) * std::cos(lam), y = std::cos(phi) * std::sin(lam),
                       z = std::sin(phi);
          posts->push_back(static_cast<std::int16_t>(800 + 400 * std::sin(140 * x + 1) * std::cos(150 * y) +
                                                     300 * std::sin(160 * z + 90 * x)));
        }
      }
      grid.posts = posts;
      return Terrain::withGrid(nullptr, grid);
    }();
    FloorRequest request;
    request.site = {lat, lon};
    request.antennaHeight = 50;
    request.range = 250'000;
    const auto field = compute(request, world, FloorQuality::Refined);
    QVERIFY(field->groundKnown());
    QCOMPARE(field->unknownShare(), 0.0);
    const auto a = compare(*field, *world, 40, 100, 11);
    qInfo("%.3f %% of %zu, floor p95 %.1f m", 100 * a.share, a.places, a.p95);
    QVERIFY(a.places > 1500);
    QVERIFY(a.share >= 0.997);
    QVERIFY(a.p95 <= 15);
    // The same asked by position.
    LatLon p;
    GeographicLib::Geodesic::WGS84().Direct(lat, lon, 200, 100'000, p.lat, p.lon);
    QVERIFY(std::abs(field->floorAt(p) - field->floorAt(200, 100'000)) < 0.6F);
  }

  void seamsDoNotShow() {
    // The same ground as one raster and as four, told apart by nothing.
    const auto whole = roughGround();
    std::vector<std::string> tiles;
    for (int i = 0; i < 4; ++i) {
      test::RasterSpec spec;
      spec.path = m_dir.filePath(QString("t%1.tif").arg(i)).toStdString();
      spec.columns = spec.rows = 1200;
      const double west = 137 + i % 2;
      const double north = 37 - i / 2;
      const double cell = 1.0 / 1200;
      spec.transform = {west - cell / 2, cell, 0, north + cell / 2, 0, -cell};
      QVERIFY(test::writeRaster(spec, [&](int c, int r) {
        return static_cast<double>(std::lround(whole->heightAt({north - r * cell, west + c * cell})));
      }));
      tiles.push_back(spec.path);
    }
    const auto four = Terrain::open(tiles);
    FloorRequest request;
    request.site = {36.02, 137.99};
    request.range = 50'000;
    const auto a = compute(request, whole, FloorQuality::Refined);
    const auto b = compute(request, four, FloorQuality::Refined);
    for (double az = 0; az < 360; az += 1.3) {
      for (double s = 100; s < 50'000; s += 333) QCOMPARE(a->floorAt(az, s), b->floorAt(az, s));
    }
  }

  void unknownIsNotSea() {
    // A band without data from 20 to 21 km east of the site, and nothing at all west of it.
    TerrainGrid grid;
    grid.firstLon = 0;
    grid.firstLat = 0.6;
    grid.stepLon = 1.0 / 1200;
    grid.stepLat = -1.0 / 1200;
    grid.columns = 1200;
    grid.rows = 1441;
    auto posts = std::make_shared<std::vector<std::int16_t>>();
    for (int r = 0; r < grid.rows; ++r) {
      for (int c = 0; c < grid.columns; ++c) {
        const bool hole = c > 216 && c < 228;
        posts->push_back(hole ? std::int16_t{-32768} : c > 800 ? std::int16_t{2500} : std::int16_t{100});
      }
    }
    grid.posts = posts;
    const auto terrain = Terrain::withGrid(nullptr, grid);
    FloorRequest request;
    request.site = {0, 0.01};
    request.antennaHeight = 200;
    request.range = 90'000;
    const auto field = compute(request, terrain, FloorQuality::Fast);
    QVERIFY(std::isfinite(field->floorAt(90, 15'000)));
    QVERIFY(std::isnan(field->floorAt(90, 19'500)));
    // A kilometre of unknown ground may hold a hill of 1.1 km: what is behind it stays unknown …
    QVERIFY(std::isnan(field->floorAt(90, 40'000)));
    // … and so does all to the west.
    QVERIFY(std::isnan(field->floorAt(270, 30'000)));
    QVERIFY(field->unknownShare() > 0.3);
    // From an antenna above any such hill the hole hides nothing beyond itself.
    request.antennaHeight = 9000;
    const auto high = compute(request, terrain, FloorQuality::Fast);
    QVERIFY(std::isnan(high->floorAt(90, 19'500)));
    QVERIFY(std::isfinite(high->floorAt(90, 40'000)));

    // Outside all terrain the earth is smooth, and the field says so.
    request.site = {20, 20};
    QVERIFY(compute(request, terrain, FloorQuality::Fast)->smoothEarth());
    // Terrain about but not at the site: nothing is pretended.
    request.site = {0, -0.3};
    request.antennaHeight = 20;
    const auto beside = compute(request, terrain, FloorQuality::Fast);
    QVERIFY(!beside->smoothEarth());
    QVERIFY(!beside->groundKnown());
    QVERIFY(std::isnan(beside->floorAt(90, 60'000)));
  }

  void onTheSea() {
    // Flat sea posts give the smooth earth's floor.
    const auto terrain = ridge(-0.9, 0);
    FloorRequest request;
    request.antennaHeight = 30;
    request.range = 90'000;
    const auto sea = compute(request, terrain, FloorQuality::Refined);
    const auto smooth = compute(request, nullptr, FloorQuality::Refined);
    QVERIFY(!sea->smoothEarth());
    for (double az = 0; az < 360; az += 11) {
      for (double s = 1000; s < 90'000; s += 3777) {
        QVERIFY(std::abs(sea->floorAt(az, s) - smooth->floorAt(az, s)) <= 1.0F);
      }
    }
  }

  void sectorIsPartOfTheWhole() {
    const auto terrain = roughGround();
    FloorRequest request;
    request.site = {36.1, 138};
    request.range = 50'000;
    const auto whole = compute(request, terrain, FloorQuality::Fast);
    request.azimuthFrom = 310;
    request.azimuthTo = 400;
    const auto part = compute(request, terrain, FloorQuality::Fast);
    for (double az = 0.1; az < 360; az += 0.9) {
      const bool inside = az >= 310 || az <= 40;
      for (double s = 500; s < 50'000; s += 2111) {
        if (inside) {
          QCOMPARE(part->floorAt(az, s), whole->floorAt(az, s));
        } else {
          QVERIFY(std::isinf(part->floorAt(az, s)));
        }
      }
    }
  }

  void bulkAnswersAsOneByOne() {
    const auto terrain = roughGround();
    FloorRequest request;
    request.site = {36.1, 138};
    request.range = 50'000;
    request.azimuthFrom = 250;
    request.azimuthTo = 100;
    const auto field = compute(request, terrain, FloorQuality::Refined);
    std::mt19937 random(8);
    std::uniform_real_distribution<float> place(-55'000.0F, 55'000.0F);
    std::vector<float> east, north;
    for (int i = 0; i < 20'003; ++i) {
      const float scale = i % 3 == 0 ? 0.02F : 1.0F;
      east.push_back(scale * place(random));
      north.push_back(scale * place(random));
    }
    // Rings change where neighbours in the list lie together too.
    for (int i = 0; i < 3000; ++i) {
      east.push_back(static_cast<float>(i) * 11.0F);
      north.push_back(70.0F);
    }
    std::vector<float> fast(east.size());
    field->floorsAtLocal(east, north, fast);
    std::size_t apart = 0;
    for (std::size_t i = 0; i < east.size(); ++i) {
      const auto x = static_cast<double>(east[i]), y = static_cast<double>(north[i]);
      const float one = field->floorAt(std::atan2(x, y) * 180 / M_PI, std::hypot(x, y));
      const bool same = one == fast[i] || std::abs(one - fast[i]) <= 0.02F + 2e-4F * std::abs(one) ||
                        (std::isnan(one) && std::isnan(fast[i]));
      apart += same ? 0 : 1;
    }
    // Places on the very edge of the sector or between two rays of which one is "never" may fall either way.
    QVERIFY2(apart <= 10, qPrintable(QString::number(apart)));
    std::vector<float> odd = {std::nanf(""), 1e30F, 0};
    std::vector<float> zero = {0, 0, 0};
    std::vector<float> out(3);
    field->floorsAtLocal(odd, zero, out);
    QVERIFY(std::isinf(out[0]) && std::isinf(out[1]) && std::isfinite(out[2]));
  }

  void instructionSetsAgree() {
    const auto terrain = roughGround();
    const auto patch = terrain->patch({{36.1, 138}, 30'000, 0, false, 1});
    const auto fit = SiteFrame({36.1, 138}, 30'000).fit(*patch);
    QVERIFY(fit.error < 1e-3);
    constexpr int kBins = 300;
    std::vector<float> range, inverse;
    for (int i = 0; i < kBins * 3; ++i) {
      range.push_back(static_cast<float>((i + 0.5) * 30.0));
      inverse.push_back(1 / range.back());
    }
    double col[(kFitDegree + 1) * kLanes], row[(kFitDegree + 1) * kLanes];
    SweepInput in;
    double sine[kLanes], cosine[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) {
      sine[lane] = std::sin(0.3 + 0.01 * lane);
      cosine[lane] = std::cos(0.3 + 0.01 * lane);
      in.inverseRadius[lane] = static_cast<float>(1 / 8.5e6);
    }
    fit.rays(sine, cosine, col, row);
    in.posts = patch->posts();
    in.width = patch->width();
    in.height = patch->height();
    in.col = col;
    in.row = row;
    in.radius = 30'000;
    in.antenna = 900;
    in.bin = 90;
    in.bins = kBins;
    in.steps = 3;
    in.range = range.data();
    in.inverse = inverse.data();
    for (const bool voids : {false, true}) {
      in.voids = voids;
      RayState a{}, b{};
      for (int lane = 0; lane < kLanes; ++lane) a.slope[lane] = a.maybe[lane] = kNoSlope;
      b = a;
      std::vector<std::uint16_t> x(kBins * kLanes), y(kBins * kLanes);
      sweepRays(in, a, x.data());
      sweepRaysPortable(in, b, y.data());
      for (std::size_t i = 0; i < x.size(); ++i) QVERIFY(std::abs(int{x[i]} - int{y[i]}) <= 1);
      for (int lane = 0; lane < kLanes; ++lane) {
        QVERIFY(a.slope[lane] > kNoSlope);
        QVERIFY(std::abs(a.slope[lane] - b.slope[lane]) < 1e-5F);
      }
    }
  }

  void stops() {
    const auto terrain = roughGround();
    FloorRequest request;
    request.site = {36, 138};
    request.range = 80'000;
    std::stop_source stop;
    double told = 0;
    QElapsedTimer timer;
    qint64 stopped = 0;
    const auto field =
        computeFloor(request, terrain, FloorQuality::Refined, stop.get_token(), [&](double done) {
          QVERIFY(done >= told && done <= 1);
          told = done;
          if (done > 0.2 && !stop.stop_requested()) {
            timer.start();
            stop.request_stop();
          }
        });
    stopped = timer.elapsed();
    QVERIFY(!field.ok());
    QCOMPARE(field.error().what, std::string("cancelled"));
    QVERIFY(stopped < 1000);
    stop = {};
    stop.request_stop();
    QVERIFY(!computeFloor(request, terrain, FloorQuality::Fast, stop.get_token()).ok());
  }

  void threadsMakeNoDifference() {
    const auto terrain = roughGround();
    FloorRequest request;
    request.site = {36, 138};
    request.range = 40'000;
    const auto one = *computeFloor(request, terrain, FloorQuality::Fast, {}, {}, 1);
    const auto four = *computeFloor(request, terrain, FloorQuality::Fast, {}, {}, 4);
    for (double az = 0; az < 360; az += 0.7) {
      for (double s = 50; s < 40'000; s += 499) QCOMPARE(one->floorAt(az, s), four->floorAt(az, s));
    }
  }
};

QTEST_APPLESS_MAIN(TestVisibilityFloor)
#include "tst_visibilityfloor.moc"
