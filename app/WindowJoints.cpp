// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What joins the window's parts: signals of the session to the panels that show it, and back.
#include "app/CommandWords.h"
#include "app/MainWindow.h"
#include "app/MomentLink.h"
#include "app/PlannerRoom.h"
#include "app/ViewsDesk.h"
#include "data/core/Translate.h"
#include "data/demo/OpenDemo.h"
#include "data/geo/Geodesic.h"
#include "widgets/look/ElidedLabel.h"
#include "widgets/look/PositionText.h"
#include "widgets/look/UnitText.h"
#include "widgets/map/AltitudeSlider.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/LayerPanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/ProjectionPanel.h"
#include "widgets/panels/SiteInspector.h"
#include "widgets/panels/SitePanel.h"
#include "widgets/panels/TrackInspector.h"
#include "widgets/panels/TrackPanel.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/layers/TrailShades.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>

#include <cmath>
#include <limits>

namespace sorami {
namespace {

constexpr double kFarAway = 2'500e3;  // m from the projection's own region
constexpr int kMaxTrackHits = 5;
constexpr int kMaxSiteHits = 4;

}  // namespace

void MainWindow::connectSession() {
  Session& s = *m_session;
  connect(&s, &Session::frameChanged, this, &MainWindow::showFrame);
  connect(&s, &Session::clockChanged, this, [this] {
    const Clock::State& state = m_session->clock();
    m_timeline->setState(state);
    (*m_actions)[QStringLiteral("time.loop")]->setChecked(state.loop.has_value());
    showPlayIcon();
    m_trackPanel->setMoment(m_session->store(), state.cursor);
    m_trackPage->setTime(state.cursor);
  });
  connect(&s, &Session::storeChanged, this, [this] {
    m_timeline->setStore(m_session->store());
    m_trackPanel->setMoment(m_session->store(), m_session->clock().cursor);
    m_welcome->setVisible(!m_session->store() && !m_session->plan());
    if (m_playWhenRead && m_session->store()) {
      m_playWhenRead = false;
      // The demo begins where its story does; nobody waits an hour for it.
      m_session->command(ClockCommand::Seek{demo::demoStart()});
      m_session->command(ClockCommand::SetRate{demo::kDemoRate});
      m_session->command(ClockCommand::Play{});
    }
  });
  connect(&s, &Session::planChanged, this, &MainWindow::showPlan);
  connect(&s.files(), &FileOpener::planRead, this, &MainWindow::bringIntoView);
  connect(&s.files(), &FileOpener::recordingRead, this, &MainWindow::bringIntoView);
  connect(&s.files(), &FileOpener::recordingRead, this,
          [this](const StoreViewPtr&, const QStringList& paths) {
            m_recordingFiles.clear();
            for (const QString& path : paths) {
              if (const QFileInfo file(path); file.exists()) m_recordingFiles << file.absoluteFilePath();
            }
          });
  connect(&s, &Session::terrainChanged, this, &MainWindow::showSelection);
  connect(&s, &Session::userMapsChanged, this, &MainWindow::listLayers);
  connect(&s, &Session::selectionChanged, this, &MainWindow::showSelection);
  connect(&s, &Session::coverageChanged, this, &MainWindow::showCoverage);
  connect(&s, &Session::pointerChanged, this, &MainWindow::showPointer);
  connect(&s, &Session::displayChanged, this, &MainWindow::showDisplay);
  connect(&s, &Session::projectionChanged, this, &MainWindow::showStatus);

  FileOpener& files = s.files();
  connect(&files, &FileOpener::problem, this,
          [this](const QString& title, const QStringList& details, bool isError) {
            m_messages->add({isError ? MessageLevel::Error : MessageLevel::Warning, title, details, {}, {}});
          });
  connect(&files, &FileOpener::note, this, [this](const QString& title, const QStringList& details) {
    m_messages->add({MessageLevel::Info, title, details, {}, {}});
  });
  connect(&files, &FileOpener::progress, this, [this](const QString& text, double part) {
    m_timeline->setLoading(true);
    m_messages->setProgress(QStringLiteral("files"), text, part, [this] { m_session->files().cancel(); });
  });
  connect(&files, &FileOpener::finished, this, [this] {
    m_timeline->setLoading(false);
    m_messages->endProgress(QStringLiteral("files"));
  });
}

void MainWindow::connectPanels() {
  Session& s = *m_session;
  connect(m_map, &MapWidget::menuRequested, this, &MainWindow::fillMapMenu);
  connect(m_map, &MapWidget::siteOpened, this, [this] {
    m_inspector->show();
    (*m_actions)[QStringLiteral("panel.right")]->setChecked(true);
    m_siteForm->focusName();
  });
  connect(m_altitude, &AltitudeSlider::altitudeChanged, &s, &Session::setAltitude);
  connect(m_altitude, &AltitudeSlider::referenceChanged, &s, &Session::setAltitudeReference);
  connect(m_timeline, &TimelineWidget::command, &s, &Session::command);
  connect(m_timeline, &TimelineWidget::goToRequested, this, &MainWindow::goToTime);
  connect(m_layerPanel, &LayerPanel::looksChanged, &s, &Session::setLayerLooks);
  connect(m_layerPanel, &LayerPanel::mapsChanged, &s, &Session::setMapFiles);
  m_layerPanel->setLegend(
      [this](const std::string& layer) { return layerLegend(*m_session->frame(), layer, QSize(18, 10)); });
  connect(m_layerPanel, &LayerPanel::tracksChanged, &s, &Session::setTracks);
  connect(m_layerPanel, &LayerPanel::allCoverageChanged, &s, &Session::setAllCoverage);
  connect(m_sitePanel, &SitePanel::selected, this,
          [this](const QString& site) { m_session->selectSite(site.toStdString()); });
  connect(m_sitePanel, &SitePanel::opened, this, [this](const QString& id) {
    if (const Site* site = m_session->plan() ? m_session->plan()->site(id.toStdString()) : nullptr) {
      m_map->centreOn(site->position);
    }
  });
  connect(m_sitePanel, &SitePanel::placeRequested, (*m_actions)[QStringLiteral("tool.radar")],
          &QAction::trigger);
  connect(m_trackPanel, &TrackPanel::selected, &s, &Session::selectTrack);
  connect(m_trackPanel, &TrackPanel::opened, this, [this] { fitSelection(); });
  connect(m_trackPanel, &TrackPanel::countChanged, this, [this](int live, int passing) {
    m_liveTracks = live;
    const bool isPart = m_session->briefing().filter && !m_session->briefing().filterDims;
    m_tabs->setToolTip(!m_session->store() ? QString()
                       : isPart            ? tr("%1 of %2 tracks").arg(passing).arg(live)
                                           : tr("%1 tracks").arg(live));
  });
  connect(m_siteForm, &SiteInspector::edited, &s, &Session::editSite);
  connect(m_siteForm, &SiteInspector::earthFactorChanged, &s, &Session::setEarthFactor);
  connect(m_siteForm, &SiteInspector::deleteRequested, this,
          [this](const QString& site) { m_session->removeSite(site.toStdString()); });
  connect(m_siteForm, &SiteInspector::centreRequested, m_map, &MapWidget::centreOn);
  connect(m_trackPage, &TrackInspector::centreRequested, m_map, &MapWidget::centreOn);
  connect(m_trackPage, &TrackInspector::seekRequested, this,
          [this](UtcTime to) { m_session->command(ClockCommand::Seek{to}); });
}

void MainWindow::showPlayIcon() {
  QAction* play = (*m_actions)[QStringLiteral("time.play")];
  const QString icon = m_session->clock().playing ? QStringLiteral("pause") : QStringLiteral("play");
  const QString shown = icon + m_themeId;
  if (play->property("shown") == shown) return;
  play->setProperty("shown", shown);
  play->setIcon(m_look->icon(icon));
}

void MainWindow::showFrame() {
  m_map->setFrame(m_session->frame());
  m_map->setOther(m_session->otherFrame(), m_session->compareView() == CompareView::Swipe);
}

void MainWindow::showPlan() {
  const PlanPtr& plan = m_session->plan();
  m_sitePanel->setPlan(plan);
  QString name = plan ? QString::fromStdString(plan->name) : QString();
  if (plan && name.isEmpty()) name = tr("Unnamed plan");
  m_planName->setWhole(name);
  m_planName->setVisible(plan != nullptr);
  m_altitude->setDetents(plan ? plan->altitudeDetents : std::vector<double>{});
  m_welcome->setVisible(!plan && !m_session->store());
  setWindowTitle(name.isEmpty() ? QStringLiteral("Sorami") : tr("%1 – Sorami").arg(name));
  if (const Site* site = plan ? plan->site(m_session->selectedSite()) : nullptr) {
    m_siteForm->setSite(*site);
    const TerrainPtr& terrain = m_session->terrain();
    m_siteForm->setGround(
        terrain ? terrain->heightAt(site->position) : std::numeric_limits<double>::quiet_NaN(),
        terrain ? terrain->cellAt(site->position) : 0);
  }
}

void MainWindow::showSelection() {
  const std::string& site = m_session->selectedSite();
  const TrackId track = m_session->selectedTrack();
  m_sitePanel->setSelected(site);
  m_trackPanel->setSelected(track);
  if (!site.empty()) {
    showPlan();
    m_details->setCurrentIndex(1);
    showCoverage();
  } else if (track != kNoTrack && m_session->store()) {
    m_trackPage->setTrack(m_session->store(), track);
    m_trackPage->setTime(m_session->clock().cursor);
    m_trackPage->setEdit(m_session->trackEdit(track), m_session->canEdit());
    m_details->setCurrentIndex(2);
  } else if (m_planner && m_planner->desk().selection().empty()) {
    m_details->setCurrentIndex(0);
  }
}

void MainWindow::showCoverage() {
  const CoverageDesk& desk = m_session->coverage();
  const CoverageDesk::Progress done = desk.progress();
  QString state;
  if (done.wanted > 0 && done.shown < done.wanted) {
    state = tr("Coverage: computing, %1 of %2").arg(done.shown).arg(done.wanted);
  } else if (done.wanted > 0 && done.ready < done.wanted) {
    state = tr("Coverage: refining, %1 of %2").arg(done.ready).arg(done.wanted);
  } else if (done.wanted > 0) {
    state = tr("Coverage: fine, %1 of %1").arg(done.wanted);
  }
  m_coverageLabel->setText(state);
  const std::string& site = m_session->selectedSite();
  if (site.empty()) return;
  QString text = desk.problem(site);
  if (text.isEmpty()) {
    const CoverageFieldPtr field = desk.field(site);
    if (!field) {
      text = desk.isBusy(site) ? tr("Computing…") : tr("No coverage: the site is switched off");
    } else {
      const QString quality = field->quality() == FloorQuality::Preview ? tr("preview")
                              : field->quality() == FloorQuality::Fast  ? tr("fast")
                                                                        : tr("fine");
      text = tr("%1 · antenna at %2 AMSL · %3 rays, bins of %4")
                 .arg(quality, altitudeText(field->antennaMsl(), UnitProfile::Metric))
                 .arg(field->rays())
                 .arg(distanceText(field->binSize(), UnitProfile::Metric));
    }
  }
  m_siteForm->setCoverageText(text);
}

void MainWindow::showDisplay() {
  m_layerPanel->setLooks(m_session->layerLooks(), m_session->hiddenLayers());
  m_layerPanel->setTracks(m_session->tracks());
  m_layerPanel->setAllCoverage(m_session->showsAllCoverage());
  m_trackPanel->setUnits(m_session->units());
  m_siteForm->setUnits(m_session->units());
  m_siteForm->setEarthFactor(m_session->earthFactor());
  m_trackPage->setUnits(m_session->units());
  m_altitude->setAltitude(m_session->frame()->altitude);
  m_altitude->setReference(m_session->frame()->altitudeReference);
}

void MainWindow::showPointer() {
  const std::optional<LatLon> at = m_session->pointer();
  m_positionLabel->setText(at ? positionText(*at) : tr("off the map"));
  const PlanPtr& plan = m_session->plan();
  const QString called =
      at && plan ? bullseyeText(*plan, *at, m_planner->desk().now(), m_session->units()) : QString();
  m_bullseyeLabel->setText(called);
  m_bullseyeLabel->setVisible(plan && plan->bullseye());
  const TerrainPtr& terrain = m_session->terrain();
  if (!at || !terrain) {
    m_heightLabel->setText(terrain ? QString() : tr("no terrain"));
    return;
  }
  m_heightLabel->setText(altitudeText(terrain->heightAt(*at), m_session->units()));
}

void MainWindow::showStatus() {
  m_timeline->setPace(m_session->reachedPart(), m_session->pace());
  if (const ProjectionPtr& projection = m_session->projection()) {
    m_projectionLabel->setText(translated(projection->title()));
    const View& view = m_session->view();
    const double scale = scaleOf(view);
    const double digits = std::pow(10, std::floor(std::log10(std::max(scale, 1.0))) - 1);
    m_scaleLabel->setText(tr("1 : %1").arg(grouped(std::llround(scale / digits) * std::llround(digits))));
  }
  const Compositor::Stats& stats = m_map->compositor()->stats();
  m_frameLabel->setText(tr("%1 ms").arg(m_map->paintMs(), 0, 'f', 1));
  QStringList words;
  if (m_session->store()) words << (m_liveTracks == 1 ? tr("1 track") : tr("%1 tracks").arg(m_liveTracks));
  if (stats.labelsHidden > 0)
    words << (stats.labelsHidden == 1 ? tr("1 label hidden")
                                      : tr("%1 labels hidden").arg(stats.labelsHidden));
  if (!stats.thinned.isEmpty()) words << tr("drawn plainer to be quick: %1").arg(stats.thinned);
  if (m_session->tracks().vectorMinutes > 0 && m_session->store()) {
    words << tr("vectors %1 min").arg(m_session->tracks().vectorMinutes);
  }
  if (const QString shades = trailShadeText(m_session->tracks().trailColour, m_session->units());
      !shades.isEmpty()) {
    words << shades;
  }
  m_tracksLabel->setText(words.join(QStringLiteral(" · ")));
  m_tracksLabel->setToolTip(m_tracksLabel->text());
}

void MainWindow::fillMapMenu(QMenu* menu, LatLon at, const Pick& pick) {
  if (pick.kind == Pick::Kind::Site || pick.kind == Pick::Kind::Track) {
    // A site of several that are chosen: the menu is about them all.
    const bool among = pick.kind == Pick::Kind::Site &&
                       contains(m_planner->desk().selection(), {PlanItemKind::Site, pick.site});
    if (!among) m_session->select(pick);
    menu->addAction(tr("Fit it"), this, [this] { fitSelection(); });
    if (pick.kind == Pick::Kind::Track) {
      menu->addAction((*m_actions)[QStringLiteral("track.follow")]);
      menu->addAction((*m_actions)[QStringLiteral("records.show")]);
      const auto labels = m_session->briefing().labels;
      const auto found = labels ? labels->find(pick.track) : LabelChoices::const_iterator{};
      if (labels && found != labels->end() && found->second.offset) {
        menu->addAction(tr("Label back to its automatic place"), this,
                        [this, pick] { m_session->moveLabel(pick.track, std::nullopt); });
      }
    }
    menu->addSeparator();
  }
  menu->addAction(m_look->icon(QStringLiteral("radar")), tr("Radar here"), this,
                  [this, at] { m_session->placeRadar(at); });
  menu->addAction(m_look->icon(QStringLiteral("copy")), tr("Copy coordinates"), this,
                  [at] { QGuiApplication::clipboard()->setText(positionText(at)); });
  menu->addAction(m_look->icon(QStringLiteral("measure")), tr("Measure from here"), this,
                  [this, at] { m_map->measureFrom(at); });
  menu->addAction(m_look->icon(QStringLiteral("eye")), tr("Line of sight from here"), this,
                  [this, at] { m_map->measureFrom(at, QStringLiteral("measure-sight")); });
  menu->addAction(m_look->icon(QStringLiteral("rings")), tr("Range rings about here"), this,
                  [this, at] { m_map->measureFrom(at, QStringLiteral("measure-rings")); });
  menu->addAction(m_look->icon(QStringLiteral("centre")), tr("Centre here"), this, [this, at] {
    // Projections made about a point are made anew about this one, so that it is true here.
    const std::string spec = m_session->projection()->spec();
    for (const Projection::Choice& choice : Projection::choices()) {
      if (choice.id == spec && choice.followsCentre) {
        m_session->setProjection(QString::fromStdString(spec), at);
        return;
      }
    }
    m_map->centreOn(at);
  });
}

std::vector<CommandSearch::Hit> MainWindow::findHits(const QString& text) {
  std::vector<std::pair<int, CommandSearch::Hit>> found;
  if (MomentLink::isLink(text)) {
    found.push_back({101, {tr("Open this moment"), tr("link"), [this, text] { openLink(text); }}});
  }
  if (!text.isEmpty() && text.front().isDigit()) {
    if (const Result<LatLon> at = positionFrom(text)) {
      found.push_back(
          {100, {positionText(*at), tr("centre the map"), [this, to = *at] { m_map->centreOn(to); }}});
      found.push_back({99, {tr("Radar at %1").arg(positionText(*at)), tr("place"), [this, to = *at] {
                              m_session->placeRadar(to);
                              m_map->centreOn(to);
                            }}});
    }
  }
  for (const Actions::Entry& entry : m_actions->entries()) {
    if (!entry.action->isEnabled() || entry.id == QStringLiteral("search") ||
        entry.id == QStringLiteral("menu")) {
      continue;
    }
    // What it is called here comes before what it is called elsewhere.
    int score = 2 * CommandSearch::score(entry.action->text(), text);
    if (score == 0) {
      score = CommandSearch::score(entry.action->text() + QLatin1Char(' ') + otherWordsOf(entry.id), text);
    }
    if (score == 0) continue;
    const QString key = entry.action->shortcut().toString(QKeySequence::NativeText);
    found.push_back({score,
                     {entry.action->text(), key.isEmpty() ? entry.group : key,
                      [action = entry.action] { action->trigger(); }}});
  }
  for (const QString& name : text.isEmpty() ? QStringList() : m_views->layouts()) {
    const QString words = tr("Layout: %1").arg(name);
    const int score = CommandSearch::score(words, text);
    if (score > 0)
      found.push_back({score, {words, tr("layout"), [this, name] { m_views->applyLayout(name); }}});
  }
  if (const PlanPtr& plan = m_session->plan(); plan && !text.isEmpty()) {
    int sites = 0;
    for (const Site& site : plan->sites) {
      const QString name = QString::fromStdString(site.name);
      const int score = CommandSearch::score(name, text);
      if (score == 0 || ++sites > kMaxSiteHits) continue;
      found.push_back(
          {2 * score + 1, {name, siteKindText(site.kind), [this, id = site.id, at = site.position] {
                             m_session->selectSite(id);
                             m_map->centreOn(at);
                           }}});
    }
  }
  if (const StoreViewPtr& store = m_session->store(); store && text.size() >= 2) {
    int tracks = 0;
    for (const TrackInfo& track : store->tracks()) {
      if (track.isPlots) continue;
      const QString name = QString::fromStdString(track.displayName());
      const int score = CommandSearch::score(name, text);
      if (score == 0 || ++tracks > kMaxTrackHits) continue;
      found.push_back({2 * score + 1, {name, tr("track"), [this, id = track.id] {
                                         const TrackInfo& info = m_session->store()->tracks()[id];
                                         const UtcTime now = m_session->clock().cursor;
                                         if (now < info.first || now > info.last) {
                                           m_session->command(ClockCommand::Seek{info.first});
                                         }
                                         m_session->selectTrack(id);
                                       }}});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<CommandSearch::Hit> hits;
  for (auto& [score, hit] : found) hits.push_back(std::move(hit));
  return hits;
}

void MainWindow::fitSelection() {
  std::vector<LatLon> points = m_session->selectionPoints();
  for (const PlanItem& item : m_planner->desk().selection()) {
    if (item.kind == PlanItemKind::Site && m_planner->desk().selection().size() == 1) continue;
    const std::vector<LatLon> more = pointsOf(*m_planner->desk().plan(), item);
    points.insert(points.end(), more.begin(), more.end());
  }
  if (points.empty()) {
    overview();
  } else {
    m_map->fitPoints(points);
  }
}

void MainWindow::overview() {
  // Everything that is open; the region of the first view when nothing is.
  std::vector<LatLon> points;
  if (const PlanPtr& plan = m_session->plan()) {
    for (const Site& site : plan->sites) points.push_back(site.position);
  }
  if (points.size() < 2) {
    if (const StoreViewPtr& store = m_session->store()) {
      for (const TrackInfo& track : store->tracks()) {
        if (track.box.isEmpty() || track.isPlots) continue;
        points.push_back({track.box.south, track.box.west});
        points.push_back({track.box.north, track.box.east});
      }
    }
  }
  if (points.empty()) points = {{24, 123}, {46, 149}};
  m_map->fitPoints(points);
}

void MainWindow::bringIntoView() {
  if (!m_session->isViewUntouched()) return;
  // A recording from elsewhere would stand askew, or not at all, in a projection made for Japan.
  if (const std::optional<LatLon> middle = m_session->middle(); middle && m_session->projection()) {
    if (geodesic(*middle, m_session->projection()->centre()).distance > kFarAway) {
      m_session->setProjection(QStringLiteral("stereographic"), *middle);
    }
  }
  m_map->setReducedMotion(true);
  overview();
  m_map->setReducedMotion(m_reducedMotion);
  m_session->setViewUntouched();
}

void MainWindow::setLoopMark(bool out) {
  const Clock::State& state = m_session->clock();
  if (!state.bounds.isValid()) return;
  TimeRange loop = state.loop.value_or(state.bounds);
  (out ? loop.end : loop.begin) = state.cursor;
  // A mark beyond the other one begins a new loop on its side.
  if (loop.begin >= loop.end) (out ? loop.begin : loop.end) = out ? state.bounds.begin : state.bounds.end;
  if (loop.begin < loop.end) m_session->command(ClockCommand::SetLoop{loop});
}

}  // namespace sorami
