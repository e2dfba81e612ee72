// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/Handles.h"

#include "data/core/Translate.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Edits.h"
#include "widgets/map/MapWidget.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kLeastRange = 1e3;
constexpr double kMostRange = 1e6;
constexpr double kTurnAt = 0.6;        // of the range: where a sector is turned
constexpr double kEdgeAt = 0.8;        // and where it is opened
constexpr double kRoomForInsert = 36;  // px between two vertices

/// The vertices of an object, and how few of them make one.
struct Vertices {
  std::vector<LatLon> points;
  std::size_t least = 1;
  bool closed = false;
};

Vertices verticesOf(const Plan& plan, const PlanItem& item) {
  Vertices v;
  switch (item.kind) {
    case PlanItemKind::Site:
      if (const Site* s = plan.site(item.id)) {
        for (const Waypoint& w : s->route) v.points.push_back(w.position);
      }
      break;
    case PlanItemKind::Area:
      v = {pointsOf(plan, item), 3, true};
      break;
    case PlanItemKind::Threat:
      v = {pointsOf(plan, item), 2, false};
      break;
    case PlanItemKind::Drawing:
      if (const Drawing* d = plan.drawing(item.id)) {
        const bool polygon = d->kind == DrawingKind::Polygon;
        const bool line = d->kind == DrawingKind::Line || d->kind == DrawingKind::Arrow;
        v = {d->points, polygon ? 3U : line ? 2U : d->points.size(), polygon};
      }
      break;
    case PlanItemKind::Link:
      break;
  }
  return v;
}

Plan withVertices(const Plan& plan, const PlanItem& item, const std::vector<LatLon>& points) {
  if (item.kind == PlanItemKind::Area) {
    Area a = *plan.area(item.id);
    a.ring = points;
    return edits::withArea(plan, a);
  }
  if (item.kind == PlanItemKind::Threat) {
    Threat t = *plan.threat(item.id);
    t.path = points;
    return edits::withThreat(plan, t);
  }
  Drawing d = *plan.drawing(item.id);
  d.points = points;
  return edits::withDrawing(plan, d);
}

double angleBetween(double a, double b) {
  return std::abs(std::remainder(a - b, 360.0));
}

double wrapped360(double deg) {
  const double d = std::fmod(deg, 360.0);
  return d < 0 ? d + 360 : d;
}

}  // namespace

QString handleText(Handle::Kind kind) {
  switch (kind) {
    case Handle::Kind::Range:
      return tr("change range");
    case Handle::Kind::Rotate:
    case Handle::Kind::BatteryTurn:
      return tr("turn sector");
    case Handle::Kind::Edge:
    case Handle::Kind::BatteryEdge:
      return tr("change sector width");
    case Handle::Kind::Vertex:
      return tr("move point");
    case Handle::Kind::Insert:
      return tr("add point");
    case Handle::Kind::Radius:
      return tr("change radius");
  }
  return {};
}

std::vector<Handle> handlesOf(const MapWidget& map, const Plan& plan, const PlanItem& item) {
  std::vector<Handle> handles;
  if (isLocked(plan, item) || !holds(plan, item)) return handles;
  const auto add = [&](Handle::Kind kind, LatLon geo, std::size_t index = 0) {
    if (const auto at = map.positionOf(geo)) handles.push_back({kind, index, geo, *at});
  };
  if (item.kind == PlanItemKind::Site) {
    const Site& s = *plan.site(item.id);
    if (s.sensor) {
      const SensorParameters& p = *s.sensor;
      const bool full = p.sectorWidthDeg >= 360;
      add(Handle::Kind::Range, geodesicPoint(s.position, full ? 0 : p.sectorCentreDeg, p.instrumentedRange));
      if (!full) {
        add(Handle::Kind::Rotate,
            geodesicPoint(s.position, p.sectorCentreDeg, kTurnAt * p.instrumentedRange));
        for (const std::size_t side : {0U, 1U}) {
          const double edge = p.sectorCentreDeg + (side ? 0.5 : -0.5) * p.sectorWidthDeg;
          add(Handle::Kind::Edge, geodesicPoint(s.position, edge, kEdgeAt * p.instrumentedRange), side);
        }
      }
    }
    if (s.battery && s.engagementRange > 0 && s.battery->sectorWidthDeg < 360) {
      const Battery& b = *s.battery;
      add(Handle::Kind::BatteryTurn, geodesicPoint(s.position, b.sectorCentreDeg, s.engagementRange));
      for (const std::size_t side : {0U, 1U}) {
        const double edge = b.sectorCentreDeg + (side ? 0.5 : -0.5) * b.sectorWidthDeg;
        add(Handle::Kind::BatteryEdge, geodesicPoint(s.position, edge, kEdgeAt * s.engagementRange), side);
      }
    }
  }
  if (item.kind == PlanItemKind::Drawing) {
    const Drawing& d = *plan.drawing(item.id);
    if (d.kind == DrawingKind::Circle && !d.points.empty()) {
      add(Handle::Kind::Radius, geodesicPoint(d.points[0], 90, d.radius));
      return handles;
    }
    if (d.kind == DrawingKind::Text || d.kind == DrawingKind::Bullseye) return handles;
  }
  const Vertices v = verticesOf(plan, item);
  const std::size_t legs = v.points.size() < 2 ? 0 : v.points.size() - (v.closed ? 0 : 1);
  for (std::size_t i = 0; i < legs && item.kind != PlanItemKind::Site; ++i) {
    const LatLon to = v.points[(i + 1) % v.points.size()];
    const auto a = map.positionOf(v.points[i]);
    const auto b = map.positionOf(to);
    if (!a || !b || QLineF(*a, *b).length() < kRoomForInsert) continue;
    add(Handle::Kind::Insert, geodesicPath(v.points[i], to, 3)[1], i + 1);
  }
  // After the others, so that they lie on top and are found first.
  for (std::size_t i = 0; i < v.points.size(); ++i) add(Handle::Kind::Vertex, v.points[i], i);
  return handles;
}

Plan draggedHandle(const Plan& plan, const PlanItem& item, const Handle& handle, LatLon to, UnitProfile units,
                   QString* readout) {
  const auto say = [&](const QString& text) {
    if (readout) *readout = text;
  };
  if (item.kind == PlanItemKind::Site && handle.kind != Handle::Kind::Vertex) {
    Site s = *plan.site(item.id);
    const GeodesicLine line = geodesic(s.position, to);
    double* centre = nullptr;
    double* width = nullptr;
    if (handle.kind == Handle::Kind::BatteryTurn || handle.kind == Handle::Kind::BatteryEdge) {
      centre = &s.battery->sectorCentreDeg;
      width = &s.battery->sectorWidthDeg;
    } else {
      centre = &s.sensor->sectorCentreDeg;
      width = &s.sensor->sectorWidthDeg;
    }
    switch (handle.kind) {
      case Handle::Kind::Range:
        s.sensor->instrumentedRange =
            std::round(std::clamp(line.distance, kLeastRange, kMostRange) / 100) * 100;
        s.sensor->minimumRange = std::min(s.sensor->minimumRange, s.sensor->instrumentedRange / 2);
        say(tr("Range %1").arg(distanceText(s.sensor->instrumentedRange, units)));
        break;
      case Handle::Kind::Rotate:
      case Handle::Kind::BatteryTurn: {
        const double turned = std::round(line.azimuthFromDeg);
        // A battery's radar that looks where the battery does turns with it.
        if (handle.kind == Handle::Kind::BatteryTurn && s.sensor &&
            angleBetween(s.sensor->sectorCentreDeg, *centre) < 0.5) {
          s.sensor->sectorCentreDeg = wrapped360(turned);
        }
        *centre = wrapped360(turned);
        say(tr("Sector %1 ± %2").arg(bearingText(*centre), bearingText(*width / 2)));
        break;
      }
      default:
        *width = std::clamp(2 * std::round(angleBetween(line.azimuthFromDeg, *centre)), 2.0, 358.0);
        say(tr("Sector %1 ± %2").arg(bearingText(*centre), bearingText(*width / 2)));
        break;
    }
    return edits::withSite(plan, s);
  }
  if (handle.kind == Handle::Kind::Radius) {
    Drawing d = *plan.drawing(item.id);
    d.radius = geodesic(d.points[0], to).distance;
    say(tr("Radius %1").arg(distanceText(d.radius, units)));
    return edits::withDrawing(plan, d);
  }
  if (item.kind == PlanItemKind::Site) {
    Site s = *plan.site(item.id);
    if (handle.index >= s.route.size()) return plan;
    s.route[handle.index].position = to;
    return edits::withSite(plan, s);
  }
  Vertices v = verticesOf(plan, item);
  if (handle.kind == Handle::Kind::Insert) {
    if (handle.index > v.points.size()) return plan;
    v.points.insert(v.points.begin() + static_cast<std::ptrdiff_t>(handle.index), to);
  } else {
    if (handle.index >= v.points.size()) return plan;
    v.points[handle.index] = to;
  }
  const std::size_t i = handle.index;
  if (i > 0) {
    const GeodesicLine leg = geodesic(v.points[i - 1], to);
    say(tr("%1 · %2 true").arg(distanceText(leg.distance, units), bearingText(leg.azimuthFromDeg)));
  }
  return withVertices(plan, item, v.points);
}

Plan withoutVertex(const Plan& plan, const PlanItem& item, std::size_t index) {
  if (isLocked(plan, item) || !holds(plan, item)) return plan;
  if (item.kind == PlanItemKind::Site) {
    Site s = *plan.site(item.id);
    if (index >= s.route.size()) return plan;
    s.route.erase(s.route.begin() + static_cast<std::ptrdiff_t>(index));
    return edits::withSite(plan, s);
  }
  Vertices v = verticesOf(plan, item);
  if (index >= v.points.size() || v.points.size() <= v.least) return plan;
  v.points.erase(v.points.begin() + static_cast<std::ptrdiff_t>(index));
  return withVertices(plan, item, v.points);
}

}  // namespace sorami
