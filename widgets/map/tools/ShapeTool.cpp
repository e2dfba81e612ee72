// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/ShapeTool.h"

#include "data/core/Translate.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Edits.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/PlanGeometry.h"
#include "widgets/map/TypedPlace.h"
#include "widgets/map/tools/Plate.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace sorami {
namespace {

constexpr double kCloseReach = 9;       // px from the first point that ends a ring
constexpr double kShipSpeed = 8;        // m/s, about 15 kt
constexpr double kAircraftSpeed = 190;  // m/s, about 370 kt

}  // namespace

PlanEditor* ShapeTool::editor() const {
  return m_map.controller().planEditor();
}

QString ShapeTool::id() const {
  switch (m_shape) {
    case Shape::Area:
      return QStringLiteral("area");
    case Shape::Line:
      return QStringLiteral("line");
    case Shape::Polygon:
      return QStringLiteral("polygon");
    case Shape::Circle:
      return QStringLiteral("circle");
    case Shape::Text:
      return QStringLiteral("text");
    case Shape::Arrow:
      return QStringLiteral("arrow");
    case Shape::Threat:
      return QStringLiteral("threat");
    case Shape::Route:
      return QStringLiteral("route");
    case Shape::Bullseye:
      return QStringLiteral("bullseye");
  }
  return {};
}

std::size_t ShapeTool::least() const {
  switch (m_shape) {
    case Shape::Area:
    case Shape::Polygon:
      return 3;
    case Shape::Text:
    case Shape::Bullseye:
      return 1;
    default:
      return 2;
  }
}

std::size_t ShapeTool::most() const {
  return least() == 1 ? 1 : m_shape == Shape::Circle ? 2 : 100'000;
}

QString ShapeTool::hint() const {
  if (editor() && !editor()->canEdit())
    return tr("The plan is shown as a partner sees it and cannot be changed");
  if (m_shape == Shape::Route) {
    const PlanItems items = editor() ? editor()->selection() : PlanItems();
    if (items.size() != 1 || items.front().kind != PlanItemKind::Site) {
      return tr("Select the ship or aircraft first, then draw where it goes · Esc leaves");
    }
  }
  if (m_points.empty()) {
    switch (m_shape) {
      case Shape::Text:
        return tr("Click where the text stands, or type a position · Esc leaves");
      case Shape::Bullseye:
        return tr("Click the point that positions are called out from, or type it · Esc leaves");
      case Shape::Circle:
        return tr("Click the middle, or type a position · Esc leaves");
      case Shape::Threat:
        return tr("Click where the notional threat starts, or type a position · Esc leaves");
      default:
        return tr("Click the first point, or type a position · Esc leaves");
    }
  }
  if (m_shape == Shape::Circle) return tr("Click the edge, or type the radius, such as 20 NM");
  if (m_points.size() < least())
    return tr("Click on, or type a position or bearing/distance · Esc takes back");
  return tr("Double-click or Enter ends · Esc takes the last point back");
}

Snap ShapeTool::snapped(const MapEvent& event) const {
  if (!editor() || !m_map.frame()) return {*event.geo, {}};
  const View& view = m_map.frame()->view;
  return editor()->snap(*event.geo, kSnapReach * view.metresPerPixel * view.pixelRatio, {});
}

void ShapeTool::click(const MapEvent& event) {
  if (!event.geo || !editor() || !editor()->canEdit()) return;
  if (m_points.size() >= least() && least() == 3) {
    const auto first = m_map.positionOf(m_points.front());
    if (first && QLineF(*first, event.position).length() <= kCloseReach) {
      make();
      return;
    }
  }
  add(snapped(event).position);
}

void ShapeTool::add(LatLon p) {
  if (!m_points.empty() && m_points.back() == p) return;
  m_points.push_back(p);
  m_loose.reset();
  if (m_points.size() >= most()) make();
  m_map.update();
}

void ShapeTool::doubleClick(const MapEvent&) {
  // The first press of the double-click has already set the point.
  finish();
}

bool ShapeTool::finish() {
  if (m_points.size() < least()) return false;
  make();
  return true;
}

void ShapeTool::hover(const MapEvent& event) {
  m_at = event.position;
  m_loose.reset();
  if (event.geo) m_loose = snapped(event);
  m_map.update();
}

bool ShapeTool::cancel() {
  if (m_points.empty()) return false;
  m_points.pop_back();
  return true;
}

void ShapeTool::leave() {
  m_points.clear();
  m_loose.reset();
}

QString ShapeTool::typed(const QString& text) {
  if (!editor() || !editor()->canEdit()) return tr("The plan cannot be changed now");
  if (m_shape == Shape::Circle && m_points.size() == 1) {
    if (const auto radius = distanceFrom(text, m_map.units()); radius && *radius > 0) {
      add(geodesicPoint(m_points.front(), 90, *radius));
      return {};
    }
  }
  const std::optional<LatLon> last = m_points.empty() ? std::nullopt : std::optional(m_points.back());
  const Result<LatLon> at = typedPlace(text, last, m_map.units());
  if (!at) return QString::fromStdString(at.error().what);
  add(*at);
  return {};
}

void ShapeTool::make() {
  PlanEditor* e = editor();
  const std::vector<LatLon> points = std::exchange(m_points, {});
  m_loose.reset();
  const PlanPtr plan = e->plan();
  PlanItem made;
  Plan next;
  QString what;
  const auto name = [&](const QString& base) { return edits::freshName(*plan, base.toStdString()); };
  if (m_shape == Shape::Area) {
    Area a;
    a.id = edits::freshId(*plan, "area");
    a.name = name(tr("Area"));
    a.ring = points;
    made = {PlanItemKind::Area, a.id};
    next = edits::withArea(*plan, a);
    what = tr("draw %1").arg(QString::fromStdString(a.name));
  } else if (m_shape == Shape::Threat) {
    Threat t;
    t.id = edits::freshId(*plan, "threat");
    t.name = name(tr("Threat"));
    t.path = points;
    t.launchTime = e->now().us;
    made = {PlanItemKind::Threat, t.id};
    next = edits::withThreat(*plan, t);
    what = tr("draw %1").arg(QString::fromStdString(t.name));
  } else if (m_shape == Shape::Route) {
    const PlanItems items = e->selection();
    const Site* site = items.size() == 1 ? plan->site(items.front().id) : nullptr;
    if (!site || site->locked) return;
    Site s = *site;
    s.route.clear();
    const bool flies = s.kind == SiteKind::AirborneRadar;
    const double speed = flies ? kAircraftSpeed : kShipSpeed;
    Micros t = e->now().us;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (i > 0) t += static_cast<Micros>(geodesic(points[i - 1], points[i]).distance / speed * 1e6);
      s.route.push_back({points[i], flies && s.sensor ? s.sensor->antennaHeight : 0, t});
    }
    made = {PlanItemKind::Site, s.id};
    next = edits::withSite(*plan, s);
    what = tr("%1: draw route").arg(QString::fromStdString(s.name));
  } else {
    Drawing d;
    d.id = edits::freshId(*plan, "drawing");
    d.kind = m_shape == Shape::Polygon    ? DrawingKind::Polygon
             : m_shape == Shape::Circle   ? DrawingKind::Circle
             : m_shape == Shape::Text     ? DrawingKind::Text
             : m_shape == Shape::Arrow    ? DrawingKind::Arrow
             : m_shape == Shape::Bullseye ? DrawingKind::Bullseye
                                          : DrawingKind::Line;
    d.points = points;
    if (d.kind == DrawingKind::Circle) {
      d.radius = geodesic(points[0], points[1]).distance;
      d.points.resize(1);
    }
    if (d.kind == DrawingKind::Text) d.text = tr("Text").toStdString();
    if (d.kind == DrawingKind::Bullseye) d.text = tr("BULLSEYE").toStdString();
    made = {PlanItemKind::Drawing, d.id};
    next = edits::withDrawing(*plan, d);
    what = tr("draw %1").arg(id());
  }
  e->edit(next, what);
  e->setSelection({made}, false);
  m_map.setTool(QStringLiteral("select"));
  if (m_shape == Shape::Text) e->askForName(made);
}

void ShapeTool::paint(QPainter& painter, const Look& look) {
  if (!editor()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  std::vector<LatLon> points = m_points;
  if (m_loose && !points.empty()) points.push_back(m_loose->position);
  QPainterPath path;
  if (m_shape == Shape::Circle && points.size() == 2) {
    path = sectorOnMap(m_map, points[0], geodesic(points[0], points[1]).distance, 0, 360);
    path.addPath(geodesicOnMap(m_map, points[0], points[1]));
  } else if (points.size() >= 2) {
    path = linesOnMap(m_map, points, least() == 3 && points.size() >= 3);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(look.theme().labelPlate, 4));
  painter.drawPath(path);
  painter.setPen(QPen(look.theme().selection, 1.5, Qt::DashLine));
  painter.drawPath(path);
  painter.setPen(QPen(look.theme().selection, 1.5));
  painter.setBrush(look.theme().panelRaised);
  for (const LatLon& p : m_points) {
    if (const auto at = m_map.positionOf(p)) painter.drawRect(QRectF(*at - QPointF(3, 3), QSizeF(6, 6)));
  }
  if (!m_loose) return;
  QStringList words;
  if (!m_points.empty()) {
    const GeodesicLine leg = geodesic(m_points.back(), m_loose->position);
    words
        << tr("%1 · %2 true").arg(distanceText(leg.distance, m_map.units()), bearingText(leg.azimuthFromDeg));
  }
  if (!m_loose->what.isEmpty()) {
    words << m_loose->what;
    if (const auto at = m_map.positionOf(m_loose->position)) {
      painter.setBrush(Qt::NoBrush);
      painter.drawEllipse(*at, 7, 7);
    }
  }
  if (!words.isEmpty()) paintPlate(painter, look, m_map, m_at, words.join(QStringLiteral(" · ")));
}

}  // namespace sorami
