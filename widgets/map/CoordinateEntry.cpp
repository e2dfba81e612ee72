// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/CoordinateEntry.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace sorami {

CoordinateEntry::CoordinateEntry(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("card"));
  setAttribute(Qt::WA_StyledBackground);
  m_edit = new QLineEdit(this);
  m_edit->setObjectName(QStringLiteral("coordinateEntry"));
  m_edit->setProperty("role", QStringLiteral("number"));
  m_edit->setPlaceholderText(tr("36°12′N 133°06′E, MGRS, …  or 045/20 NM from the last point"));
  m_edit->setAccessibleName(tr("Position of the next point"));
  m_edit->setMinimumWidth(420);
  m_edit->installEventFilter(this);
  m_problem = new QLabel(this);
  m_problem->setProperty("role", QStringLiteral("error"));
  m_problem->setWordWrap(true);
  m_problem->hide();
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(8, 8, 8, 8);
  lines->setSpacing(4);
  lines->addWidget(m_edit);
  lines->addWidget(m_problem);
  connect(m_edit, &QLineEdit::returnPressed, this, [this] { Q_EMIT entered(m_edit->text().trimmed()); });
  connect(m_edit, &QLineEdit::textEdited, this, [this] { setProblem({}); });
}

void CoordinateEntry::setProblem(const QString& problem) {
  if (problem == m_problem->text()) return;
  m_problem->setText(problem);
  m_problem->setVisible(!problem.isEmpty());
  Q_EMIT resized();
}

void CoordinateEntry::begin(const QString& text) {
  m_edit->setText(text);
  m_edit->setFocus(Qt::OtherFocusReason);
  m_edit->end(false);
}

void CoordinateEntry::clear() {
  m_edit->clear();
  setProblem({});
}

bool CoordinateEntry::eventFilter(QObject* object, QEvent* event) {
  if (object == m_edit && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) &&
      static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    event->accept();
    if (event->type() == QEvent::KeyPress) {
      clear();
      Q_EMIT left();
    }
    return true;
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace sorami
