// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

/// Antenna patterns: gain relative to the peak, dB (0 or less), one way, of angles in rad.
namespace sorami::physics {

/// Main lobe as a Gaussian of half-power width `beamwidth`, `offAxis` from its peak: −12.04
/// (offAxis/beamwidth)² dB. True to a real main lobe down to about −12 dB; sidelobes are not in it.
double gaussianGainDb(double offAxis, double beamwidth);

/// The same not below a level of sidelobes (dB, negative).
double gaussianGainDb(double offAxis, double beamwidth, double sidelobeDb);

/// Shape of a cosecant-squared elevation pattern (Skolnik's handbook, ch. 6; ITU-R M.1851): a Gaussian lobe
/// below, above it gain as csc² of the elevation, so that a target at constant height returns the same power
/// at every range.
struct CosecantSquared {
  double peak = 0.035;      ///< elevation of the lobe's peak, 0 … π/2
  double beamwidth = 0.07;  ///< half-power width of the lobe below the csc² part, > 0
  double from = 0.05;       ///< where csc² begins, > 0 and >= peak
  double to = 0.52;         ///< where it ends, > from, <= π/2
  double sidelobeDb = -40;  ///< level beyond, < 0
};

/// Checks the ranges above; the error names the parameter.
Status checkPattern(const CosecantSquared& pattern);

/// Gain at an elevation, dB below the peak: the lobe below `from`, joined there without a step, csc² to `to`,
/// sidelobes beyond.
double cosecantSquaredGainDb(const CosecantSquared& pattern, double elevation);

/// Loss, dB (0 or more), of a phased array steered `angle` from its normal: −10 n log cos (Skolnik's
/// handbook, ch. 13). One way; n is 1 for the projected aperture, 1.5 usual with the element's pattern. +inf
/// at and beyond π/2.
double scanLossDb(double angle, double exponent = 1.5);

/// Angle, rad, between the normal of a flat array, pointing to `faceAzimuth` and `faceElevation`, and a
/// direction.
double offNormal(double faceAzimuth, double faceElevation, double azimuth, double elevation);

/// Half-power width, rad, of a beam steered `angle` from the normal: broadened by 1/cos.
double scannedBeamwidth(double beamwidth, double angle);

}  // namespace sorami::physics
