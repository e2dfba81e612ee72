// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <numbers>

namespace sorami::physics {

inline constexpr double kPi = std::numbers::pi;
/// The answer outside a formula's domain.
inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace sorami::physics
