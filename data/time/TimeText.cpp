// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/time/TimeText.h"

#include "data/core/HalfWidth.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace sorami {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                   "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

std::chrono::year_month_day civil(UtcTime t) {
  using namespace std::chrono;
  return year_month_day{sys_days{days{t.startOfDay().us / kDay}}};
}

template <typename... Args>
std::string printed(const char* form, Args... args) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), form, args...);
  return text.data();
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool isLetter(char c) {
  return c >= 'A' && c <= 'Z';
}

/// Upper case, full width made half width, Japanese units made colons, outer and inner spaces dropped.
std::string simplified(std::string_view text) {
  const QString narrow = halfWidth(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
  std::string out;
  bool afterUnit = false;
  for (const QChar c : narrow) {
    char16_t u = c.unicode();
    const bool isUnit = u == 0x6642 || u == 0x5206;  // 時 分: a colon between numbers
    if (u == 0x79D2) continue;                       // 秒
    if (u == 0x2010 || u == 0x30FC) u = '-';         // hyphen, long vowel mark
    if (u == ' ' || u == '\t' || u == 0x00A0) continue;
    if (isUnit) {
      afterUnit = true;
      continue;
    }
    if (u > 0x7E) return {};
    auto ascii = static_cast<char>(u);
    if (afterUnit && isDigit(ascii)) out.push_back(':');
    afterUnit = false;
    if (ascii >= 'a' && ascii <= 'z') ascii = static_cast<char>(ascii - 'a' + 'A');
    out.push_back(ascii);
  }
  return out;
}

/// Offset of a zone as written; nothing when it is none.
std::optional<Micros> zoneOffset(std::string_view zone, const ZoneLabel& local) {
  if (zone.empty() || zone == "Z" || zone == "UTC" || zone == "GMT") return 0;
  if (zone == "JST" || zone == "KST") return 9 * kHour;
  std::string name = simplified(local.name);
  if (zone == name || zone == "J") return local.offset;
  if (zone.size() == 1 && isLetter(zone.front())) {
    // Military letters run eastward from A without J, then westward from N.
    const char c = zone.front();
    if (c < 'J') return (c - 'A' + 1) * kHour;
    if (c <= 'M') return (c - 'A') * kHour;
    return -(c - 'N' + 1) * kHour;
  }
  if (zone.front() == '+' || zone.front() == '-') {
    std::string digits;
    for (const char c : zone.substr(1)) {
      if (c == ':') continue;
      if (!isDigit(c)) return std::nullopt;
      digits.push_back(c);
    }
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    if (digits.size() <= 2) digits += "00";
    const int value = std::atoi(digits.c_str());
    if (value / 100 > 14 || value % 100 > 59) return std::nullopt;
    return (value / 100 * kHour + value % 100 * kMinute) * (zone.front() == '-' ? -1 : 1);
  }
  return std::nullopt;
}

std::optional<UtcTime> relative(std::string_view text, UtcTime reference) {
  if (text.size() < 2 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  double total = 0;
  std::size_t at = 1;
  while (at < text.size()) {
    const std::size_t begin = at;
    while (at < text.size() && (isDigit(text[at]) || text[at] == '.')) ++at;
    if (at == begin || at - begin > 12) return std::nullopt;
    const std::string number(text.substr(begin, at - begin));
    char* end = nullptr;
    const double value = std::strtod(number.c_str(), &end);
    if (end != number.c_str() + number.size()) return std::nullopt;
    const std::size_t unit = at;
    while (at < text.size() && isLetter(text[at])) ++at;
    const std::string_view name = text.substr(unit, at - unit);
    double scale = 0;
    if (name.empty() || name == "S" || name == "SEC") scale = 1e6;
    if (name == "M" || name == "MIN") scale = 60e6;
    if (name == "H") scale = 3600e6;
    if (name == "D") scale = 86400e6;
    if (scale == 0 || (name.empty() && begin != 1)) return std::nullopt;
    total += value * scale;
  }
  if (total > 1e17) return std::nullopt;
  const auto by = static_cast<Micros>(total + 0.5);
  return text.front() == '-' ? reference - by : reference + by;
}

/// The candidate nearest to the reference.
UtcTime nearest(const std::array<UtcTime, 3>& candidates, UtcTime reference) {
  return *std::min_element(candidates.begin(), candidates.end(), [&](UtcTime a, UtcTime b) {
    return std::abs(a - reference) < std::abs(b - reference);
  });
}

std::optional<UtcTime> dateTimeGroup(std::string_view digits, Micros offset, std::string_view date,
                                     UtcTime reference) {
  const auto two = [&](std::size_t i) { return (digits[i] - '0') * 10 + (digits[i + 1] - '0'); };
  const int day = two(0);
  const int hour = two(2);
  const int minute = two(4);
  if (day < 1 || day > 31 || hour > 23 || minute > 59) return std::nullopt;
  int month = 0;
  std::optional<int> year;
  if (!date.empty()) {
    if (date.size() < 3) return std::nullopt;
    const auto it = std::find(kMonths.begin(), kMonths.end(), date.substr(0, 3));
    if (it == kMonths.end()) return std::nullopt;
    month = static_cast<int>(it - kMonths.begin()) + 1;
    const std::string_view rest = date.substr(3);
    if (!std::all_of(rest.begin(), rest.end(), isDigit) ||
        (!rest.empty() && rest.size() != 2 && rest.size() != 4))
      return std::nullopt;
    if (!rest.empty()) {
      year = std::atoi(std::string(rest).c_str());
      // Two digits: the century that puts it within fifty years of the reference.
      if (rest.size() == 2) {
        const int now = static_cast<int>(civil(reference).year());
        *year += now / 100 * 100;
        if (*year > now + 50) *year -= 100;
        if (*year <= now - 50) *year += 100;
      }
    }
  }
  // What is not told is tried around the reference; days that a month does not have fall out.
  std::optional<UtcTime> best;
  const auto now = civil(reference);
  const int monthsNow =
      static_cast<int>(now.year()) * 12 + static_cast<int>(static_cast<unsigned>(now.month())) - 1;
  for (int months = monthsNow - 12 * 60; months <= monthsNow + 12 * 60; ++months) {
    const int y = months / 12;
    const int m = months % 12 + 1;
    if ((month != 0 && m != month) || (year && y != *year)) continue;
    const std::chrono::year_month_day ymd{std::chrono::year{y}, std::chrono::month(static_cast<unsigned>(m)),
                                          std::chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) continue;
    const UtcTime t = utcFromCivil(y, m, day, hour, minute) - offset;
    if (!best || std::abs(t - reference) < std::abs(*best - reference)) best = t;
  }
  return best;
}

}  // namespace

ZoneLabel localZone(UtcTime at) {
  const QTimeZone zone = QTimeZone::systemTimeZone();
  const QDateTime when = QDateTime::fromMSecsSinceEpoch(at.isValid() ? at.us / 1000 : 0, Qt::UTC);
  ZoneLabel label;
  label.offset = zone.offsetFromUtc(when) * kSecond;
  label.name = zone.abbreviation(when).toStdString();
  const bool isName = !label.name.empty() && std::all_of(label.name.begin(), label.name.end(), [](char c) {
    return isLetter(c) || (c >= 'a' && c <= 'z');
  });
  if (label.offset == 0 && (!isName || label.name == "UTC")) return {};
  if (!isName) {
    const auto minutes = static_cast<int>(std::abs(label.offset) / kMinute);
    label.name = printed("%c%02d:%02d", label.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
  }
  return label;
}

std::string clockText(UtcTime t, const ZoneLabel& zone, int decimals) {
  if (!t.isValid()) return {};
  const UtcTime shown = t + zone.offset;
  const Micros day = shown - shown.startOfDay();
  std::string text = printed("%02d:%02d:%02d", static_cast<int>(day / kHour),
                             static_cast<int>(day / kMinute % 60), static_cast<int>(day / kSecond % 60));
  if (decimals > 0) {
    const std::string fraction = printed("%06d", static_cast<int>(day % kSecond));
    text += "." + fraction.substr(0, static_cast<std::size_t>(std::min(decimals, 6)));
  }
  return zone.name == "Z" ? text + "Z" : text + " " + zone.name;
}

std::string dateText(UtcTime t, const ZoneLabel& zone) {
  if (!t.isValid()) return {};
  const auto date = civil(t + zone.offset);
  return printed("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()));
}

std::string dateTimeGroup(UtcTime t) {
  if (!t.isValid()) return {};
  const auto date = civil(t);
  const Micros day = t - t.startOfDay();
  return printed("%02u%02d%02dZ%s%02d", static_cast<unsigned>(date.day()), static_cast<int>(day / kHour),
                 static_cast<int>(day / kMinute % 60),
                 std::string(kMonths[static_cast<unsigned>(date.month()) - 1]).c_str(),
                 static_cast<int>(date.year()) % 100);
}

std::optional<UtcTime> parseGoToTime(std::string_view text, UtcTime reference, const ZoneLabel& local) {
  // ISO keeps its space between date and time, so it is tried before spaces go.
  std::string trimmed(text);
  while (!trimmed.empty() && trimmed.front() == ' ') trimmed.erase(0, 1);
  while (!trimmed.empty() && trimmed.back() == ' ') trimmed.pop_back();
  for (char& c : trimmed)
    if (c == 't' || c == 'z') c = static_cast<char>(c - 'a' + 'A');
  if (const auto iso = fromIso(trimmed)) return iso;
  const std::string s = simplified(text);
  if (s.empty()) return std::nullopt;
  if (s.size() > 10 && s[4] == '-') {
    std::string iso = s;
    if (isDigit(iso[10])) iso.insert(10, "T");  // its space is gone
    return fromIso(iso);
  }
  if (!reference.isValid()) return std::nullopt;
  if (s.front() == '+' || s.front() == '-') return relative(s, reference);

  // The number of the time, with or without colons, then what follows.
  std::size_t at = 0;
  std::string digits;
  bool colons = false;
  std::vector<std::string> parts(1);
  while (at < s.size() && (isDigit(s[at]) || s[at] == ':')) {
    if (s[at] == ':') {
      colons = true;
      parts.emplace_back();
    } else {
      digits.push_back(s[at]);
      parts.back().push_back(s[at]);
    }
    ++at;
  }
  Micros fraction = 0;
  if (at < s.size() && (s[at] == '.' || s[at] == ',')) {
    Micros unit = kSecond / 10;
    for (++at; at < s.size() && isDigit(s[at]); ++at, unit /= 10) fraction += (s[at] - '0') * unit;
  }
  const std::string_view rest = std::string_view(s).substr(at);

  // A group: six digits, a zone letter, perhaps a month and a year.
  if (!colons && digits.size() == 6 && !rest.empty() && isLetter(rest.front())) {
    const std::string_view date = rest.substr(1);
    const bool looksLikeMonth =
        date.size() >= 3 && std::find(kMonths.begin(), kMonths.end(), date.substr(0, 3)) != kMonths.end();
    if (rest.size() == 1 || looksLikeMonth) {
      const auto offset = zoneOffset(rest.substr(0, 1), local);
      if (const auto group = dateTimeGroup(digits, *offset, date, reference)) return group;
      if (looksLikeMonth) return std::nullopt;
    }
  }

  const auto offset = zoneOffset(rest, local);
  if (!offset) return std::nullopt;
  std::array<int, 3> hms{};
  if (colons) {
    if (parts.size() > 3) return std::nullopt;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].empty() || parts[i].size() > 2) return std::nullopt;
      hms[i] = std::atoi(parts[i].c_str());
    }
    if (fraction != 0 && parts.size() != 3) return std::nullopt;
  } else {
    if (digits.size() != 4 && digits.size() != 6 && digits.size() != 3) return std::nullopt;
    if (fraction != 0 && digits.size() != 6) return std::nullopt;
    const std::string padded = digits.size() == 3 ? "0" + digits : digits;
    for (std::size_t i = 0; i < padded.size() / 2; ++i) hms[i] = std::atoi(padded.substr(2 * i, 2).c_str());
  }
  if (hms[0] > 23 || hms[1] > 59 || hms[2] > 59) return std::nullopt;
  const Micros ofDay = hms[0] * kHour + hms[1] * kMinute + hms[2] * kSecond + fraction - *offset;
  const UtcTime today = reference.startOfDay() + ofDay;
  return nearest({today, today - kDay, today + kDay}, reference);
}

}  // namespace sorami
