// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/capture/PacketReader.h"

#include "data/ingest/OctetOrder.h"

#include <algorithm>

namespace sorami {
namespace {

/// Protocol numbers of IANA, and those of IPv6 extension headers.
constexpr std::uint8_t kHopByHop = 0;
constexpr std::uint8_t kProtocolTcp = 6;
constexpr std::uint8_t kProtocolUdp = 17;
constexpr std::uint8_t kRouting = 43;
constexpr std::uint8_t kFragment = 44;
constexpr std::uint8_t kAuthentication = 51;
constexpr std::uint8_t kDestinationOptions = 60;
constexpr std::size_t kMaxDatagram = 65535;
/// A sender's checksums are believed when so many were right, and at most one in so many was not. Where the
/// network card makes them, captures at the sender have wrong ones.
constexpr std::uint64_t kBelieved = 4;
constexpr std::uint64_t kSeldom = 8;
constexpr std::size_t kMaxSenders = 65536;
/// Datagrams waiting for fragments; the oldest is given up beyond this.
constexpr std::size_t kMaxPartial = 256;

/// Link layers, by tcpdump.org/linktypes.html; raw IP has had other numbers in captures of BSD.
enum LinkType : std::uint32_t {
  kLinkNull = 0,
  kLinkEthernet = 1,
  kLinkRawBsd = 12,
  kLinkRawOpenBsd = 14,
  kLinkRaw = 101,
  kLinkLoop = 108,
  kLinkLinuxCooked = 113,
  kLinkIpv4 = 228,
  kLinkIpv6 = 229,
  kLinkLinuxCooked2 = 276,
};

std::uint8_t octet(std::span<const std::byte> b, std::size_t at) {
  return std::to_integer<std::uint8_t>(b[at]);
}
/// Sum of 16-bit words (RFC 1071), not yet folded; an octet over counts as the upper one.
std::uint32_t sumWords(std::span<const std::byte> b) {
  std::uint32_t sum = 0;
  std::size_t i = 0;
  for (; i + 1 < b.size(); i += 2) sum += big16(b.data() + i);
  return i < b.size() ? sum + (std::to_integer<std::uint32_t>(b[i]) << 8) : sum;
}
/// An address of sixteen octets folded to four.
std::uint32_t folded(std::span<const std::byte> b, std::size_t at) {
  return big32(b.data() + at) ^ big32(b.data() + at + 4) ^ big32(b.data() + at + 8) ^
         big32(b.data() + at + 12);
}

}  // namespace

PacketReader::PacketReader(CaptureStats& stats, const std::function<bool(const CapturedPayload&)>& onPayload,
                           const OnCaptureFault& onFault)
    : m_stats(stats),
      m_onPayload(onPayload),
      m_onFault(onFault),
      m_tcp([this](std::uint32_t stream, auto bytes, bool inFrame) {
        return giveStream(stream, bytes, inFrame);
      }) {}

bool PacketReader::take(const CapturedFrame& captured) {
  const Bytes frame = captured.bytes;
  m_cut = captured.cutOff;
  m_time = captured.received;
  m_base = frame.data();
  m_offset = captured.offset;
  ++m_stats.packets;
  const auto hasHeader = [&](std::size_t size) { return frame.size() >= size; };
  switch (captured.link) {
    case kLinkEthernet:
      return hasHeader(14) ? takeEthernetType(big16(frame.data() + 12), frame.subspan(14)) : notUsed();
    case kLinkLinuxCooked:
      return hasHeader(16) ? takeEthernetType(big16(frame.data() + 14), frame.subspan(16)) : notUsed();
    case kLinkLinuxCooked2:
      return hasHeader(20) ? takeEthernetType(big16(frame.data()), frame.subspan(20)) : notUsed();
    case kLinkRaw:
    case kLinkRawBsd:
    case kLinkRawOpenBsd:
    case kLinkIpv4:
    case kLinkIpv6:
      return takeIp(frame);
    case kLinkNull:
    case kLinkLoop:
      return hasHeader(4) ? takeIp(frame.subspan(4)) : notUsed();
    default:
      return notUsed();
  }
}

void PacketReader::finish() {
  for (const auto& [key, partial] : m_partial) m_stats.lostFragments += partial.count;
  m_partial.clear();
  m_tcp.finish();
  m_stats.lostOctets = m_tcp.lostOctets();
}

bool PacketReader::notUsed() {
  ++m_stats.notUdp;
  return true;
}

bool PacketReader::takeEthernetType(std::uint16_t type, Bytes rest) {
  // 802.1Q, 802.1ad and the older 0x9100 tags may be stacked.
  while ((type == 0x8100 || type == 0x88a8 || type == 0x9100) && rest.size() >= 4) {
    type = big16(rest.data() + 2);
    rest = rest.subspan(4);
  }
  if (type == 0x0800 || type == 0x86dd) return takeIp(rest);
  if (type < 3 || type > 1500 || rest.size() < 3) return notUsed();
  // 802.3: the field is a length and an LLC header follows.
  if (type < rest.size()) rest = rest.first(type);
  const std::uint8_t dsap = octet(rest, 0);
  if (dsap == 0xaa && rest.size() >= 8) return takeEthernetType(big16(rest.data() + 6), rest.subspan(8));
  if (dsap == 0x06) return takeIp(rest.subspan(3));
  // Surveillance data also stand straight behind LLC, without IP.
  m_origin = m_destination = 0;
  return give(rest.subspan(3), dsap);
}

bool PacketReader::takeIp(Bytes ip) {
  if (ip.size() >= 20 && octet(ip, 0) >> 4 == 4) return takeIpv4(ip);
  if (ip.size() >= 40 && octet(ip, 0) >> 4 == 6) return takeIpv6(ip);
  return notUsed();
}

bool PacketReader::takeIpv4(Bytes ip) {
  const std::size_t header = (octet(ip, 0) & 0xF) * std::size_t{4};
  std::size_t total = big16(ip.data() + 2);
  if (total == 0) total = ip.size();  // written by segmentation offload
  m_protocol = octet(ip, 9);
  m_origin = big32(ip.data() + 12);
  m_destination = big32(ip.data() + 16);
  m_addressSum = sumWords(ip.subspan(12, 8));
  if ((m_protocol != kProtocolUdp && m_protocol != kProtocolTcp) || header < 20 || header > ip.size() ||
      total < header)
    return notUsed();
  // Ethernet pads short frames.
  const Bytes body = ip.subspan(header, std::min(total, ip.size()) - header);
  const unsigned fragment = big16(ip.data() + 6);
  if ((fragment & 0x3FFF) == 0) return takeTransport(body);
  return takeFragment(body, big16(ip.data() + 4), (fragment & 0x1FFF) * 8, (fragment & 0x2000) == 0);
}

bool PacketReader::takeIpv6(Bytes ip) {
  m_origin = folded(ip, 8);
  m_destination = folded(ip, 24);
  m_addressSum = sumWords(ip.subspan(8, 32));
  std::uint8_t next = octet(ip, 6);
  const std::size_t length = big16(ip.data() + 4);
  Bytes body = ip.subspan(40);
  if (length > 0 && length < body.size()) body = body.first(length);
  for (;;) {
    if (next == kProtocolUdp || next == kProtocolTcp) {
      m_protocol = next;
      return takeTransport(body);
    }
    if (body.size() < 8) return notUsed();
    const std::uint8_t behind = octet(body, 0);
    if (next == kFragment) {
      const unsigned fragment = big16(body.data() + 2);
      m_protocol = behind;
      // Headers behind the fragment header are in the first fragment only; nobody sends surveillance so.
      if (behind != kProtocolUdp && behind != kProtocolTcp) return notUsed();
      const bool isLast = (fragment & 1) == 0;
      if (isLast && fragment >> 3 == 0) return takeTransport(body.subspan(8));
      return takeFragment(body.subspan(8), big32(body.data() + 4), fragment & 0xFFF8, isLast);
    }
    if (next != kHopByHop && next != kRouting && next != kDestinationOptions && next != kAuthentication)
      return notUsed();
    const std::size_t size =
        next == kAuthentication ? (octet(body, 1) + 2U) * 4U : (octet(body, 1) + 1U) * 8U;
    if (size > body.size()) return notUsed();
    body = body.subspan(size);
    next = behind;
  }
}

bool PacketReader::takeFragment(Bytes body, std::uint32_t identification, std::uint32_t begin, bool isLast) {
  const auto end = static_cast<std::uint32_t>(begin + body.size());
  if (end > kMaxDatagram || m_cut) {
    ++m_stats.lostFragments;
    return true;
  }
  const auto key = std::tuple{m_origin, m_destination, identification, m_protocol};
  if (m_partial.size() >= kMaxPartial && m_partial.find(key) == m_partial.end()) dropOldest();
  Partial& partial = m_partial[key];
  if (partial.count == 0) partial.order = ++m_order;
  ++partial.count;
  if (partial.bytes.size() < end) partial.bytes.resize(end);
  std::copy(body.begin(), body.end(), partial.bytes.begin() + begin);
  std::uint32_t& pieceEnd = partial.pieces[begin];
  pieceEnd = std::max(pieceEnd, end);
  if (isLast) partial.total = end;
  if (partial.total == 0) return true;
  std::uint32_t covered = 0;
  for (const auto& [from, to] : partial.pieces) {
    if (from > covered) return true;
    covered = std::max(covered, to);
  }
  if (covered < partial.total) return true;
  const std::vector<std::byte> whole = std::move(partial.bytes);
  m_partial.erase(key);
  m_base = whole.data();  // offsets inside count from the last fragment's frame
  return takeTransport(Bytes(whole).first(std::min<std::size_t>(whole.size(), covered)));
}

void PacketReader::dropOldest() {
  const auto oldest = std::min_element(m_partial.begin(), m_partial.end(), [](const auto& a, const auto& b) {
    return a.second.order < b.second.order;
  });
  m_stats.lostFragments += oldest->second.count;
  m_partial.erase(oldest);
}

bool PacketReader::takeTransport(Bytes body) {
  return m_protocol == kProtocolTcp ? takeTcp(body) : takeUdp(body);
}

bool PacketReader::takeTcp(Bytes tcp) {
  const std::size_t header = tcp.size() < 20 ? 0 : (octet(tcp, 12) >> 4) * std::size_t{4};
  if (header < 20 || header > tcp.size()) return notUsed();
  m_port = big16(tcp.data() + 2);
  return m_tcp.add({m_origin, m_destination, big16(tcp.data()), m_port}, big32(tcp.data() + 4),
                   octet(tcp, 13), tcp.subspan(header));
}

bool PacketReader::takeUdp(Bytes udp) {
  if (udp.size() < 8) return notUsed();
  const std::size_t length = big16(udp.data() + 4);
  Bytes payload = udp.subspan(8);
  if (length >= 8 && length - 8 < payload.size()) payload = payload.first(length - 8);
  if (length == payload.size() + 8 && isDamaged(udp.first(length))) {
    m_onFault(m_offset, "a datagram's checksum is wrong, and its sender's are right: it is left out");
    return true;
  }
  return give(payload, big16(udp.data() + 2));
}

/// Whether a whole datagram is other than it was sent, by its checksum (RFC 768).
bool PacketReader::isDamaged(Bytes datagram) {
  if (big16(datagram.data() + 6) == 0) return false;  // the sender made none
  if (m_checksums.size() > kMaxSenders) m_checksums.clear();
  Checksums& of = m_checksums[m_origin];
  std::uint32_t sum =
      m_addressSum + kProtocolUdp + static_cast<std::uint32_t>(datagram.size()) + sumWords(datagram);
  while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
  if (sum == 0xFFFF) {
    ++of.right;
    return false;
  }
  ++of.wrong;
  if (of.right >= kBelieved && of.wrong * kSeldom <= of.right + kBelieved) return true;
  ++m_stats.wrongChecksums;
  return false;
}

bool PacketReader::give(Bytes payload, std::uint16_t port) {
  if (payload.empty()) return true;
  ++m_stats.payloads;
  const auto inside = static_cast<std::uint64_t>(payload.data() - m_base);
  return m_onPayload({payload, m_offset + inside, m_time, m_destination, port, 0, m_cut});
}

bool PacketReader::giveStream(std::uint32_t stream, Bytes bytes, bool inFrame) {
  ++m_stats.payloads;
  // Octets that waited are said to stand in the frame that released them.
  const auto inside = inFrame ? static_cast<std::uint64_t>(bytes.data() - m_base) : 0;
  return m_onPayload({bytes, m_offset + inside, m_time, m_destination, m_port, stream, m_cut});
}

}  // namespace sorami
