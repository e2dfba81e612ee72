// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QUndoGroup;
class QUndoView;

namespace sorami {

class FormField;

/// The plan itself, shown while nothing is selected: name, marking, the altitude slider's detents, whose view
/// is shown, and the list of edits to step through.
class PlanPage : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit PlanPage(QUndoGroup* edits, QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// `partner`: whose view is shown, empty our own.
  void setPlan(const PlanPtr& shown, const PlanPtr& document, const std::string& partner);
  void setUnits(UnitProfile units);
  /// Of the recording that is open: who may see each can be said here.
  void setSources(const QStringList& names);
  FormField* nameField() const { return m_name; }
  FormField* markingField() const { return m_marking; }
  FormField* altitudesField() const { return m_altitudes; }
  QComboBox* viewAs() const { return m_viewAs; }
  QUndoView* history() const { return m_history; }
  /// One a source, in the order of setSources().
  const std::vector<FormField*>& sourceFields() const { return m_sourceFields; }

 Q_SIGNALS:
  void edited(const sorami::Plan& next, const QString& what);
  void partnerChosen(const QString& partner);

 private:
  void refresh();
  PlanPtr m_shown;
  PlanPtr m_plan;
  std::string m_partner;
  UnitProfile m_units = UnitProfile::Air;
  QLabel* m_title;
  QLabel* m_counts;
  QWidget* m_body;
  QLabel* m_empty;
  FormField* m_name;
  FormField* m_marking;
  FormField* m_altitudes;
  QComboBox* m_viewAs;
  QLabel* m_viewNote;
  QStringList m_sourceNames;
  QWidget* m_sources;
  std::vector<FormField*> m_sourceFields;
  QLabel* m_historyTitle;
  QUndoView* m_history;
};

}  // namespace sorami
