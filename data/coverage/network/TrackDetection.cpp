// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/TrackDetection.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/coverage/SitePlane.h"
#include "data/coverage/detection/DetectedFloor.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Motion.h"
#include "data/store/Queries.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kSecondsToMicros = 1e6;

LatLon between(LatLon a, LatLon b, double f) {
  return {a.lat + (b.lat - a.lat) * f, wrapLongitude(a.lon + wrapLongitude(b.lon - a.lon) * f)};
}

/// The spans in which `seen` holds.
std::vector<FlightSpan> spansOf(const std::vector<FlightPoint>& points, const std::vector<std::uint8_t>& seen,
                                bool wanted, std::size_t first = 0) {
  std::vector<FlightSpan> out;
  bool open = false;
  for (std::size_t i = first; i < points.size(); ++i) {
    const bool is = (seen[i] != 0) == wanted;
    if (is && !open) out.push_back({points[i].time, points[i].time});
    if (is || open) out.back().end = points[i].time;
    open = is;
  }
  return out;
}

/// Which points from `begin` to `end` a field's sensor sees: 1 in `seen`.
void look(const CoverageField& field, const std::vector<FlightPoint>& points, std::size_t begin,
          std::size_t end, std::vector<std::uint8_t>& seen) {
  const SitePlane plane(field.request().site);
  const std::size_t n = end - begin;
  std::vector<float> east(n), north(n), floor(n), ceiling(n);
  for (std::size_t i = 0; i < n; ++i) {
    const MapPoint p = plane.of(earthCentred(points[begin + i].position));
    east[i] = static_cast<float>(p.x);
    north[i] = static_cast<float>(p.y);
  }
  const auto* detected = dynamic_cast<const DetectedFloor*>(&field);
  if (detected == nullptr || detected->model()->sensor().rcsAspect.empty() ||
      !detected->model()->sensor().usesRadarEquation()) {
    field.bandsAtLocal(east, north, floor, ceiling);
    for (std::size_t i = 0; i < n; ++i) {
      const double h = points[begin + i].altitude;
      if (!(static_cast<double>(floor[i]) <= h)) continue;
      if (field.hasCeiling() && h > static_cast<double>(ceiling[i])) continue;
      seen[begin + i] = 1;
    }
    return;
  }
  const DetectionModel& model = *detected->model();
  detected->linesOfSight(east, north, floor);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t at = begin + i;
    const double h = points[at].altitude;
    if (!(static_cast<double>(floor[i]) <= h)) continue;
    // It flies from this point to the next, at the end as it came.
    const std::size_t from = at + 1 < points.size() ? at : at > 0 ? at - 1 : at;
    const std::size_t to = std::min(from + 1, points.size() - 1);
    const double heading = degToRad(geodesic(points[from].position, points[to].position).azimuthFromDeg);
    const double azimuth = std::atan2(static_cast<double>(east[i]), static_cast<double>(north[i]));
    const double ground = std::hypot(static_cast<double>(east[i]), static_cast<double>(north[i]));
    if (detected->pdInView(azimuth, ground, h, model.rcsToward(azimuth, heading)) >=
        model.sensor().requiredPd)
      seen[at] = 1;
  }
}

/// Points during which a moving sensor stays near enough to one place.
struct Stay {
  std::size_t begin = 0;
  std::size_t middle = 0;
  std::size_t end = 0;
};

std::vector<Stay> staysOf(const Site& site, const std::vector<FlightPoint>& points,
                          const SensorMotion& motion) {
  // Half of it either way.
  const double allowed = 0.01 * site.sensor->instrumentedRange;
  std::vector<Stay> out;
  LatLon from;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const LatLon at = siteAt(site, UtcTime{points[i].time}, motion.store).position;
    if (out.empty() || geodesic(from, at).distance > allowed) {
      out.push_back({i, i, i + 1});
      from = at;
    }
    out.back().end = i + 1;
    out.back().middle = (out.back().begin + i) / 2;
  }
  return out;
}

/// A stretch of time in which nothing goes out of service or comes back, and which sensors reach a centre.
struct Connected {
  Micros until = 0;
  SensorSet reaches;
};

std::vector<Connected> connectionsOf(std::span<const NetworkSensor> sensors, const SensorMotion& motion,
                                     Micros begin, Micros end, std::stop_token stop) {
  const Plan& plan = *motion.plan;
  std::vector<Micros> turns{end};
  const auto note = [&](const std::vector<Outage>& outages) {
    for (const Outage& o : outages) {
      for (const Micros t : {o.from, o.until}) {
        if (t > begin && t < end) turns.push_back(t);
      }
    }
  };
  for (const Site& site : plan.sites) note(site.outages);
  for (const Link& link : plan.links) note(link.outages);
  std::sort(turns.begin(), turns.end());
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
  std::vector<std::string> ids;
  for (const NetworkSensor& sensor : sensors) ids.push_back(sensor.site);
  std::vector<LinkReport> links = examineLinks(plan, motion.terrain, motion.conditions, stop);
  std::vector<Connected> out;
  for (const Micros turn : turns) {
    if (stop.stop_requested()) break;
    const Plan then = servingAt(plan, UtcTime{out.empty() ? begin : out.back().until});
    applySwitches(then, links);
    out.push_back({turn, NetworkTopology(then, links).reaching(ids)});
  }
  return out;
}

}  // namespace

Flight flightOf(const Threat& threat, double stepS) {
  Flight flight;
  flight.name = threat.name;
  flight.note = tr("notional threat").toStdString();
  const TimeRange times = timesOf(threat);
  if (!times.isValid() || times.length() <= 0) return flight;
  const double duration = static_cast<double>(times.length()) / kSecondsToMicros;
  const int steps = std::clamp(static_cast<int>(std::ceil(duration / std::max(stepS, 0.1))), 2, 20'000);
  for (int i = 0; i <= steps; ++i) {
    const UtcTime time = times.begin + times.length() / steps * i;
    const std::optional<Whereabouts> at = threatAt(threat, i == steps ? times.end : time);
    if (at) flight.points.push_back({(i == steps ? times.end : time).us, at->position, at->altitude});
  }
  return flight;
}

Flight flightOf(const StoreView& store, TrackId track) {
  Flight flight;
  if (track >= store.tracks().size()) return flight;
  const TrackInfo& info = store.tracks()[track];
  flight.name = info.displayName();
  std::size_t barometric = 0;
  std::size_t ellipsoidal = 0;
  std::size_t none = 0;
  for (const Sample& sample : history(store, track, {info.first, info.last + Micros{1}})) {
    if ((sample.flags & kOutlier) != 0) continue;
    FlightPoint p;
    p.time = sample.time.us;
    p.position = {sample.lat, sample.lon};
    p.altitude = static_cast<double>(sample.geoAltitude);
    if (std::isnan(p.altitude)) {
      p.altitude = static_cast<double>(sample.baroAltitude);
      ++(std::isnan(p.altitude) ? none : barometric);
    } else if ((sample.flags & kGeoIsMsl) == 0) {
      ++ellipsoidal;
    }
    if ((sample.flags & kOnGround) != 0 && std::isnan(p.altitude)) p.altitude = 0;
    flight.points.push_back(p);
  }
  const auto add = [&](std::size_t n, const QString& text) {
    if (n == 0) return;
    if (!flight.note.empty()) flight.note += "; ";
    flight.note += text.toStdString();
  };
  add(barometric, tr("barometric altitude taken as height above sea level"));
  add(ellipsoidal, tr("height above the ellipsoid taken as height above sea level"));
  add(none, tr("points without an altitude count as not seen"));
  return flight;
}

TrackDetection detectAlong(const Flight& flight, std::span<const NetworkSensor> sensors,
                           const SensorSet& counts, std::optional<LatLon> place, double stepS,
                           std::stop_token stop, const SensorMotion& motion) {
  TrackDetection out;
  out.sensors.resize(sensors.size());
  for (std::size_t s = 0; s < sensors.size(); ++s) out.sensors[s].site = sensors[s].site;
  if (flight.points.empty()) return out;
  out.begin = flight.points.front().time;
  out.end = flight.points.back().time;
  const double duration = static_cast<double>(out.end - out.begin) / kSecondsToMicros;
  const double step = stepS > 0 ? stepS : std::max(0.5, duration / 3000);

  // Points of the flight and as many between as the step asks for.
  std::vector<FlightPoint> points;
  for (std::size_t i = 0; i < flight.points.size(); ++i) {
    const FlightPoint& a = flight.points[i];
    points.push_back(a);
    if (i + 1 == flight.points.size()) break;
    const FlightPoint& b = flight.points[i + 1];
    const double apart = static_cast<double>(b.time - a.time) / kSecondsToMicros;
    const int more = std::clamp(static_cast<int>(std::ceil(apart / step)), 1, 5000);
    for (int j = 1; j < more; ++j) {
      const double f = static_cast<double>(j) / more;
      points.push_back({a.time + static_cast<Micros>(std::llround(f * static_cast<double>(b.time - a.time))),
                        between(a.position, b.position, f), a.altitude + (b.altitude - a.altitude) * f});
    }
  }

  std::vector<int> number(points.size(), 0);
  std::vector<Connected> connected;
  if (motion.plan && motion.connectedOnly) {
    connected = connectionsOf(sensors, motion, out.begin, out.end, stop);
  }
  for (std::size_t s = 0; s < sensors.size() && !stop.stop_requested(); ++s) {
    if (!sensors[s].field) continue;
    std::vector<std::uint8_t> seen(points.size(), 0);
    const Site* site = motion.plan ? motion.plan->site(sensors[s].site) : nullptr;
    LatLon stands = sensors[s].field->request().site;
    const auto first = [&] {
      return static_cast<std::size_t>(std::find(seen.begin(), seen.end(), std::uint8_t{1}) - seen.begin());
    };
    if (site && isMoving(*site)) {
      for (const Stay& stay : staysOf(*site, points, motion)) {
        if (stop.stop_requested()) break;
        const auto request =
            coverageRequest(*site, motion.k, UtcTime{points[stay.middle].time}, motion.store);
        if (!request) continue;
        const auto field = computeCoverage(*request, motion.terrain, FloorQuality::Preview, stop);
        if (!field) continue;
        const bool before = first() < stay.begin;
        look(**field, points, stay.begin, stay.end, seen);
        if (!before && first() < stay.end) stands = request->floor.site;
      }
    } else {
      look(*sensors[s].field, points, 0, points.size(), seen);
    }
    for (std::size_t i = 0; site && !site->outages.empty() && i < points.size(); ++i) {
      if (!isInService(*site, UtcTime{points[i].time})) seen[i] = 0;
    }
    std::size_t times = 0;
    std::size_t span = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      times += seen[i];
      while (span < connected.size() && points[i].time >= connected[span].until) ++span;
      const bool reaches = span >= connected.size() || connected[span].reaches[s] != 0;
      if (reaches && (counts.empty() || counts[s] != 0)) number[i] += seen[i];
    }
    SensorContact& contact = out.sensors[s];
    contact.seen = spansOf(points, seen, true);
    contact.share = static_cast<double>(times) / static_cast<double>(points.size());
    if (const std::size_t at = first(); at < points.size()) {
      contact.firstAt = points[at].position;
      contact.firstRange = geodesic(stands, contact.firstAt).distance;
    }
  }

  std::vector<std::uint8_t> any(points.size());
  std::size_t times = 0;
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    any[i] = number[i] > 0 ? 1 : 0;
    times += any[i];
    unknown += std::isnan(points[i].altitude) ? 1 : 0;
    out.counts.push_back({points[i], number[i]});
  }
  out.share = static_cast<double>(times) / static_cast<double>(points.size());
  out.unknownShare = static_cast<double>(unknown) / static_cast<double>(points.size());
  out.seen = spansOf(points, any, true);
  const auto first = std::find(any.begin(), any.end(), std::uint8_t{1});
  if (first != any.end()) {
    const auto at = static_cast<std::size_t>(first - any.begin());
    out.first = points[at];
    out.gaps = spansOf(points, any, false, at);
  }
  if (place) {
    TrackDetection::Warning warning;
    warning.nearest = -1;
    for (const FlightPoint& p : points) {
      const double away = geodesic(p.position, *place).distance;
      if (warning.nearest < 0 || away < warning.nearest) {
        warning.nearest = away;
        warning.arrival = p.time;
      }
    }
    if (out.first && out.first->time <= warning.arrival) {
      warning.seconds = static_cast<double>(warning.arrival - out.first->time) / kSecondsToMicros;
    }
    out.warning = warning;
  }
  return out;
}

}  // namespace sorami
