// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/TerrainProfile.h"

#include "data/coverage/physics/Diffraction.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Samples of a line over a smooth earth.
constexpr int kSmoothSamples = 512;
/// Diffraction is computed on at most so many points: a tenth of a second of method, not of terrain.
constexpr std::size_t kDiffractionPoints = 3000;

}  // namespace

double earthBulge(double distance, double length, double radius) {
  return distance * (length - distance) / (2 * radius);
}

TerrainProfile terrainProfile(const Terrain* terrain, LatLon from, LatLon to, int most) {
  TerrainProfile p;
  p.from = from;
  p.to = to;
  const GeodesicLine line = geodesic(from, to);
  p.length = line.distance;
  p.azimuthDeg = line.azimuthFromDeg;
  double finest = 0;
  if (terrain != nullptr) {
    const LatLon middle = geodesicPoint(from, line.azimuthFromDeg, line.distance / 2);
    finest = terrain->finestCell(middle, std::max(1.0, line.distance / 2));
  }
  p.cell = finest;
  most = std::max(2, most);
  const double wanted = finest > 0 ? 2 * p.length / finest : kSmoothSamples;
  const int count = std::clamp(static_cast<int>(std::min(wanted, 1e7)) + 2, 3, std::max(3, most));
  p.points = geodesicPath(from, to, count);
  p.distances.resize(p.points.size());
  for (std::size_t i = 0; i < p.points.size(); ++i)
    p.distances[i] = p.length * static_cast<double>(i) / static_cast<double>(count - 1);
  p.heights.assign(p.points.size(), 0.0F);
  p.smoothEarth = !(finest > 0);
  if (!p.smoothEarth) terrain->heightsAt(p.points, p.heights);
  return p;
}

SightLine sightLine(const TerrainProfile& profile, double fromMsl, double toMsl, double frequencyHz,
                    double radius) {
  SightLine out;
  out.from = fromMsl;
  out.to = toMsl;
  const bool radio = frequencyHz > 0;
  const double lambda = radio ? physics::wavelength(frequencyHz) : 0;
  out.fresnelShare = out.diffractionDb = out.freeSpaceDb = kNan;
  out.clearance = std::numeric_limits<double>::infinity();
  double worst = std::numeric_limits<double>::infinity();
  out.clear = true;
  const std::size_t n = profile.distances.size();
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double d = profile.distances[i];
    const auto ground = static_cast<double>(profile.heights[i]);
    if (std::isnan(ground)) {
      out.unknown = true;
      continue;
    }
    const double t = d / profile.length;
    const double line = fromMsl + t * (toMsl - fromMsl) - earthBulge(d, profile.length, radius);
    const double clearance = line - ground;
    const double zone = radio ? physics::fresnelRadius(d, profile.length - d, lambda) : 0;
    const double measure = radio ? clearance / std::max(zone, 1e-3) : clearance;
    if (clearance < 0) out.clear = false;
    if (measure < worst) {
      worst = measure;
      out.worstAt = d;
      out.clearance = clearance;
      out.fresnel = zone;
    }
  }
  if (!radio || profile.length <= 0) return out;
  out.fresnelShare = worst;
  const double slant = std::hypot(profile.length, toMsl - fromMsl);
  out.freeSpaceDb = 20 * std::log10(4 * std::numbers::pi * slant / lambda);
  if (out.unknown || frequencyHz < 30e6 || frequencyHz > 50e9) return out;
  const std::size_t stride = (n + kDiffractionPoints - 1) / kDiffractionPoints;
  std::vector<double> distances;
  std::vector<double> heights;
  for (std::size_t i = 0; i < n; i += stride) {
    // Of the points left out the highest stands for all.
    const std::size_t end = std::min(n, i + stride);
    const float highest = *std::max_element(profile.heights.begin() + static_cast<std::ptrdiff_t>(i),
                                            profile.heights.begin() + static_cast<std::ptrdiff_t>(end));
    distances.push_back(profile.distances[i]);
    heights.push_back(static_cast<double>(i == 0 ? profile.heights[0] : highest));
  }
  if (distances.back() < profile.length) {
    distances.push_back(profile.length);
    heights.push_back(static_cast<double>(profile.heights.back()));
  }
  heights.back() = static_cast<double>(profile.heights.back());
  physics::DiffractionPath path;
  path.distances = distances;
  path.heights = heights;
  path.transmitterAgl = std::max(0.01, fromMsl - heights.front());
  path.receiverAgl = std::max(0.01, toMsl - heights.back());
  path.frequencyHz = frequencyHz;
  path.effectiveRadius = radius;
  const auto sea = std::count_if(heights.begin(), heights.end(), [](double h) { return h <= 0.5; });
  path.seaShare = static_cast<double>(sea) / static_cast<double>(heights.size());
  if (const auto loss = physics::deltaBullington(path)) out.diffractionDb = loss->totalDb;
  return out;
}

}  // namespace sorami
