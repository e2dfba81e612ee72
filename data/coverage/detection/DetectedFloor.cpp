// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/DetectedFloor.h"

#include "data/core/Units.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami {
namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();
/// Entries of a band along the range, and directions where arrays make them differ.
constexpr int kEntries = 2048;
constexpr int kDirections = 96;
/// No target of a plan flies higher: a ceiling above it is none.
constexpr float kNoCeiling = static_cast<float>(kFloorCeiling);

}  // namespace

DetectedFloor::DetectedFloor(CoverageFieldPtr visible, DetectionModelPtr model)
    : m_visible(std::move(visible)), m_model(std::move(model)) {
  const FloorRequest& r = m_visible->request();
  m_entries = kEntries;
  m_directions = m_model->dependsOnAzimuth() ? kDirections : 1;
  m_inverseStep = static_cast<float>((kEntries - 1) / r.range);
  m_bands.reserve(static_cast<std::size_t>(m_directions) * (kEntries + 1));
  for (int d = 0; d < m_directions; ++d) {
    const double azimuth = 2 * std::numbers::pi * d / m_directions;
    const DetectionModel::Bands bands = m_model->bands(azimuth, r.range, kEntries);
    for (int i = 0; i < kEntries; ++i) {
      const auto k = static_cast<std::size_t>(i);
      m_bands.push_back({bands.lowest[k], bands.highest[k]});
      if (bands.highest[k] < kNoCeiling && bands.highest[k] > -kNever) m_hasCeiling = true;
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
}

bool DetectedFloor::isBlanked(float east, float north) const {
  const auto& spans = m_model->sensor().blanked;
  if (spans.empty()) return false;
  const double azimuth = radToDeg(std::atan2(static_cast<double>(east), static_cast<double>(north)));
  const auto turn = [](double deg) { return deg - 360 * std::floor(deg / 360); };
  return std::any_of(spans.begin(), spans.end(), [&](const AzimuthSpan& s) {
    return turn(azimuth - s.fromDeg) <= turn(s.toDeg - s.fromDeg);
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
    const float lowest = std::max(floor[i], band.lowest);
    floor[i] = lowest <= band.highest ? lowest : kNever;
    if (ceiling != nullptr && band.highest < kNoCeiling) ceiling[i] = band.highest;
  }
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

void DetectedFloor::floorsAtLocal(std::span<const float> east, std::span<const float> north,
                                  std::span<float> out) const {
  m_visible->floorsAtLocal(east, north, out);
  cut(east, north, out, nullptr);
}

void DetectedFloor::bandsAtLocal(std::span<const float> east, std::span<const float> north,
                                 std::span<float> floor, std::span<float> ceiling) const {
  m_visible->floorsAtLocal(east, north, floor);
  cut(east, north, floor, ceiling.data());
}

}  // namespace sorami
