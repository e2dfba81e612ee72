// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <tuple>
#include <vector>

namespace sorami {

/// One direction of a TCP connection: addresses (folded for IPv6) and ports of sender and receiver.
struct TcpFlow {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint16_t fromPort = 0;
  std::uint16_t toPort = 0;
  auto operator<=>(const TcpFlow&) const = default;
};

/// Puts the segments of captured TCP connections into order (RFC 9293, 3.4): what was sent again is left out,
/// what came early waits. Where segments are missing from the capture the stream goes on behind the hole when
/// 512 segments or 4 MiB wait; decoders find their footing again by themselves.
class TcpStreams {
 public:
  /// Receives contiguous octets of flow number `stream` (1, 2, … in order of appearance; a port used again
  /// for a new connection gets a new number). `inFrame`: whether they are the segment given in this call to
  /// add(), or waited from before.
  using Deliver = std::function<bool(std::uint32_t stream, std::span<const std::byte> bytes, bool inFrame)>;
  explicit TcpStreams(Deliver deliver) : m_deliver(std::move(deliver)) {}

  /// Takes a segment; `flags` are the header's last octet of control bits. False when the receiver wants no
  /// more.
  bool add(const TcpFlow& flow, std::uint32_t sequence, std::uint8_t flags,
           std::span<const std::byte> payload);
  /// Gives out what still waits.
  bool finish();

  std::uint64_t lostOctets() const { return m_lost; }  ///< in holes that were passed over

 private:
  struct Stream {
    std::uint32_t number = 0;
    std::uint32_t next = 0;                                   ///< sequence number wanted next
    std::map<std::uint32_t, std::vector<std::byte>> waiting;  ///< by distance from `base`
    std::uint32_t base = 0;                                   ///< where the oldest hole began
    std::size_t waitingBytes = 0;
  };
  /// Gives out what follows without a hole; with `force` passes over the first hole.
  bool release(Stream& stream, bool force);
  bool flush(Stream& stream);

  Deliver m_deliver;
  std::map<TcpFlow, Stream> m_streams;
  std::uint32_t m_numbers = 0;
  std::uint64_t m_lost = 0;
};

}  // namespace sorami
