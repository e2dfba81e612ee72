// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drawing: single primitives on a 1920 × 1080 canvas, then whole frames through the compositor, as the window
// makes them. Limits: the frame budget of 60 Hz and the figures the design was chosen by.
#include "bench/BenchTable.h"
#include "data/geo/Basemap.h"
#include "data/store/MemoryRecording.h"
#include "widgets/scene/BandPool.h"
#include "widgets/scene/Compositor.h"
#include "widgets/scene/PainterCanvas.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/SymbolFactory.h"
#include "widgets/scene/export/Export.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QPainter>
#include <QThread>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>
#include <thread>

using namespace sorami;

namespace {

const QSize kScreen(1920, 1080);
constexpr double kFrameMs = 16.0;

/// Median processor time of a call in ms: what the wall clock would show on a machine that does nothing else.
template <typename Work>
double processorMs(int runs, clockid_t clock, Work&& work) {
  const auto now = [&] {
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) * 1e-6;
  };
  work();
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const double begin = now();
    work();
    times.push_back(now() - begin);
  }
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

/// A jagged closed coast of n points across the screen.
PathBatch coast(int rings, int points, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> unit(0, 1);
  PathBatch batch;
  for (int r = 0; r < rings; ++r) {
    const float cx = unit(random) * 1920;
    const float cy = unit(random) * 1080;
    const float radius = 30 + unit(random) * 120;
    for (int i = 0; i < points; ++i) {
      const float a = static_cast<float>(i) * 6.2831853F / static_cast<float>(points);
      const float q = radius * (0.985F + 0.015F * unit(random));
      batch.points.push_back({cx + q * std::cos(a), cy + q * std::sin(a)});
    }
    batch.close();
  }
  return batch;
}

/// What one primitive costs, here and by QPainter.
template <typename Draw>
void primitive(bench::Table& table, const char* name, double limitMs, Draw&& draw) {
  QImage image(kScreen, QImage::Format_RGB32);
  image.fill(Qt::black);
  PixelCanvas canvas(image);
  const double ours = processorMs(15, CLOCK_THREAD_CPUTIME_ID, [&] { draw(canvas); });
  table.add(name, ours, "ms CPU", limitMs, bench::Better::Less, "design");
  QImage reference(kScreen, QImage::Format_RGB32);
  reference.fill(Qt::black);
  QPainter painter(&reference);
  PainterCanvas slow(&painter, kScreen, 1);
  const double peer = processorMs(3, CLOCK_THREAD_CPUTIME_ID, [&] { draw(slow); });
  table.add("  against QPainter", ours, "ms CPU", peer, bench::Better::Less, "QPainter");
}

void primitives() {
  bench::Table table("canvas, 1920 x 1080, one thread");
  const PathBatch land = coast(120, 450, 1);
  primitive(table, "fill 54 000 edges, even-odd, antialiased", 5, [&](Canvas& c) {
    c.fill(land, {QColor(40, 48, 52), Fill::Hatch::None});
  });
  primitive(table, "stroke 54 000 edges, 1 px", 2.5, [&](Canvas& c) {
    c.stroke(land, {QColor(93, 106, 115), 1, {}});
  });
  primitive(table, "stroke 54 000 edges, 1.5 px", 13, [&](Canvas& c) {
    c.stroke(land, {QColor(93, 106, 115), 1.5F, {}});
  });
  PathBatch screen;
  screen.add(std::vector<PixelPoint>{{0, 0}, {1920, 0}, {1920, 1080}, {0, 1080}});
  primitive(table, "translucent fill of the whole screen", 1.2, [&](Canvas& c) {
    c.fill(screen, {QColor(240, 166, 60, 90), Fill::Hatch::None});
  });

  std::mt19937 random(5);
  std::uniform_real_distribution<float> x(0, 1920);
  std::uniform_real_distribution<float> y(0, 1080);
  const SpritePtr symbol = SymbolFactory::instance().symbolNow(
      {sidcFor(Affiliation::Hostile, Domain::Air), 28, QStringLiteral("Light"), false});
  // Pixels only, so that QPainter blits too and does not draw the vector form.
  const Sprite pixels = Sprite::make(symbol->image, symbol->anchor);
  std::vector<SpriteAt> sprites;
  for (int i = 0; i < 10'000; ++i) sprites.push_back({&pixels, {x(random), y(random)}, 1});
  primitive(table, "10 000 symbols of 28 px", 8, [&](Canvas& c) { c.sprites(sprites); });
  std::vector<Dot> dots;
  for (int i = 0; i < 100'000; ++i) dots.push_back({{x(random), y(random)}, qRgb(255, 128, 128), 1});
  primitive(table, "100 000 dots of 3 px", 4, [&](Canvas& c) { c.dots(dots); });
  std::vector<TextRun> labels;
  for (int i = 0; i < 1000; ++i) {
    for (int line = 0; line < 3; ++line) {
      TextRun run;
      run.text = QStringLiteral("JAL%1").arg(i * 3 + line, 5, 10, QLatin1Char('0'));
      run.at = {x(random), y(random)};
      run.sizePx = 11;
      run.mono = true;
      run.colour = QColor(223, 229, 232);
      labels.push_back(run);
    }
  }
  primitive(table, "1 000 labels of 3 lines, kept as blocks", 4, [&](Canvas& c) { c.text(labels); });
}

std::shared_ptr<Frame> japan(const BasemapPtr& basemap) {
  auto frame = std::make_shared<Frame>();
  frame->projection = *Projection::create("lcc-japan", {36, 138});
  frame->view.centre = frame->projection->forward({36, 138});
  frame->view.metresPerPixel = 2000;
  frame->view.size = kScreen;
  frame->basemap = basemap;
  frame->theme = std::make_shared<const Theme>(*loadTheme(QStringLiteral("night")));
  frame->marking = "EXERCISE · NOTIONAL DATA";
  frame->interactive = true;
  return frame;
}

/// n aircraft that fly straight for ten minutes, a report each five seconds.
StoreViewPtr traffic(int n) {
  const auto sink = makeMemoryRecording();
  SourceKey key;
  key.name = "bench";
  const std::uint16_t source = sink->addSource(key);
  std::mt19937 random(11);
  std::uniform_real_distribution<double> unit(0, 1);
  const UtcTime begin = utcFromCivil(2026, 8, 12, 6);
  constexpr Affiliation kSides[] = {Affiliation::Civil,  Affiliation::Civil,   Affiliation::Civil,
                                    Affiliation::Friend, Affiliation::Hostile, Affiliation::Unknown};
  for (int i = 0; i < n; ++i) {
    TrackInfo track;
    track.source = source;
    track.nativeId = {IdKind::Icao24, static_cast<std::uint64_t>(i + 1)};
    track.callsign = "BEN" + std::to_string(i);
    track.domain = Domain::Air;
    track.affiliation = kSides[i % 6];
    const TrackId id = sink->addTrack(track);
    const double heading = unit(random) * 2 * M_PI;
    const double speed = 150 + unit(random) * 120;
    double lat = 27 + unit(random) * 18;
    double lon = 122 + unit(random) * 32;
    for (int s = 0; s <= 120; ++s) {
      Sample sample;
      sample.time = begin + s * 5 * kSecond;
      sample.lat = lat;
      sample.lon = lon;
      sample.baroAltitude = 10'000;
      sample.groundSpeed = static_cast<float>(speed);
      sample.trackDeg = static_cast<float>(heading * 180 / M_PI);
      sink->append(id, sample);
      lat += speed * 5 * std::cos(heading) / 111'195;
      lon += speed * 5 * std::sin(heading) / (111'195 * std::cos(lat * M_PI / 180));
    }
  }
  const auto store = sink->finish();
  return store ? *store : nullptr;
}

/// Until the base is sharp and no job waits.
double settle(Compositor& compositor) {
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < 30'000) {
    compositor.compose();
    if (compositor.isSharp()) break;
    QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    QThread::msleep(1);
  }
  const double ms = static_cast<double>(timer.nsecsElapsed()) * 1e-6;
  for (int i = 0; i < 60; ++i) {
    QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    QThread::msleep(5);
    compositor.compose();
  }
  return ms;
}

void bases(bench::Table& table, const BasemapPtr& basemap) {
  struct Place {
    const char* name;
    const char* projection;
    LatLon centre;
    double metresPerPixel;
    double limitMs;
  };
  constexpr Place kPlaces[] = {{"base, Lambert, world", "lcc-japan", {36, 138}, 12'000, 300},
                               {"base, Lambert, Japan", "lcc-japan", {36, 138}, 2000, 150},
                               {"base, Lambert, Tokyo Bay", "lcc-japan", {35.5, 139.8}, 100, 150},
                               {"base, orthographic, world", "orthographic", {36, 138}, 12'000, 300}};
  for (const Place& place : kPlaces) {
    Compositor compositor(makeLayers());
    auto frame = japan(basemap);
    frame->projection = *Projection::create(place.projection, place.centre);
    frame->view.centre = frame->projection->forward(place.centre);
    frame->view.metresPerPixel = place.metresPerPixel;
    compositor.setFrame(frame);
    const double first = settle(compositor);
    table.add(std::string(place.name) + ", first sharp picture", first, "ms");
    // Then as panning beyond the margin makes it.
    std::vector<double> times;
    for (int i = 1; i <= 5; ++i) {
      auto next = std::make_shared<Frame>(*frame);
      next->view.centre.x += i * 800 * place.metresPerPixel;
      compositor.setFrame(next);
      settle(compositor);
      times.push_back(compositor.stats().baseMs);
    }
    std::sort(times.begin(), times.end());
    table.add(std::string(place.name) + ", with margin, redrawn", times[2], "ms", place.limitMs);
    // The static layers alone, without a margin, in this thread.
    const auto layers = makeLayers();
    QImage image(kScreen, QImage::Format_RGB32);
    PixelCanvas canvas(image);
    for (const auto& layer : layers) {
      if (layer->isDynamic()) continue;
      const double ms = processorMs(3, CLOCK_PROCESS_CPUTIME_ID, [&] {
        const Layer::Job job = layer->prepare(frame);
        if (job) job(canvas, {});
      });
      table.add("  " + layer->id(), ms, "ms CPU");
    }
  }
}

/// Frames as the window makes them, one in 60 Hz: what each took, in ms. The base is made meanwhile.
template <typename Move>
bench::Timing paced(Compositor& compositor, int frames, Move&& move) {
  using Clock = std::chrono::steady_clock;
  constexpr auto kTick = std::chrono::microseconds(16'667);
  std::vector<double> times;
  auto due = Clock::now();
  for (int i = 0; i < frames; ++i) {
    const auto begin = Clock::now();
    QCoreApplication::processEvents();
    compositor.setFrame(move(i));
    compositor.compose();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    due = std::max(due + kTick, Clock::now());
    std::this_thread::sleep_until(due);
  }
  return bench::summary(std::move(times));
}

void moves(bench::Table& table, const BasemapPtr& basemap) {
  Compositor compositor(makeLayers());
  const auto frame = japan(basemap);
  compositor.setFrame(frame);
  settle(compositor);
  const auto report = [&](const char* name, const bench::Timing& timing) {
    table.add(name, timing.median, "ms", kFrameMs, bench::Better::Less, "60 Hz");
    table.add("  95th percentile", timing.p95, "ms", kFrameMs, bench::Better::Less, "60 Hz");
    table.add("  worst of all", timing.worst, "ms", kFrameMs, bench::Better::Less, "60 Hz");
  };
  // There and back within the margin, then a long way beyond it.
  report("pan inside the margin, each frame", paced(compositor, 240, [&](int i) {
           auto next = std::make_shared<Frame>(*frame);
           next->view.centre.x += (i % 40) * 3 * frame->view.metresPerPixel;
           return next;
         }));
  report("pan across 2 400 px and back, each frame", paced(compositor, 480, [&](int i) {
           auto next = std::make_shared<Frame>(*frame);
           next->view.centre.x += (i < 240 ? i : 480 - i) * 10 * frame->view.metresPerPixel;
           return next;
         }));
  report("zoom in 8 times and out again, each frame", paced(compositor, 480, [&](int i) {
           auto next = std::make_shared<Frame>(*frame);
           next->view.metresPerPixel *= std::pow(8.0, -(i < 240 ? i : 480 - i) / 240.0);
           return next;
         }));
  report("zoom by the wheel, a notch in 4 frames, each frame", paced(compositor, 240, [&](int i) {
           auto next = std::make_shared<Frame>(*frame);
           next->view.metresPerPixel *= std::pow(1.25, (i / 4 % 16 < 8 ? -1 : 1) * (i / 4 % 8));
           return next;
         }));
}

/// The longest that each of two threads which do nothing but look at the clock was kept from it, in ms: what
/// the machine itself adds to the worst frame of as many seconds.
double longestPause(std::chrono::seconds time) {
  const auto watch = [time] {
    using Clock = std::chrono::steady_clock;
    Clock::duration longest{};
    Clock::time_point last = Clock::now();
    for (const auto end = last + time; last < end;) {
      const Clock::time_point now = Clock::now();
      longest = std::max(longest, now - last);
      last = now;
    }
    return std::chrono::duration<double, std::milli>(longest).count();
  };
  double other = 0;
  double here = 0;
  {
    const std::jthread second([&] { other = watch(); });
    here = watch();
  }
  return std::max(here, other);
}

void frames(bench::Table& table, const BasemapPtr& basemap) {
  table.add("longest pause of the machine itself, 5 s", longestPause(std::chrono::seconds(5)), "ms");
  for (const int n : {1000, 10'000}) {
    const StoreViewPtr store = traffic(n);
    for (const bool isDots : {true, false}) {
      Compositor compositor(makeLayers());
      auto frame = japan(basemap);
      frame->store = store;
      frame->time = utcFromCivil(2026, 8, 12, 6, 6);
      frame->tracks.trailsAsDots = isDots;
      frame->tracks.maxLabels = 1000;
      compositor.setFrame(frame);
      settle(compositor);
      int step = 0;
      const auto later = [&](int) {
        auto next = std::make_shared<Frame>(*frame);
        next->time = frame->time + (++step) * kSecond / 2;
        return next;
      };
      // Playing, not opening: the buckets of the trails are there after this.
      paced(compositor, 100, later);
      const bench::Timing tick = paced(compositor, 300, later);
      const double processor = processorMs(20, CLOCK_PROCESS_CPUTIME_ID, [&] {
        compositor.setFrame(later(0));
        compositor.compose();
      });
      const std::string name = std::to_string(n) + (isDots ? " tracks, dots" : " tracks, lines") +
                               ", vectors, up to 1000 labels, a tick";
      table.add(name, tick.median, "ms", kFrameMs, bench::Better::Less, "60 Hz");
      table.add("  99th percentile", tick.p99, "ms", kFrameMs, bench::Better::Less, "60 Hz");
      // With whatever the machine takes for itself, which is told above.
      table.add("  worst of 300", tick.worst, "ms");
      table.add("  processor time, two threads", processor, "ms CPU", 2 * kFrameMs);
      table.add("  labels left out", compositor.stats().labelsHidden, "labels");
    }
  }
}

}  // namespace

/// One part alone where its name is given, for a profiler.
int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  const std::string only = argc > 1 ? argv[1] : "";
  if (only.empty() || only == "canvas") primitives();
  BasemapPtr basemap;
  std::string path = findBasemap();
  if (path.empty()) path = SORAMI_BINARY_DIR "/share/sorami/basemap.sopack";
  if (const auto opened = Basemap::open(path)) {
    basemap = *opened;
  } else {
    std::printf("no map pack: frames are measured on a plain graticule (%s)\n",
                opened.error().text().c_str());
  }
  bench::Table table("whole frames through the compositor, 1920 x 1080");
  if (only.empty() || only == "bases") bases(table, basemap);
  if (only.empty() || only == "moves") moves(table, basemap);
  if (only.empty() || only == "frames") frames(table, basemap);
  return 0;
}
