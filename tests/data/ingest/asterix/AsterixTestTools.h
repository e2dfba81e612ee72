// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/decoders/asterix/AsterixDecoder.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sorami::test {

/// Keeps everything a decoder says.
struct CollectingSink : DecodeSink {
  std::uint16_t source(const SourceKey& key) override {
    for (std::size_t i = 0; i < sources.size(); ++i)
      if (sources[i] == key) return static_cast<std::uint16_t>(i);
    sources.push_back(key);
    return static_cast<std::uint16_t>(sources.size() - 1);
  }
  void report(const Report& r) override { reports.push_back(r); }
  void video(VideoSweep sweep) override { sweeps.push_back(std::move(sweep)); }
  void diagnostic(Diagnostic d) override { diagnostics.push_back(std::move(d)); }
  void dropped(std::string_view reason, std::uint64_t count) override { drops[std::string(reason)] += count; }
  void record(std::string_view kind, std::uint64_t count) override { records[std::string(kind)] += count; }

  std::vector<SourceKey> sources;
  std::vector<Report> reports;
  std::vector<VideoSweep> sweeps;
  std::vector<Diagnostic> diagnostics;
  std::map<std::string, std::uint64_t> drops;
  std::map<std::string, std::uint64_t> records;
};

inline QString samplePath(const QString& name) {
  return QStringLiteral(SORAMI_SOURCE_DIR "/../shared/samples/asterix/") + name;
}

inline bool haveSamples() {
  return QFile::exists(samplePath(QStringLiteral("jahorina/Jahorina.raw")));
}

inline QByteArray readAll(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline std::span<const std::byte> bytesOf(const QByteArray& data) {
  return {reinterpret_cast<const std::byte*>(data.constData()), static_cast<std::size_t>(data.size())};
}

/// The whole stream in pieces of `piece` octets (0: in one).
inline CollectingSink decodeAll(const QByteArray& data, const DecodeOptions& options = {}, int piece = 0,
                                AsterixDecoder* into = nullptr) {
  CollectingSink sink;
  AsterixDecoder own(options);
  AsterixDecoder& decoder = into ? *into : own;
  const auto bytes = bytesOf(data);
  const std::size_t step =
      piece > 0 ? static_cast<std::size_t>(piece) : std::max<std::size_t>(1, bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += step)
    decoder.decode(bytes.subspan(at, std::min(step, bytes.size() - at)), at, UtcTime{}, sink);
  decoder.finish(sink);
  return sink;
}

struct Packet {
  UtcTime time;
  QByteArray payload;
};

/// Payloads of a classic pcap file over Ethernet, UDP or LLC: enough for the samples, where the program has
/// its own reader.
inline std::vector<Packet> udpPackets(const QByteArray& file) {
  const auto* p = reinterpret_cast<const std::uint8_t*>(file.constData());
  const auto size = static_cast<std::size_t>(file.size());
  const auto le32 = [](const std::uint8_t* q) {
    return static_cast<std::uint32_t>(q[0] | q[1] << 8 | q[2] << 16 | static_cast<std::uint32_t>(q[3]) << 24);
  };
  std::vector<Packet> out;
  std::size_t at = 24;
  while (at + 16 <= size) {
    const std::size_t length = le32(p + at + 8);
    const UtcTime time{static_cast<Micros>(le32(p + at)) * kSecond + le32(p + at + 4)};
    at += 16;
    if (at + length > size) break;
    const std::uint8_t* frame = p + at;
    std::size_t ip = 14;
    if (frame[12] == 0x81 && frame[13] == 0) ip += 4;
    const auto type = static_cast<std::size_t>(frame[12] << 8 | frame[13]);
    if (type <= 1500) {  // 802.3 with LLC, as some radars send
      out.push_back({time, QByteArray(reinterpret_cast<const char*>(frame + 17),
                                      static_cast<qsizetype>(std::min(type, length - 14) - 3))});
    } else if (length > ip + 28 && frame[ip] >> 4 == 4 && frame[ip + 9] == 17) {
      const std::size_t udp = ip + static_cast<std::size_t>(frame[ip] & 15) * 4;
      const std::size_t bytes = static_cast<std::size_t>(frame[udp + 4] << 8 | frame[udp + 5]) - 8;
      out.push_back({time, QByteArray(reinterpret_cast<const char*>(frame + udp + 8),
                                      static_cast<qsizetype>(std::min(bytes, length - udp - 8)))});
    }
    at += length;
  }
  return out;
}

inline CollectingSink decodePackets(const std::vector<Packet>& packets, const DecodeOptions& options = {}) {
  CollectingSink sink;
  AsterixDecoder decoder(options);
  std::uint64_t offset = 0;
  for (const Packet& packet : packets) {
    decoder.decode(bytesOf(packet.payload), offset, packet.time, sink);
    offset += static_cast<std::uint64_t>(packet.payload.size());
  }
  decoder.finish(sink);
  return sink;
}

}  // namespace sorami::test
