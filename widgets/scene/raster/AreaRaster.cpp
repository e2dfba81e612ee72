// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/raster/AreaRaster.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace sorami {
namespace {

/// Coverage 0…255 of a winding sum.
std::uint8_t coverageOf(float sum, AreaRaster::Rule rule) {
  float c = std::fabs(sum);
  if (rule == AreaRaster::Rule::EvenOdd) {
    c -= 2 * static_cast<float>(static_cast<int>(c * 0.5F));
    c = std::fmin(c, 2 - c);
  } else {
    c = std::fmin(c, 1);
  }
  return static_cast<std::uint8_t>(c * 255 + 0.5F);
}

}  // namespace

void AreaRaster::begin(int width, int height) {
  m_width = width;
  m_height = height;
  m_stride = (width + 2 + kBlock - 1) / kBlock * kBlock;
  m_words = (m_stride / kBlock + 63) / 64;
  const auto cells = static_cast<std::size_t>(m_stride) * static_cast<std::size_t>(height);
  const auto words = static_cast<std::size_t>(m_words) * static_cast<std::size_t>(height);
  // sweep() leaves all zero, so a change of shape needs no clearing.
  if (m_cells.size() < cells) m_cells.resize(cells, 0.F);
  if (m_touched.size() < words) m_touched.resize(words, 0);
  m_top = height;
  m_bottom = 0;
}

void AreaRaster::touch(int row, int firstCell, int lastCell) {
  std::uint64_t* words = m_touched.data() + static_cast<std::ptrdiff_t>(row) * m_words;
  for (int b = firstCell / kBlock; b <= lastCell / kBlock; ++b) words[b / 64] |= std::uint64_t(1) << (b % 64);
}

void AreaRaster::edge(PixelPoint a, PixelPoint b) {
  // What is no place on a picture is left out here, once for all: it would become an address below.
  if (a.y == b.y || !std::isfinite(a.x + a.y + b.x + b.y)) return;
  float direction = 1;
  if (a.y > b.y) {
    std::swap(a, b);
    direction = -1;
  }
  const auto w = static_cast<float>(m_width);
  const auto h = static_cast<float>(m_height);
  if (b.y <= 0 || a.y >= h) return;
  if (a.x >= w && b.x >= w) return;
  if (a.x >= 0 && b.x >= 0 && a.x <= w && b.x <= w && a.y >= 0 && b.y <= h) {
    inside(a.x, a.y, b.x, b.y, direction);
    return;
  }
  // Cut to the window in double precision. What lies left of it still turns the rows it spans; what lies
  // right of it changes no visible pixel.
  const double slope = (double(b.x) - a.x) / (double(b.y) - a.y);
  const auto xAt = [&](double y) { return a.x + (y - a.y) * slope; };
  const auto yAt = [&](double x) { return a.y + (x - a.x) / slope; };
  const double y0 = std::max(0.0, double(a.y));
  const double y1 = std::min(double(h), double(b.y));
  // Heights where the edge passes the left and the right border, in order of y.
  double cuts[4] = {y0, y1, y1, y1};
  int n = 1;
  if (slope != 0) {
    double first = yAt(0);
    double second = yAt(w);
    if (first > second) std::swap(first, second);
    if (first > y0 && first < y1) cuts[n++] = first;
    if (second > y0 && second < y1) cuts[n++] = second;
  }
  cuts[n] = y1;
  for (int i = 0; i < n; ++i) {
    const double top = cuts[i];
    const double bottom = cuts[i + 1];
    if (!(bottom > top)) continue;
    const double middle = xAt((top + bottom) / 2);
    if (middle >= w) continue;
    if (middle <= 0) {
      vertical(0, static_cast<float>(top), static_cast<float>(bottom), direction);
    } else {
      inside(static_cast<float>(std::clamp(xAt(top), 0.0, double(w))), static_cast<float>(top),
             static_cast<float>(std::clamp(xAt(bottom), 0.0, double(w))), static_cast<float>(bottom),
             direction);
    }
  }
}

void AreaRaster::vertical(float x, float y0, float y1, float direction) {
  inside(x, y0, x, y1, direction);
}

void AreaRaster::inside(float x0, float y0, float x1, float y1, float direction) {
  if (!(y1 > y0)) return;
  const int firstRow = static_cast<int>(y0);
  const int endRow = std::min(m_height, static_cast<int>(std::ceil(y1)));
  m_top = std::min(m_top, firstRow);
  m_bottom = std::max(m_bottom, endRow);
  const float slope = (x1 - x0) / (y1 - y0);
  const float left = std::fmin(x0, x1);
  const float right = std::fmax(x0, x1);
  float xTop = x0;
  for (int row = firstRow; row < endRow; ++row) {
    const float rowTop = std::fmax(y0, static_cast<float>(row));
    const float rowBottom = std::fmin(y1, static_cast<float>(row + 1));
    const float height = rowBottom - rowTop;
    const float xBottom = row + 1 == endRow ? x1 : std::clamp(x0 + (rowBottom - y0) * slope, left, right);
    const float d = height * direction;
    const float xa = std::fmin(xTop, xBottom);
    const float xb = std::fmax(xTop, xBottom);
    const int ia = static_cast<int>(xa);
    const int ib = static_cast<int>(xb);
    float* cells = m_cells.data() + static_cast<std::ptrdiff_t>(row) * m_stride;
    if (ia == ib) {
      // Within one cell: the mean distance from its left edge is what spills to the next.
      const float spill = d * (0.5F * (xa + xb) - static_cast<float>(ia));
      cells[ia] += d - spill;
      cells[ia + 1] += spill;
      touch(row, ia, ia + 1);
    } else {
      // Across cells: a trapezoid's share for each; the differences sum to d exactly up to rounding.
      const float perCell = d / (xb - xa);
      const float lead = static_cast<float>(ia + 1) - xa;
      float before = 0.5F * perCell * lead * lead;
      cells[ia] += before;
      float done = before;
      float covered = perCell * lead;  // height used up when the next cell begins
      for (int i = ia + 1; i < ib; ++i) {
        const float area = covered + 0.5F * perCell;
        cells[i] += area - before;
        done += area - before;
        before = area;
        covered += perCell;
      }
      const float tail = xb - static_cast<float>(ib);
      const float area = d - 0.5F * perCell * tail * tail;
      cells[ib] += area - before;
      done += area - before;
      cells[ib + 1] += d - done;
      touch(row, ia, ib + 1);
    }
    xTop = xBottom;
  }
}

void AreaRaster::sweep(Rule rule, Sink& sink) {
  std::uint8_t coverage[kBlock];
  for (int row = m_top; row < m_bottom; ++row) {
    std::uint64_t* words = m_touched.data() + static_cast<std::ptrdiff_t>(row) * m_words;
    float* cells = m_cells.data() + static_cast<std::ptrdiff_t>(row) * m_stride;
    float sum = 0;
    int x = 0;  // first cell not given out yet
    for (int w = 0; w < m_words; ++w) {
      std::uint64_t flags = words[w];
      words[w] = 0;
      while (flags != 0) {
        const int block = w * 64 + std::countr_zero(flags);
        flags &= flags - 1;
        const int begin = block * kBlock;
        const int gap = std::min(begin, m_width) - x;
        if (gap > 0) {
          const std::uint8_t c = coverageOf(sum, rule);
          if (c != 0) sink.run(row, x, gap, c);
        }
        float* cell = cells + begin;
        float sums[kBlock];
        for (int i = 0; i < kBlock; ++i) sums[i] = sum += cell[i];
        for (int i = 0; i < kBlock; ++i) coverage[i] = coverageOf(sums[i], rule);
        std::memset(cell, 0, sizeof(float) * kBlock);
        const int n = std::min(kBlock, m_width - begin);
        if (n > 0) sink.pixels(row, begin, n, coverage);
        x = begin + kBlock;
      }
    }
    if (x < m_width) {
      const std::uint8_t c = coverageOf(sum, rule);
      if (c != 0) sink.run(row, x, m_width - x, c);
    }
  }
  m_top = m_height;
  m_bottom = 0;
}

}  // namespace sorami
