// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppFixture.h"
#include "app/DiagramDesk.h"
#include "app/MainWindow.h"
#include "app/NetworkDesk.h"
#include "app/PlannerRoom.h"
#include "data/demo/DemoPlan.h"
#include "widgets/panels/DefencePanel.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/LayerPanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/PalettePanel.h"
#include "widgets/panels/PlanInspector.h"
#include "widgets/panels/PlanPage.h"
#include "widgets/panels/PlanTables.h"
#include "widgets/panels/ProfilePanel.h"
#include "widgets/panels/PropertyForm.h"
#include "widgets/panels/SiteInspector.h"
#include "widgets/panels/SitePanel.h"
#include "widgets/panels/VerticalPanel.h"
#include "widgets/panels/network/LinksPage.h"
#include "widgets/scene/Golden.h"

#include <QDockWidget>
#include <QLineEdit>
#include <QTest>

using namespace sorami;

namespace {

struct Panel {
  const char* name;
  QWidget* widget;
  QSize size;
};

/// Two radars, a battery, a centre and what joins them, on a smooth earth: the same figures everywhere.
Plan smallPlan() {
  const Plan whole = demo::makeDemoPlan();
  Plan plan;
  plan.name = "Northern defence";
  plan.marking = "EXERCISE";
  for (const Site& s : whole.sites) {
    if (s.id == "r-oki" || s.id == "b-kanto" || s.kind == SiteKind::ControlCentre) plan.sites.push_back(s);
  }
  Site second = *whole.site("r-oki");
  second.id = "r-two";
  second.name = "Second";
  second.position = {37.4, 136.9};
  plan.sites.push_back(second);
  for (const char* from : {"r-oki", "r-two"}) {
    for (const Site& s : plan.sites) {
      if (s.kind != SiteKind::ControlCentre) continue;
      plan.links.push_back({std::string("l-") + from, from, s.id, LinkKind::Cable, true});
      break;
    }
  }
  Area area;
  area.id = "a";
  area.name = "North";
  area.ring = {{36, 133}, {38, 133}, {38, 137}, {36, 137}};
  plan.areas.push_back(area);
  Drawing note;
  note.id = "d";
  note.kind = DrawingKind::Text;
  note.points = {{37, 135}};
  note.text = "Note";
  plan.drawings.push_back(note);
  return plan;
}

}  // namespace

/// Every panel of the planner in each theme: with nothing, with a plan, and with what can be wrong.
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

    session().openPlan(smallPlan(), {});
    session().selectSite("r-oki");
    m_window->diagrams()->profileBetween({36.2, 133.1}, QStringLiteral("Oki"), {37.4, 136.9},
                                         QStringLiteral("Second"));
    const auto settled = [&] {
      const auto p = session().coverage().progress();
      return p.wanted > 0 && p.ready == p.wanted && !m_window->network()->isBusy() &&
             session().frame()->network;
    };
    QTRY_VERIFY_WITH_TIMEOUT(settled(), 60'000);
    Q_EMIT page<ComparePage>()->presentAsked();
    QTest::qWait(800);
    QTRY_VERIFY_WITH_TIMEOUT(settled(), 60'000);
    compare(theme, "full");

    // What can be wrong: a value out of range, rows that do not fit, a proposal without an area.
    auto* name = m_window->siteForm()->findChildren<FormField*>().value(1);
    if (name) name->setProblem(QStringLiteral("The position is none: 99°N"));
    m_window->planner().tables()->propose(
        "name,kind,lat,lon\nGood,long-range-radar,36,138\nBad,what,200,x\n");
    page<NextPage>()->setProblem(QStringLiteral("The plan has no area of interest: draw one first."));
    page<ComparePage>()->setOther(QStringLiteral("plan.soplan cannot be read"), -1);
    compare(theme, "error");
  }
};

QTEST_MAIN(TestPanelsGolden)
#include "tst_panels_golden.moc"
