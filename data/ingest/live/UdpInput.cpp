// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/ingest/live/LiveInput.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <ifaddrs.h>
#include <map>
#include <net/if.h>
#include <netinet/in.h>
#include <set>
#include <sys/socket.h>

namespace sorami {
namespace {

constexpr std::size_t kMaxDatagram = 65'536;
constexpr unsigned kBatch = 32;
/// Asked of the system for datagrams that wait; it gives what its administrator allows.
constexpr int kWantedBuffer = 16 << 20;
/// A group that is silent for so long is joined anew: a cable or an interface may have come back.
constexpr auto kRejoinAfter = std::chrono::seconds(30);
/// Senders told apart; more share one flow.
constexpr std::size_t kMaxFlows = 256;

/// An address of either family.
struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;

  static std::optional<Address> parse(const std::string& text, std::uint16_t port) {
    Address a;
    auto* const v4 = reinterpret_cast<sockaddr_in*>(&a.storage);
    auto* const v6 = reinterpret_cast<sockaddr_in6*>(&a.storage);
    // A zone (fe80::1%eth0) tells the interface.
    const std::size_t zone = text.find('%');
    const std::string plain = text.substr(0, zone);
    if (::inet_pton(AF_INET, plain.c_str(), &v4->sin_addr) == 1) {
      v4->sin_family = AF_INET;
      v4->sin_port = htons(port);
      a.length = sizeof *v4;
      return a;
    }
    if (::inet_pton(AF_INET6, plain.c_str(), &v6->sin6_addr) == 1) {
      v6->sin6_family = AF_INET6;
      v6->sin6_port = htons(port);
      if (zone != text.npos) v6->sin6_scope_id = ::if_nametoindex(text.c_str() + zone + 1);
      a.length = sizeof *v6;
      return a;
    }
    return std::nullopt;
  }
  int family() const { return storage.ss_family; }
  const in_addr& v4() const { return reinterpret_cast<const sockaddr_in*>(&storage)->sin_addr; }
  const in6_addr& v6() const { return reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr; }
  bool isMulticast() const {
    return family() == AF_INET ? IN_MULTICAST(ntohl(v4().s_addr)) : IN6_IS_ADDR_MULTICAST(&v6()) != 0;
  }
  bool sameHost(const Address& other) const {
    if (family() != other.family()) return false;
    return family() == AF_INET ? v4().s_addr == other.v4().s_addr
                               : std::memcmp(&v6(), &other.v6(), sizeof(in6_addr)) == 0;
  }
};

std::string interfaceNames() {
  std::set<std::string> names;
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) == 0) {
    for (const ifaddrs* i = list; i != nullptr; i = i->ifa_next) names.insert(i->ifa_name);
    ::freeifaddrs(list);
  }
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Index of an interface told by its name or by an address it has; 0 when there is none.
unsigned interfaceIndex(const std::string& text) {
  if (const unsigned index = ::if_nametoindex(text.c_str()); index != 0) return index;
  const auto wanted = Address::parse(text, 0);
  if (!wanted) return 0;
  unsigned found = 0;
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return 0;
  for (const ifaddrs* i = list; i != nullptr && found == 0; i = i->ifa_next) {
    if (i->ifa_addr == nullptr || i->ifa_addr->sa_family != wanted->family()) continue;
    Address have;
    have.length = wanted->length;
    std::memcpy(&have.storage, i->ifa_addr, wanted->length);
    if (have.sameHost(*wanted)) found = ::if_nametoindex(i->ifa_name);
  }
  ::freeifaddrs(list);
  return found;
}

class UdpInput final : public LiveInput {
 public:
  explicit UdpInput(const SourceSpec& spec) : m_spec(spec), m_bytes(kBatch * kMaxDatagram) {}

  Status open(const StopSignal&) override {
    const auto fail = [&](std::string what, std::string hint = {}) {
      return Error{std::move(what), m_spec.text, std::move(hint)};
    };
    std::optional<Address> local = Address::parse(m_spec.host.empty() ? "0.0.0.0" : m_spec.host, m_spec.port);
    if (!local)
      return fail("'" + m_spec.host + "' is no IP address",
                  "UDP takes numbers, such as 239.1.2.3 or 10.0.0.5");
    m_from.reset();
    if (!m_spec.from.empty()) {
      m_from = Address::parse(m_spec.from, 0);
      if (!m_from || m_from->family() != local->family())
        return fail("'" + m_spec.from + "' is no IP address of the same kind", "from=10.0.0.1");
    }
    unsigned interface = 0;
    if (!m_spec.interface.empty()) {
      interface = interfaceIndex(m_spec.interface);
      if (interface == 0)
        return fail("there is no interface '" + m_spec.interface + "'", "there are: " + interfaceNames());
    }
    FileHandle socket(::socket(local->family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket) return fail(systemReason(errno));
    const auto set = [&](int level, int name, const auto& value) {
      return ::setsockopt(socket.get(), level, name, &value, sizeof value) == 0;
    };
    // What cannot be had of these is done without.
    const bool group = local->isMulticast();
    if (group) set(SOL_SOCKET, SO_REUSEADDR, 1);
    if (!set(SOL_SOCKET, SO_RCVBUFFORCE, kWantedBuffer)) set(SOL_SOCKET, SO_RCVBUF, kWantedBuffer);
    int room = 0;
    socklen_t roomSize = sizeof room;
    m_losses.room.reset();
    if (::getsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &room, &roomSize) == 0 && room < kWantedBuffer)
      m_losses.room = static_cast<std::size_t>(std::max(room, 0));
    set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
    set(SOL_SOCKET, SO_RXQ_OVFL, 1);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&local->storage), local->length) != 0) {
      const int code = errno;
      return fail(systemReason(code),
                  code == EADDRINUSE ? "end the other program, or choose another port" : "");
    }
    if (group) {
      if (!join(socket.get(), *local, interface)) {
        const int code = errno;
        return fail("the group cannot be joined: " + systemReason(code),
                    interface == 0 ? "tell the interface: interface=" + interfaceNames() : "");
      }
    } else if (interface != 0) {
      char name[IF_NAMESIZE] = "";
      ::if_indextoname(interface, name);
      if (::setsockopt(socket.get(), SOL_SOCKET, SO_BINDTODEVICE, name, IF_NAMESIZE) != 0)
        return fail("the interface cannot be chosen: " + systemReason(errno),
                    "write the interface's own address instead: udp://ADDRESS:PORT");
    }
    m_socket = std::move(socket);
    m_isGroup = group;
    m_lastData = std::chrono::steady_clock::now();
    m_kernelDrops = 0;
    return {};
  }

  Result<ReadOutcome> read(const StopSignal& stop, std::vector<LivePiece>& pieces) override {
    pieces.clear();
    if (!stop.wait(m_socket.get(), false, kReadWait)) {
      if (m_isGroup && std::chrono::steady_clock::now() - m_lastData > kRejoinAfter) {
        m_lastData = std::chrono::steady_clock::now();
        if (Status opened = open(stop); !opened) return opened.error();
      }
      return ReadOutcome::Nothing;
    }
    std::array<mmsghdr, kBatch> messages{};
    std::array<iovec, kBatch> vectors{};
    std::array<Address, kBatch> senders{};
    struct alignas(cmsghdr) Control {
      char bytes[128];
    };
    std::array<Control, kBatch> controls{};
    for (unsigned i = 0; i < kBatch; ++i) {
      vectors[i] = {m_bytes.data() + i * kMaxDatagram, kMaxDatagram};
      msghdr& h = messages[i].msg_hdr;
      h.msg_name = &senders[i].storage;
      h.msg_namelen = sizeof senders[i].storage;
      h.msg_iov = &vectors[i];
      h.msg_iovlen = 1;
      h.msg_control = controls[i].bytes;
      h.msg_controllen = sizeof controls[i].bytes;
    }
    const int count = ::recvmmsg(m_socket.get(), messages.data(), kBatch, MSG_DONTWAIT, nullptr);
    if (count < 0) {
      if (errno == EAGAIN || errno == EINTR || errno == ECONNREFUSED) return ReadOutcome::Nothing;
      return Error{systemReason(errno), m_spec.text, {}};
    }
    const UtcTime now = systemNow();
    for (int i = 0; i < count; ++i) {
      UtcTime received = now;
      msghdr& h = messages[static_cast<std::size_t>(i)].msg_hdr;
      for (cmsghdr* c = CMSG_FIRSTHDR(&h); c != nullptr; c = CMSG_NXTHDR(&h, c)) {
        if (c->cmsg_level != SOL_SOCKET) continue;
        if (c->cmsg_type == SO_TIMESTAMPNS) {
          timespec t{};
          std::memcpy(&t, CMSG_DATA(c), sizeof t);
          received = {t.tv_sec * kSecond + t.tv_nsec / 1000};
        } else if (c->cmsg_type == SO_RXQ_OVFL) {
          std::uint32_t all = 0;  // counts from the socket's beginning and wraps
          std::memcpy(&all, CMSG_DATA(c), sizeof all);
          m_losses.overflow += all - m_kernelDrops;
          m_kernelDrops = all;
        }
      }
      Address& sender = senders[static_cast<std::size_t>(i)];
      sender.length = h.msg_namelen;
      if (m_from && !sender.sameHost(*m_from)) {
        ++m_losses.otherSender;
        continue;
      }
      const std::size_t length = messages[static_cast<std::size_t>(i)].msg_len;
      if (length == 0) continue;
      pieces.push_back({std::span(m_bytes).subspan(static_cast<std::size_t>(i) * kMaxDatagram, length),
                        received, flowOf(sender)});
    }
    if (pieces.empty()) return ReadOutcome::Nothing;
    m_lastData = std::chrono::steady_clock::now();
    return ReadOutcome::Data;
  }

  void close() override { m_socket.reset(); }
  InputLosses losses() const override { return m_losses; }
  bool isDatagram() const override { return true; }

 private:
  bool join(int socket, const Address& group, unsigned interface) const {
    if (group.family() == AF_INET6) {
      if (m_from) {
        group_source_req request{};
        request.gsr_interface = interface;
        std::memcpy(&request.gsr_group, &group.storage, group.length);
        std::memcpy(&request.gsr_source, &m_from->storage, m_from->length);
        return ::setsockopt(socket, IPPROTO_IPV6, MCAST_JOIN_SOURCE_GROUP, &request, sizeof request) == 0;
      }
      ipv6_mreq request{};
      request.ipv6mr_multiaddr = group.v6();
      request.ipv6mr_interface = interface;
      return ::setsockopt(socket, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof request) == 0;
    }
    // Only groups this socket has joined, not all the machine has.
    const int off = 0;
    ::setsockopt(socket, IPPROTO_IP, IP_MULTICAST_ALL, &off, sizeof off);
    if (m_from) {
      group_source_req request{};
      request.gsr_interface = interface;
      std::memcpy(&request.gsr_group, &group.storage, group.length);
      std::memcpy(&request.gsr_source, &m_from->storage, m_from->length);
      return ::setsockopt(socket, IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP, &request, sizeof request) == 0;
    }
    ip_mreqn request{};
    request.imr_multiaddr = group.v4();
    request.imr_ifindex = static_cast<int>(interface);
    return ::setsockopt(socket, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof request) == 0;
  }

  std::uint32_t flowOf(const Address& sender) {
    const std::string key(reinterpret_cast<const char*>(&sender.storage), sender.length);
    const auto found = m_flows.find(key);
    if (found != m_flows.end()) return found->second;
    if (m_flows.size() >= kMaxFlows) return 0;
    return m_flows.emplace(key, static_cast<std::uint32_t>(m_flows.size())).first->second;
  }

  SourceSpec m_spec;
  std::vector<std::byte> m_bytes;
  FileHandle m_socket;
  std::optional<Address> m_from;
  bool m_isGroup = false;
  std::chrono::steady_clock::time_point m_lastData;
  std::uint32_t m_kernelDrops = 0;
  InputLosses m_losses;
  std::map<std::string, std::uint32_t> m_flows;
};

}  // namespace

std::unique_ptr<LiveInput> makeUdpInput(const SourceSpec& spec) {
  return std::make_unique<UdpInput>(spec);
}

}  // namespace sorami
