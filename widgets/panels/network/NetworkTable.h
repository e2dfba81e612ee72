// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QTableWidget>

namespace sorami {

/// A table of figures as the network's pages show them: rows are chosen, nothing is edited, the first column
/// takes the room that is left.
inline QTableWidget* networkTable(const QStringList& columns, QWidget* parent) {
  auto* table = new QTableWidget(0, static_cast<int>(columns.size()), parent);
  table->setHorizontalHeaderLabels(columns);
  table->verticalHeader()->hide();
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setMinimumHeight(110);
  table->horizontalHeader()->setMinimumSectionSize(36);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->verticalHeader()->setDefaultSectionSize(24);
  return table;
}

/// Sets a cell's text; figures stand right.
inline QTableWidgetItem* setCell(QTableWidget* table, int row, int column, const QString& text,
                                 bool figure = false) {
  QTableWidgetItem* item = table->item(row, column);
  if (!item) {
    item = new QTableWidgetItem;
    table->setItem(row, column, item);
  }
  item->setText(text);
  item->setToolTip(text);
  if (figure) {
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (QTableWidgetItem* header = table->horizontalHeaderItem(column)) {
      header->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
  }
  return item;
}

}  // namespace sorami
