// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DiagramDesk.h"
#include "app/HandOver.h"
#include "app/Hands.h"
#include "app/ImportDialog.h"
#include "app/IngestDesk.h"
#include "app/ViewsDesk.h"
#include "data/demo/DemoPlan.h"
#include "widgets/panels/AroundPanel.h"
#include "widgets/panels/AssociationPanel.h"
#include "widgets/panels/ComparePanel.h"
#include "widgets/panels/EventPanel.h"
#include "widgets/panels/FilterBar.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/NarrativePanel.h"
#include "widgets/panels/PalettePanel.h"
#include "widgets/panels/PlanInspector.h"
#include "widgets/panels/PlanTables.h"
#include "widgets/panels/PropertyForm.h"
#include "widgets/panels/RecordPanel.h"
#include "widgets/panels/ReportPanel.h"
#include "widgets/panels/SiteInspector.h"
#include "widgets/panels/SourceTablePanel.h"
#include "widgets/panels/StoryPanel.h"
#include "widgets/panels/network/MeasuredPage.h"
#include "widgets/panels/network/NetworkPages.h"
#include "widgets/scene/Golden.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QPainter>
#include <QStackedWidget>
#include <QTableWidget>

#include <functional>
#include <map>

using namespace sorami;

/// Every panel as it stands in the window, empty, full and in error, in the three themes side by side.
/// SORAMI_UPDATE_GOLDEN=1 makes the pictures anew; look at each before it is kept.
class TestPanelPictures : public QObject, protected test::WindowTest {
  Q_OBJECT

  QStringList m_problems;
  std::map<std::string, QList<QImage>> m_pictures;

  static Plan plan() {
    Plan p = test::makePlan();
    p.name = "Two shores";
    p.marking = "EXERCISE · NOTIONAL DATA";
    p.sites.clear();
    const auto site = [&](const char* id, const char* name, SiteKind kind, LatLon at) -> Site& {
      Site& s = p.sites.emplace_back();
      s.id = id;
      s.name = name;
      s.kind = kind;
      s.position = at;
      if (kind == SiteKind::GapFillerRadar || kind == SiteKind::LongRangeRadar) {
        s.sensor = demo::presetFor(kind);
      }
      return s;
    };
    site("west", "West shore", SiteKind::LongRangeRadar, {35.2, 134.2}).releasableTo = {"Partner A"};
    const Micros off = (test::recordingStart() + 20 * kMinute).us;
    site("east", "East shore", SiteKind::GapFillerRadar, {35.4, 138.6}).outages = {
        {off, off + 15 * kMinute, "upkeep"}};
    Site& battery = site("guard", "Harbour guard", SiteKind::Battery, {35.0, 136.0});
    battery.battery = Battery{};
    battery.battery->envelopes = {{TargetClass::Aircraft, 3e3, 60e3, 100, 18e3}};
    battery.battery->stocks = {{"Short", 12, 24, {{off + kHour / 2, -4, 0, "raid"}}}};
    battery.engagementRange = greatestRange(*battery.battery);
    site("hq", "Control centre", SiteKind::ControlCentre, {35.6, 136.6});
    p.links = {{"w", "west", "hq", LinkKind::Cable, true}, {"e", "east", "hq", LinkKind::Cable, true}};
    Area area;
    area.id = "bay";
    area.name = "The bay";
    area.ring = {{34.2, 134.5}, {34.2, 138}, {36, 138}, {36, 134.5}};
    p.areas.push_back(area);
    Threat threat;
    threat.id = "t";
    threat.name = "Low from the west";
    threat.kind = ThreatKind::Cruise;
    threat.path = {{36, 130}, {35, 136}};
    threat.altitude = 100;
    threat.launchTime = (test::recordingStart() + 10 * kMinute).us;
    p.threats.push_back(threat);
    NarrativeEntry entry;
    entry.id = "n1";
    entry.time = test::recordingStart() + 12 * kMinute;
    entry.author = "Watch";
    entry.text = "First of the five comes into view.";
    p.narrative.push_back(entry);
    StoryStep step;
    step.id = "s1";
    step.title = "Routine picture";
    step.time = test::recordingStart() + 5 * kMinute;
    p.storyboard.steps.push_back(step);
    step.id = "s2";
    step.title = "East shore is silent";
    step.time = test::recordingStart() + 22 * kMinute;
    p.storyboard.steps.push_back(step);
    return p;
  }

  void openAt(bool isFull) {
    QVERIFY(openWindow({1360, 860}));
    m_window->messages()->clear();
    if (!isFull) return;
    session().openPlan(plan(), {});
    session().setStore(test::makeRecording(8));
    session().command(ClockCommand::Seek{test::recordingStart() + 25 * kMinute});
    act("view.overview");
    m_window->network()->open(NetworkDesk::Cover);
    QVERIFY(settles());
    m_window->network()->dock()->hide();
  }
  /// The part of its window a widget takes, once it stands still.
  static QImage still(QWidget* panel) {
    QImage last;
    for (int i = 0; i < 60; ++i) {
      QTest::qWait(40);
      QWidget* window = panel->window();
      QImage now = window->grab(QRect(panel->mapTo(window, QPoint(0, 0)), panel->size())).toImage();
      if (now == last) return now;
      last = std::move(now);
    }
    return last;
  }
  void picture(const std::string& name, QWidget* panel) {
    if (panel == nullptr || !panel->isVisible()) {
      m_problems << QStringLiteral("%1 is not on show").arg(QString::fromStdString(name));
      return;
    }
    map().setFocus();
    m_pictures[name] << still(panel);
  }
  /// Takes the pictures in each theme, and holds them against those that are kept.
  template <typename F>
  void inEachTheme(F take) {
    m_problems.clear();
    m_pictures.clear();
    for (const char* theme : {"day", "dusk", "night"}) {
      m_window->setThemeId(QString::fromLatin1(theme));
      take();
    }
    for (const auto& [name, themes] : m_pictures) {
      // A tall panel's pictures stand side by side, a wide one's above each other.
      QSize size = themes[0].size();
      for (const QImage& each : themes) size = size.expandedTo(each.size());
      const bool isWide = size.width() > 2 * size.height();
      const int count = static_cast<int>(themes.size());
      QImage all(
          isWide ? QSize(size.width(), count * size.height()) : QSize(count * size.width(), size.height()),
          QImage::Format_RGB32);
      all.fill(Qt::gray);
      QPainter painter(&all);
      for (int i = 0; i < count; ++i) {
        painter.drawImage(isWide ? QPoint(0, i * size.height()) : QPoint(i * size.width(), 0), themes[i]);
      }
      painter.end();
      const QString problem =
          test::compareGolden(all, QStringLiteral("panels/") + QString::fromStdString(name), 0.02, true);
      if (!problem.isEmpty()) m_problems << problem;
    }
    QVERIFY2(m_problems.isEmpty(), qPrintable(m_problems.join(QLatin1Char('\n'))));
  }
  std::string in(const char* name, const char* state) { return std::string(name) + '-' + state; }
  void contents(const char* state) {
    const char* const names[] = {"layers", "sites", "tracks", "place"};
    for (int i = 0; i < m_window->pages()->count() && i < 4; ++i) {
      if ((i == 0 || i == 3) && std::string(state) == "empty")
        continue;  // they do not depend on what is open
      m_window->tabs()->setCurrent(i);
      m_window->pages()->setCurrentIndex(i);
      picture(in(names[i], state), m_window->pages());
    }
  }
  void sidePages(const char* state) {
    const std::pair<const char*, QWidget*> pages[] = {{"story", m_window->storyPanel()},
                                                      {"events", m_window->eventPanel()},
                                                      {"reports", m_window->reportPanel()},
                                                      {"log", m_window->narrativePanel()}};
    int index = 1;
    for (const auto& [name, panel] : pages) {
      m_window->showSidePage(index++);
      picture(in(name, state), panel);
    }
    m_window->showSidePage(0);
  }
  /// What a user types into a field and leaves with Return.
  void type(FormField* field, const char* text) {
    if (field == nullptr) {
      m_problems << QStringLiteral("a field is missing");
      return;
    }
    field->edit()->setFocus();
    field->edit()->setText(QString::fromUtf8(text));
    field->edit()->setModified(true);
    QTest::keyClick(field->edit(), Qt::Key_Return);
  }
  /// A dialog that an action opens, as `prepare` leaves it; it is closed again.
  void dialog(const char* name, const char* action, const std::function<void(QDialog&)>& prepare = {}) {
    act(action);
    QDialog* shown = nullptr;
    for (QDialog* each : m_window->findChildren<QDialog*>()) {
      if (each->isVisible()) shown = each;
    }
    if (shown && prepare) prepare(*shown);
    picture(name, shown);
    if (!shown) return;
    shown->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  /// Asks a page of the network's panel what it is there to answer.
  void ask(int page) {
    const auto choose = [](QWidget* panel, int box, int index) {
      QComboBox* combo = panel->findChildren<QComboBox*>()[box];
      combo->setCurrentIndex(index);
      Q_EMIT combo->activated(index);
    };
    switch (page) {
      case NetworkDesk::Point:
        dock()->findChild<PointPage*>()->setFollowsPointer(true);
        session().setPointer(LatLon{35.3, 135.4});
        break;
      case NetworkDesk::Next:
        // There is no terrain here whose high ground could be looked at.
        for (QComboBox* box : dock()->findChild<NextPage*>()->findChildren<QComboBox*>()) {
          if (box->count() == 3 && box->itemText(1).startsWith(QStringLiteral("Anywhere")))
            box->setCurrentIndex(1);
        }
        Q_EMIT dock()->findChild<NextPage*>()->startAsked();
        break;
      case NetworkDesk::Warning:
        choose(dock()->findChild<FlightPage*>(), 1, 1);
        choose(dock()->findChild<FlightPage*>(), 0, 1);
        break;
      case NetworkDesk::Compare:
        Q_EMIT dock()->findChild<ComparePage*>()->presentAsked();
        break;
      case NetworkDesk::Measured:
        choose(dock()->findChild<MeasuredPage*>(), 1, 1);
        break;
      default:
        return;
    }
    (void)QTest::qWaitFor([this] { return !m_window->network()->isBusy(); }, 20'000);
  }
  void network(const char* state) {
    const char* const names[] = {"net-cover",   "net-links",   "net-point", "net-next",
                                 "net-warning", "net-compare", "net-real",  "net-check"};
    for (int page = 0; page < 8; ++page) {
      m_window->network()->open(static_cast<NetworkDesk::Page>(page));
      if (session().plan()) (void)settles();
      if (session().plan()) ask(page);
      m_window->resizeDocks({m_window->network()->dock()}, {400}, Qt::Horizontal);
      picture(in(names[page], state), m_window->network()->dock());
    }
    dock()->findChild<PointPage*>()->setFollowsPointer(false);
    dock()->hide();
  }
  QDockWidget* dock() const { return m_window->network()->dock(); }
  void diagrams(const char* state) {
    const std::pair<const char*, const char*> ids[] = {
        {"diagram.vertical", "vertical"}, {"diagram.profile", "profile"}, {"diagram.defence", "defence"},
        {"view.scope", "scope"},          {"view.side", "side"},          {"view.compare", "compare"}};
    for (const auto& [action, name] : ids) {
      // Comparing takes two sources: it has a test of its own.
      if (name == std::string_view("compare") && state != std::string_view("empty")) continue;
      act(action);
      QWidget* panel = nullptr;
      for (QDockWidget* dock : m_window->findChildren<QDockWidget*>()) {
        if (dock->isVisible()) panel = dock;
      }
      picture(in(name, state), panel);
      act(action);
    }
  }

  /// Two flights, each told by a radar and by a receiver a little apart.
  static StoreViewPtr twoSources() {
    const auto sink = makeMemoryRecording();
    const std::uint16_t radar = sink->addSource({"SAC 25 SIC 201", "asterix", 25 * 256 + 201});
    const std::uint16_t feed = sink->addSource({"ADS-B Tokyo", "sbs", -1});
    const auto fly = [&](std::uint16_t source, const char* callsign, double lat, int every) {
      TrackInfo info;
      info.source = source;
      info.callsign = callsign;
      info.domain = Domain::Air;
      const TrackId id = sink->addTrack(info);
      for (int t = 0; t <= 1800; t += every) {
        Sample s;
        s.time = test::recordingStart() + t * kSecond;
        s.lat = lat;
        s.lon = 134 + 0.002 * t;
        s.baroAltitude = 9000;
        s.groundSpeed = 200;
        s.trackDeg = 90;
        sink->append(id, s);
      }
    };
    fly(radar, "ANA101", 35, 10);
    fly(feed, "ANA101", 35.001, 5);
    fly(radar, "", 36, 10);
    fly(feed, "JAL22", 36.002, 7);
    return *sink->finish();
  }

 private Q_SLOTS:
  void initTestCase() {
    // No map pack and no terrain of this machine's.
    qputenv("SORAMI_DATA_DIR", m_folder.path().toUtf8());
  }
  void cleanup() { m_window.reset(); }

  void empty() {
    openAt(false);
    inEachTheme([this] {
      contents("empty");
      picture("details-empty", m_window->details());
      sidePages("empty");
      network("empty");
      diagrams("empty");
      picture("timeline-empty", m_window->timeline());
    });
  }

  void full() {
    openAt(true);
    act("plan.tables");
    PlanTables* tables = m_window->planner().tables();
    tables->resize(900, 420);
    inEachTheme([this, tables] {
      session().select({});
      m_window->planner().desk().setSelection({});
      m_window->showSidePage(0);
      picture("plan-full", m_window->details());
      session().selectSite("east");
      picture("site-full", m_window->details());
      session().selectSite("guard");
      picture("battery-full", m_window->details());
      session().selectTrack(2);
      picture("track-full", m_window->details());
      contents("full");
      sidePages("full");
      session().selectSite("west");
      network("full");
      diagrams("full");
      picture("timeline-full", m_window->timeline());
      picture("tables-full", tables);
    });
  }

  /// What the briefer meets beside the panels: the filter.
  void briefing() {
    openAt(true);
    inEachTheme([this] {
      act("filter.edit");
      m_window->filterBar()->line()->setText(QStringLiteral("alt < 4000m and callsign ~ TST*"));
      picture("filter-full", m_window->filterBar());
      act("filter.clear");
      // Each kind of what is handed over asks for its own.
      for (const auto& [kind, name] : {std::pair{HandOverKind::SpanFilm, "handover-film"},
                                       std::pair{HandOverKind::StoryPdf, "handover-story"},
                                       std::pair{HandOverKind::Tracks, "handover-tracks"}}) {
        dialog(name, "handOver", [kind = kind](QDialog& shown) {
          static_cast<HandOverDialog&>(shown).setKind(kind);
          auto* format = shown.findChild<QComboBox*>(QStringLiteral("handOverFormat"));
          QVERIFY(format);
          format->setCurrentIndex(0);  // whether there is an encoder here or not
          if (kind == HandOverKind::SpanFilm) format->setCurrentIndex(2);
          shown.adjustSize();
        });
      }
    });
  }

  /// Tracks of two sources that are, or may be, one object: suggested, and decided on.
  void associations() {
    openAt(false);
    session().setStore(twoSources());
    act("tracks.associate");
    auto* panel = m_window->findChild<AssociationPanel*>();
    QVERIFY(panel);
    auto* table = panel->findChild<QTableWidget*>(QStringLiteral("associationTable"));
    QVERIFY(table);
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 2, 20'000);
    table->setCurrentCell(0, 0);
    inEachTheme([&] { picture("associations-full", panel); });
  }

  void comparison() {
    openAt(false);
    session().setStore(twoSources());
    session().command(ClockCommand::Seek{test::recordingStart() + 12 * kMinute});
    act("view.overview");
    act("view.compare");
    ComparePanel* panel = m_window->views().compare();
    QTRY_COMPARE_WITH_TIMEOUT(panel->table()->model()->rowCount(), 2, 20'000);
    panel->table()->selectRow(0);
    QTRY_VERIFY_WITH_TIMEOUT(!panel->isBusy(), 20'000);
    inEachTheme([&] { picture("compare-full", panel); });
  }

  void inError() {
    openAt(true);
    Plan bare = plan();
    bare.areas.clear();
    session().openPlan(bare, {});
    // The map shows between the messages: all of its coverage is there first.
    m_window->network()->open(NetworkDesk::Cover);
    QVERIFY(settles());
    m_window->network()->dock()->hide();
    inEachTheme([this] {
      m_window->messages()->clear();
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
      m_window->messages()->add({MessageLevel::Error,
                                 QStringLiteral("The recording could not be read to its end"),
                                 {QStringLiteral("byte 1 024: the block is cut off; 12 records were kept")},
                                 {},
                                 {}});
      m_window->messages()->add(
          {MessageLevel::Warning, QStringLiteral("3 tracks have no position"), {}, {}, {}});
      picture("messages-error", m_window->messages());
      // A field that was given nonsense.
      m_window->showSidePage(0);
      session().selectSite("west");
      auto* range = m_window->siteForm()->findChild<FormField*>(QStringLiteral("range"));
      QVERIFY(range);
      range->edit()->setText(QStringLiteral("far"));
      QTest::keyClick(range->edit(), Qt::Key_Return);
      picture("site-error", m_window->details());
      // A filter that is not one.
      act("filter.edit");
      m_window->filterBar()->line()->setText(QStringLiteral("alt >"));
      picture("filter-error", m_window->filterBar());
      act("filter.clear");
      // The plan's own page, a battery and a threat, given nonsense.
      m_window->planner().desk().setSelection({});
      session().select({});
      type(m_window->details()->findChild<FormField*>(QStringLiteral("planAltitudes")), "high");
      picture("plan-error", m_window->details());
      session().selectSite("guard");
      FormField* width = nullptr;
      for (auto* field :
           m_window->details()->findChildren<FormField*>(QStringLiteral("batterySectorWidthDeg"))) {
        if (field->isVisible()) width = field;
      }
      type(width, "999");
      picture("battery-error", m_window->details());
      m_window->planner().desk().setSelection({{PlanItemKind::Threat, "t"}});
      PropertyForm* threat = m_window->planner().inspector()->form(PropertySet::Threats);
      type(threat->findChild<FormField*>(QStringLiteral("name")), "");
      picture("threat-error", m_window->details());
      // Rows of a spreadsheet that are refused, each with its reason, beside one that is taken.
      PlanTables* tables = m_window->planner().tables();
      tables->resize(900, 420);
      tables->show();
      tables->showSet(PropertySet::Sites);
      tables->propose(
          "Name\tKind\tPosition\nNorth shore\tGap filler radar\t36 30 N 137 00 E\n"
          "Nowhere\tGap filler radar\tover there\nOdd\tWindmill\t36 N 137 E\n");
      picture("tables-error", tables);
      tables->hide();
      // An advisor without an area to advise on.
      m_window->network()->open(NetworkDesk::Next);
      Q_EMIT m_window->network()->dock()->findChild<NextPage*>()->startAsked();
      m_window->resizeDocks({m_window->network()->dock()}, {400}, Qt::Horizontal);
      picture("net-next-error", m_window->network()->dock());
      m_window->network()->dock()->hide();
    });
  }

  /// The windows beside the main one, and the dialogs.
  void windows() {
    QFile notes(m_folder.filePath(QStringLiteral("notes.txt")));
    QVERIFY(notes.open(QIODevice::WriteOnly) && notes.write("Nothing in here is a track.\n") > 0);
    notes.close();
    openAt(false);
    inEachTheme([this] {
      act("records.show");
      m_window->ingest()->records()->resize(900, 420);
      picture("records-empty", m_window->ingest()->records());
      m_window->ingest()->records()->setState(
          QStringLiteral("radar.ast: the file is gone; it was read from /data/radar.ast"));
      picture("records-error", m_window->ingest()->records());
      m_window->ingest()->records()->hide();
      act("live.table");
      SourceTablePanel* sources = m_window->ingest()->sources();
      sources->resize(900, 420);
      picture("sources-empty", sources);
      sources->hide();
    });
    cleanup();
    openAt(true);
    inEachTheme([this] {
      act("live.table");
      SourceTablePanel* sources = m_window->ingest()->sources();
      sources->resize(900, 420);
      picture("sources-full", sources);
      sources->say(QStringLiteral("row 1: '95N' is no position"), true);
      picture("sources-error", sources);
      sources->hide();
      for (const auto& [name, file] :
           {std::pair{"import-full", "small_table.csv"}, {"import-error", "notes.txt"}}) {
        QString path = QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/") + QLatin1String(file);
        if (!QFile::exists(path)) path = m_folder.filePath(QLatin1String(file));
        m_window->ingest()->openWith(path);
        ImportDialog* import = m_window->ingest()->importDialog();
        QVERIFY(import);
        import->resize(980, 620);
        QTRY_VERIFY_WITH_TIMEOUT(import->isSettled(), 10'000);
        picture(name, import);
        import->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
      }
      dialog("keys-full", "keys");
      dialog("handover-full", "handOver");
      dialog("sheet-full", "plan.sheet");
      dialog("library-empty", "file.openLibrary");
      dialog("library-error", "file.openLibrary", [](QDialog& shown) {
        auto* address = shown.findChild<QLineEdit*>();
        QVERIFY(address);
        address->setText(QStringLiteral("the team's server"));
        Q_EMIT address->returnPressed();
      });
    });
  }
};

QTEST_MAIN(TestPanelPictures)
#include "tst_panelpictures.moc"
