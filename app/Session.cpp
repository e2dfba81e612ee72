// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"
#include "data/store/Queries.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kFrameMs = 16;
constexpr int kViewRestMs = 500;  // a view that stands this long is worth going back to
constexpr std::size_t kMaxViews = 64;
constexpr Micros kLongestTick = kSecond;  // after a stall playback goes on, it does not leap
constexpr LatLon kHome{36.5, 137.5};      // the middle of the first view
constexpr double kHomeSpan = 2'600e3;     // m of map shown from top to bottom at first

}  // namespace

Session::Session(QObject* parent) : QObject(parent) {
  addDocument();
  m_view.metresPerPixel = 2000;
  m_tick.setTimerType(Qt::PreciseTimer);
  m_tick.setInterval(kFrameMs);
  connect(&m_tick, &QTimer::timeout, this, &Session::tick);
  m_viewRest.setSingleShot(true);
  m_viewRest.setInterval(kViewRestMs);
  connect(&m_viewRest, &QTimer::timeout, this, [this] {
    if (!m_views.empty() && m_views[m_viewAt] == m_view) return;
    m_views.resize(m_views.empty() ? 0 : m_viewAt + 1);
    m_views.push_back(m_view);
    if (m_views.size() > kMaxViews) m_views.erase(m_views.begin());
    m_viewAt = m_views.size() - 1;
  });
  connect(&m_coverage, &CoverageDesk::changed, this, [this] {
    invalidate();
    Q_EMIT coverageChanged();
  });
  connect(&m_files, &FileOpener::planRead, this, &Session::openPlan);
  connect(&m_files, &FileOpener::recordingRead, this, &Session::setStore);
  connect(&m_files, &FileOpener::terrainRead, this, &Session::setTerrain);
  connect(&m_files, &FileOpener::basemapRead, this, &Session::setBasemap);
  connect(&m_files, &FileOpener::userMapRead, this, &Session::addUserMap);
  setProjection(QStringLiteral("lcc-japan"), kHome);
}

Session::~Session() = default;

void Session::invalidate() {
  m_frame.reset();
  if (m_holds == 0) Q_EMIT frameChanged();
}

const FramePtr& Session::frame() const {
  if (m_frame) return m_frame;
  auto frame = std::make_shared<Frame>();
  frame->time = m_clock.state().cursor;
  frame->view = m_view;
  frame->projection = m_projection;
  frame->basemap = m_basemap;
  frame->terrain = m_terrain;
  frame->store = m_store;
  frame->asKnown = m_asKnown;
  frame->heat = m_heat;
  frame->plan = m_shown;
  frame->planVersion = m_planVersion;
  frame->theme = m_theme;
  frame->altitude = m_altitude;
  frame->altitudeReference = m_altitudeReference;
  frame->tracks = m_tracks;
  frame->units = m_units;
  frame->margins = m_margins;
  frame->selectedTrack = m_selectedTrack;
  frame->hoveredTrack = m_hoveredTrack;
  frame->selectedSite = m_selectedSite;
  frame->hiddenLayers = m_hidden;
  frame->layerLooks = m_layerLooks;
  for (LayerLook& look : frame->layerLooks) look.hidden = false;  // m_hidden has the last word
  frame->userMaps = userMaps();
  frame->mapFiles = mapFiles();
  frame->filter = m_briefing.filter;
  frame->filterDims = m_briefing.filterDims;
  frame->story = m_briefing.story;
  frame->secondTrack = m_briefing.secondTrack;
  frame->labelChoices = m_briefing.labels;
  frame->interactive = true;
  frame->coverageMode = m_coverageMode;
  frame->network = m_network;
  frame->otherCoverage = m_otherCoverage;
  frame->coverageBand = m_coverageBand;
  if (m_shown) {
    frame->marking = m_shown->marking;
    const Site* selected = m_shown->site(m_selectedSite);
    const bool only = !m_allCoverage && selected && selected->sensor;
    for (const Site& site : m_shown->sites) {
      if (site.hidden || (only && site.id != m_selectedSite)) continue;
      if (!m_allCoverage && !only) break;
      if (!only && std::find(m_mute.begin(), m_mute.end(), site.id) != m_mute.end()) continue;
      if (CoverageFieldPtr field = m_coverage.field(site.id)) {
        frame->coverage.push_back(std::move(field));
        frame->coverageSites.push_back(site.id);
      }
    }
  }
  if (frame->marking.empty() && m_store) frame->marking = m_store->meta("marking");
  m_frame = std::move(frame);
  return m_frame;
}

// --- time

void Session::command(const ClockCommand::Any& command) {
  if (!m_clock.apply(command)) return;
  const bool runs = m_clock.state().playing || m_clock.state().live;
  if (runs && !m_tick.isActive()) {
    m_wall.start();
    m_paceWall = m_pacePassed = 0;
    m_paceFrames = 0;
    m_reachedPart = 1;
    m_tick.start();
  } else if (!runs) {
    m_tick.stop();
    m_pace = 0;
  }
  followSensors();
  invalidate();
  Q_EMIT clockChanged();
}

void Session::tick() {
  // The timer skips what it is late for; the clock is told how long it really was.
  const Micros wall = m_wall.nsecsElapsed() / 1000;
  const Micros passed = std::min<Micros>(wall, kLongestTick);
  m_wall.start();
  measurePace(passed, wall);
  const Clock::State before = m_clock.state();
  bool moved = m_clock.advance(passed);
  if (m_skipsGaps && moved && m_clock.state().playing) {
    const UtcTime now = m_clock.state().cursor;
    for (const TimeRange& gap : gaps()) {
      if (now <= gap.begin || now >= gap.end) continue;
      m_clock.apply(ClockCommand::Seek{before.direction > 0 ? gap.end : gap.begin});
      break;
    }
  }
  // Playback that has caught up with a live recording goes on with it.
  if (isLive() && before.playing && !m_clock.state().playing && before.direction > 0) {
    command(ClockCommand::FollowLive{});
    return;
  }
  if (!m_clock.state().playing && !m_clock.state().live) m_tick.stop();
  if (!moved && m_clock.state() == before) return;
  followSensors();
  invalidate();
  Q_EMIT clockChanged();
}

void Session::step(int direction) {
  if (m_clock.state().playing) command(ClockCommand::Pause{});
  if (m_store && m_selectedTrack != kNoTrack) {
    const auto next = direction > 0 ? nextSample(*m_store, m_selectedTrack, m_clock.state().cursor)
                                    : previousSample(*m_store, m_selectedTrack, m_clock.state().cursor);
    if (next) {
      command(ClockCommand::Seek{next->time});
      return;
    }
  }
  command(ClockCommand::SeekBy{direction * m_stepSize});
}

void Session::jumpToEvent(int direction) {
  if (!m_store) return;
  const UtcTime now = m_clock.state().cursor;
  UtcTime best;
  const auto offer = [&](UtcTime t) {
    if (!t.isValid() || !m_clock.state().bounds.contains(t)) return;
    if (direction > 0 ? t <= now : t >= now) return;
    if (!best.isValid() || (direction > 0 ? t < best : t > best)) best = t;
  };
  for (const TrackInfo& track : m_store->tracks()) {
    if (track.isPlots) continue;
    offer(track.first);
    offer(track.last);
  }
  if (best.isValid()) command(ClockCommand::Seek{best});
}

// --- what is open

void Session::setStore(const StoreViewPtr& store) {
  m_recording = store;
  m_store = storeToShow();
  if (m_plan && !m_partner.empty()) m_shown = std::make_shared<const Plan>(asPartnerSees(*m_plan));
  m_heat.reset();
  m_selectedTrack = kNoTrack;
  m_hoveredTrack = kNoTrack;
  command(ClockCommand::SetLoop{});
  const TimeRange bounds = m_store ? m_store->timeline() : TimeRange{};
  command(ClockCommand::SetBounds{bounds});
  if (bounds.isValid()) command(ClockCommand::Seek{bounds.begin});
  invalidate();
  Q_EMIT storeChanged();
  Q_EMIT selectionChanged();
  Q_EMIT clockChanged();
}

void Session::setBasemap(const BasemapPtr& basemap) {
  m_basemap = basemap;
  invalidate();
}

void Session::setTerrain(const TerrainPtr& terrain) {
  m_terrain = terrain;
  m_coverage.setTerrain(terrain);
  invalidate();
  Q_EMIT terrainChanged();
}

// --- picture

QString Session::setProjection(const QString& spec, std::optional<LatLon> centre) {
  LatLon at = centre.value_or(kHome);
  if (!centre && m_projection) {
    const LatLon middle = m_projection->inverse(m_view.centre);
    if (std::isfinite(middle.lat) && std::isfinite(middle.lon)) at = middle;
  }
  Result<ProjectionPtr> made = Projection::create(spec.toStdString(), at);
  if (!made) return QString::fromStdString(made.error().what);
  m_projection = *made;
  // The same place stays in the middle, as far as the new projection shows it.
  MapPoint to = m_projection->forward(at);
  if (!std::isfinite(to.x) || !std::isfinite(to.y)) to = m_projection->forward(m_projection->centre());
  if (std::isfinite(to.x) && std::isfinite(to.y)) m_view.centre = to;
  m_views.clear();
  m_viewAt = 0;
  m_viewRest.start();
  invalidate();
  Q_EMIT projectionChanged();
  return {};
}

void Session::setView(const View& view) {
  if (view == m_view) return;
  const bool moved = view.centre.x != m_view.centre.x || view.centre.y != m_view.centre.y ||
                     view.metresPerPixel != m_view.metresPerPixel;
  if (moved) m_viewUntouched = false;
  m_view = view;
  if (!m_viewIsSet && view.size.height() > 100) {
    m_viewIsSet = true;
    m_view.metresPerPixel = kHomeSpan / view.size.height();
  }
  m_viewRest.start();
  invalidate();
}

bool Session::stepView(int direction) {
  if (m_viewRest.isActive()) {
    m_viewRest.stop();
    if (m_views.empty() || !(m_views[m_viewAt] == m_view)) {
      m_views.resize(m_views.empty() ? 0 : m_viewAt + 1);
      m_views.push_back(m_view);
      m_viewAt = m_views.size() - 1;
    }
  }
  const auto to = static_cast<std::ptrdiff_t>(m_viewAt) + direction;
  if (to < 0 || to >= static_cast<std::ptrdiff_t>(m_views.size())) return false;
  m_viewAt = static_cast<std::size_t>(to);
  View next = m_views[m_viewAt];
  next.size = m_view.size;
  next.pixelRatio = m_view.pixelRatio;
  m_view = next;
  m_views[m_viewAt] = next;
  invalidate();
  return true;
}

void Session::setTheme(const std::shared_ptr<const Theme>& theme) {
  m_theme = theme;
  invalidate();
}

void Session::setUnits(UnitProfile units) {
  m_units = units;
  invalidate();
  Q_EMIT displayChanged();
}

void Session::setAltitude(double metres) {
  m_altitude = metres;
  invalidate();
  Q_EMIT displayChanged();
}

void Session::setAltitudeReference(AltitudeReference reference) {
  m_altitudeReference = reference;
  invalidate();
  Q_EMIT displayChanged();
}

void Session::setCoverageMode(CoverageMode mode) {
  if (mode == m_coverageMode) return;
  m_coverageMode = mode;
  invalidate();
  Q_EMIT displayChanged();
}

void Session::setNetwork(const std::shared_ptr<const NetworkPicture>& network,
                         std::vector<std::string> mute) {
  m_network = network;
  m_mute = std::move(mute);
  invalidate();
}

void Session::setOtherCoverage(std::vector<CoverageFieldPtr> other) {
  m_otherCoverage = std::move(other);
  invalidate();
}

void Session::setOtherPlan(const PlanPtr& plan, CompareView view) {
  m_otherPlan = plan;
  m_compareView = plan ? view : CompareView::None;
  invalidate();
}

void Session::setCoverageBand(double metres) {
  if (metres == m_coverageBand) return;
  m_coverageBand = metres;
  invalidate();
  Q_EMIT displayChanged();
}

FramePtr Session::otherFrame() const {
  if (m_compareView == CompareView::None || !m_otherPlan) return nullptr;
  auto other = std::make_shared<Frame>(*frame());
  other->plan = m_otherPlan;
  other->coverage = m_otherCoverage;
  other->coverageSites.clear();
  other->otherCoverage.clear();
  other->network.reset();
  other->selectedSite.clear();
  if (other->coverageMode == CoverageMode::Difference) other->coverageMode = CoverageMode::Bands;
  return other;
}

void Session::setTracks(const TrackDisplay& tracks) {
  m_tracks = tracks;
  invalidate();
  Q_EMIT displayChanged();
}

void Session::cycleLabels() {
  TrackDisplay next = m_tracks;
  next.labelLevel = (next.labelLevel + 1) % 3;
  setTracks(next);
}

void Session::setHiddenLayers(const std::vector<std::string>& hidden) {
  m_hidden = hidden;
  invalidate();
  Q_EMIT displayChanged();
}

QString Session::fileName() const {
  static const QRegularExpression kUnfit(QStringLiteral("[\\x00-\\x1f./\\\\:*?\"<>|]"));
  const QString name = m_shown ? QString::fromStdString(m_shown->name).trimmed() : QString();
  return name.isEmpty() ? QStringLiteral("Sorami") : QString(name).replace(kUnfit, QStringLiteral("_"));
}

void Session::setMargins(const PictureMargins& margins) {
  if (margins == m_margins) return;
  m_margins = margins;
  invalidate();
}

// --- selection

void Session::selectTrack(TrackId track) {
  if (track == m_selectedTrack && m_selectedSite.empty()) return;
  m_selectedTrack = track;
  m_selectedSite.clear();
  ++m_holds;
  updateCoverage();
  --m_holds;
  invalidate();
  Q_EMIT selectionChanged();
}

void Session::selectSite(const std::string& site) {
  if (site == m_selectedSite && m_selectedTrack == kNoTrack) return;
  m_selectedSite = site;
  m_selectedTrack = kNoTrack;
  ++m_holds;
  updateCoverage();
  --m_holds;
  invalidate();
  Q_EMIT selectionChanged();
}

void Session::select(const Pick& pick) {
  if (pick.kind == Pick::Kind::Site) {
    selectSite(pick.site);
  } else {
    selectTrack(pick.kind == Pick::Kind::Track ? pick.track : kNoTrack);
  }
}

void Session::setHover(const Pick& pick) {
  const TrackId track = pick.kind == Pick::Kind::Track ? pick.track : kNoTrack;
  if (track == m_hoveredTrack) return;
  m_hoveredTrack = track;
  invalidate();
}

void Session::setPointer(std::optional<LatLon> position) {
  m_pointer = position;
  Q_EMIT pointerChanged();
}

std::vector<LatLon> Session::selectionPoints() const {
  if (const Site* site = m_shown ? m_shown->site(m_selectedSite) : nullptr) {
    std::vector<LatLon> points{site->position};
    if (const CoverageFieldPtr field = m_coverage.field(site->id)) {
      // The box of what it can cover, by its eight main directions.
      const double dLat = field->request().range / kMetresPerDegree;
      const double dLon = dLat / std::max(std::cos(degToRad(site->position.lat)), 0.05);
      points.push_back({std::min(site->position.lat + dLat, 89.0), site->position.lon});
      points.push_back({std::max(site->position.lat - dLat, -89.0), site->position.lon});
      points.push_back({site->position.lat, wrapLongitude(site->position.lon + dLon)});
      points.push_back({site->position.lat, wrapLongitude(site->position.lon - dLon)});
    }
    return points;
  }
  if (m_store && m_selectedTrack < m_store->tracks().size()) {
    const TrackInfo& info = m_store->tracks()[m_selectedTrack];
    if (!info.box.isEmpty()) return {{info.box.south, info.box.west}, {info.box.north, info.box.east}};
  }
  return {};
}

std::optional<LatLon> Session::middle() const {
  // The mean of directions from the earth's centre, so that the dateline is no edge.
  double x = 0;
  double y = 0;
  double z = 0;
  const auto add = [&](LatLon p) {
    const double lat = degToRad(p.lat);
    const double lon = degToRad(p.lon);
    x += std::cos(lat) * std::cos(lon);
    y += std::cos(lat) * std::sin(lon);
    z += std::sin(lat);
  };
  if (m_plan && !m_plan->sites.empty()) {
    for (const Site& site : m_plan->sites) add(site.position);
  } else if (m_store) {
    for (const TrackInfo& track : m_store->tracks()) {
      if (track.box.isEmpty()) continue;
      add({track.box.south, track.box.west});
      add({track.box.north, track.box.east});
    }
  }
  if (x * x + y * y + z * z < 1e-12) return std::nullopt;
  return LatLon{radToDeg(std::atan2(z, std::hypot(x, y))), radToDeg(std::atan2(y, x))};
}

}  // namespace sorami
