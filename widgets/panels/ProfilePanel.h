// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Terrain.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/DiagramView.h"
#include "widgets/scene/diagram/ProfileDiagram.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace sorami {

/// Terrain along any line, with the sight line between two antennas and its first Fresnel zone. The far end
/// is set, or is where the map's pointer is.
class ProfilePanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit ProfilePanel(QWidget* parent = nullptr);
  ~ProfilePanel() override;

  void setLook(const LookPtr& look) override;
  void setUnits(UnitProfile units);
  void setMarking(const QString& marking);
  void setTerrain(const TerrainPtr& terrain);
  void setEarthFactor(double k);
  /// The near end: a site, with its antenna's height above ground (m) and carrier (Hz, 0 none).
  void setFrom(LatLon from, const QString& name, double heightAgl, double frequencyHz);
  /// The far end; the line stays there until the pointer is followed again.
  void setTo(LatLon to, const QString& name, double heightAgl);
  void setPointer(std::optional<LatLon> at);
  const std::shared_ptr<const TerrainProfile>& profile() const { return m_profile; }
  const SightLine& sight() const { return m_sight; }
  bool isBusy() const { return m_job.isBusy(); }
  Status exportTo(const QString& path) const;

 Q_SIGNALS:
  void pointed(std::optional<sorami::LatLon> at);
  void lineChanged(sorami::LatLon from, sorami::LatLon to);
  void exportRequested();

 private:
  struct Answer {
    std::shared_ptr<const TerrainProfile> profile;
    SightLine sight;
    double radius = 0;
  };
  void compute();
  void redraw();
  ProfileDiagram diagram() const;
  void hover(std::optional<QPointF> at);
  double frequency() const;

  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
  QString m_marking;
  TerrainPtr m_terrain;
  double m_k = 4.0 / 3.0;
  std::optional<LatLon> m_from, m_to;
  QString m_fromName, m_toName;
  std::shared_ptr<const TerrainProfile> m_profile;
  SightLine m_sight;
  double m_radius = 8'494'667;
  std::optional<double> m_cursor;
  bool m_loading = true;  ///< values are being set, not typed
  QDoubleSpinBox* m_fromHeight;
  QDoubleSpinBox* m_toHeight;
  QDoubleSpinBox* m_gigahertz;
  QCheckBox* m_follow;
  QPushButton* m_export;
  DiagramView* m_view;
  LatestJob<Answer> m_job;
};

}  // namespace sorami
