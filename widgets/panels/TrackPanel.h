// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/panels/TrackTableModel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace sorami {

class TrackSparklines;

/// The tracks that live at the cursor, as a table that mirrors the map: the same tracks, the same selection.
class TrackPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit TrackPanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// The table follows at most a few times a second, and only while it can be seen.
  void setMoment(const StoreViewPtr& store, UtcTime time);
  /// The same recording with more in it.
  void growStore(const StoreViewPtr& store, UtcTime time);
  /// The tracks as they were known then.
  void setAsKnown(bool asKnown);
  void setUnits(UnitProfile units);
  /// The map's filter; null none. What it dims stays in the table.
  void setFilter(const TrackFilterPtr& filter, bool dims);
  void setSelected(TrackId track);
  TrackTableModel* model() const { return m_model; }
  QTableView* table() const { return m_table; }

 Q_SIGNALS:
  void selected(sorami::TrackId track);
  void opened(sorami::TrackId track);
  /// Tracks that live now, and how many of them pass the map's filter.
  void countChanged(int live, int passing);

 protected:
  void showEvent(QShowEvent*) override;

 private:
  void refresh();
  void take(const TrackRowsPtr& rows);

  LookPtr m_look;
  StoreViewPtr m_store;
  std::uint64_t m_recording = 0;  ///< counts recordings; one that grows stays the same
  UtcTime m_time;
  TrackFilterPtr m_passes;
  bool m_dims = false;
  bool m_asKnown = false;
  TrackId m_selected = kNoTrack;
  bool m_taking = false;
  TrackTableModel* m_model;
  TrackSparklines* m_sparklines;
  QTableView* m_table;
  QLineEdit* m_filter;
  QStackedWidget* m_pages;
  QLabel* m_empty;
  QTimer m_pace;
  bool m_dirty = false;
  LatestJob<TrackRowsPtr> m_job;
};

}  // namespace sorami
