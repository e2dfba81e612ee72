// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Text.h"
#include "data/ingest/decoders/csv/CsvLayout.h"

#include <cmath>

namespace sorami {
namespace {

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

std::string withPoint(std::string_view cell, bool decimalComma) {
  std::string text(trimmed(cell));
  if (!decimalComma) return text;
  for (char& c : text) {
    if (c == ',') c = '.';
  }
  return text;
}

/// The whole numbers in a text, up to `max` of them.
std::vector<std::string_view> digitRuns(std::string_view text, std::size_t max) {
  std::vector<std::string_view> runs;
  std::size_t at = 0;
  while (runs.size() < max) {
    while (at < text.size() && !isDigit(text[at])) ++at;
    if (at == text.size()) break;
    const std::size_t begin = at;
    while (at < text.size() && isDigit(text[at])) ++at;
    runs.push_back(text.substr(begin, at - begin));
  }
  return runs;
}

}  // namespace

void splitCsv(std::string_view line, char delimiter, std::vector<std::string_view>& fields,
              std::vector<std::string>& scratch) {
  fields.clear();
  scratch.clear();
  std::size_t at = 0;
  // Views into scratch must survive its growth.
  scratch.reserve(64);
  for (;;) {
    std::size_t begin = at;
    while (begin < line.size() && line[begin] == ' ') ++begin;
    if (begin < line.size() && line[begin] == '"') {
      std::size_t end = begin + 1;
      bool doubled = false;
      while (end < line.size()) {
        if (line[end] != '"') {
          ++end;
        } else if (end + 1 < line.size() && line[end + 1] == '"') {
          doubled = true;
          end += 2;
        } else {
          break;
        }
      }
      std::string_view field = line.substr(begin + 1, std::min(end, line.size()) - begin - 1);
      if (doubled && scratch.size() < 64) {
        std::string text;
        for (std::size_t i = 0; i < field.size(); ++i) {
          text += field[i];
          if (field[i] == '"') ++i;
        }
        scratch.push_back(std::move(text));
        field = scratch.back();
      }
      fields.push_back(field);
      at = line.find(delimiter, std::min(end, line.size()));
    } else {
      const std::size_t end = line.find(delimiter, at);
      fields.push_back(line.substr(at, end == line.npos ? line.npos : end - at));
      at = end;
    }
    if (at == line.npos || fields.size() > 512) return;
    ++at;
  }
}

double csvNumber(std::string_view cell, bool decimalComma) {
  cell = trimmed(cell);
  if (!decimalComma) return parseDouble(cell).value_or(kNoDouble);
  return parseDouble(withPoint(cell, true)).value_or(kNoDouble);
}

double csvAngle(std::string_view cell, bool decimalComma, bool isLat) {
  const double plain = csvNumber(cell, decimalComma);
  const double limit = isLat ? 90 : 360;
  if (plain == plain) return std::abs(plain) <= limit ? plain : kNoDouble;
  const std::string text = withPoint(cell, decimalComma);
  // Numbers, with the marks of degrees, minutes and seconds or blanks between, and a side.
  double parts[3] = {};
  std::size_t count = 0;
  char side = 0;
  bool negative = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (isDigit(c)) {
      std::size_t end = at;
      while (end < text.size() && (isDigit(text[end]) || text[end] == '.')) ++end;
      const auto number = parseDouble(std::string_view(text).substr(at, end - at));
      if (!number || count == 3) return kNoDouble;
      parts[count++] = *number;
      at = end;
      continue;
    }
    if (c == '-' && count == 0) negative = true;
    const char upper = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    if (upper == 'N' || upper == 'S' || upper == 'E' || upper == 'W') {
      if (side != 0) return kNoDouble;
      side = upper;
    } else if (upper >= 'A' && upper <= 'Z' && upper != 'D' && upper != 'M') {
      return kNoDouble;
    }
    ++at;
  }
  if (count == 0) return kNoDouble;
  if (side != 0 && isLat != (side == 'N' || side == 'S')) return kNoDouble;
  double value = parts[0];
  if (count == 1 && side != 0 && value > limit) {
    // Packed as NMEA writes it: DDMM.mmm; with six or seven digits DDMMSS.
    const double whole = std::floor(value);
    if (whole >= 100000) {
      const double degrees = std::floor(value / 10000);
      const double minutes = std::floor((value - degrees * 10000) / 100);
      value = degrees + minutes / 60 + (value - degrees * 10000 - minutes * 100) / 3600;
    } else {
      const double degrees = std::floor(value / 100);
      value = degrees + (value - degrees * 100) / 60;
    }
  } else {
    if (parts[1] >= 60 || parts[2] >= 60) return kNoDouble;
    value += parts[1] / 60 + parts[2] / 3600;
  }
  if (value > limit) return kNoDouble;
  return negative || side == 'S' || side == 'W' ? -value : value;
}

Micros csvTimeOfDay(std::string_view cell, bool decimalComma) {
  const std::string text = withPoint(cell, decimalComma);
  std::string_view rest = text;
  int parts[3] = {};
  std::size_t count = 0;
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (rest.find(':') == rest.npos) {
    if (digits != 6) return -1;
    for (; count < 3; ++count) parts[count] = *parseInt<int>(rest.substr(2 * count, 2));
    rest.remove_prefix(6);
  } else {
    while (count < 3) {
      const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
      const auto n = parseInt<int>(rest.substr(0, end));
      if (!n || end > 2) return -1;
      parts[count++] = *n;
      rest.remove_prefix(end);
      if (rest.empty() || rest.front() != ':') break;
      rest.remove_prefix(1);
    }
  }
  if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 60) return -1;
  Micros fraction = 0;
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    Micros scale = kSecond;
    while (!rest.empty() && isDigit(rest.front())) {
      scale /= 10;
      fraction += scale * (rest.front() - '0');
      rest.remove_prefix(1);
    }
  }
  if (!rest.empty() && rest != "Z" && rest != "z" && rest != " UTC") return -1;
  return parts[0] * kHour + parts[1] * kMinute + parts[2] * kSecond + fraction;
}

UtcTime csvTime(std::string_view cell, const CsvLayout& layout) {
  cell = trimmed(cell);
  if (cell.empty()) return {};
  const double number = csvNumber(cell, layout.decimalComma);
  if (number == number) {
    // The size tells the unit: these are all 1973 to 5138.
    const double size = std::abs(number);
    if (size < 1e8) return {};
    const double perSecond = size < 1e11 ? 1 : size < 1e14 ? 1e3 : size < 1e17 ? 1e6 : 1e9;
    if (size >= 1e20) return {};
    const auto whole = parseInt<std::int64_t>(cell);
    if (whole) {
      if (perSecond == 1) return UtcTime{*whole * kSecond};
      if (perSecond == 1e3) return UtcTime{*whole * kMillisecond};
      return UtcTime{perSecond == 1e6 ? *whole : *whole / 1000};
    }
    return UtcTime::fromSeconds(number / perSecond);
  }
  if (const auto iso = fromIso(cell)) return *iso;
  const std::size_t clockAt = cell.find_first_of(" T");
  const std::string_view date = cell.substr(0, clockAt);
  const auto runs = digitRuns(date, 4);
  if (runs.size() != 3 || date.find_first_not_of("0123456789./-") != date.npos) return {};
  int parts[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const auto n = runs[i].size() <= 4 ? parseInt<int>(runs[i]) : std::nullopt;
    if (!n) return {};
    parts[i] = *n;
  }
  const bool yearFirst = runs[0].size() == 4;
  int year = yearFirst ? parts[0] : parts[2];
  const bool monthFirst = layout.dateOrder == CsvLayout::DateOrder::MonthFirst;
  const int month = yearFirst ? parts[1] : monthFirst ? parts[0] : parts[1];
  const int day = yearFirst ? parts[2] : monthFirst ? parts[1] : parts[0];
  if (year < 100) year += year < 70 ? 2000 : 1900;
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  Micros clock = 0;
  if (clockAt != cell.npos) {
    clock = csvTimeOfDay(trimmed(cell.substr(clockAt + 1)), layout.decimalComma);
    if (clock < 0) return {};
  }
  return utcFromCivil(year, month, day) + clock;
}

}  // namespace sorami
