// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"
#include "data/ingest/JsonScanner.h"

#include <functional>
#include <string>

namespace sorami {

/// One whole JSON document of a stream.
struct JsonText {
  std::string& text;      ///< may be altered in place; has capacity for simdjson's padding behind its end
  std::uint64_t offset;   ///< of its first byte in the stream
  bool repaired = false;  ///< the stream ended inside it: cut after its last whole element and closed
};

/// Cuts a byte stream into top-level JSON objects and arrays, in bounded memory, whatever way the stream is
/// cut. It looks at brackets and strings only; whether the text is right JSON is the parser's business.
class JsonSplitter {
 public:
  /// A document longer than this is refused: an object without end must not eat the memory.
  static constexpr std::size_t kMaxDocument = std::size_t{256} << 20;

  using OnDocument = std::function<void(const JsonText&)>;
  void feed(std::string_view text, std::uint64_t offset, DecodeSink& sink, const OnDocument& onDocument);
  /// The stream has ended: an unfinished document is reported, repaired and given.
  void finish(DecodeSink& sink, const OnDocument& onDocument);

 private:
  static constexpr std::size_t kMaxDepth = 64;
  void reset();

  std::string m_text;
  std::uint64_t m_offset = 0;
  JsonScanner m_scanner;
  bool m_skipping = false;  ///< inside a document that was refused
  std::size_t m_cut = 0;    ///< after the last element that was whole at depth 1 or 2
  std::size_t m_cutDepth = 0;
  bool m_junk = false;  ///< bytes between documents were reported
};

}  // namespace sorami
