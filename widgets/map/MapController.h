// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"
#include "widgets/scene/Layer.h"
#include "widgets/scene/View.h"

#include <optional>
#include <string>

namespace sorami {

class PlanEditor;

/// What the map asks of the window's model. The map itself keeps no picture state: it shows a Frame and asks
/// for changes here, and the model answers with the next Frame.
class MapController {
 public:
  virtual ~MapController() = default;

  virtual void setView(const View& view) = 0;
  /// What the pointer is over; a pick of kind None when it is over nothing.
  virtual void setHover(const Pick& pick) = 0;
  /// Selects what was picked; a pick of kind None clears the selection.
  virtual void select(const Pick& pick) = 0;
  /// Where the pointer is on the earth; nothing when it is off the map.
  virtual void setPointer(std::optional<LatLon> position) = 0;

  /// A site is dragged: each move shows at once, the end makes one undo step, a cancel leaves no trace.
  virtual bool beginMoveSite(const std::string& site) = 0;
  virtual void moveSite(LatLon to) = 0;
  virtual void endMoveSite() = 0;
  virtual void cancelMoveSite() = 0;

  virtual void placeRadar(LatLon at) = 0;
  /// A data block was dragged: device px from its track to its top left corner; nothing: back to automatic.
  virtual void moveLabel(TrackId, std::optional<QPointF> /*offset*/) {}
  /// A call-out was dragged: logical px from what it names. `done` ends the drag.
  virtual void moveCallout(int /*index*/, QPointF /*offset*/, bool /*done*/) {}
  /// The other track of a pair whose range and bearing are shown; a pick of no track ends that.
  virtual void selectSecond(const Pick&) {}
  /// A track was double-clicked: the next label level.
  virtual void cycleLabels() = 0;

  /// What the plan tools work on; null where nothing can be edited.
  virtual PlanEditor* planEditor() { return nullptr; }
};

}  // namespace sorami
