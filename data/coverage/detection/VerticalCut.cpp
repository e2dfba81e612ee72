// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/VerticalCut.h"

#include "data/core/Units.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/physics/Refraction.h"
#include "data/geo/Earth.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sorami {
namespace {

constexpr int kSamples = 4000;
/// Terrain that lifts the horizon by less than this is left out of the contours, rad.
constexpr double kLeastStep = 2e-5;

/// How high the horizon stands after each obstacle: elevation and where the ray ends.
struct Shadow {
  double elevation = 0;
  double slant = 0;
};

/// No farther than the first terrain that stands as high as the ray.
std::vector<DetectionEdge> shadowed(const std::vector<DetectionEdge>& free, const std::vector<Shadow>& shadow,
                                    std::vector<bool>& masked) {
  const auto blockedAt = [&](double elevation) {
    const auto first = std::lower_bound(shadow.begin(), shadow.end(), elevation,
                                        [](const Shadow& s, double e) { return s.elevation < e; });
    return first == shadow.end() ? std::numeric_limits<double>::infinity() : first->slant;
  };
  std::vector<DetectionEdge> out;
  const auto add = [&](double elevation, double reach, double blocked) {
    out.push_back({elevation, std::min(reach, blocked)});
    masked.push_back(blocked < reach);
  };
  std::size_t next = 0;
  for (std::size_t i = 0; i < free.size(); ++i) {
    // Between two elevations of the model the horizon steps from obstacle to obstacle.
    while (i > 0 && next < shadow.size() && shadow[next].elevation <= free[i].elevation) {
      const Shadow& s = shadow[next++];
      if (s.elevation <= free[i - 1].elevation) continue;
      const double f = (s.elevation - free[i - 1].elevation) / (free[i].elevation - free[i - 1].elevation);
      const double reach = free[i - 1].slant + f * (free[i].slant - free[i - 1].slant);
      add(s.elevation, reach, s.slant);
      const double after =
          next < shadow.size() ? shadow[next].slant : std::numeric_limits<double>::infinity();
      add(s.elevation, reach, after);
    }
    add(free[i].elevation, free[i].slant, blockedAt(free[i].elevation));
  }
  return out;
}

}  // namespace

double raySlant(double antennaMsl, double elevation, double ground, double radius) {
  const double phi = ground / radius;
  const double below = std::cos(elevation + phi);
  return below > 1e-9 ? (radius + antennaMsl) * std::sin(phi) / below
                      : std::numeric_limits<double>::infinity();
}

Result<VerticalCut> computeVerticalCut(const CoverageRequest& request, const Terrain* terrain,
                                       double azimuthDeg, const std::vector<double>& pds, double range) {
  const FloorRequest& r = request.floor;
  if (const Status status = checkFloorRequest(r); !status) return status.error();
  if (!std::isfinite(azimuthDeg))
    return Error{"the azimuth is no number", "", "give degrees from true north"};
  VerticalCut cut;
  cut.azimuthDeg = azimuthOf(azimuthDeg);
  double ground = 0;
  if (terrain != nullptr) {
    const auto height = static_cast<double>(terrain->heightAt(r.site));
    if (std::isfinite(height)) ground = height;
  }
  cut.antennaMsl = r.antennaHeight + (r.antennaIsMsl ? 0 : ground);
  Environment environment;
  environment.k = r.k;
  environment.earthRadius = eulerRadius(r.site.lat, cut.azimuthDeg);
  cut.radius = r.k * environment.earthRadius;
  const auto model = DetectionModel::make(request.sensor, environment, cut.antennaMsl);
  if (!model) return model.error();
  cut.model = *model;
  cut.range = range > 0 ? std::min(range, 1.5e6) : std::clamp((*model)->reach() * 1.08, 5e3, 1.5e6);
  cut.profile = terrainProfile(terrain, r.site, geodesicPoint(r.site, cut.azimuthDeg, cut.range), kSamples);
  const SensorParameters& s = request.sensor;
  cut.inSector = s.sectorWidthDeg >= 360 || std::abs(azimuthOf(cut.azimuthDeg - s.sectorCentreDeg + 180) -
                                                     180) <= s.sectorWidthDeg / 2 + 1e-9;
  for (const AzimuthSpan& span : s.blanked) {
    if (azimuthOf(cut.azimuthDeg - span.fromDeg) <= azimuthOf(span.toDeg - span.fromDeg))
      cut.inSector = false;
  }

  std::vector<Shadow> shadow;
  double horizon = -2;
  cut.lowest.reserve(cut.profile.distances.size());
  bool unknown = false;
  for (std::size_t i = 0; i < cut.profile.distances.size(); ++i) {
    const double d = cut.profile.distances[i];
    const auto h = static_cast<double>(cut.profile.heights[i]);
    const double seen = horizon > -1.5 ? rayAltitude(cut.antennaMsl, horizon, d, cut.radius) : -1e9;
    unknown = unknown || std::isnan(h);
    cut.lowest.push_back(unknown ? std::numeric_limits<float>::quiet_NaN()
                                 : static_cast<float>(std::max(h, seen)));
    if (d <= 0 || std::isnan(h)) continue;
    const double elevation = physics::elevationTo(cut.antennaMsl, h, d, cut.radius);
    if (elevation <= horizon) continue;
    if (shadow.empty() || elevation > shadow.back().elevation + kLeastStep)
      shadow.push_back({elevation, raySlant(cut.antennaMsl, elevation, d, cut.radius)});
    horizon = elevation;
  }
  const double azimuth = degToRad(cut.azimuthDeg);
  std::vector<double> levels = s.usesRadarEquation() ? pds : std::vector<double>{s.requiredPd};
  std::sort(levels.rbegin(), levels.rend());
  for (const double pd : levels) {
    VerticalCut::Contour contour;
    contour.pd = pd;
    contour.free = cut.model->outline(azimuth, 0, pd);
    contour.visible = shadowed(contour.free, shadow, contour.masked);
    cut.contours.push_back(std::move(contour));
  }
  return cut;
}

}  // namespace sorami
