// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Hands.h"
#include "app/MainWindow.h"
#include "app/PlanFiles.h"
#include "app/PlanOutput.h"
#include "app/PlannerRoom.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Release.h"
#include "data/plan/TableText.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/tools/Handles.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/PalettePanel.h"
#include "widgets/panels/PartTable.h"
#include "widgets/panels/PlanInspector.h"
#include "widgets/panels/PlanPage.h"
#include "widgets/panels/PlanTableModel.h"
#include "widgets/panels/PlanTables.h"
#include "widgets/panels/PropertyForm.h"
#include "widgets/panels/TrackPanel.h"

#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QMouseEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace sorami;

/// The planner's workspace, driven by action names, keys and the mouse.
class TestPlanner : public QObject, protected test::WindowTest {
  Q_OBJECT

  PlanDesk& desk() { return m_window->planner().desk(); }
  const Plan& plan() { return *desk().plan(); }
  void click(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    move(at, Qt::NoButton);
    QTest::mouseClick(&map(), Qt::LeftButton, modifiers, at);
  }
  void move(QPoint to, Qt::MouseButtons buttons, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QMouseEvent event(QEvent::MouseMove, to, map().mapToGlobal(to), Qt::NoButton, buttons, modifiers);
    QCoreApplication::sendEvent(&map(), &event);
  }
  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::mousePress(&map(), Qt::LeftButton, modifiers, from);
    for (int i = 1; i <= 6; ++i) move(from + (to - from) * i / 6, Qt::LeftButton, modifiers);
    QTest::mouseRelease(&map(), Qt::LeftButton, modifiers, to);
  }
  void place(const char* preset, QPoint at) {
    auto* button = m_window->findChild<QToolButton*>(QStringLiteral("preset-") + QString::fromLatin1(preset));
    QVERIFY2(button, preset);
    button->click();
    QCOMPARE(map().tool(), QStringLiteral("place"));
    click(at);
    QCOMPARE(map().tool(), QStringLiteral("select"));
  }
  void type(FormField* field, const QString& text) {
    QVERIFY(field);
    field->edit()->setFocus();
    field->edit()->selectAll();
    QTest::keyClicks(field->edit(), text);
    QTest::keyClick(field->edit(), Qt::Key_Return);
  }
  void open(const Plan& p) {
    session().openPlan(p, {});
    act("view.overview");
    map().repaint();
  }
  PlanItem item(const char* id) { return {PlanItemKind::Site, id}; }

 private Q_SLOTS:
  void init() {
    QVERIFY(openWindow({1500, 950}));
    m_window->messages()->clear();
  }
  void cleanup() { m_window.reset(); }

  /// In a low window the palette scrolls; its buttons are not squeezed until their names are cut.
  void thePaletteInALowWindow() {
    m_window->resize(1360, 720);
    m_window->tabs()->setCurrent(3);
    m_window->pages()->setCurrentIndex(3);
    auto* palette = m_window->findChild<PalettePanel*>();
    QVERIFY(palette && QTest::qWaitFor([&] { return palette->isVisible(); }));
    QTest::qWait(50);
    QVERIFY(palette->height() > palette->parentWidget()->height());
    const QList<QToolButton*> buttons = palette->findChildren<QToolButton*>();
    QVERIFY(buttons.size() > 20);
    for (const QToolButton* button : buttons) {
      QVERIFY2(button->height() >= button->iconSize().height() + button->fontMetrics().height() + 8,
               qPrintable(button->text()));
      QVERIFY2(button->width() >= button->fontMetrics().horizontalAdvance(button->text()),
               qPrintable(button->text()));
    }
  }

  /// Ten radars and four batteries from presets, moved, linked to two centres, one lost, compared, saved.
  void theStoryOfAPlan() {
    act("file.new");
    for (int i = 0; i < 10; ++i)
      place(i % 3 == 2 ? "gap-filler" : "long-range", {330 + 42 * i, 230 + (i % 4) * 60});
    for (int i = 0; i < 3; ++i) place("battery-terminal", {400 + 90 * i, 520});
    place("battery-upper", {680, 520});
    place("centre", {420, 600});
    place("centre", {640, 600});
    QCOMPARE(plan().sites.size(), std::size_t{16});
    QCOMPARE(session().undoStack().count(), 16);
    map().repaint();

    // An area by clicks and one typed corner; Enter ends it.
    act("tool.area");
    click({300, 160});
    click({700, 160});
    auto* entry = m_window->findChild<QLineEdit*>(QStringLiteral("coordinateEntry"));
    QVERIFY(entry && entry->isVisible());
    QTest::keyClick(&map(), Qt::Key_9);
    QVERIFY(entry->hasFocus());
    entry->clear();
    QTest::keyClicks(entry, QStringLiteral("180/150 NM"));
    QTest::keyClick(entry, Qt::Key_Return);
    QTest::keyClick(entry, Qt::Key_Return);
    QCOMPARE(plan().areas.size(), std::size_t{1});
    QCOMPARE(plan().areas[0].ring.size(), std::size_t{3});
    QVERIFY(std::abs(geodesic(plan().areas[0].ring[1], plan().areas[0].ring[2]).distance - 150 * 1852) < 1);
    QCOMPARE(desk().selection().front().kind, PlanItemKind::Area);
    type(m_window->planner().inspector()->form(PropertySet::Areas)->field(QStringLiteral("name")),
         QStringLiteral("North"));
    QCOMPARE(plan().areas[0].name, std::string("North"));

    // Each radar to one of the centres, by dragging.
    map().setFocus();
    const std::string west = plan().sites[14].id;
    const std::string east = plan().sites[15].id;
    for (int i = 0; i < 14; ++i) {
      act("tool.link");
      drag(pointOf(plan().sites[static_cast<std::size_t>(i)].position),
           pointOf(plan().site(i < 7 ? west : east)->position));
    }
    QCOMPARE(plan().links.size(), std::size_t{14});
    key(Qt::Key_Escape);
    QCOMPARE(map().tool(), QStringLiteral("select"));

    // A radar is moved: one undo step; then a centre is switched off and on again.
    const LatLon before = plan().sites[0].position;
    const int steps = session().undoStack().count();
    drag(pointOf(before), pointOf(before) + QPoint(40, 30));
    QVERIFY(!(plan().sites[0].position == before));
    QCOMPARE(session().undoStack().count(), steps + 1);
    desk().setSelection({{PlanItemKind::Site, west}});
    act("plan.active");
    QVERIFY(!plan().site(west)->active);
    act("undo");
    QVERIFY(plan().site(west)->active);

    // Everything undone gives the beginning again, everything redone the end: the same bytes.
    const std::string end = planToJson(plan());
    const int at = session().undoStack().index();  // the switching off, undone, lies beyond it
    while (session().undoStack().canUndo()) act("undo");
    QVERIFY(plan().sites.empty() && plan().links.empty() && plan().areas.empty());
    while (session().undoStack().index() < at) act("redo");
    QCOMPARE(planToJson(plan()), end);

    const std::string path = m_folder.filePath(QStringLiteral("story.soplan")).toStdString();
    QVERIFY(session().savePlan(QString::fromStdString(path)).ok());
    Result<Plan> saved = readPlan(path);
    QVERIFY(saved.ok());
    saved->display.reset();  // what the map shows goes with the file
    QCOMPARE(planToJson(*saved), end);
    // No dialog has come up in all of this.
    QVERIFY(!QApplication::activeModalWidget());
  }

  void selectsByBoxLassoAndList() {
    open(demo::makeDemoPlan());
    const QPoint oki = pointOf(plan().site("r-oki")->position);
    QTRY_COMPARE(map().pickAt(oki).site, std::string("r-oki"));
    click(oki);
    QCOMPARE(desk().selection(), PlanItems{item("r-oki")});
    const QPoint noto = pointOf(plan().site("r-noto")->position);
    click(noto, Qt::ControlModifier);
    QCOMPARE(desk().selection().size(), std::size_t{2});
    click(noto, Qt::ControlModifier);
    QCOMPARE(desk().selection(), PlanItems{item("r-oki")});
    act("plan.selectAll");
    QVERIFY(desk().selection().size() > 25);
    drag({8, 60}, {map().width() - 8, map().height() - 60}, Qt::ControlModifier);
    QVERIFY(desk().selection().size() > 10);
    QCOMPARE(m_window->details()->currentIndex(), 3);
    key(Qt::Key_Escape);
    QVERIFY(desk().selection().empty());
    act("tool.lasso");
    QTest::mousePress(&map(), Qt::LeftButton, {}, oki + QPoint(-8, -8));
    for (const QPoint by : {QPoint(8, -8), QPoint(8, 8), QPoint(-8, 8)}) move(oki + by, Qt::LeftButton);
    QTest::mouseRelease(&map(), Qt::LeftButton, {}, oki + QPoint(-8, 0));
    QVERIFY(contains(desk().selection(), item("r-oki")));
    QVERIFY(!contains(desk().selection(), item("r-noto")));
    // An area is hit at its edge.
    act("tool.select");
    const std::vector<LatLon>& ring = plan().area("z-north")->ring;
    const LatLon edge = geodesicPath(ring[0], ring[1], 3)[1];
    click(pointOf(edge));
    QCOMPARE(desk().selection(), (PlanItems{{PlanItemKind::Area, "z-north"}}));
  }

  void movesSeveralAndNudges() {
    open(demo::makeDemoPlan());
    desk().setSelection({item("r-oki"), item("r-noto")});
    const LatLon oki = plan().site("r-oki")->position;
    const LatLon noto = plan().site("r-noto")->position;
    const GeodesicLine apart = geodesic(oki, noto);
    QTRY_COMPARE(map().pickAt(pointOf(oki)).site, std::string("r-oki"));
    drag(pointOf(oki), pointOf(oki) + QPoint(-30, 20));
    QCOMPARE(session().undoStack().count(), 1);
    const GeodesicLine now = geodesic(plan().site("r-oki")->position, plan().site("r-noto")->position);
    QVERIFY(std::abs(now.distance - apart.distance) < 1);
    for (int i = 0; i < 5; ++i) act("plan.nudgeNorth");
    QCOMPARE(session().undoStack().count(), 2);
    act("undo");
    act("undo");
    QCOMPARE(plan().site("r-oki")->position, oki);
    QCOMPARE(plan().site("r-noto")->position, noto);
    // What is locked stays.
    act("plan.lock");
    drag(pointOf(oki), pointOf(oki) + QPoint(-30, 20));
    QCOMPARE(plan().site("r-oki")->position, oki);
  }

  void handlesTurnAndOpenSectors() {
    open(demo::makeDemoPlan());
    desk().setSelection({item("b-kanto")});
    std::vector<LatLon> about;
    for (const double azimuth : {0.0, 90.0, 180.0, 270.0}) {
      about.push_back(geodesicPoint(plan().site("b-kanto")->position, azimuth, 220e3));
    }
    map().fitPoints(about);
    map().repaint();
    const auto handle = [&](Handle::Kind kind) {
      for (const Handle& h : handlesOf(map(), plan(), item("b-kanto"))) {
        if (h.kind == kind) return h;
      }
      return Handle{};
    };
    const Handle turn = handle(Handle::Kind::BatteryTurn);
    const LatLon centre = plan().site("b-kanto")->position;
    drag(turn.position.toPoint(),
         pointOf(geodesicPoint(centre, 90, plan().site("b-kanto")->engagementRange)));
    QVERIFY(std::abs(plan().site("b-kanto")->battery->sectorCentreDeg - 90) <= 2);
    QCOMPARE(plan().site("b-kanto")->sensor->sectorCentreDeg,
             plan().site("b-kanto")->battery->sectorCentreDeg);
    const Handle range = handle(Handle::Kind::Range);
    const double was = plan().site("b-kanto")->sensor->instrumentedRange;
    drag(range.position.toPoint(), pointOf(geodesicPoint(centre, 90, was * 0.7)));
    QVERIFY(std::abs(plan().site("b-kanto")->sensor->instrumentedRange / was - 0.7) < 0.05);
    // Esc in the middle of a drag puts it back.
    const Plan before = plan();
    QTest::mousePress(&map(), Qt::LeftButton, {}, handle(Handle::Kind::BatteryTurn).position.toPoint());
    move(pointOf(geodesicPoint(centre, 200, 60e3)), Qt::LeftButton);
    QVERIFY(!(plan() == before));
    key(Qt::Key_Escape);
    QVERIFY(plan() == before);
    QTest::mouseRelease(&map(), Qt::LeftButton, {}, {500, 400});
  }

  void drawsEveryKindOfShape() {
    open(demo::makeDemoPlan());
    const std::size_t had = plan().drawings.size();
    for (const char* tool : {"tool.line", "tool.polygon", "tool.arrow"}) {
      act(tool);
      click({400, 300});
      click({470, 330});
      click({430, 380});
      QTest::keyClick(&map(), Qt::Key_Return);
      QCOMPARE(map().tool(), QStringLiteral("select"));
    }
    act("tool.circle");
    click({600, 300});
    auto* entry = m_window->findChild<QLineEdit*>(QStringLiteral("coordinateEntry"));
    QTest::keyClicks(entry, QStringLiteral("20 NM"));
    QTest::keyClick(entry, Qt::Key_Return);
    QCOMPARE(plan().drawings.size(), had + 4);
    QVERIFY(std::abs(plan().drawings.back().radius - 20 * 1852) < 1);
    act("tool.text");
    click({500, 250});
    QLineEdit* name = m_window->planner().nameEdit();
    QVERIFY(name->isVisible() && name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("Rendezvous"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(plan().drawings.back().text, std::string("Rendezvous"));
    act("tool.threat");
    click({350, 250});
    QTest::keyClicks(entry, QStringLiteral("nowhere"));
    QTest::keyClick(entry, Qt::Key_Return);
    QVERIFY(entry->isVisible() && entry->text() == QStringLiteral("nowhere"));  // stays until it is mended
    entry->clear();
    QTest::keyClicks(entry, QStringLiteral("35 30 N 139 30 E"));
    QTest::keyClick(entry, Qt::Key_Return);
    QTest::keyClick(entry, Qt::Key_Return);
    QCOMPARE(plan().threats.size(), std::size_t{3});
    QVERIFY(std::abs(plan().threats.back().path.back().lat - 35.5) < 1e-9);
    // F2 renames in place; Esc leaves it.
    desk().setSelection({item("r-oki")});
    act("plan.rename");
    QVERIFY(name->isVisible());
    QTest::keyClicks(name, QStringLiteral("Oki East"));
    QTest::keyClick(name, Qt::Key_Escape);
    QCOMPARE(plan().site("r-oki")->name, std::string("Oki"));
  }

  void dropsAPresetWhereItFalls() {
    act("file.new");
    QMimeData data;
    data.setData(PalettePanel::kMime, "relay");
    const QPoint at(500, 300);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&map(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&map(), &drop);
    QCOMPARE(plan().sites.size(), std::size_t{1});
    QCOMPARE(plan().sites[0].kind, SiteKind::Relay);
    QVERIFY((pointOf(plan().sites[0].position) - at).manhattanLength() <= 1);
  }

  void copiesBetweenWindowsPlans() {
    open(demo::makeDemoPlan());
    desk().setSelection({item("r-oki"), item("l-chugoku")});
    act("plan.copy");
    act("file.new");
    QVERIFY(plan().sites.empty());
    act("plan.paste");
    QCOMPARE(plan().sites.size(), std::size_t{2});
    QCOMPARE(plan().links.size(), std::size_t{1});
    QCOMPARE(desk().selection().size(), std::size_t{2});
    act("plan.duplicate");
    QCOMPARE(plan().sites.size(), std::size_t{4});
    act("plan.group");
    desk().setSelection({});
    map().repaint();
    desk().setSelection({{PlanItemKind::Site, plan().sites[2].id}});
    QCOMPARE(desk().selection().size(), std::size_t{2});
    act("plan.cut");
    QCOMPARE(plan().sites.size(), std::size_t{2});
  }

  void severalAreEditedAtOnce() {
    open(demo::makeDemoPlan());
    desk().setSelection({item("r-oki"), item("r-noto"), item("r-boso")});
    PropertyForm* form = m_window->planner().inspector()->form(PropertySet::Sites);
    FormField* range = form->field(QStringLiteral("instrumentedRangeM"));
    QVERIFY(range->isVisible());
    QCOMPARE(range->edit()->text(), QString());
    QCOMPARE(range->edit()->placeholderText(), QStringLiteral("several"));
    type(range, QStringLiteral("120"));
    for (const char* id : {"r-oki", "r-noto", "r-boso"}) {
      QVERIFY(std::abs(plan().site(id)->sensor->instrumentedRange - 120 * 1852) < 0.01);
    }
    QCOMPARE(session().undoStack().count(), 1);
    type(range, QStringLiteral("9000"));
    QVERIFY2(range->problem().contains(QStringLiteral("Between")), qPrintable(range->problem()));
    QCOMPARE(session().undoStack().count(), 1);
  }

  void tablesFilterEditAndPreviewWhatIsPasted() {
    open(demo::makeDemoPlan());
    act("plan.tables");
    PlanTables* tables = m_window->planner().tables();
    QVERIFY(tables->isVisible());
    tables->showSet(PropertySet::Stocks);
    tables->filter()->setText(QStringLiteral("Kant"));
    QTableView* view = tables->view(PropertySet::Stocks);
    QCOMPARE(view->model()->rowCount(), 2);
    const PlanTableModel probe(PropertySet::Stocks);
    const int ready = probe.columnOf("ready");
    QVERIFY(view->model()->setData(view->model()->index(0, ready), QStringLiteral("20")));
    QCOMPARE(plan().site("b-kanto")->battery->stocks[0].ready, 20);
    QVERIFY(!view->model()->setData(view->model()->index(0, ready), QStringLiteral("-3")));
    QVERIFY(!view->model()->setData(view->model()->index(0, ready), QStringLiteral("many")));
    QCOMPARE(plan().site("b-kanto")->battery->stocks[0].ready, 20);
    tables->filter()->clear();
    QGuiApplication::clipboard()->setText(
        QStringLiteral("site\ttype\tready\treserve\nKantō battery\tTerminal C\t8\t4\nNowhere\tX\t1\t1\n"));
    tables->pasteFromClipboard();
    QVERIFY(tables->preview()->isVisible());
    QCOMPARE(tables->preview()->rowCount(), 2);
    QVERIFY(tables->preview()->item(1, 1)->text().contains(QStringLiteral("no site called 'Nowhere'")));
    QCOMPARE(plan().site("b-kanto")->battery->stocks.size(), std::size_t{2});  // nothing yet
    tables->takeButton()->click();
    QCOMPARE(plan().site("b-kanto")->battery->stocks.size(), std::size_t{3});
    act("undo");
    QCOMPARE(plan().site("b-kanto")->battery->stocks.size(), std::size_t{2});
    // Rows follow the map, and the map follows rows.
    tables->showSet(PropertySet::Sites);
    tables->view(PropertySet::Sites)->selectRow(4);
    QCOMPARE(desk().selection(), PlanItems{item("r-oki")});
  }

  void aPartnersViewLeavesOutTheRestEverywhere() {
    open(demo::makeDemoPlan());
    const std::size_t all = plan().sites.size();
    QComboBox* viewAs = m_window->planner().planPage()->viewAs();
    const int index = viewAs->findText(QStringLiteral("Partner A"));
    QVERIFY(index > 0);
    viewAs->setCurrentIndex(index);
    Q_EMIT viewAs->activated(index);
    QVERIFY(plan().sites.size() < all);
    QVERIFY(!session().frame()->plan->site("b-kanto"));
    for (const std::string& id : session().frame()->coverageSites) QVERIFY(id != "b-kanto");
    // It cannot be changed meanwhile, and says so.
    desk().setSelection({item("r-oki")});
    act("delete");
    QVERIFY(plan().site("r-oki"));
    QVERIFY(m_window->messages()->texts().join(QLatin1Char(' ')).contains(QStringLiteral("Partner A")));
    m_window->planner().files().saveReleasable(m_folder.filePath(QStringLiteral("copy.soplan")));
    const Result<Plan> copy = readPlan(m_folder.filePath(QStringLiteral("copy.soplan")).toStdString());
    QVERIFY(copy.ok());
    QVERIFY(!copy->site("b-kanto") && copy->site("r-oki"));
    session().setPartner({});
    QCOMPARE(plan().sites.size(), all);
  }

  void aPartnersViewLeavesOutWhatItsSourcesMayNotShow() {
    open(demo::makeDemoPlan());
    session().setStore(test::makeRecording(4));
    session().command(ClockCommand::Seek{test::recordingStart() + 10 * kMinute});
    session().selectTrack(2);
    QTRY_COMPARE(m_window->trackPanel()->model()->rowCount(), 4);
    session().setPartner("Partner A");
    QCOMPARE(session().store()->tracks().size(), std::size_t{0});
    QCOMPARE(session().recording()->tracks().size(), std::size_t{4});
    QCOMPARE(session().selectedTrack(), kNoTrack);
    QVERIFY(session().frame()->store == session().store());
    QTRY_COMPARE(m_window->trackPanel()->model()->rowCount(), 0);
    // Released on the plan's page, and taken back by undo.
    session().setPartner({});
    QTRY_COMPARE(m_window->trackPanel()->model()->rowCount(), 4);
    PlanPage* page = m_window->planner().planPage();
    QCOMPARE(page->sourceFields().size(), std::size_t{1});
    const std::vector<SourceMark> before = plan().sources;
    type(page->sourceFields()[0], QStringLiteral("Partner A; Partner C"));
    QCOMPARE(plan().sources.size(), before.size() + 1);
    session().setPartner("Partner A");
    QCOMPARE(session().store()->tracks().size(), std::size_t{4});
    QCOMPARE(session().clock().cursor, test::recordingStart() + 10 * kMinute);
    session().setPartner("Partner B");
    QCOMPARE(session().store()->tracks().size(), std::size_t{0});
    session().setPartner({});
    act("undo");
    QVERIFY(plan().sources == before);
  }

  void outagesAreStatedBesideTheSite() {
    open(demo::makeDemoPlan());
    session().selectSite("r-oki");
    SiteMore* more = m_window->findChild<SiteMore*>();
    QVERIFY(more);
    QPushButton* add = nullptr;
    for (QPushButton* button : more->findChildren<QPushButton*>())
      if (button->text().contains(QStringLiteral("clock"))) add = button;
    QVERIFY(add && add->isVisibleTo(more));
    add->click();
    QCOMPARE(plan().site("r-oki")->outages.size(), std::size_t{1});
    const QAbstractItemModel* model = more->outages()->view()->model();
    QCOMPARE(model->rowCount(), 1);
    act("undo");
    QVERIFY(plan().site("r-oki")->outages.empty());
    act("redo");
    QCOMPARE(plan().site("r-oki")->outages.size(), std::size_t{1});
  }

  void outagesAreStatedBesideTheLink() {
    open(demo::makeDemoPlan());
    const auto radio = std::find_if(plan().links.begin(), plan().links.end(),
                                    [](const Link& link) { return link.kind == LinkKind::Microwave; });
    QVERIFY(radio != plan().links.end());
    const std::string id = radio->id;
    desk().setSelection({{PlanItemKind::Link, id}}, false);
    PartTable* outages = m_window->findChild<PlanInspector*>()->outages();
    QVERIFY(outages->isVisible() && !outages->view()->isVisible());
    QPushButton* add = outages->findChildren<QPushButton*>()[0];
    add->click();
    add->click();
    QCOMPARE(plan().link(id)->outages.size(), std::size_t{2});
    QAbstractItemModel* model = outages->view()->model();
    QCOMPARE(model->rowCount(), 2);
    QVERIFY(outages->view()->isVisible());
    // The second begins where the first ends; it cannot begin before it.
    // What is known of the link itself stands beside it.
    const auto* told = m_window->findChild<QLabel*>(QStringLiteral("linkNote"));
    QTRY_VERIFY(told->isVisible());
    QVERIFY2(told->text().contains(QStringLiteral("dB")), qPrintable(told->text()));
    const Outage first = plan().link(id)->outages[0];
    QCOMPARE(plan().link(id)->outages[1].from, first.until);
    const int from = static_cast<PlanTableModel*>(model)->columnOf("from");
    QVERIFY(!model->setData(model->index(1, from), QString::fromStdString(toIso({first.from - kHour}))));
    QVERIFY(
        model->setData(model->index(1, from), QString::fromStdString(toIso({first.until + 10 * kMinute}))));
    QCOMPARE(plan().link(id)->outages[1].from, first.until + 10 * kMinute);
    outages->view()->selectRow(0);
    outages->findChildren<QPushButton*>()[1]->click();
    QCOMPARE(plan().link(id)->outages.size(), std::size_t{1});
    QCOMPARE(session().undoStack().undoText().contains(QStringLiteral("out of service")), true);
    for (int i = 0; i < 4; ++i) act("undo");
    QVERIFY(plan().link(id)->outages.empty());
  }

  void unsavedWorkIsOfferedAfterACrash() {
    open(demo::makeDemoPlan());
    desk().setSelection({item("r-oki")});
    desk().rename(item("r-oki"), QStringLiteral("Kept"));
    m_window.reset();  // closes with unsaved changes: nothing asks, nothing is lost
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QTRY_VERIFY(
        m_window->messages()->texts().join(QLatin1Char(' ')).contains(QStringLiteral("Unsaved work")));
    QPushButton* recover = nullptr;
    for (QPushButton* b : m_window->messages()->findChildren<QPushButton*>()) {
      if (b->text() == QStringLiteral("Recover it")) recover = b;
    }
    QVERIFY(recover);
    recover->click();
    QCOMPARE(plan().site("r-oki")->name, std::string("Kept"));
    QVERIFY(!session().undoStack().isClean());
  }

  void sheetsAndReportsCarryTheMarking() {
    open(demo::makeDemoPlan());
    const QString sheet = m_folder.filePath(QStringLiteral("sheet.svg"));
    const QString report = m_folder.filePath(QStringLiteral("report.html"));
    const QString pdf = m_folder.filePath(QStringLiteral("report.pdf"));
    m_window->planner().output().saveSheet(SheetOptions{}, sheet);
    m_window->planner().output().saveReport(report);
    m_window->planner().output().saveReport(pdf);
    for (const QString& path : {sheet, report, pdf}) QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 60000);
    const auto text = [](const QString& path) {
      QFile file(path);
      return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(text(sheet).contains("NOTIONAL DATA") && text(sheet).contains("Scale"));
    for (const char* expected :
         {"NOTIONAL DATA", "Kant\xc5\x8d battery", "Terminal A", "Relay Ch", "data:image/png"}) {
      QVERIFY2(text(report).contains(expected), expected);
    }
    // Pictures fit the printed page and keep their shape: Qt's documents know nothing but these two numbers.
    QVERIFY(text(report).contains("<img width=\"670\" height=\"418\""));
    QVERIFY(!text(report).contains("width=\"700\""));
    QVERIFY(text(pdf).startsWith("%PDF"));
  }

  void aChangeOnDiskIsNoticed() {
    const QString path = m_folder.filePath(QStringLiteral("disk.soplan"));
    Plan p = demo::makeDemoPlan();
    QVERIFY(writePlan(p, path.toStdString()).ok());
    session().openPlan(p, path);
    QVERIFY(session().savePlan(path).ok());  // our own saving is no news
    QTest::qWait(900);
    QVERIFY(
        !m_window->messages()->texts().join(QLatin1Char(' ')).contains(QStringLiteral("another program")));
    p.name = "By another";
    QVERIFY(writePlan(p, path.toStdString()).ok());
    QTRY_VERIFY_WITH_TIMEOUT(
        m_window->messages()->texts().join(QLatin1Char(' ')).contains(QStringLiteral("another program")),
        8000);
    QCOMPARE(plan().name, demo::makeDemoPlan().name);
  }

  void fiveHundredSitesStayQuick() {
    Plan big = demo::makeDemoPlan();
    for (int i = 0; i < 480; ++i) {
      Site s = big.sites[static_cast<std::size_t>(i % 24)];
      s.id = "x" + std::to_string(i);
      s.active = false;  // edits are measured here, not coverage
      s.position = {25.0 + (i % 24) * 0.9, 125.0 + (i / 24) * 1.1};
      big.sites.push_back(s);
    }
    for (int i = 0; i < 2000; ++i) {
      Drawing d;
      d.id = "d" + std::to_string(i);
      d.points = {{25.0 + (i % 50) * 0.4, 124.0 + (i / 50) * 0.5},
                  {25.2 + (i % 50) * 0.4, 124.3 + (i / 50) * 0.5}};
      big.drawings.push_back(d);
    }
    session().setAllCoverage(false);
    open(big);
    desk().setSelection({item("x7")});
    QVERIFY(desk().beginEdit());
    const PlanPtr before = desk().plan();
    QElapsedTimer timer;
    timer.start();
    constexpr int kMoves = 20;
    for (int i = 1; i <= kMoves; ++i) {
      desk().showEdit(edits::moved(*before, desk().selection(), {35, 135}, {35 + 0.01 * i, 135}));
    }
    const double each = static_cast<double>(timer.nsecsElapsed()) * 1e-6 / kMoves;
    desk().endEdit(QStringLiteral("move"));
    qInfo("a move in a plan of 500 sites and 2000 drawings: %.2f ms of 16 ms", each);
    QCOMPARE(session().undoStack().count(), 1);
  }
};

QTEST_MAIN(TestPlanner)
#include "tst_planner.moc"
