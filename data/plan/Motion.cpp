// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Motion.h"

#include "data/geo/Geodesic.h"
#include "data/store/Separation.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

double altitudeAt(const Threat& t, double part) {
  const double edge = std::min(part, 1 - part);  // 0 at both ends, 0.5 in the middle
  switch (t.kind) {
    case ThreatKind::Aircraft:
      return t.altitude * std::clamp(edge / 0.1, 0.0, 1.0);
    case ThreatKind::Cruise:
      return t.altitude;
    case ThreatKind::Ballistic:
      return t.altitude * 4 * part * (1 - part);
    case ThreatKind::Glide: {
      const double rise = std::clamp(edge / 0.125, 0.0, 1.0);
      return t.altitude * rise * (2 - rise);
    }
  }
  return t.altitude;
}

}  // namespace

Whereabouts siteAt(const Site& site, UtcTime time) {
  if (site.route.empty() || !time.isValid()) return {site.position, 0, 0, 0};
  const auto next =
      std::find_if(site.route.begin(), site.route.end(), [&](const Waypoint& w) { return w.time > time.us; });
  if (next == site.route.begin()) return {next->position, next->altitude, 0, 0};
  const Waypoint& from = *(next - 1);
  if (next == site.route.end()) return {from.position, from.altitude, 0, 0};
  const double part = static_cast<double>(time.us - from.time) / static_cast<double>(next->time - from.time);
  const GeodesicLine leg = geodesic(from.position, next->position);
  const double seconds = static_cast<double>(next->time - from.time) * 1e-6;
  return {geodesicPoint(from.position, leg.azimuthFromDeg, leg.distance * part),
          from.altitude + (next->altitude - from.altitude) * part, leg.azimuthFromDeg,
          leg.distance / seconds};
}

Whereabouts siteAt(const Site& site, UtcTime time, const StoreView* store) {
  if (site.track.empty() || store == nullptr || !time.isValid()) return siteAt(site, time);
  for (const TrackInfo& track : store->tracks()) {
    if (track.isPlots || time < track.first || track.displayName() != site.track) continue;
    const auto state = trackAt(*store, track.id, time);
    if (!state) continue;
    const auto known = [](float value) { return std::isfinite(value) ? static_cast<double>(value) : 0.0; };
    const float height = std::isnan(state->geoAltitude) ? state->baroAltitude : state->geoAltitude;
    return {state->position, known(height), known(state->trackDeg), known(state->groundSpeed)};
  }
  return siteAt(site, time);
}

bool isMoving(const Site& site) {
  return !site.route.empty() || !site.track.empty();
}

bool isInService(const Site& site, UtcTime time) {
  return site.active && !outageAt(site.outages, time);
}

bool isInService(const Link& link, UtcTime time) {
  return link.active && !outageAt(link.outages, time);
}

const Outage* outageAt(const std::vector<Outage>& outages, UtcTime time) {
  if (!time.isValid()) return nullptr;
  const auto found = std::find_if(outages.begin(), outages.end(),
                                  [time](const Outage& outage) { return outage.contains(time); });
  return found == outages.end() ? nullptr : &*found;
}

Plan servingAt(Plan plan, UtcTime time) {
  for (Site& site : plan.sites) site.active = isInService(site, time);
  for (Link& link : plan.links) link.active = isInService(link, time);
  return plan;
}

Site standingAt(const Site& site, UtcTime time, const StoreView* store) {
  Site out = site;
  out.active = isInService(site, time);
  if (!isMoving(site)) return out;
  const Whereabouts at = siteAt(site, time, store);
  out.position = at.position;
  // A ship's mast keeps its height; what flies is as high as it flies.
  if (out.sensor && out.sensor->antennaIsMsl && at.altitude > 0) out.sensor->antennaHeight = at.altitude;
  return out;
}

Plan standingAt(const Plan& plan, UtcTime time, const StoreView* store) {
  Plan out = plan;
  for (Site& site : out.sites) site = standingAt(site, time, store);
  for (Link& link : out.links) link.active = isInService(link, time);
  return out;
}

double lengthOf(const Threat& threat) {
  double length = 0;
  for (std::size_t i = 1; i < threat.path.size(); ++i) {
    length += geodesic(threat.path[i - 1], threat.path[i]).distance;
  }
  return length;
}

TimeRange timesOf(const Threat& threat) {
  const UtcTime begin{threat.launchTime};
  return {begin, begin + static_cast<Micros>(lengthOf(threat) / std::max(threat.speed, 1.0) * 1e6)};
}

std::optional<Whereabouts> threatAt(const Threat& threat, UtcTime time) {
  const TimeRange times = timesOf(threat);
  if (threat.path.size() < 2 || !times.contains(time) || times.length() == 0) return std::nullopt;
  const double part = static_cast<double>(time - times.begin) / static_cast<double>(times.length());
  double left = lengthOf(threat) * part;
  for (std::size_t i = 1; i < threat.path.size(); ++i) {
    const GeodesicLine leg = geodesic(threat.path[i - 1], threat.path[i]);
    if (left > leg.distance && i + 1 < threat.path.size()) {
      left -= leg.distance;
      continue;
    }
    return Whereabouts{geodesicPoint(threat.path[i - 1], leg.azimuthFromDeg, std::min(left, leg.distance)),
                       altitudeAt(threat, part), leg.azimuthFromDeg, threat.speed};
  }
  return std::nullopt;
}

}  // namespace sorami
