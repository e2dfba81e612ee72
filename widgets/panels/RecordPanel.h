// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/RecordIndex.h"
#include "widgets/look/Look.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;
class QTreeWidget;

namespace sorami {

using RecordIndexPtr = std::shared_ptr<const RecordIndex>;

/// An input's records as rows; only those of the chosen kind.
class RecordModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit RecordModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
  void setIndex(RecordIndexPtr index);
  /// ASTERIX category; -1: all.
  void setCategory(int category);
  const RecordEntry* entry(int row) const;
  /// The row of the record that begins at `offset`; -1 none.
  int rowOf(std::uint64_t offset) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void choose();
  RecordIndexPtr m_index;
  int m_category = -1;
  std::vector<std::uint32_t> m_rows;
};

/// A window beside the main one: every record of an input with each decoded field and the octets it stands
/// in. Not modal.
class RecordPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit RecordPanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// Paths of the inputs that can be looked into; the first is chosen.
  void setInputs(const QStringList& paths);
  int input() const;
  void chooseInput(int input);
  /// What is going on, or wrong, while there are no records to show.
  void setState(const QString& text);
  void setIndex(RecordIndexPtr index);
  void chooseRecord(std::uint64_t offset);
  void setRecord(const std::string& bytes, const RecordText& text, const QString& head);
  void setProblem(const QString& text);
  RecordModel* model() const { return m_model; }
  QTreeWidget* fields() const { return m_fields; }
  QPlainTextEdit* octets() const { return m_octets; }

 Q_SIGNALS:
  void inputChosen(int input);
  void recordChosen(const sorami::RecordEntry& entry);

 private:
  void listCategories();
  void mark(std::uint32_t firstBit, std::uint32_t bits);

  LookPtr m_look;
  RecordIndexPtr m_index;
  RecordModel* m_model;
  QComboBox* m_inputs;
  QComboBox* m_categories;
  QLabel* m_count;
  QTableView* m_table;
  QLabel* m_state;
  QStackedWidget* m_pages;
  QLabel* m_head;
  QTreeWidget* m_fields;
  QPlainTextEdit* m_octets;
  std::size_t m_size = 0;  ///< octets shown
};

}  // namespace sorami
