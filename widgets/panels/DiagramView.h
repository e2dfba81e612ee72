// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <QImage>
#include <QWidget>

#include <functional>
#include <optional>

namespace sorami {

/// Shows what a function draws on a canvas, and tells where the mouse is on it.
class DiagramView : public QWidget {
  Q_OBJECT
 public:
  using Draw = std::function<void(Canvas&)>;
  explicit DiagramView(QWidget* parent = nullptr);

  /// Drawn anew at every change; the function holds what it needs by value.
  void setDrawing(Draw draw);
  /// Size and ratio of the canvas the function gets.
  QSize canvasSize() const;

 Q_SIGNALS:
  /// Device px on the canvas; nothing when the mouse has left.
  void hovered(std::optional<QPointF> at);
  void clicked(QPointF at);

 protected:
  void paintEvent(QPaintEvent*) override;
  void resizeEvent(QResizeEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void leaveEvent(QEvent*) override;

 private:
  Draw m_draw;
  QImage m_image;
  bool m_stale = true;
};

}  // namespace sorami
