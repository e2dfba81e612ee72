// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/NarrativePanel.h"

#include "widgets/panels/FormField.h"
#include "widgets/timeline/TimeLabels.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace sorami {

NarrativeModel::NarrativeModel(QObject* parent) : QAbstractTableModel(parent), m_look(defaultLook()) {}

void NarrativeModel::setEntries(const std::vector<NarrativeEntry>& entries) {
  beginResetModel();
  m_entries = entries;
  choose();
  endResetModel();
}

void NarrativeModel::setSearch(const QString& words) {
  beginResetModel();
  m_words = words;
  choose();
  endResetModel();
}

void NarrativeModel::setLook(const LookPtr& look) {
  m_look = look;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void NarrativeModel::choose() {
  m_rows.clear();
  const std::string words = m_words.toStdString();
  for (std::size_t i = 0; i < m_entries.size(); ++i)
    if (matchesNarrative(m_entries[i], words)) m_rows.push_back(i);
}

const NarrativeEntry* NarrativeModel::entry(int row) const {
  return row >= 0 && row < rowCount() ? &m_entries[m_rows[static_cast<std::size_t>(row)]] : nullptr;
}

int NarrativeModel::rowOf(const std::string& id) const {
  for (int row = 0; row < rowCount(); ++row)
    if (entry(row)->id == id) return row;
  return -1;
}

int NarrativeModel::rowAt(UtcTime t) const {
  const auto after = std::upper_bound(m_rows.begin(), m_rows.end(), t,
                                      [this](UtcTime at, std::size_t i) { return at < m_entries[i].time; });
  return static_cast<int>(after - m_rows.begin()) - 1;
}

int NarrativeModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NarrativeModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : 2;
}

QVariant NarrativeModel::data(const QModelIndex& index, int role) const {
  const NarrativeEntry* e = index.isValid() ? entry(index.row()) : nullptr;
  if (!e) return {};
  const QString text = QString::fromStdString(e->text);
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
      return index.column() == 0 ? zuluText(e->time) : text.simplified();
    case Qt::ToolTipRole: {
      QStringList lines = {zuluDayText(e->time) + QStringLiteral("  ") + jstText(e->time)};
      if (!e->author.empty()) lines << QString::fromStdString(e->author);
      if (!e->marking.empty()) lines << QString::fromStdString(e->marking);
      lines << text;
      return lines.join(QLatin1Char('\n'));
    }
    case Qt::ForegroundRole:
      if (index.column() == 0) return m_look->theme().textMuted;
      return e->step.empty() ? m_look->theme().text : m_look->theme().accent;
    case Qt::FontRole:
      return index.column() == 0 ? QVariant() : QVariant(m_look->text(12));
    default:
      return {};
  }
}

NarrativePanel::NarrativePanel(QWidget* parent)
    : QWidget(parent), m_look(defaultLook()), m_model(new NarrativeModel(this)) {
  m_search = new QLineEdit(this);
  m_search->setObjectName(QStringLiteral("narrativeSearch"));
  m_search->setPlaceholderText(tr("Search text, author, marking"));
  m_search->setAccessibleName(tr("Search the log"));
  m_search->setClearButtonEnabled(true);
  connect(m_search, &QLineEdit::textChanged, this, &NarrativePanel::refresh);
  auto* add = new QPushButton(tr("Add"), this);
  add->setObjectName(QStringLiteral("narrativeAdd"));
  add->setToolTip(tr("Writes an entry at the present time"));
  connect(add, &QPushButton::clicked, this, &NarrativePanel::addEntry);
  auto* import = new QPushButton(tr("Import…"), this);
  import->setToolTip(tr("Reads a log from a table: time, author, marking, text"));
  connect(import, &QPushButton::clicked, this, &NarrativePanel::importRequested);

  m_table = new QTableView(this);
  m_table->setObjectName(QStringLiteral("narrativeTable"));
  m_table->setAccessibleName(tr("Narrative log"));
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
  connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& at) {
    const NarrativeEntry* e = m_model->entry(at.row());
    if (!e) return;
    m_chosen = e->id;
    showChosen();
    Q_EMIT chosen(NarrativeEntry(*e));
  });
  connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& at) {
    if (const NarrativeEntry* e = m_model->entry(at.row()); e && !e->step.empty()) Q_EMIT stepOpened(e->step);
  });
  m_empty = new QLabel(this);
  m_empty->setProperty("role", QStringLiteral("empty"));
  m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  m_empty->setWordWrap(true);
  m_empty->setMargin(24);
  m_pages = new QStackedWidget(this);
  m_pages->addWidget(m_table);
  m_pages->addWidget(m_empty);

  m_form = new QWidget(this);
  m_form->setObjectName(QStringLiteral("narrativeForm"));
  m_when = new QLabel(m_form);
  m_when->setProperty("role", QStringLiteral("mono"));
  m_toTime = new QPushButton(tr("Set to now"), m_form);
  m_toTime->setToolTip(tr("The entry takes the time on the clock"));
  m_author = new QLineEdit(m_form);
  m_author->setObjectName(QStringLiteral("narrativeAuthor"));
  m_author->setPlaceholderText(tr("Author"));
  m_author->setAccessibleName(tr("Author"));
  m_marking = new QLineEdit(m_form);
  m_marking->setObjectName(QStringLiteral("narrativeMarking"));
  m_marking->setPlaceholderText(tr("Marking: the plan's"));
  m_marking->setAccessibleName(tr("Marking of this entry"));
  m_text = new QPlainTextEdit(m_form);
  m_text->setObjectName(QStringLiteral("narrativeText"));
  m_text->setPlaceholderText(tr("What happened"));
  m_text->setAccessibleName(tr("Text of the entry"));
  m_text->setTabChangesFocus(true);
  m_step = new QPushButton(m_form);
  m_step->setObjectName(QStringLiteral("narrativeStep"));
  m_remove = new QPushButton(tr("Remove"), m_form);
  connect(m_toTime, &QPushButton::clicked, this, [this] { offer(tr("time of entry")); });
  connect(m_author, &QLineEdit::editingFinished, this, [this] { offer(tr("author")); });
  connect(m_marking, &QLineEdit::editingFinished, this, [this] { offer(tr("marking")); });
  connect(m_text, &QPlainTextEdit::textChanged, this, [this] { offer(tr("text")); });
  connect(m_remove, &QPushButton::clicked, this, &NarrativePanel::removeChosen);
  connect(m_step, &QPushButton::clicked, this, [this] {
    const int row = m_model->rowOf(m_chosen);
    const NarrativeEntry* e = m_model->entry(row);
    if (!e) return;
    if (m_story.indexOf(e->step) >= 0) {
      Q_EMIT stepOpened(std::string(e->step));
    } else {
      Q_EMIT stepRequested(NarrativeEntry(*e));
    }
  });
  auto* formRows = new QVBoxLayout(m_form);
  formRows->setContentsMargins(12, 8, 12, 12);
  formRows->setSpacing(8);
  auto* first = new QHBoxLayout;
  first->setSpacing(8);
  first->addWidget(m_when, 1);
  first->addWidget(m_toTime);
  auto* second = new QHBoxLayout;
  second->setSpacing(8);
  second->addWidget(m_author, 1);
  second->addWidget(m_marking, 1);
  auto* last = new QHBoxLayout;
  last->setSpacing(8);
  last->addWidget(m_step);
  last->addStretch(1);
  last->addWidget(m_remove);
  formRows->addLayout(first);
  formRows->addLayout(second);
  formRows->addWidget(m_text);
  formRows->addLayout(last);

  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 8, 12, 8);
  row->setSpacing(8);
  row->addWidget(m_search, 1);
  row->addWidget(add);
  row->addWidget(import);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(row);
  all->addWidget(m_pages, 1);
  all->addWidget(m_form);
  setLook(defaultLook());
  refresh();
}

void NarrativePanel::setLook(const LookPtr& look) {
  m_look = look;
  m_model->setLook(look);
  m_table->verticalHeader()->setDefaultSectionSize(look->px(24));
  m_table->setColumnWidth(0, look->cellWidth(QStringLiteral("00:00:00Z")));
  m_text->setFixedHeight(look->px(96));
}

void NarrativePanel::setEntries(const std::vector<NarrativeEntry>& entries) {
  if (entries == m_entries) return;
  m_entries = entries;
  refresh();
}

void NarrativePanel::setStory(const Storyboard& story) {
  m_story = story;
  showChosen();
}

void NarrativePanel::setTime(UtcTime time) {
  m_time = time;
  if (!isVisible()) return;
  // While an entry is being written the list does not run away from it.
  if (m_text->hasFocus() || m_author->hasFocus() || m_marking->hasFocus()) return;
  const int row = m_model->rowAt(time);
  const NarrativeEntry* e = m_model->entry(row);
  const std::string id = e ? e->id : std::string();
  if (id == m_chosen) return;
  m_chosen = id;
  showChosen();
  if (row >= 0) m_table->scrollTo(m_model->index(row, 0));
}

void NarrativePanel::refresh() {
  m_model->setEntries(m_entries);
  m_model->setSearch(m_search->text());
  if (m_entries.empty()) {
    m_empty->setText(
        tr("The log is empty.\nAdd an entry at the present time, or import a table of time, author, marking "
           "and text."));
  } else {
    m_empty->setText(tr("No entry has these words; %1 in all.").arg(m_entries.size()));
  }
  m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
  showChosen();
}

void NarrativePanel::showChosen() {
  const int row = m_model->rowOf(m_chosen);
  const NarrativeEntry* e = m_model->entry(row);
  m_form->setVisible(e != nullptr);
  if (!e) {
    m_table->clearSelection();
    return;
  }
  if (m_table->currentIndex().row() != row) m_table->setCurrentIndex(m_model->index(row, 0));
  m_loading = true;
  m_when->setText(zuluDayText(e->time) + QStringLiteral("  ") + jstText(e->time));
  const auto set = [](auto* field, const QString& now, const QString& text) {
    // Setting a field moves its text cursor: only what another hand has changed is set.
    if (now != text) {
      if constexpr (std::is_same_v<decltype(field), QLineEdit*>) {
        field->setText(text);
      } else {
        field->setPlainText(text);
      }
    }
  };
  set(m_author, m_author->text(), QString::fromStdString(e->author));
  set(m_marking, m_marking->text(), QString::fromStdString(e->marking));
  set(m_text, m_text->toPlainText(), QString::fromStdString(e->text));
  const int step = m_story.indexOf(e->step);
  m_step->setText(step >= 0 ? tr("Show step %1").arg(step + 1) : tr("Make a step of it"));
  m_loading = false;
}

void NarrativePanel::offer(const QString& what) {
  if (m_loading) return;
  std::vector<NarrativeEntry> next = m_entries;
  const auto found =
      std::find_if(next.begin(), next.end(), [this](const NarrativeEntry& e) { return e.id == m_chosen; });
  if (found == next.end()) return;
  found->author = m_author->text().trimmed().toStdString();
  found->marking = m_marking->text().trimmed().toStdString();
  found->text = m_text->toPlainText().toStdString();
  if (sender() == m_toTime && m_time.isValid()) found->time = m_time;
  if (!found->author.empty()) {
    QSettings().setValue(QStringLiteral("author"), QString::fromStdString(found->author));
  }
  sortNarrative(next);
  if (next == m_entries) return;
  Q_EMIT edited(next, what);
}

void NarrativePanel::addEntry() {
  if (!m_time.isValid()) return;
  std::vector<NarrativeEntry> next = m_entries;
  NarrativeEntry entry;
  const auto isTaken = [&](const std::string& id) {
    return std::any_of(next.begin(), next.end(), [&](const NarrativeEntry& e) { return e.id == id; });
  };
  for (std::size_t i = next.size() + 1; entry.id.empty() || isTaken(entry.id); ++i) {
    entry.id = "entry-" + std::to_string(i);
  }
  entry.time = m_time;
  entry.author = QSettings().value(QStringLiteral("author")).toString().toStdString();
  m_chosen = entry.id;
  next.push_back(std::move(entry));
  sortNarrative(next);
  m_search->clear();
  Q_EMIT edited(next, tr("add entry"));
  m_text->setFocus();
}

void NarrativePanel::removeChosen() {
  std::vector<NarrativeEntry> next = m_entries;
  std::erase_if(next, [this](const NarrativeEntry& e) { return e.id == m_chosen; });
  m_chosen.clear();
  Q_EMIT edited(next, tr("remove entry"));
}

}  // namespace sorami
