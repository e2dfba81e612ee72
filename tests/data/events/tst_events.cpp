// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/events/Events.h"
#include "data/events/Manoeuvres.h"
#include "data/store/MemoryRecording.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
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

  /// Flights put together from stretches: what they hold of manoeuvres is told, each once and in time, and
  /// nothing else.
  void manoeuvresAreToldOnce() {
    std::mt19937 random(31);
    const auto number = [&](double from, double to) {
      return from + (to - from) * static_cast<double>(random() % 100'001) * 1e-5;
    };
    int told = 0;
    for (int flight = 0; flight < 300; ++flight) {
      const double every = number(1, 12);
      double heading = number(0, 360), speed = number(140, 220), t = 1e6;
      std::vector<MotionReport> reports;
      std::vector<std::pair<ManoeuvreKind, double>> expected;
      double next = t;
      const auto stretch = [&](double seconds, double turn, double growth, double climb) {
        const double end = t + seconds;
        for (; next < end; next += every) {
          const double in = next - t;
          MotionReport r;
          r.time = static_cast<std::int64_t>(next * 1e6);
          r.trackDeg =
              static_cast<float>(std::remainder(heading + turn * in + number(-3, 3) - 180, 360.0) + 180);
          r.groundSpeed = static_cast<float>((speed + growth * in) * number(0.99, 1.01));
          r.verticalRate = static_cast<float>(climb + number(-3, 3));
          reports.push_back(r);
        }
        heading += turn * seconds;
        speed += growth * seconds;
        t = end;
      };
      stretch(100, 0, 0, 0);
      for (int i = 0; i < 5; ++i) {
        switch (random() % 6) {
          case 0:
          case 1: {
            const double rate = number(0.8, 4) * (random() % 2 ? 1 : -1);
            const double angle = number(65, 350);
            expected.emplace_back(rate < 0 ? ManoeuvreKind::Left : ManoeuvreKind::Right, t);
            stretch(angle / std::abs(rate), rate, 0, 0);
            break;
          }
          case 2:
            expected.emplace_back(ManoeuvreKind::Climb, t);
            stretch(60, 0, 0, 45);
            break;
          case 3:
            expected.emplace_back(ManoeuvreKind::Descent, t);
            stretch(60, 0, 0, -45);
            break;
          case 4:
            expected.emplace_back(speed < 230 ? ManoeuvreKind::Faster : ManoeuvreKind::Slower, t);
            stretch(50, 0, speed < 230 ? 2.2 : -2.2, 0);
            break;
          default:
            // No manoeuvres: a long bend, a gentle climb, what creeps up or down, a blip of the heading.
            switch (random() % 3) {
              case 0:
                stretch(300, 0.15, 0, 12);
                break;
              case 1:
                stretch(200, 0, speed < 200 ? 0.12 : -0.12, -15);
                break;
              default:
                stretch(60, 0, 0, 0);
                reports.back().trackDeg = std::fmod(reports.back().trackDeg + 90, 360.0F);
            }
        }
        stretch(110, 0, 0, 0);
      }
      ManoeuvreWatch watch;
      ManoeuvreWatch::Found found;
      std::vector<Manoeuvre> got;
      for (const MotionReport& r : reports) {
        const std::size_t count = watch.take(r, found);
        got.insert(got.end(), found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count));
      }
      const auto where = [&] {
        QString text = QStringLiteral("flight %1, every %2 s:").arg(flight).arg(every);
        for (const auto& [kind, at] : expected) text += QStringLiteral(" %1@%2").arg(int(kind)).arg(at - 1e6);
        text += QStringLiteral(" but");
        for (const Manoeuvre& m : got)
          text += QStringLiteral(" %1@%2").arg(int(m.kind)).arg(static_cast<double>(m.time) * 1e-6 - 1e6);
        return text;
      };
      QVERIFY2(got.size() == expected.size(), qPrintable(where()));
      for (std::size_t i = 0; i < got.size(); ++i) {
        QVERIFY2(got[i].kind == expected[i].first, qPrintable(where()));
        // Told of the report before it was seen: within what it takes to leave what counts as steady.
        const double late = static_cast<double>(got[i].time) * 1e-6 - expected[i].second;
        QVERIFY2(late > -every - 0.1 && late < 30 + every, qPrintable(where()));
        ++told;
      }
    }
    QVERIFY(told > 500);
  }

  void whatMakesNoManoeuvre() {
    ManoeuvreWatch::Found found;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    const auto told = [&](auto change) {
      ManoeuvreWatch watch;
      std::size_t count = 0;
      for (int i = 0; i < 60; ++i) {
        MotionReport r{static_cast<std::int64_t>(i) * 5 * kSecond + kStart.us, 90, 200, 0, false};
        if (i >= 30) r.trackDeg = 200;
        change(r, i);
        count += watch.take(r, found);
      }
      return count;
    };
    QCOMPARE(told([](MotionReport&, int) {}), std::size_t{1});
    QCOMPARE(told([](MotionReport& r, int) { r.isOnGround = true; }), std::size_t{0});
    QCOMPARE(told([](MotionReport& r, int) { r.groundSpeed = 1500; }), std::size_t{0});
    QCOMPARE(told([](MotionReport& r, int) { r.groundSpeed = 10; }), std::size_t{0});
    QCOMPARE(told([](MotionReport& r, int) { r.trackDeg = r.groundSpeed = r.verticalRate = kNan; }),
             std::size_t{0});
    // A gap: who knows what was between.
    QCOMPARE(told([](MotionReport& r, int i) { r.time += i >= 30 ? kHour : 0; }), std::size_t{0});
    QCOMPARE(told([](MotionReport& r, int i) { r.time += i * kHour; }), std::size_t{0});
  }

  void manoeuvresAndIdentsAreEvents() {
    const auto sink = makeMemoryRecording();
    const auto radar = sink->addSource({"radar", "asterix", 1});
    for (const Affiliation a : {Affiliation::Hostile, Affiliation::Unknown, Affiliation::Civil}) {
      TrackInfo info;
      info.source = radar;
      info.affiliation = a;
      const TrackId id = sink->addTrack(info);
      for (int i = 0; i < 120; ++i) {
        Sample s;
        s.time = kStart + i * 5 * kSecond;
        s.lat = 36;
        s.lon = 135 + 0.01 * i;
        s.groundSpeed = 200;
        s.trackDeg = i < 60 ? 90 : 180;
        // Pressed twice: eight reports, and much later two.
        if ((i >= 20 && i < 28) || i == 80 || i == 81) s.flags = kSpi;
        sink->append(id, s);
      }
    }
    const StoreViewPtr view = *sink->finish();
    const EventListPtr list = findEvents(*view, {}, {});
    const auto turns = of(*list, EventKind::Manoeuvre);
    QCOMPARE(turns.size(), std::size_t{3});
    for (const Event& e : turns) {
      QCOMPARE(e.text, std::string("right"));
      QVERIFY(e.time == kStart + 59 * 5 * kSecond);
      QVERIFY(e.weight == (e.track < 2 ? EventWeight::Notable : EventWeight::Minor));
    }
    const auto idents = of(*list, EventKind::Ident);
    QCOMPARE(idents.size(), std::size_t{6});
    QVERIFY(idents[0].time == kStart + 100 * kSecond && idents[5].time == kStart + 400 * kSecond);
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
