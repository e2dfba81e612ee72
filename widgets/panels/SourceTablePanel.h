// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/SourceTable.h"
#include "widgets/look/Look.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;

namespace sorami {

/// A window beside the main one: what is known of each sensor and feed, to be edited and kept. Not modal.
class SourceTablePanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit SourceTablePanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// The table that is kept, and names of sources to offer rows for.
  void setTable(const SourceTable& table, const QStringList& sources);
  /// The table as it stands in the cells. The error names the row and cell.
  Result<SourceTable> table() const;
  void say(const QString& text, bool isError);
  QTableWidget* cells() const { return m_cells; }

 Q_SIGNALS:
  void saveRequested(const sorami::SourceTable& table);
  void importRequested();
  void exportRequested(const sorami::SourceTable& table);

 private:
  void addRow(const SourceTable::Row& row, bool isKnown);
  void give(bool toFile);

  QTableWidget* m_cells;
  QLabel* m_words;
  QPushButton* m_save;
};

}  // namespace sorami
