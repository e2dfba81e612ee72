// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace sorami {

/// Reports on their way from a source's thread to the writer's.
struct LiveBatch {
  int source = 0;                     ///< id of the live source
  std::vector<SourceKey> newSources;  ///< continue the source's own table, which Report::source counts in
  std::vector<Report> reports;
  std::vector<VideoSweep> video;
  /// Octets as they came, where they are to be kept, and where they begin in the source's stream.
  std::vector<std::pair<std::uint64_t, std::vector<std::byte>>> raw;
  std::chrono::steady_clock::time_point arrived;  ///< when the last of their bytes came
};

/// Bounded by the number of reports. Many push, one pops.
class LiveQueue {
 public:
  explicit LiveQueue(std::size_t limit) : m_limit(limit) {}

  /// False when it is full and waiting is not wanted, or was stopped. The batch is then untouched.
  bool push(LiveBatch& batch, bool mayWait, const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    const auto hasRoom = [&] { return m_reports == 0 || m_reports + batch.reports.size() <= m_limit; };
    if (!hasRoom()) {
      if (!mayWait) return false;
      if (!m_room.wait(lock, stop, hasRoom)) return false;
    }
    m_reports += batch.reports.size();
    m_peak = std::max(m_peak, m_reports);
    m_batches.push_back(std::move(batch));
    m_filled.notify_one();
    return true;
  }

  /// The oldest batch; nothing when none comes until then, or the queue was woken.
  std::optional<LiveBatch> pop(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(m_mutex);
    m_filled.wait_until(lock, until, [&] { return !m_batches.empty() || m_woken; });
    m_woken = false;
    if (m_batches.empty()) return std::nullopt;
    LiveBatch batch = std::move(m_batches.front());
    m_batches.pop_front();
    m_reports -= batch.reports.size();
    m_room.notify_all();
    return batch;
  }

  void wake() {
    const std::lock_guard lock(m_mutex);
    m_woken = true;
    m_filled.notify_all();
  }
  std::size_t size() const {
    const std::lock_guard lock(m_mutex);
    return m_reports;
  }
  /// The most it has held.
  std::size_t peak() const {
    const std::lock_guard lock(m_mutex);
    return m_peak;
  }
  std::size_t limit() const { return m_limit; }

 private:
  const std::size_t m_limit;
  mutable std::mutex m_mutex;
  std::condition_variable_any m_room;
  std::condition_variable m_filled;
  std::deque<LiveBatch> m_batches;
  std::size_t m_reports = 0;
  std::size_t m_peak = 0;
  bool m_woken = false;
};

}  // namespace sorami
