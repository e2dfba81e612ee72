// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/time/Clock.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace sorami;
using C = ClockCommand;

namespace {

const UtcTime kBegin = utcFromCivil(2026, 8, 12, 6);
const TimeRange kHours{kBegin, kBegin + 24 * kHour};

Clock clockAt(UtcTime cursor, TimeRange bounds = kHours) {
  Clock clock;
  clock.apply(C::SetBounds{bounds});
  clock.apply(C::Seek{cursor});
  return clock;
}

}  // namespace

class TestClock : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void startsAtTheBeginning() {
    Clock clock;
    QVERIFY(!clock.state().cursor.isValid());
    QVERIFY(!clock.advance(kSecond));
    QVERIFY(clock.apply(C::SetBounds{kHours}));
    QVERIFY(clock.state().cursor == kBegin);
    QVERIFY(!clock.apply(C::SetBounds{kHours}));
  }

  /// However the wall time is cut into ticks, the cursor is where one multiplication puts it.
  void doesNotDrift_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("direction");
    for (const double rate : {0.1, 0.3, 1.0, 1.7, 60.0, 1000.0, 4999.9, 5000.0})
      for (const int direction : {1, -1}) QTest::addRow("%g %+d", rate, direction) << rate << direction;
  }
  void doesNotDrift() {
    QFETCH(double, rate);
    QFETCH(int, direction);
    const TimeRange wide{kBegin - 4000 * kDay, kBegin + 4000 * kDay};
    Clock clock = clockAt(kBegin, wide);
    clock.apply(C::SetRate{rate});
    clock.apply(C::Play{double(direction)});
    std::mt19937_64 random(17);
    Micros wall = 0;
    for (int i = 0; i < 50'000; ++i) {
      const Micros tick = 1 + static_cast<Micros>(random() % 40'000);
      wall += tick;
      clock.advance(tick);
      if (i % 997 == 0) {
        // Repeated settings and growing bounds come while it plays; they may not disturb it.
        clock.apply(C::SetRate{-rate});
        clock.apply(C::SetBounds{{wide.begin, wide.end + i}});
      }
      QCOMPARE(clock.state().cursor - kBegin, direction * std::llround(static_cast<double>(wall) * rate));
    }
  }

  void stopsAtTheBounds() {
    Clock clock = clockAt(kBegin + 10 * kSecond);
    clock.apply(C::Play{-1});
    QVERIFY(clock.advance(11 * kSecond));
    QVERIFY(clock.state().cursor == kBegin);
    QVERIFY(!clock.state().playing);
    QVERIFY(!clock.advance(kSecond));
    clock.apply(C::Seek{kHours.end - 5});
    clock.apply(C::Play{+1});
    QVERIFY(clock.advance(kSecond));
    QVERIFY(clock.state().cursor == kHours.end);
    QVERIFY(!clock.state().playing);
  }

  void playAtTheEndStartsAgain() {
    Clock clock = clockAt(kHours.end);
    clock.apply(C::TogglePlay{});
    QVERIFY(clock.state().playing);
    QVERIFY(clock.state().cursor == kBegin);
    clock.apply(C::Pause{});
    clock.apply(C::Play{-1});
    QVERIFY(clock.state().cursor == kHours.end);
    clock.apply(C::TogglePlay{});
    QVERIFY(!clock.state().playing);
  }

  void seeksClampedOrExact() {
    Clock clock = clockAt(kBegin);
    clock.apply(C::Seek{kHours.end + kHour});
    QVERIFY(clock.state().cursor == kHours.end);
    clock.apply(C::Seek{kHours.end + kHour, true});
    QVERIFY(clock.state().cursor == kHours.end + kHour);
    // A link to a time outside stays there while a recording grows.
    clock.apply(C::SetBounds{{kBegin, kHours.end + kSecond}});
    QVERIFY(clock.state().cursor == kHours.end + kHour);
    clock.apply(C::SeekBy{-100 * kDay});
    QVERIFY(clock.state().cursor == kBegin);
    clock.apply(C::SeekBy{std::numeric_limits<Micros>::max()});
    QVERIFY(clock.state().cursor == kHours.end + kSecond);
    QVERIFY(!clock.apply(C::Seek{UtcTime{}}));
  }

  void clampsTheRate() {
    Clock clock = clockAt(kBegin);
    for (const auto& [asked, got] : {std::pair{1e9, 5000.0}, {1e-9, 0.1}, {-60.0, 60.0}}) {
      clock.apply(C::SetRate{asked});
      QCOMPARE(clock.state().rate, got);
    }
    QVERIFY(!clock.apply(C::SetRate{0}));
    QVERIFY(!clock.apply(C::SetRate{std::nan("")}));
  }

  void loops_data() {
    QTest::addColumn<int>("direction");
    QTest::newRow("forward") << 1;
    QTest::newRow("backward") << -1;
  }
  void loops() {
    QFETCH(int, direction);
    const TimeRange loop{kBegin + kHour, kBegin + kHour + 10 * kSecond};
    const UtcTime from = loop.begin + 3 * kSecond;
    Clock clock = clockAt(from);
    clock.apply(C::SetLoop{loop});
    clock.apply(C::SetRate{7.3});
    clock.apply(C::Play{double(direction)});
    std::mt19937_64 random(4);
    Micros wall = 0;
    for (int i = 0; i < 20'000; ++i) {
      const Micros tick = 1 + static_cast<Micros>(random() % (i % 100 == 0 ? 9'000'000 : 30'000));
      wall += tick;
      clock.advance(tick);
      QVERIFY(loop.contains(clock.state().cursor));
      // The same place on the circle as without the loop.
      const Micros free = (from - loop.begin) + direction * std::llround(static_cast<double>(wall) * 7.3);
      Micros expected = free % loop.length();
      if (expected < 0) expected += loop.length();
      Micros got = (clock.state().cursor - loop.begin) % loop.length();
      QCOMPARE(got, expected);
      QVERIFY(clock.state().playing);
    }
  }
  void ignoresAnEmptyLoop() {
    Clock clock = clockAt(kBegin);
    QVERIFY(!clock.apply(C::SetLoop{TimeRange{kBegin, kBegin}}));
    QVERIFY(!clock.state().loop);
  }

  void shuttles() {
    Clock clock = clockAt(kBegin + kHour);
    clock.apply(C::Shuttle{1});
    QCOMPARE(clock.state().rate, 1.0);
    clock.apply(C::Shuttle{1});
    clock.apply(C::Shuttle{1});
    QCOMPARE(clock.state().rate, 4.0);
    clock.apply(C::Shuttle{-1});
    QCOMPARE(clock.state().rate, 1.0);
    QCOMPARE(clock.state().direction, -1);
    for (int i = 0; i < 30; ++i) clock.apply(C::Shuttle{-1});
    QCOMPARE(clock.state().rate, 5000.0);
    clock.apply(C::Shuttle{0});
    QVERIFY(!clock.state().playing);
  }

  void followsALiveFeed() {
    Clock clock = clockAt(kBegin);
    clock.apply(C::FollowLive{true});
    QVERIFY(clock.state().live && clock.state().playing);
    UtcTime end = kHours.end;
    UtcTime before = clock.state().cursor;
    QVERIFY(before == end);
    for (int i = 0; i < 600; ++i) {
      clock.advance(kSecond / 60);
      QVERIFY2(clock.state().cursor >= before, "a live picture never goes back");
      before = clock.state().cursor;
      if (i % 60 == 59) {
        end = end + kSecond;
        clock.apply(C::SetBounds{{kBegin, end}});
        QVERIFY(std::abs(static_cast<double>(clock.state().cursor - end)) < 2e6);
      }
    }
    clock.advance(100 * kSecond);  // the feed is silent
    QVERIFY(clock.state().cursor - end <= 2 * kSecond);
    clock.apply(C::SeekBy{-kMinute});
    QVERIFY(!clock.state().live);
    QVERIFY(clock.state().playing);
  }
};

QTEST_APPLESS_MAIN(TestClock)
#include "tst_clock.moc"
