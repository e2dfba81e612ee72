// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Governor.h"

#include <QTest>

using namespace sorami;

namespace {

/// Frames of one length; the number of times the level changed.
int feed(Governor& governor, double ms, int frames) {
  int changes = 0;
  for (int i = 0; i < frames; ++i) changes += governor.add(ms) ? 1 : 0;
  return changes;
}

}  // namespace

class TestGovernor : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void drawsAllWhileFramesAreQuick();
  void leavesOutStepByStep();
  void forgivesSingleSlowFrames();
  void takesBackWithPatience();
  void holdsBetweenTheMarks();
  void triesLaterWhatFailed();
  void levelsOnlyTakeAway();
};

void TestGovernor::drawsAllWhileFramesAreQuick() {
  Governor governor(16);
  QCOMPARE(feed(governor, 10, 1000), 0);
  QCOMPARE(governor.level(), 0);
  QCOMPARE(governor.quality(), DrawQuality{});
}

void TestGovernor::leavesOutStepByStep() {
  Governor governor(16);
  const int window = static_cast<int>(Governor::kWindow);
  QCOMPARE(feed(governor, 30, window - 1), 0);
  QVERIFY(governor.add(30));
  QCOMPARE(governor.level(), 1);
  QCOMPARE(governor.quality().trails, DrawQuality::Trails::Stepped);
  // Each step is judged by frames of its own.
  QCOMPARE(feed(governor, 30, window - 1), 0);
  QVERIFY(governor.add(30));
  QCOMPARE(governor.quality().trails, DrawQuality::Trails::Dots);
  QCOMPARE(feed(governor, 30, 100 * window), Governor::kLevels - 3);
  QCOMPARE(governor.level(), Governor::kLevels - 1);
  QCOMPARE(governor.quality().symbols, DrawQuality::Symbols::Dots);
  governor.reset();
  QCOMPARE(governor.level(), 0);
}

void TestGovernor::forgivesSingleSlowFrames() {
  Governor governor(16);
  for (int i = 0; i < 1000; ++i) QVERIFY(!governor.add(i % 6 == 0 ? 200 : 12));
  // But not every third.
  for (int i = 0; i < 100; ++i) governor.add(i % 3 == 0 ? 20 : 12);
  QVERIFY(governor.level() > 0);
}

void TestGovernor::takesBackWithPatience() {
  Governor governor(16);
  feed(governor, 30, 60);
  QCOMPARE(governor.level(), 2);
  QCOMPARE(feed(governor, 4, 60), 0);  // not at the first sign of room
  QCOMPARE(feed(governor, 4, 1000), 2);
  QCOMPARE(governor.level(), 0);
}

void TestGovernor::holdsBetweenTheMarks() {
  // In the budget, but a better level might not be: nothing changes, so nothing flickers.
  Governor governor(16);
  feed(governor, 30, 60);
  QCOMPARE(feed(governor, 11, 5000), 0);
  QCOMPARE(governor.level(), 2);
}

void TestGovernor::triesLaterWhatFailed() {
  // A machine that draws level 1 in 5 ms and level 0 in 25: a naive rule would swing for ever.
  Governor governor(16);
  int changes = 0;
  for (int i = 0; i < 20'000; ++i) changes += governor.add(governor.level() == 0 ? 25 : 5) ? 1 : 0;
  QVERIFY2(changes >= 5 && changes < 30, qPrintable(QString::number(changes)));
}

void TestGovernor::levelsOnlyTakeAway() {
  for (int level = 1; level < Governor::kLevels; ++level) {
    const DrawQuality a = Governor::qualityOf(level - 1);
    const DrawQuality b = Governor::qualityOf(level);
    QVERIFY(!(a == b));
    QVERIFY(b.trails >= a.trails && b.symbols >= a.symbols && b.maxLabels <= a.maxLabels);
  }
  QCOMPARE(Governor::qualityOf(99), Governor::qualityOf(Governor::kLevels - 1));
}

QTEST_APPLESS_MAIN(TestGovernor)
#include "tst_governor.moc"
