// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <span>

/// Loss behind and beside obstacles (ITU-R P.526-15, P.452-17). Lengths m, frequencies Hz, losses dB beyond
/// free space, one way.
namespace sorami::physics {

/// Knife-edge loss J(ν), dB: 6.9 + 20 log(sqrt((ν−0.1)² + 1) + ν − 0.1), 0 at and below ν = −0.78 (P.526-15
/// eq. 31). Within 0.14 dB of the exact one for ν from −0.78 to 5.
double knifeEdgeLoss(double nu);

/// The exact knife-edge loss, dB, from Fresnel's integrals (P.526-15 sections 2.7 and 4.1): 6.02 at ν = 0,
/// small and of either sign in the lit region.
double knifeEdgeLossExact(double nu);

/// Fresnel's integrals C(x) and S(x) (P.526-15 section 2.7): of cos and sin (π t²/2) from 0 to x, any x, to
/// 1e-12.
struct FresnelIntegrals {
  double cosine = 0;
  double sine = 0;
};
FresnelIntegrals fresnelIntegrals(double x);

/// The dimensionless parameter ν of an edge `height` m above (positive) or below the straight line between
/// two ends `d1` and `d2` m away: h sqrt(2 (d1+d2)/(λ d1 d2)) (P.526-15 eq. 26).
double fresnelParameter(double height, double d1, double d2, double wavelength);

/// Radius, m, of the n-th Fresnel zone at `d1` and `d2` from the ends: sqrt(n λ d1 d2/(d1+d2)) (P.526-15
/// section 2). 0 at an end.
double fresnelRadius(double d1, double d2, double wavelength, int zone = 1);

/// How free of a line of sight a terrain profile is, as a share of the first Fresnel radius: the least of
/// (line − ground)/F1 over the points between the ends. 0.6 counts as free (P.526-15 section 2); +inf with
/// no point between.
struct Clearance {
  double share = 0;    ///< of the first Fresnel radius, negative where the ground is above the line
  std::size_t at = 0;  ///< index of the point
};
/// `distances` m from the first end, strictly increasing from 0, `heights` m above sea level, `first` and
/// `last` antenna heights above sea level. The earth's bulge for `effectiveRadius` is added.
Clearance fresnelClearance(std::span<const double> distances, std::span<const double> heights, double first,
                           double last, double wavelength, double effectiveRadius);

/// What the ground is made of, for diffraction and reflection.
struct Ground {
  double relativePermittivity = 22;  ///< >= 1
  double conductivity = 0.003;       ///< S/m, >= 0
};
inline constexpr Ground kLand{22, 0.003};  ///< average ground (P.526-15, P.452-17)
inline constexpr Ground kSea{80, 5};       ///< sea water

/// How the electric field lies.
enum class Polarisation { Horizontal, Vertical };

/// First-term spherical-earth diffraction loss, dB, at `distance` between antennas `h1`, `h2` m above a
/// smooth earth of `effectiveRadius` m (P.526-15 section 3.1.1). Meant beyond the horizon; 10
/// MHz up.
double sphericalFirstTerm(double distance, double h1, double h2, double frequencyHz, double effectiveRadius,
                          const Ground& ground, Polarisation polarisation);

/// Diffraction loss, dB, over a smooth spherical earth at any distance, 0 where the path clears it well
/// (P.526-15 section 3.2). `seaShare` of the path is over sea, 0 … 1. Heights at or below the ground count as
/// 0.01 m.
double sphericalEarthLoss(double distance, double h1, double h2, double frequencyHz, double effectiveRadius,
                          double seaShare = 0, Polarisation polarisation = Polarisation::Horizontal);

/// A path for the methods on terrain profiles.
struct DiffractionPath {
  std::span<const double> distances;   ///< m from the transmitter, strictly increasing from 0; at least 3
  std::span<const double> heights;     ///< m above sea level, as many
  double transmitterAgl = 10;          ///< m above the first point
  double receiverAgl = 10;             ///< m above the last
  double frequencyHz = 1e9;            ///< 30 MHz … 50 GHz
  double effectiveRadius = 8'500'000;  ///< m
  double seaShare = 0;                 ///< of the path, 0 … 1
  Polarisation polarisation = Polarisation::Horizontal;
};

/// What the delta-Bullington method finds.
struct DeltaBullington {
  double bullingtonDb = 0;        ///< over the actual profile
  double smoothBullingtonDb = 0;  ///< over the smooth profile fitted to it
  double sphericalDb = 0;         ///< over a sphere with the same effective heights
  double totalDb = 0;             ///< bullington + max(spherical − smooth, 0)
};

/// Diffraction loss of a general path by the delta-Bullington method (P.526-15 section 4.5, as P.452-17
/// section 4.2 and its attachment 2 write it). Errors: a profile of fewer than 3 points, of different
/// lengths, not increasing or not finite, or figures out of range, each named.
Result<DeltaBullington> deltaBullington(const DiffractionPath& path);

}  // namespace sorami::physics
