// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageRaster.h"
#include "data/coverage/CoverageSectors.h"
#include "data/coverage/RoughGround.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/geo/RasterFixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cmath>
#include <random>

using namespace sorami;

/// Rasters of large fields are made sector by sector: nothing may be seen of that in the result.
class TestCoverageSectors : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;

 private Q_SLOTS:
  void sectorsShareTheCircleOut() {
    std::mt19937 random(5);
    const auto at = [&] { return static_cast<float>(random() % 2001) - 1000.0F; };
    for (const AzimuthSector& whole : {AzimuthSector(), AzimuthSector(350, 20), AzimuthSector(33.3, 301.7)}) {
      const auto parts = whole.split(16);
      QCOMPARE(parts.size(), std::size_t{16});
      double width = 0;
      for (const AzimuthSector& part : parts) width += part.widthDeg();
      QVERIFY(std::abs(width - whole.widthDeg()) < 1e-9);
      for (int i = 0; i < 4000; ++i) {
        // On the edges too: the axes, the diagonals and the site itself.
        float east = at();
        float north = at();
        if (i % 8 == 1) east = north;
        if (i % 8 == 2) east = 0;
        if (i % 8 == 3) north = 0;
        if (i == 3) east = north = 0;
        int held = 0;
        for (const AzimuthSector& part : parts) held += part.holds(east, north) ? 1 : 0;
        QCOMPARE(held, whole.holds(east, north) ? 1 : 0);
      }
    }
    QVERIFY(AzimuthSector(350, 20).holds(0, 5) && !AzimuthSector(350, 20).holds(0, -5));
    QVERIFY(AzimuthSector(20, 350).holds(0, -5) && !AzimuthSector(20, 350).holds(0, 5));
  }

  void clearsWhatIsOutside() {
    const AzimuthSector sector(0, 90);
    const std::array<float, 4> east = {1, 1, -1, -1};
    const std::array<float, 4> north = {1, -1, 1, -1};
    std::array<float, 4> values = {7, 8, -9, 9};
    QCOMPARE(sector.clear(east.data(), north.data(), 4, -9, values.data()), 2);
    QCOMPARE(values, (std::array<float, 4>{7, -9, -9, -9}));
  }

  void rasterIsThatOfTheWhole_data() {
    QTest::addColumn<double>("lon");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::newRow("all round, half of it off the terrain") << 139.0 << 0.0 << 0.0;
    QTest::newRow("a sector over north") << 139.0 << 310.0 << 75.0;
    QTest::newRow("across the dateline") << 180.0 << 0.0 << 0.0;
  }
  void rasterIsThatOfTheWhole() {
    QFETCH(double, lon);
    QFETCH(double, from);
    QFETCH(double, to);
    const bool atDateline = lon == 180;
    test::RasterSpec like;
    like.path = m_dir.filePath("like.tif").toStdString();
    like.columns = like.rows = 2300;
    like.type = GDT_Byte;
    // Metres in zones 54 and 60, with the site near the middle.
    like.epsg = atDateline ? 32660 : 32654;
    like.transform = {(atDateline ? 770'000 : 320'000) - 115'000.0, 100, 0, 3'987'000 + 115'000, 0, -100};
    like.options = {"COMPRESS=DEFLATE"};
    QVERIFY(test::writeRaster(like, [](int, int) { return 0; }));
    FloorRequest request;
    request.site = {36.0, lon};
    request.antennaHeight = 20;
    request.range = 100'000;
    request.azimuthFrom = from;
    request.azimuthTo = to;
    const TerrainPtr ground = atDateline ? test::roughGroundAt(179, 37) : test::roughGround();
    const auto field = computeFloor(request, ground, FloorQuality::Fast);
    QVERIFY(field.ok());
    int asked = 0;
    std::mutex mutex;
    const FieldOfSector fieldOf = [&](const FloorRequest& sector, int threads) {
      {
        const std::lock_guard lock(mutex);
        ++asked;
      }
      return computeFloor(sector, ground, FloorQuality::Fast, {}, {}, threads);
    };
    CoverageRasterRequest raster;
    raster.like = like.path;
    raster.altitudes = {1500, 4000};
    for (const bool compress : {false, true}) {
      raster.compress = compress;
      raster.path = m_dir.filePath("whole.tif").toStdString();
      const auto theWhole = [&](const FloorRequest&, int) { return field; };
      const auto whole = writeCoverageRaster(request, theWhole, ground.get(), raster);
      QVERIFY(whole.ok());
      raster.path = m_dir.filePath("parts.tif").toStdString();
      asked = 0;
      const auto parts = writeCoverageRaster(request, fieldOf, ground.get(), raster);
      QVERIFY(parts.ok());
      QVERIFY2(asked >= 5, qPrintable(QString::number(asked)));
      QVERIFY(std::abs(parts->knownArea - whole->knownArea) < 1e-5 * whole->knownArea);
      QVERIFY(std::abs(parts->visibleArea[1] - whole->visibleArea[1]) < 1e-4 * whole->visibleArea[1]);
      QVERIFY(std::abs(parts->unknownShare - whole->unknownShare) < 0.02);
      const auto a = read(m_dir.filePath("whole.tif"));
      const auto b = read(m_dir.filePath("parts.tif"));
      std::size_t known = 0, far = 0;
      for (std::size_t i = 0; i < a.size(); ++i) {
        const bool isKnown = a[i] != static_cast<std::int16_t>(kRasterNodata);
        const bool isKnownToo = b[i] != static_cast<std::int16_t>(kRasterNodata);
        known += isKnown ? 1 : 0;
        // Where ground becomes unknown a metre decides.
        if (isKnown != isKnownToo || (isKnown && std::abs(a[i] - b[i]) > 2)) ++far;
      }
      QVERIFY(known > 300'000);
      QVERIFY2(10'000 * far < known, qPrintable(QStringLiteral("%1 of %2").arg(far).arg(known)));
    }
  }

  // A grid in US survey feet, sector and all: areas are square metres all the same.
  void rasterInFeet() {
    test::RasterSpec like;
    like.path = m_dir.filePath("feet.tif").toStdString();
    like.columns = like.rows = 1400;
    like.type = GDT_Byte;
    like.epsg = 2263;  // New York Long Island
    like.transform = {780'000, 300, 0, 410'000, 0, -300};
    QVERIFY(test::writeRaster(like, [](int, int) { return 0; }));
    FloorRequest request;
    request.site = {40.7, -73.9};
    request.antennaHeight = 20;
    request.range = 50'000;
    for (const double width : {0.0, 90.0}) {
      request.azimuthFrom = 20;
      request.azimuthTo = 20 + width;
      const FieldOfSector fieldOf = [](const FloorRequest& sector, int threads) {
        return computeFloor(sector, nullptr, FloorQuality::Fast, {}, {}, threads);
      };
      CoverageRasterRequest raster;
      raster.like = like.path;
      raster.path = m_dir.filePath("feet-out.tif").toStdString();
      raster.altitudes = {1000};
      const auto report = writeCoverageRaster(request, fieldOf, nullptr, raster);
      QVERIFY(report.ok());
      const double whole = M_PI * 50e3 * 50e3 * (width > 0 ? width / 360 : 1);
      QVERIFY2(std::abs(report->knownArea / whole - 1) < 2e-3,
               qPrintable(QString::number(report->knownArea / whole)));
      QVERIFY(std::abs(report->visibleArea[0] / whole - 1) < 2e-3);
    }
  }

  // A disc that holds a pole is whole in a raster of longitudes and latitudes: its area says so, and every
  // pixel what the sphere says.
  void rasterAboutAPole_data() {
    QTest::addColumn<double>("lat");
    QTest::addColumn<double>("lon");
    QTest::newRow("on the north pole") << 90.0 << 10.0;
    QTest::newRow("near it, on the dateline") << 89.4 << 180.0;
    QTest::newRow("near the south pole") << -88.9 << -70.0;
    QTest::newRow("its rim a little short of it") << 87.0 << 0.0;
  }
  void rasterAboutAPole() {
    QFETCH(double, lat);
    QFETCH(double, lon);
    FloorRequest request;
    request.site = {lat, lon};
    request.antennaHeight = 20;
    request.range = 250'000;
    const FieldOfSector fieldOf = [](const FloorRequest& sector, int threads) {
      return computeFloor(sector, nullptr, FloorQuality::Fast, {}, {}, threads);
    };
    CoverageRasterRequest raster;
    raster.path = m_dir.filePath("pole.tif").toStdString();
    raster.altitudes = {1000, 20'000};
    const auto report = writeCoverageRaster(request, fieldOf, nullptr, raster);
    QVERIFY(report.ok());
    // A cap of the sphere is a little less than the circle on the plane.
    const double disc = 2 * M_PI * 6.38e6 * 6.38e6 * (1 - std::cos(request.range / 6.38e6));
    QVERIFY2(std::abs(report->knownArea / disc - 1) < 3e-3,
             qPrintable(QString::number(report->knownArea / disc)));
    QVERIFY(std::abs(report->visibleArea[1] / disc - 1) < 3e-3);
    // Seen at 1000 m: as far as the horizons of antenna and target reach.
    const double reach = std::sqrt(2 * request.k * 6.39e6) * (std::sqrt(20) + std::sqrt(1000));
    QVERIFY2(std::abs(report->visibleArea[0] / (M_PI * reach * reach) - 1) < 0.01,
             qPrintable(QString::number(report->visibleArea[0] / (M_PI * reach * reach))));
  }

 private:
  static std::vector<std::int16_t> read(const QString& path) {
    std::vector<std::int16_t> out;
    auto* d = GDALDataset::FromHandle(GDALOpen(path.toUtf8().constData(), GA_ReadOnly));
    if (d == nullptr) return out;
    const int width = d->GetRasterXSize();
    const int height = d->GetRasterYSize();
    out.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    if (d->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, width, height, out.data(), width, height, GDT_Int16, 0,
                                      0) != CE_None)
      out.clear();
    GDALClose(d);
    return out;
  }
};

QTEST_GUILESS_MAIN(TestCoverageSectors)
#include "tst_coveragesectors.moc"
