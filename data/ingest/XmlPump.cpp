// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/XmlPump.h"

#include "data/ingest/Text.h"

namespace sorami {
namespace {

constexpr std::uint64_t kMaxToken = std::uint64_t{1} << 20;
constexpr std::size_t kMaxDepth = 200;

std::string localName(QStringView qualified) {
  const auto colon = qualified.indexOf(u':');
  return (colon < 0 ? qualified : qualified.mid(colon + 1)).toUtf8().toStdString();
}

std::string_view withoutBlanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

XmlPump::XmlPump() {
  // Prefixes are only taken off: recordings with undeclared ones are common.
  m_reader.setNamespaceProcessing(false);
}

/// Brings place() to the end of the tag that was read last: the reader counts UTF-16 units, and now and then
/// a character that it looked ahead at; streams are octets.
void XmlPump::advance(bool isTag) {
  constexpr std::size_t kRead = 64 * 1024;
  constexpr std::size_t kLookedAhead = 8;
  if (m_aheadAt > kRead) {
    m_base += m_aheadAt - kLookedAhead;
    m_ahead.erase(0, m_aheadAt - kLookedAhead);
    m_aheadAt = kLookedAhead;
  }
  const qint64 now = m_reader.characterOffset();
  while (m_characters < now && m_aheadAt < m_ahead.size()) {
    const auto lead = static_cast<unsigned char>(m_ahead[m_aheadAt]);
    const bool isLong = !m_isOneOctet && lead >= 0xF0;
    m_aheadAt += m_isOneOctet || lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    m_characters += isLong ? 2 : 1;
  }
  m_aheadAt = std::min(m_aheadAt, m_ahead.size());
  m_tagEnd = m_aheadAt;
  if (!isTag || m_aheadAt == 0) return;
  if (const std::size_t close = m_ahead.rfind('>', m_aheadAt - 1); close != m_ahead.npos)
    m_tagEnd = close + 1;
  const std::size_t open = m_ahead.rfind('<', m_tagEnd - 1);
  m_tagBegin = open != m_ahead.npos ? open : m_tagEnd;
}

void XmlPump::fail(std::string reason, DecodeSink& sink) {
  m_failed = true;
  sink.diagnostic({place(), "XML", m_path.empty() ? std::string() : m_path.back(),
                   "line " + std::to_string(m_reader.lineNumber()) + ": " + std::move(reason)});
}

void XmlPump::feed(std::span<const std::byte> bytes, std::uint64_t offset, XmlHandler& handler,
                   DecodeSink& sink) {
  m_end = offset + bytes.size();
  if (m_failed || m_ended || bytes.empty()) return;
  if (!m_begun) {
    // What is no text in front of the first tag is no part of the document.
    const std::string_view text = asText(bytes);
    m_base = offset;
    const bool hasMark =
        text.starts_with("\xef\xbb\xbf") || text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
    const std::size_t first = hasMark ? 0 : text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return;
    if (!hasMark && text[first] != '<') {
      if (!m_junk)
        sink.diagnostic({offset + first, "XML", "", "octets stand in front of the first tag: passed over"});
      m_junk = true;
      const std::size_t tag = text.find('<', first);
      if (tag == text.npos) return;
      bytes = bytes.subspan(tag);
      m_base = offset + tag;
    }
    m_begun = true;
    // The reader does not count the mark.
    if (text.starts_with("\xef\xbb\xbf")) m_aheadAt = 3;
  }
  m_reader.addData(
      QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())));
  m_ahead.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  m_sinceToken += bytes.size();
  for (;;) {
    const QXmlStreamReader::TokenType token = m_reader.readNext();
    advance(token == QXmlStreamReader::StartElement || token == QXmlStreamReader::EndElement);
    if (token == QXmlStreamReader::Invalid) {
      if (m_reader.error() != QXmlStreamReader::PrematureEndOfDocumentError)
        return fail(m_reader.errorString().toStdString(), sink);
      if (m_sinceToken > kMaxToken) fail("one tag or text is longer than 1 MiB: refused", sink);
      return;
    }
    m_sinceToken = 0;
    switch (token) {
      case QXmlStreamReader::StartDocument: {
        const QStringView encoding = m_reader.documentEncoding();
        m_isOneOctet = !encoding.isEmpty() && !encoding.startsWith(QLatin1String("utf"), Qt::CaseInsensitive);
        break;
      }
      case QXmlStreamReader::DTD:
        return fail("a document type definition is refused: delete the line <!DOCTYPE …>", sink);
      case QXmlStreamReader::EntityReference:
        return fail("an entity is refused", sink);
      case QXmlStreamReader::StartElement: {
        if (m_path.size() >= kMaxDepth) return fail("elements are nested more than 200 deep: refused", sink);
        m_path.push_back(localName(m_reader.qualifiedName()));
        m_texts.emplace_back();
        handler.startElement(m_path.back(), m_reader.attributes(), m_base + m_tagBegin);
        break;
      }
      case QXmlStreamReader::Characters:
        if (!m_texts.empty() && m_texts.back().size() <= kMaxText)
          m_texts.back() += m_reader.text().toUtf8().toStdString();
        break;
      case QXmlStreamReader::EndElement:
        if (m_texts.back().size() > kMaxText) m_texts.back().clear();
        handler.endElement(m_path.back(), withoutBlanks(m_texts.back()));
        m_path.pop_back();
        m_texts.pop_back();
        break;
      case QXmlStreamReader::EndDocument:
        m_ended = true;
        return;
      default:
        break;
    }
  }
}

void XmlPump::finish(DecodeSink& sink) {
  if (m_failed || m_ended) return;
  m_failed = true;
  sink.diagnostic({m_end, "XML", m_path.empty() ? std::string() : m_path.back(),
                   m_path.empty() ? "the file ends where an element was expected"
                                  : "the file ends inside this element: the rest was expected"});
}

std::string attributeText(const QXmlStreamAttributes& attributes, const char* name) {
  return attributes.value(QLatin1String(name)).toUtf8().toStdString();
}

double attributeNumber(const QXmlStreamAttributes& attributes, const char* name) {
  const std::string text = attributeText(attributes, name);
  return parseDouble(trimmed(text)).value_or(kNoDouble);
}

int probeXmlRoot(std::span<const std::byte> head, std::string_view root) {
  std::string text(asText(head));
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) std::erase(text, '\0');
  std::size_t at = 0;
  for (;;) {
    at = text.find('<', at);
    if (at == text.npos || at > 4096 || at + 1 >= text.size()) return 0;
    if (text[at + 1] == '?' || text[at + 1] == '!') {
      const bool comment = text.compare(at, 4, "<!--") == 0;
      at = text.find(comment ? "-->" : ">", at);
      continue;
    }
    break;
  }
  std::string_view name = std::string_view(text).substr(at + 1);
  name = name.substr(0, name.find_first_of(" \t\r\n/>"));
  if (const std::size_t colon = name.find(':'); colon != name.npos) name.remove_prefix(colon + 1);
  return name == root ? 95 : 0;
}

}  // namespace sorami
