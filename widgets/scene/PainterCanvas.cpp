// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/PainterCanvas.h"

#include "widgets/scene/CanvasShapes.h"
#include "widgets/scene/Fonts.h"

#include <QPainterPath>
#include <QPicture>

#include <algorithm>

namespace sorami {
namespace {

/// Rings of a batch as one even-odd path.
QPainterPath pathOf(const PathBatch& rings) {
  QPainterPath path;
  path.setFillRule(Qt::OddEvenFill);
  for (std::size_t i = 0; i < rings.size(); ++i) {
    bool first = true;
    for (const PixelPoint& p : rings.line(i)) {
      if (!isDrawable(p)) continue;
      if (first) {
        path.moveTo(p.x, p.y);
      } else {
        path.lineTo(p.x, p.y);
      }
      first = false;
    }
    if (!first) path.closeSubpath();
  }
  return path;
}

}  // namespace

PainterCanvas::PainterCanvas(QPainter* painter, QSize size, double pixelRatio)
    : m_painter(painter), m_size(size), m_ratio(pixelRatio) {
  m_painter->setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  m_painter->setPen(Qt::NoPen);
  m_painter->setBrush(Qt::NoBrush);
}

void PainterCanvas::fill(const PathBatch& rings, const Fill& fill) {
  const QPainterPath path = pathOf(rings);
  if (path.isEmpty()) return;
  if (fill.hatch == Fill::Hatch::None) {
    m_painter->fillPath(path, fill.colour);
    return;
  }
  // Hatch lines run down to the left, x + y = n × step, counted from the canvas's own origin.
  const QRectF box = path.boundingRect().intersected(QRectF(QPointF(0, 0), m_size));
  if (box.isEmpty()) return;
  m_painter->save();
  m_painter->setClipPath(path, Qt::IntersectClip);
  m_painter->setPen(QPen(fill.colour, kHatchWidth * m_ratio, Qt::SolidLine, Qt::FlatCap));
  const double step = kHatchStep * m_ratio;
  const double last = box.right() + box.bottom() + step;
  for (double sum = std::floor((box.left() + box.top()) / step) * step; sum <= last; sum += step) {
    const double top = box.top() - step;
    const double bottom = box.bottom() + step;
    m_painter->drawLine(QPointF(sum - top, top), QPointF(sum - bottom, bottom));
  }
  m_painter->restore();
}

void PainterCanvas::stroke(const PathBatch& lines, const Stroke& stroke) {
  if (!(stroke.width > 0) || stroke.colour.alpha() == 0) return;
  QColor colour = stroke.colour;
  double width = stroke.width;
  if (width < 1) {
    // A line thinner than a pixel is a fainter one, as on PixelCanvas.
    colour.setAlphaF(static_cast<float>(colour.alphaF() * width));
    width = 1;
  }
  QPen pen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
  if (stroke.dash.size() >= 2) {
    QList<qreal> pattern;
    for (float length : stroke.dash) pattern << std::max(0.01, length / width);
    if (pattern.size() % 2 != 0) pattern.removeLast();
    pen.setDashPattern(pattern);
  }
  m_painter->setPen(pen);
  m_painter->setBrush(Qt::NoBrush);
  QPolygonF run;
  const auto flush = [&] {
    if (run.size() > 1) m_painter->drawPolyline(run);
    run.clear();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const PixelPoint& p : lines.line(i)) {
      if (isDrawable(p)) {
        run << QPointF(p.x, p.y);
      } else {
        flush();
      }
    }
    flush();
  }
  m_painter->setPen(Qt::NoPen);
}

void PainterCanvas::image(const QImage& image, QPointF topLeft, double opacity) {
  if (image.isNull() || !(opacity > 0)) return;
  m_painter->setOpacity(m_group * std::min(1.0, opacity));
  const QPoint corner(snap(topLeft.x()), snap(topLeft.y()));
  m_painter->drawImage(QRect(corner, image.size()), image, image.rect());
  m_painter->setOpacity(m_group);
}

void PainterCanvas::sprites(std::span<const SpriteAt> sprites) {
  const QRectF visible(QPointF(0, 0), m_size);
  for (const SpriteAt& s : sprites) {
    if (s.sprite == nullptr || !isDrawable(s.at) || !(s.opacity > 0)) continue;
    const QPoint corner(snap(s.at.x - s.sprite->anchor.x()), snap(s.at.y - s.sprite->anchor.y()));
    if (!visible.intersects(QRectF(corner, s.sprite->size))) continue;
    m_painter->setOpacity(m_group * static_cast<double>(std::min(1.F, s.opacity)));
    if (s.sprite->vector != nullptr) {
      m_painter->save();
      m_painter->translate(corner);
      // A QPicture enlarges itself by the device's resolution; here a unit is a canvas pixel on every device.
      const QPaintDevice* device = m_painter->device();
      m_painter->scale(double(s.sprite->vector->logicalDpiX()) / device->logicalDpiX(),
                       double(s.sprite->vector->logicalDpiY()) / device->logicalDpiY());
      m_painter->drawPicture(QPoint(0, 0), *s.sprite->vector);
      m_painter->restore();
    } else {
      m_painter->drawImage(QRect(corner, s.sprite->size), s.sprite->image);
    }
  }
  m_painter->setOpacity(m_group);
}

void PainterCanvas::dots(std::span<const Dot> dots) {
  const QRectF visible(QPointF(0, 0), m_size);
  m_painter->setPen(Qt::NoPen);
  for (const Dot& dot : dots) {
    if (!isDrawable(dot.at) || qAlpha(dot.colour) == 0) continue;
    const QPointF pixel(std::floor(dot.at.x), std::floor(dot.at.y));
    const double r = dot.radius + 0.5;
    const QRectF box(pixel.x() + 0.5 - r, pixel.y() + 0.5 - r, 2 * r, 2 * r);
    if (!visible.intersects(box)) continue;
    const QColor colour = QColor::fromRgba(qUnpremultiply(dot.colour));
    if (dot.radius == 0) {
      m_painter->fillRect(box, colour);
    } else {
      m_painter->setBrush(colour);
      m_painter->drawEllipse(box);
    }
  }
  m_painter->setBrush(Qt::NoBrush);
}

void PainterCanvas::text(std::span<const TextRun> runs) {
  const QRectF visible(QPointF(0, 0), m_size);
  for (const TextRun& run : runs) {
    if (run.text.isEmpty() || !isDrawable(run.at) || !(run.sizePx > 0)) continue;
    const QRectF bounds = textBounds(run.text, run.sizePx, run.mono, run.bold);
    const double reach = bounds.width() + bounds.height() + 4;
    if (!visible.adjusted(-reach, -reach, reach, reach).contains(QPointF(run.at.x, run.at.y))) continue;
    double offset = 0;
    if (run.align == TextRun::Align::Centre) offset = -bounds.width() / 2;
    if (run.align == TextRun::Align::Right) offset = -bounds.width();
    const QFont font = sceneFont(run.sizePx, run.mono, run.bold);
    const bool turned = run.rotationDeg != 0;
    QPointF at(run.at.x + offset, run.at.y);
    m_painter->save();
    if (turned) {
      m_painter->translate(run.at.x, run.at.y);
      m_painter->rotate(run.rotationDeg);
      at = QPointF(offset, 0);
    } else {
      at = QPointF(snap(at.x()), snap(at.y()));
    }
    if (run.halo.isValid() && run.halo.alpha() > 0) {
      QPainterPath outline;
      outline.addText(at, font, run.text);
      m_painter->strokePath(outline, QPen(run.halo, 2 * haloReach(run.sizePx, m_ratio), Qt::SolidLine,
                                          Qt::RoundCap, Qt::RoundJoin));
    }
    m_painter->setFont(font);
    m_painter->setPen(run.colour);
    m_painter->drawText(at, run.text);
    m_painter->restore();
  }
  m_painter->setPen(Qt::NoPen);
}

void PainterCanvas::rect(const QRectF& rect, const QColor& fill, const QColor& border, float radius) {
  const bool bordered = border.isValid() && border.alpha() > 0;
  if (fill.isValid() && fill.alpha() > 0) {
    m_painter->setPen(Qt::NoPen);
    m_painter->setBrush(fill);
    m_painter->drawRoundedRect(rect, radius, radius);
  }
  if (bordered) {
    // The border lies inside the rectangle, one logical pixel wide.
    const double width = std::max(1.0, m_ratio);
    const double inner = std::max(0.0, radius - width / 2);
    m_painter->setPen(QPen(border, width));
    m_painter->setBrush(Qt::NoBrush);
    m_painter->drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), inner, inner);
  }
  m_painter->setPen(Qt::NoPen);
  m_painter->setBrush(Qt::NoBrush);
}

}  // namespace sorami
