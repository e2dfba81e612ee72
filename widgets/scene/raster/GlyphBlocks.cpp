// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/raster/GlyphBlocks.h"

#include "widgets/scene/CanvasShapes.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/raster/Blend.h"

#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr std::size_t kGenerationBytes = 24U << 20U;

/// The text's coverage grown by `reach` pixels in every direction, in one colour.
QImage grown(const QImage& glyphs, double reach, QRgb colour) {
  struct Tap {
    int dx;
    int dy;
    unsigned weight;
  };
  std::vector<Tap> taps;
  const int r = static_cast<int>(std::ceil(reach + 0.5));
  for (int dy = -r; dy <= r; ++dy) {
    for (int dx = -r; dx <= r; ++dx) {
      const double weight = std::clamp(reach + 0.5 - std::hypot(dx, dy), 0.0, 1.0);
      if (weight > 0) taps.push_back({dx, dy, static_cast<unsigned>(weight * 255 + 0.5)});
    }
  }
  const int w = glyphs.width();
  const int h = glyphs.height();
  std::vector<std::uint8_t> out(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), 0);
  for (int y = 0; y < h; ++y) {
    const auto* row = reinterpret_cast<const QRgb*>(glyphs.constScanLine(y));
    for (int x = 0; x < w; ++x) {
      const unsigned alpha = qAlpha(row[x]);
      if (alpha == 0) continue;
      for (const Tap& tap : taps) {
        const int tx = x + tap.dx;
        const int ty = y + tap.dy;
        if (tx < 0 || ty < 0 || tx >= w || ty >= h) continue;
        std::uint8_t& cell =
            out[static_cast<std::size_t>(ty) * static_cast<std::size_t>(w) + static_cast<std::size_t>(tx)];
        cell = std::max(cell, static_cast<std::uint8_t>(alpha * tap.weight / 255));
      }
    }
  }
  QImage halo(glyphs.size(), QImage::Format_ARGB32_Premultiplied);
  for (int y = 0; y < h; ++y) {
    auto* row = reinterpret_cast<QRgb*>(halo.scanLine(y));
    for (int x = 0; x < w; ++x) {
      row[x] = scalePixel(
          colour,
          out[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)]);
    }
  }
  return halo;
}

SpritePtr render(const TextRun& run, double reach) {
  const QRectF bounds = textBounds(run.text, run.sizePx, run.mono, run.bold);
  double offset = 0;
  if (run.align == TextRun::Align::Centre) offset = -bounds.width() / 2;
  if (run.align == TextRun::Align::Right) offset = -bounds.width();
  QTransform turn;
  turn.rotate(run.rotationDeg);
  // A level text starts on a whole pixel, as PainterCanvas draws it.
  if (run.rotationDeg == 0) offset = snap(offset);
  const double pad = std::ceil(reach) + 2 + run.sizePx * 0.25;  // glyphs may lean out of their advance
  const QRectF box = turn.mapRect(bounds.translated(offset, 0)).adjusted(-pad, -pad, pad, pad);
  const QPoint corner(static_cast<int>(std::floor(box.left())), static_cast<int>(std::floor(box.top())));
  const QSize size(static_cast<int>(std::ceil(box.right())) - corner.x(),
                   static_cast<int>(std::ceil(box.bottom())) - corner.y());
  // A text of absurd length is cut, not refused: 16k pixels are wider than any screen.
  QImage image(size.boundedTo(QSize(16384, 4096)), QImage::Format_ARGB32_Premultiplied);
  image.fill(0);
  QPainter painter(&image);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.translate(-corner);
  painter.setTransform(turn, true);
  painter.setFont(sceneFont(run.sizePx, run.mono, run.bold));
  painter.setPen(run.colour);
  painter.drawText(QPointF(offset, 0), run.text);
  painter.end();
  if (reach > 0) {
    // Growing needs the glyphs' full coverage, whatever the text colour's own alpha.
    QImage under = grown(image, reach, qPremultiply(run.halo.rgba()));
    QPainter over(&under);
    over.drawImage(0, 0, image);
    over.end();
    image = under;
  }
  return std::make_shared<Sprite>(Sprite::make(std::move(image), QPointF(-corner)));
}

std::size_t bytesOf(const Sprite& sprite) {
  return static_cast<std::size_t>(sprite.image.sizeInBytes()) + sprite.spans.size() * sizeof(Sprite::Span) +
         sprite.packed.size() * sizeof(QRgb) + 200;
}

}  // namespace

GlyphBlocks& GlyphBlocks::instance() {
  static GlyphBlocks blocks;
  return blocks;
}

SpritePtr GlyphBlocks::block(const TextRun& run, double pixelRatio) {
  const bool haloed = run.halo.isValid() && run.halo.alpha() > 0;
  const double reach = haloed ? haloReach(run.sizePx, pixelRatio) : 0;
  const Key key{run.text,
                run.colour.rgba(),
                haloed ? run.halo.rgba() : 0,
                static_cast<int>(run.sizePx + 0.5F),
                static_cast<int>(std::lround(run.rotationDeg * 10)),
                static_cast<int>(std::lround(reach * 16)),
                static_cast<std::uint8_t>((run.mono ? 1U : 0U) | (run.bold ? 2U : 0U) |
                                          (static_cast<unsigned>(run.align) << 2U))};
  {
    const QMutexLocker lock(&m_mutex);
    const auto young = m_young.constFind(key);
    if (young != m_young.constEnd()) return *young;
    const auto old = m_old.constFind(key);
    if (old != m_old.constEnd()) {
      const SpritePtr& block = *old;
      m_youngBytes += bytesOf(*block);
      m_young.insert(key, block);
      return block;
    }
  }
  SpritePtr made = render(run, reach);
  const QMutexLocker lock(&m_mutex);
  if (m_youngBytes > kGenerationBytes) {
    m_old = std::move(m_young);
    m_young = {};
    m_youngBytes = 0;
  }
  m_youngBytes += bytesOf(*made);
  m_young.insert(key, made);
  return made;
}

}  // namespace sorami
