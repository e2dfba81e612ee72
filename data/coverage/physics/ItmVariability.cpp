// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/ItmParts.h"

#include <algorithm>
#include <cmath>

namespace sorami::physics::itm {

namespace {

// A curve over effective distance: (c1 + c2/(1 + ((d − x2)/x3)²)) · (d/x1)²/(1 + (d/x1)²), x in km
// (eq. 29.1).
struct Curve {
  double c1, c2, x1, x2, x3;
  double at(double distance) const {
    const double across = (distance / 1000 - x2) / x3;
    const double rise = distance / 1000 / x1;
    return (c1 + c2 / (1 + across * across)) * rise * rise / (1 + rise * rise);
  }
};

// Dependence of a deviation on frequency (eq. 29.2).
struct FrequencyFactor {
  double f1, f2, f3;
  double at(double logWave) const { return f1 + f2 / (1 + f3 * f3 * logWave * logWave); }
};

// What is known of a climate (figures 8.1 to 8.3 of the algorithm's data).
struct Climate {
  Curve median;      // V_med
  Curve below;       // σ for shares above one half
  Curve above;       // and below
  double tailRatio;  // C_D
  double tailFrom;   // z_D
  FrequencyFactor gBelow;
  FrequencyFactor gAbove;
};

constexpr Climate kClimates[] = {
    {{-9.67, 12.7, 144.9, 190.3, 133.8},
     {2.13, 159.5, 762.2, 123.6, 94.5},
     {2.11, 102.3, 636.9, 134.8, 95.6},
     1.224,
     1.282,
     {1, 0, 0},
     {1, 0, 0}},
    {{-0.62, 9.19, 228.9, 205.2, 143.6},
     {2.66, 7.67, 100.4, 172.5, 136.4},
     {6.87, 15.53, 138.7, 143.7, 98.6},
     0.801,
     2.161,
     {1, 0, 0},
     {0.93, 0.31, 2.00}},
    {{1.26, 15.5, 262.6, 185.2, 99.8},
     {6.11, 6.65, 138.2, 242.2, 178.6},
     {10.08, 9.60, 165.3, 225.7, 129.7},
     1.380,
     1.282,
     {1, 0, 0},
     {1, 0, 0}},
    {{-9.21, 9.05, 84.1, 101.1, 98.6},
     {1.98, 13.11, 139.1, 132.7, 193.5},
     {3.68, 159.3, 464.4, 93.1, 94.2},
     1.000,
     20,
     {1, 0, 0},
     {0.93, 0.19, 1.79}},
    {{-0.62, 9.19, 228.9, 205.2, 143.6},
     {2.68, 7.16, 93.7, 186.8, 133.5},
     {4.75, 8.12, 93.2, 135.9, 113.4},
     1.224,
     1.282,
     {0.92, 0.25, 1.77},
     {0.93, 0.31, 2.00}},
    {{-0.39, 2.86, 141.7, 315.9, 167.4},
     {6.86, 10.38, 187.8, 169.6, 108.9},
     {8.58, 13.97, 216.0, 152.0, 122.7},
     1.518,
     1.282,
     {1, 0, 0},
     {1, 0, 0}},
    {{3.15, 857.9, 2222, 164.8, 116.3},
     {8.51, 169.8, 609.8, 119.9, 106.6},
     {8.43, 8.19, 136.2, 188.5, 122.9},
     1.518,
     1.282,
     {1, 0, 0},
     {1, 0, 0}},
};

// Standard normal deviate exceeded with a probability, by Hastings' rational approximation as the algorithm
// states it (to 4.5e-4): the published figures were made with it.
double deviate(double share) {
  const double tail = std::min(share, 1 - share);
  const double t = std::sqrt(-2 * std::log(tail));
  const double z = t - (2.515516698 + t * (0.802853 + t * 0.010328)) /
                           (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return share > 0.5 ? -z : z;
}

double squared(double x) {
  return x * x;
}

}  // namespace

double vary(const Geometry& g, double reference, const ItmConditions& conditions, bool& doubtful) {
  double zTime = deviate(conditions.time);
  double zPlace = deviate(conditions.location);
  const double zCase = deviate(conditions.situation);
  switch (conditions.mode) {
    case ItmMode::SingleMessage:
      zTime = zPlace = zCase;
      break;
    case ItmMode::Accidental:
      zPlace = zCase;
      break;
    case ItmMode::Mobile:
      zPlace = zTime;
      break;
    case ItmMode::Broadcast:
      break;
  }
  doubtful = doubtful || std::abs(zTime) > 3.1 || std::abs(zPlace) > 3.1 || std::abs(zCase) > 3.1;

  const Climate& climate = kClimates[std::clamp(static_cast<int>(conditions.climate), 1, 7) - 1];
  const double waveNumber = g.frequencyMhz / kMhzPerWaveNumber;
  const double logWave = std::log(0.133 * waveNumber);
  // Effective distance: what the antennas see for themselves does not vary (eq. 28.1).
  constexpr double kRadius = 9'000'000;
  const double seen = std::sqrt(2 * kRadius * g.effective[0]) + std::sqrt(2 * kRadius * g.effective[1]) +
                      std::cbrt(575.7e12 / waveNumber);
  const double distance = g.distance < seen ? 130e3 * g.distance / seen : 130e3 + g.distance - seen;

  const double below = climate.below.at(distance) * climate.gBelow.at(logWave);
  const double above = climate.above.at(distance) * climate.gAbove.at(logWave);
  double timeSigma = 0;
  if (zTime < 0)
    timeSigma = below;
  else if (zTime <= climate.tailFrom)
    timeSigma = above;
  else
    timeSigma = above * climate.tailRatio + (1 - climate.tailRatio) * above * climate.tailFrom / zTime;

  double placeSigma = 0;
  if (!conditions.withoutLocation) {
    const double rough = roughnessOver(g.roughness, g.distance) * waveNumber;
    placeSigma = 10 * rough / (rough + 13);
  }
  const double caseVariance = conditions.withoutSituation ? 0 : squared(5 + 3 * std::exp(-distance / 100e3));

  const double spread = caseVariance + squared(timeSigma * zTime) / (7.8 + zCase * zCase) +
                        squared(placeSigma * zPlace) / (24 + zCase * zCase);
  double shift = 0;
  double sigma = 0;
  switch (conditions.mode) {
    case ItmMode::SingleMessage:
      sigma = std::sqrt(squared(timeSigma) + squared(placeSigma) + spread);
      break;
    case ItmMode::Accidental:
      shift = timeSigma * zTime;
      sigma = std::sqrt(squared(placeSigma) + spread);
      break;
    case ItmMode::Mobile:
      shift = std::hypot(timeSigma, placeSigma) * zTime;
      sigma = std::sqrt(spread);
      break;
    case ItmMode::Broadcast:
      shift = timeSigma * zTime + placeSigma * zPlace;
      sigma = std::sqrt(spread);
      break;
  }
  const double loss = reference - climate.median.at(distance) - shift - sigma * zCase;
  // A gain over free space is held back (eq. 31).
  return loss < 0 ? loss * (29 - loss) / (29 - 10 * loss) : loss;
}

}  // namespace sorami::physics::itm
