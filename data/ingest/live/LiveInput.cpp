// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/LiveInput.h"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace sorami {

void FileHandle::reset(int fd) {
  if (m_fd >= 0) ::close(m_fd);
  m_fd = fd;
}

void StopSignal::Wake::operator()() const {
  const std::uint64_t one = 1;
  // Cannot fail but by a full counter, which wakes as well.
  [[maybe_unused]] const ssize_t written = ::write(fd, &one, sizeof one);
}

StopSignal::StopSignal(std::stop_token stop)
    : m_stop(std::move(stop)), m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (m_event >= 0) m_callback.emplace(m_stop, Wake{m_event});
}

StopSignal::~StopSignal() {
  m_callback.reset();
  if (m_event >= 0) ::close(m_event);
}

bool StopSignal::wait(int fd, bool toWrite, std::chrono::milliseconds atMost) const {
  pollfd fds[2] = {{fd, static_cast<short>(toWrite ? POLLOUT : POLLIN), 0}, {m_event, POLLIN, 0}};
  const int ready = ::poll(fds, m_event >= 0 ? 2 : 1, static_cast<int>(atMost.count()));
  // A hang-up or an error is something to read too: the read tells what it is.
  return ready > 0 && !requested() && fds[0].revents != 0;
}

bool StopSignal::sleep(std::chrono::milliseconds span) const {
  const auto until = std::chrono::steady_clock::now() + span;
  while (!requested()) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return true;
    pollfd event{m_event, POLLIN, 0};
    // Without the event (no descriptor left) it looks every tenth of a second.
    const auto wait = m_event >= 0 ? left : std::min(left, std::chrono::milliseconds(100));
    ::poll(&event, m_event >= 0 ? 1 : 0, static_cast<int>(std::min<std::int64_t>(wait.count() + 1, 60'000)));
  }
  return false;
}

UtcTime systemNow() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

std::string systemReason(int code) {
  switch (code) {
    case ECONNREFUSED:
      return "nothing listens there (connection refused)";
    case ETIMEDOUT:
      return "there was no answer in time";
    case EHOSTUNREACH:
    case ENETUNREACH:
      return "there is no way to that address";
    case ECONNRESET:
    case EPIPE:
      return "the other side broke the connection";
    case EADDRINUSE:
      return "another program has this port";
    case EADDRNOTAVAIL:
      return "this machine has no such address";
    case EACCES:
    case EPERM:
      return "it is not permitted";
    case ENOENT:
      return "there is no such device or file";
    case ENODEV:
    case ENXIO:
      return "the device is not there";
    case EIO:
      return "the device does not answer";
    case ENOSPC:
      return "there is no room left";
    default:
      return std::generic_category().message(code);
  }
}

std::unique_ptr<LiveInput> makeInput(const SourceSpec& spec) {
  switch (spec.kind) {
    case SourceKind::Udp:
      return makeUdpInput(spec);
    case SourceKind::Tcp:
      return makeTcpInput(spec);
    case SourceKind::Stdin:
    case SourceKind::Serial:
      return makeStreamInput(spec);
    case SourceKind::Replay:
      break;
  }
  return nullptr;
}

}  // namespace sorami
