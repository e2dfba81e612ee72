// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageService.h"

#include "data/core/Threads.h"
#include "data/coverage/VisibilityFloor.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace sorami {
namespace {

FloorQuality nextQuality(FloorQuality q) {
  return q == FloorQuality::Preview ? FloorQuality::Fast : FloorQuality::Refined;
}

}  // namespace

struct CoverageService::State {
  struct Job {
    std::uint64_t generation = 0;
    FloorRequest request;
    std::optional<CoverageRequest> sensor;  ///< detection, instead of the request alone
    TerrainPtr terrain;
    FloorQuality stage = FloorQuality::Preview;
    FloorQuality finest = FloorQuality::Refined;
  };
  struct Sensor {
    std::optional<Job> waiting;
    bool running = false;
    FloorQuality runningStage = FloorQuality::Preview;
    bool dropped = false;  ///< what runs was cancelled
    std::stop_source stop;
  };

  explicit State(Deliver d) : deliver(std::move(d)) {}

  std::uint64_t request(const std::string& id, const FloorRequest& r,
                        const std::optional<CoverageRequest>& detection, TerrainPtr terrain,
                        FloorQuality finest) {
    const std::lock_guard lock(mutex);
    const std::uint64_t generation = ++generations;
    Sensor& sensor = sensors[id];
    sensor.waiting = Job{generation, r, detection, std::move(terrain), FloorQuality::Preview, finest};
    // A preview that runs is nearly done and better than none; anything finer would come too late.
    if (sensor.running && sensor.runningStage != FloorQuality::Preview) sensor.stop.request_stop();
    wake.notify_all();
    return generation;
  }

  void cancel(const std::string& id) {
    const std::lock_guard lock(mutex);
    const auto it = sensors.find(id);
    if (it == sensors.end()) return;
    it->second.waiting.reset();
    it->second.dropped = true;
    it->second.stop.request_stop();
    if (!it->second.running) sensors.erase(it);
  }

  void cancelAll() {
    const std::lock_guard lock(mutex);
    for (auto it = sensors.begin(); it != sensors.end();) {
      it->second.waiting.reset();
      it->second.dropped = true;
      it->second.stop.request_stop();
      it = it->second.running ? std::next(it) : sensors.erase(it);
    }
  }

  bool isBusy() const {
    const std::lock_guard lock(mutex);
    return !sensors.empty();
  }

  /// The waiting job that goes first: the coarsest, among equals the oldest.
  std::map<std::string, Sensor>::iterator choose(bool onlyPreviews) {
    auto best = sensors.end();
    for (auto it = sensors.begin(); it != sensors.end(); ++it) {
      if (it->second.running || !it->second.waiting) continue;
      if (onlyPreviews && it->second.waiting->stage != FloorQuality::Preview) continue;
      if (best == sensors.end()) {
        best = it;
        continue;
      }
      const Job& a = *it->second.waiting;
      const Job& b = *best->second.waiting;
      if (a.stage < b.stage || (a.stage == b.stage && a.generation < b.generation)) best = it;
    }
    return best;
  }

  void work(const std::stop_token& end, int sweepThreads, bool onlyPreviews) {
    lowerThreadPriority(GiveWay::Much);
    std::unique_lock lock(mutex);
    while (!end.stop_requested()) {
      const auto it = choose(onlyPreviews);
      if (it == sensors.end()) {
        wake.wait(lock, end, [&] { return choose(onlyPreviews) != sensors.end(); });
        continue;
      }
      const std::string id = it->first;
      Sensor& sensor = it->second;
      Job job = std::move(*sensor.waiting);
      sensor.waiting.reset();
      sensor.running = true;
      sensor.dropped = false;
      sensor.runningStage = job.stage;
      sensor.stop = std::stop_source();
      const std::stop_token stop = sensor.stop.get_token();
      // A preview is what someone waits for: alone it may use every processor, and among many each has one.
      const int previewThreads = sensors.size() > 1 ? 1 : 0;
      const int share = job.stage == FloorQuality::Preview ? previewThreads : sweepThreads;
      lock.unlock();

      auto field = job.sensor ? computeCoverage(*job.sensor, job.terrain, job.stage, stop, {}, share)
                              : computeFloor(job.request, job.terrain, job.stage, stop, {}, share);
      const bool failed = !field.ok();
      if (!stop.stop_requested()) {
        deliver(CoverageUpdate{id, job.generation, std::move(field), failed || job.stage == job.finest});
      }

      lock.lock();
      // The map keeps a running sensor, so the reference still stands.
      sensor.running = false;
      if (!sensor.waiting && !sensor.dropped && !failed && job.stage != job.finest) {
        job.stage = nextQuality(job.stage);
        sensor.waiting = std::move(job);
      }
      if (!sensor.waiting) {
        sensors.erase(id);
      } else {
        wake.notify_all();
      }
    }
  }

  Deliver deliver;
  mutable std::mutex mutex;
  std::condition_variable_any wake;
  std::map<std::string, Sensor> sensors;
  std::uint64_t generations = 0;
  std::vector<std::jthread> threads;
};

CoverageService::CoverageService(Deliver deliver, int threads)
    : m_state(std::make_shared<State>(std::move(deliver))) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const int count = threads > 0 ? threads : std::max(1, cores - 1);
  // Each thread works on one field; the processors are shared out among them.
  const int sweepThreads = std::max(1, (cores - 1) / count);
  State* state = m_state.get();
  // Previews are what someone waits for: they have the processor, too, that is left to the window else.
  const int previews = threads > 0 || cores == 1 ? 0 : 1;
  for (int i = 0; i < count + previews; ++i) {
    const bool onlyPreviews = i >= count;
    state->threads.emplace_back([state, sweepThreads, onlyPreviews](std::stop_token end) {
      state->work(end, sweepThreads, onlyPreviews);
    });
  }
}

CoverageService::~CoverageService() {
  for (std::jthread& thread : m_state->threads) thread.request_stop();
  m_state->cancelAll();
  m_state->threads.clear();
}

std::uint64_t CoverageService::request(const std::string& id, const FloorRequest& request, TerrainPtr terrain,
                                       FloorQuality finest) {
  return m_state->request(id, request, std::nullopt, std::move(terrain), finest);
}

std::uint64_t CoverageService::request(const std::string& id, const CoverageRequest& request,
                                       TerrainPtr terrain, FloorQuality finest) {
  return m_state->request(id, request.floor, request, std::move(terrain), finest);
}

void CoverageService::cancel(const std::string& id) {
  m_state->cancel(id);
}

void CoverageService::cancelAll() {
  m_state->cancelAll();
}

bool CoverageService::isBusy() const {
  return m_state->isBusy();
}

}  // namespace sorami
