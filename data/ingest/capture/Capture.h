// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/ingest/ByteStream.h"

#include <functional>
#include <span>
#include <string>

namespace sorami {

/// One UDP payload of a capture, or the next octets of a TCP connection.
struct CapturedPayload {
  std::span<const std::byte> bytes;
  std::uint64_t offset =
      0;             ///< of its first byte in the unpacked capture (of its last fragment when put together)
  UtcTime received;  ///< capture time
  std::uint32_t destination = 0;  ///< IPv4 address; folded for IPv6
  std::uint16_t port = 0;         ///< destination port
  std::uint32_t stream = 0;       ///< 0: a datagram; else the number of the TCP stream these octets continue
  bool cutOff = false;            ///< the capture holds less of it than was sent (snap length)
};

/// What a capture held beside the payloads.
struct CaptureStats {
  std::uint64_t packets = 0;
  std::uint64_t payloads = 0;
  std::uint64_t notUdp = 0;         ///< neither UDP nor TCP, unknown link layers
  std::uint64_t lostOctets = 0;     ///< of TCP streams, in segments the capture lacks
  std::uint64_t lostFragments = 0;  ///< fragments whose datagram was never whole
  /// Datagrams that were given although their checksum is wrong: their sender's never, or seldom, is right.
  std::uint64_t wrongChecksums = 0;
};

/// Whether a pcap or pcapng capture begins in these first bytes, maybe behind a little junk.
bool isCapture(std::span<const std::byte> head);

/// Told of each place of a capture that is damaged: its offset and what is wrong.
using OnCaptureFault = std::function<void(std::uint64_t offset, const std::string& reason)>;

/// Reads a capture: Ethernet, VLAN, LLC/SNAP, Linux cooked, raw IP and loopback; IP fragments are put
/// together, TCP segments put into order. Datagrams of a sender whose checksums are right are left out where
/// they are not. `onPayload` returns false to stop. What is damaged is told to `onFault` and passed over. An
/// Error tells why the stream could not be read to its end.
Status readCapture(ByteStreamPtr stream, CaptureStats& stats,
                   const std::function<bool(const CapturedPayload&)>& onPayload,
                   const OnCaptureFault& onFault);

}  // namespace sorami
