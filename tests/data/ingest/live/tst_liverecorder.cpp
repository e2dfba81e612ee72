// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/LiveFeeds.h"
#include "data/store/MemoryRecording.h"
#include "data/store/RecordingFile.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace sorami;
using namespace sorami::test;

namespace {

SourceSpec specOf(const std::string& text) {
  auto spec = parseSource(text);
  if (!spec) qFatal("%s", spec.error().text().c_str());
  return *spec;
}

/// A recording in memory whose commits fail, or take long, while they are told to.
struct Troubled final : SampleSink {
  std::unique_ptr<SampleSink> inner = makeMemoryRecording();
  std::atomic<bool>* fails = nullptr;
  std::atomic<int>* delayMs = nullptr;

  std::uint16_t addSource(const SourceKey& key) override { return inner->addSource(key); }
  TrackId addTrack(const TrackInfo& identity) override { return inner->addTrack(identity); }
  void setTrack(TrackId track, const TrackInfo& identity) override { inner->setTrack(track, identity); }
  void append(TrackId track, const Sample& sample) override { inner->append(track, sample); }
  void setMeta(const std::string& key, const std::string& value) override { inner->setMeta(key, value); }
  Status commit() override {
    if (delayMs != nullptr && *delayMs > 0) std::this_thread::sleep_for(std::chrono::milliseconds(*delayMs));
    if (fails != nullptr && *fails) return Error{"database or disk is full", "x.sorec", {}};
    return inner->commit();
  }
  StoreViewPtr snapshot() override { return inner->snapshot(); }
  Result<StoreViewPtr> finish() override { return inner->finish(); }
};

SourceHealth only(const LiveRecorder& recorder) {
  const auto all = recorder.sources();
  return all.empty() ? SourceHealth() : all.front();
}

std::string lines(int from, int to) {
  std::string bytes;
  for (int i = from; i < to; ++i) bytes += sbsLine(i);
  return bytes;
}

}  // namespace

class TestLiveRecorder : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aFullDiskIsSaidAndNothingIsLost() {
    std::atomic<bool> fails = false;
    auto sink = std::make_unique<Troubled>();
    sink->fails = &fails;
    LiveOptions options;
    options.commitInterval = 50 * kMillisecond;
    LiveRecorder recorder(std::move(sink), options);
    const TcpServer server;
    recorder.add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    QVERIFY(sendAll(host, lines(0, 500)));
    QVERIFY(becomes([&] { return recorder.recording().accepted >= 499; }));
    fails = true;
    QVERIFY(becomes([&] { return !recorder.recording().trouble.empty(); }));
    QCOMPARE(recorder.recording().trouble, std::string("database or disk is full"));
    QVERIFY(sendAll(host, lines(500, 1500)));
    QVERIFY(becomes([&] { return recorder.recording().unsafe >= 999; }));
    fails = false;
    QVERIFY(
        becomes([&] { return recorder.recording().trouble.empty() && recorder.recording().unsafe == 0; }));
    const auto view = recorder.finish();
    QVERIFY(view.ok());
    QCOMPARE(feedLength(**view), 1500);
  }

  void aDiskThatStaysFullDoesNotFillTheMemory() {
    std::atomic<bool> fails = true;
    auto sink = std::make_unique<Troubled>();
    sink->fails = &fails;
    LiveOptions options;
    options.commitInterval = 50 * kMillisecond;
    options.unsafeLimit = 1000;
    LiveRecorder recorder(std::move(sink), options);
    const TcpServer server;
    recorder.add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    QVERIFY(sendAll(host, lines(0, 3001)));
    QVERIFY(becomes([&] { return recorder.recording().dropped["no room on the disk"] == 2000; }));
    fails = false;
    QVERIFY(becomes([&] { return recorder.recording().unsafe == 0; }));
    QVERIFY(sendAll(host, lines(3001, 3101)));
    QVERIFY(becomes([&] { return recorder.recording().accepted == 1100; }));
  }

  void aRealFullDisk() {
    const QTemporaryDir folder;
    const std::string disk = folder.path().toStdString() + "/disk";
    std::filesystem::create_directory(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=1m") != 0)
      QSKIP("skipped: a small disk can only be mounted by the superuser");
    struct Unmount {
      std::string path;
      ~Unmount() { ::umount2(path.c_str(), MNT_DETACH); }
    } unmount{disk};
    auto file = createRecording(disk + "/live.sorec");
    QVERIFY(file.ok());
    LiveOptions options;
    options.commitInterval = 50 * kMillisecond;
    LiveRecorder recorder(std::move(*file), options);
    const TcpServer server;
    recorder.add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    int sent = 0;
    QVERIFY(becomes(
        [&] {
          if (recorder.recording().trouble.empty()) {
            if (!sendAll(host, lines(sent, sent + 2000))) return false;
            sent += 2000;
          }
          return !recorder.recording().trouble.empty();
        },
        60));
    qInfo("full after %d updates: %s", sent, recorder.recording().trouble.c_str());
    QVERIFY(::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0);
    QVERIFY(becomes([&] { return recorder.recording().trouble.empty(); }));
    QVERIFY(sendAll(host, lines(sent, sent + 100)));
    QVERIFY(becomes([&] { return only(recorder).reports >= std::uint64_t(sent + 99); }));
    const auto view = recorder.finish();
    QVERIFY2(view.ok(), view.ok() ? "" : view.error().text().c_str());
    QCOMPARE(feedLength(**view), sent + 100);
  }

  /// A limit on the file's size stands for a quota: the write fails, then it does not.
  void aQuotaIsSaidAndNothingIsLost() {
    std::signal(SIGXFSZ, SIG_IGN);
    const QTemporaryDir folder;
    auto file = createRecording(folder.filePath(QStringLiteral("quota.sorec")).toStdString());
    QVERIFY(file.ok());
    LiveOptions options;
    options.commitInterval = 50 * kMillisecond;
    LiveRecorder recorder(std::move(*file), options);
    const TcpServer server;
    recorder.add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    QVERIFY(sendAll(host, lines(0, 1000)));
    QVERIFY(becomes([&] { return recorder.recording().accepted >= 999; }));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 64 * 1024;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const bool sent = sendAll(host, lines(1000, 3000));
    const bool said = becomes([&] { return !recorder.recording().trouble.empty(); });
    const std::string trouble = recorder.recording().trouble;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(sent && said);
    qInfo("%s", trouble.c_str());
    QVERIFY(becomes([&] { return recorder.recording().trouble.empty(); }));
    const auto view = recorder.finish();
    QVERIFY2(view.ok(), view.ok() ? "" : view.error().text().c_str());
    // Without the end of the stream the last line stays with the decoder until the source is ended: it is
    // there.
    QCOMPARE(feedLength(**view), 3000);
  }

  void lateReportsAreSortedAndCounted() {
    LiveOptions options;
    options.commitInterval = 50 * kMillisecond;
    LiveRecorder recorder(makeMemoryRecording(), options);
    const TcpServer server;
    recorder.add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    QVERIFY(sendAll(host, lines(0, 200)));
    QVERIFY(becomes([&] { return only(recorder).reports >= 199; }));
    // One track's updates change places, time and again.
    for (int k = 5; k < 25; k += 2) {
      const int i = k * kFeedTracks;
      QVERIFY(sendAll(host, sbsLine(i + kFeedTracks) + sbsLine(i)));
    }
    QVERIFY(becomes([&] { return only(recorder).late >= 9; }));
    const auto view = recorder.finish();
    QVERIFY(view.ok());
    QCOMPARE((*view)->sampleCount(), std::uint64_t(220));
    QCOMPARE(recorder.recording().quarantined, std::uint64_t(0));
    const auto samples = history(**view, 0, (*view)->extent());
    QVERIFY(std::is_sorted(samples.begin(), samples.end(),
                           [](const Sample& a, const Sample& b) { return a.time < b.time; }));
  }

  void duplicatesAreDroppedAndCounted() {
    LiveOptions options;
    options.commitInterval = 50 * kMillisecond;
    LiveRecorder recorder(makeMemoryRecording(), options);
    const TcpServer server;
    recorder.add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    std::string bytes;
    for (int i = 0; i < 100; ++i) bytes += sbsLine(i) + sbsLine(i);
    QVERIFY(sendAll(host, bytes));
    QVERIFY(becomes([&] { return only(recorder).reports >= 199; }));
    const auto view = recorder.finish();
    QVERIFY(view.ok());
    QCOMPARE(feedLength(**view), 100);
    QCOMPARE(recorder.recording().dropped["duplicate"], std::uint64_t(100));
  }

  void aWrongClockIsSeenAndCorrected() {
    LiveOptions options;
    options.commitInterval = 50 * kMillisecond;
    LiveRecorder recorder(makeMemoryRecording(), options);
    const TcpServer server;
    const int id = recorder.add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    QVERIFY(sendAll(host, lines(0, 100)));
    QVERIFY(becomes([&] { return only(recorder).clockOffset.has_value(); }));
    const Micros offset = *only(recorder).clockOffset;
    QVERIFY(std::abs(offset - (systemNow() - kFeedStart)) < kMinute);
    // Its clock is behind by the offset: the correction is subtracted.
    recorder.setCorrection(id, -offset);
    QVERIFY(sendAll(host, lines(100, 200)));
    QVERIFY(becomes([&] { return only(recorder).reports >= 199; }));
    QVERIFY(std::abs(*only(recorder).clockOffset) < kMinute);
    QVERIFY(std::abs(recorder.eventNow() - systemNow()) < kMinute);
    QCOMPARE(only(recorder).correction, -offset);
    const auto view = recorder.finish();
    QVERIFY(view.ok());
    // The receive time is kept with each update.
    const auto samples = history(**view, 0, (*view)->extent());
    QVERIFY(!samples.empty() && samples.back().received.isValid());
    QVERIFY(std::abs(samples.back().received - systemNow()) < kMinute);
  }

  void whenTheWriterIsSlowTheDisplayThinsFirstAndLossesAreCounted() {
    std::atomic<int> delay = 400;
    auto sink = std::make_unique<Troubled>();
    sink->delayMs = &delay;
    std::atomic<int> views = 0;
    LiveOptions options;
    options.commitInterval = 100 * kMillisecond;
    options.queueLimit = 300;
    options.onView = [&](const StoreViewPtr&) { ++views; };
    LiveRecorder recorder(std::move(sink), options);
    const std::uint16_t port = freeUdpPort();
    recorder.add(specOf("udp://127.0.0.1:" + std::to_string(port)));
    QVERIFY(becomes([&] { return only(recorder).state == SourceState::Waiting; }));
    const UdpSender sender("127.0.0.1", port);
    int sent = 0;
    QVERIFY(becomes([&] {
      for (int i = 0; i < 20; ++i) sender.send(sbsLine(sent++));
      return only(recorder).dropped.contains("the program did not keep up") &&
             recorder.recording().isThinned();
    }));
    delay = 0;
    QVERIFY(views > 0);
    QVERIFY(becomes([&] { return recorder.recording().queued == 0; }));
    const auto view = recorder.finish();
    QVERIFY(view.ok());
    const SourceHealth health = only(recorder);
    // Each is recorded or counted: by this program, or by the system.
    std::uint64_t lost = 0;
    for (const auto& [reason, count] : health.dropped) lost += count;
    QCOMPARE((*view)->sampleCount() + lost, std::uint64_t(sent));
  }

  void manySourcesOneRecording() {
    LiveOptions options;
    options.commitInterval = 50 * kMillisecond;
    std::atomic<std::uint64_t> seen = 0;
    options.onView = [&](const StoreViewPtr& view) { seen = view->sampleCount(); };
    LiveRecorder recorder(makeMemoryRecording(), options);
    const TcpServer servers[3];
    for (const TcpServer& server : servers)
      recorder.add(specOf("tcp://127.0.0.1:" + std::to_string(server.port())));
    std::vector<FileHandle> hosts;
    for (const TcpServer& server : servers) hosts.push_back(server.accept());
    for (const FileHandle& host : hosts) QVERIFY(sendAll(host, lines(0, 400)));
    QVERIFY(becomes([&] { return recorder.recording().accepted >= 3 * 399; }));
    QVERIFY(becomes([&] { return seen > 0; }));
    recorder.disconnect(1);
    QVERIFY(becomes([&] { return recorder.sources().front().state == SourceState::Disconnected; }));
    recorder.remove(1);
    QCOMPARE(recorder.sources().size(), std::size_t(2));
    const auto view = recorder.finish();
    QVERIFY(view.ok());
    QCOMPARE((*view)->sampleCount(), std::uint64_t(1200));
    // The same address from three receivers is three source tracks.
    QCOMPARE((*view)->sources().size(), std::size_t(3));
    QCOMPARE((*view)->tracks().size(), std::size_t(3 * kFeedTracks));
  }
};

QTEST_GUILESS_MAIN(TestLiveRecorder)
#include "tst_liverecorder.moc"
