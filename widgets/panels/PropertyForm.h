// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QVBoxLayout;

namespace sorami {

class FormField;

/// A form made from a set of properties, for one object or several of a kind: what differs among them is left
/// open (`several`), what is entered goes to all. Each field says what is wrong at itself, with the range; a
/// click on a unit takes the next one.
class PropertyForm : public QWidget, public Themed {
  Q_OBJECT
 public:
  /// `groups`: the headings whose properties are shown; empty: all.
  explicit PropertyForm(PropertySet set, const QStringList& groups = {}, QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// Shows these rows of the plan.
  void setRows(const PlanPtr& plan, const std::vector<PlanRow>& rows);
  void setUnits(UnitProfile units);
  void setReadOnly(bool readOnly);
  FormField* field(const QString& key) const { return m_fields.value(key); }
  QComboBox* choice(const QString& key) const { return m_choices.value(key); }

 Q_SIGNALS:
  /// The next plan, and what the step is called.
  void edited(const sorami::Plan& next, const QString& what);

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  struct Shown {
    PropertyValue value;
    bool applies = false;
    bool several = false;
  };
  void addProperty(QVBoxLayout* lines, const Property& property);
  Shown shownOf(const Property& property) const;
  QString textOf(const Property& property, const PropertyValue& value) const;
  /// Gives what is wrong, or nothing.
  QString take(const Property& property, const QString& text);
  QString apply(const Property& property, const PropertyValue& value);
  void refresh();

  PropertySet m_set;
  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
  PlanPtr m_plan;
  std::vector<PlanRow> m_rows;
  bool m_loading = false;
  QHash<QString, FormField*> m_fields;
  QHash<QString, QComboBox*> m_choices;
  QHash<QString, QCheckBox*> m_flags;
  QHash<QString, QWidget*> m_lines;
  QHash<QString, QLabel*> m_headings;
};

}  // namespace sorami
