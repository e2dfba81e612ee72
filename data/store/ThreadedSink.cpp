// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/ThreadedSink.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace sorami {
namespace {

constexpr std::size_t kSamplesInBatch = 4096;
constexpr std::size_t kMaxBatches = 8;
constexpr std::size_t kMaxOrders = 4096;

class ThreadedSink final : public SampleSink {
 public:
  explicit ThreadedSink(SampleSink& recording) : m_recording(recording) {
    m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
  }
  ~ThreadedSink() override { drain(); }

  std::uint16_t addSource(const SourceKey& key) override {
    const auto found = std::find(m_sources.begin(), m_sources.end(), key);
    if (found != m_sources.end()) return static_cast<std::uint16_t>(found - m_sources.begin());
    m_sources.push_back(key);
    Order order;
    order.kind = Order::Source;
    order.source = key;
    give(std::move(order));
    return static_cast<std::uint16_t>(m_sources.size() - 1);
  }
  TrackId addTrack(const TrackInfo& identity) override {
    Order order;
    order.kind = Order::Track;
    order.track = m_tracks;
    order.identity = identity;
    give(std::move(order));
    return m_tracks++;
  }
  void setTrack(TrackId track, const TrackInfo& identity) override {
    Order order;
    order.kind = Order::Identity;
    order.track = track;
    order.identity = identity;
    give(std::move(order));
  }
  void append(TrackId track, const Sample& sample) override {
    m_batch.samples.emplace_back(track, sample);
    if (m_batch.samples.size() >= kSamplesInBatch) hand();
  }
  void addRaw(std::uint16_t input, std::uint64_t offset, std::span<const std::byte> bytes) override {
    Order order;
    order.kind = Order::Raw;
    order.input = input;
    order.offset = offset;
    order.bytes.assign(bytes.begin(), bytes.end());
    give(std::move(order));
    // Octets alone do not wait for samples.
    if (m_batch.orders.size() >= kMaxOrders) hand();
  }
  bool keepsRaw() const override { return m_recording.keepsRaw(); }
  void addVideo(const VideoSweep& sweep) override {
    Order order;
    order.kind = Order::Video;
    order.video = sweep;
    give(std::move(order));
    if (m_batch.orders.size() >= kMaxOrders) hand();
  }
  void setMeta(const std::string& key, const std::string& value) override {
    drain();
    m_recording.setMeta(key, value);
  }
  Status commit() override {
    drain();
    return m_recording.commit();
  }
  StoreViewPtr snapshot() override {
    drain();
    return m_recording.snapshot();
  }
  Result<StoreViewPtr> finish() override {
    drain();
    return m_recording.finish();
  }

 private:
  /// What is to be done besides appending, and before which sample of its batch.
  struct Order {
    enum Kind { Source, Track, Identity, Raw, Video } kind = Source;
    std::size_t before = 0;
    TrackId track = 0;
    TrackInfo identity;
    SourceKey source;
    std::uint16_t input = 0;
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;
    VideoSweep video;
  };
  struct Batch {
    std::vector<std::pair<TrackId, Sample>> samples;
    std::vector<Order> orders;
    bool isEmpty() const { return samples.empty() && orders.empty(); }
  };

  void give(Order order) {
    order.before = m_batch.samples.size();
    m_batch.orders.push_back(std::move(order));
  }

  void hand() {
    std::unique_lock lock(m_mutex);
    m_room.wait(lock, [&] { return m_queue.size() < kMaxBatches; });
    m_queue.push_back(std::move(m_batch));
    m_batch = {};
    if (!m_spent.empty()) {
      m_batch.samples = std::move(m_spent.back());
      m_spent.pop_back();
    }
    lock.unlock();
    m_wake.notify_one();
  }

  /// Waits until all that was given has been taken: then the recording may be used from this thread.
  void drain() {
    if (!m_batch.isEmpty()) hand();
    std::unique_lock lock(m_mutex);
    m_room.wait(lock, [&] { return m_queue.empty() && !m_busy; });
  }

  void run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [&] { return !m_queue.empty(); })) {
      Batch batch = std::move(m_queue.front());
      m_queue.pop_front();
      m_busy = true;
      lock.unlock();
      store(batch);
      batch.samples.clear();
      lock.lock();
      m_busy = false;
      if (m_spent.size() < kMaxBatches) m_spent.push_back(std::move(batch.samples));
      m_room.notify_all();
    }
  }

  void store(const Batch& batch) {
    auto order = batch.orders.begin();
    for (std::size_t i = 0; i <= batch.samples.size(); ++i) {
      for (; order != batch.orders.end() && order->before == i; ++order) {
        if (order->kind == Order::Source)
          m_recording.addSource(order->source);
        else if (order->kind == Order::Track)
          m_recording.addTrack(order->identity);
        else if (order->kind == Order::Raw)
          m_recording.addRaw(order->input, order->offset, order->bytes);
        else if (order->kind == Order::Video)
          m_recording.addVideo(order->video);
        else
          m_recording.setTrack(order->track, order->identity);
      }
      if (i < batch.samples.size()) m_recording.append(batch.samples[i].first, batch.samples[i].second);
    }
  }

  SampleSink& m_recording;
  std::vector<SourceKey> m_sources;
  TrackId m_tracks = 0;
  Batch m_batch;

  std::mutex m_mutex;
  std::condition_variable_any m_wake;
  std::condition_variable m_room;
  std::deque<Batch> m_queue;
  std::vector<std::vector<std::pair<TrackId, Sample>>> m_spent;
  bool m_busy = false;
  std::jthread m_thread;  // last: it uses all of the above
};

}  // namespace

std::unique_ptr<SampleSink> makeThreadedSink(SampleSink& recording) {
  return std::make_unique<ThreadedSink>(recording);
}

}  // namespace sorami
