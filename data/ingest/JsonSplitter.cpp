// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/JsonSplitter.h"

#include <simdjson.h>

namespace sorami {

void JsonSplitter::reset() {
  m_text.clear();
  // A huge document's buffer is not kept for the small ones that follow.
  if (m_text.capacity() > (std::size_t{16} << 20)) m_text.shrink_to_fit();
  m_scanner.reset();
  m_skipping = false;
  m_cut = m_cutDepth = 0;
}

void JsonSplitter::feed(std::string_view text, std::uint64_t offset, DecodeSink& sink,
                        const OnDocument& onDocument) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (m_scanner.open().empty()) {
      const std::size_t begin = text.find_first_of("{[", at);
      const std::string_view between = text.substr(at, begin == text.npos ? text.npos : begin - at);
      const std::size_t junk = between.find_first_not_of(" \t\r\n,\x1e\xef\xbb\xbf");
      if (junk != between.npos && !m_junk) {
        sink.diagnostic({offset + at + junk, "", "", "'{' or '[' was expected between JSON documents"});
        m_junk = true;
      }
      if (begin == text.npos) return;
      at = begin;
      m_offset = offset + begin;
    }
    const std::size_t begin = at;
    const std::string& open = m_scanner.open();
    while (at < text.size()) {
      at += m_scanner.skip(text.substr(at));
      if (at == text.size()) break;
      const auto event = m_scanner.take(text[at++]);
      if (event == JsonScanner::Event::None) continue;
      if (event == JsonScanner::Event::Opened) {
        if (open.size() > kMaxDepth) break;
        continue;
      }
      if (open.empty()) break;
      if (open.size() <= 2) {
        m_cut = m_text.size() + (at - begin);
        m_cutDepth = open.size();
      }
    }
    if (open.size() > kMaxDepth) {
      sink.diagnostic({m_offset, "", "", "JSON is nested more than 64 deep: not read"});
      reset();
      m_junk = true;
      continue;
    }
    if (!m_skipping && m_text.size() + (at - begin) > kMaxDocument) {
      sink.diagnostic({m_offset, "", "", "a JSON document is longer than 256 MiB: skipped"});
      m_skipping = true;
      m_text.clear();
    }
    if (!m_skipping) m_text.append(text.substr(begin, at - begin));
    if (!open.empty()) return;
    if (!m_skipping) {
      m_text.reserve(m_text.size() + simdjson::SIMDJSON_PADDING);
      onDocument({m_text, m_offset, false});
    }
    reset();
    m_junk = false;
  }
}

void JsonSplitter::finish(DecodeSink& sink, const OnDocument& onDocument) {
  const std::string& open = m_scanner.open();
  if (!open.empty() && !m_skipping) {
    sink.diagnostic({m_offset + m_text.size(), "", "",
                     "the file ends inside a JSON document: " + std::to_string(open.size()) +
                         " brackets are still open"});
    if (m_cut > 0 && m_cutDepth <= open.size()) {
      m_text.resize(m_cut);
      for (std::size_t i = m_cutDepth; i-- > 0;) m_text.push_back(open[i] == '{' ? '}' : ']');
      m_text.reserve(m_text.size() + simdjson::SIMDJSON_PADDING);
      onDocument({m_text, m_offset, true});
    }
  }
  reset();
}

}  // namespace sorami
