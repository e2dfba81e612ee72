// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A filter's numbers: their units, spans and lists.
#include "data/core/Units.h"
#include "data/filter/FilterParser.h"
#include "data/filter/FilterText.h"
#include "data/ingest/Text.h"

#include <array>
#include <utility>

namespace sorami {

std::optional<double> FilterParser::unitOf(Measure measure, const std::string& unit) {
  struct Unit {
    Measure measure;
    const char* name;
    double si;
  };
  static constexpr std::array<Unit, 32> kUnits = {{
      {Measure::Altitude, "ft", kFoot},
      {Measure::Altitude, "feet", kFoot},
      {Measure::Altitude, "m", 1},
      {Measure::Altitude, "km", 1000},
      {Measure::Altitude, "fl", kFlightLevel},
      {Measure::Altitude, "kft", 1000 * kFoot},
      {Measure::Speed, "kt", kKnot},
      {Measure::Speed, "kts", kKnot},
      {Measure::Speed, "kn", kKnot},
      {Measure::Speed, "knots", kKnot},
      {Measure::Speed, "m/s", 1},
      {Measure::Speed, "mps", 1},
      {Measure::Speed, "km/h", 1 / 3.6},
      {Measure::Speed, "kmh", 1 / 3.6},
      {Measure::Speed, "km/s", 1000},
      {Measure::Climb, "ft/min", kFootPerMinute},
      {Measure::Climb, "fpm", kFootPerMinute},
      {Measure::Climb, "m/s", 1},
      {Measure::Climb, "mps", 1},
      {Measure::Angle, "deg", 1},
      {Measure::Angle, "\xC2\xB0", 1},
      {Measure::Age, "s", 1},
      {Measure::Age, "sec", 1},
      {Measure::Age, "min", 60},
      {Measure::Age, "h", 3600},
      {Measure::Distance, "nm", kNauticalMile},
      {Measure::Distance, "nmi", kNauticalMile},
      {Measure::Distance, "km", 1000},
      {Measure::Distance, "m", 1},
      {Measure::Distance, "ft", kFoot},
      {Measure::Distance, "mi", 1609.344},
      {Measure::Speed, "mph", 0.44704},
  }};
  for (const Unit& each : kUnits)
    if (each.measure == measure && unit == each.name) return each.si;
  return std::nullopt;
}

std::optional<FilterParser::Number> FilterParser::takeNumber(Measure measure) {
  skipBlanks();
  const std::size_t begin = m_at;
  const auto value = takeValue();
  if (!value) {
    m_problem.what = tr("a number is missing here").toStdString();
    return std::nullopt;
  }
  std::string text = filter::lowered(*value);
  if (measure == Measure::Altitude && text.rfind("fl", 0) == 0) {
    const auto level = parseDouble(text.substr(2));
    if (!level)
      return fail(begin, m_at - begin, tr("`%1` is no flight level").arg(shown(*value)), tr("such as FL350"));
    return Number{*level * kFlightLevel, true};
  }
  // Digits, then perhaps the unit right behind them.
  std::size_t end = 0;
  while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.' ||
                               (end == 0 && (text[end] == '-' || text[end] == '+')))) {
    ++end;
  }
  const auto number = parseDouble(text.substr(0, end));
  if (!number) {
    return fail(begin, m_at - begin, tr("`%1` is no number").arg(shown(*value)),
                measure == Measure::Altitude ? tr("such as 5000ft, 1500m or FL350") : tr("such as 400"));
  }
  std::string unit = text.substr(end);
  if (unit.empty()) {
    // Or after a blank: `5000 ft`.
    const std::size_t back = m_at;
    skipBlanks();
    const std::string next = nextWord();
    if (!next.empty() && unitOf(measure, next)) {
      unit = next;
      m_at += next == "\xC2\xB0" ? 1 : next.size();
    } else {
      m_at = back;
    }
  }
  if (unit.empty()) return Number{*number, false};
  const auto si = unitOf(measure, unit);
  if (!si) {
    static constexpr std::array<const char*, 7> kHints = {
        QT_TRANSLATE_NOOP("sorami::FilterParser", "use ft, m, km or FL"),
        QT_TRANSLATE_NOOP("sorami::FilterParser", "use kt, km/h or m/s"),
        QT_TRANSLATE_NOOP("sorami::FilterParser", "use ft/min or m/s"),
        QT_TRANSLATE_NOOP("sorami::FilterParser", "use deg"),
        QT_TRANSLATE_NOOP("sorami::FilterParser", "use s, min or h"),
        QT_TRANSLATE_NOOP("sorami::FilterParser", "use NM, km or m"),
        QT_TRANSLATE_NOOP("sorami::FilterParser", "a plain number is meant")};
    return fail(begin, m_at - begin, tr("`%1` is no unit of this").arg(shown(unit)),
                tr(kHints[static_cast<std::size_t>(measure)]));
  }
  return Number{*number * *si, true};
}

bool FilterParser::parseNumbers(Node& node, Measure measure, double defaultUnit, double slack) {
  const bool isList = takeSign("(");
  do {
    skipBlanks();
    const std::size_t begin = m_at;
    auto low = takeNumber(measure);
    if (!low) return false;
    if (takeSign("..")) {
      if (node.op != Op::Equal) {
        fail(begin, m_at - begin, tr("a span goes with = only"));
        return false;
      }
      auto high = takeNumber(measure);
      if (!high) return false;
      // `100..200kt`: the unit behind is meant for both.
      double unit = defaultUnit;
      if (high->hasUnit && !low->hasUnit) {
        const std::string text = filter::lowered(slice(begin, m_at));
        const std::size_t at = text.find_last_of("0123456789.") + 1;
        unit = unitOf(measure, std::string(trimmed(std::string_view(text).substr(at)))).value_or(defaultUnit);
        if (measure == Measure::Altitude && text.find("fl") != text.npos) unit = kFlightLevel;
      }
      if (!low->hasUnit) low->value *= unit;
      if (!high->hasUnit) high->value *= defaultUnit;
      if (low->value > high->value && measure != Measure::Angle) std::swap(low->value, high->value);
      node.spans.emplace_back(low->value, high->value);
      continue;
    }
    const double value = low->hasUnit ? low->value : low->value * defaultUnit;
    if (node.op == Op::Equal) {
      // Round the north there is no end: 359.8 is near 0.
      const bool turns = node.field == Field::Heading && value - slack < 0;
      node.spans.emplace_back(value - slack + (turns ? 360 : 0), value + slack);
    } else {
      node.spans.emplace_back(value, value);
    }
  } while (isList && takeSign(","));
  if (isList && !takeSign(")")) {
    fail(m_at, atEnd() ? 0 : 1, tr("the list is not closed"), tr("values are separated by commas"));
    return false;
  }
  return true;
}

}  // namespace sorami
