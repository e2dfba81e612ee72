// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a briefer waits for, at 1920 × 1080: an hour's plots as a heat map or an afterglow, the picture under
// the pointer of a scrub anywhere in a large recording, a film, and what an hour of playing keeps in memory.
#include "bench/AirTraffic.h"
#include "bench/BenchTable.h"
#include "data/geo/Basemap.h"
#include "data/store/AroundPoint.h"
#include "data/store/HeatMap.h"
#include "data/store/RecordingFile.h"
#include "widgets/scene/Compositor.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/StoryFrame.h"
#include "widgets/scene/diagram/ScopeDiagram.h"
#include "widgets/scene/export/Film.h"
#include "widgets/scene/export/FilmPixels.h"
#include "widgets/scene/layers/HeatLayer.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TracksLayer.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace sorami;

namespace {

const QSize kScreen(1920, 1080);
constexpr LatLon kMiddle{48, 10};  ///< of the traffic

std::shared_ptr<Frame> europe(const BasemapPtr& basemap, double metresPerPixel) {
  auto frame = std::make_shared<Frame>();
  frame->projection = *Projection::create("laea", kMiddle);
  frame->view.centre = frame->projection->forward(kMiddle);
  frame->view.metresPerPixel = metresPerPixel;
  frame->view.size = kScreen;
  frame->basemap = basemap;
  frame->theme = std::make_shared<const Theme>(*loadTheme(QStringLiteral("night")));
  frame->marking = "EXERCISE · NOTIONAL DATA";
  frame->tracks.maxLabels = 1000;
  return frame;
}

double residentMegabytes() {
  std::ifstream statm("/proc/self/statm");
  double all = 0, resident = 0;
  statm >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Processor time of all threads so far, ms: what stays true on a machine that others use too.
double processorMs() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// The same of child processes that have ended.
double childrenMs() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  const auto ms = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) * 1e-3;
  };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

double part(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

/// A recording of the bench's traffic; `rows` samples about.
bool record(const std::string& path, double rows) {
  auto sink = createRecording(path, IfExists::Replace);
  if (!sink) return false;
  for (const char* name : {"mlat", "tracker", "adsb", "radar"}) (*sink)->addSource({name, "bench", -1});
  bench::AirTraffic traffic(static_cast<Micros>(rows / (bench::kConcurrent * 0.115)) * kSecond);
  int tracks = 0;
  traffic.run(
      [&](int source) {
        TrackInfo info;
        info.source = static_cast<std::uint16_t>(source);
        info.callsign = "BEN" + std::to_string(tracks++);
        info.icao24 = 0x400000 + tracks;
        info.domain = Domain::Air;
        return (*sink)->addTrack(info);
      },
      [&](TrackId track, const Sample& sample) { (*sink)->append(track, sample); });
  return (*sink)->finish().ok();
}

/// A million plots of an hour, of four radars, from a file: added up and drawn, then as a scope's afterglow.
void plots(const BasemapPtr& basemap) {
  bench::Table table("1 000 000 plots of an hour, 1920 x 1080");
  const QTemporaryDir folder;
  const std::string path = folder.filePath(QStringLiteral("plots.sorec")).toStdString();
  {
    auto sink = createRecording(path, IfExists::Replace);
    if (!sink) return;
    std::mt19937 random(4);
    std::vector<TrackId> radars;
    for (int i = 0; i < 4; ++i) {
      TrackInfo info;
      info.source = (*sink)->addSource({"radar " + std::to_string(i), "asterix", -1});
      info.isPlots = true;
      radars.push_back((*sink)->addTrack(info));
    }
    const auto number = [&](double from, double to) {
      return from + (to - from) * static_cast<double>(random() % 1'000'000) * 1e-6;
    };
    for (int i = 0; i < 1'000'000; ++i) {
      Sample s;
      s.time = bench::kT0 + i * (kHour / 1'000'000);
      // On lines, as air routes are, and some noise.
      const double along = number(-1, 1);
      const int route = static_cast<int>(random() % 24);
      s.lat = kMiddle.lat + 4 * along * std::cos(route * 0.26) + number(-0.05, 0.05);
      s.lon = kMiddle.lon + 6 * along * std::sin(route * 0.26) + number(-0.05, 0.05);
      s.baroAltitude = static_cast<float>(number(500, 12'000));
      (*sink)->append(radars[static_cast<std::size_t>(i % 4)], s);
    }
    if (!(*sink)->finish()) return;
  }
  const StoreViewPtr store = *openRecording(path);
  const TimeRange hour{bench::kT0, bench::kT0 + kHour};
  auto frame = europe(basemap, 1000);
  frame->store = store;
  QImage image(kScreen, QImage::Format_RGB32);
  PixelCanvas canvas(image, 1);
  HeatLayer layer;
  std::shared_ptr<const HeatMap> map;
  const auto heat = bench::measure(15, [&] {
    map = makeHeatMap(*store, hour, HeatKind::Reports);
    frame->heat = map;
    layer.prepare(frame)(canvas, {});
  });
  table.add("heat map, from the file to the picture, median", heat.median, "ms", 100);
  table.add("heat map, 95th percentile", heat.p95, "ms", 100);
  table.add("  … reports in it", static_cast<double>(map->reports), "");
  const auto drawn = bench::measure(15, [&] { layer.prepare(frame)(canvas, {}); });
  table.add("  … of it: drawn, as when the map moves", drawn.median, "ms");

  AroundDiagram scope;
  scope.look.theme = frame->theme;
  scope.store = store;
  scope.afterglow = 3600;
  const auto glow = bench::measure(15, [&] {
    scope.around =
        std::make_shared<const AroundPoint>(aroundPoint(*store, bench::kT0 + kHour, kMiddle, 500'000, kHour));
    drawScope(canvas, scope);
  });
  table.add("afterglow of an hour on a scope, from the file, median", glow.median, "ms", 100);
  table.add("  … blips on it", static_cast<double>(scope.around->plots.size()), "");
  const auto blips = bench::measure(15, [&] { drawScope(canvas, scope); });
  table.add("  … of it: drawn", blips.median, "ms");
}

TracksLayer* tracksOf(const Compositor& compositor) {
  for (const auto& layer : compositor.layers())
    if (auto* tracks = dynamic_cast<TracksLayer*>(layer.get())) return tracks;
  return nullptr;
}

bool isComplete(TracksLayer& tracks, const Frame& frame) {
  return tracks.cache()->tracksAt(TrackPainter::requestOf(frame), std::chrono::milliseconds(0)).complete;
}

void settle(Compositor& compositor) {
  for (int i = 0; i < 400; ++i) {
    compositor.compose();
    QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    if (i > 40 && compositor.isSharp()) return;
    QThread::msleep(5);
  }
}

/// Frames of another time each, through the compositor, as the window makes them.
void scrub(const BasemapPtr& basemap, const std::string& path) {
  const auto store = openRecording(path);
  if (!store) return;
  const auto rows = static_cast<double>((*store)->sampleCount());
  const std::string title =
      "scrub, " + std::to_string(static_cast<int>(rows / 1e6)) + " M updates, 12 000 tracks at a time";
  bench::Table table(title.c_str());
  for (const bool far : {true, false}) {
    Compositor compositor(makeLayers());
    auto frame = europe(basemap, far ? 2500 : 800);
    frame->interactive = true;
    frame->store = *store;
    const TimeRange all = (*store)->timeline();
    frame->time = all.begin + (all.end - all.begin) / 2;
    compositor.setFrame(frame);
    settle(compositor);
    TracksLayer& tracks = *tracksOf(compositor);
    std::mt19937_64 random(7);
    std::vector<double> cpu;
    const auto go = [&](UtcTime time, std::vector<double>& first, std::vector<double>& whole) {
      QElapsedTimer timer;
      timer.start();
      const double used = processorMs();
      auto next = std::make_shared<Frame>(*frame);
      next->time = time;
      compositor.setFrame(next);
      compositor.compose();
      first.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
      cpu.push_back(processorMs() - used);
      while (!isComplete(tracks, *next)) QThread::usleep(200);
      compositor.setFrame(std::make_shared<Frame>(*next));
      compositor.compose();
      whole.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    };
    std::vector<double> first, whole;
    for (int i = 0; i < 60; ++i) {
      go(all.begin + 15 * kMinute +
             static_cast<Micros>(random() % static_cast<std::uint64_t>(all.end - all.begin - 30 * kMinute)),
         first, whole);
    }
    const std::string what = far ? "whole area" : "a third of it";
    table.add(what + ": first picture, median", part(first, 0.5), "ms", 30);
    table.add(what + ": first picture, 95th percentile", part(first, 0.95), "ms", 30);
    table.add(what + ": first picture, processor time of all threads, median", part(cpu, 0.5), "ms", 60);
    table.add(what + ": whole picture with trails, median", part(whole, 0.5), "ms", 30);
    table.add(what + ": whole picture with trails, 95th percentile", part(whole, 0.95), "ms");
    {
      // The parts of the first picture.
      std::vector<double> glimpses, places;
      for (int i = 0; i < 30; ++i) {
        TrackPainter painter;
        auto next = std::make_shared<Frame>(*frame);
        next->time =
            all.begin + 15 * kMinute +
            static_cast<Micros>(random() % static_cast<std::uint64_t>(all.end - all.begin - 30 * kMinute));
        QElapsedTimer timer;
        timer.start();
        const double used = processorMs();
        (void)painter.cache().tracksAt(TrackPainter::requestOf(*next), std::chrono::seconds(1));
        glimpses.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        places.push_back(processorMs() - used);
      }
      table.add("  … of it: where all are, median", part(glimpses, 0.5), "ms", 15);
      table.add("  … processor time of that", part(places, 0.5), "ms");
    }
    // As a hand does: 1 200 px of a day's timeline in small steps, a picture each.
    first.clear();
    whole.clear();
    const Micros step = (all.end - all.begin) / 1200;
    UtcTime at = all.begin + (all.end - all.begin) / 3;
    for (int i = 0; i < 60; ++i) go(at = at + step, first, whole);
    table.add(what + ": dragged px by px, whole picture, median", part(whole, 0.5), "ms", 30);
    table.add(what + ": dragged px by px, 95th percentile", part(whole, 0.95), "ms");
  }
}

/// A film of 1 000 tracks with all they have, and what the encoder alone could do.
void film(const BasemapPtr& basemap, const StoreViewPtr& store) {
  bench::Table table("film, 1920 x 1080, MP4");
  auto frame = europe(basemap, 550);
  frame->store = store;
  frame->time = store->timeline().begin + 20 * kMinute;
  constexpr int kFrames = 240;
  const FilmScript script = FilmScript::ofSpan(*frame, {frame->time, frame->time + 8 * kMinute}, 60, 30);
  const Layers layers = makeLayers();
  FrameRenderer renderer(layers);
  (void)renderer.render(script.frameAt(0));
  QElapsedTimer timer;
  timer.start();
  double before = processorMs();
  std::vector<QByteArray> some;
  for (int i = 0; i < kFrames; ++i) {
    const QByteArray picture = toYuv420(renderer.render(script.frameAt(i)), kScreen);
    if (i % 8 == 0) some.push_back(picture);
  }
  table.add("frames drawn, without an encoder", kFrames / (static_cast<double>(timer.nsecsElapsed()) * 1e-9),
            "frames/s", 30, bench::Better::More);
  const double drawing = (processorMs() - before) / kFrames;
  table.add("  … processor time of a frame", drawing, "ms");
  if (findFfmpeg().isEmpty()) {
    std::puts("ffmpeg is not installed: no film is encoded");
    return;
  }
  const QTemporaryDir folder;
  FilmSpec spec;
  spec.path = folder.filePath(QStringLiteral("film.mp4"));
  spec.fps = 30;
  spec.frames = kFrames;
  timer.start();
  // The encoder's own limit: frames that are there already.
  QProcess encoder;
  encoder.start(findFfmpeg(), filmEncoderArguments(spec, FilmKind::Mp4, kScreen,
                                                   folder.filePath(QStringLiteral("limit.mp4"))));
  if (!encoder.waitForStarted()) return;
  for (int i = 0; i < kFrames; ++i) {
    encoder.write(some[static_cast<std::size_t>(i / 8)]);
    while (encoder.bytesToWrite() > (64 << 20)) encoder.waitForBytesWritten();
  }
  while (encoder.bytesToWrite() > 0) encoder.waitForBytesWritten();
  encoder.closeWriteChannel();
  encoder.waitForFinished(120'000);
  const double encoding = childrenMs() / kFrames;
  const double limit = kFrames / (static_cast<double>(timer.nsecsElapsed()) * 1e-9);
  table.add("the encoder alone", limit, "frames/s");
  table.add("  … its processor time of a frame", encoding, "ms");
  table.add("  … both on two cores with nothing else to do, at most", 2000 / (drawing + encoding), "frames/s",
            30, bench::Better::More);
  timer.start();
  before = processorMs() + childrenMs();
  const Status written = writeFilm(
      spec, [&](int i) { return script.frameAt(i); }, layers);
  if (!written.ok()) std::puts(written.error().text().c_str());
  const double rate = kFrames / (static_cast<double>(timer.nsecsElapsed()) * 1e-9);
  table.add("written", rate, "frames/s", 30, bench::Better::More);
  table.add("  … processor time of a frame, drawing and encoding",
            (processorMs() + childrenMs() - before) / kFrames, "ms");
  table.add("written, against the encoder alone", rate, "frames/s", limit, bench::Better::More, "ffmpeg");
}

/// Plays on and on, a picture each five seconds of the recording, with a leap to elsewhere after each hour,
/// and reads what the process holds: caches fill in the first half, after that it must not grow.
void memory(const BasemapPtr& basemap, const std::string& path, double minutes) {
  const auto store = openRecording(path);
  if (!store) return;
  bench::Table table("memory, playing");
  Compositor compositor(makeLayers());
  auto frame = europe(basemap, 2500);
  frame->interactive = true;
  frame->store = *store;
  const TimeRange all = (*store)->timeline();
  frame->time = all.begin;
  compositor.setFrame(frame);
  settle(compositor);
  QElapsedTimer timer;
  timer.start();
  std::mt19937_64 random(3);
  double first = 0, most = 0;
  int told = 0, frames = 0;
  UtcTime at = all.begin;
  while (static_cast<double>(timer.elapsed()) < minutes * 60'000) {
    auto next = std::make_shared<Frame>(*frame);
    at = at + 5 * kSecond;
    if (at > all.end || frames % 720 == 719) {
      at = all.begin + static_cast<Micros>(random() % static_cast<std::uint64_t>(all.end - all.begin));
    }
    next->time = at;
    compositor.setFrame(next);
    compositor.compose();
    QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
    ++frames;
    const double now = residentMegabytes();
    if (static_cast<double>(timer.elapsed()) < minutes * 30'000) first = std::max(first, now);
    most = std::max(most, now);
    const int minute = static_cast<int>(timer.elapsed() / 30'000);
    if (minute > told) {
      told = minute;
      table.add("  after " + std::to_string(frames / 12) + " min of the recording", now, "MB");
    }
  }
  table.add("greatest, against that of the first half", most, "MB", first * 1.1, bench::Better::Less,
            "10 % more");
}

}  // namespace

/// [PART] [--file RECORDING] [--minutes N]: one part alone where it is named: plots, scrub, film, memory.
/// With
/// --large the recording that is made has 100 M updates, else 10 M; a file that is there already is taken as
/// it is.
int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto after = [&](const char* name) {
    const auto found = std::find(arguments.begin(), arguments.end(), name);
    return found == arguments.end() || found + 1 == arguments.end() ? std::string() : *(found + 1);
  };
  const std::string only = arguments.empty() || arguments[0].starts_with("--") ? "" : arguments[0];
  const bool large = std::find(arguments.begin(), arguments.end(), "--large") != arguments.end();
  BasemapPtr basemap;
  std::string pack = findBasemap();
  if (pack.empty()) pack = SORAMI_BINARY_DIR "/share/sorami/basemap.sopack";
  if (const auto opened = Basemap::open(pack)) {
    basemap = *opened;
  } else {
    std::printf("no map pack: pictures are of a plain graticule (%s)\n", opened.error().text().c_str());
  }
  if (only.empty() || only == "plots") plots(basemap);
  if (only == "plots") return 0;

  std::string path = after("--file");
  const bool isOurs = path.empty();
  if (isOurs) {
    path = (std::filesystem::temp_directory_path() / ("briefing-" + std::to_string(::getpid()) + ".sorec"))
               .string();
  }
  if (!std::filesystem::exists(path) && !record(path, large ? 100e6 : 10e6)) return 1;
  if (only.empty() || only == "scrub") scrub(basemap, path);
  if (only.empty() || only == "film") {
    if (const auto store = openRecording(path)) film(basemap, *store);
  }
  if (only == "memory") {
    const std::string minutes = after("--minutes");
    memory(basemap, path, minutes.empty() ? 6 : std::stod(minutes));
  }
  if (isOurs) std::filesystem::remove(path);
  return 0;
}
