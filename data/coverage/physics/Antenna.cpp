// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Antenna.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami::physics {

double gaussianGainDb(double offAxis, double beamwidth) {
  // Half the power at half the width.
  constexpr double kFactor = 12.041199826559248;  // 40 log 2
  const double x = offAxis / beamwidth;
  return -kFactor * x * x;
}

double gaussianGainDb(double offAxis, double beamwidth, double sidelobeDb) {
  return std::max(gaussianGainDb(offAxis, beamwidth), sidelobeDb);
}

Status checkPattern(const CosecantSquared& p) {
  constexpr double kHalfPi = std::numbers::pi / 2;
  if (!(p.peak >= 0 && p.peak < kHalfPi))
    return Error{"the peak of the pattern is out of range", "peak elevation", "give 0 to 90 degrees"};
  if (!(p.beamwidth > 0 && p.beamwidth <= std::numbers::pi))
    return Error{"the beamwidth is out of range", "beamwidth", "give more than 0 and at most 180 degrees"};
  if (!(p.from > 0 && p.from >= p.peak))
    return Error{"the cosecant-squared part begins below the peak or at the horizon",
                 "start of cosecant-squared", "give an elevation above 0 and not below the peak"};
  if (!(p.to > p.from && p.to <= kHalfPi))
    return Error{"the cosecant-squared part ends before it begins", "end of cosecant-squared",
                 "give an elevation above its start, at most 90 degrees"};
  if (!(p.sidelobeDb < 0 && p.sidelobeDb >= -200))
    return Error{"the sidelobe level is out of range", "sidelobe level", "give -200 to 0 dB below the peak"};
  return {};
}

double cosecantSquaredGainDb(const CosecantSquared& p, double elevation) {
  if (elevation <= p.from) return gaussianGainDb(elevation - p.peak, p.beamwidth, p.sidelobeDb);
  if (elevation > p.to) return p.sidelobeDb;
  const double start = gaussianGainDb(p.from - p.peak, p.beamwidth, p.sidelobeDb);
  return std::max(start + 20 * std::log10(std::sin(p.from) / std::sin(elevation)), p.sidelobeDb);
}

double scanLossDb(double angle, double exponent) {
  const double cosine = std::cos(angle);
  if (!(std::abs(angle) < std::numbers::pi / 2) || cosine <= 0)
    return std::numeric_limits<double>::infinity();
  return -10 * exponent * std::log10(cosine);
}

double offNormal(double faceAzimuth, double faceElevation, double azimuth, double elevation) {
  // By the chord, which keeps small angles exact.
  const double x = std::cos(elevation) * std::cos(azimuth) - std::cos(faceElevation) * std::cos(faceAzimuth);
  const double y = std::cos(elevation) * std::sin(azimuth) - std::cos(faceElevation) * std::sin(faceAzimuth);
  const double z = std::sin(elevation) - std::sin(faceElevation);
  return 2 * std::asin(std::min(1.0, std::sqrt(x * x + y * y + z * z) / 2));
}

double scannedBeamwidth(double beamwidth, double angle) {
  return beamwidth / std::cos(angle);
}

}  // namespace sorami::physics
