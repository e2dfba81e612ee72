// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/Contour.h"

#include "data/core/Clones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

namespace sorami {

namespace {

/// Sides of a cell, and how to step over them.
enum Side : std::uint8_t { kTop, kRight, kBottom, kLeft, kNoSide };

/// For each case (bits: 1 top left, 2 top right, 4 bottom right, 8 bottom left inside) the pairs of sides a
/// line joins; saddles hold two and keep the insides apart.
struct Pairs {
  std::array<std::uint8_t, 4> side;
};
constexpr std::array<Pairs, 16> kPairs = {{
    {{kNoSide, kNoSide, kNoSide, kNoSide}},
    {{kLeft, kTop, kNoSide, kNoSide}},
    {{kTop, kRight, kNoSide, kNoSide}},
    {{kLeft, kRight, kNoSide, kNoSide}},
    {{kRight, kBottom, kNoSide, kNoSide}},
    {{kLeft, kTop, kRight, kBottom}},
    {{kTop, kBottom, kNoSide, kNoSide}},
    {{kLeft, kBottom, kNoSide, kNoSide}},
    {{kBottom, kLeft, kNoSide, kNoSide}},
    {{kBottom, kTop, kNoSide, kNoSide}},
    {{kTop, kRight, kBottom, kLeft}},
    {{kBottom, kRight, kNoSide, kNoSide}},
    {{kRight, kLeft, kNoSide, kNoSide}},
    {{kRight, kTop, kNoSide, kNoSide}},
    {{kTop, kLeft, kNoSide, kNoSide}},
    {{kNoSide, kNoSide, kNoSide, kNoSide}},
}};

SORAMI_CLONES void insideOf(const std::uint16_t* __restrict plane, std::size_t n, std::uint16_t threshold,
                            std::uint8_t* __restrict inside) {
  for (std::size_t i = 0; i < n; ++i) inside[i] = plane[i] <= threshold ? 1 : 0;
}

class Tracer {
 public:
  Tracer(std::span<const std::uint16_t> plane, QSize size, std::uint16_t threshold, std::uint16_t cliff,
         PixelPoint origin)
      : m_plane(plane),
        m_width(size.width()),
        m_height(size.height()),
        m_threshold(threshold),
        m_cliff(cliff),
        m_origin(origin),
        m_inside(plane.size()),
        m_done(plane.size(), 0) {
    insideOf(plane.data(), plane.size(), threshold, m_inside.data());
  }

  void run(PathBatch& lines) {
    for (int y = 0; y + 1 < m_height; ++y) {
      for (int x = 0; x + 1 < m_width; ++x) {
        // Most of a plane is far from any line: eight cells alike are passed in one step.
        while (x + 8 < m_width && isAlike(x, y)) x += 8;
        if (x + 1 >= m_width) break;
        const int c = caseOf(x, y);
        if (c == 0 || c == 15) continue;
        for (int pair = 0; pair < 2; ++pair) {
          if (kPairs[static_cast<std::size_t>(c)].side[static_cast<std::size_t>(pair) * 2] == kNoSide)
            continue;
          if (isDone(x, y, pair)) continue;
          trace(x, y, pair, lines);
        }
      }
    }
  }

 private:
  std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(x);
  }
  bool inside(int x, int y) const { return m_inside[at(x, y)] != 0; }
  /// Nine points and the nine below them are all inside or all outside.
  bool isAlike(int x, int y) const {
    const std::uint8_t* a = m_inside.data() + at(x, y);
    const std::uint8_t* b = a + m_width;
    std::uint64_t above = 0;
    std::uint64_t below = 0;
    std::memcpy(&above, a, 8);
    std::memcpy(&below, b, 8);
    return above == below && (above == 0 || above == 0x0101010101010101U) && a[8] == a[0] && b[8] == a[0];
  }
  int caseOf(int x, int y) const {
    return (inside(x, y) ? 1 : 0) | (inside(x + 1, y) ? 2 : 0) | (inside(x + 1, y + 1) ? 4 : 0) |
           (inside(x, y + 1) ? 8 : 0);
  }
  bool isDone(int x, int y, int pair) const { return (m_done[at(x, y)] >> pair) & 1; }
  void markDone(int x, int y, int pair) {
    m_done[at(x, y)] = static_cast<std::uint8_t>(m_done[at(x, y)] | (1 << pair));
  }
  float share(int x0, int y0, int x1, int y1) const {
    const int a = m_plane[at(x0, y0)];
    const int b = m_plane[at(x1, y1)];
    if (std::abs(a - b) > m_cliff) return 0.5F;
    return std::clamp(
        (static_cast<float>(m_threshold) + 0.5F - static_cast<float>(a)) / static_cast<float>(b - a), 0.02F,
        0.98F);
  }
  PixelPoint crossing(int x, int y, std::uint8_t side) const {
    const auto fx = static_cast<float>(x);
    const auto fy = static_cast<float>(y);
    PixelPoint p;
    switch (side) {
      case kTop:
        p = {fx + share(x, y, x + 1, y), fy};
        break;
      case kBottom:
        p = {fx + share(x, y + 1, x + 1, y + 1), fy + 1};
        break;
      case kLeft:
        p = {fx, fy + share(x, y, x, y + 1)};
        break;
      default:
        p = {fx + 1, fy + share(x + 1, y, x + 1, y + 1)};
        break;
    }
    return {p.x + 0.5F + m_origin.x, p.y + 0.5F + m_origin.y};
  }
  /// Follows the line out of a cell's side until it closes or leaves the plane; appends the crossings.
  /// True when it closed.
  bool follow(int x, int y, std::uint8_t side, std::vector<PixelPoint>& points) {
    for (;;) {
      points.push_back(crossing(x, y, side));
      std::uint8_t entry = kNoSide;
      switch (side) {
        case kTop:
          --y;
          entry = kBottom;
          break;
        case kBottom:
          ++y;
          entry = kTop;
          break;
        case kLeft:
          --x;
          entry = kRight;
          break;
        default:
          ++x;
          entry = kLeft;
          break;
      }
      if (x < 0 || y < 0 || x + 1 >= m_width || y + 1 >= m_height) return false;
      const Pairs& pairs = kPairs[static_cast<std::size_t>(caseOf(x, y))];
      int pair = -1;
      std::uint8_t exit = kNoSide;
      for (std::size_t k = 0; k < 4; ++k) {
        if (pairs.side[k] != entry) continue;
        pair = static_cast<int>(k / 2);
        exit = pairs.side[k ^ 1U];
      }
      if (pair < 0 || isDone(x, y, pair)) return true;
      markDone(x, y, pair);
      side = exit;
    }
  }
  void trace(int x, int y, int pair, PathBatch& lines) {
    markDone(x, y, pair);
    const Pairs& pairs = kPairs[static_cast<std::size_t>(caseOf(x, y))];
    const std::uint8_t a = pairs.side[static_cast<std::size_t>(pair) * 2];
    const std::uint8_t b = pairs.side[static_cast<std::size_t>(pair) * 2 + 1];
    m_points.clear();
    const bool closed = follow(x, y, a, m_points);
    if (!closed) {
      // It left the plane: the other half goes in front.
      m_other.clear();
      follow(x, y, b, m_other);
      std::reverse(m_other.begin(), m_other.end());
      m_points.insert(m_points.begin(), m_other.begin(), m_other.end());
      std::reverse(m_points.begin(), m_points.end());
    }
    smooth(closed);
    // Crumbs of a pixel or two are noise of the field, not a boundary.
    if (m_points.size() < 10) return;
    if (closed) m_points.push_back(m_points.front());
    lines.add(m_points);
  }
  void smooth(bool closed) {
    const std::size_t n = m_points.size();
    if (n < 5) return;
    for (int pass = 0; pass < 3; ++pass) {
      m_other = m_points;
      for (std::size_t i = 0; i < n; ++i) {
        if (!closed && (i == 0 || i + 1 == n)) continue;
        const PixelPoint& p = m_other[i == 0 ? n - 1 : i - 1];
        const PixelPoint& q = m_other[i];
        const PixelPoint& r = m_other[i + 1 == n ? 0 : i + 1];
        m_points[i] = {0.25F * p.x + 0.5F * q.x + 0.25F * r.x, 0.25F * p.y + 0.5F * q.y + 0.25F * r.y};
      }
    }
  }

  std::span<const std::uint16_t> m_plane;
  int m_width;
  int m_height;
  int m_threshold;
  int m_cliff;
  PixelPoint m_origin;
  std::vector<std::uint8_t> m_inside;  ///< 1 where the plane is at or below the threshold
  std::vector<std::uint8_t> m_done;
  std::vector<PixelPoint> m_points;
  std::vector<PixelPoint> m_other;
};

}  // namespace

void addContours(std::span<const std::uint16_t> plane, QSize size, std::uint16_t threshold,
                 std::uint16_t cliff, PixelPoint origin, PathBatch& lines) {
  if (size.width() < 2 || size.height() < 2) return;
  Tracer(plane, size, threshold, cliff, origin).run(lines);
}

}  // namespace sorami
