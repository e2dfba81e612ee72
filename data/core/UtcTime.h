// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace sorami {

/// A length of time in microseconds. Signed: playback goes both ways.
using Micros = std::int64_t;

constexpr Micros kMillisecond = 1'000;
constexpr Micros kSecond = 1'000'000;
constexpr Micros kMinute = 60 * kSecond;
constexpr Micros kHour = 60 * kMinute;
constexpr Micros kDay = 24 * kHour;

/// An instant: microseconds since 1970-01-01T00:00:00Z, POSIX (leap seconds ignored). A zone exists only
/// where text is made. The default is "no time".
struct UtcTime {
  std::int64_t us = std::numeric_limits<std::int64_t>::min();

  constexpr bool isValid() const { return us != std::numeric_limits<std::int64_t>::min(); }
  constexpr double seconds() const { return static_cast<double>(us) * 1e-6; }
  static constexpr UtcTime fromSeconds(double s) {
    return {static_cast<std::int64_t>(s * 1e6 + (s < 0 ? -0.5 : 0.5))};
  }
  static constexpr UtcTime fromMillis(std::int64_t ms) { return {ms * kMillisecond}; }
  /// Midnight that began the UTC day this instant lies in.
  UtcTime startOfDay() const;

  constexpr auto operator<=>(const UtcTime&) const = default;
  constexpr UtcTime operator+(Micros d) const { return {us + d}; }
  constexpr UtcTime operator-(Micros d) const { return {us - d}; }
  constexpr Micros operator-(UtcTime other) const { return us - other.us; }
};

/// Closed span of time. Empty (default) when either end is not valid.
struct TimeRange {
  UtcTime begin;
  UtcTime end;

  constexpr bool isValid() const { return begin.isValid() && end.isValid() && begin <= end; }
  constexpr bool contains(UtcTime t) const { return isValid() && begin <= t && t <= end; }
  constexpr Micros length() const { return isValid() ? end - begin : 0; }
  /// Grows to hold `t`; an invalid `t` changes nothing.
  void include(UtcTime t);
  constexpr bool operator==(const TimeRange&) const = default;
};

/// UTC civil time from parts, proleptic Gregorian; no range check beyond what the calendar arithmetic takes.
UtcTime utcFromCivil(int year, int month, int day, int hour = 0, int minute = 0, int second = 0,
                     Micros micros = 0);

/// ISO 8601 with Z and microseconds: `2026-08-12T06:12:30.250000Z`; empty for no time.
std::string toIso(UtcTime t);
/// The same without a fraction that is zero, as people read it: `2026-08-12T06:12:30Z`.
std::string toShortIso(UtcTime t);
/// ISO 8601 with or without fraction (any digits), `Z` or numeric offset (`+09:00`, `+0900`, `+09`); a text
/// without zone is UTC. Accepts a space for the `T`. Nothing for text that is no such time.
std::optional<UtcTime> fromIso(std::string_view text);

}  // namespace sorami
