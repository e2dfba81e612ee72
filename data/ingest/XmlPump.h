// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

#include <QXmlStreamReader>

#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// What a format does with the elements of its XML. Names are without prefix.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  /// `offset`: where its tag begins in the stream.
  virtual void startElement(const std::string& name, const QXmlStreamAttributes& attributes,
                            std::uint64_t offset) = 0;
  /// `text` is the element's own text without blanks around it.
  virtual void endElement(const std::string& name, std::string_view text) = 0;
};

/// Reads one XML document as its bytes come, in bounded memory. Document type definitions and entities are
/// refused: a recording has none, an attack does. What is wrong is reported once and ends the reading.
class XmlPump {
 public:
  /// Text of one element beyond this is not kept: such an element is taken for empty.
  static constexpr std::size_t kMaxText = 64 * 1024;

  XmlPump();
  void feed(std::span<const std::byte> bytes, std::uint64_t offset, XmlHandler& handler, DecodeSink& sink);
  /// The stream has ended: a document that has not is reported.
  void finish(DecodeSink& sink);
  /// Where the tag or text ends that was read last.
  std::uint64_t place() const { return m_base + m_tagEnd; }
  /// Names of the open elements, outermost first.
  const std::vector<std::string>& path() const { return m_path; }
  /// The name `up` levels above the innermost open element; empty when there is none.
  std::string_view ancestor(std::size_t up) const {
    return m_path.size() > up ? std::string_view(m_path[m_path.size() - 1 - up]) : std::string_view();
  }

 private:
  void advance(bool isTag);
  void fail(std::string reason, DecodeSink& sink);
  QXmlStreamReader m_reader;
  std::vector<std::string> m_path;
  std::vector<std::string> m_texts;
  std::uint64_t m_sinceToken = 0;
  std::uint64_t m_end = 0;
  std::string m_ahead;         ///< octets the reader has
  std::uint64_t m_base = 0;    ///< where they begin in the stream
  std::size_t m_aheadAt = 0;   ///< how many of them it has read
  qint64 m_characters = 0;     ///< that it counts for them
  std::size_t m_tagBegin = 0;  ///< of the tag it read last, in them
  std::size_t m_tagEnd = 0;
  bool m_isOneOctet = false;  ///< a character is an octet
  bool m_begun = false;
  bool m_junk = false;  ///< such octets were reported
  bool m_failed = false;
  bool m_ended = false;
};

/// An attribute's value; empty when it is not there.
std::string attributeText(const QXmlStreamAttributes& attributes, const char* name);
/// An attribute's number; NaN when it is not there or none.
double attributeNumber(const QXmlStreamAttributes& attributes, const char* name);

/// How sure an XML document's first element is `root`, 0 or 95.
int probeXmlRoot(std::span<const std::byte> head, std::string_view root);

}  // namespace sorami
