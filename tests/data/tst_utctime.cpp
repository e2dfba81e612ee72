// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/UtcTime.h"

#include <QTest>

using namespace sorami;

class TestUtcTime : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void isoRoundTrip_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("micros");
    QTest::newRow("epoch") << "1970-01-01T00:00:00.000000Z" << qint64(0);
    QTest::newRow("before the epoch") << "1969-12-31T23:59:59.999999Z" << qint64(-1);
    QTest::newRow("leap day") << "2024-02-29T12:34:56.000001Z" << qint64(1709210096000001);
    QTest::newRow("far future") << "2262-01-01T00:00:00.000000Z" << qint64(9214646400000000);
  }
  void isoRoundTrip() {
    QFETCH(QString, text);
    QFETCH(qint64, micros);
    QCOMPARE(QString::fromStdString(toIso({micros})), text);
    QCOMPARE(fromIso(text.toStdString())->us, micros);
  }

  void readsZonesAndShortForms() {
    QCOMPARE(fromIso("2026-08-12T15:12:30+09:00")->us, fromIso("2026-08-12T06:12:30Z")->us);
    QCOMPARE(fromIso("2026-08-12 06:12")->us, fromIso("2026-08-12T06:12:00Z")->us);
    QCOMPARE(fromIso("2026-08-12")->us, fromIso("2026-08-12T00:00:00Z")->us);
    QCOMPARE(fromIso("2026-08-12T06:12:30.5Z")->us % kSecond, kSecond / 2);
  }

  void refusesWhatIsNoTime() {
    for (const char* text :
         {"", "2026", "2026-13-01", "2026-02-30", "2026-08-12T25:00:00Z", "2026-08-12T06:61Z",
          "2026-08-12T06:12:30.Z", "2026-08-12T06:12:30ZZ", "yesterday"}) {
      QVERIFY2(!fromIso(text), text);
    }
  }

  void rangeGrows() {
    TimeRange range;
    QVERIFY(!range.isValid());
    range.include({});
    QVERIFY(!range.isValid());
    range.include({5});
    range.include({2});
    QCOMPARE(range.begin.us, std::int64_t(2));
    QCOMPARE(range.length(), Micros(3));
  }
};

QTEST_APPLESS_MAIN(TestUtcTime)
#include "tst_utctime.moc"
