// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/ComparePanel.h"

#include "widgets/timeline/TimeLabels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kAllOthers = -1;

}  // namespace

// --- model

PairModel::PairModel(QObject* parent) : QAbstractTableModel(parent) {}

void PairModel::setPairs(std::vector<TrackPair> pairs, const StoreViewPtr& store) {
  beginResetModel();
  m_pairs = std::move(pairs);
  m_store = store;
  endResetModel();
}

void PairModel::setUnits(UnitProfile units) {
  m_units = units;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const TrackPair* PairModel::pair(int row) const {
  return row >= 0 && row < rowCount() ? &m_pairs[static_cast<std::size_t>(row)] : nullptr;
}

int PairModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_pairs.size());
}

int PairModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString PairModel::name(TrackId track) const {
  return m_store && track < m_store->tracks().size()
             ? QString::fromStdString(m_store->tracks()[track].displayName())
             : QString();
}

QVariant PairModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const bool number = section >= Compared && section <= Greatest;
  if (role == Qt::TextAlignmentRole) {
    return static_cast<int>((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  const QString names[] = {tr("First"), tr("Second"),   tr("Reports"),  tr("Median"),
                           tr("95 %"),  tr("Greatest"), tr("Paired by")};
  return names[section];
}

QVariant PairModel::data(const QModelIndex& index, int role) const {
  const TrackPair* p = index.isValid() ? pair(index.row()) : nullptr;
  if (!p) return {};
  const bool number = index.column() >= Compared && index.column() <= Greatest;
  if (role == Qt::TextAlignmentRole) {
    return static_cast<int>((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
  const auto distance = [&](double metres) {
    return p->compared > 0 ? distanceText(metres, m_units) : QString(QChar(0x2013));
  };
  switch (index.column()) {
    case First:
      return name(p->first);
    case Second:
      return name(p->second);
    case Compared:
      return grouped(static_cast<qint64>(p->compared));
    case Median:
      return distance(p->median);
    case P95:
      return distance(p->p95);
    case Greatest:
      return distance(p->greatest);
    default:
      return QString::fromStdString(p->reason);
  }
}

void PairModel::sort(int column, Qt::SortOrder order) {
  Q_EMIT layoutAboutToBeChanged();
  const auto less = [&](const TrackPair& a, const TrackPair& b) {
    switch (column) {
      case First:
        return name(a.first) < name(b.first);
      case Second:
        return name(a.second) < name(b.second);
      case Compared:
        return a.compared < b.compared;
      case Median:
        return a.median < b.median;
      case P95:
        return a.p95 < b.p95;
      case Greatest:
        return a.greatest < b.greatest;
      default:
        return a.reason < b.reason;
    }
  };
  std::stable_sort(m_pairs.begin(), m_pairs.end(), [&](const TrackPair& a, const TrackPair& b) {
    return order == Qt::AscendingOrder ? less(a, b) : less(b, a);
  });
  Q_EMIT layoutChanged();
}

// --- chart

PairChart::PairChart(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setAccessibleName(tr("Distance of the pair against time"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setMinimumHeight(120);
}

void PairChart::setLook(const LookPtr& look) {
  m_look = look;
  update();
}

void PairChart::setSamples(std::vector<PairSample> samples) {
  m_samples = std::move(samples);
  m_range = {};
  for (const PairSample& s : m_samples) m_range.include(s.time);
  update();
}

void PairChart::setCursor(UtcTime cursor) {
  if (cursor == m_cursor) return;
  m_cursor = cursor;
  update();
}

void PairChart::setUnits(UnitProfile units) {
  m_units = units;
  update();
}

QSize PairChart::sizeHint() const {
  return {320, m_look->px(160)};
}

QRect PairChart::plot() const {
  const int left = m_look->px(64);
  return QRect(left, m_look->px(24), std::max(width() - left - 12, 10),
               std::max(height() - m_look->px(24) - m_look->px(22), 10));
}

UtcTime PairChart::timeAt(double x) const {
  const QRect p = plot();
  const double part = std::clamp((x - p.left()) / std::max(p.width() - 1, 1), 0.0, 1.0);
  return m_range.begin + static_cast<Micros>(part * static_cast<double>(m_range.length()));
}

void PairChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && m_range.isValid()) {
    Q_EMIT seekRequested(timeAt(event->position().x()));
  }
}

void PairChart::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton && m_range.isValid()) {
    Q_EMIT seekRequested(timeAt(event->position().x()));
  }
}

void PairChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = m_look->theme();
  painter.fillRect(rect(), theme.panel);
  painter.setFont(m_look->text(12));
  if (m_samples.size() < 2) {
    painter.setPen(theme.textMuted);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Choose a pair to see how far apart its tracks are"));
    return;
  }
  const QRect area = plot();
  painter.fillRect(area, m_look->field());
  double high = 0;
  const PairSample* now = nullptr;
  for (const PairSample& s : m_samples) {
    high = std::max(high, s.distance);
    if (s.time <= m_cursor) now = &s;
  }
  high = std::max(high, 1.0) * 1.08;
  painter.setPen(theme.textMuted);
  painter.setFont(m_look->text(11));
  const QRect title(area.left(), 0, area.width(), area.top());
  painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, tr("Distance"));
  if (now) {
    QString text = distanceText(now->distance, m_units);
    if (std::isfinite(now->height)) {
      text += QStringLiteral("  ·  ") + tr("%1 in height").arg(altitudeText(now->height, m_units));
    }
    painter.setPen(theme.text);
    painter.setFont(m_look->mono(11));
    painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, text);
  }
  painter.setFont(m_look->mono(11));
  for (int i = 0; i <= 2; ++i) {
    const double v = high * i / 2;
    const double y = area.bottom() - v / high * area.height();
    painter.setPen(theme.border);
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(theme.textMuted);
    painter.drawText(QRectF(0, y - 8, area.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     distanceText(v, m_units));
  }
  const auto xOf = [&](UtcTime t) {
    return area.left() + static_cast<double>(t - m_range.begin) /
                             static_cast<double>(std::max<Micros>(m_range.length(), 1)) * (area.width() - 1);
  };
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme.accent, 1.5));
  QPolygonF line;
  const Micros gap = std::max<Micros>(kMinute, 8 * m_range.length() / static_cast<Micros>(m_samples.size()));
  UtcTime last;
  for (const PairSample& s : m_samples) {
    if (last.isValid() && s.time - last > gap) {
      painter.drawPolyline(line);
      line.clear();
    }
    line << QPointF(xOf(s.time), area.bottom() - s.distance / high * area.height());
    last = s.time;
  }
  painter.drawPolyline(line);
  painter.setRenderHint(QPainter::Antialiasing, false);
  if (m_range.contains(m_cursor)) {
    const double x = std::floor(xOf(m_cursor)) + 0.5;
    painter.setPen(theme.selection);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  }
  painter.setPen(theme.textMuted);
  const QRect foot(area.left(), area.bottom() + 2, area.width(), height() - area.bottom() - 2);
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, zuluText(m_range.begin));
  painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, zuluText(m_range.end));
}

// --- panel

ComparePanel::ComparePanel(QWidget* parent)
    : QWidget(parent),
      m_model(new PairModel(this)),
      m_job(this,
            [this](const Made& made) {
              // Of a recording that has gone meanwhile: its tracks are not this one's.
              if (made.store == m_store) take(made.found);
            }),
      m_distances(this,
                  [this](std::vector<PairSample> samples) { m_chart->setSamples(std::move(samples)); }) {
  setObjectName(QStringLiteral("comparePanel"));
  m_first = new QComboBox(this);
  m_first->setObjectName(QStringLiteral("compareFirst"));
  m_first->setAccessibleName(tr("First source"));
  m_second = new QComboBox(this);
  m_second->setObjectName(QStringLiteral("compareSecond"));
  m_second->setAccessibleName(tr("Second source"));
  connect(m_first, &QComboBox::activated, this, &ComparePanel::compute);
  connect(m_second, &QComboBox::activated, this, &ComparePanel::compute);
  m_summary = new QLabel(this);
  m_summary->setProperty("role", QStringLiteral("muted"));
  auto* add = new QPushButton(tr("Add a recording…"), this);
  add->setToolTip(tr("Puts a second recording on the timeline, to compare with this one"));
  connect(add, &QPushButton::clicked, this, &ComparePanel::addRequested);
  m_table = new QTableView(this);
  m_table->setObjectName(QStringLiteral("compareTable"));
  m_table->setAccessibleName(tr("Pairs of tracks"));
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setSortingEnabled(true);
  m_table->setProperty("sortable", true);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->horizontalHeader()->setStretchLastSection(true);
  m_table->horizontalHeader()->setSortIndicator(PairModel::Median, Qt::DescendingOrder);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& now) { showPair(now.row()); });
  m_empty = new QLabel(this);
  m_empty->setProperty("role", QStringLiteral("empty"));
  m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  m_empty->setWordWrap(true);
  m_empty->setMargin(24);
  m_pages = new QStackedWidget(this);
  m_pages->addWidget(m_table);
  m_pages->addWidget(m_empty);
  m_chart = new PairChart(this);
  connect(m_chart, &PairChart::seekRequested, this, &ComparePanel::seekRequested);

  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(12, 6, 12, 6);
  bar->setSpacing(8);
  const auto muted = [this](const QString& text) {
    auto* label = new QLabel(text, this);
    label->setProperty("role", QStringLiteral("muted"));
    return label;
  };
  bar->addWidget(muted(tr("Compare")));
  bar->addWidget(m_first);
  bar->addWidget(muted(tr("with")));
  bar->addWidget(m_second);
  bar->addSpacing(8);
  bar->addWidget(m_summary);
  bar->addStretch(1);
  bar->addWidget(add);
  auto* body = new QHBoxLayout;
  body->setContentsMargins(0, 0, 0, 0);
  body->setSpacing(1);
  body->addWidget(m_pages, 3);
  body->addWidget(m_chart, 2);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(bar);
  all->addLayout(body, 1);
  setLook(defaultLook());
  take({});
}

ComparePanel::~ComparePanel() = default;

void ComparePanel::setLook(const LookPtr& look) {
  m_table->verticalHeader()->setDefaultSectionSize(look->px(24));
  const int widths[] = {110, 110, 72, 84, 84, 84};
  for (int i = 0; i < 6; ++i) m_table->setColumnWidth(i, look->px(widths[i]));
}

void ComparePanel::setUnits(UnitProfile units) {
  m_model->setUnits(units);
  m_chart->setUnits(units);
}

void ComparePanel::setStore(const StoreViewPtr& store) {
  if (store == m_store) return;
  std::vector<std::string> before;
  if (m_store) {
    for (const SourceKey& s : m_store->sources()) before.push_back(s.name);
  }
  m_store = store;
  std::vector<std::string> names;
  if (store) {
    for (const SourceKey& s : store->sources()) names.push_back(s.name);
  }
  if (names != before || m_first->count() == 0) {
    const QSignalBlocker quietFirst(m_first);
    const QSignalBlocker quietSecond(m_second);
    m_first->clear();
    m_second->clear();
    m_second->addItem(tr("all other sources"), kAllOthers);
    for (std::size_t i = 0; i < names.size(); ++i) {
      m_first->addItem(QString::fromStdString(names[i]), static_cast<int>(i));
      m_second->addItem(QString::fromStdString(names[i]), static_cast<int>(i));
    }
    // What was added last is what one wants to compare.
    m_first->setCurrentIndex(names.size() > 1 ? static_cast<int>(names.size()) - 1 : 0);
    m_second->setCurrentIndex(0);
  }
  m_compared.reset();
  compute();
}

void ComparePanel::setTime(UtcTime time) {
  m_chart->setCursor(time);
}

void ComparePanel::choose(int first, int second) {
  m_first->setCurrentIndex(m_first->findData(first));
  m_second->setCurrentIndex(m_second->findData(second));
  compute();
}

void ComparePanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  compute();
}

void ComparePanel::compute() {
  if (!isVisible()) return;
  const int first = m_first->currentData().toInt();
  const int second = m_second->currentData().toInt();
  if (!m_store || m_store->sources().size() < 2 || first == second) {
    m_job.cancel();
    m_compared.reset();
    take({});
    return;
  }
  if (m_compared == std::pair(first, second) && m_comparedStore == m_store) return;
  m_compared = std::pair(first, second);
  m_comparedStore = m_store;
  std::vector<std::uint16_t> others;
  for (std::size_t i = 0; i < m_store->sources().size(); ++i) {
    const int index = static_cast<int>(i);
    if (second == kAllOthers ? index != first : index == second) {
      others.push_back(static_cast<std::uint16_t>(i));
    }
  }
  m_empty->setText(tr("Comparing…"));
  m_pages->setCurrentIndex(1);
  m_job.request([store = m_store, first, others](std::stop_token stop) {
    return Made{store, compareTracks(*store, {static_cast<std::uint16_t>(first)}, others, 3704, stop)};
  });
}

void ComparePanel::take(const TrackComparison& found) {
  m_comparison = found;
  m_chart->setSamples({});
  m_model->setPairs(found.pairs, m_store);
  m_model->sort(m_table->horizontalHeader()->sortIndicatorSection(),
                m_table->horizontalHeader()->sortIndicatorOrder());
  if (!m_store) {
    m_empty->setText(tr("No recording is open."));
  } else if (m_store->sources().size() < 2) {
    m_empty->setText(tr("There is only one source. Add a second recording to compare it with this one."));
  } else if (m_first->currentData() == m_second->currentData()) {
    m_empty->setText(tr("Choose two different sources."));
  } else {
    m_empty->setText(tr("No track of one is found in the other."));
  }
  m_pages->setCurrentIndex(found.pairs.empty() ? 1 : 0);
  m_summary->setText(m_compared && !found.pairs.empty()
                         ? tr("%1 pairs · %2 only in the first · %3 only in the second")
                               .arg(found.pairs.size())
                               .arg(found.onlyFirst.size())
                               .arg(found.onlySecond.size())
                         : QString());
}

void ComparePanel::showPair(int row) {
  const TrackPair* pair = m_model->pair(row);
  if (!pair || !m_store) {
    m_chart->setSamples({});
    return;
  }
  m_distances.request([store = m_store, a = pair->first, b = pair->second](std::stop_token stop) {
    return pairSamples(*store, a, b, stop);
  });
  Q_EMIT pairChosen(pair->first, pair->second);
}

}  // namespace sorami
