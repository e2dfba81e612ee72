// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/PdTable.h"

#include "data/core/Units.h"
#include "data/coverage/detection/DetectedFloor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami {
namespace {

constexpr int kRanges = 1024;
/// Where the direction counts there are fewer ranges, or it would take too long.
constexpr int kRangesWithDirections = 256;
constexpr int kPatternDirections = 96;
constexpr int kLevels = 12;

}  // namespace

PdTable::PdTable(CoverageFieldPtr field, double lowest, double highest) : m_field(std::move(field)) {
  m_detected = dynamic_cast<const DetectedFloor*>(m_field.get());
  m_looks = std::numeric_limits<double>::infinity();
  if (m_detected == nullptr) return;
  const DetectionModel& model = *m_detected->model();
  if (model.sensor().scanPeriodS > 0) m_looks = 1 / model.sensor().scanPeriodS;
  m_directions = model.dependsOnAzimuth() ? kPatternDirections : 1;
  m_ranges = m_directions > 1 ? kRangesWithDirections : kRanges;
  m_levels = highest > lowest ? kLevels : 1;
  m_lowest = static_cast<float>(lowest);
  m_antenna = static_cast<float>(model.antennaMsl());
  m_inverseRadius = static_cast<float>(1 / (model.environment().k * model.environment().earthRadius));
  const auto slopeOf = [](double deg) {
    if (std::abs(deg) >= 89.9)
      return std::copysign(std::numeric_limits<float>::infinity(), static_cast<float>(deg));
    return static_cast<float>(std::tan(degToRad(deg)));
  };
  m_leastSlope = slopeOf(model.sensor().elevationMinDeg);
  m_mostSlope = slopeOf(model.sensor().elevationMaxDeg);
  if (m_levels > 1) m_inverseLevel = static_cast<float>((m_levels - 1) / (highest - lowest));
  const double range = m_field->request().range;
  m_inverseStep = static_cast<float>((m_ranges - 1) / range);
  m_pd.reserve(static_cast<std::size_t>(m_levels) * static_cast<std::size_t>(m_directions) *
               static_cast<std::size_t>(m_ranges));
  for (int level = 0; level < m_levels; ++level) {
    const double altitude = m_levels > 1 ? lowest + (highest - lowest) * level / (m_levels - 1) : lowest;
    for (int d = 0; d < m_directions; ++d) {
      const double azimuth = 2 * std::numbers::pi * d / m_directions;
      for (int i = 0; i < m_ranges; ++i) {
        const double ground = range * i / (m_ranges - 1);
        // In full view: terrain, blanking and the sensor's limits come with the place.
        m_pd.push_back(static_cast<float>(model.atAltitude(altitude, azimuth, std::max(ground, 1.0)).pd));
      }
    }
  }
}

float PdTable::look(float east, float north, float range, float altitude) const {
  const float rise = altitude - m_antenna - 0.5F * range * range * m_inverseRadius;
  if (rise < m_leastSlope * range || rise > m_mostSlope * range) return 0;
  const SensorParameters& sensor = m_detected->model()->sensor();
  const float slant = std::sqrt(range * range + rise * rise);
  if (slant > static_cast<float>(sensor.instrumentedRange) || slant < static_cast<float>(sensor.minimumRange))
    return 0;
  const float r = std::min(range * m_inverseStep, static_cast<float>(m_ranges - 1));
  const int i = std::min(static_cast<int>(r), m_ranges - 2);
  const float f = r - static_cast<float>(i);
  int d = 0;
  if (m_directions > 1) {
    const float turns = std::atan2(east, north) * static_cast<float>(0.5 / std::numbers::pi);
    d = static_cast<int>(std::lround((turns - std::floor(turns)) * static_cast<float>(m_directions))) %
        m_directions;
  }
  const auto at = [&](int level) {
    const float* row =
        m_pd.data() + static_cast<std::size_t>(level * m_directions + d) * static_cast<std::size_t>(m_ranges);
    return row[i] + f * (row[i + 1] - row[i]);
  };
  if (m_levels == 1) return at(0);
  const float l = std::clamp((altitude - m_lowest) * m_inverseLevel, 0.0F, static_cast<float>(m_levels - 1));
  const int k = std::min(static_cast<int>(l), m_levels - 2);
  const float g = l - static_cast<float>(k);
  const float low = at(k);
  return low + g * (at(k + 1) - low);
}

void PdTable::at(std::span<const float> east, std::span<const float> north, std::span<const float> altitudes,
                 std::span<float> out) const {
  if (m_detected == nullptr) {
    m_field->floorsAtLocal(east, north, out);
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = std::isnan(out[i]) ? out[i] : out[i] <= altitudes[i] ? 1.0F : 0.0F;
    return;
  }
  m_detected->linesOfSight(east, north, out);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (std::isnan(out[i])) continue;
    out[i] = out[i] <= altitudes[i]
                 ? look(east[i], north[i], std::sqrt(east[i] * east[i] + north[i] * north[i]), altitudes[i])
                 : 0.0F;
  }
}

}  // namespace sorami
