// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace sorami {

/// A large block of memory. What is given back is kept for the next that needs as much (up to a bound):
/// the system takes longer to clear fresh pages than most uses take to fill them.
class Pages {
 public:
  Pages() = default;
  /// Data is null when there is not enough memory.
  explicit Pages(std::size_t bytes);
  ~Pages();
  Pages(Pages&& other) noexcept;
  Pages& operator=(Pages&& other) noexcept;
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  void* data() const { return m_data; }
  /// True when all of it is zero, and costs nothing until it is touched; false when it holds what somebody
  /// left.
  bool isZero() const { return m_isZero; }

 private:
  void* m_data = nullptr;
  std::size_t m_bytes = 0;
  bool m_isZero = true;
};

}  // namespace sorami
