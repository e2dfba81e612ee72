// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace sorami {

/// A short text held in place, so that a report costs no allocation. Longer input is cut at N characters.
template <std::size_t N>
class InlineText {
 public:
  constexpr InlineText() = default;
  constexpr InlineText(std::string_view text) {
    m_size = static_cast<std::uint8_t>(std::min(text.size(), N));
    std::copy_n(text.begin(), m_size, m_chars.begin());
  }
  constexpr std::string_view view() const { return {m_chars.data(), m_size}; }
  constexpr bool empty() const { return m_size == 0; }
  constexpr bool operator==(const InlineText& other) const { return view() == other.view(); }

 private:
  static_assert(N < 256);
  std::array<char, N> m_chars{};
  std::uint8_t m_size = 0;
};

}  // namespace sorami
