// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/TimeAxis.h"
#include "widgets/timeline/TimeLabels.h"

#include <QTest>

#include <cmath>

using namespace sorami;

class TestTimeAxis : public QObject {
  Q_OBJECT

  static TimeAxis axis(Micros length, double width = 1000) {
    TimeAxis a;
    a.setWidth(width);
    const UtcTime begin = utcFromCivil(2026, 8, 12, 4, 3, 7);
    a.setLimits({begin, begin + length});
    return a;
  }

 private Q_SLOTS:
  void pixelAndTimeAgree() {
    for (const Micros length : {10 * kSecond, 6 * kHour, 30 * kDay, 3650 * kDay}) {
      const TimeAxis a = axis(length);
      for (double px = 0; px <= 1000; px += 37.5) {
        QVERIFY(std::abs(a.pixelOf(a.timeAt(px)) - px) < 1e-3);
      }
      QCOMPARE(a.timeAt(0), a.limits().begin);
      QCOMPARE(a.timeAt(1000), a.limits().end);
    }
  }

  void zoomKeepsTheInstantUnderThePointer() {
    TimeAxis a = axis(6 * kHour);
    const UtcTime fixed = a.timeAt(700);
    for (int i = 0; i < 20; ++i) {
      a.zoomAt(700, 1.5);
      QVERIFY(std::abs(a.pixelOf(fixed) - 700) < 1.01);
    }
    QVERIFY(a.visible().length() >= TimeAxis::kShortest);
    for (int i = 0; i < 60; ++i) a.zoomAt(700, 0.5);
    QVERIFY(a.showsAll());
  }

  void panStaysInside() {
    TimeAxis a = axis(6 * kHour);
    a.zoomAt(500, 4);
    const Micros length = a.visible().length();
    a.panBy(1e6);
    QCOMPARE(a.visible().end, a.limits().end);
    QCOMPARE(a.visible().length(), length);
    a.panBy(-1e7);
    QCOMPARE(a.visible().begin, a.limits().begin);
    a.reveal(a.limits().end);
    QVERIFY(a.visible().contains(a.limits().end));
  }

  void ticksStandOnRoundTimesWithRoomForLabels() {
    for (const Micros length :
         {kSecond, kMinute, 47 * kMinute, 6 * kHour, 3 * kDay, 40 * kDay, 2000 * kDay}) {
      const TimeAxis a = axis(length);
      const auto ticks = a.ticks(90);
      QVERIFY(ticks.size() < 200);
      double last = -1e9;
      int labels = 0;
      for (const TimeAxis::Tick& tick : ticks) {
        QVERIFY(a.visible().contains(tick.time));
        if (tick.label.isEmpty()) continue;
        ++labels;
        QVERIFY(tick.pixel - last >= 89.9);
        last = tick.pixel;
        QVERIFY(tick.isDay || tick.label.endsWith(QLatin1Char('Z')));
      }
      QVERIFY2(labels >= 1 && labels <= 12, qPrintable(QString::number(length)));
    }
  }

  void labels() {
    const UtcTime t = utcFromCivil(2026, 8, 11, 21, 12, 30, 250'000);
    QCOMPARE(zuluText(t), QStringLiteral("21:12:30Z"));
    QCOMPARE(zuluText(t, true), QStringLiteral("21:12:30.250Z"));
    QCOMPARE(jstText(t), QStringLiteral("06:12:30 JST"));
    QCOMPARE(durationText(460 * kSecond), QStringLiteral("7 min 40 s"));
    QCOMPARE(durationText(-3720 * kSecond), QString(QChar(0x2212)) + QStringLiteral("1 h 02 min"));
    QCOMPARE(rateText(0.5), QStringLiteral("0.5×"));
    QCOMPARE(rateText(1000), QStringLiteral("1000×"));
    QCOMPARE(zuluText(UtcTime{}), QStringLiteral("--:--:--Z"));
  }
};

QTEST_APPLESS_MAIN(TestTimeAxis)
#include "tst_timeaxis.moc"
