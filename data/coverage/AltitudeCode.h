// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sorami {

/// How altitudes are kept for each pixel or cell: half metres above −500 m, with two values set apart.
struct AltitudeCode {
  static constexpr std::uint16_t kUnknown = 65534;  ///< the terrain is not known
  static constexpr std::uint16_t kNever = 65535;    ///< not seen at any altitude
  static constexpr std::uint16_t kHighest = 65533;
  static std::uint16_t of(float metres) {
    if (std::isnan(metres)) return kUnknown;
    if (std::isinf(metres)) return metres > 0 ? kNever : 0;
    return static_cast<std::uint16_t>(std::clamp((metres + 500) * 2 + 0.5F, 0.0F, 65533.0F));
  }
  /// The highest code at or below an altitude.
  static std::uint16_t atMost(double metres) {
    return static_cast<std::uint16_t>(std::clamp(std::floor((metres + 500) * 2), 0.0, 65533.0));
  }
  /// Metres of a code; +inf for kNever, NaN for kUnknown.
  static double metres(std::uint16_t code) {
    if (code == kNever) return std::numeric_limits<double>::infinity();
    if (code == kUnknown) return std::numeric_limits<double>::quiet_NaN();
    return 0.5 * code - 500;
  }
};

}  // namespace sorami
