// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"
#include "widgets/panels/TrackRows.h"

#include <QAbstractTableModel>

#include <unordered_map>

namespace sorami {

/// The track table's rows as Qt shows them. The rows themselves come ready made from a worker; a new set
/// keeps selection and scroll position by track.
class TrackTableModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit TrackTableModel(QObject* parent = nullptr);

  void setRows(TrackRowsPtr rows);
  void setLook(const LookPtr& look);
  void setUnits(UnitProfile units);
  TrackId trackAt(int row) const;
  int rowOf(TrackId track) const;  ///< -1 when it is not in the table
  const TrackRowsPtr& rows() const { return m_rows; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString text(const TrackState& state, TrackColumn column) const;
  TrackRowsPtr m_rows;
  std::vector<TrackState> m_states;  ///< as shown
  std::unordered_map<TrackId, int> m_rowOf;
  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
};

}  // namespace sorami
