// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/CoverageField.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace sorami {

class DetectedFloor;

/// Probability of detection in a scan by one sensor for targets between two altitudes, looked up quickly: by
/// range, direction (where an array or the target's aspect makes it matter) and altitude. A field without a
/// detection model finds whatever it sees.
class PdTable {
 public:
  /// `lowest`, `highest`: m AMSL between which it will be asked.
  PdTable(CoverageFieldPtr field, double lowest, double highest);

  /// At places of the plane about the site (m east and north) for targets at `altitudes` (m AMSL): 0 where
  /// terrain or the sensor's limits hide them, NaN where unknown terrain decides. Spans of equal sizes.
  void at(std::span<const float> east, std::span<const float> north, std::span<const float> altitudes,
          std::span<float> out) const;
  /// Looks a second, the sensor makes at what it sees; +inf: all the time.
  double looks() const { return m_looks; }
  const CoverageField& field() const { return *m_field; }

 private:
  float look(float east, float north, float range, float altitude) const;

  CoverageFieldPtr m_field;
  const DetectedFloor* m_detected = nullptr;  ///< m_field, where it is one
  double m_looks = 0;
  int m_ranges = 2;
  int m_directions = 1;
  int m_levels = 1;
  float m_inverseStep = 1;   ///< ranges a metre
  float m_lowest = 0;        ///< m AMSL
  float m_inverseLevel = 0;  ///< levels a metre
  // The sensor's own limits are asked at the very place: between entries they would blur.
  float m_antenna = 0;        ///< m AMSL
  float m_inverseRadius = 0;  ///< of the effective earth, 1/m
  float m_leastSlope = 0;     ///< tangents of the lowest and highest elevation
  float m_mostSlope = 0;
  std::vector<float> m_pd;  ///< [level][direction][range]
};

}  // namespace sorami
