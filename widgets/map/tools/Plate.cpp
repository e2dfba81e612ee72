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
  painter.setFont(look.mono(12));
  const QFontMetricsF metrics(painter.font());
  QRectF plate(at + QPointF(kAway, -30), QSizeF(metrics.horizontalAdvance(text) + 16, metrics.height() + 8));
  if (plate.right() > map.width() - 8) plate.moveRight(at.x() - kAway);
  if (plate.top() < kBelowBanner) plate.moveTop(at.y() + kAway);
  painter.setPen(look.theme().border);
  painter.setBrush(look.theme().panelRaised);
  painter.drawRoundedRect(plate, Look::kRadius, Look::kRadius);
  painter.setPen(look.theme().text);
  painter.drawText(plate, Qt::AlignCenter, text);
}

}  // namespace sorami
