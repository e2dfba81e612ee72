// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/LiveRecorder.h"

#include "data/ingest/live/LiveInput.h"
#include "data/ingest/live/LiveSource.h"
#include "data/store/RawInputs.h"

#include <queue>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace sorami {
namespace {

using std::chrono::steady_clock;

constexpr Micros kSlowestView = 8 * kSecond;
/// The writer looks this often whether reports that wait to be put in order are due.
constexpr auto kReorderStep = std::chrono::milliseconds(50);
/// A disorder that was seen is watched for so long.
constexpr auto kDisorderMemory = std::chrono::seconds(60);

std::chrono::microseconds micros(Micros n) {
  return std::chrono::microseconds(n);
}

Micros since(steady_clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begin).count();
}

/// Passes samples on to the recording while they can be kept, and counts.
class GuardedSink final : public SampleSink {
 public:
  GuardedSink(std::unique_ptr<SampleSink> inner, std::uint64_t limit)
      : m_inner(std::move(inner)), m_limit(limit) {}

  std::uint16_t addSource(const SourceKey& key) override { return m_inner->addSource(key); }
  TrackId addTrack(const TrackInfo& identity) override {
    ++tracks;
    return m_inner->addTrack(identity);
  }
  void setTrack(TrackId track, const TrackInfo& identity) override { m_inner->setTrack(track, identity); }
  void append(TrackId track, const Sample& sample) override {
    // A disk that takes nothing must not fill the memory instead.
    if (unsafe >= m_limit) {
      ++refused;
      return;
    }
    ++unsafe;
    m_inner->append(track, sample);
  }
  void setMeta(const std::string& key, const std::string& value) override { m_inner->setMeta(key, value); }
  void addRaw(std::uint16_t input, std::uint64_t offset, std::span<const std::byte> bytes) override {
    if (unsafe < m_limit) m_inner->addRaw(input, offset, bytes);
  }
  bool keepsRaw() const override { return m_inner->keepsRaw(); }
  void addVideo(const VideoSweep& sweep) override {
    if (unsafe < m_limit) m_inner->addVideo(sweep);
  }
  Status commit() override {
    Status done = m_inner->commit();
    if (done) unsafe = 0;
    return done;
  }
  StoreViewPtr snapshot() override { return m_inner->snapshot(); }
  Result<StoreViewPtr> finish() override { return m_inner->finish(); }

  std::uint64_t tracks = 0;
  std::uint64_t unsafe = 0;   ///< appended since the last good commit
  std::uint64_t refused = 0;  ///< not kept

 private:
  std::unique_ptr<SampleSink> m_inner;
  const std::uint64_t m_limit;
};

/// Puts the reports of one source back into order. It holds them back no longer than its tracks were seen to
/// come out of order of late, so a source that is in order is shown at once.
class Reorder {
 public:
  explicit Reorder(Micros limit) : m_limit(limit) {}

  template <typename Out>
  void take(Report&& report, steady_clock::time_point arrived, Out&& out) {
    if (!report.eventTime.isValid()) {
      // The end of a track without a time of its own goes behind what it ends.
      report.eventTime = {};
      if (m_heap.empty()) {
        out(report, arrived);
        return;
      }
      m_heap.push({m_newest, m_next++, std::move(report), arrived});
      m_due.push_back({arrived, m_newest});
      return;
    }
    watch(report, arrived);
    if (m_newest < report.eventTime.us) m_newest = report.eventTime.us;
    if (m_hold == 0 && m_heap.empty()) {
      out(report, arrived);
      return;
    }
    const std::int64_t time = report.eventTime.us;
    m_heap.push({time, m_next++, std::move(report), arrived});
    m_due.push_back({arrived, time});
  }

  /// Gives what has waited long enough; with `all`, everything.
  template <typename Out>
  void release(steady_clock::time_point now, bool all, Out&& out) {
    while (!m_due.empty() && (all || m_due.front().first + micros(m_hold) <= now)) {
      const std::int64_t upTo = m_due.front().second;
      m_due.pop_front();
      while (!m_heap.empty() && m_heap.top().time <= upTo) {
        // The heap gives out no reference that may be moved from; the order is not touched by it.
        Held& held = const_cast<Held&>(m_heap.top());
        Report report = std::move(held.report);
        const auto arrived = held.arrived;
        m_heap.pop();
        out(report, arrived);
      }
    }
    if (m_hold > 0 && now - m_lastDisorder > kDisorderMemory) m_hold = 0;
  }
  bool isEmpty() const { return m_heap.empty(); }
  std::uint64_t takeLate() { return std::exchange(m_late, 0); }

 private:
  struct Held {
    std::int64_t time;
    std::uint64_t order;
    Report report;
    steady_clock::time_point arrived;
    bool operator<(const Held& other) const {
      return time != other.time ? time > other.time : order > other.order;
    }
  };

  void watch(const Report& report, steady_clock::time_point arrived) {
    if (report.kind == ReportKind::Plot || m_limit <= 0) return;
    std::uint64_t key = report.id.value * 0x9E3779B97F4A7C15ULL ^
                        (std::uint64_t{report.source} << 8 | static_cast<std::uint64_t>(report.id.kind));
    if (!report.uid.empty()) key ^= std::hash<std::string>()(report.uid);
    std::int64_t& last = m_last.try_emplace(key, report.eventTime.us).first->second;
    const Micros lateness = last - report.eventTime.us;
    if (lateness > 0 && lateness <= m_limit) {
      ++m_late;
      m_lastDisorder = arrived;
      m_hold = std::max(m_hold, std::min(m_limit, lateness + lateness / 4 + 20 * kMillisecond));
    }
    // A clock that was set back is no disorder for ever.
    if (lateness < 0 || lateness > m_limit) last = report.eventTime.us;
  }

  const Micros m_limit;
  Micros m_hold = 0;
  std::priority_queue<Held> m_heap;
  std::deque<std::pair<steady_clock::time_point, std::int64_t>> m_due;
  std::unordered_map<std::uint64_t, std::int64_t> m_last;
  std::uint64_t m_next = 0;
  std::uint64_t m_late = 0;
  std::int64_t m_newest = std::numeric_limits<std::int64_t>::min();
  steady_clock::time_point m_lastDisorder;
};

}  // namespace

struct LiveRecorder::Private {
  /// What the writer keeps of a source.
  struct Inlet {
    std::vector<std::uint16_t> sources;  ///< the source's own index → the recording's
    Reorder reorder;
    std::optional<std::uint16_t> input;  ///< of the recording: where its octets are kept
    std::uint64_t count = 0;             ///< reports recorded since the last commit
    steady_clock::duration arrivals{};   ///< sum of arrival times after the last commit, for the latency
  };

  Private(std::unique_ptr<SampleSink> target, LiveOptions o)
      : options(std::move(o)),
        sink(std::move(target), options.unsafeLimit),
        queue(options.queueLimit),
        recorder(sink, withNow(options.recorder)) {
    health.begun = systemNow();
    health.queueLimit = options.queueLimit;
    writer = std::jthread([this](std::stop_token stop) { write(stop); });
  }

  static RecorderOptions withNow(RecorderOptions options) {
    options.now = systemNow();
    return options;
  }

  void write(const std::stop_token& stop);
  void take(LiveBatch& batch);
  void commit();
  void publish(Micros tookForCommit);
  std::shared_ptr<LiveSource> find(int id) const;

  LiveOptions options;
  GuardedSink sink;
  LiveQueue queue;
  Recorder recorder;

  // The writer's thread only.
  std::unordered_map<int, Inlet> inlets;
  std::vector<RawInput> inputs;
  steady_clock::time_point lastCommit = steady_clock::now();
  steady_clock::time_point lastView = steady_clock::now() - std::chrono::hours(1);
  steady_clock::time_point epoch = steady_clock::now();
  Micros viewInterval = kSecond;

  mutable std::mutex mutex;  ///< of what follows
  std::vector<std::shared_ptr<LiveSource>> sources;
  int nextId = 1;
  RecordingHealth health;
  bool finished = false;

  std::jthread writer;  ///< last: it uses all of the above
};

std::shared_ptr<LiveSource> LiveRecorder::Private::find(int id) const {
  const std::lock_guard lock(mutex);
  for (const auto& source : sources)
    if (source->id() == id) return source;
  return nullptr;
}

void LiveRecorder::Private::take(LiveBatch& batch) {
  Inlet& inlet =
      inlets.try_emplace(batch.source, Inlet{{}, Reorder(options.reorderLimit), {}, 0, {}}).first->second;
  for (const SourceKey& key : batch.newSources) inlet.sources.push_back(recorder.source(key));
  if (!batch.raw.empty() && !inlet.input) {
    inlet.input = static_cast<std::uint16_t>(inputs.size());
    const std::shared_ptr<LiveSource> source = find(batch.source);
    inputs.push_back({source ? source->spec().label() : std::string("live source"), true});
    setRawInputs(sink, inputs);
  }
  for (const auto& [offset, bytes] : batch.raw) sink.addRaw(*inlet.input, offset, bytes);
  for (VideoSweep& sweep : batch.video) {
    if (sweep.source >= inlet.sources.size()) continue;
    sweep.source = inlet.sources[sweep.source];
    recorder.video(std::move(sweep));
  }
  for (Report& report : batch.reports) {
    if (report.source >= inlet.sources.size()) continue;
    report.source = inlet.sources[report.source];
    inlet.reorder.take(std::move(report), batch.arrived,
                       [&](const Report& r, steady_clock::time_point arrived) {
                         recorder.setInput(inlet.input);
                         recorder.report(r);
                         ++inlet.count;
                         inlet.arrivals += arrived - epoch;
                       });
  }
}

void LiveRecorder::Private::write(const std::stop_token& stop) {
  lastCommit = steady_clock::now();
  for (;;) {
    const bool stopping = stop.stop_requested();
    const auto now = steady_clock::now();
    auto until = lastCommit + micros(options.commitInterval);
    bool anyHeld = false;
    for (auto& [id, inlet] : inlets) {
      inlet.reorder.release(now, stopping,
                            [&inlet = inlet, this](const Report& r, steady_clock::time_point arrived) {
                              recorder.setInput(inlet.input);
                              recorder.report(r);
                              ++inlet.count;
                              inlet.arrivals += arrived - epoch;
                            });
      anyHeld = anyHeld || !inlet.reorder.isEmpty();
    }
    if (now >= until) {
      commit();
      continue;
    }
    if (anyHeld) until = std::min(until, now + kReorderStep);
    std::optional<LiveBatch> batch = queue.pop(stopping ? now : until);
    if (batch) {
      take(*batch);
    } else if (stopping && !anyHeld) {
      break;
    }
  }
}

void LiveRecorder::Private::commit() {
  const auto begin = steady_clock::now();
  const Micros interval = std::chrono::duration_cast<std::chrono::microseconds>(begin - lastCommit).count();
  recorder.setNow(systemNow());
  const Status done = sink.commit();
  const auto end = steady_clock::now();
  const Micros took = std::chrono::duration_cast<std::chrono::microseconds>(end - begin).count();
  lastCommit = begin;
  for (auto& [id, inlet] : inlets) {
    const std::shared_ptr<LiveSource> source = find(id);
    if (source) {
      if (const std::uint64_t late = inlet.reorder.takeLate(); late > 0) source->health().late(late);
      if (done && inlet.count > 0) {
        const auto mean = (end - epoch) - inlet.arrivals / static_cast<std::int64_t>(inlet.count);
        source->health().latency(std::chrono::duration_cast<std::chrono::microseconds>(mean).count());
      }
    }
    if (done) {
      inlet.count = 0;
      inlet.arrivals = {};
    }
  }
  {
    const std::lock_guard lock(mutex);
    health.accepted = recorder.stats().accepted - sink.refused;
    health.quarantined = recorder.stats().quarantined;
    health.tracks = sink.tracks;
    health.unsafe = sink.unsafe;
    health.dropped = recorder.stats().dropped;
    if (sink.refused > 0) health.dropped["no room on the disk"] = sink.refused;
    health.trouble = done ? std::string() : done.error().what;
    if (done) {
      ++health.commits;
      health.lastCommit = systemNow();
      health.longestCommit = std::max(health.longestCommit, took);
      health.commitTime += took;
      if (health.commits > 1) health.longestInterval = std::max(health.longestInterval, interval);
    }
  }
  publish(took);
}

void LiveRecorder::Private::publish(Micros tookForCommit) {
  if (!options.onView) return;
  const auto now = steady_clock::now();
  // A little early counts as due: commits do not come to the microsecond.
  if (now - lastView + std::chrono::milliseconds(100) < micros(viewInterval)) return;
  lastView = now;
  const StoreViewPtr view = sink.snapshot();
  const Micros cost = since(now) + tookForCommit;
  if (view) options.onView(view);
  // The recording comes first: when there is much to do, the picture is renewed less often.
  const bool busy = queue.size() > queue.limit() / 4 || cost > viewInterval / 3;
  const bool idle = queue.size() < queue.limit() / 16 && cost < viewInterval / 8;
  if (busy) viewInterval = std::min(2 * viewInterval, kSlowestView);
  if (idle) viewInterval = std::max(viewInterval / 2, kSecond);
  const std::lock_guard lock(mutex);
  health.viewInterval = viewInterval;
}

LiveRecorder::LiveRecorder(std::unique_ptr<SampleSink> sink, LiveOptions options)
    : d(std::make_unique<Private>(std::move(sink), std::move(options))) {}

LiveRecorder::~LiveRecorder() {
  (void)finish();
}

int LiveRecorder::add(const SourceSpec& spec) {
  const std::lock_guard lock(d->mutex);
  const int id = d->nextId++;
  d->sources.push_back(std::make_shared<LiveSource>(id, spec, d->queue));
  return id;
}

void LiveRecorder::disconnect(int id) {
  if (const auto source = d->find(id)) source->requestStop();
}

void LiveRecorder::remove(int id) {
  std::shared_ptr<LiveSource> gone;
  {
    const std::lock_guard lock(d->mutex);
    const auto found = std::find_if(d->sources.begin(), d->sources.end(),
                                    [id](const auto& source) { return source->id() == id; });
    if (found == d->sources.end()) return;
    gone = *found;
    d->sources.erase(found);
  }
  gone->requestStop();
  // Its thread is waited for here, outside the lock.
}

void LiveRecorder::setCorrection(int id, Micros correction) {
  if (const auto source = d->find(id)) source->setCorrection(correction);
}

std::vector<SourceHealth> LiveRecorder::sources() const {
  std::vector<std::shared_ptr<LiveSource>> all;
  {
    const std::lock_guard lock(d->mutex);
    all = d->sources;
  }
  std::vector<SourceHealth> health;
  health.reserve(all.size());
  for (const auto& source : all) health.push_back(source->health().read());
  return health;
}

RecordingHealth LiveRecorder::recording() const {
  RecordingHealth health;
  {
    const std::lock_guard lock(d->mutex);
    health = d->health;
  }
  health.queued = d->queue.size();
  health.queuePeak = d->queue.peak();
  return health;
}

bool LiveRecorder::allOver() const {
  const std::lock_guard lock(d->mutex);
  return std::all_of(d->sources.begin(), d->sources.end(),
                     [](const auto& source) { return source->isOver(); });
}

UtcTime LiveRecorder::eventNow() const {
  const UtcTime now = systemNow();
  UtcTime best;
  for (const SourceHealth& source : sources()) {
    if (!source.lastEvent.isValid()) continue;
    UtcTime t = source.lastEvent;
    // A source that runs goes on while nothing comes: its tracks must be seen to age.
    if (!source.isOver()) {
      if (source.clockOffset && source.lastSeen.isValid()) t = std::max(t, now - *source.clockOffset);
    }
    if (!best.isValid() || t > best) best = t;
  }
  return best;
}

Result<StoreViewPtr> LiveRecorder::finish() {
  if (d->finished) return Error{"the recording has ended already", {}, {}};
  d->finished = true;
  std::vector<std::shared_ptr<LiveSource>> all;
  {
    const std::lock_guard lock(d->mutex);
    all = d->sources;
  }
  for (const auto& source : all) source->requestStop();
  // Threads end before the writer does: what they have read is in the queue by then.
  while (!allOver()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  d->writer.request_stop();
  d->queue.wake();
  if (d->writer.joinable()) d->writer.join();
  d->commit();
  return d->sink.finish();
}

}  // namespace sorami
