// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/UtcTime.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace sorami {
namespace {

/// Reads exactly `digits` decimal digits at `pos`; nothing when they are not there.
std::optional<int> readDigits(std::string_view text, std::size_t& pos, int digits) {
  int value = 0;
  for (int i = 0; i < digits; ++i, ++pos) {
    if (pos >= text.size() || text[pos] < '0' || text[pos] > '9') return std::nullopt;
    value = value * 10 + (text[pos] - '0');
  }
  return value;
}

bool take(std::string_view text, std::size_t& pos, char c) {
  if (pos >= text.size() || text[pos] != c) return false;
  ++pos;
  return true;
}

}  // namespace

UtcTime UtcTime::startOfDay() const {
  Micros intoDay = us % kDay;
  if (intoDay < 0) intoDay += kDay;
  return {us - intoDay};
}

void TimeRange::include(UtcTime t) {
  if (!t.isValid()) return;
  if (!begin.isValid() || t < begin) begin = t;
  if (!end.isValid() || t > end) end = t;
}

UtcTime utcFromCivil(int year, int month, int day, int hour, int minute, int second, Micros micros) {
  using namespace std::chrono;
  const sys_days days{std::chrono::year{year} / std::chrono::month(static_cast<unsigned>(month)) /
                      std::chrono::day(static_cast<unsigned>(day))};
  const std::int64_t dayCount = days.time_since_epoch().count();
  return {dayCount * kDay + hour * kHour + minute * kMinute + second * kSecond + micros};
}

std::string toIso(UtcTime t) {
  if (!t.isValid()) return {};
  using namespace std::chrono;
  const UtcTime midnight = t.startOfDay();
  const year_month_day date{sys_days{days{midnight.us / kDay}}};
  const Micros rest = t - midnight;
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(rest / kHour),
                static_cast<int>(rest / kMinute % 60), static_cast<int>(rest / kSecond % 60),
                static_cast<int>(rest % kSecond));
  return text.data();
}

std::string toShortIso(UtcTime t) {
  std::string text = toIso(t);
  constexpr std::string_view kNone = ".000000Z";
  if (text.ends_with(kNone)) text.replace(text.size() - kNone.size(), kNone.size(), "Z");
  return text;
}

std::optional<UtcTime> fromIso(std::string_view text) {
  std::size_t pos = 0;
  const auto year = readDigits(text, pos, 4);
  if (!year || !take(text, pos, '-')) return std::nullopt;
  const auto month = readDigits(text, pos, 2);
  if (!month || !take(text, pos, '-')) return std::nullopt;
  const auto day = readDigits(text, pos, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  if (pos == text.size()) return utcFromCivil(*year, *month, *day);

  if (!take(text, pos, 'T') && !take(text, pos, ' ')) return std::nullopt;
  const auto hour = readDigits(text, pos, 2);
  if (!hour || *hour > 23 || !take(text, pos, ':')) return std::nullopt;
  const auto minute = readDigits(text, pos, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  Micros micros = 0;
  if (take(text, pos, ':')) {
    const auto s = readDigits(text, pos, 2);
    if (!s || *s > 60) return std::nullopt;
    second = *s;
    if (take(text, pos, '.') || take(text, pos, ',')) {
      Micros unit = kSecond / 10;
      const std::size_t first = pos;
      while (pos < text.size() && text[pos] >= '0' && text[pos] <= '9') {
        micros += (text[pos] - '0') * unit;
        unit /= 10;
        ++pos;
      }
      if (pos == first) return std::nullopt;
    }
  }

  Micros offset = 0;
  if (pos < text.size() && !take(text, pos, 'Z')) {
    const char sign = text[pos++];
    if (sign != '+' && sign != '-') return std::nullopt;
    const auto offsetHours = readDigits(text, pos, 2);
    if (!offsetHours) return std::nullopt;
    int offsetMinutes = 0;
    if (pos < text.size()) {
      take(text, pos, ':');
      const auto m = readDigits(text, pos, 2);
      if (!m) return std::nullopt;
      offsetMinutes = *m;
    }
    offset = (*offsetHours * kHour + offsetMinutes * kMinute) * (sign == '-' ? -1 : 1);
  }
  if (pos != text.size()) return std::nullopt;
  return utcFromCivil(*year, *month, *day, *hour, *minute, second, micros) - offset;
}

}  // namespace sorami
