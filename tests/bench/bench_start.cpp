// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/BenchTable.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>

#include <cstdio>
#include <utility>
#include <vector>

using namespace sorami;

constexpr int kRuns = 7;

/// From exec to the first sharp picture with the demo's plan, recording and relief, as a whole process.
int main() {
  bench::Table table("start, whole process, warm");
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
  // Until the program says that the picture is on show; how long it takes to close is another matter.
  const auto shown = [&](const QStringList& arguments) {
    std::vector<double> times;
    for (int run = -1; run < kRuns; ++run) {
      QProcess program;
      program.setProcessEnvironment(environment);
      QElapsedTimer since;
      since.start();
      program.start(QStringLiteral(SORAMI_BINARY_DIR "/bin/sorami"), arguments);
      while (!program.canReadLine()) {
        if (program.waitForReadyRead(60'000)) continue;
        std::puts("the program did not start");
        return bench::Timing();
      }
      const double ms = static_cast<double>(since.nsecsElapsed()) / 1e6;
      program.waitForFinished(60'000);
      if (run >= 0) times.push_back(ms);
    }
    return bench::summary(std::move(times));
  };
  const QString quit = QStringLiteral("--quit-when-shown");
  const bench::Timing demo = shown({QStringLiteral("--demo"), quit});
  table.add("demo: first usable frame, median", demo.median, "ms", 700);
  table.add("demo: first usable frame, worst of 7", demo.worst, "ms", 700);
  const bench::Timing empty = shown({quit});
  table.add("without a file: first sharp map, median", empty.median, "ms", 700);
  return 0;
}
