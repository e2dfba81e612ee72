// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/BenchTable.h"
#include "bench/TrackFrames.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"
#include "data/ingest/live/LiveFeeds.h"
#include "data/store/RecordingFile.h"
#include "widgets/scene/Governor.h"
#include "widgets/scene/SceneFixture.h"

#include <QGuiApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <sys/resource.h>
#include <thread>

using namespace sorami;
using namespace sorami::test;

namespace {

constexpr int kRate = 50'000;  // reports a second
constexpr int kTargets = 12'000;
constexpr double kFrameMs = 16;

double cpuSeconds(clockid_t clock) {
  timespec t{};
  ::clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

/// One second of track updates, category 062, as datagrams: times of day are put in when they are sent.
std::vector<std::vector<std::byte>> datagramsOf(int tick, int rate, double timeOfDay) {
  std::vector<std::vector<std::byte>> all;
  static AsterixRecord record(62);
  AsterixEncoder encoder;
  int inBlock = 0;
  for (int i = 0; i < rate / 100; ++i) {
    const int n = tick * (rate / 100) + i;
    const int target = n % kTargets;
    record.clear();
    record.set("I062/010/SAC", 25).set("I062/010/SIC", 201).set("I062/070", timeOfDay);
    const double along = n / kTargets * 0.002;
    record.set("I062/105/LAT", 30 + target % 100 * 0.1 + along).set("I062/105/LON", 130 + target / 100 * 0.1);
    record.set("I062/185/VX", 0).set("I062/185/VY", 222.0);
    record.set("I062/040", target).set("I062/136", 250);
    record.setRaw("I062/080/MON", 0);
    if (!encoder.add(record)) {
      std::fprintf(stderr, "%s\n", record.error().c_str());
      std::exit(1);
    }
    if (++inBlock == 40) {
      all.push_back(encoder.take());
      inBlock = 0;
    }
  }
  if (inBlock > 0) all.push_back(encoder.take());
  return all;
}

/// The picture beside the recording: 60 frames a second of the newest view, at the present time.
class LivePicture {
 public:
  void show(const StoreViewPtr& view) {
    const std::lock_guard lock(m_mutex);
    m_view = view;
  }
  /// What the frames took since start(), ms.
  bench::Timing stop() {
    m_thread.request_stop();
    m_thread.join();
    return bench::summary(m_times);
  }
  int thinning() const { return m_governor.level(); }
  /// Per cent of the frames that took longer than 60 Hz leaves them.
  double late() const {
    const auto n = std::count_if(m_times.begin(), m_times.end(), [](double ms) { return ms > kFrameMs; });
    return 100.0 * static_cast<double>(n) / static_cast<double>(std::max<std::size_t>(m_times.size(), 1));
  }
  void start() {
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }

 private:
  void run(const std::stop_token& stop) {
    auto frame = makeFrame({1920, 1080}, 1500, {35, 136});
    frame->interactive = true;
    bench::TrackFrames frames(frame);
    StoreViewPtr shown;
    using Wall = std::chrono::steady_clock;
    auto due = Wall::now();
    while (!stop.stop_requested()) {
      {
        const std::lock_guard lock(m_mutex);
        if (m_view != shown) frames.setStore(shown = m_view);
      }
      const auto begin = Wall::now();
      if (shown) {
        frames.draw(systemNow(), m_governor.quality());
        m_times.push_back(std::chrono::duration<double, std::milli>(Wall::now() - begin).count());
        m_governor.add(m_times.back());
      }
      due = std::max(due + std::chrono::microseconds(16'667), Wall::now());
      std::this_thread::sleep_until(due);
    }
  }

  std::mutex m_mutex;
  StoreViewPtr m_view;
  Governor m_governor;
  std::vector<double> m_times;
  std::jthread m_thread;
};

}  // namespace

/// Live: ASTERIX by UDP over the loop at 50 000 reports a second, recorded into a file with a view for the
/// display each second, as the window does, and the display drawn. bench_live [SECONDS] [REPORTS/S]
int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 6;
  const int rate = argc > 2 ? std::atoi(argv[2]) : kRate;
  QTemporaryDir folder;
  const std::string path = folder.path().toStdString() + "/live.sorec";
  auto file = createRecording(path);
  if (!file) return 1;
  std::atomic<int> views = 0;
  std::atomic<std::int64_t> worstView = 0;
  auto lastView = std::chrono::steady_clock::now();
  LiveOptions options;
  LivePicture display;
  options.onView = [&](const StoreViewPtr& view) {
    display.show(view);
    const auto now = std::chrono::steady_clock::now();
    if (views++ > 0)
      worstView = std::max<std::int64_t>(
          worstView, std::chrono::duration_cast<std::chrono::milliseconds>(now - lastView).count());
    lastView = now;
  };
  LiveRecorder recorder(std::move(*file), options);
  const std::uint16_t port = freeUdpPort();
  const auto spec = parseSource("udp://127.0.0.1:" + std::to_string(port));
  recorder.add(*spec);
  if (!becomes([&] { return recorder.sources().front().state == SourceState::Waiting; })) return 1;

  display.start();
  const UdpSender sender("127.0.0.1", port);
  std::uint64_t sent = 0;
  double senderCpu = 0;
  Micros worstLatency = 0;
  double latencySum = 0;
  int latencies = 0;
  const double cpuBefore = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
  const double own = cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
  const auto begin = std::chrono::steady_clock::now();
  int late = 0;
  for (int tick = 0; tick < seconds * 100; ++tick) {
    const UtcTime now = systemNow();
    for (const auto& datagram : datagramsOf(tick, rate, static_cast<double>(now - now.startOfDay()) * 1e-6))
      sender.send({reinterpret_cast<const char*>(datagram.data()), datagram.size()});
    sent += static_cast<std::uint64_t>(rate / 100);
    if (tick % 100 == 99) {
      if (const auto latency = recorder.sources().front().latency) {
        worstLatency = std::max(worstLatency, *latency);
        latencySum += static_cast<double>(*latency);
        ++latencies;
      }
    }
    const auto due = begin + std::chrono::milliseconds(10 * (tick + 1));
    if (due < std::chrono::steady_clock::now()) ++late;
    std::this_thread::sleep_until(due);
  }
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  senderCpu = cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - own;
  const bench::Timing frames = display.stop();
  becomes(
      [&] {
        return recorder.sources().front().reports >= sent || recorder.sources().front().dropCount() > 0;
      },
      3);
  const double cpu = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - cpuBefore - senderCpu;
  const auto view = recorder.finish();
  const RecordingHealth health = recorder.recording();
  const SourceHealth source = recorder.sources().front();
  if (!view) {
    std::fprintf(stderr, "%s\n", view.error().text().c_str());
    return 1;
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);

  bench::Table table("live: ASTERIX by UDP into a recording");
  table.add("reports sent a second", static_cast<double>(sent) / took, "1/s", 0.999 * rate,
            bench::Better::More);
  table.add("seconds", took, "s");
  table.add("reports not recorded", static_cast<double>(sent - (*view)->sampleCount()), "");
  for (const auto& [reason, count] : source.dropped)
    table.add("  source: " + reason, static_cast<double>(count), "");
  for (const auto& [reason, count] : health.dropped)
    table.add("  recording: " + reason, static_cast<double>(count), "");
  table.add("from the wire to the disk, mean", latencies > 0 ? latencySum / latencies * 1e-3 : 0, "ms");
  table.add("from the wire to the disk, worst second's mean", static_cast<double>(worstLatency) * 1e-3, "ms",
            2000);
  table.add("commits", static_cast<double>(health.commits), "");
  table.add("one commit, mean",
            static_cast<double>(health.commitTime) * 1e-3 /
                static_cast<double>(std::max<std::uint64_t>(health.commits, 1)),
            "ms");
  table.add("one commit, longest", static_cast<double>(health.longestCommit) * 1e-3, "ms", 1000);
  table.add("from one commit to the next, longest", static_cast<double>(health.longestInterval) * 1e-3, "ms",
            2000);
  table.add("longest time between two views for the display", static_cast<double>(worstView), "ms", 2000);
  table.add("views", views, "");
  table.add("frame of 12 000 tracks meanwhile, median", frames.median, "ms", kFrameMs);
  table.add("frame of 12 000 tracks meanwhile, 95th percentile", frames.p95, "ms", kFrameMs);
  table.add("frame of 12 000 tracks meanwhile, worst", frames.worst, "ms");
  table.add("frames that took longer than 16 ms", display.late(), "%", 1);
  table.add("steps of thinning, of 6", display.thinning(), "");
  table.add("queue, most that waited", static_cast<double>(health.queuePeak), "reports",
            static_cast<double>(health.queueLimit));
  table.add("processor, without the sender, frames and all", cpu / took, "cores", 2);
  table.add("sender came late", late, "ticks");
  table.add("memory, most", static_cast<double>(usage.ru_maxrss) / 1024, "MiB");
  return 0;
}
