// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Geodesic.h"
#include "data/geo/UserMaps.h"
#include "data/store/MemoryRecording.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/layers/UserRasterLayer.h"
#include "widgets/scene/layers/UserVectorLayer.h"
#include "widgets/scene/layers/VideoLayer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <gdal.h>
#include <ogr_srs_api.h>

#include <cmath>

using namespace sorami;

namespace {

std::string write(const QTemporaryDir& dir, const char* name, const QByteArray& bytes) {
  QFile file(dir.filePath(name));
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write %s", name);
  return file.fileName().toStdString();
}

constexpr const char* kShapes = R"({"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":
    [[[170,-10],[-170,-10],[-170,10],[170,10],[170,-10]]]}},
  {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[130,30],[150,40]]}},
  {"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[140,35],[141,36]]}}]})";

std::shared_ptr<Frame> frameAt(const char* projection, LatLon centre, double metresPerPixel) {
  auto frame = std::make_shared<Frame>();
  frame->projection = *Projection::create(projection, centre);
  frame->theme = std::make_shared<const Theme>(*loadTheme("night"));
  frame->view.size = {200, 100};
  frame->view.metresPerPixel = metresPerPixel;
  frame->view.centre = frame->projection->forward(centre);
  return frame;
}

QImage draw(Layer& layer, const FramePtr& frame) {
  QImage image(frame->view.size, QImage::Format_RGB32);
  image.fill(Qt::black);
  PixelCanvas canvas(image);
  layer.prepare(frame)(canvas, {});
  return image;
}

}  // namespace

class TestUserLayers : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void vectorFileIsReadAndDrawn() {
    const QTemporaryDir dir;
    const auto map = readVectorMap(write(dir, "shapes.geojson", kShapes));
    QVERIFY2(map.ok(), map ? "" : map.error().text().c_str());
    QCOMPARE((*map)->rings.size(), std::size_t(1));
    QCOMPARE((*map)->lines.size(), std::size_t(1));
    QCOMPARE((*map)->points.size(), std::size_t(2));
    QCOMPARE((*map)->points[0], (LatLon{35, 140}));
    MapFile look;
    look.colour = "#ff0000";
    look.fill = 1;
    UserVectorLayer layer(*map, look);
    // The area spans the dateline: it is there, and nothing of it smears round the other way.
    const QImage pacific = draw(layer, frameAt("equirectangular", {0, 180}, 20000));
    QCOMPARE(pacific.pixel(100, 50), qRgb(255, 0, 0));
    QCOMPARE(pacific.pixel(20, 50), qRgb(0, 0, 0));
    const QImage greenwich = draw(layer, frameAt("equirectangular", {0, 0}, 20000));
    QCOMPARE(greenwich.pixel(100, 50), qRgb(0, 0, 0));
    const QImage point = draw(layer, frameAt("lcc-japan", {35, 140}, 1000));
    QCOMPARE(point.pixel(100, 50), qRgb(255, 0, 0));
  }

  void otherCoordinateSystemsAreBroughtHome() {
    const QTemporaryDir dir;
    // Web Mercator: 15 550 000 m east of Greenwich is 139.688 degrees.
    const auto map = readVectorMap(write(dir, "mercator.geojson",
                                         R"({"type":"FeatureCollection","crs":{"type":"name","properties":
      {"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[{"type":"Feature","properties":{},"geometry":
      {"type":"Point","coordinates":[15550000,4250000]}}]})"));
    QVERIFY2(map.ok(), map ? "" : map.error().text().c_str());
    QVERIFY(std::abs((*map)->points[0].lon - 15550000 / 111319.490793) < 1e-6);
    QVERIFY(std::abs((*map)->points[0].lat - 35.64) < 0.2);
  }

  void rasterIsReadAndDrawn() {
    const QTemporaryDir dir;
    // Four cells of ten degrees: dark in the west, bright in the east, one hole.
    const auto map = readRasterMap(write(dir, "field.asc",
                                         "ncols 2\nnrows 2\nxllcorner 130\nyllcorner 30\ncellsize 10\n"
                                         "NODATA_value -9999\n0 100\n0 -9999\n"));
    QVERIFY2(map.ok(), map ? "" : map.error().text().c_str());
    QVERIFY(std::abs((*map)->west - 130) < 0.6 && std::abs((*map)->north - 50) < 0.6);
    UserRasterLayer layer(*map);
    const auto frame = frameAt("lcc-japan", {40, 140}, 20000);
    const QImage image = draw(layer, frame);
    const auto at = [&](LatLon p) {
      const PixelPoint q = frame->view.toPixel(frame->projection->forward(p));
      return image.pixel(static_cast<int>(q.x), static_cast<int>(q.y));
    };
    QVERIFY(qRed(at({44, 146})) > 180);
    QVERIFY(qRed(at({44, 132})) < 60);
    QCOMPARE(at({32, 148}), qRgb(0, 0, 0));  // the hole
    QCOMPARE(at({44, 155}), qRgb(0, 0, 0));  // outside
    QVERIFY(layer.key(*frame) != UserRasterLayer(*map, 0.5).key(*frame));
  }

  /// An echo 60 km north-east of the antenna stands there and nowhere else, and fades with its age.
  void radarVideoStandsByRangeAndAzimuth() {
    const UtcTime t = utcFromCivil(2026, 8, 12, 6);
    const auto sink = makeMemoryRecording();
    sink->addSource({"radar", "asterix", 6345});
    for (int i = 0; i < 360; ++i) {
      VideoSweep sweep;
      sweep.time = t + i * 10 * kMillisecond;
      sweep.sensor = {35, 140};
      sweep.startAzimuthDeg = static_cast<float>(i);
      sweep.endAzimuthDeg = static_cast<float>((i + 1) % 360);
      sweep.cellM = 1000;
      sweep.cells.assign(100, 0);
      if (i >= 42 && i < 48)
        for (std::size_t cell = 57; cell < 63; ++cell) sweep.cells[cell] = 255;
      sink->addVideo(sweep);
    }
    const auto frame = frameAt("lcc-japan", {35, 140}, 1500);
    frame->store = *sink->finish();
    frame->time = t + 4 * kSecond;
    VideoLayer layer;
    QVERIFY(layer.key(*frame) != 0);
    const QImage image = draw(layer, frame);
    const auto at = [&](double range, double azimuth) {
      const PixelPoint q =
          frame->view.toPixel(frame->projection->forward(geodesicPoint({35, 140}, azimuth, range)));
      return qGray(image.pixel(static_cast<int>(q.x), static_cast<int>(q.y)));
    };
    QVERIFY(at(60e3, 45) > 40);
    QCOMPARE(at(60e3, 60), 0);
    QCOMPARE(at(40e3, 45), 0);
    QCOMPARE(at(60e3, 225), 0);
    frame->time = t + 9 * kSecond;
    const QImage later = draw(layer, frame);
    const PixelPoint q = frame->view.toPixel(frame->projection->forward(geodesicPoint({35, 140}, 45, 60e3)));
    QVERIFY(qGray(later.pixel(static_cast<int>(q.x), static_cast<int>(q.y))) < at(60e3, 45));
    frame->time = t + kMinute;
    QCOMPARE(qGray(draw(layer, frame).pixel(static_cast<int>(q.x), static_cast<int>(q.y))), 0);
  }

  void aFineRasterIsReadAsFinelyAsItIsShown() {
    // MBTiles made by GDAL of a raster far finer than the first picture: one degree, black and white by
    // turns.
    const QTemporaryDir dir;
    const QString tif = dir.filePath(QStringLiteral("fine.tif"));
    const QString tiles = dir.filePath(QStringLiteral("fine.mbtiles"));
    GDALAllRegister();
    constexpr int kSide = 2048;
    GDALDatasetH made = GDALCreate(GDALGetDriverByName("GTiff"), tif.toUtf8().constData(), kSide, kSide, 3,
                                   GDT_Byte, nullptr);
    QVERIFY(made);
    double transform[6] = {139, 1.0 / kSide, 0, 36, 0, -1.0 / kSide};
    GDALSetGeoTransform(made, transform);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(srs, 4326);
    GDALSetSpatialRef(made, srs);
    OSRDestroySpatialReference(srs);
    std::vector<std::uint8_t> line(kSide);
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) line[static_cast<std::size_t>(x)] = (x / 8 + y / 8) % 2 ? 255 : 0;
      for (int b = 1; b <= 3; ++b) {
        QVERIFY(GDALRasterIO(GDALGetRasterBand(made, b), GF_Write, 0, y, kSide, 1, line.data(), kSide, 1,
                             GDT_Byte, 0, 0) == CE_None);
      }
    }
    GDALDatasetH copy = GDALCreateCopy(GDALGetDriverByName("MBTiles"), tiles.toUtf8().constData(), made, 0,
                                       nullptr, nullptr, nullptr);
    QVERIFY(copy);
    GDALClose(copy);
    GDALClose(made);

    const auto map = readUserMap(tiles.toStdString());
    QVERIFY2(map.ok(), map ? "" : map.error().text().c_str());
    const auto coarse = readRasterMap(tiles.toStdString(), 64);
    QVERIFY2(coarse.ok(), coarse ? "" : coarse.error().text().c_str());
    QVERIFY((*coarse)->source && (*coarse)->width <= 64);
    // 64 pixels a degree show grey; the file's own pixels black and white.
    const auto frame = frameAt("lcc-japan", {35.5, 139.5}, 45);
    UserRasterLayer layer(*coarse);
    const QImage image = draw(layer, frame);
    int black = 0;
    int white = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        black += qGreen(image.pixel(x, y)) < 60;
        white += qGreen(image.pixel(x, y)) > 195;
      }
    }
    const int all = image.width() * image.height();
    QVERIFY2(black > all / 4 && white > all / 4,
             qPrintable(QString::number(black) + ' ' + QString::number(white)));
  }

  void labelsStandBesideAndTimeChooses() {
    const QTemporaryDir dir;
    const auto map = readVectorMap(write(dir, "timed.geojson", R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"name":"AAAA","at":"2026-08-12T06:00:00Z"},"geometry":
        {"type":"Point","coordinates":[140,35]}}]})"));
    QVERIFY2(map.ok(), map ? "" : map.error().text().c_str());
    QCOMPARE((*map)->features.size(), std::size_t(1));
    QCOMPARE((*map)->fields.size(), std::size_t(2));
    const auto lit = [](const QImage& image) {
      int n = 0;
      for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) n += image.pixel(x, y) != qRgb(0, 0, 0);
      }
      return n;
    };
    auto frame = frameAt("lcc-japan", {35, 140}, 1000);
    UserVectorLayer plain(*map);
    const int dot = lit(draw(plain, frame));
    MapFile look;
    look.label = "name";
    UserVectorLayer named(*map, look);
    QVERIFY(lit(draw(named, frame)) > dot + 20);
    look.label.clear();
    look.time = "at";
    look.window = 600;
    UserVectorLayer timed(*map, look);
    frame->time = utcFromCivil(2026, 8, 12, 6, 5);
    const std::uint64_t key = timed.key(*frame);
    QCOMPARE(lit(draw(timed, frame)), dot);
    frame->time = utcFromCivil(2026, 8, 12, 6, 6);
    QCOMPARE(timed.key(*frame), key);  // nothing new is shown: the picture stands
    frame->time = utcFromCivil(2026, 8, 12, 6, 15);
    QVERIFY(timed.key(*frame) != key);
    QCOMPARE(lit(draw(timed, frame)), 0);
  }

  void unreadableFilesSayWhy() {
    const QTemporaryDir dir;
    const std::string junk = write(dir, "junk.dat", "nothing that GDAL knows");
    for (const std::string& path : {junk, dir.filePath("absent.tif").toStdString()}) {
      const auto vector = readVectorMap(path);
      QVERIFY(!vector.ok());
      QCOMPARE(vector.error().where, path);
      QVERIFY(vector.error().what.size() > 35);  // ours and GDAL's
      const auto raster = readRasterMap(path);
      QVERIFY(!raster.ok());
      QCOMPARE(raster.error().where, path);
    }
    const auto empty =
        readVectorMap(write(dir, "empty.geojson", R"({"type":"FeatureCollection","features":[]})"));
    QVERIFY(!empty.ok());
    const auto large = readVectorMap(write(dir, "shapes.geojson", kShapes), 3);
    QVERIFY(!large.ok() && large.error().what.find("more than 3") != std::string::npos);
  }
};

QTEST_MAIN(TestUserLayers)
#include "tst_userlayers.moc"
