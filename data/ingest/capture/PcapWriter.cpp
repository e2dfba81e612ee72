// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/capture/PcapWriter.h"

namespace sorami {
namespace {

constexpr std::size_t kEthernet = 14, kIp = 20, kUdp = 8;
constexpr std::size_t kGreatestPayload = 1500 - kIp - kUdp;

template <typename T>
void putLittle(std::string& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFF));
}

template <typename T>
void putBig(std::string& out, T value) {
  for (std::size_t i = sizeof(T); i-- > 0;) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFF));
}

/// One's complement sum of 16-bit words (RFC 1071), not yet folded.
std::uint32_t sumWords(std::string_view bytes, std::uint32_t sum = 0) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto b = static_cast<std::uint8_t>(bytes[i]);
    sum += i % 2 == 0 ? static_cast<std::uint32_t>(b) << 8U : b;
  }
  return sum;
}

std::uint16_t fold(std::uint32_t sum) {
  while (sum >> 16U) sum = (sum & 0xFFFFU) + (sum >> 16U);
  return static_cast<std::uint16_t>(~sum);
}

}  // namespace

PcapWriter::PcapWriter() {
  putLittle<std::uint32_t>(m_bytes, 0xA1B2C3D4);
  putLittle<std::uint16_t>(m_bytes, 2);
  putLittle<std::uint16_t>(m_bytes, 4);
  putLittle<std::uint32_t>(m_bytes, 0);  // stamps are UTC
  putLittle<std::uint32_t>(m_bytes, 0);
  putLittle<std::uint32_t>(m_bytes, 65535);  // longest packet
  putLittle<std::uint32_t>(m_bytes, 1);      // LINKTYPE_ETHERNET
}

bool PcapWriter::add(UtcTime captured, const UdpEndpoints& ends, std::span<const std::byte> payload) {
  if (payload.size() > kGreatestPayload) return false;
  const std::size_t size = kEthernet + kIp + kUdp + payload.size();
  putLittle<std::uint32_t>(m_bytes, static_cast<std::uint32_t>(captured.us / kSecond));
  putLittle<std::uint32_t>(m_bytes, static_cast<std::uint32_t>(captured.us % kSecond));
  putLittle<std::uint32_t>(m_bytes, static_cast<std::uint32_t>(size));
  putLittle<std::uint32_t>(m_bytes, static_cast<std::uint32_t>(size));

  // Ethernet: the IPv4 multicast group's own address (RFC 1112), a locally administered sender.
  putBig<std::uint16_t>(m_bytes, 0x0100);
  putBig<std::uint32_t>(m_bytes, 0x5E000000U | (ends.toAddress & 0x7FFFFFU));
  putBig<std::uint16_t>(m_bytes, 0x0200);
  putBig<std::uint32_t>(m_bytes, ends.fromAddress);
  putBig<std::uint16_t>(m_bytes, 0x0800);

  std::string ip;
  putBig<std::uint16_t>(ip, 0x4500);
  putBig<std::uint16_t>(ip, static_cast<std::uint16_t>(kIp + kUdp + payload.size()));
  putBig<std::uint16_t>(ip, m_identification++);
  putBig<std::uint16_t>(ip, 0x4000);  // don't fragment
  putBig<std::uint16_t>(ip, 0x1011);  // TTL 16, UDP
  putBig<std::uint16_t>(ip, 0);
  putBig<std::uint32_t>(ip, ends.fromAddress);
  putBig<std::uint32_t>(ip, ends.toAddress);
  const std::uint16_t ipSum = fold(sumWords(ip));
  ip[10] = static_cast<char>(ipSum >> 8U);
  ip[11] = static_cast<char>(ipSum & 0xFFU);
  m_bytes += ip;

  const auto udpLength = static_cast<std::uint16_t>(kUdp + payload.size());
  const std::string_view data(reinterpret_cast<const char*>(payload.data()), payload.size());
  std::string udp;
  putBig<std::uint16_t>(udp, ends.fromPort);
  putBig<std::uint16_t>(udp, ends.toPort);
  putBig<std::uint16_t>(udp, udpLength);
  // The checksum covers a pseudo header of the addresses, the protocol and the length.
  const std::uint32_t pseudo = sumWords(std::string_view(ip).substr(12, 8), 17U + udpLength);
  std::uint16_t udpSum = fold(sumWords(data, sumWords(udp, pseudo)));
  if (udpSum == 0) udpSum = 0xFFFF;
  putBig<std::uint16_t>(udp, udpSum);
  m_bytes += udp;
  m_bytes += data;
  return true;
}

}  // namespace sorami
