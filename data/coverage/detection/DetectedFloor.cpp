// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/DetectedFloor.h"

#include "data/core/Units.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/physics/Diffraction.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/coverage/physics/Refraction.h"
#include "data/geo/Earth.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami {
namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();
/// Places that are cut in one go where their ceilings are not wanted.
constexpr std::size_t kRun = 1024;
/// Entries of a band along the range, and directions where arrays make them differ.
constexpr int kEntries = 2048;
constexpr int kDirections = 96;
/// The same where the target's aspect decides, whose strength changes quickly about its broadside.
constexpr int kAspectDirections = 240;
/// Diffraction is worked out on so many rays and ranges.
constexpr int kBendRays = 360;
constexpr int kBendBins = 400;
/// The line of sight rises by more than this only over a new obstacle, rad.
constexpr double kNewObstacle = 2e-6;
/// Obstacles up to here are the sea: its bulge is round, not an edge, m.
constexpr double kSeaLevel = 2;
/// No target of a plan flies higher: a ceiling above it is none.
constexpr float kNoCeiling = static_cast<float>(kFloorCeiling);

}  // namespace

DetectedFloor::DetectedFloor(CoverageFieldPtr visible, DetectionModelPtr model)
    : m_visible(std::move(visible)), m_model(std::move(model)) {
  const FloorRequest& r = m_visible->request();
  m_entries = kEntries;
  m_directions = m_model->dependsOnAzimuth() ? kDirections : 1;
  if (m_directions > 1 && !m_model->sensor().rcsAspect.empty() &&
      m_visible->quality() != FloorQuality::Preview)
    m_directions = kAspectDirections;
  m_inverseStep = static_cast<float>((kEntries - 1) / r.range);
  m_bands.reserve(static_cast<std::size_t>(m_directions) * (kEntries + 1));
  for (int d = 0; d < m_directions; ++d) {
    const double azimuth = 2 * std::numbers::pi * d / m_directions;
    const DetectionModel::Bands bands = m_model->bands(azimuth, r.range, kEntries);
    for (int i = 0; i < kEntries; ++i) {
      const auto k = static_cast<std::size_t>(i);
      m_bands.push_back({bands.lowest[k], bands.highest[k]});
      // What lies between two entries is limited by either.
      if (bands.highest[k] < kNoCeiling && bands.highest[k] > -kNever)
        m_ceilingRange = std::max(m_ceilingRange, std::min(r.range, r.range * (i + 1) / (kEntries - 1)));
    }
    m_bands.push_back(m_bands.back());
    m_reach = std::max(m_reach, static_cast<float>(bands.reach));
  }
  const double k = m_model->environment().k;
  const double made = m_model->environment().earthRadius;
  const auto drop = [&](double azimuth) {
    return static_cast<float>((1 / eulerRadius(r.site.lat, azimuth) - 1 / made) / (2 * k));
  };
  m_northDrop = drop(0);
  m_eastDrop = drop(90);
  if (m_model->sensor().diffraction && m_model->hasBudget() &&
      m_visible->quality() != FloorQuality::Preview && m_model->sensor().frequencyHz >= 30e6)
    bend();
}

namespace {

/// The edge parameter at which a knife edge takes so much, dB one way (P.526 eq. 31 the other way round).
double edgeFor(double lossDb) {
  double low = -0.78;
  double high = 60;
  if (lossDb <= physics::knifeEdgeLoss(low)) return low;
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    (physics::knifeEdgeLoss(middle) < lossDb ? low : high) = middle;
  }
  return low;
}

}  // namespace

void DetectedFloor::bend() {
  m_bendRays = kBendRays;
  m_bendBins = kBendBins;
  m_bend.assign(static_cast<std::size_t>(m_bendRays) * static_cast<std::size_t>(m_bendBins), 0.0F);
  const double range = m_visible->request().range;
  const double radius = m_model->environment().k * m_model->environment().earthRadius;
  const double antenna = m_model->antennaMsl();
  const double frequency = m_model->sensor().frequencyHz;
  const double lambda = physics::wavelength(frequency);
  const double ways = m_model->sensor().usesRadarEquation() ? 2 : 1;
  for (int ray = 0; ray < m_bendRays; ++ray) {
    const double azimuthDeg = 360.0 * ray / m_bendRays;
    double horizon = -10;
    double obstacle = 0;
    double obstacleHeight = 0;
    for (int bin = 1; bin < m_bendBins; ++bin) {
      const double s = range * bin / (m_bendBins - 1);
      const auto floor = static_cast<double>(m_visible->floorAt(azimuthDeg, s));
      if (!std::isfinite(floor)) continue;
      const double line = physics::elevationTo(antenna, floor, s, radius);
      if (line > horizon + kNewObstacle) {
        // Lit ground: what lies behind it is judged from here.
        horizon = line;
        obstacle = s;
        obstacleHeight = floor;
        continue;
      }
      if (obstacle <= 0) continue;
      const double margin = m_model->atAltitude(floor, degToRad(azimuthDeg), s).marginDb() / ways;
      float& bent = m_bend[static_cast<std::size_t>(ray) * static_cast<std::size_t>(m_bendBins) +
                           static_cast<std::size_t>(bin)];
      if (obstacleHeight <= kSeaLevel) {
        // Over the sea: the height at which the sphere takes just the margin.
        double low = 0;
        double high = floor + 3000;
        for (int i = 0; i < 24; ++i) {
          const double middle = 0.5 * (low + high);
          const double loss = physics::sphericalEarthLoss(s, std::max(0.1, antenna), std::max(0.1, middle),
                                                          frequency, radius, 1);
          (loss > margin ? low : high) = middle;
        }
        bent = static_cast<float>(floor - high);
        continue;
      }
      const double behind = std::max(1.0, s - obstacle);
      const double height = edgeFor(margin) / std::sqrt(2 / lambda * (1 / obstacle + 1 / behind));
      bent = static_cast<float>(height * s / obstacle);
    }
  }
}

float DetectedFloor::bendAt(float east, float north, float range) const {
  const float turns = std::atan2(east, north) * static_cast<float>(0.5 / std::numbers::pi);
  const int ray =
      static_cast<int>(std::lround((turns - std::floor(turns)) * static_cast<float>(m_bendRays))) %
      m_bendRays;
  const float at = std::min(range / static_cast<float>(m_visible->request().range), 1.0F) *
                   static_cast<float>(m_bendBins - 1);
  const int bin = std::min(static_cast<int>(at), m_bendBins - 2);
  const float f = at - static_cast<float>(bin);
  const float* row = m_bend.data() + static_cast<std::size_t>(ray) * static_cast<std::size_t>(m_bendBins);
  return row[bin] * (1 - f) + row[bin + 1] * f;
}

bool DetectedFloor::isBlanked(float east, float north) const {
  const auto& spans = m_model->sensor().blanked;
  if (spans.empty()) return false;
  const double azimuth = radToDeg(std::atan2(static_cast<double>(east), static_cast<double>(north)));
  return std::any_of(spans.begin(), spans.end(), [&](const AzimuthSpan& s) {
    return azimuthOf(azimuth - s.fromDeg) <= azimuthOf(s.toDeg - s.fromDeg);
  });
}

const DetectedFloor::Band* DetectedFloor::row(float east, float north) const {
  if (m_directions == 1) return m_bands.data();
  const float turns = std::atan2(east, north) * static_cast<float>(0.5 / std::numbers::pi);
  const int d = static_cast<int>(std::lround((turns - std::floor(turns)) * static_cast<float>(m_directions)));
  return m_bands.data() +
         static_cast<std::size_t>(d % m_directions) * static_cast<std::size_t>(m_entries + 1);
}

DetectedFloor::Band DetectedFloor::bandOf(float east, float north, float range) const {
  const Band* bands = row(east, north);
  const float at = std::min(range * m_inverseStep, static_cast<float>(m_entries - 1));
  const int i = static_cast<int>(at);
  const float f = at - static_cast<float>(i);
  const Band& a = bands[i];
  const Band& b = bands[i + 1];
  // Where one end finds nothing the nearer one decides.
  if (!(a.lowest <= a.highest) || !(b.lowest <= b.highest)) return f < 0.5F ? a : b;
  const float drop = m_eastDrop * east * east + m_northDrop * north * north;
  return {a.lowest + f * (b.lowest - a.lowest) + drop, a.highest + f * (b.highest - a.highest) + drop};
}

void DetectedFloor::cut(std::span<const float> east, std::span<const float> north, std::span<float> floor,
                        float* ceiling) const {
  const bool blanked = !m_model->sensor().blanked.empty();
  for (std::size_t i = 0; i < floor.size(); ++i) {
    const float range = std::sqrt(east[i] * east[i] + north[i] * north[i]);
    if (ceiling != nullptr) ceiling[i] = kNever;
    if (floor[i] == kNever) continue;
    // Unknown ground does not matter where nothing would be found anyway.
    if (!(range <= m_reach) || (blanked && isBlanked(east[i], north[i]))) {
      floor[i] = kNever;
      continue;
    }
    const Band band = bandOf(east[i], north[i], range);
    if (!(band.lowest <= band.highest)) {
      floor[i] = kNever;
      continue;
    }
    if (std::isnan(floor[i])) continue;
    if (!m_bend.empty()) floor[i] -= bendAt(east[i], north[i], range);
    const float lowest = std::max(floor[i], band.lowest);
    floor[i] = lowest <= band.highest ? lowest : kNever;
    if (ceiling != nullptr && band.highest < kNoCeiling) ceiling[i] = band.highest;
  }
}

void DetectedFloor::linesOfSight(std::span<const float> east, std::span<const float> north,
                                 std::span<float> out) const {
  m_visible->floorsAtLocal(east, north, out);
  const bool blanked = !m_model->sensor().blanked.empty();
  if (m_bend.empty() && !blanked) return;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (blanked && isBlanked(east[i], north[i])) {
      out[i] = kNever;
    } else if (!m_bend.empty()) {
      out[i] -= bendAt(east[i], north[i], std::sqrt(east[i] * east[i] + north[i] * north[i]));
    }
  }
}

double DetectedFloor::pdInView(double azimuth, double ground, double altitude, double rcs) const {
  const SensorParameters& s = m_model->sensor();
  const double radius = m_model->environment().k * m_model->environment().earthRadius;
  const double elevation = physics::elevationTo(m_model->antennaMsl(), altitude, ground, radius);
  if (elevation < degToRad(s.elevationMinDeg) || elevation > degToRad(s.elevationMaxDeg)) return 0;
  const double slant = m_model->slantTo(altitude, ground);
  if (slant > s.instrumentedRange || slant < s.minimumRange) return 0;
  return m_model->at(elevation, azimuth, std::max(1.0, slant), rcs).pd;
}

float DetectedFloor::floorAt(double azimuthDeg, double range) const {
  float floor = m_visible->floorAt(azimuthDeg, range);
  const auto east = static_cast<float>(range * std::sin(degToRad(azimuthDeg)));
  const auto north = static_cast<float>(range * std::cos(degToRad(azimuthDeg)));
  cut({&east, 1}, {&north, 1}, {&floor, 1}, nullptr);
  return floor;
}

float DetectedFloor::floorAt(LatLon p) const {
  const GeodesicLine line = geodesic(request().site, p);
  return floorAt(line.azimuthFromDeg, line.distance);
}

float DetectedFloor::ceilingAt(double azimuthDeg, double range) const {
  float floor = m_visible->floorAt(azimuthDeg, range);
  float ceiling = kNever;
  const auto east = static_cast<float>(range * std::sin(degToRad(azimuthDeg)));
  const auto north = static_cast<float>(range * std::cos(degToRad(azimuthDeg)));
  cut({&east, 1}, {&north, 1}, {&floor, 1}, &ceiling);
  return ceiling;
}

BandView DetectedFloor::plainBands() const {
  return {&m_bands.front().lowest, m_entries, m_inverseStep, m_reach, m_eastDrop, m_northDrop, kNoCeiling};
}

void DetectedFloor::floorsAtLocal(std::span<const float> east, std::span<const float> north,
                                  std::span<float> out) const {
  m_visible->floorsAtLocal(east, north, out);
  if (!isPlain()) {
    cut(east, north, out, nullptr);
    return;
  }
  std::array<float, kRun> ceiling;
  const BandView bands = plainBands();
  for (std::size_t i = 0; i < out.size(); i += kRun)
    cutToBands(bands, east.data() + i, north.data() + i, out.data() + i, ceiling.data(),
               std::min(kRun, out.size() - i));
}

void DetectedFloor::bandsAtLocal(std::span<const float> east, std::span<const float> north,
                                 std::span<float> floor, std::span<float> ceiling) const {
  m_visible->floorsAtLocal(east, north, floor);
  if (!isPlain()) {
    cut(east, north, floor, ceiling.data());
    return;
  }
  cutToBands(plainBands(), east.data(), north.data(), floor.data(), ceiling.data(), floor.size());
}

}  // namespace sorami
