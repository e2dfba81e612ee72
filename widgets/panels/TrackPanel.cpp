// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/TrackPanel.h"

#include "widgets/panels/TrackSparklines.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace sorami {
namespace {

constexpr int kPaceMs = 250;

}  // namespace

TrackPanel::TrackPanel(QWidget* parent)
    : QWidget(parent),
      m_look(defaultLook()),
      m_model(new TrackTableModel(this)),
      m_job(this, [this](TrackRowsPtr rows) { take(rows); }) {
  m_filter = new QLineEdit(this);
  m_filter->setObjectName(QStringLiteral("trackFilter"));
  m_filter->setPlaceholderText(tr("Filter by name, identity, squawk, source"));
  m_filter->setAccessibleName(tr("Filter tracks"));
  m_filter->setClearButtonEnabled(true);
  connect(m_filter, &QLineEdit::textChanged, this, &TrackPanel::refresh);

  m_table = new QTableView(this);
  m_table->setObjectName(QStringLiteral("trackTable"));
  m_table->setAccessibleName(tr("Tracks"));
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  m_table->setCornerButtonEnabled(false);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->horizontalHeader()->setSectionsMovable(true);
  m_table->horizontalHeader()->setSortIndicatorShown(true);
  m_table->horizontalHeader()->setSectionsClickable(true);
  m_table->horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
  connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &TrackPanel::refresh);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& now) {
            if (m_taking || !now.isValid()) return;
            m_selected = m_model->trackAt(now.row());
            Q_EMIT selected(m_selected);
          });
  connect(m_table, &QTableView::doubleClicked, this,
          [this](const QModelIndex& index) { Q_EMIT opened(m_model->trackAt(index.row())); });

  m_sparklines = new TrackSparklines(m_model, this);
  m_table->setItemDelegateForColumn(static_cast<int>(TrackColumn::Profile), m_sparklines);
  connect(m_sparklines, &TrackSparklines::ready, m_table->viewport(), qOverload<>(&QWidget::update));

  m_empty = new QLabel(this);
  m_empty->setProperty("role", QStringLiteral("empty"));
  m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  m_empty->setWordWrap(true);
  m_empty->setMargin(24);
  m_pages = new QStackedWidget(this);
  m_pages->addWidget(m_table);
  m_pages->addWidget(m_empty);

  auto* filterRow = new QVBoxLayout;
  filterRow->setContentsMargins(12, 8, 12, 8);
  filterRow->addWidget(m_filter);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(filterRow);
  all->addWidget(m_pages, 1);

  m_pace.setInterval(kPaceMs);
  m_pace.setSingleShot(true);
  connect(&m_pace, &QTimer::timeout, this, [this] {
    if (m_dirty) refresh();
  });
  setLook(m_look);
  take(std::make_shared<TrackRows>());
}

void TrackPanel::setLook(const LookPtr& look) {
  m_look = look;
  m_model->setLook(look);
  m_table->verticalHeader()->setDefaultSectionSize(look->px(24));
  m_sparklines->setLook(look);
  const int widths[] = {look->cellWidth(QStringLiteral("WWW0000")),
                        look->cellWidth(QStringLiteral("000 000 ft")),
                        look->px(57),
                        look->cellWidth(QStringLiteral("0 000 kt")),
                        look->px(56),
                        look->px(104),
                        look->px(120),
                        look->px(88)};
  for (int i = 0; i < m_model->columnCount(); ++i) m_table->setColumnWidth(i, widths[i]);
}

void TrackPanel::setMoment(const StoreViewPtr& store, UtcTime time) {
  if (store == m_store && time == m_time) return;
  const bool newStore = store != m_store;
  if (newStore) ++m_recording;
  m_store = store;
  m_time = time;
  m_dirty = true;
  if (newStore || !m_pace.isActive()) refresh();
}

void TrackPanel::growStore(const StoreViewPtr& store, UtcTime time) {
  m_store = store;
  m_time = time;
  m_dirty = true;
  if (!m_pace.isActive()) refresh();
}

void TrackPanel::setAsKnown(bool asKnown) {
  if (asKnown == m_asKnown) return;
  m_asKnown = asKnown;
  refresh();
}

void TrackPanel::setUnits(UnitProfile units) {
  m_model->setUnits(units);
}

void TrackPanel::setFilter(const TrackFilterPtr& filter, bool dims) {
  if (filter == m_passes && dims == m_dims) return;
  m_passes = filter;
  m_dims = dims;
  refresh();
}

void TrackPanel::refresh() {
  m_dirty = false;
  m_pace.start();
  m_sparklines->setMoment(m_store, m_time);
  TrackRowsRequest request;
  request.store = m_store;
  request.recording = m_recording;
  request.time = m_time;
  request.asKnown = m_asKnown;
  request.passes = m_passes;
  request.dims = m_dims;
  request.sort = static_cast<TrackColumn>(m_table->horizontalHeader()->sortIndicatorSection());
  request.descending = m_table->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder;
  request.filter = m_filter->text();
  // Not interrupted: on a large recording each result is shown when it is there, however fast time runs.
  m_job.request([request](std::stop_token stop) { return makeTrackRows(request, stop); }, false);
}

void TrackPanel::take(const TrackRowsPtr& rows) {
  if (!rows) return;
  m_taking = true;
  m_model->setRows(rows);
  m_taking = false;
  const int live = rows->live;
  if (!rows->request.store) {
    m_empty->setText(tr("No recording is open.\nOpen one, or drop a file on the window."));
  } else if (live == 0) {
    m_empty->setText(tr("No track lives at this time."));
  } else {
    m_empty->setText(tr("No track matches the filter; %1 live now.").arg(live));
  }
  m_pages->setCurrentIndex(rows->rows.empty() ? 1 : 0);
  setSelected(m_selected);
  Q_EMIT countChanged(live, rows->passing);
}

void TrackPanel::setSelected(TrackId track) {
  const bool changed = track != m_selected;
  m_selected = track;
  const int row = m_model->rowOf(track);
  m_taking = true;
  if (row < 0) {
    m_table->clearSelection();
    m_table->setCurrentIndex({});
  } else if (m_table->currentIndex().row() != row) {
    m_table->setCurrentIndex(m_model->index(row, 0));
  }
  m_taking = false;
  if (changed && row >= 0) m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
}

void TrackPanel::showEvent(QShowEvent*) {
  if (m_dirty) refresh();
}

}  // namespace sorami
