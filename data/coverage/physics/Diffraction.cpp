// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Diffraction.h"

#include "data/coverage/physics/Constants.h"
#include "data/coverage/physics/RadarEquation.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdio>
#include <limits>
#include <numbers>
#include <string>

namespace sorami::physics {

namespace {

// A profile in kilometres, as the Recommendations' formulas take it, with the heights of its ends.
struct Profile {
  std::span<const double> distances;  // m
  std::span<const double> heights;    // empty: level at 0
  double first = 0;                   // antenna heights above the same zero, m
  double last = 0;
  double wavelength = 0;       // m
  double effectiveRadius = 0;  // m

  std::size_t size() const { return distances.size(); }
  double length() const { return distances.back(); }
  double ground(std::size_t i) const { return heights.empty() ? 0 : heights[i]; }
  // Ground with the bulge of the earth over the chord between the ends.
  double bulged(std::size_t i) const {
    return ground(i) + distances[i] * (length() - distances[i]) / (2 * effectiveRadius);
  }
};

// Bullington's equivalent edge (P.452-17 section 4.2.1).
double bullington(const Profile& p) {
  const double d = p.length();
  const double direct = (p.last - p.first) / d;
  double steepest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i + 1 < p.size(); ++i)
    steepest = std::max(steepest, (p.bulged(i) - p.first) / p.distances[i]);
  double nu = 0;
  if (steepest <= direct) {
    // In sight: the edge with the greatest parameter.
    nu = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i + 1 < p.size(); ++i) {
      const double x = p.distances[i];
      const double line = (p.first * (d - x) + p.last * x) / d;
      nu = std::max(nu, fresnelParameter(p.bulged(i) - line, x, d - x, p.wavelength));
    }
  } else {
    double steepestBack = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i + 1 < p.size(); ++i)
      steepestBack = std::max(steepestBack, (p.bulged(i) - p.last) / (d - p.distances[i]));
    // Where the two horizon rays meet; rounding may put it a hair beyond an end.
    const double x = std::clamp((p.last - p.first + steepestBack * d) / (steepest + steepestBack), 1e-9 * d,
                                (1 - 1e-9) * d);
    const double line = (p.first * (d - x) + p.last * x) / d;
    nu = fresnelParameter(p.first + steepest * x - line, x, d - x, p.wavelength);
  }
  const double edge = knifeEdgeLoss(nu);
  return edge + (1 - std::exp(-edge / 6)) * (10 + 0.02 * d / 1000);
}

struct Ends {
  double first = 0;
  double last = 0;
};

// Heights of the smooth surface at the ends for the diffraction model (P.452-17 attachment 2,
// sections 5.1.6.2 and 5.1.6.3).
Ends smoothSurface(const Profile& p) {
  const double d = p.length();
  double v1 = 0;
  double v2 = 0;
  for (std::size_t i = 1; i < p.size(); ++i) {
    const double step = p.distances[i] - p.distances[i - 1];
    v1 += step * (p.heights[i] + p.heights[i - 1]);
    v2 += step * (p.heights[i] * (2 * p.distances[i] + p.distances[i - 1]) +
                  p.heights[i - 1] * (p.distances[i] + 2 * p.distances[i - 1]));
  }
  Ends surface{(2 * v1 * d - v2) / (d * d), (v2 - v1 * d) / (d * d)};
  double obstruction = -std::numeric_limits<double>::infinity();
  double fromFirst = obstruction;
  double fromLast = obstruction;
  for (std::size_t i = 1; i + 1 < p.size(); ++i) {
    const double x = p.distances[i];
    const double above = p.heights[i] - (p.first * (d - x) + p.last * x) / d;
    obstruction = std::max(obstruction, above);
    fromFirst = std::max(fromFirst, above / x);
    fromLast = std::max(fromLast, above / (d - x));
  }
  if (obstruction > 0) {
    surface.first -= obstruction * fromFirst / (fromFirst + fromLast);
    surface.last -= obstruction * fromLast / (fromFirst + fromLast);
  }
  return {std::min(surface.first, p.heights.front()), std::min(surface.last, p.heights.back())};
}

Error refuse(const char* where, const std::string& what, const char* hint) {
  return Error{what, where, hint};
}

Status check(const DiffractionPath& path) {
  if (path.distances.size() < 3)
    return refuse("profile", "a profile of " + std::to_string(path.distances.size()) + " points is too short",
                  "give at least 3: both ends and one between");
  if (path.heights.size() != path.distances.size())
    return refuse("profile",
                  "the profile has " + std::to_string(path.distances.size()) + " distances but " +
                      std::to_string(path.heights.size()) + " heights",
                  "give one height for each distance");
  for (std::size_t i = 0; i < path.distances.size(); ++i) {
    const bool increases = i == 0 ? path.distances[0] == 0 : path.distances[i] > path.distances[i - 1];
    if (!increases || !std::isfinite(path.distances[i]))
      return refuse("profile",
                    "the distance of point " + std::to_string(i) + " does not follow the one before",
                    "start at 0 m and give distances in strictly increasing order");
    if (!std::isfinite(path.heights[i]))
      return refuse("profile", "the height of point " + std::to_string(i) + " is not known",
                    "fill holes in the terrain first");
  }
  if (!(path.frequencyHz >= 30e6 && path.frequencyHz <= 50e9))
    return refuse("frequency", "the frequency is out of range", "give 30 MHz to 50 GHz");
  if (!(path.transmitterAgl >= 0 && path.receiverAgl >= 0) ||
      !std::isfinite(path.transmitterAgl + path.receiverAgl))
    return refuse("antenna height", "an antenna height is out of range", "give 0 m or more above ground");
  if (!(path.effectiveRadius > 0) || !std::isfinite(path.effectiveRadius))
    return refuse("effective earth radius", "the effective earth radius is out of range",
                  "give k times 6371000 m");
  if (!(path.seaShare >= 0 && path.seaShare <= 1))
    return refuse("share of sea", "the share of the path over sea is out of range", "give 0 to 1");
  return {};
}

}  // namespace

double knifeEdgeLoss(double nu) {
  if (nu <= -0.78) return 0;
  const double x = nu - 0.1;
  return 6.9 + 20 * std::log10(std::sqrt(x * x + 1) + x);
}

FresnelIntegrals fresnelIntegrals(double x) {
  const double a = std::abs(x);
  FresnelIntegrals result;
  if (a < 2) {
    // C + jS = sum of (j pi/2)^n x^(2n+1) / (n! (2n+1)): Taylor's series of exp(j pi t²/2), term by term.
    const double z = kPi / 2 * a * a;
    double term = a;
    for (int n = 0; n < 60 && std::abs(term) > 1e-18; ++n) {
      const double part = term / (2 * n + 1);
      (n % 2 == 0 ? result.cosine : result.sine) += n % 4 < 2 ? part : -part;
      term *= z / (n + 1);
    }
  } else {
    // Far out, as the complement of an error function: its continued fraction, from the back.
    // C + jS = (1+j)/2 erf(w), w = sqrt(pi)/2 (1-j) x; erfc(w) = exp(-w²)/sqrt(pi) · 1/(w + (1/2)/(w + 1/(w +
    // (3/2)/(w + …)))).
    const std::complex<double> w = std::sqrt(kPi) / 2 * a * std::complex<double>(1, -1);
    std::complex<double> fraction = w;
    for (int n = 120; n >= 1; --n) fraction = w + 0.5 * n / fraction;
    // -w² = j pi x²/2, taken modulo a turn for large x.
    const double turns = std::fmod(a * a, 4.0) * kPi / 2;
    const std::complex<double> wave(std::cos(turns), std::sin(turns));
    const std::complex<double> sum =
        std::complex<double>(0.5, 0.5) * (1.0 - wave / (std::sqrt(kPi) * fraction));
    result = {sum.real(), sum.imag()};
  }
  if (x < 0) result = {-result.cosine, -result.sine};
  return result;
}

double knifeEdgeLossExact(double nu) {
  const FresnelIntegrals f = fresnelIntegrals(nu);
  return -20 * std::log10(std::hypot(1 - f.cosine - f.sine, f.cosine - f.sine) / 2);
}

double fresnelParameter(double height, double d1, double d2, double wavelength) {
  return height * std::sqrt(2 * (d1 + d2) / (wavelength * d1 * d2));
}

double fresnelRadius(double d1, double d2, double wavelength, int zone) {
  if (!(d1 > 0 && d2 > 0)) return 0;
  return std::sqrt(zone * wavelength * d1 * d2 / (d1 + d2));
}

Clearance fresnelClearance(std::span<const double> distances, std::span<const double> heights, double first,
                           double last, double wavelength, double effectiveRadius) {
  Clearance least{std::numeric_limits<double>::infinity(), 0};
  const Profile p{distances, heights, first, last, wavelength, effectiveRadius};
  if (distances.size() != heights.size()) return {std::numeric_limits<double>::quiet_NaN(), 0};
  for (std::size_t i = 1; i + 1 < p.size(); ++i) {
    const double x = distances[i];
    const double rest = p.length() - x;
    const double line = (first * rest + last * x) / p.length();
    const double share = (line - p.bulged(i)) / fresnelRadius(x, rest, wavelength);
    if (share < least.share) least = {share, i};
  }
  return least;
}

double sphericalFirstTerm(double distance, double h1, double h2, double frequencyHz, double effectiveRadius,
                          const Ground& ground, Polarisation polarisation) {
  const double f = frequencyHz / 1e9;
  const double a = effectiveRadius / 1000;
  const double loss = 18 * ground.conductivity / f;
  const double permittivity = ground.relativePermittivity;
  // Normalised surface admittance, in practical units.
  double k = 0.036 * std::pow(a * f, -1.0 / 3) *
             std::pow((permittivity - 1) * (permittivity - 1) + loss * loss, -0.25);
  if (polarisation == Polarisation::Vertical) k *= std::sqrt(permittivity * permittivity + loss * loss);
  const double k2 = k * k;
  const double beta = (1 + 1.6 * k2 + 0.67 * k2 * k2) / (1 + 4.5 * k2 + 1.53 * k2 * k2);
  const double x = 21.88 * beta * std::cbrt(f / (a * a)) * distance / 1000;
  const double distanceTerm =
      x >= 1.6 ? 11 + 10 * std::log10(x) - 17.6 * x : -20 * std::log10(x) - 5.6488 * std::pow(x, 1.425);
  const auto heightGain = [&](double h) {
    const double b = beta * 0.9575 * beta * std::cbrt(f * f / a) * h;
    const double gain = b > 2 ? 17.6 * std::sqrt(b - 1.1) - 5 * std::log10(b - 1.1) - 8
                              : 20 * std::log10(b + 0.1 * b * b * b);
    return std::max(gain, 2 + 20 * std::log10(k));
  };
  return -distanceTerm - heightGain(h1) - heightGain(h2);
}

double sphericalEarthLoss(double distance, double h1, double h2, double frequencyHz, double effectiveRadius,
                          double seaShare, Polarisation polarisation) {
  if (!(distance > 0)) return 0;
  h1 = std::max(h1, 0.01);
  h2 = std::max(h2, 0.01);
  const auto firstTerm = [&](double radius) {
    double loss = 0;
    if (seaShare < 1)
      loss += (1 - seaShare) * sphericalFirstTerm(distance, h1, h2, frequencyHz, radius, kLand, polarisation);
    if (seaShare > 0)
      loss += seaShare * sphericalFirstTerm(distance, h1, h2, frequencyHz, radius, kSea, polarisation);
    return loss;
  };
  const double roots = std::sqrt(h1) + std::sqrt(h2);
  if (distance >= std::sqrt(2 * effectiveRadius) * roots) return std::max(0.0, firstTerm(effectiveRadius));

  // In sight: where the path comes nearest the sphere, and what it should have there.
  const double sum = h1 + h2;
  const double c = (h1 - h2) / sum;
  const double m = distance * distance / (4 * effectiveRadius * sum);
  const double b =
      2 * std::sqrt((m + 1) / (3 * m)) *
      std::cos(kPi / 3 +
               std::acos(std::clamp(3 * c / 2 * std::sqrt(3 * m / std::pow(m + 1, 3)), -1.0, 1.0)) / 3);
  const double d1 = distance / 2 * (1 + b);
  const double d2 = distance - d1;
  const double clearance =
      ((h1 - d1 * d1 / (2 * effectiveRadius)) * d2 + (h2 - d2 * d2 / (2 * effectiveRadius)) * d1) / distance;
  // 0.552 of the first Fresnel radius (17.456 sqrt(d1 d2 λ/d) in km and m).
  const double needed = 0.552 * fresnelRadius(d1, d2, kSpeedOfLight / frequencyHz);
  if (clearance > needed) return 0;
  // The radius that would bring the horizon to this distance.
  const double marginal = 0.5 * (distance / roots) * (distance / roots);
  const double loss = firstTerm(marginal);
  if (loss < 0) return 0;
  return (1 - clearance / needed) * loss;
}

Result<DeltaBullington> deltaBullington(const DiffractionPath& path) {
  if (const Status status = check(path); !status) return status.error();
  Profile actual{path.distances,
                 path.heights,
                 path.heights.front() + path.transmitterAgl,
                 path.heights.back() + path.receiverAgl,
                 wavelength(path.frequencyHz),
                 path.effectiveRadius};
  DeltaBullington result;
  result.bullingtonDb = bullington(actual);
  const Ends surface = smoothSurface(actual);
  const Profile smooth{
      path.distances,        {}, actual.first - surface.first, actual.last - surface.last, actual.wavelength,
      actual.effectiveRadius};
  result.smoothBullingtonDb = bullington(smooth);
  result.sphericalDb = sphericalEarthLoss(actual.length(), smooth.first, smooth.last, path.frequencyHz,
                                          path.effectiveRadius, path.seaShare, path.polarisation);
  result.totalDb = result.bullingtonDb + std::max(0.0, result.sphericalDb - result.smoothBullingtonDb);
  return result;
}

}  // namespace sorami::physics
