// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/RasterFixture.h"
#include "data/geo/Terrain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>
#include <thread>

using namespace sorami;
using sorami::test::RasterSpec;
using sorami::test::writeRaster;

namespace {

constexpr double kCell = 1.0 / 1200;

/// A plane in longitude and latitude: bilinear interpolation must give it back everywhere.
double plane(double lon, double lat) {
  return 1000 + 300 * (lon - 138) - 200 * (lat - 36);
}

/// A geographic raster of whole degrees of `plane`.
RasterSpec degreeTile(const QString& path, double west, double north, int size = 240) {
  RasterSpec spec;
  spec.path = path.toStdString();
  spec.columns = spec.rows = size;
  spec.type = GDT_Float32;
  const double cell = 1.0 / size;
  spec.transform = {west, cell, 0, north, 0, -cell};
  return spec;
}

double planeAt(const RasterSpec& s, int c, int r) {
  return plane(s.transform[0] + (c + 0.5) * s.transform[1], s.transform[3] + (r + 0.5) * s.transform[5]);
}

TerrainPtr openAll(const std::vector<std::string>& paths, const TerrainOptions& options = {}) {
  std::vector<Error> problems;
  auto terrain = Terrain::open(paths, options, &problems);
  for (const Error& e : problems) qWarning("%s", e.text().c_str());
  return terrain;
}

/// What GDAL itself says at the middle of a pixel.
double gdalValue(GDALDataset* dataset, int col, int row) {
  double value = 0;
  const CPLErr error =
      dataset->GetRasterBand(1)->RasterIO(GF_Read, col, row, 1, 1, &value, 1, 1, GDT_Float64, 0, 0);
  return error == CE_None ? value : std::nan("");
}

}  // namespace

class TestTerrain : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  QString file(const char* name) const { return m_dir.filePath(name); }

 private Q_SLOTS:
  void planeComesBack() {
    const RasterSpec spec = degreeTile(file("plane.tif"), 138, 37);
    QVERIFY(writeRaster(spec, [&](int c, int r) { return planeAt(spec, c, r); }));
    const auto terrain = openAll({spec.path});
    QCOMPARE(terrain->sources().size(), std::size_t{1});
    const TerrainSource& source = terrain->sources()[0];
    QVERIFY(std::abs(source.box.west - 138) < 0.01 && std::abs(source.box.north - 37) < 0.01);
    QVERIFY(std::abs(source.cellM - 463 * std::sqrt(std::cos(36.5 * M_PI / 180))) < 3);
    std::mt19937 random(1);
    std::uniform_real_distribution<double> inside(0.01, 0.99);
    for (int i = 0; i < 2000; ++i) {
      const LatLon p{36 + inside(random), 138 + inside(random)};
      // A third of a metre is what a post keeps.
      QVERIFY(std::abs(static_cast<double>(terrain->heightAt(p)) - plane(p.lon, p.lat)) < 0.2);
      QVERIFY(terrain->cellAt(p) > 0);
      QCOMPARE(terrain->heightAt({p.lat, p.lon + 360}), terrain->heightAt(p));
    }
    QVERIFY(std::isnan(terrain->heightAt({35, 138.5})));
    QVERIFY(std::isnan(terrain->heightAt({36.5, 139.5})));
    QVERIFY(std::isnan(terrain->heightAt({std::nan(""), 138.5})));
    QCOMPARE(terrain->cellAt({35, 138.5}), 0.0);
    QCOMPARE(terrain->finestCell({35, 138.5}, 50'000), 0.0);
    QVERIFY(terrain->finestCell({35, 138.5}, 150'000) > 0);
  }

  void registration() {
    // The same posts told as cells and as points: GDAL shifts the second by half a cell, and so must we.
    RasterSpec area = degreeTile(file("area.tif"), 138, 37);
    RasterSpec point = degreeTile(file("point.tif"), 138, 37);
    point.pointRegistered = true;
    for (const RasterSpec& spec : {area, point}) {
      QVERIFY(writeRaster(spec, [&](int c, int r) { return planeAt(spec, c, r); }));
    }
    const auto a = openAll({area.path});
    const auto b = openAll({point.path});
    for (const LatLon p : {LatLon{36.2, 138.3}, LatLon{36.71, 138.66}}) {
      QCOMPARE(a->heightAt(p), b->heightAt(p));
      QVERIFY(std::abs(static_cast<double>(a->heightAt(p)) - plane(p.lon, p.lat)) < 0.2);
    }
  }

  void noSeamBetweenTiles() {
    // Cells that abut, as most GeoTIFF collections have them.
    const auto hills = [](double lon, double lat) {
      return 500 + 400 * std::sin(60 * lon) * std::cos(50 * lat);
    };
    const auto at = [&](const RasterSpec& s, int c, int r) {
      return hills(s.transform[0] + (c + 0.5) * s.transform[1], s.transform[3] + (r + 0.5) * s.transform[5]);
    };
    RasterSpec west = degreeTile(file("west.tif"), 138, 37);
    RasterSpec east = degreeTile(file("east.tif"), 139, 37);
    RasterSpec both = degreeTile(file("both.tif"), 138, 37);
    both.columns *= 2;
    for (const RasterSpec& spec : {west, east, both}) {
      QVERIFY(writeRaster(spec, [&](int c, int r) { return at(spec, c, r); }));
    }
    const auto two = openAll({west.path, east.path});
    const auto one = openAll({both.path});
    for (int i = 0; i < 4000; ++i) {
      const LatLon p{36.2 + i * 1e-4, 138.98 + i * 1e-5};
      QCOMPARE(two->heightAt(p), one->heightAt(p));
    }
    const PatchRequest wanted{{36.5, 139.0}, 30'000, 0, false, 2};
    const auto a = two->patch(wanted);
    const auto b = one->patch(wanted);
    QVERIFY(a && b && !a->hasVoids() && !b->hasVoids());
    QCOMPARE(a->width(), b->width());
    QCOMPARE(a->height(), b->height());
    QVERIFY(std::equal(a->posts(), a->posts() + a->width() * a->height(), b->posts()));
  }

  void holesFromCoarser() {
    RasterSpec fine = degreeTile(file("fine.tif"), 138, 37, 1200);
    fine.type = GDT_Int16;
    RasterSpec coarse = degreeTile(file("coarse.tif"), 137, 38, 100);
    coarse.columns = coarse.rows = 300;
    const auto isVoid = [](int c, int r) { return c >= 400 && c < 600 && r >= 500 && r < 800; };
    QVERIFY(writeRaster(fine, [&](int c, int r) { return isVoid(c, r) ? -32767 : planeAt(fine, c, r); }));
    QVERIFY(writeRaster(coarse, [&](int c, int r) { return planeAt(coarse, c, r); }));
    const auto alone = openAll({fine.path});
    // Order on the command line does not matter: the finer comes first.
    const auto both = openAll({coarse.path, fine.path});
    QVERIFY(both->sources()[0].cellM < both->sources()[1].cellM);
    std::mt19937 random(2);
    std::uniform_real_distribution<double> anywhere(0.02, 0.98);
    int holes = 0;
    for (int i = 0; i < 3000; ++i) {
      const LatLon p{36 + anywhere(random), 138 + anywhere(random)};
      const double col = (p.lon - 138) * 1200 - 0.5;
      const double row = (37 - p.lat) * 1200 - 0.5;
      const bool deep = col > 401 && col < 598 && row > 501 && row < 798;
      const bool clear = col < 398 || col > 601 || row < 498 || row > 801;
      if (deep) QVERIFY(std::isnan(alone->heightAt(p)));
      if (clear) QVERIFY(!std::isnan(alone->heightAt(p)));
      holes += deep ? 1 : 0;
      QVERIFY(std::abs(static_cast<double>(both->heightAt(p)) - plane(p.lon, p.lat)) < 1.0);
    }
    QVERIFY(holes > 50);
    const LatLon outside{36.5, 137.5};
    QVERIFY(std::abs(static_cast<double>(both->heightAt(outside)) - plane(137.5, 36.5)) < 1.0);
    QVERIFY(both->cellAt(outside) > 5 * both->cellAt({36.1, 138.1}));
    // The same through a patch, beyond the fine raster's edge too.
    const auto patch = both->patch({{36.4, 138.1}, 40'000, 0, false, 2});
    QVERIFY(patch && !patch->hasVoids());
    QVERIFY(alone->patch({{36.4, 138.1}, 40'000, 0, false, 2})->hasVoids());
    for (int i = 0; i < 500; ++i) {
      const LatLon p{36.2 + 0.4 * anywhere(random), 137.8 + 0.6 * anywhere(random)};
      GridPoint g;
      patch->toGrid({&p, 1}, {&g, 1});
      const int c = static_cast<int>(std::lround(g.col));
      const int r = static_cast<int>(std::lround(g.row));
      const float post = patch->posts()[r * patch->width() + c] * kPostUnit;
      QVERIFY(std::abs(static_cast<double>(post) - plane(p.lon, p.lat)) < 2.0);
    }
    TerrainOptions sea;
    sea.nodataIsSea = true;
    const auto withSea = openAll({fine.path}, sea);
    QCOMPARE(withSea->heightAt({36.45, 138.42}), 0.0F);
    QCOMPARE(withSea->heightAt({10, 10}), 0.0F);
    QVERIFY(!withSea->patch({{36.4, 138.1}, 40'000, 0, false, 2})->hasVoids());
  }

  void projected() {
    // UTM 54N, 50 m: posts carry their own easting and northing, told apart by a plane in them.
    RasterSpec utm;
    utm.path = file("utm.tif").toStdString();
    utm.columns = 600;
    utm.rows = 500;
    utm.epsg = 32654;
    utm.transform = {400'000, 50, 0, 4'000'000, 0, -50};
    utm.type = GDT_Float32;
    const auto height = [](double e, double n) { return (e - 400'000) / 100 + (4'000'000 - n) / 200; };
    QVERIFY(writeRaster(utm, [&](int c, int r) { return height(400'025 + 50.0 * c, 3'999'975 - 50.0 * r); }));
    const auto terrain = openAll({utm.path});
    QVERIFY(std::abs(terrain->sources()[0].cellM - 50) < 0.1);
    OGRSpatialReference from, to;
    from.importFromEPSG(32654);
    to.SetWellKnownGeogCS("WGS84");
    from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const std::unique_ptr<OGRCoordinateTransformation> transform(
        OGRCreateCoordinateTransformation(&from, &to));
    for (double e = 401'000; e < 429'000; e += 1777) {
      for (double n = 3'976'000; n < 3'999'500; n += 1333) {
        double x = e, y = n;
        QVERIFY(transform->Transform(1, &x, &y));
        QVERIFY(std::abs(static_cast<double>(terrain->heightAt({y, x})) - height(e, n)) < 0.2);
      }
    }
  }

  void acrossTheDateline() {
    const auto wave = [](double lon, double lat) {
      const double east = lon < 0 ? lon + 360 : lon;
      return 100 * (east - 179) + 50 * (lat + 17);
    };
    RasterSpec west = degreeTile(file("e179.tif"), 179, -17);
    RasterSpec east = degreeTile(file("w180.tif"), -180, -17);
    for (const RasterSpec& s : {west, east}) {
      QVERIFY(writeRaster(s, [&](int c, int r) {
        return wave(s.transform[0] + (c + 0.5) * s.transform[1], s.transform[3] + (r + 0.5) * s.transform[5]);
      }));
    }
    const auto terrain = openAll({west.path, east.path});
    for (double lon = 179.02; lon < 180.98; lon += 0.0071) {
      for (const double asked : {lon, lon - 360}) {
        QVERIFY(std::abs(static_cast<double>(terrain->heightAt({-17.5, asked})) - wave(lon, -17.5)) < 0.3);
      }
    }
    for (const double lon : {179.999, -179.999}) {
      const auto patch = terrain->patch({{-17.5, lon}, 30'000, 0, false, 2});
      QVERIFY(patch && !patch->hasVoids());
      for (const LatLon p : {LatLon{-17.4, 179.9}, LatLon{-17.6, -179.9}, LatLon{-17.5, 180}}) {
        GridPoint g;
        patch->toGrid({&p, 1}, {&g, 1});
        const float post =
            patch->posts()[static_cast<int>(std::lround(g.row)) * patch->width() + std::lround(g.col)] *
            kPostUnit;
        QVERIFY(std::abs(static_cast<double>(post) - wave(p.lon, p.lat)) < 1.0);
      }
    }
  }

  void gridInMemory() {
    TerrainGrid grid;
    grid.name = "world";
    grid.firstLon = 0;
    grid.firstLat = -90;
    grid.stepLon = grid.stepLat = 0.5;
    grid.columns = 720;
    grid.rows = 361;
    auto posts = std::make_shared<std::vector<std::int16_t>>();
    for (int r = 0; r < grid.rows; ++r) {
      for (int c = 0; c < grid.columns; ++c)
        posts->push_back(static_cast<std::int16_t>(c < 360 ? 10 * r : -4000));
    }
    grid.posts = posts;
    const auto world = Terrain::withGrid(nullptr, grid);
    QCOMPARE(world->heightAt({0, 90}), 1800.0F);
    QCOMPARE(world->heightAt({89.75, 90}), 3595.0F);
    QCOMPARE(world->heightAt({0, -90}), 0.0F);  // sea bed is the sea's surface
    QVERIFY(!std::isnan(world->heightAt({90, 0})));
    // Between the last column and the first.
    QCOMPARE(world->heightAt({0, -0.25}), 900.0F);
    QVERIFY(world->sources()[0].box.contains({0, 180}));
    // The pole, where the grid cannot be followed, is laid out about the site.
    const auto patch = world->patch({{89.9, 30}, 300'000, 0, false, 2});
    QVERIFY(patch && patch->isLocal() && !patch->hasVoids());

    const RasterSpec fine = degreeTile(file("fine2.tif"), 138, 37);
    QVERIFY(writeRaster(fine, [&](int c, int r) { return planeAt(fine, c, r); }));
    const auto both = Terrain::withGrid(openAll({fine.path}), grid);
    QCOMPARE(both->sources().size(), std::size_t{2});
    QCOMPARE(both->sources()[1].name, std::string("world"));
    QVERIFY(std::abs(static_cast<double>(both->heightAt({36.5, 138.5})) - plane(138.5, 36.5)) < 0.2);
    QCOMPARE(both->heightAt({0, 90}), 1800.0F);
    QVERIFY(both->key() != world->key());

    TerrainGrid broken = grid;
    broken.rows = 5;
    QCOMPARE(Terrain::withGrid(both, broken).get(), both.get());
  }

  void unitsAndScales() {
    RasterSpec feet = degreeTile(file("feet.tif"), 138, 37);
    feet.unit = "ft";
    RasterSpec scaled = degreeTile(file("scaled.tif"), 138, 37);
    scaled.scale = 0.1;
    scaled.type = GDT_Int32;
    QVERIFY(writeRaster(feet, [&](int c, int r) { return planeAt(feet, c, r) / 0.3048; }));
    QVERIFY(writeRaster(scaled, [&](int c, int r) { return planeAt(scaled, c, r) * 10; }));
    for (const auto& path : {feet.path, scaled.path}) {
      const auto terrain = openAll({path});
      QVERIFY(std::abs(static_cast<double>(terrain->heightAt({36.3, 138.4})) - plane(138.4, 36.3)) < 0.3);
    }
  }

  /// However a file lays its values out, the posts are the same; some layouts are read past GDAL.
  void layoutsOfAFile() {
    const auto rugged = [](int c, int r) {
      if ((c + r) % 97 == 0) return -12'345.0;  // no data
      if (c % 211 == 5) return -9999.0;         // nor here, though nobody says so
      if (r % 173 == 9) return 20'000.0;        // no such height
      return 900 + 700 * std::sin(c * 0.05) * std::cos(r * 0.04) - (r % 50);
    };
    const std::vector<std::vector<std::string>> layouts = {
        {"COMPRESS=DEFLATE"},
        {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=64"},
        {"BLOCKYSIZE=7"},
        {"TILED=YES", "ENDIANNESS=BIG"},
        {"TILED=YES", "COMPRESS=ZSTD", "PREDICTOR=2"},
    };
    std::vector<TerrainPtr> terrains;
    for (std::size_t i = 0; i < layouts.size(); ++i) {
      RasterSpec spec = degreeTile(file(qPrintable(QStringLiteral("layout%1.tif").arg(i))), 138, 37, 400);
      spec.columns = 333;
      spec.type = GDT_Int16;
      spec.nodata = -12'345;
      spec.options = layouts[i];
      QVERIFY(writeRaster(spec, rugged));
      terrains.push_back(openAll({spec.path}));
    }
    PatchRequest disc;
    disc.centre = {36.5, 138.4};
    disc.radius = 25'000;
    disc.threads = 2;
    PatchRequest sector = disc;
    sector.azimuthFrom = 350;
    sector.azimuthTo = 30;
    for (const PatchRequest& wanted : {disc, sector}) {
      const auto first = terrains.front()->patch(wanted);
      QVERIFY(first && first->hasVoids());
      const auto count = static_cast<std::size_t>(first->width()) * static_cast<std::size_t>(first->height());
      for (const TerrainPtr& terrain : terrains) {
        const auto patch = terrain->patch(wanted);
        QVERIFY(patch && patch->width() == first->width() && patch->height() == first->height());
        QVERIFY(std::equal(patch->posts(), patch->posts() + count, first->posts()));
      }
    }
    for (int i = 0; i < 500; ++i) {
      const LatLon p{36.1 + 0.0017 * i, 138.05 + 0.0014 * i};
      const float truth = terrains.front()->heightAt(p);
      for (const TerrainPtr& terrain : terrains) {
        const float height = terrain->heightAt(p);
        QVERIFY(height == truth || (std::isnan(height) && std::isnan(truth)));
      }
    }
    // A sector asks for no more than it needs.
    const auto whole = openAll({file("layout1.tif").toStdString()})->patch(disc);
    const auto part = openAll({file("layout1.tif").toStdString()})->patch(sector);
    QVERIFY(3 * part->width() * part->height() < 2 * whole->width() * whole->height());
  }

  void seaBedInAFile() {
    RasterSpec relief = degreeTile(file("relief.tif"), 138, 37);
    QVERIFY(writeRaster(relief, [](int c, int) { return c < 120 ? -30.0 - 20.0 * c : 200.0; }));
    const auto terrain = openAll({relief.path});
    QCOMPARE(terrain->heightAt({36.5, 138.1}), 0.0F);
    QCOMPARE(terrain->heightAt({36.5, 138.9}), 200.0F);
    // Land below the sea's level stays where it is.
    RasterSpec deadSea = degreeTile(file("deadsea.tif"), 138, 37);
    QVERIFY(writeRaster(deadSea, [](int, int) { return -410.0; }));
    QCOMPARE(openAll({deadSea.path})->heightAt({36.5, 138.1}), -410.0F);
  }

  void mergedPostsAreTheHighest() {
    RasterSpec spec = degreeTile(file("rough.tif"), 138, 37, 1200);
    spec.type = GDT_Int16;
    QVERIFY(writeRaster(spec, [](int c, int r) { return (c * 7919 + r * 104729) % 1000; }));
    const auto terrain = openAll({spec.path});
    const auto full = terrain->patch({{36.5, 138.5}, 20'000, 0, false, 1});
    const auto merged = terrain->patch({{36.5, 138.5}, 20'000, 300, false, 1});
    QVERIFY(full && merged);
    QCOMPARE(merged->level(), 2);
    QVERIFY(std::abs(merged->cellM() - 4 * full->cellM()) < 1e-6);
    const LatLon centre{36.5, 138.5};
    GridPoint f, m;
    full->toGrid({&centre, 1}, {&f, 1});
    merged->toGrid({&centre, 1}, {&m, 1});
    for (int j = -20; j < 20; ++j) {
      for (int i = -20; i < 20; ++i) {
        const int mc = static_cast<int>(m.col) + i;
        const int mr = static_cast<int>(m.row) + j;
        // The square's middle, in the full grid.
        const int c0 = static_cast<int>(std::lround(f.col + (mc - m.col) * 4 - 1.5));
        const int r0 = static_cast<int>(std::lround(f.row + (mr - m.row) * 4 - 1.5));
        std::int16_t highest = kVoidPost;
        for (int r = r0; r < r0 + 4; ++r) {
          for (int c = c0; c < c0 + 4; ++c) highest = std::max(highest, full->posts()[r * full->width() + c]);
        }
        QCOMPARE(merged->posts()[mr * merged->width() + mc], highest);
      }
    }
  }

  void littleMemoryGivesTheSame() {
    RasterSpec spec = degreeTile(file("big.tif"), 138, 37, 2400);
    spec.type = GDT_Int16;
    QVERIFY(writeRaster(spec, [](int c, int r) { return (c * 31 + r * 17) % 2000; }));
    TerrainOptions small;
    small.cacheBytes = 600'000;  // one tile
    const auto a = openAll({spec.path});
    const auto b = openAll({spec.path}, small);
    std::vector<LatLon> points;
    std::mt19937 random(3);
    std::uniform_real_distribution<double> anywhere(0.01, 0.99);
    for (int i = 0; i < 250; ++i) points.push_back({36 + anywhere(random), 138 + anywhere(random)});
    std::vector<float> first(points.size()), second(points.size());
    a->heightsAt(points, first);
    b->heightsAt(points, second);
    QCOMPARE(first, second);
    // And from many threads at once.
    std::vector<std::vector<float>> each(4, std::vector<float>(points.size()));
    {
      std::vector<std::jthread> threads;
      for (auto& out : each) threads.emplace_back([&] { b->heightsAt(points, out); });
    }
    for (const auto& out : each) QCOMPARE(out, first);
  }

  void whatIsWrongIsSaid() {
    const auto write = [&](const char* name, const QByteArray& bytes) {
      QFile f(file(name));
      (void)f.open(QIODevice::WriteOnly);
      f.write(bytes);
      return file(name).toStdString();
    };
    RasterSpec good = degreeTile(file("good.tif"), 138, 37);
    QVERIFY(writeRaster(good, [&](int c, int r) { return planeAt(good, c, r); }));
    RasterSpec lost = degreeTile(file("lost.tif"), 500'000, 4'000'000);
    lost.epsg = 0;
    QVERIFY(writeRaster(lost, [](int, int) { return 1; }));
    RasterSpec odd = degreeTile(file("odd.tif"), 138, 37);
    odd.unit = "kelvin";
    QVERIFY(writeRaster(odd, [](int, int) { return 1; }));
    RasterSpec cut = degreeTile(file("cut.tif"), 140, 37);
    QVERIFY(writeRaster(cut, [&](int c, int r) { return planeAt(cut, c, r); }));
    QVERIFY(QFile::resize(file("cut.tif"), QFile(file("cut.tif")).size() / 2));

    std::vector<Error> problems;
    const std::string paths[] = {write("text.tif", "this is no picture"),
                                 write("empty.hgt", ""),
                                 file("none.tif").toStdString(),
                                 lost.path,
                                 odd.path,
                                 cut.path,
                                 good.path};
    const auto terrain = Terrain::open(paths, &problems);
    for (std::size_t i = 0; i + 1 < std::size(paths); ++i) {
      const auto named = std::count_if(problems.begin(), problems.end(), [&](const Error& e) {
        return e.where == paths[i] && !e.what.empty();
      });
      QVERIFY2(named == 1, paths[i].c_str());
    }
    // The good one, and what can be read of the one that was cut off.
    QCOMPARE(terrain->sources().size(), std::size_t{2});
    QVERIFY(std::abs(static_cast<double>(terrain->heightAt({36.5, 138.5})) - plane(138.5, 36.5)) < 0.2);
    QVERIFY(std::abs(static_cast<double>(terrain->heightAt({36.95, 140.5})) - plane(140.5, 36.95)) < 0.2);
    QVERIFY(std::isnan(terrain->heightAt({36.05, 140.5})));
  }

  void folder() {
    QVERIFY(QDir(m_dir.path()).mkpath("tiles/deeper"));
    const RasterSpec a = degreeTile(file("tiles/a.tif"), 138, 37);
    const RasterSpec b = degreeTile(file("tiles/deeper/b.tif"), 139, 37);
    for (const RasterSpec& s : {a, b})
      QVERIFY(writeRaster(s, [&](int c, int r) { return planeAt(s, c, r); }));
    QFile note(file("tiles/readme.txt"));
    QVERIFY(note.open(QIODevice::WriteOnly));
    note.write("notes");
    note.close();
    std::vector<Error> problems;
    const std::string paths[] = {file("tiles").toStdString()};
    const auto terrain = Terrain::open(paths, &problems);
    QVERIFY(problems.empty());
    QCOMPARE(terrain->sources().size(), std::size_t{2});
    QVERIFY(!std::isnan(terrain->heightAt({36.5, 139.0})));
    QVERIFY(QDir(m_dir.path()).mkpath("nothing"));
    const std::string empty[] = {file("nothing").toStdString()};
    QVERIFY(Terrain::open(empty, &problems)->sources().empty());
    QCOMPARE(problems.size(), std::size_t{1});
  }

  void realTilesAgreeWithGdal_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"N46E008.hgt", "N46E008.tif", "taiwan_3s.tif", "taiwan_1s_crop.tif"}) {
      QTest::newRow(name) << QString(name);
    }
  }
  void realTilesAgreeWithGdal() {
    QFETCH(QString, name);
    const std::string path = (QStringLiteral(SORAMI_SOURCE_DIR "/../shared/dem/") + name).toStdString();
    if (!QFile::exists(QString::fromStdString(path))) QSKIP("skipped: shared samples are not here");
    const auto terrain = openAll({path});
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> dataset(GDALDataset::FromHandle(GDALOpen(path.c_str(), GA_ReadOnly)));
    QVERIFY(dataset);
    double gt[6];
    dataset->GetGeoTransform(gt);
    std::mt19937 random(4);
    int voids = 0;
    for (int i = 0; i < 3000; ++i) {
      const int c = static_cast<int>(random() % static_cast<unsigned>(dataset->GetRasterXSize()));
      const int r = static_cast<int>(random() % static_cast<unsigned>(dataset->GetRasterYSize()));
      const double value = gdalValue(dataset.get(), c, r);
      const float height = terrain->heightAt({gt[3] + (r + 0.5) * gt[5], gt[0] + (c + 0.5) * gt[1]});
      if (value <= -32767) {
        ++voids;
        QVERIFY(std::isnan(height));
      } else {
        QVERIFY(std::abs(static_cast<double>(height) - value) < 0.01);
      }
    }
    if (name.startsWith("N46")) QVERIFY(voids > 10);
  }
};

QTEST_APPLESS_MAIN(TestTerrain)
#include "tst_terrain.moc"
