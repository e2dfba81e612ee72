// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/VisibilityFloor.h"

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace sorami::test {

/// What the sweep is measured by: one dense ray in double, every place from the geodesic itself, every height
/// from the terrain itself. Shares no code with the sweep.
struct ExactRay {
  std::vector<double> ground;  ///< m AMSL at each asked range
  std::vector<double> floor;   ///< m AMSL
};

/// Floors at rising `ranges` along one azimuth; `step` is the sampling distance, m (an eighth of it close in,
/// where the peaks between posts matter most).
inline ExactRay exactRay(const FloorRequest& r, const Terrain* terrain, double azimuthDeg,
                         const std::vector<double>& ranges, double step) {
  const auto line = GeographicLib::Geodesic::WGS84().Line(r.site.lat, r.site.lon, azimuthDeg);
  const double radius = r.k * eulerRadius(r.site.lat, azimuthDeg);
  const auto siteGround = static_cast<double>(terrain != nullptr ? terrain->heightAt(r.site) : 0.0F);
  const double h0 = r.antennaHeight + (r.antennaIsMsl ? 0 : siteGround);

  std::vector<LatLon> places;
  std::vector<double> at;
  for (double s = step / 8; s < ranges.back(); s += s < 400 * step ? step / 8 : step) at.push_back(s);
  const std::size_t samples = at.size();
  at.insert(at.end(), ranges.begin(), ranges.end());
  for (const double s : at) {
    LatLon p;
    line.Position(s, p.lat, p.lon);
    places.push_back(p);
  }
  std::vector<float> heights(places.size(), 0.0F);
  if (terrain != nullptr) terrain->heightsAt(places, heights);

  ExactRay out;
  double steepest = -1e9;
  std::size_t next = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    // Only what lies clearly before the place hides it.
    for (; next < samples && at[next] < ranges[i]; ++next) {
      const double phi = at[next] / radius;
      const auto h = static_cast<double>(heights[next]);
      steepest =
          std::max(steepest, ((radius + h) * std::cos(phi) - (radius + h0)) / ((radius + h) * std::sin(phi)));
    }
    const double phi = ranges[i] / radius;
    const double below = std::cos(phi) - steepest * std::sin(phi);
    const double line0 = below > 0 ? (radius + h0) / below - radius : std::numeric_limits<double>::infinity();
    const auto ground = static_cast<double>(heights[samples + i]);
    out.ground.push_back(ground);
    out.floor.push_back(std::max(ground, line0));
  }
  return out;
}

}  // namespace sorami::test
