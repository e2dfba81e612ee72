// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <QPainter>

namespace sorami {

/// Draws on any QPainter: PDF, SVG, printers, and as the reference that PixelCanvas is measured against.
/// The painter's own transform maps canvas pixels to the device; text stays text, symbols stay vectors.
class PainterCanvas : public Canvas {
 public:
  /// `painter` must be active and outlive the canvas; its hints and pen are left changed.
  PainterCanvas(QPainter* painter, QSize size, double pixelRatio);

  QSize size() const override { return m_size; }
  double pixelRatio() const override { return m_ratio; }
  bool isVector() const override { return true; }
  void fill(const PathBatch& rings, const Fill& fill) override;
  void stroke(const PathBatch& lines, const Stroke& stroke) override;
  void image(const QImage& image, QPointF topLeft, double opacity) override;
  void sprites(std::span<const SpriteAt> sprites) override;
  void dots(std::span<const Dot> dots) override;
  void text(std::span<const TextRun> runs) override;
  void rect(const QRectF& rect, const QColor& fill, const QColor& border, float radius) override;
  void beginGroup(double opacity) override { m_painter->setOpacity(m_group = opacity); }
  void endGroup() override { m_painter->setOpacity(m_group = 1); }

 private:
  QPainter* m_painter;
  QSize m_size;
  double m_ratio;
  double m_group = 1;
};

}  // namespace sorami
