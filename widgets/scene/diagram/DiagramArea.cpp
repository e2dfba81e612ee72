// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/diagram/DiagramArea.h"

#include "widgets/scene/Fonts.h"
#include "widgets/scene/PainterCanvas.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/export/Export.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

// Logical px round the plot.
constexpr double kLeft = 62, kTop = 34, kRight = 52, kBottom = 34, kMarking = 20;
constexpr double kPixelsAnInch = 96;

}  // namespace

QColor groundColour(const Theme& theme) {
  const auto between = [](int a, int b) { return (3 * a + b) / 4; };
  return QColor(between(theme.panel.red(), theme.text.red()),
                between(theme.panel.green(), theme.text.green()),
                between(theme.panel.blue(), theme.text.blue()));
}

double niceStep(double span, int most) {
  const double rough = span / std::max(1, most);
  if (!(rough > 0) || !std::isfinite(rough)) return 1;
  const double ten = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double m : {1.0, 2.0, 5.0}) {
    if (m * ten >= rough * (1 - 1e-9)) return m * ten;
  }
  return 10 * ten;
}

std::vector<PixelPoint> clipRing(const std::vector<PixelPoint>& ring, const QRectF& to) {
  const auto left = static_cast<float>(to.left());
  const auto right = static_cast<float>(to.right());
  const auto top = static_cast<float>(to.top());
  const auto bottom = static_cast<float>(to.bottom());
  std::vector<PixelPoint> in = ring;
  for (int side = 0; side < 4; ++side) {
    const auto inside = [&](PixelPoint p) {
      return side == 0 ? p.x >= left : side == 1 ? p.x <= right : side == 2 ? p.y >= top : p.y <= bottom;
    };
    const auto cross = [&](PixelPoint a, PixelPoint b) {
      const float at = side == 0 ? left : side == 1 ? right : side == 2 ? top : bottom;
      const bool vertical = side < 2;
      const float t = vertical ? (at - a.x) / (b.x - a.x) : (at - a.y) / (b.y - a.y);
      return vertical ? PixelPoint{at, a.y + t * (b.y - a.y)} : PixelPoint{a.x + t * (b.x - a.x), at};
    };
    std::vector<PixelPoint> out;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const PixelPoint a = in[(i + in.size() - 1) % in.size()];
      const PixelPoint b = in[i];
      if (inside(a) != inside(b)) out.push_back(cross(a, b));
      if (inside(b)) out.push_back(b);
    }
    in = std::move(out);
  }
  return in;
}

void clipLine(const std::vector<PixelPoint>& line, const QRectF& to, PathBatch& out) {
  const auto flush = [&] {
    if (out.points.size() > out.starts.back()) out.close();
  };
  for (std::size_t i = 1; i < line.size(); ++i) {
    const PixelPoint a = line[i - 1];
    const PixelPoint b = line[i];
    if (!std::isfinite(a.x + a.y + b.x + b.y)) {
      flush();
      continue;
    }
    // Liang and Barsky: the part of the segment inside.
    double from = 0;
    double until = 1;
    const auto cut = [&](double delta, double distance) {
      if (delta == 0) return distance >= 0;
      const double t = distance / delta;
      if (delta > 0) {
        until = std::min(until, t);
      } else {
        from = std::max(from, t);
      }
      return from <= until;
    };
    const double dx = static_cast<double>(b.x) - static_cast<double>(a.x);
    const double dy = static_cast<double>(b.y) - static_cast<double>(a.y);
    const auto ax = static_cast<double>(a.x);
    const auto ay = static_cast<double>(a.y);
    const bool in = cut(-dx, ax - to.left()) && cut(dx, to.right() - ax) && cut(-dy, ay - to.top()) &&
                    cut(dy, to.bottom() - ay);
    if (!in) {
      flush();
      continue;
    }
    const auto at = [&](double t) {
      return PixelPoint{static_cast<float>(ax + t * dx), static_cast<float>(ay + t * dy)};
    };
    if (from > 0) flush();
    if (out.points.size() == out.starts.back()) out.points.push_back(at(from));
    out.points.push_back(at(until));
    if (until < 1) flush();
  }
  flush();
}

QRectF DiagramArea::plotOf(QSize size, double ratio, bool marking) {
  const double top = kTop + (marking ? kMarking : 0);
  return QRectF(kLeft * ratio, top * ratio, std::max(10.0, size.width() - (kLeft + kRight) * ratio),
                std::max(10.0, size.height() - (top + kBottom) * ratio));
}

DiagramArea::DiagramArea(Canvas& canvas, const DiagramLook& look)
    : m_canvas(canvas),
      m_look(look),
      m_plot(plotOf(canvas.size(), canvas.pixelRatio(), !look.marking.isEmpty())) {
  const QSizeF size = canvas.size();
  canvas.rect(QRectF(QPointF(0, 0), size), theme().panel, {}, 0);
  float top = px(20);
  if (!look.marking.isEmpty()) {
    const double band = kMarking * canvas.pixelRatio();
    canvas.rect(QRectF(0, 0, size.width(), band), theme().panelRaised, {}, 0);
    text(look.marking, {static_cast<float>(size.width() / 2), px(14)}, TextRun::Align::Centre, theme().text,
         11, true);
    top += px(kMarking);
  }
  text(look.title, {static_cast<float>(m_plot.left()), top}, TextRun::Align::Left, theme().text, 13, true);
  const double used = textBounds(look.title, px(13), false, true).right() + 16 * canvas.pixelRatio();
  text(look.subtitle, {static_cast<float>(m_plot.left() + used), top}, TextRun::Align::Left,
       theme().textMuted, 11);
}

void DiagramArea::fill(const std::vector<PixelPoint>& ring, const QColor& colour) const {
  const std::vector<PixelPoint> clipped = clipRing(ring, m_plot);
  if (clipped.size() < 3) return;
  PathBatch batch;
  batch.add(clipped);
  m_canvas.fill(batch, {colour, Fill::Hatch::None});
}

void DiagramArea::stroke(const std::vector<PixelPoint>& line, const QColor& colour, double width,
                         std::vector<float> dash) const {
  PathBatch batch;
  clipLine(line, m_plot, batch);
  if (batch.size() == 0) return;
  for (float& d : dash) d = px(static_cast<double>(d));
  m_canvas.stroke(batch, {colour, px(width), std::move(dash)});
}

void DiagramArea::text(const QString& what, PixelPoint at, TextRun::Align align, const QColor& colour,
                       double size, bool bold) const {
  if (what.isEmpty()) return;
  TextRun run;
  run.text = what;
  run.at = at;
  run.colour = colour;
  run.sizePx = px(size * theme().fontScale);
  run.bold = bold;
  run.align = align;
  m_canvas.text({&run, 1});
}

void DiagramArea::plate(PixelPoint at, const QStringList& lines) const {
  if (lines.isEmpty()) return;
  const double size = px(11 * theme().fontScale);
  const double step = 1.4 * size;
  const double pad = px(6);
  double width = 0;
  for (const QString& line : lines) width = std::max(width, textBounds(line, size, true).right());
  QRectF box(static_cast<double>(at.x) + px(12), static_cast<double>(at.y) - px(12), width + 2 * pad,
             step * static_cast<double>(lines.size()) + pad);
  box.moveTop(box.top() - box.height());
  if (box.right() > m_plot.right()) box.moveRight(static_cast<double>(at.x) - px(12));
  if (box.top() < m_plot.top()) box.moveTop(m_plot.top() + px(2));
  if (box.bottom() > m_plot.bottom()) box.moveBottom(m_plot.bottom() - px(2));
  QColor back = theme().panelRaised;
  back.setAlphaF(0.92F);
  m_canvas.rect(box, back, theme().border, px(4));
  std::vector<TextRun> runs;
  for (qsizetype i = 0; i < lines.size(); ++i) {
    TextRun run;
    run.text = lines[i];
    run.at = {static_cast<float>(box.left() + pad),
              static_cast<float>(box.top() + step * static_cast<double>(i + 1) - 0.1 * step)};
    run.colour = theme().text;
    run.sizePx = static_cast<float>(size);
    run.mono = true;
    runs.push_back(run);
  }
  m_canvas.text(runs);
}

void DiagramArea::frame() const {
  m_canvas.rect(m_plot, QColor(0, 0, 0, 0), theme().border, 0);
}

Status exportDiagram(const QString& path, QSize size, const QString& title, const QString& marking,
                     const std::function<void(Canvas&)>& draw) {
  const Result<PictureFormat> format = pictureFormatOf(path);
  if (!format) return format.error();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  if (*format == PictureFormat::Png) {
    constexpr double kRatio = 2;
    QImage image(size * kRatio, QImage::Format_RGB32);
    if (image.isNull()) return Error{"there is not enough memory for a picture of this size", "", ""};
    PixelCanvas canvas(image, kRatio);
    draw(canvas);
    QImageWriter writer(&buffer, "png");
    writer.setText(QStringLiteral("Title"), title);
    if (!marking.isEmpty()) writer.setText(QStringLiteral("Marking"), marking);
    if (!writer.write(image)) return Error{writer.errorString().toStdString(), path.toStdString(), ""};
  } else if (*format == PictureFormat::Svg) {
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(kPixelsAnInch));
    generator.setSize(size);
    generator.setViewBox(QRectF(QPointF(0, 0), QSizeF(size)));
    generator.setTitle(title);
    generator.setDescription(marking);
    QPainter painter;
    if (!painter.begin(&generator)) return Error{"the SVG writer does not start", path.toStdString(), ""};
    PainterCanvas canvas(&painter, size, 1);
    draw(canvas);
    painter.end();
  } else {
    QPdfWriter writer(&buffer);
    writer.setPageSize(
        QPageSize(QSizeF(size) / kPixelsAnInch, QPageSize::Inch, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Sorami"));
    writer.setResolution(static_cast<int>(kPixelsAnInch * 10));
    QPainter painter;
    if (!painter.begin(&writer)) return Error{"the PDF writer does not start", path.toStdString(), ""};
    painter.scale(10, 10);
    PainterCanvas canvas(&painter, size, 1);
    draw(canvas);
    painter.end();
  }
  buffer.close();
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
    return Error{"the picture cannot be written: " + file.errorString().toStdString(), path.toStdString(),
                 "check that the folder exists and may be written to"};
  }
  return {};
}

}  // namespace sorami
