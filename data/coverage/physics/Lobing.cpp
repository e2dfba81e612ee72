// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Lobing.h"

#include "data/coverage/physics/Constants.h"
#include "data/coverage/physics/RadarEquation.h"

#include <cmath>
#include <numbers>

namespace sorami::physics {

namespace {

// exp(-u) I0(u), u >= 0: the series while its terms stay small beside its sum, then the asymptotic form.
double scaledBessel(double u) {
  if (u < 20) {
    const double quarter = u * u / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 200 && term > sum * 1e-17; ++k) {
      term *= quarter / (static_cast<double>(k) * k);
      sum += term;
    }
    return std::exp(-u) * sum;
  }
  double term = 1;
  double sum = 1;
  for (int k = 1; k < 20; ++k) {
    term *= (2 * k - 1) * (2 * k - 1) / (8 * u * k);
    sum += term;
  }
  return sum / std::sqrt(2 * kPi * u);
}

// Distance between two heights `angle` apart at the centre of the sphere, without the difference of large
// squares.
double chord(double radius, double h1, double h2, double angle) {
  const double half = std::sin(angle / 2);
  return std::sqrt((h2 - h1) * (h2 - h1) + 4 * (radius + h1) * (radius + h2) * half * half);
}

// Elevation, at the surface, of a height `angle` away.
double elevationFromSurface(double radius, double height, double angle) {
  const double half = std::sin(angle / 2);
  return std::atan2(height - 2 * (radius + height) * half * half, (radius + height) * std::sin(angle));
}

}  // namespace

std::complex<double> reflectionCoefficient(double grazing, double frequencyHz, const Ground& ground,
                                           Polarisation polarisation) {
  constexpr double kVacuumPermittivity = 8.8541878128e-12;
  const std::complex<double> epsilon(ground.relativePermittivity,
                                     -ground.conductivity / (2 * kPi * frequencyHz * kVacuumPermittivity));
  const double sine = std::sin(grazing);
  const double cosine = std::cos(grazing);
  const std::complex<double> root = std::sqrt(epsilon - cosine * cosine);
  const std::complex<double> first = polarisation == Polarisation::Vertical ? epsilon * sine : sine;
  return (first - root) / (first + root);
}

double roughnessFactor(double rmsHeight, double grazing, double wavelength) {
  const double g = 2 * kPi * rmsHeight * std::sin(grazing) / wavelength;
  return scaledBessel(2 * g * g);
}

std::optional<ReflectedPath> reflectedPath(double h1, double h2, double groundRange, double effectiveRadius) {
  if (!(h1 > 0 && h2 > 0 && groundRange > 0 && effectiveRadius > 0)) return std::nullopt;
  const double radius = effectiveRadius;
  const double angle = groundRange / radius;
  const double horizon = std::acos(radius / (radius + h1)) + std::acos(radius / (radius + h2));
  if (!(angle < horizon)) return std::nullopt;
  // The nearer the point to an end, the steeper that end's ray: one place where both graze alike.
  double low = 0;
  double high = angle;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    if (elevationFromSurface(radius, h1, middle) > elevationFromSurface(radius, h2, angle - middle))
      low = middle;
    else
      high = middle;
  }
  const double a1 = 0.5 * (low + high);
  const double r1 = chord(radius, h1, 0, a1);
  const double r2 = chord(radius, h2, 0, angle - a1);
  const double direct = chord(radius, h1, h2, angle);
  ReflectedPath path;
  path.groundRange = a1 * radius;
  path.grazing = elevationFromSurface(radius, h1, a1);
  if (!(path.grazing > 0)) return std::nullopt;
  const double sine = std::sin(path.grazing);
  // The two legs meet at π − 2ψ, so (r1+r2)² − direct² = 4 r1 r2 sin²ψ.
  path.pathDifference = 4 * r1 * r2 * sine * sine / (r1 + r2 + direct);
  path.divergence = 1 / std::sqrt(1 + 2 * r1 * r2 / (radius * (r1 + r2) * sine));
  const double half = std::sin(angle / 2);
  path.directElevation =
      std::atan2(h2 - h1 - 2 * (radius + h2) * half * half, (radius + h2) * std::sin(angle));
  path.reflectedElevation = -(path.grazing + a1);
  return path;
}

std::optional<double> propagationFactor(const SeaPath& path, const std::function<double(double)>& pattern) {
  if (!(path.frequencyHz > 0) || !(path.waveRms >= 0)) return std::nullopt;
  const auto geometry =
      reflectedPath(path.antennaHeight, path.targetHeight, path.groundRange, path.effectiveRadius);
  if (!geometry) return std::nullopt;
  const double lambda = wavelength(path.frequencyHz);
  const double fDirect = pattern ? pattern(geometry->directElevation) : 1;
  const double fReflected = pattern ? pattern(geometry->reflectedElevation) : 1;
  const double size =
      roughnessFactor(path.waveRms, geometry->grazing, lambda) * geometry->divergence * fReflected;
  const auto wave = std::polar(1.0, -2 * kPi * std::fmod(geometry->pathDifference / lambda, 1.0));
  return std::abs(fDirect + size * wave *
                                reflectionCoefficient(geometry->grazing, path.frequencyHz, path.ground,
                                                      path.polarisation));
}

}  // namespace sorami::physics
