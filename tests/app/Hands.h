// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/MainWindow.h"
#include "app/PlannerRoom.h"
#include "widgets/map/MapWidget.h"

#include <QMouseEvent>
#include <QTest>
#include <QToolButton>

namespace sorami::test {

/// A user at the window: actions by name, the mouse on the map. Each gives false when it could not be done.
class Hands {
 public:
  explicit Hands(MainWindow& window) : m_window(window) {}

  bool act(const char* id) {
    QAction* action = m_window.actionList()[QString::fromLatin1(id)];
    if (!action || !action->isEnabled()) return false;
    action->trigger();
    return true;
  }
  QPoint pointOf(LatLon at) { return map().positionOf(at).value_or(QPointF(-1, -1)).toPoint(); }
  void move(QPoint to, Qt::MouseButtons buttons = Qt::NoButton) {
    QMouseEvent event(QEvent::MouseMove, to, map().mapToGlobal(to), Qt::NoButton, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(&map(), &event);
  }
  void click(QPoint at) {
    move(at);
    QTest::mouseClick(&map(), Qt::LeftButton, Qt::NoModifier, at);
  }
  void click(LatLon at) { click(pointOf(at)); }
  void drag(QPoint from, QPoint to) {
    QTest::mousePress(&map(), Qt::LeftButton, Qt::NoModifier, from);
    for (int i = 1; i <= 6; ++i) move(from + (to - from) * i / 6, Qt::LeftButton);
    QTest::mouseRelease(&map(), Qt::LeftButton, Qt::NoModifier, to);
  }
  /// Sets down a preset of the palette.
  bool place(const char* preset, QPoint at) {
    auto* button = m_window.findChild<QToolButton*>(QStringLiteral("preset-") + QString::fromLatin1(preset));
    if (!button) return false;
    button->click();
    if (map().tool() != QStringLiteral("place")) return false;
    click(at);
    return map().tool() == QStringLiteral("select");
  }

 private:
  MapWidget& map() { return *m_window.map(); }
  MainWindow& m_window;
};

}  // namespace sorami::test
