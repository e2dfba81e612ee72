// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Threads.h"

#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace sorami {

void lowerPriority() {
#if defined(__linux__)
  // Threads have priorities of their own here. Where it is not allowed, all are equal.
  constexpr int kNiceness = 5;
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness);
#endif
}

void returnLargeBlocks() {
#if defined(__GLIBC__)
  constexpr int kLarge = 512 * 1024;
  ::mallopt(M_MMAP_THRESHOLD, kLarge);
  ::mallopt(M_TRIM_THRESHOLD, 8 * kLarge);
#endif
}

}  // namespace sorami
