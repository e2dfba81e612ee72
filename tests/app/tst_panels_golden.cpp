// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppFixture.h"
#include "app/DiagramDesk.h"
#include "app/MainWindow.h"
#include "app/NetworkDesk.h"
#include "app/PlannerRoom.h"
#include "widgets/panels/DefencePanel.h"
#include "widgets/panels/LayerPanel.h"
#include "widgets/panels/PalettePanel.h"
#include "widgets/panels/PlanInspector.h"
#include "widgets/panels/PlanPage.h"
#include "widgets/panels/PlanTables.h"
#include "widgets/panels/ProfilePanel.h"
#include "widgets/panels/SiteInspector.h"
#include "widgets/panels/SitePanel.h"
#include "widgets/panels/VerticalPanel.h"
#include "widgets/panels/network/LinksPage.h"
#include "widgets/scene/Golden.h"

#include <QDockWidget>
#include <QTest>

using namespace sorami;

namespace {

struct Panel {
  const char* name;
  QWidget* widget;
  QSize size;
};

}  // namespace

/// Every panel of the planner in each theme, as it stands before there is anything to show.
class TestPanelsGolden : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::unique_ptr<MainWindow> m_window;

  Session& session() { return m_window->session(); }

  template <typename W>
  W* page() {
    return m_window->network()->dock()->findChild<W*>();
  }

  std::vector<Panel> panels() {
    MainWindow& w = *m_window;
    PlannerRoom& room = w.planner();
    const QSize side(320, 640);
    const QSize low(560, 320);
    return {{"layers", w.findChild<LayerPanel*>(), side},
            {"sites", w.findChild<SitePanel*>(), side},
            {"palette", room.palette(), side},
            {"plan", room.planPage(), side},
            {"site", w.siteForm(), {344, 1000}},
            {"items", room.inspector(), side},
            {"tables", room.tables(), {760, 420}},
            {"cover", page<CoverPage>(), {420, 640}},
            {"links", page<LinksPage>(), {420, 640}},
            {"point", page<PointPage>(), {420, 420}},
            {"next", page<NextPage>(), {420, 520}},
            {"warning", page<FlightPage>(), {420, 520}},
            {"compare", page<ComparePage>(), {460, 420}},
            {"vertical", w.diagrams()->vertical(), low},
            {"profile", w.diagrams()->profile(), low},
            {"defence", w.diagrams()->defence(), low}};
  }

  /// Each panel of a state, drawn by itself at its size.
  void compare(const QString& theme, const char* state) {
    m_window->setThemeId(theme);
    QStringList wrong;
    for (const Panel& panel : panels()) {
      QVERIFY2(panel.widget, panel.name);
      QWidget& w = *panel.widget;
      // Out of its place for the picture, so that no scroll bar or neighbour is in it.
      QWidget* parent = w.parentWidget();
      const Qt::WindowFlags flags = w.windowFlags();
      const QRect place = w.geometry();
      const bool window = w.isWindow();
      QPixmap picture(panel.size);
      picture.fill(m_window->look()->theme().panel);
      if (!window) w.setParent(m_window.get());
      w.resize(panel.size);
      w.ensurePolished();
      w.show();
      QCoreApplication::processEvents();
      w.render(&picture, QPoint(), QRegion(), QWidget::DrawChildren);
      if (!window) w.setParent(parent, flags);
      w.setGeometry(place);
      const QString problem = test::compareGolden(
          picture.toImage(), QStringLiteral("panel-%1-%2-%3").arg(panel.name, state, theme), 0.02);
      if (!problem.isEmpty()) wrong << problem;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
  }

 private Q_SLOTS:
  void initTestCase() { test::isolateSettings(m_folder); }
  void init() {
    test::isolateSettings(m_folder);
    m_window = std::make_unique<MainWindow>();
    m_window->setWindowState(Qt::WindowNoState);
    m_window->resize(1500, 950);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    // Terrain would come from the map pack of this machine.
    QTRY_VERIFY_WITH_TIMEOUT(!session().files().isBusy(), 30'000);
    session().setTerrain({});
    m_window->diagrams()->showVertical(true);
    m_window->diagrams()->showProfile(true);
    m_window->diagrams()->showDefence(true);
    m_window->network()->open(NetworkDesk::Cover);
  }
  void cleanup() { m_window.reset(); }

  void everyPanel_data() {
    QTest::addColumn<QString>("theme");
    for (const char* theme : {"day", "dusk", "night"}) QTest::newRow(theme) << QString::fromLatin1(theme);
  }
  void everyPanel() {
    QFETCH(QString, theme);
    compare(theme, "empty");
  }
};

QTEST_MAIN(TestPanelsGolden)
#include "tst_panels_golden.moc"
