// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/BandPool.h"

namespace sorami {

BandPool::BandPool() : m_thread([this](std::stop_token stop) { loop(stop); }) {}

BandPool::~BandPool() {
  m_thread.request_stop();
  m_wake.notify_all();
}

void BandPool::runBoth(const std::function<void()>& here, const std::function<void()>& there) {
  {
    const std::lock_guard lock(m_mutex);
    m_task = &there;
    m_running = true;
  }
  m_wake.notify_one();
  here();
  std::unique_lock lock(m_mutex);
  if (m_task != nullptr) {
    // The thread has not been given the processor yet: do its part rather than wait for it.
    m_task = nullptr;
    m_running = false;
    lock.unlock();
    there();
    return;
  }
  m_done.wait(lock, [this] { return !m_running; });
}

void BandPool::loop(const std::stop_token& stop) {
  std::unique_lock lock(m_mutex);
  while (!stop.stop_requested()) {
    m_wake.wait(lock, stop, [this] { return m_task != nullptr; });
    if (m_task == nullptr) continue;
    const std::function<void()>& task = *m_task;
    m_task = nullptr;
    lock.unlock();
    task();
    lock.lock();
    m_running = false;
    m_done.notify_one();
  }
}

}  // namespace sorami
