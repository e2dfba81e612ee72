// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/PlanGeometry.h"

#include "data/geo/Geodesic.h"
#include "widgets/map/MapWidget.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kLegPoints = 17;
constexpr int kArcPoints = 73;
constexpr double kBullseyePx = 12;
constexpr double kReach = 7;  // px a line is hit from

/// Draws points one after the other, lifting the pen where the map tears.
class Pen {
 public:
  explicit Pen(const MapWidget& map) : m_map(map), m_tear(2.0 * std::max(map.width(), map.height())) {}
  void to(LatLon p) {
    const auto at = m_map.positionOf(p);
    if (!at || !m_down || QLineF(m_last, *at).length() > m_tear) {
      m_down = at.has_value();
      if (at) m_path.moveTo(*at);
    } else {
      m_path.lineTo(*at);
    }
    if (at) m_last = *at;
  }
  QPainterPath take() const { return m_path; }

 private:
  const MapWidget& m_map;
  double m_tear;
  QPainterPath m_path;
  QPointF m_last;
  bool m_down = false;
};

double distanceToSegment(QPointF p, QPointF a, QPointF b) {
  const QPointF ab = b - a;
  const double length = QPointF::dotProduct(ab, ab);
  const double part = length > 0 ? std::clamp(QPointF::dotProduct(p - a, ab) / length, 0.0, 1.0) : 0;
  return QLineF(p, a + ab * part).length();
}

double distanceToPath(const QPainterPath& path, QPointF p) {
  double best = 1e9;
  QPointF last;
  for (int i = 0; i < path.elementCount(); ++i) {
    const QPainterPath::Element e = path.elementAt(i);
    const QPointF at(e.x, e.y);
    best = std::min(best, e.isLineTo() ? distanceToSegment(p, last, at) : QLineF(p, at).length());
    last = at;
  }
  return best;
}

}  // namespace

QPainterPath geodesicOnMap(const MapWidget& map, LatLon from, LatLon to) {
  Pen pen(map);
  for (const LatLon& p : geodesicPath(from, to, kLegPoints)) pen.to(p);
  return pen.take();
}

QPainterPath linesOnMap(const MapWidget& map, const std::vector<LatLon>& points, bool closed) {
  Pen pen(map);
  if (points.size() == 1) pen.to(points[0]);
  const std::size_t legs = points.empty() ? 0 : points.size() - (closed ? 0 : 1);
  for (std::size_t i = 0; i < legs; ++i) {
    for (const LatLon& p : geodesicPath(points[i], points[(i + 1) % points.size()], kLegPoints)) pen.to(p);
  }
  return pen.take();
}

QPainterPath sectorOnMap(const MapWidget& map, LatLon centre, double range, double centreDeg,
                         double widthDeg) {
  Pen pen(map);
  const bool full = widthDeg >= 360;
  const double from = full ? 0 : centreDeg - widthDeg / 2;
  const double width = full ? 360 : widthDeg;
  if (!full) pen.to(centre);
  for (int i = 0; i < kArcPoints; ++i) {
    pen.to(geodesicPoint(centre, from + width * i / (kArcPoints - 1), range));
  }
  if (!full) pen.to(centre);
  return pen.take();
}

QPainterPath outlineOf(const MapWidget& map, const Plan& plan, const PlanItem& item) {
  switch (item.kind) {
    case PlanItemKind::Site:
      break;
    case PlanItemKind::Link: {
      const std::vector<LatLon> ends = pointsOf(plan, item);
      return ends.size() == 2 ? geodesicOnMap(map, ends[0], ends[1]) : QPainterPath();
    }
    case PlanItemKind::Area:
      return linesOnMap(map, pointsOf(plan, item), true);
    case PlanItemKind::Threat:
      return linesOnMap(map, pointsOf(plan, item), false);
    case PlanItemKind::Drawing: {
      const Drawing* d = plan.drawing(item.id);
      if (!d || d->points.empty()) break;
      if (d->kind == DrawingKind::Circle) return sectorOnMap(map, d->points[0], d->radius, 0, 360);
      if (d->kind == DrawingKind::Bullseye) {
        QPainterPath path;
        if (const auto at = map.positionOf(d->points[0])) path.addEllipse(*at, kBullseyePx, kBullseyePx);
        return path;
      }
      if (d->kind == DrawingKind::Text) {
        QPainterPath path;
        if (const auto at = map.positionOf(d->points[0])) {
          path.addRect(
              QRectF(*at - QPointF(4, 10),
                     QSizeF(8.0 * static_cast<double>(std::max<std::size_t>(d->text.size(), 3)), 20)));
        }
        return path;
      }
      return linesOnMap(map, d->points, d->kind == DrawingKind::Polygon);
    }
  }
  return {};
}

namespace {

/// Whether a position may be near lines through some points: by their box with room for the bulge of
/// geodesics. Cheap, since the pointer asks this of every object with every move.
bool mayBeNear(const MapWidget& map, const std::vector<LatLon>& points, QPointF position) {
  QRectF box;
  for (const LatLon& p : points) {
    const auto at = map.positionOf(p);
    if (!at) return true;
    const QRectF dot(*at, QSizeF(0.1, 0.1));
    box = box.isNull() ? dot : box.united(dot);
  }
  const double room = kReach + 0.15 * std::max(box.width(), box.height());
  return box.adjusted(-room, -room, room, room).contains(position);
}

}  // namespace

double distanceTo(const MapWidget& map, const Plan& plan, const PlanItem& item, QPointF position) {
  const QPainterPath path = outlineOf(map, plan, item);
  if (path.isEmpty() && path.elementCount() == 0) return 1e9;
  if (item.kind == PlanItemKind::Drawing) {
    const Drawing* d = plan.drawing(item.id);
    const bool isMark = d && (d->kind == DrawingKind::Text || d->kind == DrawingKind::Bullseye);
    if (isMark && path.contains(position)) return 0;
  }
  // What is far from its box is far from it.
  const QRectF box = path.controlPointRect().adjusted(-kReach, -kReach, kReach, kReach);
  return box.contains(position) ? distanceToPath(path, position) : 1e9;
}

PlanItem shapeAt(const MapWidget& map, const Plan& plan, QPointF position) {
  PlanItem best;
  double nearest = kReach;
  const auto offer = [&](PlanItem item, double handicap) {
    const double away = distanceTo(map, plan, item, position) + handicap;
    if (away >= nearest) return;
    nearest = away;
    best = std::move(item);
  };
  // Drawn last lies on top; what is thin goes before what is large.
  for (auto d = plan.drawings.rbegin(); d != plan.drawings.rend(); ++d) {
    const bool anywhere =
        d->kind == DrawingKind::Circle || d->kind == DrawingKind::Text || d->kind == DrawingKind::Bullseye;
    if (d->hidden || !(anywhere || mayBeNear(map, d->points, position))) continue;
    offer({PlanItemKind::Drawing, d->id}, 0);
  }
  for (const Threat& t : plan.threats) {
    if (!t.hidden && mayBeNear(map, t.path, position)) offer({PlanItemKind::Threat, t.id}, 0);
  }
  for (const Area& a : plan.areas) {
    if (!a.hidden && mayBeNear(map, a.ring, position)) offer({PlanItemKind::Area, a.id}, 0);
  }
  for (const Link& l : plan.links) {
    if (mayBeNear(map, pointsOf(plan, {PlanItemKind::Link, l.id}), position))
      offer({PlanItemKind::Link, l.id}, 1);
  }
  return best;
}

PlanItems itemsIn(const MapWidget& map, const Plan& plan, const QPainterPath& region) {
  PlanItems found;
  for (const PlanItem& item : allItems(plan)) {
    if (item.kind == PlanItemKind::Link || isHidden(plan, item)) continue;
    bool inside = false;
    for (const LatLon& p : pointsOf(plan, item)) {
      const auto at = map.positionOf(p);
      inside = at && region.contains(*at);
      if (!inside) break;
    }
    if (inside) found.push_back(item);
  }
  return found;
}

}  // namespace sorami
