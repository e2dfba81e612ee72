// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/MemoryRecording.h"
#include "data/store/Queries.h"

#include <QTest>

#include <cmath>

using namespace sorami;

namespace {

const UtcTime kT0 = utcFromCivil(2026, 8, 12, 6);

Sample at(Micros after, double lat, double lon, float speed = kNoFloat, float course = kNoFloat,
          std::uint16_t flags = 0) {
  Sample s;
  s.time = kT0 + after;
  s.lat = lat;
  s.lon = lon;
  s.groundSpeed = speed;
  s.trackDeg = course;
  s.flags = flags;
  return s;
}

std::vector<TrackState> states(SampleSink& sink, Micros after) {
  std::vector<TrackState> out;
  if (!sink.commit()) return out;
  stateAt(*sink.snapshot(), kT0 + after, out);
  return out;
}

}  // namespace

class TestMemoryRecording : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void keepsWhatIsAppended() {
    const auto sink = makeMemoryRecording();
    QCOMPARE(sink->addSource({"radar", "asterix", 6345}), std::uint16_t(0));
    QCOMPARE(sink->addSource({"adsb", "sbs", -1}), std::uint16_t(1));
    QCOMPARE(sink->addSource({"radar", "asterix", 6345}), std::uint16_t(0));
    TrackInfo info;
    info.callsign = "ANA123";
    const TrackId track = sink->addTrack(info);
    for (int i = 0; i < 100; ++i) sink->append(track, at((99 - i) * 4 * kSecond, 35, 140 + i * 0.01));
    sink->append(track, Sample{});
    info.callsign = "ANA124";
    sink->setTrack(track, info);
    sink->setMeta("marking", "NOTIONAL");
    QVERIFY(sink->commit().ok());
    const StoreViewPtr view = sink->snapshot();
    QCOMPARE(view->sampleCount(), std::uint64_t(100));
    QCOMPARE(view->meta("marking"), std::string("NOTIONAL"));
    const TrackInfo& kept = view->tracks()[track];
    QCOMPARE(kept.count, 100U);
    QVERIFY(kept.first == kT0 && kept.last == kT0 + 396 * kSecond);
    QCOMPARE(kept.medianInterval, 4 * kSecond);
    QCOMPARE(kept.box, (GeoBox{140, 35, 140.99, 35}));
    QVERIFY(view->extent() == (TimeRange{kept.first, kept.last}));
    const auto samples = history(*view, track, view->extent());
    QCOMPARE(samples.size(), std::size_t(100));
    for (std::size_t i = 0; i < 100; ++i) QVERIFY(samples[i].time == kT0 + Micros(i) * 4 * kSecond);
    const auto changes = view->attributeChanges(track);
    QCOMPARE(changes.size(), std::size_t(2));
    QCOMPARE(changes[0].value, std::string("ANA123"));
    QVERIFY(!changes[0].time.isValid());
    QCOMPARE(changes[1].value, std::string("ANA124"));
    QVERIFY(changes[1].time.isValid());
  }

  void snapshotsDoNotChange() {
    const auto sink = makeMemoryRecording();
    const TrackId track = sink->addTrack({});
    sink->append(track, at(0, 35, 140));
    QVERIFY(sink->commit().ok());
    const StoreViewPtr before = sink->snapshot();
    sink->append(track, at(kSecond, 35, 140));
    QVERIFY(sink->commit().ok());
    QCOMPARE(before->sampleCount(), std::uint64_t(1));
    QCOMPARE(sink->snapshot()->sampleCount(), std::uint64_t(2));
    QVERIFY(sink->snapshot()->version() != before->version());
  }

  void interpolatesCoastsAndDrops() {
    const auto sink = makeMemoryRecording();
    const TrackId track = sink->addTrack({});
    for (int i = 0; i <= 10; ++i) sink->append(track, at(i * 10 * kSecond, 35 + i * 0.02, 140, 222, 0));
    const auto middle = states(*sink, 5 * kSecond);
    QCOMPARE(middle.size(), std::size_t(1));
    QVERIFY(std::abs(middle[0].position.lat - 35.01) < 1e-9);
    QCOMPARE(middle[0].phase, TrackPhase::Live);
    QVERIFY(middle[0].lastSample == kT0);
    const auto coasting = states(*sink, 145 * kSecond);
    QCOMPARE(coasting.size(), std::size_t(1));
    QCOMPARE(coasting[0].phase, TrackPhase::Coasting);
    QVERIFY(std::abs(coasting[0].position.lat - (35.2 + 45 * 222 / 111195.0)) < 1e-4);
    QVERIFY(states(*sink, 161 * kSecond).empty());
    QVERIFY(states(*sink, -1).empty());
  }

  void neverJoinsWhatTheSourceParts() {
    for (const std::uint16_t flag : {kLegStart, kStaleGap}) {
      const auto sink = makeMemoryRecording();
      const TrackId track = sink->addTrack({});
      sink->append(track, at(0, 35, 140));
      sink->append(track, at(40 * kSecond, 36, 140, kNoFloat, kNoFloat, flag));
      const auto out = states(*sink, 30 * kSecond);
      QCOMPARE(out.size(), std::size_t(1));
      QCOMPARE(out[0].position.lat, 35.0);
      QCOMPARE(out[0].phase, TrackPhase::Live);  // stale is three times the interval here
    }
    const auto sink = makeMemoryRecording();
    const TrackId track = sink->addTrack({});
    for (int i = 0; i < 9; ++i) sink->append(track, at(i * kSecond, 35, 140));
    sink->append(track, at(10 * kHour, 45, 140));
    QVERIFY(states(*sink, 5 * kHour).empty());
  }

  void hidesOutliersAndCrossesTheDateline() {
    const auto sink = makeMemoryRecording();
    const TrackId track = sink->addTrack({});
    sink->append(track, at(0, 35, 179.99));
    sink->append(track, at(4 * kSecond, 0, 0, kNoFloat, kNoFloat, kOutlier));
    sink->append(track, at(8 * kSecond, 35, -179.97));
    const auto out = states(*sink, 4 * kSecond);
    QCOMPARE(out.size(), std::size_t(1));
    QVERIFY(std::abs(out[0].position.lon - -179.99) < 1e-9);
  }

  void curvesOnlyWhereVelocityIsTrue() {
    // A quarter turn of 10 km radius at 200 m/s, sampled every 30 s: the curve is far nearer than the chord.
    const auto place = [](double t) {
      const double angle = t * 200 / 10'000;
      return LatLon{10'000 * std::sin(angle) / 111195.0, 10'000 * (1 - std::cos(angle)) / 111195.0};
    };
    const auto error = [&](float speed) {
      const auto sink = makeMemoryRecording();
      const TrackId track = sink->addTrack({});
      for (int i = 0; i < 4; ++i) {
        const LatLon p = place(30.0 * i);
        const auto course = static_cast<float>(30.0 * i * 200 / 10'000 * 180 / 3.14159265);
        sink->append(track, at(i * 30 * kSecond, p.lat, p.lon, speed, course));
      }
      const auto out = states(*sink, 45 * kSecond);
      const LatLon truth = place(45);
      return std::hypot(out[0].position.lat - truth.lat, out[0].position.lon - truth.lon) * 111195;
    };
    QVERIFY(error(200) < 20);
    QVERIFY(error(kNoFloat) > 400);
    QCOMPARE(error(900), error(kNoFloat));
  }

  void showsPlotsForTheirScan() {
    const auto sink = makeMemoryRecording();
    TrackInfo plots;
    plots.isPlots = true;
    const TrackId track = sink->addTrack(plots);
    for (int i = 0; i < 40; ++i)
      sink->append(track, at(i * kSecond, 35, 140 + i * 0.1, kNoFloat, kNoFloat, kPlotBit));
    QCOMPARE(states(*sink, 20 * kSecond + 1).size(), std::size_t(12));
    QCOMPARE(states(*sink, 45 * kSecond + 1).size(), std::size_t(6));
    QVERIFY(states(*sink, 60 * kSecond).empty());
  }

  /// An exercise's map objects stand at time zero; the flight comes 18 years later.
  void timelineLeavesOutStaticObjectsAndStrays() {
    const auto sink = makeMemoryRecording();
    TrackInfo fixed;
    fixed.simulated = true;
    for (int i = 0; i < 50; ++i) sink->append(sink->addTrack(fixed), at(0, 36 + i * 0.1, 23));
    const TrackId aircraft = sink->addTrack(fixed);
    const Micros take_off = 580'036'800 * kSecond;
    for (int i = 0; i < 3000; ++i) sink->append(aircraft, at(take_off + i * kSecond, 36 + i * 1e-3, 23));
    QVERIFY(sink->commit().ok());
    StoreViewPtr view = sink->snapshot();
    QVERIFY(view->timeline() == (TimeRange{kT0 + take_off, kT0 + take_off + 2999 * kSecond}));
    QVERIFY(view->extent().begin == kT0);
    std::vector<TrackState> out;
    stateAt(*view, kT0 + take_off + 10 * kSecond, out);
    QCOMPARE(out.size(), std::size_t(51));  // the fixed ones are still there

    Sample stray = at(0, 36.5, 23.5);
    stray.time = {0};
    sink->append(aircraft, stray);
    QVERIFY(sink->commit().ok());
    view = sink->snapshot();
    QVERIFY(view->timeline() == (TimeRange{kT0 + take_off, kT0 + take_off + 2999 * kSecond}));
  }
};

QTEST_APPLESS_MAIN(TestMemoryRecording)
#include "tst_memoryrecording.moc"
