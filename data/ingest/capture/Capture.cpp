// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/capture/Capture.h"

#include "data/ingest/capture/TcpStreams.h"

#include <pcap/pcap.h>

#include <cstdio>
#include <cstring>
#include <map>
#include <optional>
#include <tuple>

namespace sorami {
namespace {

constexpr std::uint8_t kProtocolUdp = 17;
constexpr std::uint8_t kProtocolTcp = 6;
constexpr std::size_t kMaxDatagram = 65535;
/// Datagrams waiting for fragments; the oldest is given up beyond this.
constexpr std::size_t kMaxPartial = 256;

std::uint16_t big16(std::span<const std::byte> b, std::size_t at) {
  return static_cast<std::uint16_t>(std::to_integer<unsigned>(b[at]) << 8 |
                                    std::to_integer<unsigned>(b[at + 1]));
}
std::uint32_t big32(std::span<const std::byte> b, std::size_t at) {
  return static_cast<std::uint32_t>(big16(b, at)) << 16 | big16(b, at + 2);
}

/// libpcap reads a FILE; this one hands it the bytes of a stream and keeps the offset and any error.
struct Cookie {
  ByteStreamPtr stream;
  std::vector<std::byte> buffer;
  std::size_t at = 0;
  std::size_t size = 0;
  std::uint64_t offset = 0;  ///< handed to libpcap so far
  std::optional<Error> error;

  static ssize_t read(void* self, char* out, std::size_t length) {
    auto& cookie = *static_cast<Cookie*>(self);
    if (cookie.at == cookie.size) {
      auto n = cookie.stream->read(cookie.buffer);
      if (!n) {
        cookie.error = n.error();
        return 0;
      }
      cookie.at = 0;
      cookie.size = *n;
    }
    const std::size_t n = std::min(length, cookie.size - cookie.at);
    std::memcpy(out, cookie.buffer.data() + cookie.at, n);
    cookie.at += n;
    cookie.offset += n;
    return static_cast<ssize_t>(n);
  }
};

/// An IPv4 datagram some fragments of which are there.
struct Partial {
  std::vector<std::byte> bytes;
  std::map<std::uint32_t, std::uint32_t> pieces;  ///< begin → end
  std::uint32_t total = 0;                        ///< 0: the last fragment is not there yet
  std::uint64_t order = 0;
  std::uint64_t count = 0;
};

class PacketReader {
 public:
  PacketReader(CaptureStats& stats, const std::function<bool(const CapturedPayload&)>& onPayload)
      : m_stats(stats), m_onPayload(onPayload), m_tcp([this](std::uint32_t stream, auto bytes, bool inFrame) {
          return giveStream(stream, bytes, inFrame);
        }) {}

  /// False when the receiver wants no more.
  bool takeFrame(int link, std::span<const std::byte> frame, std::uint64_t offset, UtcTime time, bool cut) {
    m_cut = cut;
    m_time = time;
    m_base = frame.data();
    m_offset = offset;
    ++m_stats.packets;
    switch (link) {
      case DLT_EN10MB:
        if (frame.size() < 14) break;
        return takeEthernetType(big16(frame, 12), frame.subspan(14));
      case DLT_LINUX_SLL:
        if (frame.size() < 16) break;
        return takeEthernetType(big16(frame, 14), frame.subspan(16));
#ifdef DLT_LINUX_SLL2
      case DLT_LINUX_SLL2:
        if (frame.size() < 20) break;
        return takeEthernetType(big16(frame, 0), frame.subspan(20));
#endif
      case DLT_RAW:
      case DLT_IPV4:
      case DLT_IPV6:
        return takeIp(frame);
      case DLT_NULL:
      case DLT_LOOP:
        if (frame.size() < 4) break;
        return takeIp(frame.subspan(4));
      default:
        break;
    }
    ++m_stats.notUdp;
    return true;
  }
  void finish() {
    for (const auto& [key, partial] : m_partial) m_stats.lostFragments += partial.count;
    m_partial.clear();
    m_tcp.finish();
    m_stats.lostOctets = m_tcp.lostOctets();
  }

 private:
  bool takeEthernetType(std::uint16_t type, std::span<const std::byte> rest) {
    // 802.1Q, 802.1ad and the older 0x9100 tags may be stacked.
    while ((type == 0x8100 || type == 0x88a8 || type == 0x9100) && rest.size() >= 4) {
      type = big16(rest, 2);
      rest = rest.subspan(4);
    }
    if (type == 0x0800 || type == 0x86dd) return takeIp(rest);
    if (type >= 3 && type <= 1500 && rest.size() >= 3) {
      // 802.3: the field is a length and an LLC header follows.
      if (type < rest.size()) rest = rest.first(type);
      const unsigned dsap = std::to_integer<unsigned>(rest[0]);
      if (dsap == 0xaa && rest.size() >= 8) return takeEthernetType(big16(rest, 6), rest.subspan(8));
      if (dsap == 0x06) return takeIp(rest.subspan(3));
      // Surveillance data also stand straight behind LLC, without IP.
      return give(rest.subspan(3), 0, static_cast<std::uint16_t>(dsap));
    }
    ++m_stats.notUdp;
    return true;
  }

  bool takeIp(std::span<const std::byte> ip) {
    if (ip.size() >= 20 && std::to_integer<unsigned>(ip[0]) >> 4 == 4) return takeIpv4(ip);
    if (ip.size() >= 40 && std::to_integer<unsigned>(ip[0]) >> 4 == 6) return takeIpv6(ip);
    ++m_stats.notUdp;
    return true;
  }

  bool takeIpv4(std::span<const std::byte> ip) {
    const std::size_t header = (std::to_integer<unsigned>(ip[0]) & 0xF) * std::size_t{4};
    std::size_t total = big16(ip, 2);
    if (total == 0) total = ip.size();  // written by segmentation offload
    m_protocol = std::to_integer<std::uint8_t>(ip[9]);
    m_origin = big32(ip, 12);
    if ((m_protocol != kProtocolUdp && m_protocol != kProtocolTcp) || header < 20 || header > ip.size() ||
        total < header) {
      ++m_stats.notUdp;
      return true;
    }
    // Ethernet pads short frames.
    const std::span<const std::byte> body = ip.subspan(header, std::min(total, ip.size()) - header);
    const unsigned fragment = big16(ip, 6);
    const std::uint32_t destination = big32(ip, 16);
    if ((fragment & 0x3FFF) == 0) return takeTransport(body, destination);
    return takeFragment(ip, body, fragment, destination);
  }

  bool takeFragment(std::span<const std::byte> ip, std::span<const std::byte> body, unsigned fragment,
                    std::uint32_t destination) {
    const std::uint32_t begin = (fragment & 0x1FFF) * 8;
    const bool last = (fragment & 0x2000) == 0;
    const auto end = static_cast<std::uint32_t>(begin + body.size());
    if (end > kMaxDatagram || m_cut) {
      ++m_stats.lostFragments;
      return true;
    }
    const auto key = std::tuple{m_origin, destination, big16(ip, 4), m_protocol};
    if (m_partial.size() >= kMaxPartial && m_partial.find(key) == m_partial.end()) dropOldest();
    Partial& partial = m_partial[key];
    if (partial.count == 0) partial.order = ++m_order;
    ++partial.count;
    if (partial.bytes.size() < end) partial.bytes.resize(end);
    std::copy(body.begin(), body.end(), partial.bytes.begin() + begin);
    std::uint32_t& pieceEnd = partial.pieces[begin];
    pieceEnd = std::max(pieceEnd, end);
    if (last) partial.total = end;
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
    return takeTransport(std::span(whole), destination);
  }

  void dropOldest() {
    auto oldest = m_partial.begin();
    for (auto it = m_partial.begin(); it != m_partial.end(); ++it) {
      if (it->second.order < oldest->second.order) oldest = it;
    }
    m_stats.lostFragments += oldest->second.count;
    m_partial.erase(oldest);
  }

  bool takeIpv6(std::span<const std::byte> ip) {
    m_protocol = std::to_integer<std::uint8_t>(ip[6]);
    if (m_protocol != kProtocolUdp && m_protocol != kProtocolTcp) {
      ++m_stats.notUdp;
      return true;
    }
    m_origin = big32(ip, 8) ^ big32(ip, 12) ^ big32(ip, 16) ^ big32(ip, 20);
    const std::uint32_t destination = big32(ip, 24) ^ big32(ip, 28) ^ big32(ip, 32) ^ big32(ip, 36);
    // Ethernet pads short frames.
    const std::size_t length = big16(ip, 4);
    std::span<const std::byte> body = ip.subspan(40);
    if (length > 0 && length < body.size()) body = body.first(length);
    return takeTransport(body, destination);
  }

  bool takeTransport(std::span<const std::byte> body, std::uint32_t destination) {
    return m_protocol == kProtocolTcp ? takeTcp(body, destination) : takeUdp(body, destination);
  }

  bool takeTcp(std::span<const std::byte> tcp, std::uint32_t destination) {
    const std::size_t header =
        tcp.size() < 20 ? 0 : (std::to_integer<unsigned>(tcp[12]) >> 4) * std::size_t{4};
    if (header < 20 || header > tcp.size()) {
      ++m_stats.notUdp;
      return true;
    }
    m_destination = destination;
    m_port = big16(tcp, 2);
    return m_tcp.add({m_origin, destination, big16(tcp, 0), m_port}, big32(tcp, 4),
                     std::to_integer<std::uint8_t>(tcp[13]), tcp.subspan(header));
  }

  bool giveStream(std::uint32_t stream, std::span<const std::byte> bytes, bool inFrame) {
    ++m_stats.payloads;
    // Octets that waited are said to stand in the frame that released them.
    const auto inside = inFrame ? static_cast<std::uint64_t>(bytes.data() - m_base) : 0;
    return m_onPayload({bytes, m_offset + inside, m_time, m_destination, m_port, stream, m_cut});
  }

  bool takeUdp(std::span<const std::byte> udp, std::uint32_t destination) {
    if (udp.size() < 8) {
      ++m_stats.notUdp;
      return true;
    }
    const std::size_t length = big16(udp, 4);
    std::span<const std::byte> payload = udp.subspan(8);
    if (length >= 8 && length - 8 < payload.size()) payload = payload.first(length - 8);
    return give(payload, destination, big16(udp, 2));
  }

  bool give(std::span<const std::byte> payload, std::uint32_t destination, std::uint16_t port) {
    if (payload.empty()) return true;
    ++m_stats.payloads;
    const auto inside = static_cast<std::uint64_t>(payload.data() - m_base);
    return m_onPayload({payload, m_offset + inside, m_time, destination, port, 0, m_cut});
  }

  CaptureStats& m_stats;
  const std::function<bool(const CapturedPayload&)>& m_onPayload;
  const std::byte* m_base = nullptr;
  std::uint64_t m_offset = 0;
  UtcTime m_time;
  bool m_cut = false;
  std::uint8_t m_protocol = 0;  // of the IP packet at hand
  std::uint32_t m_origin = 0;
  std::uint32_t m_destination = 0;
  std::uint16_t m_port = 0;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint16_t, std::uint8_t>, Partial> m_partial;
  TcpStreams m_tcp;
  std::uint64_t m_order = 0;
};

}  // namespace

bool isCapture(std::span<const std::byte> head) {
  if (head.size() < 24) return false;
  switch (big32(head, 0)) {
    case 0xa1b2c3d4:
    case 0xd4c3b2a1:
    case 0xa1b23c4d:
    case 0x4d3cb2a1:
      return true;
    case 0x0a0d0d0a:
      return big32(head, 8) == 0x1a2b3c4d || big32(head, 8) == 0x4d3c2b1a;
    default:
      return false;
  }
}

Status readCapture(ByteStreamPtr stream, CaptureStats& stats,
                   const std::function<bool(const CapturedPayload&)>& onPayload) {
  Cookie cookie;
  cookie.stream = std::move(stream);
  cookie.buffer.resize(256 * 1024);
  cookie_io_functions_t functions{};
  functions.read = &Cookie::read;
  std::FILE* file = fopencookie(&cookie, "rb", functions);
  if (file == nullptr) return Error{"no memory to read the capture", "", ""};
  std::setvbuf(file, nullptr, _IONBF, 0);  // so that the offset is libpcap's own
  const auto where = [&cookie] { return "byte " + std::to_string(cookie.offset); };
  char reason[PCAP_ERRBUF_SIZE] = "";
  pcap_t* capture = pcap_fopen_offline(file, reason);
  if (capture == nullptr) {
    std::fclose(file);
    if (cookie.error) return *cookie.error;
    return Error{std::string("the capture's header is damaged: ") + reason, where(), ""};
  }
  const bool nano = pcap_get_tstamp_precision(capture) == PCAP_TSTAMP_PRECISION_NANO;
  PacketReader reader(stats, onPayload);
  Status status;
  for (;;) {
    pcap_pkthdr* header = nullptr;
    const u_char* data = nullptr;
    const int code = pcap_next_ex(capture, &header, &data);
    if (code == 1) {
      const std::span frame(reinterpret_cast<const std::byte*>(data), header->caplen);
      const UtcTime time{static_cast<std::int64_t>(header->ts.tv_sec) * kSecond +
                         static_cast<std::int64_t>(nano ? header->ts.tv_usec / 1000 : header->ts.tv_usec)};
      const std::uint64_t offset = cookie.offset >= header->caplen ? cookie.offset - header->caplen : 0;
      if (!reader.takeFrame(pcap_datalink(capture), frame, offset, time, header->caplen < header->len)) break;
      continue;
    }
    if (code == PCAP_ERROR_BREAK) {
      if (cookie.error) status = *cookie.error;
      break;
    }
    status = cookie.error
                 ? Status(*cookie.error)
                 : Status(Error{std::string("the capture is damaged: ") + pcap_geterr(capture), where(), ""});
    break;
  }
  reader.finish();
  pcap_close(capture);
  return status;
}

}  // namespace sorami
