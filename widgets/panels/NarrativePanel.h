// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Narrative.h"
#include "data/plan/Storyboard.h"
#include "widgets/look/Look.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace sorami {

/// The entries of a narrative log as rows; only those a search lets through.
class NarrativeModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit NarrativeModel(QObject* parent = nullptr);
  void setEntries(const std::vector<NarrativeEntry>& entries);
  void setSearch(const QString& words);
  void setLook(const LookPtr& look);
  const NarrativeEntry* entry(int row) const;
  int rowOf(const std::string& id) const;
  /// The last row not after an instant; -1 none.
  int rowAt(UtcTime t) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  void choose();
  std::vector<NarrativeEntry> m_entries;
  std::vector<std::size_t> m_rows;
  QString m_words;
  LookPtr m_look;
};

/// The narrative log: a list that follows the clock and is searched, and the chosen entry as a form. It
/// changes nothing itself: each change is offered as the next list.
class NarrativePanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit NarrativePanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setEntries(const std::vector<NarrativeEntry>& entries);
  void setStory(const Storyboard& story);
  void setTime(UtcTime time);
  NarrativeModel* model() const { return m_model; }
  QTableView* table() const { return m_table; }
  /// An entry at the present time, chosen and ready to be written.
  void addEntry();

 Q_SIGNALS:
  void edited(const std::vector<sorami::NarrativeEntry>& next, const QString& what);
  void chosen(const sorami::NarrativeEntry& entry);
  void importRequested();
  /// The chosen entry is to become a step of the storyboard.
  void stepRequested(const sorami::NarrativeEntry& entry);
  void stepOpened(const std::string& step);

 private:
  void showChosen();
  void refresh();
  void offer(const QString& what);
  void removeChosen();

  LookPtr m_look;
  std::vector<NarrativeEntry> m_entries;
  Storyboard m_story;
  UtcTime m_time;
  std::string m_chosen;
  bool m_loading = false;
  NarrativeModel* m_model;
  QTableView* m_table;
  QLineEdit* m_search;
  QStackedWidget* m_pages;
  QLabel* m_empty;
  QWidget* m_form;
  QLabel* m_when;
  QLineEdit* m_author;
  QLineEdit* m_marking;
  QPlainTextEdit* m_text;
  QPushButton* m_toTime;
  QPushButton* m_step;
  QPushButton* m_remove;
};

}  // namespace sorami
