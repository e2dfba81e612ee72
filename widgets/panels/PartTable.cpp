// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PartTable.h"

#include "widgets/panels/Heading.h"
#include "widgets/panels/PlanTableModel.h"
#include "widgets/panels/PropertyDelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace sorami {

PartTable::PartTable(PropertySet set, const QString& title, const QString& addText, QWidget* parent)
    : QWidget(parent) {
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(0, 8, 0, 0);
  lines->setSpacing(6);
  m_title = heading(title, this);
  lines->addWidget(m_title);
  m_model = new PlanTableModel(set, this);
  m_view = new QTableView(this);
  m_view->setAccessibleName(title);
  m_view->setModel(m_model);
  m_view->setItemDelegate(new PropertyDelegate(m_view));
  m_view->verticalHeader()->hide();
  // Whose they are is said above.
  for (const char* owner : {"site", "link"}) {
    if (const int column = m_model->columnOf(owner); column >= 0) m_view->setColumnHidden(column, true);
  }
  m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
  lines->addWidget(m_view);
  m_problem = new QLabel(this);
  m_problem->setProperty("role", QStringLiteral("error"));
  m_problem->setWordWrap(true);
  m_problem->hide();
  lines->addWidget(m_problem);
  connect(m_model, &PlanTableModel::edited, this, &PartTable::edited);
  connect(m_model, &PlanTableModel::refused, this, [this](const QModelIndex&, const QString& reason) {
    m_problem->setText(reason);
    m_problem->show();
  });
  auto* row = new QHBoxLayout;
  auto* add = new QPushButton(addText, this);
  add->setProperty("role", QStringLiteral("link"));
  connect(add, &QPushButton::clicked, this, &PartTable::addAsked);
  auto* remove = new QPushButton(tr("Remove"), this);
  remove->setProperty("role", QStringLiteral("link"));
  connect(remove, &QPushButton::clicked, this, [this] {
    if (const int part = currentPart(); part >= 0) Q_EMIT removeAsked(part);
  });
  row->addWidget(add);
  row->addWidget(remove);
  row->addStretch(1);
  lines->addLayout(row);
}

void PartTable::setLook(const LookPtr&) {
  fitHeight();
}

void PartTable::fitHeight() {
  m_fitted = m_model->rowCount();
  int height = m_view->horizontalHeader()->sizeHint().height() + 4;
  for (int i = 0; i < m_fitted; ++i) height += m_view->rowHeight(i);
  m_view->setFixedHeight(std::max(height, 40));
}

void PartTable::setItem(const PlanPtr& plan, const PlanItem& item, bool isSame) {
  m_problem->hide();
  m_model->setItem(item);
  m_model->setPlan(plan);
  if (isSame) return;
  const int rows = m_model->rowCount();
  m_view->setVisible(rows > 0);
  if (rows > 0 && rows != m_fitted) fitHeight();
}

void PartTable::setUnits(UnitProfile units) {
  m_model->setUnits(units);
}

QString PartTable::title() const {
  return m_title->text();
}

int PartTable::currentPart() const {
  const auto row = static_cast<std::size_t>(m_view->currentIndex().row());
  return row < m_model->rows().size() ? m_model->rows()[row].part : -1;
}

}  // namespace sorami
