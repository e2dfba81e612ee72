// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/AirTraffic.h"
#include "bench/BenchTable.h"
#include "bench/TrackFrames.h"
#include "data/core/Threads.h"
#include "data/store/MemoryRecording.h"
#include "data/store/Queries.h"
#include "data/store/RecordingFile.h"
#include "widgets/scene/Governor.h"
#include "widgets/scene/SceneFixture.h"

#include <QGuiApplication>

#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <thread>
#include <time.h>
#include <unistd.h>

using namespace sorami;
using namespace sorami::bench;
using Wall = std::chrono::steady_clock;

namespace {

double since(Wall::time_point start) {
  return std::chrono::duration<double, std::milli>(Wall::now() - start).count();
}

/// CPU time of all threads so far, ms: what remains true on a machine that others use too.
double cpu() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

double residentMegabytes() {
  std::ifstream statm("/proc/self/statm");
  double all = 0, resident = 0;
  statm >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Forwards to a view but answers for parts of buckets with whole ones.
class WholeBuckets final : public StoreView {
 public:
  explicit WholeBuckets(const StoreView& view) : m_view(view) {}
  std::span<const SourceKey> sources() const override { return m_view.sources(); }
  std::span<const TrackInfo> tracks() const override { return m_view.tracks(); }
  std::span<const BucketInfo> buckets() const override { return m_view.buckets(); }
  BucketPtr bucket(std::uint32_t id) const override { return m_view.bucket(id); }
  TimeRange timeline() const override { return m_view.timeline(); }
  TimeRange extent() const override { return m_view.extent(); }
  std::uint64_t sampleCount() const override { return m_view.sampleCount(); }
  std::string meta(const std::string& key) const override { return m_view.meta(key); }
  std::uint64_t version() const override { return m_view.version(); }

 private:
  const StoreView& m_view;
};

/// Takes the file out of the page cache.
void evict(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  ::fdatasync(fd);
  ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  ::close(fd);
}

struct Recorded {
  std::uint64_t samples = 0;
  double storing = 0;  ///< ms
};

/// Traffic of a length with so many tracks at a time, in a file; nothing when that fails, which is said.
std::optional<Recorded> record(const std::string& path, Micros length, int concurrent) {
  auto sink = createRecording(path, IfExists::Replace);
  if (!sink) {
    std::fprintf(stderr, "%s\n", sink.error().text().c_str());
    return std::nullopt;
  }
  for (const char* name : {"mlat", "tracker", "adsb", "radar"}) (*sink)->addSource({name, "bench", -1});
  AirTraffic traffic(length, concurrent);
  int tracks = 0;
  const auto onTrack = [&](int source) {
    TrackInfo info;
    info.source = static_cast<std::uint16_t>(source);
    info.callsign = "BEN" + std::to_string(tracks++);
    info.icao24 = 0x400000 + tracks;
    info.domain = Domain::Air;
    info.affiliation = tracks % 50 == 0 ? Affiliation::Hostile : Affiliation::Civil;
    return (*sink)->addTrack(info);
  };
  Recorded recorded;
  std::vector<std::pair<TrackId, Sample>> batch;
  const auto flush = [&] {
    const auto start = Wall::now();
    for (const auto& [track, sample] : batch) (*sink)->append(track, sample);
    recorded.storing += since(start);
    recorded.samples += batch.size();
    batch.clear();
  };
  traffic.run(onTrack, [&](TrackId track, const Sample& sample) {
    batch.emplace_back(track, sample);
    if (batch.size() == 100'000) flush();
  });
  flush();
  const auto start = Wall::now();
  if (const auto done = (*sink)->finish(); !done) {
    std::fprintf(stderr, "%s\n", done.error().text().c_str());
    return std::nullopt;
  }
  recorded.storing += since(start);
  return recorded;
}

/// MB that a program takes which shows tracks, whatever they are: fonts, symbols, data blocks, two pictures.
double ownMegabytes() {
  const auto sink = makeMemoryRecording();
  sink->addSource({"few", "bench", -1});
  AirTraffic traffic(2 * kMinute, 1500);
  int tracks = 0;
  traffic.run(
      [&](int) {
        TrackInfo info;
        info.callsign = "BEN" + std::to_string(tracks++);
        info.domain = Domain::Air;
        info.affiliation = tracks % 50 == 0 ? Affiliation::Hostile : Affiliation::Civil;
        return sink->addTrack(info);
      },
      [&](TrackId track, const Sample& sample) { sink->append(track, sample); });
  auto frame = test::makeFrame({1920, 1080}, 2000, {48, 10});
  frame->interactive = true;
  frame->store = *sink->finish();
  TrackFrames frames(frame);
  for (int i = 0; i < 200; ++i) {
    frames.draw(kT0 + kMinute + i * 250 * kMillisecond);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return residentMegabytes();
}

/// The picture of all tracks with trails and labels, 60 times a second, as the window shows it: what leaves
/// out some of it where frames take too long is at work here too.
void play(Table& table, const std::string& what, const StoreViewPtr& view, double rate, double memoryBefore) {
  auto frame = test::makeFrame({1920, 1080}, 2000, {48, 10});
  frame->interactive = true;
  frame->store = view;
  const TimeRange span = view->timeline();
  const Micros margin = std::min(20 * kMinute, span.length() / 4);
  UtcTime t = rate > 0 ? span.begin + margin : span.end - margin;
  TrackFrames frames(frame);
  for (int i = 0; i < 500 && !frames.has(t); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::vector<double> wall;
  std::vector<double> used;
  int incomplete = 0;
  double most = 0;
  const auto step = static_cast<Micros>(rate * 1e6 / 60);
  Governor governor;
  // As long as it takes to find how much can be drawn.
  constexpr int kSettling = static_cast<int>(Governor::kWindow) * (Governor::kLevels + 1);
  constexpr int kFrames = 600;
  auto due = Wall::now();
  for (int i = 0; i < kSettling + kFrames && span.contains(t); ++i, t = t + step) {
    const bool has = frames.has(t);
    const auto start = Wall::now();
    const double before = cpu();
    frames.draw(t, governor.quality());
    const double took = since(start);
    governor.add(took);
    most = std::max(most, residentMegabytes());
    due = std::max(due + std::chrono::microseconds(16'667), Wall::now());
    std::this_thread::sleep_until(due);
    if (i < kSettling) continue;
    incomplete += !has;
    used.push_back(cpu() - before);
    wall.push_back(took);
  }
  const std::string name = what + " at " + std::to_string(static_cast<int>(rate)) + "x: ";
  table.add(name + "frame, median", percentile(wall, 0.5), "ms", 16);
  table.add(name + "frame, p99", percentile(wall, 0.99), "ms", 16);
  table.add(name + "steps of thinning, of 6", governor.level(), "");
  table.add(name + "processor in a sixtieth of a second, median", percentile(used, 0.5), "ms");
  table.add(name + "frames before all was decoded", 100.0 * incomplete / static_cast<double>(wall.size()),
            "%", 1);
  table.add(name + "memory above that before", most - memoryBefore, "MB", 150);
}

/// Instants anywhere in the recording, the same ones each time.
class Anywhere {
 public:
  explicit Anywhere(Micros length) : m_length(length) {}
  UtcTime operator()() {
    return kT0 + 15 * kMinute +
           static_cast<Micros>(m_random() % static_cast<std::uint64_t>(m_length - 16 * kMinute));
  }
  std::uint64_t number(std::uint64_t below) { return m_random() % below; }

 private:
  Micros m_length;
  std::mt19937_64 m_random{1};
};

/// How long it takes until a recording can be asked.
bool opening(Table& table, const std::string& path) {
  std::vector<double> times;
  std::vector<double> cpuTimes;
  for (int i = 0; i < 20; ++i) {
    const auto start = Wall::now();
    const double used = cpu();
    const auto view = openRecording(path);
    times.push_back(since(start));
    cpuTimes.push_back(cpu() - used);
    if (!view) return false;
  }
  table.add("open, median", percentile(times, 0.5), "ms", 20);
  table.add("open, median, CPU of two threads", percentile(cpuTimes, 0.5), "ms");
  return true;
}

/// States and trails at instants anywhere, by readers that know nothing yet.
bool seeking(Table& table, const std::string& path, Micros length) {
  Anywhere anywhere(length);
  std::vector<TrackState> states;
  for (const bool cold : {false, true}) {
    std::vector<double> seek;
    std::vector<double> seekCpu;
    std::vector<double> trails;
    std::vector<double> windows;
    std::vector<double> windowsCpu;
    for (int i = 0; i < 60; ++i) {
      // A fresh reader each time: nothing is decoded yet, wherever the seek goes.
      const StoreViewPtr view = *openRecording(path);
      if (cold) evict(path);
      const UtcTime t = anywhere();
      const auto start = Wall::now();
      const double used = cpu();
      stateAt(*view, t, states);
      seek.push_back(since(start));
      seekCpu.push_back(cpu() - used);

      {
        const StoreViewPtr fresh = *openRecording(path);
        if (cold) evict(path);
        // 6 x 10 degrees of the map, with the trails of what is in them.
        const double lat = 37 + static_cast<double>(anywhere.number(16)),
                     lon = -9 + static_cast<double>(anywhere.number(28));
        WindowState window;
        const auto begin = Wall::now();
        const double cpuBefore = cpu();
        windowAt(*fresh, t, {lon, lat, lon + 10, lat + 6}, 10 * kMinute, window);
        windows.push_back(since(begin));
        windowsCpu.push_back(cpu() - cpuBefore);
        if (window.paths.pieces.empty()) return false;
      }

      WindowState all;
      const StoreViewPtr other = *openRecording(path);
      if (cold) evict(path);
      const auto begin = Wall::now();
      windowAt(*other, t, {-180, -90, 180, 90}, 10 * kMinute, all);
      trails.push_back(since(begin));
      if (all.paths.pieces.empty()) return false;
    }
    const char* name = cold ? "cold" : "warm";
    table.add(std::string("seek: state of all, median, ") + name, percentile(seek, 0.5), "ms", 13);
    table.add(std::string("seek: state of all, median, CPU of two threads, ") + name,
              percentile(seekCpu, 0.5), "ms");
    table.add(std::string("seek: state of all, p95, ") + name, percentile(seek, 0.95), "ms", 30);
    table.add(std::string("seek: with 10-minute trails in view, median, ") + name, percentile(windows, 0.5),
              "ms", 20);
    table.add(std::string("seek: with trails in view, median, CPU of two threads, ") + name,
              percentile(windowsCpu, 0.5), "ms");
    table.add(std::string("seek: with 10-minute trails in view, p95, ") + name, percentile(windows, 0.95),
              "ms", 40);
    table.add(std::string("seek: 10-minute trails of all tracks, median, ") + name, percentile(trails, 0.5),
              "ms", 39, Better::Less, "prototype, trail-all");
  }
  return true;
}

/// Memory, and that parts of buckets tell what whole ones do.
bool asking(Table& table, const std::string& path, Micros length) {
  Anywhere anywhere(length);
  std::vector<TrackState> states;
  // All kinds of questions through one view: its caches fill as they would in the program.
  {
    const StoreViewPtr one = *openRecording(path);
    const double own = residentMegabytes();
    double worst = 0;
    int differ = 0;
    std::vector<TrackState> whole;
    for (int i = 0; i < 40; ++i) {
      const UtcTime t = anywhere();
      WindowState window;
      windowAt(*one, t, {-5, 40, 15, 55}, 10 * kMinute, window);
      (void)tracksInBox(*one, {0, 45, 2, 47}, {t, t + 10 * kMinute});
      (void)history(*one, static_cast<TrackId>(anywhere.number(one->tracks().size())), one->extent());
      worst = std::max(worst, residentMegabytes() - own);
      if (i % 4 != 0) continue;
      // The same from whole buckets.
      stateAt(*one, t, states);
      stateAt(WholeBuckets(*one), t, whole);
      const auto same = [](const TrackState& a, const TrackState& b) {
        return a.track == b.track && a.position == b.position && a.lastSample == b.lastSample &&
               a.phase == b.phase;
      };
      differ += !std::equal(states.begin(), states.end(), whole.begin(), whole.end(), same);
      worst = std::max(worst, residentMegabytes() - own);
    }
    table.add("memory above the open recording's, asking", worst, "MB", 150);
    table.add("seeks that differ from whole buckets", differ, "", 0);
  }
  return true;
}

/// Pictures that move.
bool playing(Table& table, const std::string& path) {
  const double own = ownMegabytes();
  const StoreViewPtr view = *openRecording(path);
  for (const double rate : {1.0, 60.0, 1000.0, -1000.0}) play(table, "12 000 tracks", view, rate, own);
  return true;
}

/// The same as dense as the sky of the whole earth: recorded once, for twenty minutes. `keep`: leaves what is
/// made for it beside the file.
bool playingDense(Table& table, const std::string& path, bool keep) {
  const double own = ownMegabytes();
  const std::string densePath = path + ".dense.sorec";
  constexpr int kMany = 100'000;
  constexpr Micros kDense = 20 * kMinute;
  if (!std::filesystem::exists(densePath) && !record(densePath, kDense, kMany)) return false;
  const StoreViewPtr dense = *openRecording(densePath);
  for (const double rate : {60.0, -60.0}) play(table, "100 000 tracks", dense, rate, own);
  if (!keep) std::filesystem::remove(densePath);
  return true;
}

/// One track, one place, all time.
bool lookingUp(Table& table, const std::string& path, Micros length) {
  Anywhere anywhere(length);
  const StoreViewPtr view = *openRecording(path);
  std::vector<double> times;
  for (int i = 0; i < 40; ++i) {
    const auto track = static_cast<TrackId>(anywhere.number(view->tracks().size()));
    const StoreViewPtr fresh = *openRecording(path);
    const auto start = Wall::now();
    (void)history(*fresh, track, fresh->extent());
    times.push_back(since(start));
  }
  table.add("history of one track, median", percentile(times, 0.5), "ms", 26, Better::Less, "prototype");
  times.clear();
  for (int i = 0; i < 20; ++i) {
    const StoreViewPtr fresh = *openRecording(path);
    const double lat = 38 + static_cast<double>(anywhere.number(18)),
                 lon = -8 + static_cast<double>(anywhere.number(34));
    const UtcTime t = anywhere();
    const auto start = Wall::now();
    (void)tracksInBox(*fresh, {lon, lat, lon + 2, lat + 2}, {t, t + kHour});
    times.push_back(since(start));
  }
  table.add("tracks in 2 x 2 deg over an hour, median", percentile(times, 0.5), "ms", 33, Better::Less,
            "prototype");
  const Timing density1500 = measure(20, [&] { (void)density(*view, view->timeline(), 1500); });
  table.add("density in 1500 bins", density1500.median, "ms", 16);
  return true;
}

/// The directory of a recording of 1 G samples: ten days, 2 880 buckets, as many tracks as ten days of the
/// traffic above have. Only samples are missing, which opening does not look at.
bool openingHuge(Table& table, const std::string& path) {
  const std::string hugePath = path + ".huge.sorec";
  {
    auto sink = createRecording(hugePath, IfExists::Replace);
    if (!sink) return false;
    (*sink)->addSource({"adsb", "bench", -1});
    for (int i = 0; i < 2'300'000; ++i) {
      TrackInfo info;
      info.callsign = "BEN" + std::to_string(i);
      info.icao24 = 0x400000 + i % 0x400000;
      Sample sample;
      sample.time = kT0 + static_cast<Micros>(i) * 10 * kDay / 2'300'000;
      sample.lat = 36 + i % 2400 * 0.01;
      sample.lon = -10 + i % 4000 * 0.01;
      (*sink)->append((*sink)->addTrack(info), sample);
    }
    if (!(*sink)->finish()) return false;
  }
  std::vector<double> times;
  std::vector<double> openCpu;
  for (int i = 0; i < 7; ++i) {
    const auto start = Wall::now();
    const double used = cpu();
    const auto opened = openRecording(hugePath);
    times.push_back(since(start));
    openCpu.push_back(cpu() - used);
    if (!opened || (*opened)->buckets().size() < 2800) return false;
  }
  table.add("open, directory of 1 G samples, median", percentile(times, 0.5), "ms", 250);
  table.add("open, directory of 1 G samples, CPU of two threads", percentile(openCpu, 0.5), "ms");
  std::filesystem::remove(hugePath);
  return true;
}

/// Live: 50 000 samples a second, a commit each second, as fast as it goes.
bool recordingLive(Table& table, const std::string& path) {
  const std::string livePath = path + ".live.sorec";
  auto sink = createRecording(livePath, IfExists::Replace);
  if (!sink) return false;
  std::vector<TrackId> tracks;
  for (int i = 0; i < kConcurrent; ++i) tracks.push_back((*sink)->addTrack({}));
  std::vector<double> commits;
  std::vector<double> seconds;
  for (int s = 0; s < 60; ++s) {
    const auto second = Wall::now();
    for (int i = 0; i < 50'000; ++i) {
      Sample sample;
      sample.time = kT0 + s * kSecond + i * 20;
      sample.lat = 36 + (i % 2400) * 0.01;
      sample.lon = -10 + s * 0.01;
      (*sink)->append(tracks[static_cast<std::size_t>(i % kConcurrent)], sample);
    }
    const auto start = Wall::now();
    if (!(*sink)->commit()) return false;
    commits.push_back(since(start));
    (void)(*sink)->snapshot();
    seconds.push_back(since(second));
  }
  table.add("live, 50 000 samples/s: commit, p99", percentile(commits, 0.99), "ms", 1000);
  table.add("live: all work of a second, with a snapshot, p99", percentile(seconds, 0.99), "ms", 1000);
  if (!(*sink)->finish()) return false;
  std::filesystem::remove(livePath);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  returnLargeBlocks();
  const QGuiApplication app(argc, argv);
  // --large: 100 M samples; --file PATH: takes that file, or leaves it there, so that it need not be made
  // anew; --only PART: for a profiler.
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto valueOf = [&](const char* name) {
    const auto at = std::find(arguments.begin(), arguments.end(), name);
    return at != arguments.end() && at + 1 != arguments.end() ? *(at + 1) : std::string();
  };
  const bool large = std::find(arguments.begin(), arguments.end(), "--large") != arguments.end();
  const std::string file = valueOf("--file");
  const std::string only = valueOf("--only");
  const auto wants = [&](const char* part) { return only.empty() || only == part; };
  const double rows = large ? 100e6 : 10e6;
  const auto length = static_cast<Micros>(rows / (kConcurrent * 0.115)) * kSecond;
  const std::string path =
      !file.empty()
          ? file
          : (std::filesystem::temp_directory_path() / ("bench-" + std::to_string(::getpid()) + ".sorec"))
                .string();
  Table table(large ? "store: 12 000 tracks at a time, 100 M samples"
                    : "store: 12 000 tracks at a time, 10 M samples");

  std::uint64_t written = 0;
  if (!file.empty() && std::filesystem::exists(path)) {
    const auto there = openRecording(path);
    if (!there) return 1;
    written = (*there)->sampleCount();
  } else {
    const auto recorded = record(path, length, kConcurrent);
    if (!recorded) return 1;
    written = recorded->samples;
    table.add("import, the store's part", static_cast<double>(written) / recorded->storing / 1000, "M rows/s",
              0.5, Better::More, "issue 3, whole program");
  }
  const auto size = static_cast<double>(std::filesystem::file_size(path));
  table.add("file", size / static_cast<double>(written), "B/update", 7.5, Better::Less,
            "40 raw; SQLite rows 51-86");
  bool good = true;
  if (wants("open")) good = opening(table, path) && good;
  if (wants("seek")) good = seeking(table, path, length) && good;
  if (wants("ask")) good = asking(table, path, length) && good;
  if (wants("play")) good = playing(table, path) && good;
  if (wants("dense")) good = playingDense(table, path, !file.empty()) && good;
  if (wants("lookup")) good = lookingUp(table, path, length) && good;
  if (large && wants("huge")) good = openingHuge(table, path) && good;
  if (wants("live")) good = recordingLive(table, path) && good;
  if (file.empty()) std::filesystem::remove(path);
  return good ? 0 : 1;
}
