// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Layer.h"

#include <bit>

namespace sorami {

std::uint64_t mixKey(std::initializer_list<std::uint64_t> parts) {
  std::uint64_t h = 0x9E3779B97F4A7C15U;
  for (std::uint64_t p : parts) {
    h ^= p + 0x9E3779B97F4A7C15U + (h << 6U) + (h >> 2U);
    h *= 0xFF51AFD7ED558CCDU;
    h ^= h >> 32U;
  }
  return h;
}

std::uint64_t keyOf(double v) {
  return std::bit_cast<std::uint64_t>(v);
}

std::uint64_t keyOf(const std::string& s) {
  std::uint64_t h = 0xCBF29CE484222325U;
  for (char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return h;
}

}  // namespace sorami
