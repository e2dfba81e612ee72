// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/AeronauticalParts.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace sorami::physics::p528 {

namespace {

double squared(double x) {
  return x * x;
}

double farShadow(double x) {
  return 0.05751 * x - 10 * std::log10(x);
}

// An antenna's gain over a smooth earth (section 10, after Vogler 1964).
double heightGain(double x, double k) {
  const double straight = 40 * std::log10(x) - 117;
  if (x <= 200) {
    const double turn = 450 / -std::pow(std::log10(k), 3);
    if (x >= turn) return std::abs(straight) < 117 ? straight : -117;
    return 20 * std::log10(k) - 15 + 2.5e-5 * x * x / k;
  }
  if (x > 2000) return farShadow(x);
  const double weight = 0.0134 * x * std::exp(-0.005 * x);
  return weight * straight + (1 - weight) * farShadow(x);
}

// Standard normal deviate exceeded with a probability (Hastings' approximation, as the annex gives it).
double deviateOf(double share) {
  const double tail = std::min(share, 1 - share);
  const double t = std::sqrt(-2 * std::log(tail));
  const double z = t - (2.515516698 + t * (0.802853 + t * 0.010328)) /
                           (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return share > 0.5 ? -z : z;
}

double between(double x, double x1, double y1, double x2, double y2) {
  return (y1 * (x2 - x) + y2 * (x - x1)) / (x2 - x1);
}

// Percentages and K of the table of Nakagami-Rice fading, dB exceeded (P.528-5 table, after NBS TN 101).
constexpr double kPercent[] = {1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95, 98, 99};
constexpr double kFactor[] = {-40, -25, -20, -18, -16, -14, -12, -10, -8, -6, -4, -2, 0, 2, 4, 6, 20};
constexpr double kFading[std::size(kFactor)][std::size(kPercent)] = {
    {-0.1417, -0.1252, -0.1004, -0.0784, -0.0634, -0.0515, -0.0321, -0.0155, 0, 0.0156, 0.0323, 0.0518,
     0.0639, 0.0791, 0.1016, 0.1271, 0.1441},
    {-0.7676, -0.6811, -0.5497, -0.4312, -0.3504, -0.2856, -0.1790, -0.0870, 0, 0.0878, 0.1828, 0.2953,
     0.3651, 0.4537, 0.5868, 0.7390, 0.8420},
    {-1.3183, -1.1738, -0.9524, -0.7508, -0.6121, -0.5003, -0.3151, -0.1537, 0, 0.1564, 0.3269, 0.5308,
     0.6585, 0.8218, 1.0696, 1.3572, 1.5544},
    {-1.6263, -1.4507, -1.1805, -0.9332, -0.7623, -0.6240, -0.3940, -0.1926, 0, 0.1969, 0.4127, 0.6722,
     0.8355, 1.0453, 1.3660, 1.7417, 2.0014},
    {-1.9963, -1.7847, -1.4573, -1.1557, -0.9462, -0.7760, -0.4916, -0.2410, 0, 0.2478, 0.5209, 0.8519,
     1.0615, 1.3326, 1.7506, 2.2463, 2.5931},
    {-2.4355, -2.1829, -1.7896, -1.4247, -1.1695, -0.9613, -0.6113, -0.3007, 0, 0.3114, 0.6573, 1.0802,
     1.3505, 1.7028, 2.2526, 2.9156, 3.3872},
    {-2.9491, -2.6507, -2.1831, -1.7455, -1.4375, -1.1846, -0.7567, -0.3737, 0, 0.3903, 0.8281, 1.3698,
     1.7198, 2.1808, 2.9119, 3.8143, 4.4714},
    {-3.5384, -3.1902, -2.6407, -2.1218, -1.7535, -1.4495, -0.9307, -0.4619, 0, 0.4874, 1.0404, 1.7348,
     2.1898, 2.7975, 3.7820, 5.0373, 5.9833},
    {-4.1980, -3.7974, -3.1602, -2.5528, -2.1180, -1.7565, -1.1345, -0.5662, 0, 0.6045, 1.2999, 2.1887,
     2.7814, 3.5868, 4.9288, 6.7171, 8.1319},
    {-4.9132, -4.4591, -3.7313, -3.0306, -2.5247, -2.1011, -1.3655, -0.6855, 0, 0.7415, 1.6078, 2.7374,
     3.5059, 4.5714, 6.4060, 8.9732, 11.0973},
    {-5.6559, -5.1494, -4.3315, -3.5366, -2.9578, -2.4699, -1.6150, -0.8154, 0, 0.8935, 1.9530, 3.3611,
     4.3363, 5.7101, 8.1216, 11.5185, 14.2546},
    {-6.3810, -5.8252, -4.9219, -4.0366, -3.3871, -2.8364, -1.8638, -0.9455, 0, 1.0458, 2.2979, 3.9771,
     5.1450, 6.7874, 9.6276, 13.4690, 16.4251},
    {-7.0247, -6.4249, -5.4449, -4.4782, -3.7652, -3.1580, -2.0804, -1.0574, 0, 1.1723, 2.5755, 4.4471,
     5.7363, 7.5266, 10.5553, 14.5401, 17.5511},
    {-7.5229, -6.8862, -5.8424, -4.8090, -4.0446, -3.3927, -2.2344, -1.1347, 0, 1.2535, 2.7446, 4.7144,
     6.0581, 7.9073, 11.0003, 15.0270, 18.0526},
    {-7.8532, -7.1880, -6.0963, -5.0145, -4.2145, -3.5325, -2.3227, -1.1774, 0, 1.2948, 2.8268, 4.8377,
     6.2021, 8.0724, 11.1869, 15.2265, 18.2566},
    {-8.0435, -7.3588, -6.2354, -5.1234, -4.3022, -3.6032, -2.3656, -1.1975, 0, 1.3130, 2.8619, 4.8888,
     6.2610, 8.1388, 11.2607, 15.3047, 18.3361},
    {-8.2238, -7.5154, -6.3565, -5.2137, -4.3726, -3.6584, -2.3979, -1.2121, 0, 1.3255, 2.8855, 4.9224,
     6.2992, 8.1814, 11.3076, 15.3541, 18.3864},
};

// Index of the interval of a rising table that holds `x`, the nearest one outside.
template <std::size_t N>
std::size_t interval(const double (&table)[N], double x) {
  const auto above =
      static_cast<std::size_t>(std::upper_bound(std::begin(table), std::end(table), x) - table);
  return std::clamp<std::size_t>(above, 1, N - 1) - 1;
}

}  // namespace

double smoothEarth(double horizon1, double horizon2, double frequencyMhz, double distance, bool vertical) {
  const double loss = 18'000 * kConductivity / frequencyMhz;
  const double cube = std::cbrt(frequencyMhz);
  double k = 0.01778 / cube * std::pow(squared(kPermittivity - 1) + loss * loss, -0.25);
  if (vertical) k *= std::sqrt(squared(kPermittivity) + loss * loss);
  const double scale = (1.607 - k) * cube;
  return farShadow(scale * distance) - heightGain(scale * horizon1, k) - heightGain(scale * horizon2, k) - 20;
}

Scatter troposcatter(const Terminal& low, const Terminal& high, double distance, double frequencyMhz) {
  Scatter scatter;
  const double beyond = distance - low.horizon - high.horizon;
  if (beyond <= 0) return scatter;
  const double half = 0.5 * beyond;
  // The ray's curvature falls off with height; its rise and turn by Simpson-like sums (eqs. 11-7 to 11-19).
  const double curvature = 1 / kEarth;
  const double bent = curvature - 1 / kEffectiveEarth;
  const double scaleHeight = kSurfaceRefractivity * 1e-6 / bent;
  const auto net = [&](double z) { return curvature - bent / std::exp(std::min(35.0, z / scaleHeight)); };
  const double atGround = net(0);
  const double quarter = net(squared(half / 2) / (2 * kEffectiveEarth));
  const double whole = net(squared(half) / (2 * kEffectiveEarth));
  const double inner = net((7 * atGround + 6 * quarter - whole) * squared(half) / 96);
  const double outer = net((atGround + 2 * quarter) * squared(half) / 6);
  scatter.crossing = (atGround + 2 * inner) * squared(half) / 6;
  scatter.angle = 2 * (atGround + 4 * inner + outer) * half / 6;

  // Scattering efficiency (eqs. 11-20 to 11-23).
  const double n = kSurfaceRefractivity;
  const double epsilon1 = 5.67e-6 * n * n - 0.00232 * n + 0.031;
  const double epsilon2 = 0.0002 * n * n - 0.06 * n + 6.6;
  const double gamma = 0.1424 * (1 + epsilon1 / std::exp(std::min(35.0, std::pow(scatter.crossing / 4, 6))));
  const double efficiency = 83.1 - epsilon2 / (1 + 0.07716 * squared(scatter.crossing)) +
                            20 * std::log10(squared(0.1424 / gamma) * std::exp(gamma * scatter.crossing));

  // Scattering volume (eqs. 11-24 to 11-39).
  const Terminal* ends[2] = {&low, &high};
  const double kappa = frequencyMhz / 0.0477;
  double leg[2], rho2[2], rho[2];
  for (int i = 0; i < 2; ++i) {
    const Terminal& t = *ends[i];
    leg[i] =
        half + std::sqrt(squared(t.effective) + 4 * (kEffectiveEarth + t.effective) * kEffectiveEarth *
                                                    squared(std::sin(t.horizon / (2 * kEffectiveEarth))));
    rho[i] = 2 * kappa * scatter.angle * t.effective;
    rho2[i] = squared(rho[i]);
  }
  const double length = leg[0] + leg[1];
  const double s = (leg[0] - leg[1]) / length;
  const double eta = gamma * scatter.angle * length / 2;
  const double x1 = squared(squared(1 + s) * eta);
  const double x2 = squared(squared(1 - s) * eta);
  const double q1 = x1 + rho2[0];
  const double q2 = x2 + rho2[1];
  const double a = squared(1 - s * s);
  const double b = 6 + 8 * s * s + 8 * (1 - s) * x1 * rho2[0] / (q1 * q1) +
                   8 * (1 + s) * x2 * rho2[1] / (q2 * q2) +
                   2 * (1 - s * s) * (1 + 2 * x1 / q1) * (1 + 2 * x2 / q2);
  const double root = std::sqrt(2.0);
  const double c = 12 * squared((rho[0] + root) / rho[0]) * squared((rho[1] + root) / rho[1]) *
                   (rho[0] + rho[1]) / (rho[0] + rho[1] + 2 * root);
  const double volume = 10 * std::log10((a * eta * eta + b * eta) * q1 * q2 / (rho2[0] * rho2[1]) + c);
  scatter.lossDb =
      efficiency + volume + 10 * std::log10(kappa * scatter.angle * squared(scatter.angle) / length);
  return scatter;
}

Variability longTerm(double horizons, double distance, double frequencyMhz, double percent,
                     double elevationFactor, double attenuation) {
  const double reach = horizons + 65 * std::cbrt(100 / frequencyMhz);
  const double effective = distance <= reach ? 130 * distance / reach : 130 + distance - reach;
  const double wave = std::sin(5.22 * std::log10(frequencyMhz / 200));
  const double factor10 = frequencyMhz > 1600 ? 1.05 : 0.21 * wave + 1.28;
  const double factor90 = frequencyMhz > 1600 ? 1.05 : 0.18 * wave + 1.23;
  // Of shares of 90 % and 10 % about the median, and the median's own shift (NBS TN 101 vol. 2, tables III.3
  // to 5).
  struct Curve {
    double c1, c2, c3, n1, n2, n3, atInfinity, greatest;
    double at(double d) const {
      const double f2 = atInfinity + (greatest - atInfinity) * std::exp(-c2 * std::pow(d, n2));
      return (c1 * std::pow(d, n1) - f2) * std::exp(-c3 * std::pow(d, n3)) + f2;
    }
  };
  static constexpr Curve kLow{2.93e-4, 3.78e-8, 1.02e-7, 2.00, 2.88, 3.15, 3.2, 8.2};
  static constexpr Curve kHigh{5.25e-4, 1.57e-6, 4.70e-7, 1.97, 2.31, 2.90, 5.4, 10.0};
  static constexpr Curve kMedian{1.59e-5, 1.56e-11, 2.77e-8, 2.32, 4.08, 3.25, 0.0, 3.9};
  const double median = kMedian.at(effective);
  const double high = kHigh.at(effective) * factor10;
  // Below 10 % by a table, else as a normal distribution.
  static constexpr double kTail[] = {1, 2, 5, 10};
  static constexpr double kTailFactor[] = {1.9507, 1.7166, 1.3265, 1.0};
  static constexpr double kTailLimit[] = {-5.0, -4.5, -3.7, 0.0};
  const std::size_t tail = interval(kTail, percent);
  const auto ofTail = [&](const double(&values)[4]) {
    return between(percent, kTail[tail], values[tail], kTail[tail + 1], values[tail + 1]);
  };
  double shift = median;
  if (percent > 50)
    shift -= deviateOf(percent / 100) / deviateOf(0.9) * kLow.at(effective) * factor90;
  else if (percent < 10)
    shift += ofTail(kTailFactor) * high;
  else if (percent < 50)
    shift += deviateOf(percent / 100) / deviateOf(0.1) * high;

  // Signals are kept from rising far above free space.
  Variability v;
  v.adjustment = std::max(0.0, attenuation + elevationFactor * (high + median) - 3);
  v.deviation = elevationFactor * shift - v.adjustment;
  if (percent < 10) v.deviation = std::min(v.deviation + attenuation, -ofTail(kTailLimit)) - attenuation;
  return v;
}

double nakagamiRice(double k, double percent) {
  const double factor = std::clamp(k, kFactor[0], kFactor[std::size(kFactor) - 1]);
  const std::size_t row = interval(kFactor, factor);
  const std::size_t column = interval(kPercent, percent);
  const auto at = [&](std::size_t p) {
    return between(factor, kFactor[row], kFading[row][p], kFactor[row + 1], kFading[row + 1][p]);
  };
  return between(percent, kPercent[column], at(column), kPercent[column + 1], at(column + 1));
}

double kOfFade99(double fadeDb) {
  // The annex's last column, of 99 %: rising with K. (It lists what is exceeded, so that the first is the
  // enhancement.)
  constexpr std::size_t kLast = std::size(kPercent) - 1;
  if (fadeDb < kFading[0][kLast]) return kFactor[0];
  for (std::size_t i = 1; i < std::size(kFactor); ++i)
    if (fadeDb < kFading[i][kLast])
      return between(fadeDb, kFading[i - 1][kLast], kFactor[i - 1], kFading[i][kLast], kFactor[i]);
  return kFactor[std::size(kFactor) - 1];
}

double combine(double median, double first, double second, double percent) {
  const double spread = std::hypot(first - median, second);
  return percent < 50 ? median + spread : median - spread;
}

}  // namespace sorami::physics::p528
