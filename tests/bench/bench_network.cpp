// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "BenchTable.h"
#include "data/coverage/CoverageService.h"
#include "data/coverage/RoughGround.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/network/Advisor.h"
#include "data/coverage/network/Links.h"
#include "data/demo/DemoPlan.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/layers/CoverageComposite.h"
#include "widgets/scene/layers/CoverageLayer.h"

#include <QGuiApplication>

#include <condition_variable>
#include <mutex>
#include <random>

using namespace sorami;

namespace {

std::shared_ptr<Frame> frameOf() {
  auto frame = std::make_shared<Frame>();
  frame->projection = *Projection::create("lcc-japan", {36, 138});
  frame->view.size = {1920, 1080};
  frame->view.metresPerPixel = 500;
  frame->view.centre = frame->projection->forward(LatLon{36, 138});
  frame->theme = std::make_shared<const Theme>(*loadTheme(QStringLiteral("dusk")));
  frame->altitude = 3000;
  return frame;
}

CoverageRequest sensorAt(LatLon at) {
  SensorParameters sensor = demo::presetFor(SiteKind::LongRangeRadar);
  sensor.instrumentedRange = 300e3;
  return requestOf(sensor, at, 4.0 / 3);
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QGuiApplication application(argc, argv);
  // One part alone where it is named: picture, advisor or failures.
  const std::string part = argc > 1 ? argv[1] : "";
  const auto wanted = [&](const char* name) { return part.empty() || part == name; };
  const TerrainPtr ground = test::roughGround();
  std::mt19937 random(7);
  const auto place = [&] {
    return LatLon{35.1 + 0.0001 * (random() % 18000), 137.1 + 0.0001 * (random() % 18000)};
  };
  bench::Table table("network");

  auto frame = frameOf();
  QImage out(frame->view.size, QImage::Format_RGB32);
  PixelCanvas canvas(out, 1);
  if (wanted("picture")) {
    std::vector<CoverageRequest> asked;
    for (int i = 0; i < 100; ++i) asked.push_back(sensorAt(place()));
    const auto t = bench::measure(1, [&] {
      frame = frameOf();
      frame->coverageMode = CoverageMode::Cover;
      // As the window does it.
      std::mutex mutex;
      std::condition_variable all;
      std::vector<CoverageFieldPtr> fields;
      CoverageService service([&](const CoverageUpdate& update) {
        const std::lock_guard lock(mutex);
        fields.push_back(update.field ? *update.field : nullptr);
        all.notify_one();
      });
      for (std::size_t i = 0; i < asked.size(); ++i)
        service.request(std::to_string(i), asked[i], ground, FloorQuality::Preview);
      std::unique_lock lock(mutex);
      all.wait(lock, [&] { return fields.size() == asked.size(); });
      frame->coverage = fields;
      CoverageLayer layer;
      layer.prepare(frame)(canvas, {});
    });
    table.add("100 sensors of 300 km from nothing to the picture", t.median, "ms", 1000);
    CoverageLayer layer;
    layer.prepare(frame)(canvas, {});
    const auto moveTo = [&](LatLon at) {
      auto next = std::make_shared<Frame>(*frame);
      next->coverage[20] = *computeCoverage(sensorAt(at), ground, FloorQuality::Preview);
      layer.prepare(next)(canvas, {});
      frame = next;
    };
    const auto step = [&] { moveTo(place()); };
    step();
    table.add("one of 100 sensors moved, to the picture", bench::measure(20, step).median, "ms", 30);
    frame = std::make_shared<Frame>(*frame);
    frame->coverage.resize(50);
    layer.prepare(frame)(canvas, {});
    // A hundred and fifty metres from picture to picture, as a mouse goes.
    LatLon mouse{35.9, 137.9};
    const auto dragged = bench::measure(100, [&] {
      mouse.lat += 0.0013;
      mouse.lon -= 0.0011;
      moveTo(mouse);
    });
    table.add("one of 50 sensors dragged, to the picture, median", dragged.median, "ms", 16);
    table.add("  … p95", dragged.p95, "ms", 16);
    const auto recolour = [&] {
      auto next = std::make_shared<Frame>(*frame);
      next->altitude += 10;
      layer.prepare(next)(canvas, {});
      frame = next;
    };
    table.add("  … another altitude, edges included", bench::measure(20, recolour).median, "ms");
    const ViewGrid grid(frame->view, frame->projection);
    std::vector<std::shared_ptr<const WarpedField>> warped;
    for (const auto& field : frame->coverage) warped.push_back(WarpedField::make(*field, grid, false, {}));
    const CoveragePlanes planes = CoveragePlanes::combine(frame->view.size, warped, false, 3);
    for (const CoverageMode mode : {CoverageMode::Cover, CoverageMode::Lowest, CoverageMode::Difference}) {
      frame->coverageMode = mode;
      const CoverageStyle style = CoverageStyle::of(*frame);
      QImage image;
      const auto paint = [&] {
        image = mode == CoverageMode::Difference ? colourDifference(planes, planes, style)
                                                 : colourComposite(planes, style);
      };
      const char* const names[] = {"",        "cover",   "lowest altitude", "joint Pd",
                                   "best Pd", "revisit", "difference"};
      table.add(std::string("  … recoloured at 1080p: ") + names[static_cast<int>(mode)],
                bench::measure(20, paint).median, "ms", 3);
    }
  }
  if (wanted("advisor")) {
    AdvisorRequest request;
    request.sensor = demo::presetFor(SiteKind::GapFillerRadar);
    request.areas = {{{{35.2, 137.2}, {35.2, 138.8}, {36.8, 138.8}, {36.8, 137.2}}, 1}};
    request.levels = {{300, true}, {1000, true}, {3000, false}};
    request.candidates = candidatesInArea(request.areas[0].ring, 1000);
    request.count = 5;
    double first = 0;
    const auto begin = std::chrono::steady_clock::now();
    const auto seconds = [&] {
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const auto result = advise(request, {}, ground, {}, [&](double, const AdvisorResult&) {
      if (first == 0) first = seconds();
    });
    table.add("advisor: " + std::to_string(request.candidates.size()) + " candidates, 3 altitudes, 5 sites",
              seconds(), "s", 60);
    table.add("  … until the first proposals", first, "s");
    table.add("  … sure to be of the best possible", 100 * result->guarantee, "%");
  }
  if (wanted("failures")) {
    Plan plan = demo::makeDemoPlan();
    const auto sensors = *computeNetwork(plan, nullptr, 4.0 / 3, FloorQuality::Preview, nullptr);
    const auto grid = *NetworkGrid::overBox(reachOfSensors(sensors), 12'000);
    const auto floors = *NetworkFloors::make(grid, sensors);
    const NetworkTopology topology(plan, examineLinks(plan, nullptr, {}));
    FailureReport report;
    const auto t = bench::measure(1, [&] { report = analyseFailures(*floors, topology, {3000, false}); });
    table.add("failures up to three of " + std::to_string(topology.elements().size()) + " things, " +
                  std::to_string(report.tried) + " sets",
              t.median, "ms");
  }
  return 0;
}
