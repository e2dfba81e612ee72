// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/gmti4607/GmtiDecoder.h"

#include "data/ingest/OctetOrder.h"
#include "data/ingest/Text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

constexpr std::size_t kPacketHeader = 32;
constexpr std::size_t kSegmentHeader = 5;
constexpr std::uint8_t kMissionSegment = 1;
constexpr std::uint8_t kDwellSegment = 2;
/// A packet longer than this is none.
constexpr std::uint32_t kMaxPacket = 1 << 20;

/// Octets of the dwell segment's fields D2 to D31, then of a target report's D32.1 to D32.18, in the order of
/// the existence mask.
constexpr std::array<std::uint8_t, 30> kDwellSizes = {2, 2, 1, 2, 4, 4, 4, 4, 4, 4, 4, 4, 2, 2, 4,
                                                      1, 1, 2, 2, 2, 2, 2, 4, 4, 2, 2, 2, 2, 2, 1};
constexpr std::array<std::uint8_t, 18> kTargetSizes = {2, 4, 4, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 1, 2, 1, 4, 1};

std::int64_t bigEndianSigned(const std::uint8_t* at, std::size_t size) {
  const std::uint64_t sign = std::uint64_t{1} << (8 * size - 1);
  return static_cast<std::int64_t>((bigEndian(at, size) ^ sign) - sign);
}

/// Degrees of a signed 32-bit angle (SA32) and of an unsigned one (BA32).
double signedAngle(std::uint64_t raw) {
  return static_cast<double>(static_cast<std::int32_t>(static_cast<std::uint32_t>(raw))) * 180.0 /
         4294967296.0;
}
double binaryAngle(std::uint64_t raw) {
  return static_cast<double>(raw) * 360.0 / 4294967296.0;
}

/// The segments of a packet as far as their lengths make sense.
struct Segments {
  std::size_t end = kPacketHeader;  ///< the packet's size when they fill it
  bool endInTargets = false;        ///< the last one is a dwell segment
};

Segments segmentsOf(const std::uint8_t* packet, std::size_t size) {
  Segments segments;
  while (segments.end + kSegmentHeader <= size) {
    const std::uint64_t length = bigEndian(packet + segments.end + 1, 4);
    if (length < kSegmentHeader || length > size - segments.end) break;
    segments.endInTargets = packet[segments.end] == kDwellSegment;
    segments.end += static_cast<std::size_t>(length);
  }
  return segments;
}

/// Whether a packet's header can stand here; `size` is its length.
bool isHeader(const std::uint8_t* at, std::uint32_t& size) {
  const auto digit = [](std::uint8_t c) { return c >= '0' && c <= '9'; };
  if (!digit(at[0]) || !digit(at[1]) || at[0] == '0') return false;
  size = static_cast<std::uint32_t>(bigEndian(at + 2, 4));
  if (size < kPacketHeader || size > kMaxPacket) return false;
  // Classification 1 to 5; the exercise indicator is 0 to 2 or 128 to 130; the platform's name is text.
  if (at[8] > 5 || (at[13] & 0x7F) > 2) return false;
  return std::all_of(at + 14, at + 24, [](std::uint8_t c) { return c == 0 || (c >= 0x20 && c < 0x7F); });
}

std::string tooShort(std::size_t needs, std::size_t has) {
  return "needs " + std::to_string(needs) + " octets, " + std::to_string(has) + " are there";
}

class GmtiDecoder final : public Decoder {
 public:
  explicit GmtiDecoder(const DecodeOptions& options)
      : m_clockOffset(options.clockOffset),
        m_day(options.referenceDate ? options.referenceDate->startOfDay() : UtcTime{0}),
        m_dateKnown(options.referenceDate.has_value()) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override;
  void finish(DecodeSink& sink) override;
  bool isDateKnown() const override { return m_dateKnown; }

 private:
  /// What is to be done with what stands at one place.
  struct Verdict {
    std::size_t take = 0;  ///< octets of the packet; 0: there is none
    bool wait = false;     ///< only more of the stream can tell
    std::string reason;    ///< what is wrong
  };
  Verdict judge(std::size_t at, bool isLast) const;
  bool holdsWholePackets() const;
  /// All that are whole; when the stream has ended, what is behind a damaged one too.
  void takePackets(bool isLast, DecodeSink& sink);
  void takePacket(const std::uint8_t* packet, std::size_t size, std::uint64_t offset, DecodeSink& sink);
  void takeMission(std::span<const std::uint8_t> s, std::uint64_t offset, DecodeSink& sink);
  void takeDwell(std::span<const std::uint8_t> s, std::uint64_t offset, DecodeSink& sink);

  Micros m_clockOffset;
  UtcTime m_day;
  bool m_dateKnown;
  UtcTime m_received;
  std::vector<std::uint8_t> m_buffer;
  std::uint64_t m_bufferOffset = 0;
  bool m_junk = false;
  std::uint16_t m_flags = 0;
  std::string m_platform;
};

void GmtiDecoder::decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
                         DecodeSink& sink) {
  m_received = received;
  if (m_buffer.empty()) m_bufferOffset = offset;
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  m_buffer.insert(m_buffer.end(), begin, begin + bytes.size());
  takePackets(received.isValid() && holdsWholePackets(), sink);
}

/// A datagram does: nothing in it waits for more.
bool GmtiDecoder::holdsWholePackets() const {
  std::size_t at = 0;
  while (m_buffer.size() - at >= kPacketHeader) {
    std::uint32_t size = 0;
    if (!isHeader(m_buffer.data() + at, size) || size > m_buffer.size() - at) return false;
    at += size;
  }
  return at == m_buffer.size();
}

/// A packet is taken when another one, or the end, follows it: only there it shows that octets are missing in
/// it or that its size is damaged.
GmtiDecoder::Verdict GmtiDecoder::judge(std::size_t at, bool isLast) const {
  Verdict verdict;
  const std::uint8_t* const packet = m_buffer.data() + at;
  const std::size_t left = m_buffer.size() - at;
  std::uint32_t size = 0;
  if (!isHeader(packet, size)) {
    verdict.reason = "no packet header stands here: looking for the next one";
    return verdict;
  }
  const auto headerAt = [&](std::size_t from) {
    std::uint32_t ignored = 0;
    return left - from >= kPacketHeader && isHeader(packet + from, ignored);
  };
  const Segments segments = segmentsOf(packet, std::min<std::size_t>(size, left));
  if (segments.end > kPacketHeader && segments.end < size && headerAt(segments.end)) {
    verdict.take = segments.end;
    verdict.reason = "its size is " + std::to_string(size) + " octets, but the next packet begins after " +
                     std::to_string(segments.end);
  } else if (size > left) {
    verdict.wait = !isLast;
    if (segments.end > kPacketHeader) verdict.take = segments.end;
    verdict.reason = tooShort(size, left);
  } else if (left - size < kPacketHeader && !isLast) {
    verdict.wait = true;
  } else if (left - size < kPacketHeader || headerAt(size) ||
             (segments.end == size && !segments.endInTargets)) {
    verdict.take = size;
  } else {
    verdict.reason = "no packet follows this one, so octets may be missing in it: it is left out";
  }
  return verdict;
}

void GmtiDecoder::takePackets(bool isLast, DecodeSink& sink) {
  std::size_t at = 0;
  while (m_buffer.size() - at >= kPacketHeader) {
    const Verdict verdict = judge(at, isLast);
    if (verdict.wait) break;
    if (!verdict.reason.empty() && (!m_junk || verdict.take > 0))
      sink.diagnostic({m_bufferOffset + at, "packet", "", verdict.reason});
    if (verdict.take > 0) takePacket(m_buffer.data() + at, verdict.take, m_bufferOffset + at, sink);
    // What is damaged must not cost the packets it reaches over.
    m_junk = !verdict.reason.empty();
    at += std::max<std::size_t>(verdict.take, 1);
  }
  m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(at));
  m_bufferOffset += at;
}

void GmtiDecoder::finish(DecodeSink& sink) {
  takePackets(true, sink);
  if (!m_buffer.empty() && !m_junk)
    sink.diagnostic({m_bufferOffset, "packet", "", tooShort(kPacketHeader, m_buffer.size())});
  m_buffer.clear();
}

void GmtiDecoder::takePacket(const std::uint8_t* packet, std::size_t size, std::uint64_t offset,
                             DecodeSink& sink) {
  sink.record("packet", 1);
  const std::uint8_t exercise = packet[13];
  m_flags = static_cast<std::uint16_t>(((exercise & 0x80) != 0 ? kExercise : 0) |
                                       ((exercise & 0x7F) != 0 ? kSimulated : 0));
  m_platform.assign(reinterpret_cast<const char*>(packet + 14), 10);
  m_platform = trimmed(std::string_view(m_platform.c_str()));
  std::size_t at = kPacketHeader;
  while (at + kSegmentHeader <= size) {
    const std::uint8_t type = packet[at];
    const std::uint64_t length = bigEndian(packet + at + 1, 4);
    if (length < kSegmentHeader || length > size - at) {
      sink.diagnostic(
          {offset + at, "segment " + std::to_string(type), "size",
           std::to_string(length) + " octets do not fit the packet's " + std::to_string(size - at)});
      return;
    }
    const std::span<const std::uint8_t> content(packet + at + kSegmentHeader,
                                                static_cast<std::size_t>(length) - kSegmentHeader);
    sink.record("segment " + std::to_string(type), 1);
    if (type == kMissionSegment) takeMission(content, offset + at, sink);
    if (type == kDwellSegment) takeDwell(content, offset + at, sink);
    at += static_cast<std::size_t>(length);
  }
}

void GmtiDecoder::takeMission(std::span<const std::uint8_t> s, std::uint64_t offset, DecodeSink& sink) {
  if (s.size() < 39) {
    sink.diagnostic(
        {offset, "mission segment", "", "needs 39 octets, " + std::to_string(s.size()) + " are there"});
    return;
  }
  const int year = static_cast<int>(bigEndian(s.data() + 35, 2));
  if (year < 1970 || year > 9999 || s[37] < 1 || s[37] > 12 || s[38] < 1 || s[38] > 31) {
    sink.diagnostic({offset, "mission segment", "reference date", "is no date"});
    return;
  }
  m_day = utcFromCivil(year, s[37], s[38]);
  m_dateKnown = true;
}

void GmtiDecoder::takeDwell(std::span<const std::uint8_t> s, std::uint64_t offset, DecodeSink& sink) {
  const auto cut = [&](std::size_t needs) {
    sink.diagnostic(
        {offset, "dwell segment", "",
         "needs " + std::to_string(needs) + " octets, " + std::to_string(s.size()) + " are there"});
  };
  if (s.size() < 8) return cut(8);
  const std::uint64_t mask = bigEndian(s.data(), 8);
  const auto has = [mask](std::size_t field) { return (mask >> (63 - field) & 1) != 0; };
  std::array<const std::uint8_t*, 30> dwell{};
  std::size_t at = 8;
  for (std::size_t i = 0; i < kDwellSizes.size(); ++i) {
    if (!has(i)) continue;
    if (at + kDwellSizes[i] > s.size()) return cut(at + kDwellSizes[i]);
    dwell[i] = s.data() + at;
    at += kDwellSizes[i];
  }
  // D5 count, D6 time, D10 and D11 scales, D24 and D25 centre.
  constexpr std::size_t kCount = 3;
  constexpr std::size_t kTime = 4;
  constexpr std::size_t kLatScale = 8;
  constexpr std::size_t kLonScale = 9;
  constexpr std::size_t kCentreLat = 22;
  constexpr std::size_t kCentreLon = 23;
  if (dwell[kCount] == nullptr || dwell[kTime] == nullptr) {
    sink.diagnostic({offset, "dwell segment", "existence mask", "D5 and D6 are mandatory and are not there"});
    return;
  }
  const auto count = static_cast<std::size_t>(bigEndian(dwell[kCount], 2));
  std::size_t targetSize = 0;
  for (std::size_t i = 0; i < kTargetSizes.size(); ++i) targetSize += has(30 + i) ? kTargetSizes[i] : 0;
  if (at + count * targetSize > s.size()) cut(at + count * targetSize);
  const bool highResolution = has(31) && has(32);
  const bool deltas = has(33) && has(34) && dwell[kLatScale] != nullptr && dwell[kLonScale] != nullptr &&
                      dwell[kCentreLat] != nullptr && dwell[kCentreLon] != nullptr;
  if (count > 0 && !highResolution && !deltas) return sink.dropped("no position", count);
  const UtcTime time = m_day + static_cast<Micros>(bigEndian(dwell[kTime], 4)) * kMillisecond - m_clockOffset;
  const std::uint16_t source =
      sink.source({m_platform.empty() ? "GMTI" : "GMTI " + m_platform, "gmti4607", -1});
  for (std::size_t n = 0; n < count && at + targetSize <= s.size() && targetSize > 0; ++n) {
    std::array<const std::uint8_t*, 18> target{};
    const std::size_t begin = at;
    for (std::size_t i = 0; i < kTargetSizes.size(); ++i) {
      if (!has(30 + i)) continue;
      target[i] = s.data() + at;
      at += kTargetSizes[i];
    }
    Report r;
    r.kind = ReportKind::Plot;
    r.domain = Domain::Ground;
    r.source = source;
    r.flags = m_flags;
    r.eventTime = time;
    r.receiveTime = m_received;
    if (highResolution) {
      r.lat = signedAngle(bigEndian(target[1], 4));
      r.lon = wrapLongitude(binaryAngle(bigEndian(target[2], 4)));
    } else {
      r.lat =
          signedAngle(bigEndian(dwell[kCentreLat], 4)) +
          static_cast<double>(bigEndianSigned(target[3], 2)) * signedAngle(bigEndian(dwell[kLatScale], 4));
      r.lon = wrapLongitude(binaryAngle(bigEndian(dwell[kCentreLon], 4)) +
                            static_cast<double>(bigEndianSigned(target[4], 2)) *
                                binaryAngle(bigEndian(dwell[kLonScale], 4)));
    }
    if (!(std::abs(r.lat) <= 90)) {
      sink.diagnostic(
          {offset, "dwell segment", "D32 " + std::to_string(n + 1), "the latitude is off the earth"});
      continue;
    }
    if (target[5] != nullptr) r.geoAltitude = static_cast<float>(bigEndianSigned(target[5], 2));
    // Slant range in centimetres, cross range in decimetres, both one sigma.
    if (target[11] != nullptr)
      r.sigmaMajor = static_cast<float>(static_cast<double>(bigEndian(target[11], 2)) * 0.01);
    if (target[12] != nullptr) {
      const auto cross = static_cast<float>(static_cast<double>(bigEndian(target[12], 2)) * 0.1);
      r.sigmaMajor = r.sigmaMajor == r.sigmaMajor ? std::max(r.sigmaMajor, cross) : cross;
    }
    r.byteOffset = offset + kSegmentHeader + begin;
    r.byteLength = static_cast<std::uint32_t>(targetSize);
    sink.report(r);
  }
}

/// How many packets stand in a row from `at` on; as many as end where another begins, or where the head does.
int packetsAt(std::span<const std::byte> head, std::size_t at, bool& isDamaged) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(head.data());
  int packets = 0;
  isDamaged = false;
  while (at < head.size() && head.size() - at >= kPacketHeader + kSegmentHeader && packets < 8) {
    std::uint32_t size = 0;
    const bool isPacket = isHeader(bytes + at, size);
    const std::uint64_t segment = bigEndian(bytes + at + kPacketHeader + 1, 4);
    isDamaged = !isPacket || size < kPacketHeader + kSegmentHeader || segment < kSegmentHeader ||
                segment > size - kPacketHeader;
    if (isDamaged) break;
    ++packets;
    at += size;
  }
  return packets;
}

int probe(std::span<const std::byte> head) {
  constexpr std::size_t kSearch = 4096;
  bool isDamaged = false;
  if (packetsAt(head, 0, isDamaged) > 0) return isDamaged ? 60 : 99;
  // Damage right at the start: packets in a row behind it are sign enough.
  for (std::size_t at = 1; at < std::min(head.size(), kSearch); ++at)
    if (packetsAt(head, at, isDamaged) > 1) return 50;
  return 0;
}

}  // namespace

const Format kGmtiFormat = {"gmti4607", "STANAG 4607 GMTI", probe,
                            [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                              return std::make_unique<GmtiDecoder>(options);
                            }};

}  // namespace sorami
