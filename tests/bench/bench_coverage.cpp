// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/BenchTable.h"
#include "bench/HonshuTerrain.h"
#include "data/coverage/CoverageRaster.h"
#include "data/coverage/ExactFloor.h"
#include "data/coverage/VisibilityFloor.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>

#include <gdal_utils.h>

#include <cmath>
#include <random>

using namespace sorami;

namespace {

constexpr double kRange = 400'000;

double seconds(const QElapsedTimer& timer) {
  return static_cast<double>(timer.nsecsElapsed()) * 1e-9;
}

CoverageFieldPtr compute(const FloorRequest& request, const TerrainPtr& terrain, FloorQuality quality) {
  auto field = computeFloor(request, terrain, quality);
  return field ? *field : nullptr;
}

/// The highest post within about 60 km of the middle: a place where one would build.
LatLon summit(const Terrain& terrain) {
  LatLon best{36.0, 138.0};
  float highest = -1;
  for (double lat = 35.6; lat < 36.4; lat += 0.004) {
    for (double lon = 137.4; lon < 138.6; lon += 0.004) {
      const float h = terrain.heightAt({lat, lon});
      if (h > highest) {
        highest = h;
        best = {lat, lon};
      }
    }
  }
  return best;
}

/// Share of equal verdicts and rms error of `floorAt` against exact rays, floors below 15 km.
template <typename FloorAt>
void agreement(bench::Table& table, const char* name, const FloorRequest& request, const Terrain& terrain,
               FloorAt&& floorAt) {
  std::mt19937 random(17);
  const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0; };
  std::size_t places = 0, equal = 0;
  double square = 0;
  std::size_t errors = 0;
  for (int i = 0; i < 24; ++i) {
    const double azimuth = 360 * unit();
    std::vector<double> ranges;
    for (int j = 0; j < 120; ++j) ranges.push_back(std::max(500.0, 0.98 * request.range * std::sqrt(unit())));
    std::sort(ranges.begin(), ranges.end());
    const auto exact = test::exactRay(request, &terrain, azimuth, ranges, terrain.cellAt(request.site) / 8);
    for (std::size_t j = 0; j < ranges.size(); ++j) {
      const double floor = floorAt(azimuth, ranges[j]);
      if (std::isnan(exact.ground[j]) || std::isnan(floor)) continue;
      for (const double target : {3000.0, 6000.0, 10'000.0}) {
        ++places;
        equal += (target >= floor) == (target >= exact.floor[j]) ? 1 : 0;
      }
      if (exact.floor[j] < 15'000 && std::isfinite(floor)) {
        square += (floor - exact.floor[j]) * (floor - exact.floor[j]);
        ++errors;
      }
    }
  }
  table.add(std::string(name) + ": same verdict as exact rays, 3/6/10 km",
            100.0 * static_cast<double>(equal) / static_cast<double>(places), "%", 99.7, bench::Better::More);
  table.add(std::string(name) + ": floor rms against exact rays",
            std::sqrt(square / static_cast<double>(errors)), "m");
}

void besideGdal(const std::string& honshu, const FloorRequest& request) {
  const QString program = QStandardPaths::findExecutable("gdal_viewshed");
  if (program.isEmpty()) {
    std::printf("gdal_viewshed is not installed: no comparison\n");
    return;
  }
  // gdal_viewshed needs metres: the disc about the site on a 90 m grid. Both read this very file.
  const QString folder = QStringLiteral(SORAMI_BINARY_DIR "/bench-data/");
  const QString plane =
      folder + QString("plane-%1-%2.tif").arg(request.site.lat, 0, 'f', 3).arg(request.site.lon, 0, 'f', 3);
  if (!QFile::exists(plane)) {
    const QString crs = QString("+proj=aeqd +lat_0=%1 +lon_0=%2 +datum=WGS84 +units=m")
                            .arg(request.site.lat, 0, 'f', 9)
                            .arg(request.site.lon, 0, 'f', 9);
    QProcess warp;
    warp.start("gdalwarp", {"-q",         "-t_srs", crs,        "-te",       "-400050",
                            "-400050",    "400050", "400050",   "-tr",       "90",
                            "90",         "-r",     "bilinear", "-ot",       "Int16",
                            "-dstnodata", "0",      "-co",      "TILED=YES", QString::fromStdString(honshu),
                            plane});
    if (!warp.waitForFinished(600'000) || warp.exitCode() != 0) return;
  }
  const QString theirs = folder + "gdal.tif";
  const QString ours = folder + "ours.tif";
  bench::Table table("floor of the 400 km disc as a 90 m GeoTIFF, whole process");
  QElapsedTimer timer;
  timer.start();
  QProcess gdal;
  gdal.start(program, {"-q", "-om", "DEM", "-md", "400000", "-ox", "0", "-oy", "0", "-oz",
                       QString::number(request.antennaHeight), "-cc", "0.75", plane, theirs});
  if (!gdal.waitForFinished(600'000) || gdal.exitCode() != 0) return;
  const double gdalTime = seconds(timer);
  table.add("gdal_viewshed -om DEM", gdalTime, "s");

  const std::string path[] = {plane.toStdString()};
  for (const FloorQuality quality : {FloorQuality::Fast, FloorQuality::Refined}) {
    timer.start();
    const TerrainPtr own = Terrain::open(path);
    const auto field = compute(request, own, quality);
    if (!field || !writeCoverageRaster(*field, own.get(), {ours.toStdString(), "", {}})) return;
    table.add(
        quality == FloorQuality::Fast ? "sorami, fast (read, compute, compress, write)" : "sorami, refined",
        seconds(timer), "s", gdalTime, bench::Better::Less, "gdal_viewshed");
  }
  // What the two files say against exact rays over the terrain they were made from.
  for (const QString& file : {theirs, ours}) {
    GDALDatasetH dataset = GDALOpen(file.toUtf8().constData(), GA_ReadOnly);
    if (dataset == nullptr) return;
    double t[6];
    GDALGetGeoTransform(dataset, t);
    const int columns = GDALGetRasterXSize(dataset);
    const int rows = GDALGetRasterYSize(dataset);
    const auto own = Terrain::open(path);
    agreement(table, file == theirs ? "gdal_viewshed" : "sorami, refined", request, *own,
              [&](double az, double s) {
                const double x = s * std::sin(az * M_PI / 180);
                const double y = s * std::cos(az * M_PI / 180);
                const int c = static_cast<int>(std::floor((x - t[0]) / t[1]));
                const int r = static_cast<int>(std::floor((y - t[3]) / t[5]));
                double value = std::nan("");
                if (c < 0 || r < 0 || c >= columns || r >= rows) return value;
                if (GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Read, c, r, 1, 1, &value, 1, 1,
                                 GDT_Float64, 0, 0) != CE_None) {
                  value = std::nan("");
                }
                return value <= -9999 ? std::nan("") : value;
              });
    GDALClose(dataset);
    QFile::remove(file);
  }
}

}  // namespace

int main() {
  const std::string honshu = bench::HonshuTerrain::make(SORAMI_BINARY_DIR "/bench-data/honshu_3s.tif");
  if (honshu.empty()) {
    std::fputs("the benchmark terrain cannot be written\n", stderr);
    return 1;
  }
  const std::string paths[] = {honshu};
  QElapsedTimer timer;
  timer.start();
  TerrainOptions options;
  options.nodataIsSea = true;
  const TerrainPtr terrain = Terrain::open(paths, options);
  FloorRequest request;
  request.site = summit(*terrain);
  request.antennaHeight = 20;
  request.range = kRange;

  {
    bench::Table table("visibility floor, 400 km, 3″, 108 million posts");
    timer.start();
    (void)compute(request, terrain, FloorQuality::Preview);
    table.add("first preview, from nothing read", 1e-6 * static_cast<double>(timer.nsecsElapsed()), "ms");
    // The mouse moves: another place each time.
    double step = 0;
    const auto preview = bench::measure(31, [&] {
      FloorRequest moved = request;
      step += 0.0013;
      moved.site.lat += step;
      moved.site.lon -= step;
      (void)compute(moved, terrain, FloorQuality::Preview);
    });
    table.add("preview, site dragged, median", preview.median, "ms", 16);
    table.add("preview, site dragged, p95", preview.p95, "ms", 16);
    CoverageFieldPtr field;
    timer.start();
    field = compute(request, terrain, FloorQuality::Fast);
    table.add("fast, first (posts laid out)", 1e-6 * static_cast<double>(timer.nsecsElapsed()), "ms", 500);
    const auto fast = bench::measure(7, [&] { field = compute(request, terrain, FloorQuality::Fast); });
    table.add("fast, median", fast.median, "ms", 500);
    agreement(table, "fast", request, *terrain,
              [&](double az, double s) { return static_cast<double>(field->floorAt(az, s)); });
    const auto refined = bench::measure(3, [&] { field = compute(request, terrain, FloorQuality::Refined); });
    table.add("refined, median", refined.median, "ms");
    agreement(table, "refined", request, *terrain,
              [&](double az, double s) { return static_cast<double>(field->floorAt(az, s)); });

    // A picture of the whole disc at 1920 × 1080 from a preview.
    const auto coarse = compute(request, terrain, FloorQuality::Preview);
    std::vector<float> east(1920), north(1920), out(1920);
    const auto picture = bench::measure(11, [&] {
      for (int y = 0; y < 1080; ++y) {
        for (std::size_t x = 0; x < 1920; ++x) {
          east[x] = (static_cast<float>(x) - 960) * 740;
          north[x] = (540 - static_cast<float>(y)) * 740;
        }
        coarse->floorsAtLocal(east, north, out);
      }
    });
    table.add("1920 × 1080 floors of a preview, one thread", picture.median, "ms", 16);
  }
  besideGdal(honshu, request);
  return 0;
}
