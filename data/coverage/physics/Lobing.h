// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/physics/Diffraction.h"

#include <complex>
#include <functional>
#include <optional>

/// Lobes that the reflection from the sea makes in a pattern (Blake, NRL 6930, 1969; Kerr, Propagation of
/// Short Radio Waves, ch. 5).
namespace sorami::physics {

/// Fresnel's reflection coefficient of a smooth surface at a grazing angle (rad, 0 … π/2) for ε = εr − jσ/(2π
/// f ε0); −1 at grazing incidence in both polarisations. Time runs as exp(+jωt).
std::complex<double> reflectionCoefficient(double grazing, double frequencyHz, const Ground& ground,
                                           Polarisation polarisation);

/// Share of the field a rough sea still reflects as a mirror, 0 … 1: exp(−u) I0(u), u = 2 (2π s sinψ/λ)²,
/// with s the rms height of the waves in m (Miller, Brown and Vegh, IEE Proc. H 131, 1984). About a quarter
/// of the significant wave height.
double roughnessFactor(double rmsHeight, double grazing, double wavelength);

/// The reflected path over a smooth sphere.
struct ReflectedPath {
  double groundRange = 0;         ///< m along the ground from the first end to where it is reflected
  double grazing = 0;             ///< rad
  double pathDifference = 0;      ///< m, reflected less direct
  double divergence = 1;          ///< 0 … 1, spreading by the sphere (Kerr's formula in slant ranges)
  double directElevation = 0;     ///< rad at the first end
  double reflectedElevation = 0;  ///< rad at the first end, negative
};

/// Geometry of the reflection between heights `h1`, `h2` (m, > 0) at `groundRange` m over a sphere of
/// `effectiveRadius`. Nothing when one end is below the other's horizon, or an argument is not above 0.
std::optional<ReflectedPath> reflectedPath(double h1, double h2, double groundRange, double effectiveRadius);

/// A radar over the sea.
struct SeaPath {
  double antennaHeight = 20;   ///< m above the sea
  double targetHeight = 1000;  ///< m above the sea
  double groundRange = 50e3;   ///< m
  double frequencyHz = 3e9;
  double effectiveRadius = 8'494'667;  ///< m
  Ground ground = kSea;
  Polarisation polarisation = Polarisation::Horizontal;
  double waveRms = 0;  ///< m, rms height of the waves
};

/// Pattern-propagation factor F, 0 … 2: field at the target over that in free space at the beam's peak, one
/// way; a radar's power goes with F⁴ and its range with F. |f(direct) + ρ D Γ f(reflected) exp(−j 2π δ/λ)|.
/// `pattern` is the antenna's field (not power) at an elevation in rad, 1 at its peak; isotropic when not
/// given. Nothing beyond the horizon, where it is not defined: use sphericalEarthLoss there.
std::optional<double> propagationFactor(const SeaPath& path,
                                        const std::function<double(double)>& pattern = {});

}  // namespace sorami::physics
