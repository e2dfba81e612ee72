// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/PlanCheck.h"

#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/network/Gaps.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

namespace sorami {
namespace {

constexpr double kSamePlace = 50;     ///< m
constexpr double kFarAway = 3'000e3;  ///< m from the middle of the others
constexpr double kNextToNothing = 0.01;

std::string number(double value, int digits = 0) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

bool isMoving(SiteKind kind) {
  return kind == SiteKind::AirborneRadar || kind == SiteKind::ShipRadar;
}

/// Whether the terrain has no land within two of its cells: on a coarse grid small islands and capes lie in
/// the sea.
bool isOpenWater(const Terrain& terrain, LatLon at) {
  const double cell = terrain.cellAt(at);
  if (!(cell > 0)) return false;
  for (int ring = 1; ring <= 2; ++ring) {
    for (int side = 0; side < 8; ++side) {
      if (terrain.heightAt(geodesicPoint(at, side * 45, ring * cell)) > 0) return false;
    }
  }
  return true;
}

/// Figures that look as though they had been typed in another unit.
void checkUnits(const Site& site, std::vector<Finding>& out) {
  const SensorParameters& s = *site.sensor;
  const auto say = [&](const std::string& text) {
    out.push_back({FindingLevel::Warning, "unit", site.id, site.name, text});
  };
  if (s.antennaHeight > 150 && !s.antennaIsMsl && site.kind != SiteKind::AirborneRadar) {
    say("antenna " + number(s.antennaHeight) + " m above ground: feet, or height above sea level?");
  }
  if (s.antennaIsMsl && site.kind == SiteKind::AirborneRadar && s.antennaHeight < 600) {
    say("an airborne antenna at " + number(s.antennaHeight) + " m: a flight level typed as metres?");
  }
  if (s.instrumentedRange < 2000) {
    say("range " + number(s.instrumentedRange) + " m: kilometres or nautical miles typed as metres?");
  } else if (s.instrumentedRange > 1'000e3) {
    say("range " + number(s.instrumentedRange / 1000) + " km: metres typed as kilometres?");
  }
  if (s.frequencyHz > 0 && s.frequencyHz < 1e6) {
    say("frequency " + number(s.frequencyHz) + " Hz: megahertz typed as hertz?");
  }
  if (s.frequencyHz > 3e11) say("frequency " + number(s.frequencyHz / 1e9) + " GHz is no radar's");
  if (s.usesRadarEquation()) {
    if (s.peakPowerW < 10) say("peak power " + number(s.peakPowerW, 2) + " W: kilowatts typed as watts?");
    if (s.peakPowerW > 1e9)
      say("peak power " + number(s.peakPowerW / 1e6) + " MW: watts typed as kilowatts?");
    if (s.pulseWidthS > 0.01)
      say("pulse width " + number(s.pulseWidthS, 3) + " s: microseconds typed as seconds?");
    if (s.gainDbi > 60) say("gain " + number(s.gainDbi) + " dBi: a power ratio instead of decibels?");
    if (s.targetRcs > 1000)
      say("cross-section " + number(s.targetRcs) + " m²: is that decibels or square feet?");
  }
}

}  // namespace

std::vector<PointSight> explainPoint(const Plan& plan, const TerrainPtr& terrain, LatLon point,
                                     double altitude, const LinkConditions& conditions,
                                     const PointTarget& target, std::stop_token stop) {
  std::vector<PointSight> out;
  const NetworkTopology topology(plan, examineLinks(plan, terrain, conditions, stop));
  for (const Site& site : plan.sites) {
    if (stop.stop_requested()) break;
    const std::optional<CoverageRequest> request = coverageRequest(site, conditions.k);
    if (!request) continue;
    double rcs = target.rcs;
    if (!(rcs > 0) && target.headingDeg && !request->sensor.rcsAspect.empty()) {
      // The line to the sensor, off the nose, at the target's end.
      const double away = geodesic(point, request->floor.site).azimuthFromDeg;
      rcs = request->sensor.rcsAt(*target.headingDeg - away);
    }
    out.push_back({site.id, site.name, explainSight(*request, terrain.get(), point, altitude, rcs),
                   topology.reaching({site.id})[0] != 0});
  }
  std::stable_sort(out.begin(), out.end(), [](const PointSight& a, const PointSight& b) {
    const bool seenA = a.sight && a.sight->seen();
    const bool seenB = b.sight && b.sight->seen();
    if (seenA != seenB) return seenA;
    if (a.sight.ok() != b.sight.ok()) return a.sight.ok();
    return a.sight.ok() && a.sight->groundRange < b.sight->groundRange;
  });
  return out;
}

std::vector<Finding> checkPlan(const Plan& plan, const TerrainPtr& terrain, const CheckOptions& options) {
  std::vector<Finding> out;
  std::map<std::string, int> names;
  for (std::size_t i = 0; i < plan.sites.size(); ++i) {
    const Site& site = plan.sites[i];
    if (++names[site.name] == 2) {
      out.push_back({FindingLevel::Note, "same-name", site.id, site.name, "another site has this name too"});
    }
    for (std::size_t j = 0; j < i; ++j) {
      const Site& other = plan.sites[j];
      if (std::abs(other.position.lat - site.position.lat) > 0.01) continue;
      const double apart = geodesic(site.position, other.position).distance;
      if (apart < kSamePlace) {
        out.push_back({FindingLevel::Warning, "same-place", site.id, site.name,
                       "stands " + number(apart) + " m from " + other.name});
      }
    }
    if (terrain && !isMoving(site.kind)) {
      const float ground = terrain->heightAt(site.position);
      if (std::isnan(ground)) {
        out.push_back({FindingLevel::Warning, "no-terrain", site.id, site.name,
                       "stands where the terrain is not known: its ground counts as 0 m"});
      } else if (ground <= 0 && isOpenWater(*terrain, site.position)) {
        out.push_back({FindingLevel::Warning, "under-water", site.id, site.name,
                       "stands at " + number(static_cast<double>(ground)) + " m: in the water?"});
      }
    }
    if (!site.sensor) continue;
    checkUnits(site, out);
    if (const std::optional<CoverageRequest> request = coverageRequest(site, options.conditions.k)) {
      if (const Status sound = checkFloorRequest(request->floor); !sound) {
        out.push_back({FindingLevel::Fault, "impossible", site.id, site.name, sound.error().what});
      } else if (const auto model = modelOf(*request, request->sensor.antennaHeight); !model) {
        out.push_back({FindingLevel::Fault, "impossible", site.id, site.name, model.error().what});
      }
    }
  }
  // Longitude and latitude swapped, or a sign lost, puts a site far from all others.
  if (plan.sites.size() >= 3) {
    for (const Site& site : plan.sites) {
      double nearest = 1e12;
      for (const Site& other : plan.sites) {
        if (&other != &site) nearest = std::min(nearest, geodesic(site.position, other.position).distance);
      }
      if (nearest > kFarAway) {
        out.push_back({FindingLevel::Warning, "far-away", site.id, site.name,
                       "is " + number(nearest / 1000) +
                           " km from every other site: latitude and longitude swapped, or a sign lost?"});
      }
    }
  }
  const std::vector<LinkReport> links = examineLinks(plan, terrain, options.conditions);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const LinkReport& link = links[i];
    const Site* from = plan.site(plan.links[i].from);
    const Site* to = plan.site(plan.links[i].to);
    const std::string name =
        (from ? from->name : plan.links[i].from) + " – " + (to ? to->name : plan.links[i].to);
    if (link.state == LinkState::Broken) {
      out.push_back(
          {FindingLevel::Fault, "link-broken", link.link, name, "one of its ends is not in the plan"});
    } else if (link.state == LinkState::Blocked) {
      out.push_back({FindingLevel::Fault, "link-blocked", link.link, name,
                     "terrain " + number(link.worstDistance / 1000, 1) + " km from " + from->name +
                         " takes " + number(link.terrainDb, 1) + " dB, the margin is " +
                         number(plan.links[i].marginDb, 1) + " dB"});
    } else if (link.state == LinkState::RainOut) {
      out.push_back({FindingLevel::Warning, "link-blocked", link.link, name,
                     "rain of " + number(options.conditions.rainRate) + " mm/h takes " +
                         number(link.rainDb, 1) + " dB, more than is left of the margin"});
    }
  }
  const NetworkTopology topology(plan, links);
  if (topology.hasCentres()) {
    for (const Site& site : plan.sites) {
      if (!site.sensor || !site.active || topology.reaching({site.id})[0] != 0) continue;
      out.push_back({FindingLevel::Fault, "unreachable", site.id, site.name,
                     "reaches no working control centre: what it sees counts for nobody"});
    }
  }
  for (const double detent : plan.altitudeDetents) {
    if (detent > 40'000) {
      out.push_back({FindingLevel::Warning, "unit", "altitudeDetents", plan.name,
                     "an altitude of " + number(detent) + " m: feet typed as metres?"});
    }
  }
  return out;
}

std::vector<Finding> checkCoverage(const Plan& plan, std::span<const NetworkSensor> sensors,
                                   const TerrainPtr& terrain, const CheckOptions& options,
                                   std::stop_token stop) {
  std::vector<Finding> out;
  const NetworkTopology topology(plan, examineLinks(plan, terrain, options.conditions, stop));
  std::vector<std::string> ids;
  for (const NetworkSensor& sensor : sensors) ids.push_back(sensor.site);
  const SensorSet counts = topology.reaching(ids);
  for (const Area& area : plan.areas) {
    if (area.kind == AreaKind::Exclusion || area.kind == AreaKind::Candidates) continue;
    const auto grid = NetworkGrid::overRing(area.ring, 10'000);
    if (!grid) {
      out.push_back({FindingLevel::Fault, "impossible", area.id, area.name, grid.error().what});
      continue;
    }
    const auto floors = NetworkFloors::make(*grid, sensors, terrain, stop);
    if (!floors) return out;
    std::vector<double> altitudes = options.altitudes;
    std::erase_if(altitudes, [&](double h) {
      return h < area.altitudeFrom || (area.altitudeTo > 0 && h > area.altitudeTo);
    });
    for (const double h : altitudes) {
      const GapReport gaps = findGaps(**floors, counts, {h, false}, 1, 2, stop);
      const double open = 1 - gaps.covered / gaps.total;
      if (gaps.gaps.empty() || open <= options.mostUncovered) continue;
      const Gap& worst = gaps.gaps.front();
      out.push_back({FindingLevel::Warning, "gap", area.id, area.name,
                     number(100 * open, 1) + " % are blind at " + number(h) + " m AMSL; the greatest of " +
                         std::to_string(gaps.gaps.size()) + " gaps has " + number(worst.area / 1e6) +
                         " km² and " +
                         (std::isinf(worst.closesAt) ? "closes at no altitude"
                                                     : "closes at " + number(worst.closesAt) + " m")});
    }
  }
  // Over everything they reach: who adds next to nothing to the others?
  const GeoBox box = reachOfSensors(sensors);
  if (sensors.size() < 2 || box.isEmpty() || options.altitudes.empty()) return out;
  const auto grid = NetworkGrid::overBox(box, 20'000);
  if (!grid) return out;
  const auto floors = NetworkFloors::make(*grid, sensors, terrain, stop);
  if (!floors) return out;
  std::vector<double> own(sensors.size(), 0), alone(sensors.size(), 0);
  for (const double h : options.altitudes) {
    const std::vector<std::uint8_t> seen = sensorCounts(**floors, {}, {h, false});
    for (std::size_t s = 0; s < sensors.size(); ++s) {
      for (std::size_t cell = 0; cell < seen.size(); ++cell) {
        if (!(*floors)->sensors()[s].sees(cell, (*floors)->codeAt(cell, {h, false}))) continue;
        own[s] += (*grid)->area(cell);
        if (seen[cell] == 1) alone[s] += (*grid)->area(cell);
      }
    }
  }
  for (std::size_t s = 0; s < sensors.size(); ++s) {
    const Site* site = plan.site(sensors[s].site);
    if (!site || !(own[s] > 0) || alone[s] > kNextToNothing * own[s]) continue;
    out.push_back(
        {FindingLevel::Note, "redundant", site->id, site->name,
         "of what it sees, others see all but " + number(100 * alone[s] / own[s], 1) + " % as well"});
  }
  return out;
}

}  // namespace sorami
