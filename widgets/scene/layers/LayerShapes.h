// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"
#include "widgets/scene/CanvasShapes.h"
#include "widgets/scene/View.h"

#include <QColor>

#include <vector>

namespace sorami {

/// Map metres a curve may be off: less than a pixel at country scale.
inline constexpr double kCurveTolerance = 500;

/// Lines of the map's plane as lines of the picture.
inline PathBatch toPixels(const std::vector<MapLine>& lines, const View& view) {
  PathBatch batch;
  for (const MapLine& line : lines) {
    for (const MapPoint& p : line) batch.points.push_back(view.toPixel(p));
    batch.close();
  }
  return batch;
}

/// The colour with its opacity times a strength from 0 to 1.
inline QColor faded(QColor c, float strength) {
  c.setAlphaF(c.alphaF() * strength);
  return c;
}

}  // namespace sorami
