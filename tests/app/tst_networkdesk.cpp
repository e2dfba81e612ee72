// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Hands.h"
#include "app/MainWindow.h"
#include "app/NetworkDesk.h"
#include "data/coverage/network/NetworkPicture.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/network/CheckPage.h"
#include "widgets/panels/network/LinksPage.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include <algorithm>

using namespace sorami;

/// The network panel as a user works with it.
class TestNetworkDesk : public QObject, protected test::WindowTest {
  Q_OBJECT

  template <typename W>
  W* page() {
    return m_window->network()->dock()->findChild<W*>();
  }

  static Plan plan() {
    Plan p;
    p.name = "Two";
    const auto site = [&](const char* id, SiteKind kind, LatLon at) {
      Site s;
      s.id = s.name = id;
      s.kind = kind;
      s.position = at;
      if (kind == SiteKind::GapFillerRadar) s.sensor = demo::presetFor(kind);
      p.sites.push_back(s);
    };
    site("west", SiteKind::GapFillerRadar, {36, 136});
    site("east", SiteKind::GapFillerRadar, {36, 139.5});
    site("hq", SiteKind::ControlCentre, {36, 138});
    p.links = {{"w", "west", "hq", LinkKind::Cable, true}, {"e", "east", "hq", LinkKind::Cable, true}};
    Area area;
    area.id = area.name = "box";
    area.ring = {{35, 135.5}, {35, 140}, {37, 140}, {37, 135.5}};
    p.areas.push_back(area);
    return p;
  }

 private Q_SLOTS:
  /// On a middling screen the contents give way to it in whatever workspace it is seen, and are back where
  /// they were when it is gone.
  void theMapStaysWideInEachWorkspace() {
    m_window->network()->dock()->close();
    m_window->resize(1600, 900);
    auto* contents = m_window->findChild<QWidget*>(QStringLiteral("contents"));
    m_window->setWorkspace(MainWindow::Plan);
    QTRY_VERIFY(contents->isVisible());
    m_window->setWorkspace(MainWindow::Brief);
    QTRY_VERIFY(contents->isVisible());
    m_window->network()->open(NetworkDesk::Page::Cover);
    QTRY_VERIFY(!contents->isVisible());
    m_window->setWorkspace(MainWindow::Plan);
    QTRY_VERIFY(!contents->isVisible());
    QTRY_VERIFY2(m_window->map()->width() >= 720, qPrintable(QString::number(m_window->map()->width())));
    m_window->setWorkspace(MainWindow::Brief);
    QTRY_VERIFY(!contents->isVisible());
    // What is kept for the next session is what the user had.
    QVERIFY(QSettings().value(QStringLiteral("workspace%1/left").arg(MainWindow::Brief)).toBool());
    m_window->network()->dock()->close();
    QTRY_VERIFY(contents->isVisible());
    m_window->setWorkspace(MainWindow::Plan);
    QCoreApplication::processEvents();
    QVERIFY(contents->isVisible());
  }

  void init() {
    QVERIFY(openWindow({1500, 900}));
    session().openPlan(plan(), {});
    m_window->network()->open(NetworkDesk::Cover);
    QVERIFY(settles());
  }
  void cleanup() { m_window.reset(); }

  void gapsAreListedAndGoneTo() {
    QTRY_VERIFY(!session().frame()->network->gaps.empty());
    const auto tables = page<CoverPage>()->findChildren<QTableWidget*>();
    QCOMPARE(tables.size(), 2);
    QCOMPARE(tables[0]->rowCount(), 2);
    QVERIFY(tables[1]->rowCount() > 0);
    Q_EMIT tables[1]->cellClicked(0, 0);
    QTRY_COMPARE(session().frame()->network->selectedGap, 0);
    session().setCoverageMode(CoverageMode::Cover);
    QCOMPARE(session().frame()->coverageMode, CoverageMode::Cover);
  }

  void boardSwitchesOffForTrialOnly() {
    m_window->network()->open(NetworkDesk::Links);
    QCOMPARE(session().frame()->coverage.size(), std::size_t(2));
    Q_EMIT page<LinksPage>()->switched(QStringLiteral("w"), false);
    QTRY_COMPARE(session().frame()->network->unreached, std::vector<std::string>{"west"});
    QCOMPARE(session().frame()->coverage.size(), std::size_t(1));
    QVERIFY(session().plan()->links[0].active);
    Q_EMIT page<LinksPage>()->takeIntoPlan();
    QVERIFY(!session().plan()->links[0].active);
    session().undoStack().undo();
    QVERIFY(session().plan()->links[0].active);
    QTRY_VERIFY(session().frame()->network->unreached.empty());
    m_window->network()->dock()->close();
    QTRY_VERIFY(session().frame()->network == nullptr);
    QCOMPARE(session().frame()->coverage.size(), std::size_t(2));
  }

  void lossModelOfLinks() {
    Plan next = *session().plan();
    next.links[0].kind = LinkKind::Microwave;
    session().edit(next, QStringLiteral("microwave"));
    m_window->network()->open(NetworkDesk::Links);
    QVERIFY(settles());
    const auto note = [this] {
      const QTableWidget* board = page<LinksPage>()->findChildren<QTableWidget*>()[0];
      for (int row = 0; row < board->rowCount(); ++row)
        if (board->item(row, 0)->data(Qt::UserRole).toString() == QLatin1String("w"))
          return board->item(row, 1)->toolTip();
      return QString();
    };
    // 180 km over the sea's bulge: both models block it, ITM less, as it knows scatter.
    QTRY_VERIFY(note().contains(QStringLiteral("dB")));
    // Whoever chooses the row reads it below the board.
    const auto* told = page<LinksPage>()->findChild<QLabel*>(QStringLiteral("boardNote"));
    QVERIFY(told && !told->isVisible());
    QTableWidget* rows = page<LinksPage>()->findChildren<QTableWidget*>()[0];
    for (int row = 0; row < rows->rowCount(); ++row) {
      if (rows->item(row, 0)->data(Qt::UserRole).toString() == QLatin1String("w"))
        rows->setCurrentCell(row, 0);
    }
    QVERIFY(told->isVisible() && told->text().contains(note()));
    const QString before = note();
    QComboBox* model = page<LinksPage>()->findChildren<QComboBox*>()[0];
    model->setCurrentIndex(1);
    QTRY_VERIFY(note() != before);
    QVERIFY(note().contains(QStringLiteral("dB")));
    const QString median = note();
    page<LinksPage>()->findChildren<QDoubleSpinBox*>()[0]->setValue(99.9);
    QTRY_VERIFY(note() != median);
  }

  void outagesFollowTheClock() {
    Plan next = *session().plan();
    const UtcTime begin = test::recordingStart();
    next.sites[0].outages = {{(begin + 10 * kMinute).us, (begin + 20 * kMinute).us, "upkeep"}};
    session().setStore(test::makeRecording(2));
    session().edit(next, QStringLiteral("outage"));
    m_window->network()->open(NetworkDesk::Links);
    QVERIFY(settles());
    QVERIFY(session().frame()->network->unreached.empty());
    const auto picture = [this] {
      return Compositor::staticKey(session().frame(), map().compositor()->layers());
    };
    session().command(ClockCommand::Seek{begin + 9 * kMinute});
    const std::uint64_t before = picture();
    session().command(ClockCommand::Seek{begin + 15 * kMinute});
    QVERIFY(picture() != before);
    QTRY_COMPARE(session().frame()->network->unreached, std::vector<std::string>{"west"});
    // The plan says nothing else: its switch stays on, and afterwards all is as it was.
    QVERIFY(session().plan()->sites[0].active);
    session().command(ClockCommand::Seek{begin + 25 * kMinute});
    QTRY_VERIFY(session().frame()->network->unreached.empty());
    QCOMPARE(session().frame()->coverage.size(), std::size_t(2));

    // A link that is out takes the sensor behind it along, and the board says how long.
    next.sites[0].outages.clear();
    const auto link = std::find_if(next.links.begin(), next.links.end(),
                                   [](const Link& l) { return l.from == "west" || l.to == "west"; });
    QVERIFY(link != next.links.end());
    link->outages = {{(begin + 10 * kMinute).us, (begin + 20 * kMinute).us, "rain"}};
    session().edit(next, QStringLiteral("outage"));
    QTRY_VERIFY(session().frame()->network && session().frame()->network->unreached.empty());
    session().command(ClockCommand::Seek{begin + 15 * kMinute});
    QTRY_COMPARE(session().frame()->network->unreached, std::vector<std::string>{"west"});
    const QTableWidget* board = page<LinksPage>()->findChildren<QTableWidget*>()[0];
    QString state;
    for (int row = 0; row < board->rowCount(); ++row) {
      if (board->item(row, 0)->data(Qt::UserRole).toString().toStdString() == link->id) {
        state = board->item(row, 1)->text() + board->item(row, 1)->toolTip();
      }
    }
    QVERIFY2(state.contains(QStringLiteral("rain")) && state.contains(QStringLiteral("out of service until")),
             qPrintable(state));
    session().command(ClockCommand::Seek{begin + 25 * kMinute});
    QTRY_VERIFY(session().frame()->network->unreached.empty());
  }

  void failuresAreRanked() {
    m_window->network()->open(NetworkDesk::Links);
    Q_EMIT page<LinksPage>()->failuresAsked();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->network()->isBusy(), 20'000);
    const auto tables = page<LinksPage>()->findChildren<QTableWidget*>();
    QCOMPARE(tables.size(), 2);
    QTRY_VERIFY(tables[1]->rowCount() > 0);
    // Nothing weighs more than the only centre.
    QVERIFY(tables[1]->item(0, 0)->text() == QStringLiteral("hq"));
  }

  void adviceIsTakenOverByOneClick() {
    m_window->network()->open(NetworkDesk::Next);
    NextPage* next = page<NextPage>();
    const auto combos = next->findChildren<QComboBox*>();
    for (QComboBox* combo : combos) {
      if (combo->count() == 3 && combo->itemText(1).startsWith(QStringLiteral("Anywhere")))
        combo->setCurrentIndex(1);
    }
    Q_EMIT next->startAsked();
    QTRY_VERIFY_WITH_TIMEOUT(
        next->findChild<QTableWidget*>()->rowCount() > 0 && !m_window->network()->isBusy(), 60'000);
    QTRY_VERIFY(!session().frame()->network->proposals.empty());
    const std::size_t sites = session().plan()->sites.size();
    Q_EMIT next->takeAsked(0);
    QCOMPARE(session().plan()->sites.size(), sites + 1);
    QVERIFY(session().plan()->sites.back().sensor.has_value());
    session().undoStack().undo();
    QCOMPARE(session().plan()->sites.size(), sites);
  }

  void thePlanIsChecked() {
    Plan odd = plan();
    odd.sites[1].name = odd.sites[0].name;
    odd.sites[1].sensor->antennaHeight = 400;
    odd.links.erase(odd.links.begin());
    session().openPlan(odd, {});
    m_window->network()->open(NetworkDesk::Check);
    QVERIFY(settles());
    auto* table = page<CheckPage>()->findChild<QTableWidget*>();
    QVERIFY(table);
    const auto rowOf = [&](const QString& part) {
      for (int i = 0; i < table->rowCount(); ++i) {
        if (table->item(i, 1)->text().contains(part)) return i;
      }
      return -1;
    };
    // The worst first; then what only looks wrong, from the figures and, once it is there, from coverage.
    QTRY_COMPARE(rowOf(QStringLiteral("reaches no working control centre")), 0);
    QTRY_VERIFY(rowOf(QStringLiteral("antenna 400 m above ground")) > 0);
    QTRY_VERIFY(rowOf(QStringLiteral("another site has this name too")) > 0);
    QTRY_VERIFY(rowOf(QStringLiteral("are blind at")) > 0);
    // A click goes to what it is about.
    const int row = rowOf(QStringLiteral("antenna 400 m"));
    Q_EMIT table->itemClicked(table->item(row, 1));
    QCOMPARE(session().selectedSite(), std::string("east"));
    // Mended, it is no finding any more.
    Plan mended = *session().plan();
    mended.sites[1].sensor->antennaHeight = 20;
    session().edit(mended, QStringLiteral("mend"));
    QTRY_COMPARE(rowOf(QStringLiteral("antenna 400 m")), -1);
  }

  void aPointIsExplained() {
    QMenu menu;
    Q_EMIT m_window->map()->menuRequested(&menu, LatLon{36.1, 136.2}, Pick{});
    QAction* ask = nullptr;
    for (QAction* action : menu.actions()) {
      if (action->text().startsWith(QStringLiteral("What sees"))) ask = action;
    }
    QVERIFY(ask);
    ask->trigger();
    QTRY_COMPARE(page<PointPage>()->findChild<QTableWidget*>()->rowCount(), 2);
    QTRY_VERIFY(!session().frame()->network->rays.empty());
  }

  void plansAreCompared() {
    m_window->network()->open(NetworkDesk::Compare);
    Q_EMIT page<ComparePage>()->presentAsked();
    QTRY_COMPARE_WITH_TIMEOUT(session().frame()->otherCoverage.size(), std::size_t(2), 20'000);
    QCOMPARE(session().frame()->coverageMode, CoverageMode::Difference);
    session().removeSite("east");
    QTRY_COMPARE(session().frame()->coverage.size(), std::size_t(1));
    QTRY_VERIFY(page<ComparePage>()->findChild<QTableWidget*>()->rowCount() > 0);
    // A line to drag: the other plan left of it, at a place the mouse decides.
    QComboBox* show = page<ComparePage>()->findChild<QComboBox*>();
    show->setCurrentIndex(int(ComparePage::Show::Swipe));
    Q_EMIT show->activated(show->currentIndex());
    QCOMPARE(session().compareView(), CompareView::Swipe);
    QVERIFY(session().otherFrame());
    QCOMPARE(session().frame()->coverageMode, CoverageMode::Bands);
    Q_EMIT page<ComparePage>()->endAsked();
    QCOMPARE(session().frame()->coverageMode, CoverageMode::Bands);
    QVERIFY(!session().otherFrame());
  }

  /// The coverage of a sensor that flies is where it is at the clock's time.
  void coverageFollowsASensorThatMoves() {
    Plan p = plan();
    Site air = p.sites[0];
    air.id = air.name = "air";
    air.kind = SiteKind::AirborneRadar;
    air.sensor = demo::presetFor(SiteKind::AirborneRadar);
    const UtcTime begin = UtcTime::fromSeconds(1.7e9);
    air.route = {{{36, 136}, 9000, begin.us}, {{38, 138}, 9000, (begin + 1800 * kSecond).us}};
    p.sites = {air};
    p.links.clear();
    session().openPlan(p, {});
    session().command(ClockCommand::SetBounds{{begin, begin + 1800 * kSecond}});
    session().command(ClockCommand::Seek{begin});
    const auto stands = [&]() -> LatLon {
      const auto& fields = session().frame()->coverage;
      return fields.empty() ? LatLon{0, 0} : fields[0]->request().site;
    };
    QTRY_VERIFY_WITH_TIMEOUT(geodesic(stands(), {36, 136}).distance < 100, 30'000);
    session().command(ClockCommand::Seek{begin + 1800 * kSecond});
    QTRY_VERIFY_WITH_TIMEOUT(geodesic(stands(), {38, 138}).distance < 100, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(session().frame()->coverage[0]->quality() == FloorQuality::Refined, 30'000);
    QVERIFY(std::abs(session().frame()->coverage[0]->antennaMsl() - 9000) < 1);
  }

  /// A threat's detection stands on the timeline as on the map.
  void detectionIsALaneOfTheTimeline() {
    Plan p = plan();
    Threat threat;
    threat.id = "t";
    threat.name = "Low flyer";
    threat.kind = ThreatKind::Cruise;
    threat.altitude = 400;
    threat.speed = 240;
    threat.launchTime = UtcTime::fromSeconds(1.7e9).us;
    threat.path = {{36.4, 133}, {36.2, 141}};
    p.threats.push_back(threat);
    session().openPlan(p, {});
    QVERIFY(settles());
    m_window->network()->open(NetworkDesk::Warning);
    QComboBox* flight = page<FlightPage>()->findChild<QComboBox*>();
    QVERIFY(flight->count() == 2);
    flight->setCurrentIndex(1);
    Q_EMIT page<FlightPage>()->choiceChanged();
    const DetectionLane& lane = m_window->timeline()->lanes()->detection();
    QTRY_VERIFY_WITH_TIMEOUT(!lane.isEmpty(), 20'000);
    QTRY_VERIFY(!session().frame()->network->legs.empty());
    QCOMPARE(lane.marks().spans.front().begin.us, threat.launchTime);
    QVERIFY(lane.marks().first.isValid() && lane.marks().first.us > threat.launchTime);
    int seen = 0, gaps = 0;
    for (std::size_t i = 0; i < lane.marks().spans.size(); ++i) {
      const auto& span = lane.marks().spans[i];
      (span.sensors > 0 ? seen : gaps) += 1;
      if (i > 0) QVERIFY(lane.marks().spans[i - 1].end == span.begin);
    }
    QVERIFY(seen >= 2 && gaps >= 2);
    m_window->network()->open(NetworkDesk::Cover);
    QVERIFY(lane.isEmpty());
  }

  /// Pictures for the eye, where SORAMI_SHOTS names a folder.
  void shots() {
    const QString folder = qEnvironmentVariable("SORAMI_SHOTS");
    if (folder.isEmpty()) QSKIP("no folder for pictures");
    Plan p = demo::makeDemoPlan();
    Area area;
    area.id = "a";
    area.name = "Sea of Japan";
    area.ring = {{36.5, 131.5}, {41, 134}, {41, 139.3}, {37.8, 138.2}, {35.9, 135.3}};
    if (p.areas.empty()) p.areas.push_back(area);
    Threat threat;
    threat.id = "t";
    threat.name = "Cruise, notional";
    threat.kind = ThreatKind::Cruise;
    threat.altitude = 300;
    threat.speed = 240;
    threat.path = {{41, 131.5}, {38.6, 136}, {35.7, 139.5}};
    if (p.threats.empty()) p.threats.push_back(threat);
    session().openPlan(p, {});
    m_window->resize(1920, 1080);
    const char* themes[] = {"dusk", "day", "night"};
    const auto shoot = [&](const QString& name) {
      (void)settles();
      QTest::qWait(2500);
      m_window->grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    };
    for (const char* theme : themes) {
      m_window->setThemeId(QString::fromLatin1(theme));
      session().setCoverageMode(CoverageMode::Cover);
      m_window->network()->open(NetworkDesk::Cover);
      shoot(QStringLiteral("cover-") + QString::fromLatin1(theme));
      if (qstrcmp(theme, "night") == 0) break;
      session().setCoverageMode(CoverageMode::Lowest);
      m_window->network()->open(NetworkDesk::Links);
      shoot(QStringLiteral("links-") + QString::fromLatin1(theme));
    }
    m_window->network()->open(NetworkDesk::Links);
    Q_EMIT page<LinksPage>()->failuresAsked();
    QTest::qWait(500);
    shoot(QStringLiteral("failures"));
    session().setCoverageMode(CoverageMode::Bands);
    m_window->network()->open(NetworkDesk::Warning);
    const auto combos = page<FlightPage>()->findChildren<QComboBox*>();
    for (QComboBox* combo : combos) {
      if (combo->count() > 1)
        combo->setCurrentIndex(combo->itemText(0).startsWith(QStringLiteral("The sel")) ? 1
                                                                                        : combo->count() - 2);
    }
    Q_EMIT page<FlightPage>()->choiceChanged();
    shoot(QStringLiteral("warning"));
    m_window->network()->open(NetworkDesk::Point);
    QMenu menu;
    Q_EMIT m_window->map()->menuRequested(&menu, LatLon{38.0, 136.5}, Pick{});
    for (QAction* action : menu.actions()) {
      if (action->text().startsWith(QStringLiteral("What sees"))) action->trigger();
    }
    shoot(QStringLiteral("point"));
    m_window->network()->open(NetworkDesk::Next);
    Q_EMIT page<NextPage>()->startAsked();
    QTest::qWait(1000);
    QVERIFY(QTest::qWaitFor([&] { return !m_window->network()->isBusy(); }, 60'000));
    shoot(QStringLiteral("next"));
    m_window->network()->open(NetworkDesk::Compare);
    Q_EMIT page<ComparePage>()->presentAsked();
    (void)settles();
    session().removeSite("r-sado");
    shoot(QStringLiteral("compare"));
  }
};

QTEST_MAIN(TestNetworkDesk)
#include "tst_networkdesk.moc"
