// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/MemoryRecording.h"
#include "data/store/Playhead.h"
#include "data/store/Queries.h"
#include "data/store/RecordingFixture.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace sorami;
using test::RandomRecording;

class TestPlayhead : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// Played in any direction, at any speed, over every edge: the same as asking the recording afresh.
  void agreesWithStateAt_data() {
    QTest::addColumn<int>("direction");
    QTest::addColumn<qint64>("step");
    for (const int direction : {1, -1})
      for (const qint64 step : {qint64(700'000), qint64(17'000'000), qint64(140'000'000)})
        QTest::addRow("%+d x %lld ms", direction, static_cast<long long>(step / 1000)) << direction << step;
  }
  void agreesWithStateAt() {
    QFETCH(int, direction);
    QFETCH(qint64, step);
    const RandomRecording source(11, 60, 40 * kMinute);
    const auto sink = makeMemoryRecording();
    source.write(*sink, 0);
    const StoreViewPtr view = *sink->finish();
    Playhead playhead;
    playhead.setView(view);
    std::vector<TrackState> got;
    std::vector<TrackState> expected;
    UtcTime t = direction > 0 ? view->extent().begin - 5 * kSecond : view->extent().end + 200 * kSecond;
    int shown = 0;
    for (; t >= view->extent().begin - kMinute && t <= view->extent().end + 220 * kSecond;
         t = t + direction * step) {
      while (!playhead.states(t, got)) std::this_thread::yield();
      stateAt(*view, t, expected);
      QVERIFY2(test::same(got, expected), toIso(t).c_str());
      shown += static_cast<int>(got.size());
    }
    QVERIFY(shown > 150);
  }

  void seeksAnywhereAndTellsWhenItIsReady() {
    const RandomRecording source(12, 60, 90 * kMinute);
    const auto sink = makeMemoryRecording();
    source.write(*sink, 0);
    const StoreViewPtr view = *sink->finish();
    Playhead playhead;
    std::atomic<int> told = 0;
    playhead.setReady([&] { ++told; });
    playhead.setView(view);
    std::mt19937_64 random(3);
    std::vector<TrackState> got;
    std::vector<TrackState> expected;
    for (int i = 0; i < 100; ++i) {
      const UtcTime t = view->extent().begin +
                        static_cast<Micros>(random() % static_cast<std::uint64_t>(view->extent().length()));
      playhead.wait(t);
      QVERIFY(playhead.states(t, got));
      stateAt(*view, t, expected);
      QVERIFY(test::same(got, expected));
    }
    QVERIFY(told > 0);
  }

  void pathsHoldEverySampleOfTheSpan() {
    const RandomRecording source(13, 30, 60 * kMinute);
    const auto sink = makeMemoryRecording();
    source.write(*sink, 0);
    const StoreViewPtr view = *sink->finish();
    Playhead playhead(15 * kMinute);
    playhead.setView(view);
    const UtcTime t = view->extent().begin + 40 * kMinute;
    playhead.wait(t);
    const TimeRange span{t - 15 * kMinute, t};
    const Paths paths = playhead.paths(span);
    std::size_t piece = 0;
    for (const TrackInfo& track : view->tracks()) {
      if (track.isPlots) continue;
      const std::vector<Sample> expected = history(*view, track.id, span);
      std::vector<Sample> got;
      for (; piece < paths.pieces.size() && paths.pieces[piece].track == track.id; ++piece)
        for (std::uint32_t i = paths.pieces[piece].begin; i < paths.pieces[piece].end; ++i)
          got.push_back(paths.pieces[piece].bucket->sample(i));
      QCOMPARE(got.size(), expected.size());
      for (std::size_t i = 0; i < got.size(); ++i) QVERIFY(test::same(got[i], expected[i]));
    }
    QCOMPARE(piece, paths.pieces.size());
  }

  void followsARecordingThatGrows() {
    const auto sink = makeMemoryRecording();
    TrackInfo info;
    info.callsign = "LIVE";
    const TrackId track = sink->addTrack(info);
    const UtcTime t0 = utcFromCivil(2026, 8, 12);
    Playhead playhead;
    std::vector<TrackState> got;
    std::vector<TrackState> expected;
    for (int i = 0; i < 700; ++i) {
      Sample s;
      s.time = t0 + i * kSecond;
      s.lat = 35 + i * 1e-3;
      s.lon = 140;
      sink->append(track, s);
      QVERIFY(sink->commit().ok());
      const StoreViewPtr view = sink->snapshot();
      playhead.setView(view);
      // Until the new samples are arranged the old picture stays; it does not go blank.
      playhead.states(s.time, got);
      if (i > 20) QCOMPARE(got.size(), std::size_t(1));
      while (!playhead.states(s.time, got)) std::this_thread::yield();
      stateAt(*view, s.time, expected);
      QVERIFY(test::same(got, expected));
    }
    playhead.setView(nullptr);
    QVERIFY(playhead.states(t0, got));
    QVERIFY(got.empty());
  }

  void anotherRecordingLeavesNothingOfTheFirst() {
    const RandomRecording first(1), second(2, 3);
    const auto a = makeMemoryRecording();
    first.write(*a, 0);
    const auto b = makeMemoryRecording();
    second.write(*b, 0);
    Playhead playhead;
    const StoreViewPtr viewA = *a->finish();
    playhead.setView(viewA);
    const UtcTime t = viewA->extent().begin + 16 * kMinute;
    playhead.wait(t);
    std::vector<TrackState> got;
    QVERIFY(playhead.states(t, got));
    QVERIFY(got.size() > 3);
    playhead.setView(*b->finish());
    playhead.states(t, got);
    for (const TrackState& s : got) QVERIFY(s.track < 3);
  }
};

QTEST_APPLESS_MAIN(TestPlayhead)
#include "tst_playhead.moc"
