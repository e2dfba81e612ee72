// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/SourceTablePanel.h"

#include "widgets/look/UnitText.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>

namespace sorami {
namespace {

constexpr QSize kTableSize{980, 420};

enum TableColumn { Source, Lon, Lat, Height, Clock, Side, Editions, Note, TableColumnCount };

QString sideText(Affiliation side) {
  switch (side) {
    case Affiliation::Pending:
      return SourceTablePanel::tr("not told");
    case Affiliation::Unknown:
      return SourceTablePanel::tr("unknown");
    case Affiliation::AssumedFriend:
      return SourceTablePanel::tr("assumed friend");
    case Affiliation::Friend:
      return SourceTablePanel::tr("friend");
    case Affiliation::Neutral:
      return SourceTablePanel::tr("neutral");
    case Affiliation::Suspect:
      return SourceTablePanel::tr("suspect");
    case Affiliation::Hostile:
      return SourceTablePanel::tr("hostile");
    case Affiliation::Civil:
      return SourceTablePanel::tr("civil");
  }
  return {};
}

}  // namespace

SourceTablePanel::SourceTablePanel(QWidget* parent) : QWidget(parent, Qt::Tool) {
  setObjectName(QStringLiteral("sourceTable"));
  setAttribute(Qt::WA_StyledBackground);
  setWindowTitle(tr("Sources"));
  resize(kTableSize);
  auto* what = new QLabel(
      tr("What the streams do not tell of themselves. It holds for files and live feeds alike, from the next "
         "one on. "
         "A name may have * and ? in it; editions are written as CAT048=1.30, several with a comma."),
      this);
  what->setWordWrap(true);
  what->setProperty("role", QStringLiteral("muted"));
  m_cells = new QTableWidget(0, TableColumnCount, this);
  m_cells->setObjectName(QStringLiteral("sourceCells"));
  m_cells->setAccessibleName(tr("Sources"));
  m_cells->setHorizontalHeaderLabels({tr("Source"), tr("Longitude °"), tr("Latitude °"), tr("Height m AMSL"),
                                      tr("Clock − UTC s"), tr("Side"), tr("Editions"), tr("Note")});
  m_cells->verticalHeader()->hide();
  m_cells->setShowGrid(false);
  m_cells->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_cells->horizontalHeader()->setSectionResizeMode(Note, QHeaderView::Stretch);
  m_words = new QLabel(this);
  m_words->setWordWrap(true);
  m_words->hide();
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  const auto button = [&](const QString& text, auto run) {
    auto* made = new QPushButton(text, this);
    connect(made, &QPushButton::clicked, this, run);
    row->addWidget(made);
    return made;
  };
  button(tr("Add row"), [this] {
    addRow({}, true);
    m_cells->setCurrentCell(m_cells->rowCount() - 1, Source);
    m_cells->editItem(m_cells->item(m_cells->rowCount() - 1, Source));
  });
  button(tr("Remove row"), [this] {
    if (m_cells->currentRow() >= 0) m_cells->removeRow(m_cells->currentRow());
  });
  row->addStretch(1);
  button(tr("Import…"), [this] { Q_EMIT importRequested(); });
  button(tr("Export…"), [this] { give(true); });
  m_save = button(tr("Use it"), [this] { give(false); });
  m_save->setProperty("role", QStringLiteral("primary"));
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 12, 16, 12);
  all->setSpacing(8);
  all->addWidget(what);
  all->addWidget(m_cells, 1);
  all->addWidget(m_words);
  all->addLayout(row);
  setLook(defaultLook());
}

void SourceTablePanel::setLook(const LookPtr& look) {
  m_cells->verticalHeader()->setDefaultSectionSize(look->px(32));
  const int widths[] = {184, 92, 92, 108, 104, 128, 128};
  for (int i = 0; i < Note; ++i) m_cells->setColumnWidth(i, look->px(widths[i]));
}

void SourceTablePanel::addRow(const SourceTable::Row& row, bool isKnown) {
  const int at = m_cells->rowCount();
  m_cells->insertRow(at);
  const auto put = [&](int column, const QString& text) {
    m_cells->setItem(at, column, new QTableWidgetItem(text));
  };
  put(Source, QString::fromStdString(row.source));
  put(Lon, row.sensor ? QString::number(row.sensor->lon, 'f', 6) : QString());
  put(Lat, row.sensor ? QString::number(row.sensor->lat, 'f', 6) : QString());
  put(Height, row.sensor ? QString::number(row.sensorHeight) : QString());
  put(Clock, row.clockOffset != 0 ? QString::number(static_cast<double>(row.clockOffset) * 1e-6) : QString());
  QStringList editions;
  for (const auto& [category, edition] : row.editions)
    editions << QString::fromStdString(category + "=" + edition);
  put(Editions, editions.join(QStringLiteral(", ")));
  put(Note, isKnown ? QString::fromStdString(row.note) : tr("in the open recording"));
  auto* side = new QComboBox(m_cells);
  side->setAccessibleName(tr("Side of %1").arg(QString::fromStdString(row.source)));
  for (int i = 0; i <= static_cast<int>(Affiliation::Civil); ++i)
    side->addItem(sideText(static_cast<Affiliation>(i)));
  side->setCurrentIndex(static_cast<int>(row.affiliation));
  m_cells->setCellWidget(at, Side, side);
}

void SourceTablePanel::setTable(const SourceTable& table, const QStringList& sources) {
  m_cells->setRowCount(0);
  for (const SourceTable::Row& row : table.rows()) addRow(row, true);
  for (const QString& source : sources) {
    if (table.find(source.toStdString()) != nullptr) continue;
    SourceTable::Row row;
    row.source = source.toStdString();
    addRow(row, false);
  }
}

Result<SourceTable> SourceTablePanel::table() const {
  std::vector<SourceTable::Row> rows;
  for (int i = 0; i < m_cells->rowCount(); ++i) {
    const auto text = [&](int column) {
      const QTableWidgetItem* item = m_cells->item(i, column);
      return item != nullptr ? item->text().trimmed() : QString();
    };
    SourceTable::Row row;
    row.source = text(Source).toStdString();
    const std::string where = tr("row %1").arg(i + 1).toStdString();
    if (row.source.empty()) return Error{tr("a source needs a name").toStdString(), where, {}};
    const auto number = [&](int column) { return numberFrom(text(column)); };
    if (!text(Lon).isEmpty() || !text(Lat).isEmpty()) {
      const auto lon = number(Lon);
      const auto lat = number(Lat);
      if (!lon || !lat || std::abs(*lat) > 90 || std::abs(*lon) > 360)
        return Error{tr("this is no place: longitude and latitude in degrees").toStdString(), where, {}};
      row.sensor = LatLon{*lat, wrapLongitude(*lon)};
      row.sensorHeight = number(Height).value_or(0);
    }
    if (!text(Clock).isEmpty()) {
      const auto seconds = number(Clock);
      if (!seconds || std::abs(*seconds) > 1e9)
        return Error{tr("the clock's offset is no number of seconds").toStdString(), where, {}};
      row.clockOffset = std::llround(*seconds * 1e6);
    }
    row.affiliation =
        static_cast<Affiliation>(static_cast<const QComboBox*>(m_cells->cellWidget(i, Side))->currentIndex());
    for (const QString& part : text(Editions).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
      const QStringList two = part.trimmed().split(QLatin1Char('='));
      if (two.size() != 2 || two[0].isEmpty() || two[1].isEmpty())
        return Error{
            tr("'%1' is not an edition as CAT048=1.30").arg(part.trimmed()).toStdString(), where, {}};
      row.editions.emplace_back(two[0].trimmed().toStdString(), two[1].trimmed().toStdString());
    }
    row.note = text(Note).toStdString();
    const bool isEmpty = !row.sensor && row.clockOffset == 0 && row.affiliation == Affiliation::Pending &&
                         row.editions.empty();
    // A row that was only offered says nothing.
    if (isEmpty && text(Note) == tr("in the open recording")) continue;
    if (text(Note) == tr("in the open recording")) row.note.clear();
    rows.push_back(std::move(row));
  }
  return SourceTable(std::move(rows));
}

void SourceTablePanel::give(bool toFile) {
  const auto made = table();
  if (!made) {
    say(QString::fromStdString(made.error().text()), true);
    return;
  }
  say({}, false);
  if (toFile)
    Q_EMIT exportRequested(*made);
  else
    Q_EMIT saveRequested(*made);
}

void SourceTablePanel::say(const QString& text, bool isError) {
  m_words->setText(text);
  m_words->setProperty("role", isError ? QStringLiteral("error") : QStringLiteral("muted"));
  m_words->style()->unpolish(m_words);
  m_words->style()->polish(m_words);
  m_words->setVisible(!text.isEmpty());
}

}  // namespace sorami
