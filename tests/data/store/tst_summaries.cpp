// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/geo/Geodesic.h"
#include "data/store/AroundPoint.h"
#include "data/store/HeatMap.h"
#include "data/store/MemoryRecording.h"
#include "data/store/RecordingFixture.h"
#include "data/store/Silences.h"
#include "data/store/TrackPairs.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace sorami;
using test::RandomRecording;

namespace {

StoreViewPtr viewOf(const RandomRecording& source) {
  const auto sink = makeMemoryRecording();
  source.write(*sink);
  const auto view = sink->finish();
  return view ? *view : nullptr;
}

/// A flight along a meridian with a report every `every` s; `from` and `until` in s after six o'clock.
TrackId addFlight(SampleSink& sink, std::uint16_t source, const std::string& callsign, double lat, double lon,
                  int from, int until, int every, double northward = 0.002) {
  TrackInfo info;
  info.source = source;
  info.callsign = callsign;
  const TrackId id = sink.addTrack(info);
  for (int t = from; t <= until; t += every) {
    Sample s;
    s.time = utcFromCivil(2026, 8, 12, 6) + t * kSecond;
    s.lat = lat + northward * t;
    s.lon = lon;
    s.baroAltitude = 3000;
    sink.append(id, s);
  }
  return id;
}

}  // namespace

/// What a recording adds up to: by place, about a point, in pairs, and where it is silent.
class TestSummaries : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void heatMapsAddUpWhatEverySampleSays() {
    const RandomRecording source(7, 40, 40 * kMinute);
    const StoreViewPtr view = viewOf(source);
    const TimeRange range{source.begin() + 5 * kMinute, source.begin() + 25 * kMinute};
    for (const HeatKind kind : {HeatKind::Reports, HeatKind::LowestAltitude, HeatKind::MeanAltitude}) {
      const HeatMapPtr map = makeHeatMap(*view, range, kind, 200);
      QVERIFY(map && !map->isEmpty());
      const bool altitudes = kind != HeatKind::Reports;
      std::map<std::size_t, std::vector<double>> cells;
      std::uint64_t counted = 0;
      for (const BucketInfo& info : view->buckets()) {
        const BucketPtr b = view->bucket(info.id);
        for (std::size_t i = 0; i < b->size(); ++i) {
          if (!range.contains({b->time[i]}) || (b->flags[i] & kOutlier) != 0) continue;
          const float altitude = std::isfinite(b->baroAltitude[i]) ? b->baroAltitude[i] : b->geoAltitude[i];
          if (altitudes && (!std::isfinite(altitude) || (b->flags[i] & kOnGround) != 0)) continue;
          double x = (b->lon[i] * 1e-7 - map->west) / map->stepLon;
          const double round = 360 / map->stepLon;
          if (x > -1e-6 && x < 0) x = 0;
          x -= round * std::floor(x / round);
          const double y = std::max(0.0, (b->lat[i] * 1e-7 - map->south) / map->stepLat);
          // On the edge of a cell rounding decides: such samples are few and would prove nothing.
          const auto cell = static_cast<std::size_t>(y) * static_cast<std::size_t>(map->columns) +
                            static_cast<std::size_t>(x);
          cells[cell].push_back(static_cast<double>(altitude));
          ++counted;
        }
      }
      QCOMPARE(map->reports, counted);
      std::size_t differ = 0;
      for (std::size_t i = 0; i < map->values.size(); ++i) {
        const auto found = cells.find(i);
        if (std::isnan(map->values[i]) != (found == cells.end())) {
          ++differ;
          continue;
        }
        if (found == cells.end()) continue;
        const std::vector<double>& all = found->second;
        double expected = static_cast<double>(all.size());
        if (kind == HeatKind::LowestAltitude) expected = *std::min_element(all.begin(), all.end());
        if (kind == HeatKind::MeanAltitude) {
          expected = 0;
          for (const double a : all) expected += a / static_cast<double>(all.size());
        }
        if (std::abs(static_cast<double>(map->values[i]) - expected) >
            1e-3 * std::max(1.0, std::abs(expected))) {
          ++differ;
        }
      }
      QVERIFY2(differ <= 2, qPrintable(QString::number(differ)));
    }
  }

  void firstDetectionsCountEachTrackOnce() {
    const RandomRecording source(9, 60, 30 * kMinute);
    const StoreViewPtr view = viewOf(source);
    const HeatMapPtr map = makeHeatMap(*view, view->extent(), HeatKind::FirstDetections, 300);
    std::uint64_t expected = 0;
    for (const TrackInfo& t : view->tracks()) {
      if (t.isPlots || t.count == 0) continue;
      // The first one may be an outlier, which is no detection.
      const auto samples = history(*view, t.id, {t.first, t.first});
      expected += !samples.empty() && (samples.front().flags & kOutlier) == 0;
    }
    QCOMPARE(map->reports, expected);
  }

  void heatMapsCrossTheDateline() {
    const auto sink = makeMemoryRecording();
    const std::uint16_t source = sink->addSource({"radar", "asterix", 1});
    addFlight(*sink, source, "A", 10, 179.5, 0, 600, 10);
    addFlight(*sink, source, "B", 10, -179.5, 0, 600, 10);
    const StoreViewPtr view = *sink->finish();
    const HeatMapPtr map = makeHeatMap(*view, view->extent(), HeatKind::Reports, 100);
    QVERIFY(map->columns * map->stepLon < 3);
    QVERIFY(map->at({10.2, 179.5}) > 0 && map->at({10.2, -179.5}) > 0);
    QVERIFY(std::isnan(map->at({10.2, 0})));
  }

  void aroundAPointAgreesWithTheQueries() {
    const RandomRecording source(3, 80, 40 * kMinute);
    const StoreViewPtr view = viewOf(source);
    std::mt19937 random(5);
    int seen = 0;
    for (int round = 0; round < 60; ++round) {
      const UtcTime t = source.begin() + static_cast<Micros>(random() % (40 * 60)) * kSecond;
      const TrackInfo& near = view->tracks()[random() % view->tracks().size()];
      const LatLon centre{std::clamp(near.box.south, -89.0, 89.0), near.box.west};
      const double range = 500e3 + random() % 3'000'000;
      for (const bool asKnown : {false, true}) {
        const AroundPoint around = aroundPoint(*view, t, centre, range, 3 * kMinute, asKnown);
        std::vector<TrackState> states;
        asKnown ? stateAsKnownAt(*view, t, states) : stateAt(*view, t, states);
        std::map<TrackId, double> expected;
        for (const TrackState& s : states) {
          if (view->tracks()[s.track].isPlots) continue;
          const double d = geodesic(centre, s.position).distance;
          if (d < range * 0.99) expected[s.track] = d;
        }
        for (const auto& [track, distance] : expected) {
          const auto found = std::find_if(around.tracks.begin(), around.tracks.end(),
                                          [&, id = track](const TrackAround& a) { return a.track == id; });
          QVERIFY2(found != around.tracks.end(), qPrintable(QString::number(track)));
          QVERIFY(std::abs(static_cast<double>(found->now.range()) - distance) < 0.006 * distance + 10);
          ++seen;
          for (const SeenFrom& s : found->past) {
            QVERIFY(s.age >= 0 && s.age <= 180.001F);
            QVERIFY(static_cast<double>(s.range()) <= range);
          }
        }
        for (const TrackAround& a : around.tracks) QVERIFY(static_cast<double>(a.now.range()) <= range);
      }
    }
    QVERIFY2(seen > 100, qPrintable(QString::number(seen)));
  }

  void plotsOfTheWholeTrailAreSeen_data() {
    QTest::addColumn<double>("lat");
    QTest::addColumn<double>("lon");
    QTest::addColumn<double>("range");
    QTest::newRow("Japan") << 35.0 << 137.0 << 300e3;
    QTest::newRow("at the dateline") << -20.0 << 179.8 << 300e3;
    QTest::newRow("near the pole") << 88.5 << 20.0 << 400e3;
    QTest::newRow("far") << 50.0 << 10.0 << 2500e3;
  }
  /// Each plot of the trail, at its range and azimuth by geodesics, and no other.
  void plotsOfTheWholeTrailAreSeen() {
    QFETCH(double, lat);
    QFETCH(double, lon);
    QFETCH(double, range);
    const auto sink = makeMemoryRecording();
    TrackInfo info;
    info.source = sink->addSource({"radar", "asterix", 1});
    info.isPlots = true;
    const TrackId plots = sink->addTrack(info);
    const UtcTime begin = utcFromCivil(2026, 8, 12, 6);
    std::mt19937 random(11);
    const LatLon centre{lat, lon};
    std::vector<Sample> all;
    for (int i = 0; i < 6000; ++i) {
      Sample s;
      s.time = begin + i * 250 * kMillisecond;  // 25 minutes
      s.received = s.time + static_cast<Micros>(random() % 20) * kSecond;
      const LatLon at = geodesicPoint(centre, random() % 360, random() % 1000 * range * 1.2e-3);
      s.lat = at.lat;
      s.lon = at.lon;
      s.baroAltitude = static_cast<float>(i);  // which one it is
      if (i % 97 == 0) s.flags |= kOutlier;
      all.push_back(s);
      sink->append(plots, s);
    }
    const StoreViewPtr view = *sink->finish();
    const UtcTime t = begin + 21 * kMinute;
    for (const bool asKnown : {false, true}) {
      for (const Micros trail : {Micros{0}, kMinute, 15 * kMinute}) {
        const AroundPoint around = aroundPoint(*view, t, centre, range, trail, asKnown);
        std::map<int, SeenFrom> seen;
        for (const SeenFrom& s : around.plots) {
          QVERIFY(seen.emplace(static_cast<int>(std::lround(s.altitude)), s).second);
        }
        std::size_t expected = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
          const Sample& s = all[i];
          const GeodesicLine line = geodesic(centre, {s.lat, s.lon});
          if (std::abs(line.distance - range) < 0.006 * range) {
            seen.erase(static_cast<int>(i));  // at the very rim either is right
            continue;
          }
          const bool isWanted = (s.flags & kOutlier) == 0 && s.time <= t &&
                                s.time >= t - std::max(trail, 12 * kSecond) && line.distance < range &&
                                !(asKnown && s.received > t);
          const auto found = seen.find(static_cast<int>(i));
          QCOMPARE(found != seen.end(), isWanted);
          if (!isWanted) continue;
          ++expected;
          const double east = line.distance * std::sin(degToRad(line.azimuthFromDeg));
          const double north = line.distance * std::cos(degToRad(line.azimuthFromDeg));
          const double off = std::hypot(static_cast<double>(found->second.east) - east,
                                        static_cast<double>(found->second.north) - north);
          QVERIFY2(off < 0.006 * line.distance + 100, qPrintable(QString::number(off)));
          QVERIFY(std::abs(static_cast<double>(found->second.age) - static_cast<double>(t - s.time) * 1e-6) <
                  0.01);
        }
        QCOMPARE(seen.size(), expected);
        QVERIFY(expected > (trail > kMinute ? 1000U : 10U));
      }
    }
  }

  void azimuthsAreThoseOfTheGeodesic() {
    const auto sink = makeMemoryRecording();
    const std::uint16_t source = sink->addSource({"radar", "asterix", 1});
    addFlight(*sink, source, "A", 36.5, 139, 0, 100, 10, 0);
    const StoreViewPtr view = *sink->finish();
    const LatLon centre{35, 137};
    const AroundPoint around =
        aroundPoint(*view, view->extent().begin + 50 * kSecond, centre, 400e3, kMinute);
    QCOMPARE(around.tracks.size(), std::size_t{1});
    const GeodesicLine line = geodesic(centre, {36.5, 139});
    QVERIFY(std::abs(static_cast<double>(around.tracks[0].now.azimuthDeg()) - line.azimuthFromDeg) < 0.3);
    QCOMPARE(around.tracks[0].past.size(), std::size_t{6});
  }

  void pairsAreFoundByNameAndByWay() {
    const auto sink = makeMemoryRecording();
    const std::uint16_t a = sink->addSource({"radar", "asterix", 1});
    const std::uint16_t b = sink->addSource({"feed", "sbs", -1});
    const TrackId named = addFlight(*sink, a, "ANA1", 35, 139, 0, 1800, 10);
    const TrackId namedToo = addFlight(*sink, b, "ANA1", 35.01, 139, 5, 1800, 7);
    const TrackId silent = addFlight(*sink, a, "", 35, 141, 0, 1800, 10);
    const TrackId silentToo = addFlight(*sink, b, "X9", 35.005, 141, 3, 1790, 9);
    const TrackId alone = addFlight(*sink, a, "", 35, 150, 0, 1800, 10);
    const TrackId aloneToo = addFlight(*sink, b, "Y1", 20, 120, 0, 1800, 10);
    const StoreViewPtr view = *sink->finish();
    const TrackComparison found = compareTracks(*view, {a}, {b});
    QCOMPARE(found.pairs.size(), std::size_t{2});
    // The greatest median first: 0.01 deg is 1.1 km, 0.005 deg half of it.
    QCOMPARE(found.pairs[0].first, named);
    QCOMPARE(found.pairs[0].second, namedToo);
    QVERIFY(std::abs(found.pairs[0].median - 1109) < 5);
    QCOMPARE(found.pairs[1].first, silent);
    QCOMPARE(found.pairs[1].second, silentToo);
    QVERIFY(std::abs(found.pairs[1].median - 555) < 5);
    QCOMPARE(found.pairs[1].reason, std::string("same way"));
    QCOMPARE(found.onlyFirst, std::vector<TrackId>{alone});
    QCOMPARE(found.onlySecond, std::vector<TrackId>{aloneToo});
    for (const PairSample& s : pairSamples(*view, named, namedToo)) {
      QVERIFY(std::abs(s.distance - 1109) < 5);
      QCOMPARE(s.height, 0.0);
    }
  }

  void pairsDoNotReachOverGaps() {
    const auto sink = makeMemoryRecording();
    const std::uint16_t a = sink->addSource({"radar", "asterix", 1});
    const TrackId first = addFlight(*sink, a, "A", 35, 139, 0, 1800, 10);
    TrackInfo info;
    info.source = a;
    info.callsign = "B";
    const TrackId second = sink->addTrack(info);
    for (const int t : {0, 10, 20, 1700, 1710}) {
      Sample s;
      s.time = utcFromCivil(2026, 8, 12, 6) + t * kSecond;
      s.lat = 35;
      s.lon = 139;
      sink->append(second, s);
    }
    const StoreViewPtr view = *sink->finish();
    for (const PairSample& s : pairSamples(*view, first, second)) {
      const Micros at = s.time - utcFromCivil(2026, 8, 12, 6);
      QVERIFY(at <= 20 * kSecond || at >= 1700 * kSecond);
    }
    QCOMPARE(pairSamples(*view, first, second).size(), std::size_t{5});
  }

  void silencesAreWhereNothingIsHeard() {
    const auto sink = makeMemoryRecording();
    const std::uint16_t a = sink->addSource({"radar", "asterix", 1});
    addFlight(*sink, a, "A", 35, 139, 0, 900, 10);
    addFlight(*sink, a, "B", 35, 139, 1500, 2000, 10);
    addFlight(*sink, a, "C", 35, 139, 20'000, 21'000, 10);
    const StoreViewPtr view = *sink->finish();
    const std::vector<TimeRange> found = silences(*view, 2 * kMinute);
    QCOMPARE(found.size(), std::size_t{2});
    const UtcTime begin = utcFromCivil(2026, 8, 12, 6);
    const auto near = [&](UtcTime t, int seconds) {
      return std::abs(static_cast<double>(t - begin) * 1e-6 - seconds) <= 16;
    };
    QVERIFY(near(found[0].begin, 900) && near(found[0].end, 1500));
    QVERIFY(near(found[1].begin, 2000) && near(found[1].end, 20'000));
    QVERIFY(silences(*view, 24 * 3600 * kSecond).empty());
  }
};

QTEST_GUILESS_MAIN(TestSummaries)
#include "tst_summaries.moc"
