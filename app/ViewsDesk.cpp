// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ViewsDesk.h"

#include "app/ExtraMap.h"
#include "app/MainWindow.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/AroundPanel.h"
#include "widgets/panels/ComparePanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/timeline/TimeLabels.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QSettings>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kSideWidth = 460;
constexpr int kBelowHeight = 300;
const QString kLayouts = QStringLiteral("layouts");

QList<QKeySequence> key(const char* text) {
  return {QKeySequence(QString::fromLatin1(text))};
}

}  // namespace

ViewsDesk::ViewsDesk(MainWindow& window)
    : QObject(&window), m_window(window), m_heat(this, [this](const HeatMapPtr& map) {
        m_window.messages()->endProgress(QStringLiteral("heat"));
        if (!map) return;
        m_window.session().setHeat(map);
        if (map->isEmpty()) {
          m_window.messages()->add({MessageLevel::Info, tr("Nothing to add up in this span"), {}, {}, {}});
        }
      }) {
  makeActions();
  makeMenu();
  Session& s = window.session();
  connect(&s, &Session::storeChanged, this, [this] { m_heat.cancel(); });
}

// --- actions and menu

void ViewsDesk::makeActions() {
  Actions& a = m_window.actionList();
  const QString group = tr("Views");
  const auto toggle = [&](const char* id, const QString& text, const char* keys, auto run) {
    QAction* action = a.add(QString::fromLatin1(id), group, text, key(keys), {}, {});
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, run);
    return action;
  };
  toggle("view.scope", tr("Radar scope"), "F6", [this](bool on) {
    if (on) scope();
    show(m_scopeDock, on);
  });
  toggle("view.side", tr("View from the side"), "F7", [this](bool on) {
    if (on) side();
    show(m_sideDock, on);
  });
  toggle("view.compare", tr("Compare sources"), "Ctrl+Alt+C", [this](bool on) {
    if (on) compare();
    show(m_compareDock, on);
  });
  a.add(QStringLiteral("view.map"), group, tr("Another map"), key("Ctrl+Alt+2"), {}, [this] {
    if (!addMap()) {
      m_window.messages()->add(
          {MessageLevel::Info, tr("There are %1 maps already").arg(kMostMaps), {}, {}, {}});
    }
  });
  a.add(QStringLiteral("layout.keep"), group, tr("Keep this layout…"), {}, {}, [this] { askForName(); });
  const std::pair<HeatKind, QString> heats[] = {
      {HeatKind::Reports, tr("Heat map: reports")},
      {HeatKind::LowestAltitude, tr("Heat map: lowest altitude")},
      {HeatKind::MeanAltitude, tr("Heat map: mean altitude")},
      {HeatKind::FirstDetections, tr("Heat map: first detections")}};
  for (const auto& [kind, text] : heats) {
    QAction* action = a.add(QStringLiteral("heat.%1").arg(static_cast<int>(kind)), group, text,
                            kind == HeatKind::Reports ? key("Ctrl+Alt+H") : QList<QKeySequence>{}, {}, {});
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, heat = kind](bool on) {
      if (on) {
        showHeat(heat);
      } else {
        hideHeat();
      }
    });
  }
  const auto tell = [this] {
    const HeatMapPtr& heat = m_window.session().heat();
    for (int i = 0; i < 4; ++i) {
      m_window.actionList()[QStringLiteral("heat.%1").arg(i)]->setChecked(heat &&
                                                                          static_cast<int>(heat->kind) == i);
    }
  };
  connect(&m_window.session(), &Session::displayChanged, this, tell);
  connect(&m_window.session(), &Session::storeChanged, this, tell);
}

void ViewsDesk::makeMenu() {
  Actions& a = m_window.actionList();
  auto* menu = new QMenu(tr("Views"), &m_window);
  for (const char* id : {"view.scope", "view.side", "view.map", "view.compare", "", "heat.0", "heat.1",
                         "heat.2", "heat.3", ""}) {
    if (*id) {
      menu->addAction(a[QString::fromLatin1(id)]);
    } else {
      menu->addSeparator();
    }
  }
  QMenu* layouts = menu->addMenu(tr("Layouts"));
  connect(layouts, &QMenu::aboutToShow, this, [this, layouts] { fillLayouts(layouts); });
  m_window.addToMenu(menu);
}

void ViewsDesk::fillLayouts(QMenu* menu) {
  menu->clear();
  menu->addAction(m_window.actionList()[QStringLiteral("layout.keep")]);
  const QStringList names = layouts();
  if (names.isEmpty()) return;
  menu->addSeparator();
  for (const QString& name : names) menu->addAction(name, this, [this, name] { applyLayout(name); });
  menu->addSeparator();
  QMenu* forget = menu->addMenu(tr("Forget"));
  for (const QString& name : names) forget->addAction(name, this, [this, name] { forgetLayout(name); });
}

void ViewsDesk::askForName() {
  auto* dialog = new QInputDialog(&m_window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Keep this layout"));
  dialog->setLabelText(tr("Which views are open, where, and what the map shows. Name:"));
  connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
    if (!name.trimmed().isEmpty()) saveLayout(name.trimmed());
  });
  dialog->open();
}

// --- docks

QDockWidget* ViewsDesk::dock(const QString& id, const QString& title, QWidget* panel,
                             Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title, &m_window);
  dock->setObjectName(id);
  dock->setWidget(panel);
  m_window.addDockWidget(area, dock);
  const bool below = area == Qt::BottomDockWidgetArea;
  m_window.resizeDocks({dock}, {below ? kBelowHeight : kSideWidth}, below ? Qt::Vertical : Qt::Horizontal);
  applyLook(dock, m_window.look());
  follow();
  return dock;
}

void ViewsDesk::show(QDockWidget* dock, bool on) {
  if (!dock) return;
  dock->setVisible(on);
  if (on) dock->raise();
  takePlan();
  takeDisplay();
  takeMoment();
}

AroundPanel* ViewsDesk::makeAround(bool isScope) {
  auto* panel = new AroundPanel(isScope ? AroundPanel::Kind::Scope : AroundPanel::Kind::Side);
  connect(panel, &AroundPanel::selected, &m_window.session(), &Session::selectTrack);
  connect(panel, &AroundPanel::exportRequested, this, [this, panel] { exportFrom(panel); });
  return panel;
}

AroundPanel* ViewsDesk::scope() {
  if (!m_scope) {
    m_scope = makeAround(true);
    m_scopeDock = dock(QStringLiteral("scopeDock"), tr("Radar scope"), m_scope, Qt::RightDockWidgetArea);
    connect(m_scopeDock, &QDockWidget::visibilityChanged, this, [this] {
      m_window.actionList()[QStringLiteral("view.scope")]->setChecked(!m_scopeDock->isHidden());
    });
    show(m_scopeDock, true);
  }
  return m_scope;
}

AroundPanel* ViewsDesk::side() {
  if (!m_side) {
    m_side = makeAround(false);
    m_sideDock = dock(QStringLiteral("sideDock"), tr("From the side"), m_side, Qt::BottomDockWidgetArea);
    connect(m_sideDock, &QDockWidget::visibilityChanged, this, [this] {
      m_window.actionList()[QStringLiteral("view.side")]->setChecked(!m_sideDock->isHidden());
    });
    show(m_sideDock, true);
  }
  return m_side;
}

ComparePanel* ViewsDesk::compare() {
  if (!m_compare) {
    m_compare = new ComparePanel;
    m_compareDock =
        dock(QStringLiteral("compareDock"), tr("Compare sources"), m_compare, Qt::BottomDockWidgetArea);
    connect(m_compareDock, &QDockWidget::visibilityChanged, this, [this] {
      m_window.actionList()[QStringLiteral("view.compare")]->setChecked(!m_compareDock->isHidden());
    });
    Session& s = m_window.session();
    connect(m_compare, &ComparePanel::seekRequested, &s,
            [&s](UtcTime to) { s.command(ClockCommand::Seek{to}); });
    connect(m_compare, &ComparePanel::addRequested,
            m_window.actionList()[QStringLiteral("file.addRecording")], &QAction::trigger);
    connect(m_compare, &ComparePanel::pairChosen, &s, [&s](TrackId first, TrackId second) {
      s.selectTrack(first);
      Pick pick;
      pick.kind = Pick::Kind::Track;
      pick.track = second;
      if (s.briefing().secondTrack != second) s.selectSecond(pick);
    });
    show(m_compareDock, true);
  }
  return m_compare;
}

ExtraMap* ViewsDesk::addMap() {
  // One that was closed is opened again before another is made.
  for (std::size_t i = 0; i < m_mapDocks.size(); ++i) {
    if (m_mapDocks[i] && m_mapDocks[i]->isHidden()) {
      show(m_mapDocks[i], true);
      return m_maps[i];
    }
  }
  if (m_maps.size() >= kMostMaps) return nullptr;
  auto* map = new ExtraMap(m_window.session());
  const auto number = static_cast<int>(m_maps.size()) + 2;
  m_maps.emplace_back(map);
  m_mapDocks.emplace_back(
      dock(QStringLiteral("mapDock%1").arg(number), tr("Map %1").arg(number), map, Qt::RightDockWidgetArea));
  show(m_mapDocks.back(), true);
  return map;
}

// --- keeping up

void ViewsDesk::follow() {
  if (m_follows) return;
  m_follows = true;
  Session& s = m_window.session();
  connect(&s, &Session::clockChanged, this, &ViewsDesk::takeMoment);
  connect(&s, &Session::storeChanged, this, &ViewsDesk::takeMoment);
  connect(&s, &Session::storeGrown, this, &ViewsDesk::takeMoment);
  connect(&s, &Session::displayChanged, this, [this] {
    takeDisplay();
    takeMoment();
  });
  connect(&s, &Session::planChanged, this, [this] {
    takePlan();
    takeDisplay();
  });
  connect(&s, &Session::coverageChanged, this, &ViewsDesk::takePlan);
  connect(&s, &Session::selectionChanged, this, [this] {
    Session& session = m_window.session();
    for (AroundPanel* panel : {m_scope, m_side}) {
      if (!panel) continue;
      panel->setSelected(session.selectedTrack());
      // A sensor that is selected is what one wants to look from.
      const Site* site = session.plan() ? session.plan()->site(session.selectedSite()) : nullptr;
      if (site && site->sensor) panel->chooseCentre(QString::fromStdString(site->id));
    }
  });
}

void ViewsDesk::takeMoment() {
  Session& s = m_window.session();
  for (AroundPanel* panel : {m_scope, m_side}) {
    if (panel) panel->setMoment(s.store(), s.clock().cursor, s.isAsKnown());
  }
  if (m_compare) {
    m_compare->setStore(s.store());
    m_compare->setTime(s.clock().cursor);
  }
}

void ViewsDesk::takePlan() {
  if (!m_scope && !m_side) return;
  Session& s = m_window.session();
  std::vector<AroundCentre> centres;
  AroundCentre middle;
  middle.name = tr("the middle of the map");
  if (s.projection()) {
    const LatLon at = s.projection()->inverse(s.view().centre);
    if (std::isfinite(at.lat) && std::isfinite(at.lon)) middle.position = at;
  }
  centres.push_back(middle);
  if (s.plan()) {
    for (const Site& site : s.plan()->sites) {
      if (!site.sensor || site.hidden) continue;
      AroundCentre c;
      c.id = QString::fromStdString(site.id);
      c.name = QString::fromStdString(site.name);
      c.position = site.position;
      c.range = site.sensor->instrumentedRange;
      // An array that looks all round at once has no turning beam.
      c.turn = site.sensor->arrayFaces > 0 ? 0 : site.sensor->scanPeriodS;
      const CoverageFieldPtr field = s.coverage().field(site.id);
      c.antennaMsl = field ? field->antennaMsl() : site.sensor->antennaHeight;
      centres.push_back(std::move(c));
    }
  }
  for (AroundPanel* panel : {m_scope, m_side}) {
    if (panel) panel->setCentres(centres);
  }
}

void ViewsDesk::takeDisplay() {
  Session& s = m_window.session();
  const QString marking = s.plan() ? QString::fromStdString(s.plan()->marking) : QString();
  for (AroundPanel* panel : {m_scope, m_side}) {
    if (!panel) continue;
    panel->setUnits(s.units());
    panel->setMarking(marking);
    panel->setSelected(s.selectedTrack());
  }
  if (m_compare) m_compare->setUnits(s.units());
}

void ViewsDesk::exportFrom(AroundPanel* panel) {
  auto* dialog = new QFileDialog(&m_window, tr("Export this view"), {}, tr("Pictures (*.png *.svg *.pdf)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("png"));
  connect(dialog, &QFileDialog::fileSelected, panel, [this, panel](const QString& path) {
    const Status status = panel->exportTo(path);
    if (status) {
      m_window.messages()->add({MessageLevel::Info, tr("Written: %1").arg(path), {}, {}, {}});
    } else {
      m_window.messages()->add({MessageLevel::Error,
                                QString::fromStdString(status.error().what),
                                {QString::fromStdString(status.error().hint)},
                                {},
                                {}});
    }
  });
  dialog->open();
}

// --- heat

void ViewsDesk::showHeat(HeatKind kind) {
  Session& s = m_window.session();
  if (!s.store()) {
    hideHeat();
    m_window.messages()->add({MessageLevel::Info, tr("No recording is open"), {}, {}, {}});
    return;
  }
  const Clock::State& clock = s.clock();
  TimeRange range = clock.bounds;
  if (clock.loop && *clock.loop != clock.bounds) {
    range = *clock.loop;
  } else if (range.length() > kDay) {
    range.begin = std::max(range.begin, clock.cursor - kDay / 2);
    range.end = std::min(range.end, range.begin + kDay);
  }
  // The layer may have been switched off in the list: who asks for the map wants to see it.
  std::vector<std::string> hidden = s.hiddenLayers();
  if (std::erase(hidden, "heat") > 0) s.setHiddenLayers(hidden);
  m_window.messages()->setProgress(QStringLiteral("heat"), tr("Adding up the recording"), -1, [this] {
    m_heat.cancel();
    m_window.messages()->endProgress(QStringLiteral("heat"));
  });
  m_heat.request([store = s.store(), range, kind](std::stop_token stop) {
    return makeHeatMap(*store, range, kind, 768, stop);
  });
}

void ViewsDesk::hideHeat() {
  m_heat.cancel();
  m_window.messages()->endProgress(QStringLiteral("heat"));
  m_window.session().setHeat(nullptr);
}

// --- layouts

QStringList ViewsDesk::openViews() const {
  QStringList open;
  const auto add = [&](const QDockWidget* dock, const QString& id) {
    if (dock && !dock->isHidden()) open << id;
  };
  add(m_scopeDock, QStringLiteral("scope"));
  add(m_sideDock, QStringLiteral("side"));
  add(m_compareDock, QStringLiteral("compare"));
  for (std::size_t i = 0; i < m_mapDocks.size(); ++i) {
    if (m_maps[i])
      add(m_mapDocks[i], m_maps[i]->isInStep() ? QStringLiteral("map-in-step") : QStringLiteral("map"));
  }
  return open;
}

QStringList ViewsDesk::layouts() const {
  QSettings settings;
  settings.beginGroup(kLayouts);
  return settings.childGroups();
}

void ViewsDesk::saveLayout(const QString& name) {
  const Session& s = m_window.session();
  QString group = name;
  group.replace(QLatin1Char('/'), QChar(0x2215)).replace(QLatin1Char('\\'), QChar(0x2216));
  QSettings settings;
  settings.beginGroup(kLayouts);
  settings.beginGroup(group);
  settings.setValue(QStringLiteral("views"), openViews());
  settings.setValue(QStringLiteral("docks"), m_window.saveState());
  settings.setValue(QStringLiteral("folds"), m_window.folds());
  QStringList hidden;
  for (const std::string& layer : s.hiddenLayers()) hidden << QString::fromStdString(layer);
  settings.setValue(QStringLiteral("hiddenLayers"), hidden);
  const TrackDisplay& t = s.tracks();
  settings.setValue(QStringLiteral("tracks"),
                    QVariantList{t.labelLevel, int(t.labelFields), qlonglong(t.trailLength), t.trailsAsDots,
                                 int(t.trailColour), t.vectorMinutes, t.symbolPx, int(t.symbols)});
  m_window.messages()->add({MessageLevel::Info, tr("Layout kept: %1").arg(name), {}, {}, {}});
}

bool ViewsDesk::applyLayout(const QString& name) {
  QSettings settings;
  settings.beginGroup(kLayouts);
  if (!settings.childGroups().contains(name)) return false;
  settings.beginGroup(name);
  const QStringList views = settings.value(QStringLiteral("views")).toStringList();
  for (QDockWidget* each : {m_scopeDock, m_sideDock, m_compareDock}) {
    if (each) each->hide();
  }
  for (const auto& each : m_mapDocks) {
    if (each) each->hide();
  }
  for (const QString& view : views) {
    if (view == QLatin1String("scope")) {
      scope();
      show(m_scopeDock, true);
    } else if (view == QLatin1String("side")) {
      side();
      show(m_sideDock, true);
    } else if (view == QLatin1String("compare")) {
      compare();
      show(m_compareDock, true);
    } else if (ExtraMap* map = addMap()) {
      map->setInStep(view == QLatin1String("map-in-step"));
    }
  }
  m_window.setFolds(settings.value(QStringLiteral("folds")).toByteArray());
  m_window.restoreState(settings.value(QStringLiteral("docks")).toByteArray());
  Session& s = m_window.session();
  std::vector<std::string> hidden;
  for (const QString& layer : settings.value(QStringLiteral("hiddenLayers")).toStringList()) {
    hidden.push_back(layer.toStdString());
  }
  s.setHiddenLayers(hidden);
  const QVariantList kept = settings.value(QStringLiteral("tracks")).toList();
  if (kept.size() >= 8) {
    TrackDisplay t = s.tracks();
    t.labelLevel = std::clamp(kept[0].toInt(), 0, 2);
    t.labelFields = static_cast<std::uint16_t>(kept[1].toInt());
    t.trailLength = std::clamp<Micros>(kept[2].toLongLong(), 0, kDay);
    t.trailsAsDots = kept[3].toBool();
    t.trailColour = static_cast<TrailColour>(std::clamp(kept[4].toInt(), 0, int(TrailColour::Pd)));
    t.vectorMinutes = std::clamp(kept[5].toDouble(), 0.0, 60.0);
    t.symbolPx = std::clamp(kept[6].toInt(), 16, 64);
    t.symbols = static_cast<SymbolStyle>(std::clamp(kept[7].toInt(), 0, int(SymbolStyle::Scope)));
    s.setTracks(t);
  }
  return true;
}

void ViewsDesk::forgetLayout(const QString& name) {
  QSettings settings;
  settings.beginGroup(kLayouts);
  settings.remove(name);
}

}  // namespace sorami
