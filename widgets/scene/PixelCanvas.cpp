// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/PixelCanvas.h"

#include "widgets/scene/CanvasShapes.h"
#include "widgets/scene/raster/AreaRaster.h"
#include "widgets/scene/raster/Blend.h"
#include "widgets/scene/raster/GlyphBlocks.h"
#include "widgets/scene/raster/LineRaster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

namespace sorami {
namespace {

/// Thinner than this a line is drawn as one pixel, fainter where below one.
constexpr double kThinnest = 1.05;
/// Pixels in a cache line.
constexpr int kLine = 16;
/// A dot is drawn faster than its memory comes: it is asked for this many dots before.
constexpr std::size_t kDotsAhead = 8;
/// Discs to this radius are stamped from a table.
constexpr int kStampRadius = 8;

/// Memory every fill needs, kept by each thread that draws.
struct Scratch {
  AreaRaster area;
  std::vector<PixelPoint> run;
  std::vector<std::uint8_t> hatch;  ///< coverage by x + y
  double hatchRatio = 0;
};

Scratch& scratch() {
  thread_local Scratch s;
  return s;
}

QRgb premultiplied(const QColor& c) {
  return qPremultiply(c.rgba());
}

/// Paints a swept shape in one colour.
class SolidSink : public AreaRaster::Sink {
 public:
  SolidSink(const PixelTarget& target, const QRect& clip, QRgb colour)
      : m_bits(target.bits + clip.top() * target.stride + clip.left()),
        m_stride(target.stride),
        m_colour(colour) {}
  void run(int y, int x, int n, std::uint8_t coverage) override {
    blendSolid(m_bits + y * m_stride + x, n, coverage == 255 ? m_colour : scalePixel(m_colour, coverage));
  }
  void pixels(int y, int x, int n, const std::uint8_t* coverage) override {
    blendCoverage(m_bits + y * m_stride + x, coverage, n, m_colour);
  }

 private:
  QRgb* m_bits;
  std::ptrdiff_t m_stride;
  QRgb m_colour;
};

/// Paints a swept shape through diagonal lines that stand still on the canvas.
class HatchSink : public AreaRaster::Sink {
 public:
  HatchSink(const PixelTarget& target, const QRect& clip, QRgb colour, const std::uint8_t* hatch)
      : m_bits(target.bits + clip.top() * target.stride + clip.left()),
        m_stride(target.stride),
        m_origin(clip.left() + clip.top()),
        m_colour(colour),
        m_hatch(hatch) {}
  void run(int y, int x, int n, std::uint8_t coverage) override {
    std::uint8_t line[kChunk];
    for (int done = 0; done < n; done += kChunk) {
      const int part = std::min(kChunk, n - done);
      std::memset(line, coverage, static_cast<std::size_t>(part));
      pixels(y, x + done, part, line);
    }
  }
  void pixels(int y, int x, int n, const std::uint8_t* coverage) override {
    std::uint8_t line[kChunk];
    const std::uint8_t* hatch = m_hatch + m_origin + y + x;
    for (int i = 0; i < n; ++i) {
      line[i] = static_cast<std::uint8_t>((coverage[i] * unsigned(hatch[i]) + 127) / 255);
    }
    blendCoverage(m_bits + y * m_stride + x, line, n, m_colour);
  }

 private:
  static constexpr int kChunk = 256;
  QRgb* m_bits;
  std::ptrdiff_t m_stride;
  int m_origin;
  QRgb m_colour;
  const std::uint8_t* m_hatch;
};

/// Coverage of a diagonal hatch by x + y, for pixels to `last`.
const std::uint8_t* hatchTable(double ratio, int last) {
  Scratch& s = scratch();
  const auto needed = static_cast<std::size_t>(last) + 1;
  if (s.hatchRatio != ratio || s.hatch.size() < needed) {
    s.hatchRatio = ratio;
    s.hatch.resize(needed);
    const double step = kHatchStep * ratio;
    const double half = kHatchWidth * ratio / 2;
    for (std::size_t i = 0; i < needed; ++i) {
      // The pixel's centre has x + y one greater than its corner; distance to the nearest line, across it.
      const double sum = static_cast<double>(i) + 1;
      const double apart = std::fabs(sum - std::round(sum / step) * step) / std::numbers::sqrt2;
      s.hatch[i] = static_cast<std::uint8_t>(std::clamp(half + 0.5 - apart, 0.0, 1.0) * 255 + 0.5);
    }
  }
  return s.hatch.data();
}

/// Coverage of a disc of radius r + ½ about a pixel's centre, by 8 × 8 points a pixel; made once.
struct Stamp {
  int side = 0;
  std::vector<std::uint8_t> coverage;
};

const std::array<Stamp, kStampRadius + 1>& stamps() {
  static const auto table = [] {
    std::array<Stamp, kStampRadius + 1> all;
    for (int r = 0; r <= kStampRadius; ++r) {
      Stamp& stamp = all[static_cast<std::size_t>(r)];
      stamp.side = 2 * r + 1;
      const double limit = (r + 0.5) * (r + 0.5);
      for (int y = -r; y <= r; ++y) {
        for (int x = -r; x <= r; ++x) {
          int hits = 0;
          for (int k = 0; k < 64; ++k) {
            const int row = k / 8;
            const double px = x - 0.5 + (k % 8 + 0.5) / 8;
            const double py = y - 0.5 + (row + 0.5) / 8;
            hits += px * px + py * py <= limit ? 1 : 0;
          }
          stamp.coverage.push_back(static_cast<std::uint8_t>(r == 0 ? 255 : hits * 255 / 64));
        }
      }
    }
    return all;
  }();
  return table;
}

/// False when nothing of the batch, widened by `reach`, can lie in the clip: most of a band's thousands do
/// not. Ends at the first points whose box reaches into the clip, as a large batch's do.
bool mayTouch(const PathBatch& batch, const QRect& clip, float reach) {
  const float clipLeft = static_cast<float>(clip.left()) - reach;
  const float clipRight = static_cast<float>(clip.right() + 1) + reach;
  const float clipTop = static_cast<float>(clip.top()) - reach;
  const float clipBottom = static_cast<float>(clip.bottom() + 1) + reach;
  float left = 1e30F, top = 1e30F, right = -1e30F, bottom = -1e30F;
  for (const PixelPoint& p : batch.points) {
    if (!isDrawable(p)) continue;
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
    if (right >= clipLeft && left <= clipRight && bottom >= clipTop && top <= clipBottom) return true;
  }
  return false;
}

}  // namespace

PixelTarget PixelTarget::of(QImage& image) {
  Q_ASSERT(image.format() == QImage::Format_RGB32 || image.format() == QImage::Format_ARGB32_Premultiplied);
  PixelTarget target;
  target.bits = reinterpret_cast<QRgb*>(image.bits());
  target.stride = image.bytesPerLine() / static_cast<std::ptrdiff_t>(sizeof(QRgb));
  target.size = image.size();
  return target;
}

PixelCanvas::PixelCanvas(QImage& image, double pixelRatio)
    : PixelCanvas(PixelTarget::of(image), pixelRatio, QRect(QPoint(0, 0), image.size())) {}

PixelCanvas::PixelCanvas(const PixelTarget& target, double pixelRatio, const QRect& clip)
    : m_target(target), m_ratio(pixelRatio), m_clip(clip.intersected(QRect(QPoint(0, 0), target.size))) {}

PixelCanvas::~PixelCanvas() = default;

void PixelCanvas::fill(const PathBatch& rings, const Fill& fill) {
  if (m_clip.isEmpty() || fill.colour.alpha() == 0 || !mayTouch(rings, m_clip, 1)) return;
  AreaRaster& area = scratch().area;
  area.begin(m_clip.width(), m_clip.height());
  const auto ox = static_cast<float>(m_clip.left());
  const auto oy = static_cast<float>(m_clip.top());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const std::span<const PixelPoint> ring = rings.line(i);
    std::size_t k = 0;
    while (k < ring.size() && !isDrawable(ring[k])) ++k;
    if (k == ring.size()) continue;
    const PixelPoint first{ring[k].x - ox, ring[k].y - oy};
    PixelPoint last = first;
    for (++k; k < ring.size(); ++k) {
      if (!isDrawable(ring[k])) continue;
      const PixelPoint p{ring[k].x - ox, ring[k].y - oy};
      area.edge(last, p);
      last = p;
    }
    area.edge(last, first);
  }
  const QRgb colour = premultiplied(fill.colour);
  if (fill.hatch == Fill::Hatch::Diagonal) {
    const int last = m_clip.left() + m_clip.top() + m_clip.width() + m_clip.height();
    HatchSink sink(m_target, m_clip, colour, hatchTable(m_ratio, last));
    area.sweep(AreaRaster::Rule::EvenOdd, sink);
  } else {
    SolidSink sink(m_target, m_clip, colour);
    area.sweep(AreaRaster::Rule::EvenOdd, sink);
  }
}

void PixelCanvas::stroke(const PathBatch& lines, const Stroke& stroke) {
  if (m_clip.isEmpty() || !(stroke.width > 0) || stroke.colour.alpha() == 0) return;
  if (!mayTouch(lines, m_clip, stroke.width + 2)) return;
  QColor shade = stroke.colour;
  if (stroke.width < 1) shade.setAlphaF(static_cast<float>(shade.alphaF() * stroke.width));
  const QRgb colour = premultiplied(shade);
  const bool isThin = stroke.width <= kThinnest;
  AreaRaster* area = nullptr;
  if (!isThin) {
    area = &scratch().area;
    area->begin(m_clip.width(), m_clip.height());
  }
  LineRaster raster(m_target, m_clip, colour, stroke.smooth);
  const double width = isThin ? 0 : double(stroke.width);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::span<const PixelPoint> line = lines.line(i);
    std::size_t begin = 0;
    for (std::size_t k = 0; k <= line.size(); ++k) {
      if (k < line.size() && isDrawable(line[k])) continue;
      raster.draw(line.subspan(begin, k - begin), stroke.dash, width, area);
      begin = k + 1;
    }
  }
  if (area != nullptr) {
    SolidSink sink(m_target, m_clip, colour);
    area->sweep(AreaRaster::Rule::Union, sink);
  }
}

void PixelCanvas::image(const QImage& image, QPointF topLeft, double opacity) {
  if (image.isNull() || !(opacity > 0) || !std::isfinite(topLeft.x()) || !std::isfinite(topLeft.y())) return;
  if (std::fabs(topLeft.x()) > kFarthest || std::fabs(topLeft.y()) > kFarthest) return;
  const QPoint corner(snap(topLeft.x()), snap(topLeft.y()));
  const QRect part = QRect(corner, image.size()).intersected(m_clip);
  if (part.isEmpty()) return;
  const bool solid = image.format() == QImage::Format_RGB32;
  const QImage pixels = solid || image.format() == QImage::Format_ARGB32_Premultiplied
                            ? image
                            : image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
  const auto fade = static_cast<unsigned>(std::min(1.0, opacity) * 255 + 0.5);
  for (int y = part.top(); y <= part.bottom(); ++y) {
    const QRgb* from =
        reinterpret_cast<const QRgb*>(pixels.constScanLine(y - corner.y())) + (part.left() - corner.x());
    QRgb* to = row(y) + part.left();
    if (fade < 255) {
      blendRow(to, from, part.width(), fade);
    } else if (solid) {
      std::memcpy(to, from, sizeof(QRgb) * static_cast<std::size_t>(part.width()));
    } else {
      blendRow(to, from, part.width());
    }
  }
}

void PixelCanvas::blit(const Sprite& sprite, int left, int top, unsigned opacity) {
  const int first = std::max(0, m_clip.top() - top);
  const int end = std::min(static_cast<int>(sprite.spans.size()), m_clip.bottom() + 1 - top);
  if (first >= end) return;
  const auto taken = [](const Sprite::Span& span) {
    return (span.end - span.begin + Sprite::kPack - 1) / Sprite::kPack * Sprite::kPack;
  };
  const QRgb* packed = sprite.packed.data();
  for (int y = 0; y < first; ++y) packed += taken(sprite.spans[static_cast<std::size_t>(y)]);
  if (left >= m_clip.left() && left + sprite.reach <= m_clip.right() + 1) {
    blendPacked(row(top + first) + left, m_target.stride, packed, sprite.spans.data() + first, end - first,
                opacity);
    return;
  }
  for (int y = first; y < end; ++y) {
    const Sprite::Span& span = sprite.spans[static_cast<std::size_t>(y)];
    const int from = std::max<int>(span.begin, m_clip.left() - left);
    const int to = std::min<int>(span.end, m_clip.right() + 1 - left);
    if (from < to) {
      QRgb* const pixels = row(top + y) + left + from;
      const QRgb* const source = packed + (from - span.begin);
      if (opacity == 255) {
        blendRow(pixels, source, to - from);
      } else {
        blendRow(pixels, source, to - from, opacity);
      }
    }
    packed += taken(span);
  }
}

void PixelCanvas::prefetch(const SpriteAt& next) const {
  if (next.sprite == nullptr || !isDrawable(next.at)) return;
  const int left = snap(next.at.x - next.sprite->anchor.x());
  const int top = snap(next.at.y - next.sprite->anchor.y());
  const int width = next.sprite->reach;
  if (left < m_clip.left() || left + width > m_clip.right()) return;
  const int end = std::min(top + static_cast<int>(next.sprite->spans.size()), m_clip.bottom() + 1);
  for (int y = std::max(top, m_clip.top()); y < end; ++y) {
    const QRgb* pixels = row(y) + left;
    for (int x = 0; x < width; x += kLine) __builtin_prefetch(pixels + x, 1);
    __builtin_prefetch(pixels + width - 1, 1);
  }
}

void PixelCanvas::prefetch(const Dot& next) const {
  if (!isDrawable(next.at)) return;
  const int x = floorOf(double(next.at.x));
  const int y = floorOf(double(next.at.y));
  const int r = next.radius;
  // What reaches over the edge is not worth the test of each row.
  if (x < m_clip.left() || x > m_clip.right() || y - r < m_clip.top() || y + r > m_clip.bottom()) return;
  for (int py = y - r; py <= y + r; ++py) __builtin_prefetch(row(py) + x, 1);
}

void PixelCanvas::sprites(std::span<const SpriteAt> sprites) {
  for (std::size_t i = 0; i < sprites.size(); ++i) {
    const SpriteAt& s = sprites[i];
    // Symbols lie all over the picture: each of their rows is a cache line, and often a page, not touched for
    // long. Asking for them one symbol ahead hides most of that wait.
    if (i + 1 < sprites.size()) prefetch(sprites[i + 1]);
    if (s.sprite == nullptr || s.sprite->size.isEmpty() || !isDrawable(s.at) || !(s.opacity > 0)) continue;
    blit(*s.sprite, snap(s.at.x - s.sprite->anchor.x()), snap(s.at.y - s.sprite->anchor.y()),
         static_cast<unsigned>(std::min(1.F, s.opacity) * 255 + 0.5F));
  }
}

void PixelCanvas::disc(const Dot& dot) {
  const PixelPoint centre{std::floor(dot.at.x) + 0.5F, std::floor(dot.at.y) + 0.5F};
  const float r = static_cast<float>(dot.radius) + 0.5F;
  AreaRaster& area = scratch().area;
  area.begin(m_clip.width(), m_clip.height());
  constexpr int kSides = 96;
  const auto at = [&](int i) {
    const double a = i * 2 * std::numbers::pi / kSides;
    return PixelPoint{centre.x + r * static_cast<float>(std::cos(a)) - static_cast<float>(m_clip.left()),
                      centre.y + r * static_cast<float>(std::sin(a)) - static_cast<float>(m_clip.top())};
  };
  for (int i = 0; i < kSides; ++i) area.edge(at(i), at((i + 1) % kSides));
  SolidSink sink(m_target, m_clip, dot.colour);
  area.sweep(AreaRaster::Rule::Union, sink);
}

void PixelCanvas::dots(std::span<const Dot> dots) {
  const auto& table = stamps();
  const int left = m_clip.left(), right = m_clip.right(), top = m_clip.top(), bottom = m_clip.bottom();
  for (std::size_t i = 0; i < dots.size(); ++i) {
    const Dot& dot = dots[i];
    if (i + kDotsAhead < dots.size()) prefetch(dots[i + kDotsAhead]);
    if (!isDrawable(dot.at) || qAlpha(dot.colour) == 0) continue;
    const int x = floorOf(double(dot.at.x));
    const int y = floorOf(double(dot.at.y));
    const int r = dot.radius;
    if (x + r < left || x - r > right || y + r < top || y - r > bottom) continue;
    if (r == 0) {
      QRgb& pixel = row(y)[x];
      pixel = blendPixel(pixel, dot.colour);
      continue;
    }
    if (r > kStampRadius) {
      disc(dot);
      continue;
    }
    const Stamp& stamp = table[static_cast<std::size_t>(r)];
    const std::uint8_t* coverage = stamp.coverage.data();
    if (r == 1 && x > left && x < right && y > top && y < bottom) {
      // Trails are made of these: three coverages, no edges.
      const QRgb corner = scalePixel(dot.colour, coverage[0]);
      const QRgb side = scalePixel(dot.colour, coverage[1]);
      for (int py = y - 1; py <= y + 1; ++py) {
        QRgb* pixels = row(py) + x;
        const QRgb ends = py == y ? side : corner;
        pixels[-1] = blendPixel(pixels[-1], ends);
        pixels[0] = blendPixel(pixels[0], py == y ? dot.colour : side);
        pixels[1] = blendPixel(pixels[1], ends);
      }
      continue;
    }
    for (int py = y - r; py <= y + r; ++py, coverage += stamp.side) {
      if (py < top || py > bottom) continue;
      const int from = std::max(x - r, left);
      const int to = std::min(x + r, right);
      QRgb* pixels = row(py);
      for (int px = from; px <= to; ++px) {
        pixels[px] = blendPixel(pixels[px], scalePixel(dot.colour, coverage[px - (x - r)]));
      }
    }
  }
}

void PixelCanvas::text(std::span<const TextRun> runs) {
  for (const TextRun& run : runs) {
    if (run.text.isEmpty() || !isDrawable(run.at) || !(run.sizePx > 0)) continue;
    // A level text reaches no further than this above and below its baseline: spare the look-up.
    const float reach = run.rotationDeg == 0
                            ? run.sizePx * 1.6F + 8
                            : run.sizePx * (1.6F + static_cast<float>(run.text.size()) * 1.2F) + 8;
    if (run.at.y + reach < static_cast<float>(m_clip.top()) ||
        run.at.y - reach > static_cast<float>(m_clip.bottom() + 1)) {
      continue;
    }
    const SpritePtr block = GlyphBlocks::instance().block(run, m_ratio);
    blit(*block, snap(run.at.x) - static_cast<int>(block->anchor.x()),
         snap(run.at.y) - static_cast<int>(block->anchor.y()), 255);
  }
}

void PixelCanvas::roundRing(const QRectF& rect, double radius) {
  AreaRaster& area = scratch().area;
  radius = std::clamp(radius, 0.0, std::min(rect.width(), rect.height()) / 2);
  const int steps = radius < 0.05 ? 0 : std::clamp(static_cast<int>(radius * 2), 4, 48);
  const QPointF hubs[4] = {{rect.left() + radius, rect.top() + radius},
                           {rect.right() - radius, rect.top() + radius},
                           {rect.right() - radius, rect.bottom() - radius},
                           {rect.left() + radius, rect.bottom() - radius}};
  PixelPoint first{};
  PixelPoint last{};
  bool started = false;
  for (int corner = 0; corner < 4; ++corner) {
    for (int i = 0; i <= steps; ++i) {
      const double turn =
          std::numbers::pi * (1 + 0.5 * corner) + (steps == 0 ? 0 : std::numbers::pi / 2 * i / steps);
      const PixelPoint p{static_cast<float>(hubs[corner].x() + radius * std::cos(turn) - m_clip.left()),
                         static_cast<float>(hubs[corner].y() + radius * std::sin(turn) - m_clip.top())};
      if (started) {
        area.edge(last, p);
      } else {
        first = p;
        started = true;
      }
      last = p;
    }
  }
  area.edge(last, first);
}

void PixelCanvas::rect(const QRectF& rect, const QColor& fill, const QColor& border, float radius) {
  const QRectF part = rect.intersected(QRectF(m_clip));
  if (!(part.width() > 0) || !(part.height() > 0)) return;
  AreaRaster& area = scratch().area;
  if (fill.isValid() && fill.alpha() > 0) {
    area.begin(m_clip.width(), m_clip.height());
    roundRing(rect, double(radius));
    SolidSink sink(m_target, m_clip, premultiplied(fill));
    area.sweep(AreaRaster::Rule::EvenOdd, sink);
  }
  if (border.isValid() && border.alpha() > 0) {
    const double width = std::max(1.0, m_ratio);
    area.begin(m_clip.width(), m_clip.height());
    roundRing(rect, double(radius));
    const QRectF inner = rect.adjusted(width, width, -width, -width);
    if (inner.width() > 0 && inner.height() > 0) roundRing(inner, std::max(0.0, double(radius) - width));
    SolidSink sink(m_target, m_clip, premultiplied(border));
    area.sweep(AreaRaster::Rule::EvenOdd, sink);
  }
}

void PixelCanvas::beginGroup(double opacity) {
  m_groupWeight = static_cast<unsigned>(std::lround(std::clamp(opacity, 0.0, 1.0) * 256));
  const auto width = static_cast<std::size_t>(m_clip.width());
  m_beneath.resize(width * static_cast<std::size_t>(m_clip.height()));
  for (int y = 0; y < m_clip.height(); ++y) {
    std::memcpy(m_beneath.data() + static_cast<std::size_t>(y) * width, row(m_clip.top() + y) + m_clip.left(),
                width * sizeof(QRgb));
  }
}

void PixelCanvas::endGroup() {
  if (m_beneath.empty()) return;
  // The picture with the group on it, mixed with the one without: exactly the group's own opacity.
  const unsigned over = m_groupWeight;
  const unsigned under = 256 - over;
  const auto width = static_cast<std::size_t>(m_clip.width());
  for (int y = 0; y < m_clip.height(); ++y) {
    QRgb* to = row(m_clip.top() + y) + m_clip.left();
    const QRgb* from = m_beneath.data() + static_cast<std::size_t>(y) * width;
    for (std::size_t x = 0; x < width; ++x) {
      if (to[x] == from[x]) continue;
      const auto mixed = [&](unsigned mask) {
        return (((to[x] & mask) * over + (from[x] & mask) * under) >> 8) & mask;
      };
      const unsigned alpha = ((to[x] >> 24) * over + (from[x] >> 24) * under) >> 8;
      to[x] = alpha << 24 | mixed(0x00ff00ffU) | mixed(0x0000ff00U);
    }
  }
  m_beneath.clear();
}

}  // namespace sorami
