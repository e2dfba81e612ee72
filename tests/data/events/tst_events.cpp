// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/events/Events.h"
#include "data/store/MemoryRecording.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace sorami;

namespace {

const UtcTime kStart = utcFromCivil(2026, 8, 12, 6);

struct Made {
  StoreViewPtr view;
  TrackId hostile = kNoTrack;
  TrackId civil = kNoTrack;
};

void fly(SampleSink& sink, TrackId track, UtcTime from, UtcTime until, LatLon at, double eastDeg,
         Micros every = 10 * kSecond, std::uint16_t flags = 0) {
  int i = 0;
  for (UtcTime t = from; t <= until; t = t + every, ++i) {
    Sample s;
    s.time = t;
    s.lat = at.lat;
    s.lon = wrapLongitude(at.lon + eastDeg * i);
    s.baroAltitude = 9000;
    s.groundSpeed = 200;
    s.trackDeg = 90;
    s.flags = flags;
    sink.append(track, s);
  }
}

Made recording() {
  const auto sink = makeMemoryRecording();
  const auto radar = sink->addSource({"radar", "asterix", 1});
  const auto feed = sink->addSource({"feed", "sbs", -1});
  Made made;
  TrackInfo info;
  info.source = radar;
  info.callsign = "H1";
  info.affiliation = Affiliation::Hostile;
  info.nativeId = {IdKind::AsterixTrack, 1};
  made.hostile = sink->addTrack(info);
  info = {};
  info.source = feed;
  info.callsign = "JAL1";
  info.affiliation = Affiliation::Civil;
  info.nativeId = {IdKind::Icao24, 1};
  made.civil = sink->addTrack(info);
  // The radar is silent from 20 to 30 minutes, and the hostile track with it; it is lost at 40.
  fly(*sink, made.hostile, kStart + 10 * kMinute, kStart + 20 * kMinute, {36, 135}, 0.02);
  fly(*sink, made.hostile, kStart + 30 * kMinute, kStart + 40 * kMinute, {36, 137}, 0.02);
  fly(*sink, made.civil, kStart, kStart + 60 * kMinute, {35, 139}, 0.01, 2 * kSecond);
  // The civil one squawks 7700 after half an hour.
  info.mode3A = 07700;
  sink->setTrack(made.civil, info);
  // A fixed object of 1970.
  TrackInfo still;
  still.source = feed;
  still.simulated = true;
  still.callsign = "TOWER";
  still.nativeId = {IdKind::Object, 9};
  const TrackId tower = sink->addTrack(still);
  Sample s;
  s.time = UtcTime{0};
  s.lat = 35;
  s.lon = 139;
  sink->append(tower, s);
  auto finished = sink->finish();
  made.view = finished ? *finished : nullptr;
  return made;
}

std::vector<Event> of(const EventList& list, EventKind kind) {
  std::vector<Event> out;
  for (const Event& e : list.events)
    if (e.kind == kind) out.push_back(e);
  return out;
}

}  // namespace

class TestEvents : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void findsWhatHappens() {
    const Made made = recording();
    QVERIFY(made.view);
    const EventListPtr list = findEvents(*made.view, {}, {});
    QVERIFY(list);
    QVERIFY(std::is_sorted(list->events.begin(), list->events.end(),
                           [](const Event& a, const Event& b) { return a.time < b.time; }));
    const auto first = of(*list, EventKind::FirstDetection);
    QCOMPARE(first.size(), std::size_t{2});
    QCOMPARE(first[1].track, made.hostile);
    QVERIFY(first[1].time == kStart + 10 * kMinute);
    QVERIFY(first[1].weight == EventWeight::Major);
    QVERIFY(first[0].weight == EventWeight::Minor);

    const auto lost = of(*list, EventKind::Lost);
    QCOMPARE(lost.size(), std::size_t{1});
    QVERIFY(lost[0].time == kStart + 40 * kMinute);

    const auto gaps = of(*list, EventKind::Gap);
    QCOMPARE(gaps.size(), std::size_t{1});
    QVERIFY(gaps[0].time == kStart + 20 * kMinute && gaps[0].until == kStart + 30 * kMinute);

    const auto codes = of(*list, EventKind::Emergency);
    QCOMPARE(codes.size(), std::size_t{1});
    QCOMPARE(codes[0].track, made.civil);
    QCOMPARE(codes[0].text, std::string("7700"));

    const auto down = of(*list, EventKind::SourceDown);
    QCOMPARE(down.size(), std::size_t{2});
    const auto near = [](UtcTime a, UtcTime b) { return std::abs(a.us - b.us) <= 12 * kSecond; };
    QVERIFY(near(down[0].time, kStart + 20 * kMinute) && near(down[0].until, kStart + 30 * kMinute));
    QVERIFY(near(down[1].time, kStart + 40 * kMinute) && !down[1].until.isValid());
    QCOMPARE(of(*list, EventKind::SourceUp).size(), std::size_t{2});
  }

  void leavesStraysOfTimeOut() {
    const Made made = recording();
    const EventListPtr list = findEvents(*made.view, {}, {});
    for (const Event& e : list->events) QVERIFY(made.view->timeline().contains(e.time));
    QVERIFY(made.view->timeline().length() < 2 * kHour);
  }

  void marksEntriesIntoAreas() {
    const Made made = recording();
    EventArea area{"North", {{35.5, 136}, {35.5, 137.5}, {36.5, 137.5}, {36.5, 136}}, -1e9, 1e9};
    EventArea low = area;
    low.name = "Low";
    low.ceiling = 1000;
    const EventListPtr list = findEvents(*made.view, {area, low}, {});
    const auto in = of(*list, EventKind::AreaEntry);
    QVERIFY(!in.empty());
    for (const Event& e : in) {
      QCOMPARE(e.text, std::string("North"));
      QCOMPARE(e.track, made.hostile);
      QVERIFY(e.weight == EventWeight::Major);
    }
    QCOMPARE(of(*list, EventKind::AreaExit).size(), in.size());
  }

  void areasKnowTheirInside() {
    // Against winding numbers of a convex ring, some across the dateline.
    std::mt19937 random(5);
    std::uniform_real_distribution<double> part(0, 1);
    for (int n = 0; n < 200; ++n) {
      const double lon = n % 2 ? 179.5 : 20;
      EventArea box{
          "", {{10, lon}, {10, wrapLongitude(lon + 2)}, {12, wrapLongitude(lon + 2)}, {12, lon}}, 0, 0};
      const double dLat = part(random) * 6 - 2;
      const double dLon = part(random) * 6 - 2;
      const bool inside = dLat > 0 && dLat < 2 && dLon > 0 && dLon < 2;
      QCOMPARE(box.contains({10 + dLat, wrapLongitude(lon + dLon)}), inside);
    }
  }

  void goesFromEventToEvent() {
    const Made made = recording();
    const EventListPtr list = findEvents(*made.view, {}, {});
    std::vector<UtcTime> seen;
    UtcTime now = kStart - kSecond;
    while (const Event* e = nextEvent(*list, now, 1, EventWeight::Notable)) {
      QVERIFY(e->time > now);
      now = e->time;
      seen.push_back(now);
    }
    QVERIFY(seen.size() >= 4);
    std::vector<UtcTime> back;
    now = kStart + 2 * kHour;
    while (const Event* e = nextEvent(*list, now, -1, EventWeight::Notable)) {
      QVERIFY(e->time < now);
      now = e->time;
      back.push_back(now);
    }
    std::reverse(back.begin(), back.end());
    QVERIFY(seen == back);
  }

  void stops() {
    const Made made = recording();
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!findEvents(*made.view, {}, stop.get_token()));
  }
};

QTEST_APPLESS_MAIN(TestEvents)
#include "tst_events.moc"
