// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The air: its refractivity (ITU-R P.453) and the reference atmosphere (ITU-R P.835). Heights are metres
/// above mean sea level; pressures hPa, temperatures K and vapour densities g/m³, as the Recommendations
/// print them.
namespace sorami::physics {

inline constexpr double kEarthRadius = 6'371'000;  ///< m, mean

/// State of the air at a place.
struct Air {
  double pressureHpa = 1013.25;  ///< total, > 0
  double temperatureK = 288.15;  ///< > 0
  double vapourDensity = 7.5;    ///< g/m³, >= 0
};

/// Partial pressure of water vapour, hPa: e = ρT/216.7 (P.676-13 eq. 4, P.453 eq. 10).
double vapourPressure(double vapourDensity, double temperatureK);

/// Refractivity, N-units: 77.6 P/T − 5.6 e/T + 3.75e5 e/T² (P.453-14 eq. 6), P total pressure and e vapour
/// pressure in hPa, T in K. Within 0.5 % up to 100 GHz.
double refractivity(double pressureHpa, double vapourPressureHpa, double temperatureK);

/// Its part that vapour makes: 72 e/T + 3.75e5 e/T² (P.453-14 eq. 4), N-units.
double wetRefractivity(double vapourPressureHpa, double temperatureK);

/// Refractivity of the mean global atmosphere at a height: 315 exp(−h/7350 m) (P.453-14 eq. 8).
double meanRefractivity(double height);

/// Fall of refractivity over the first kilometre, N-units (negative): −7.32 exp(0.005577 Ns) (Bean and
/// Thayer, CRPL exponential atmosphere), for surface refractivity 200 … 450.
double refractivityGradient(double surfaceRefractivity);

/// Effective earth radius factor of a linear gradient in N-units per km: 157/(157 + dN) (P.310, P.834). +inf
/// at −157 (the ray follows the earth), negative beyond (ducting).
double kFromGradient(double gradientPerKm);

/// The reverse: N-units per km of a factor k (not 0).
double gradientFromK(double k);

/// Mean annual global reference atmosphere (P.835-6 annex 1) at a height of −1 … 100 km above mean sea level,
/// with vapour density `surfaceVapour` at sea level falling by e every 2 km to a mixing ratio of 2e-6;
/// heights outside are brought to the nearer end.
Air referenceAir(double height, double surfaceVapour = 7.5);

}  // namespace sorami::physics
