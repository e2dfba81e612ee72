// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/PlanCheck.h"

#include "data/core/Translate.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/network/Gaps.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace sorami {
namespace {

constexpr double kSamePlace = 50;     ///< m
constexpr double kFarAway = 3'000e3;  ///< m from the middle of the others
constexpr double kNextToNothing = 0.01;

QString number(double value, int digits = 0) {
  return QString::number(value, 'f', digits);
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
  const auto say = [&](const QString& text) {
    out.push_back({FindingLevel::Warning, "unit", site.id, site.name, text.toStdString()});
  };
  if (s.antennaHeight > 150 && !s.antennaIsMsl && site.kind != SiteKind::AirborneRadar) {
    say(tr("antenna %1 m above ground: feet, or height above sea level?").arg(number(s.antennaHeight)));
  }
  if (s.antennaIsMsl && site.kind == SiteKind::AirborneRadar && s.antennaHeight < 600) {
    say(tr("an airborne antenna at %1 m: a flight level typed as metres?").arg(number(s.antennaHeight)));
  }
  if (s.instrumentedRange < 2000) {
    say(tr("range %1 m: kilometres or nautical miles typed as metres?").arg(number(s.instrumentedRange)));
  } else if (s.instrumentedRange > 1'000e3) {
    say(tr("range %1 km: metres typed as kilometres?").arg(number(s.instrumentedRange / 1000)));
  }
  if (s.frequencyHz > 0 && s.frequencyHz < 1e6) {
    say(tr("frequency %1 Hz: megahertz typed as hertz?").arg(number(s.frequencyHz)));
  }
  if (s.frequencyHz > 3e11) say(tr("frequency %1 GHz is no radar's").arg(number(s.frequencyHz / 1e9)));
  if (s.usesRadarEquation()) {
    if (s.peakPowerW < 10) say(tr("peak power %1 W: kilowatts typed as watts?").arg(number(s.peakPowerW, 2)));
    if (s.peakPowerW > 1e9)
      say(tr("peak power %1 MW: watts typed as kilowatts?").arg(number(s.peakPowerW / 1e6)));
    if (s.pulseWidthS > 0.01)
      say(tr("pulse width %1 s: microseconds typed as seconds?").arg(number(s.pulseWidthS, 3)));
    if (s.gainDbi > 60) say(tr("gain %1 dBi: a power ratio instead of decibels?").arg(number(s.gainDbi)));
    if (s.targetRcs > 1000)
      say(tr("cross-section %1 m²: is that decibels or square feet?").arg(number(s.targetRcs)));
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
      out.push_back({FindingLevel::Note, "same-name", site.id, site.name,
                     tr("another site has this name too").toStdString()});
    }
    for (std::size_t j = 0; j < i; ++j) {
      const Site& other = plan.sites[j];
      if (std::abs(other.position.lat - site.position.lat) > 0.01) continue;
      const double apart = geodesic(site.position, other.position).distance;
      if (apart < kSamePlace) {
        out.push_back(
            {FindingLevel::Warning, "same-place", site.id, site.name,
             tr("stands %1 m from %2").arg(number(apart), QString::fromStdString(other.name)).toStdString()});
      }
    }
    if (terrain && !isMoving(site.kind)) {
      const float ground = terrain->heightAt(site.position);
      if (std::isnan(ground)) {
        out.push_back({FindingLevel::Warning, "no-terrain", site.id, site.name,
                       tr("stands where the terrain is not known: its ground counts as 0 m").toStdString()});
      } else if (ground <= 0 && isOpenWater(*terrain, site.position)) {
        out.push_back(
            {FindingLevel::Warning, "under-water", site.id, site.name,
             tr("stands at %1 m: in the water?").arg(number(static_cast<double>(ground))).toStdString()});
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
                       tr("is %1 km from every other site: latitude and longitude swapped, or a sign lost?")
                           .arg(number(nearest / 1000))
                           .toStdString()});
      }
    }
  }
  const std::vector<LinkReport> links = examineLinks(plan, terrain, options.conditions);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const LinkReport& link = links[i];
    const bool isBroken = link.state == LinkState::Broken;
    if (!isBroken && link.state != LinkState::Blocked && link.state != LinkState::RainOut) continue;
    const Site* from = plan.site(plan.links[i].from);
    const Site* to = plan.site(plan.links[i].to);
    const std::string name =
        (from ? from->name : plan.links[i].from) + " – " + (to ? to->name : plan.links[i].to);
    out.push_back({link.state == LinkState::RainOut ? FindingLevel::Warning : FindingLevel::Fault,
                   isBroken ? "link-broken" : "link-blocked", link.link, name,
                   linkNote(plan, plan.links[i], link, options.conditions).toStdString()});
  }
  const NetworkTopology topology(plan, links);
  if (topology.hasCentres()) {
    for (const Site& site : plan.sites) {
      if (!site.sensor || !site.active || topology.reaching({site.id})[0] != 0) continue;
      out.push_back({FindingLevel::Fault, "unreachable", site.id, site.name,
                     tr("reaches no working control centre: what it sees counts for nobody").toStdString()});
    }
  }
  for (const double detent : plan.altitudeDetents) {
    if (detent > 40'000) {
      out.push_back({FindingLevel::Warning, "unit", "altitudeDetents", plan.name,
                     tr("an altitude of %1 m: feet typed as metres?").arg(number(detent)).toStdString()});
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
      const QString closes = std::isinf(worst.closesAt) ? tr("closes at no altitude")
                                                        : tr("closes at %1 m").arg(number(worst.closesAt));
      const QString text = tr("%1 % are blind at %2 m AMSL; the greatest of %n gaps has %3 km² and %4",
                              nullptr, static_cast<int>(gaps.gaps.size()))
                               .arg(number(100 * open, 1), number(h), number(worst.area / 1e6), closes);
      out.push_back({FindingLevel::Warning, "gap", area.id, area.name, text.toStdString()});
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
    out.push_back({FindingLevel::Note, "redundant", site->id, site->name,
                   tr("of what it sees, others see all but %1 % as well")
                       .arg(number(100 * alone[s] / own[s], 1))
                       .toStdString()});
  }
  return out;
}

}  // namespace sorami
