// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sorami {

/// Follows brackets and strings of JSON octet by octet. Right JSON it reads as any reader does; of damaged
/// JSON it makes the likeliest sense, so that a lost quote or bracket costs little behind it: a quote that
/// follows a value ends nothing and begins nothing; one that is followed by text begins a string, for the end
/// of the string before it was lost; a closing bracket of the wrong kind closes what it fits one level up, or
/// nothing.
class JsonScanner {
 public:
  enum class Event : std::uint8_t { None, Opened, Closed };

  Event take(char c) {
    if (m_inString) {
      takeInString(c);
      return Event::None;
    }
    return isPlain(c) && !m_hasEnded ? plain(c) : structure(c);
  }
  /// How many of these octets, the next ones, take() would pass without an event; it is told of none of them.
  std::size_t skip(std::string_view text) {
    if (m_hasEnded || m_escaped) return 0;
    std::size_t n = 0;
    if (m_inString) {
      while (n < text.size() && text[n] != '"' && text[n] != '\\' && text[n] != '\n') ++n;
    } else {
      while (n < text.size() && isPlain(text[n])) ++n;
      if (n > 0) m_previous = text[n - 1];
    }
    return n;
  }
  /// Brackets that are open, outermost first.
  const std::string& open() const { return m_open; }
  void reset() { *this = JsonScanner(); }

 private:
  static bool isPlain(char c) { return c != '"' && c != '{' && c != '}' && c != '[' && c != ']' && c > ' '; }
  Event plain(char c) {
    m_previous = c;
    return Event::None;
  }
  void takeInString(char c) {
    if (m_escaped) {
      m_escaped = false;
    } else if (c == '\\') {
      m_escaped = true;
    } else if (c == '"') {
      m_inString = false;
      m_hasEnded = true;
    } else if (c == '\n') {
      m_inString = false;  // none stands inside a string
    }
  }
  Event structure(char c);

  std::string m_open;
  char m_previous = 0;  ///< the last octet outside strings that is no blank
  bool m_inString = false;
  bool m_escaped = false;
  bool m_hasEnded = false;  ///< a string ended, and what follows it must show that it did
};

/// Blanks quotes that have lost their partner, by the rules of JsonScanner: parsers that pair quotes over the
/// whole text would take all behind one for a string. Returns how many.
std::size_t mendQuotes(std::string& json);

}  // namespace sorami
