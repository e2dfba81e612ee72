// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

#include <cmath>
#include <cstdlib>

namespace sorami::fuzz {

/// Checks what every decoder promises for any input: it ends, and a position it reports is on the earth.
class CheckingSink final : public DecodeSink {
 public:
  std::uint16_t source(const SourceKey&) override { return 0; }
  void report(const Report& report) override {
    if (report.hasPosition() && !(std::abs(report.lat) <= 90 && std::abs(report.lon) <= 180)) std::abort();
  }
  void diagnostic(Diagnostic) override {}
  void dropped(std::string_view, std::uint64_t) override {}
  void record(std::string_view, std::uint64_t) override {}
};

/// Feeds the input in pieces whose size its last byte tells: seeds are recordings as they stand.
inline void run(const Format& format, const std::uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::size_t piece = std::size_t{data[size - 1]} * 16 + 1;
  const std::span bytes = std::as_bytes(std::span(data, size));
  CheckingSink sink;
  const auto decoder = format.make({});
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    decoder->decode(bytes.subspan(at, std::min(piece, bytes.size() - at)), at, {}, sink);
  }
  decoder->finish(sink);
  format.probe(bytes.first(std::min<std::size_t>(bytes.size(), 65536)));
}

}  // namespace sorami::fuzz
