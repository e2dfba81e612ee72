// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/detection/VerticalCut.h"
#include "widgets/scene/diagram/DiagramArea.h"

#include <optional>

namespace sorami {

/// A range of a vertical plane through a site.
struct CutPoint {
  double range = 0;     ///< m along the ground
  double altitude = 0;  ///< m AMSL
};

/// A vertical coverage diagram: range, height and angle over a curved earth. Rays are straight lines,
/// altitudes curves.
struct VerticalDiagram {
  DiagramLook look;
  std::shared_ptr<const VerticalCut> cut;
  double top = 20'000;  ///< m AMSL at the site's end of the plot
  double altitude = 0;  ///< m AMSL of the map's slider, drawn as a curve; 0: none
  std::optional<CutPoint> cursor;
};

/// Where a place of the plane stands in the plot, and back. The earth falls away as the real one does, with
/// the heights stretched.
class VerticalScale {
 public:
  VerticalScale(const VerticalCut& cut, double top, const QRectF& plot);
  PixelPoint of(double range, double altitude) const;
  /// Along a ray that leaves the antenna.
  PixelPoint ofRay(double elevation, double slant) const;
  CutPoint at(QPointF pixel) const;

 private:
  double m_radius, m_antenna, m_right, m_low, m_high;
  QRectF m_plot;
};

void drawVerticalDiagram(Canvas& canvas, const VerticalDiagram& diagram);

}  // namespace sorami
