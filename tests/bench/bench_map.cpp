// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/BenchTable.h"
#include "data/geo/Basemap.h"
#include "data/geo/FastAeqd.h"
#include "data/geo/Projection.h"
#include "widgets/scene/Compositor.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/ProjectedBasemap.h"
#include "widgets/scene/layers/ReliefLayer.h"

#include <QGuiApplication>
#include <QImage>

#include <proj.h>

#include <cstdio>
#include <random>

using namespace sorami;

namespace {

std::shared_ptr<Frame> frameOf(const BasemapPtr& pack, const char* projection, LatLon centre, double scale) {
  auto frame = std::make_shared<Frame>();
  frame->projection = *Projection::create(projection, centre);
  frame->basemap = pack;
  frame->theme = std::make_shared<const Theme>(*loadTheme("night"));
  frame->view.size = {1920, 1080};
  frame->view.metresPerPixel = scale;
  frame->view.centre = frame->projection->forward(centre);
  return frame;
}

void draw(const std::vector<std::unique_ptr<Layer>>& layers, const FramePtr& frame, QImage& image) {
  PixelCanvas canvas(image);
  for (const auto& layer : layers) {
    if (!layer->isDynamic()) layer->prepare(frame)(canvas, {});
  }
}

/// The same points through PROJ's usual door: crs_to_crs, normalised, on arrays.
double peer(const char* crs, const std::vector<LatLon>& points) {
  PJ* raw = proj_create_crs_to_crs(nullptr, "EPSG:4326", crs, nullptr);
  PJ* pj = raw != nullptr ? proj_normalize_for_visualization(nullptr, raw) : nullptr;
  std::vector<MapPoint> work(points.size());
  double rate = 0;
  if (pj != nullptr) {
    const bench::Timing t = bench::measure(5, [&] {
      for (std::size_t i = 0; i < points.size(); ++i) work[i] = {points[i].lon, points[i].lat};
      constexpr std::size_t kStride = sizeof(MapPoint);
      proj_trans_generic(pj, PJ_FWD, &work[0].x, kStride, work.size(), &work[0].y, kStride, work.size(),
                         nullptr, 0, 0, nullptr, 0, 0);
    });
    rate = static_cast<double>(points.size()) / t.median / 1000;
  }
  proj_destroy(pj);
  proj_destroy(raw);
  return rate;
}

void throughput(bench::Table& table, const char* spec, const char* crs) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<LatLon> points(200'000);
  for (LatLon& p : points) p = {36 + 30 * unit(random), 138 + 40 * unit(random)};
  std::vector<MapPoint> out(points.size());
  const auto projection = *Projection::create(spec, {36, 138});
  const bench::Timing t = bench::measure(5, [&] { projection->forward(points, out); });
  table.add(std::string("forward, one core: ") + spec, static_cast<double>(points.size()) / t.median / 1000,
            "Mpts/s", peer(crs, points), bench::Better::More, "PROJ crs_to_crs, same points");
}

}  // namespace

/// The base map: limits from the project's own targets; throughput against PROJ as programs use it.
int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QGuiApplication app(argc, argv);
  bench::Table table("Map: 1920 x 1080, two cores");
  throughput(table, "lcc-japan",
             "+proj=lcc +lat_1=32 +lat_2=43 +lat_0=36 +lon_0=137.5 +datum=WGS84 +type=crs");
  throughput(table, "mercator", "EPSG:3857");
  throughput(table, "orthographic", "+proj=ortho +lat_0=36 +lon_0=138 +R=6371008.8 +type=crs");
  throughput(table, "aeqd", "+proj=aeqd +lat_0=36 +lon_0=138 +datum=WGS84 +type=crs");
  throughput(table, "utm", "EPSG:32653");

  const std::string path = findBasemap();
  if (path.empty() || !Basemap::open(path)) {
    std::puts("map pack: skipped, none was built");
    return 0;
  }
  const bench::Timing open = bench::measure(9, [&] { (void)Basemap::open(path); });
  table.add("map pack opened", open.median, "ms", 100);
  const BasemapPtr pack = *Basemap::open(path);

  struct Scene {
    const char* name;
    const char* projection;
    LatLon centre;
    double scale;
    double limitMs;
  };
  const Scene scenes[] = {{"Japan, LCC", "lcc-japan", {36, 138}, 2000, 150},
                          {"Japan, azimuthal equidistant", "aeqd", {36, 138}, 2000, 150},
                          {"Japan, Mercator", "mercator", {36, 138}, 2500, 150},
                          {"Tokyo Bay, LCC", "lcc-japan", {35.4, 139.8}, 100, 0},
                          {"world, Mercator", "mercator", {20, 138}, 20000, 0},
                          {"world, orthographic", "orthographic", {36, 138}, 12000, 0}};
  QImage image(1920, 1080, QImage::Format_RGB32);
  for (const Scene& scene : scenes) {
    const auto first = std::chrono::steady_clock::now();
    const auto layers = makeLayers();
    const auto frame = frameOf(pack, scene.projection, scene.centre, scene.scale);
    draw(layers, frame, image);
    const double cold =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - first).count();
    table.add(std::string("first picture of a projection: ") + scene.name, cold, "ms");
    const bench::Timing warm = bench::measure(7, [&] {
      // Another place each time, so that no warped relief is at hand.
      auto moved = std::make_shared<Frame>(*frame);
      static int step = 0;
      moved->view.centre.x += scene.scale * 7 * ++step;
      draw(layers, moved, image);
    });
    table.add(std::string("full redraw: ") + scene.name, warm.median, "ms", scene.limitMs);
    for (const auto& layer : layers) {
      if (layer->isDynamic()) continue;
      PixelCanvas canvas(image);
      const bench::Timing one = bench::measure(3, [&] {
        auto moved = std::make_shared<Frame>(*frame);
        static int step = 0;
        moved->view.centre.x += scene.scale * 5 * ++step;
        layer->prepare(moved)(canvas, {});
      });
      table.add("  " + layer->id(), one.median, "ms");
    }
    const bench::Timing theme = bench::measure(5, [&] { draw(layers, frame, image); });
    table.add("  all, same view (colours only)", theme.median, "ms");
  }
  return 0;
}
