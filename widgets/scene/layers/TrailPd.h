// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/SitePlane.h"
#include "data/coverage/detection/DetectedFloor.h"
#include "widgets/scene/Frame.h"

#include <cstdint>
#include <vector>

namespace sorami {

/// How well the plan's sensors would see a track along its way: probability of detection in a scan, of the
/// best of them, as shades of a trail. None beyond what a sensor's field was made for, which ends where the
/// sensor's required Pd does.
class TrailPd {
 public:
  explicit TrailPd(const Frame& frame);
  /// Changes with the sensors' fields.
  static std::uint64_t keyOf(const Frame& frame);
  /// A twelfth of Pd a shade; `kTrailShades` where the altitude is not known or there are no sensors.
  std::uint8_t shadeOf(const Bucket& bucket, std::uint32_t sample) const;

 private:
  struct Sensor {
    CoverageFieldPtr field;
    const DetectedFloor* detected = nullptr;  ///< null: seen or not
    SitePlane plane;
    LatLon site;
    double range = 0;
  };
  std::vector<Sensor> m_sensors;
};

}  // namespace sorami
