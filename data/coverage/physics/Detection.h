// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <cstdint>
#include <vector>

/// Detection of a target in noise by a square-law detector and noncoherent integration of N pulses. All
/// signal-to-noise ratios are those of one pulse behind the matched filter, before integration.
namespace sorami::physics {

/// How the target's radar cross-section fluctuates (Swerling 1954, RAND RM-1217).
enum class Swerling : std::uint8_t {
  Steady = 0,     ///< case 0 (or 5): does not fluctuate
  ScanRayleigh,   ///< case 1: exponential, constant within a scan
  PulseRayleigh,  ///< case 2: exponential, new at every pulse
  ScanOneLarge,   ///< case 3: chi-square of four degrees, constant within a scan
  PulseOneLarge,  ///< case 4: chi-square of four degrees, new at every pulse
};

inline constexpr int kMaxPulses = 100'000;              ///< most pulses integrated that are accepted
inline constexpr double kGreatestThreshold = 1e6;       ///< above any that the other limits allow
inline constexpr double kLeastFalseAlarm = 1e-15;       ///< least false-alarm probability accepted
inline constexpr double kGreatestFalseAlarm = 0.1;      ///< greatest false-alarm probability accepted
inline constexpr double kGreatestDetection = 1 - 1e-9;  ///< greatest detection probability accepted

/// Power ratio to decibels; -inf for 0, NaN below.
double toDb(double ratio);
/// Decibels to a power ratio.
double fromDb(double db);

/// Probability that noise alone, N pulses summed, exceeds `threshold` (in units of the noise power of one
/// pulse): the regularised upper incomplete gamma function Q(N, threshold), as its finite sum.
/// `pulses` 1 … kMaxPulses, `threshold` 0 … kGreatestThreshold; NaN outside. Accurate to about 1e-12 of its
/// value.
double falseAlarmProbability(double threshold, int pulses);

/// The threshold with that false-alarm probability, in units of the noise power of one pulse:
/// Q(N, T) = Pfa solved for T to 1e-12 of its value. `pfa` from kLeastFalseAlarm to kGreatestFalseAlarm,
/// `pulses` 1 … kMaxPulses; NaN outside.
double detectionThreshold(double pfa, int pulses);

/// Exact probability of detection at a signal-to-noise ratio (power ratio, not decibels, >= 0) and a
/// threshold as detectionThreshold gives it. Case 0 is the generalised Marcum function, case 2 Q(N,
/// T/(1+snr)), cases 1, 3, 4 sums of negative binomial weights of K = 1, 2, 2N over Q(N+k, T) (Shnidman, IEEE
/// Trans. AES-31, 1995). Terms below 1e-17 are left out. NaN for arguments outside the ranges above.
double detectionProbability(double snr, double threshold, int pulses, Swerling swerling);

/// The signal-to-noise ratio of one pulse, dB, that gives probability of detection `pd` at false-alarm
/// probability `pfa`; exact, to 1e-9 dB. Errors name the parameter and the range allowed: `pd` must lie above
/// `pfa` and at most at kGreatestDetection, and the answer between -100 and +150 dB.
Result<double> requiredSnrDb(double pd, double pfa, int pulses, Swerling swerling);

/// Albersheim's approximation of requiredSnrDb for a steady target (Proc. IEEE 69, 1981): within 0.31 dB of
/// the exact figure for Pfa 1e-8 … 1e-4, Pd 0.5 … 0.95, N 1 … 100. NaN where its logarithm is undefined (pd,
/// pfa outside 0 … 1, pulses < 1).
double albersheimSnrDb(double pd, double pfa, int pulses);

/// Shnidman's approximation of requiredSnrDb for all cases (IEEE Trans. AES-38, 2002): meant for Pd 0.1 …
/// 0.99, Pfa 1e-9 … 1e-3, N 1 … 100; within 0.76 dB of the exact figure. NaN outside that range of pd and for
/// impossible pfa or pulses.
double shnidmanSnrDb(double pd, double pfa, int pulses, Swerling swerling);

/// Probability of detection against signal-to-noise ratio as a table: some hundred times faster than the
/// sums, for maps and diagrams; made in milliseconds. Monotone; within 2e-6 of detectionProbability.
/// Immutable and cheap to copy by pointer; safe to read from many threads.
class DetectionCurve {
 public:
  /// Errors as requiredSnrDb.
  static Result<DetectionCurve> make(double pfa, int pulses, Swerling swerling);

  /// At a signal-to-noise ratio in dB; the false-alarm probability far below the threshold, 1 far above, NaN
  /// for NaN.
  double pd(double snrDb) const;
  /// The signal-to-noise ratio in dB at which pd() is reached; -inf for pd at or below the false-alarm
  /// probability, +inf above the table's end (Pd 1 - 1e-9 or more), NaN for NaN.
  double snrDb(double pd) const;

  double pfa() const { return m_pfa; }
  int pulses() const { return m_pulses; }
  Swerling swerling() const { return m_swerling; }
  double threshold() const { return m_threshold; }  ///< in units of the noise power of one pulse

 private:
  DetectionCurve() = default;
  double m_pfa = 0;
  int m_pulses = 0;
  Swerling m_swerling = Swerling::Steady;
  double m_threshold = 0;
  double m_first = 0;            // dB of the first entry
  std::vector<double> m_values;  // probabilities, step kStepDb
  std::vector<double> m_slopes;  // of the monotone cubic, per step
};

}  // namespace sorami::physics
