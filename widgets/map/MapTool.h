// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"
#include "widgets/look/Look.h"

#include <QCursor>
#include <QPointF>
#include <QString>

#include <optional>

class QPainter;

namespace sorami {

class MapWidget;

/// A pointer event as tools see it.
struct MapEvent {
  QPointF position;           ///< logical px in the widget
  std::optional<LatLon> geo;  ///< nothing off the map's valid area
  Qt::KeyboardModifiers modifiers = Qt::NoModifier;
};

/// What the left button does on the map. Panning, zooming, the quick measure and the menu belong to the map
/// and work in every tool.
class MapTool {
 public:
  explicit MapTool(MapWidget& map) : m_map(map) {}
  virtual ~MapTool() = default;

  virtual QString id() const = 0;
  virtual QCursor cursor() const { return Qt::ArrowCursor; }
  /// One line shown on the map while the tool is active; empty for none.
  virtual QString hint() const { return {}; }
  /// True when the tool takes the drag that may follow; otherwise the map pans.
  virtual bool press(const MapEvent&) { return false; }
  virtual void drag(const MapEvent&) {}
  virtual void release(const MapEvent&) {}
  /// Pressed and released without moving.
  virtual void click(const MapEvent&) {}
  virtual void doubleClick(const MapEvent&) {}
  /// The pointer moved with no button held.
  virtual void hover(const MapEvent&) {}
  /// Esc: backs out one level; true when there was something to back out of.
  virtual bool cancel() { return false; }
  virtual void paint(QPainter&, const Look&) {}
  /// Points may be typed: the map shows its coordinate field and sends texts to typed(), which gives what is
  /// wrong with one, or nothing.
  virtual bool takesTyping() const { return false; }
  virtual QString typed(const QString&) { return {}; }
  /// Enter: ends what is being drawn; true when there was something to end.
  virtual bool finish() { return false; }
  /// The tool is left for another one.
  virtual void leave() {}

 protected:
  MapWidget& m_map;
};

}  // namespace sorami
