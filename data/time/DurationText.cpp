// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/time/DurationText.h"

#include "data/core/HalfWidth.h"
#include "data/ingest/Text.h"

#include <cmath>

namespace sorami {

std::optional<Micros> parseDuration(std::string_view given) {
  const std::string narrow = halfWidth(given);
  std::string_view text = trimmed(narrow);
  if (text.empty()) return {};
  const bool negative = text.front() == '-';
  if (text.front() == '-' || text.front() == '+') text.remove_prefix(1);
  if (text.empty()) return {};
  double total = 0;
  if (const std::size_t colon = text.find(':'); colon != text.npos) {
    const auto hours = parseInt<int>(text.substr(0, colon));
    const auto minutes = parseInt<int>(text.substr(colon + 1));
    if (!hours || !minutes || *hours < 0 || *minutes < 0 || *minutes > 59) return {};
    total = static_cast<double>(*hours * kHour + *minutes * kMinute);
  } else {
    while (!text.empty()) {
      const std::size_t unitAt = text.find_first_not_of("0123456789.");
      const auto number = parseDouble(text.substr(0, unitAt));
      if (!number) return {};
      text.remove_prefix(unitAt == text.npos ? text.size() : unitAt);
      const std::size_t next = text.find_first_of("0123456789.");
      const std::string_view unit = text.substr(0, next);
      text.remove_prefix(unit.size());
      Micros scale = 0;
      if (unit.empty() || unit == "s") scale = kSecond;
      if (unit == "ms") scale = kMillisecond;
      if (unit == "m" || unit == "min") scale = kMinute;
      if (unit == "h") scale = kHour;
      if (unit == "d") scale = kDay;
      if (scale == 0) return {};
      total += *number * static_cast<double>(scale);
    }
  }
  if (total > 1e17) return {};
  const Micros micros = std::llround(total);
  return negative ? -micros : micros;
}

}  // namespace sorami
