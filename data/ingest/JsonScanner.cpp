// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/JsonScanner.h"

namespace sorami {
namespace {

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool mayFollowString(char c) {
  return c == ',' || c == ':' || c == ']' || c == '}';
}
bool mayPrecedeString(char c) {
  return c == 0 || c == ',' || c == ':' || c == '[' || c == '{';
}

}  // namespace

JsonScanner::Event JsonScanner::structure(char c) {
  if (isBlank(c)) return Event::None;
  if (m_hasEnded) {
    m_hasEnded = false;
    m_previous = '"';
    if (!mayFollowString(c) && c != '"') {
      m_inString = true;
      takeInString(c);
      return Event::None;
    }
  }
  switch (c) {
    case '"':
      m_inString = mayPrecedeString(m_previous);
      return Event::None;
    case '{':
    case '[':
      m_open.push_back(c);
      m_previous = c;
      return Event::Opened;
    case '}':
    case ']': {
      m_previous = c;
      const char opening = c == '}' ? '{' : '[';
      const std::size_t depth = m_open.size();
      if (depth == 0) return Event::None;
      if (m_open.back() != opening) {
        if (depth < 2 || m_open[depth - 2] != opening) return Event::None;
        m_open.pop_back();
      }
      m_open.pop_back();
      return Event::Closed;
    }
    default:
      m_previous = c;
      return Event::None;
  }
}

std::size_t mendQuotes(std::string& json) {
  std::size_t mended = 0;
  std::size_t begin = 0;  // of the string at hand
  char previous = 0;
  bool inString = false;
  const auto blank = [&](std::size_t at) {
    json[at] = ' ';
    ++mended;
  };
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (!inString) {
      if (c == '"') {
        inString = mayPrecedeString(previous);
        begin = at;
        if (!inString) blank(at);
      } else if (!isBlank(c)) {
        previous = c;
      }
    } else if (c == '\\') {
      ++at;
    } else if (c == '\n') {
      blank(begin);
      inString = false;
    } else if (c == '"') {
      std::size_t next = at + 1;
      while (next < json.size() && isBlank(json[next])) ++next;
      if (next == json.size() || mayFollowString(json[next]) || json[next] == '"') {
        inString = false;
        previous = '"';
      } else {
        blank(begin);
        begin = at;
      }
    }
  }
  if (inString) blank(begin);
  return mended;
}

}  // namespace sorami
