// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <numbers>

namespace sorami {

/// Metres in one international foot, exact.
constexpr double kFoot = 0.3048;
/// Metres in one flight level (100 ft of pressure altitude).
constexpr double kFlightLevel = 30.48;
/// Metres in one international nautical mile, exact.
constexpr double kNauticalMile = 1852.0;
/// m/s in one knot, exact.
constexpr double kKnot = kNauticalMile / 3600.0;
/// m/s in one foot a minute.
constexpr double kFootPerMinute = kFoot / 60.0;

constexpr double degToRad(double deg) {
  return deg * (std::numbers::pi / 180.0);
}
constexpr double radToDeg(double rad) {
  return rad * (180.0 / std::numbers::pi);
}

}  // namespace sorami
