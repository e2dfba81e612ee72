// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/physics/Itm.h"

#include <complex>

/// The parts of ITM: what a path looks like to it, what it loses at the least variable, how that varies.
/// Numbers of equations are those of Hufford's "The Algorithm". Frequencies are MHz here, as its constants
/// want them.
namespace sorami::physics::itm {

/// 1 / (λ in units that make k = f/47.7): the wave number, 1/m.
inline constexpr double kMhzPerWaveNumber = 47.7;

/// Path and set as ITM's formulas see them.
struct Geometry {
  double distance = 0;             // m
  double roughness = 0;            // Δh, m
  double structural[2] = {0, 0};   // antenna heights above ground, m
  double effective[2] = {0, 0};    // above the reflecting plane, m
  double horizon[2] = {0, 0};      // distances, m
  double elevation[2] = {0, 0};    // of the horizons, rad
  double surfaceRefractivity = 0;  // N-units
  double earthRadius = 0;          // effective, m
  double frequencyMhz = 0;
  std::complex<double> groundImpedance;  // Zg
  bool overTerrain = false;              // point-to-point, not area
};

/// Refractivity at `height` m above sea level, the effective radius there and the ground's impedance
/// (eqs. 1.1 ff.).
void setAirAndGround(Geometry& g, double height, const ItmConditions& conditions);

/// Horizons, roughness and effective heights from a profile (section 4 on: "preparation", point-to-point).
void readProfile(Geometry& g, const ItmTerrain& terrain);

/// The same for an area from Δh and siting.
void imagineArea(Geometry& g, const ItmSiting (&siting)[2]);

/// Attenuation beyond free space in the median of all conditions, dB >= 0, and by which way (section 5 to
/// 24).
double referenceAttenuation(const Geometry& g, ItmPropagation& propagation);

/// What of `reference` remains at the shares asked for, dB (sections 26 to 31). `doubtful` is set when a
/// share lies in the far tails.
double vary(const Geometry& g, double reference, const ItmConditions& conditions, bool& doubtful);

/// Δh seen over `distance`: the asymptotic one is reached on long paths only (eq. 3.9).
double roughnessOver(double roughness, double distance);
/// Standard deviation of the terrain of a roughness (eq. 3.10).
double terrainDeviation(double roughness);

}  // namespace sorami::physics::itm
