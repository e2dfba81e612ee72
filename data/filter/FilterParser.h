// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/filter/TrackFilter.h"

#include <QCoreApplication>

#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// Reads a filter's text into its nodes, by descent: or, and, not, comparison. Full-width letters, digits and
/// signs are taken as their ASCII forms.
class FilterParser {
  Q_DECLARE_TR_FUNCTIONS(sorami::FilterParser)
 public:
  FilterParser(std::string_view text, TrackFilter& filter);

  /// False when the text is no filter; then problem() says why.
  bool run();
  const FilterProblem& problem() const { return m_problem; }

 private:
  using Field = TrackFilter::Field;
  using Kind = TrackFilter::Kind;
  using Op = TrackFilter::Op;
  using Node = TrackFilter::Node;
  enum class Measure : std::uint8_t { Altitude, Speed, Climb, Angle, Age, Distance, Plain };
  static constexpr int kDeepest = 64;

  static bool isBlank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0; }
  static QString shown(const std::string& text) { return QString::fromStdString(text); }
  void skipBlanks();
  bool atEnd() const { return m_at >= m_chars.size(); }
  char32_t peek(std::size_t ahead = 0) const {
    return m_at + ahead < m_chars.size() ? m_chars[m_at + ahead] : U'\0';
  }
  bool isWordChar(std::size_t at) const;
  std::string slice(std::size_t from, std::size_t to) const;
  /// The word here, in lower case, without taking it; empty when there is none.
  std::string nextWord() const;
  bool takeWord(std::string_view word);
  bool takeSign(std::string_view sign);
  /// A word or a text in quotes; `quoted` tells.
  std::optional<std::string> takeValue(bool* quoted = nullptr);
  std::nullopt_t fail(std::size_t at, std::size_t length, const QString& what, const QString& hint = {});

  std::optional<std::uint32_t> parseOr(int depth);
  std::optional<std::uint32_t> parseAnd(int depth);
  std::optional<std::uint32_t> parseNot(int depth);
  std::optional<std::uint32_t> parseComparison();
  std::optional<std::uint32_t> parseWithin(std::size_t begin);
  bool parseTexts(Node& node, bool isEnumeration);
  bool parseFlags(Node& node);
  bool parseNumbers(Node& node, Measure measure, double defaultUnit, double slack);
  struct Number {
    double value = 0;
    bool hasUnit = false;
  };
  std::optional<Number> takeNumber(Measure measure);
  static std::optional<double> unitOf(Measure measure, const std::string& unit);
  std::uint32_t add(Node node);

  std::vector<char32_t> m_chars;
  std::vector<std::string> m_utf8;  ///< of each character, as it was written
  std::size_t m_at = 0;
  TrackFilter& m_filter;
  FilterProblem m_problem;
};

}  // namespace sorami
