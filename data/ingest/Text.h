// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sorami {

/// The same bytes as text.
/// Whether a JSON object or array begins at `at`: its first member can follow.
inline bool beginsJson(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != '{' && text[at] != '[')) return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n", at + 1);
  if (next == text.npos) return true;
  const std::string_view first = text[at] == '{' ? "\"}" : "\"{[]-0123456789ntf";
  return first.find(text[next]) != first.npos;
}

inline std::string_view asText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The same text as bytes.
inline std::span<const std::byte> asBytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// Without blanks and tabs at both ends.
inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A number that takes up the whole text; nothing otherwise. A leading plus sign is allowed; `nan`, `inf` are
/// not numbers here.
inline std::optional<double> parseDouble(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (text.empty() || text.back() > '9') return {};
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

/// A whole number in the given base that takes up the whole text; nothing otherwise.
template <typename Int = std::int64_t>
std::optional<Int> parseInt(std::string_view text, int base = 10) {
  Int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

/// Splits a byte stream into lines (LF, CRLF) in bounded memory, whatever way the stream is cut.
class LineSplitter {
 public:
  /// Longer lines are refused: a text feed has none, a binary file taken for text does.
  static constexpr std::size_t kMaxLine = 64 * 1024;

  /// Calls `onLine(line, offset)` for each line that ends in these bytes and `onTooLong(offset)` once for a
  /// line that is over the limit, which is then skipped.
  template <typename OnLine, typename OnTooLong>
  void feed(std::string_view text, std::uint64_t offset, OnLine&& onLine, OnTooLong&& onTooLong) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = text.find('\n', at);
      const std::string_view part = text.substr(at, end == text.npos ? text.npos : end - at);
      if (m_carry.empty() && !m_skipping) m_carryOffset = offset + at;
      if (!m_skipping && m_carry.size() + part.size() > kMaxLine) {
        onTooLong(m_carryOffset);
        m_skipping = true;
        m_carry.clear();
      }
      if (end == text.npos) {
        if (!m_skipping) m_carry.append(part);
        return;
      }
      if (m_skipping) {
        m_skipping = false;
      } else if (m_carry.empty()) {
        onLine(withoutReturn(part), m_carryOffset);
      } else {
        m_carry.append(part);
        onLine(withoutReturn(m_carry), m_carryOffset);
        m_carry.clear();
      }
      at = end + 1;
    }
  }

  /// The stream has ended: calls `onLine` with what stands after the last line feed, if anything.
  template <typename OnLine>
  void finish(OnLine&& onLine) {
    if (!m_carry.empty()) onLine(withoutReturn(m_carry), m_carryOffset);
    m_carry.clear();
    m_skipping = false;
  }

 private:
  static std::string_view withoutReturn(std::string_view line) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }
  std::string m_carry;
  std::uint64_t m_carryOffset = 0;
  bool m_skipping = false;
};

}  // namespace sorami
