// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/demo/DeterministicMath.h"
#include "data/plan/Plan.h"

#include <cmath>

namespace sorami::test {

/// Plans with every member set to something, some at its default: what round trips are tested with.
class PlanGenerator {
 public:
  explicit PlanGenerator(std::uint64_t seed) : m_random(seed) {}

  Plan plan() {
    Plan p;
    p.name = text();
    p.marking = text();
    fill(p.altitudeDetents, 5, [&] { return number(0, 20e3); });
    fill(p.sites, 12, [&] { return site(); });
    fill(p.areas, 4, [&] { return area(); });
    fill(p.threats, 4, [&] { return threat(); });
    fill(p.drawings, 6, [&] { return drawing(); });
    if (p.sites.size() >= 2) {
      fill(p.links, 8, [&] { return link(p); });
    }
    fill(p.layers, 4, [&] {
      return LayerLook{id("y"), chance(), number(0, 1), chance() ? 0 : number(1e3, 1e6),
                       chance() ? 0 : number(1e6, 1e8)};
    });
    fill(p.sources, 2, [&] {
      return SourceMark{text(), chance() ? text() : "", {"Partner " + std::to_string(below(9))}};
    });
    fill(p.maps, 2, [&] {
      MapFile m;
      m.path = "/maps/" + text() + ".gpkg";
      m.colour = chance() ? "#102030" : "";
      m.width = number(0, 9);
      m.fill = number(0, 1);
      m.point = number(0, 9);
      m.label = text();
      m.time = text();
      m.until = text();
      m.window = number(1, 9e3);
      m.owner = text();
      return m;
    });
    if (chance()) p.display = DisplaySettings{"utm", place(), number(1, 5e3), number(0, 1e4), chance()};
    return p;
  }

  Site site() {
    Site s;
    s.id = id("s");
    s.name = text();
    s.kind = oneOf<SiteKind>(11);
    s.position = place();
    s.affiliation = oneOf<Affiliation>(8);
    if (chance()) s.sensor = sensor();
    if (chance()) s.battery = battery();
    Micros t = time();
    if (chance()) s.track = text();
    fill(s.route, 4, [&] { return Waypoint{place(), number(0, 12e3), t += below(1'000'000'000)}; });
    outages(s.outages);
    s.engagementRange = s.battery ? greatestRange(*s.battery) : chance() ? number(0, 100e3) : 0;
    s.active = chance();
    s.notional = chance();
    s.note = text();
    mark(s);
    return s;
  }

  Drawing drawing() {
    Drawing d;
    d.id = id("d");
    d.kind = oneOf<DrawingKind>(6);
    d.points = {place()};
    fill(d.points, 5, [&] { return place(); });
    if (d.points.empty()) d.points.push_back(place());
    d.radius = chance() ? number(0, 1e6) : 0;
    d.text = text();
    d.colour = chance() ? "#ff8800" : "";
    mark(d);
    return d;
  }

  bool chance() { return m_random.chance(0.5); }
  int below(int n) { return m_random.below(n); }
  double number(double low, double high) {
    const double d = m_random.uniform(low, high);
    return chance() ? std::round(d) : d;
  }
  LatLon place() { return {m_random.uniform(-90, 90), m_random.uniform(-180, 180)}; }
  std::string text() {
    static const char* const kTexts[] = {
        "", "Oki", "北の\"守り\"", "back\\slash", "two\nlines\t\x01", "É, ō 🛰", "a, b; 'c' </d>", "r-1"};
    return kTexts[below(8)];
  }

 private:
  void outages(std::vector<Outage>& list) {
    Micros off = time();
    fill(list, 3, [&] {
      off += 1 + below(1'000'000'000);
      return Outage{off, chance() ? 0 : off + 1 + below(1'000'000'000), text()};
    });
  }

  template <typename T, typename F>
  void fill(std::vector<T>& list, int most, F make) {
    list.clear();
    for (int n = below(most + 1); n > 0; --n) list.push_back(make());
  }
  template <typename E>
  E oneOf(int n) {
    return static_cast<E>(below(n));
  }
  std::string id(const char* prefix) { return prefix + std::to_string(++m_ids); }
  Micros time() {
    return (m_random.below(2'000'000'000) - 500'000'000) * kSecond + m_random.below(1'000'000);
  }
  template <typename T>
  void mark(T& t) {
    if (chance()) t.owner = text();
    fill(t.releasableTo, 2, [&] { return "Partner " + std::to_string(below(9)); });
    if (chance()) t.group = text();
    t.locked = chance();
    t.hidden = chance();
  }
  SensorParameters sensor() {
    SensorParameters s;
    s.principle = oneOf<SensorPrinciple>(4);
    s.antennaHeight = number(0, 100);
    s.antennaIsMsl = chance();
    s.instrumentedRange = number(50e3, 500e3);
    s.minimumRange = chance() ? 0 : number(0, 5e3);
    s.elevationMinDeg = number(-10, 0);
    s.elevationMaxDeg = number(1, 80);
    s.tiltDeg = number(-5, 5);
    s.sectorCentreDeg = number(0, 360);
    s.sectorWidthDeg = number(1, 360);
    fill(s.blanked, 3, [&] { return AzimuthSpan{number(0, 360), number(0, 360)}; });
    s.frequencyHz = chance() ? 0 : number(1e8, 1e10);
    s.peakPowerW = number(0, 1e6);
    s.pulseWidthS = m_random.uniform(0, 1e-3);
    s.prfHz = number(0, 5000);
    s.gainDbi = number(0, 45);
    s.beamwidthAzimuthDeg = number(1, 10);
    s.beamwidthElevationDeg = number(1, 10);
    s.pattern = oneOf<VerticalPattern>(4);
    fill(s.rcsAspect, 4, [&] { return AspectPoint{number(0, 180), number(-30, 30)}; });
    s.targetHeadingDeg = chance() ? -1 : number(0, 360);
    fill(s.patternPoints, 4, [&] { return PatternPoint{number(-90, 90), number(-60, 0)}; });
    s.systemTemperatureK = number(100, 2000);
    s.noiseFigureDb = chance() ? -1 : number(0, 10);
    s.lossesDb = number(0, 20);
    s.pulsesIntegrated = 1 + below(100);
    s.falseAlarmProbability = m_random.uniform(1e-9, 1e-2);
    s.requiredPd = m_random.uniform(0.1, 0.99);
    s.swerling = below(5);
    s.targetRcs = m_random.uniform(0.001, 100);
    s.scanPeriodS = number(0, 20);
    s.lobing = chance();
    s.diffraction = chance();
    return s;
  }
  Battery battery() {
    Battery b;
    b.layer = oneOf<DefenceLayer>(3);
    b.sectorCentreDeg = number(0, 360);
    b.sectorWidthDeg = number(1, 360);
    fill(b.envelopes, 4, [&] {
      return Envelope{oneOf<TargetClass>(4), number(0, 5e3), number(5e3, 3e5), number(0, 1e3),
                      number(1e3, 1e5)};
    });
    fill(b.stocks, 3, [&] {
      Stock stock{text(), below(64), below(64), {}};
      Micros t = time();
      fill(stock.changes, 3, [&] {
        return StockChange{t += below(1'000'000'000), below(20) - 10, below(20) - 10, text()};
      });
      return stock;
    });
    return b;
  }
  Area area() {
    Area a;
    a.id = id("a");
    a.name = text();
    a.kind = oneOf<AreaKind>(5);
    for (int n = 3 + below(4); n > 0; --n) a.ring.push_back(place());
    a.weight = chance() ? 1 : number(1, 9);
    a.altitudeFrom = number(0, 1e3);
    a.altitudeTo = chance() ? 0 : number(1e3, 2e4);
    mark(a);
    return a;
  }
  Threat threat() {
    Threat t;
    t.id = id("t");
    t.name = text();
    t.kind = oneOf<ThreatKind>(4);
    for (int n = 2 + below(3); n > 0; --n) t.path.push_back(place());
    t.altitude = number(10, 1e5);
    t.speed = number(50, 3000);
    t.launchTime = chance() ? 0 : time();
    mark(t);
    return t;
  }
  Link link(const Plan& p) {
    Link l;
    l.id = id("l");
    const int n = static_cast<int>(p.sites.size());
    const int from = below(n);
    l.from = p.sites[static_cast<std::size_t>(from)].id;
    l.to = p.sites[static_cast<std::size_t>((from + 1 + below(n - 1)) % n)].id;
    l.kind = oneOf<LinkKind>(3);
    l.active = chance();
    l.frequencyHz = chance() ? 7.5e9 : number(1e9, 4e10);
    l.antennaHeightFrom = chance() ? 0 : number(5, 100);
    l.antennaHeightTo = chance() ? 0 : number(5, 100);
    l.marginDb = number(10, 50);
    outages(l.outages);
    return l;
  }

  demo::Random m_random;
  int m_ids = 0;
};

}  // namespace sorami::test
