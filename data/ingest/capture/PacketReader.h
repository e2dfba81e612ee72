// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/capture/Capture.h"
#include "data/ingest/capture/CaptureFile.h"
#include "data/ingest/capture/TcpStreams.h"

#include <map>
#include <tuple>
#include <vector>

namespace sorami {

/// Takes what captured frames carry out of their link and network layers.
class PacketReader {
 public:
  PacketReader(CaptureStats& stats, const std::function<bool(const CapturedPayload&)>& onPayload,
               const OnCaptureFault& onFault);

  /// False when the receiver wants no more.
  bool take(const CapturedFrame& frame);
  void finish();

 private:
  using Bytes = std::span<const std::byte>;
  /// A datagram some fragments of which are there.
  struct Partial {
    std::vector<std::byte> bytes;
    std::map<std::uint32_t, std::uint32_t> pieces;  ///< begin → end
    std::uint32_t total = 0;                        ///< 0: the last fragment is not there yet
    std::uint64_t order = 0;
    std::uint64_t count = 0;
  };

  /// How many datagrams of a sender had a right checksum, and how many a wrong one.
  struct Checksums {
    std::uint64_t right = 0;
    std::uint64_t wrong = 0;
  };

  bool notUsed();
  bool takeEthernetType(std::uint16_t type, Bytes rest);
  bool takeIp(Bytes ip);
  bool takeIpv4(Bytes ip);
  bool takeIpv6(Bytes ip);
  bool takeFragment(Bytes body, std::uint32_t identification, std::uint32_t begin, bool isLast);
  void dropOldest();
  bool takeTransport(Bytes body);
  bool takeTcp(Bytes tcp);
  bool takeUdp(Bytes udp);
  bool isDamaged(Bytes datagram);
  bool give(Bytes payload, std::uint16_t port);
  bool giveStream(std::uint32_t stream, Bytes bytes, bool inFrame);

  CaptureStats& m_stats;
  const std::function<bool(const CapturedPayload&)>& m_onPayload;
  const OnCaptureFault& m_onFault;
  const std::byte* m_base = nullptr;  ///< what m_offset is the place of
  std::uint64_t m_offset = 0;
  UtcTime m_time;
  bool m_cut = false;
  // Of the IP packet at hand.
  std::uint8_t m_protocol = 0;
  std::uint32_t m_origin = 0;
  std::uint32_t m_destination = 0;
  std::uint32_t m_addressSum = 0;  ///< of both addresses' 16-bit words
  std::uint16_t m_port = 0;        ///< destination port
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint8_t>, Partial> m_partial;
  std::uint64_t m_order = 0;
  std::map<std::uint32_t, Checksums> m_checksums;  ///< by sender
  TcpStreams m_tcp;
};

}  // namespace sorami
