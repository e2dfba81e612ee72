// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/Segments.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace sorami {

Segments::Segments(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("segments"));
  setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(2, 2, 2, 2);
  row->setSpacing(2);
  m_group.setExclusive(true);
  connect(&m_group, &QButtonGroup::idClicked, this, &Segments::chosen);
}

void Segments::add(const QString& text, const QString& toolTip) {
  auto* button = new QPushButton(text, this);
  button->setProperty("role", QStringLiteral("segment"));
  button->setCheckable(true);
  button->setToolTip(toolTip);
  button->setFocusPolicy(Qt::TabFocus);
  const int id = static_cast<int>(m_group.buttons().size());
  m_group.addButton(button, id);
  layout()->addWidget(button);
  if (id == 0) button->setChecked(true);
}

void Segments::setText(int index, const QString& text) {
  if (QAbstractButton* button = m_group.button(index)) button->setText(text);
}

void Segments::setCurrent(int index) {
  if (QAbstractButton* button = m_group.button(index)) button->setChecked(true);
}

int Segments::current() const {
  return m_group.checkedId();
}

}  // namespace sorami
