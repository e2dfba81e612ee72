// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"

#include <QString>
#include <QWidget>

namespace sorami {

/// The line over the map on whose two sides two pictures are shown; dragged with the mouse, moved with the
/// arrow keys. It lies over its parent, as high as that is.
class SwipeHandle : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit SwipeHandle(QWidget* map);

  void setLook(const LookPtr& look) override;
  /// What stands on its left and right.
  void setNames(const QString& left, const QString& right);
  /// Share of the map's width, 0 … 1.
  double share() const { return m_share; }
  void setShare(double share);

 Q_SIGNALS:
  void moved(double share);

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void keyPressEvent(QKeyEvent*) override;

 private:
  void place();
  void moveTo(double share);

  LookPtr m_look;
  QString m_left;
  QString m_right;
  double m_share = 0.5;
};

}  // namespace sorami
