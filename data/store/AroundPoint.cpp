// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/AroundPoint.h"

#include "data/core/Units.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kEarth = 6'371'008.8;  // m, mean radius

/// Range and azimuth on the sphere: within 0.3 % of the ellipsoid, which no scope shows.
SeenFrom seenFrom(LatLon centre, double lat, double lon) {
  const double p0 = degToRad(centre.lat);
  const double p1 = degToRad(lat);
  const double dl = degToRad(lon - centre.lon);
  const double sinLat = std::sin((p1 - p0) / 2);
  const double sinLon = std::sin(dl / 2);
  const double h = sinLat * sinLat + std::cos(p0) * std::cos(p1) * sinLon * sinLon;
  const double azimuth = std::atan2(std::sin(dl) * std::cos(p1),
                                    std::cos(p0) * std::sin(p1) - std::sin(p0) * std::cos(p1) * std::cos(dl));
  SeenFrom seen;
  seen.range = static_cast<float>(2 * kEarth * std::asin(std::min(1.0, std::sqrt(h))));
  const double deg = radToDeg(azimuth);
  seen.azimuthDeg = static_cast<float>(deg < 0 ? deg + 360 : deg);
  return seen;
}

/// A box that holds the circle.
GeoBox boxAbout(LatLon centre, double range) {
  const double dLat = radToDeg(range / kEarth) * 1.01;
  GeoBox box;
  box.south = std::max(-90.0, centre.lat - dLat);
  box.north = std::min(90.0, centre.lat + dLat);
  const double most = std::max(std::abs(box.south), std::abs(box.north));
  const double dLon = most > 89 ? 180 : std::min(180.0, dLat / std::cos(degToRad(most)));
  if (dLon >= 179) {
    box.west = -180;
    box.east = 180;
  } else {
    box.west = wrapLongitude(centre.lon - dLon);
    box.east = wrapLongitude(centre.lon + dLon);
  }
  return box;
}

}  // namespace

AroundPoint aroundPoint(const StoreView& view, UtcTime t, LatLon centre, double range, Micros trail,
                        bool asKnown, std::stop_token stop) {
  AroundPoint around;
  around.time = t;
  around.centre = centre;
  around.range = range;
  if (!t.isValid() || !(range > 0)) return around;
  const auto infos = view.tracks();
  const auto add = [&](const TrackState& s) {
    if (s.track >= infos.size()) return;
    SeenFrom now = seenFrom(centre, s.position.lat, s.position.lon);
    if (static_cast<double>(now.range) > range) return;
    now.altitude = std::isfinite(s.baroAltitude) ? s.baroAltitude : s.geoAltitude;
    if (infos[s.track].isPlots) {
      now.age = static_cast<float>(static_cast<double>(t - s.lastSample) * 1e-6);
      around.plots.push_back(now);
      return;
    }
    TrackAround track;
    track.track = s.track;
    track.phase = s.phase;
    track.flags = s.flags;
    track.now = now;
    track.groundSpeed = s.groundSpeed;
    track.trackDeg = s.trackDeg;
    around.tracks.push_back(std::move(track));
  };
  const GeoBox box = boxAbout(centre, range);
  WindowState window;
  windowAt(view, t, box, trail, window, stop);
  if (asKnown) {
    std::vector<TrackState> states;
    stateAsKnownAt(view, t, states, stop);
    for (const TrackState& s : states) add(s);
  } else {
    for (const TrackState& s : window.states) add(s);
  }
  std::sort(around.tracks.begin(), around.tracks.end(),
            [](const TrackAround& a, const TrackAround& b) { return a.track < b.track; });
  const std::int64_t from = t.us - trail;
  for (const PathPiece& piece : window.paths.pieces) {
    if (stop.stop_requested()) return around;
    const auto found =
        std::lower_bound(around.tracks.begin(), around.tracks.end(), piece.track,
                         [](const TrackAround& a, TrackId wanted) { return a.track < wanted; });
    if (found == around.tracks.end() || found->track != piece.track || !piece.bucket) continue;
    const Bucket& b = *piece.bucket;
    for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
      if ((b.flags[i] & kOutlier) != 0 || b.time[i] > t.us || b.time[i] < from) continue;
      if (asKnown && receivedAt(b, i) > t.us) continue;
      SeenFrom seen = seenFrom(centre, b.lat[i] * 1e-7, b.lon[i] * 1e-7);
      if (static_cast<double>(seen.range) > range) continue;
      seen.altitude = std::isfinite(b.baroAltitude[i]) ? b.baroAltitude[i] : b.geoAltitude[i];
      seen.age = static_cast<float>(static_cast<double>(t.us - b.time[i]) * 1e-6);
      found->past.push_back(seen);
    }
  }
  return around;
}

}  // namespace sorami
