// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Geodesic.h"
#include "data/store/MemoryRecording.h"
#include "data/store/PartOfRecording.h"
#include "data/store/Queries.h"
#include "data/store/Separation.h"
#include "tests/data/store/RecordingFixture.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

using namespace sorami;

namespace {

StoreViewPtr random(std::uint64_t seed) {
  const auto sink = makeMemoryRecording();
  test::RandomRecording(seed).write(*sink);
  auto view = sink->finish();
  return view ? *view : nullptr;
}

std::uint64_t countWhere(const StoreView& view,
                         const std::function<bool(const TrackInfo&, const Sample&)>& is) {
  std::uint64_t count = 0;
  for (const TrackInfo& track : view.tracks())
    for (const Sample& s : history(view, track.id, view.extent())) count += is(track, s);
  return count;
}

}  // namespace

class TestPartOfRecording : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void allIsAll() {
    const StoreViewPtr view = random(1);
    const auto part = partOf(view, {});
    QVERIFY(part.ok());
    QCOMPARE((*part)->sampleCount(), view->sampleCount());
    QCOMPARE((*part)->meta("marking"), std::string("NOTIONAL"));
    QVERIFY((*part)->extent() == view->extent());
    // Who is who at the end, by what each is called.
    for (const TrackInfo& track : (*part)->tracks()) {
      const auto same =
          std::find_if(view->tracks().begin(), view->tracks().end(), [&](const TrackInfo& other) {
            return other.nativeId == track.nativeId && other.source == track.source &&
                   other.count == track.count;
          });
      QVERIFY(same != view->tracks().end());
      QCOMPARE(track.callsign, same->callsign);
    }
  }

  void radarVideoOfTheSpanComesAlong() {
    const UtcTime start{1'780'000'000 * kSecond};
    const auto sink = makeMemoryRecording();
    VideoSweep sweep;
    sweep.source = sink->addSource({"radar", "asterix", -1});
    sweep.sensor = {35, 139};
    sweep.cellM = 100;
    sweep.cells = {1, 2, 3};
    for (int i = 0; i < 60; ++i) {
      sweep.time = start + i * kSecond;
      sink->addVideo(sweep);
    }
    const auto view = sink->finish();
    QVERIFY(view.ok());
    PartRequest request;
    request.range = {start + 10 * kSecond, start + 19 * kSecond};
    request.offset = 100 * kSecond;
    const auto part = partOf(*view, request);
    QVERIFY(part.ok());
    const auto video = (*part)->video((*part)->videoRange());
    QCOMPARE(video.size(), std::size_t{10});
    QVERIFY(video.front().time == start + 110 * kSecond);
    QCOMPARE((*part)->sources()[video.front().source].name, std::string("radar"));
    // Video is of no track.
    request.tracks = {0};
    QVERIFY(!partOf(*view, request).ok());
  }

  void aPartIsWhatWasAskedFor() {
    const StoreViewPtr view = random(2);
    const TimeRange all = view->extent();
    PartRequest request;
    request.range = {all.begin + all.length() / 4, all.begin + all.length() / 2};
    request.box = {-120, -60, 120, 60};
    request.offset = kHour;
    request.marking = "SECRET";
    const auto part = partOf(view, request);
    QVERIFY(part.ok());
    const auto wanted = countWhere(*view, [&](const TrackInfo&, const Sample& s) {
      return request.range.contains(s.time) && request.box.contains({s.lat, s.lon});
    });
    QVERIFY(wanted > 100 && wanted < view->sampleCount());
    QCOMPARE((*part)->sampleCount(), wanted);
    QVERIFY((*part)->extent().begin >= request.range.begin + kHour);
    QCOMPARE((*part)->meta("marking"), std::string("SECRET"));
  }

  void aFilterJudgesEachSample() {
    const StoreViewPtr view = random(3);
    PartRequest request;
    request.filter = TrackFilter::parse("alt < 20000ft");
    const auto part = partOf(view, request);
    QVERIFY(part.ok());
    const auto wanted = countWhere(*view, [](const TrackInfo&, const Sample& s) {
      const float a = std::isnan(s.baroAltitude) ? s.geoAltitude : s.baroAltitude;
      return static_cast<double>(a) < 20000 * 0.3048;
    });
    QCOMPARE((*part)->sampleCount(), wanted);
  }

  void nothingIsSaidToBeNothing() {
    PartRequest request;
    request.range = {UtcTime{0}, UtcTime{1}};
    const auto part = partOf(random(4), request);
    QVERIFY(!part.ok());
    QVERIFY(!part.error().hint.empty());
  }

  void severalStandOnOneTimeline() {
    const StoreViewPtr a = random(5);
    const StoreViewPtr b = random(6);
    const std::array<MergePart, 2> parts = {{{a, 0, "a"}, {b, 2 * kHour, "b"}}};
    const auto merged = mergeRecordings(parts);
    QVERIFY(merged.ok());
    QCOMPARE((*merged)->sampleCount(), a->sampleCount() + b->sampleCount());
    QCOMPARE((*merged)->tracks().size(), [&] {
      std::size_t n = 0;
      for (const StoreViewPtr& view : {a, b})
        for (const TrackInfo& t : view->tracks()) n += t.count > 0;
      return n;
    }());
    QVERIFY((*merged)->extent().begin == a->extent().begin);
    QVERIFY((*merged)->extent().end == b->extent().end + 2 * kHour);
    QCOMPARE((*merged)->sources().size(), std::size_t{4});
    QCOMPARE((*merged)->sources()[2].name.substr(0, 3), std::string("b: "));
  }

  void separationAgreesWithStates() {
    const StoreViewPtr view = random(7);
    const TimeRange all = view->extent();
    int asked = 0;
    for (int i = 1; i < 20; ++i) {
      const UtcTime t = all.begin + all.length() * i / 20;
      std::vector<TrackState> states;
      stateAt(*view, t, states);
      std::erase_if(states, [&](const TrackState& s) { return view->tracks()[s.track].isPlots; });
      for (const TrackState& s : states) {
        const auto one = trackAt(*view, s.track, t);
        QVERIFY(one);
        QCOMPARE(one->position.lat, s.position.lat);
        QCOMPARE(one->position.lon, s.position.lon);
      }
      if (states.size() < 2) continue;
      const auto pair = separationAt(*view, states[0].track, states[1].track, t);
      QVERIFY(pair);
      QCOMPARE(pair->range, geodesic(states[0].position, states[1].position).distance);
      ++asked;
    }
    QVERIFY(asked > 10);
  }

  void findsTheClosestApproach() {
    // Two that cross at right angles, 1 km and 20 s apart: the least distance is known.
    const auto sink = makeMemoryRecording();
    sink->addSource({"feed", "sbs", -1});
    const UtcTime start = utcFromCivil(2026, 8, 12, 6);
    const LatLon cross{36, 138};
    std::vector<TrackId> ids;
    for (int i = 0; i < 2; ++i) {
      TrackInfo info;
      info.callsign = std::string(1, i ? 'B' : 'A');
      ids.push_back(sink->addTrack(info));
      for (int k = -60; k <= 60; ++k) {
        Sample s;
        s.time = start + (600 + k * 10) * kSecond;
        const LatLon p = geodesicPoint(cross, i ? 0 : 90, 200.0 * (k * 10 - (i ? 20 : 0)));
        s.lat = p.lat;
        s.lon = p.lon;
        s.groundSpeed = 200;
        s.trackDeg = i ? 0.0F : 90.0F;
        s.baroAltitude = i ? 9300.0F : 9000.0F;
        sink->append(ids[static_cast<std::size_t>(i)], s);
      }
    }
    const auto view = sink->finish();
    QVERIFY(view.ok());
    const auto found = closestApproach(**view, ids[0], ids[1], (*view)->extent());
    QVERIFY(found);
    // At right angles with equal speeds v and a delay d the least distance is v d / √2, half-way in time.
    QVERIFY2(std::abs(found->range - 200.0 * 20 / std::sqrt(2.0)) < 10,
             qPrintable(QString::number(found->range)));
    QVERIFY(std::abs(found->time.us - (start + 610 * kSecond).us) < kSecond / 2);
    QVERIFY(std::abs(found->height - 300) < 1);
    // Predicted a minute before, from courses and speeds alone.
    const auto ahead = separationAt(**view, ids[0], ids[1], start + 550 * kSecond);
    QVERIFY(ahead);
    QVERIFY(std::abs(ahead->closestIn - 60) < 1);
    QVERIFY(std::abs(ahead->closest - found->range) < 30);
    QVERIFY(ahead->closing > 0);
    QVERIFY(separationAt(**view, ids[0], ids[1], start + 700 * kSecond)->closestIn == 0);
  }
};

QTEST_APPLESS_MAIN(TestPartOfRecording)
#include "tst_partofrecording.moc"
