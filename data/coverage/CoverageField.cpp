// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageField.h"

#include "data/core/Units.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sorami {

void CoverageField::floorsAt(std::span<const float> azimuthsDeg, std::span<const float> ranges,
                             std::span<float> out) const {
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = floorAt(static_cast<double>(azimuthsDeg[i]), static_cast<double>(ranges[i]));
  }
}

void CoverageField::floorsAtLocal(std::span<const float> east, std::span<const float> north,
                                  std::span<float> out) const {
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto x = static_cast<double>(east[i]);
    const auto y = static_cast<double>(north[i]);
    const double azimuth = radToDeg(std::atan2(x, y));
    out[i] = floorAt(azimuth < 0 ? azimuth + 360 : azimuth, std::hypot(x, y));
  }
}

float CoverageField::ceilingAt(double, double) const {
  return std::numeric_limits<float>::infinity();
}

void CoverageField::bandsAtLocal(std::span<const float> east, std::span<const float> north,
                                 std::span<float> floor, std::span<float> ceiling) const {
  floorsAtLocal(east, north, floor);
  std::fill(ceiling.begin(), ceiling.end(), std::numeric_limits<float>::infinity());
  if (!hasCeiling()) return;
  for (std::size_t i = 0; i < ceiling.size(); ++i) {
    const auto x = static_cast<double>(east[i]);
    const auto y = static_cast<double>(north[i]);
    ceiling[i] = ceilingAt(radToDeg(std::atan2(x, y)), std::hypot(x, y));
  }
}

}  // namespace sorami
