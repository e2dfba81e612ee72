// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/raster/LineRaster.h"

#include "widgets/scene/CanvasShapes.h"
#include "widgets/scene/raster/Blend.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sorami {
namespace {

/// Points nearer than this to the one before add nothing to see but cost as much as any other.
constexpr float kNearest = 0.5F;

PixelPoint between(PixelPoint a, PixelPoint b, double t) {
  return {static_cast<float>(a.x + (double(b.x) - a.x) * t),
          static_cast<float>(a.y + (double(b.y) - a.y) * t)};
}

}  // namespace

LineRaster::LineRaster(const PixelTarget& target, const QRect& clip, QRgb colour, bool smooth)
    : m_target(target), m_clip(clip), m_smooth(smooth), m_colour(colour) {}

void LineRaster::draw(std::span<const PixelPoint> run, std::span<const float> dash, double width,
                      AreaRaster* area) {
  if (run.size() < 2) return;
  m_width = width;
  m_area = area;
  if (area == nullptr && !m_hasShades) {
    for (unsigned i = 0; i < m_shades.size(); ++i) m_shades[i] = scalePixel(m_colour, i);
    m_hasShades = true;
  }
  double period = 0;
  for (float length : dash) period += length;
  if (dash.size() >= 2 && period > 0.1) {
    dashed(run, dash.first(dash.size() / 2 * 2));
  } else {
    solid(run);
  }
}

void LineRaster::solid(std::span<const PixelPoint> run) {
  PixelPoint last = run[0];
  bool joins = false;
  for (std::size_t i = 1; i < run.size(); ++i) {
    const PixelPoint p = run[i];
    if (i + 1 < run.size() && std::fabs(p.x - last.x) < kNearest && std::fabs(p.y - last.y) < kNearest)
      continue;
    if (p.x == last.x && p.y == last.y) continue;
    segment(last, p, joins);
    last = p;
    joins = true;
  }
  // A closed wide line is joined at its seam too.
  const PixelPoint& first = run.front();
  if (m_area != nullptr && joins && first.x == run.back().x && first.y == run.back().y) {
    std::size_t i = 1;
    while (i + 1 < run.size() && std::fabs(run[i].x - first.x) < kNearest &&
           std::fabs(run[i].y - first.y) < kNearest) {
      ++i;
    }
    const double dx = double(run[i].x) - first.x;
    const double dy = double(run[i].y) - first.y;
    const double length = std::hypot(dx, dy);
    if (length > 0) {
      const double half = m_width / 2 / length;
      join(first, m_normal, {static_cast<float>(-dy * half), static_cast<float>(dx * half)});
    }
  }
}

void LineRaster::dashed(std::span<const PixelPoint> run, std::span<const float> dash) {
  double period = 0;
  for (float length : dash) period += length;
  // Where in the pattern the line stands; the pattern starts anew with each line.
  double phase = 0;
  for (std::size_t i = 1; i < run.size(); ++i) {
    const PixelPoint a = run[i - 1];
    const PixelPoint b = run[i];
    const double length = std::hypot(double(b.x) - a.x, double(b.y) - a.y);
    if (!(length > 0)) continue;
    double t0 = 0;
    double t1 = 1;
    if (visible(a, b, t0, t1)) {
      double at = t0 * length;
      const double end = t1 * length;
      double inPattern = std::fmod(phase + at, period);
      std::size_t piece = 0;
      while (inPattern >= dash[piece]) {
        inPattern -= dash[piece];
        piece = (piece + 1) % dash.size();
      }
      while (at < end) {
        const double stop = std::min(end, at + std::max(0.05, dash[piece] - inPattern));
        if (piece % 2 == 0) segment(between(a, b, at / length), between(a, b, stop / length), false);
        at = stop;
        inPattern = 0;
        piece = (piece + 1) % dash.size();
      }
    }
    phase = std::fmod(phase + length, period);
  }
}

bool LineRaster::visible(PixelPoint a, PixelPoint b, double& t0, double& t1) const {
  // Liang and Barsky, "A New Concept and Method for Line Clipping", ACM TOG 3(1), 1984.
  const double margin = m_width + 2;
  const double dx = double(b.x) - a.x;
  const double dy = double(b.y) - a.y;
  const double p[4] = {-dx, dx, -dy, dy};
  const double q[4] = {a.x - (m_clip.left() - margin), m_clip.right() + 1 + margin - a.x,
                       a.y - (m_clip.top() - margin), m_clip.bottom() + 1 + margin - a.y};
  t0 = 0;
  t1 = 1;
  for (int i = 0; i < 4; ++i) {
    if (p[i] == 0) {
      if (q[i] < 0) return false;
      continue;
    }
    const double t = q[i] / p[i];
    if (p[i] < 0) {
      t0 = std::max(t0, t);
    } else {
      t1 = std::min(t1, t);
    }
  }
  return t0 < t1;
}

void LineRaster::segment(PixelPoint a, PixelPoint b, bool joins) {
  if (m_area != nullptr) {
    wide(a, b, joins);
  } else {
    thin(a, b);
  }
}

/// `centre` and `slope` are in 2^-32 px: where the line stands across at `begin`, less half a pixel, and what
/// it gains with each step.
template <bool kSmooth>
void LineRaster::thinSteps(int begin, int end, std::int64_t centre, std::int64_t slope, bool steep) {
  const int low = steep ? m_clip.left() : m_clip.top();
  const auto room = static_cast<unsigned>((steep ? m_clip.width() : m_clip.height()) - 1);
  const std::ptrdiff_t along = steep ? m_target.stride : 1;
  const std::ptrdiff_t across = steep ? 1 : m_target.stride;
  QRgb* at = m_target.bits + begin * along;
  if (!kSmooth) centre += std::int64_t{1} << 31;
  for (int i = begin; i < end; ++i, at += along, centre += slope) {
    const int first = static_cast<int>(centre >> 32);
    QRgb* pixel = at + first * across;
    if (!kSmooth) {
      if (static_cast<unsigned>(first - low) <= room) *pixel = blendPixel(*pixel, m_shades[255]);
      continue;
    }
    const auto part = static_cast<std::uint32_t>(centre) >> 8U;
    const unsigned second = (part * 255U + (1U << 23U)) >> 24U;
    if (static_cast<unsigned>(first - low) <= room) *pixel = blendPixel(*pixel, m_shades[255 - second]);
    if (static_cast<unsigned>(first + 1 - low) <= room) {
      pixel += across;
      *pixel = blendPixel(*pixel, m_shades[second]);
    }
  }
}

void LineRaster::thin(PixelPoint a, PixelPoint b) {
  if (!std::isfinite(a.x + a.y + b.x + b.y)) return;
  const float lowX = std::fmin(a.x, b.x);
  const float highX = std::fmax(a.x, b.x);
  const float lowY = std::fmin(a.y, b.y);
  const float highY = std::fmax(a.y, b.y);
  if (highX < static_cast<float>(m_clip.left() - 1) || lowX > static_cast<float>(m_clip.right() + 2) ||
      highY < static_cast<float>(m_clip.top() - 1) || lowY > static_cast<float>(m_clip.bottom() + 2)) {
    return;
  }
  // Steps along the longer axis, one pixel centre each; the two pixels across share the line by distance.
  // A segment owns the centres in [from, to), so that the next one of a line goes on without a second coat.
  const bool steep = highY - lowY > highX - lowX;
  double from = steep ? a.y : a.x;
  double to = steep ? b.y : b.x;
  double across = steep ? a.x : a.y;
  const double acrossTo = steep ? b.x : b.y;
  if (from > to) {
    std::swap(from, to);
    across = acrossTo;
  }
  const double slope =
      (double(steep ? b.x : b.y) - (steep ? a.x : a.y)) / (double(steep ? b.y : b.x) - (steep ? a.y : a.x));
  const int lowest = steep ? m_clip.top() : m_clip.left();
  const int highest = steep ? m_clip.bottom() : m_clip.right();
  const int start = ceilOf(from - 0.5);
  const int begin = std::max(start, lowest);
  const int end = std::min(ceilOf(to - 0.5), highest + 1);
  if (begin >= end) return;
  // Counted from the segment's own start: the same pixels whatever the clip.
  constexpr double kOne = 4294967296.0;
  const auto step = static_cast<std::int64_t>(slope * kOne);
  const auto centre = static_cast<std::int64_t>((across + (start + 0.5 - from) * slope - 0.5) * kOne) +
                      (begin - start) * step;
  if (m_smooth) {
    thinSteps<true>(begin, end, centre, step, steep);
  } else {
    thinSteps<false>(begin, end, centre, step, steep);
  }
}

void LineRaster::wide(PixelPoint a, PixelPoint b, bool joins) {
  const double dx = double(b.x) - a.x;
  const double dy = double(b.y) - a.y;
  const double length = std::hypot(dx, dy);
  // The tail of a dash may be shorter than its ends can be told apart; what has no direction has no width
  // either.
  if (!(length > 0) || !std::isfinite(length)) return;
  const double half = m_width / 2 / length;
  const PixelPoint n{static_cast<float>(-dy * half), static_cast<float>(dx * half)};
  const PixelPoint before = m_normal;
  m_normal = n;
  const auto reach = static_cast<float>(m_width);
  const auto outside = [&](PixelPoint p, PixelPoint q) {
    return std::fmax(p.x, q.x) + reach < static_cast<float>(m_clip.left()) ||
           std::fmin(p.x, q.x) - reach > static_cast<float>(m_clip.right() + 1) ||
           std::fmax(p.y, q.y) + reach < static_cast<float>(m_clip.top()) ||
           std::fmin(p.y, q.y) - reach > static_cast<float>(m_clip.bottom() + 1);
  };
  if (outside(a, b)) return;
  if (joins) join(a, before, n);
  const auto ox = static_cast<float>(m_clip.left());
  const auto oy = static_cast<float>(m_clip.top());
  const PixelPoint corners[4] = {{a.x + n.x - ox, a.y + n.y - oy},
                                 {b.x + n.x - ox, b.y + n.y - oy},
                                 {b.x - n.x - ox, b.y - n.y - oy},
                                 {a.x - n.x - ox, a.y - n.y - oy}};
  for (int i = 0; i < 4; ++i) m_area->edge(corners[i], corners[(i + 1) % 4]);
}

void LineRaster::join(PixelPoint at, PixelPoint from, PixelPoint to) {
  const double cross = double(from.x) * to.y - double(from.y) * to.x;
  const double dot = double(from.x) * to.x + double(from.y) * to.y;
  const double angle = std::atan2(cross, dot);
  const double radius = m_width / 2;
  // The open wedge is as wide as radius × angle: less than a tenth of a pixel is not seen.
  if (std::fabs(angle) * radius < 0.1) return;
  const int steps = std::clamp(static_cast<int>(std::ceil(std::fabs(angle) * std::sqrt(radius))), 1, 32);
  // The wedge opens on the outer side of the turn; its winding must be the quads'.
  const double side = cross > 0 ? -1 : 1;
  const auto ox = static_cast<float>(m_clip.left());
  const auto oy = static_cast<float>(m_clip.top());
  const PixelPoint hub{at.x - ox, at.y - oy};
  double nx = from.x * side;
  double ny = from.y * side;
  const double c = std::cos(angle / steps);
  const double s = std::sin(angle / steps);
  for (int i = 0; i < steps; ++i) {
    const double mx = nx * c - ny * s;
    const double my = nx * s + ny * c;
    const PixelPoint p{static_cast<float>(hub.x + nx), static_cast<float>(hub.y + ny)};
    const PixelPoint q{static_cast<float>(hub.x + mx), static_cast<float>(hub.y + my)};
    // The quads run +normal, end, -normal: clockwise for y down, which is a negative turn of the fan.
    if (angle > 0) {
      m_area->edge(hub, q);
      m_area->edge(q, p);
      m_area->edge(p, hub);
    } else {
      m_area->edge(hub, p);
      m_area->edge(p, q);
      m_area->edge(q, hub);
    }
    nx = mx;
    ny = my;
  }
}

}  // namespace sorami
