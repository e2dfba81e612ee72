// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/DiagramView.h"
#include "widgets/scene/diagram/VerticalDiagram.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QPushButton;

namespace sorami {

/// The vertical coverage diagram of the selected sensor along one azimuth: typed, or that of the map's
/// pointer. The pointer's place is marked in the diagram, and what is pointed at in it on the map.
class VerticalPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit VerticalPanel(QWidget* parent = nullptr);
  ~VerticalPanel() override;

  void setLook(const LookPtr& look) override;
  void setUnits(UnitProfile units);
  void setMarking(const QString& marking);
  /// A site with a sensor; nothing shows a hint instead.
  void setSite(const std::optional<Site>& site);
  void setTerrain(const TerrainPtr& terrain);
  void setEarthFactor(double k);
  /// Of the map's slider, m AMSL; 0 when it counts above ground.
  void setAltitude(double metres);
  /// Where the map's pointer is.
  void setPointer(std::optional<LatLon> at);
  double azimuth() const { return m_azimuthDeg; }
  void setAzimuth(double degrees);
  bool isBusy() const { return m_job.isBusy(); }
  const std::shared_ptr<const VerticalCut>& cut() const { return m_cut; }
  /// PNG, SVG or PDF by the name's ending.
  Status exportTo(const QString& path) const;

 Q_SIGNALS:
  /// What is pointed at in the diagram; nothing: no longer.
  void pointed(std::optional<sorami::LatLon> at);
  /// The azimuth that is shown, for the map.
  void axisChanged(sorami::LatLon from, sorami::LatLon to);
  void exportRequested();

 private:
  void compute();
  void redraw();
  VerticalDiagram diagram() const;
  void hover(std::optional<QPointF> at);

  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
  QString m_marking;
  std::optional<Site> m_site;
  TerrainPtr m_terrain;
  double m_k = 4.0 / 3.0;
  double m_altitude = 0;
  double m_azimuthDeg = 0;
  std::optional<CutPoint> m_cursor;
  std::shared_ptr<const VerticalCut> m_cut;
  QString m_problem;
  bool m_loading = false;
  QDoubleSpinBox* m_azimuth;
  QCheckBox* m_follow;
  QComboBox* m_top;
  QPushButton* m_export;
  DiagramView* m_view;
  LatestJob<Result<std::shared_ptr<const VerticalCut>>> m_job;
};

}  // namespace sorami
