// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <cmath>

namespace sorami {

// What both canvases must agree on, so that their pictures do.

/// Distance of a diagonal hatch's lines along x, and their width across, in logical pixels.
constexpr double kHatchStep = 8;
constexpr double kHatchWidth = 1.4;
/// A halo reaches this many logical pixels beyond the glyphs, but no more than a fifth of the text's size.
constexpr double kHaloReach = 1.5;

inline double haloReach(double sizePx, double pixelRatio) {
  return std::fmin(kHaloReach * pixelRatio, sizePx * 0.2);
}

/// Beyond this a coordinate is no place in any picture: it is treated as not finite, so that no arithmetic on
/// it can overflow.
constexpr float kFarthest = 1e9F;

inline bool isDrawable(PixelPoint p) {
  return std::fabs(p.x) < kFarthest && std::fabs(p.y) < kFarthest;
}

/// std::floor and std::ceil of a drawable coordinate. Those of the library are calls where the processor's
/// own rounding may not be assumed, and these run for every dot and line.
inline int floorOf(double v) {
  const int whole = static_cast<int>(v);
  return whole - (static_cast<double>(whole) > v ? 1 : 0);
}
inline int ceilOf(double v) {
  const int whole = static_cast<int>(v);
  return whole + (static_cast<double>(whole) < v ? 1 : 0);
}

/// The whole pixel a picture's corner snaps to.
inline int snap(double v) {
  return floorOf(v + 0.5);
}

}  // namespace sorami
