// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/filter/FilterParser.h"

#include "data/core/HalfWidth.h"
#include "data/filter/FilterText.h"

#include <algorithm>
#include <utility>

namespace sorami {

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

}  // namespace sorami
