// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Detection.h"

#include "data/coverage/physics/Constants.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace sorami::physics {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kStepDb = 0.1;

bool pulsesOk(int pulses) {
  return pulses >= 1 && pulses <= kMaxPulses;
}

bool thresholdOk(double threshold) {
  return threshold >= 0 && threshold <= kGreatestThreshold;
}

bool pfaOk(double pfa) {
  return pfa >= kLeastFalseAlarm && pfa <= kGreatestFalseAlarm;
}

// ln n! without std::lgamma, which writes a global variable and so is no function for many threads.
double logFactorial(int n) {
  if (n < 32) {
    double product = 1;
    for (int i = 2; i <= n; ++i) product *= i;
    return std::log(product);
  }
  const double x = n + 1.0;
  const double r = 1 / (x * x);
  return (x - 0.5) * std::log(x) - x + 0.918938533204672742 +
         (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / x;
}

// exp(-x) x^n / n!
double poisson(int n, double x) {
  if (x <= 0) return n == 0 ? 1 : 0;
  return std::exp(n * std::log(x) - x - logFactorial(n));
}

// Q(n, x) as its finite sum, largest terms first.
double upperGamma(int n, double x) {
  if (x <= 0) return 1;
  if (x == kInfinity) return 0;
  if (x >= n - 1) {
    double term = poisson(n - 1, x);
    double sum = 0;
    for (int j = n - 1; j >= 0 && term > sum * 1e-18; --j) {
      sum += term;
      term *= j / x;
    }
    return std::min(sum, 1.0);
  }
  // Below its middle the complement is the small one: P(n, x) = sum of the terms from n on.
  double term = poisson(n, x);
  double sum = 0;
  for (int j = n; term > sum * 1e-18; ++j) {
    sum += term;
    term *= x / (j + 1);
  }
  return std::max(1 - sum, 0.0);
}

// Sum of weights w_k over Q(N+k, T). The weights are given by the logarithm of the first and by the ratio of
// each to the one before, and what that lacks to 1; what lies beyond the last term counts with Q = 1.
template <typename Ratio, typename Lack>
double mixture(double threshold, int pulses, double logFirst, Ratio ratio, Lack lack) {
  // Below this a weight is no normal number: until then its logarithm is carried.
  constexpr double kLeastLog = -700;
  double tail = upperGamma(pulses, threshold);
  double noise = poisson(pulses, threshold);
  const double last = std::max(0.0, threshold - pulses) + 15 * std::sqrt(threshold) + 60;
  double logWeight = logFirst;
  double weight = std::exp(logWeight);
  double weights = weight;
  double sum = weight * tail;
  int k = 1;
  for (; k <= last; ++k) {
    if (logWeight < kLeastLog) {
      logWeight += std::log(ratio(k));
      weight = std::exp(logWeight);
    } else {
      weight *= ratio(k);
    }
    tail = std::min(1.0, tail + noise);
    noise *= threshold / (pulses + k);
    weights += weight;
    sum += weight * tail;
    if (weights > 0.5 && weight < 1e-18 * sum) break;
  }
  // The ratios fall with k, so a geometric series bounds the rest; it spares small sums the rounding of 1 -
  // weights.
  double rest = std::max(0.0, 1 - weights);
  if (const double lacks = lack(k); lacks > 0) rest = std::min(rest, weight * ratio(k) / lacks);
  return std::clamp(sum + rest, 0.0, 1.0);
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

// What is wrong with the parameters every computation shares; empty when nothing is.
Status check(double pfa, int pulses, Swerling swerling) {
  if (!pfaOk(pfa))
    return Error{"a false-alarm probability of " + number(pfa) + " is out of range",
                 "false-alarm probability", "give 1e-15 to 0.1; 1e-6 is usual"};
  if (!pulsesOk(pulses))
    return Error{std::to_string(pulses) + " pulses integrated are out of range", "pulses integrated",
                 "give 1 to " + std::to_string(kMaxPulses)};
  if (static_cast<int>(swerling) > 4)
    return Error{"there is no Swerling case " + std::to_string(static_cast<int>(swerling)), "Swerling case",
                 "give 0 to 4"};
  return {};
}

}  // namespace

double toDb(double ratio) {
  return 10 * std::log10(ratio);
}

double fromDb(double db) {
  return std::pow(10.0, db / 10);
}

double falseAlarmProbability(double threshold, int pulses) {
  if (!pulsesOk(pulses) || !thresholdOk(threshold)) return kNan;
  return upperGamma(pulses, threshold);
}

double detectionThreshold(double pfa, int pulses) {
  if (!pfaOk(pfa) || !pulsesOk(pulses)) return kNan;
  const double wanted = std::log(pfa);
  double low = 0;
  double high = pulses + 10;
  while (std::log(upperGamma(pulses, high)) > wanted) {
    low = high;
    high *= 1.5;
  }
  // ln Q falls ever more steeply, so Newton's steps from the low side never overshoot; the bracket is for
  // rounding.
  double t = low > 0 ? low : 0.5 * (low + high);
  for (int i = 0; i < 200; ++i) {
    const double q = upperGamma(pulses, t);
    const double miss = std::log(q) - wanted;
    (miss > 0 ? low : high) = t;
    const double density = poisson(pulses - 1, t);
    double next = t + miss * q / density;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (std::abs(next - t) <= 1e-14 * t) return next;
    t = next;
  }
  return t;
}

double detectionProbability(double snr, double threshold, int pulses, Swerling swerling) {
  if (!pulsesOk(pulses) || !thresholdOk(threshold) || !(snr >= 0)) return kNan;
  if (snr == 0) return upperGamma(pulses, threshold);
  if (snr == kInfinity) return 1;
  const double energy = pulses * snr;
  double degrees = 0;
  switch (swerling) {
    case Swerling::Steady:
      return mixture(
          threshold, pulses, -energy, [energy](int k) { return energy / k; },
          [energy](int k) { return 1 - energy / k; });
    case Swerling::PulseRayleigh:
      return upperGamma(pulses, threshold / (1 + snr));
    case Swerling::ScanRayleigh:
      degrees = 1;
      break;
    case Swerling::ScanOneLarge:
      degrees = 2;
      break;
    case Swerling::PulseOneLarge:
      degrees = 2.0 * pulses;
      break;
    default:
      return kNan;
  }
  const double mean = energy / degrees;
  const double success = mean / (1 + mean);
  // Written so that a large mean, of which 1 - success keeps no digit, still has its share beyond the last
  // term.
  return mixture(
      threshold, pulses, -degrees * std::log1p(mean),
      [degrees, success](int k) { return (degrees + k - 1) / k * success; },
      [degrees, success, mean](int k) { return (k / (1 + mean) - (degrees - 1) * success) / k; });
}

Result<double> requiredSnrDb(double pd, double pfa, int pulses, Swerling swerling) {
  if (const Status status = check(pfa, pulses, swerling); !status) return status.error();
  if (!(pd > pfa && pd <= kGreatestDetection))
    return Error{"a probability of detection of " + number(pd) + " cannot be asked for",
                 "probability of detection",
                 "give more than the false-alarm probability (" + number(pfa) + ") and at most 0.999999999"};
  const double threshold = detectionThreshold(pfa, pulses);
  const auto miss = [&](double db) {
    return detectionProbability(fromDb(db), threshold, pulses, swerling) - pd;
  };
  double low = -100;
  double high = 150;
  double atLow = miss(low);
  double atHigh = miss(high);
  if (atLow > 0 || atHigh < 0)
    return Error{
        "no signal-to-noise ratio from -100 to 150 dB gives a probability of detection of " + number(pd),
        "probability of detection", "ask for one further from the false-alarm probability or from 1"};
  // Bisection to a tenth of a decibel, then the Illinois form of false position, which needs few more.
  while (high - low > 0.1) {
    const double middle = 0.5 * (low + high);
    const double value = miss(middle);
    (value < 0 ? low : high) = middle;
    (value < 0 ? atLow : atHigh) = value;
  }
  int side = 0;
  for (int i = 0; i < 100 && high - low > 1e-10 && atHigh != atLow; ++i) {
    const double next = (low * atHigh - high * atLow) / (atHigh - atLow);
    const double value = miss(next);
    if (value == 0) return next;
    if (value < 0) {
      if (next - low < 1e-11) return next;
      low = next;
      atLow = value;
      if (side == -1) atHigh /= 2;
      side = -1;
    } else {
      if (high - next < 1e-11) return next;
      high = next;
      atHigh = value;
      if (side == 1) atLow /= 2;
      side = 1;
    }
  }
  return 0.5 * (low + high);
}

double albersheimSnrDb(double pd, double pfa, int pulses) {
  if (!(pd > 0 && pd < 1) || !(pfa > 0 && pfa < 0.62) || pulses < 1) return kNan;
  const double a = std::log(0.62 / pfa);
  const double b = std::log(pd / (1 - pd));
  const double n = pulses;
  return -5 * std::log10(n) + (6.2 + 4.54 / std::sqrt(n + 0.44)) * std::log10(a + 0.12 * a * b + 1.7 * b);
}

double shnidmanSnrDb(double pd, double pfa, int pulses, Swerling swerling) {
  if (!(pd >= 0.1 && pd <= 0.99) || !(pfa > 0 && pfa < 0.5) || pulses < 1) return kNan;
  const double n = pulses;
  double inverseDegrees = 0;  // 1/K
  switch (swerling) {
    case Swerling::Steady:
      break;
    case Swerling::ScanRayleigh:
      inverseDegrees = 1;
      break;
    case Swerling::PulseRayleigh:
      inverseDegrees = 1 / n;
      break;
    case Swerling::ScanOneLarge:
      inverseDegrees = 0.5;
      break;
    case Swerling::PulseOneLarge:
      inverseDegrees = 0.5 / n;
      break;
    default:
      return kNan;
  }
  const double alpha = pulses < 40 ? 0 : 0.25;
  const double ofPd = std::sqrt(-0.8 * std::log(4 * pd * (1 - pd)));
  const double eta = std::sqrt(-0.8 * std::log(4 * pfa * (1 - pfa))) + (pd < 0.5 ? -ofPd : ofPd);
  const double steady = eta * (eta + 2 * std::sqrt(n / 2 + (alpha - 0.25)));
  double fluctuation = (((17.7006 * pd - 18.4496) * pd + 14.5339) * pd - 3.525) * inverseDegrees;
  if (pd > 0.872) {
    fluctuation += inverseDegrees * (std::exp(27.31 * pd - 25.14) +
                                     (pd - 0.8) * (0.7 * std::log(1e-5 / pfa) + (2 * n - 20) / 80));
  }
  return fluctuation + toDb(steady / n);
}

Result<DetectionCurve> DetectionCurve::make(double pfa, int pulses, Swerling swerling) {
  if (const Status status = check(pfa, pulses, swerling); !status) return status.error();
  DetectionCurve curve;
  curve.m_pfa = pfa;
  curve.m_pulses = pulses;
  curve.m_swerling = swerling;
  curve.m_threshold = detectionThreshold(pfa, pulses);
  const auto exact = [&](double db) {
    return detectionProbability(fromDb(db), curve.m_threshold, pulses, swerling);
  };
  // Outwards from the steep part, so that no entry is spent where the answer is Pfa or 1.
  double middle = toDb(std::max(0.1, curve.m_threshold / pulses - 1));
  middle = std::round(middle / kStepDb) * kStepDb;
  std::vector<double> below;
  for (int i = 1; i <= 1500; ++i) {
    const double value = exact(middle - i * kStepDb);
    below.push_back(value);
    if (value - pfa < 1e-7) break;
  }
  curve.m_first = middle - static_cast<double>(below.size()) * kStepDb;
  curve.m_values.assign(below.rbegin(), below.rend());
  for (int i = 0; i <= 1500; ++i) {
    const double value = exact(middle + i * kStepDb);
    curve.m_values.push_back(value);
    if (value > kGreatestDetection) break;
  }
  // The sums are monotone but for rounding; the table is so exactly.
  for (std::size_t i = 1; i < curve.m_values.size(); ++i)
    curve.m_values[i] = std::max(curve.m_values[i], curve.m_values[i - 1]);

  // Slopes of a monotone cubic: central differences of the fourth order, held within three times either
  // neighbouring slope (Fritsch and Carlson, SIAM J. Numer. Anal. 17, 1980).
  const auto& v = curve.m_values;
  curve.m_slopes.assign(v.size(), 0.0);
  for (std::size_t i = 1; i + 1 < v.size(); ++i) {
    double slope = 0.5 * (v[i + 1] - v[i - 1]);
    if (i > 1 && i + 2 < v.size()) slope = (8 * (v[i + 1] - v[i - 1]) - (v[i + 2] - v[i - 2])) / 12;
    curve.m_slopes[i] = std::clamp(slope, 0.0, 3 * std::min(v[i] - v[i - 1], v[i + 1] - v[i]));
  }
  return curve;
}

double DetectionCurve::pd(double snrDb) const {
  if (std::isnan(snrDb)) return kNan;
  const double position = (snrDb - m_first) / kStepDb;
  if (position < 0) return m_pfa;
  if (position >= static_cast<double>(m_values.size() - 1))
    return m_values.back() > kGreatestDetection ? 1 : m_values.back();
  const auto i = static_cast<std::size_t>(position);
  const double t = position - static_cast<double>(i);
  const double t2 = t * t;
  const double t3 = t2 * t;
  return m_values[i] + (m_values[i + 1] - m_values[i]) * (3 * t2 - 2 * t3) + m_slopes[i] * (t3 - 2 * t2 + t) +
         m_slopes[i + 1] * (t3 - t2);
}

double DetectionCurve::snrDb(double wanted) const {
  if (std::isnan(wanted)) return kNan;
  if (wanted <= m_pfa) return -kInfinity;
  if (wanted > m_values.back()) return kInfinity;
  const auto above = std::lower_bound(m_values.begin(), m_values.end(), wanted);
  if (above == m_values.begin()) return m_first;
  double high = m_first + static_cast<double>(above - m_values.begin()) * kStepDb;
  double low = high - kStepDb;
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    (pd(middle) < wanted ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace sorami::physics
