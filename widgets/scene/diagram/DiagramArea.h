// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "widgets/scene/Canvas.h"
#include "widgets/scene/Frame.h"
#include "widgets/scene/Theme.h"

#include <QRectF>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace sorami {

/// What every diagram is drawn with.
struct DiagramLook {
  std::shared_ptr<const Theme> theme;
  UnitProfile units = UnitProfile::Air;
  QString title;
  QString subtitle;
  QString marking;  ///< banner text; empty: none
};

/// The plot of a diagram: room for axes round it, lines and areas clipped to it. All in device pixels.
class DiagramArea {
 public:
  /// Clears the canvas, writes titles and marking, and leaves room for the labels of both axes.
  DiagramArea(Canvas& canvas, const DiagramLook& look);

  Canvas& canvas() const { return m_canvas; }
  const Theme& theme() const { return *m_look.theme; }
  float px(double logical) const { return static_cast<float>(logical * m_canvas.pixelRatio()); }
  const QRectF& plot() const { return m_plot; }
  /// The plot of a canvas of that size: for the mouse.
  static QRectF plotOf(QSize size, double pixelRatio, bool marking);

  void fill(const std::vector<PixelPoint>& ring, const QColor& colour) const;
  void stroke(const std::vector<PixelPoint>& line, const QColor& colour, double width,
              std::vector<float> dash = {}) const;
  void text(const QString& text, PixelPoint at, TextRun::Align align, const QColor& colour, double size = 11,
            bool bold = false) const;
  /// A plate with lines of text beside a point, kept inside the plot.
  void plate(PixelPoint at, const QStringList& lines) const;
  void frame() const;

 private:
  Canvas& m_canvas;
  const DiagramLook& m_look;
  QRectF m_plot;
};

/// Ground in section: between panel and text, so that it stands out in every theme.
QColor groundColour(const Theme& theme);

/// A step of 1, 2 or 5 times a power of ten that gives at most `most` parts.
double niceStep(double span, int most);

/// A ring cut to a rectangle (Sutherland and Hodgman); a line cut to it, in pieces.
std::vector<PixelPoint> clipRing(const std::vector<PixelPoint>& ring, const QRectF& to);
void clipLine(const std::vector<PixelPoint>& line, const QRectF& to, PathBatch& out);

/// Draws into a file: PNG, SVG or PDF by its name's ending. `size` in logical px. Whole or not at all.
Status exportDiagram(const QString& path, QSize size, const QString& title, const QString& marking,
                     const std::function<void(Canvas&)>& draw);

}  // namespace sorami
