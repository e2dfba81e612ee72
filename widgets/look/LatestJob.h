// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Threads.h"

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace sorami {

/// Work of which only the newest result matters: one job runs and at most one waits. A newer request replaces
/// the one that waits and asks the running one to stop. Results come back on the owner's thread; a stopped
/// job's result is dropped. Owned by the object it answers to.
template <typename R>
class LatestJob {
 public:
  using Job = std::function<R(std::stop_token)>;

  /// `done` is called on `owner`'s thread with each finished result.
  LatestJob(QObject* owner, std::function<void(R)> done, QThreadPool* pool = QThreadPool::globalInstance())
      : m_owner(owner), m_done(std::move(done)), m_pool(pool) {}
  ~LatestJob() {
    cancel();
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return !m_running; });
  }
  LatestJob(const LatestJob&) = delete;
  LatestJob& operator=(const LatestJob&) = delete;

  /// With `interrupt` false the running job is let finish: for results that are worth showing on the way.
  void request(Job job, bool interrupt = true) {
    std::lock_guard lock(m_mutex);
    if (m_running) {
      if (interrupt) m_stop.request_stop();
      m_pending = std::move(job);
      return;
    }
    start(std::move(job));
  }
  void cancel() {
    std::lock_guard lock(m_mutex);
    m_pending.reset();
    m_stop.request_stop();
    ++*m_generation;
  }
  bool isBusy() const {
    std::lock_guard lock(m_mutex);
    return m_running;
  }

 private:
  void start(Job job) {
    m_running = true;
    m_stop = std::stop_source();
    m_pool->start([this, job = std::move(job), token = m_stop.get_token(), generation = *m_generation] {
      lowerThreadPriority(GiveWay::Much);  // the pool's thread keeps it
      auto result = std::make_shared<std::optional<R>>(job(token));
      std::lock_guard lock(m_mutex);
      if (!token.stop_requested() && generation == *m_generation) {
        // The owner outlives this: its destructor waits for us, and Qt drops calls to a destroyed object.
        QMetaObject::invokeMethod(
            m_owner,
            [this, result, generation, now = std::weak_ptr<unsigned>(m_generation)] {
              const auto alive = now.lock();
              if (alive && *alive == generation && *result) m_done(std::move(**result));
            },
            Qt::QueuedConnection);
      }
      m_running = false;
      if (m_pending) {
        Job next = std::move(*m_pending);
        m_pending.reset();
        start(std::move(next));
      } else {
        m_idle.notify_all();
      }
    });
  }

  QObject* m_owner;
  std::function<void(R)> m_done;
  QThreadPool* m_pool;
  mutable std::mutex m_mutex;
  std::condition_variable m_idle;
  bool m_running = false;
  std::stop_source m_stop;
  std::optional<Job> m_pending;
  std::shared_ptr<unsigned> m_generation = std::make_shared<unsigned>(0);  ///< a cancel makes the next
};

}  // namespace sorami
