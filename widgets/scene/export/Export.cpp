// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/export/Export.h"

#include "data/core/Translate.h"
#include "widgets/scene/PainterCanvas.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/export/ExportParts.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImageWriter>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QStorageInfo>
#include <QSvgGenerator>

namespace sorami {
namespace {

/// Logical pixels an inch, as CSS and SVG count.
/// A picture beyond this needs more memory than any program should take unasked.
constexpr qint64 kMostPixels = 400'000'000;

/// Frames made for the screen may leave out what is not there yet; a file may not.
FramePtr forFile(const FramePtr& frame) {
  if (!frame->interactive) return frame;
  auto whole = std::make_shared<Frame>(*frame);
  whole->interactive = false;
  return whole;
}

QString titleOf(const Frame& frame) {
  QString title = QStringLiteral("Sorami");
  if (frame.plan && !frame.plan->name.empty()) {
    title += QStringLiteral(" · ") + QString::fromStdString(frame.plan->name);
  }
  if (frame.time.isValid()) title += QStringLiteral(" · ") + QString::fromStdString(toIso(frame.time));
  if (!frame.marking.empty()) title += QStringLiteral(" · ") + QString::fromStdString(frame.marking);
  return title;
}

Result<QByteArray> exportPng(const FramePtr& frame, const Layers& layers) {
  QImage image = renderImage(frame, layers);
  if (image.isNull()) return Error{"there is not enough memory for a picture of this size", "", ""};
  const int dotsAMetre = qRound(kPixelsAnInch * frame->view.pixelRatio / 0.0254);
  image.setDotsPerMeterX(dotsAMetre);
  image.setDotsPerMeterY(dotsAMetre);
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QImageWriter writer(&buffer, "png");
  writer.setText(QStringLiteral("Title"), titleOf(*frame));
  if (!frame->marking.empty())
    writer.setText(QStringLiteral("Marking"), QString::fromStdString(frame->marking));
  if (!writer.write(image)) {
    return Error{"the picture cannot be written as PNG: " + writer.errorString().toStdString(), "", ""};
  }
  return bytes;
}

Result<QByteArray> exportSvg(const FramePtr& frame, const Layers& layers) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(static_cast<int>(kPixelsAnInch));
  const QSizeF logical = QSizeF(frame->view.size) / frame->view.pixelRatio;
  generator.setSize(logical.toSize());
  generator.setViewBox(QRectF(QPointF(0, 0), logical));
  generator.setTitle(titleOf(*frame));
  generator.setDescription(QString::fromStdString(frame->marking));
  QPainter painter;
  if (!painter.begin(&generator)) return Error{"the SVG writer does not start", "", ""};
  painter.scale(1 / frame->view.pixelRatio, 1 / frame->view.pixelRatio);
  // QSvgGenerator draws beyond its view box unless told not to.
  painter.setClipRect(QRect(QPoint(0, 0), frame->view.size));
  PainterCanvas canvas(&painter, frame->view.size, frame->view.pixelRatio);
  Compositor::render(frame, layers, canvas);
  painter.end();
  buffer.close();
  return bytes;
}

Result<QByteArray> exportPdf(const FramePtr& frame, const Layers& layers) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  const QSizeF inches = QSizeF(frame->view.size) / (frame->view.pixelRatio * kPixelsAnInch);
  writer.setPageSize(QPageSize(inches, QPageSize::Inch, QString(), QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF());
  writer.setTitle(titleOf(*frame));
  writer.setCreator(QStringLiteral("Sorami"));
  // Ten units a pixel: lines and letters keep their place to a tenth.
  writer.setResolution(static_cast<int>(kPixelsAnInch * 10));
  QPainter painter;
  if (!painter.begin(&writer)) return Error{"the PDF writer does not start", "", ""};
  painter.scale(10 / frame->view.pixelRatio, 10 / frame->view.pixelRatio);
  painter.setClipRect(QRect(QPoint(0, 0), frame->view.size));
  PainterCanvas canvas(&painter, frame->view.size, frame->view.pixelRatio);
  Compositor::render(frame, layers, canvas);
  painter.end();
  buffer.close();
  return bytes;
}

}  // namespace

Result<PictureFormat> pictureFormatOf(const QString& path) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (suffix == QLatin1String("png")) return PictureFormat::Png;
  if (suffix == QLatin1String("svg")) return PictureFormat::Svg;
  if (suffix == QLatin1String("pdf")) return PictureFormat::Pdf;
  return Error{"the file's name does not say which format is meant", path.toStdString(),
               "end it in .png, .svg or .pdf"};
}

QImage renderImage(const FramePtr& frame, const Layers& layers) {
  const FramePtr whole = forFile(frame);
  QImage image(whole->view.size, QImage::Format_RGB32);
  if (image.isNull()) return image;
  PixelCanvas canvas(image, whole->view.pixelRatio);
  Compositor::render(whole, layers, canvas);
  return image;
}

Result<QByteArray> exportPicture(const FramePtr& frame, const Layers& layers, PictureFormat format) {
  if (!frame || frame->view.size.isEmpty() || !(frame->view.pixelRatio > 0)) {
    return Error{"there is nothing to draw: the picture has no size", "", ""};
  }
  if (qint64(frame->view.size.width()) * frame->view.size.height() > kMostPixels) {
    return Error{"the picture is too large: more than 400 million pixels", "", "choose a smaller size"};
  }
  const FramePtr whole = forFile(frame);
  switch (format) {
    case PictureFormat::Png:
      return exportPng(whole, layers);
    case PictureFormat::Svg:
      return exportSvg(whole, layers);
    case PictureFormat::Pdf:
      return exportPdf(whole, layers);
  }
  return Error{"unknown picture format", "", ""};
}

Status exportPicture(const FramePtr& frame, const Layers& layers, const QString& path) {
  const Result<PictureFormat> format = pictureFormatOf(path);
  if (!format) return format.error();
  const Result<QByteArray> bytes = exportPicture(frame, layers, *format);
  if (!bytes) return Error{bytes.error().what, path.toStdString(), bytes.error().hint};
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit()) {
    return Error{"the picture cannot be written: " + whyNotWritten(path, file.errorString()).toStdString(),
                 path.toStdString(), "check that the folder exists and may be written to"};
  }
  return Status{std::monostate{}};
}

QString whyNotWritten(const QString& path, const QString& said) {
  constexpr qint64 kLittle = 1 << 20;
  const QStorageInfo disk(QFileInfo(path).absolutePath());
  if (!disk.isValid() || disk.bytesAvailable() >= kLittle) return said;
  return sorami::tr("the disk is full");
}

}  // namespace sorami
