// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/decoders/modes/ModeS.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sorami {

/// What the 48-bit time stamps of receivers count. Nothing in the stream tells.
enum class StampKind : std::uint8_t {
  Unknown,
  Ticks,  ///< 12 MHz since the receiver was switched on
  Gps     ///< seconds of the UTC day in the upper 18 bits, nanoseconds in the lower 30
};

/// Dates frames by their stamps and gives them to a tracker. The first ones are held until it is clear what
/// the stamps count: by the receive times where there are any, else by how often aircraft tell their position
/// (every half second: RTCA DO-260B, 2.2.3.3.2.2).
class StampedFrames {
 public:
  explicit StampedFrames(const DecodeOptions& options);

  void take(std::uint64_t stamp, ModeSFrame frame, UtcTime received, std::uint64_t offset,
            std::uint32_t length, DecodeSink& sink);
  /// The stream has ended: nothing is held any longer.
  void finish(DecodeSink& sink);
  /// A frame whose time is that of its receipt alone.
  void takeUnstamped(ModeSFrame frame, UtcTime received, std::uint64_t offset, std::uint32_t length,
                     DecodeSink& sink) {
    m_tracker.take(frame, received.us, received, received, offset, length, sink);
  }
  void flushCounts(DecodeSink& sink) { m_tracker.flushCounts(sink); }
  bool isDateKnown() const { return m_dateKnown || m_isReceived; }
  StampKind kind() const { return m_kind; }

 private:
  struct Held {
    std::uint64_t stamp = 0;
    std::vector<std::uint8_t> frame;
    UtcTime received;
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
  };
  StampKind judge() const;
  void release(DecodeSink& sink);
  void give(std::uint64_t stamp, ModeSFrame frame, UtcTime received, std::uint64_t offset,
            std::uint32_t length, DecodeSink& sink);
  /// Since the first frame, µs.
  Micros elapsed(std::uint64_t stamp);

  ModeSTracker m_tracker;
  StampKind m_kind = StampKind::Unknown;
  std::vector<Held> m_held;
  bool m_dateKnown;
  bool m_isReceived = false;  ///< receive times date what comes
  UtcTime m_begin;            ///< of the first day, the clock's offset taken off
  Micros m_offset;
  bool m_started = false;
  std::uint64_t m_last = 0;
  std::int64_t m_ticks = 0;  ///< or µs, of GPS stamps
};

}  // namespace sorami
