// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Refraction.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami::physics {

namespace {

// Eight-point Gauss on -1 … 1.
constexpr double kNode[] = {0.183434642495649805, 0.525532409916328986, 0.796666477413626740,
                            0.960289856497536232};
constexpr double kWeight[] = {0.362683783378361983, 0.313706645877887287, 0.222381034453374471,
                              0.101228536290376259};

struct Leg {
  double radarRange = 0;
  double angle = 0;  // at the earth's centre
};

// n r at `h` less n r at `base`, without the difference of large numbers.
double excess(const ExponentialAir& air, double base, double h, double earthRadius) {
  const double atBase = air.index(base);
  return atBase * (h - base) + (earthRadius + h) * (atBase - 1) * std::expm1(-air.decay * (h - base));
}

// A climbing ray from `from` to `to` whose invariant n r cos el is n r at `base` less `below`. Where `below`
// is 0 the ray is or would have been level at `base`, and there the integrand has a root in its denominator;
// with h = base + x² it is smooth.
Leg climb(const ExponentialAir& air, double base, double below, double from, double to, double earthRadius) {
  Leg leg;
  const double invariant = air.index(base) * (earthRadius + base) - below;
  const double end = std::sqrt(std::max(0.0, to - base));
  double left = std::sqrt(std::max(0.0, from - base));
  while (left < end) {
    // Panels short beside the distance from the root and beside the air's scale height, both in x.
    const double half = 0.5 * std::min(std::clamp(0.5 * left, 5.0, 40.0), end - left);
    for (int i = 0; i < 8; ++i) {
      const double x = left + half + (i < 4 ? kNode[i] : -kNode[i - 4]) * half;
      const double h = base + x * x;
      const double r = earthRadius + h;
      const double n = air.index(h);
      const double over = excess(air, base, h, earthRadius) + below;
      if (!(over > 0)) continue;
      const double weight = kWeight[i % 4] * half * 2 * x / std::sqrt(over * (over + 2 * invariant));
      leg.radarRange += weight * n * n * r;
      leg.angle += weight * invariant / r;
    }
    left += 2 * half;
  }
  return leg;
}

}  // namespace

double horizonRange(double height, double radius) {
  return std::sqrt(height * (2 * radius + height));
}

double horizonGroundRange(double height, double radius) {
  return radius * std::atan2(horizonRange(height, radius), radius);
}

double smoothEarthFloor(double height, double ground, double radius) {
  const double beyond = (ground - horizonGroundRange(height, radius)) / radius;
  if (beyond <= 0) return 0;
  if (beyond >= std::numbers::pi / 2) return std::numeric_limits<double>::infinity();
  // R (1/cos - 1), without the difference.
  const double sine = std::sin(beyond / 2);
  return 2 * radius * sine * sine / std::cos(beyond);
}

double heightAtRange(double height, double elevation, double range, double radius) {
  const double r = radius + height;
  const double rise = range * (range + 2 * r * std::sin(elevation));
  return height + rise / (std::sqrt(r * r + rise) + r);
}

std::optional<double> rangeToHeight(double height, double elevation, double targetHeight, double radius) {
  const double r = radius + height;
  const double sine = std::sin(elevation);
  // s² + 2 r s sin + (r² − rt²) = 0, the outer root.
  const double c = (height - targetHeight) * (r + radius + targetHeight);
  const double discriminant = r * r * sine * sine - c;
  if (!(discriminant >= 0)) return std::nullopt;
  if (sine < 0) {
    const double lowest = r * std::cos(elevation) - radius;
    if (lowest < 0) return std::nullopt;
    return -r * sine + std::sqrt(discriminant);
  }
  if (targetHeight < height) return std::nullopt;
  if (c == 0) return 0;
  return -c / (r * sine + std::sqrt(discriminant));
}

double groundRange(double height, double elevation, double range, double radius) {
  const double r = radius + height;
  return radius * std::atan2(range * std::cos(elevation), r + range * std::sin(elevation));
}

double elevationTo(double height, double targetHeight, double ground, double radius) {
  const double angle = ground / radius;
  const double half = std::sin(angle / 2);
  const double across = (radius + targetHeight) * std::sin(angle);
  const double up = targetHeight - height - 2 * (radius + targetHeight) * half * half;
  return std::atan2(up, across);
}

ExponentialAir ExponentialAir::crpl(double surfaceRefractivity) {
  const double next = surfaceRefractivity + refractivityGradient(surfaceRefractivity);
  return {surfaceRefractivity, std::log(surfaceRefractivity / next) / 1000};
}

double ExponentialAir::index(double height) const {
  return 1 + surfaceRefractivity * 1e-6 * std::exp(-decay * height);
}

std::optional<RefractedRay> refractedRay(const ExponentialAir& air, double height, double elevation,
                                         double targetHeight, double earthRadius) {
  constexpr double kTop = 1e6;
  constexpr double kHalfPi = std::numbers::pi / 2;
  // Stronger gradients trap rays, and this integral assumes that n r grows with height.
  if (!(air.surfaceRefractivity >= 0 && air.surfaceRefractivity * air.decay < 0.8e6 / earthRadius))
    return std::nullopt;
  if (!(height >= 0 && height <= kTop && targetHeight >= 0 && targetHeight <= kTop)) return std::nullopt;
  if (!(elevation >= -kHalfPi && elevation <= kHalfPi) || !(earthRadius > 0)) return std::nullopt;

  const double sine = std::sin(elevation / 2);
  double below = air.index(height) * (earthRadius + height) * 2 * sine * sine;
  Leg total;
  double base = height;
  double from = height;
  // A steep start is far enough above its level point for the integral to begin where the ray does.
  constexpr double kSteep = 0.005;
  if (elevation < kSteep && elevation != 0) {
    double low = elevation < 0 ? 0 : height - 1000;
    if (excess(air, low, height, earthRadius) <= below) return std::nullopt;  // into the ground
    for (int i = 0; i < 80; ++i) {
      const double middle = 0.5 * (low + base);
      (excess(air, middle, height, earthRadius) > below ? low : base) = middle;
    }
    below = 0;
  }
  if (elevation < 0) {
    from = base;
    total = climb(air, base, 0, from, height, earthRadius);
  }
  if (targetHeight < from) return std::nullopt;
  const Leg up = climb(air, base, below, from, targetHeight, earthRadius);
  total.radarRange += up.radarRange;
  total.angle += up.angle;

  RefractedRay ray;
  ray.radarRange = total.radarRange;
  ray.groundRange = total.angle * earthRadius;
  const double half = std::sin(total.angle / 2);
  const double across = (earthRadius + targetHeight) * std::sin(total.angle);
  const double rise = targetHeight - height - 2 * (earthRadius + targetHeight) * half * half;
  ray.slantRange = std::hypot(across, rise);
  ray.trueElevation = ray.slantRange > 0 ? std::atan2(rise, across) : elevation;
  return ray;
}

}  // namespace sorami::physics
