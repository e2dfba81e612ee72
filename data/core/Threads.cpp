// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Threads.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace sorami {

void lowerThreadPriority(GiveWay to) {
  // As in sched_setattr(2); the C library has no name for it yet.
  struct {
    std::uint32_t size = 48;
    std::uint32_t policy = SCHED_OTHER;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t slice = 100'000;  // ns
    std::uint64_t deadline = 0;
    std::uint64_t period = 0;
  } attributes;
  attributes.nice = static_cast<std::int32_t>(to);
  if (syscall(SYS_sched_setattr, 0, &attributes, 0U) == 0) return;
  setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), attributes.nice);
}

namespace {

class Releaser {
 public:
  void take(std::shared_ptr<const void> what) {
    {
      const std::scoped_lock lock(m_mutex);
      m_past.push_back(std::move(what));
    }
    m_wake.notify_one();
  }

 private:
  void run(const std::stop_token& stop) {
    lowerThreadPriority(GiveWay::Somewhat);
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [&] { return !m_past.empty(); })) {
      std::vector<std::shared_ptr<const void>> past = std::exchange(m_past, {});
      lock.unlock();
      past.clear();
      lock.lock();
    }
  }

  std::mutex m_mutex;
  std::condition_variable_any m_wake;
  std::vector<std::shared_ptr<const void>> m_past;
  std::jthread m_thread{[this](const std::stop_token& stop) { run(stop); }};  // last: it uses the others
};

}  // namespace

void releaseLater(std::shared_ptr<const void> what) {
  if (!what) return;
  static Releaser releaser;
  releaser.take(std::move(what));
}

void returnLargeBlocks() {
#if defined(__GLIBC__)
  constexpr int kLargeBlock = 512 * 1024;
  ::mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  ::mallopt(M_TRIM_THRESHOLD, 8 * kLargeBlock);
#endif
}

}  // namespace sorami
