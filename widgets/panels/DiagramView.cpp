// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/DiagramView.h"

#include "widgets/scene/PixelCanvas.h"

#include <QMouseEvent>
#include <QPainter>

namespace sorami {

DiagramView::DiagramView(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setMinimumSize(320, 160);
  setCursor(Qt::CrossCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void DiagramView::setDrawing(Draw draw) {
  m_draw = std::move(draw);
  m_stale = true;
  update();
}

QSize DiagramView::canvasSize() const {
  return (QSizeF(size()) * devicePixelRatioF()).toSize();
}

void DiagramView::paintEvent(QPaintEvent*) {
  if (!m_draw) return;
  if (m_stale || m_image.size() != canvasSize()) {
    m_image = QImage(canvasSize(), QImage::Format_RGB32);
    PixelCanvas canvas(m_image, devicePixelRatioF());
    m_draw(canvas);
    m_image.setDevicePixelRatio(devicePixelRatioF());
    m_stale = false;
  }
  QPainter painter(this);
  painter.drawImage(0, 0, m_image);
}

void DiagramView::resizeEvent(QResizeEvent* event) {
  m_stale = true;
  QWidget::resizeEvent(event);
}

void DiagramView::mouseMoveEvent(QMouseEvent* event) {
  Q_EMIT hovered(event->position() * devicePixelRatioF());
}

void DiagramView::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) Q_EMIT clicked(event->position() * devicePixelRatioF());
}

void DiagramView::leaveEvent(QEvent*) {
  Q_EMIT hovered(std::nullopt);
}

}  // namespace sorami
