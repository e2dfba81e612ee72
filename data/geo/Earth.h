// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <numbers>

namespace sorami {

inline constexpr double kSemiMajor = 6'378'137.0;            ///< of WGS 84, m
inline constexpr double kE2 = 0.00669437999014131699613723;  ///< its first eccentricity, squared

/// Length of a degree of the mean sphere, m (IUGG mean radius 6 371 008.8 m): for sizes on the map, not for
/// distances.
inline constexpr double kMetresPerDegree = 6'371'008.8 * std::numbers::pi / 180;

/// An angle of any number of turns as 0 ≤ azimuth < 360, degrees.
inline double azimuthOf(double deg) {
  return deg - 360 * std::floor(deg / 360);
}

}  // namespace sorami
