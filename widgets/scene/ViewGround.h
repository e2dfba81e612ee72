// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"
#include "widgets/scene/View.h"

#include <vector>

namespace sorami {

/// What part of the earth a view shows, found by sampling it: the scale on the ground, and a raster of
/// five-degree cells for quick culling. Errs on the side of more.
class ViewGround {
 public:
  ViewGround(const Projection& projection, const View& view);

  /// Ground metres a device pixel about the middle of what is shown; never more than four times off the
  /// view's own figure.
  double metresPerPixel() const { return m_metresPerPixel; }
  bool mayShow(const GeoBox& box) const;
  /// Nothing of the earth is in view.
  bool isEmpty() const { return m_box.isEmpty(); }
  /// Latitudes and longitudes in view, by the samples; the whole turn of longitudes near a pole.
  const GeoBox& box() const { return m_box; }

 private:
  double m_metresPerPixel;
  bool m_showsAll = false;
  GeoBox m_box;
  std::vector<int> m_sums;  ///< summed-area table of the marked cells
};

}  // namespace sorami
