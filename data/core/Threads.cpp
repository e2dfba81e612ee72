// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Threads.h"

#include <cstdint>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
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

void returnLargeBlocks() {
#if defined(__GLIBC__)
  constexpr int kLargeBlock = 512 * 1024;
  ::mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  ::mallopt(M_TRIM_THRESHOLD, 8 * kLargeBlock);
#endif
}

}  // namespace sorami
