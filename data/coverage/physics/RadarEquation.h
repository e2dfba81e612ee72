// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/physics/Detection.h"

#include <functional>

/// The radar range equation in the forms of Skolnik and Blake. Gains and losses are in decibels because they
/// are quoted so; everything else is SI. Free space: pattern-propagation factors and attenuation come in as
/// losses.
namespace sorami::physics {

inline constexpr double kBoltzmann = 1.380649e-23;      ///< J/K, exact (SI 2019)
inline constexpr double kSpeedOfLight = 299'792'458.0;  ///< m/s, exact
inline constexpr double kReferenceTemperature = 290;    ///< K, of noise figures (IEEE)
inline constexpr double kBeamShapeLossDb = 1.6;  ///< one-dimensional scan with a Gaussian beam (Blake 1969)

/// What the range equation needs to know of a pulse radar with a matched filter.
struct PulseRadar {
  double frequencyHz = 3e9;   ///< 1e6 … 1e12
  double peakPowerW = 100e3;  ///< > 0
  double pulseWidthS = 1e-6;  ///< > 0, uncompressed: energy = power × width
  double transmitGainDbi = 40;
  double receiveGainDbi = 40;
  double systemTemperatureK = 600;  ///< > 0, referred to the antenna's terminals
  double lossesDb = 0;              ///< all of them, >= 0
};

/// Wavelength, m, of a frequency in Hz (> 0).
double wavelength(double frequencyHz);

/// Checks the ranges above; the error names the first parameter outside and the range allowed.
Status checkRadar(const PulseRadar& radar);

/// Signal-to-noise ratio of one pulse as a power ratio, for a target of radar cross-section `rcs` (m², > 0)
/// at `range` (m, > 0): Pt τ Gt Gr λ² σ / ((4π)³ k Ts R⁴ L) (Skolnik, Introduction to Radar Systems, ch. 2,
/// with a matched filter).
double snrAtRange(const PulseRadar& radar, double rcs, double range);

/// The same with transmitter and receiver at different ranges of the target (bistatic), m.
double snrBistatic(const PulseRadar& radar, double rcs, double rangeTransmit, double rangeReceive);

/// Range, m, at which the ratio `snr` (power ratio, > 0) is reached, without attenuation: the closed form.
double rangeForSnr(const PulseRadar& radar, double rcs, double snr);

/// Range, m, at which the ratio `snr` is reached when the medium takes `twoWayDb(range)` decibels there and
/// back, a function that never falls with range and is 0 or more. Solved to 1e-6 of the range by bracketing,
/// so a steep loss cannot make it swing as the plain iteration does.
double rangeForSnr(const PulseRadar& radar, double rcs, double snr,
                   const std::function<double(double)>& twoWayDb);

/// Peak power, W, for the ratio `snr` at `range`; `radar.peakPowerW` is not read.
double peakPowerForSnr(const PulseRadar& radar, double rcs, double range, double snr);

/// What the search form needs.
struct SearchRadar {
  double powerAperture = 0;  ///< mean power × effective aperture, W m², > 0
  double searchTimeS = 10;   ///< for the whole volume, > 0
  double solidAngleSr = 1;   ///< searched, > 0; see searchSolidAngle
  double systemTemperatureK = 600;
  double lossesDb = 0;
};

/// Solid angle, sr, of a search volume `azimuthWidth` wide between two elevations, all rad.
double searchSolidAngle(double azimuthWidth, double elevationFrom, double elevationTo);

/// Signal-to-noise ratio (power ratio) of a search: Pav A ts σ / (4π Ω k Ts R⁴ L) (Barton; Skolnik, ch. 2).
double searchSnr(const SearchRadar& radar, double rcs, double range);

/// Range, m, of a search for the ratio `snr`.
double searchRange(const SearchRadar& radar, double rcs, double snr);

/// Noise of the receiving system referred to the antenna's terminals, K (Blake, NRL 6930, 1969, part 1):
/// Ts = Ta + Tr + Lr Te with Ta = (0.876 Ta' − 254)/La + 290, Tr = 290 (Lr − 1), Te = 290 (F − 1).
/// `skyTemperatureK` is Ta', what a lossless antenna sees (>= 0); `antennaLossDb` ohmic loss within the
/// antenna (La), `lineLossDb` between antenna and receiver (Lr), `noiseFigureDb` of the receiver (F); all dB
/// >= 0.
double systemTemperature(double skyTemperatureK, double antennaLossDb, double lineLossDb,
                         double noiseFigureDb);

/// The losses Blake lists apart, dB, each 0 or more.
struct LossBudget {
  double transmitLineDb = 0;
  double receiveLineDb = 0;  ///< only where it is not already in the system temperature
  double antennaOhmicDb = 0;
  double beamShapeDb = 0;  ///< kBeamShapeLossDb for a scan in one direction, twice that for two
  double filterMismatchDb = 0;
  double integrationDb = 0;
  double collapsingDb = 0;
  double cfarDb = 0;
  double scanDb = 0;  ///< of a phased array, see scanLossDb
  double otherDb = 0;

  double totalDb() const;  ///< their sum
};

/// Loss, dB, of a constant-false-alarm-rate detector that estimates the noise from `cells` reference cells,
/// against known noise: exact for one pulse and Swerling 1, where averaging gives Pfa = (1 + t)^-n and Pd =
/// (1 + t/(1 + snr))^-n (Gandhi and Kassam, IEEE Trans. AES-24, 1988). Errors: probabilities as in
/// requiredSnrDb, `cells` 1 … 10 000.
Result<double> cellAveragingLossDb(double pd, double pfa, int cells);

/// Range, m, at which a target of `rcs` (m²) is found with probability `pd`, N pulses integrated, at
/// false-alarm probability `pfa`. `twoWayDb`, where given, is as in rangeForSnr. Errors: impossible radar,
/// cross-section, probabilities or pulses, each named with the range allowed.
Result<double> detectionRange(const PulseRadar& radar, double rcs, double pd, double pfa, int pulses,
                              Swerling swerling, const std::function<double(double)>& twoWayDb = {});

}  // namespace sorami::physics
