// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/physics/Atmosphere.h"

#include <optional>

/// Where a ray goes. Heights are metres above a sphere, angles rad, elevations above the local horizontal.
namespace sorami::physics {

/// Distance, m, along the straight ray from `height` (>= 0) to the horizon of a smooth earth of radius
/// `radius` (k times the earth's): sqrt(2 R h + h²).
double horizonRange(double height, double radius);

/// The same over the ground: R acos(R/(R+h)).
double horizonGroundRange(double height, double radius);

/// Lowest height, m, visible over a smooth earth from an antenna `height` m up (>= 0), at `ground` metres
/// along the ground: 0 within the horizon, beyond it the height of the tangent ray; +inf where that ray never
/// comes (a quarter of the sphere on).
double smoothEarthFloor(double height, double ground, double radius);

/// Height, m, that a straight ray reaches after `range` metres over an earth of radius `radius`.
double heightAtRange(double height, double elevation, double range, double radius);

/// Distance, m, along a straight ray from `height` at `elevation` to where it first climbs through
/// `targetHeight`; a ray below the horizontal is followed down and up again. Nothing when it never gets
/// there: the target is lower than the ray's lowest point or than its start on a climbing ray, or the earth
/// is in the way.
std::optional<double> rangeToHeight(double height, double elevation, double targetHeight, double radius);

/// Central angle × `radius`, m along the ground, between the ends of that ray.
double groundRange(double height, double elevation, double range, double radius);

/// Elevation, rad, of the straight ray from `height` to `targetHeight` at `ground` metres along the ground.
double elevationTo(double height, double targetHeight, double ground, double radius);

/// An atmosphere of refractive index n = 1 + Ns 1e-6 exp(−c h) (CRPL exponential reference atmosphere, Bean
/// and Thayer 1959).
struct ExponentialAir {
  double surfaceRefractivity = 313;  ///< N-units at height 0, 200 … 450
  double decay = 0.1439e-3;          ///< c, 1/m

  /// With the decay that gives refractivityGradient over the first kilometre: ln(Ns/(Ns + dN)) per km.
  static ExponentialAir crpl(double surfaceRefractivity);
  double index(double height) const;  ///< n
};

/// A refracted ray between two heights.
struct RefractedRay {
  double radarRange = 0;     ///< m, what a radar measures: the integral of n along the ray
  double slantRange = 0;     ///< m, straight between the ends
  double groundRange = 0;    ///< m, along the ground
  double trueElevation = 0;  ///< rad, of the straight line; below the ray's own elevation
};

/// The ray that leaves `height` at `elevation`, followed until it first climbs through `targetHeight` (Blake,
/// NRL 6930, 1969): R = ∫ n² r dh / sqrt((n r)² − (n0 r0 cos el)²), over a sphere of radius `earthRadius`.
/// Heights 0 … 1 000 000 m, elevation −π/2 … π/2. Nothing when the ray never gets there (as rangeToHeight) or
/// an argument is out of range. Good to 1e-7 of the range; some 10 µs.
std::optional<RefractedRay> refractedRay(const ExponentialAir& air, double height, double elevation,
                                         double targetHeight, double earthRadius = kEarthRadius);

}  // namespace sorami::physics
