// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Constants.h"
#include "data/coverage/physics/ItmParts.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sorami::physics::itm {

namespace {

// Heights at the two ends of the straight line fitted to the points from `from` to `to` m (Hufford's Z1SQ1).
struct Line {
  double first = 0;
  double last = 0;
};
Line fitLine(std::span<const double> heights, double step, double from, double to) {
  const auto last = static_cast<int>(heights.size()) - 1;
  int begin = static_cast<int>(std::max(0.0, from / step));
  int end = last - static_cast<int>(std::max(0.0, last - to / step));
  if (end <= begin) {
    // Too short a stretch: one step on either side.
    begin = std::max(begin - 1, 0);
    end = std::min(end + 1, last);
  }
  const int length = end - begin;
  // Moments about the middle of the stretch; its end points count half.
  const double middle = begin + 0.5 * length;
  double sum = 0.5 * (heights[static_cast<std::size_t>(begin)] + heights[static_cast<std::size_t>(end)]);
  double moment =
      0.25 * length * (heights[static_cast<std::size_t>(end)] - heights[static_cast<std::size_t>(begin)]);
  for (int i = begin + 1; i < end; ++i) {
    sum += heights[static_cast<std::size_t>(i)];
    moment += heights[static_cast<std::size_t>(i)] * (i - middle);
  }
  const double n = length;
  const double mean = sum / n;
  const double slope = moment * 12 / ((n * n + 2) * n);
  return {mean - slope * middle, mean + slope * (last - middle)};
}

// Elevation and distance of each antenna's horizon along the profile.
void findHorizons(Geometry& g, const ItmTerrain& terrain) {
  const std::span<const double> h = terrain.heights;
  const double first = h.front() + g.structural[0];
  const double last = h.back() + g.structural[1];
  const double bulge = 2 * g.earthRadius;
  g.elevation[0] = (last - first) / g.distance - g.distance / bulge;
  g.elevation[1] = (first - last) / g.distance - g.distance / bulge;
  g.horizon[0] = g.horizon[1] = g.distance;
  for (std::size_t i = 1; i + 1 < h.size(); ++i) {
    const double there = terrain.step * static_cast<double>(i);
    const double back = g.distance - there;
    const double up = (h[i] - first) / there - there / bulge;
    const double upBack = (h[i] - last) / back - back / bulge;
    if (up > g.elevation[0]) {
      g.elevation[0] = up;
      g.horizon[0] = there;
    }
    if (upBack > g.elevation[1]) {
      g.elevation[1] = upBack;
      g.horizon[1] = back;
    }
  }
}

// Δh: the range between the tenth and ninetieth percentile of the heights about their straight line, brought
// to that of an endless path (Hufford's DLTHX).
double interdecileRange(const ItmTerrain& terrain, double from, double to) {
  const auto points = static_cast<int>(terrain.heights.size());
  double at = from / terrain.step;
  const double end = to / terrain.step;
  if (end - at < 2) return 0;
  const int tenth = std::clamp(static_cast<int>(0.1 * (end - at + 8)), 4, 25);
  const int samples = 10 * tenth - 5;
  const double step = (end - at) / (samples - 1);
  std::vector<double> heights(static_cast<std::size_t>(samples));
  for (double& height : heights) {
    const int left = std::clamp(static_cast<int>(std::ceil(at)) - 1, 0, points - 2);
    const auto i = static_cast<std::size_t>(left);
    height = terrain.heights[i] + (terrain.heights[i + 1] - terrain.heights[i]) * (at - left);
    at += step;
  }
  const Line line = fitLine(heights, 1, 0, samples - 1);
  for (int i = 0; i < samples; ++i)
    heights[static_cast<std::size_t>(i)] -= line.first + (line.last - line.first) * i / (samples - 1);
  std::sort(heights.begin(), heights.end(), std::greater<>());
  const double range =
      heights[static_cast<std::size_t>(tenth - 1)] - heights[static_cast<std::size_t>(samples - tenth)];
  return range / (1 - 0.8 * std::exp(-(to - from) / 50e3));
}

// Distance of the horizon over ground of this roughness (eq. 3.7's like).
double roughHorizon(double effective, double earthRadius, double roughness) {
  return std::sqrt(2 * effective * earthRadius) *
         std::exp(-0.07 * std::sqrt(roughness / std::max(effective, 5.0)));
}

// Elevation that goes with it.
double roughElevation(double effective, double earthRadius, double roughness, double horizon) {
  const double smooth = std::sqrt(2 * effective * earthRadius);
  return (0.65 * roughness * (smooth / horizon - 1) - 2 * effective) / smooth;
}

}  // namespace

double roughnessOver(double roughness, double distance) {
  return roughness * (1 - 0.8 * std::exp(-distance / 50e3));
}

double terrainDeviation(double roughness) {
  return 0.78 * roughness * std::exp(-0.5 * std::pow(roughness, 0.25));
}

void setAirAndGround(Geometry& g, double height, const ItmConditions& conditions) {
  g.frequencyMhz = conditions.frequencyHz / 1e6;
  g.surfaceRefractivity = conditions.seaLevelRefractivity * (height == 0 ? 1 : std::exp(-height / 9460));
  // Curvature of the earth less that of the ray.
  g.earthRadius = 1 / (157e-9 * (1 - 0.04665 * std::exp(g.surfaceRefractivity / 179.3)));
  const std::complex<double> permittivity(conditions.ground.relativePermittivity,
                                          18'000 * conditions.ground.conductivity / g.frequencyMhz);
  g.groundImpedance = std::sqrt(permittivity - 1.0);
  if (conditions.polarisation == Polarisation::Vertical) g.groundImpedance /= permittivity;
}

void readProfile(Geometry& g, const ItmTerrain& terrain) {
  findHorizons(g, terrain);
  // The ground close to an antenna says nothing of the path's roughness.
  const double from = std::min(15 * g.structural[0], 0.1 * g.horizon[0]);
  const double to = g.distance - std::min(15 * g.structural[1], 0.1 * g.horizon[1]);
  g.roughness = interdecileRange(terrain, from, to);
  const bool clear = g.horizon[0] + g.horizon[1] > 1.5 * g.distance;
  Line plane;
  if (clear) {
    plane = fitLine(terrain.heights, terrain.step, from, to);
  } else {
    plane.first = fitLine(terrain.heights, terrain.step, from, 0.9 * g.horizon[0]).first;
    plane.last = fitLine(terrain.heights, terrain.step, g.distance - 0.9 * g.horizon[1], to).last;
  }
  g.effective[0] = g.structural[0] + std::max(0.0, terrain.heights.front() - plane.first);
  g.effective[1] = g.structural[1] + std::max(0.0, terrain.heights.back() - plane.last);
  if (!clear) return;
  // In sight of one another: horizons are those of the plane, raised until they overlap.
  for (int i = 0; i < 2; ++i) g.horizon[i] = roughHorizon(g.effective[i], g.earthRadius, g.roughness);
  const double both = g.horizon[0] + g.horizon[1];
  if (both <= g.distance) {
    const double raise = g.distance / both * (g.distance / both);
    for (int i = 0; i < 2; ++i) {
      g.effective[i] *= raise;
      g.horizon[i] = roughHorizon(g.effective[i], g.earthRadius, g.roughness);
    }
  }
  for (int i = 0; i < 2; ++i)
    g.elevation[i] = roughElevation(g.effective[i], g.earthRadius, g.roughness, g.horizon[i]);
}

void imagineArea(Geometry& g, const ItmSiting (&siting)[2]) {
  for (int i = 0; i < 2; ++i) {
    g.effective[i] = g.structural[i];
    if (siting[i] != ItmSiting::Random) {
      double gain = siting[i] == ItmSiting::Careful ? 4 : 9;
      if (g.structural[i] < 5) gain *= std::sin(0.1 * kPi * g.structural[i]);
      g.effective[i] +=
          (1 + gain) * std::exp(-std::min(20.0, 2 * g.structural[i] / std::max(1e-3, g.roughness)));
    }
    g.horizon[i] = roughHorizon(g.effective[i], g.earthRadius, g.roughness);
    g.elevation[i] = roughElevation(g.effective[i], g.earthRadius, g.roughness, g.horizon[i]);
  }
}

}  // namespace sorami::physics::itm
