// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The session's plan: which version is shown, its edits and their undo list.
#include "app/Session.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Motion.h"
#include "data/plan/PlanDelta.h"

#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace sorami {

/// One version of the plan replaced by the next. It keeps what differs, so that undo is exact and a long
/// history small.
class Session::PlanCommand : public QUndoCommand {
 public:
  PlanCommand(Session& session, const PlanPtr& before, PlanPtr after, const QString& text, QString merge)
      : QUndoCommand(text),
        m_session(session),
        m_delta(before ? *before : Plan{}, *after),
        m_first(std::move(after)),
        m_merge(std::move(merge)) {}
  void undo() override {
    m_session.cancelEdit();  // what is in the hand goes back first
    m_session.applyPlan(std::make_shared<const Plan>(m_delta.undone(*m_session.m_plan)));
  }
  void redo() override {
    PlanPtr next = std::exchange(m_first, nullptr);
    if (!next) m_session.cancelEdit();
    if (!next) next = std::make_shared<const Plan>(m_delta.redone(*m_session.m_plan));
    if (next != m_session.m_plan) m_session.applyPlan(next);
  }
  int id() const override { return m_merge.isEmpty() ? -1 : 1; }
  bool mergeWith(const QUndoCommand* other) override {
    const auto* next = static_cast<const PlanCommand*>(other);
    if (next->m_merge != m_merge) return false;
    const Plan& now = *m_session.m_plan;
    const Plan begin = m_delta.undone(next->m_delta.undone(now));
    m_delta = PlanDelta(begin, now);
    setText(next->text());
    return true;
  }

 private:
  Session& m_session;
  PlanDelta m_delta;
  PlanPtr m_first;  ///< what the first redo shows, already made
  QString m_merge;
};

void Session::setPlanPath(const QString& path) {
  m_planPath = path;
  storeDocument();
  Q_EMIT planPathChanged();
  Q_EMIT documentsChanged();
}

void Session::setPartner(const std::string& partner) {
  if (partner == m_partner) return;
  cancelEdit();
  m_partner = partner;
  applyPlan(m_plan);
  Q_EMIT displayChanged();
}

// --- plan

void Session::applyPlan(PlanPtr plan) {  // NOLINT(performance-unnecessary-value-param): may be m_plan itself
  static const std::vector<TrackEdit> none;
  const bool saysElse = (m_plan ? m_plan->trackEdits : none) != (plan ? plan->trackEdits : none);
  const PlanPtr before = std::exchange(m_plan, plan);
  if (saysElse) layEdits();
  const bool isOtherStore = followRelease();
  const PlanPtr shownBefore = m_shown;
  m_shown = plan && !m_partner.empty() ? std::make_shared<const Plan>(asPartnerSees(*plan)) : plan;
  ++m_planVersion;
  const bool lost = !m_selectedSite.empty() && (!m_shown || !m_shown->site(m_selectedSite));
  if (lost) m_selectedSite.clear();
  ++m_holds;
  if (plan && (!before || before->layers != plan->layers)) takeLayers();
  updateCoverage();
  --m_holds;
  invalidate();
  if (isOtherStore) tellOfStore();
  Q_EMIT planChanged();
  const auto mapsOf = [](const PlanPtr& of) { return of ? of->maps : std::vector<MapFile>{}; };
  const bool maps = mapsOf(shownBefore) != mapsOf(m_shown);
  if (maps || (before == nullptr) != (plan == nullptr)) Q_EMIT userMapsChanged();
  if (lost) Q_EMIT selectionChanged();
}

void Session::edit(Plan next, const QString& what, const QString& merge) {
  if (!canEdit()) {
    Q_EMIT editRefused();
    return;
  }
  if (m_plan && next == *m_plan) return;
  undoStack().push(
      new PlanCommand(*this, m_plan, std::make_shared<const Plan>(std::move(next)), what, merge));
}

bool Session::beginEdit() {
  if (!canEdit()) {
    Q_EMIT editRefused();
    return false;
  }
  m_planBeforeEdit = m_plan ? m_plan : std::make_shared<const Plan>();
  return true;
}

void Session::showEdit(Plan next) {
  if (!isEditing() || (m_plan && next == *m_plan)) return;
  applyPlan(std::make_shared<const Plan>(std::move(next)));
}

void Session::endEdit(const QString& what) {
  if (!isEditing()) return;
  const PlanPtr before = std::exchange(m_planBeforeEdit, nullptr);
  if (!(*m_plan == *before)) undoStack().push(new PlanCommand(*this, before, m_plan, what, {}));
  updateCoverage();
}

void Session::cancelEdit() {
  if (isEditing()) applyPlan(std::exchange(m_planBeforeEdit, nullptr));
}

Plan Session::planWith(const Site& site) const {
  Plan next = m_plan ? *m_plan : Plan{};
  for (Site& each : next.sites) {
    if (each.id == site.id) {
      each = site;
      return next;
    }
  }
  next.sites.push_back(site);
  return next;
}

void Session::editSite(const Site& site, const QString& what) {
  edit(planWith(site), tr("%1: %2").arg(QString::fromStdString(site.name), what));
}

void Session::removeSite(const std::string& id) {
  const Site* site = m_plan ? m_plan->site(id) : nullptr;
  if (!site) return;
  const QString what = tr("delete %1").arg(QString::fromStdString(site->name));
  Plan next = *m_plan;
  std::erase_if(next.sites, [&](const Site& each) { return each.id == id; });
  std::erase_if(next.links, [&](const Link& link) { return link.from == id || link.to == id; });
  edit(std::move(next), what);
}

void Session::placeRadar(LatLon at) {
  Plan next = m_plan ? *m_plan : Plan{};
  Site site;
  for (int i = static_cast<int>(next.sites.size()) + 1;; ++i) {
    site.id = "site-" + std::to_string(i);
    if (!next.site(site.id)) break;
  }
  int number = 1;
  const auto taken = [&](const std::string& name) {
    return std::any_of(next.sites.begin(), next.sites.end(), [&](const Site& s) { return s.name == name; });
  };
  do {
    site.name = tr("Radar %1").arg(number++).toStdString();
  } while (taken(site.name));
  site.kind = SiteKind::LongRangeRadar;
  site.position = at;
  site.sensor = demo::presetFor(SiteKind::LongRangeRadar);
  next.sites.push_back(site);
  edit(std::move(next), tr("place %1").arg(QString::fromStdString(site.name)));
  selectSite(site.id);
}

void Session::setEarthFactor(double k) {
  if (k == m_k) return;
  m_k = k;
  updateCoverage();
  Q_EMIT displayChanged();
}

void Session::setAllCoverage(bool all) {
  if (all == m_allCoverage) return;
  m_allCoverage = all;
  updateCoverage();
  invalidate();
  Q_EMIT displayChanged();
}

void Session::updateCoverage() {
  std::vector<const Site*> wanted;
  if (m_shown) {
    // The selected sensor first: it is what the user is looking at.
    if (const Site* selected = m_shown->site(m_selectedSite)) wanted.push_back(selected);
    for (const Site& site : m_shown->sites) {
      if (m_allCoverage && site.id != m_selectedSite) wanted.push_back(&site);
    }
  }
  const bool runs = m_clock.state().playing || m_clock.state().live;
  m_coverageTime = m_clock.state().cursor;
  m_coverage.want(wanted, m_k, isEditing(), runs, m_coverageTime, m_store.get());
}

void Session::followSensors() {
  if (!m_shown || !m_clock.state().cursor.isValid()) return;
  const bool runs = m_clock.state().playing || m_clock.state().live;
  const UtcTime now = m_clock.state().cursor;
  for (const Site& site : m_shown->sites) {
    if (!site.sensor || !site.active || !isMoving(site)) continue;
    const Whereabouts then = siteAt(site, m_coverageTime, m_store.get());
    const Whereabouts there = siteAt(site, now, m_store.get());
    // While time runs a coarse field must do, and one for every hundredth of its range that it has moved.
    const double allowed = runs ? 0.01 * site.sensor->instrumentedRange : 1;
    const bool moved = geodesic(then.position, there.position).distance > allowed;
    const bool coarse = !runs && m_coverage.isCoarse(site.id);
    if (!moved && !coarse && m_coverageTime.isValid()) continue;
    updateCoverage();
    return;
  }
}

// --- moving a site

bool Session::beginMoveSite(const std::string& site) {
  if (!m_shown || !m_shown->site(site) || !beginEdit()) return false;
  m_movingSite = site;
  selectSite(site);
  return true;
}

void Session::moveSite(LatLon to) {
  const Site* site = isEditing() && !m_movingSite.empty() ? m_plan->site(m_movingSite) : nullptr;
  if (!site || site->position == to) return;
  Site moved = *site;
  moved.position = to;
  showEdit(planWith(moved));
}

void Session::endMoveSite() {
  const Site* site = m_plan && !m_movingSite.empty() ? m_plan->site(m_movingSite) : nullptr;
  m_movingSite.clear();
  endEdit(site ? tr("%1: move").arg(QString::fromStdString(site->name)) : QString());
}

void Session::cancelMoveSite() {
  m_movingSite.clear();
  cancelEdit();
}

}  // namespace sorami
