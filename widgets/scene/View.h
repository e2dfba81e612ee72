// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"
#include "widgets/scene/Canvas.h"

#include <QPointF>
#include <QSize>

namespace sorami {

/// What part of the projected plane is on screen, north (the projection's y) up.
struct View {
  MapPoint centre;               ///< map metres at the middle of the picture
  double metresPerPixel = 2000;  ///< map metres a device pixel
  QSize size{1, 1};              ///< device pixels
  double pixelRatio = 1;

  PixelPoint toPixel(MapPoint p) const {
    return {static_cast<float>((p.x - centre.x) / metresPerPixel + size.width() * 0.5),
            static_cast<float>((centre.y - p.y) / metresPerPixel + size.height() * 0.5)};
  }
  MapPoint toMap(QPointF px) const {
    return {centre.x + (px.x() - size.width() * 0.5) * metresPerPixel,
            centre.y - (px.y() - size.height() * 0.5) * metresPerPixel};
  }
  bool operator==(const View& o) const {
    return centre.x == o.centre.x && centre.y == o.centre.y && metresPerPixel == o.metresPerPixel &&
           size == o.size && pixelRatio == o.pixelRatio;
  }
};

}  // namespace sorami
