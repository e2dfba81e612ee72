// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/DetectionModel.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/coverage/physics/Antenna.h"
#include "data/coverage/physics/Attenuation.h"
#include "data/coverage/physics/Detection.h"
#include "data/coverage/physics/Lobing.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/coverage/physics/Refraction.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <numbers>
#include <optional>
#include <tuple>

namespace sorami {
namespace {

using physics::DetectionCurve;
using physics::GasColumn;
using physics::Swerling;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Level beside the main lobe, and beyond the ends of a given pattern, dB.
constexpr double kSidelobeDb = -30;
constexpr double kBeyondPatternDb = -60;
/// Noise that a lossless antenna sees from the sky and the ground about it, K: what Blake's curves give at a
/// few degrees of elevation from 1 to 10 GHz.
constexpr double kSkyTemperature = 100;
/// Top of the rain, m AMSL: a summer's 0 °C isotherm in middle latitudes and 360 m more (P.839-4).
constexpr double kRainTop = 4000;
/// Circular polarisation, as surveillance radars use against rain.
constexpr double kRainTilt = std::numbers::pi / 4;
/// Elevations from here up count as the zenith: there is no cone of silence.
constexpr double kZenith = 89.9 * std::numbers::pi / 180;
/// Ranges at which losses along the path are kept.
constexpr std::size_t kSteps = 96;
/// Reflections are followed up to here: above it the sea returns little into a beam.
constexpr double kHighestLobe = 0.5;
/// Least a transponder needs to answer an interrogation, dBm (ICAO annex 10 vol. IV: -69 to -77).
constexpr double kTransponderTriggerDbm = -71;

double squared(double x) {
  return x * x;
}

/// Tables that many models share, made once.
template <typename Key, typename Value, typename Make>
Result<std::shared_ptr<const Value>> shared(const Key& key, Make&& make) {
  static std::mutex mutex;
  static std::map<Key, std::shared_ptr<const Value>> made;
  {
    const std::lock_guard lock(mutex);
    if (const auto found = made.find(key); found != made.end()) return found->second;
  }
  auto fresh = make();
  if (!fresh) return fresh.error();
  auto value = std::make_shared<const Value>(std::move(*fresh));
  const std::lock_guard lock(mutex);
  if (made.size() > 64) made.clear();
  made[key] = value;
  return value;
}

using CurveKey = std::tuple<double, int, int>;

Result<std::shared_ptr<const DetectionCurve>> curveOf(const SensorParameters& s) {
  return shared<CurveKey, DetectionCurve>(
      CurveKey{s.falseAlarmProbability, s.pulsesIntegrated, s.swerling}, [&] {
        return DetectionCurve::make(s.falseAlarmProbability, s.pulsesIntegrated,
                                    static_cast<Swerling>(s.swerling));
      });
}

/// Rising elevations, rad: fine about the horizon, where metres of altitude hang on it.
std::vector<double> elevationGrid(double from, double to, double finest) {
  std::vector<double> out;
  const double fineTo = degToRad(finest < degToRad(0.03) ? 8 : 3);
  double e = from;
  while (e < to) {
    out.push_back(e);
    const double fine = std::abs(e) < fineTo ? finest : std::max(finest, std::abs(e) * 0.02);
    e += fine;
  }
  out.push_back(to);
  return out;
}

}  // namespace

struct DetectionModel::Table {
  std::vector<double> elevation;
  std::vector<double> pattern;  ///< dB one way, of each elevation
  std::vector<double> lobing;   ///< dB both ways
  double step = 1;              ///< m between kept losses
  std::vector<float> loss;      ///< dB by gas and rain, one way: [elevation][kSteps + 1]
  std::shared_ptr<const DetectionCurve> curve;
  std::shared_ptr<const GasColumn> gas;
  double constantDb = 0;  ///< SNR (or power over sensitivity) at 1 m, of 1 m²
  double uplinkDb = 0;    ///< secondary: power over the transponder's trigger at 1 m
  bool hasUplink = false;
  double slope = 40;  ///< dB a decade of range
  double ways = 2;
  double greatest = 0;  ///< m, the instrumented range
  double requiredDb = 0;
  double reach = 0;
};

struct DetectionModel::Curve {
  std::vector<double> ground;
  std::vector<double> height;
  bool coneBelow = false;  ///< the lowest elevation limits
  bool coneAbove = false;
};

double rayAltitude(double antennaMsl, double elevation, double ground, double radius) {
  const double phi = ground / radius;
  const double below = std::cos(elevation + phi);
  if (!(below > 1e-9) || std::abs(elevation) + phi > 3) return kInfinity;
  // r0 cos(el)/cos(el + phi) - radius, without the difference of large numbers.
  const double r0 = radius + antennaMsl;
  const double half = std::sin(phi / 2);
  const double rise = (2 * half * half * std::cos(elevation) + std::sin(phi) * std::sin(elevation)) / below;
  return antennaMsl + r0 * rise;
}

Result<DetectionModelPtr> DetectionModel::make(const SensorParameters& s, const Environment& environment,
                                               double antennaMsl) {
  const auto refuse = [](const QString& what, const QString& hint) {
    return Error{what.toStdString(), "", hint.toStdString()};
  };
  if (!(s.elevationMinDeg < s.elevationMaxDeg) || !(s.elevationMinDeg >= -90) || !(s.elevationMaxDeg <= 90))
    return refuse(sorami::tr("the elevation limits are not in order"),
                  sorami::tr("give -90 to 90 degrees, the lowest first"));
  if (!(s.instrumentedRange > 0))
    return refuse(sorami::tr("the instrumented range must be above 0"), sorami::tr("give metres"));
  if (!(s.minimumRange >= 0 && s.minimumRange < s.instrumentedRange))
    return refuse(sorami::tr("the minimum range must lie below the instrumented range"),
                  sorami::tr("0 is usual"));
  if (s.swerling < 0 || s.swerling > 4)
    return refuse(sorami::tr("there is no such Swerling case"), sorami::tr("give 0 to 4"));
  if (!(s.rainRateMmH >= 0 && s.rainRateMmH <= 300))
    return refuse(sorami::tr("the rain is out of range"), sorami::tr("give 0 to 300 mm/h"));
  if (s.arrayFaces < 0 || s.arrayFaces > 8)
    return refuse(sorami::tr("the number of array faces is out of range"), sorami::tr("give 0 to 8"));
  if (!(environment.k > 0 && environment.earthRadius > 0))
    return refuse(sorami::tr("the earth radius factor must be above 0"), sorami::tr("1.333 is usual"));

  auto model = std::make_shared<DetectionModel>(DetectionModel());
  model->m_sensor = s;
  model->m_environment = environment;
  model->m_antennaMsl = antennaMsl;
  auto table = std::make_shared<Table>();
  table->greatest = s.instrumentedRange;

  const bool oneWay =
      (s.principle == SensorPrinciple::Secondary || s.principle == SensorPrinciple::Passive) &&
      s.frequencyHz > 0;
  if (s.usesRadarEquation()) {
    physics::PulseRadar radar;
    radar.frequencyHz = s.frequencyHz;
    radar.peakPowerW = s.peakPowerW;
    radar.pulseWidthS = s.pulseWidthS;
    radar.transmitGainDbi = radar.receiveGainDbi = s.gainDbi;
    radar.systemTemperatureK = s.noiseFigureDb >= 0
                                   ? physics::systemTemperature(kSkyTemperature, 0, 0, s.noiseFigureDb)
                                   : s.systemTemperatureK;
    radar.lossesDb = s.lossesDb;
    if (const Status status = physics::checkRadar(radar); !status) return status.error();
    auto curve = curveOf(s);
    if (!curve) return curve.error();
    table->curve = *curve;
    const auto needed = physics::requiredSnrDb(s.requiredPd, s.falseAlarmProbability, s.pulsesIntegrated,
                                               static_cast<Swerling>(s.swerling));
    if (!needed) return needed.error();
    table->requiredDb = *needed;
    table->constantDb = physics::toDb(physics::snrAtRange(radar, 1, 1));
    model->m_budget = true;
  } else if (oneWay) {
    // Free-space loss at 1 m: 20 log(4 pi / lambda).
    const double spread = 20 * std::log10(4 * std::numbers::pi / physics::wavelength(s.frequencyHz));
    table->slope = 20;
    table->ways = 1;
    table->constantDb = s.targetEirpDbm + s.gainDbi - spread - s.lossesDb - s.sensitivityDbm;
    if (s.principle == SensorPrinciple::Secondary && s.peakPowerW > 0) {
      table->hasUplink = true;
      table->uplinkDb =
          10 * std::log10(s.peakPowerW * 1000) + s.gainDbi - spread - s.lossesDb - kTransponderTriggerDbm;
    }
    model->m_budget = true;
  }

  const double lowest = degToRad(s.elevationMinDeg);
  const double highest = degToRad(s.elevationMaxDeg);
  const bool lobes = model->m_budget && s.lobing;
  double finest = degToRad(0.05);
  if (lobes) {
    // Eight elevations a lobe, whose period is about lambda / 2h.
    const double period = physics::wavelength(s.frequencyHz) / (2 * std::max(1.0, antennaMsl));
    finest = std::clamp(period / 8, degToRad(0.004), finest);
  }
  table->elevation = elevationGrid(lowest, highest, finest);
  const std::size_t rows = table->elevation.size();

  if (model->m_budget) {
    if (const auto gas = shared<std::pair<double, double>, GasColumn>(
            std::pair{s.frequencyHz, environment.surfaceVapour},
            [&] { return GasColumn::make(s.frequencyHz, environment.surfaceVapour); });
        gas) {
      table->gas = *gas;
    } else {
      return gas.error();
    }
    const double radius = environment.k * environment.earthRadius;
    // Nothing is found beyond what free space allows at the peak of the pattern (and of a lobe).
    double largest = s.rcsAt(0);
    for (const AspectPoint& p : s.rcsAspect) largest = std::max(largest, s.rcsAt(p.aspectDeg));
    const double best = (table->constantDb + 10 * std::log10(std::max(1e-6, largest)) * (table->ways - 1) -
                         table->requiredDb + (lobes ? 12.1 : 0) + 20) /
                        table->slope;
    table->greatest = std::min(s.instrumentedRange, std::max(1.0, std::pow(10.0, std::min(best, 8.0))));
    table->step = table->greatest / kSteps;
    table->pattern.resize(rows);
    table->loss.resize(rows * (kSteps + 1));
    for (std::size_t i = 0; i < rows; ++i) {
      const double e = table->elevation[i];
      table->pattern[i] = model->patternDb(e);
      const double sine = std::sin(e);
      double rain = 0;
      if (s.rainRateMmH > 0 && s.frequencyHz >= 1e9)
        rain = physics::rainAttenuation(s.frequencyHz, s.rainRateMmH, e, kRainTilt);
      const double r = radius + antennaMsl;
      double sum = 0;
      float* row = table->loss.data() + i * (kSteps + 1);
      row[0] = 0;
      for (std::size_t j = 0; j < kSteps; ++j) {
        const double at = (static_cast<double>(j) + 0.5) * table->step;
        const double rise = at * (at + 2 * r * sine);
        const double h = antennaMsl + rise / (std::sqrt(std::max(0.0, r * r + rise)) + r);
        double specific = table->gas->specific(std::max(0.0, h));
        if (rain > 0 && h < kRainTop) {
          const double inside = std::clamp((s.rainExtent - (at - table->step / 2)) / table->step, 0.0, 1.0);
          specific += rain * inside;
        }
        sum += specific * table->step / 1000;
        row[j + 1] = static_cast<float>(sum);
      }
    }
  }
  model->m_table = table;
  if (lobes) {
    table->lobing.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      // How strong a lobe is depends on the range only little: that of free space will do.
      const double free = model->rowRange(i, 0, model->budgetDb(0, 0, 0));
      table->lobing[i] = model->lobingDb(table->elevation[i], std::max(1000.0, free));
    }
  }
  // From the middle of a face to its edge, or all round.
  const double half =
      model->hasAspect() ? 2 * std::numbers::pi : std::numbers::pi / std::max(1, s.arrayFaces);
  const int directions = model->hasAspect() ? 72 : model->dependsOnAzimuth() ? 8 : 1;
  for (int a = 0; a < directions; ++a) {
    const double azimuth = degToRad(s.sectorCentreDeg) + half * a / std::max(1, directions - 1);
    const Curve edge = model->curve(azimuth);
    table->reach = std::max(table->reach, *std::max_element(edge.ground.begin(), edge.ground.end()));
  }
  return DetectionModelPtr(model);
}

double DetectionModel::patternDb(double elevation) const {
  const SensorParameters& s = m_sensor;
  const double off = elevation - degToRad(s.tiltDeg);
  const double width = degToRad(std::max(0.05, s.beamwidthElevationDeg));
  switch (s.pattern) {
    case VerticalPattern::Flat:
      return 0;
    case VerticalPattern::Gaussian:
      return physics::gaussianGainDb(off, width, kSidelobeDb);
    case VerticalPattern::CosecantSquared: {
      // Untilted, the lobe's lower half-power point lies on the horizon.
      physics::CosecantSquared shape;
      shape.beamwidth = width;
      shape.peak = width / 2;
      shape.from = width;
      shape.to = std::clamp(degToRad(s.elevationMaxDeg - s.tiltDeg), width * 1.01, std::numbers::pi / 2);
      shape.sidelobeDb = kSidelobeDb;
      return physics::cosecantSquaredGainDb(shape, off);
    }
    case VerticalPattern::Given: {
      const auto& points = s.patternPoints;
      if (points.empty()) return 0;
      const double deg = radToDeg(off);
      if (deg < points.front().elevationDeg || deg > points.back().elevationDeg) return kBeyondPatternDb;
      const auto above = std::upper_bound(points.begin(), points.end(), deg,
                                          [](double v, const PatternPoint& p) { return v < p.elevationDeg; });
      if (above == points.begin()) return points.front().gainDb;
      if (above == points.end()) return points.back().gainDb;
      const PatternPoint& a = *(above - 1);
      const double span = above->elevationDeg - a.elevationDeg;
      const double t = span > 0 ? (deg - a.elevationDeg) / span : 0;
      return a.gainDb + t * (above->gainDb - a.gainDb);
    }
  }
  return 0;
}

double DetectionModel::steeringDb(double elevation, double azimuth) const {
  if (m_sensor.arrayFaces <= 0) return 0;
  const double between = 2 * std::numbers::pi / m_sensor.arrayFaces;
  const double off = azimuth - degToRad(m_sensor.sectorCentreDeg);
  const double face = off - between * std::round(off / between);
  const double angle = physics::offNormal(0, degToRad(m_sensor.tiltDeg), face, elevation);
  // Elements give out before the plane of the face: -60 dB stands for never.
  return std::max(-60.0, -physics::scanLossDb(angle));
}

double DetectionModel::lobingDb(double elevation, double slant) const {
  if (!m_sensor.lobing || elevation > kHighestLobe) return 0;
  const double radius = m_environment.k * m_environment.earthRadius;
  physics::SeaPath path;
  path.antennaHeight = std::max(0.5, m_antennaMsl);
  path.targetHeight = physics::heightAtRange(path.antennaHeight, elevation, slant, radius);
  path.groundRange = physics::groundRange(path.antennaHeight, elevation, slant, radius);
  path.frequencyHz = m_sensor.frequencyHz;
  path.effectiveRadius = radius;
  path.waveRms = m_sensor.waveRms;
  if (!(path.targetHeight > 0)) return kBeyondPatternDb;
  const double direct = patternDb(elevation);
  const auto relative = [&](double e) {
    if (m_sensor.pattern == VerticalPattern::Flat) {
      // Stacked or steered beams: the one that looks at the target decides what it takes in from below.
      const double width = degToRad(std::max(0.05, m_sensor.beamwidthElevationDeg));
      return std::pow(10.0, physics::gaussianGainDb(e - elevation, width, kSidelobeDb) / 20);
    }
    return std::min(10.0, std::pow(10.0, (patternDb(e) - direct) / 20));
  };
  const auto factor = physics::propagationFactor(path, relative);
  if (!factor) return kBeyondPatternDb;
  // One way it counts once: the budget of a radar pays it twice.
  const double ways = m_table ? m_table->ways : 2;
  return std::max(kBeyondPatternDb, ways * 20 * std::log10(std::max(1e-3, *factor)));
}

double DetectionModel::rcsToward(double azimuth) const {
  return m_sensor.targetHeadingDeg >= 0 ? rcsToward(azimuth, degToRad(m_sensor.targetHeadingDeg))
                                        : m_sensor.rcsAt(0);
}

double DetectionModel::rcsToward(double azimuth, double heading) const {
  // The sensor lies the other way, seen from the target.
  return m_sensor.rcsAt(radToDeg(heading - azimuth) + 180);
}

double DetectionModel::budgetDb(double rcs, double azimuth, double pd) const {
  const Table& t = *m_table;
  if (t.slope < 40) return t.hasUplink ? std::min(t.constantDb, t.uplinkDb) : t.constantDb;
  const double needed = pd > 0 ? t.curve->snrDb(pd) : t.requiredDb;
  return t.constantDb + 10 * std::log10(rcs > 0 ? rcs : rcsToward(azimuth)) - needed;
}

Detection DetectionModel::at(double elevation, double azimuth, double slant, double rcs) const {
  Detection d;
  if (!m_budget) {
    d.pd = 1;
    d.snrDb = kInfinity;
    return d;
  }
  const Table& t = *m_table;
  d.requiredDb = t.requiredDb;
  d.patternDb = t.ways * (patternDb(elevation) + steeringDb(elevation, azimuth));
  // The column knows the mean earth: its factor carries the local radius.
  const double k = m_environment.k * m_environment.earthRadius / physics::kEarthRadius;
  d.gasDb = -t.ways * t.gas->along(m_antennaMsl, elevation, slant, k);
  if (m_sensor.rainRateMmH > 0 && m_sensor.frequencyHz >= 1e9) {
    d.rainDb =
        -t.ways * physics::rainAlong(m_sensor.frequencyHz, m_sensor.rainRateMmH, kRainTilt, m_antennaMsl,
                                     elevation, std::min(slant, m_sensor.rainExtent), kRainTop, k);
  }
  d.lobingDb = lobingDb(elevation, slant);
  d.snrDb = budgetDb(rcs, azimuth, 0) + t.requiredDb - t.slope * std::log10(slant) + d.patternDb + d.gasDb +
            d.rainDb + d.lobingDb;
  d.pd = pdOf(d.snrDb);
  return d;
}

double DetectionModel::pdOf(double snrDb) const {
  if (!m_budget) return 1;
  return m_table->curve ? m_table->curve->pd(snrDb) : (snrDb >= 0 ? 1.0 : 0.0);
}

Detection DetectionModel::atAltitude(double altitude, double azimuth, double ground, double rcs) const {
  const double radius = m_environment.k * m_environment.earthRadius;
  const double elevation = physics::elevationTo(m_antennaMsl, altitude, ground, radius);
  return at(elevation, azimuth, std::max(1.0, slantTo(altitude, ground)), rcs);
}

double DetectionModel::slantTo(double altitude, double ground) const {
  const double radius = m_environment.k * m_environment.earthRadius;
  const double half = std::sin(ground / radius / 2);
  return std::sqrt(squared(altitude - m_antennaMsl) +
                   4 * (radius + m_antennaMsl) * (radius + altitude) * half * half);
}

double DetectionModel::rowRange(std::size_t row, double azimuth, double budget) const {
  const Table& t = *m_table;
  if (!m_budget) return t.greatest;
  const double lobing = t.lobing.empty() ? 0 : t.lobing[row];
  const double steering = steeringDb(t.elevation[row], azimuth);
  const double have = budget + t.ways * (t.pattern[row] + steering) + lobing;
  const float* loss = t.loss.data() + row * (kSteps + 1);
  const auto spent = [&](double range) {
    const double at = range / t.step;
    const auto j = std::min(static_cast<std::size_t>(at), kSteps - 1);
    const double f = at - static_cast<double>(j);
    const double path = static_cast<double>(loss[j]) * (1 - f) + static_cast<double>(loss[j + 1]) * f;
    return t.slope * std::log10(range) + t.ways * path;
  };
  if (spent(t.greatest) <= have) return t.greatest;
  if (!(have > 0)) return 0;
  double low = 1;
  double high = std::min(t.greatest, std::pow(10.0, have / t.slope));
  // Losses are small beside the spreading over most of the way: a few steps of the secant suffice.
  for (int i = 0; i < 40 && high - low > 1e-4 * high; ++i) {
    const double middle =
        i < 3 ? high - (spent(high) - have) / (t.slope * 0.4343 / high) : 0.5 * (low + high);
    const double next = middle > low && middle < high ? middle : 0.5 * (low + high);
    (spent(next) > have ? high : low) = next;
  }
  return low;
}

double DetectionModel::rangeAt(double elevation, double azimuth, double rcs, double pd) const {
  const Table& t = *m_table;
  if (!(elevation >= t.elevation.front() - 1e-9 && elevation <= t.elevation.back() + 1e-9)) return 0;
  const double budget = m_budget ? budgetDb(rcs, azimuth, pd) : 0;
  const auto above = std::lower_bound(t.elevation.begin(), t.elevation.end(), elevation);
  const auto i = static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(above - t.elevation.begin(), 1, std::ssize(t.elevation) - 1));
  const double a = rowRange(i - 1, azimuth, budget);
  const double b = rowRange(i, azimuth, budget);
  const double f =
      std::clamp((elevation - t.elevation[i - 1]) / (t.elevation[i] - t.elevation[i - 1]), 0.0, 1.0);
  const double range = a + (b - a) * f;
  return range < m_sensor.minimumRange ? 0 : range;
}

std::vector<DetectionEdge> DetectionModel::outline(double azimuth, double rcs, double pd) const {
  const double budget = m_budget ? budgetDb(rcs, azimuth, pd) : 0;
  std::vector<DetectionEdge> out;
  out.reserve(m_table->elevation.size());
  for (std::size_t i = 0; i < m_table->elevation.size(); ++i)
    out.push_back({m_table->elevation[i], rowRange(i, azimuth, budget)});
  return out;
}

DetectionModel::Curve DetectionModel::curve(double azimuth) const {
  const double radius = m_environment.k * m_environment.earthRadius;
  const double r0 = radius + m_antennaMsl;
  const double budget = m_budget ? budgetDb(0, azimuth, 0) : 0;
  Curve c;
  const std::size_t rows = m_table->elevation.size();
  c.ground.resize(rows);
  c.height.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const double e = m_table->elevation[i];
    const double slant = rowRange(i, azimuth, budget);
    const double x = slant * std::cos(e);
    const double y = r0 + slant * std::sin(e);
    c.ground[i] = radius * std::atan2(x, y);
    const double rise = slant * (slant + 2 * r0 * std::sin(e));
    c.height[i] = m_antennaMsl + rise / (std::sqrt(std::max(0.0, r0 * r0 + rise)) + r0);
  }
  c.coneBelow = m_table->elevation.front() > -kZenith;
  c.coneAbove = m_table->elevation.back() < kZenith;
  return c;
}

namespace {

/// Height at which the curve between i (reached) and j (not reached) passes ground range s.
double crossing(const std::vector<double>& ground, const std::vector<double>& height, std::size_t i,
                std::size_t j, double s) {
  const double span = ground[i] - ground[j];
  const double f = span > 0 ? std::clamp((ground[i] - s) / span, 0.0, 1.0) : 0;
  return height[i] + f * (height[j] - height[i]);
}

}  // namespace

DetectionModel::Bands DetectionModel::bands(double azimuth, double range, int count) const {
  const Curve c = curve(azimuth);
  const double radius = m_environment.k * m_environment.earthRadius;
  const double r0 = radius + m_antennaMsl;
  Bands out;
  out.step = range / std::max(1, count - 1);
  const auto n = static_cast<std::size_t>(count);
  out.lowest.assign(n, std::numeric_limits<float>::infinity());
  out.highest.assign(n, -std::numeric_limits<float>::infinity());
  const std::size_t rows = c.ground.size();
  std::size_t first = 0;
  std::size_t last = rows - 1;
  for (std::size_t b = 0; b < n; ++b) {
    const double s = static_cast<double>(b) * out.step;
    // What is reached only shrinks outward, so both ends only move inward.
    while (first < rows && c.ground[first] < s) ++first;
    if (first == rows) break;
    while (c.ground[last] < s) --last;
    double low = first > 0     ? crossing(c.ground, c.height, first, first - 1, s)
                 : c.coneBelow ? rayAltitude(m_antennaMsl, m_table->elevation.front(), s, radius)
                               : c.height.front();
    const double high = last + 1 < rows ? crossing(c.ground, c.height, last, last + 1, s)
                        : c.coneAbove   ? rayAltitude(m_antennaMsl, m_table->elevation.back(), s, radius)
                                        : c.height.back();
    const double phi = s / radius;
    const double inside = squared(m_sensor.minimumRange) - squared(r0 * std::sin(phi));
    if (inside > 0) {
      const double middle = r0 * std::cos(phi) - radius;
      const double half = std::sqrt(inside);
      if (low >= middle - half && low < middle + half) low = middle + half;
    }
    if (low > high) continue;
    out.lowest[b] = static_cast<float>(low);
    out.highest[b] = static_cast<float>(high);
    out.reach = s;
  }
  return out;
}

DetectionModel::Band DetectionModel::bandAt(double azimuth, double ground) const {
  // Two entries, the second at the place; none before it is looked at twice.
  const Bands all = bands(azimuth, ground, 2);
  return {static_cast<double>(all.lowest[1]), static_cast<double>(all.highest[1])};
}

double DetectionModel::reach() const {
  return m_table->reach;
}

}  // namespace sorami
