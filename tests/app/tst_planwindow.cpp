// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DocumentTabs.h"
#include "app/Hands.h"
#include "app/MainWindow.h"
#include "app/PlanFiles.h"
#include "app/PlannerRoom.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/tools/MeasureTool.h"
#include "widgets/panels/LayerPanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/scene/LayerOrder.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace sorami;

/// What stands round the plan in its window: several plans at once, layers, the user's maps, measuring.
class TestPlanWindow : public QObject, protected test::WindowTest {
  Q_OBJECT

  PlanDesk& desk() { return m_window->planner().desk(); }
  void move(QPoint to, Qt::MouseButtons buttons = Qt::NoButton) {
    QMouseEvent event(QEvent::MouseMove, to, map().mapToGlobal(to), Qt::NoButton, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(&map(), &event);
  }
  void click(LatLon at) {
    move(pointOf(at));
    QTest::mouseClick(&map(), Qt::LeftButton, Qt::NoModifier, pointOf(at));
  }
  QString measured(const char* tool) {
    const MeasureTool* measure = map().measureTool(QString::fromLatin1(tool));
    return measure ? measure->words() : QString();
  }
  LayerRow* row(const char* id) {
    for (LayerRow* each : m_window->findChildren<LayerRow*>()) {
      if (each->id() == id) return each;
    }
    return nullptr;
  }
  std::vector<std::string> order() {
    std::vector<std::string> ids;
    for (const Layer* layer : shownLayers(*session().frame(), map().compositor()->layers()))
      ids.push_back(layer->id());
    return ids;
  }
  Plan named(const char* name) {
    Plan plan = test::makePlan();
    plan.name = name;
    return plan;
  }
  QString messages() { return m_window->messages()->texts().join(QLatin1Char(' ')); }

 private Q_SLOTS:
  void init() {
    QVERIFY(openWindow({1500, 950}));
    m_window->messages()->clear();
  }
  void cleanup() { m_window.reset(); }

  // --- several plans

  void plansStandInTabsWithTheirOwnHistories() {
    session().openPlan(named("A"), {});
    QVERIFY(!m_window->documentTabs()->isVisible());
    desk().rename({PlanItemKind::Site, "oki"}, QStringLiteral("Oki A"));
    session().openPlan(named("B"), {});
    QCOMPARE(m_window->documentTabs()->count(), 2);
    QVERIFY(m_window->documentTabs()->isVisible());
    QCOMPARE(session().plan()->name, std::string("B"));
    QVERIFY(session().undoStack().isClean());
    desk().rename({PlanItemKind::Site, "oki"}, QStringLiteral("Oki B"));
    QVERIFY(m_window->documentTabs()->tabText(1).contains(QChar(0x2022)));
    // From one to the other and back: each has its plan, its undo steps and its name.
    act("plan.next");
    QCOMPARE(session().plan()->site("oki")->name, std::string("Oki A"));
    act("undo");
    QCOMPARE(session().plan()->site("oki")->name, std::string("Oki"));
    m_window->documentTabs()->setCurrentIndex(1);
    QCOMPARE(session().plan()->site("oki")->name, std::string("Oki B"));
    act("undo");
    act("redo");
    QCOMPARE(session().plan()->site("oki")->name, std::string("Oki B"));
    // Copied from one, pasted into the other; the other's undo takes it back.
    desk().selectAll();
    act("plan.copy");
    act("plan.previous");
    act("plan.paste");
    QCOMPARE(session().plan()->sites.size(), std::size_t(2));
    act("undo");
    QCOMPARE(session().plan()->sites.size(), std::size_t(1));
    // Closing keeps what was not saved and offers it.
    act("plan.next");
    act("plan.close");
    QCOMPARE(session().plan()->name, std::string("A"));
    QVERIFY(messages().contains(QStringLiteral("B had changes that were not saved")));
    for (QPushButton* button : m_window->messages()->findChildren<QPushButton*>()) {
      if (button->text() == QStringLiteral("Bring it back")) button->click();
    }
    QCOMPARE(session().plan()->site("oki")->name, std::string("Oki B"));
    QVERIFY(!session().undoStack().isClean());
    act("plan.close");
    act("plan.close");
    QVERIFY(!session().plan());
  }

  void everyOpenPlanIsAutosavedAndOfferedAgain() {
    for (const char* name : {"A", "B"}) {
      session().openPlan(named(name), {});
      desk().rename({PlanItemKind::Site, "oki"}, QStringLiteral("Kept %1").arg(QLatin1String(name)));
    }
    m_window.reset();
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QTRY_VERIFY(messages().contains(QStringLiteral("Unsaved work on A")));
    QVERIFY(messages().contains(QStringLiteral("Unsaved work on B")));
  }

  void aPlanOpensAsItWasLeft() {
    session().openPlan(named("A"), {});
    session().setProjection(QStringLiteral("mercator"), LatLon{36, 135});
    View view = session().view();
    view.metresPerPixel = 321;
    session().setView(view);
    session().setAltitude(1524);
    session().setAltitudeReference(AltitudeReference::AboveGround);
    const QString path = m_folder.filePath(QStringLiteral("left.soplan"));
    QVERIFY(session().savePlan(path).ok());
    const LatLon middle = session().projection()->inverse(session().view().centre);
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    m_window->openFiles({path});
    QTRY_VERIFY(session().plan());
    QCOMPARE(session().frame()->altitude, 1524.0);
    QVERIFY(session().frame()->altitudeReference == AltitudeReference::AboveGround);
    QCOMPARE(QString::fromStdString(session().projection()->spec()), QStringLiteral("mercator"));
    QVERIFY(std::abs(session().view().metresPerPixel - 321) < 1e-6);
    const LatLon now = session().projection()->inverse(session().view().centre);
    QVERIFY(geodesic(middle, now).distance < 5);
    // Saved again as it is: the same bytes.
    const auto bytes = [&] {
      QFile file(path);
      return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = bytes();
    QVERIFY(!before.isEmpty());
    QVERIFY(writePlan(*readPlan(path.toStdString()), path.toStdString()).ok());
    QCOMPARE(bytes(), before);
  }

  void aLineSwipesBetweenTwoPlans() {
    Plan other = named("Other");
    other.sites[0].position = {38, 136};
    session().openPlan(named("This"), {});
    act("view.overview");
    session().setAllCoverage(false);
    session().setOtherPlan(std::make_shared<const Plan>(other), CompareView::Swipe);
    QVERIFY(session().otherFrame());
    map().setSwipeAt(0.5);
    QTest::qWait(600);
    const QImage half = map().grab().toImage();
    // Gripped and dragged by the mouse, without the map moving.
    const View view = session().view();
    const QPoint grip(map().width() / 2, 300);
    move(grip);
    QTest::mousePress(&map(), Qt::LeftButton, Qt::NoModifier, grip);
    for (int x = grip.x(); x > 200; x -= 50) move(QPoint(x, 300), Qt::LeftButton);
    move(QPoint(150, 300), Qt::LeftButton);
    QTest::mouseRelease(&map(), Qt::LeftButton, Qt::NoModifier, QPoint(150, 300));
    QVERIFY(std::abs(map().swipeAt() - 150.0 / map().width()) < 0.01);
    QVERIFY(session().view() == view);
    QVERIFY(map().grab().toImage() != half);
    session().setOtherPlan(nullptr, CompareView::None);
    QVERIFY(!session().otherFrame());
  }

  // --- layers

  void layersAreOrderedFadedAndIsolatedAndKeptInThePlan() {
    session().openPlan(named("A"), {});
    LayerRow* relief = row("relief");
    LayerRow* areas = row("areas");
    QVERIFY(relief && areas);
    const std::vector<std::string> untouched = order();
    m_window->findChild<QCheckBox*>(QStringLiteral("layer-graticule"))->click();
    QCOMPARE(session().hiddenLayers(), std::vector<std::string>{"graticule"});
    relief->unfold(true);
    relief->findChild<QSlider*>(QStringLiteral("opacity"))->setValue(40);
    QCOMPARE(session().plan()->layers.size(), std::size_t(2));
    // Up: over the next one, of its kind.
    const std::vector<std::string> before = order();
    Q_EMIT relief->moveAsked(1);
    const std::vector<std::string> after = order();
    QCOMPARE(before[0], std::string("relief"));
    QCOMPARE(after[1], std::string("relief"));
    // Alone, and back again.
    Q_EMIT areas->isolateAsked();
    QVERIFY(std::find(session().hiddenLayers().begin(), session().hiddenLayers().end(), "sites") !=
            session().hiddenLayers().end());
    Q_EMIT areas->isolateAsked();
    QCOMPARE(session().hiddenLayers(), std::vector<std::string>{"graticule"});
    // The file keeps it.
    const QString path = m_folder.filePath(QStringLiteral("layers.soplan"));
    QVERIFY(session().savePlan(path).ok());
    const Result<Plan> read = readPlan(path.toStdString());
    QVERIFY(read.ok());
    const auto look = std::find_if(read->layers.begin(), read->layers.end(),
                                   [](const LayerLook& each) { return each.id == "relief"; });
    QVERIFY(look != read->layers.end() && std::abs(look->opacity - 0.4) < 1e-9);
    // One undo step for the lot that follows each other, and the picture goes back with it.
    while (session().undoStack().canUndo()) act("undo");
    QVERIFY(session().hiddenLayers().empty());
    QCOMPARE(order(), untouched);
  }

  void theUsersMapsHaveStyleLabelsAndTime() {
    session().openPlan(named("A"), {});
    const QString path = m_folder.filePath(QStringLiteral("zones.geojson"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"name":"Early","from":"2026-08-12T06:00:00Z"},"geometry":
        {"type":"Point","coordinates":[133,36]}},
      {"type":"Feature","properties":{"name":"Late","from":"2026-08-12T09:00:00Z"},"geometry":
        {"type":"Point","coordinates":[134,36]}}]})");
    file.close();
    session().files().openMaps({path});
    QTRY_COMPARE_WITH_TIMEOUT(session().userMaps().size(), std::size_t(1), 10000);
    QCOMPARE(session().plan()->maps.size(), std::size_t(1));
    const std::string id = "user:" + path.toStdString();
    LayerRow* zones = row(id.c_str());
    QVERIFY(zones);
    zones->unfold(true);
    auto* label = zones->findChild<QComboBox*>(QStringLiteral("mapLabel"));
    QVERIFY(label && label->findText(QStringLiteral("name")) > 0);
    label->setCurrentText(QStringLiteral("name"));
    Q_EMIT label->activated(label->currentIndex());
    QCOMPARE(session().plan()->maps[0].label, std::string("name"));
    // Saved beside the file: the name in the plan is a relative one, and is found again.
    const QString saved = m_folder.filePath(QStringLiteral("with-map.soplan"));
    QVERIFY(session().savePlan(saved).ok());
    QFile text(saved);
    QVERIFY(text.open(QIODevice::ReadOnly));
    QVERIFY(text.readAll().contains("\"path\": \"zones.geojson\""));
    QCOMPARE(readPlan(saved.toStdString())->maps[0].path, path.toStdString());
    // Removed and brought back by undo.
    Q_EMIT zones->mapRemoved();
    QVERIFY(session().userMaps().empty());
    act("undo");
    QCOMPARE(session().userMaps().size(), std::size_t(1));
    // One that is missing is named; the plan opens all the same.
    QVERIFY(QFile::remove(path));
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    m_window->openFiles({saved});
    QTRY_VERIFY(session().plan());
    QTRY_VERIFY_WITH_TIMEOUT(messages().contains(QStringLiteral("zones.geojson cannot be laid over the map")),
                             8000);
    QCOMPARE(session().plan()->maps.size(), std::size_t(1));
    QCOMPARE(session().planPath(), saved);
  }

  // --- measuring

  void measuresWhatAPlannerAsks() {
    session().openPlan(named("A"), {});
    act("view.overview");
    View view = session().view();
    view.metresPerPixel = 600;
    session().setView(view);
    map().centreOn({36.2, 133.1});
    const LatLon a{36.2, 133.1};
    const LatLon b = geodesicPoint(a, 90, 60 * 1852.0);
    const LatLon c = geodesicPoint(a, 180, 60 * 1852.0);
    act("tool.measure");
    click(a);
    click(b);
    const QString path = measured("measure");
    QVERIFY2(path.contains(QStringLiteral("true")) && path.contains(QStringLiteral("mag")), qPrintable(path));
    QVERIFY2(path.contains(QStringLiteral("at 450 kt")), qPrintable(path));
    act("tool.measure-angle");
    click(b);
    click(a);
    click(c);
    const QString angle = measured("measure-angle");
    QVERIFY2(std::abs(angle.section(QChar(0x00b0), 0, 0).toDouble() - 90) < 1, qPrintable(angle));
    act("tool.measure-area");
    click(a);
    click(b);
    click(c);
    QVERIFY(measured("measure-area").contains(QStringLiteral("NM²")));
    // Kept in the plan as a drawing by Enter, once it is ended.
    QTest::keyClick(&map(), Qt::Key_Return);
    QTest::keyClick(&map(), Qt::Key_Return);
    QCOMPARE(session().plan()->drawings.size(), std::size_t(1));
    QVERIFY(session().plan()->drawings[0].kind == DrawingKind::Polygon);
    act("tool.measure-rings");
    click(a);
    QVERIFY(map().measureTool(QStringLiteral("measure-rings"))->typed(QStringLiteral("3 x 10 NM")).isEmpty());
    QTest::keyClick(&map(), Qt::Key_Return);
    QCOMPARE(session().plan()->drawings.size(), std::size_t(4));
    QVERIFY(std::abs(session().plan()->drawings[3].radius - 30 * 1852.0) < 1);
    QVERIFY(!session().plan()->drawings[3].group.empty());
    act("undo");
    QCOMPARE(session().plan()->drawings.size(), std::size_t(1));
    act("tool.measure-sector");
    click(a);
    click(b);
    click(c);
    QVERIFY2(measured("measure-sector").contains(QStringLiteral("wide")),
             qPrintable(measured("measure-sector")));
  }

  void saysWhetherThereIsALineOfSight() {
    session().openPlan(named("A"), {});
    session().setTerrain({});
    act("view.overview");
    // A smooth earth: 10 m and 3 000 m see each other to 239 km (4/3 earth), not to 300 km.
    session().setAltitude(3000);
    const LatLon a{36.2, 133.1};
    for (const double km : {200.0, 300.0}) {
      act("tool.measure-sight");
      map().measureTool(QStringLiteral("measure-sight"))->startAt(a);
      QVERIFY(map()
                  .measureTool(QStringLiteral("measure-sight"))
                  ->typed(QStringLiteral("090/%1 km").arg(km))
                  .isEmpty());
      map().repaint();
      const QString expected =
          km < 239 ? QStringLiteral("Line of sight: yes") : QStringLiteral("Line of sight: no");
      QTRY_VERIFY2(measured("measure-sight").contains(expected), qPrintable(measured("measure-sight")));
      QTest::keyClick(&map(), Qt::Key_Escape);
    }
  }

  /// What a dialog proposes gets its ending, whatever the plan is called.
  void aProposedNameHasNoEndingOfItsOwn() {
    for (const auto& [name, file] :
         {std::pair{"A", "A"}, {" v1.2 / north: \"draft\" ", "v1_2 _ north_ _draft_"}, {"", "Sorami"}}) {
      session().openPlan(named(name), {});
      QCOMPARE(session().fileName(), QString::fromLatin1(file));
    }
  }

  void aBullseyeCallsOutThePointer() {
    session().openPlan(named("A"), {});
    act("view.overview");
    act("tool.bullseye");
    const LatLon at{37, 135};
    click(at);
    const Drawing* bullseye = session().plan()->bullseye();
    QVERIFY(bullseye);
    const LatLon there = geodesicPoint(bullseye->points[0], 90, 100 * 1852.0);
    session().setPointer(there);
    // Magnetic: the declination there is about 8° west in 2026.
    static const QRegularExpression kCall(QStringLiteral("^BULLSEYE 09[789]°M/100.NM$"));
    const auto called = [&] {
      const QList<QLabel*> labels = m_window->findChildren<QLabel*>();
      return std::any_of(labels.begin(), labels.end(),
                         [](const QLabel* label) { return label->text().contains(kCall); });
    };
    QTRY_VERIFY(called());
  }
};

QTEST_MAIN(TestPlanWindow)
#include "tst_planwindow.moc"
