// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"

#include <QString>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;

namespace sorami {

/// One line of a form: name, entry, unit, and below the entry what is wrong with it. A value is taken when
/// the entry is left or Enter is pressed; Esc puts the last good one back.
class FormField : public QWidget, public Themed {
  Q_OBJECT
 public:
  /// Takes what was typed; gives the reason it cannot, or nothing.
  using Taker = std::function<QString(const QString& text)>;

  FormField(const QString& name, const QString& unit, Taker take, QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setValue(const QString& text);
  void setUnit(const QString& unit);
  void setProblem(const QString& problem);
  QString problem() const;
  QLineEdit* edit() const { return m_edit; }
  QLabel* unitLabel() const { return m_unit; }

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void finish();
  QLabel* m_name;
  QLabel* m_unit;
  QLabel* m_problem;
  QLineEdit* m_edit;
  QString m_good;
  Taker m_take;
};

/// A line of a form with any other field: its name in a column as wide as FormField's.
class FormRow : public QWidget, public Themed {
  Q_OBJECT
 public:
  FormRow(const QString& name, QWidget* field, QWidget* parent = nullptr);
  void setLook(const LookPtr& look) override;
};

/// A taker for numbers between two limits, in the field's unit; `apply` gets the number in SI units.
FormField::Taker numberTaker(double least, double most, double si, std::function<void(double)> apply);

}  // namespace sorami
