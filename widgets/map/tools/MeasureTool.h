// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/map/MapTool.h"

#include <QCoreApplication>

#include <vector>

namespace sorami {

/// Range and bearing along geodesics: click by click, a double-click ends, Esc clears. The right-drag quick
/// measure is one of these that lives while the button is held.
class MeasureTool : public MapTool {
  Q_DECLARE_TR_FUNCTIONS(sorami::MeasureTool)
 public:
  using MapTool::MapTool;
  QString id() const override { return QStringLiteral("measure"); }
  QCursor cursor() const override { return Qt::CrossCursor; }
  QString hint() const override;
  void click(const MapEvent& event) override;
  void doubleClick(const MapEvent& event) override;
  void hover(const MapEvent& event) override;
  bool cancel() override;
  void paint(QPainter& painter, const Look& look) override;
  void leave() override;

  /// Starts at a point, as "Measure from here" does.
  void startAt(LatLon from);
  const std::vector<LatLon>& points() const { return m_points; }
  double totalDistance() const;  ///< m, of the legs that are set

 private:
  void paintLeg(QPainter& painter, const Look& look, LatLon from, LatLon to, double before) const;
  std::vector<LatLon> m_points;
  std::optional<LatLon> m_loose;  ///< where the pointer is while legs are being added
  bool m_ended = false;
};

}  // namespace sorami
