// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/map/MapTool.h"
#include "widgets/map/PlanEditor.h"

#include <QCoreApplication>

#include <vector>

namespace sorami {

/// Draws what has points: click by click or typed coordinates, a double-click, Enter or a click on the first
/// point ends. Esc takes the last point back. Snaps as moving does.
class ShapeTool : public MapTool {
  Q_DECLARE_TR_FUNCTIONS(sorami::ShapeTool)
 public:
  enum class Shape { Area, Line, Polygon, Circle, Text, Arrow, Threat, Route, Bullseye };
  ShapeTool(MapWidget& map, Shape shape) : MapTool(map), m_shape(shape) {}

  QString id() const override;
  QCursor cursor() const override { return Qt::CrossCursor; }
  QString hint() const override;
  void click(const MapEvent& event) override;
  void doubleClick(const MapEvent& event) override;
  void hover(const MapEvent& event) override;
  bool cancel() override;
  void paint(QPainter& painter, const Look& look) override;
  void leave() override;
  bool takesTyping() const override { return true; }
  QString typed(const QString& text) override;
  bool finish() override;

  const std::vector<LatLon>& points() const { return m_points; }

 private:
  PlanEditor* editor() const;
  Snap snapped(const MapEvent& event) const;
  void add(LatLon p);
  std::size_t least() const;
  std::size_t most() const;
  void make();

  Shape m_shape;
  std::vector<LatLon> m_points;
  std::optional<Snap> m_loose;  ///< where the pointer is
  QPointF m_at;
};

}  // namespace sorami
