// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// Octets as unsigned numbers of at most eight, in either order. Whether they are there is the caller's
/// business.
namespace sorami {

template <typename Octet>
constexpr std::uint64_t bigEndian(const Octet* at, std::size_t size) {
  static_assert(sizeof(Octet) == 1);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<std::uint8_t>(at[i]);
  return value;
}

template <typename Octet>
constexpr std::uint64_t littleEndian(const Octet* at, std::size_t size) {
  static_assert(sizeof(Octet) == 1);
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(at[i]);
  return value;
}

template <typename Octet>
constexpr std::uint16_t big16(const Octet* at) {
  return static_cast<std::uint16_t>(bigEndian(at, 2));
}
template <typename Octet>
constexpr std::uint32_t big32(const Octet* at) {
  return static_cast<std::uint32_t>(bigEndian(at, 4));
}
template <typename Octet>
constexpr std::uint16_t little16(const Octet* at) {
  return static_cast<std::uint16_t>(littleEndian(at, 2));
}
template <typename Octet>
constexpr std::uint32_t little32(const Octet* at) {
  return static_cast<std::uint32_t>(littleEndian(at, 4));
}

}  // namespace sorami
