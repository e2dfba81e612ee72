// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/events/Events.h"
#include "widgets/look/Look.h"

#include <QAbstractTableModel>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace sorami {

/// Events as rows of a table; only those a filter lets through.
class EventModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit EventModel(QObject* parent = nullptr);
  void setEvents(EventListPtr events, StoreViewPtr store);
  void setLook(const LookPtr& look);
  /// `kind` -1: all. `words` must all be in an event's text.
  void setFilter(EventWeight least, int kind, const QString& words);
  const Event* eventAt(int row) const;
  /// The last row that is not after an instant; -1 none.
  int rowAt(UtcTime t) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  void choose();
  EventListPtr m_events;
  StoreViewPtr m_store;
  LookPtr m_look;
  EventWeight m_least = EventWeight::Notable;
  int m_kind = -1;
  QString m_words;
  std::vector<std::uint32_t> m_rows;
};

/// The recording's events as a list one can search and go through. It follows the clock.
class EventPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit EventPanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setEvents(EventListPtr events, StoreViewPtr store);
  void setBusy(bool busy);
  void setTime(UtcTime time);
  EventModel* model() const { return m_model; }

 Q_SIGNALS:
  void chosen(const sorami::Event& event);

 private:
  void refresh();
  EventListPtr m_events;
  bool m_busy = false;
  bool m_following = false;
  EventModel* m_model;
  QTableView* m_table;
  QComboBox* m_what;
  QLineEdit* m_search;
  QStackedWidget* m_pages;
  QLabel* m_empty;
  QLabel* m_count;
};

}  // namespace sorami
