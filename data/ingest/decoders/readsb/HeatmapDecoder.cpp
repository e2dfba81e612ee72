// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/ingest/OctetOrder.h"
#include "data/ingest/Text.h"
#include "data/ingest/decoders/readsb/ReadsbDecoder.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sorami {
namespace {

constexpr std::size_t kRecordSize = 16;
constexpr std::uint32_t kSliceMagic = 0x0e7f7c9d;
constexpr std::int32_t kInfoBit = 1 << 30;
constexpr std::int16_t kAltitudeGround = -123;
constexpr std::int16_t kAltitudeNone = -124;
constexpr std::size_t kMaxAircraft = 1'000'000;
/// A slice of the whole earth's traffic is a twentieth of this.
constexpr std::size_t kMaxSlice = std::size_t{1} << 24;

std::int32_t signed32(const std::byte* at) {
  return static_cast<std::int32_t>(little32(at));
}
std::int16_t signed16(const std::byte* at) {
  return static_cast<std::int16_t>(little16(at));
}

class HeatmapDecoder final : public Decoder {
 public:
  explicit HeatmapDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    if (m_buffer.empty()) m_offset = offset;
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
    takeSlices(false, sink);
    flushCounts(sink);
  }

  void finish(DecodeSink& sink) override {
    takeSlices(true, sink);
    if (!m_sawSlice) sink.diagnostic({0, "heatmap", "", "there is no time slice"});
    flushCounts(sink);
  }

 private:
  struct Info {
    InlineText<12> callsign;
    std::int32_t mode3A = -1;
  };

  /// A slice is taken when it ends on a record's edge: octets that are missing in it show only there, and
  /// records behind them would be read askew.
  void takeSlices(bool isLast, DecodeSink& sink) {
    std::size_t begin = 0;
    for (;;) {
      const auto end = nextSlice(begin + (m_sawSlice ? kRecordSize : 0));
      if (!end && !isLast) {
        if (m_buffer.size() - begin < kMaxSlice) break;
        sink.diagnostic({m_offset + begin, "heatmap", "slice", "is longer than 16 MiB: left out"});
        begin = m_buffer.size() - kRecordSize;
        m_isLost = true;
        break;
      }
      takeSlice(begin, end.value_or(m_buffer.size()), end.has_value(), sink);
      if (!end) {
        begin = m_buffer.size();
        break;
      }
      m_sawSlice = true;
      m_isLost = false;
      begin = *end;
    }
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(begin));
    m_offset += begin;
    m_searched -= std::min(m_searched, begin);
  }

  /// Where the next slice begins, from `from` on.
  std::optional<std::size_t> nextSlice(std::size_t from) {
    for (std::size_t at = std::max(from, m_searched); at + kRecordSize <= m_buffer.size(); ++at) {
      m_searched = at;
      if (little32(m_buffer.data() + at) != kSliceMagic) continue;
      if ((at + kRecordSize - from) % kRecordSize == 0 || sliceTime(m_buffer.data() + at).isValid())
        return at;
    }
    return {};
  }

  void takeSlice(std::size_t begin, std::size_t end, bool isClosed, DecodeSink& sink) {
    const std::size_t rest = (end - begin) % kRecordSize;
    if (rest != 0 && !isClosed) {
      sink.diagnostic({m_offset + end - rest, "heatmap", "",
                       "a record needs 16 octets, " + std::to_string(rest) + " are there"});
    }
    if (rest != 0 && isClosed && !m_sawSlice)
      sink.diagnostic({m_offset, "heatmap", "index", "octets are missing in it or stand in front of it"});
    if (!m_sawSlice || m_isLost) return;  // the index: where each slice begins
    if (rest != 0 && isClosed) {
      sink.diagnostic({m_offset + begin, "heatmap", "slice",
                       "octets are missing in it or too many: its records are left out"});
      return;
    }
    if (!beginSlice(m_buffer.data() + begin, m_offset + begin, sink)) return;
    for (std::size_t at = begin + kRecordSize; at + kRecordSize <= end; at += kRecordSize) {
      if (isLostSlice(m_buffer.data() + begin, m_buffer.data() + at)) {
        sink.diagnostic({m_offset + at, "heatmap", "slice", "its mark is damaged: its records are left out"});
        return;
      }
      takeRecord(m_buffer.data() + at, m_offset + at, sink);
    }
  }

  /// Takes the time of a slice. A file holds half an hour: a time that is far from those before it is
  /// damaged, unless the next slice has it too.
  bool beginSlice(const std::byte* record, std::uint64_t offset, DecodeSink& sink) {
    const UtcTime time = sliceTime(record);
    const auto isFar = [time](UtcTime other) { return std::abs(time - other) > kHour; };
    const char* fault = nullptr;
    if (!time.isValid()) {
      fault = "is not between 1970 and 2100: the slice is left out";
    } else if (m_time.isValid() && isFar(m_time) && (!m_doubted.isValid() || isFar(m_doubted))) {
      fault = "is far from the time of the slice before: the slice is left out";
      m_doubted = time;
    }
    if (fault != nullptr) {
      sink.diagnostic({offset, "heatmap", "slice time", fault});
      return false;
    }
    m_time = time;
    m_doubted = {};
    ++m_slices;
    return true;
  }

  /// Whether this is the first record of another slice that has lost its magic number: it has the interval
  /// and very nearly the time of the slice at hand.
  static bool isLostSlice(const std::byte* slice, const std::byte* record) {
    const auto sameAt = [&](std::size_t at, std::size_t size) {
      return std::equal(slice + at, slice + at + size, record + at);
    };
    if (!sameAt(4, 4) || !sameAt(12, 2)) return false;
    const std::uint32_t step = little32(record + 8) - little32(slice + 8);
    return step > 0 && step <= static_cast<std::uint32_t>(kHour / kMillisecond);
  }

  /// No time when it is not between 1970 and 2100.
  static UtcTime sliceTime(const std::byte* record) {
    const auto high = signed32(record + 4);
    const auto millis = (static_cast<std::int64_t>(high) << 32) | little32(record + 8);
    return millis > 0 && millis < 4'102'444'800'000 ? UtcTime::fromMillis(millis) : UtcTime();
  }

  void takeRecord(const std::byte* bytes, std::uint64_t offset, DecodeSink& sink) {
    const auto hex = little32(bytes);
    const auto lat = signed32(bytes + 4);
    const auto lon = signed32(bytes + 8);
    // Bits 27 to 31 tell the kind of source and don't belong to the identity.
    const std::uint32_t address = hex & 0x1FFFFFF;
    if (lat >= kInfoBit) {
      if (m_info.size() > kMaxAircraft) m_info.clear();
      Info& info = m_info[address];
      info.callsign = trimmedCallsign(bytes + 8);
      const int squawk = lat & 0xFFFF;
      info.mode3A = octalDigits(squawk);
      return;
    }
    if (lat < -90'000'000 || lat > 90'000'000 || lon < -180'000'000 || lon > 180'000'000) {
      sink.diagnostic({offset, "heatmap", "position", "is not on the earth"});
      return;
    }
    if (m_source < 0) m_source = sink.source({"readsb", "readsb", -1});
    Report r;
    r.domain = Domain::Air;
    r.source = static_cast<std::uint16_t>(m_source);
    r.id = {(address & 0x1000000) != 0 ? IdKind::NonIcao24 : IdKind::Icao24, address & 0xFFFFFF};
    if (r.id.kind == IdKind::Icao24) r.icao24 = static_cast<std::int32_t>(r.id.value);
    r.eventTime = m_time - m_clockOffset;
    r.receiveTime = m_received;
    r.lat = lat * 1e-6;
    r.lon = wrapLongitude(lon * 1e-6);
    const auto altitude = signed16(bytes + 12);
    const auto speed = signed16(bytes + 14);
    if (altitude == kAltitudeGround) {
      r.flags |= kOnGround;
    } else if (altitude != kAltitudeNone) {
      r.baroAltitude = static_cast<float>(altitude * 25 * kFoot);
    }
    if (speed >= 0) r.groundSpeed = static_cast<float>(speed * 0.1 * kKnot);
    if (const auto info = m_info.find(address); info != m_info.end()) {
      r.callsign = info->second.callsign;
      r.mode3A = info->second.mode3A;
    }
    r.byteOffset = offset;
    r.byteLength = kRecordSize;
    ++m_positions;
    sink.report(r);
  }

  static InlineText<12> trimmedCallsign(const std::byte* bytes) {
    std::string_view chars(reinterpret_cast<const char*>(bytes), 8);
    chars = chars.substr(0, chars.find('\0'));
    for (const char c : chars) {
      if (c < ' ' || c > '~') return {};
    }
    chars = trimmed(chars);
    return chars == "@@@@@@@@" ? InlineText<12>() : InlineText<12>(chars);
  }
  /// The squawk is written as the decimal number its four octal digits look like.
  static std::int32_t octalDigits(int decimal) {
    std::int32_t code = 0;
    for (int scale = 1000; scale > 0; scale /= 10) {
      const int digit = decimal / scale % 10;
      if (digit > 7) return -1;
      code = code * 8 + digit;
    }
    return decimal > 7777 ? -1 : code;
  }
  void flushCounts(DecodeSink& sink) {
    if (m_slices > 0) sink.record("slice", m_slices);
    if (m_positions > 0) sink.record("position", m_positions);
    m_slices = m_positions = 0;
  }

  Micros m_clockOffset;
  UtcTime m_received;
  std::vector<std::byte> m_buffer;  ///< from the slice at hand on
  std::uint64_t m_offset = 0;       ///< of the buffer in the stream
  std::size_t m_searched = 0;       ///< octets of the buffer in which no next slice begins
  bool m_sawSlice = false;
  bool m_isLost = false;  ///< the start of the slice at hand was given up
  UtcTime m_time;         ///< of the slice at hand
  UtcTime m_doubted;      ///< of a slice that was left out for it
  std::unordered_map<std::uint32_t, Info> m_info;
  int m_source = -1;
  std::uint64_t m_slices = 0;
  std::uint64_t m_positions = 0;
};

int probe(std::span<const std::byte> head) {
  int score = 0;
  for (std::size_t at = 0; at + kRecordSize <= head.size(); ++at) {
    if (little32(head.data() + at) != kSliceMagic) continue;
    if (at % kRecordSize == 0) return 92;
    score = 60;  // behind a little junk
  }
  return score;
}

}  // namespace

const Format kReadsbHeatmapFormat = {"readsb-heatmap", "readsb heatmap (whole sky, half an hour)", probe,
                                     [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                                       return std::make_unique<HeatmapDecoder>(options);
                                     }};

}  // namespace sorami
