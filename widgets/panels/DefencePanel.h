// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/plan/defence/Stocks.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/DiagramView.h"
#include "widgets/scene/diagram/DefenceDiagram.h"

#include <QWidget>

class QTableWidget;

namespace sorami {

/// The layers of the plan's air defence as a diagram, and stocks summed by area and layer at the clock's
/// time. Display and planning only.
class DefencePanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit DefencePanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setUnits(UnitProfile units);
  void setPlan(const PlanPtr& plan);
  /// A battery of the plan, to show alone; empty or any other site: all.
  void setSite(const std::string& site);
  void setAltitude(double metres);
  void setTime(UtcTime time);
  const std::vector<StockSum>& sums() const { return m_sums; }
  Status exportTo(const QString& path) const;

 Q_SIGNALS:
  void exportRequested();

 private:
  void redraw();
  void fill();
  DefenceDiagram diagram() const;

  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
  PlanPtr m_plan;
  std::string m_site;
  double m_altitude = 0;
  UtcTime m_time;
  std::vector<StockSum> m_sums;
  bool m_filled = false;
  DiagramView* m_view;
  QTableWidget* m_table;
};

}  // namespace sorami
