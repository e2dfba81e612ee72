// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "BenchTable.h"
#include "data/ingest/Import.h"
#include "data/ingest/Text.h"
#include "data/store/MemoryRecording.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <string>

namespace {

using namespace sorami;

/// Counts and forgets.
struct CountingSink final : DecodeSink {
  std::uint64_t reports = 0;
  std::uint16_t source(const SourceKey&) override { return 0; }
  void report(const Report&) override { ++reports; }
  void diagnostic(Diagnostic) override {}
  void dropped(std::string_view, std::uint64_t) override {}
  void record(std::string_view, std::uint64_t) override {}
};

std::string sbsText(int aircraft, int seconds) {
  std::string text;
  char line[256];
  for (int t = 0; t < seconds; ++t) {
    for (int a = 0; a < aircraft; ++a) {
      std::snprintf(line, sizeof line,
                    "MSG,3,1,1,%06X,1,2026/08/12,%02d:%02d:%02d.%03d,2026/08/"
                    "12,%02d:%02d:%02d.%03d,,35000,,,%.5f,%.5f,,,0,0,0,0\r\n",
                    0x860000 + a, 6 + t / 3600, t / 60 % 60, t % 60, a % 1000, 6 + t / 3600, t / 60 % 60,
                    t % 60, a % 1000, 30 + a * 0.01 + t * 0.001, 130 + a * 0.01 + t * 0.002);
      text += line;
      std::snprintf(line, sizeof line,
                    "MSG,4,1,1,%06X,1,2026/08/12,%02d:%02d:%02d.%03d,2026/08/"
                    "12,%02d:%02d:%02d.%03d,,,450,%d,,,-64,,,,,0\r\n",
                    0x860000 + a, 6 + t / 3600, t / 60 % 60, t % 60, a % 1000, 6 + t / 3600, t / 60 % 60,
                    t % 60, a % 1000, a % 360);
      text += line;
    }
  }
  return text;
}

std::string readsbText(int aircraft, int snapshots) {
  std::string text;
  char line[512];
  for (int t = 0; t < snapshots; ++t) {
    std::snprintf(line, sizeof line, "{ \"now\" : %d.5,\n  \"messages\" : 1234,\n  \"aircraft\" : [\n",
                  1786515150 + t);
    text += line;
    for (int a = 0; a < aircraft; ++a) {
      std::snprintf(line, sizeof line,
                    "{\"hex\":\"%06x\",\"type\":\"adsb_icao\",\"flight\":\"SRM%04d "
                    "\",\"alt_baro\":35000,\"alt_geom\":36250,\"gs\":450.1,"
                    "\"track\":90.5,\"baro_rate\":-64,\"squawk\":\"4521\",\"emergency\":\"none\","
                    "\"category\":\"A3\",\"lat\":%.6f,"
                    "\"lon\":%.6f,\"nic\":8,\"rc\":186,\"seen_pos\":0.2,\"version\":2,\"nac_p\":9,\"sil\":3,"
                    "\"seen\":0.1,\"rssi\":-20.1}%s\n",
                    0x860000 + a, a, 30 + a * 0.01 + t * 0.001, 130 + a * 0.01 + t * 0.002,
                    a + 1 < aircraft ? "," : "");
      text += line;
    }
    text += "  ]\n}\n";
  }
  return text;
}

std::string acmiText(int objects, int seconds) {
  std::string text =
      "FileType=text/acmi/tacview\nFileVersion=2.2\n0,ReferenceTime=2026-08-12T06:00:00Z\n"
      "0,ReferenceLongitude=130\n0,ReferenceLatitude=30\n";
  char line[256];
  for (int t = 0; t < seconds; ++t) {
    text += "#" + std::to_string(t) + ".5\n";
    for (int a = 0; a < objects; ++a) {
      std::snprintf(line, sizeof line, "%x,T=%.7f|%.7f|%.2f|%.1f|%.1f|%.1f|%.2f|%.2f|%.1f%s\n", 0x101 + a,
                    a * 0.01 + t * 0.002, a * 0.01 + t * 0.001, 9000 + 0.25 * t, 1.5, -2.5, a % 360 + 0.5,
                    a * 1000 + t * 200.25, a * 1000 + t * 100.5, a % 360 + 0.5,
                    t == 0 ? ",Type=Air+FixedWing,Name=F-X,Color=Blue,Coalition=Allies" : "");
      text += line;
    }
  }
  return text;
}

void decode(bench::Table& table, const char* format, const std::string& text) {
  std::uint64_t reports = 0;
  const double t =
      1e-3 * bench::measure(5, [&] {
               CountingSink sink;
               const auto decoder = findFormat(format)->make({});
               constexpr std::size_t kPiece = 256 * 1024;
               const auto bytes = asBytes(text);
               for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
                 decoder->decode(bytes.subspan(at, std::min(kPiece, bytes.size() - at)), at, {}, sink);
               }
               decoder->finish(sink);
               reports = sink.reports;
             }).median;
  const std::string name = std::string(format) + " decoded, one core";
  table.add(name, static_cast<double>(text.size()) / t / 1e6, "MB/s", 150, bench::Better::More);
  table.add(name, static_cast<double>(reports) / t, "reports/s");
}

void import(bench::Table& table, const char* format, const std::string& text) {
  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("input"));
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.write(text.data(), static_cast<qint64>(text.size()));
  file.close();
  std::uint64_t updates = 0;
  const double t = 1e-3 * bench::measure(5, [&] {
                            const auto recording = makeMemoryRecording();
                            const auto report =
                                importFiles({path.toStdString()}, ImportOptions(), *recording);
                            if (report) updates = report->files.front().updates;
                            if (!recording->finish()) updates = 0;
                          }).median;
  const std::string name = std::string(format) + " file into a recording in memory";
  table.add(name, static_cast<double>(updates) / t, "updates/s", 500'000, bench::Better::More);
}

}  // namespace

int main() {
  bench::Table table("ingest");
  const std::string sbs = sbsText(500, 600);
  const std::string readsb = readsbText(2000, 100);
  decode(table, "sbs", sbs);
  decode(table, "readsb", readsb);
  const std::string acmi = acmiText(500, 600);
  decode(table, "acmi", acmi);
  import(table, "sbs", sbs);
  import(table, "readsb", readsb);
  import(table, "acmi", acmi);
  return 0;
}
