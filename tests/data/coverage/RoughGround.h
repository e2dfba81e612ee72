// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Terrain.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace sorami::test {

/// A number in [-1, 1] that belongs to a lattice point: the same on every machine.
inline double latticeNoise(std::int64_t x, std::int64_t y, std::uint64_t seed) {
  std::uint64_t h = seed + static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15ULL +
                    static_cast<std::uint64_t>(y) * 0xC2B2AE3D27D4EB4FULL;
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93ULL;
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93ULL;
  h ^= h >> 32;
  return static_cast<double>(h >> 11) * 0x1.0p-52 - 1.0;
}

/// Smooth noise between lattice points (quintic weights).
inline double smoothNoise(double x, double y, std::uint64_t seed) {
  const double fx = std::floor(x);
  const double fy = std::floor(y);
  const auto ix = static_cast<std::int64_t>(fx);
  const auto iy = static_cast<std::int64_t>(fy);
  const auto weight = [](double t) { return t * t * t * (t * (t * 6 - 15) + 10); };
  const double u = weight(x - fx);
  const double v = weight(y - fy);
  const double a = latticeNoise(ix, iy, seed) * (1 - u) + latticeNoise(ix + 1, iy, seed) * u;
  const double b = latticeNoise(ix, iy + 1, seed) * (1 - u) + latticeNoise(ix + 1, iy + 1, seed) * u;
  return a * (1 - v) + b * v;
}

/// Ridged multifractal: sharp crests, rough where it is high. About 0 … 1 for `octaves` from wavelength 1.
inline double ridgedNoise(double x, double y, int octaves, std::uint64_t seed) {
  double sum = 0;
  double amplitude = 0.5;
  double weight = 1;
  for (int o = 0; o < octaves; ++o) {
    double ridge = 1 - std::abs(smoothNoise(x, y, seed + static_cast<std::uint64_t>(o)));
    ridge *= ridge * weight;
    sum += ridge * amplitude;
    weight = std::clamp(ridge * 2, 0.0, 1.0);
    amplitude *= 0.5;
    x *= 2.03;
    y *= 2.03;
  }
  return sum;
}

/// Two degrees of rough mountains at 3″, their north-west corner at a place, by arithmetic alone.
inline TerrainPtr roughGroundAt(double firstLon, double firstLat) {
  TerrainGrid grid;
  grid.name = "rough ground";
  grid.firstLon = firstLon;
  grid.firstLat = firstLat;
  grid.stepLon = 1.0 / 1200;
  grid.stepLat = -1.0 / 1200;
  grid.columns = grid.rows = 2401;
  auto posts = std::make_shared<std::vector<std::int16_t>>();
  posts->reserve(std::size_t{2401} * 2401);
  for (int r = 0; r < grid.rows; ++r) {
    for (int c = 0; c < grid.columns; ++c) {
      const double h = 3200 * ridgedNoise(c / 160.0, r / 200.0, 7, 42) - 900;
      posts->push_back(static_cast<std::int16_t>(std::lround(std::max(0.0, h))));
    }
  }
  grid.posts = posts;
  return Terrain::withGrid(nullptr, grid);
}

/// The same of 35–37 N 137–139 E, made once.
inline TerrainPtr roughGround() {
  static const TerrainPtr terrain = roughGroundAt(137, 37);
  return terrain;
}

}  // namespace sorami::test
