// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/capture/PcapWriter.h"
#include "data/ingest/live/LiveFeeds.h"
#include "data/ingest/live/TacviewGreeting.h"
#include "data/store/MemoryRecording.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>

using namespace sorami;
using namespace sorami::test;

namespace {

SourceSpec specOf(const std::string& text) {
  auto spec = parseSource(text);
  if (!spec) qFatal("%s", spec.error().text().c_str());
  return *spec;
}

std::unique_ptr<LiveRecorder> memoryRecorder() {
  LiveOptions options;
  options.commitInterval = 100 * kMillisecond;
  return std::make_unique<LiveRecorder>(makeMemoryRecording(), std::move(options));
}

SourceHealth healthOf(const LiveRecorder& recorder, int id) {
  for (const SourceHealth& health : recorder.sources())
    if (health.id == id) return health;
  return {};
}

}  // namespace

class TestLiveSources : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void udpUnicast() {
    const std::uint16_t port = freeUdpPort();
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("udp://127.0.0.1:" + std::to_string(port)));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state == SourceState::Waiting; }));
    const UdpSender sender("127.0.0.1", port);
    for (int i = 0; i < 400; ++i) {
      QVERIFY(sender.send(sbsLine(i)));
      if (i % 50 == 0) QTest::qWait(5);
    }
    // The decoder holds the last position until the next line.
    QVERIFY(becomes([&] { return healthOf(*recorder, id).reports >= 399; }));
    const SourceHealth health = healthOf(*recorder, id);
    QVERIFY(health.state == SourceState::Receiving);
    QCOMPARE(health.format, std::string("sbs"));
    QCOMPARE(health.packets, std::uint64_t(400));
    QVERIFY(health.clockOffset.has_value());
    QCOMPARE(health.errorCount(), std::uint64_t(0));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).latency.has_value(); }));
    QVERIFY(*healthOf(*recorder, id).latency < kSecond);
    const auto view = recorder->finish();
    QVERIFY(view.ok());
    QCOMPARE(feedLength(**view), 400);
  }

  void udpTakesOnlyTheSenderAskedFor() {
    const std::uint16_t port = freeUdpPort();
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("udp://127.0.0.1:" + std::to_string(port) + "?from=127.9.9.9"));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state == SourceState::Waiting; }));
    const UdpSender sender("127.0.0.1", port);
    for (int i = 0; i < 20; ++i) sender.send(sbsLine(i));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).dropped["datagrams of another sender"] == 20; }));
    QCOMPARE(healthOf(*recorder, id).bytes, std::uint64_t(0));
  }

  void udpMulticast() {
    const std::uint16_t port = freeUdpPort();
    const std::string group = "239.255.77.77";
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("udp://" + group + ":" + std::to_string(port) + "?interface=lo"));
    const int filtered = recorder->add(
        specOf("udp://" + group + ":" + std::to_string(port) + "?interface=127.0.0.1&from=127.0.0.1"));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state != SourceState::Connecting; }));
    if (healthOf(*recorder, id).state == SourceState::Retrying)
      QSKIP("skipped: no group can be joined on the loop interface here");
    QVERIFY(becomes([&] { return healthOf(*recorder, filtered).state == SourceState::Waiting; }));
    const UdpSender sender(group, port);
    for (int i = 0; i < 200; ++i) {
      if (!sender.send(sbsLine(i))) QSKIP("skipped: nothing can be sent to a group here");
      if (i % 50 == 0) QTest::qWait(5);
    }
    if (!becomes([&] { return healthOf(*recorder, id).reports >= 199; }, 3) &&
        healthOf(*recorder, id).packets == 0)
      QSKIP("skipped: the loop interface passes no group on here");
    QVERIFY(healthOf(*recorder, id).reports >= 199);
    QVERIFY(becomes([&] { return healthOf(*recorder, filtered).reports >= 199; }));
  }

  void tcpReconnectsAndGoesOn() {
    const TcpServer server;
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("tcp://localhost:" + std::to_string(server.port())));
    {
      const FileHandle first = server.accept();
      std::string bytes;
      for (int i = 0; i < 150; ++i) bytes += sbsLine(i);
      QVERIFY(sendAll(first, bytes));
    }
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state == SourceState::Retrying; }));
    QVERIFY2(healthOf(*recorder, id).message.find("closed the connection; next try in") != std::string::npos,
             healthOf(*recorder, id).message.c_str());
    {
      const FileHandle second = server.accept();
      std::string bytes;
      for (int i = 150; i < 300; ++i) bytes += sbsLine(i);
      QVERIFY(sendAll(second, bytes));
      QVERIFY(becomes([&] { return healthOf(*recorder, id).reports >= 299; }));
      QCOMPARE(healthOf(*recorder, id).connections, 2);
    }
    const auto view = recorder->finish();
    QVERIFY(view.ok());
    QCOMPARE(feedLength(**view), 300);
    QCOMPARE((*view)->tracks().size(), std::size_t(kFeedTracks));
  }

  void tcpSaysWhyItDoesNotConnect() {
    std::uint16_t port = 0;
    { port = TcpServer().port(); }
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("tcp://127.0.0.1:" + std::to_string(port)));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state == SourceState::Retrying; }));
    QVERIFY(healthOf(*recorder, id).message.find("nothing listens there") != std::string::npos);
    // Stopping does not wait for the next try, which comes later and later.
    QVERIFY(becomes(
        [&] { return healthOf(*recorder, id).message.find("next try in 8 s") != std::string::npos; }));
    const auto begin = std::chrono::steady_clock::now();
    (void)recorder->finish();
    QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
  }

  void tacviewGreets() {
    const TcpServer server;
    auto recorder = memoryRecorder();
    const int id = recorder->add(
        specOf("tacview://127.0.0.1:" + std::to_string(server.port()) + "?user=Briefer&password=pw"));
    const FileHandle host = server.accept();
    // The greeting may come in pieces.
    QVERIFY(sendAll(host, "XtraLib.Str"));
    QTest::qWait(30);
    QVERIFY(sendAll(host, std::string("eam.0\nTacview.RealTimeTelemetry.0\nHost A\n\0", 42)));
    char answer[256] = "";
    std::size_t n = 0;
    QVERIFY(becomes([&] {
      const ssize_t got = ::recv(host.get(), answer + n, sizeof answer - n, MSG_DONTWAIT);
      if (got > 0) n += static_cast<std::size_t>(got);
      return n > 0 && answer[n - 1] == '\0';
    }));
    QCOMPARE(std::string(answer, n), tacviewAnswer("Briefer", "pw", TacviewHash::Crc64));
    std::string acmi = "FileType=text/acmi/tacview\nFileVersion=2.2\n0,ReferenceTime=2026-08-12T06:00:00Z\n";
    for (int i = 0; i < 60; ++i)
      acmi += "#" + std::to_string(i) + "\na1,T=" + std::to_string(139 + i * 0.002) +
              "|35|6000,Name=F-16C,Type=Air+FixedWing,Pilot=Ace\n";
    QVERIFY(sendAll(host, acmi));
    QVERIFY2(becomes([&] { return healthOf(*recorder, id).reports >= 59; }),
             (healthOf(*recorder, id).format + ' ' + healthOf(*recorder, id).lastError + ' ' +
              std::to_string(healthOf(*recorder, id).reports))
                 .c_str());
    QCOMPARE(healthOf(*recorder, id).format, std::string("acmi"));
    const auto view = recorder->finish();
    QVERIFY(view.ok());
    QCOMPARE((*view)->sampleCount(), std::uint64_t(60));
  }

  void serialDevice() {
    const FileHandle master(::posix_openpt(O_RDWR | O_NOCTTY));
    if (!master || ::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0)
      QSKIP("skipped: there are no pseudo terminals here");
    const std::string device = ::ptsname(master.get());
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("serial://" + device + "?baud=9600&name=Ownship"));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state == SourceState::Waiting; }));
    for (int i = 0; i < 30; ++i) {
      char body[128];
      std::snprintf(body, sizeof body, "GPRMC,0600%02d.00,A,35%07.4f,N,13900.0000,E,100.0,000.0,120826,,", i,
                    i * 0.0278);
      unsigned sum = 0;
      for (const char* c = body; *c != '\0'; ++c) sum ^= static_cast<unsigned char>(*c);
      char line[160];
      std::snprintf(line, sizeof line, "$%s*%02X\r\n", body, sum);
      QVERIFY(::write(master.get(), line, std::strlen(line)) > 0);
      QTest::qWait(2);
    }
    QVERIFY(becomes([&] { return healthOf(*recorder, id).reports >= 28; }));
    QCOMPARE(healthOf(*recorder, id).format, std::string("nmea"));
    const auto view = recorder->finish();
    QVERIFY(view.ok());
    QVERIFY((*view)->sampleCount() >= 29);
    QCOMPARE((*view)->sources().front().name, std::string("Ownship"));
  }

  void aDeviceThatIsNotThereIsTriedAgain() {
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("serial:///dev/sorami-no-such-device"));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state == SourceState::Retrying; }));
    QVERIFY(healthOf(*recorder, id).message.find("there is no such device") != std::string::npos);
  }

  void bytesOfNoFormatAreSaid() {
    const TcpServer server;
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    std::string noise;
    for (int i = 0; i < 40'000; ++i) noise += static_cast<char>("lorem ipsum\n"[i % 12]);
    QVERIFY(sendAll(host, noise));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state == SourceState::Unreadable; }));
    QVERIFY(healthOf(*recorder, id).dropped["bytes of no known format"] > 0);
    // What is readable later is read.
    std::string bytes;
    for (int i = 0; i < 2000; ++i) bytes += sbsLine(i);
    QVERIFY(sendAll(host, bytes));
    QVERIFY(becomes([&] { return healthOf(*recorder, id).state == SourceState::Receiving; }));
  }

  void replayIsPacedByReportTimes() {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.sbs")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 400; ++i) file.write(sbsLine(i).c_str());
    file.close();
    auto recorder = memoryRecorder();
    const auto begin = std::chrono::steady_clock::now();
    recorder->add(specOf("replay:" + file.fileName().toStdString() + "?rate=10"));
    QVERIFY(becomes([&] { return recorder->allOver(); }));
    const auto took = std::chrono::steady_clock::now() - begin;
    // Ten seconds of data at ten times the rate.
    QVERIFY(took > std::chrono::milliseconds(950));
    QVERIFY(took < std::chrono::seconds(8));
    const auto view = recorder->finish();
    QVERIFY(view.ok());
    QCOMPARE(feedLength(**view), 400);
  }

  void replayOfACaptureKeepsItsTimes() {
    PcapWriter capture;
    const UtcTime received = kFeedStart + 300 * kMillisecond;
    for (int i = 0; i < 80; ++i) {
      const std::string line = sbsLine(i);
      QVERIFY(capture.add(received + i * 25 * kMillisecond, {0x7F000001, 0x7F000001, 1000, 2000},
                          std::as_bytes(std::span(line))));
    }
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.pcap")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(capture.bytes().data(), static_cast<qint64>(capture.bytes().size()));
    file.close();
    auto recorder = memoryRecorder();
    const auto begin = std::chrono::steady_clock::now();
    const int id = recorder->add(specOf("replay:" + file.fileName().toStdString() + "?rate=2"));
    QVERIFY(becomes([&] { return recorder->allOver(); }));
    QVERIFY(std::chrono::steady_clock::now() - begin > std::chrono::milliseconds(900));
    QVERIFY(healthOf(*recorder, id).clockOffset.has_value());
    // A line's position is handed on with the line after it.
    QVERIFY(std::abs(*healthOf(*recorder, id).clockOffset - 325 * kMillisecond) < 50 * kMillisecond);
    const auto view = recorder->finish();
    QVERIFY(view.ok());
    QCOMPARE(feedLength(**view), 80);
  }

  void replayMovedToThePresent() {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.sbs")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 40; ++i) file.write(sbsLine(i).c_str());
    file.close();
    auto recorder = memoryRecorder();
    recorder->add(specOf("replay:" + file.fileName().toStdString() + "?time=now"));
    QVERIFY(becomes([&] { return recorder->allOver(); }));
    const auto view = recorder->finish();
    QVERIFY(view.ok());
    QVERIFY(std::abs((*view)->extent().begin - systemNow()) < 20 * kSecond);
    QCOMPARE((*view)->extent().length(), 39 * 25 * kMillisecond);
  }

  void aFileThatIsNotThereFails() {
    auto recorder = memoryRecorder();
    const int id = recorder->add(specOf("replay:/no/such/file"));
    QVERIFY(becomes([&] { return recorder->allOver(); }));
    QVERIFY(healthOf(*recorder, id).state == SourceState::Failed);
  }
};

QTEST_GUILESS_MAIN(TestLiveSources)
#include "tst_livesources.moc"
