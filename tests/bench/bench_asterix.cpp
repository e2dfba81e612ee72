// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/BenchTable.h"
#include "data/ingest/decoders/asterix/AsterixDecoder.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

using namespace sorami;

namespace {

struct CountingSink : DecodeSink {
  std::uint16_t source(const SourceKey&) override { return 0; }
  void report(const Report& r) override {
    ++reports;
    if (r.hasPosition()) ++positions;
  }
  void diagnostic(Diagnostic) override { ++faults; }
  void dropped(std::string_view, std::uint64_t) override {}
  void record(std::string_view, std::uint64_t) override {}
  std::uint64_t reports = 0;
  std::uint64_t positions = 0;
  std::uint64_t faults = 0;
};

/// Decodes a recording over and over for about a second, a mebibyte at a time as an import does.
double recordsPerSecond(const QByteArray& data, bool counting, CountingSink& sink) {
  DecodeOptions options;
  options.sensorPosition = LatLon{44.0, 18.6};
  options.sensorHeight = 1900;
  const auto bytes =
      std::span(reinterpret_cast<const std::byte*>(data.constData()), static_cast<std::size_t>(data.size()));
  constexpr std::size_t kPiece = 1 << 20;
  const std::clock_t start = std::clock();  // the core's time: others may share the machine
  double seconds = 0;
  do {
    AsterixDecoder decoder(options);
    decoder.collectItems(counting);
    for (std::size_t at = 0; at < bytes.size(); at += kPiece)
      decoder.decode(bytes.subspan(at, std::min(kPiece, bytes.size() - at)), at, UtcTime{}, sink);
    decoder.finish(sink);
    seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  } while (seconds < 1.0);
  return static_cast<double>(sink.reports) / seconds;
}

}  // namespace

/// ASTERIX octets to typed reports with WGS 84 positions on one core. Peers measured on the same recordings:
/// jASTERIX 86 700 records/s at best.
int main() {
  bench::Table table("ASTERIX: octets to reports, one core");
  const QString folder = QStringLiteral(SORAMI_SOURCE_DIR "/../shared/samples/asterix/");
  constexpr const char* kFiles[] = {"jahorina/Jahorina.raw", "jade/final_frame_062_065_large_packet_30min.ff",
                                    "barcelona/adsb_v21_bcn.ast", "barcelona/mlat_160510-lebl-220001.ast"};
  double weight = 0;
  for (const char* name : kFiles) {
    QFile file(folder + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly)) {
      std::printf("%s skipped: shared samples are not here\n", name);
      continue;
    }
    const QByteArray data = file.readAll();
    CountingSink sink;
    const double rate = recordsPerSecond(data, false, sink);
    table.add(name, rate, "records/s", 1e6, bench::Better::More, "target");
    CountingSink counted;
    table.add(std::string(name) + ", items counted", recordsPerSecond(data, true, counted), "records/s");
    weight += 1 / rate;
  }
  if (weight > 0) {
    const double mixed = std::size(kFiles) / weight;
    table.add("mixed, as many records of each", mixed, "records/s", 1e6, bench::Better::More, "target");
    table.add("mixed, against the peer", mixed, "records/s", 86'700, bench::Better::More, "jASTERIX");
  }
  return 0;
}
