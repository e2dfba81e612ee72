// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/live/LiveInput.h"
#include "data/ingest/live/LiveRecorder.h"
#include "data/store/Queries.h"

#include <arpa/inet.h>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace sorami::test {

constexpr int kFeedTracks = 40;
inline const UtcTime kFeedStart = utcFromCivil(2026, 8, 12, 6);

/// Update `i` of a stream in which every value follows from its number: an SBS-1 line.
inline std::string sbsLine(int i) {
  const UtcTime t = kFeedStart + i * 25 * kMillisecond;
  const std::string iso = toIso(t);  // 2026-08-12T06:00:00.025000Z
  const std::string date = iso.substr(0, 4) + "/" + iso.substr(5, 2) + "/" + iso.substr(8, 2);
  const std::string clock = iso.substr(11, 12);
  char line[256];
  std::snprintf(line, sizeof line, "MSG,3,1,1,%06X,1,%s,%s,%s,%s,,%d,,,%.5f,%.5f,,,0,0,0,0\r\n",
                0x840000 + i % kFeedTracks, date.c_str(), clock.c_str(), date.c_str(), clock.c_str(),
                10000 + i % 300 * 100, 34 + i % kFeedTracks * 0.1 + i / kFeedTracks * 0.0001,
                138 + i % kFeedTracks * 0.05);
  return line;
}

/// Whether a recording holds exactly the first n updates for some n; gives n, or -1.
inline int feedLength(const StoreView& view) {
  std::vector<std::pair<std::int64_t, std::pair<std::int64_t, Sample>>> all;
  for (const TrackInfo& track : view.tracks())
    for (const Sample& s : history(view, track.id, view.extent()))
      all.push_back({s.time.us, {static_cast<std::int64_t>(track.nativeId.value), s}});
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t k = 0; k < all.size(); ++k) {
    const int i = static_cast<int>(k);
    const Sample& s = all[k].second.second;
    if (all[k].first != (kFeedStart + i * 25 * kMillisecond).us) return -1;
    if (all[k].second.first != 0x840000 + i % kFeedTracks) return -1;
    if (std::abs(s.lat - (34 + i % kFeedTracks * 0.1 + i / kFeedTracks * 0.0001)) > 1e-6) return -1;
  }
  return view.sampleCount() == all.size() ? static_cast<int>(all.size()) : -1;
}

/// A TCP listener on a free port of the loop; what happens with each connection is the test's.
class TcpServer {
 public:
  TcpServer() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int on = 1;
    ::setsockopt(m_listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&address), length) == 0 &&
        ::listen(m_listener.get(), 4) == 0 &&
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0)
      m_port = ntohs(address.sin_port);
  }
  std::uint16_t port() const { return m_port; }
  /// Waits for the next connection.
  FileHandle accept() const {
    return FileHandle(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  }

 private:
  FileHandle m_listener;
  std::uint16_t m_port = 0;
};

inline bool sendAll(const FileHandle& socket, const std::string& bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t n = ::send(socket.get(), bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (n <= 0) return false;
    at += static_cast<std::size_t>(n);
  }
  return true;
}

/// Sends datagrams to a port of the loop, or to a group through it.
class UdpSender {
 public:
  UdpSender(const std::string& address, std::uint16_t port)
      : m_socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    m_to.sin_family = AF_INET;
    m_to.sin_port = htons(port);
    ::inet_pton(AF_INET, address.c_str(), &m_to.sin_addr);
    in_addr loop{};
    loop.s_addr = htonl(INADDR_LOOPBACK);
    ::setsockopt(m_socket.get(), IPPROTO_IP, IP_MULTICAST_IF, &loop, sizeof loop);
  }
  bool send(std::string_view bytes) const {
    return ::sendto(m_socket.get(), bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&m_to),
                    sizeof m_to) == static_cast<ssize_t>(bytes.size());
  }

 private:
  FileHandle m_socket;
  sockaddr_in m_to{};
};

/// A port of the loop that is free just now.
inline std::uint16_t freeUdpPort() {
  FileHandle socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length) != 0)
    return 0;
  return ntohs(address.sin_port);
}

/// Looks until it is true, at most so long.
inline bool becomes(const std::function<bool()>& isTrue, int seconds = 20) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < until) {
    if (isTrue()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return isTrue();
}

}  // namespace sorami::test
