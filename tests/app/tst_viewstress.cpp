// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Hands.h"
#include "app/ViewsDesk.h"
#include "data/geo/Projection.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QMenu>
#include <QTest>
#include <QWheelEvent>

#include <random>

using namespace sorami;

/// Every view, panel, heat map and network page opened and closed in any order, while time runs, docks are
/// closed, torn off and resized, and plan, recording and projection change beneath them. The order is made of
/// a number, so that what breaks can be done again: `SORAMI_STRESS_SEED=7 SORAMI_STRESS_SECONDS=600
/// tst_viewstress`.
class TestViewStress : public QObject, protected test::WindowTest {
  Q_OBJECT

  std::mt19937 m_random;

  int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }

  /// What opens a dialog of the system's, ends the program, or leaves it for a file is not for a monkey.
  static bool isForMonkeys(const QString& id) {
    for (const char* prefix : {"file.", "language.", "live.", "link.", "log.import", "handOver",
                               "plan.import", "plan.export", "plan.sheet", "plan.report", "plan.tables",
                               "plan.copy", "plan.cut", "fullScreen", "about", "keys", "tracks.associate"}) {
      if (id.startsWith(QLatin1String(prefix))) return false;
    }
    return true;
  }
  QList<QAction*> choice(std::initializer_list<const char*> prefixes) {
    QList<QAction*> list;
    for (const Actions::Entry& entry : m_window->actionList().entries()) {
      for (const char* prefix : prefixes) {
        if (isForMonkeys(entry.id) && entry.id.startsWith(QLatin1String(prefix))) list << entry.action;
      }
    }
    return list;
  }
  Plan anyPlan() {
    Plan plan = test::makePlan();
    const int sites = below(4);
    for (int i = 0; i < sites; ++i) {
      Site site = plan.sites.front();
      site.id = site.name = "s" + std::to_string(i);
      site.position = {34 + 0.7 * i, 134 + 1.1 * i};
      plan.sites.push_back(site);
    }
    if (below(6) == 0) plan.sites.clear();
    return plan;
  }
  /// Tears off, puts back, closes or resizes one of the docks that are open.
  void handleDock() {
    QList<QDockWidget*> open;
    for (QDockWidget* dock : m_window->findChildren<QDockWidget*>()) {
      if (!dock->isHidden()) open << dock;
    }
    if (open.isEmpty()) return;
    QDockWidget* dock = open[below(static_cast<int>(open.size()))];
    switch (below(5)) {
      case 0:
        dock->close();
        break;
      case 1:
        dock->setFloating(!dock->isFloating());
        break;
      case 2:
        m_window->addDockWidget(below(2) ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea, dock);
        break;
      case 3:
        m_window->resizeDocks({dock}, {60 + below(900)}, below(2) ? Qt::Horizontal : Qt::Vertical);
        break;
      default:
        dock->raise();
        break;
    }
  }
  void useMouse() {
    const QList<MapWidget*> maps = m_window->findChildren<MapWidget*>();
    MapWidget* map = maps[below(static_cast<int>(maps.size()))];
    if (!map->isVisible()) return;
    const QPoint at(below(std::max(1, map->width())), below(std::max(1, map->height())));
    if (below(3) == 0) {
      QWheelEvent wheel(at, map->mapToGlobal(QPointF(at)), {}, {0, below(2) ? 240 : -240}, Qt::NoButton,
                        Qt::NoModifier, Qt::NoScrollPhase, false);
      QApplication::sendEvent(map, &wheel);
    } else {
      QTest::mouseMove(map, at);
      QTest::mouseClick(map, Qt::LeftButton, below(4) == 0 ? Qt::ShiftModifier : Qt::NoModifier, at);
    }
  }
  void changeBeneath() {
    switch (below(7)) {
      case 0:
        session().setStore(test::makeRecording(1 + below(40)));
        break;
      case 1:
        session().setStore(nullptr);
        break;
      case 2:
        session().openPlan(anyPlan(), {});
        break;
      case 3:
        session().closeDocument(session().shownDocument());
        break;
      case 4: {
        const auto& all = Projection::choices();
        session().setProjection(
            QString::fromStdString(all[static_cast<std::size_t>(below(static_cast<int>(all.size())))].id));
        break;
      }
      case 5:
        m_window->resize(900 + below(900), 600 + below(400));
        break;
      default:
        session().setPartner(below(2) ? "partner" : "");
        break;
    }
  }
  void closeDialogs() {
    while (QWidget* popup = QApplication::activePopupWidget()) popup->close();
    for (QWidget* widget : QApplication::topLevelWidgets()) {
      if (auto* dialog = qobject_cast<QDialog*>(widget); dialog && dialog->isVisible()) dialog->reject();
    }
  }

 private Q_SLOTS:
  void cleanup() { m_window.reset(); }

  void anyOrder() {
    const int seconds = qEnvironmentVariableIntValue("SORAMI_STRESS_SECONDS");
    const int seed = qEnvironmentVariableIntValue("SORAMI_STRESS_SEED");
    const bool speaks = qEnvironmentVariableIsSet("SORAMI_STRESS_TELL");
    m_random.seed(static_cast<unsigned>(seed));
    openWindow({1400, 900});  // not active under a server without a window manager: it need not be
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    session().openPlan(anyPlan(), {});
    session().setStore(test::makeRecording(30));
    const QList<QAction*> views = choice({"view.scope", "view.side", "view.map", "view.compare", "heat."});
    const QList<QAction*> panels =
        choice({"diagram.", "network.", "coverage.", "panel.", "workspace.", "theme.", "font.", "units"});
    const QList<QAction*> all = choice({""});
    QVERIFY(views.size() >= 8 && panels.size() > 20 && all.size() > 100);

    QElapsedTimer timer;
    timer.start();
    const qint64 limit = seconds > 0 ? seconds * 1000 : 6000;
    int steps = 0;
    while (timer.elapsed() < limit) {
      const int kind = below(20);
      const auto pressOne = [&](const QList<QAction*>& list) {
        QAction* action = list[below(static_cast<int>(list.size()))];
        if (speaks) fprintf(stderr, "%d %s\n", steps, qPrintable(action->objectName()));
        action->trigger();
      };
      if (kind < 7) {
        pressOne(views);
      } else if (kind < 10) {
        pressOne(panels);
      } else if (kind < 12) {
        pressOne(all);
      } else {
        if (speaks) fprintf(stderr, "%d kind %d\n", steps, kind);
        if (kind < 14) handleDock();
        if (kind == 14 || kind == 15) useMouse();
        if (kind == 16) changeBeneath();
        if (kind == 17) session().command(ClockCommand::Shuttle{below(3) - 1});
        if (kind == 18 && session().store() && !session().store()->tracks().empty()) {
          session().selectTrack(
              static_cast<TrackId>(below(static_cast<int>(session().store()->tracks().size()))));
        }
        if (kind == 19) {
          m_window->views().saveLayout(QStringLiteral("L%1").arg(below(3)));
          m_window->views().applyLayout(QStringLiteral("L%1").arg(below(3)));
        }
      }
      if (++steps % 3 == 0) QTest::qWait(below(12));
      if (steps % 10 == 0) closeDialogs();
    }
    closeDialogs();
    QVERIFY(m_window->isVisible());
    // After all that it still answers: a picture of the moment is made and can be seen.
    session().openPlan(test::makePlan(), {});
    session().setStore(test::makeRecording(5));
    m_window->setWorkspace(MainWindow::Brief);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->map()->compositor()->isSharp(), 20'000);
    qInfo("%d steps", steps);
    QVERIFY(steps > 50);
  }
};

QTEST_MAIN(TestViewStress)
#include "tst_viewstress.moc"
