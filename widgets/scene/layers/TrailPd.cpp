// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrailPd.h"

#include "widgets/scene/Layer.h"
#include "widgets/scene/layers/TrailShades.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kMetresPerDegree = 110'500;  // of latitude, at least

}  // namespace

TrailPd::TrailPd(const Frame& frame) {
  for (const CoverageFieldPtr& field : frame.coverage) {
    if (!field) continue;
    const FloorRequest& request = field->request();
    m_sensors.push_back({field, dynamic_cast<const DetectedFloor*>(field.get()), SitePlane(request.site),
                         request.site, request.range});
  }
}

std::uint64_t TrailPd::keyOf(const Frame& frame) {
  std::uint64_t key = frame.coverage.size() + 1;
  for (const CoverageFieldPtr& field : frame.coverage) key = mixKey({key, field ? field->key() : 0});
  return key;
}

std::uint8_t TrailPd::shadeOf(const Bucket& bucket, std::uint32_t sample) const {
  const float geo = bucket.geoAltitude[sample];
  const auto altitude = static_cast<double>(std::isnan(geo) ? bucket.baroAltitude[sample] : geo);
  if (m_sensors.empty() || std::isnan(altitude)) return static_cast<std::uint8_t>(kTrailShades);
  const LatLon at{bucket.lat[sample] / 1e7, bucket.lon[sample] / 1e7};
  const Vector3 place = earthCentred(at);
  double best = 0;
  for (const Sensor& sensor : m_sensors) {
    if (std::abs(at.lat - sensor.site.lat) * kMetresPerDegree > sensor.range) continue;
    const MapPoint p = sensor.plane.of(place);
    const double ground = std::hypot(p.x, p.y);
    if (ground > sensor.range) continue;
    const auto east = static_cast<float>(p.x);
    const auto north = static_cast<float>(p.y);
    float floor = 0;
    if (!sensor.detected) {
      sensor.field->floorsAtLocal({&east, 1}, {&north, 1}, {&floor, 1});
      if (static_cast<double>(floor) <= altitude) best = 1;
      continue;
    }
    sensor.detected->linesOfSight({&east, 1}, {&north, 1}, {&floor, 1});
    if (!(static_cast<double>(floor) <= altitude)) continue;
    best = std::max(best, sensor.detected->pdInView(std::atan2(p.x, p.y), ground, altitude));
  }
  return static_cast<std::uint8_t>(
      std::clamp(best * static_cast<double>(kTrailShades), 0.0, static_cast<double>(kTrailShades - 1)));
}

}  // namespace sorami
