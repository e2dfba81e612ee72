// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Frames of moving tracks, their labels, and coverage, at 1920 × 1080.

#include "BenchTable.h"
#include "TrackFrames.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/demo/DemoPlan.h"
#include "widgets/scene/SceneFixture.h"
#include "widgets/scene/layers/CoverageLayer.h"
#include "widgets/scene/layers/CoverageStyle.h"
#include "widgets/scene/layers/TrackPicture.h"

#include <QGuiApplication>

#include <ctime>
#include <random>

using namespace sorami;
using namespace sorami::test;

namespace {

constexpr double kFrameLimit = 16;

StoreViewPtr recording(int tracks, Micros interval, Micros span) {
  auto sink = makeMemoryRecording();
  std::mt19937 random(5);
  const auto number = [&](double from, double to) {
    return from + (to - from) * static_cast<double>(random() % 100'000) / 100'000;
  };
  for (int i = 0; i < tracks; ++i) {
    TrackInfo info;
    info.callsign = "TRK" + std::to_string(i);
    info.affiliation = i % 50 == 0   ? Affiliation::Hostile
                       : i % 50 == 1 ? Affiliation::Unknown
                       : i % 50 == 2 ? Affiliation::Friend
                                     : Affiliation::Civil;
    info.domain = Domain::Air;
    info.medianInterval = interval;
    const TrackId id = sink->addTrack(info);
    const double course = number(0, 360);
    const double speed = number(180, 260);
    double lat = number(27, 45), lon = number(120, 154);
    const double dLat = speed * std::cos(degToRad(course)) / 111'195;
    const double dLon = speed * std::sin(degToRad(course)) / 111'195 / std::cos(degToRad(lat));
    const auto phase = static_cast<Micros>(number(0, 1) * static_cast<double>(interval));
    for (Micros t = -span; t <= 2 * kMinute; t += interval) {
      Sample s;
      s.time = sceneTime() + t + phase;
      const double seconds = static_cast<double>(t) * 1e-6;
      s.lat = lat + dLat * seconds;
      s.lon = lon + dLon * seconds;
      s.baroAltitude = static_cast<float>(3000 + i % 9000);
      s.groundSpeed = static_cast<float>(speed);
      s.trackDeg = static_cast<float>(course);
      sink->append(id, s);
    }
  }
  return *sink->finish();
}

/// Processor time of all threads, ms: what wall time would be, times the threads, on a machine with nothing
/// else to do.
double processorTime() {
  return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Played {
  bench::Timing wall;
  double cpu = 0;  ///< ms a frame, both threads
};

Played play(const std::shared_ptr<Frame>& base, double rate, int frames) {
  bench::TrackFrames pictures(base);
  int n = 0;
  const auto frame = [&] { pictures.draw(base->time + static_cast<Micros>(n++ * rate * 1e6 / 60)); };
  for (int i = 0; i < 30; ++i) frame();  // blocks, symbols and buckets are there after this
  const double begin = processorTime();
  Played played{bench::measure(frames, frame), 0};
  played.cpu = (processorTime() - begin) / (frames + 1);
  return played;
}

void tracks(bench::Table& table, bool all) {
  auto frame = makeFrame({1920, 1080}, 1600, {36.2, 137});
  frame->interactive = true;
  frame->store = recording(10'000, 8 * kSecond, 8 * kMinute);
  const auto row = [&](const std::string& name, const Played& p, double limit) {
    table.add(name, p.wall.median, "ms", limit);
    table.add("  … processor time of both threads", p.cpu, "ms", 2 * limit);
  };
  auto p = play(frame, 1, 120);
  row("10 000 tracks, dot trails, vectors, labels, 1×: median", p, kFrameLimit);
  table.add("  … 95th percentile", p.wall.p95, "ms", kFrameLimit);
  if (!all) return;
  row("10 000 tracks, the same at 60×: median", play(frame, 60, 60), kFrameLimit);
  frame->tracks.trailsAsDots = false;
  row("10 000 tracks, trails as lines: median", play(frame, 1, 60), kFrameLimit);
  frame->tracks.trailsAsDots = true;

  TrackPainter painter;
  TrackPicture picture;
  for (int i = 0; i < 20; ++i) painter.make(*frame, picture);
  const auto t = bench::measure(60, [&] {
    frame->time = frame->time + kSecond / 60;
    painter.make(*frame, picture);
  });
  table.add("  … of it: positions, trails, labels (one thread)", t.median, "ms", 6);
  table.add("  … labels placed", static_cast<double>(picture.labels.size()), "");

  auto few = std::make_shared<Frame>(*frame);
  few->store = recording(1'000, 4 * kSecond, 8 * kMinute);
  row("1 000 tracks, dot trails, vectors, labels: median", play(few, 1, 120), 6.4);

  auto many = std::make_shared<Frame>(*frame);
  many->store = recording(100'000, 60 * kSecond, 2 * kMinute);
  many->tracks.trailLength = 0;
  row("100 000 tracks, thinned to 8 px cells, 1 000 labels: median", play(many, 1, 60), 16.7);
}

void labels(bench::Table& table) {
  std::mt19937 random(3);
  std::vector<LabelRequest> requests;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    LabelRequest r;
    r.id = i;
    r.anchor = {static_cast<float>(random() % 1920), static_cast<float>(random() % 1080)};
    r.width = 56;
    r.height = 40;
    requests.push_back(r);
  }
  LabelPlacer placer;
  std::vector<PlacedLabel> placed;
  const auto t = bench::measure(200, [&] {
    for (LabelRequest& r : requests) r.anchor.x += 0.05F;
    placer.begin({1920, 1080});
    for (const LabelRequest& r : requests) placer.block({r.anchor.x - 8, r.anchor.y - 8, 16, 16});
    placer.place(requests, placed);
  });
  table.add("1 000 labels placed, 16 slots, clear of symbols", t.median, "ms", 1);
}

void coverage(bench::Table& table) {
  auto frame = makeFrame({1920, 1080}, 1900, {36.2, 136.5});
  frame->altitude = 10'000 * kFoot;
  const Plan plan = demo::makeDemoPlan();
  for (const Site& s : plan.sites) {
    if (!s.sensor || s.sensor->instrumentedRange <= 0) continue;
    FloorRequest r;
    r.site = s.position;
    r.antennaHeight = s.sensor->antennaHeight;
    r.antennaIsMsl = s.sensor->antennaIsMsl;
    r.range = s.sensor->instrumentedRange;
    if (auto field = computeFloor(r, nullptr, FloorQuality::Fast)) frame->coverage.push_back(*field);
  }
  const ViewGrid grid(frame->view, frame->projection);
  std::vector<std::shared_ptr<const WarpedField>> warped;
  const std::string name = std::to_string(frame->coverage.size()) + " fields";
  const double begin = processorTime();
  auto t = bench::measure(5, [&] {
    warped.clear();
    for (const auto& f : frame->coverage) warped.push_back(WarpedField::make(*f, grid, false, {}));
  });
  const double cpu = (processorTime() - begin) / 6;
  table.add("coverage of " + name + " warped to the view", t.median, "ms", 100);
  double pixels = 0;
  for (const auto& w : warped) pixels += static_cast<double>(w->floor.size());
  table.add("  … a pixel and field", cpu * 1e6 / pixels, "ns cpu");
  CoveragePlanes planes;
  t = bench::measure(10, [&] { planes = CoveragePlanes::combine(frame->view.size, warped, false); });
  table.add("  … merged", t.median, "ms", 30);
  planes.box = QRect(QPoint(0, 0), frame->view.size);
  const CoverageStyle style = CoverageStyle::of(*frame);
  QImage image;
  const double before = processorTime();
  t = bench::measure(20, [&] { image = colourCoverage(planes, style); });
  const double colouring = (processorTime() - before) / 21;
  table.add("  … coloured for another altitude, whole view", t.median, "ms", 3);
  table.add("  … processor time of it", colouring, "ms", 3);
  CoverageLayer layer;
  QImage out(frame->view.size, QImage::Format_RGB32);
  PixelCanvas canvas(out, 1);
  double altitude = 3000;
  t = bench::measure(10, [&] {
    auto f = std::make_shared<Frame>(*frame);
    f->altitude = altitude += 10;
    layer.prepare(f)(canvas, {});
  });
  table.add("  … layer drawn at another altitude, edges included", t.median, "ms", 40);

  // One sensor that moves: its own field is warped, all are merged again.
  std::vector<CoverageFieldPtr> steps;
  FloorRequest moving = frame->coverage.front()->request();
  for (int i = 0; i < 9; ++i) {
    moving.site.lon += 0.02;
    if (auto field = computeFloor(moving, nullptr, FloorQuality::Fast)) steps.push_back(*field);
  }
  std::size_t step = 0;
  t = bench::measure(static_cast<int>(steps.size()) - 1, [&] {
    auto f = std::make_shared<Frame>(*frame);
    f->coverage.front() = steps[step++ % steps.size()];
    layer.prepare(f)(canvas, {});
  });
  table.add("  … layer drawn with one sensor moved", t.median, "ms", 30);
}

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication app(argc, argv);
  bench::Table table("tracks, labels, coverage");
  // One part alone where its name is given, for a profiler.
  const std::string only = argc > 1 ? argv[1] : "";
  if (only.empty() || only == "labels") labels(table);
  if (only.empty() || only == "tracks") tracks(table, only.empty());
  if (only.empty() || only == "coverage") coverage(table);
  return 0;
}
