// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PlanTables.h"

#include "widgets/panels/PlanTableModel.h"
#include "widgets/panels/PropertyDelegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyle>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace sorami {
namespace {

constexpr int kMaxPreviewRows = 500;

/// Sorts by values, filters over every column as it is read.
class TableProxy : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;

 protected:
  bool lessThan(const QModelIndex& a, const QModelIndex& b) const override {
    const QVariant x = a.data(PlanTableModel::kValueRole);
    const QVariant y = b.data(PlanTableModel::kValueRole);
    if (x.typeId() == QMetaType::Double && y.typeId() == QMetaType::Double)
      return x.toDouble() < y.toDouble();
    return QString::localeAwareCompare(a.data().toString(), b.data().toString()) < 0;
  }
};

}  // namespace

PlanTables::PlanTables(QWidget* parent) : QWidget(parent, Qt::Window) {
  setObjectName(QStringLiteral("planTables"));
  setWindowTitle(tr("Tables – Sorami"));
  resize(1100, 620);
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(12, 12, 12, 12);
  lines->setSpacing(8);
  auto* top = new QHBoxLayout;
  m_filter = new QLineEdit(this);
  m_filter->setObjectName(QStringLiteral("tableFilter"));
  m_filter->setPlaceholderText(tr("Filter rows"));
  m_filter->setClearButtonEnabled(true);
  m_filter->setAccessibleName(tr("Filter rows"));
  connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
    for (const Page& p : m_pages) p.proxy->setFilterFixedString(text);
  });
  top->addWidget(m_filter, 1);
  const auto button = [&](const QString& text, const QString& tip, auto run) {
    auto* b = new QPushButton(text, this);
    b->setToolTip(tip);
    connect(b, &QPushButton::clicked, this, run);
    top->addWidget(b);
    return b;
  };
  m_paste =
      button(tr("Paste rows…"), tr("From a spreadsheet, with its header row; shown before anything changes"),
             [this] { pasteFromClipboard(); });
  button(tr("Copy rows"), tr("The chosen rows, or all, with a header: for a spreadsheet"),
         [this] { copyToClipboard(); });
  button(tr("Import…"), tr("CSV, GeoPackage, GeoJSON, KML"), [this] { Q_EMIT importRequested(); });
  button(tr("Export…"), tr("CSV, GeoPackage, GeoJSON, KML"), [this] { Q_EMIT exportRequested(); });
  lines->addLayout(top);
  m_tabs = new QTabWidget(this);
  m_tabs->setDocumentMode(true);
  m_tabs->tabBar()->setDrawBase(false);  // the style would draw it in a colour of its own
  lines->addWidget(m_tabs, 1);
  addPage(PropertySet::Sites, tr("Sites"));
  addPage(PropertySet::Sensors, tr("Sensors"));
  addPage(PropertySet::Links, tr("Links"));
  addPage(PropertySet::Stocks, tr("Stocks"));
  addPage(PropertySet::StockChanges, tr("Changes of stock"));
  addPage(PropertySet::Envelopes, tr("Envelopes"));
  addPage(PropertySet::Outages, tr("Outages"));
  addPage(PropertySet::Areas, tr("Areas"));
  addPage(PropertySet::Threats, tr("Threats"));
  addPage(PropertySet::Drawings, tr("Drawings"));
  connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
    endPreview(false);
    say({}, false);
  });

  m_previewBox = new QWidget(this);
  auto* box = new QVBoxLayout(m_previewBox);
  box->setContentsMargins(0, 0, 0, 0);
  auto* head = new QHBoxLayout;
  m_previewTitle = new QLabel(m_previewBox);
  m_previewTitle->setWordWrap(true);
  head->addWidget(m_previewTitle, 1);
  m_take = new QPushButton(tr("Take"), m_previewBox);
  m_take->setProperty("role", QStringLiteral("primary"));
  connect(m_take, &QPushButton::clicked, this, [this] { endPreview(true); });
  auto* leave = new QPushButton(tr("Leave it"), m_previewBox);
  connect(leave, &QPushButton::clicked, this, [this] { endPreview(false); });
  head->addWidget(m_take);
  head->addWidget(leave);
  box->addLayout(head);
  m_preview = new QTableWidget(m_previewBox);
  m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_preview->verticalHeader()->hide();
  box->addWidget(m_preview);
  m_previewBox->hide();
  lines->addWidget(m_previewBox, 1);

  m_state = new QLabel(this);
  m_state->setWordWrap(true);
  m_state->hide();
  lines->addWidget(m_state);
}

void PlanTables::addPage(PropertySet set, const QString& title) {
  Page p;
  p.set = set;
  p.model = new PlanTableModel(set, this);
  p.proxy = new TableProxy(this);
  p.proxy->setSourceModel(p.model);
  p.proxy->setFilterKeyColumn(-1);
  p.proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
  p.view = new QTableView(this);
  p.view->setObjectName(title);
  p.view->setAccessibleName(title);
  p.view->setModel(p.proxy);
  p.view->setItemDelegate(new PropertyDelegate(p.view));
  p.view->setSortingEnabled(true);
  p.view->sortByColumn(-1, Qt::AscendingOrder);
  p.view->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
  p.view->horizontalHeader()->setStretchLastSection(true);
  p.view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                          QAbstractItemView::AnyKeyPressed);
  p.view->installEventFilter(this);
  m_tabs->addTab(p.view, title);
  m_pages.push_back(p);
  connect(p.model, &PlanTableModel::edited, this, [this](const Plan& next, const QString& what) {
    say({}, false);
    if (!m_readOnly) Q_EMIT edited(next, what);
  });
  connect(p.model, &PlanTableModel::refused, this, [this](const QModelIndex& at, const QString& reason) {
    say(tr("Row %1: %2").arg(at.row() + 1).arg(reason), true);
  });
  connect(p.view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          [this] { tellSelection(); });
}

const PlanTables::Page& PlanTables::page() const {
  return m_pages[static_cast<std::size_t>(std::max(0, m_tabs->currentIndex()))];
}

PropertySet PlanTables::current() const {
  return page().set;
}

QTableView* PlanTables::view(PropertySet set) const {
  for (const Page& p : m_pages) {
    if (p.set == set) return p.view;
  }
  return nullptr;
}

void PlanTables::showSet(PropertySet set) {
  for (std::size_t i = 0; i < m_pages.size(); ++i) {
    if (m_pages[i].set == set) m_tabs->setCurrentIndex(static_cast<int>(i));
  }
}

void PlanTables::setLook(const LookPtr& look) {
  m_look = look;
  const int shown = std::min(m_preview->rowCount(), static_cast<int>(m_proposal.rows.size()));
  for (int i = 0; i < shown; ++i) {
    const bool isRefused = !m_proposal.rows[static_cast<std::size_t>(i)].problem.empty();
    if (isRefused && m_preview->item(i, 1)) m_preview->item(i, 1)->setForeground(look->theme().error);
  }
  for (const Page& p : m_pages) p.view->resizeColumnsToContents();
}

void PlanTables::setPlan(const PlanPtr& plan) {
  const bool first = !m_plan;
  m_plan = plan;
  m_loading = true;
  for (const Page& p : m_pages) {
    p.model->setPlan(plan);
    if (first) p.view->resizeColumnsToContents();
  }
  m_loading = false;
}

void PlanTables::setUnits(UnitProfile units) {
  for (const Page& p : m_pages) p.model->setUnits(units);
}

void PlanTables::setReadOnly(bool readOnly) {
  m_readOnly = readOnly;
  m_paste->setEnabled(!readOnly);
  for (const Page& p : m_pages) {
    p.view->setEditTriggers(readOnly ? QAbstractItemView::NoEditTriggers
                                     : QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                                           QAbstractItemView::AnyKeyPressed);
  }
}

void PlanTables::setSelection(const PlanItems& items) {
  m_loading = true;
  for (const Page& p : m_pages) {
    QItemSelection rows;
    for (std::size_t i = 0; i < p.model->rows().size(); ++i) {
      if (!contains(items, p.model->rows()[i].item)) continue;
      const QModelIndex at = p.proxy->mapFromSource(p.model->index(static_cast<int>(i), 0));
      if (at.isValid()) rows.select(at, at.siblingAtColumn(p.model->columnCount() - 1));
    }
    if (!p.view->hasFocus()) p.view->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
  }
  m_loading = false;
}

void PlanTables::tellSelection() {
  if (m_loading) return;
  const Page& p = page();
  PlanItems items;
  for (const QModelIndex& at : p.view->selectionModel()->selectedIndexes()) {
    const PlanItem& item = p.model->rows()[static_cast<std::size_t>(p.proxy->mapToSource(at).row())].item;
    if (!contains(items, item)) items.push_back(item);
  }
  if (!items.empty()) Q_EMIT selected(items);
}

void PlanTables::say(const QString& text, bool isError) {
  m_state->setText(text);
  m_state->setProperty("role", isError ? QStringLiteral("error") : QStringLiteral("muted"));
  m_state->style()->unpolish(m_state);
  m_state->style()->polish(m_state);
  m_state->setVisible(!text.isEmpty());
}

void PlanTables::propose(const std::string& text) {
  if (!m_plan) return;
  Result<TableProposal> proposal = readTable(*m_plan, current(), text);
  if (!proposal) {
    const Error& e = proposal.error();
    say(QString::fromStdString(e.hint.empty() ? e.what : e.what + " – " + e.hint), true);
    return;
  }
  say({}, false);
  m_proposal = std::move(*proposal);
  const TableProposal& t = m_proposal;
  m_preview->clear();
  QStringList head{tr("Row"), tr("What happens")};
  for (const std::string& column : t.columns) head << QString::fromStdString(column);
  m_preview->setColumnCount(static_cast<int>(head.size()));
  m_preview->setHorizontalHeaderLabels(head);
  const int shown = std::min(static_cast<int>(t.rows.size()), kMaxPreviewRows);
  m_preview->setRowCount(shown);
  for (int i = 0; i < shown; ++i) {
    const TableProposal::Row& row = t.rows[static_cast<std::size_t>(i)];
    const QString what = !row.problem.empty() ? tr("refused: %1").arg(QString::fromStdString(row.problem))
                         : row.isNew          ? tr("new")
                         : row.changes        ? tr("changes it")
                                              : tr("as it is");
    auto* state = new QTableWidgetItem(what);
    state->setToolTip(what);
    if (!row.problem.empty()) state->setForeground(m_look->theme().error);
    m_preview->setItem(i, 0, new QTableWidgetItem(QString::number(row.line)));
    m_preview->setItem(i, 1, state);
    for (std::size_t k = 0; k < row.cells.size() && k < t.columns.size(); ++k) {
      m_preview->setItem(i, static_cast<int>(k) + 2,
                         new QTableWidgetItem(QString::fromStdString(row.cells[k])));
    }
  }
  m_preview->resizeColumnsToContents();
  // A long reason must not push the row's own cells out of sight; its tip tells it whole.
  constexpr int kMostReason = 420;
  m_preview->setColumnWidth(1, std::min(m_preview->columnWidth(1), kMostReason));
  QStringList words;
  words << tr("%1 new").arg(t.added) << tr("%1 changed").arg(t.changed) << tr("%1 refused").arg(t.refused);
  QString title = words.join(QStringLiteral(" · "));
  if (!t.unknownColumns.empty()) {
    QStringList unknown;
    for (const std::string& c : t.unknownColumns) unknown << QString::fromStdString(c);
    title += tr(" · columns that are not known: %1").arg(unknown.join(QStringLiteral(", ")));
  }
  m_previewTitle->setText(title);
  m_take->setEnabled(t.added + t.changed > 0);
  m_take->setText(t.refused > 0 ? tr("Take the %n good rows", nullptr, static_cast<int>(t.added + t.changed))
                                : tr("Take"));
  m_previewBox->show();
}

void PlanTables::endPreview(bool take) {
  if (!m_previewBox->isVisible()) return;
  m_previewBox->hide();
  if (take && !m_readOnly) {
    Q_EMIT edited(m_proposal.next,
                  tr("take %1 rows into the table").arg(m_proposal.added + m_proposal.changed));
    say(tr("%1 rows taken; undo takes them back").arg(m_proposal.added + m_proposal.changed), false);
  }
  m_proposal = {};
}

void PlanTables::pasteFromClipboard() {
  const QMimeData* held = QGuiApplication::clipboard()->mimeData();
  if (held && held->hasText()) propose(held->text().toStdString());
}

void PlanTables::copyToClipboard() const {
  if (!m_plan) return;
  const Page& p = page();
  std::vector<PlanRow> rows;
  std::set<int> chosen;
  for (const QModelIndex& at : p.view->selectionModel()->selectedIndexes()) chosen.insert(at.row());
  for (int i = 0; i < p.proxy->rowCount(); ++i) {
    if (!chosen.empty() && !chosen.contains(i)) continue;
    rows.push_back(
        p.model->rows()[static_cast<std::size_t>(p.proxy->mapToSource(p.proxy->index(i, 0)).row())]);
  }
  QGuiApplication::clipboard()->setText(QString::fromStdString(tableText(*m_plan, p.set, rows, '\t')));
}

bool PlanTables::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
    auto* key = static_cast<QKeyEvent*>(event);
    const bool isPaste = key->matches(QKeySequence::Paste) && !m_readOnly;
    const bool isCopy = key->matches(QKeySequence::Copy);
    if (isPaste || isCopy) {
      event->accept();
      if (event->type() == QEvent::KeyPress) {
        if (isPaste) {
          pasteFromClipboard();
        } else {
          copyToClipboard();
        }
      }
      return true;
    }
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace sorami
