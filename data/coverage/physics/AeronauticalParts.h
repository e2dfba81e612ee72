// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>

/// Parts of ITU-R P.528-5, annex 2, in its units: km, MHz, dB. Sections and equations are that annex's.
namespace sorami::physics::p528 {

inline constexpr double kEarth = 6371;           // km, a0
inline constexpr double kEffectiveEarth = 9257;  // km, a_e
inline constexpr double kSurfaceRefractivity = 341;
inline constexpr double kPermittivity = 15;
inline constexpr double kConductivity = 0.005;  // S/m

/// A ray through the layers of P.676-12 annex 1 section 2.2 and the reference atmosphere of P.835.
struct Ray {
  double gasDb = 0;
  double bending = 0;  // rad
  double length = 0;   // km
  double arrival = 0;  // rad, from the vertical, at the upper end
};
/// Leaves `low` km at `zenith` rad from the vertical and climbs to `high`; beyond π/2 it passes its lowest
/// point first.
Ray traceRay(double frequencyMhz, double low, double high, double zenith);

/// One end of the path (section 4).
struct Terminal {
  double height = 0;     // h_r, km
  double effective = 0;  // h_e
  double excess = 0;     // Δh
  double horizon = 0;    // d_r, km
  double elevation = 0;  // θ at the terminal of the ray that grazes the earth
  double gasDb = 0;
  double rayLength = 0;  // km
};
Terminal findTerminal(double frequencyMhz, double height);

/// Smooth-earth diffraction beyond free space at `distance` (section 10).
double smoothEarth(double horizon1, double horizon2, double frequencyMhz, double distance, bool vertical);

/// Troposcatter (section 11).
struct Scatter {
  double lossDb = 0;
  double angle = 0;     // θ_s
  double crossing = 0;  // h_v, km
};
Scatter troposcatter(const Terminal& low, const Terminal& high, double distance, double frequencyMhz);

/// Two rays that meet the earth at one grazing angle (section 7).
struct TwoRays {
  double distance = 0;     // km, along the earth
  double direct = 0;       // r_0, km
  double reflected = 0;    // r_12
  double difference = 0;   // Δr
  double elevation = 0;    // θ_h1
  double radius = 0;       // a_a
  double leg[2] = {0, 0};  // D
};
TwoRays twoRays(const Terminal& low, const Terminal& high, double grazing);

/// Reflection of a plane of average ground (section 9): magnitude and phase.
std::complex<double> planeReflection(double grazing, double frequencyMhz, bool vertical);

/// Long-term variability (section 14).
struct Variability {
  double deviation = 0;   // Y_e, dB
  double adjustment = 0;  // A_Y
};
Variability longTerm(double horizons, double distance, double frequencyMhz, double percent,
                     double elevationFactor, double attenuation);

/// Nakagami-Rice fading (section 15): dB exceeded for a percentage, and the K, dB, of a fade at 99 %.
double nakagamiRice(double k, double percent);
double kOfFade99(double fadeDb);

/// What two independent spreads make together (section 16); the second has no median.
double combine(double median, double first, double second, double percent);

}  // namespace sorami::physics::p528
