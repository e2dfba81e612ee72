// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/BenchTable.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>

#include <algorithm>
#include <vector>

using namespace sorami;

/// From exec to the first sharp picture with the demo's plan, recording and relief, as a whole process.
int main() {
  bench::Table table("start, whole process, warm");
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
  const auto run = [&](const QStringList& arguments) {
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(SORAMI_BINARY_DIR "/bin/sorami"), arguments);
    if (!program.waitForFinished(60'000) || program.exitCode() != 0) std::puts("the program did not start");
  };
  const QString quit = QStringLiteral("--quit-when-shown");
  const bench::Timing demo = bench::measure(7, [&] { run({QStringLiteral("--demo"), quit}); });
  table.add("demo: first usable frame, median", demo.median, "ms", 700);
  table.add("demo: first usable frame, worst of 7", demo.worst, "ms", 700);
  const bench::Timing empty = bench::measure(7, [&] { run({quit}); });
  table.add("without a file: first sharp map, median", empty.median, "ms", 700);
  return 0;
}
