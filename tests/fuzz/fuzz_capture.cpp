// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/capture/Capture.h"

#include <cstdlib>

/// pcap and pcapng: links, tags, fragments, TCP streams. What comes out must lie in what went in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sorami;
  const auto bytes = std::as_bytes(std::span(data, size));
  if (!isCapture(bytes)) return 0;
  CaptureStats stats;
  std::uint64_t octets = 0;
  const auto onPayload = [&](const CapturedPayload& payload) {
    for (const std::byte b : payload.bytes) octets += std::to_integer<unsigned>(b) != 0;
    return true;
  };
  const auto onFault = [size](std::uint64_t offset, const std::string&) {
    if (offset > size) std::abort();
  };
  (void)readCapture(makeMemoryStream({bytes.begin(), bytes.end()}), stats, onPayload, onFault);
  if (octets > 64 * size) std::abort();
  return 0;
}
