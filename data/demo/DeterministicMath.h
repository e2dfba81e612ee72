// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"

#include <cstdint>

/// Arithmetic whose results are the same bits on every machine: IEEE additions, products, quotients and
/// square roots only, since the system's sine and arctangent differ in the last place between libraries.
/// Files that use it are compiled without contraction into fused operations.
namespace sorami::demo {

constexpr double kPi = 3.14159265358979323846;
/// m; the demo moves on a sphere.
constexpr double kEarthRadius = 6371008.8;

double sine(double rad);
double cosine(double rad);
/// Angle of (x, y) in radians, -pi..pi.
double arcTangent(double y, double x);
/// Natural exponential, for |x| < 700.
double exponential(double x);

/// splitmix64: small, seedable, the same everywhere (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : m_state(seed) {}
  std::uint64_t next();
  /// Uniform in [0, 1).
  double uniform();
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Uniform in 0 … n - 1.
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  /// Sum of twelve uniforms less six: near enough to a unit normal for noise.
  double normal();
  bool chance(double p) { return uniform() < p; }

 private:
  std::uint64_t m_state;
};

/// The point at a distance (m) and bearing (deg true) along the great circle.
LatLon destination(LatLon from, double bearingDeg, double distance);
/// Great-circle distance in metres.
double distanceBetween(LatLon a, LatLon b);
/// Initial bearing of the great circle, deg true 0..360.
double bearingBetween(LatLon a, LatLon b);

}  // namespace sorami::demo
