// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QString>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

class QPicture;

namespace sorami {

/// A point in device pixels, y down, (0, 0) the top left corner of the top left pixel.
struct PixelPoint {
  float x = 0;
  float y = 0;
};

/// Many lines or rings in one run of memory: line i is points [starts[i], starts[i+1]).
struct PathBatch {
  std::vector<PixelPoint> points;
  std::vector<std::uint32_t> starts{0};

  void add(std::span<const PixelPoint> line);
  /// Ends the line whose points were appended to `points` directly.
  void close() { starts.push_back(static_cast<std::uint32_t>(points.size())); }
  std::size_t size() const { return starts.size() - 1; }
  std::span<const PixelPoint> line(std::size_t i) const {
    return std::span(points).subspan(starts[i], starts[i + 1] - starts[i]);
  }
  void clear();
};

/// How an area is filled: even-odd over the whole batch, so a batch of an area's outer and inner rings has
/// holes.
struct Fill {
  QColor colour;
  enum class Hatch : std::uint8_t { None, Diagonal } hatch = Hatch::None;
};

struct Stroke {
  QColor colour;
  float width = 1;          ///< px
  std::vector<float> dash;  ///< px on, off, …; empty = solid
  /// False: a line of one pixel may be drawn in steps, at half the cost. For many short lines of a moment.
  bool smooth = true;
};

/// A picture that is drawn many times: a symbol, a glyph block. Premultiplied ARGB at device resolution.
struct Sprite {
  /// The part of a row that is not empty: pixels [begin, end).
  struct Span {
    std::uint16_t begin = 0;
    std::uint16_t end = 0;
  };
  QSize size;      ///< px
  QImage image;    ///< Format_ARGB32_Premultiplied, devicePixelRatio 1; null where `packed` is all there is
  QPointF anchor;  ///< px from its top left corner to the point that is placed
  /// Vector form for PDF and SVG: a QPicture-like replay; null where only pixels exist.
  /// Its origin is the image's top left corner, its unit one device pixel.
  std::shared_ptr<const QPicture> vector;
  /// One a row, so that empty corners are not touched.
  std::vector<Span> spans;
  /// The spans' pixels one after the other, each row filled up to a multiple of kPack with clear ones, so
  /// that a blitter needs neither a remainder nor the image.
  std::vector<QRgb> packed;
  int reach = 0;  ///< px from the left edge to the end of the longest row of `packed`
  static constexpr int kPack = 8;

  /// A sprite of `image` (converted where needed) with its spans found.
  static Sprite make(QImage image, QPointF anchor, std::shared_ptr<const QPicture> vector = {});
  /// Forgets the image, which takes more than half of the memory: for what is drawn on pixels only.
  void keepPackedOnly() { image = QImage(); }
};
using SpritePtr = std::shared_ptr<const Sprite>;

struct SpriteAt {
  const Sprite* sprite = nullptr;
  PixelPoint at;
  float opacity = 1;
};

/// A round mark centred on the pixel `at` lies in, radius + ½ px: radius 0 is one pixel, radius 1 three
/// across.
struct Dot {
  PixelPoint at;
  QRgb colour = 0;  ///< premultiplied ARGB
  std::uint8_t radius = 1;
};

/// A short text with its look; drawn as text by vector back ends.
struct TextRun {
  QString text;
  PixelPoint at;  ///< baseline start (or centre/end by align)
  QColor colour;
  QColor halo;        ///< invalid = none
  float sizePx = 12;  ///< device px; textBounds() of Fonts.h measures it
  bool mono = false;
  bool bold = false;
  float rotationDeg = 0;  ///< clockwise about `at`
  enum class Align : std::uint8_t { Left, Centre, Right } align = Align::Left;
};

/// What layers draw on: batches, in device pixels, back to front. One back end makes pixels (PixelCanvas),
/// one makes PDF, SVG and print (PainterCanvas). The same calls give the same picture on both. Points that
/// are not finite are left out of rings; a line is broken at them. Sprites, images and level text snap to
/// whole pixels.
class Canvas {
 public:
  virtual ~Canvas() = default;
  virtual QSize size() const = 0;         ///< device px
  virtual double pixelRatio() const = 0;  ///< device px a logical px
  /// Whether sprites are drawn in their vector form.
  virtual bool isVector() const { return false; }
  virtual void fill(const PathBatch& rings, const Fill& fill) = 0;
  virtual void stroke(const PathBatch& lines, const Stroke& stroke) = 0;
  virtual void image(const QImage& image, QPointF topLeft, double opacity = 1) = 0;
  virtual void sprites(std::span<const SpriteAt> sprites) = 0;
  virtual void dots(std::span<const Dot> dots) = 0;
  virtual void text(std::span<const TextRun> runs) = 0;
  /// A filled, optionally bordered rectangle with rounded corners: plates, banners, legends.
  virtual void rect(const QRectF& rect, const QColor& fill, const QColor& border, float radius) = 0;
  /// What is drawn until endGroup() comes to stand on the picture with that opacity as one: where its parts
  /// overlap nothing shows through. Vector back ends fade each part by itself. Groups do not nest.
  virtual void beginGroup(double opacity) = 0;
  virtual void endGroup() = 0;
};

}  // namespace sorami
