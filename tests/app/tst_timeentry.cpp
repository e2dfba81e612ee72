// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/TimeEntry.h"

#include <QTest>

using namespace sorami;

/// What "go to time" takes.
class TestTimeEntry : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void reads_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("us");
    const auto at = [](int day, int hour, int minute, int second = 0, Micros us = 0) {
      return static_cast<qint64>(utcFromCivil(2026, 8, day, hour, minute, second, us).us);
    };
    QTest::newRow("zulu") << "0612Z" << at(12, 6, 12);
    QTest::newRow("plain is zulu") << "06:12:30" << at(12, 6, 12, 30);
    QTest::newRow("jst") << "1512JST" << at(12, 6, 12);
    QTest::newRow("india") << "1512I" << at(12, 6, 12);
    QTest::newRow("before midnight") << "2350Z" << at(11, 23, 50);
    QTest::newRow("fraction") << "061230.25Z" << at(12, 6, 12, 30, 250'000);
    QTest::newRow("full width") << QString::fromUtf8("０６１２Ｚ") << at(12, 6, 12);
    QTest::newRow("offset") << "+90s" << at(12, 6, 1, 30);
    QTest::newRow("offset back") << "-1h30m" << at(12, 4, 30);
    QTest::newRow("iso") << "2026-08-12T06:12:30Z" << at(12, 6, 12, 30);
    QTest::newRow("iso with zone") << "2026-08-12T15:12:30+09:00" << at(12, 6, 12, 30);
  }
  void reads() {
    QFETCH(QString, text);
    QFETCH(qint64, us);
    const TimeRange bounds{utcFromCivil(2026, 8, 11, 23, 0), utcFromCivil(2026, 8, 12, 8, 0)};
    const Result<UtcTime> time = timeFromEntry(text, utcFromCivil(2026, 8, 12, 6, 0), bounds);
    QVERIFY2(time.ok(), time.ok() ? "" : time.error().what.c_str());
    QCOMPARE(static_cast<qint64>(time->us), us);
  }
  void refuses_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "noon", "2512Z", "0660Z", "1200Z", "+", "12"}) QTest::newRow(text) << text;
  }
  void refuses() {
    QFETCH(QString, text);
    const TimeRange bounds{utcFromCivil(2026, 8, 12, 6, 0), utcFromCivil(2026, 8, 12, 8, 0)};
    const Result<UtcTime> time = timeFromEntry(text, bounds.begin, bounds);
    QVERIFY(!time.ok());
    QVERIFY(!time.error().what.empty());
  }
};

QTEST_APPLESS_MAIN(TestTimeEntry)
#include "tst_timeentry.moc"
