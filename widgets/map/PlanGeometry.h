// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/PlanItem.h"

#include <QPainterPath>
#include <QPointF>

#include <vector>

namespace sorami {

class MapWidget;

/// Geometry of the plan's objects in the widget, logical px: what tools draw and hit.

/// A geodesic on the map, broken where the projection tears or does not show it.
QPainterPath geodesicOnMap(const MapWidget& map, LatLon from, LatLon to);
/// Legs one after the other; `closed` joins the last to the first.
QPainterPath linesOnMap(const MapWidget& map, const std::vector<LatLon>& points, bool closed);
/// A circle about a point, or the arc and the two radii of a sector where width < 360.
QPainterPath sectorOnMap(const MapWidget& map, LatLon centre, double range, double centreDeg,
                         double widthDeg);

/// The outline of an item: what is highlighted when it is selected. Empty for sites.
QPainterPath outlineOf(const MapWidget& map, const Plan& plan, const PlanItem& item);
/// Px from a position to an item's outline; large when it is nowhere near. Inside an area counts as far: the
/// map can be dragged there.
double distanceTo(const MapWidget& map, const Plan& plan, const PlanItem& item, QPointF position);
/// The area, threat, drawing or link under a position that is not hidden; sites come from
/// MapWidget::pickAt().
PlanItem shapeAt(const MapWidget& map, const Plan& plan, QPointF position);
/// Everything not hidden that has all its points in a region; links have not.
PlanItems itemsIn(const MapWidget& map, const Plan& plan, const QPainterPath& region);

}  // namespace sorami
