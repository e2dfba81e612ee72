// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CoverageDesk.h"

#include "data/plan/Motion.h"

namespace sorami {
namespace {

/// Between two pictures of many sensors that are swept one after the other.
constexpr int kGatherMs = 80;

}  // namespace

CoverageDesk::CoverageDesk(QObject* parent) : QObject(parent) {
  m_gather.setSingleShot(true);
  m_gather.setInterval(kGatherMs);
  connect(&m_gather, &QTimer::timeout, this, &CoverageDesk::changed);
  m_service = std::make_unique<CoverageService>([this](const CoverageUpdate& update) {
    QMetaObject::invokeMethod(
        this, [this, update] { take(update); }, Qt::QueuedConnection);
  });
}

CoverageDesk::~CoverageDesk() {
  m_service.reset();
}

void CoverageDesk::setTerrain(const TerrainPtr& terrain) {
  m_terrain = terrain;
  for (auto& [site, desk] : m_desks) ask(site, desk);
}

void CoverageDesk::ask(const std::string& site, Desk& desk) {
  desk.ready = false;
  desk.problem.clear();
  desk.generation = m_service->request(site, desk.request, m_terrain, desk.goal);
}

void CoverageDesk::want(const std::vector<const Site*>& sites, double k, bool preview, bool runs,
                        UtcTime time, const StoreView* store) {
  std::unordered_map<std::string, Desk> kept;
  bool isOther = false;
  for (const Site* site : sites) {
    const std::optional<CoverageRequest> request = coverageRequest(*site, k, time, store);
    if (!request) continue;
    Desk desk;
    const auto found = m_desks.find(site->id);
    const bool isNew = found == m_desks.end();
    if (!isNew) {
      desk = std::move(found->second);
      m_desks.erase(found);
    }
    const bool differs = isNew || !(desk.request == *request);
    const bool coarse = preview || (runs && isMoving(*site));
    const FloorQuality goal = coarse && differs ? FloorQuality::Preview : FloorQuality::Refined;
    const bool finer = !coarse && desk.goal != FloorQuality::Refined;
    desk.request = *request;
    if (differs || finer) {
      isOther = true;
      desk.goal = goal;
      ask(site->id, desk);
    }
    kept.emplace(site->id, std::move(desk));
  }
  isOther = isOther || !m_desks.empty();
  for (const auto& [site, desk] : m_desks) m_service->cancel(site);
  m_desks = std::move(kept);
  if (isOther) Q_EMIT changed();
}

void CoverageDesk::take(const CoverageUpdate& update) {
  const auto found = m_desks.find(update.id);
  if (found == m_desks.end()) return;
  Desk& desk = found->second;
  const bool current = update.generation == desk.generation;
  if (update.field) {
    // While a site is dragged an answer to an older place is still worth showing, but a finer one of now is
    // never replaced by it.
    if (!current && desk.field && desk.answered == desk.request) return;
    desk.field = *update.field;
    if (current) desk.answered = desk.request;
  } else if (current) {
    desk.problem = QString::fromStdString(update.field.error().what);
  }
  if (current && update.last) desk.ready = true;
  // What is dragged or moves is awaited, and so is the last one. Of a whole network that is swept anew
  // several are shown at once: a picture for each would take longer than the sweeps.
  const Progress now = progress();
  if (desk.goal == FloorQuality::Preview || now.ready + 1 >= now.wanted) {
    m_gather.stop();
    Q_EMIT changed();
  } else if (!m_gather.isActive()) {
    m_gather.start();
  }
}

CoverageFieldPtr CoverageDesk::field(const std::string& site) const {
  const auto found = m_desks.find(site);
  return found == m_desks.end() ? nullptr : found->second.field;
}

QString CoverageDesk::problem(const std::string& site) const {
  const auto found = m_desks.find(site);
  return found == m_desks.end() ? QString() : found->second.problem;
}

bool CoverageDesk::isBusy(const std::string& site) const {
  const auto found = m_desks.find(site);
  return found != m_desks.end() && !found->second.ready;
}

bool CoverageDesk::isCoarse(const std::string& site) const {
  const auto found = m_desks.find(site);
  return found != m_desks.end() && found->second.goal == FloorQuality::Preview;
}

CoverageDesk::Progress CoverageDesk::progress() const {
  Progress progress;
  for (const auto& [site, desk] : m_desks) {
    ++progress.wanted;
    if (desk.ready) ++progress.ready;
    if (desk.ready || desk.field) ++progress.shown;
  }
  return progress;
}

}  // namespace sorami
