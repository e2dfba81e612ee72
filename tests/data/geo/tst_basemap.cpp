// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Basemap.h"
#include "data/geo/BasemapBuilder.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace sorami;

namespace {

void write(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A tiny world: one island with a lake, one border in two parts, one town, and a grid of ten-degree relief.
class World {
 public:
  World() {
    write(
        path("land.geojson"),
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"scalerank":1},"geometry":
             {"type":"Polygon","coordinates":[[[170,10],[180,10],[180,20],[175,20.001],[170,20],[170,10]],
             [[172,12],[174,12],[174,14],[172,12]]]}},
             {"type":"Feature","properties":{"scalerank":5},"geometry":{"type":"Polygon","coordinates":
             [[[0,0],[0.01,0],[0.01,0.01],[0,0]]]}}]})");
    write(
        path("lines.geojson"),
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"scalerank":2},"geometry":
             {"type":"MultiLineString","coordinates":[[[1,1],[2,2]],[[3,1],[2,2]]]}}]})");
    write(path("places.geojson"),
          R"({"type":"FeatureCollection","features":[
             {"type":"Feature","properties":{"name":"Small","scalerank":7,"pop_max":10,"adm0cap":0},
              "geometry":{"type":"Point","coordinates":[10,20]}},
             {"type":"Feature","properties":{"name":"Größe 東京","scalerank":1,"pop_max":1000,"adm0cap":1},
              "geometry":{"type":"Point","coordinates":[139.7,35.7]}}]})");
    QByteArray grid = "ncols 36\nnrows 19\nxllcorner -5\nyllcorner -95\ncellsize 10\n";
    for (int r = 0; r < 19; ++r) {
      for (int c = 0; c < 36; ++c) grid += QByteArray::number(c * 10 - r) + " ";
      grid += "\n";
    }
    write(path("relief.asc"), grid);
    write(path("recipe.json"), recipe("relief.asc"));
  }
  QString path(const char* name) const { return m_dir.filePath(name); }
  QByteArray recipe(const char* relief) const {
    return QByteArray(R"({"version":1,"folders":["FOLDER"],"tolerancesM":[0,5000],"layers":[
      {"id":"land","files":["absent.shp","land.geojson"],"rank":"scalerank","package":"p","attribution":"A land"},
      {"id":"boundaries","files":["lines.geojson"],"rank":"scalerank","package":"p","attribution":"A land"},
      {"id":"rivers","files":["rivers.shp"],"rank":"scalerank","package":"river-package","attribution":"no"},
      {"id":"places","files":["places.geojson"],"rank":"scalerank","name":"name","population":"pop_max",
       "capital":"adm0cap","package":"p","attribution":"A places"},
      {"id":"relief","files":["RELIEF"],"package":"r","attribution":"A relief"}]})")
        .replace("FOLDER", m_dir.path().toUtf8())
        .replace("RELIEF", relief);
  }

 private:
  QTemporaryDir m_dir;
};

}  // namespace

class TestBasemap : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void builtPackHoldsItsSources() {
    const World world;
    const auto report =
        buildBasemap(world.path("recipe.json").toStdString(), world.path("a.sopack").toStdString());
    QVERIFY2(report.ok(), report ? "" : report.error().text().c_str());
    QCOMPARE(report->missing, std::vector<std::string>{"rivers (package river-package)"});
    const auto opened = Basemap::open(world.path("a.sopack").toStdString());
    QVERIFY2(opened.ok(), opened ? "" : opened.error().text().c_str());
    const Basemap& pack = **opened;
    QVERIFY(pack.verify());
    QCOMPARE(pack.missing(), report->missing);
    QCOMPARE(pack.attribution(), (std::vector<std::string>{"A land", "A places", "A relief"}));
    QCOMPARE(pack.sizeBytes(), report->bytes);

    QCOMPARE(pack.levels(BasemapLayer::Land), std::size_t(2));
    QCOMPARE(pack.levels(BasemapLayer::Rivers), std::size_t(0));
    QCOMPARE(pack.lineCount(BasemapLayer::Rivers, 0), std::size_t(0));
    QCOMPARE(pack.lineCount(BasemapLayer::Land, 0), std::size_t(3));
    QCOMPARE(pack.lineCount(BasemapLayer::Land, 1), std::size_t(2));  // the 1 km islet is gone
    const GeoLine ring = pack.points(BasemapLayer::Land, 0, 0);
    QCOMPARE(ring.size(), std::size_t(6));
    QCOMPARE(ring[1], (LatLon{10, 180}));
    QVERIFY(pack.line(BasemapLayer::Land, 0, 0).hasSeam && !pack.line(BasemapLayer::Land, 0, 1).hasSeam);
    QCOMPARE(pack.points(BasemapLayer::Land, 1, 0).size(), std::size_t(5));  // the bump of 111 m is gone
    QCOMPARE(pack.levelFor(BasemapLayer::Land, 1000), std::size_t(0));
    QCOMPARE(pack.levelFor(BasemapLayer::Land, 20000), std::size_t(1));
    // Two parts that meet became one line.
    QCOMPARE(pack.lineCount(BasemapLayer::Boundaries, 0), std::size_t(1));
    QCOMPARE(pack.points(BasemapLayer::Boundaries, 0, 0).size(), std::size_t(3));
    QCOMPARE(pack.line(BasemapLayer::Boundaries, 0, 0).rank, 2);

    QCOMPARE(pack.places().size(), std::size_t(2));
    QCOMPARE(std::string(pack.places()[0].name), std::string("Größe 東京"));
    QVERIFY(pack.places()[0].isCapital && pack.places()[0].population == 1000);
    const ReliefGrid* relief = pack.relief();
    QVERIFY(relief != nullptr);
    QCOMPARE(relief->rows, 19);
    QCOMPARE(relief->west, -180.0);
    QCOMPARE(relief->heightAt({90, 0}), 0.0F);
    QCOMPARE(relief->heightAt({0, 100}), 91.0F);
    QCOMPARE(relief->heightAt({0, -170}), 190.0F - 9);
    QCOMPARE(relief->heightAt({85, 355}), relief->heightAt({85, -5}));
    QCOMPARE(relief->heightAt({-90, 15}), 15.0F - 18);
    QVERIFY(std::isnan(relief->heightAt({91, 0})) && std::isnan(relief->heightAt({0, std::nan("")})));
  }

  void sameInputSameBytes() {
    const World world;
    for (const char* name : {"a.sopack", "b.sopack"}) {
      QVERIFY(buildBasemap(world.path("recipe.json").toStdString(), world.path(name).toStdString()).ok());
    }
    QCOMPARE(read(world.path("a.sopack")), read(world.path("b.sopack")));
  }

  void badSourcesAreErrorsThatNameTheFile() {
    const World world;
    write(world.path("broken.tif"), "this is no raster");
    write(world.path("recipe.json"), world.recipe("broken.tif"));
    auto made = buildBasemap(world.path("recipe.json").toStdString(), world.path("c.sopack").toStdString());
    QVERIFY(!made.ok());
    QVERIFY(made.error().where.find("broken.tif") != std::string::npos);
    QVERIFY(!QFile::exists(world.path("c.sopack")));
    write(world.path("recipe.json"), "{ nonsense");
    made = buildBasemap(world.path("recipe.json").toStdString(), world.path("c.sopack").toStdString());
    QVERIFY(!made.ok() && made.error().where.find("byte") != std::string::npos);
    QVERIFY(!buildBasemap("/nowhere/recipe.json", world.path("c.sopack").toStdString()).ok());
    write(world.path("recipe.json"), world.recipe("relief.asc"));
    QVERIFY(!buildBasemap(world.path("recipe.json").toStdString(), "/nowhere/at/all.sopack").ok());
  }

  void damagedPacksAreRefusedOrRead() {
    const World world;
    QVERIFY(buildBasemap(world.path("recipe.json").toStdString(), world.path("a.sopack").toStdString()).ok());
    const QByteArray good = read(world.path("a.sopack"));
    QVERIFY(!Basemap::open(world.path("none.sopack").toStdString()).ok());
    for (const int size : {0, 7, 47, 48, 100, static_cast<int>(good.size()) - 1}) {
      write(world.path("cut.sopack"), good.left(size));
      const auto opened = Basemap::open(world.path("cut.sopack").toStdString());
      QVERIFY2(!opened.ok(), qPrintable(QString::number(size)));
      QVERIFY(opened.error().where.find("cut.sopack") != std::string::npos);
    }
    std::mt19937 random(5);
    for (int round = 0; round < 400; ++round) {
      QByteArray bad = good;
      for (unsigned k = 1 + random() % 4; k > 0; --k) {
        bad[static_cast<qsizetype>(random() % 600)] = static_cast<char>(random());
      }
      write(world.path("bad.sopack"), bad);
      const auto opened = Basemap::open(world.path("bad.sopack").toStdString());
      if (!opened) continue;
      // Whatever it holds now: every question is answered without a crash.
      const Basemap& pack = **opened;
      for (std::size_t l = 0; l < kBasemapLayers; ++l) {
        const auto layer = static_cast<BasemapLayer>(l);
        for (std::size_t level = 0; level < pack.levels(layer); ++level) {
          for (std::size_t i = 0; i < std::min<std::size_t>(pack.lineCount(layer, level), 20); ++i) {
            for (const LatLon& p : pack.points(layer, level, i)) QVERIFY(std::abs(p.lat) <= 90);
          }
        }
      }
      if (pack.relief() != nullptr) (void)pack.relief()->heightAt({10, 20});
    }
  }

  void theBuiltPackOpensAtOnce() {
    const std::string path = SORAMI_BINARY_DIR "/share/sorami/basemap.sopack";
    if (!QFile::exists(QString::fromStdString(path))) QSKIP("the build made no map pack");
    const auto first = Basemap::open(path);
    QVERIFY2(first.ok(), first ? "" : first.error().text().c_str());
    QVERIFY((*first)->verify());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(Basemap::open(path).ok());
    qInfo("opened in %.3f ms (limit 100)", static_cast<double>(timer.nsecsElapsed()) / 1e6);
    if ((*first)->relief() == nullptr) QSKIP("the pack has no relief: ferret-datasets is not installed");
    // Mount Fuji stands high (ETOPO5 puts peaks up to two posts west of their places), the Japan Trench lies
    // deep, whichever way round longitude is.
    const ReliefGrid& relief = *(*first)->relief();
    QVERIFY(relief.heightAt({35.4167, 138.5833}) > 2000);
    QVERIFY(relief.heightAt({33, 88}) > 4000);
    QVERIFY(relief.heightAt({38, 144}) < -6000);
    QCOMPARE(relief.heightAt({38, 144}), relief.heightAt({38, -216}));
  }

  void foundWhereItIsPut() {
    const QTemporaryDir dir;
    write(dir.filePath("basemap.sopack"), "x");
    qputenv("SORAMI_DATA_DIR", dir.path().toUtf8());
    QCOMPARE(findBasemap(), dir.filePath("basemap.sopack").toStdString());
    qputenv("SORAMI_DATA_DIR", "");
    QVERIFY(findDataFile("no-such-file").empty());
  }
};

QTEST_GUILESS_MAIN(TestBasemap)
#include "tst_basemap.moc"
