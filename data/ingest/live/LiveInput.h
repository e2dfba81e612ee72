// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"
#include "data/ingest/live/SourceSpec.h"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace sorami {

/// Wakes a thread that waits for a file descriptor when it is asked to stop.
class StopSignal {
 public:
  explicit StopSignal(std::stop_token stop);
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  bool requested() const { return m_stop.stop_requested(); }
  const std::stop_token& token() const { return m_stop; }
  /// Waits until `fd` can be read (or written), time is up or stopping is asked for. True when it can.
  bool wait(int fd, bool toWrite, std::chrono::milliseconds atMost) const;
  /// Waits; false when stopping was asked for meanwhile.
  bool sleep(std::chrono::milliseconds span) const;

 private:
  struct Wake {
    int fd;
    void operator()() const;
  };
  std::stop_token m_stop;
  int m_event = -1;
  std::optional<std::stop_callback<Wake>> m_callback;
};

/// Some bytes as they came: of a datagram source one datagram.
struct LivePiece {
  std::span<const std::byte> bytes;
  UtcTime received;        ///< by the system's clock, as near to the wire as the system tells
  std::uint32_t flow = 0;  ///< the same for bytes of one sender
};

enum class ReadOutcome : std::uint8_t {
  Data,
  Nothing,  ///< nothing came for a while
  End,      ///< nothing will come any more; a connection was closed by the other side
};

/// What an input did not hand on, since it was opened.
struct InputLosses {
  std::uint64_t overflow = 0;     ///< datagrams the system had no room for
  std::uint64_t otherSender = 0;  ///< datagrams of senders that were not asked for
  /// Octets the system lets wait, where that is less than was asked for: so an administrator can give more.
  std::optional<std::size_t> room;
};

/// Where live bytes come from. One thread uses it: open, read until it ends or fails, close, and so on.
class LiveInput {
 public:
  virtual ~LiveInput() = default;
  /// Connects, joins or opens. The error says why not, in words.
  virtual Status open(const StopSignal& stop) = 0;
  /// Waits at most a fifth of a second for bytes. The pieces are valid until the next call.
  virtual Result<ReadOutcome> read(const StopSignal& stop, std::vector<LivePiece>& pieces) = 0;
  virtual void close() = 0;
  virtual InputLosses losses() const { return {}; }
  /// The sender cannot be made to wait.
  virtual bool isDatagram() const { return false; }
  /// It may come back after it has ended.
  virtual bool mayReturn() const { return true; }
};

/// The input a source text tells of; not for replays.
std::unique_ptr<LiveInput> makeInput(const SourceSpec& spec);
std::unique_ptr<LiveInput> makeUdpInput(const SourceSpec& spec);
std::unique_ptr<LiveInput> makeTcpInput(const SourceSpec& spec);
/// Standard input and serial devices.
std::unique_ptr<LiveInput> makeStreamInput(const SourceSpec& spec);

/// A file descriptor that closes itself.
class FileHandle {
 public:
  explicit FileHandle(int fd = -1) : m_fd(fd) {}
  ~FileHandle() { reset(); }
  FileHandle(FileHandle&& other) noexcept : m_fd(other.release()) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    if (this != &other) reset(other.release());
    return *this;
  }
  int get() const { return m_fd; }
  explicit operator bool() const { return m_fd >= 0; }
  int release() {
    const int fd = m_fd;
    m_fd = -1;
    return fd;
  }
  void reset(int fd = -1);

 private:
  int m_fd;
};

/// The system's clock.
UtcTime systemNow();
/// What an error number of the system means, in words.
std::string systemReason(int code);

/// How long a read waits at most.
constexpr std::chrono::milliseconds kReadWait{200};

}  // namespace sorami
