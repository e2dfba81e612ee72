// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/FormField.h"

#include "data/core/Translate.h"
#include "widgets/look/UnitText.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>

namespace sorami {

FormField::FormField(const QString& name, const QString& unit, Taker take, QWidget* parent)
    : QWidget(parent), m_take(std::move(take)) {
  m_name = new QLabel(name, this);
  m_edit = new QLineEdit(this);
  m_edit->setAccessibleName(name);
  m_edit->installEventFilter(this);
  m_name->setBuddy(m_edit);
  m_unit = new QLabel(unit, this);
  m_unit->setProperty("role", QStringLiteral("muted"));
  m_problem = new QLabel(this);
  m_problem->setProperty("role", QStringLiteral("error"));
  m_problem->setWordWrap(true);
  m_problem->hide();

  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(0);
  grid->addWidget(m_name, 0, 0);
  // Fields of numbers leave room for a unit, so that they line up; others take the whole width.
  grid->addWidget(m_edit, 0, 1, 1, unit.isEmpty() ? 2 : 1);
  if (!unit.isEmpty()) grid->addWidget(m_unit, 0, 2);
  m_unit->setVisible(!unit.isEmpty());
  grid->addWidget(m_problem, 1, 1, 1, 2);
  grid->setColumnStretch(1, 1);
  setLook(defaultLook());
  connect(m_edit, &QLineEdit::editingFinished, this, &FormField::finish);
}

void FormField::setLook(const LookPtr& look) {
  // Columns of one width, so that the fields of a form line up.
  auto* grid = static_cast<QGridLayout*>(layout());
  grid->setColumnMinimumWidth(0, look->px(108));
  grid->setColumnMinimumWidth(2, m_unit->text().isEmpty() ? 0 : look->px(44));
}

void FormField::setValue(const QString& text) {
  m_good = text;
  if (m_edit->hasFocus() && m_edit->isModified()) return;  // never under the typing hand
  if (m_edit->text() == text && m_problem->text().isEmpty() && !m_edit->isModified()) return;
  m_edit->setText(text);
  m_edit->setCursorPosition(0);
  setProblem({});
}

void FormField::setUnit(const QString& unit) {
  if (unit == m_unit->text()) return;
  m_unit->setText(unit);
  m_unit->setVisible(!unit.isEmpty());
}

void FormField::setProblem(const QString& problem) {
  m_problem->setText(problem);
  m_problem->setVisible(!problem.isEmpty());
  if (m_edit->property("invalid").toBool() == !problem.isEmpty()) return;
  m_edit->setProperty("invalid", !problem.isEmpty());
  m_edit->style()->unpolish(m_edit);
  m_edit->style()->polish(m_edit);
}

QString FormField::problem() const {
  return m_problem->text();
}

void FormField::finish() {
  if (!m_edit->isModified() || m_edit->isReadOnly()) return;
  m_edit->setModified(false);
  if (m_edit->text() == m_good) {
    setProblem({});
    return;
  }
  // The value may come back through setValue() while it is taken; a problem is shown after that.
  const QString problem = m_take(m_edit->text());
  setProblem(problem);
  if (!problem.isEmpty()) m_edit->setModified(true);
}

bool FormField::eventFilter(QObject* object, QEvent* event) {
  if (object == m_edit && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) &&
      static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
      (m_edit->isModified() || !m_problem->text().isEmpty())) {
    event->accept();
    if (event->type() == QEvent::KeyPress) {
      m_edit->setText(m_good);
      m_edit->setModified(false);
      setProblem({});
    }
    return true;
  }
  return QWidget::eventFilter(object, event);
}

FormRow::FormRow(const QString& name, QWidget* field, QWidget* parent) : QWidget(parent) {
  auto* label = new QLabel(name, this);
  label->setBuddy(field);
  field->setAccessibleName(name);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->addWidget(label, 0, 0);
  grid->addWidget(field, 0, 1);
  grid->setColumnStretch(1, 1);
  setLook(defaultLook());
}

void FormRow::setLook(const LookPtr& look) {
  static_cast<QGridLayout*>(layout())->setColumnMinimumWidth(0, look->px(108));
}

FormField::Taker numberTaker(double least, double most, double si, std::function<void(double)> apply) {
  return [=](const QString& text) {
    const std::optional<double> value = numberFrom(text);
    if (!value) return tr("A number is needed");
    const double inSi = *value * si;
    const double slack = 1e-9 * (std::abs(least) + std::abs(most));
    if (inSi < least - slack || inSi > most + slack) {
      return tr("Between %1 and %2")
          .arg(QString::number(least / si, 'g', 5), QString::number(most / si, 'g', 5));
    }
    apply(inSi);
    return QString();
  };
}

}  // namespace sorami
