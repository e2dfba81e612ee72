// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace sorami {

/// Lays out blocks of megabytes in large pages where the system has them: a fresh block is then touched for
/// the first time once in 2 MB, not once in 4 kB. Smaller blocks are as ever.
template <typename T>
struct LargePageAllocator {
  using value_type = T;
  static constexpr std::size_t kLargePage = std::size_t{2} << 20;

  LargePageAllocator() = default;
  template <typename U>
  LargePageAllocator(const LargePageAllocator<U>&) {}

  T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
    const std::size_t bytes = count * sizeof(T);
    void* block = nullptr;
    if (bytes < kLargePage) {
      block = std::malloc(bytes);
    } else if (posix_memalign(&block, kLargePage, bytes) == 0) {
      // The rest stays in small pages, so that no memory is spent on what is not used.
      madvise(block, bytes / kLargePage * kLargePage, MADV_HUGEPAGE);
    } else {
      block = nullptr;
    }
    if (block == nullptr) throw std::bad_alloc();
    return static_cast<T*>(block);
  }
  void deallocate(T* block, std::size_t) { std::free(block); }
  bool operator==(const LargePageAllocator&) const { return true; }
};

template <typename T>
using LargeVector = std::vector<T, LargePageAllocator<T>>;

}  // namespace sorami
