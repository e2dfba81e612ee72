// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"
#include "data/ingest/AssociationOverlay.h"
#include "data/plan/TrackEdit.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/HistoryChart.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace sorami {

class TrackEditForm;

/// Everything known of one track at the cursor, and its history.
class TrackInspector : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit TrackInspector(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setTrack(const StoreViewPtr& store, TrackId track);
  void setTime(UtcTime time);
  /// What is laid over the track that is shown; see TrackEdit.
  void setEdit(const TrackEdit& edit, bool editable);
  /// What a person has decided about which tracks are one object.
  void setAssociations(const AssociationOverlay& decided);
  /// Only of reports that had been received by the cursor.
  void setAsKnown(bool asKnown);
  TrackEditForm* editForm() const { return m_edit; }
  void setUnits(UnitProfile units);
  HistoryChart* chart() const { return m_chart; }
  /// What a row shows, by its key (`altitude`, `speed`, …): for tests and screen readers.
  QString value(const QString& key) const;

 Q_SIGNALS:
  void seekRequested(sorami::UtcTime to);
  void centreRequested(sorami::LatLon position);
  void edited(const sorami::TrackEdit& next, const QString& what);

 private:
  void addRow(QGridLayout* grid, const QString& key, const QString& name);
  void set(const QString& key, const QString& text);
  void refresh();
  void request();
  void showCompanions(const std::vector<TrackId>& companions);

  LookPtr m_look;
  StoreViewPtr m_store;
  TrackId m_track = kNoTrack;
  UtcTime m_time;
  UnitProfile m_units = UnitProfile::Air;
  std::vector<Sample> m_samples;
  LatLon m_position;
  QLabel* m_name;
  QLabel* m_marks;
  QHash<QString, QLabel*> m_values;
  HistoryChart* m_chart;
  TrackEditForm* m_edit;
  bool m_asKnown = false;
  AssociationOverlay m_decided;
  struct Found {
    std::vector<Sample> samples;
    std::vector<TrackId> companions;
  };
  LatestJob<Found> m_history;
};

/// `assumed friend`, `not told`, …
QString affiliationText(Affiliation affiliation);

}  // namespace sorami
