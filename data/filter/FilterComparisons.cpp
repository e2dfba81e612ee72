// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A filter's questions: the field, the sign, and texts or flags to compare with.
#include "data/core/Units.h"
#include "data/filter/FilterParser.h"
#include "data/filter/FilterText.h"
#include "data/geo/CoordinateText.h"
#include "data/ingest/Text.h"
#include "data/ingest/encoders/Encoder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sorami {
namespace {

struct IsName {
  const char* name;
  std::uint32_t bit;
};
constexpr std::array<IsName, 12> kIsNames = {{{"ground", filter::kIsGround},
                                              {"airborne", filter::kIsAirborne},
                                              {"emergency", filter::kIsEmergency},
                                              {"spi", filter::kIsSpi},
                                              {"ident", filter::kIsSpi},
                                              {"simulated", filter::kIsSimulated},
                                              {"exercise", filter::kIsExercise},
                                              {"test", filter::kIsTest},
                                              {"live", filter::kIsLive},
                                              {"stale", filter::kIsStale},
                                              {"coasting", filter::kIsCoasting},
                                              {"plots", filter::kIsPlots}}};

constexpr int kAffiliations = 8;
constexpr int kDomains = 7;

}  // namespace

std::optional<std::uint32_t> FilterParser::parseComparison() {
  skipBlanks();
  const std::size_t begin = m_at;
  if (const std::string next = nextWord(); next == "and" || next == "or") {
    return fail(begin, next.size(), tr("a question is missing before `%1`").arg(shown(next)));
  }
  bool quoted = false;
  const auto word = takeValue(&quoted);
  if (!word) {
    if (m_problem.what == tr("a value is missing here").toStdString()) {
      m_problem.what =
          (atEnd() ? tr("the text ends where a question should stand") : tr("a question is missing here"))
              .toStdString();
      m_problem.hint = tr("such as alt < 5000ft, or a word to look for").toStdString();
    }
    return std::nullopt;
  }
  const std::size_t wordEnd = m_at;
  const std::string name = filter::lowered(*word);
  skipBlanks();
  if (!quoted && name == "within" && peek() == U'(') return parseWithin(begin);

  Node node;
  std::size_t signAt = m_at;
  bool isComparison = true;
  if (takeSign("!=") || takeSign("<>")) {
    node.op = Op::Equal;
    node.negated = true;
  } else if (takeSign("!~")) {
    node.op = Op::Glob;
    node.negated = true;
  } else if (takeSign("<=")) {
    node.op = Op::LessEqual;
  } else if (takeSign(">=")) {
    node.op = Op::GreaterEqual;
  } else if (takeSign("==") || takeSign("=")) {
    node.op = Op::Equal;
  } else if (takeSign("<")) {
    node.op = Op::Less;
  } else if (takeSign(">")) {
    node.op = Op::Greater;
  } else if (takeSign("~")) {
    node.op = Op::Glob;
  } else if (takeSign(":")) {
    node.op = Op::Contains;
  } else {
    isComparison = false;
  }
  const std::size_t signEnd = m_at;
  if (quoted || !isComparison) {
    if (isComparison)
      return fail(begin, wordEnd - begin, tr("the name of a field stands without quotation marks"));
    m_at = wordEnd;
    node.kind = Kind::Text;
    const bool isGlob = !quoted && name.find_first_of("*?") != name.npos;
    node.op = isGlob ? Op::Glob : Op::Contains;
    node.texts.push_back(name);
    return add(std::move(node));
  }

  struct Known {
    const char* name;
    Field field;
    Measure measure;
    double unit;   ///< SI of a bare number
    double slack;  ///< SI either way that `=` allows
  };
  static const std::array<Known, 40> kKnown = {{
      {"any", Field::Any, Measure::Plain, 0, 0},
      {"name", Field::Name, Measure::Plain, 0, 0},
      {"track", Field::Name, Measure::Plain, 0, 0},
      {"callsign", Field::Callsign, Measure::Plain, 0, 0},
      {"cs", Field::Callsign, Measure::Plain, 0, 0},
      {"flight", Field::Callsign, Measure::Plain, 0, 0},
      {"id", Field::Id, Measure::Plain, 0, 0},
      {"identity", Field::Id, Measure::Plain, 0, 0},
      {"icao", Field::Icao, Measure::Plain, 0, 0},
      {"hex", Field::Icao, Measure::Plain, 0, 0},
      {"type", Field::Type, Measure::Plain, 0, 0},
      {"source", Field::Source, Measure::Plain, 0, 0},
      {"src", Field::Source, Measure::Plain, 0, 0},
      {"squawk", Field::Squawk, Measure::Plain, 1, 0},
      {"mode3a", Field::Squawk, Measure::Plain, 1, 0},
      {"affiliation", Field::Affiliation, Measure::Plain, 0, 0},
      {"aff", Field::Affiliation, Measure::Plain, 0, 0},
      {"domain", Field::Domain, Measure::Plain, 0, 0},
      {"is", Field::Is, Measure::Plain, 0, 0},
      {"alt", Field::Altitude, Measure::Altitude, kFoot, 50 * kFoot},
      {"altitude", Field::Altitude, Measure::Altitude, kFoot, 50 * kFoot},
      {"fl", Field::Altitude, Measure::Altitude, kFlightLevel, 50 * kFoot},
      {"baro", Field::Baro, Measure::Altitude, kFoot, 50 * kFoot},
      {"geo", Field::Geo, Measure::Altitude, kFoot, 50 * kFoot},
      {"hae", Field::Geo, Measure::Altitude, kFoot, 50 * kFoot},
      {"speed", Field::Speed, Measure::Speed, kKnot, kKnot / 2},
      {"gs", Field::Speed, Measure::Speed, kKnot, kKnot / 2},
      {"climb", Field::Climb, Measure::Climb, kFootPerMinute, 50 * kFootPerMinute},
      {"vrate", Field::Climb, Measure::Climb, kFootPerMinute, 50 * kFootPerMinute},
      {"rate", Field::Climb, Measure::Climb, kFootPerMinute, 50 * kFootPerMinute},
      {"heading", Field::Heading, Measure::Angle, 1, 0.5},
      {"course", Field::Heading, Measure::Angle, 1, 0.5},
      {"hdg", Field::Heading, Measure::Angle, 1, 0.5},
      {"trk", Field::Heading, Measure::Angle, 1, 0.5},
      {"lat", Field::Lat, Measure::Angle, 1, 0.005},
      {"latitude", Field::Lat, Measure::Angle, 1, 0.005},
      {"lon", Field::Lon, Measure::Angle, 1, 0.005},
      {"lng", Field::Lon, Measure::Angle, 1, 0.005},
      {"longitude", Field::Lon, Measure::Angle, 1, 0.005},
      {"age", Field::Age, Measure::Age, 1, 0.5},
  }};
  const Known* known = nullptr;
  for (const Known& each : kKnown)
    if (name == each.name) known = &each;
  if (!known) {
    std::string all;
    for (const std::string& each : TrackFilter::fieldNames()) all += (all.empty() ? "" : ", ") + each;
    return fail(begin, wordEnd - begin, tr("there is no field `%1`").arg(shown(*word)),
                tr("fields: %1").arg(shown(all)));
  }
  node.field = known->field;
  const bool isOrder = node.op == Op::Less || node.op == Op::LessEqual || node.op == Op::Greater ||
                       node.op == Op::GreaterEqual;
  const bool isMeasure = known->measure != Measure::Plain;
  if (takeWord("none")) {
    if (isOrder || node.op == Op::Glob || node.field == Field::Is) {
      return fail(signAt, signEnd - signAt, tr("`none` goes with = and != only"));
    }
    node.kind = isMeasure ? Kind::Number : Kind::Text;
    node.op = Op::None;
    return add(std::move(node));
  }
  if (node.field == Field::Squawk) {
    // Digits are a code or a span of codes; anything with * or ? is a pattern.
    skipBlanks();
    std::size_t end = m_at;
    bool isPattern = node.op == Op::Glob;
    while (end < m_chars.size() && m_chars[end] != U')' && !isBlank(m_chars[end])) {
      isPattern = isPattern || m_chars[end] == U'*' || m_chars[end] == U'?';
      ++end;
    }
    if (isPattern && !isOrder)
      return parseTexts(node, false) ? std::optional(add(std::move(node))) : std::nullopt;
    node.kind = Kind::Number;
    if (node.op == Op::Contains) node.op = Op::Equal;
    if (!parseNumbers(node, Measure::Plain, 1, 0)) return std::nullopt;
    return add(std::move(node));
  }
  if (isMeasure) {
    if (node.op == Op::Glob) {
      return fail(signAt, signEnd - signAt, tr("`%1` is a number, so ~ says nothing of it").arg(shown(*word)),
                  tr("use =, <, > or a span such as 100..200"));
    }
    if (node.op == Op::Contains) node.op = Op::Equal;
    node.kind = Kind::Number;
    if (!parseNumbers(node, known->measure, known->unit, known->slack)) return std::nullopt;
    return add(std::move(node));
  }
  if (isOrder) {
    return fail(signAt, signEnd - signAt,
                tr("`%1` is a text, so it is neither less nor more").arg(shown(*word)), tr("use :, = or ~"));
  }
  if (node.field == Field::Is) {
    if (!parseFlags(node)) return std::nullopt;
    return add(std::move(node));
  }
  const bool isEnumeration = node.field == Field::Affiliation || node.field == Field::Domain;
  if (!parseTexts(node, isEnumeration)) return std::nullopt;
  return add(std::move(node));
}

std::optional<std::uint32_t> FilterParser::parseWithin(std::size_t begin) {
  takeSign("(");
  const auto distance = takeNumber(Measure::Distance);
  if (!distance) return std::nullopt;
  if (!distance->hasUnit)
    return fail(begin, m_at - begin, tr("a distance needs its unit"), tr("such as 50NM or 20km"));
  if (!takeSign(",") && !takeWord("of")) {
    return fail(m_at, atEnd() ? 0 : 1, tr("a comma and a position are missing here"),
                tr("such as within(50NM, 35.55N 139.78E)"));
  }
  const std::size_t from = m_at;
  while (!atEnd() && peek() != U')') ++m_at;
  if (atEnd()) return fail(begin, 6, tr("the bracket after `within` is not closed"));
  const Result<LatLon> at = parseCoordinate(std::string(trimmed(slice(from, m_at))));
  if (!at) return fail(from, m_at - from, shown(at.error().what), tr("such as 35.55N 139.78E"));
  ++m_at;
  Node node;
  node.kind = Kind::Range;
  node.field = Field::Within;
  node.circle = TrackFilter::Circle(*at, distance->value);
  return add(std::move(node));
}

bool FilterParser::parseTexts(Node& node, bool isEnumeration) {
  node.kind = Kind::Text;
  const bool isList = takeSign("(");
  do {
    skipBlanks();
    const std::size_t begin = m_at;
    bool quoted = false;
    const auto value = takeValue(&quoted);
    if (!value) return false;
    std::string text = filter::lowered(*value);
    if (isEnumeration) {
      std::string all;
      bool isKnown = node.op == Op::Glob;
      const int count = node.field == Field::Affiliation ? kAffiliations : kDomains;
      for (int i = 0; i < count; ++i) {
        const std::string_view each = node.field == Field::Affiliation ? nameOf(static_cast<Affiliation>(i))
                                                                       : nameOf(static_cast<Domain>(i));
        std::string name(each);
        std::replace(name.begin(), name.end(), ' ', '-');
        if (text == name || text == each) {
          isKnown = true;
          text = std::string(each);
        }
        all += (all.empty() ? "" : ", ") + name;
      }
      if (!isKnown) {
        fail(begin, m_at - begin, tr("`%1` is none of its values").arg(shown(*value)),
             tr("one of %1").arg(shown(all)));
        return false;
      }
      // `friend` shall not find the assumed ones.
      if (node.op == Op::Contains) node.op = Op::Equal;
    } else if (!quoted && node.op != Op::Glob && text.find_first_of("*?") != text.npos) {
      node.op = Op::Glob;
      if (!node.texts.empty()) {
        fail(begin, m_at - begin, tr("a list is of patterns or of texts, not of both"), tr("use ~ for all"));
        return false;
      }
    }
    node.texts.push_back(std::move(text));
  } while (isList && takeSign(","));
  if (isList && !takeSign(")")) {
    fail(m_at, atEnd() ? 0 : 1, tr("the list is not closed"), tr("values are separated by commas"));
    return false;
  }
  return true;
}

bool FilterParser::parseFlags(Node& node) {
  node.kind = Kind::Flag;
  if (node.op == Op::Glob) {
    fail(m_at, 0, tr("`is` takes : or ="));
    return false;
  }
  const bool isList = takeSign("(");
  do {
    skipBlanks();
    const std::size_t begin = m_at;
    const auto value = takeValue();
    if (!value) return false;
    const std::string text = filter::lowered(*value);
    std::uint32_t bit = 0;
    std::string all;
    for (const IsName& each : kIsNames) {
      if (text == each.name) bit = each.bit;
      all += (all.empty() ? "" : ", ") + std::string(each.name);
    }
    if (bit == 0) {
      fail(begin, m_at - begin, tr("`is:%1` says nothing").arg(shown(*value)),
           tr("one of %1").arg(shown(all)));
      return false;
    }
    node.bits |= bit;
  } while (isList && takeSign(","));
  if (isList && !takeSign(")")) {
    fail(m_at, atEnd() ? 0 : 1, tr("the list is not closed"), tr("values are separated by commas"));
    return false;
  }
  return true;
}

}  // namespace sorami
