// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/time/TimeText.h"

#include <QTest>

#include <random>

using namespace sorami;

namespace {

const ZoneLabel kJst{"JST", 9 * kHour};

}  // namespace

class TestTimeText : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void formats() {
    const UtcTime t = utcFromCivil(2026, 8, 12, 6, 12, 30, 987'654);
    QCOMPARE(clockText(t), std::string("06:12:30Z"));
    QCOMPARE(clockText(t, kJst), std::string("15:12:30 JST"));
    QCOMPARE(clockText(t, {}, 3), std::string("06:12:30.987Z"));
    QCOMPARE(dateText(t), std::string("2026-08-12"));
    QCOMPARE(dateText(t + 12 * kHour, kJst), std::string("2026-08-13"));
    QCOMPARE(dateTimeGroup(t), std::string("120612ZAUG26"));
    QCOMPARE(clockText(utcFromCivil(1969, 12, 31, 23, 59, 59)), std::string("23:59:59Z"));
    QCOMPARE(clockText({}) + dateText({}) + dateTimeGroup(UtcTime{}), std::string());
  }

  void localZoneHasAName() {
    // The tests run in UTC.
    QCOMPARE(localZone(utcFromCivil(2026, 8, 12)), ZoneLabel{});
  }

  void parses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, const char* expected) {
      QTest::newRow(text) << QString::fromUtf8(text) << expected;
    };
    row("0612Z", "2026-08-12T06:12:00Z");
    row("0612z", "2026-08-12T06:12:00Z");
    row("0612", "2026-08-12T06:12:00Z");
    row("612Z", "2026-08-12T06:12:00Z");
    row("06:12", "2026-08-12T06:12:00Z");
    row("6:12:30", "2026-08-12T06:12:30Z");
    row("06:12:30.25Z", "2026-08-12T06:12:30.25Z");
    row("061230", "2026-08-12T06:12:30Z");
    row("1512JST", "2026-08-12T06:12:00Z");
    row("1512 jst", "2026-08-12T06:12:00Z");
    row("1512I", "2026-08-12T06:12:00Z");
    row("1512J", "2026-08-12T06:12:00Z");
    row("15:12+09:00", "2026-08-12T06:12:00Z");
    row("15:12+9", "2026-08-12T06:12:00Z");
    row("0112R", "2026-08-12T06:12:00Z");
    row("1612K", "2026-08-12T06:12:00Z");
    row("2330Z", "2026-08-11T23:30:00Z");  // nearer than the evening to come
    row("０６１２Ｚ", "2026-08-12T06:12:00Z");
    row("１５：１２　ＪＳＴ", "2026-08-12T06:12:00Z");
    row("15時12分JST", "2026-08-12T06:12:00Z");
    row("6時12分30秒", "2026-08-12T06:12:30Z");
    row("+90s", "2026-08-12T06:01:30Z");
    row("+90", "2026-08-12T06:01:30Z");
    row("-5m", "2026-08-12T05:55:00Z");
    row("+1h30m", "2026-08-12T07:30:00Z");
    row("+0.5s", "2026-08-12T06:00:00.5Z");
    row("-2d", "2026-08-10T06:00:00Z");
    row("−９０ｓ", "2026-08-12T05:58:30Z");
    row("120612ZAUG26", "2026-08-12T06:12:00Z");
    row("120612Z aug 26", "2026-08-12T06:12:00Z");
    row("121512IAUG2026", "2026-08-12T06:12:00Z");
    row("310612ZDEC", "2026-12-31T06:12:00Z");
    row("310612ZJAN", "2027-01-31T06:12:00Z");  // nearer than the one gone by
    row("310612Z", "2026-07-31T06:12:00Z");
    row("290000ZFEB", "2028-02-29T00:00:00Z");
    row("110612ZSEP01", "2001-09-11T06:12:00Z");
    row("2026-08-12T06:12:30Z", "2026-08-12T06:12:30Z");
    row("2026-08-12 15:12:30+09:00", "2026-08-12T06:12:30Z");
    row("２０２６-08-12 06:12:30", "2026-08-12T06:12:30Z");
    row("2026-08-13", "2026-08-13T00:00:00Z");
    // Half days, and the Japanese ways of saying them.
    row("6:12am", "2026-08-12T06:12:00Z");
    row("6 pm Z", "2026-08-12T18:00:00Z");
    row("12:05 AM", "2026-08-12T00:05:00Z");
    row("12:05:30 p.m.", "2026-08-12T12:05:30Z");
    row("3:12 pm JST", "2026-08-12T06:12:00Z");
    row("15時 JST", "2026-08-12T06:00:00Z");
    row("午後3時12分 JST", "2026-08-12T06:12:00Z");
    row("午後３時半ＪＳＴ", "2026-08-12T06:30:00Z");
    row("午前6時12分30.5秒", "2026-08-12T06:12:30.5Z");
    row("午後0時", "2026-08-12T12:00:00Z");
    row("正午 JST", "2026-08-12T03:00:00Z");
    // Days.
    row("12 Aug 2026 06:12Z", "2026-08-12T06:12:00Z");
    row("12 August 2026, 0612Z", "2026-08-12T06:12:00Z");
    row("06:12Z 12 Aug 2026", "2026-08-12T06:12:00Z");
    row("Aug 12, 2026 6:12 am", "2026-08-12T06:12:00Z");
    row("Aug 12th 0612Z", "2026-08-12T06:12:00Z");
    row("12AUG26 0612Z", "2026-08-12T06:12:00Z");
    row("12 aug 0612z", "2026-08-12T06:12:00Z");
    row("13 Jan", "2027-01-13T00:00:00Z");
    row("2026/08/12 15:12 JST", "2026-08-12T06:12:00Z");
    row("2026/8/12", "2026-08-12T00:00:00Z");
    row("2026-08-12 15:12 JST", "2026-08-12T06:12:00Z");
    row("2026-08-12 1512I", "2026-08-12T06:12:00Z");
    row("2026.8.12 06:12", "2026-08-12T06:12:00Z");
    row("2026年8月12日15時12分JST", "2026-08-12T06:12:00Z");
    row("２０２６年８月１２日（水）　１５：１２　ＪＳＴ", "2026-08-12T06:12:00Z");
    row("8月12日 午後3時12分 JST", "2026-08-12T06:12:00Z");
    row("12日06:12", "2026-08-12T06:12:00Z");
    row("15時12分JST 8月13日", "2026-08-13T06:12:00Z");
    row("8月13日 JST", "2026-08-12T15:00:00Z");
    row("2月29日", "2028-02-29T00:00:00Z");
    // So much earlier or later.
    row("+5分", "2026-08-12T06:05:00Z");
    row("-1時間30分", "2026-08-12T04:30:00Z");
    row("＋９０秒", "2026-08-12T06:01:30Z");
    row("1時間前", "2026-08-12T05:00:00Z");
    row("10秒後", "2026-08-12T06:00:10Z");
    row("2日前", "2026-08-10T06:00:00Z");
    row("5 min ago", "2026-08-12T05:55:00Z");
    row("1 hour 30 minutes later", "2026-08-12T07:30:00Z");
    // As machines say it.
    row("20260812T061230Z", "2026-08-12T06:12:30Z");
    row("20260812T151230+0900", "2026-08-12T06:12:30Z");
    row("1786515150", "2026-08-12T06:12:30Z");
    row("1786515150250", "2026-08-12T06:12:30.25Z");
    for (const char* text : {"",
                             "8/12",
                             "8/12 06:12",
                             "13月1日",
                             "0月1日",
                             "2026年12日",
                             "2026年2月30日",
                             "31 Feb 2026",
                             "午後13時",
                             "25時",
                             "13:00 pm",
                             "0:30 am",
                             "15時12分 明日",
                             "正午 明日",
                             "8月12日 明日",
                             "前",
                             "5前",
                             "ago",
                             "+5時",
                             "12 Aux 2026",
                             "2026/8-12",
                             "   ",
                             "Z",
                             "abc",
                             "2460Z",
                             "0660",
                             "06:12:61",
                             "1",
                             "12345",
                             "1234567Z",
                             "+",
                             "+s",
                             "+5x",
                             "+5m5",
                             "06:12XST",
                             "310612ZFEB26",
                             "006:12",
                             "::",
                             "0612+99",
                             "+9999999999999999",
                             "2026-13-01T00:00:00Z",
                             "06:12.5Z",
                             "\xFF\xFE"})
      QTest::addRow("refused: %s", text) << QString::fromUtf8(text) << QString();
  }
  void parses() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const UtcTime reference = utcFromCivil(2026, 8, 12, 6);
    const auto got = parseGoToTime(text.toStdString(), reference, kJst);
    if (expected.isEmpty())
      QVERIFY2(!got, got ? toIso(*got).c_str() : "");
    else
      QCOMPARE(got ? QString::fromStdString(toIso(*got)) : QString(),
               QString::fromStdString(toIso(*fromIso(expected.toStdString()))));
  }

  /// What is shown can be typed again.
  void readsWhatItWrites() {
    std::mt19937_64 random(2);
    for (int i = 0; i < 2000; ++i) {
      const UtcTime t = {static_cast<std::int64_t>(random() % 4'000'000'000ULL) * kSecond};
      const UtcTime near =
          t + static_cast<Micros>(random() % static_cast<std::uint64_t>(20 * kHour)) - 10 * kHour;
      QVERIFY(parseGoToTime(clockText(t), near) == t);
      QVERIFY(parseGoToTime(clockText(t, kJst), near) == t);
      const UtcTime minute = t - t.us % kMinute;
      QVERIFY(parseGoToTime(dateTimeGroup(t), near) == minute);
      QVERIFY(parseGoToTime(toIso(t), {}) == t);
    }
  }

  void anyTextIsSafe() {
    std::mt19937_64 random(3);
    const std::vector<std::string> kPieces{
        "0",  "1",  "2",  "3",  "6",    "9",        "12",       "2026", ":",  "+",  "-",  ".",
        ",",  "/",  " ",  "Z",  "I",    "J",        "JST",      "AUG",  "am", "PM", "T",  "ago",
        "D",  "h",  "m",  "s",  "\xE6", "\x99\x82", "\xEF\xBC", "年",   "月", "日", "時", "分",
        "秒", "間", "半", "前", "後",   "午前",     "午後",     "正午", "０"};
    int read = 0;
    for (int i = 0; i < 50'000; ++i) {
      std::string text;
      for (std::uint64_t n = random() % 9; n > 0; --n) text += kPieces[random() % kPieces.size()];
      read += parseGoToTime(text, utcFromCivil(2026, 8, 12), kJst).has_value();
    }
    QVERIFY2(read > 50, "the pieces make no times at all");
  }
};

QTEST_APPLESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
