// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Attenuation.h"

#include "data/coverage/physics/Constants.h"
#include "data/coverage/physics/GasLines.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numbers>

namespace sorami::physics {

namespace {

constexpr double kStep = 100;          // m between heights of a GasColumn
constexpr double kColumnTop = 40'000;  // m, beyond it less than 0.1 % of the zenith attenuation is left
constexpr double kFloor = -1'000;      // m

bool gasFrequencyOk(double ghz) {
  return ghz > 0 && ghz <= 1000;
}

// Longer paths than these leave the atmosphere anyway; k up to 1e6 is a flat earth.
bool pathOk(double range, double k) {
  return range >= 0 && range <= 1e8 && k > 0 && k <= 1e6;
}

double squared(double x) {
  return x * x;
}

// Height of a straight ray over an earth of radius k × kEarthRadius after `s` metres.
double heightAlong(double height, double sinElevation, double s, double radius) {
  const double r = radius + height;
  // sqrt(r² + s² + 2 r s sin) - radius, without the difference of large numbers.
  const double rise = s * (s + 2 * r * sinElevation);
  return height + rise / (std::sqrt(r * r + rise) + r);
}

// One of P.838-3's sums of Gaussians over log10 f.
struct RainTerm {
  double a, b, c;
};
template <std::size_t N>
double rainSum(const RainTerm (&terms)[N], double slope, double offset, double logF) {
  double sum = slope * logF + offset;
  for (const RainTerm& term : terms) sum += term.a * std::exp(-squared((logF - term.b) / term.c));
  return sum;
}

// P.838-3 tables 1 to 4.
constexpr RainTerm kRainKh[] = {{-5.33980, -0.10008, 1.13098},
                                {-0.35351, 1.26970, 0.45400},
                                {-0.23789, 0.86036, 0.15354},
                                {-0.94158, 0.64552, 0.16817}};
constexpr RainTerm kRainKv[] = {{-3.80595, 0.56934, 0.81061},
                                {-3.44965, -0.22911, 0.51059},
                                {-0.39902, 0.73042, 0.11899},
                                {0.50167, 1.07319, 0.27195}};
constexpr RainTerm kRainAlphaH[] = {{-0.14318, 1.82442, -0.55187},
                                    {0.29591, 0.77564, 0.19822},
                                    {0.32177, 0.63773, 0.13164},
                                    {-5.37610, -0.96230, 1.47828},
                                    {16.1721, -3.29980, 3.43990}};
constexpr RainTerm kRainAlphaV[] = {{-0.07771, 2.33840, -0.76284},
                                    {0.56727, 0.95545, 0.54039},
                                    {-0.20238, 1.14520, 0.26809},
                                    {-48.2991, 0.791669, 0.116226},
                                    {48.5833, 0.791459, 0.116479}};

}  // namespace

double oxygenAttenuation(double frequencyHz, const Air& air) {
  const double f = frequencyHz / 1e9;
  if (!gasFrequencyOk(f)) return kNan;
  const double theta = 300 / air.temperatureK;
  const double e = vapourPressure(air.vapourDensity, air.temperatureK);
  const double p = air.pressureHpa - e;  // the Recommendation's p is that of dry air
  const double theta08 = std::pow(theta, 0.8);
  double sum = 0;
  for (const OxygenLine& line : kOxygenLines) {
    const double strength = line.a1 * 1e-7 * p * theta * theta * theta * std::exp(line.a2 * (1 - theta));
    const double pressureWidth =
        line.a3 * 1e-4 * (p * (line.a4 == 0 ? theta08 : std::pow(theta, 0.8 - line.a4)) + 1.1 * e * theta);
    const double width = std::sqrt(pressureWidth * pressureWidth + 2.25e-6);
    const double mixing = (line.a5 + line.a6 * theta) * 1e-4 * (p + e) * theta08;
    const double below = line.frequency - f;
    const double above = line.frequency + f;
    sum += strength * f / line.frequency *
           ((width - mixing * below) / (below * below + width * width) +
            (width - mixing * above) / (above * above + width * width));
  }
  const double debye = 5.6e-4 * (p + e) * theta08;
  const double dry = f * p * theta * theta *
                     (6.14e-5 / (debye * (1 + squared(f / debye))) +
                      1.4e-12 * p * std::pow(theta, 1.5) / (1 + 1.9e-5 * std::pow(f, 1.5)));
  return 0.1820 * f * (sum + dry);
}

double vapourAttenuation(double frequencyHz, const Air& air) {
  const double f = frequencyHz / 1e9;
  if (!gasFrequencyOk(f)) return kNan;
  const double theta = 300 / air.temperatureK;
  const double e = vapourPressure(air.vapourDensity, air.temperatureK);
  const double p = air.pressureHpa - e;
  const double theta35 = theta * theta * theta * std::sqrt(theta);
  double sum = 0;
  for (const VapourLine& line : kVapourLines) {
    const double strength = line.b1 * 1e-1 * e * theta35 * std::exp(line.b2 * (1 - theta));
    const double pressureWidth =
        line.b3 * 1e-4 * (p * std::pow(theta, line.b4) + line.b5 * e * std::pow(theta, line.b6));
    const double width =
        0.535 * pressureWidth + std::sqrt(0.217 * pressureWidth * pressureWidth +
                                          2.1316e-12 * line.frequency * line.frequency / theta);
    const double below = line.frequency - f;
    const double above = line.frequency + f;
    sum += strength * f / line.frequency *
           (width / (below * below + width * width) + width / (above * above + width * width));
  }
  return 0.1820 * f * sum;
}

double gasAttenuation(double frequencyHz, const Air& air) {
  return oxygenAttenuation(frequencyHz, air) + vapourAttenuation(frequencyHz, air);
}

double zenithVapourAttenuation(double frequencyHz, double columnarVapour, double height) {
  const double f = frequencyHz / 1e9;
  if (!(f >= 1 && f <= 350) || !(columnarVapour >= 1 && columnarVapour <= 150)) return kNan;
  Air reference;
  reference.vapourDensity = columnarVapour / 2.38;
  reference.temperatureK = 14 * std::log(0.22 * columnarVapour / 2.38) + 3 + 273.15;
  // The reference pressure is that of dry air.
  reference.pressureHpa = 845 + vapourPressure(reference.vapourDensity, reference.temperatureK);
  const double base = 0.0176 * columnarVapour * vapourAttenuation(frequencyHz, reference) /
                      vapourAttenuation(20.6e9, reference);
  if (f <= 20) return base;
  const double h = std::clamp(height / 1000, 0.0, 4.0);
  const double a = 0.2048 * std::exp(-squared((f - 22.43) / 3.097)) +
                   0.2326 * std::exp(-squared((f - 183.5) / 4.096)) +
                   0.2073 * std::exp(-squared((f - 325) / 3.651)) - 0.1113;
  const double b = 8.741e4 * std::exp(-0.587 * f) + 312.2 * std::pow(f, -2.38) + 0.723;
  return base * (a * std::pow(h, b) + 1);
}

Result<GasColumn> GasColumn::make(double frequencyHz, double surfaceVapour) {
  if (!gasFrequencyOk(frequencyHz / 1e9)) {
    char text[80];
    std::snprintf(text, sizeof text, "a frequency of %g Hz is out of range", frequencyHz);
    return Error{text, "frequency", "give one above 0 and up to 1e12 Hz"};
  }
  if (!(surfaceVapour >= 0 && surfaceVapour <= 50)) {
    char text[80];
    std::snprintf(text, sizeof text, "a vapour density of %g g/m³ is out of range", surfaceVapour);
    return Error{text, "vapour density", "give 0 to 50 g/m³; 7.5 is the reference at sea level"};
  }
  GasColumn column;
  for (double height = kFloor; height <= kColumnTop; height += kStep)
    column.m_logSpecific.push_back(
        std::log(gasAttenuation(frequencyHz, referenceAir(height, surfaceVapour))));
  return column;
}

double GasColumn::specific(double height) const {
  const auto last = static_cast<double>(m_logSpecific.size() - 1);
  const double position = std::max(0.0, (height - kFloor) / kStep);
  if (!(position < last)) return position >= last ? 0 : kNan;
  const auto i = static_cast<std::size_t>(position);
  const double t = position - static_cast<double>(i);
  return std::exp(m_logSpecific[i] + t * (m_logSpecific[i + 1] - m_logSpecific[i]));
}

double GasColumn::along(double height, double elevation, double range, double k) const {
  if (!pathOk(range, k)) return kNan;
  const double radius = k * kEarthRadius;
  const double sine = std::sin(elevation);
  // Five-point Gauss in steps that follow the vapour's scale height: some 2 km long along a level ray's
  // start, stretching with range.
  static constexpr double kNode[] = {0.5, 0.230765344947158454, 0.769234655052841546, 0.046910077030668004,
                                     0.953089922969331996};
  static constexpr double kWeight[] = {0.284444444444444444, 0.239314335249683234, 0.239314335249683234,
                                       0.118463442528094544, 0.118463442528094544};
  double sum = 0;
  double from = 0;
  while (from < range) {
    const double climb = std::abs(sine) + from / radius;
    const double step =
        std::min(std::max(2000.0, std::min(1000 / std::max(climb, 1e-3), 20'000.0)), range - from);
    for (int i = 0; i < 5; ++i)
      sum += kWeight[i] * step * specific(heightAlong(height, sine, from + kNode[i] * step, radius));
    from += step;
    const bool climbing = from > -sine * (radius + height);
    if (climbing && heightAlong(height, sine, from, radius) > kColumnTop) break;
  }
  return sum / 1000;
}

RainLaw rainLaw(double frequencyHz, double elevation, double tilt) {
  const double f = frequencyHz / 1e9;
  if (!(f >= 1 && f <= 1000)) return {kNan, kNan};
  const double logF = std::log10(f);
  const double kh = std::pow(10.0, rainSum(kRainKh, -0.18961, 0.71147, logF));
  const double kv = std::pow(10.0, rainSum(kRainKv, -0.16398, 0.63297, logF));
  const double ah = rainSum(kRainAlphaH, 0.67849, -1.95537, logF);
  const double av = rainSum(kRainAlphaV, -0.053739, 0.83433, logF);
  const double part = squared(std::cos(elevation)) * std::cos(2 * tilt);
  const double k = (kh + kv + (kh - kv) * part) / 2;
  return {k, (kh * ah + kv * av + (kh * ah - kv * av) * part) / (2 * k)};
}

double rainAttenuation(double frequencyHz, double rate, double elevation, double tilt) {
  if (!(rate >= 0)) return kNan;
  const RainLaw law = rainLaw(frequencyHz, elevation, tilt);
  return law.coefficient * std::pow(rate, law.exponent);
}

double rainHeight(double zeroIsotherm) {
  return zeroIsotherm + 360;
}

double rainAlong(double frequencyHz, double rate, double tilt, double height, double elevation, double range,
                 double rainTop, double k) {
  if (!pathOk(range, k)) return kNan;
  const double radius = k * kEarthRadius;
  const double sine = std::sin(elevation);
  // The ray is below the top between the roots of s² + 2 r s sin + r² - top² = 0.
  const double r = radius + height;
  const double half = r * sine;
  const double c = (height - rainTop) * (r + radius + rainTop);
  const double discriminant = half * half - c;
  if (discriminant <= 0) return 0;
  const double root = std::sqrt(discriminant);
  const double from = std::clamp(-half - root, 0.0, range);
  // c/(…) is the far root without cancellation when the ray starts below the top.
  const double far = half > 0 ? -c / (half + root) : root - half;
  const double to = std::clamp(far, 0.0, range);
  return rainAttenuation(frequencyHz, rate, elevation, tilt) * std::max(0.0, to - from) / 1000;
}

double cloudCoefficient(double frequencyHz, double temperatureK) {
  const double f = frequencyHz / 1e9;
  if (!(f > 0 && f <= 200) || !(temperatureK > 0)) return kNan;
  const double theta = 300 / temperatureK - 1;
  const double e0 = 77.66 + 103.3 * theta;
  const double e1 = 0.0671 * e0;
  const double e2 = 3.52;
  const double fp = 20.20 - 146 * theta + 316 * theta * theta;
  const double fs = 39.8 * fp;
  const double imaginary =
      f * (e0 - e1) / (fp * (1 + squared(f / fp))) + f * (e1 - e2) / (fs * (1 + squared(f / fs)));
  const double real = (e0 - e1) / (1 + squared(f / fp)) + (e1 - e2) / (1 + squared(f / fs)) + e2;
  const double eta = (2 + real) / imaginary;
  return 0.819 * f / (imaginary * (1 + eta * eta));
}

double cloudSlantAttenuation(double frequencyHz, double reducedLiquid, double elevation) {
  return reducedLiquid * cloudCoefficient(frequencyHz, 273.15) / std::sin(elevation);
}

}  // namespace sorami::physics
