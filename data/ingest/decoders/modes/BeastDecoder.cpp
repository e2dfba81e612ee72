// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/modes/BeastDecoder.h"

#include "data/ingest/OctetOrder.h"
#include "data/ingest/Text.h"
#include "data/ingest/decoders/modes/StampedFrames.h"

#include <algorithm>

namespace sorami {
namespace {

constexpr std::uint8_t kEscape = 0x1a;

std::size_t payloadLength(std::uint8_t type) {
  switch (type) {
    case '1':
      return 2;
    case '2':
      return 7;
    case '3':
    case '4':
      return 14;
    default:
      return 0;
  }
}

class BeastDecoder final : public Decoder {
 public:
  explicit BeastDecoder(const DecodeOptions& options) : m_frames(options) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    if (m_buffer.empty()) m_offset = offset;
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
    m_buffer.insert(m_buffer.end(), begin, begin + bytes.size());
    parse(received, false, sink);
    m_frames.flushCounts(sink);
  }
  void finish(DecodeSink& sink) override {
    parse({}, true, sink);
    if (!m_buffer.empty()) {
      sink.diagnostic({m_offset, "beast", "", "the stream ends inside a frame"});
    }
    m_buffer.clear();
    m_frames.finish(sink);
    m_frames.flushCounts(sink);
    if (m_modeAc > 0) sink.record("Mode A/C", m_modeAc);
    m_modeAc = 0;
  }
  bool isDateKnown() const override { return m_frames.isDateKnown(); }

 private:
  void parse(UtcTime received, bool last, DecodeSink& sink);
  void skipTo(std::size_t at) {
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(at));
    m_offset += at;
  }

  StampedFrames m_frames;
  std::vector<std::uint8_t> m_buffer;
  std::uint64_t m_offset = 0;
  std::uint64_t m_modeAc = 0;
  bool m_junk = false;
};

void BeastDecoder::parse(UtcTime received, bool last, DecodeSink& sink) {
  std::size_t at = 0;
  const std::size_t size = m_buffer.size();
  while (at < size) {
    if (m_buffer[at] != kEscape || (at + 1 < size && payloadLength(m_buffer[at + 1]) == 0)) {
      if (!m_junk) sink.diagnostic({m_offset + at, "beast", "", "0x1a and a frame type 1 to 4 was expected"});
      m_junk = true;
      // A doubled escape is data, not a frame's beginning.
      at += at + 1 < size && m_buffer[at] == kEscape && m_buffer[at + 1] == kEscape ? 2 : 1;
      continue;
    }
    if (at + 1 >= size) break;
    const std::uint8_t type = m_buffer[at + 1];
    const std::size_t length = 7 + payloadLength(type);
    std::uint8_t body[21];
    std::size_t filled = 0;
    std::size_t next = at + 2;
    bool broken = false;
    while (filled < length && next < size) {
      if (m_buffer[next] == kEscape) {
        if (next + 1 >= size) break;
        if (m_buffer[next + 1] != kEscape) {
          broken = true;
          break;
        }
        ++next;
      }
      body[filled++] = m_buffer[next++];
    }
    if (broken) {
      sink.diagnostic({m_offset + at, "beast", "",
                       "a frame needs " + std::to_string(length) + " octets, the next one begins after " +
                           std::to_string(filled)});
      at = next;
      continue;
    }
    if (filled < length) break;
    m_junk = false;
    const std::uint64_t stamp = bigEndian(body, 6);
    if (type == '2' || type == '3') {
      m_frames.take(stamp, {body + 7, length - 7}, received, m_offset + at,
                    static_cast<std::uint32_t>(next - at), sink);
    } else if (type == '1') {
      ++m_modeAc;
    }
    at = next;
  }
  skipTo(at);
  if (last && m_buffer.size() == 1 && m_buffer[0] != kEscape) m_buffer.clear();
}

int probeBeast(std::span<const std::byte> head) {
  const auto byte = [head](std::size_t i) { return std::to_integer<std::uint8_t>(head[i]); };
  std::size_t at = 0;
  while (at + 1 < head.size() && at < 64 && !(byte(at) == kEscape && payloadLength(byte(at + 1)) > 0)) ++at;
  int frames = 0;
  while (at + 1 < head.size() && frames < 100) {
    if (byte(at) != kEscape || payloadLength(byte(at + 1)) == 0) break;
    std::size_t left = 7 + payloadLength(byte(at + 1));
    at += 2;
    while (left > 0 && at < head.size()) {
      if (byte(at) == kEscape) ++at;
      ++at;
      --left;
    }
    if (left > 0) break;
    ++frames;
  }
  return frames >= 5 ? 97 : frames >= 2 && at >= head.size() ? 90 : 0;
}

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

class AvrDecoder final : public Decoder {
 public:
  explicit AvrDecoder(const DecodeOptions& options) : m_frames(options) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_lines.feed(
        asText(bytes), offset, [&](std::string_view line, std::uint64_t at) { takeLine(line, at, sink); },
        [&](std::uint64_t at) {
          sink.diagnostic({at, "avr", "", "a line is longer than 64 KiB: skipped"});
        });
    flushCounts(sink);
  }
  void finish(DecodeSink& sink) override {
    m_lines.finish([&](std::string_view line, std::uint64_t at) { takeLine(line, at, sink); });
    m_frames.finish(sink);
    flushCounts(sink);
  }
  bool isDateKnown() const override { return m_frames.isDateKnown(); }

 private:
  void takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
    line = trimmed(line);
    if (line.empty()) return;
    const bool stamped = line.front() == '@';
    if ((!stamped && line.front() != '*') || line.back() != ';') {
      sink.diagnostic({offset, "avr", "", "'*' or '@', hexadecimal digits and ';' were expected"});
      return;
    }
    const std::string_view digits = line.substr(1, line.size() - 2);
    std::uint8_t octets[20];
    const std::size_t count = digits.size() / 2;
    const std::size_t stampOctets = stamped ? 6 : 0;
    if (digits.size() % 2 != 0 ||
        (count != stampOctets + 2 && count != stampOctets + 7 && count != stampOctets + 14)) {
      sink.diagnostic({offset, "avr", "",
                       "a frame has 4, 14 or 28 hexadecimal digits" +
                           std::string(stamped ? " after 12 of the time stamp" : "")});
      return;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const int high = hexDigit(digits[2 * i]);
      const int low = hexDigit(digits[2 * i + 1]);
      if (high < 0 || low < 0) {
        sink.diagnostic({offset + 1 + 2 * i, "avr", "", "a hexadecimal digit was expected"});
        return;
      }
      octets[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    if (!stamped && !m_received.isValid()) {
      // Without times an even and an odd position cannot be paired: the result would be invented.
      ++m_timeless;
      return;
    }
    const ModeSFrame frame{octets + stampOctets, count - stampOctets};
    const auto length = static_cast<std::uint32_t>(line.size());
    if (!stamped) {
      m_frames.takeUnstamped(frame, m_received, offset, length, sink);
      return;
    }
    m_frames.take(bigEndian(octets, 6), frame, m_received, offset, length, sink);
  }
  void flushCounts(DecodeSink& sink) {
    m_frames.flushCounts(sink);
    if (m_timeless > 0) {
      sink.dropped("no time", m_timeless);
      sink.record("frame without time", m_timeless);
    }
    m_timeless = 0;
  }

  StampedFrames m_frames;
  LineSplitter m_lines;
  UtcTime m_received;
  std::uint64_t m_timeless = 0;
};

int probeAvr(std::span<const std::byte> head) {
  std::string_view text = asText(head);
  int good = 0;
  int lines = 0;
  while (!text.empty() && lines < 50) {
    const std::size_t end = text.find('\n');
    if (end == text.npos && lines > 0) break;
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.size() < 6) continue;
    ++lines;
    const std::size_t close = line.find(';');
    if ((line[0] != '*' && line[0] != '@') || close == line.npos) continue;
    const std::string_view digits = line.substr(1, close - 1);
    if (std::all_of(digits.begin(), digits.end(), [](char c) { return hexDigit(c) >= 0; })) ++good;
  }
  return lines == 0 ? 0 : 95 * good / lines;
}

template <class D>
std::unique_ptr<Decoder> make(const DecodeOptions& options) {
  return std::make_unique<D>(options);
}

}  // namespace

const Format kBeastFormat = {"beast", "Mode S Beast binary", probeBeast, make<BeastDecoder>};
const Format kAvrFormat = {"avr", "AVR text (Mode S)", probeAvr, make<AvrDecoder>};

}  // namespace sorami
