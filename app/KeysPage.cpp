// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KeysPage.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace sorami {

KeysPage::KeysPage(Actions& actions, QWidget* parent) : QDialog(parent), m_actions(actions) {
  setWindowTitle(tr("Keyboard"));
  resize(560, 640);
  m_table = new QTableWidget(this);
  m_table->setColumnCount(3);
  m_table->setHorizontalHeaderLabels({tr("Action"), tr("Group"), tr("Key")});
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(34);
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_table->setColumnWidth(1, 90);
  m_table->setColumnWidth(2, 170);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setSelectionMode(QAbstractItemView::NoSelection);
  m_note = new QLabel(this);
  m_note->setProperty("role", QStringLiteral("warning"));
  m_note->setWordWrap(true);
  auto* single = new QCheckBox(tr("Keys that are a single letter or sign"), this);
  single->setChecked(actions.hasSingleKeys());
  connect(single, &QCheckBox::toggled, this, [this](bool on) {
    m_actions.setSingleKeys(on);
    fill();
  });
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  QPushButton* reset = buttons->addButton(tr("All as delivered"), QDialogButtonBox::ResetRole);
  connect(reset, &QPushButton::clicked, this, [this] {
    m_actions.resetKeys();
    m_note->clear();
    fill();
  });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(16, 16, 16, 12);
  lines->setSpacing(8);
  lines->addWidget(m_table, 1);
  lines->addWidget(m_note);
  lines->addWidget(single);
  lines->addWidget(buttons);
  fill();
}

void KeysPage::fill() {
  const auto& entries = m_actions.entries();
  m_table->setRowCount(static_cast<int>(entries.size()));
  for (int row = 0; row < m_table->rowCount(); ++row) {
    const Actions::Entry& entry = entries[static_cast<std::size_t>(row)];
    m_table->setItem(row, 0, new QTableWidgetItem(entry.action->text()));
    m_table->setItem(row, 1, new QTableWidgetItem(entry.group));
    auto* edit = new QKeySequenceEdit(entry.action->shortcut(), m_table);
    edit->setAccessibleName(tr("Key for %1").arg(entry.action->text()));
    const QString id = entry.id;
    connect(edit, &QKeySequenceEdit::editingFinished, this, [this, edit, id] {
      if (edit->keySequence() == m_actions[id]->shortcut()) return;
      const QString loser = m_actions.bind(id, edit->keySequence());
      m_note->setText(loser.isEmpty() ? QString()
                                      : tr("“%1” had this key and is now without one.").arg(loser));
      if (!loser.isEmpty()) fill();
    });
    m_table->setCellWidget(row, 2, edit);
  }
}

}  // namespace sorami
