// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"
#include "widgets/look/UnitText.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace sorami {

/// A set of the plan's objects as a table: a row an object, a column a property. Cells are edited in the
/// units that are shown; what does not fit is refused with the reason.
class PlanTableModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  /// For sorting: the value itself.
  static constexpr int kValueRole = Qt::UserRole + 1;

  explicit PlanTableModel(PropertySet set, QObject* parent = nullptr);

  void setPlan(const PlanPtr& plan);
  /// Only rows of this object; one without an id: all.
  void setItem(const PlanItem& item);
  void setUnits(UnitProfile units);
  PropertySet set() const { return m_set; }
  const std::vector<PlanRow>& rows() const { return m_rows; }
  const Property& property(int column) const { return *m_columns[static_cast<std::size_t>(column)]; }
  int columnOf(const std::string& key) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 Q_SIGNALS:
  void edited(const sorami::Plan& next, const QString& what);
  void refused(const QModelIndex& index, const QString& reason);

 private:
  bool isSameRow(const Plan& a, const Plan& b, const PlanRow& row) const;
  PropertySet m_set;
  UnitProfile m_units = UnitProfile::Air;
  PlanPtr m_plan;
  PlanItem m_item;
  std::vector<PlanRow> m_rows;
  std::vector<const Property*> m_columns;
};

}  // namespace sorami
