// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/layers/CoverageStyle.h"
#include "widgets/scene/layers/CoverageWarp.h"

#include <QImage>
#include <QPoint>

#include <stop_token>

namespace sorami {

/// True for the modes that show a figure at one altitude: probability of detection or revisit time.
bool isSurface(CoverageMode mode);

/// What the sensors of a frame come to at its altitude, pixel by pixel; of an altitude band, at the worse of
/// its edges.
struct CoverageSurface {
  QRect box;  ///< px; empty: nothing is reached
  /// CoverageMode::BestPd, JointPd: probability of detection in a scan, of the best sensor or of all together
  /// as if they missed independently. Revisit: looks a second by all that detect with their required Pd,
  /// infinite where one looks all the time. NaN: nothing is seen, but unknown terrain may be why.
  std::vector<float> value;

  /// False when stopped.
  static bool make(const Frame& frame, const ViewGrid& grid, const std::stop_token& stop,
                   CoverageSurface& out);
};

/// Colours a surface by the steps of the style. ARGB32_Premultiplied, as large as its box.
QImage colourSurface(const CoverageSurface& surface, const CoverageStyle& style);

}  // namespace sorami
