// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sorami {

/// Mode 3/A 7500, 7600 and 7700: unlawful interference, lost radio, emergency.
constexpr bool isEmergencyCode(std::int32_t mode3A) {
  return mode3A == 07500 || mode3A == 07600 || mode3A == 07700;
}

}  // namespace sorami

namespace sorami::filter {

/// What may stand behind `is:`.
enum IsBits : std::uint32_t {
  kIsGround = 1 << 0,
  kIsAirborne = 1 << 1,
  kIsEmergency = 1 << 2,
  kIsSpi = 1 << 3,
  kIsSimulated = 1 << 4,
  kIsExercise = 1 << 5,
  kIsTest = 1 << 6,
  kIsLive = 1 << 7,
  kIsStale = 1 << 8,
  kIsCoasting = 1 << 9,
  kIsPlots = 1 << 10,
};

/// ASCII letters made small; other characters stay.
inline std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// `*` stands for any bytes, `?` for one. The whole text has to match. In time proportional to the product of
/// the lengths, whatever the pattern.
inline bool globMatches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = pattern.npos;
  std::size_t mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != pattern.npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace sorami::filter
