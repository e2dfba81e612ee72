// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sorami::asterix {

/// How data blocks are wrapped in a recording or a datagram.
enum class Framing : std::uint8_t {
  Raw,            ///< nothing around the blocks
  Final,          ///< FINAL format: 8 octets in front, four of 0xA5 behind
  FinalSequence,  ///< FINAL with a sequence number of four octets after the length
  Oradis,         ///< length and milliseconds of the day, big-endian
  Reply,          ///< `.rply`: length and milliseconds since the start, little-endian
  Rff,  ///< a file header of 128 octets, then milliseconds since the start and length, little-endian
};

inline constexpr std::array kFramings = {Framing::Final,  Framing::FinalSequence, Framing::Rff,
                                         Framing::Oradis, Framing::Reply,         Framing::Raw};
constexpr std::size_t kRffHeader = 128;

const char* framingName(Framing framing);

/// What stands around the data blocks of one frame.
struct FrameHead {
  enum class State : std::uint8_t { Whole, Short, Bad };
  State state = State::Bad;
  std::size_t header = 0;   ///< octets in front of the content
  std::size_t content = 0;  ///< octets of data blocks
  std::size_t trailer = 0;
  Micros time = -1;  ///< of the day (Final, Oradis) or since the start (Reply, Rff); -1 none

  std::size_t size() const { return header + content + trailer; }
};

/// Reads the head of a frame at `at`. Short when it is plausible but more than `available` octets long.
FrameHead readFrame(Framing framing, const std::uint8_t* at, std::size_t available);

/// Whether the octets are the file header of the RFF framing (28 octets are enough to tell).
bool isRffHeader(const std::uint8_t* at, std::size_t available);
/// Start of an RFF recording, from its header; no time when it is not understood.
UtcTime rffStart(const std::uint8_t* at);

/// Steps through the data blocks of a stretch of stream by their lengths alone.
class BlockWalker {
 public:
  BlockWalker(Framing framing, std::span<const std::uint8_t> bytes) : m_framing(framing), m_rest(bytes) {}
  /// The next block that is whole; empty at the end or where the lengths stop making sense.
  std::span<const std::uint8_t> next();

 private:
  Framing m_framing;
  std::span<const std::uint8_t> m_rest;
  std::span<const std::uint8_t> m_content;
};

/// Whether frames and the lengths of the blocks in them fill exactly `size` octets: what a datagram looks
/// like.
bool fillsExactly(Framing framing, const std::uint8_t* at, std::size_t size);

}  // namespace sorami::asterix
