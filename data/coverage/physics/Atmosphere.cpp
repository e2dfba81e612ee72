// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Atmosphere.h"

#include <algorithm>
#include <cmath>

namespace sorami::physics {

namespace {

// Layers of constant lapse rate in geopotential height, P.835-6 eqs. 2a-3g (those of the 1976 US standard
// atmosphere).
struct LayerBase {
  double height;       // geopotential km
  double temperature;  // K
  double lapse;        // K/km
  double pressure;     // hPa
};
constexpr LayerBase kLayers[] = {
    {0, 288.15, -6.5, 1013.25},     {11, 216.65, 0, 226.3226}, {20, 216.65, 1.0, 54.74980},
    {32, 228.65, 2.8, 8.680422},    {47, 270.65, 0, 1.109106}, {51, 270.65, -2.8, 0.6694167},
    {71, 214.65, -2.0, 0.03956649},
};
constexpr double kHydrostatic = 34.1632;  // K/km, g0 M / R

}  // namespace

double vapourPressure(double vapourDensity, double temperatureK) {
  return vapourDensity * temperatureK / 216.7;
}

double refractivity(double pressureHpa, double vapourPressureHpa, double temperatureK) {
  return 77.6 * pressureHpa / temperatureK - 5.6 * vapourPressureHpa / temperatureK +
         3.75e5 * vapourPressureHpa / (temperatureK * temperatureK);
}

double wetRefractivity(double vapourPressureHpa, double temperatureK) {
  return 72 * vapourPressureHpa / temperatureK + 3.75e5 * vapourPressureHpa / (temperatureK * temperatureK);
}

double meanRefractivity(double height) {
  return 315 * std::exp(-height / 7350);
}

double refractivityGradient(double surfaceRefractivity) {
  return -7.32 * std::exp(0.005577 * surfaceRefractivity);
}

double kFromGradient(double gradientPerKm) {
  return 157 / (157 + gradientPerKm);
}

double gradientFromK(double k) {
  return 157 / k - 157;
}

Air referenceAir(double height, double surfaceVapour) {
  const double z = std::clamp(height / 1000, -1.0, 100.0);  // km
  Air air;
  if (z <= 86) {
    const double h = 6356.766 * z / (6356.766 + z);  // geopotential, eq. 1a
    const LayerBase* layer = kLayers;
    for (const LayerBase& next : kLayers)
      if (h >= next.height) layer = &next;
    const double dh = h - layer->height;
    air.temperatureK = layer->temperature + layer->lapse * dh;
    air.pressureHpa = layer->lapse == 0 ? layer->pressure * std::exp(-kHydrostatic * dh / layer->temperature)
                                        : layer->pressure * std::pow(layer->temperature / air.temperatureK,
                                                                     kHydrostatic / layer->lapse);
  } else {
    air.temperatureK = 186.8673;
    if (z > 91) {
      const double x = (z - 91) / 19.9429;
      air.temperatureK = 263.1905 - 76.3232 * std::sqrt(1 - x * x);
    }
    air.pressureHpa =
        std::exp(95.571899 + z * (-4.011801 + z * (6.424731e-2 + z * (-4.789660e-4 + z * 1.340543e-6))));
  }
  air.vapourDensity = surfaceVapour * std::exp(-z / 2);
  if (surfaceVapour > 0) {
    // Above the dry tropopause the mixing ratio e/P stays at 2e-6 (P.835-6 section 1.2).
    const double least = 2e-6 * air.pressureHpa * 216.7 / air.temperatureK;
    air.vapourDensity = std::max(air.vapourDensity, least);
  }
  return air;
}

}  // namespace sorami::physics
