// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/AroundPoint.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/DiagramView.h"
#include "widgets/scene/diagram/ScopeDiagram.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QPushButton;

namespace sorami {

/// A place the panel can look from.
struct AroundCentre {
  QString id;  ///< Site::id; empty: the middle of the map
  QString name;
  LatLon position;
  double range = 0;       ///< m the sensor reaches; 0: not known
  double turn = 0;        ///< s of one turn of its antenna
  double antennaMsl = 0;  ///< m
  bool operator==(const AroundCentre&) const = default;
};

/// Tracks about a sensor: as a radar scope, or from the side with altitude over range. In step with the
/// clock; a click selects a track.
class AroundPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  enum class Kind { Scope, Side };
  explicit AroundPanel(Kind kind, QWidget* parent = nullptr);
  ~AroundPanel() override;

  void setLook(const LookPtr& look) override;
  void setUnits(UnitProfile units);
  void setMarking(const QString& marking);
  /// The places one can choose; the chosen one stays chosen where it is among them.
  void setCentres(std::vector<AroundCentre> centres);
  void chooseCentre(const QString& id);
  void setMoment(const StoreViewPtr& store, UtcTime time, bool asKnown);
  void setSelected(TrackId track);
  const std::shared_ptr<const AroundPoint>& around() const { return m_around; }
  AroundDiagram diagram() const;
  /// PNG, SVG or PDF by the name's ending.
  Status exportTo(const QString& path) const;

 Q_SIGNALS:
  void selected(sorami::TrackId track);
  void exportRequested();

 protected:
  void showEvent(QShowEvent*) override;

 private:
  const AroundCentre* centre() const;
  void compute();
  void redraw();
  double chosenRange() const;

  Kind m_kind;
  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
  QString m_marking;
  std::vector<AroundCentre> m_centres;
  QString m_wanted;
  bool m_isChosen = false;
  StoreViewPtr m_store;
  StoreViewPtr m_aroundStore;
  UtcTime m_time;
  bool m_asKnown = false;
  TrackId m_selected = kNoTrack;
  std::shared_ptr<const AroundPoint> m_around;
  QComboBox* m_where;
  QComboBox* m_range;
  QComboBox* m_glow;
  QComboBox* m_top = nullptr;
  QPushButton* m_export;
  DiagramView* m_view;
  struct Made {
    StoreViewPtr store;
    std::shared_ptr<const AroundPoint> around;
  };
  LatestJob<Made> m_job;
};

}  // namespace sorami
