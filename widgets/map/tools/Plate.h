// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>

class QPainter;

namespace sorami {

class Look;
class MapWidget;

/// Words, of one line or several, on a plate beside a point of the map, kept inside the widget and clear of
/// the banner.
void paintPlate(QPainter& painter, const Look& look, const MapWidget& map, QPointF at, const QString& text);

}  // namespace sorami
