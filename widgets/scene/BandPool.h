// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace sorami {

/// One thread that waits for the second half of a frame. Starting a thread each frame would cost a tenth of a
/// millisecond and a place in the queue of the machine's other work.
class BandPool {
 public:
  BandPool();
  ~BandPool();
  BandPool(const BandPool&) = delete;
  BandPool& operator=(const BandPool&) = delete;

  /// Runs both, one here and one on the thread, and returns when both are done. One caller at a time.
  void runBoth(const std::function<void()>& here, const std::function<void()>& there);

  /// Draws a picture in bands, more than there are threads: traffic crowds in one part of the map, and who is
  /// done early takes the next. In two rounds: `upper` of a band comes after `lower` of it. `beside` runs
  /// once meanwhile, from the start on, and may be empty; the upper round may wait for it. One caller at a
  /// time.
  void drawBands(QSize size, const std::function<void()>& beside,
                 const std::function<void(const QRect&)>& lower,
                 const std::function<void(const QRect&)>& upper);

 private:
  void loop(const std::stop_token& stop);

  std::mutex m_mutex;
  std::condition_variable_any m_wake;
  std::condition_variable m_done;
  const std::function<void()>* m_task = nullptr;
  bool m_running = false;
  std::jthread m_thread;
};

}  // namespace sorami
