// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>

/// Packets and captures made octet by octet.
namespace sorami::test {

inline void put(QByteArray& out, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) out.append(static_cast<char>(value >> (8 * i)));
}
inline void putBig(QByteArray& out, std::uint64_t value, int size) {
  for (int i = size; i-- > 0;) out.append(static_cast<char>(value >> (8 * i)));
}

/// Without a checksum.
inline QByteArray udp(const QByteArray& payload, int port = 30003) {
  QByteArray out;
  putBig(out, 4000, 2);
  putBig(out, static_cast<std::uint64_t>(port), 2);
  putBig(out, static_cast<std::uint64_t>(payload.size() + 8), 2);
  putBig(out, 0, 2);
  return out + payload;
}

/// From 10.0.0.1 to 239.1.1.1.
inline QByteArray ipv4(const QByteArray& body, int id = 1, int fragment = 0) {
  QByteArray ip("\x45\x00", 2);
  putBig(ip, static_cast<std::uint64_t>(20 + body.size()), 2);
  putBig(ip, static_cast<std::uint64_t>(id), 2);
  putBig(ip, static_cast<std::uint64_t>(fragment), 2);
  ip += QByteArray("\x40\x11\x00\x00", 4);
  putBig(ip, 0x0A000001, 4);
  putBig(ip, 0xEF010101, 4);
  return ip + body;
}

inline QByteArray ethernet(const QByteArray& ip, bool vlan = false) {
  QByteArray out(12, '\x02');
  if (vlan) putBig(out, 0x8100'0064, 4);
  putBig(out, 0x0800, 2);
  return out + ip;
}

/// How a classic capture writes its numbers.
struct PcapStyle {
  bool isBig = false;
  bool isNano = false;
};
/// 2026-08-12 05:32:30 UTC, when the first frame of pcap() is caught, a quarter of a second later.
constexpr std::uint32_t kPcapBegin = 1'786'512'750;

/// Frames of a link type, a second apart.
inline QByteArray pcap(int link, const QList<QByteArray>& frames, PcapStyle style = {}) {
  QByteArray out;
  const auto number = [&](std::uint64_t value, int size) {
    style.isBig ? putBig(out, value, size) : put(out, value, size);
  };
  number(style.isNano ? 0xa1b23c4d : 0xa1b2c3d4, 4);
  number(2, 2);
  number(4, 2);
  number(0, 4);
  number(0, 4);
  number(65535, 4);
  number(static_cast<std::uint64_t>(link), 4);
  std::uint32_t second = kPcapBegin;
  for (const QByteArray& frame : frames) {
    number(second++, 4);
    number(style.isNano ? 250'000'000 : 250'000, 4);
    number(static_cast<std::uint64_t>(frame.size()), 4);
    number(static_cast<std::uint64_t>(frame.size()), 4);
    out += frame;
  }
  return out;
}

}  // namespace sorami::test
