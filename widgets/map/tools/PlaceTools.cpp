// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/PlaceTools.h"

#include "data/core/Translate.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Edits.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/PlanGeometry.h"
#include "widgets/map/TypedPlace.h"
#include "widgets/map/tools/Plate.h"

#include <QPainter>

#include <algorithm>

namespace sorami {
namespace {}  // namespace

PlanEditor* PlaceTool::editor() const {
  return m_map.controller().planEditor();
}

PlanEditor* LinkTool::editor() const {
  return m_map.controller().planEditor();
}

QString PlaceTool::hint() const {
  if (!editor()) return {};
  return tr("%1: click where it stands, or type a position · Shift sets down several · Esc leaves")
      .arg(editor()->presetTitle());
}

void PlaceTool::click(const MapEvent& event) {
  if (!event.geo || !editor()) return;
  const View& view = m_map.frame()->view;
  const Snap snap = editor()->snap(*event.geo, kSnapReach * view.metresPerPixel * view.pixelRatio, {});
  if (editor()->placePreset(snap.position).empty()) return;
  if (!(event.modifiers & Qt::ShiftModifier)) m_map.setTool(QStringLiteral("select"));
}

QString PlaceTool::typed(const QString& text) {
  const Result<LatLon> at = typedPlace(text, std::nullopt, m_map.units());
  if (!at) return QString::fromStdString(at.error().what);
  if (!editor() || editor()->placePreset(*at).empty()) return tr("The plan cannot be changed now");
  m_map.centreOn(*at);
  m_map.setTool(QStringLiteral("select"));
  return {};
}

void PlaceTool::hover(const MapEvent& event) {
  m_at = event.position;
  m_loose.reset();
  if (event.geo && editor()) {
    const View& view = m_map.frame()->view;
    m_loose = editor()->snap(*event.geo, kSnapReach * view.metresPerPixel * view.pixelRatio, {});
  }
  m_map.update();
}

void PlaceTool::paint(QPainter& painter, const Look& look) {
  if (!m_loose || m_loose->what.isEmpty()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(look.theme().selection, 1.5));
  painter.setBrush(Qt::NoBrush);
  if (const auto at = m_map.positionOf(m_loose->position)) painter.drawEllipse(*at, 7, 7);
  paintPlate(painter, look, m_map, m_at, m_loose->what);
}

QString LinkTool::hint() const {
  return m_from.empty() ? tr("Drag from one site to another, or click both · Esc leaves")
                        : tr("Click the site at the other end · Esc takes back");
}

std::string LinkTool::siteAt(QPointF position) const {
  const Pick pick = m_map.pickAt(position);
  return pick.kind == Pick::Kind::Site ? pick.site : std::string();
}

bool LinkTool::press(const MapEvent& event) {
  m_dragged = false;
  m_at = event.position;
  const std::string at = siteAt(event.position);
  if (at.empty()) return false;
  if (m_from.empty()) m_from = at;
  return true;
}

void LinkTool::drag(const MapEvent& event) {
  m_dragged = true;
  m_at = event.position;
  m_over = siteAt(event.position);
  m_map.update();
}

void LinkTool::release(const MapEvent& event) {
  if (!m_dragged) return;
  const std::string to = siteAt(event.position);
  if (!to.empty()) join(to);
  m_from.clear();
  m_dragged = false;
}

void LinkTool::click(const MapEvent& event) {
  const std::string at = siteAt(event.position);
  // The press has taken the first site already.
  if (!at.empty() && !m_from.empty() && at != m_from) join(at);
  m_map.update();
}

void LinkTool::join(const std::string& to) {
  PlanEditor* e = editor();
  const std::string from = std::exchange(m_from, {});
  if (!e || !e->canEdit() || from.empty() || from == to) return;
  const PlanPtr plan = e->plan();
  for (const Link& l : plan->links) {
    if ((l.from == from && l.to == to) || (l.from == to && l.to == from)) {
      e->setSelection({{PlanItemKind::Link, l.id}}, false);
      return;
    }
  }
  Link link;
  link.id = edits::freshId(*plan, "link");
  link.from = from;
  link.to = to;
  const Site* a = plan->site(from);
  const Site* b = plan->site(to);
  const auto moves = [](const Site* s) {
    return s->kind == SiteKind::ShipRadar || s->kind == SiteKind::AirborneRadar;
  };
  if (moves(a) || moves(b)) link.kind = LinkKind::Satellite;
  e->edit(edits::withLink(*plan, link),
          tr("link %1 – %2").arg(QString::fromStdString(a->name), QString::fromStdString(b->name)));
  e->setSelection({{PlanItemKind::Link, link.id}}, false);
}

void LinkTool::hover(const MapEvent& event) {
  m_at = event.position;
  m_over = siteAt(event.position);
  m_map.update();
}

bool LinkTool::cancel() {
  if (m_from.empty()) return false;
  m_from.clear();
  return true;
}

void LinkTool::paint(QPainter& painter, const Look& look) {
  const Site* from = editor() ? editor()->plan()->site(m_from) : nullptr;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const auto ring = [&](const Site* s) {
    const auto at = s ? m_map.positionOf(s->position) : std::nullopt;
    painter.setPen(QPen(look.theme().selection, 2));
    if (at) painter.drawEllipse(*at, 18, 18);
  };
  if (!m_over.empty() && editor()) ring(editor()->plan()->site(m_over));
  if (!from) return;
  ring(from);
  const auto start = m_map.positionOf(from->position);
  if (!start) return;
  painter.setPen(QPen(look.theme().link, 2, Qt::DashLine));
  painter.drawLine(*start, m_at);
  if (const auto to = m_map.geoAt(m_at)) {
    paintPlate(painter, look, m_map, m_at,
               distanceText(geodesic(from->position, *to).distance, m_map.units()));
  }
}

}  // namespace sorami
