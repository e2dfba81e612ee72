// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Subcommands.h"
#include "data/ingest/live/LiveFeeds.h"
#include "data/store/RecordingFile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <poll.h>
#include <random>
#include <sys/wait.h>

using namespace sorami;
using namespace sorami::test;

namespace fs = std::filesystem;

namespace {

/// `sorami record` in a process of its own, with what it says.
struct Process {
  pid_t child = -1;
  FileHandle out;
  FileHandle err;
  std::string said;  ///< stderr so far

  explicit Process(std::vector<std::string> arguments) {
    int outEnds[2];
    int errEnds[2];
    if (::pipe(outEnds) != 0 || ::pipe(errEnds) != 0) return;
    child = ::fork();
    if (child == 0) {
      ::dup2(outEnds[1], STDOUT_FILENO);
      ::dup2(errEnds[1], STDERR_FILENO);
      for (const int fd : {outEnds[0], outEnds[1], errEnds[0], errEnds[1]}) ::close(fd);
      arguments.insert(arguments.begin(), "record");
      std::vector<char*> argv;
      for (std::string& argument : arguments) argv.push_back(argument.data());
      const int code = runRecord(static_cast<int>(argv.size()), argv.data());
      std::fflush(stdout);
      ::_exit(code);
    }
    ::close(outEnds[1]);
    ::close(errEnds[1]);
    out.reset(outEnds[0]);
    err.reset(errEnds[0]);
  }
  ~Process() {
    if (child > 0) {
      ::kill(child, SIGKILL);
      wait();
    }
  }
  /// Reads what it has said, without waiting.
  void listen() {
    char bytes[4096];
    for (;;) {
      pollfd ready{err.get(), POLLIN, 0};
      if (::poll(&ready, 1, 0) <= 0) return;
      const ssize_t n = ::read(err.get(), bytes, sizeof bytes);
      if (n <= 0) return;
      said.append(bytes, static_cast<std::size_t>(n));
    }
  }
  /// The last number of updates it called safe; 0 when none.
  long safe() {
    listen();
    const std::size_t at = said.rfind(" updates of ");
    if (at == said.npos) return 0;
    std::size_t begin = at;
    while (begin > 0 && std::isdigit(static_cast<unsigned char>(said[begin - 1])) != 0) --begin;
    return std::strtol(said.c_str() + begin, nullptr, 10);
  }
  int wait() {
    int status = 0;
    ::waitpid(child, &status, 0);
    child = -1;
    return status;
  }
  std::string output() const {
    std::string all;
    char bytes[4096];
    for (ssize_t n = 0; (n = ::read(out.get(), bytes, sizeof bytes)) > 0;)
      all.append(bytes, static_cast<std::size_t>(n));
    return all;
  }
};

}  // namespace

class TestRecord : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::string path(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }

 private Q_SLOTS:
  /// Kills the program while it records, at any moment. What it called safe must be there, whole and in
  /// order, and the file must open. SORAMI_KILLS=200 does it so often (with
  /// QTEST_FUNCTION_TIMEOUT=3600000).
  void killedWhileRecordingLosesNothingThatWasSafe() {
    const int kills =
        qEnvironmentVariableIsSet("SORAMI_KILLS") ? qEnvironmentVariableIntValue("SORAMI_KILLS") : 5;
    std::mt19937_64 random(7);
    long total = 0;
    int unfinished = 0;
    for (int k = 0; k < kills; ++k) {
      const std::string file = path("kill.sorec");
      const TcpServer server;
      Process recorder(
          {"tcp://127.0.0.1:" + std::to_string(server.port()), "-o", file, "--progress", "50ms"});
      const FileHandle host = server.accept();
      QVERIFY(host);
      // Some seconds' worth of data each tenth of a second, until it is killed after 1 to 3 commits.
      const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(1100 + random() % 1500);
      int sent = 0;
      while (std::chrono::steady_clock::now() < until || recorder.safe() == 0) {
        std::string bytes;
        for (int i = 0; i < 400; ++i) bytes += sbsLine(sent++);
        QVERIFY(sendAll(host, bytes));
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        QVERIFY2(sent < 4'000'000, recorder.said.c_str());
      }
      ::kill(recorder.child, SIGKILL);
      QVERIFY(WIFSIGNALED(recorder.wait()));
      const long safe = recorder.safe();
      QVERIFY(safe > 0);
      if (fs::exists(file + "-wal")) ++unfinished;
      const auto view = openRecording(file);
      QVERIFY2(view.ok(), view.ok() ? "" : view.error().text().c_str());
      const int there = feedLength(**view);
      QVERIFY2(there >= safe, qPrintable(QStringLiteral("kill %1: %2 are there, %3 were safe, %4 were sent")
                                             .arg(k)
                                             .arg(there)
                                             .arg(safe)
                                             .arg(sent)));
      QVERIFY(there <= sent);
      total += there;
      fs::remove(file);
    }
    qInfo("%d kills: %ld updates, each safe one is there; %d files were open when it was killed", kills,
          total, unfinished);
  }

  void ctrlCFinishesTheFile() {
    const std::string file = path("stop.sorec");
    const TcpServer server;
    Process recorder({"tcp://127.0.0.1:" + std::to_string(server.port()) + "?name=Tower", "-o", file,
                      "--progress", "100ms"});
    const FileHandle host = server.accept();
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += sbsLine(i);
    QVERIFY(sendAll(host, bytes));
    QVERIFY(becomes([&] { return recorder.safe() >= 999; }));
    ::kill(recorder.child, SIGINT);
    const QByteArray report = QByteArray::fromStdString(recorder.output());
    QCOMPARE(WEXITSTATUS(recorder.wait()), 0);
    QVERIFY(!fs::exists(file + "-wal"));
    const auto view = openRecording(file);
    QVERIFY(view.ok());
    QCOMPARE(feedLength(**view), 1000);
    const QJsonObject json = QJsonDocument::fromJson(report).object();
    QCOMPARE(json[QLatin1String("updates")].toInt(), 1000);
    const QJsonObject source = json[QLatin1String("sources")].toArray().at(0).toObject();
    QCOMPARE(source[QLatin1String("state")].toString(), QStringLiteral("receiving"));
    QCOMPARE(source[QLatin1String("format")].toString(), QStringLiteral("sbs"));
    QCOMPARE(source[QLatin1String("name")].toString(), QStringLiteral("Tower"));
    QVERIFY(source[QLatin1String("latencySeconds")].toDouble() > 0);
    QCOMPARE((*view)->sources().front().name, std::string("Tower"));
  }

  void wrongArgumentsAreExplained() {
    for (const auto& [arguments, says] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{"tcp://localhost:1"}, "where to write is not told"},
             {{"localhost:1", "-o", path("x.sorec")}, "write tcp://localhost:1"},
             {{"tcp://localhost:1", "-o", path("x.sorec"), "--duration", "soon"}, "not a length of time"},
             {{"tcp://localhost:1", "-o", "/no/such/folder/x.sorec"}, "the folder cannot be written"}}) {
      Process recorder(arguments);
      QVERIFY(WEXITSTATUS(recorder.wait()) != 0);
      recorder.listen();
      QVERIFY2(recorder.said.find(says) != std::string::npos, recorder.said.c_str());
      QVERIFY(!fs::exists(path("x.sorec")));
    }
  }
};

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_record.moc"
