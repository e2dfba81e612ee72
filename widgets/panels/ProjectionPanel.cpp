// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/ProjectionPanel.h"

#include "data/core/HalfWidth.h"
#include "data/core/Translate.h"
#include "data/geo/Projection.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace sorami {

ProjectionPanel::ProjectionPanel(Setter set, QWidget* parent)
    : QWidget(parent, Qt::Popup), m_set(std::move(set)) {
  setObjectName(QStringLiteral("palette"));
  setAttribute(Qt::WA_StyledBackground);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(12, 12, 12, 12);
  all->setSpacing(4);
  auto* heading = new QLabel(tr("PROJECTION"), this);
  heading->setProperty("role", QStringLiteral("heading"));
  all->addWidget(heading);
  m_choices = new QVBoxLayout;
  m_choices->setSpacing(0);
  for (const Projection::Choice& choice : Projection::choices()) {
    auto* button = new QPushButton(translated(choice.title), this);
    button->setProperty("role", QStringLiteral("segment"));
    button->setCheckable(true);
    const QString spec = QString::fromStdString(choice.id);
    button->setObjectName(spec);
    if (choice.followsCentre) button->setToolTip(tr("Made about the middle of the map"));
    button->setStyleSheet(QStringLiteral("text-align: left"));
    connect(button, &QPushButton::clicked, this, [this, spec] { choose(spec); });
    m_choices->addWidget(button);
  }
  all->addLayout(m_choices);
  all->addSpacing(8);
  m_entry = new QLineEdit(this);
  m_entry->setObjectName(QStringLiteral("projectionEntry"));
  m_entry->setProperty("role", QStringLiteral("number"));
  m_entry->setPlaceholderText(tr("EPSG:6677 or +proj=…"));
  m_entry->setAccessibleName(tr("Any PROJ or EPSG text"));
  m_entry->setMinimumWidth(320);
  connect(m_entry, &QLineEdit::returnPressed, this, [this] { choose(halfWidth(m_entry->text()).trimmed()); });
  all->addWidget(m_entry);
  m_problem = new QLabel(this);
  m_problem->setProperty("role", QStringLiteral("error"));
  m_problem->setWordWrap(true);
  m_problem->hide();
  all->addWidget(m_problem);
}

QString ProjectionPanel::problem() const {
  return m_problem->text();
}

void ProjectionPanel::choose(const QString& spec) {
  if (spec.isEmpty()) return;
  const QString problem = m_set(spec);
  m_problem->setText(problem);
  m_problem->setVisible(!problem.isEmpty());
  m_entry->setProperty("invalid", !problem.isEmpty());
  m_entry->style()->unpolish(m_entry);
  m_entry->style()->polish(m_entry);
  if (problem.isEmpty()) {
    close();
  } else {
    adjustSize();
  }
}

void ProjectionPanel::setCurrent(const QString& spec) {
  bool listed = false;
  for (auto* button : findChildren<QPushButton*>()) {
    button->setChecked(button->objectName() == spec);
    listed = listed || button->isChecked();
  }
  m_entry->setText(listed ? QString() : spec);
}

void ProjectionPanel::popup(QPoint topRight) {
  adjustSize();
  move(topRight.x() - width(), topRight.y());
  show();
}

}  // namespace sorami
