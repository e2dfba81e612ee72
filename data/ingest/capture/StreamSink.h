// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sorami {

/// Stands between the decoder of a TCP stream and its receiver. The decoder counts octets of the stream,
/// which lie in pieces all over the capture; what it says is told with the place in the capture.
class StreamSink final : public DecodeSink {
 public:
  explicit StreamSink(DecodeSink& target) : m_target(target) {}

  /// The stream goes on with `size` octets that stand at `offset` of the capture. Returns where they begin in
  /// the stream.
  std::uint64_t append(std::uint64_t offset, std::size_t size) {
    const std::uint64_t begin = m_size;
    m_pieces.emplace_back(begin, offset);
    m_size += size;
    // A decoder never looks back further than its longest frame.
    if (m_pieces.size() > 2 * kKept) m_pieces.erase(m_pieces.begin(), m_pieces.begin() + kKept);
    return begin;
  }

  std::uint16_t source(const SourceKey& key) override { return m_target.source(key); }
  void report(const Report& report) override {
    Report placed = report;
    placed.byteOffset = placeOf(report.byteOffset);
    m_target.report(placed);
  }
  void diagnostic(Diagnostic diagnostic) override {
    diagnostic.offset = placeOf(diagnostic.offset);
    m_target.diagnostic(std::move(diagnostic));
  }
  void video(VideoSweep sweep) override { m_target.video(std::move(sweep)); }
  void dropped(std::string_view reason, std::uint64_t count) override { m_target.dropped(reason, count); }
  void record(std::string_view recordKind, std::uint64_t count) override {
    m_target.record(recordKind, count);
  }

 private:
  static constexpr int kKept = 1 << 16;

  std::uint64_t placeOf(std::uint64_t inStream) const {
    const auto after = std::upper_bound(m_pieces.begin(), m_pieces.end(), inStream,
                                        [](std::uint64_t at, const auto& piece) { return at < piece.first; });
    if (after == m_pieces.begin()) return inStream;
    const auto& [begin, offset] = *(after - 1);
    return offset + (inStream - begin);
  }

  DecodeSink& m_target;
  std::vector<std::pair<std::uint64_t, std::uint64_t>>
      m_pieces;  // begin in the stream, offset in the capture
  std::uint64_t m_size = 0;
};

}  // namespace sorami
