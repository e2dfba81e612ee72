// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/Explain.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/TerrainProfile.h"
#include "data/coverage/physics/Refraction.h"
#include "data/geo/Earth.h"
#include "data/geo/Geodesic.h"

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace sorami {
namespace {

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
constexpr double kEndless = std::numeric_limits<double>::infinity();
/// Unknown ground may rise from the last known post by 45 degrees, to this (as the visibility floor has it).
constexpr double kHighestGround = 9000;
/// Ground up to here counts as the sea's level: what it hides is hidden by the earth's bulge.
constexpr double kSeaGround = 1;

/// Rising distances along the ray: an eighth of a post close in, where small errors are magnified, half a
/// post farther out.
std::vector<double> samplesTo(double range, double cell) {
  std::vector<double> out;
  double at = cell / 8;
  while (at < range) {
    out.push_back(at);
    at += at < 200 * cell ? cell / 8 : cell / 2;
  }
  return out;
}

QString km(double metres) {
  return tr("%1 km").arg(metres / 1000, 0, 'f', metres < 9'950 ? 2 : 1);
}

QString m(double metres) {
  return tr("%1 m").arg(std::round(metres), 0, 'f', 0);
}

QString db(double v) {
  return tr("%1 dB").arg(v, 0, 'f', 1);
}

QString deg(double v) {
  return tr("%1°").arg(v, 0, 'f', 1);
}

/// What lies between the sensor and the point.
struct Along {
  double floor = 0;  ///< m AMSL visible at the point's place, terrain known or not
  double ground = 0;
  double obstacleRange = kNotKnown;
  double obstacleHeight = kNotKnown;
  bool unknown = false;  ///< unknown ground could reach into the line to the point
  bool smooth = true;
};

Along look(const Terrain* terrain, const FloorRequest& r, double azimuthDeg, double range, double radius,
           double antenna, double altitude) {
  Along out;
  const double cell = terrain != nullptr ? terrain->finestCell(r.site, std::max(1.0, range)) : 0;
  out.smooth = !(cell > 0);
  // Over the sea the bulge is smooth: half a kilometre is fine enough.
  const std::vector<double> at = samplesTo(range, out.smooth ? 1000.0 : cell);
  std::vector<LatLon> places(at.size() + 1);
  const auto line = GeographicLib::Geodesic::WGS84().Line(r.site.lat, r.site.lon, azimuthDeg);
  for (std::size_t i = 0; i < at.size(); ++i) line.Position(at[i], places[i].lat, places[i].lon);
  line.Position(range, places.back().lat, places.back().lon);
  std::vector<float> heights(places.size(), 0.0F);
  if (!out.smooth) terrain->heightsAt(places, heights);
  out.ground = static_cast<double>(heights.back());

  const auto slopeTo = [&](double s, double h) {
    const double phi = s / radius;
    const double half = std::sin(phi / 2);
    const double drop = 2 * radius * half * half;
    return (h * std::cos(phi) - drop - antenna) / ((radius + h) * std::sin(phi));
  };
  const double wanted = range > 0 ? slopeTo(range, altitude) : kEndless;
  double steepest = -kEndless;
  double lastHeight = antenna - (r.antennaIsMsl ? 0 : r.antennaHeight);
  double lastAt = 0;
  double maybe = -kEndless;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const auto h = static_cast<double>(heights[i]);
    if (std::isnan(h)) {
      maybe = std::max(maybe, slopeTo(at[i], std::min(kHighestGround, lastHeight + at[i] - lastAt)));
      continue;
    }
    lastHeight = h;
    lastAt = at[i];
    const double slope = slopeTo(at[i], h);
    if (slope > steepest) {
      steepest = slope;
      out.obstacleRange = at[i];
      out.obstacleHeight = h;
    }
  }
  out.unknown = maybe > wanted && !(steepest > wanted);
  const double phi = range / radius;
  const double half = std::sin(phi / 2);
  const double below = std::cos(phi) - std::max(steepest, -100.0) * std::sin(phi);
  out.floor =
      below > 0
          ? (antenna + 2 * radius * half * half + std::max(steepest, -100.0) * radius * std::sin(phi)) / below
          : kEndless;
  if (!std::isnan(out.ground)) out.floor = std::max(out.floor, out.ground);
  return out;
}

QString sentence(const Sight& s, const SensorParameters& sensor) {
  switch (s.verdict) {
    case SightVerdict::Seen: {
      const bool hasMargin = std::isfinite(s.marginAltitude);
      if (!std::isfinite(s.detection.snrDb)) {
        return hasMargin ? tr("seen; %1 above the lowest altitude seen").arg(m(s.marginAltitude))
                         : tr("seen");
      }
      const QString spare = db(s.detection.marginDb());
      return hasMargin
                 ? tr("seen; %1 above the lowest altitude seen, %2 to spare").arg(m(s.marginAltitude), spare)
                 : tr("seen, %1 to spare").arg(spare);
    }
    case SightVerdict::OutOfRange:
      return tr("out of range: %1 away, instrumented range %2")
          .arg(km(s.slantRange), km(sensor.instrumentedRange));
    case SightVerdict::BelowMinimumRange:
      return tr("nearer than the minimum range: %1 away, minimum %2")
          .arg(km(s.slantRange), km(sensor.minimumRange));
    case SightVerdict::OutsideSector:
      return tr("outside the sector: azimuth %1, sector %2 to %3")
          .arg(deg(s.azimuthDeg), deg(azimuthOf(sensor.sectorCentreDeg - sensor.sectorWidthDeg / 2)),
               deg(azimuthOf(sensor.sectorCentreDeg + sensor.sectorWidthDeg / 2)));
    case SightVerdict::Blanked:
      return tr("blanked: azimuth %1 lies in a blanked span").arg(deg(s.azimuthDeg));
    case SightVerdict::BelowGround:
      return tr("below ground: the terrain there is %1 AMSL").arg(m(s.groundAtPoint));
    case SightVerdict::TerrainUnknown:
      return tr("the terrain on the way is not known, and could hide it");
    case SightVerdict::BelowHorizon:
      return tr("below the horizon, %1 out; %2 too low").arg(km(s.obstacleRange), m(-s.marginAltitude));
    case SightVerdict::Masked:
      return std::isfinite(s.marginAltitude)
                 ? tr("masked by terrain %1 out (%2 AMSL); %3 too low")
                       .arg(km(s.obstacleRange), m(s.obstacleHeight), m(-s.marginAltitude))
                 : tr("masked by terrain %1 out (%2 AMSL); no altitude is seen here")
                       .arg(km(s.obstacleRange), m(s.obstacleHeight));
    case SightVerdict::BelowBeam:
      return tr("below the beam: elevation %1, lowest %2")
          .arg(deg(s.elevationDeg), deg(sensor.elevationMinDeg));
    case SightVerdict::AboveBeam:
      return tr("above the beam: elevation %1, highest %2")
          .arg(deg(s.elevationDeg), deg(sensor.elevationMaxDeg));
    case SightVerdict::PdTooLow: {
      const QString missing = db(-s.detection.marginDb());
      if (!sensor.usesRadarEquation()) return tr("signal too weak: %1 missing").arg(missing);
      return tr("signal too weak: Pd %1, %2 required; %3 missing")
          .arg(s.detection.pd, 0, 'f', 2)
          .arg(sensor.requiredPd, 0, 'f', 2)
          .arg(missing);
    }
  }
  return {};
}

}  // namespace

std::string_view verdictName(SightVerdict verdict) {
  constexpr std::array<std::string_view, 12> kNames = {
      "seen",    "out-of-range", "below-minimum-range", "outside-sector",
      "blanked", "below-ground", "terrain-unknown",     "below-horizon",
      "masked",  "below-beam",   "above-beam",          "pd-too-low"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Result<Sight> explainSight(const CoverageRequest& request, const Terrain* terrain, LatLon point,
                           double altitude, double rcs) {
  const FloorRequest& r = request.floor;
  const SensorParameters& sensor = request.sensor;
  if (const Status status = checkFloorRequest(r); !status) return status.error();
  if (!(std::abs(point.lat) <= 90 && std::abs(point.lon) <= 360 && std::isfinite(altitude)))
    return Error{"the point is no place on the earth", "", "give degrees and metres AMSL"};
  Sight out;
  const GeodesicLine line = geodesic(r.site, point);
  out.azimuthDeg = line.azimuthFromDeg;
  out.groundRange = line.distance;
  double siteGround = 0;
  if (terrain != nullptr) {
    const auto height = static_cast<double>(terrain->heightAt(r.site));
    if (std::isfinite(height)) siteGround = height;
  }
  out.antennaMsl = r.antennaHeight + (r.antennaIsMsl ? 0 : siteGround);

  Environment environment;
  environment.k = r.k;
  environment.earthRadius = eulerRadius(r.site.lat, line.azimuthFromDeg);
  const double radius = r.k * environment.earthRadius;
  const auto model = DetectionModel::make(sensor, environment, out.antennaMsl);
  if (!model) return model.error();

  const double half = std::sin(out.groundRange / radius / 2);
  const double rise = altitude - out.antennaMsl;
  out.slantRange = std::sqrt(rise * rise + 4 * (radius + out.antennaMsl) * (radius + altitude) * half * half);
  const double elevation = out.groundRange > 0.01
                               ? physics::elevationTo(out.antennaMsl, altitude, out.groundRange, radius)
                               : std::copysign(degToRad(90), rise);
  out.elevationDeg = radToDeg(elevation);

  const double within = std::min(out.groundRange, 1.6e6);
  const Along along = look(terrain, r, line.azimuthFromDeg, within, radius, out.antennaMsl, altitude);
  out.smoothEarth = along.smooth;
  out.groundAtPoint = along.ground;
  out.obstacleRange = along.obstacleRange;
  out.obstacleHeight = along.obstacleHeight;
  if (std::isfinite(along.obstacleRange) && elevation < 1.5) {
    out.clearance =
        rayAltitude(out.antennaMsl, elevation, along.obstacleRange, radius) - along.obstacleHeight;
  }
  const double azimuth = degToRad(line.azimuthFromDeg);
  const DetectionModel::Band band = (*model)->bandAt(azimuth, out.groundRange);
  out.lowest = band.isEmpty() ? kEndless : std::max(along.floor, band.lowest);
  if (along.unknown) out.lowest = kNotKnown;
  out.highest = band.isEmpty() ? -kEndless : band.highest;
  if (out.lowest > out.highest) out.lowest = kEndless;
  out.detection = (*model)->at(elevation, azimuth, std::max(1.0, out.slantRange), rcs);

  const bool below = altitude < along.floor;
  double ways = 2;
  if (sensor.principle == SensorPrinciple::Secondary || sensor.principle == SensorPrinciple::Passive)
    ways = 1;
  bool bent = false;  // over the obstacle by diffraction
  if (sensor.diffraction && (*model)->hasBudget() && out.groundRange > 100 && !along.unknown) {
    const TerrainProfile profile = terrainProfile(terrain, r.site, point, 3000);
    const SightLine sight = sightLine(profile, out.antennaMsl, altitude, sensor.frequencyHz, radius);
    if (std::isfinite(sight.diffractionDb)) {
      out.diffractionDb = ways * sight.diffractionDb;
      out.detection.snrDb -= out.diffractionDb;
      out.detection.pd = (*model)->pdOf(out.detection.snrDb);
      bent = below && out.detection.marginDb() >= 0;
    }
  }

  // Visibility, or else detection, says how much is missing.
  const auto needs = [&](double lowest) { out.marginAltitude = altitude - lowest; };
  needs(out.lowest);
  const bool sector = sensor.sectorWidthDeg >= 360 ||
                      std::abs(azimuthOf(out.azimuthDeg - sensor.sectorCentreDeg + 180) - 180) <=
                          sensor.sectorWidthDeg / 2 + 1e-9;
  const bool blanked = std::any_of(sensor.blanked.begin(), sensor.blanked.end(), [&](const AzimuthSpan& s) {
    return azimuthOf(out.azimuthDeg - s.fromDeg) <= azimuthOf(s.toDeg - s.fromDeg);
  });
  const auto verdict = [&] {
    if (out.slantRange > sensor.instrumentedRange) return SightVerdict::OutOfRange;
    if (out.slantRange < sensor.minimumRange) return SightVerdict::BelowMinimumRange;
    if (!sector) return SightVerdict::OutsideSector;
    if (blanked) return SightVerdict::Blanked;
    if (altitude < out.groundAtPoint) return SightVerdict::BelowGround;
    if (along.unknown) return SightVerdict::TerrainUnknown;
    if (below && !bent) {
      needs(along.floor);
      return out.obstacleHeight <= kSeaGround ? SightVerdict::BelowHorizon : SightVerdict::Masked;
    }
    if (out.elevationDeg < sensor.elevationMinDeg) return SightVerdict::BelowBeam;
    if (out.elevationDeg > sensor.elevationMaxDeg) return SightVerdict::AboveBeam;
    if (out.detection.marginDb() < 0) return SightVerdict::PdTooLow;
    return SightVerdict::Seen;
  };
  out.verdict = verdict();
  if (!std::isfinite(out.marginAltitude)) out.marginAltitude = kNotKnown;
  out.text = sentence(out, sensor).toStdString();
  return out;
}

}  // namespace sorami
