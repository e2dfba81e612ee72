// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/TrackPairs.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace sorami {

/// Pairs of a comparison as rows, sorted by any column.
class PairModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { First, Second, Compared, Median, P95, Greatest, Reason, ColumnCount };
  explicit PairModel(QObject* parent = nullptr);
  void setPairs(std::vector<TrackPair> pairs, const StoreViewPtr& store);
  void setUnits(UnitProfile units);
  const TrackPair* pair(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  void sort(int column, Qt::SortOrder order) override;

 private:
  QString name(TrackId track) const;
  std::vector<TrackPair> m_pairs;
  StoreViewPtr m_store;
  UnitProfile m_units = UnitProfile::Air;
};

/// Distances of a pair against time, the cursor on it. A click or drag seeks.
class PairChart : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit PairChart(QWidget* parent = nullptr);
  void setLook(const LookPtr& look) override;
  void setSamples(std::vector<PairSample> samples);
  void setCursor(UtcTime cursor);
  void setUnits(UnitProfile units);
  QSize sizeHint() const override;

 Q_SIGNALS:
  void seekRequested(sorami::UtcTime to);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;

 private:
  QRect plot() const;
  UtcTime timeAt(double x) const;
  LookPtr m_look;
  std::vector<PairSample> m_samples;
  TimeRange m_range;
  UtcTime m_cursor;
  UnitProfile m_units = UnitProfile::Air;
};

/// Two sources of what is on the timeline beside each other: which tracks are the same object and how far
/// apart the two say it is. Two recordings are compared by putting both on the timeline.
class ComparePanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit ComparePanel(QWidget* parent = nullptr);
  ~ComparePanel() override;

  void setLook(const LookPtr& look) override;
  void setUnits(UnitProfile units);
  void setStore(const StoreViewPtr& store);
  void setTime(UtcTime time);
  /// Chooses what is compared, by the sources' indices; -1 for the second: all others.
  void choose(int first, int second);
  bool isBusy() const { return m_job.isBusy() || m_distances.isBusy(); }
  const TrackComparison& comparison() const { return m_comparison; }
  QTableView* table() const { return m_table; }

 Q_SIGNALS:
  void seekRequested(sorami::UtcTime to);
  /// Both tracks of a pair are to be shown.
  void pairChosen(sorami::TrackId first, sorami::TrackId second);
  void addRequested();

 protected:
  void showEvent(QShowEvent*) override;

 private:
  void compute();
  void take(const TrackComparison& found);
  void showPair(int row);

  StoreViewPtr m_store;
  StoreViewPtr m_comparedStore;
  TrackComparison m_comparison;
  std::optional<std::pair<int, int>> m_compared;
  PairModel* m_model;
  QComboBox* m_first;
  QComboBox* m_second;
  QTableView* m_table;
  QStackedWidget* m_pages;
  QLabel* m_empty;
  QLabel* m_summary;
  PairChart* m_chart;
  struct Made {
    StoreViewPtr store;
    TrackComparison found;
  };
  LatestJob<Made> m_job;
  LatestJob<std::vector<PairSample>> m_distances;
};

}  // namespace sorami
