// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/ReportPanel.h"

#include "data/store/Queries.h"
#include "widgets/look/PositionText.h"
#include "widgets/timeline/TimeLabels.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sorami {

QString flagText(std::uint16_t flags) {
  const std::array<std::pair<std::uint16_t, QString>, 14> names = {{
      {kOnGround, ReportPanel::tr("ground")},
      {kSpi, ReportPanel::tr("ident")},
      {kEmergency, ReportPanel::tr("emergency")},
      {kSimulated, ReportPanel::tr("simulated")},
      {kTestTarget, ReportPanel::tr("test target")},
      {kCoasted, ReportPanel::tr("extrapolated by its source")},
      {kLegStart, ReportPanel::tr("new leg")},
      {kStaleGap, ReportPanel::tr("after a gap")},
      {kOutlier, ReportPanel::tr("outlier, not drawn")},
      {kSmoothed, ReportPanel::tr("smoothed")},
      {kTrackEnd, ReportPanel::tr("track ends")},
      {kTrackStart, ReportPanel::tr("track starts")},
      {kExercise, ReportPanel::tr("exercise")},
      {kPlotBit, ReportPanel::tr("plot")},
  }};
  QStringList words;
  for (const auto& [bit, name] : names)
    if ((flags & bit) != 0) words << name;
  return words.join(QStringLiteral(", "));
}

ReportModel::ReportModel(QObject* parent) : QAbstractTableModel(parent), m_look(defaultLook()) {}

void ReportModel::setReports(std::vector<Sample> reports) {
  beginResetModel();
  m_reports = std::move(reports);
  endResetModel();
}

void ReportModel::setLook(const LookPtr& look) {
  m_look = look;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ReportModel::setUnits(UnitProfile units) {
  m_units = units;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const Sample* ReportModel::report(int row) const {
  return row >= 0 && row < rowCount() ? &m_reports[static_cast<std::size_t>(row)] : nullptr;
}

int ReportModel::rowAt(UtcTime t) const {
  const auto after = std::upper_bound(m_reports.begin(), m_reports.end(), t,
                                      [](UtcTime at, const Sample& s) { return at < s.time; });
  return static_cast<int>(after - m_reports.begin()) - 1;
}

int ReportModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_reports.size());
}

int ReportModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(ReportColumn::Count);
}

QVariant ReportModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (static_cast<ReportColumn>(section)) {
    case ReportColumn::Time:
      return tr("Time");
    case ReportColumn::Received:
      return tr("Received");
    case ReportColumn::Position:
      return tr("Position");
    case ReportColumn::Baro:
      return tr("Barometric");
    case ReportColumn::Geo:
      return tr("Geometric");
    case ReportColumn::Speed:
      return tr("Speed");
    case ReportColumn::Heading:
      return tr("Track°");
    case ReportColumn::Climb:
      return tr("Climb");
    case ReportColumn::Flags:
      return tr("Marks");
    case ReportColumn::Count:
      break;
  }
  return {};
}

QString ReportModel::text(const Sample& s, ReportColumn column) const {
  switch (column) {
    case ReportColumn::Time:
      return zuluText(s.time, true);
    case ReportColumn::Received: {
      if (!s.received.isValid()) return QStringLiteral("–");
      const double late = static_cast<double>(s.received - s.time) * 1e-6;
      return QStringLiteral("%1%2 s")
          .arg(late < 0 ? QStringLiteral("−") : QStringLiteral("+"))
          .arg(std::abs(late), 0, 'f', 2);
    }
    case ReportColumn::Position:
      return positionText({s.lat, s.lon});
    case ReportColumn::Baro:
      return pressureAltitudeText(static_cast<double>(s.baroAltitude), m_units);
    case ReportColumn::Geo:
      return std::isnan(s.geoAltitude) ? QStringLiteral("–")
                                       : altitudeText(static_cast<double>(s.geoAltitude), m_units) +
                                             ((s.flags & kGeoIsMsl) != 0 ? tr(" MSL") : tr(" HAE"));
    case ReportColumn::Speed:
      return speedText(static_cast<double>(s.groundSpeed), m_units);
    case ReportColumn::Heading:
      return bearingText(static_cast<double>(s.trackDeg));
    case ReportColumn::Climb:
      return verticalRateText(static_cast<double>(s.verticalRate), m_units);
    case ReportColumn::Flags:
      return flagText(s.flags);
    case ReportColumn::Count:
      break;
  }
  return {};
}

QVariant ReportModel::data(const QModelIndex& index, int role) const {
  const Sample* sample = index.isValid() ? report(index.row()) : nullptr;
  if (!sample) return {};
  const auto column = static_cast<ReportColumn>(index.column());
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
      return text(*sample, column);
    case Qt::ToolTipRole:
      if (column == ReportColumn::Time) return zuluDayText(sample->time);
      return column == ReportColumn::Received && sample->received.isValid() ? zuluDayText(sample->received)
                                                                            : text(*sample, column);
    case Qt::ForegroundRole:
      if ((sample->flags & kOutlier) != 0) return m_look->theme().warning;
      return column == ReportColumn::Time ? m_look->theme().text
                                          : mixed(m_look->theme().text, m_look->theme().textMuted, 0.4);
    default:
      return {};
  }
}

ReportPanel::ReportPanel(QWidget* parent)
    : QWidget(parent), m_model(new ReportModel(this)), m_reading(this, [this](std::vector<Sample> reports) {
        m_following = true;
        m_model->setReports(std::move(reports));
        m_following = false;
        refresh();
        setTime(m_time);
      }) {
  m_head = new QLabel(this);
  m_head->setProperty("role", QStringLiteral("muted"));
  m_head->setContentsMargins(16, 8, 16, 8);
  m_table = new QTableView(this);
  m_table->setObjectName(QStringLiteral("reportTable"));
  m_table->setAccessibleName(tr("Reports of the track"));
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->horizontalHeader()->setStretchLastSection(true);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& now) {
            const Sample* sample = m_following ? nullptr : m_model->report(now.row());
            if (sample) Q_EMIT seekRequested(sample->time);
          });
  const auto askRecord = [this](const QModelIndex& at) {
    const Sample* sample = m_model->report(at.row());
    if (!sample) return;
    // The clock may have gone on since: the record is this report's.
    Q_EMIT seekRequested(sample->time);
    Q_EMIT recordRequested();
  };
  connect(m_table, &QTableView::activated, this, askRecord);
  m_record = new QPushButton(tr("Octets…"), this);
  m_record->setObjectName(QStringLiteral("reportRecord"));
  m_record->setToolTip(tr("The report as its source sent it, field by field; also by a double click"));
  connect(m_record, &QPushButton::clicked, this, [this, askRecord] { askRecord(m_table->currentIndex()); });
  m_empty = new QLabel(this);
  m_empty->setProperty("role", QStringLiteral("empty"));
  m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  m_empty->setWordWrap(true);
  m_empty->setMargin(24);
  m_pages = new QStackedWidget(this);
  m_pages->addWidget(m_table);
  m_pages->addWidget(m_empty);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  auto* top = new QHBoxLayout;
  top->setContentsMargins(0, 0, 12, 0);
  top->addWidget(m_head, 1);
  top->addWidget(m_record);
  all->addLayout(top);
  all->addWidget(m_pages, 1);
  setLook(defaultLook());
  refresh();
}

void ReportPanel::setLook(const LookPtr& look) {
  m_model->setLook(look);
  m_table->verticalHeader()->setDefaultSectionSize(look->px(22));
  const char* const widest[] = {"00:00:00.000Z", "+00.0 s",        "00°00′00″N 000°00′00″E",
                                "00 000 ft",     "00 000 ft MSL",  "0000 km/h",
                                "000°",          "+00 000 ft/min", ""};
  for (int i = 0; i < m_model->columnCount(); ++i) {
    const QString text = QString::fromUtf8(widest[i]);
    m_table->setColumnWidth(i, text.isEmpty() ? look->px(140) : look->cellWidth(text));
  }
}

void ReportPanel::setUnits(UnitProfile units) {
  m_model->setUnits(units);
}

void ReportPanel::setTrack(const StoreViewPtr& store, TrackId track) {
  if (store == m_store && track == m_track) return;
  m_store = store;
  m_track = track;
  m_isStale = true;
  // Read when someone looks: a long track has many reports.
  if (isVisible()) read();
}

void ReportPanel::showEvent(QShowEvent*) {
  if (m_isStale) read();
}

void ReportPanel::read() {
  m_isStale = false;
  if (!m_store || m_track >= m_store->tracks().size()) {
    m_reading.cancel();
    m_model->setReports({});
    refresh();
    return;
  }
  m_reading.request([store = m_store, track = m_track](std::stop_token) {
    return history(*store, track, store->extent());
  });
}

void ReportPanel::refresh() {
  const int count = m_model->rowCount();
  const bool has = m_store && m_track < m_store->tracks().size();
  m_head->setText(has && count > 0
                      ? tr("%1 · %2 reports as recorded")
                            .arg(QString::fromStdString(m_store->tracks()[m_track].displayName()))
                            .arg(grouped(count))
                      : QString());
  m_head->setVisible(count > 0);
  m_record->setVisible(count > 0);
  m_empty->setText(has ? tr("Reading…") : tr("Select a track: its reports stand here one by one."));
  m_pages->setCurrentIndex(count > 0 ? 0 : 1);
}

void ReportPanel::setTime(UtcTime time) {
  m_time = time;
  if (!isVisible()) return;
  const int row = m_model->rowAt(time);
  if (row == m_table->currentIndex().row()) return;
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
