// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/capture/Capture.h"

#include "data/ingest/capture/PacketReader.h"

namespace sorami {

bool isCapture(std::span<const std::byte> head) {
  return captureStart(head).has_value();
}

Status readCapture(ByteStreamPtr stream, CaptureStats& stats,
                   const std::function<bool(const CapturedPayload&)>& onPayload,
                   const OnCaptureFault& onFault) {
  CaptureFile file(std::move(stream), onFault);
  PacketReader reader(stats, onPayload, onFault);
  while (const auto frame = file.next())
    if (!reader.take(*frame)) break;
  reader.finish();
  return file.error() ? Status(*file.error()) : Status();
}

}  // namespace sorami
