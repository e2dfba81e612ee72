// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/network/CheckPage.h"

#include "data/core/Translate.h"
#include "widgets/panels/network/NetworkTable.h"

#include <QLabel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace sorami {
namespace {

constexpr int kSubjectRole = Qt::UserRole + 1;

/// As high as the text's lines are in the room that a cell leaves beside its padding.
class Lines : public QStyledItemDelegate {
 public:
  explicit Lines(QTableWidget* table) : QStyledItemDelegate(table), m_table(table) {}
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    constexpr int kPadding = 28;
    QStyleOptionViewItem full = option;
    initStyleOption(&full, index);
    const int room = std::max(80, m_table->columnWidth(index.column()) - kPadding);
    const bool wraps = index.column() == 1;
    const QRect text =
        full.fontMetrics.boundingRect(QRect(0, 0, wraps ? room : 4000, 4000), Qt::TextWordWrap, full.text);
    return {text.width() + kPadding, text.height() + 10};
  }

 private:
  QTableWidget* m_table;
};

}  // namespace

CheckPage::CheckPage(QWidget* parent) : QWidget(parent) {
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(12, 8, 12, 12);
  lines->setSpacing(6);
  m_summary = new QLabel(this);
  m_summary->setWordWrap(true);
  lines->addWidget(m_summary);
  m_table = networkTable({tr("What"), tr("Finding")}, this);
  m_table->setObjectName(QStringLiteral("findings"));
  m_table->setAccessibleName(tr("Findings"));
  m_table->setWordWrap(true);
  m_table->setTextElideMode(Qt::ElideNone);
  // The sentences take the room, and as many lines as they need.
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
  m_table->setItemDelegate(new Lines(m_table));
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, m_table,
          &QTableWidget::resizeRowsToContents);
  connect(m_table, &QTableWidget::itemClicked, this, [this](const QTableWidgetItem* item) {
    Q_EMIT chosen(m_table->item(item->row(), 0)->data(kSubjectRole).toString());
  });
  lines->addWidget(m_table, 1);
  m_empty = new QLabel(this);
  m_empty->setProperty("role", QStringLiteral("empty"));
  m_empty->setAlignment(Qt::AlignHCenter);
  m_empty->setWordWrap(true);
  lines->addWidget(m_empty);
  lines->addStretch(0);
  clear();
}

void CheckPage::clear() {
  m_table->setRowCount(0);
  m_table->hide();
  m_summary->hide();
  m_empty->setText(tr("Open a plan, and what looks wrong with it is listed here."));
  m_empty->show();
}

void CheckPage::setFindings(const std::vector<Finding>& findings, bool isFinal) {
  std::vector<const Finding*> order;
  for (const Finding& f : findings) order.push_back(&f);
  std::stable_sort(order.begin(), order.end(),
                   [](const Finding* a, const Finding* b) { return a->level > b->level; });
  const auto count = [&](FindingLevel level) {
    return static_cast<int>(
        std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.level == level; }));
  };
  QStringList words;
  if (const int n = count(FindingLevel::Fault)) words << tr("%n faults", nullptr, n);
  if (const int n = count(FindingLevel::Warning)) words << tr("%n warnings", nullptr, n);
  if (const int n = count(FindingLevel::Note)) words << tr("%n notes", nullptr, n);
  if (!isFinal) words << tr("coverage is being looked into…");
  m_summary->setText(words.join(QStringLiteral(" · ")));
  m_summary->setVisible(!words.isEmpty());
  m_table->setRowCount(static_cast<int>(order.size()));
  int row = 0;
  for (const Finding* f : order) {
    const char* const levels[] = {QT_TR_NOOP("note"), QT_TR_NOOP("warning"), QT_TR_NOOP("fault")};
    const QString level = tr(levels[static_cast<int>(f->level)]);
    QTableWidgetItem* what =
        setCell(m_table, row, 0, QString::fromStdString(f->name) + QLatin1Char('\n') + level);
    what->setData(kSubjectRole, QString::fromStdString(f->subject));
    setCell(m_table, row, 1, QString::fromStdString(f->text));
    ++row;
  }
  m_table->setVisible(!order.empty());
  m_empty->setText(tr("Nothing looks wrong."));
  m_empty->setVisible(order.empty() && isFinal);
}

}  // namespace sorami
