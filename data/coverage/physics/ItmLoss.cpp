// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Constants.h"
#include "data/coverage/physics/ItmParts.h"

#include <algorithm>
#include <cmath>

namespace sorami::physics::itm {

namespace {

// Quantities that all three ways share.
struct Frame {
  const Geometry& g;
  double waveNumber;  // 1/m
  double smooth[2];   // horizons of a smooth earth, m
  double smoothSum;   // their sum
  double horizonSum;  // of the actual ones
  double angle;       // of the horizon rays, not less than the smooth earth's over the horizons, rad
  double shadowUnit;  // (a²/f)^(1/3), m MHz^(-1/3)
};

// Knife-edge loss by its approximation in ν² (eq. 6.1).
double edgeLoss(double nuSquared) {
  return nuSquared < 5.76 ? 6.02 + 9.11 * std::sqrt(nuSquared) - 1.27 * nuSquared
                          : 12.953 + 10 * std::log10(nuSquared);
}

// Height-gain of an antenna over a smooth earth (eq. 6.4); `k` is the ground's relative impedance.
double heightGainItm(double x, double k) {
  const double far = 40 * std::log10(std::max(x, 1.0)) - 117;
  if (x < 200) {
    const double w = -std::log(k);
    if (k < 1e-5 || x * w * w * w > 5495) return x > 1 ? far : -117;
    return 2.5e-5 * x * x / k - 8.686 * w - 15;
  }
  const double lit = 0.05751 * x - 10 * std::log10(x);
  if (x >= 2000) return lit;
  const double w = 0.0134 * x * std::exp(-0.005 * x);
  return (1 - w) * lit + w * far;
}

// Vogler's three-radii method (section 10): the earth between the horizons, and before each antenna.
double roundedEarth(const Frame& f, double distance) {
  const Geometry& g = f.g;
  const double theta = distance / g.earthRadius - f.angle;
  const double between = distance - f.horizonSum;
  const double radius[3] = {between / theta, 0.5 * g.horizon[0] * g.horizon[0] / g.effective[0],
                            0.5 * g.horizon[1] * g.horizon[1] / g.effective[1]};
  const double length[3] = {between, g.horizon[0], g.horizon[1]};
  const double cube = std::cbrt(g.frequencyMhz);
  double x[3];
  double impedance[3];
  for (int i = 0; i < 3; ++i) {
    const double c = std::cbrt(4.0 / 3.0 * 6'370'000 / radius[i]);
    impedance[i] = 0.017778 * c / (cube * std::abs(g.groundImpedance));
    x[i] = (1.607 - impedance[i]) * c * c * cube * length[i] / 1000;
  }
  const double all = x[0] + x[1] + x[2];
  return 0.05751 * all - 10 * std::log10(all) - heightGainItm(x[1], impedance[1]) -
         heightGainItm(x[2], impedance[2]) - 20;
}

// Two edges at the horizons.
double doubleEdge(const Frame& f, double distance) {
  const double theta = distance / f.g.earthRadius - f.angle;
  const double between = distance - f.horizonSum;
  double loss = 0;
  for (const double horizon : f.g.horizon)
    loss += edgeLoss(f.waveNumber / (4 * kPi) * theta * theta * horizon * between / (between + horizon));
  return loss;
}

// Diffraction at a distance: edges over rough land, the rounded earth over smooth, weighed, and clutter
// (section 9).
double diffraction(const Frame& f, double distance) {
  const Geometry& g = f.g;
  const double deviation = terrainDeviation(roughnessOver(g.roughness, f.smoothSum));
  const double antennas = g.structural[0] * g.structural[1];
  const double clutter = std::min(15.0, 5 * std::log10(1 + 1e-5 * antennas * g.frequencyMhz * deviation));
  const double gained = g.effective[0] * g.effective[1] - antennas;
  const double q = (std::sqrt(1 + gained / (antennas + (g.overTerrain ? 10 : 0))) +
                    (f.horizonSum - f.angle * g.earthRadius) / distance) *
                   std::min(roughnessOver(g.roughness, distance) * f.waveNumber, 2000 * kPi);
  const double round = 25.1 / (25.1 + std::sqrt(std::max(0.0, q)));
  return round * roundedEarth(f, distance) + (1 - round) * doubleEdge(f, distance) + clutter;
}

// In sight: two rays off a rough plane, leaning to the diffraction line `slope`, `level` where roughness
// spoils the reflection (section 15).
double twoRays(const Frame& f, double distance, double slope, double level) {
  const Geometry& g = f.g;
  const double heights = g.effective[0] + g.effective[1];
  const double sine = heights / std::hypot(distance, heights);
  const double deviation = terrainDeviation(roughnessOver(g.roughness, distance));
  std::complex<double> reflection = (sine - g.groundImpedance) / (sine + g.groundImpedance) *
                                    std::exp(-std::min(10.0, f.waveNumber * deviation * sine));
  const double power = std::norm(reflection);
  if (power < 0.25 || power < sine) reflection *= std::sqrt(sine / power);
  double phase = 2 * f.waveNumber * g.effective[0] * g.effective[1] / distance;
  // Past the last lobe's peak the phase is bent, so that the curve does not oscillate.
  if (phase > kPi / 2) phase = kPi - kPi * kPi / 4 / phase;
  const double rays = -10 * std::log10(std::norm(std::polar(1.0, -phase) + reflection));
  const double weight = 1 / (1 + g.frequencyMhz * g.roughness / std::max(10e3, f.smoothSum));
  return weight * rays + (1 - weight) * (slope * distance + level);
}

// Scatter of θd (eq. 6.9): piecewise, as measured.
double scatterCurve(double td) {
  static constexpr double kA[] = {133.4, 104.6, 71.8};
  static constexpr double kB[] = {0.332e-3, 0.212e-3, 0.157e-3};
  static constexpr double kC[] = {-10, -2.5, 5};
  const int i = td <= 10e3 ? 0 : td <= 70e3 ? 1 : 2;
  return kA[i] + kB[i] * td + kC[i] * std::log10(td);
}

// Frequency gain of scatter from low antennas (eq. 6.13 f.), between whole values of η by a straight line.
double scatterGain(double r, double eta) {
  static constexpr double kA[] = {25, 80, 177, 395, 705};
  static constexpr double kB[] = {24, 45, 68, 80, 105};
  const double at = std::clamp(eta, 1.0, 5.0) - 1;
  const int low = static_cast<int>(at);
  const double x = 1 / (r * r);
  const auto gain = [x](int i) { return 10 * std::log10(1 + x * (kB[i] + kA[i] * x)); };
  const double share = at - low;
  return share == 0 ? gain(low) : (1 - share) * gain(low) + share * gain(low + 1);
}

constexpr double kNoScatter = 1001;  // dB: the model has no answer

// Troposcatter at a distance (section 21). `gain` remembers H0 from the call before, further out: negative at
// first.
double scatter(const Frame& f, double distance, double& gain) {
  const Geometry& g = f.g;
  double h0 = gain;
  if (gain <= 15) {
    double difference = g.horizon[0] - g.horizon[1];
    double ratio = g.effective[1] / g.effective[0];
    if (difference < 0) {
      difference = -difference;
      ratio = 1 / ratio;
    }
    const double theta = g.elevation[0] + g.elevation[1] + distance / g.earthRadius;
    const double r1 = 2 * f.waveNumber * theta * g.effective[0];
    const double r2 = 2 * f.waveNumber * theta * g.effective[1];
    if (r1 < 0.2 && r2 < 0.2) return kNoScatter;
    double s = (distance - difference) / (distance + difference);
    const double q = std::clamp(ratio / s, 0.1, 10.0);
    s = std::max(0.1, s);
    const double crossing = (distance - difference) * (distance + difference) * theta * 0.25 / distance;
    const double n = g.surfaceRefractivity;
    const double eta = crossing / 1756 *
                       (1 + (0.031 - n * 2.32e-3 + n * n * 5.67e-6) *
                                std::exp(-std::pow(std::min(1.7, crossing / 8000), 6)));
    const double both = 0.5 * (scatterGain(r1, eta) + scatterGain(r2, eta));
    const double correction =
        std::min(both, 6 * (0.6 - std::log10(std::max(eta, 1.0))) * std::log10(s) * std::log10(q));
    h0 = std::max(0.0, both + correction);
    if (eta < 1) {
      const double root = std::sqrt(2.0);
      const double product = (1 + root / r1) * (1 + root / r2);
      h0 = eta * h0 + (1 - eta) * 10 * std::log10(product * product * (r1 + r2) / (r1 + r2 + 2 * root));
    }
    // Antennas too low for the curves: what held further out holds here.
    if (h0 > 15 && gain >= 0) h0 = gain;
  }
  gain = h0;
  const double theta = distance / g.earthRadius - f.angle;
  return scatterCurve(theta * distance) +
         10 * std::log10(f.waveNumber * kMhzPerWaveNumber * std::pow(theta, 4)) -
         0.1 * (g.surfaceRefractivity - 301) * std::exp(-theta * distance / 40e3) + h0;
}

// Line-of-sight curve k1 d + k2 ln d through three distances, joined to the diffraction line `slope`, `level`
// at the smooth earth's horizon (section 16 to 19).
double inSight(const Frame& f, double slope, double level) {
  const Geometry& g = f.g;
  const double end = f.smoothSum * slope + level;
  double d0 = 0.04 * g.frequencyMhz * g.effective[0] * g.effective[1];
  double d1 = 0;
  if (level >= 0) {
    d0 = std::min(d0, 0.5 * f.horizonSum);
    d1 = d0 + 0.25 * (f.horizonSum - d0);
  } else {
    d1 = std::max(-level / slope, 0.25 * f.horizonSum);
  }
  const double at1 = twoRays(f, d1, slope, level);
  double k1 = 0;
  double k2 = 0;
  bool curved = false;
  if (d0 < d1) {
    const double at0 = twoRays(f, d0, slope, level);
    const double q = std::log(f.smoothSum / d0);
    k2 = std::max(0.0, ((f.smoothSum - d0) * (at1 - at0) - (d1 - d0) * (end - at0)) /
                           ((f.smoothSum - d0) * std::log(d1 / d0) - (d1 - d0) * q));
    curved = level > 0 || k2 > 0;
    if (curved) {
      k1 = (end - at0 - k2 * q) / (f.smoothSum - d0);
      if (k1 < 0) {
        k1 = 0;
        k2 = std::max(0.0, end - at0) / q;
        if (k2 == 0) k1 = slope;
      }
    }
  }
  if (!curved) {
    k2 = 0;
    k1 = std::max(0.0, end - at1) / (f.smoothSum - d1);
    if (k1 == 0) k1 = slope;
  }
  return end + k1 * (g.distance - f.smoothSum) + k2 * std::log(g.distance / f.smoothSum);
}

}  // namespace

double referenceAttenuation(const Geometry& g, ItmPropagation& propagation) {
  Frame f{g, g.frequencyMhz / kMhzPerWaveNumber, {}, 0, g.horizon[0] + g.horizon[1], 0, 0};
  for (int i = 0; i < 2; ++i) f.smooth[i] = std::sqrt(2 * g.effective[i] * g.earthRadius);
  f.smoothSum = f.smooth[0] + f.smooth[1];
  f.angle = -std::max(g.elevation[0] + g.elevation[1], -f.horizonSum / g.earthRadius);
  f.shadowUnit = std::cbrt(g.earthRadius * g.earthRadius / g.frequencyMhz);

  // Diffraction is a straight line through two distances in the shadow.
  const double d3 = std::max(f.smoothSum, f.horizonSum + 5 * f.shadowUnit);
  const double d4 = d3 + 10 * f.shadowUnit;
  const double at3 = diffraction(f, d3);
  const double slope = (diffraction(f, d4) - at3) / (d4 - d3);
  const double level = at3 - slope * d3;

  if (g.distance < f.smoothSum) {
    propagation = ItmPropagation::LineOfSight;
    return std::max(0.0, inSight(f, slope, level));
  }
  // Scatter is one too, from where it is the stronger.
  const double d5 = f.horizonSum + 200e3;
  const double d6 = f.horizonSum + 400e3;
  double gain = -1;
  const double at6 = scatter(f, d6, gain);
  const double at5 = scatter(f, d5, gain);
  propagation = ItmPropagation::Diffraction;
  if (at5 < 1000) {
    const double scatterSlope = (at6 - at5) / (d6 - d5);
    const double from = std::max({f.smoothSum, f.horizonSum + 1.088 * f.shadowUnit * std::log(g.frequencyMhz),
                                  (at5 - level - scatterSlope * d5) / (slope - scatterSlope)});
    if (g.distance > from) {
      propagation = ItmPropagation::Troposcatter;
      return std::max(0.0, scatterSlope * (g.distance - from) + slope * from + level);
    }
  }
  return std::max(0.0, slope * g.distance + level);
}

}  // namespace sorami::physics::itm
