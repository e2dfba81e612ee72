// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace sorami {

/// 64-bit hash to tell damage, not malice. Part of the file format: it must not change.
std::uint64_t hash64(std::string_view bytes);

/// Little-endian writing of plain numbers.
template <typename T>
void putNumber(std::string& out, T value) {
  static_assert(std::is_integral_v<T>);
  auto bits = static_cast<std::make_unsigned_t<T>>(value);
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    out.push_back(static_cast<char>(bits & 0xFF));
    if constexpr (sizeof(T) > 1) bits = static_cast<std::make_unsigned_t<T>>(bits >> 8);
  }
}
inline void putDouble(std::string& out, double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  putNumber(out, bits);
}

/// Reads what the put functions wrote. After an attempt to read past the end ok() is false and all further
/// reads give zero.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : m_bytes(bytes) {}
  bool ok() const { return m_ok; }
  std::size_t left() const { return m_bytes.size() - m_at; }
  std::string_view take(std::size_t n) {
    if (n > left()) {
      m_ok = false;
      m_at = m_bytes.size();
      return {};
    }
    const std::string_view part = m_bytes.substr(m_at, n);
    m_at += n;
    return part;
  }
  template <typename T>
  T number() {
    const std::string_view part = take(sizeof(T));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < part.size(); ++i)
      bits |= std::uint64_t{static_cast<std::uint8_t>(part[i])} << (8 * i);
    return static_cast<T>(bits);
  }
  double real() {
    const auto bits = number<std::uint64_t>();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }

 private:
  std::string_view m_bytes;
  std::size_t m_at = 0;
  bool m_ok = true;
};

constexpr std::uint32_t zigzag(std::int32_t v) {
  return (static_cast<std::uint32_t>(v) << 1) ^ static_cast<std::uint32_t>(v >> 31);
}
constexpr std::int32_t unzigzag(std::uint32_t z) {
  return static_cast<std::int32_t>((z >> 1) ^ (0U - (z & 1)));
}

/// Bytes as one compressed stream: nothing when all are zero, one byte when all are equal, as they are where
/// compression does not pay, else zstd.
void putBytes(std::string& out, std::string_view bytes);
/// Reads exactly `n` bytes; false when the stream is damaged. Never writes outside `n` bytes.
bool getBytes(ByteReader& in, char* to, std::size_t n);

/// Numbers split into byte planes, least significant first, each a stream of its own, as many as needed.
void putPlanes(std::string& out, std::span<const std::uint32_t> values);
/// Reads values.size() numbers; false when the stream is damaged. With `isZero`: whether all are zero, and
/// then they are not written.
bool getPlanes(ByteReader& in, std::span<std::uint32_t> values, bool* isZero = nullptr);

/// A text of any length; `limit` bounds what a damaged file may make us allocate.
void putText(std::string& out, std::string_view text);
bool getText(ByteReader& in, std::string& text, std::size_t limit);

}  // namespace sorami
