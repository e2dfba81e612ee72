// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/ingest/live/LiveInput.h"
#include "data/ingest/live/TacviewGreeting.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <thread>

namespace sorami {
namespace {

constexpr std::size_t kBuffer = 256 * 1024;
constexpr auto kConnectWait = std::chrono::seconds(10);
constexpr auto kGreetingWait = std::chrono::seconds(10);
constexpr std::size_t kLongestGreeting = 4096;

struct Addresses {
  std::vector<std::pair<sockaddr_storage, socklen_t>> list;
  std::string problem;
};

/// Looks a name up. The system's resolver cannot be interrupted: it runs beside, and is left to itself when
/// stopping is asked for.
Addresses resolve(const std::string& host, std::uint16_t port, const StopSignal& stop) {
  struct Shared {
    std::mutex mutex;
    bool done = false;
    Addresses found;
  };
  const auto shared = std::make_shared<Shared>();
  std::thread([shared, host, port] {
    Addresses found;
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
    if (code != 0) {
      // Without any network but the loop, addresses of this machine are still to be found.
      hints.ai_flags = 0;
      code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
    }
    if (code == 0) {
      for (const addrinfo* a = list; a != nullptr; a = a->ai_next) {
        sockaddr_storage storage{};
        std::memcpy(&storage, a->ai_addr, a->ai_addrlen);
        found.list.emplace_back(storage, a->ai_addrlen);
      }
      ::freeaddrinfo(list);
    } else {
      found.problem = code == EAI_NONAME || code == EAI_NODATA
                          ? "there is no host of this name"
                          : std::string("the name could not be looked up: ") + ::gai_strerror(code);
    }
    const std::lock_guard lock(shared->mutex);
    shared->found = std::move(found);
    shared->done = true;
  }).detach();
  while (stop.sleep(std::chrono::milliseconds(5))) {
    const std::lock_guard lock(shared->mutex);
    if (shared->done) return shared->found;
  }
  return {{}, "stopped"};
}

class TcpInput final : public LiveInput {
 public:
  explicit TcpInput(const SourceSpec& spec) : m_spec(spec), m_bytes(kBuffer) {}

  Status open(const StopSignal& stop) override {
    const Addresses addresses = resolve(m_spec.host, m_spec.port, stop);
    std::string problem = addresses.problem;
    for (const auto& [address, length] : addresses.list) {
      FileHandle socket(::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
      if (!socket) {
        problem = systemReason(errno);
        continue;
      }
      int code = 0;
      if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), length) != 0) code = errno;
      if (code == EINPROGRESS) {
        if (!stop.wait(socket.get(), true, kConnectWait)) {
          problem = systemReason(ETIMEDOUT);
          if (stop.requested()) break;
          continue;
        }
        socklen_t size = sizeof code;
        if (::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &code, &size) != 0) code = errno;
      }
      if (code != 0) {
        problem = systemReason(code);
        continue;
      }
      // A peer that has gone without a word is found out by the system within a minute.
      const int on = 1;
      const int idle = 20;
      const int interval = 10;
      const int tries = 4;
      ::setsockopt(socket.get(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
      ::setsockopt(socket.get(), IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
      ::setsockopt(socket.get(), IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
      ::setsockopt(socket.get(), IPPROTO_TCP, TCP_KEEPCNT, &tries, sizeof tries);
      m_socket = std::move(socket);
      m_greeting.clear();
      m_stage = Stage::Unknown;
      m_hadData = false;
      m_opened = std::chrono::steady_clock::now();
      return {};
    }
    return Error{problem.empty() ? "there is no address to connect to" : problem, m_spec.label(), {}};
  }

  Result<ReadOutcome> read(const StopSignal& stop, std::vector<LivePiece>& pieces) override {
    pieces.clear();
    if (!stop.wait(m_socket.get(), false, kReadWait)) {
      if (m_spec.tacview && m_stage != Stage::Data &&
          std::chrono::steady_clock::now() - m_opened > kGreetingWait)
        return Error{sorami::tr("the host does not greet as Tacview's telemetry does").toStdString(),
                     m_spec.label(), sorami::tr("is it the right port?").toStdString()};
      return ReadOutcome::Nothing;
    }
    const ssize_t n = ::recv(m_socket.get(), m_bytes.data(), m_bytes.size(), 0);
    if (n < 0) {
      if (errno == EAGAIN || errno == EINTR) return ReadOutcome::Nothing;
      return Error{systemReason(errno), m_spec.label(), {}};
    }
    if (n == 0) {
      if (m_stage == Stage::Answered && !m_hadData) {
        // Refused: the next try sends the other check sum.
        m_hash = m_hash == TacviewHash::Crc64 ? TacviewHash::Crc32 : TacviewHash::Crc64;
        return Error{sorami::tr("the host refused the greeting").toStdString(), m_spec.label(),
                     m_spec.password.empty() ? "does it ask for a password?" : "is the password right?"};
      }
      return ReadOutcome::End;
    }
    std::span<const std::byte> bytes = std::span(m_bytes).first(static_cast<std::size_t>(n));
    if (m_stage == Stage::Unknown) {
      m_greeting.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      const std::string_view start = std::string_view(m_greeting).substr(0, kTacviewHello.size());
      if (start != kTacviewHello.substr(0, start.size())) {
        if (m_spec.tacview)
          return Error{sorami::tr("the host does not greet as Tacview's telemetry does").toStdString(),
                       m_spec.label(), sorami::tr("write tcp:// for plain streams").toStdString()};
        m_stage = Stage::Data;
      } else {
        const std::size_t end = m_greeting.find('\0');
        if (end == m_greeting.npos) {
          if (m_greeting.size() > kLongestGreeting)
            return Error{sorami::tr("the host's greeting does not end").toStdString(), m_spec.label(), {}};
          return ReadOutcome::Nothing;
        }
        const std::string answer = tacviewAnswer(m_spec.user, m_spec.password, m_hash);
        if (::send(m_socket.get(), answer.data(), answer.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(answer.size()))
          return Error{systemReason(errno), m_spec.label(), {}};
        m_stage = Stage::Answered;
        m_greeting.erase(0, end + 1);
        if (m_greeting.empty()) return ReadOutcome::Nothing;
      }
      // What was read while it was not clear goes on as data.
      m_held.assign(reinterpret_cast<const std::byte*>(m_greeting.data()),
                    reinterpret_cast<const std::byte*>(m_greeting.data()) + m_greeting.size());
      bytes = m_held;
    }
    if (m_stage == Stage::Answered) m_hadData = true;
    pieces.push_back({bytes, systemNow(), 0});
    return ReadOutcome::Data;
  }

  void close() override { m_socket.reset(); }

 private:
  enum class Stage { Unknown, Answered, Data };
  SourceSpec m_spec;
  std::vector<std::byte> m_bytes;
  std::vector<std::byte> m_held;
  FileHandle m_socket;
  std::string m_greeting;
  Stage m_stage = Stage::Unknown;
  TacviewHash m_hash = TacviewHash::Crc64;
  bool m_hadData = false;
  std::chrono::steady_clock::time_point m_opened;
};

}  // namespace

std::unique_ptr<LiveInput> makeTcpInput(const SourceSpec& spec) {
  return std::make_unique<TcpInput>(spec);
}

}  // namespace sorami
