// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/time/TimeText.h"

#include "data/time/CivilDate.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cstdio>

namespace sorami {
namespace {

template <typename... Args>
std::string printed(const char* form, Args... args) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), form, args...);
  return text.data();
}

bool isLetter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

ZoneLabel localZone(UtcTime at) {
  const QTimeZone zone = QTimeZone::systemTimeZone();
  const QDateTime when = QDateTime::fromMSecsSinceEpoch(at.isValid() ? at.us / 1000 : 0, Qt::UTC);
  ZoneLabel label;
  label.offset = zone.offsetFromUtc(when) * kSecond;
  label.name = zone.abbreviation(when).toStdString();
  const bool isName = !label.name.empty() && std::all_of(label.name.begin(), label.name.end(), isLetter);
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
  const auto date = civilDate(t + zone.offset);
  return printed("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()));
}

std::string dateTimeGroup(UtcTime t) {
  if (!t.isValid()) return {};
  const auto date = civilDate(t);
  const Micros day = t - t.startOfDay();
  return printed("%02u%02d%02dZ%s%02d", static_cast<unsigned>(date.day()), static_cast<int>(day / kHour),
                 static_cast<int>(day / kMinute % 60),
                 std::string(kMonthNames[static_cast<unsigned>(date.month()) - 1]).c_str(),
                 static_cast<int>(date.year()) % 100);
}

}  // namespace sorami
