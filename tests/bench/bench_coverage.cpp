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

#include <gdal.h>
#include <gdal_alg.h>

#include <cmath>
#include <fcntl.h>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sorami;

namespace {

constexpr double kRange = 400'000;
const QString kFolder = QStringLiteral(SORAMI_BINARY_DIR "/bench-data/");
const QString kOwn = QStringLiteral(SORAMI_BINARY_DIR "/bin/sorami");

double seconds(const QElapsedTimer& timer) {
  return static_cast<double>(timer.nsecsElapsed()) * 1e-9;
}

CoverageFieldPtr compute(const FloorRequest& request, const TerrainPtr& terrain, FloorQuality quality) {
  auto field = computeFloor(request, terrain, quality);
  return field ? *field : nullptr;
}

/// From a place to the peak above it, post by post: beside a higher post everything would hang on how the
/// ground between two posts is taken.
LatLon peakAbove(const Terrain& terrain, LatLon from) {
  constexpr double kCell = bench::HonshuTerrain::kCell;
  constexpr double kWest = bench::HonshuTerrain::kWest;
  constexpr double kNorth = bench::HonshuTerrain::kNorth;
  auto col = static_cast<int>((from.lon - kWest) / kCell);
  auto row = static_cast<int>((kNorth - from.lat) / kCell);
  const auto post = [&](int c, int r) {
    return LatLon{kNorth - (r + 0.5) * kCell, kWest + (c + 0.5) * kCell};
  };
  for (;;) {
    int best = 4;
    float highest = terrain.heightAt(post(col, row));
    for (int i = 0; i < 9; ++i) {
      const float h = terrain.heightAt(post(col + i % 3 - 1, row + i / 3 - 1));
      if (h > highest) {
        highest = h;
        best = i;
      }
    }
    if (best == 4) return post(col, row);
    col += best % 3 - 1;
    row += best / 3 - 1;
  }
}

/// A peak near the middle: a place where one would build.
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
  return peakAbove(terrain, best);
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

/// A floor raster on a plane about the site, read whole.
struct PlaneRaster {
  int columns = 0;
  int rows = 0;
  double transform[6] = {};
  std::vector<float> values;

  static PlaneRaster read(const QString& path) {
    PlaneRaster out;
    GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
    if (dataset == nullptr) return out;
    GDALGetGeoTransform(dataset, out.transform);
    out.columns = GDALGetRasterXSize(dataset);
    out.rows = GDALGetRasterYSize(dataset);
    out.values.resize(static_cast<std::size_t>(out.columns) * static_cast<std::size_t>(out.rows));
    if (GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Read, 0, 0, out.columns, out.rows, out.values.data(),
                     out.columns, out.rows, GDT_Float32, 0, 0) != CE_None)
      out.values.clear();
    GDALClose(dataset);
    return out;
  }
  float at(int col, int row) const {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                  static_cast<std::size_t>(col)];
  }
};

/// What rasters say at the middles of the same pixels, against exact rays to those very places.
void agreementOnPixels(bench::Table& table, const FloorRequest& request, const Terrain& terrain,
                       const std::vector<std::pair<const char*, PlaneRaster>>& rasters) {
  constexpr int kPixels = 700;
  const PlaneRaster& grid = rasters.front().second;
  if (grid.values.empty()) return;
  std::vector<std::size_t> equal(rasters.size(), 0);
  std::vector<double> square(rasters.size(), 0);
  std::vector<std::size_t> errors(rasters.size(), 0);
  std::size_t places = 0;
  std::mt19937 random(29);
  while (places < std::size_t{3} * kPixels) {
    const int col = static_cast<int>(random() % static_cast<unsigned>(grid.columns));
    const int row = static_cast<int>(random() % static_cast<unsigned>(grid.rows));
    const double x = grid.transform[0] + (col + 0.5) * grid.transform[1];
    const double y = grid.transform[3] + (row + 0.5) * grid.transform[5];
    const double range = std::hypot(x, y);
    if (range > 0.98 * request.range || range < 500) continue;
    const auto exact = test::exactRay(request, &terrain, std::atan2(x, y) * 180 / M_PI, {range},
                                      terrain.cellAt(request.site) / 4);
    if (std::isnan(exact.ground[0])) continue;
    for (std::size_t i = 0; i < rasters.size(); ++i) {
      const auto floor = static_cast<double>(rasters[i].second.at(col, row));
      for (const double target : {3000.0, 6000.0, 10'000.0})
        equal[i] += (target >= floor) == (target >= exact.floor[0]) ? 1 : 0;
      if (exact.floor[0] < 15'000) {
        square[i] += (floor - exact.floor[0]) * (floor - exact.floor[0]);
        ++errors[i];
      }
    }
    places += 3;
  }
  for (std::size_t i = 0; i < rasters.size(); ++i) {
    table.add(std::string(rasters[i].first) + ": same verdict as exact rays, 3/6/10 km",
              100.0 * static_cast<double>(equal[i]) / static_cast<double>(places), "%", 99.7,
              bench::Better::More);
    table.add(std::string(rasters[i].first) + ": floor rms against exact rays",
              std::sqrt(square[i] / static_cast<double>(errors[i])), "m");
  }
}

/// The disc about the site as metres, the site in the middle of a pixel; made once. Empty: gdalwarp failed.
QString planeAbout(const std::string& honshu, LatLon site, int half) {
  const QString plane =
      kFolder + QString("plane-%1-%2-%3.tif").arg(site.lat, 0, 'f', 3).arg(site.lon, 0, 'f', 3).arg(half);
  if (QFile::exists(plane)) return plane;
  const QString crs = QString("+proj=aeqd +lat_0=%1 +lon_0=%2 +datum=WGS84 +units=m")
                          .arg(site.lat, 0, 'f', 9)
                          .arg(site.lon, 0, 'f', 9);
  const QString edge = QString::number(half);
  QProcess warp;
  warp.start("gdalwarp", {"-q",         "-t_srs", crs,        "-te",       "-" + edge,
                          "-" + edge,   edge,     edge,       "-tr",       "90",
                          "90",         "-r",     "bilinear", "-ot",       "Int16",
                          "-dstnodata", "0",      "-co",      "TILED=YES", QString::fromStdString(honshu),
                          plane});
  return warp.waitForFinished(600'000) && warp.exitCode() == 0 ? plane : QString();
}

/// Wall-clock seconds of a program; negative when it fails.
double timed(const QString& name, const QStringList& arguments) {
  QElapsedTimer timer;
  timer.start();
  QProcess process;
  process.start(name, arguments);
  if (!process.waitForFinished(600'000) || process.exitCode() != 0) return -1.0;
  return seconds(timer);
}

/// One site of that; false when a program failed.
bool besideGrassAt(bench::Table& table, const QString& grass, const QString& plane, LatLon site) {
  constexpr int kAntenna = 20;
  const QString ours = kFolder + "ours36.tif";
  const QString theirs = kFolder + "gdal36.tif";
  const QString where = QString("%1,%2").arg(site.lon, 0, 'f', 9).arg(site.lat, 0, 'f', 9);
  const QString name = QString(" at %1 %2").arg(site.lat, 0, 'f', 2).arg(site.lon, 0, 'f', 2);
  const double sorami = timed(kOwn, {"coverage", "--terrain", plane, "--site", where, "--antenna-height",
                                     QString::number(kAntenna), "--range-km", "36", "-o", ours});
  const double gdal =
      timed("gdal_viewshed", {"-q", "-om", "DEM", "-md", "36000", "-ox", "0", "-oy", "0", "-oz",
                              QString::number(kAntenna), "-cc", "0.75", plane, theirs});
  if (sorami < 0) return false;
  const PlaneRaster floor = PlaneRaster::read(ours);
  const PlaneRaster gdalFloor = gdal > 0 ? PlaneRaster::read(theirs) : PlaneRaster();
  const PlaneRaster ground = PlaneRaster::read(plane);
  for (const int above : {100, 1000}) {
    const QString out = kFolder + QString("grass-%1.tif").arg(above);
    QFile script(kFolder + "grass.sh");
    if (!script.open(QIODevice::WriteOnly | QIODevice::Text)) return false;
    script.write(QString("set -e\nr.in.gdal -o input=%1 output=dem --overwrite --quiet\ng.region raster=dem\n"
                         "r.viewshed -b -c -r input=dem output=seen coordinates=0,0 observer_elevation=%2 "
                         "target_elevation=%3 max_distance=36000 refraction_coeff=0.25 memory=4000 --quiet\n"
                         "r.out.gdal -f input=seen output=%4 type=Byte --overwrite --quiet\n")
                     .arg(plane)
                     .arg(kAntenna)
                     .arg(above)
                     .arg(out)
                     .toUtf8());
    script.close();
    const double time = timed(grass, {"--tmp-location", plane, "--exec", "bash", script.fileName()});
    const PlaneRaster seen = time > 0 ? PlaneRaster::read(out) : PlaneRaster();
    QFile::remove(out);
    if (seen.values.size() != floor.values.size()) {
      std::printf("GRASS did not answer: no comparison\n");
      return false;
    }
    std::size_t cells = 0, same = 0, gdalSame = 0;
    for (int row = 0; row < floor.rows; ++row) {
      for (int col = 0; col < floor.columns; ++col) {
        const double away = 90 * std::hypot(col - floor.columns / 2, row - floor.rows / 2);
        if (away > 35'800 || away < 500) continue;
        const auto target = static_cast<double>(ground.at(col, row)) + above;
        const bool grassSees = seen.at(col, row) == 1.0F;
        ++cells;
        same += (target >= static_cast<double>(floor.at(col, row))) == grassSees ? 1 : 0;
        if (!gdalFloor.values.empty())
          gdalSame += (target >= static_cast<double>(gdalFloor.at(col, row))) == grassSees ? 1 : 0;
      }
    }
    const auto share = [&](std::size_t n) {
      return 100.0 * static_cast<double>(n) / static_cast<double>(cells);
    };
    const std::string what = ", " + std::to_string(above) + " m above ground" + name.toStdString();
    table.add("same verdict as GRASS" + what, share(same), "%", 99.6, bench::Better::More);
    if (!gdalFloor.values.empty()) table.add("  … gdal_viewshed's", share(gdalSame), "%");
    table.add("  … GRASS's time over ours", time / sorami, "×");
  }
  QFile::remove(ours);
  QFile::remove(theirs);
  return true;
}

/// GRASS knows one altitude at a time and takes minutes for large discs: 36 km about peaks, targets at two
/// heights above ground, every cell compared.
void besideGrass(const std::string& honshu, const Terrain& terrain) {
  const QString grass = QStandardPaths::findExecutable("grass");
  if (grass.isEmpty() || !QFile::exists(kOwn)) {
    std::printf("GRASS is not installed (package grass-core): no comparison\n");
    return;
  }
  bench::Table table("visibility within 36 km at 90 m, beside GRASS r.viewshed");
  for (const LatLon at :
       {LatLon{36.17, 137.42}, LatLon{34.9, 135.9}, LatLon{35.4, 138.9}, LatLon{37.2, 139.6}}) {
    const LatLon site = peakAbove(terrain, at);
    const QString plane = planeAbout(honshu, site, 36'045);
    if (plane.isEmpty() || !besideGrassAt(table, grass, plane, site)) return;
    QFile::remove(plane);
  }
}

/// Seconds and greatest resident memory, MB, of a program; negative when it fails.
std::pair<double, double> measured(const QString& program, const QStringList& arguments) {
  QElapsedTimer timer;
  timer.start();
  std::vector<QByteArray> words = {program.toUtf8()};
  for (const QString& a : arguments) words.push_back(a.toUtf8());
  std::vector<char*> argv;
  for (QByteArray& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  rusage used = {};
  if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) return {-1, -1};
  return {seconds(timer), static_cast<double>(used.ru_maxrss) / 1024};
}

/// Networks in the terrain's own cells: memory must not grow with the sensors, and time only as they do.
void fullNetwork(const std::string& honshu, const Terrain& terrain) {
  if (!QFile::exists(kOwn)) return;
  bench::Table table("network at full resolution: range rings of 400 km, 3″, refined, GeoTIFF");
  double each = 0;
  for (const int sensors : {2, 6}) {
    QByteArray sites;
    for (int i = 0; i < sensors; ++i) {
      const LatLon at = peakAbove(terrain, {35.2 + 0.25 * i, 136.6 + 0.5 * i});
      sites += QString(
                   "%1{\"id\":\"s%2\",\"name\":\"S%2\",\"kind\":\"long-range-radar\",\"lat\":%3,\"lon\":%4,"
                   "\"sensor\":{\"principle\":\"range-ring\",\"antennaHeightM\":20,"
                   "\"instrumentedRangeM\":400000,\"elevationMinDeg\":-10,\"elevationMaxDeg\":90}}")
                   .arg(i > 0 ? "," : "")
                   .arg(i)
                   .arg(at.lat, 0, 'f', 8)
                   .arg(at.lon, 0, 'f', 8)
                   .toUtf8();
    }
    QFile plan(kFolder + "full.soplan");
    if (!plan.open(QIODevice::WriteOnly)) return;
    plan.write(R"({"soramiPlan":2,"name":"full","sites":[)" + sites + "]}");
    plan.close();
    const QString out = kFolder + "full.tif";
    const auto [time, memory] =
        measured(kOwn, {"coverage", plan.fileName(), "--full", "--nodata-sea", "--terrain",
                        QString::fromStdString(honshu), "--altitude", "3000,10000", "-o", out});
    QFile::remove(out);
    QFile::remove(plan.fileName());
    if (time < 0) return;
    const std::string name = std::to_string(sensors) + " sensors";
    table.add(name, time, "s");
    table.add("  … greatest memory", memory, "MB", 1024);
    if (each > 0) table.add("  … time a sensor over that of two", time / sensors / each, "×", 1.1);
    if (each == 0) each = time / sensors;
  }
}

/// The calls alone: terrain in memory, raster into memory, in this process.
void inMemory(const QString& plane, const FloorRequest& request) {
  bench::Table table("the same as calls: terrain and raster in memory");
  GDALDatasetH source = GDALOpen(plane.toUtf8().constData(), GA_ReadOnly);
  GDALDatasetH memory = source == nullptr ? nullptr
                                          : GDALCreateCopy(GDALGetDriverByName("MEM"), "", source, 0, nullptr,
                                                           nullptr, nullptr);
  if (memory == nullptr) return;
  const auto theirs = bench::measure(1, [&] {
    GDALDatasetH out = GDALViewshedGenerate(
        GDALGetRasterBand(memory, 1), "MEM", "", nullptr, 0, 0, request.antennaHeight, 0, 255, 0, 0, -1, 0.75,
        GVM_Edge, request.range, nullptr, nullptr, GVOT_MIN_TARGET_HEIGHT_FROM_DEM, nullptr);
    if (out != nullptr) GDALClose(out);
  });
  GDALClose(memory);
  GDALClose(source);
  table.add("GDALViewshedGenerate, MEM to MEM", theirs.median, "ms");
  const std::string path[] = {plane.toStdString()};
  const auto terrain = Terrain::open(path);
  // Memory that is a file: no disk is touched.
  const std::string out = "/dev/shm/sorami-bench-floor.tif";
  for (const FloorQuality quality : {FloorQuality::Fast, FloorQuality::Refined}) {
    const auto fieldOf = [&](const FloorRequest& sector, int threads) {
      return computeFloor(sector, terrain, quality, {}, {}, threads);
    };
    const auto ours = bench::measure(3, [&] {
      (void)writeCoverageRaster(request, fieldOf, terrain.get(), {out, {}, {}, false});
    });
    const std::string name = quality == FloorQuality::Fast ? "fast" : "refined";
    table.add("writeCoverageRaster into /dev/shm, " + name, ours.median, "ms");
    table.add("  … gdal's time over it", theirs.median / ours.median, "×", 12, bench::Better::More);
  }
  QFile::remove(QString::fromStdString(out));
}

void besideGdal(const std::string& honshu, const FloorRequest& request) {
  const QString program = QStandardPaths::findExecutable("gdal_viewshed");
  if (program.isEmpty() || !QFile::exists(kOwn)) {
    std::printf("gdal_viewshed is not installed, or bin/sorami is not built: no comparison\n");
    return;
  }
  // gdal_viewshed needs metres: the disc about the site on a 90 m grid with the site in the middle of a
  // pixel, where gdal takes its observer to stand. Both read this very file and write a floor of its grid.
  const QString plane = planeAbout(honshu, request.site, 400'005);
  if (plane.isEmpty()) return;
  const QString theirs = kFolder + "gdal.tif";
  const QString ours = kFolder + "ours.tif";
  const QString copy = kFolder + "copy.tif";
  bench::Table table("floor of the 400 km disc as a 90 m GeoTIFF, whole process, wall clock");
  // Both once to bring the file into memory, then the better of three, taking turns.
  const QStringList gdal = {"-q",
                            "-om",
                            "DEM",
                            "-md",
                            "400000",
                            "-ox",
                            "0",
                            "-oy",
                            "0",
                            "-oz",
                            QString::number(request.antennaHeight),
                            "-cc",
                            "0.75",
                            plane,
                            theirs};
  const auto mine = [&](const char* quality, bool compress) {
    QStringList list = {"coverage",
                        "--terrain",
                        plane,
                        "--site",
                        QString("%1,%2").arg(request.site.lon, 0, 'f', 9).arg(request.site.lat, 0, 'f', 9),
                        "--antenna-height",
                        QString::number(request.antennaHeight),
                        "--range-km",
                        "400",
                        "--quality",
                        quality,
                        "-o",
                        ours};
    if (compress) list << "--compress";
    return list;
  };
  double gdalTime = 1e9, fast = 1e9, refined = 1e9, packed = 1e9, bytes = 1e9, nothing = 1e9;
  for (int turn = 0; turn < 3; ++turn) {
    const double g = timed(program, gdal);
    const double c = timed(kOwn, mine("refined", true));
    const double f = timed(kOwn, mine("fast", false));
    const double r = timed(kOwn, mine("refined", false));
    if (g < 0 || c < 0 || f < 0 || r < 0) {
      std::printf("one of the programs failed: no comparison\n");
      return;
    }
    gdalTime = std::min(gdalTime, g);
    fast = std::min(fast, f);
    refined = std::min(refined, r);
    packed = std::min(packed, c);
    // What no program gets below: as many bytes read and written, and a start with our libraries.
    bytes = std::min(bytes, timed("cp", {plane, copy}));
    nothing = std::min(nothing, timed(kOwn, {"coverage", "--help"}));
  }
  table.add("gdal_viewshed -om DEM", gdalTime, "s");
  table.add("sorami coverage --quality fast", fast, "s", gdalTime / 12, bench::Better::Less,
            "a twelfth of gdal's");
  table.add("sorami coverage (refined)", refined, "s", gdalTime / 12, bench::Better::Less,
            "a twelfth of gdal's");
  table.add("sorami coverage --compress (refined)", packed, "s", gdalTime, bench::Better::Less,
            "gdal_viewshed");
  table.add("  … of which a start that does nothing", nothing, "s");
  table.add("  … and copying as many bytes (cp)", bytes, "s");
  table.add("gdal's time over ours, fast", gdalTime / fast, "×", 12, bench::Better::More);
  table.add("gdal's time over ours, refined", gdalTime / refined, "×", 12, bench::Better::More);
  const std::string path[] = {plane.toStdString()};
  const auto terrain = Terrain::open(path);
  agreementOnPixels(
      table, request, *terrain,
      {{"gdal_viewshed", PlaneRaster::read(theirs)}, {"sorami, refined", PlaneRaster::read(ours)}});
  QFile::remove(theirs);
  QFile::remove(ours);
  QFile::remove(copy);
  inMemory(plane, request);
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
  // First of all: a child's greatest memory is never told as less than its parent's.
  fullNetwork(honshu, *terrain);

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
  besideGrass(honshu, *terrain);
  return 0;
}
