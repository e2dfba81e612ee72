// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/SwipeHandle.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kReach = 6;       // px either side of the line that take the mouse
constexpr int kPlate = 20;      // px, height of the names' plate
constexpr int kPlateTop = 64;   // px from the top: below what stands in the map's corner
constexpr int kLeastRoom = 60;  // px kept of either side
constexpr double kStep = 0.02;

}  // namespace

SwipeHandle::SwipeHandle(QWidget* map) : QWidget(map), m_look(defaultLook()) {
  setObjectName(QStringLiteral("swipe"));
  setCursor(Qt::SplitHCursor);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Swipe between two plans"));
  map->installEventFilter(this);
  hide();
}

void SwipeHandle::setLook(const LookPtr& look) {
  m_look = look;
  place();
}

void SwipeHandle::setNames(const QString& left, const QString& right) {
  m_left = left;
  m_right = right;
  place();
}

void SwipeHandle::setShare(double share) {
  m_share = std::clamp(share, 0.0, 1.0);
  place();
}

void SwipeHandle::place() {
  // Wide enough for the names; what is beside the line lets the mouse through.
  const QFontMetrics metrics(m_look->text(12, true));
  const int half =
      std::max(metrics.horizontalAdvance(m_left), metrics.horizontalAdvance(m_right)) + m_look->px(28);
  const int x = static_cast<int>(std::lround(m_share * parentWidget()->width()));
  setGeometry(x - half, 0, 2 * half + 1, parentWidget()->height());
  QRegion region(half - kReach, 0, 2 * kReach + 1, height());
  region += QRect(0, kPlateTop, width(), m_look->px(kPlate) + 1);
  setMask(region);
  raise();
  update();
}

void SwipeHandle::moveTo(double share) {
  const double wide = std::max(1, parentWidget()->width());
  const double room = std::min(0.5, kLeastRoom / wide);
  setShare(std::clamp(share, room, 1 - room));
  Q_EMIT moved(m_share);
}

bool SwipeHandle::eventFilter(QObject* object, QEvent* event) {
  if (object == parentWidget() && event->type() == QEvent::Resize) place();
  return QWidget::eventFilter(object, event);
}

void SwipeHandle::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = m_look->theme();
  const int middle = width() / 2;
  painter.setPen(QPen(theme.panel, 4));
  painter.drawLine(middle, 0, middle, height());
  painter.setPen(QPen(hasFocus() ? theme.accent : theme.selection, 2));
  painter.drawLine(middle, 0, middle, height());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(m_look->text(12, true));
  const QFontMetricsF metrics(painter.font());
  const double tall = m_look->px(kPlate);
  const auto plate = [&](const QString& text, bool isLeft) {
    if (text.isEmpty()) return;
    const double wide = metrics.horizontalAdvance(text) + 16;
    const QRectF box(isLeft ? middle - 6 - wide : middle + 6, kPlateTop + 0.5, wide, tall - 1);
    painter.setPen(theme.border);
    painter.setBrush(theme.panelRaised);
    painter.drawRoundedRect(box, Look::kRadius, Look::kRadius);
    painter.setPen(theme.text);
    painter.drawText(box, Qt::AlignCenter, text);
  };
  plate(m_left, true);
  plate(m_right, false);
}

void SwipeHandle::mousePressEvent(QMouseEvent* event) {
  event->accept();
}

void SwipeHandle::mouseMoveEvent(QMouseEvent* event) {
  if (!(event->buttons() & Qt::LeftButton)) return;
  moveTo(mapToParent(event->position()).x() / std::max(1, parentWidget()->width()));
}

void SwipeHandle::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
    moveTo(m_share + (event->key() == Qt::Key_Left ? -kStep : kStep));
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace sorami
