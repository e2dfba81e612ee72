// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/Plate.h"

#include "widgets/look/Look.h"
#include "widgets/map/MapWidget.h"

#include <QFontMetricsF>
#include <QPainter>

namespace sorami {

void paintPlate(QPainter& painter, const Look& look, const MapWidget& map, QPointF at, const QString& text) {
  constexpr double kAway = 14;
  constexpr double kBelowBanner = 40;
  constexpr double kEdge = 8;
  painter.setFont(look.mono(12));
  const QFontMetricsF metrics(painter.font());
  const QSizeF words = metrics.size(0, text);
  QRectF plate(QPointF(), QSizeF(words.width() + 16, words.height() + 8));
  plate.moveBottomLeft(at + QPointF(kAway, -kAway / 2));
  if (plate.right() > map.width() - kEdge) plate.moveRight(at.x() - kAway);
  if (plate.left() < kEdge) plate.moveLeft(kEdge);
  if (plate.top() < kBelowBanner) plate.moveTop(at.y() + kAway);
  painter.setPen(look.theme().border);
  painter.setBrush(look.theme().panelRaised);
  painter.drawRoundedRect(plate, Look::kRadius, Look::kRadius);
  painter.setPen(look.theme().text);
  painter.drawText(plate.adjusted(8, 4, -8, -4), Qt::AlignLeft | Qt::AlignVCenter, text);
}

}  // namespace sorami
