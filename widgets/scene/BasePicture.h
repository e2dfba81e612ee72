// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/View.h"

#include <QColor>
#include <QImage>
#include <QRectF>
#include <QRegion>

#include <cstdint>

namespace sorami {

/// A picture of static layers and what it shows.
struct BasePicture {
  QImage image;
  View view;
  std::uint64_t key = 0;  ///< of what it was made from; 0: nothing that could be asked for
  ProjectionPtr projection;

  bool isValid() const { return !image.isNull(); }
  /// A view's rectangle in this picture's pixels.
  QRectF placeOf(const View& other) const;
  /// This picture's rectangle in a view's pixels.
  QRectF placeIn(const View& other) const;
};

/// The picture as another projection shows it: not sharp, but in its place, until a new one is made. Where it
/// has nothing to show there is `ground`.
BasePicture reprojected(const BasePicture& from, const ProjectionPtr& projection, const View& view,
                        const QColor& ground);

/// Draws what of the picture lies in the view, scaled to it, on a picture of the view's size, but only inside
/// `clip` (in the view's pixels): threads may draw parts of one picture at the same time.
void drawScaled(const BasePicture& picture, const View& view, const QRegion& clip, const PixelTarget& target);

}  // namespace sorami
