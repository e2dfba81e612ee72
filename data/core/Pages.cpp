// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Pages.h"

#include <list>
#include <mutex>
#include <sys/mman.h>
#include <utility>

namespace sorami {
namespace {

constexpr std::size_t kPage = 4096;
/// Blocks from here on are laid out in large pages.
constexpr std::size_t kLarge = std::size_t{4} << 20;
/// What is kept in all.
constexpr std::size_t kMostKept = std::size_t{96} << 20;

struct Block {
  void* data;
  std::size_t bytes;
};

/// Blocks that were given back, the latest first.
class Kept {
 public:
  /// A block that is large enough and not much larger; null: none.
  Block take(std::size_t bytes) {
    const std::lock_guard lock(m_mutex);
    for (auto it = m_blocks.begin(); it != m_blocks.end(); ++it) {
      if (it->bytes < bytes || it->bytes > bytes + bytes / 4) continue;
      const Block block = *it;
      m_blocks.erase(it);
      m_bytes -= block.bytes;
      return block;
    }
    return {nullptr, 0};
  }
  void give(Block block) {
    const std::lock_guard lock(m_mutex);
    m_blocks.push_front(block);
    m_bytes += block.bytes;
    while (m_bytes > kMostKept) {
      munmap(m_blocks.back().data, m_blocks.back().bytes);
      m_bytes -= m_blocks.back().bytes;
      m_blocks.pop_back();
    }
  }

 private:
  std::mutex m_mutex;
  std::list<Block> m_blocks;
  std::size_t m_bytes = 0;
};

Kept& kept() {
  // Never destroyed: fields may outlive every static.
  static Kept* const all = new Kept;
  return *all;
}

}  // namespace

Pages::Pages(std::size_t bytes) : m_bytes((bytes + kPage - 1) / kPage * kPage) {
  if (const Block block = kept().take(m_bytes); block.data != nullptr) {
    m_data = block.data;
    m_bytes = block.bytes;
    m_isZero = false;
    return;
  }
  m_data = mmap(nullptr, m_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (m_data == MAP_FAILED) {
    m_data = nullptr;
    return;
  }
  if (m_bytes >= kLarge) madvise(m_data, m_bytes, MADV_HUGEPAGE);
}

Pages::~Pages() {
  if (m_data != nullptr) kept().give({m_data, m_bytes});
}

Pages::Pages(Pages&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)),
      m_bytes(std::exchange(other.m_bytes, 0)),
      m_isZero(std::exchange(other.m_isZero, true)) {}

Pages& Pages::operator=(Pages&& other) noexcept {
  std::swap(m_data, other.m_data);
  std::swap(m_bytes, other.m_bytes);
  std::swap(m_isZero, other.m_isZero);
  return *this;
}

}  // namespace sorami
