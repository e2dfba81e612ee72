// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/ingest/capture/Capture.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace sorami {

/// A frame as it stands in a capture.
struct CapturedFrame {
  std::span<const std::byte> bytes;
  std::uint64_t offset = 0;  ///< of its first octet in the unpacked capture
  UtcTime received;
  std::uint32_t link = 0;  ///< kind of link layer: the numbers of tcpdump.org/linktypes.html
  bool cutOff = false;     ///< the capture holds less of it than was sent (snap length)
};

/// Where a capture begins in these first bytes of a stream: 0, or behind a little junk; nothing when there is
/// none.
std::optional<std::size_t> captureStart(std::span<const std::byte> head);

/// Reads the frames of a pcap (microseconds or nanoseconds, either byte order) or pcapng capture, the latter
/// with several sections and interfaces. A record is handed on when another, or the end, follows it; behind
/// damage the next plausible record is searched for, so that a spoilt header costs its own frame only,
/// and lost octets the frames they were in.
class CaptureFile {
 public:
  CaptureFile(ByteStreamPtr stream, OnCaptureFault onFault);
  ~CaptureFile();

  /// The next frame, whose octets live until the next call; nothing at the end.
  std::optional<CapturedFrame> next();
  /// What kept the stream from being read to its end.
  const std::optional<Error>& error() const;

 private:
  class Window;
  class Layout;
  class Pcap;
  class PcapNg;

  bool begin();
  bool follows(std::size_t at);
  bool isIntact(std::size_t size);
  std::optional<std::size_t> search(std::size_t from, std::size_t to);
  void recover(const std::string& reason);
  void mendTime(CapturedFrame& frame, std::size_t size);

  std::unique_ptr<Window> m_window;
  std::unique_ptr<Layout> m_layout;  ///< null before the first frame
  OnCaptureFault m_onFault;
  UtcTime m_last;          ///< time of the frame before
  std::size_t m_done = 0;  ///< octets of the record that was handed on
  bool m_ended = false;
};

}  // namespace sorami
