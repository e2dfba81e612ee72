// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// TCP segments of a capture come out as the stream that was sent, whatever the order they were caught in.
#include "data/ingest/Import.h"
#include "data/ingest/capture/TcpStreams.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <random>

using namespace sorami;

namespace {

constexpr std::uint8_t kAck = 0x10;
constexpr std::uint8_t kSyn = 0x02;
constexpr TcpFlow kFlow{0x0a000001, 0x0a000002, 30003, 40000};

std::vector<std::byte> bytesOf(const std::string& text) {
  std::vector<std::byte> bytes(text.size());
  std::transform(text.begin(), text.end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
  return bytes;
}

struct Collector {
  std::map<std::uint32_t, std::string> streams;
  TcpStreams tcp{[this](std::uint32_t stream, std::span<const std::byte> bytes, bool) {
    for (const std::byte b : bytes) streams[stream] += static_cast<char>(b);
    return true;
  }};
};

void put(std::string& out, std::uint64_t value, int octets, bool little = false) {
  for (int i = 0; i < octets; ++i) {
    const int shift = 8 * (little ? i : octets - 1 - i);
    out += static_cast<char>(value >> shift & 0xff);
  }
}

/// A classic pcap of Ethernet frames with one TCP segment each.
std::string pcapOf(const std::vector<std::pair<std::uint32_t, std::string>>& segments) {
  std::string file;
  put(file, 0xa1b2c3d4, 4, true);
  put(file, 2, 2, true);
  put(file, 4, 2, true);
  put(file, 0, 8, true);
  put(file, 65535, 4, true);
  put(file, 1, 4, true);
  std::uint32_t second = 1'700'000'000;
  for (const auto& [sequence, payload] : segments) {
    std::string frame(12, '\x02');
    put(frame, 0x0800, 2);
    put(frame, 0x4500, 2);
    put(frame, 40 + payload.size(), 2);
    put(frame, 0, 4);
    put(frame, 0x4006, 2);
    put(frame, 0, 2);
    put(frame, kFlow.from, 4);
    put(frame, kFlow.to, 4);
    put(frame, kFlow.fromPort, 2);
    put(frame, kFlow.toPort, 2);
    put(frame, sequence, 4);
    put(frame, 0, 4);
    put(frame, 0x5010, 2);
    put(frame, 0xffff, 2);
    put(frame, 0, 4);
    frame += payload;
    put(file, second++, 4, true);
    put(file, 0, 4, true);
    put(file, frame.size(), 4, true);
    put(file, frame.size(), 4, true);
    file += frame;
  }
  return file;
}

}  // namespace

class TestTcpStreams : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// Any cutting, overlap, repetition and local disorder, across the wrap of the sequence numbers.
  void anyOrderGivesWhatWasSent() {
    for (unsigned seed = 0; seed < 200; ++seed) {
      std::mt19937 random(seed);
      const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
      std::string sent(1 + below(5000), ' ');
      for (char& c : sent) c = static_cast<char>('a' + below(26));
      const auto start = static_cast<std::uint32_t>(0xffffffffU - below(6000));
      std::vector<std::pair<std::size_t, std::size_t>> cuts;
      for (std::size_t at = 0; at < sent.size();) {
        const std::size_t size = std::min(sent.size() - at, 1 + below(200));
        const std::size_t back = std::min(at, below(4) == 0 ? below(50) : 0);
        cuts.emplace_back(at - back, size + back);
        if (below(5) == 0) cuts.push_back(cuts.back());
        at += size;
      }
      for (std::size_t i = 0; i + 4 < cuts.size(); i += 4) {
        std::shuffle(cuts.begin() + static_cast<std::ptrdiff_t>(i),
                     cuts.begin() + static_cast<std::ptrdiff_t>(i + 4), random);
      }
      Collector c;
      c.tcp.add(kFlow, start - 1, kSyn, {});
      for (const auto& [at, size] : cuts) {
        c.tcp.add(kFlow, start + static_cast<std::uint32_t>(at), kAck, bytesOf(sent.substr(at, size)));
      }
      c.tcp.finish();
      QCOMPARE(c.streams.size(), std::size_t{1});
      QCOMPARE(QString::fromStdString(c.streams.at(1)), QString::fromStdString(sent));
      QCOMPARE(c.tcp.lostOctets(), std::uint64_t{0});
    }
  }

  void aHoleIsPassedOverAndCounted() {
    Collector c;
    c.tcp.add(kFlow, 100, kAck, bytesOf("abc"));
    c.tcp.add(kFlow, 110, kAck, bytesOf("def"));
    QCOMPARE(c.streams.at(1), std::string("abc"));
    c.tcp.finish();
    QCOMPARE(c.streams.at(1), std::string("abcdef"));
    QCOMPARE(c.tcp.lostOctets(), std::uint64_t{7});
  }

  void portsUsedAgainAreANewStream() {
    Collector c;
    c.tcp.add(kFlow, 100, kSyn, {});
    c.tcp.add(kFlow, 101, kAck, bytesOf("one"));
    c.tcp.add(kFlow, 900'000, kSyn, {});
    c.tcp.add(kFlow, 900'001, kAck, bytesOf("two"));
    QCOMPARE(c.streams.at(1), std::string("one"));
    QCOMPARE(c.streams.at(2), std::string("two"));
  }

  /// A receiver's port 30003, caught off the wire with its lines cut anywhere and two segments swapped.
  void anSbsFeedOverTcpIsRead() {
    std::string lines;
    for (int i = 0; i < 40; ++i) {
      lines += "MSG,3,1,1,86D51A,1,2023/11/14,22:13:" + std::to_string(10 + i) +
               ".000,2023/11/14,22:13:" + std::to_string(10 + i) + ".000,,35000,,,35." +
               std::to_string(100 + i) + ",139.5,,,0,0,0,0\r\n";
    }
    std::vector<std::pair<std::uint32_t, std::string>> segments;
    for (std::size_t at = 0; at < lines.size(); at += 77) {
      segments.emplace_back(static_cast<std::uint32_t>(1000 + at), lines.substr(at, 77));
    }
    std::swap(segments[4], segments[5]);
    segments.insert(segments.begin() + 9, segments[8]);
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("feed.pcap")).toStdString();
    std::ofstream(path, std::ios::binary) << pcapOf(segments);
    const auto report = inspectFiles({path}, ImportOptions());
    QVERIFY(report);
    QCOMPARE(report->files.size(), std::size_t{1});
    const FileReport& file = report->files.front();
    QCOMPARE(file.format, std::string("sbs"));
    QCOMPARE(file.updates, std::uint64_t{40});
    QCOMPARE(file.tracks, std::uint64_t{1});
    QVERIFY2(file.errors.empty(), file.errors.empty() ? "" : file.errors.front().reason.c_str());
  }

  /// ASTERIX blocks that begin in one segment and end in the next; a fault is told with its place in the
  /// file.
  void asterixOverTcpIsReadAndFaultsAreLocated() {
    std::string feed;
    for (int i = 0; i < 60; ++i) {
      feed += QByteArray::fromHex("22000bf0190a0200012c00").toStdString();
    }
    QCOMPARE(feed.size(), std::size_t{660});
    std::vector<std::pair<std::uint32_t, std::string>> segments;
    for (std::size_t at = 0; at < feed.size(); at += 50) {
      segments.emplace_back(static_cast<std::uint32_t>(7 + at), feed.substr(at, 50));
    }
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("asterix.pcap")).toStdString();
    std::ofstream(path, std::ios::binary) << pcapOf(segments);
    auto report = inspectFiles({path}, ImportOptions());
    QVERIFY(report);
    QCOMPARE(report->files.front().format, std::string("asterix"));
    QCOMPARE(report->files.front().records.at("CAT034"), std::uint64_t{60});
    QVERIFY(report->files.front().errors.empty());

    // The last block loses its end: its time of day, behind 7 octets, is cut.
    segments.back().second.resize(segments.back().second.size() - 3);
    const std::string cut = folder.filePath(QStringLiteral("cut.pcap")).toStdString();
    std::ofstream(cut, std::ios::binary) << pcapOf(segments);
    report = inspectFiles({cut}, ImportOptions());
    QVERIFY(report);
    QCOMPARE(report->files.front().records.at("CAT034"), std::uint64_t{59});
    QCOMPARE(report->files.front().errors.size(), std::size_t{1});
    const std::uint64_t inStream = 59 * 11 + 7;
    const std::uint64_t segment = inStream / 50;
    QCOMPARE(report->files.front().errors.front().offset, 24 + (segment + 1) * (16 + 54) + inStream);
  }
};

QTEST_GUILESS_MAIN(TestTcpStreams)
#include "tst_tcpstreams.moc"
