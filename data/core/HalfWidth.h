// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace sorami {

/// What a Japanese keyboard types for ASCII, as ASCII: full-width letters, digits and signs (U+FF01 …
/// U+FF5E), the ideographic space and the true minus sign. Anything else stays. Every entry field reads
/// through this.
constexpr char32_t halfWidth(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (c == 0x3000) return U' ';
  if (c == 0x2212) return U'-';
  return c;
}

inline QString halfWidth(QString text) {
  // All of them lie in the basic plane; halves of surrogate pairs stay as they are.
  for (QChar& c : text) c = QChar(static_cast<char16_t>(halfWidth(char32_t{c.unicode()})));
  return text;
}

/// The same of UTF-8.
inline std::string halfWidth(std::string_view text) {
  return halfWidth(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))).toStdString();
}

}  // namespace sorami
