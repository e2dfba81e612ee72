// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandSearch.h"

#include "data/core/HalfWidth.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace sorami {
namespace {

constexpr int kMaxHits = 12;
constexpr int kRowHeight = 32;

}  // namespace

CommandSearch::CommandSearch(Finder find, QWidget* parent) : QWidget(parent), m_find(std::move(find)) {
  m_edit = new QLineEdit(this);
  m_edit->setObjectName(QStringLiteral("searchBox"));
  m_edit->setPlaceholderText(tr("Search or do anything…   Ctrl+K"));
  m_edit->setAccessibleName(tr("Search actions, sites, tracks and coordinates"));
  m_edit->setMinimumWidth(320);
  m_edit->installEventFilter(this);
  connect(m_edit, &QLineEdit::textEdited, this, &CommandSearch::refresh);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(m_edit);
}

void CommandSearch::activate() {
  m_edit->setFocus(Qt::ShortcutFocusReason);
  m_edit->selectAll();
  refresh();
}

int CommandSearch::score(const QString& text, const QString& query) {
  int total = 1;
  for (const QString& word : query.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
    const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
    if (at < 0) return 0;
    total += at == 0 ? 3 : text.at(at - 1).isLetterOrNumber() ? 1 : 2;
  }
  return total;
}

void CommandSearch::refresh() {
  if (!m_popup) {
    // A child of the window, not a popup: it must not take the keyboard from the entry.
    m_popup = new QWidget(window());
    m_popup->setObjectName(QStringLiteral("palette"));
    m_popup->setAttribute(Qt::WA_StyledBackground);
    m_list = new QListWidget(m_popup);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Search results"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list, &QListWidget::itemClicked, this, [this] { run(m_list->currentRow()); });
    auto* lines = new QVBoxLayout(m_popup);
    lines->setContentsMargins(4, 4, 4, 4);
    lines->addWidget(m_list);
  }
  m_hits = m_find(halfWidth(m_edit->text()).trimmed());
  if (m_hits.size() > kMaxHits) m_hits.resize(kMaxHits);
  m_list->clear();
  for (const Hit& hit : m_hits) {
    auto* item = new QListWidgetItem(m_list);
    auto* body = new QWidget;
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(12, 0, 12, 0);
    auto* detail = new QLabel(hit.detail, body);
    detail->setProperty("role", QStringLiteral("muted"));
    row->addWidget(new QLabel(hit.text, body), 1);
    row->addWidget(detail);
    item->setData(Qt::AccessibleTextRole, hit.text);
    item->setSizeHint(QSize(0, kRowHeight));
    m_list->setItemWidget(item, body);
  }
  if (m_hits.empty()) {
    auto* item = new QListWidgetItem(tr("Nothing fits"), m_list);
    item->setFlags(Qt::NoItemFlags);
    item->setSizeHint(QSize(0, kRowHeight));
  } else {
    m_list->setCurrentRow(0);
  }
  const QPoint below = mapTo(window(), QPoint(0, height() + 4));
  const int rows = std::max<int>(static_cast<int>(m_hits.size()), 1);
  m_popup->setGeometry(below.x(), below.y(), width(), rows * kRowHeight + 12);
  m_popup->show();
  m_popup->raise();
}

void CommandSearch::run(int row) {
  if (row < 0 || row >= static_cast<int>(m_hits.size())) return;
  const Hit hit = m_hits[static_cast<std::size_t>(row)];
  closeList();
  m_edit->clear();
  m_edit->clearFocus();
  if (hit.run) hit.run();
}

void CommandSearch::closeList() {
  if (m_popup) m_popup->hide();
}

bool CommandSearch::eventFilter(QObject* object, QEvent* event) {
  if (object != m_edit) return QWidget::eventFilter(object, event);
  if (event->type() == QEvent::FocusOut) closeList();
  if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride) return false;
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool ours = key == Qt::Key_Escape || key == Qt::Key_Up || key == Qt::Key_Down ||
                    key == Qt::Key_Return || key == Qt::Key_Enter;
  if (!ours) return false;
  event->accept();
  if (event->type() == QEvent::ShortcutOverride) return true;
  if (key == Qt::Key_Escape) {
    closeList();
    m_edit->clear();
    m_edit->clearFocus();
  } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
    run(m_list ? m_list->currentRow() : -1);
  } else if (m_list && !m_hits.empty()) {
    const int count = static_cast<int>(m_hits.size());
    m_list->setCurrentRow((m_list->currentRow() + (key == Qt::Key_Down ? 1 : count - 1)) % count);
  }
  return true;
}

}  // namespace sorami
