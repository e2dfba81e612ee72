// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/PlanItem.h"
#include "widgets/look/UnitText.h"

#include <QPointF>
#include <QString>

#include <vector>

namespace sorami {

class MapWidget;

/// A grip of the object that is selected alone.
struct Handle {
  enum class Kind : std::uint8_t {
    Range,        ///< of a sensor
    Rotate,       ///< a sensor's sector
    Edge,         ///< a sensor's sector width
    BatteryTurn,  ///< a battery's primary direction, with its sensor where that looks the same way
    BatteryEdge,  ///< its sector's width
    Vertex,       ///< a point of an area, drawing, threat or route
    Insert,       ///< between two of them: dragging makes a new one
    Radius,       ///< of a circle
  };
  Kind kind = Kind::Vertex;
  std::size_t index = 0;
  LatLon geo;
  QPointF position;  ///< logical px
};

/// The grips of an object; empty for a locked one and for links.
std::vector<Handle> handlesOf(const MapWidget& map, const Plan& plan, const PlanItem& item);

/// The plan with a grip of `item` dragged to a point. `readout` gets what that makes: `Range 120 NM`.
Plan draggedHandle(const Plan& plan, const PlanItem& item, const Handle& handle, LatLon to, UnitProfile units,
                   QString* readout);

/// Without the vertex; the plan as it is where too few would be left.
Plan withoutVertex(const Plan& plan, const PlanItem& item, std::size_t index);

/// What dragging a handle is called in the undo list.
QString handleText(Handle::Kind kind);

}  // namespace sorami
