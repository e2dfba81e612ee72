// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace sorami {

class PlanTableModel;

/// The parts of one object of a plan in a form: stocks, envelopes, outages. As high as its rows, with buttons
/// to add and remove below; what a cell may not be is said there.
class PartTable : public QWidget, public Themed {
  Q_OBJECT
 public:
  PartTable(PropertySet set, const QString& title, const QString& addText, QWidget* parent);

  void setLook(const LookPtr& look) override;
  /// `isSame`: another version of the plan, in which the object is as it was.
  void setItem(const PlanPtr& plan, const PlanItem& item, bool isSame);
  void setUnits(UnitProfile units);
  QString title() const;
  QTableView* view() const { return m_view; }
  /// PlanRow::part of the row that is chosen; −1 without one.
  int currentPart() const;

 Q_SIGNALS:
  void edited(const sorami::Plan& next, const QString& what);
  void addAsked();
  void removeAsked(int part);

 private:
  void fitHeight();
  QLabel* m_title;
  PlanTableModel* m_model;
  QTableView* m_view;
  QLabel* m_problem;
  int m_fitted = -1;  ///< rows its height is of
};

}  // namespace sorami
