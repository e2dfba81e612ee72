// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace sorami {

/// Where a datagram comes from and goes to, host byte order.
struct UdpEndpoints {
  std::uint32_t fromAddress = 0;
  std::uint32_t toAddress = 0;
  std::uint16_t fromPort = 0;
  std::uint16_t toPort = 0;
};

/// Makes a capture file in memory: the classic pcap format with microsecond stamps, little endian, Ethernet
/// II, IPv4, UDP, with right checksums (RFC 768, RFC 791).
class PcapWriter {
 public:
  PcapWriter();
  /// Adds one datagram; a payload over 1 472 octets does not fit one Ethernet frame and is refused.
  bool add(UtcTime captured, const UdpEndpoints& ends, std::span<const std::byte> payload);
  const std::string& bytes() const { return m_bytes; }

 private:
  std::string m_bytes;
  std::uint16_t m_identification = 0;
};

}  // namespace sorami
