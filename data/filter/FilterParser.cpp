// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/filter/FilterParser.h"

#include "data/core/HalfWidth.h"
#include "data/core/Units.h"
#include "data/filter/FilterText.h"
#include "data/geo/CoordinateText.h"
#include "data/ingest/Text.h"
#include "data/ingest/encoders/Encoder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sorami {
namespace {

bool isBlank(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0;
}

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

QString shown(const std::string& text) {
  return QString::fromStdString(text);
}

constexpr int kAffiliations = 8;
constexpr int kDomains = 7;

}  // namespace

std::vector<std::string> TrackFilter::fieldNames() {
  return {"affiliation", "age",  "alt",     "baro",  "callsign", "climb", "domain",
          "fl",          "geo",  "heading", "icao",  "id",       "is",    "lat",
          "lon",         "name", "source",  "speed", "squawk",   "type",  "within"};
}

FilterParser::FilterParser(std::string_view text, TrackFilter& filter) : m_filter(filter) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    n = std::min(n, text.size() - i);
    char32_t c = n == 1 ? lead : lead & (0xFFU >> (n + 1));
    for (std::size_t k = 1; k < n; ++k) c = c << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    const char32_t narrow = halfWidth(c);
    m_chars.push_back(narrow);
    m_utf8.push_back(narrow < 0x80 ? std::string(1, static_cast<char>(narrow))
                                   : std::string(text.substr(i, n)));
    i += n;
  }
}

bool FilterParser::run() {
  skipBlanks();
  if (atEnd()) return true;
  const auto root = parseOr(0);
  if (!root) return false;
  skipBlanks();
  if (!atEnd()) {
    fail(m_at, 1, peek() == U')' ? tr("this bracket closes nothing") : tr("this is not expected here"),
         tr("join questions by and, or"));
    return false;
  }
  m_filter.m_root = *root;
  return true;
}

std::uint32_t FilterParser::add(Node node) {
  m_filter.m_nodes.push_back(std::move(node));
  return static_cast<std::uint32_t>(m_filter.m_nodes.size() - 1);
}

std::nullopt_t FilterParser::fail(std::size_t at, std::size_t length, const QString& what,
                                  const QString& hint) {
  if (m_problem.what.empty()) m_problem = {at, length, what.toStdString(), hint.toStdString()};
  m_filter.m_nodes.clear();
  return std::nullopt;
}

// --- words

void FilterParser::skipBlanks() {
  while (!atEnd() && isBlank(peek())) ++m_at;
}

bool FilterParser::isWordChar(std::size_t at) const {
  if (at >= m_chars.size()) return false;
  const char32_t c = m_chars[at];
  if (isBlank(c) || c < 0x20) return false;
  for (const char32_t sign : U"()=<>!~:,\"'&|")
    if (sign != 0 && c == sign) return false;
  // Two points separate the ends of a span.
  if (c == U'.' && at + 1 < m_chars.size() && m_chars[at + 1] == U'.') return false;
  if (c == U'.' && at > 0 && m_chars[at - 1] == U'.') return false;
  return true;
}

std::string FilterParser::slice(std::size_t from, std::size_t to) const {
  std::string out;
  for (std::size_t i = from; i < to && i < m_utf8.size(); ++i) out += m_utf8[i];
  return out;
}

std::string FilterParser::nextWord() const {
  std::size_t end = m_at;
  while (isWordChar(end)) ++end;
  return filter::lowered(slice(m_at, end));
}

bool FilterParser::takeWord(std::string_view word) {
  skipBlanks();
  if (nextWord() != word) return false;
  m_at += word.size();  // words of the language are ASCII
  return true;
}

bool FilterParser::takeSign(std::string_view sign) {
  skipBlanks();
  for (std::size_t i = 0; i < sign.size(); ++i) {
    if (peek(i) != static_cast<char32_t>(sign[i])) return false;
  }
  m_at += sign.size();
  return true;
}

std::optional<std::string> FilterParser::takeValue(bool* quoted) {
  skipBlanks();
  const std::size_t begin = m_at;
  if (quoted) *quoted = false;
  if (peek() == U'"' || peek() == U'\'') {
    const char32_t quote = peek();
    std::size_t end = m_at + 1;
    while (end < m_chars.size() && m_chars[end] != quote) ++end;
    if (end >= m_chars.size()) return fail(begin, 1, tr("this quotation mark has no partner"));
    m_at = end + 1;
    if (quoted) *quoted = true;
    return slice(begin + 1, end);
  }
  while (isWordChar(m_at)) ++m_at;
  if (m_at == begin) {
    return fail(begin, atEnd() ? 0 : 1, tr("a value is missing here"),
                tr("texts with signs go between quotation marks"));
  }
  return slice(begin, m_at);
}

// --- logic

std::optional<std::uint32_t> FilterParser::parseOr(int depth) {
  auto first = parseAnd(depth);
  if (!first) return std::nullopt;
  Node node;
  node.kind = Kind::Or;
  node.parts.push_back(*first);
  while (takeWord("or") || takeSign("||") || takeSign("|")) {
    const auto next = parseAnd(depth);
    if (!next) return std::nullopt;
    node.parts.push_back(*next);
  }
  return node.parts.size() == 1 ? *first : add(std::move(node));
}

std::optional<std::uint32_t> FilterParser::parseAnd(int depth) {
  auto first = parseNot(depth);
  if (!first) return std::nullopt;
  Node node;
  node.kind = Kind::And;
  node.parts.push_back(*first);
  for (;;) {
    const bool joined = takeWord("and") || takeSign("&&") || takeSign("&");
    skipBlanks();
    if (!joined && (atEnd() || peek() == U')' || peek() == U'|' || nextWord() == "or")) break;
    const auto next = parseNot(depth);
    if (!next) return std::nullopt;
    node.parts.push_back(*next);
  }
  return node.parts.size() == 1 ? *first : add(std::move(node));
}

std::optional<std::uint32_t> FilterParser::parseNot(int depth) {
  skipBlanks();
  const std::size_t begin = m_at;
  if (depth > kDeepest) return fail(begin, 1, tr("brackets stand too deep within each other"));
  if (takeWord("not") || (peek() == U'!' && takeSign("!"))) {
    const auto inner = parseNot(depth + 1);
    if (!inner) return std::nullopt;
    Node node;
    node.kind = Kind::Not;
    node.parts.push_back(*inner);
    return add(std::move(node));
  }
  if (takeSign("(")) {
    const auto inner = parseOr(depth + 1);
    if (!inner) return std::nullopt;
    if (!takeSign(")")) return fail(begin, 1, tr("this bracket is not closed"));
    return inner;
  }
  return parseComparison();
}

// --- comparisons

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
  node.spans.emplace_back(0.0, distance->value);
  node.lat = at->lat;
  node.lon = at->lon;
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
      if (node.texts.size() > 0) {
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

// --- numbers

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
