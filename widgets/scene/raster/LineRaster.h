// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/raster/AreaRaster.h"

#include <array>
#include <cstdint>
#include <span>

namespace sorami {

/// Draws polylines on pixels: one-pixel ones straight on the target, wider ones as edges into an AreaRaster.
class LineRaster {
 public:
  /// `smooth` false: one-pixel lines come out in steps.
  LineRaster(const PixelTarget& target, const QRect& clip, QRgb colour, bool smooth = true);

  /// A solid or dashed run of drawable points. `width` 0: one pixel; else px, into `area`.
  void draw(std::span<const PixelPoint> run, std::span<const float> dash, double width, AreaRaster* area);

 private:
  void solid(std::span<const PixelPoint> run);
  void dashed(std::span<const PixelPoint> run, std::span<const float> dash);
  /// The part of a segment near the clip, as parameters from 0 to 1; false: none of it.
  bool visible(PixelPoint a, PixelPoint b, double& t0, double& t1) const;
  void segment(PixelPoint a, PixelPoint b, bool joins);
  void thin(PixelPoint a, PixelPoint b);
  void wide(PixelPoint a, PixelPoint b, bool joins);
  void join(PixelPoint at, PixelPoint from, PixelPoint to);
  template <bool kSmooth>
  void thinSteps(int begin, int end, std::int64_t centre, std::int64_t slope, bool steep);

  PixelTarget m_target;
  QRect m_clip;
  bool m_smooth;
  QRgb m_colour;
  bool m_hasShades = false;
  std::array<QRgb, 256> m_shades;  ///< the colour by coverage; made for the first one-pixel line
  double m_width = 0;
  AreaRaster* m_area = nullptr;
  PixelPoint m_normal{};  ///< of the last wide segment, half a width long
};

}  // namespace sorami
