// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PlanDesk.h"

#include "app/Session.h"
#include "data/geo/Earth.h"
#include "data/geo/Geodesic.h"
#include "widgets/look/UnitText.h"

#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QGuiApplication>
#include <QMimeData>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

const QString kMime = QStringLiteral("application/x-sorami-plan");
constexpr double kMostHighReach = 10e3;  // m: high ground farther off is another hill
constexpr int kHighSamples = 25;         // a side

std::string presetFile() {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
  QDir().mkpath(folder);
  return QDir(folder).filePath(QStringLiteral("presets.soplan")).toStdString();
}

/// Grid spacings that are read off maps, degrees.
constexpr double kGrids[] = {10, 5, 2, 1, 0.5, 1.0 / 6, 1.0 / 12, 1.0 / 60, 1.0 / 120, 1.0 / 360, 1.0 / 3600};

QString gridText(double deg) {
  if (deg >= 1) return PlanDesk::tr("grid %1°").arg(deg);
  if (deg >= 1.0 / 60 - 1e-9) return PlanDesk::tr("grid %1′").arg(std::round(deg * 60));
  return PlanDesk::tr("grid %1″").arg(std::round(deg * 3600));
}

}  // namespace

PlanDesk::PlanDesk(Session& session) : m_session(session), m_presets(sitePresets()), m_preset("long-range") {
  if (const Result<std::vector<SitePreset>> own = readPresets(presetFile())) {
    m_presets.insert(m_presets.end(), own->begin(), own->end());
  }
  const QSettings settings;
  m_snap.objects = settings.value(QStringLiteral("snap/objects"), true).toBool();
  m_snap.grid = settings.value(QStringLiteral("snap/grid"), false).toBool();
  m_snap.highGround = settings.value(QStringLiteral("snap/high"), false).toBool();
  session.setPlanEditor(this);
  connect(&session, &Session::selectionChanged, this, &PlanDesk::followSession);
  connect(&session, &Session::planChanged, this, &PlanDesk::dropLost);
}

PlanDesk::~PlanDesk() {
  m_session.setPlanEditor(nullptr);
}

PlanPtr PlanDesk::plan() const {
  static const PlanPtr kEmpty = std::make_shared<const Plan>();
  return m_session.plan() ? m_session.plan() : kEmpty;
}

bool PlanDesk::canEdit() const {
  return m_session.canEdit();
}

void PlanDesk::setSelection(PlanItems items, bool groups) {
  const PlanPtr now = plan();
  std::erase_if(items, [&](const PlanItem& item) { return !holds(*now, item); });
  if (groups) items = edits::withGroups(*now, items);
  const auto site = std::find_if(items.rbegin(), items.rend(),
                                 [](const PlanItem& item) { return item.kind == PlanItemKind::Site; });
  m_syncing = true;
  if (site != items.rend()) {
    m_session.selectSite(site->id);
  } else if (!items.empty() || m_session.selectedTrack() == kNoTrack) {
    m_session.selectTrack(kNoTrack);
  }
  m_syncing = false;
  m_selection = std::move(items);
  Q_EMIT selectionChanged();
}

void PlanDesk::followSession() {
  if (m_syncing) return;
  const std::string& site = m_session.selectedSite();
  PlanItems next;
  if (!site.empty()) next = {{PlanItemKind::Site, site}};
  if (next == m_selection) return;
  m_selection = std::move(next);
  Q_EMIT selectionChanged();
}

void PlanDesk::dropLost() {
  const PlanPtr now = plan();
  const std::size_t before = m_selection.size();
  std::erase_if(m_selection, [&](const PlanItem& item) { return !holds(*now, item); });
  if (m_selection.size() != before) Q_EMIT selectionChanged();
}

void PlanDesk::edit(Plan next, const QString& what, const QString& merge) {
  m_session.edit(std::move(next), what, merge);
}
bool PlanDesk::beginEdit() {
  return m_session.beginEdit();
}
void PlanDesk::showEdit(Plan next) {
  m_session.showEdit(std::move(next));
}
void PlanDesk::endEdit(const QString& what) {
  m_session.endEdit(what);
}
void PlanDesk::cancelEdit() {
  m_session.cancelEdit();
}

UtcTime PlanDesk::now() const {
  const UtcTime cursor = m_session.clock().cursor;
  if (m_session.clock().bounds.isValid() && cursor.isValid()) return cursor;
  return {QDateTime::currentMSecsSinceEpoch() / 60'000 * kMinute};
}

// --- snapping

void PlanDesk::setSnapTo(const SnapTo& snap) {
  m_snap = snap;
  QSettings settings;
  settings.setValue(QStringLiteral("snap/objects"), snap.objects);
  settings.setValue(QStringLiteral("snap/grid"), snap.grid);
  settings.setValue(QStringLiteral("snap/high"), snap.highGround);
}

Snap PlanDesk::snap(LatLon at, double reach, const PlanItems& without) const {
  const PlanPtr now = plan();
  const double dLat = reach / kMetresPerDegree;
  const double dLon = dLat / std::max(std::cos(at.lat * 0.017453292519943295), 0.05);
  if (m_snap.objects) {
    Snap best{at, {}};
    double nearest = reach;
    for (const PlanItem& item : allItems(*now)) {
      if (item.kind == PlanItemKind::Link || contains(without, item) || isHidden(*now, item)) continue;
      for (const LatLon& p : pointsOf(*now, item)) {
        if (std::abs(p.lat - at.lat) > dLat || std::abs(wrapLongitude(p.lon - at.lon)) > dLon) continue;
        const double away = geodesic(at, p).distance;
        if (away >= nearest) continue;
        nearest = away;
        const QString name = QString::fromStdString(nameOf(*now, item));
        best = {p, name.isEmpty() ? tr("point") : name};
      }
    }
    if (!best.what.isEmpty()) return best;
  }
  const TerrainPtr& terrain = m_session.terrain();
  if (m_snap.highGround && terrain) {
    const double part = std::min(1.0, kMostHighReach / std::max(reach, 1.0));
    std::vector<LatLon> points;
    for (int y = 0; y < kHighSamples; ++y) {
      for (int x = 0; x < kHighSamples; ++x) {
        const double u = 2.0 * x / (kHighSamples - 1) - 1;
        const double v = 2.0 * y / (kHighSamples - 1) - 1;
        if (u * u + v * v > 1) continue;
        points.push_back(
            {std::clamp(at.lat + v * part * dLat, -90.0, 90.0), wrapLongitude(at.lon + u * part * dLon)});
      }
    }
    std::vector<float> heights(points.size());
    terrain->heightsAt(points, heights);
    std::size_t best = points.size();
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (std::isfinite(heights[i]) && (best == points.size() || heights[i] > heights[best])) best = i;
    }
    if (best < points.size() && heights[best] > 0) {
      return {
          points[best],
          tr("high ground %1").arg(altitudeText(static_cast<double>(heights[best]), UnitProfile::Metric))};
    }
  }
  if (m_snap.grid) {
    // The finest grid whose crossings do not all lie within reach.
    double spacing = kGrids[0];
    for (const double g : kGrids) {
      if (g >= 3 * dLat) spacing = g;
    }
    const LatLon crossing{std::round(at.lat / spacing) * spacing,
                          wrapLongitude(std::round(at.lon / spacing) * spacing)};
    if (std::abs(crossing.lat - at.lat) <= dLat && std::abs(wrapLongitude(crossing.lon - at.lon)) <= dLon &&
        std::abs(crossing.lat) <= 90) {
      return {crossing, gridText(spacing)};
    }
  }
  return {at, {}};
}

// --- presets

const SitePreset* PlanDesk::preset(const std::string& id) const {
  const auto found =
      std::find_if(m_presets.begin(), m_presets.end(), [&](const SitePreset& p) { return p.id == id; });
  return found == m_presets.end() ? nullptr : &*found;
}

void PlanDesk::choosePreset(const std::string& id) {
  if (!preset(id)) return;
  m_preset = id;
  Q_EMIT presetChanged();
}

QString PlanDesk::presetTitle() const {
  const SitePreset* p = preset(m_preset);
  return p ? tr(p->title.c_str()) : QString();
}

std::string PlanDesk::placePreset(LatLon at) {
  const SitePreset* p = preset(m_preset);
  if (!p || !canEdit()) return {};
  const PlanPtr now = plan();
  Site site = p->site;
  site.id = edits::freshId(*now, "site");
  site.name = edits::freshName(*now, tr(p->name.c_str()).toStdString());
  site.position = at;
  const std::string id = site.id;
  edit(edits::withSite(*now, site), tr("place %1").arg(QString::fromStdString(site.name)));
  setSelection({{PlanItemKind::Site, id}}, false);
  return id;
}

Status PlanDesk::savePreset(const std::string& id, const QString& title) {
  const PlanPtr now = plan();
  const Site* site = now->site(id);
  if (!site) return Error{"the site is gone", {}, {}};
  std::vector<SitePreset> own;
  for (const SitePreset& p : m_presets) {
    if (p.own && p.title != title.toStdString()) own.push_back(p);
  }
  own.push_back(presetFrom(*site, title.toStdString()));
  const Status written = writePresets(own, presetFile());
  if (!written) return written;
  std::erase_if(m_presets, [](const SitePreset& p) { return p.own; });
  m_presets.insert(m_presets.end(), own.begin(), own.end());
  Q_EMIT presetsChanged();
  return {};
}

void PlanDesk::applyPreset(const std::string& id) {
  const SitePreset* p = preset(id);
  if (!p) return;
  const Plan next = edits::changedSites(*plan(), m_selection, [&](Site& site) {
    site.kind = p->site.kind;
    site.sensor = p->site.sensor;
    site.battery = p->site.battery;
    site.engagementRange = p->site.engagementRange;
  });
  edit(next, tr("%1: apply %2").arg(nameOfSelection(), tr(p->title.c_str())));
}

// --- commands

QString PlanDesk::nameOfSelection() const {
  if (m_selection.size() == 1) {
    const QString name = QString::fromStdString(nameOf(*plan(), m_selection.front()));
    if (!name.isEmpty()) return name;
  }
  return m_selection.size() == 1 ? tr("1 object") : tr("%1 objects").arg(m_selection.size());
}

void PlanDesk::selectAll() {
  PlanItems items = allItems(*plan());
  std::erase_if(items, [&](const PlanItem& item) {
    return item.kind == PlanItemKind::Link || isHidden(*plan(), item);
  });
  setSelection(items, false);
}

void PlanDesk::removeSelected() {
  if (m_selection.empty()) return;
  edit(edits::removed(*plan(), m_selection), tr("delete %1").arg(nameOfSelection()));
}

void PlanDesk::duplicate() {
  if (m_selection.empty()) return;
  PlanItems made;
  const PlanPtr now = plan();
  const Plan next = edits::pasted(*now, edits::extracted(*now, m_selection), std::nullopt, &made);
  edit(next, tr("duplicate %1").arg(nameOfSelection()));
  setSelection(made, false);
}

void PlanDesk::copy() const {
  const Plan clip = edits::extracted(*plan(), m_selection);
  if (clip.sites.empty() && clip.areas.empty() && clip.threats.empty() && clip.drawings.empty()) return;
  const QByteArray json = QByteArray::fromStdString(planToJson(clip));
  auto* data = new QMimeData;
  data->setData(kMime, json);
  data->setText(QString::fromUtf8(json));
  QGuiApplication::clipboard()->setMimeData(data);
}

void PlanDesk::cut() {
  if (m_selection.empty()) return;
  copy();
  edit(edits::removed(*plan(), m_selection), tr("cut %1").arg(nameOfSelection()));
}

bool PlanDesk::canPaste() const {
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  return canEdit() && data &&
         (data->hasFormat(kMime) || data->text().contains(QStringLiteral("\"soramiPlan\"")));
}

void PlanDesk::paste(std::optional<LatLon> at) {
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  if (!data || !canPaste()) return;
  const QByteArray json = data->hasFormat(kMime) ? data->data(kMime) : data->text().toUtf8();
  const Result<OpenedPlan> clip = openPlanText(json.toStdString(), "clipboard");
  if (!clip) return;
  PlanItems made;
  const Plan next = edits::pasted(*plan(), clip->plan, at, &made);
  edit(next, made.size() == 1 ? tr("paste 1 object") : tr("paste %1 objects").arg(made.size()));
  setSelection(made, false);
}

void PlanDesk::align(edits::Align how) {
  edit(edits::aligned(*plan(), m_selection, how), tr("align %1").arg(nameOfSelection()));
}

void PlanDesk::spread(bool westToEast) {
  edit(edits::spread(*plan(), m_selection, westToEast), tr("spread %1 evenly").arg(nameOfSelection()));
}

void PlanDesk::group() {
  if (m_selection.size() < 2) return;
  const PlanPtr now = plan();
  std::string name;
  for (int i = 1; name.empty(); ++i) {
    name = tr("Group %1").arg(i).toStdString();
    for (const PlanItem& item : allItems(*now)) {
      if (groupOf(*now, item) == name) name.clear();
      if (name.empty()) break;
    }
  }
  edit(edits::setGroup(*now, m_selection, name), tr("group %1").arg(nameOfSelection()));
}

void PlanDesk::ungroup() {
  edit(edits::setGroup(*plan(), m_selection, {}), tr("ungroup %1").arg(nameOfSelection()));
}

void PlanDesk::toggleLocked() {
  const PlanPtr now = plan();
  const bool all = std::all_of(m_selection.begin(), m_selection.end(),
                               [&](const PlanItem& item) { return isLocked(*now, item); });
  edit(edits::setLocked(*now, m_selection, !all),
       all ? tr("unlock %1").arg(nameOfSelection()) : tr("lock %1").arg(nameOfSelection()));
}

void PlanDesk::hide() {
  if (m_selection.empty()) return;
  edit(edits::setHidden(*plan(), m_selection, true), tr("hide %1").arg(nameOfSelection()));
  setSelection({});
}

void PlanDesk::showAllHidden() {
  edit(edits::setHidden(*plan(), allItems(*plan()), false), tr("show everything hidden"));
}

void PlanDesk::toggleActive() {
  const PlanPtr now = plan();
  const bool any = std::any_of(m_selection.begin(), m_selection.end(), [&](const PlanItem& item) {
    const Site* s = item.kind == PlanItemKind::Site ? now->site(item.id) : nullptr;
    const Link* l = item.kind == PlanItemKind::Link ? now->link(item.id) : nullptr;
    return (s && s->active) || (l && l->active);
  });
  edit(edits::setActive(*now, m_selection, !any),
       any ? tr("switch off %1").arg(nameOfSelection()) : tr("switch on %1").arg(nameOfSelection()));
}

void PlanDesk::nudge(double east, double north) {
  const PlanPtr now = plan();
  std::vector<LatLon> points;
  for (const PlanItem& item : m_selection) {
    points = pointsOf(*now, item);
    if (!points.empty() && item.kind != PlanItemKind::Link) break;
  }
  if (points.empty()) return;
  const double far = std::hypot(east, north);
  const LatLon to = geodesicPoint(points[0], std::atan2(east, north) * 57.29577951308232, far);
  // Steps are one as long as the same objects are nudged.
  QString merge = QStringLiteral("nudge");
  for (const PlanItem& item : m_selection) merge += QLatin1Char('/') + QString::fromStdString(item.id);
  edit(edits::moved(*now, m_selection, points[0], to), tr("nudge %1").arg(nameOfSelection()), merge);
}

void PlanDesk::rename(const PlanItem& item, const QString& name) {
  const QString was = QString::fromStdString(nameOf(*plan(), item));
  if (name.trimmed().isEmpty() || name == was) return;
  edit(edits::renamed(*plan(), item, name.trimmed().toStdString()),
       was.isEmpty() ? tr("name %1").arg(name.trimmed()) : tr("rename %1").arg(was));
}

}  // namespace sorami
