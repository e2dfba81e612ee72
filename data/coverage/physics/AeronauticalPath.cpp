// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/AeronauticalPath.h"

#include "data/coverage/physics/AeronauticalParts.h"
#include "data/coverage/physics/Constants.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sorami::physics {

struct AeronauticalPath::Parts {
  double frequencyMhz = 0;
  double percent = 50;
  bool vertical = false;
  p528::Terminal low, high;
  double wavelength = 0;  // km
  double horizons = 0;    // d_ML, km
  // Diffraction line beyond the horizon, and its value there.
  double slope = 0;
  double level = 0;
  double horizonLoss = 0;
  double lossless = 0;  // d_d: where that line meets free space
  // In sight.
  double steepest = 0;    // grazing angle from which the reflection does not count
  double joined = 0;      // d_0, km: from here to the horizon the loss is a straight line
  double joinedGain = 0;  // A_LOS there, dB, negative
  double horizonK = 0;    // Nakagami-Rice K just before the horizon
  // Beyond: from where scatter may be the stronger.
  double crossover = 0;
  bool mayDiffract = true;

  double grazingAt(double distance) const;
  double grazingAtDifference(double difference) const;
  // Signal relative to free space, dB, with the reflection's effective magnitude.
  struct Sight {
    p528::TwoRays rays;
    double gain = 0;
    double reflection = 0;
  };
  Sight inSight(double grazing, bool join) const;
  void prepareSight();
  void prepareBeyond();
  AeronauticalLoss sightLoss(double distance, double* k) const;
  AeronauticalLoss beyondLoss(double distance) const;
};

// Both searches halve from the vertical, as section 6 has it: a metre of distance is enough there.
double AeronauticalPath::Parts::grazingAt(double distance) const {
  if (distance == 0) return kPi / 2;
  double grazing = kPi / 2;
  double step = -kPi / 4;
  double found = 0;
  do {
    grazing += step;
    found = p528::twoRays(low, high, grazing).distance;
    step = (found > distance ? 0.5 : -0.5) * std::abs(step);
  } while (std::abs(distance - found) > 1e-3 && std::abs(step) > 1e-12);
  return grazing;
}

double AeronauticalPath::Parts::grazingAtDifference(double difference) const {
  double grazing = kPi / 2;
  double step = -kPi / 4;
  double found = 0;
  do {
    grazing += step;
    found = p528::twoRays(low, high, grazing).difference;
    step = (found > difference ? -0.5 : 0.5) * std::abs(step);
  } while (std::abs(found - difference) > wavelength / 1e6 && std::abs(step) > 1e-16);
  return grazing;
}

AeronauticalPath::Parts::Sight AeronauticalPath::Parts::inSight(double grazing, bool join) const {
  Sight sight;
  sight.rays = p528::twoRays(low, high, grazing);
  const p528::TwoRays& rays = sight.rays;
  const std::complex<double> plane = p528::planeReflection(grazing, frequencyMhz, vertical);
  double divergence = 1;
  if (std::tan(grazing) < 0.1) {
    // The round earth spreads the reflected ray (eq. 8-5).
    const double cosine = std::cos(grazing);
    const double sine = std::sin(grazing);
    const double ratio = rays.leg[0] / cosine * (rays.leg[1] / cosine) / rays.reflected;
    const double turn = 2 * ratio / rays.radius;
    divergence = 1 / std::sqrt(1 + turn * (1 + sine * sine) / sine + turn * turn);
  }
  sight.reflection = std::abs(plane) * divergence * std::min(1.0, rays.direct / rays.reflected);
  if (join && rays.distance > joined) {
    sight.gain = (rays.distance - joined) * (-horizonLoss - joinedGain) / (horizons - joined) + joinedGain;
  } else if (grazing <= steepest) {
    const double lag = 2 * kPi * rays.difference / wavelength + std::arg(plane);
    sight.gain = 20 * std::log10(std::min(1.0, std::abs(1.0 + std::polar(sight.reflection, -lag))));
  }
  return sight;
}

// The distance from which the two rays give way to the line to the diffraction loss at the horizon (sections
// 6 and 8).
void AeronauticalPath::Parts::prepareSight() {
  steepest = grazingAtDifference(wavelength / 2);
  const double sixth = p528::twoRays(low, high, grazingAtDifference(wavelength / 6)).distance;
  if (low.horizon >= lossless || lossless >= horizons)
    joined = low.horizon > sixth || sixth > horizons ? low.horizon : sixth;
  else
    joined = lossless < sixth && sixth < horizons ? sixth : lossless;
  for (double trial = joined;; trial += 0.001) {
    const double found = p528::twoRays(low, high, grazingAt(trial)).distance;
    if (found < joined && trial + 0.001 < horizons) continue;
    joined = found;
    break;
  }
  joinedGain = inSight(grazingAt(joined), false).gain;
}

AeronauticalLoss AeronauticalPath::Parts::sightLoss(double distance, double* k) const {
  const Sight sight = inSight(grazingAt(distance), true);
  const p528::TwoRays& rays = sight.rays;
  AeronauticalLoss loss;
  loss.mode = AeronauticalMode::LineOfSight;
  loss.elevation = rays.elevation;
  const p528::Ray ray = p528::traceRay(frequencyMhz, low.height, high.height, kPi / 2 - rays.elevation);
  loss.gasDb = ray.gasDb;
  loss.freeSpaceDb = 20 * std::log10(rays.direct) + 20 * std::log10(frequencyMhz) + 32.45;

  // Variability is less the steeper the path (eq. 13-1).
  double elevationFactor = 1;
  if (rays.elevation >= 1)
    elevationFactor = 0;
  else if (rays.elevation > 0)
    elevationFactor = std::max(0.0, 0.5 - std::atan(20 * std::log10(32 * rays.elevation)) / kPi);
  const double both = low.horizon + high.horizon;
  const p528::Variability asked =
      p528::longTerm(both, distance, frequencyMhz, percent, elevationFactor, sight.gain);
  const p528::Variability median =
      p528::longTerm(both, distance, frequencyMhz, 50, elevationFactor, sight.gain);

  // Fading by reflections and by the air (eqs. 13-2 to 13-9).
  double held = 0.1;
  if (median.adjustment <= 0)
    held = 1;
  else if (median.adjustment < 9)
    held = (1.1 + 0.9 * std::cos(median.adjustment / 9 * kPi)) / 2;
  double apart = 0.1;
  if (rays.difference >= wavelength / 2)
    apart = 1;
  else if (rays.difference > wavelength / 6)
    apart = 0.5 * (1.1 - 0.9 * std::cos(3 * kPi / wavelength * (rays.difference - wavelength / 6)));
  const double reflection = sight.reflection * apart * held;
  const double fade99 = 10 * std::log10(frequencyMhz * std::pow(ray.length, 3)) - 84.26;
  const double power = reflection * reflection + 0.01 * 0.01 + std::pow(10.0, p528::kOfFade99(fade99) / 10);
  const double rice = std::max(-40.0, 10 * std::log10(power));
  if (k) *k = rice;
  loss.lossDb = loss.freeSpaceDb + loss.gasDb - sight.gain -
                p528::combine(median.deviation, asked.deviation, p528::nakagamiRice(rice, percent), percent);
  return loss;
}

// Where troposcatter takes over from diffraction, looked for kilometre by kilometre (section 3, step
// 6).
void AeronauticalPath::Parts::prepareBeyond() {
  sightLoss(horizons - 1, &horizonK);
  double before = 0;
  bool known = false;
  double distance = horizons + 3;
  crossover = distance + 99;
  for (int i = 0; i < 100; ++i, ++distance) {
    const double scatter = p528::troposcatter(low, high, distance, frequencyMhz).lossDb;
    const double last = std::exchange(before, scatter);
    if (scatter < 20) continue;  // too near for its formulas
    if (!std::exchange(known, true)) continue;
    if (scatter - last > slope) continue;
    crossover = distance;
    mayDiffract = last >= slope * (distance - 1) + level;
    if (!mayDiffract) {
      // Scatter is already the stronger: the line leads to it.
      slope = (last - horizonLoss) / (distance - 1 - horizons);
      level = last - slope * (distance - 1);
    }
    return;
  }
  // Never: scatter counts beyond the end of the search, as the published program has it.
  mayDiffract = false;
}

AeronauticalLoss AeronauticalPath::Parts::beyondLoss(double distance) const {
  const double diffraction = slope * distance + level;
  const p528::Scatter scatter = p528::troposcatter(low, high, distance, frequencyMhz);
  AeronauticalLoss loss;
  const bool scatters = distance >= crossover && (!mayDiffract || scatter.lossDb <= diffraction);
  loss.mode = scatters ? AeronauticalMode::Troposcatter : AeronauticalMode::Diffraction;
  const double beyond = scatters ? scatter.lossDb : diffraction;
  loss.elevation = -low.elevation;

  const double both = low.horizon + high.horizon;
  const double asked = p528::longTerm(both, distance, frequencyMhz, percent, 1, -beyond).deviation;
  const double median = p528::longTerm(both, distance, frequencyMhz, 50, 1, -beyond).deviation;
  constexpr double kFull = 0.02617993878;  // 1.5°: from here on scatter fades fully
  double rice = 20;
  if (scatter.angle <= 0)
    rice = horizonK;
  else if (scatter.angle < kFull)
    rice = scatter.angle * (20 - horizonK) / kFull + horizonK;

  const p528::Ray crossing =
      scatter.crossing > 0 ? p528::traceRay(frequencyMhz, 0, scatter.crossing, kPi / 2) : p528::Ray{};
  loss.gasDb = low.gasDb + high.gasDb + 2 * crossing.gasDb;
  const double length = low.rayLength + high.rayLength + 2 * crossing.length;
  loss.freeSpaceDb = 20 * std::log10(frequencyMhz) + 20 * std::log10(length) + 32.45;
  loss.lossDb = loss.freeSpaceDb + loss.gasDb + beyond -
                p528::combine(median, asked, p528::nakagamiRice(rice, percent), percent);
  return loss;
}

AeronauticalPath::AeronauticalPath(std::unique_ptr<const Parts> parts) : m_parts(std::move(parts)) {}
AeronauticalPath::AeronauticalPath(AeronauticalPath&&) noexcept = default;
AeronauticalPath& AeronauticalPath::operator=(AeronauticalPath&&) noexcept = default;
AeronauticalPath::~AeronauticalPath() = default;

Result<AeronauticalPath> AeronauticalPath::make(double lower, double higher, double frequencyHz, double time,
                                                Polarisation polarisation) {
  if (!(lower >= 1.5 && lower <= 20'000))
    return Error{"the lower end's height is out of range", "height", "give 1.5 to 20000 m"};
  if (!(higher >= lower && higher <= 20'000))
    return Error{"the higher end's height is out of range", "height", "give the lower end's to 20000 m"};
  if (!(frequencyHz >= 100e6 && frequencyHz <= 30e9))
    return Error{"the frequency is out of range", "frequency", "give 100 MHz to 30 GHz"};
  if (!(time >= 0.01 && time <= 0.99))
    return Error{"the share of time is out of range", "time", "give 1 to 99 %"};
  auto parts = std::make_unique<Parts>();
  Parts& p = *parts;
  p.frequencyMhz = frequencyHz / 1e6;
  p.percent = time * 100;
  p.vertical = polarisation == Polarisation::Vertical;
  p.wavelength = 0.2997925 / p.frequencyMhz;
  p.low = p528::findTerminal(p.frequencyMhz, lower / 1000);
  p.high = p528::findTerminal(p.frequencyMhz, higher / 1000);
  p.horizons = p.low.horizon + p.high.horizon;
  const double unit = std::cbrt(p528::kEffectiveEarth * p528::kEffectiveEarth / p.frequencyMhz);
  const double d3 = p.horizons + 0.5 * unit;
  const double d4 = p.horizons + 1.5 * unit;
  const double at3 = p528::smoothEarth(p.low.horizon, p.high.horizon, p.frequencyMhz, d3, p.vertical);
  const double at4 = p528::smoothEarth(p.low.horizon, p.high.horizon, p.frequencyMhz, d4, p.vertical);
  p.slope = (at4 - at3) / (d4 - d3);
  p.level = at4 - p.slope * d4;
  p.horizonLoss = p.slope * p.horizons + p.level;
  p.lossless = -p.level / p.slope;
  p.prepareSight();
  p.prepareBeyond();
  return AeronauticalPath(std::move(parts));
}

AeronauticalLoss AeronauticalPath::at(double distance) const {
  if (!(distance >= 0)) {
    AeronauticalLoss none;
    none.lossDb = none.freeSpaceDb = none.gasDb = kNan;
    return none;
  }
  const double km = distance / 1000;
  if (km == 0 && m_parts->low.height == m_parts->high.height) return {};
  return m_parts->horizons - km > 0.001 ? m_parts->sightLoss(km, nullptr) : m_parts->beyondLoss(km);
}

double AeronauticalPath::horizon() const {
  return m_parts->horizons * 1000;
}

AeronauticalCurve::AeronauticalCurve(const AeronauticalPath& path, double farthest, int points) {
  // Half of the points up to the horizon, a quarter from just before to 50 km past it, the rest beyond.
  const double end = std::max(1.0, farthest);
  const double horizon = std::min(path.horizon(), end);
  const int count = std::max(points, 8);
  const int half = count / 2;
  const int quarter = count / 4;
  for (int i = 0; i < half; ++i) m_distances.push_back(horizon * i / half);
  for (int i = 0; i <= quarter; ++i) m_distances.push_back(horizon - 5'000 + 55'000.0 * i / quarter);
  for (int i = 1; i <= quarter; ++i)
    m_distances.push_back(horizon + 50'000 + std::max(0.0, end - horizon - 50'000) * i / quarter);
  std::erase_if(m_distances, [end](double d) { return d < 0 || d > end; });
  m_distances.push_back(end);
  std::sort(m_distances.begin(), m_distances.end());
  m_distances.erase(std::unique(m_distances.begin(), m_distances.end()), m_distances.end());
  for (const double d : m_distances) m_losses.push_back(path.at(d).lossDb);
}

double AeronauticalCurve::lossDb(double distance) const {
  const auto above = std::upper_bound(m_distances.begin(), m_distances.end(), distance);
  if (above == m_distances.end()) return m_losses.back();
  if (above == m_distances.begin()) return m_losses.front();
  const auto i = static_cast<std::size_t>(above - m_distances.begin());
  const double t = (distance - m_distances[i - 1]) / (m_distances[i] - m_distances[i - 1]);
  return m_losses[i - 1] + t * (m_losses[i] - m_losses[i - 1]);
}

}  // namespace sorami::physics
