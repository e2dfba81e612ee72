// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/physics/Atmosphere.h"

#include <vector>

/// What gases, rain and cloud take from a wave on its way. Frequencies are Hz, lengths m, angles rad;
/// specific attenuation is dB/km, as everywhere in the field. All results are of one way: a radar pays twice.
namespace sorami::physics {

/// Specific attenuation by oxygen and dry air, dB/km, line by line (P.676-13 annex 1). 1 … 1000 GHz
/// is its range; lower frequencies are computed by the same sums. NaN for a frequency above 1000 GHz or not
/// above 0.
double oxygenAttenuation(double frequencyHz, const Air& air);

/// Specific attenuation by water vapour, dB/km; as oxygenAttenuation.
double vapourAttenuation(double frequencyHz, const Air& air);

/// Both.
double gasAttenuation(double frequencyHz, const Air& air);

/// Attenuation by water vapour towards the zenith, dB, from the total columnar content `columnarVapour`
/// (1 … 150 kg/m², NaN outside) over a place `height` m above mean sea level (P.676-12 annex 2); 1 … 350 GHz.
double zenithVapourAttenuation(double frequencyHz, double columnarVapour, double height);

/// Gas along paths through the reference atmosphere at one frequency: specific attenuation tabulated once,
/// then an integral of some microseconds a path. Immutable; safe to read from many threads.
class GasColumn {
 public:
  /// `surfaceVapour` g/m³ at sea level, 0 … 50; frequency up to 1000 GHz. Errors name which.
  static Result<GasColumn> make(double frequencyHz, double surfaceVapour = 7.5);

  /// Specific attenuation at a height, dB/km; within 0.2 % of the line-by-line figure up to 30 km, 0 above 40
  /// km.
  double specific(double height) const;
  /// One way over `range` m (0 … 1e8) of a path that leaves a height at `elevation` over an earth of radius k
  /// × kEarthRadius (k above 0, up to 1e6), dB; NaN outside.
  double along(double height, double elevation, double range, double k = 4.0 / 3.0) const;

 private:
  GasColumn() = default;
  std::vector<double> m_logSpecific;  // ln dB/km every kStep m
};

/// Coefficients of γ = coefficient × R^exponent.
struct RainLaw {
  double coefficient = 0;  ///< k, dB/km at 1 mm/h
  double exponent = 1;     ///< alpha
};

/// Rain's coefficients (P.838-3 eqs. 2-5): frequency 1 … 1000 GHz, `elevation` of the path and `tilt` of the
/// polarisation from the horizontal (0 horizontal, π/2 vertical, π/4 circular), rad. NaN outside that range
/// of frequency.
RainLaw rainLaw(double frequencyHz, double elevation, double tilt);

/// Specific attenuation of rain of `rate` mm/h (>= 0), dB/km (P.838-3 eq. 1).
double rainAttenuation(double frequencyHz, double rate, double elevation, double tilt);

/// Mean height of rain above sea level, m, from that of the 0 °C isotherm: 360 m more (P.839-4 section 2).
double rainHeight(double zeroIsotherm);

/// Attenuation, dB, along a path through uniform rain below `rainTop` m, from `height` at `elevation` over
/// `range`, on an earth of radius k × kEarthRadius. For planning against a storm of known extent: `range` is
/// the part inside it.
double rainAlong(double frequencyHz, double rate, double tilt, double height, double elevation, double range,
                 double rainTop, double k = 4.0 / 3.0);

/// Specific attenuation coefficient of cloud liquid water, (dB/km)/(g/m³) (P.840-8 annex 1, Rayleigh
/// region, up to 200 GHz), at a temperature in K. NaN for a frequency outside 0 … 200 GHz (0 excluded).
double cloudCoefficient(double frequencyHz, double temperatureK);

/// Attenuation, dB, by a columnar liquid content reduced to 0 °C (kg/m²) on a slant path of elevation 5° or
/// more (P.840-8 annex 1).
double cloudSlantAttenuation(double frequencyHz, double reducedLiquid, double elevation);

}  // namespace sorami::physics
