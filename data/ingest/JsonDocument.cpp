// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/JsonDocument.h"

#include <algorithm>

namespace sorami {
namespace {

namespace dom = simdjson::dom;

/// The end of what an opening bracket at `begin` encloses; the text's end when it is not closed.
std::size_t closingOf(std::string_view text, std::size_t begin) {
  JsonScanner scanner;
  for (std::size_t at = begin; at < text.size(); ++at)
    if (scanner.take(text[at]) == JsonScanner::Event::Closed && scanner.open().empty()) return at + 1;
  return text.size();
}

/// Blanks what is no JSON of the lists of objects at most so deep; deeper lists go as a whole.
constexpr int kDepth = 3;

class Blanker {
 public:
  Blanker(const JsonText& json, DecodeSink& sink) : m_json(json), m_sink(sink) {}

  void blankIn(std::size_t begin, std::size_t end, int depth) {
    const bool isList = m_json.text[begin] == '[';
    JsonScanner scanner;
    scanner.take(m_json.text[begin]);
    for (std::size_t at = begin + 1; at + 1 < end; ++at) {
      if (scanner.take(m_json.text[at]) != JsonScanner::Event::Opened) continue;
      const std::size_t close = std::min(closingOf(m_json.text, at), end - 1);
      take(at, close, isList, depth);
      scanner.take(scanner.open().back() == '{' ? '}' : ']');
      at = close - 1;
    }
  }

 private:
  void take(std::size_t begin, std::size_t end, bool isListed, int depth) {
    if (!isListed && depth < kDepth) return blankIn(begin, end, depth + 1);
    dom::element element;
    const auto error = m_parser.parse(m_json.text.data() + begin, end - begin).get(element);
    if (error == simdjson::SUCCESS || end - begin < 4) return;
    m_sink.diagnostic(
        {m_json.offset + begin, "", "", std::string("is no JSON: ") + simdjson::error_message(error)});
    std::fill(m_json.text.begin() + static_cast<std::ptrdiff_t>(begin),
              m_json.text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    m_json.text.replace(begin, 4, "null");
  }

  const JsonText& m_json;
  DecodeSink& m_sink;
  dom::parser m_parser;
};

}  // namespace

std::optional<dom::element> parseDocument(dom::parser& parser, const JsonText& json, DecodeSink& sink) {
  dom::element root;
  auto error = parser.parse(json.text.data(), json.text.size()).get(root);
  if (error == simdjson::SUCCESS) return root;
  mendQuotes(json.text);
  if (!json.text.empty()) Blanker(json, sink).blankIn(0, json.text.size(), 0);
  error = parser.parse(json.text.data(), json.text.size()).get(root);
  if (error == simdjson::SUCCESS) return root;
  sink.diagnostic({json.offset, "", "", std::string("is no JSON: ") + simdjson::error_message(error)});
  return {};
}

}  // namespace sorami
