// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRgb>

#include <cmath>

namespace sorami {

inline constexpr int kHatchPeriod = 8;  ///< of single cover's stripes, px

inline QRgb premultiplied(const QColor& c, double strength = 1) {
  return qPremultiply(
      qRgba(c.red(), c.green(), c.blue(), static_cast<int>(std::lround(c.alpha() * strength))));
}

/// Where in its period a pixel stands, 0 and up, for negative pixels too.
inline int wrapped(int v, int period) {
  const int r = v % period;
  return r < 0 ? r + period : r;
}

}  // namespace sorami
