// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "GeneratedPlan.h"
#include "data/demo/DemoPlan.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>
#include <cstdio>
#include <cstring>

#if defined(Q_OS_UNIX)
#include <sys/resource.h>
#endif

using namespace sorami;

namespace {

/// The child: saves two versions of a plan again and again until it is killed.
int saveForEver(const char* path) {
  const Plan a = demo::makeDemoPlan();
  Plan b = a;
  b.name = "The other";
  b.sites.insert(b.sites.end(), a.sites.begin(), a.sites.end());
  for (std::size_t i = a.sites.size(); i < b.sites.size(); ++i) b.sites[i].id += "-" + std::to_string(i);
  for (bool isFirst = true;; isFirst = false) {
    if (!writePlan(a, path) || !writePlan(b, path)) return 1;
    // From here on a kill hits a save, not the program's start.
    if (isFirst && (std::puts("saving") < 0 || std::fflush(stdout) != 0)) return 1;
  }
}

/// The child: saves a plan where files may not grow beyond a few kilobytes, as on a disk that is full. Gives
/// 2 when saving says that it failed.
int saveWithoutRoom(const char* path) {
#if defined(Q_OS_UNIX)
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{4096, 4096};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 3;
#endif
  const Status written = writePlan(demo::makeDemoPlan(), path);
  if (written) return 0;
  std::fputs(written.error().text().c_str(), stderr);
  return 2;
}

}  // namespace

/// A kill at any moment of saving leaves the old file or the new one, never half. SORAMI_KILLS sets how
/// often.
class TestSaveKill : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aKillLeavesOneVersionOrTheOther() {
    const int kills =
        qEnvironmentVariableIntValue("SORAMI_KILLS") > 0 ? qEnvironmentVariableIntValue("SORAMI_KILLS") : 200;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plan.soplan"));
    demo::Random random(7);
    int small = 0;
    int large = 0;
    for (int i = 0; i < kills; ++i) {
      QProcess child;
      child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--save-for-ever"), path});
      QVERIFY(child.waitForStarted());
      QVERIFY(child.waitForReadyRead());
      QThread::usleep(static_cast<unsigned long>(random.below(40'000)));
      child.kill();
      child.waitForFinished();
      QVERIFY(child.exitStatus() == QProcess::CrashExit);
      const Result<Plan> plan = readPlan(path.toStdString());
      QVERIFY2(plan.ok(), plan.ok() ? "" : plan.error().text().c_str());
      ++(plan->name == "The other" ? large : small);
    }
    qInfo("%d kills: %d times the one version, %d times the other", kills, small, large);
    QVERIFY(small + large == kills);
    // Kills that all meet the same version would meet the same moment.
    if (kills >= 50) QVERIFY(small > 0 && large > 0);
  }

  void aFullDiskLeavesTheFileThatWas() {
#if !defined(Q_OS_UNIX)
    QSKIP("needs a limit of file size");
#endif
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plan.soplan"));
    Plan before;
    before.name = "Before";
    QVERIFY(writePlan(before, path.toStdString()).ok());
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--save-without-room"), path});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitCode(), 2);
    const QByteArray said = child.readAllStandardError();
    QVERIFY2(said.contains("cannot be written") && said.contains("untouched"), said.constData());
    const Result<Plan> after = readPlan(path.toStdString());
    QVERIFY(after.ok());
    QCOMPARE(after->name, std::string("Before"));
    // Nothing is left lying about.
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
  }
};

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--save-for-ever") == 0) return saveForEver(argv[2]);
  if (argc == 3 && std::strcmp(argv[1], "--save-without-room") == 0) return saveWithoutRoom(argv[2]);
  QCoreApplication app(argc, argv);
  TestSaveKill test;
  return QTest::qExec(&test, argc, argv);
}
#include "tst_savekill.moc"
