// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/EventPanel.h"

#include "widgets/timeline/EventText.h"
#include "widgets/timeline/TimeLabels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace sorami {
namespace {

/// Rows a search looks through texts of; a text is made for each.
constexpr std::size_t kMostSearched = 50'000;

}  // namespace

EventModel::EventModel(QObject* parent) : QAbstractTableModel(parent), m_look(defaultLook()) {}

void EventModel::setEvents(EventListPtr events, StoreViewPtr store) {
  beginResetModel();
  m_events = std::move(events);
  m_store = std::move(store);
  choose();
  endResetModel();
}

void EventModel::setLook(const LookPtr& look) {
  m_look = look;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 1));
}

void EventModel::setFilter(EventWeight least, int kind, const QString& words) {
  beginResetModel();
  m_least = least;
  m_kind = kind;
  m_words = words.simplified();
  choose();
  endResetModel();
}

void EventModel::choose() {
  m_rows.clear();
  if (!m_events || !m_store) return;
  const QStringList words = m_words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  std::size_t searched = 0;
  for (std::size_t i = 0; i < m_events->events.size(); ++i) {
    const Event& e = m_events->events[i];
    if (e.weight < m_least || (m_kind >= 0 && static_cast<int>(e.kind) != m_kind)) continue;
    if (!words.isEmpty()) {
      if (++searched > kMostSearched) break;
      const QString text = eventText(e, *m_store);
      const bool all = std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
      });
      if (!all) continue;
    }
    m_rows.push_back(static_cast<std::uint32_t>(i));
  }
}

const Event* EventModel::eventAt(int row) const {
  return row >= 0 && row < rowCount() ? &m_events->events[m_rows[static_cast<std::size_t>(row)]] : nullptr;
}

int EventModel::rowAt(UtcTime t) const {
  if (!m_events) return -1;
  const auto after = std::upper_bound(m_rows.begin(), m_rows.end(), t, [this](UtcTime at, std::uint32_t i) {
    return at < m_events->events[i].time;
  });
  return static_cast<int>(after - m_rows.begin()) - 1;
}

int EventModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : 2;
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
  const Event* e = index.isValid() ? eventAt(index.row()) : nullptr;
  if (!e) return {};
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
      return index.column() == 0 ? zuluText(e->time) : eventText(*e, *m_store);
    case Qt::ToolTipRole:
      return QStringLiteral("%1  %2").arg(zuluDayText(e->time), eventText(*e, *m_store));
    case Qt::ForegroundRole:
      if (index.column() == 0) return m_look->theme().textMuted;
      return e->weight == EventWeight::Minor ? m_look->theme().textMuted
                                             : eventColour(*e, m_store.get(), m_look->theme());
    default:
      return {};
  }
}

EventPanel::EventPanel(QWidget* parent) : QWidget(parent), m_model(new EventModel(this)) {
  m_what = new QComboBox(this);
  m_what->setAccessibleName(tr("Which events"));
  m_what->addItem(tr("What matters"), -1);
  m_what->addItem(tr("Everything"), -2);
  for (int kind = 0; kind < kEventKinds; ++kind) {
    QString text = eventKindText(static_cast<EventKind>(kind));
    text[0] = text[0].toUpper();
    m_what->addItem(text, kind);
  }
  m_search = new QLineEdit(this);
  m_search->setObjectName(QStringLiteral("eventSearch"));
  m_search->setPlaceholderText(tr("Search"));
  m_search->setAccessibleName(tr("Search events"));
  m_search->setClearButtonEnabled(true);
  connect(m_what, &QComboBox::currentIndexChanged, this, &EventPanel::refresh);
  connect(m_search, &QLineEdit::textChanged, this, &EventPanel::refresh);
  m_count = new QLabel(this);
  m_count->setProperty("role", QStringLiteral("muted"));

  m_table = new QTableView(this);
  m_table->setObjectName(QStringLiteral("eventTable"));
  m_table->setAccessibleName(tr("Events"));
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_table->horizontalHeader()->hide();
  m_table->horizontalHeader()->setStretchLastSection(true);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& now) {
            if (m_following) return;
            if (const Event* event = m_model->eventAt(now.row())) Q_EMIT chosen(*event);
          });
  connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& at) {
    if (const Event* event = m_model->eventAt(at.row())) Q_EMIT chosen(*event);
  });
  m_empty = new QLabel(this);
  m_empty->setProperty("role", QStringLiteral("empty"));
  m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  m_empty->setWordWrap(true);
  m_empty->setMargin(24);
  m_pages = new QStackedWidget(this);
  m_pages->addWidget(m_table);
  m_pages->addWidget(m_empty);

  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 8, 12, 8);
  row->setSpacing(8);
  row->addWidget(m_what);
  row->addWidget(m_search, 1);
  row->addWidget(m_count);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(row);
  all->addWidget(m_pages, 1);
  setLook(defaultLook());
  refresh();
}

void EventPanel::setLook(const LookPtr& look) {
  m_model->setLook(look);
  m_table->verticalHeader()->setDefaultSectionSize(look->px(24));
  m_table->setColumnWidth(0, look->cellWidth(QStringLiteral("00:00:00Z")));
}

void EventPanel::setEvents(EventListPtr events, StoreViewPtr store) {
  m_events = events;
  m_model->setEvents(std::move(events), std::move(store));
  refresh();
}

void EventPanel::setBusy(bool busy) {
  m_busy = busy;
  refresh();
}

void EventPanel::refresh() {
  const int what = m_what->currentData().toInt();
  m_following = true;
  m_model->setFilter(what == -1 ? EventWeight::Notable : EventWeight::Minor, std::max(what, -1),
                     m_search->text());
  m_following = false;
  const int shown = m_model->rowCount();
  m_count->setText(shown > 0 ? QString::number(shown) : QString());
  if (m_busy && !m_events) {
    m_empty->setText(tr("Looking for events…"));
  } else if (!m_events) {
    m_empty->setText(tr("No recording is open."));
  } else if (m_events->events.empty()) {
    m_empty->setText(tr("Nothing happens in this recording."));
  } else {
    m_empty->setText(tr("No such event; %1 in all.").arg(m_events->events.size()));
  }
  m_pages->setCurrentIndex(shown > 0 ? 0 : 1);
}

void EventPanel::setTime(UtcTime time) {
  if (!isVisible()) return;
  const int row = m_model->rowAt(time);
  if (row == m_table->currentIndex().row()) return;
  // Following the clock is no choice of the user's.
  m_following = true;
  if (row < 0) {
    m_table->clearSelection();
    m_table->setCurrentIndex({});
  } else {
    m_table->setCurrentIndex(m_model->index(row, 0));
  }
  m_following = false;
}

}  // namespace sorami
