// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <cstdint>
#include <vector>

namespace sorami {

/// Exact area coverage of polygons by accumulation: each edge adds its signed area to the cells it crosses, a
/// sum along the row then gives every pixel's coverage. Work is proportional to the edges, not to the area:
/// only blocks of cells that an edge touched are summed, the runs between them are constant.
///
/// An edge gives bit for bit the same cells in both directions, so two polygons of one winding that share an
/// edge join without a seam. Keeps its memory between uses; one a thread.
class AreaRaster {
 public:
  enum class Rule {
    EvenOdd,  ///< coverage folded at each whole turn
    Union,    ///< |winding| capped at one: overlapping pieces of one winding
  };
  /// What takes the result: a run of constant coverage or one coverage a pixel, x from the clip's left edge.
  class Sink {
   public:
    virtual ~Sink() = default;
    virtual void run(int y, int x, int n, std::uint8_t coverage) = 0;
    virtual void pixels(int y, int x, int n, const std::uint8_t* coverage) = 0;
  };

  /// Starts a shape on a window of this size; forgets nothing that was not swept.
  void begin(int width, int height);
  /// An edge in pixels of the window; any finite coordinates up to kFarthest.
  void edge(PixelPoint a, PixelPoint b);
  /// Gives out the shape, rows downwards, and leaves the raster empty.
  void sweep(Rule rule, Sink& sink);

 private:
  static constexpr int kBlock = 16;  ///< cells; one cache line of floats

  void inside(float x0, float y0, float x1, float y1, float direction);
  void vertical(float x, float y0, float y1, float direction);
  void touch(int row, int firstCell, int lastCell);

  int m_width = 0;
  int m_height = 0;
  int m_stride = 0;  ///< cells a row, whole blocks, at least width + 2
  int m_words = 0;   ///< 64-bit words of block flags a row
  int m_top = 0;     ///< rows touched: [m_top, m_bottom)
  int m_bottom = 0;
  std::vector<float> m_cells;
  std::vector<std::uint64_t> m_touched;
};

}  // namespace sorami
