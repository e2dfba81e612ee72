// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/AeronauticalParts.h"
#include "data/coverage/physics/Attenuation.h"
#include "data/coverage/physics/Constants.h"

#include <algorithm>
#include <cmath>

namespace sorami::physics::p528 {

namespace {

// P.835's pressure is that of dry air to this Recommendation; the vapour's comes on top.
Air airAt(double heightKm) {
  Air air = referenceAir(heightKm * 1000);
  air.pressureHpa += vapourPressure(air.vapourDensity, air.temperatureK);
  return air;
}

double indexOf(const Air& air) {
  const double e = vapourPressure(air.vapourDensity, air.temperatureK);
  return 1 + 1e-6 * (77.6 * (air.pressureHpa - e) / air.temperatureK + wetRefractivity(e, air.temperatureK));
}

// Climbing from `low` at `zenith` <= π/2 (P.676-12 annex 1, eqs. 13 to 22). Layers thicken by e^0.01 each,
// counted from 10 cm at the ground.
Ray climb(double frequencyMhz, double low, double high, double zenith) {
  const double growth = std::exp(0.01);
  const auto layerAt = [&](double h) { return 100 * std::log(1e4 * h * (growth - 1) + 1) + 1; };
  const int first = static_cast<int>(std::floor(layerAt(low)));
  const int last = static_cast<int>(std::ceil(layerAt(high)));
  const auto power = [](int i) { return std::exp(i / 100.0); };
  const double unit = (power(2) - power(1)) / (power(last) - power(first)) * (high - low);
  const auto thickness = [&](int i) { return unit * power(i - 1); };

  struct Layer {
    double bottom, thickness, radius, index, specific;
  };
  const auto layer = [&](int i) {
    Layer l{};
    l.bottom = low + unit * (power(i - 1) - power(first - 1)) / (growth - 1);
    l.thickness = thickness(i);
    l.radius = kEarth + l.bottom;
    const Air air = airAt(l.bottom + l.thickness / 2);
    l.index = indexOf(air);
    l.specific = gasAttenuation(frequencyMhz * 1e6, air);
    return l;
  };

  Ray ray;
  ray.arrival = zenith;
  Layer here = layer(first);
  const double snell = here.index * here.radius * std::sin(zenith);
  for (int i = first; i < last; ++i) {
    const Layer next = layer(i + 1);
    const double sine = std::min(1.0, snell / (here.index * here.radius));
    const double cosine = std::sqrt(1 - sine * sine);
    const double rise = here.radius * cosine;
    const double length = std::sqrt(rise * rise + here.thickness * (2 * here.radius + here.thickness)) - rise;
    ray.length += length;
    ray.gasDb += length * here.specific;
    ray.arrival = std::asin(std::min(1.0, snell / (here.index * next.radius)));
    if (i + 1 < last) ray.bending += std::asin(here.index / next.index * std::sin(ray.arrival)) - ray.arrival;
    here = next;
  }
  return ray;
}

}  // namespace

Ray traceRay(double frequencyMhz, double low, double high, double zenith) {
  if (zenith <= kPi / 2) return climb(frequencyMhz, low, high, zenith);
  // Where the ray is level: n r is its product there (section 2.2.2), found to a metre of that product.
  const double product = indexOf(airAt(low)) * (kEarth + low) * std::sin(zenith);
  double lowest = low;
  double step = low / 2;
  double excess = 1;
  do {
    lowest += excess > 0 ? -step : step;
    step /= 2;
    excess = indexOf(airAt(lowest)) * (kEarth + lowest) - product;
  } while (std::abs(excess) > 0.001 && step > 1e-9);
  const Ray down = climb(frequencyMhz, lowest, low, kPi / 2);
  Ray ray = climb(frequencyMhz, lowest, high, kPi / 2);
  ray.gasDb += down.gasDb;
  ray.length += down.length;
  ray.bending += down.bending;
  return ray;
}

Terminal findTerminal(double frequencyMhz, double height) {
  const Ray ray = traceRay(frequencyMhz, 0, height, kPi / 2);
  Terminal t;
  t.height = height;
  t.elevation = kPi / 2 - ray.arrival;
  t.gasDb = ray.gasDb;
  t.rayLength = ray.length;
  t.horizon = kEarth * (kPi / 2 - ray.arrival + ray.bending);
  t.effective = kEffectiveEarth / std::cos(t.horizon / kEffectiveEarth) - kEffectiveEarth;
  t.excess = height - t.effective;
  return t;
}

TwoRays twoRays(const Terminal& low, const Terminal& high, double grazing) {
  TwoRays rays;
  rays.radius = kEarth / (1 + (kEarth / kEffectiveEarth - 1) * std::cos(grazing));
  // The steeper the rays, the less they bend: the true earth's radius and heights come back.
  const double share = (rays.radius - kEarth) / (kEffectiveEarth - kEarth);
  const Terminal* ends[2] = {&low, &high};
  double radius[2], angle[2], tall[2];
  for (int i = 0; i < 2; ++i) {
    const double height = ends[i]->height - ends[i]->excess * share;
    radius[i] = rays.radius + height;
    angle[i] = std::acos(rays.radius * std::cos(grazing) / radius[i]) - grazing;
    rays.leg[i] = radius[i] * std::sin(angle[i]);
    tall[i] = grazing > 1.56 ? height : rays.leg[i] * std::tan(grazing);
  }
  const double legs = rays.leg[0] + rays.leg[1];
  rays.distance = std::max(0.0, rays.radius * (angle[0] + angle[1]));
  const double alpha = std::atan((tall[1] - tall[0]) / legs);
  rays.direct = std::max(std::abs(radius[0] - radius[1]), legs / std::cos(alpha));
  rays.reflected = legs / std::cos(grazing);
  rays.difference = 4 * tall[0] * tall[1] / (rays.direct + rays.reflected);
  rays.elevation = alpha - angle[0];
  return rays;
}

std::complex<double> planeReflection(double grazing, double frequencyMhz, bool vertical) {
  const double angle = std::clamp(grazing, 0.0, kPi / 2);
  const std::complex<double> permittivity(kPermittivity, -18'000 * kConductivity / frequencyMhz);
  const double sine = std::sin(angle);
  const std::complex<double> root = std::sqrt(permittivity - std::cos(angle) * std::cos(angle));
  const std::complex<double> steep = vertical ? permittivity * sine : std::complex<double>(sine);
  // The annex counts its phases as lags.
  return std::conj((steep - root) / (steep + root));
}

}  // namespace sorami::physics::p528
