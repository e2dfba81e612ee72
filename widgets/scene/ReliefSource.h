// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Basemap.h"

#include <memory>
#include <span>
#include <vector>

namespace sorami {

/// The map pack's relief at a resolution that suits a scale: the grid itself, or means of 2 x 2, 4 x 4 … of
/// its posts where a pixel is larger than a post, so that mountains do not flicker from pixel to pixel.
class ReliefSource {
 public:
  explicit ReliefSource(BasemapPtr basemap);
  /// The one for this pack; the last is kept.
  static std::shared_ptr<const ReliefSource> of(const BasemapPtr& basemap);

  /// The level for a pixel of so many metres on the ground.
  std::size_t levelFor(double metresPerPixel) const;
  double cellM(std::size_t level) const;
  /// m AMSL, piecewise cubic. `softness` 0 goes through the posts (Catmull and Rom), 1 is smooth to the
  /// second derivative (a B-spline, which rounds peaks a little), so that shading shows no grid where a post
  /// covers many pixels. NaN where a position is not finite.
  void smoothHeights(std::size_t level, float softness, std::span<const LatLon> at, float* out) const;
  /// The softness that suits posts so many pixels apart.
  static float softnessFor(double cellPx);
  /// The same, bilinear: for pixels about as large as a post.
  float height(std::size_t level, LatLon p) const;

 private:
  BasemapPtr m_basemap;
  std::vector<std::vector<std::int16_t>> m_means;
  std::vector<ReliefGrid> m_levels;
};

}  // namespace sorami
