// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <QRect>

#include <memory>
#include <vector>

namespace sorami {

/// The pixels a canvas draws on, without a QImage's reference counting: bands on several threads share one.
struct PixelTarget {
  QRgb* bits = nullptr;
  std::ptrdiff_t stride = 0;  ///< pixels from row to row
  QSize size;

  /// Of an image in Format_RGB32 or Format_ARGB32_Premultiplied, detached here and now; it must outlive the
  /// target and not be copied while the target is drawn on.
  static PixelTarget of(QImage& image);
};

/// The fast back end: draws on pixels without QPainter. Fills by exact area coverage, one-pixel lines as two
/// shaded pixels a step (X. Wu, "An Efficient Antialiasing Technique", SIGGRAPH 1991), wider ones as quads
/// with round joins, sprites and texts by row spans. Only pixels inside `clip` change, and each comes out the
/// same whatever the clip: several canvases with different clips may draw one picture at the same time.
class PixelCanvas : public Canvas {
 public:
  /// `image` as for PixelTarget::of.
  explicit PixelCanvas(QImage& image, double pixelRatio = 1);
  PixelCanvas(const PixelTarget& target, double pixelRatio, const QRect& clip);
  ~PixelCanvas() override;
  PixelCanvas(const PixelCanvas&) = delete;
  PixelCanvas& operator=(const PixelCanvas&) = delete;

  QSize size() const override { return m_target.size; }
  double pixelRatio() const override { return m_ratio; }
  const QRect& clip() const { return m_clip; }
  void fill(const PathBatch& rings, const Fill& fill) override;
  void stroke(const PathBatch& lines, const Stroke& stroke) override;
  void image(const QImage& image, QPointF topLeft, double opacity) override;
  void sprites(std::span<const SpriteAt> sprites) override;
  void dots(std::span<const Dot> dots) override;
  void text(std::span<const TextRun> runs) override;
  void rect(const QRectF& rect, const QColor& fill, const QColor& border, float radius) override;
  void beginGroup(double opacity) override;
  void endGroup() override;

 private:
  QRgb* row(int y) const { return m_target.bits + y * m_target.stride; }
  void blit(const Sprite& sprite, int left, int top, unsigned opacity);
  void prefetch(const SpriteAt& next) const;
  void prefetch(const Dot& next) const;
  void disc(const Dot& dot);
  void roundRing(const QRectF& rect, double radius);

  PixelTarget m_target;
  double m_ratio;
  QRect m_clip;
  std::vector<QRgb> m_beneath;  ///< the clip's pixels before the group
  unsigned m_groupWeight = 256;
};

}  // namespace sorami
