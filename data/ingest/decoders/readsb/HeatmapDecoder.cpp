// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/ingest/Text.h"
#include "data/ingest/decoders/readsb/ReadsbDecoder.h"

#include <cstring>
#include <unordered_map>

namespace sorami {
namespace {

constexpr std::size_t kRecordSize = 16;
constexpr std::uint32_t kSliceMagic = 0x0e7f7c9d;
constexpr std::int32_t kInfoBit = 1 << 30;
constexpr std::int16_t kAltitudeGround = -123;
constexpr std::int16_t kAltitudeNone = -124;
constexpr std::size_t kMaxAircraft = 1'000'000;

template <typename Int>
Int little(const std::byte* bytes) {
  Int value = 0;
  for (std::size_t i = sizeof(Int); i-- > 0;) {
    value =
        static_cast<Int>((static_cast<std::uint64_t>(value) << 8) | std::to_integer<std::uint64_t>(bytes[i]));
  }
  return value;
}

class HeatmapDecoder final : public Decoder {
 public:
  explicit HeatmapDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    while (!bytes.empty()) {
      if (m_carried == 0 && bytes.size() >= kRecordSize) {
        takeRecord(bytes.data(), offset, sink);
        bytes = bytes.subspan(kRecordSize);
        offset += kRecordSize;
        continue;
      }
      if (m_carried == 0) m_carryOffset = offset;
      const std::size_t n = std::min(bytes.size(), kRecordSize - m_carried);
      std::memcpy(m_carry.data() + m_carried, bytes.data(), n);
      m_carried += n;
      bytes = bytes.subspan(n);
      offset += n;
      if (m_carried == kRecordSize) {
        m_carried = 0;
        takeRecord(m_carry.data(), m_carryOffset, sink);
      }
    }
    flushCounts(sink);
  }

  void finish(DecodeSink& sink) override {
    if (m_carried > 0) {
      sink.diagnostic({m_carryOffset, "heatmap", "",
                       "a record needs 16 octets, " + std::to_string(m_carried) + " are there"});
    }
    if (!m_inSlice && !m_sawSlice) sink.diagnostic({0, "heatmap", "", "there is no time slice"});
    m_carried = 0;
    flushCounts(sink);
  }

 private:
  struct Info {
    InlineText<12> callsign;
    std::int32_t mode3A = -1;
  };

  void takeRecord(const std::byte* bytes, std::uint64_t offset, DecodeSink& sink) {
    const auto hex = little<std::uint32_t>(bytes);
    const auto lat = little<std::int32_t>(bytes + 4);
    const auto lon = little<std::int32_t>(bytes + 8);
    if (hex == kSliceMagic) {
      const auto millis = (static_cast<std::int64_t>(lat) << 32) | static_cast<std::uint32_t>(lon);
      m_sawSlice = true;
      m_inSlice = millis > 0 && millis < 4'102'444'800'000;
      if (!m_inSlice) {
        sink.diagnostic(
            {offset, "heatmap", "slice time", "is not between 1970 and 2100: the slice is left out"});
        return;
      }
      m_time = UtcTime::fromMillis(millis) - m_clockOffset;
      ++m_slices;
      return;
    }
    if (!m_sawSlice) return;  // the index: where each slice begins
    if (!m_inSlice) {
      ++m_noTime;
      return;
    }
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
    r.eventTime = m_time;
    r.receiveTime = m_received;
    r.lat = lat * 1e-6;
    r.lon = wrapLongitude(lon * 1e-6);
    const auto altitude = little<std::int16_t>(bytes + 12);
    const auto speed = little<std::int16_t>(bytes + 14);
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
    if (m_noTime > 0) sink.dropped("no time", m_noTime);
    m_slices = m_positions = m_noTime = 0;
  }

  Micros m_clockOffset;
  UtcTime m_received;
  std::array<std::byte, kRecordSize> m_carry{};
  std::size_t m_carried = 0;
  std::uint64_t m_carryOffset = 0;
  bool m_sawSlice = false;
  bool m_inSlice = false;
  UtcTime m_time;
  std::unordered_map<std::uint32_t, Info> m_info;
  int m_source = -1;
  std::uint64_t m_slices = 0;
  std::uint64_t m_positions = 0;
  std::uint64_t m_noTime = 0;
};

int probe(std::span<const std::byte> head) {
  for (std::size_t at = 0; at + kRecordSize <= head.size(); at += kRecordSize) {
    if (little<std::uint32_t>(head.data() + at) == kSliceMagic) return 92;
  }
  return 0;
}

}  // namespace

const Format kReadsbHeatmapFormat = {"readsb-heatmap", "readsb heatmap (whole sky, half an hour)", probe,
                                     [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                                       return std::make_unique<HeatmapDecoder>(options);
                                     }};

}  // namespace sorami
