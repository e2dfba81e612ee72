// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/AppFixture.h"
#include "app/MainWindow.h"
#include "app/NetworkDesk.h"
#include "app/PlannerRoom.h"
#include "data/coverage/network/NetworkPicture.h"
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

/// What every test of the window has: the window itself, of a fixed size and with settings of its own, and
/// how it is reached. A base beside QObject.
class WindowTest {
 protected:
  /// A new window, shown and active; false when it did not become so.
  bool openWindow(QSize size) {
    isolateSettings(m_folder);
    m_window = std::make_unique<MainWindow>();
    m_window->setWindowState(Qt::WindowNoState);
    m_window->resize(size);
    m_window->show();
    if (!QTest::qWaitForWindowActive(m_window.get())) return false;
    map().setFocus();
    return true;
  }
  Session& session() { return m_window->session(); }
  MapWidget& map() { return *m_window->map(); }
  QPoint pointOf(LatLon at) { return Hands(*m_window).pointOf(at); }
  void key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::keyClick(static_cast<QWidget*>(m_window.get()), static_cast<Qt::Key>(code), modifiers);
  }
  void act(const char* id) {
    QAction* action = m_window->actionList()[QString::fromLatin1(id)];
    QVERIFY2(action, id);
    action->trigger();
  }
  /// Waits until all coverage is shown and the network's analysis of it is done.
  bool settles() {
    return QTest::qWaitFor(
        [this] {
          const auto p = session().coverage().progress();
          return p.wanted > 0 && p.shown == p.wanted && !m_window->network()->isBusy() &&
                 session().frame()->network;
        },
        60'000);
  }

  QTemporaryDir m_folder;
  std::unique_ptr<MainWindow> m_window;
};

}  // namespace sorami::test
