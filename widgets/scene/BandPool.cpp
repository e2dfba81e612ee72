// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/BandPool.h"

#include <array>
#include <atomic>

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

void BandPool::drawBands(QSize size, const std::function<void()>& beside,
                         const std::function<void(const QRect&)>& lower,
                         const std::function<void(const QRect&)>& upper) {
  constexpr int kBands = 4;
  std::array<std::atomic<bool>, kBands> isLowerDrawn{};
  std::atomic<int> next = 0;
  const auto bandOf = [&](int i) {
    const int top = size.height() * i / kBands;
    return QRect(0, top, size.width(), size.height() * (i + 1) / kBands - top);
  };
  const auto drawSome = [&] {
    for (int i = next++; i < 2 * kBands; i = next++) {
      std::atomic<bool>& isDrawn = isLowerDrawn[static_cast<std::size_t>(i % kBands)];
      if (i < kBands) {
        lower(bandOf(i));
        isDrawn = true;
        isDrawn.notify_one();
      } else {
        isDrawn.wait(false);
        upper(bandOf(i - kBands));
      }
    }
  };
  runBoth(
      [&] {
        if (beside) beside();
        drawSome();
      },
      drawSome);
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
