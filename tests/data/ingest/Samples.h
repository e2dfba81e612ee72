// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Import.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <string>

namespace sorami::test {

inline QString sampleFolder() {
  return QStringLiteral(SORAMI_SOURCE_DIR "/../shared/samples/tracks/");
}

/// What the independent readers found in a sample: an empty object when the samples are not here.
inline QJsonObject expectedOf(const QString& name) {
  QFile file(sampleFolder() + QStringLiteral("expected/") + name);
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QJsonDocument::fromJson(file.readAll()).object();
}

/// Reads one file (several streams are added up to the first report).
inline FileReport readFile(const QString& path, const ImportOptions& options = ImportOptions()) {
  const auto report = inspectFiles({path.toStdString()}, options);
  if (!report || report->files.empty()) return {};
  return report->files.front();
}

/// Writes bytes into a folder and gives the path.
inline QString writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes) {
  const QString path = folder.filePath(name);
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) return {};
  return path;
}

inline QByteArray readBytes(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A sink that keeps everything a decoder says.
struct Collected final : DecodeSink {
  std::vector<SourceKey> sources;
  std::vector<Report> reports;
  std::vector<Diagnostic> diagnostics;
  std::map<std::string, std::uint64_t> drops;
  std::map<std::string, std::uint64_t> records;

  std::uint16_t source(const SourceKey& key) override {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (sources[i] == key) return static_cast<std::uint16_t>(i);
    }
    sources.push_back(key);
    return static_cast<std::uint16_t>(sources.size() - 1);
  }
  void report(const Report& r) override { reports.push_back(r); }
  void diagnostic(Diagnostic d) override { diagnostics.push_back(std::move(d)); }
  void dropped(std::string_view reason, std::uint64_t n) override { drops[std::string(reason)] += n; }
  void record(std::string_view kind, std::uint64_t n) override { records[std::string(kind)] += n; }
};

inline std::span<const std::byte> bytesOf(const QByteArray& bytes) {
  return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

/// Decodes bytes in pieces of `piece` bytes (0: all at once).
inline Collected decodeBytes(const Format& format, const QByteArray& bytes, std::size_t piece = 0,
                             const DecodeOptions& options = {}) {
  Collected sink;
  const auto decoder = format.make(options);
  const auto all = bytesOf(bytes);
  if (piece == 0) piece = std::max<std::size_t>(all.size(), 1);
  for (std::size_t at = 0; at < all.size(); at += piece) {
    decoder->decode(all.subspan(at, std::min(piece, all.size() - at)), at, UtcTime(), sink);
  }
  decoder->finish(sink);
  return sink;
}

/// Whether two reports say the same: everything that identifies and places them.
inline bool same(const Report& a, const Report& b) {
  const auto equal = [](double x, double y) { return x == y || (x != x && y != y); };
  return a.kind == b.kind && a.id == b.id && a.uid == b.uid && a.eventTime == b.eventTime &&
         equal(a.lat, b.lat) && equal(a.lon, b.lon) && equal(a.baroAltitude, b.baroAltitude) &&
         equal(a.geoAltitude, b.geoAltitude) && equal(a.groundSpeed, b.groundSpeed) &&
         equal(a.trackDeg, b.trackDeg) && equal(a.verticalRate, b.verticalRate) && a.flags == b.flags &&
         a.mode3A == b.mode3A && a.callsign == b.callsign && a.byteOffset == b.byteOffset;
}

inline bool same(const Collected& a, const Collected& b) {
  if (a.reports.size() != b.reports.size() || a.records != b.records || a.drops != b.drops) return false;
  for (std::size_t i = 0; i < a.reports.size(); ++i) {
    if (!same(a.reports[i], b.reports[i])) return false;
  }
  return a.diagnostics.size() == b.diagnostics.size();
}

/// Checks a report against the expected figures: counts, times to a millisecond, box to 1e-6 degrees.
inline void compare(const FileReport& file, const QJsonObject& expected) {
  QCOMPARE(file.tracks, static_cast<std::uint64_t>(expected["tracks_with_position"].toInt()));
  QCOMPARE(file.updates, static_cast<std::uint64_t>(expected["position_updates"].toInt()));
  if (expected["first_epoch"].isDouble()) {
    QVERIFY2(std::abs(file.time.begin.seconds() - expected["first_epoch"].toDouble()) < 0.0015,
             toIso(file.time.begin).c_str());
    QVERIFY2(std::abs(file.time.end.seconds() - expected["last_epoch"].toDouble()) < 0.0015,
             toIso(file.time.end).c_str());
  }
  const QJsonArray box = expected["bbox_wsen"].toArray();
  if (box.size() == 4) {
    const double sides[] = {file.box.west, file.box.south, file.box.east, file.box.north};
    for (int i = 0; i < 4; ++i) QVERIFY(std::abs(sides[i] - box[i].toDouble()) < 1.5e-6);
  } else {
    QVERIFY(file.box.isEmpty());
  }
}

}  // namespace sorami::test
