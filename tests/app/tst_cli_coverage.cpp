// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Geodesic.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <memory>
#include <vector>

namespace {

constexpr double kSiteLon = 138.5, kSiteLat = 36.5;
constexpr int kPosts = 601;
constexpr double kCell = 1.0 / 600;

/// A wall north of the site, a plain elsewhere: what is hidden is known.
double heightAt(double lat) {
  return std::abs(lat - 36.6) < 0.004 ? 800 : 100;
}

}  // namespace

/// coverage and profile as a user calls them: the built program, its files, its output, its exit code.
class TestCliCoverage : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    GDALAllRegister();
    m_dem = m_folder.filePath(QStringLiteral("dem.tif"));
    std::vector<std::int16_t> posts(std::size_t{kPosts} * kPosts);
    for (int r = 0; r < kPosts; ++r) {
      for (int c = 0; c < kPosts; ++c)
        posts[static_cast<std::size_t>(r) * kPosts + static_cast<std::size_t>(c)] =
            static_cast<std::int16_t>(heightAt(37 - (r + 0.5) * kCell));
    }
    GDALDataset* d = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
        m_dem.toUtf8().constData(), kPosts, kPosts, 1, GDT_Int16, nullptr);
    QVERIFY(d);
    double t[6] = {138, kCell, 0, 37, 0, -kCell};
    d->SetGeoTransform(t);
    OGRSpatialReference crs;
    crs.SetWellKnownGeogCS("WGS84");
    d->SetSpatialRef(&crs);
    QCOMPARE(d->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, kPosts, kPosts, posts.data(), kPosts, kPosts,
                                           GDT_Int16, 0, 0),
             CE_None);
    GDALClose(d);
  }

  void writesTheFloor() {
    for (const bool compress : {false, true}) {
      const QString out = m_folder.filePath(QStringLiteral("floor%1.tif").arg(compress));
      QStringList arguments = site() << "--altitude"
                                     << "500,3000"
                                     << "-o" << out;
      if (compress) arguments << "--compress";
      const Run r = run(arguments);
      QVERIFY2(r.code == 0, r.err);
      const QJsonObject json = r.json();
      QCOMPARE(json["output"].toObject()["columns"].toInt(), kPosts);
      QCOMPARE(json["altitudes"].toArray().size(), 2);
      const std::unique_ptr<GDALDataset> d(open(out));
      QVERIFY(d);
      QCOMPARE(d->GetRasterCount(), 3);
      QCOMPARE(d->GetRasterXSize(), kPosts);
      // South of the site nothing hides: the floor is the ground. Behind the wall it is far above it.
      QCOMPARE(value(*d, 1, kSiteLon, 36.4), 100.0);
      const double behind = value(*d, 1, kSiteLon, 36.75);
      const double slope = (800.0 - 120.0) / (0.1 * 111'000);
      QVERIFY2(std::abs(behind - (120 + slope * 0.25 * 111'000)) < 120, qPrintable(QString::number(behind)));
      QCOMPARE(value(*d, 2, kSiteLon, 36.75), 0.0);
      QCOMPARE(value(*d, 3, kSiteLon, 36.75), 1.0);
      QCOMPARE(value(*d, 2, kSiteLon, 36.4), 1.0);
      // Out of range: nodata, also where a whole tile is.
      QCOMPARE(value(*d, 1, 138.01, 36.01), -9999.0);
      QCOMPARE(value(*d, 3, 138.01, 36.01), -9999.0);
      // Areas: those of the mask's pixels.
      double seen = 0;
      std::vector<float> row(kPosts);
      for (int y = 0; y < kPosts; ++y) {
        QCOMPARE(
            d->GetRasterBand(3)->RasterIO(GF_Read, 0, y, kPosts, 1, row.data(), kPosts, 1, GDT_Float32, 0, 0),
            CE_None);
        const double lat = (37 - (y + 0.5) * kCell) * M_PI / 180;
        const double pixel =
            kCell * 111'132.95 * kCell * 111'319.49 * std::cos(lat) * (1 - 0.00335 * std::cos(2 * lat) * 1.5);
        for (const float v : row) seen += v == 1.0F ? pixel : 0;
      }
      const double told = json["altitudes"].toArray()[1].toObject()["visibleAreaKm2"].toDouble();
      QVERIFY2(std::abs(told - seen / 1e6) < 0.006 * told,
               qPrintable(QString("%1 %2").arg(told).arg(seen / 1e6)));
    }
  }

  void likeAnotherRaster() {
    // A grid of metres, turned and off the terrain on one side.
    const QString like = m_folder.filePath(QStringLiteral("like.tif"));
    GDALDataset* d = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(like.toUtf8().constData(), 300,
                                                                              260, 1, GDT_Byte, nullptr);
    double t[6] = {250'000, 200, 0, 4'070'000, 0, -200};
    d->SetGeoTransform(t);
    OGRSpatialReference utm;
    utm.SetWellKnownGeogCS("WGS84");
    utm.SetUTM(54, TRUE);
    d->SetSpatialRef(&utm);
    GDALClose(d);
    const QString out = m_folder.filePath(QStringLiteral("onlike.tif"));
    const Run r = run(site() << "--altitude"
                             << "3000"
                             << "--like" << like << "-o" << out);
    QVERIFY2(r.code == 0, r.err);
    const std::unique_ptr<GDALDataset> ours(open(out));
    QCOMPARE(ours->GetRasterXSize(), 300);
    QCOMPARE(ours->GetRasterYSize(), 260);
    double got[6];
    ours->GetGeoTransform(got);
    for (int i = 0; i < 6; ++i) QCOMPARE(got[i], t[i]);
    QVERIFY(ours->GetSpatialRef()->IsSame(&utm));
    // The same place has the same floor on both grids.
    const Run plain = run(site() << "--altitude"
                                 << "3000"
                                 << "-o" << m_folder.filePath("plain.tif"));
    QCOMPARE(plain.code, 0);
    const std::unique_ptr<GDALDataset> other(open(m_folder.filePath("plain.tif")));
    OGRSpatialReference wgs;
    wgs.SetWellKnownGeogCS("WGS84");
    wgs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference plane = *ours->GetSpatialRef();
    plane.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    std::unique_ptr<OGRCoordinateTransformation> to(OGRCreateCoordinateTransformation(&wgs, &plane));
    double x = kSiteLon;
    double y = 36.75;
    QVERIFY(to->Transform(1, &x, &y));
    const int c = static_cast<int>((x - t[0]) / t[1]);
    const int row = static_cast<int>((y - t[3]) / t[5]);
    QVERIFY(c >= 0 && c < 300 && row >= 0 && row < 260);
    float v = 0;
    QCOMPARE(ours->GetRasterBand(1)->RasterIO(GF_Read, c, row, 1, 1, &v, 1, 1, GDT_Float32, 0, 0), CE_None);
    QVERIFY(std::abs(static_cast<double>(v) - value(*other, 1, kSiteLon, 36.75)) < 60);
    const Run wrong = run(site() << "--altitude"
                                 << "1"
                                 << "--like" << m_folder.filePath("no.tif") << "-o" << out);
    QVERIFY(wrong.code != 0 && wrong.err.contains("no.tif"));
  }

  void outlinesOfAPlan() {
    const QString plan = m_folder.filePath(QStringLiteral("p.soplan"));
    QFile file(plan);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"soramiPlan":1,"name":"p","sites":[
      {"id":"a","name":"A, north","kind":"gap-filler-radar","lat":36.5,"lon":138.5,
       "sensor":{"antennaHeightM":20,"instrumentedRangeM":40000,"elevationMinDeg":-2,"elevationMaxDeg":30}},
      {"id":"b","name":"B","kind":"gap-filler-radar","lat":36.5,"lon":138.9,
       "sensor":{"antennaHeightM":20,"instrumentedRangeM":40000,"elevationMinDeg":-2,"elevationMaxDeg":30}},
      {"id":"off","name":"Off","kind":"gap-filler-radar","lat":36.5,"lon":139.9,"active":false,
       "sensor":{"instrumentedRangeM":40000}}]})");
    file.close();
    for (const char* ending : {"gpkg", "kml", "geojson"}) {
      const QString out = m_folder.filePath(QStringLiteral("out.") + QLatin1String(ending));
      const QString csv = m_folder.filePath(QStringLiteral("out.csv"));
      const Run r = run({"coverage", "--plan", plan, "--altitude", "2000", "--csv", csv, "-o", out});
      QVERIFY2(r.code == 0, r.err);
      QCOMPARE(r.json()["sensors"].toArray().size(), 2);
      const std::unique_ptr<GDALDataset> d(GDALDataset::FromHandle(
          GDALOpenEx(out.toUtf8().constData(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr)));
      QVERIFY(d && d->GetLayerCount() == 1);
      OGRLayer* layer = d->GetLayer(0);
      QCOMPARE(layer->GetFeatureCount(), 1);
      const std::unique_ptr<OGRFeature> feature(layer->GetNextFeature());
      const OGRGeometry* shape = feature->GetGeometryRef();
      QVERIFY(shape);
      OGRPoint inside(kSiteLon, 36.4);
      OGRPoint outside(137.0, 36.4);
      QVERIFY(shape->Contains(&inside));
      QVERIFY(!shape->Contains(&outside));
      QFile table(csv);
      QVERIFY(table.open(QIODevice::ReadOnly));
      const QByteArray text = table.readAll();
      QVERIFY(text.contains("\"A, north\",2000,1,"));
      QVERIFY(text.contains("(network),2000,2,"));
      // Two discs of 40 km, 36 km apart: 2 pi r² less the lens; the cones of silence are small.
      const double one = 3.14159265 * 40 * 40;
      const double network = text.split('\n')[3].split(',').last().toDouble();
      QVERIFY2(network > 1.3 * one && network < 1.65 * one, text);
    }
    const QString raster = m_folder.filePath(QStringLiteral("plan.tif"));
    QCOMPARE(run({"coverage", plan, "--altitude", "2000", "--cell-m", "500", "-o", raster}).code, 0);
    const std::unique_ptr<GDALDataset> d(open(raster));
    QVERIFY(d);
    QCOMPARE(value(*d, 2, kSiteLon, 36.4), 1.0);
    QCOMPARE(value(*d, 2, 139.32, 36.75), 0.0);
  }

  /// A plan in the terrain's own cells: the lowest of what its sensors give one by one, and how many see.
  void aPlanInFull() {
    const QString plan = m_folder.filePath(QStringLiteral("full.soplan"));
    QFile file(plan);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"soramiPlan":2,"name":"p","sites":[
      {"id":"a","name":"A","kind":"gap-filler-radar","lat":36.5,"lon":138.5,
       "sensor":{"principle":"range-ring","antennaHeightM":20,"instrumentedRangeM":40000,"elevationMinDeg":-10,"elevationMaxDeg":90}},
      {"id":"b","name":"B","kind":"gap-filler-radar","lat":36.7,"lon":138.7,
       "sensor":{"principle":"range-ring","antennaHeightM":20,"instrumentedRangeM":30000,"elevationMinDeg":-10,"elevationMaxDeg":90}}]})");
    file.close();
    const QString out = m_folder.filePath(QStringLiteral("full.tif"));
    const Run r = run({"coverage", plan, "--full", "--like", m_dem, "--quality", "fast", "--altitude",
                       "500,2000", "--terrain", m_dem, "-o", out});
    QVERIFY2(r.code == 0, r.err);
    QCOMPARE(r.json()["sensors"].toInt(), 2);
    const auto alone = [&](const char* at, const char* range, const QString& path) {
      return run({"coverage", "--terrain", m_dem, "--site", at, "--antenna-height", "20", "--range-km", range,
                  "--quality", "fast", "--altitude", "500,2000", "-o", path});
    };
    QCOMPARE(alone("138.5,36.5", "40", m_folder.filePath("a.tif")).code, 0);
    QCOMPARE(alone("138.7,36.7", "30", m_folder.filePath("b.tif")).code, 0);
    const std::unique_ptr<GDALDataset> both(open(out)), a(open(m_folder.filePath("a.tif"))),
        b(open(m_folder.filePath("b.tif")));
    QVERIFY(both && a && b);
    QCOMPARE(both->GetRasterCount(), 3);
    QCOMPARE(both->GetRasterXSize(), kPosts);
    std::vector<float> floor(kPosts), count(kPosts), one(kPosts), two(kPosts);
    const auto row = [](GDALDataset& d, int band, int y, std::vector<float>& to) {
      return d.GetRasterBand(band)->RasterIO(GF_Read, 0, y, kPosts, 1, to.data(), kPosts, 1, GDT_Float32, 0,
                                             0);
    };
    // A sensor's instrumented range is along the slant, --range-km along the earth: near the rim a target
    // that must be high to be seen is out of the sensor's range. Antennas stand 20 m above the plain's 100.
    struct Sensor {
      sorami::LatLon at;
      double range;
      double slantTo(sorami::LatLon p, double altitude) const {
        const double radius = 4.0 / 3 * 6'371'000;
        const double half = std::sin(sorami::geodesic(at, p).distance / radius / 2);
        return std::sqrt(std::pow(altitude - 120, 2) +
                         4 * (radius + 120) * (radius + altitude) * half * half);
      }
    };
    const Sensor sensors[] = {{{36.5, 138.5}, 40'000}, {{36.7, 138.7}, 30'000}};
    // Tables of range and a mean radius, m.
    constexpr double kNear = 40;
    int known = 0, twice = 0, rim = 0;
    for (int y = 0; y < kPosts; y += 3) {
      QVERIFY(row(*both, 1, y, floor) == CE_None && row(*both, 3, y, count) == CE_None);
      QVERIFY(row(*a, 1, y, one) == CE_None && row(*b, 1, y, two) == CE_None);
      for (std::size_t x = 0; x < kPosts; ++x) {
        const sorami::LatLon place{37 - (y + 0.5) * kCell, 138 + (static_cast<double>(x) + 0.5) * kCell};
        float lowest = 1e9F;
        int seen = 0;
        bool isClear = true;
        for (int i = 0; i < 2; ++i) {
          const float f = i == 0 ? one[x] : two[x];
          if (f == -9999) continue;
          const double beyond = sensors[i].slantTo(place, static_cast<double>(f)) - sensors[i].range;
          const double beyondAt = sensors[i].slantTo(place, 2000) - sensors[i].range;
          // On the edge itself either answer is right.
          if (std::abs(beyond) < kNear || (f <= 2000 && std::abs(beyondAt) < kNear)) isClear = false;
          lowest = std::min(lowest, beyond > 0 ? 32'000.0F : f);
          seen += f <= 2000 && beyondAt <= 0 ? 1 : 0;
          rim += beyond > 0 && f < 31'000 ? 1 : 0;
        }
        if (lowest > 1e8F) {
          QCOMPARE(floor[x], -32768.0F);
          QCOMPARE(count[x], -32768.0F);
          continue;
        }
        if (!isClear || std::abs(one[x] - 2000) <= 2 || std::abs(two[x] - 2000) <= 2) continue;
        const QString here = QStringLiteral("%1 %2: %3 of %4 %5, seen by %6")
                                 .arg(x)
                                 .arg(y)
                                 .arg(floor[x])
                                 .arg(one[x])
                                 .arg(two[x])
                                 .arg(count[x]);
        // Whole metres, never lower than the truth.
        QVERIFY2(std::abs(floor[x] - lowest) <= 1, qPrintable(here));
        QVERIFY2(static_cast<int>(count[x]) == seen, qPrintable(here));
        ++known;
        twice += seen == 2 ? 1 : 0;
      }
    }
    QVERIFY(known > 20'000 && twice > 500 && rim > 5);
    const Run wrong =
        run({"coverage", plan, "--full", "--altitude", "500", "-o", m_folder.filePath("x.gpkg")});
    QVERIFY(wrong.code != 0 && wrong.err.contains("--full"));
  }

  void refractivityInsteadOfK() {
    const QString out = m_folder.filePath(QStringLiteral("n.tif"));
    const Run r = run(site() << "--altitude"
                             << "3000"
                             << "--gradient"
                             << "-60"
                             << "-o" << out);
    QVERIFY2(r.code == 0, r.err);
    QVERIFY(std::abs(r.json()["k"].toDouble() - 157.0 / 97) < 1e-3);
    QVERIFY(run(site() << "--altitude"
                       << "3000"
                       << "--gradient"
                       << "-160"
                       << "-o" << out)
                .code != 0);
    QVERIFY(run(site() << "--altitude"
                       << "3000"
                       << "--gradient"
                       << "-40"
                       << "--k"
                       << "1.3"
                       << "-o" << out)
                .code != 0);
  }

  void detectionCutsTheRange() {
    const QString out = m_folder.filePath(QStringLiteral("detected.tif"));
    const Run near = run({"coverage", "--site", "138.5,36.5", "--preset", "gap-s", "--rcs", "0.01",
                          "--altitude", "3000", "-o", out, "--terrain", m_dem});
    QVERIFY2(near.code == 0, near.err);
    const Run far = run({"coverage", "--site", "138.5,36.5", "--preset", "gap-s", "--rcs", "5", "--altitude",
                         "3000", "-o", out, "--terrain", m_dem});
    QCOMPARE(far.code, 0);
    QVERIFY(near.json()["rangeKm"].toDouble() < 0.5 * far.json()["rangeKm"].toDouble());
  }

  void profileOverTheWall() {
    const Run r = run({"profile", "--from", "138.5,36.5", "--to", "138.5,36.75", "--terrain", m_dem,
                       "--frequency-ghz", "7.5"});
    QVERIFY2(r.code == 0, r.err);
    const QJsonObject sight = r.json()["sight"].toObject();
    QVERIFY(!sight["clear"].toBool());
    QVERIFY(std::abs(sight["worstAtM"].toDouble() - 11'000) < 900);
    QVERIFY(sight["diffractionDb"].toDouble() > 20);
    QCOMPARE(r.json()["distancesM"].toArray().size(), r.json()["heightsM"].toArray().size());
    const Run high = run({"profile", "--from", "138.5,36.5", "--to", "138.5,36.75", "--from-height", "2000",
                          "--to-height", "2000", "--terrain", m_dem, "--no-points"});
    QVERIFY(high.json()["sight"].toObject()["clear"].toBool());
    QVERIFY(!high.json().contains("heightsM"));
  }

  // Transmission loss beside diffraction: Longley and Rice's on the ground, P.528's for a high end.
  void profileLossModels() {
    const QStringList path{"profile",     "--from",    "138.5,36.5", "--to",
                           "138.5,36.75", "--terrain", m_dem,        "--no-points"};
    const QJsonObject sight = run(path + QStringList{"--frequency-ghz", "3"}).json()["sight"].toObject();
    const QJsonObject itm = sight["irregularTerrain"].toObject();
    QVERIFY(itm["lossDb"].toDouble() > sight["freeSpaceDb"].toDouble() + 20);
    QVERIFY(!sight.contains(QLatin1String("aeronautical")));
    const QJsonObject often =
        run(path + QStringList{"--frequency-ghz", "3", "--time", "99"}).json()["sight"].toObject();
    QVERIFY(often["irregularTerrain"].toObject()["lossDb"].toDouble() > itm["lossDb"].toDouble());
    const QJsonObject high =
        run(path + QStringList{"--frequency-ghz", "3", "--to-height", "9000"}).json()["sight"].toObject();
    QCOMPARE(high["aeronautical"].toObject()["mode"].toString(), QStringLiteral("line of sight"));
    QVERIFY(high["irregularTerrain"].toObject().contains(QLatin1String("problem")));
  }

  // The notional plan by its name, as the other subcommands take it.
  void theDemoPlan() {
    const QString out = m_folder.filePath(QStringLiteral("demo.csv"));
    const Run r = run({"coverage", "demo", "--altitude", "3000", "--quality", "preview", "--csv", out, "-o",
                       m_folder.filePath(QStringLiteral("demo.geojson"))});
    QVERIFY2(r.code == 0, r.err);
    QVERIFY(r.json()["sensors"].toArray().size() > 10);
    QVERIFY(QFile(out).size() > 300);
  }

  // Each link's budget, by the model asked for.
  void linkBudgets() {
    for (const char* model : {"diffraction", "itm"}) {
      const Run r = run({"check", "demo", "--no-coverage", "--link-model", model, "--rain", "20"});
      const QJsonArray links = r.json()["links"].toArray();
      QVERIFY(links.size() > 10);
      for (const auto& each : links) {
        const QJsonObject link = each.toObject();
        if (!link.contains(QLatin1String("model"))) continue;
        const bool isAir = link["model"].toString() == QLatin1String("p528");
        QVERIFY(isAir || link["model"].toString() == QLatin1String(model));
        QVERIFY(link["freeSpaceDb"].toDouble() > 100);
        QVERIFY(link["marginDb"].toDouble() <= 60 && link["rainDb"].toDouble() >= 0);
      }
    }
  }

  // Where the next sensor should stand: on the wall that hides the plain behind it.
  void adviceStandsOnTheWall() {
    const QStringList ask{"advise",     "demo", "--area",    "138.2,36.65 138.8,36.65 138.8,36.9 138.2,36.9",
                          "--altitude", "1500", "--terrain", m_dem,
                          "-n",         "2",    "--quality", "preview"};
    const Run r = run(ask + QStringList{"--candidates", "terrain", "--within",
                                        "138.2,36.5 138.8,36.5 138.8,36.603 138.2,36.603"});
    QVERIFY2(r.code == 0, r.err);
    const QJsonArray proposals = r.json()["proposals"].toArray();
    QVERIFY2(!proposals.isEmpty(), r.out);
    QVERIFY(std::abs(proposals[0].toObject()["position"].toArray()[1].toDouble() - 36.6) < 0.01);
    QVERIFY(r.json()["coveredAfter"].toDouble() > r.json()["coveredBefore"].toDouble() + 0.1);
    QVERIFY(r.json()["atLeastOfBest"].toDouble() > 0.63);
    // Too far away to be of use: said, and no failure.
    const QString points = m_folder.filePath(QStringLiteral("far.csv"));
    QFile file(points);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("lon,lat\n160,10\n") > 0);
    file.close();
    const Run none = run(ask + QStringList{"--candidates", points});
    QCOMPARE(none.code, 0);
    QVERIFY(none.json()["proposals"].toArray().isEmpty());
    QVERIFY2(none.err.contains("none of the candidates"), none.err);
  }

  // What a radar of the demo reported against what its coverage predicts.
  void measuredAgainstPredicted() {
    const QString folder = m_folder.filePath(QStringLiteral("demo"));
    QCOMPARE(run({"demo", "-o", folder}).code, 0);
    const QString recording = folder + QStringLiteral("/demo.sorec");
    QCOMPARE(run({"import", folder + "/demo.pcap", "-o", recording}).code, 0);
    const QStringList ask{"measured", recording, "--plan", folder + "/demo.soplan", "--site", "r-noto"};
    const Run unclear = run(ask);
    QCOMPARE(unclear.code, 2);
    QVERIFY2(unclear.err.contains("several sources") && unclear.err.contains("SAC 0 SIC 11"), unclear.err);
    const Run r = run(ask + QStringList{"--source", "SAC 0 SIC 11", "--fit"});
    QVERIFY2(r.code == 0, r.err);
    const QJsonObject all = r.json()["cells"].toObject();
    QVERIFY(r.json()["reports"].toInt() > 1000 && all["both-see"].toInt() > 100);
    for (const char* verdict : {"both-see", "both-blind", "sees-more", "sees-less"}) {
      int sum = 0;
      for (const auto& band : r.json()["bands"].toArray())
        sum += band.toObject()[QLatin1String(verdict)].toInt();
      QCOMPARE(sum, all[QLatin1String(verdict)].toInt());
    }
    const QJsonObject fit = r.json()["fit"].toObject();
    QVERIFY(fit["disagreement"].toDouble() <= fit["disagreementBefore"].toDouble());
  }

  void badArguments_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no site") << QStringList{"coverage", "--range-km", "10", "-o", "x.tif"};
    QTest::newRow("no preset of that name")
        << QStringList{"coverage", "--site", "1,2", "--preset", "best", "-o", "x.tif"};
    QTest::newRow("Pd above one") << QStringList{"coverage", "--site", "1,2", "--preset", "aew",
                                                 "--pd",     "1.5",    "-o",  "x.tif"};
    QTest::newRow("outlines without an altitude")
        << QStringList{"coverage", "--site", "1,2", "--preset", "aew", "-o", "x.kml"};
    QTest::newRow("unknown ending") << QStringList{"coverage",   "--site", "1,2", "--preset", "gap-s",
                                                   "--altitude", "100",    "-o",  "x.xyz"};
    QTest::newRow("profile of a point") << QStringList{"profile", "--from", "1,2", "--to", "1,2"};
    QTest::newRow("percentage") << QStringList{"profile", "--from", "1,2", "--to", "1,3", "--time", "100"};
    QTest::newRow("no such loss model") << QStringList{"check", "demo", "--link-model", "guess"};
    QTest::newRow("no share of time") << QStringList{"check", "demo", "--link-time", "0"};
    QTest::newRow("profile off the earth") << QStringList{"profile", "--from", "1,200", "--to", "1,2"};
  }
  void badArguments() {
    QFETCH(QStringList, arguments);
    const Run r = run(arguments);
    QVERIFY(r.code != 0);
    QVERIFY(!r.err.isEmpty());
    QVERIFY(r.out.isEmpty());
  }

 private:
  struct Run {
    int code = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
  };
  static Run run(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(SORAMI_BINARY_DIR "/bin/sorami"), arguments);
    if (!process.waitForFinished(60'000)) process.kill();
    Run r;
    r.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    r.out = process.readAllStandardOutput();
    r.err = process.readAllStandardError();
    return r;
  }
  QStringList site() const {
    return {"coverage",         "--terrain", m_dem,        "--site", "138.5,36.5",
            "--antenna-height", "20",        "--range-km", "45"};
  }
  static GDALDataset* open(const QString& path) {
    return GDALDataset::FromHandle(
        GDALOpenEx(path.toUtf8().constData(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
  }
  static double value(GDALDataset& d, int band, double lon, double lat) {
    double t[6];
    d.GetGeoTransform(t);
    const int c = static_cast<int>(std::floor((lon - t[0]) / t[1]));
    const int r = static_cast<int>(std::floor((lat - t[3]) / t[5]));
    float v = -1;
    if (d.GetRasterBand(band)->RasterIO(GF_Read, c, r, 1, 1, &v, 1, 1, GDT_Float32, 0, 0) != CE_None)
      return -1;
    return static_cast<double>(v);
  }

  QTemporaryDir m_folder;
  QString m_dem;
};

QTEST_GUILESS_MAIN(TestCliCoverage)
#include "tst_cli_coverage.moc"
