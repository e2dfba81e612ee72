// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace sorami {

enum class ReportColumn { Time, Received, Position, Baro, Geo, Speed, Heading, Climb, Flags, Count };

/// All reports of one track as they are stored: nothing interpolated, outliers among them.
class ReportModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit ReportModel(QObject* parent = nullptr);
  void setReports(std::vector<Sample> reports);
  void setLook(const LookPtr& look);
  void setUnits(UnitProfile units);
  const Sample* report(int row) const;
  /// The last report that is not after an instant; -1 none.
  int rowAt(UtcTime t) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString text(const Sample& sample, ReportColumn column) const;
  std::vector<Sample> m_reports;
  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
};

/// The selected track's reports one by one, in step with the clock: a click goes to a report's time.
class ReportPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit ReportPanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setUnits(UnitProfile units);
  /// kNoTrack: none.
  void setTrack(const StoreViewPtr& store, TrackId track);
  void setTime(UtcTime time);
  ReportModel* model() const { return m_model; }

 Q_SIGNALS:
  void seekRequested(sorami::UtcTime to);
  /// The input's own record of the report at the clock's time is asked for.
  void recordRequested();

 protected:
  void showEvent(QShowEvent*) override;

 private:
  void read();
  void refresh();
  StoreViewPtr m_store;
  TrackId m_track = kNoTrack;
  UtcTime m_time;
  bool m_isStale = false;
  bool m_following = false;
  ReportModel* m_model;
  QTableView* m_table;
  QStackedWidget* m_pages;
  QPushButton* m_record;
  QLabel* m_head;
  QLabel* m_empty;
  LatestJob<std::vector<Sample>> m_reading;
};

/// Flags in words: `ground, emergency`.
QString flagText(std::uint16_t flags);

}  // namespace sorami
