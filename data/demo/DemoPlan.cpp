// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo/DemoPlan.h"

#include "data/core/Units.h"
#include "data/demo/DemoRecording.h"
#include "data/geo/Geodesic.h"
#include "data/plan/sensors/SensorClass.h"

namespace sorami::demo {
namespace {

Site makeSite(const char* id, const char* name, SiteKind kind, double lat, double lon) {
  Site s;
  s.id = id;
  s.name = name;
  s.kind = kind;
  s.position = {lat, lon};
  s.note = "Notional: stands for a region, not a facility.";
  return s;
}

Site makeSensor(const char* id, const char* name, SiteKind kind, double lat, double lon) {
  Site s = makeSite(id, name, kind, lat, lon);
  s.sensor = presetFor(kind);
  return s;
}

Site makeBattery(const char* id, const char* name, double lat, double lon, double facingDeg,
                 DefenceLayer layer, std::vector<Stock> stocks) {
  Site s = makeSite(id, name, SiteKind::Battery, lat, lon);
  s.sensor = presetFor(SiteKind::SectorRadar);
  s.sensor->sectorCentreDeg = facingDeg;
  s.battery = presetBattery(layer);
  s.battery->sectorCentreDeg = facingDeg;
  s.battery->stocks = std::move(stocks);
  s.engagementRange = greatestRange(*s.battery);
  return s;
}

Micros after(int minutes) {
  return demoSpan().begin.us + minutes * kMinute;
}

/// A racetrack flown for the whole recording: `leg` m along `bearing`, `width` m apart, at `speed` m/s.
std::vector<Waypoint> racetrack(LatLon from, double bearing, double leg, double width, double altitude,
                                double speed) {
  const LatLon corners[] = {from, geodesicPoint(from, bearing, leg),
                            geodesicPoint(geodesicPoint(from, bearing, leg), bearing + 90, width),
                            geodesicPoint(from, bearing + 90, width)};
  std::vector<Waypoint> route;
  double seconds = 0;
  const double end = static_cast<double>(demoSpan().length()) * 1e-6;
  for (std::size_t i = 0; seconds <= end; ++i) {
    route.push_back({corners[i % 4], altitude, demoSpan().begin.us + static_cast<Micros>(seconds) * kSecond});
    seconds += (i % 2 == 0 ? leg : width) / speed;
  }
  return route;
}

}  // namespace

SensorParameters presetFor(SiteKind kind) {
  const SensorClass* sensorClass = sensorClassFor(kind);
  if (sensorClass == nullptr) return {};
  // Of the gap fillers the second is that of a terminal area.
  const std::size_t preset = kind == SiteKind::TerminalRadar ? 1 : 0;
  return sensorClass->presets[preset].parameters;
}

// Round figures of what the public has read of such systems' kinds; footprints to draw, no system's.
Battery presetBattery(DefenceLayer layer) {
  Battery b;
  b.layer = layer;
  switch (layer) {
    case DefenceLayer::Terminal:
      b.sectorWidthDeg = 120;
      b.envelopes = {{TargetClass::Aircraft, 3e3, 70e3, 50, 24e3},
                     {TargetClass::CruiseMissile, 3e3, 40e3, 30, 15e3},
                     {TargetClass::BallisticMissile, 3e3, 25e3, 2e3, 20e3}};
      break;
    case DefenceLayer::UpperTier:
      b.sectorWidthDeg = 120;
      b.envelopes = {{TargetClass::BallisticMissile, 20e3, 200e3, 40e3, 150e3}};
      break;
    case DefenceLayer::GlidePhase:
      b.sectorWidthDeg = 180;
      b.envelopes = {{TargetClass::GlideVehicle, 30e3, 300e3, 25e3, 70e3}};
      break;
  }
  return b;
}

Plan makeDemoPlan() {
  Plan plan;
  plan.name = "Northern defence (notional)";
  plan.marking = "EXERCISE · NOTIONAL DATA · RELEASABLE TO PARTNERS";
  plan.altitudeDetents = {1000 * kFoot, 3000 * kFoot, 10'000 * kFoot, 20'000 * kFoot, 30'000 * kFoot};
  plan.sites = {
      makeSensor("r-soya", "Sōya", SiteKind::LongRangeRadar, 45.3, 141.8),
      makeSensor("r-tsugaru", "Tsugaru", SiteKind::LongRangeRadar, 40.9, 140.3),
      makeSensor("r-sado", "Sado", SiteKind::LongRangeRadar, 38.2, 138.4),
      makeSensor("r-noto", "Noto", SiteKind::LongRangeRadar, 37.4, 136.9),
      makeSensor("r-oki", "Oki", SiteKind::LongRangeRadar, 36.2, 133.2),
      makeSensor("r-tsushima", "Tsushima", SiteKind::LongRangeRadar, 34.5, 129.4),
      makeSensor("r-satsuma", "Satsuma", SiteKind::LongRangeRadar, 31.6, 130.2),
      makeSensor("r-amami", "Amami", SiteKind::LongRangeRadar, 28.3, 129.4),
      makeSensor("r-sakishima", "Sakishima", SiteKind::LongRangeRadar, 24.8, 125.3),
      makeSensor("r-tosa", "Tosa", SiteKind::LongRangeRadar, 33.5, 134.0),
      makeSensor("r-boso", "Bōsō", SiteKind::GapFillerRadar, 35.2, 140.1),
      makeSensor("r-nemuro", "Nemuro", SiteKind::GapFillerRadar, 43.4, 145.3),
      makeSensor("r-iki", "Iki", SiteKind::GapFillerRadar, 33.8, 129.7),
      makeSensor("r-kinai", "Kinai", SiteKind::TerminalRadar, 34.6, 135.1),
      makeSensor("s-japan-sea", "Ship, Sea of Japan", SiteKind::ShipRadar, 38.4, 135.2),
      makeSensor("a-orbit", "Orbit 31", SiteKind::AirborneRadar, 38.6, 134.2),
      makeBattery(
          "b-kanto", "Kantō battery", 35.8, 139.5, 300, DefenceLayer::Terminal,
          {{"Terminal A",
            16,
            16,
            {{after(75), -4, 0, "Two salvoes of two"}, {after(95), 4, -4, "Reload from the site's reserve"}}},
           {"Terminal B", 32, 16, {}}}),
      makeBattery("b-kinki", "Kinki battery", 34.9, 135.7, 320, DefenceLayer::Terminal,
                  {{"Terminal A", 16, 8, {}}, {"Terminal B", 16, 16, {}}}),
      makeBattery("b-kyushu", "Kyūshū battery", 33.3, 130.6, 320, DefenceLayer::Terminal,
                  {{"Terminal A", 12, 12, {}}}),
      makeBattery("b-hokkaido", "Hokkaidō battery", 43.0, 141.3, 290, DefenceLayer::Terminal,
                  {{"Terminal A", 12, 4, {}}}),
      makeBattery("b-hokuriku", "Hokuriku upper tier", 36.6, 136.6, 320, DefenceLayer::UpperTier,
                  {{"Upper A", 24, 24, {{after(74), -2, 0, "One salvo"}}}}),
      makeBattery("b-tohoku", "Tōhoku glide phase", 38.3, 140.4, 330, DefenceLayer::GlidePhase,
                  {{"Glide A", 8, 0, {}}}),
      makeSite("c-north", "Control centre North", SiteKind::ControlCentre, 40.6, 141.3),
      makeSite("c-central", "Control centre Central", SiteKind::ControlCentre, 35.9, 139.3),
      makeSite("c-west", "Control centre West", SiteKind::ControlCentre, 33.5, 130.7),
      // Relays stand on high ground that sees both ends.
      makeSite("l-chugoku", "Relay Chūgoku", SiteKind::Relay, 35.45, 133.45),
      makeSite("l-tsugaru", "Relay Hakkōda", SiteKind::Relay, 40.65, 140.75),
      makeSite("l-hida", "Relay Hida", SiteKind::Relay, 36.5, 137.5),
      makeSite("l-shikoku", "Relay Shikoku", SiteKind::Relay, 33.75, 134.25),
      makeSite("l-shinetsu", "Relay Shin'etsu", SiteKind::Relay, 36.9, 138.5),
  };
  const auto link = [&](const char* from, const char* to, LinkKind kind) {
    plan.links.push_back({std::string(from) + ">" + to, from, to, kind, true});
  };
  link("r-soya", "c-north", LinkKind::Cable);
  link("r-tsugaru", "l-tsugaru", LinkKind::Microwave);
  link("l-tsugaru", "c-north", LinkKind::Microwave);
  link("r-nemuro", "c-north", LinkKind::Cable);
  link("b-hokkaido", "c-north", LinkKind::Cable);
  // A long hop that only just clears the ridges: heavy rain takes it.
  link("r-sado", "l-shinetsu", LinkKind::Microwave);
  link("l-shinetsu", "c-central", LinkKind::Cable);
  link("r-noto", "l-hida", LinkKind::Microwave);
  link("l-hida", "c-central", LinkKind::Cable);
  link("b-hokuriku", "c-central", LinkKind::Cable);
  link("b-tohoku", "c-central", LinkKind::Cable);
  link("r-boso", "c-central", LinkKind::Cable);
  link("b-kanto", "c-central", LinkKind::Cable);
  link("s-japan-sea", "c-central", LinkKind::Satellite);
  link("a-orbit", "c-central", LinkKind::Satellite);
  link("r-oki", "l-chugoku", LinkKind::Microwave);
  plan.links.back().antennaHeightFrom = 60;
  link("l-chugoku", "c-west", LinkKind::Cable);
  link("r-tosa", "l-shikoku", LinkKind::Microwave);
  link("l-shikoku", "c-west", LinkKind::Cable);
  link("r-kinai", "c-central", LinkKind::Cable);
  link("b-kinki", "c-central", LinkKind::Cable);
  // The direct hop lies behind the earth's bulge, which the tool shows; the satellite carries it.
  link("r-tsushima", "c-west", LinkKind::Microwave);
  link("r-tsushima", "c-central", LinkKind::Satellite);
  link("r-iki", "c-west", LinkKind::Microwave);
  plan.links.back().antennaHeightFrom = 60;
  link("r-satsuma", "c-west", LinkKind::Cable);
  link("r-amami", "c-west", LinkKind::Satellite);
  link("r-sakishima", "c-west", LinkKind::Satellite);
  link("b-kyushu", "c-west", LinkKind::Cable);
  link("c-north", "c-central", LinkKind::Cable);
  link("c-central", "c-west", LinkKind::Cable);

  for (Site& site : plan.sites) {
    if (site.id == "s-japan-sea") site.route = racetrack(site.position, 40, 60e3, 20e3, 0, 7.5);
    if (site.id == "a-orbit") site.route = racetrack(site.position, 25, 150e3, 30e3, 9000, 190);
    if (site.kind == SiteKind::Battery) continue;
    site.releasableTo = {"Partner A"};
  }
  // The demo's ADS-B receivers; what the radars report stays at home.
  plan.sources = {{"SAC 0 SIC 21", "", {"Partner A"}}};
  const auto area = [&](const char* id, const char* name, AreaKind kind, std::vector<LatLon> ring) {
    Area a;
    a.id = id;
    a.name = name;
    a.kind = kind;
    a.ring = std::move(ring);
    a.releasableTo = {"Partner A"};
    plan.areas.push_back(std::move(a));
  };
  area("z-north", "Northern approaches", AreaKind::Interest,
       {{40.8, 134.5}, {41.3, 138.6}, {38.9, 138.8}, {37.9, 136.4}, {36.3, 134.4}, {37.6, 132.6}});
  area("z-kanto", "Kantō plain", AreaKind::Defended,
       {{36.5, 139.0}, {36.4, 140.4}, {35.2, 140.5}, {35.2, 139.1}});
  area("z-candidates", "Where a radar could stand", AreaKind::Candidates,
       {{36.0, 136.1}, {36.3, 136.9}, {35.4, 136.4}, {35.2, 135.2}, {35.7, 135.2}});
  const auto threat = [&](const char* id, const char* name, ThreatKind kind, std::vector<LatLon> path,
                          double altitude, double speed, int minute) {
    Threat t;
    t.id = id;
    t.name = name;
    t.kind = kind;
    t.path = std::move(path);
    t.altitude = altitude;
    t.speed = speed;
    t.launchTime = after(minute);
    plan.threats.push_back(std::move(t));
  };
  threat("t-ballistic", "Ballistic, Sea of Japan", ThreatKind::Ballistic, {{41.4, 131.8}, {38.1, 135.5}},
         120e3, 1500, 72);
  threat("t-cruise", "Cruise, low from the west", ThreatKind::Cruise,
         {{33.0, 124.5}, {32.2, 127.0}, {32.6, 129.2}}, 60, 240, 64);
  return plan;
}

}  // namespace sorami::demo
