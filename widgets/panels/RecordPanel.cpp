// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/RecordPanel.h"

#include "widgets/timeline/TimeLabels.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTextBlock>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace sorami {
namespace {

constexpr QSize kRecordSize{1120, 640};
constexpr std::size_t kMostOctets = 4096;
// Of a line of hexDump(): where the first octet stands, how wide each is, and where the characters begin.
constexpr int kHexColumn = 6;
constexpr int kOctetWidth = 3;
constexpr int kMiddleGap = 1;
constexpr int kTextColumn = 56;
constexpr int kLineOctets = 16;
constexpr int kBitRole = Qt::UserRole;
constexpr int kBitsRole = Qt::UserRole + 1;

enum RecordColumn { TimeColumn, KindColumn, SourceColumn, OffsetColumn, LengthColumn, RecordColumnCount };

QString categoryText(int category) {
  return QStringLiteral("CAT%1").arg(category, 3, 10, QLatin1Char('0'));
}

QString kindText(ReportKind kind) {
  switch (kind) {
    case ReportKind::Plot:
      return RecordPanel::tr("plot");
    case ReportKind::Track:
      return RecordPanel::tr("track");
    case ReportKind::State:
      return RecordPanel::tr("state");
    case ReportKind::Service:
      return RecordPanel::tr("service");
  }
  return {};
}

}  // namespace

void RecordModel::setIndex(RecordIndexPtr index) {
  beginResetModel();
  m_index = std::move(index);
  m_category = -1;
  choose();
  endResetModel();
}

void RecordModel::setCategory(int category) {
  beginResetModel();
  m_category = category;
  choose();
  endResetModel();
}

void RecordModel::choose() {
  m_rows.clear();
  if (!m_index) return;
  for (std::size_t i = 0; i < m_index->entries.size(); ++i)
    if (m_category < 0 || m_index->entries[i].category == m_category)
      m_rows.push_back(static_cast<std::uint32_t>(i));
}

const RecordEntry* RecordModel::entry(int row) const {
  return row >= 0 && row < rowCount() ? &m_index->entries[m_rows[static_cast<std::size_t>(row)]] : nullptr;
}

int RecordModel::rowOf(std::uint64_t offset) const {
  if (!m_index) return -1;
  const std::ptrdiff_t at = m_index->find(offset);
  if (at < 0) return -1;
  const auto row = std::lower_bound(m_rows.begin(), m_rows.end(), static_cast<std::uint32_t>(at));
  return row != m_rows.end() && *row == static_cast<std::uint32_t>(at)
             ? static_cast<int>(row - m_rows.begin())
             : -1;
}

int RecordModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecordModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : RecordColumnCount;
}

QVariant RecordModel::data(const QModelIndex& index, int role) const {
  const RecordEntry* e = index.isValid() ? entry(index.row()) : nullptr;
  if (e == nullptr) return {};
  if (role == Qt::TextAlignmentRole && index.column() >= OffsetColumn)
    return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
  switch (index.column()) {
    case TimeColumn:
      return e->time.isValid() ? zuluText(e->time, true) : QString();
    case KindColumn:
      return e->category > 0 ? categoryText(e->category) + QLatin1Char(' ') + kindText(e->kind)
                             : kindText(e->kind);
    case SourceColumn:
      return e->source < m_index->sources.size() ? QString::fromStdString(m_index->sources[e->source].name)
                                                 : QString();
    case OffsetColumn:
      return QString::number(e->offset);
    case LengthColumn:
      return QString::number(e->length);
    default:
      return {};
  }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  const QString names[] = {tr("Time"), tr("Record"), tr("Source"), tr("Byte"), tr("Length")};
  return section >= 0 && section < RecordColumnCount ? names[section] : QVariant();
}

RecordPanel::RecordPanel(QWidget* parent)
    : QWidget(parent, Qt::Tool), m_look(defaultLook()), m_model(new RecordModel(this)) {
  setObjectName(QStringLiteral("recordPanel"));
  setAttribute(Qt::WA_StyledBackground);
  setWindowTitle(tr("Records"));
  resize(kRecordSize);

  m_inputs = new QComboBox(this);
  m_inputs->setAccessibleName(tr("Input"));
  m_inputs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  connect(m_inputs, &QComboBox::activated, this, &RecordPanel::inputChosen);
  m_categories = new QComboBox(this);
  m_categories->setObjectName(QStringLiteral("recordCategories"));
  m_categories->setAccessibleName(tr("Which records"));
  connect(m_categories, &QComboBox::activated, this, [this] {
    m_model->setCategory(m_categories->currentData().toInt());
    m_count->setText(tr("%1 records").arg(QLocale().toString(m_model->rowCount())));
  });
  m_count = new QLabel(this);
  m_count->setProperty("role", QStringLiteral("muted"));

  m_table = new QTableView(this);
  m_table->setObjectName(QStringLiteral("recordTable"));
  m_table->setAccessibleName(tr("Records"));
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  m_table->horizontalHeader()->setSectionResizeMode(SourceColumn, QHeaderView::Stretch);
  m_table->horizontalHeader()->setHighlightSections(false);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& now) {
            if (const RecordEntry* e = m_model->entry(now.row())) Q_EMIT recordChosen(*e);
          });
  m_state = new QLabel(this);
  m_state->setProperty("role", QStringLiteral("empty"));
  m_state->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  m_state->setWordWrap(true);
  m_state->setMargin(24);
  m_pages = new QStackedWidget(this);
  m_pages->addWidget(m_table);
  m_pages->addWidget(m_state);

  m_head = new QLabel(this);
  m_head->setTextFormat(Qt::PlainText);
  m_head->setWordWrap(true);
  m_head->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_fields = new QTreeWidget(this);
  m_fields->setObjectName(QStringLiteral("recordFields"));
  m_fields->setAccessibleName(tr("Fields"));
  m_fields->setHeaderLabels({tr("Item"), tr("Value"), tr("Unit"), tr("Bits")});
  m_fields->setUniformRowHeights(true);
  m_fields->header()->setStretchLastSection(false);
  m_fields->header()->setSectionResizeMode(1, QHeaderView::Stretch);
  connect(m_fields, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    if (item != nullptr)
      mark(item->data(0, kBitRole).toUInt(), item->data(0, kBitsRole).toUInt());
    else
      m_octets->setExtraSelections({});
  });
  m_octets = new QPlainTextEdit(this);
  m_octets->setObjectName(QStringLiteral("recordOctets"));
  m_octets->setAccessibleName(tr("Octets"));
  m_octets->setProperty("role", QStringLiteral("mono"));
  m_octets->setReadOnly(true);
  m_octets->setLineWrapMode(QPlainTextEdit::NoWrap);

  auto* top = new QHBoxLayout;
  top->setSpacing(8);
  top->addWidget(m_inputs, 1);
  top->addWidget(m_categories);
  top->addWidget(m_count);
  auto* record = new QSplitter(Qt::Vertical, this);
  record->addWidget(m_fields);
  record->addWidget(m_octets);
  record->setSizes({420, 180});
  auto* details = new QWidget(this);
  auto* lines = new QVBoxLayout(details);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(8);
  lines->addWidget(m_head);
  lines->addWidget(record, 1);
  auto* across = new QSplitter(Qt::Horizontal, this);
  across->addWidget(m_pages);
  across->addWidget(details);
  across->setSizes({560, 560});
  across->setChildrenCollapsible(false);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 12, 16, 12);
  all->setSpacing(8);
  all->addLayout(top);
  all->addWidget(across, 1);
  setLook(m_look);
  setState(tr("No recording is open."));
}

void RecordPanel::setLook(const LookPtr& look) {
  m_look = look;
  m_table->verticalHeader()->setDefaultSectionSize(look->px(24));
  // The rest is the source's, which stretches.
  m_table->setColumnWidth(TimeColumn, look->cellWidth(QStringLiteral("00:00:00.000Z")));
  m_table->setColumnWidth(KindColumn, look->cellWidth(QStringLiteral("CAT000 service")));
  m_table->setColumnWidth(OffsetColumn, look->cellWidth(QStringLiteral("000000000")));
  m_table->setColumnWidth(LengthColumn, look->px(64));
  m_fields->setColumnWidth(0, look->px(200));
  m_fields->setColumnWidth(2, look->px(72));
  m_fields->setColumnWidth(3, look->px(72));
}

void RecordPanel::setInputs(const QStringList& paths) {
  m_inputs->clear();
  for (const QString& path : paths) {
    m_inputs->addItem(QFileInfo(path).fileName());
    m_inputs->setItemData(m_inputs->count() - 1, QDir::toNativeSeparators(path), Qt::ToolTipRole);
  }
  m_inputs->setEnabled(paths.size() > 1);
}

int RecordPanel::input() const {
  return m_inputs->currentIndex();
}

void RecordPanel::chooseInput(int input) {
  m_inputs->setCurrentIndex(input);
}

void RecordPanel::setState(const QString& text) {
  setIndex(nullptr);
  m_state->setText(text);
}

void RecordPanel::setIndex(RecordIndexPtr index) {
  m_index = index;
  m_model->setIndex(std::move(index));
  listCategories();
  setRecord({}, {}, {});
  const int rows = m_model->rowCount();
  m_count->setText(rows == 0        ? QString()
                   : m_index->isCut ? tr("the first %1 records").arg(QLocale().toString(rows))
                                    : tr("%1 records").arg(QLocale().toString(rows)));
  if (m_index && rows == 0)
    m_state->setText(tr("There are no records of which it is known where they stand."));
  m_pages->setCurrentIndex(rows > 0 ? 0 : 1);
}

void RecordPanel::listCategories() {
  m_categories->clear();
  std::map<int, int> counts;
  if (m_index)
    for (const RecordEntry& e : m_index->entries) ++counts[e.category];
  m_categories->addItem(tr("All records"), -1);
  for (const auto& [category, count] : counts)
    if (category > 0)
      m_categories->addItem(tr("%1 (%2)").arg(categoryText(category), QLocale().toString(count)), category);
  m_categories->setVisible(m_categories->count() > 2);
}

void RecordPanel::chooseRecord(std::uint64_t offset) {
  int row = m_model->rowOf(offset);
  if (row < 0 && m_categories->currentData().toInt() >= 0) {
    m_categories->setCurrentIndex(0);
    m_model->setCategory(-1);
    row = m_model->rowOf(offset);
  }
  if (row < 0) return;
  m_table->setCurrentIndex(m_model->index(row, 0));
  m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
}

void RecordPanel::setRecord(const std::string& bytes, const RecordText& text, const QString& head) {
  m_head->setText(head);
  m_head->setVisible(!head.isEmpty());
  m_fields->clear();
  QTreeWidgetItem* item = nullptr;
  QString itemName;
  for (const AsterixField& f : text.fields) {
    const QString name = QString::fromStdString(f.item);
    QTreeWidgetItem* row = nullptr;
    if (f.path.empty()) {
      row = item = new QTreeWidgetItem(m_fields, {name});
      itemName = name;
    } else {
      if (item == nullptr || itemName != name) {
        item = new QTreeWidgetItem(m_fields, {name});
        item->setData(0, kBitRole, f.firstBit);
        itemName = name;
      }
      // An item's own row stands for all its octets.
      item->setData(0, kBitsRole, f.firstBit + f.bits - item->data(0, kBitRole).toUInt());
      row = new QTreeWidgetItem(item, {QString::fromStdString(f.path)});
    }
    row->setText(1, QString::fromStdString(f.text));
    row->setText(2, QString::fromStdString(f.unit));
    row->setText(3, QString::number(f.bits));
    row->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
    row->setData(0, kBitRole, f.firstBit);
    row->setData(0, kBitsRole, f.bits);
  }
  m_fields->expandAll();
  m_fields->setVisible(!text.fields.empty());
  m_size = std::min(bytes.size(), kMostOctets);
  QString shown = QString::fromStdString(text.text);
  if (!shown.isEmpty()) shown += QStringLiteral("\n\n");
  m_octets->setPlainText(shown + QString::fromStdString(hexDump(bytes, kMostOctets)));
}

void RecordPanel::setProblem(const QString& text) {
  setRecord({}, {}, text);
}

/// Shows which octets a field stands in.
void RecordPanel::mark(std::uint32_t firstBit, std::uint32_t bits) {
  QList<QTextEdit::ExtraSelection> marks;
  const std::size_t first = firstBit / 8;
  const std::size_t end = std::min<std::size_t>((firstBit + bits + 7) / 8, m_size);
  QTextEdit::ExtraSelection selection;
  selection.format.setBackground(m_look->selectedRow());
  selection.format.setForeground(m_look->theme().text);
  const auto add = [&](int line, int column, int length) {
    const QTextBlock block = m_octets->document()->findBlockByNumber(line);
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + column);
    cursor.setPosition(block.position() + column + length, QTextCursor::KeepAnchor);
    selection.cursor = cursor;
    marks << selection;
  };
  for (std::size_t at = first; at < end; ++at) {
    const int line = static_cast<int>(at) / kLineOctets;
    const int in = static_cast<int>(at) % kLineOctets;
    add(line, kHexColumn + in * kOctetWidth + (in >= kLineOctets / 2 ? kMiddleGap : 0), 2);
    add(line, kTextColumn + in, 1);
  }
  m_octets->setExtraSelections(marks);
  if (first < end) {
    m_octets->setTextCursor(
        QTextCursor(m_octets->document()->findBlockByNumber(static_cast<int>(first) / kLineOctets)));
  }
}

}  // namespace sorami
