// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/AsterixDecoder.h"

#include <algorithm>
#include <cstdlib>

using namespace sorami;

namespace {

/// Ends the run when a report points outside the stream: a record that is not there.
struct CheckingSink : DecodeSink {
  explicit CheckingSink(std::uint64_t octets) : size(octets) {}
  std::uint16_t source(const SourceKey&) override { return 0; }
  void report(const Report& r) override {
    if (r.byteOffset + r.byteLength > size || r.byteLength == 0) std::abort();
    ++reports;
  }
  void diagnostic(Diagnostic) override {}
  void dropped(std::string_view, std::uint64_t) override {}
  void record(std::string_view, std::uint64_t count) override { records += count; }
  std::uint64_t size;
  std::uint64_t reports = 0;
  std::uint64_t records = 0;
};

std::uint64_t decode(std::span<const std::byte> bytes, std::size_t piece) {
  DecodeOptions options;
  options.sensorPosition = LatLon{25, 121};
  AsterixDecoder decoder(options);
  decoder.collectItems(true);
  CheckingSink sink(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    decoder.decode(bytes.subspan(at, std::min(piece, bytes.size() - at)), at, UtcTime{}, sink);
  decoder.finish(sink);
  if (sink.reports != sink.records) std::abort();
  return sink.reports;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
  const std::uint64_t whole = decode(bytes, std::max<std::size_t>(size, 1));
  if (decode(bytes, 61) != whole) std::abort();
  kAsterixFormat.probe(bytes.first(std::min<std::size_t>(size, 65536)));
  // As datagrams, cut by the first octet.
  AsterixDecoder live;
  CheckingSink sink(size);
  const std::size_t step = size > 0 ? data[0] + std::size_t{1} : 1;
  for (std::size_t at = 0; at < size; at += step)
    live.decode(bytes.subspan(at, std::min(step, size - at)), at, UtcTime{static_cast<Micros>(at) * 1000},
                sink);
  live.finish(sink);
  describeAsterixBlock(bytes);
  return 0;
}
