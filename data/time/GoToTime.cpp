// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A time as a person types it, in English and Japanese.
#include "data/core/HalfWidth.h"
#include "data/time/CivilDate.h"
#include "data/time/TimeText.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace sorami {
namespace {

/// No time that is typed is longer.
constexpr qsizetype kMostText = 80;

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool isCapital(char c) {
  return c >= 'A' && c <= 'Z';
}

/// Upper case and half width, with what is typed for a minus made one, single spaces, none at the ends.
QString narrowed(std::string_view text) {
  QString out = halfWidth(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))).toUpper();
  for (QChar& c : out) {
    const char16_t u = c.unicode();
    if (u == 0x2010 || u == 0x30FC) c = QLatin1Char('-');  // hyphen, long vowel mark
  }
  return out.simplified();
}

/// Without spaces; empty when there is anything in it but ASCII.
std::string ascii(const QString& narrow) {
  std::string out;
  for (const QChar c : narrow) {
    if (c == QLatin1Char(' ')) continue;
    if (c.unicode() > 0x7E) return {};
    out.push_back(static_cast<char>(c.unicode()));
  }
  return out;
}

/// Offset of a zone as written; nothing when it is none.
std::optional<Micros> zoneOffset(std::string_view zone, const ZoneLabel& local) {
  if (zone.empty() || zone == "Z" || zone == "UTC" || zone == "GMT") return 0;
  if (zone == "JST" || zone == "KST") return 9 * kHour;
  const std::string name = ascii(narrowed(local.name));
  if (zone == name || zone == "J") return local.offset;
  if (zone.size() == 1 && isCapital(zone.front())) {
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

/// `+90S`, `-1時間30分`, `5 MIN AGO`, `10秒後`: how much later. Nothing for what is no such text.
std::optional<Micros> relative(QString text) {
  bool isEarlier = text.startsWith(QLatin1Char('-'));
  const bool hasSign = isEarlier || text.startsWith(QLatin1Char('+'));
  if (hasSign) {
    text.remove(0, 1);
  } else {
    static const QRegularExpression kSide(QStringLiteral("^(.*\\S) ?(前|後|AGO|LATER)$"));
    const auto side = kSide.match(text);
    if (!side.hasMatch()) return std::nullopt;
    isEarlier = side.captured(2) == QStringLiteral("前") || side.captured(2) == QLatin1String("AGO");
    text = side.captured(1);
  }
  static const QRegularExpression kPart(
      QStringLiteral("\\G ?(\\d{1,12}(?:\\.\\d{0,9})?|\\.\\d{1,9}) ?"
                     "(?:(D|DAYS?|日)|(H|HRS?|HOURS?|時間)|(M|MINS?|MINUTES?|分)|(S|SECS?|SECONDS?|秒))?間?"
                     "(?![A-Z])"));
  double total = 0;
  int parts = 0;
  for (qsizetype at = 0; at < text.size();) {
    const auto part = kPart.match(text, at);
    if (!part.hasMatch()) return std::nullopt;
    double unit = 0;
    constexpr std::array kUnits{kDay, kHour, kMinute, kSecond};
    for (std::size_t i = 0; i < kUnits.size(); ++i)
      if (part.capturedLength(static_cast<int>(i) + 2) > 0) unit = static_cast<double>(kUnits[i]);
    // A bare number is seconds, but only where it is all there is.
    if (unit == 0 && (!hasSign || parts > 0 || part.capturedEnd() < text.size())) return std::nullopt;
    total += part.captured(1).toDouble() * (unit == 0 ? 1e6 : unit);
    ++parts;
    at = part.capturedEnd();
  }
  if (parts == 0 || total > 1e17) return std::nullopt;
  const auto by = static_cast<Micros>(total + 0.5);
  return isEarlier ? -by : by;
}

/// A day as far as it was told, and what the text says besides.
struct TypedDay {
  int day = 0;
  int month = 0;  ///< 0: not told
  std::optional<int> year;
  QString rest;
};

int monthOf(const QString& name) {
  for (std::size_t i = 0; i < kMonthNames.size(); ++i)
    if (name.startsWith(QLatin1String(kMonthNames[i].data(), 3))) return static_cast<int>(i) + 1;
  return 0;
}

/// Two digits: the century that puts it within fifty years of the reference.
int fullYear(int year, UtcTime reference) {
  const int now = static_cast<int>(civilDate(reference).year());
  year += now / 100 * 100;
  if (year > now + 50) year -= 100;
  if (year <= now - 50) year += 100;
  return year;
}

std::optional<TypedDay> takeDay(const QString& text, UtcTime reference) {
  static const QString kMonth = QStringLiteral(
      "(?<name>JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEP(?:T|TEMBER)?|"
      "OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\\.?");
  static const QString kEnd = QStringLiteral("(?=[ ,]|$)");
  static const std::array kDates{
      QStringLiteral("(?:(?<year>\\d{4})年 ?(?=\\d{1,2}月))?(?:(?<month>\\d{1,2})月 ?)?(?<day>\\d{1,2})日"
                     "(?: ?\\([月火水木金土日]\\))?"),
      QStringLiteral("(?<year>\\d{4})(?<sign>[-/.])(?<month>\\d{1,2})\\k<sign>(?<day>\\d{1,2})(?=[ ,T]|$)"),
      QStringLiteral("(?<day>\\d{1,2})(?:ST|ND|RD|TH)? ?") + kMonth +
          QStringLiteral("(?:,? ?(?<year>(?:19|20)\\d\\d|\\d\\d)") + kEnd + QStringLiteral(")?"),
      kMonth + QStringLiteral(" ?(?<day>\\d{1,2})(?:ST|ND|RD|TH)?") + kEnd +
          QStringLiteral("(?:,? ?(?<year>(?:19|20)\\d\\d)") + kEnd + QStringLiteral(")?"),
  };
  /// Before the time of day and after it.
  static const auto kForms = [] {
    std::vector<QRegularExpression> forms;
    for (const QString& date : kDates) {
      forms.emplace_back(QStringLiteral("^") + date + QStringLiteral("(?:T(?=\\d)|[ ,]*)(?<rest>.*)$"));
      forms.emplace_back(QStringLiteral("^(?<rest>.*?)[ ,]+") + date + QStringLiteral("$"));
    }
    return forms;
  }();
  for (const QRegularExpression& form : kForms) {
    const auto match = form.match(text);
    if (!match.hasMatch()) continue;
    TypedDay day;
    day.rest = match.captured(QStringLiteral("rest"));
    day.day = match.captured(QStringLiteral("day")).toInt();
    const QString name = match.captured(QStringLiteral("name"));
    const QString month = match.captured(QStringLiteral("month"));
    day.month = !name.isEmpty() ? monthOf(name) : month.toInt();
    // A month that there is not must not pass for one that was not told.
    if (!month.isEmpty() && day.month == 0) return std::nullopt;
    if (const QString year = match.captured(QStringLiteral("year")); !year.isEmpty())
      day.year = year.size() == 2 ? fullYear(year.toInt(), reference) : year.toInt();
    return day;
  }
  return std::nullopt;
}

/// `ofDay` after the beginning of that day; what is not told of the day is tried around the reference, and
/// days that a month does not have fall out.
std::optional<UtcTime> nearestDay(const TypedDay& typed, Micros ofDay, UtcTime reference) {
  std::optional<UtcTime> best;
  const auto now = civilDate(reference);
  const int monthsNow =
      static_cast<int>(now.year()) * 12 + static_cast<int>(static_cast<unsigned>(now.month())) - 1;
  const int first = typed.year ? *typed.year * 12 : monthsNow - 12 * 60;
  const int last = typed.year ? *typed.year * 12 + 11 : monthsNow + 12 * 60;
  for (int months = first; months <= last; ++months) {
    const int y = months / 12;
    const int m = months % 12 + 1;
    if (typed.month != 0 && m != typed.month) continue;
    const std::chrono::year_month_day ymd{std::chrono::year{y}, std::chrono::month(static_cast<unsigned>(m)),
                                          std::chrono::day(static_cast<unsigned>(typed.day))};
    if (!ymd.ok()) continue;
    const UtcTime t = utcFromCivil(y, m, typed.day) + ofDay;
    if (!best || std::abs(t - reference) < std::abs(*best - reference)) best = t;
  }
  return best;
}

/// `120612ZAUG26` without its spaces. `isOne` tells that it can be nothing else.
std::optional<UtcTime> dateTimeGroup(std::string_view s, UtcTime reference, const ZoneLabel& local,
                                     bool& isOne) {
  isOne = false;
  if (s.size() < 7 || !std::all_of(s.begin(), s.begin() + 6, isDigit) || !isCapital(s[6]))
    return std::nullopt;
  const std::string_view date = s.substr(7);
  TypedDay typed;
  const auto two = [&](std::size_t i) { return (s[i] - '0') * 10 + (s[i + 1] - '0'); };
  typed.day = two(0);
  if (!date.empty()) {
    typed.month = monthOf(QString::fromLatin1(date.data(), static_cast<qsizetype>(date.size())));
    if (typed.month == 0) return std::nullopt;
    isOne = true;
    const std::string_view year = date.substr(3);
    if (!std::all_of(year.begin(), year.end(), isDigit) ||
        (!year.empty() && year.size() != 2 && year.size() != 4))
      return std::nullopt;
    const int number = std::atoi(std::string(year).c_str());
    if (!year.empty()) typed.year = year.size() == 2 ? fullYear(number, reference) : number;
  }
  const int hour = two(2);
  const int minute = two(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  const auto offset = zoneOffset(s.substr(6, 1), local);
  return nearestDay(typed, hour * kHour + minute * kMinute - *offset, reference);
}

/// A time of day, from the beginning of a UTC day: negative where the zone's day began before.
std::optional<Micros> timeOfDay(const QString& text, const ZoneLabel& local) {
  std::array<int, 3> hms{};
  Micros fraction = 0;
  std::string zone;
  static const QRegularExpression kNoon(QStringLiteral("^正午 ?(?<zone>.*)$"));
  static const QRegularExpression kJapanese(QStringLiteral(
      "^(?<half>午前|午後)? ?(?<h>\\d{1,2})時(?:(?<isHalf>半)|(?<m>\\d{1,2})(?:分(?:(?<s>\\d{1,2})"
      "(?:\\.(?<f>\\d+))?秒?)?)?)?(?!\\d) ?(?<zone>.*)$"));
  static const QRegularExpression kTwelve(
      QStringLiteral("^(?<h>\\d{1,2})(?:[:.](?<m>\\d\\d)(?::(?<s>\\d\\d)(?:\\.(?<f>\\d+))?)?)? ?"
                     "(?<half>[AP])\\.?M\\.? ?(?<zone>.*)$"));
  const auto fractionOf = [](const std::string& digits) {
    Micros value = 0;
    Micros unit = kSecond / 10;
    for (const char c : digits) {
      value += (c - '0') * unit;
      unit /= 10;
    }
    return value;
  };
  const auto take = [&](const QRegularExpressionMatch& match) {
    hms = {match.captured(QStringLiteral("h")).toInt(), match.captured(QStringLiteral("m")).toInt(),
           match.captured(QStringLiteral("s")).toInt()};
    fraction = fractionOf(match.captured(QStringLiteral("f")).toStdString());
    zone = ascii(match.captured(QStringLiteral("zone")));
    // What is no zone at all must not pass for none.
    if (zone.empty() && !match.captured(QStringLiteral("zone")).isEmpty()) return false;
    if (match.captured(QStringLiteral("isHalf")).size() > 0) hms[1] = 30;
    const QString half = match.captured(QStringLiteral("half"));
    if (half.isEmpty()) return true;
    const bool isAfternoon = half == QStringLiteral("午後") || half == QLatin1String("P");
    const bool isJapanese = half.size() > 1;
    // 午後0時 is noon; twelve is the hour in which its half of the day begins.
    if (hms[0] > 12 || (hms[0] == 0 && !isJapanese)) return false;
    hms[0] = hms[0] % 12 + (isAfternoon ? 12 : 0);
    return true;
  };
  if (const auto noon = kNoon.match(text); noon.hasMatch()) {
    hms = {12, 0, 0};
    zone = ascii(noon.captured(QStringLiteral("zone")));
    if (zone.empty() && !noon.captured(QStringLiteral("zone")).isEmpty()) return std::nullopt;
  } else if (const auto japanese = kJapanese.match(text); japanese.hasMatch()) {
    if (!take(japanese)) return std::nullopt;
  } else if (const auto twelve = kTwelve.match(text); twelve.hasMatch()) {
    if (!take(twelve)) return std::nullopt;
  } else {
    // The number of the time, with or without colons, then what follows.
    const std::string s = ascii(text);
    std::size_t at = 0;
    std::string digits;
    bool colons = false;
    std::vector<std::string> parts(1);
    for (; at < s.size() && (isDigit(s[at]) || s[at] == ':'); ++at) {
      if (s[at] == ':') {
        colons = true;
        parts.emplace_back();
      } else {
        digits.push_back(s[at]);
        parts.back().push_back(s[at]);
      }
    }
    if (at < s.size() && (s[at] == '.' || s[at] == ',')) {
      const std::size_t begin = ++at;
      while (at < s.size() && isDigit(s[at])) ++at;
      fraction = fractionOf(s.substr(begin, at - begin));
    }
    zone = s.substr(at);
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
  }
  const auto offset = zoneOffset(zone, local);
  if (!offset || hms[0] > 23 || hms[1] > 59 || hms[2] > 59) return std::nullopt;
  return hms[0] * kHour + hms[1] * kMinute + hms[2] * kSecond + fraction - *offset;
}

/// Whole seconds or milliseconds since 1970, of today's length; and `20260812T061230Z`.
std::optional<UtcTime> machineTime(const std::string& s) {
  if ((s.size() == 10 || s.size() == 13) && std::all_of(s.begin(), s.end(), isDigit))
    return UtcTime{std::atoll(s.c_str()) * (s.size() == 10 ? kSecond : kMillisecond)};
  if (s.size() < 13 || s[8] != 'T' || !std::all_of(s.begin(), s.begin() + 8, isDigit)) return std::nullopt;
  const std::size_t end = std::min(s.find_first_not_of("0123456789", 9), s.size());
  if (end != 13 && end != 15) return std::nullopt;
  std::string iso = s.substr(0, 4) + "-" + s.substr(4, 2) + "-" + s.substr(6, 2) + "T" + s.substr(9, 2) +
                    ":" + s.substr(11, 2);
  if (end == 15) iso += ":" + s.substr(13, 2);
  return fromIso(iso + s.substr(end));
}

}  // namespace

std::optional<UtcTime> parseGoToTime(std::string_view text, UtcTime reference, const ZoneLabel& local) {
  // ISO needs no reference.
  std::string trimmed(text);
  while (!trimmed.empty() && trimmed.front() == ' ') trimmed.erase(0, 1);
  while (!trimmed.empty() && trimmed.back() == ' ') trimmed.pop_back();
  for (char& c : trimmed)
    if (c == 't' || c == 'z') c = static_cast<char>(c - 'a' + 'A');
  if (const auto iso = fromIso(trimmed)) return iso;
  const QString narrow = narrowed(text);
  if (narrow.isEmpty() || narrow.size() > kMostText) return std::nullopt;
  const std::string s = ascii(narrow);
  if (const auto machine = machineTime(s)) return machine;
  if (s.size() > 10 && s[4] == '-') {
    std::string iso = s;
    if (isDigit(iso[10])) iso.insert(10, "T");  // its space is gone
    if (const auto read = fromIso(iso)) return read;
  }
  if (!reference.isValid()) return std::nullopt;
  if (const auto by = relative(narrow)) return reference + *by;

  bool isGroup = false;
  if (const auto group = dateTimeGroup(s, reference, local, isGroup); group || isGroup) return group;
  if (const auto typed = takeDay(narrow, reference)) {
    // A day alone, or with its zone: its beginning there.
    const bool hasTime = std::any_of(typed->rest.begin(), typed->rest.end(), [](QChar c) {
      return c.isDigit() || c.unicode() == 0x6B63;  // 正, of noon
    });
    const bool isZone = typed->rest.startsWith(QLatin1Char('+')) || typed->rest.startsWith(QLatin1Char('-'));
    std::optional<Micros> ofDay = 0;
    if (hasTime && !isZone) {
      ofDay = timeOfDay(typed->rest, local);
    } else if (const auto offset = zoneOffset(ascii(typed->rest), local);
               offset && (typed->rest.isEmpty() || !ascii(typed->rest).empty())) {
      ofDay = -*offset;
    } else {
      return std::nullopt;
    }
    return ofDay ? nearestDay(*typed, *ofDay, reference) : std::nullopt;
  }
  const auto ofDay = timeOfDay(narrow, local);
  if (!ofDay) return std::nullopt;
  const UtcTime today = reference.startOfDay() + *ofDay;
  const std::array candidates{today, today - kDay, today + kDay};
  return *std::min_element(candidates.begin(), candidates.end(), [&](UtcTime a, UtcTime b) {
    return std::abs(a - reference) < std::abs(b - reference);
  });
}

}  // namespace sorami
