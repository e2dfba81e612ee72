// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/TableMapper.h"

#include "data/ingest/decoders/csv/CsvRoles.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace sorami {
namespace {

enum MappedColumn { NameColumn, ValuesColumn, RoleColumn, UnitColumn, MappedColumnCount };
constexpr std::size_t kShownValues = 3;
constexpr int kRowHeight = 32;  // room for a box to choose from

QString toQt(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// What a role is called; `word` as csvRoleNames() has it.
QString roleTitle(std::string_view word) {
  static const std::pair<std::string_view, const char*> kTitles[] = {
      {"ignored", QT_TRANSLATE_NOOP("sorami::TableMapper", "– not used")},
      {"time", QT_TRANSLATE_NOOP("sorami::TableMapper", "Time")},
      {"date", QT_TRANSLATE_NOOP("sorami::TableMapper", "Date")},
      {"timeofday", QT_TRANSLATE_NOOP("sorami::TableMapper", "Time of day")},
      {"id", QT_TRANSLATE_NOOP("sorami::TableMapper", "Identity")},
      {"icao24", QT_TRANSLATE_NOOP("sorami::TableMapper", "ICAO address")},
      {"callsign", QT_TRANSLATE_NOOP("sorami::TableMapper", "Call sign")},
      {"lat", QT_TRANSLATE_NOOP("sorami::TableMapper", "Latitude")},
      {"lon", QT_TRANSLATE_NOOP("sorami::TableMapper", "Longitude")},
      {"latlon", QT_TRANSLATE_NOOP("sorami::TableMapper", "Latitude, longitude")},
      {"baro", QT_TRANSLATE_NOOP("sorami::TableMapper", "Altitude, barometric")},
      {"hae", QT_TRANSLATE_NOOP("sorami::TableMapper", "Altitude above ellipsoid")},
      {"msl", QT_TRANSLATE_NOOP("sorami::TableMapper", "Altitude above sea level")},
      {"speed", QT_TRANSLATE_NOOP("sorami::TableMapper", "Ground speed")},
      {"track", QT_TRANSLATE_NOOP("sorami::TableMapper", "Track")},
      {"vrate", QT_TRANSLATE_NOOP("sorami::TableMapper", "Vertical rate")},
      {"ground", QT_TRANSLATE_NOOP("sorami::TableMapper", "On ground")},
      {"squawk", QT_TRANSLATE_NOOP("sorami::TableMapper", "Squawk")},
      {"affiliation", QT_TRANSLATE_NOOP("sorami::TableMapper", "Affiliation")},
      {"type", QT_TRANSLATE_NOOP("sorami::TableMapper", "Type")}};
  for (const auto& [name, title] : kTitles)
    if (name == word) return TableMapper::tr(title);
  return toQt(word);
}

}  // namespace

TableMapper::TableMapper(QWidget* parent) : QWidget(parent) {
  m_presets = new QComboBox(this);
  m_presets->setObjectName(QStringLiteral("tablePresets"));
  m_presets->setAccessibleName(tr("Preset"));
  setPresets({});
  connect(m_presets, &QComboBox::activated, this, [this] {
    m_isByHand = false;
    Q_EMIT changed();
  });
  m_dates = new QComboBox(this);
  m_dates->setAccessibleName(tr("Order of dates"));
  m_dates->addItem(tr("Dates: by their values"), QString());
  m_dates->addItem(tr("Dates: year, month, day"), QStringLiteral("ymd"));
  m_dates->addItem(tr("Dates: day, month, year"), QStringLiteral("dmy"));
  m_dates->addItem(tr("Dates: month, day, year"), QStringLiteral("mdy"));
  connect(m_dates, &QComboBox::activated, this, &TableMapper::takeEdit);
  auto* save = new QPushButton(tr("Save as preset…"), this);
  save->setAutoDefault(false);
  connect(save, &QPushButton::clicked, this, &TableMapper::saveRequested);

  m_columns = new QTableWidget(0, MappedColumnCount, this);
  m_columns->setObjectName(QStringLiteral("tableColumns"));
  m_columns->setAccessibleName(tr("Columns"));
  m_columns->setHorizontalHeaderLabels({tr("Column"), tr("First values"), tr("Meaning"), tr("Unit")});
  m_columns->setWordWrap(false);
  m_columns->verticalHeader()->hide();
  m_columns->verticalHeader()->setDefaultSectionSize(kRowHeight);
  m_columns->setShowGrid(false);
  m_columns->setSelectionMode(QAbstractItemView::NoSelection);
  m_columns->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_columns->horizontalHeader()->setSectionResizeMode(ValuesColumn, QHeaderView::Stretch);
  m_assumed = new QLabel(this);
  m_assumed->setWordWrap(true);
  m_assumed->setTextFormat(Qt::PlainText);
  m_confirm = new QCheckBox(tr("The meanings and units are right"), this);
  m_confirm->setObjectName(QStringLiteral("tableConfirm"));
  connect(m_confirm, &QCheckBox::toggled, this, &TableMapper::confirmed);

  auto* top = new QHBoxLayout;
  top->setSpacing(8);
  top->addWidget(m_presets, 1);
  top->addWidget(m_dates);
  top->addWidget(save);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(8);
  all->addLayout(top);
  all->addWidget(m_columns, 1);
  all->addWidget(m_assumed);
  all->addWidget(m_confirm);
}

void TableMapper::setPresets(const QStringList& names) {
  const QString chosen = m_presets->currentData().toString();
  m_presets->clear();
  m_presets->addItem(tr("Columns as they are found"), QString());
  for (const std::string_view known : csvPresetNames())
    m_presets->addItem(tr("Known table: %1").arg(toQt(known)), toQt(known));
  for (const QString& name : names) m_presets->addItem(tr("Your preset: %1").arg(name), name);
  m_presets->setCurrentIndex(std::max(0, m_presets->findData(chosen)));
}

void TableMapper::reset() {
  m_isByHand = false;
  m_presets->setCurrentIndex(0);
  m_dates->setCurrentIndex(0);
  m_confirm->setChecked(false);
}

void TableMapper::setPeek(const FilePeek& peek) {
  const CsvLayout& layout = peek.table;
  m_isFilling = true;
  m_names.clear();
  for (const CsvColumn& column : layout.columns) m_names << QString::fromStdString(column.name);
  m_presetName = QString::fromStdString(layout.preset);
  if (!m_isByHand) {
    m_columns->setRowCount(static_cast<int>(layout.columns.size()));
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = layout.hasHeader ? 1 : 0; i < peek.lines.size() && rows.size() < kShownValues; ++i) {
      std::vector<std::string_view> cells;
      std::vector<std::string> scratch;
      splitCsv(peek.lines[i], layout.delimiter, cells, scratch);
      rows.emplace_back(cells.begin(), cells.end());
    }
    for (int i = 0; i < m_names.size(); ++i) {
      QStringList values;
      for (const auto& row : rows)
        if (static_cast<std::size_t>(i) < row.size() && !row[static_cast<std::size_t>(i)].empty())
          values << QString::fromStdString(row[static_cast<std::size_t>(i)]);
      m_columns->setItem(i, NameColumn, new QTableWidgetItem(m_names[i]));
      auto* shown = new QTableWidgetItem(values.join(QStringLiteral("   ")));
      shown->setToolTip(values.join(QLatin1Char('\n')));
      m_columns->setItem(i, ValuesColumn, shown);
      setColumn(i, layout.columns[static_cast<std::size_t>(i)]);
    }
    m_columns->resizeColumnToContents(NameColumn);
    m_columns->setColumnWidth(RoleColumn, 196);
    m_columns->setColumnWidth(UnitColumn, 84);
    const char* const orders[] = {"ymd", "dmy", "mdy"};
    m_dates->setCurrentIndex(m_dates->findData(QLatin1String(orders[static_cast<int>(layout.dateOrder)])));
    QStringList told;
    for (const std::string& each : layout.assumptions) told << QString::fromStdString(each);
    const QString now = told.join(QStringLiteral("; "));
    if (now != m_told) m_confirm->setChecked(false);
    m_told = now;
  }
  if (!layout.isUsable())
    m_assumed->setText(tr("Say which columns are time, latitude and longitude."));
  else
    m_assumed->setText(m_told.isEmpty() ? QString() : tr("Taken for granted: %1.").arg(m_told));
  m_assumed->setVisible(!m_assumed->text().isEmpty());
  m_confirm->setVisible(!m_told.isEmpty());
  m_isFilling = false;
  Q_EMIT confirmed();
}

void TableMapper::setColumn(int row, const CsvColumn& column) {
  auto* roles = new QComboBox(m_columns);
  roles->setAccessibleName(tr("Meaning of %1").arg(m_names.value(row)));
  CsvColumn plain = column;
  plain.unitName.clear();
  for (const std::string_view word : csvRoleNames()) roles->addItem(roleTitle(word), toQt(word));
  roles->setCurrentIndex(std::max(0, roles->findData(QString::fromStdString(csvRoleText(plain)))));
  auto* units = new QComboBox(m_columns);
  units->setAccessibleName(tr("Unit of %1").arg(m_names.value(row)));
  const auto fillUnits = [units](CsvRole role, const QString& chosen) {
    units->clear();
    for (const std::string_view name : csvUnitNames(role)) units->addItem(toQt(name), toQt(name));
    int at = units->findData(chosen);
    if (at < 0 && !chosen.isEmpty()) {
      // The same unit by another name.
      const CsvUnit* const wanted = csvUnit(chosen.toStdString(), role);
      for (int i = 0; wanted != nullptr && i < units->count() && at < 0; ++i) {
        const CsvUnit* const each = csvUnit(units->itemData(i).toString().toStdString(), role);
        if (each != nullptr && each->si == wanted->si) at = i;
      }
    }
    units->setCurrentIndex(std::max(at, 0));
    units->setVisible(units->count() > 0);
  };
  fillUnits(column.role, QString::fromStdString(column.unitName));
  connect(roles, &QComboBox::activated, this, [this, row, roles, fillUnits] {
    CsvColumn chosen;
    assignCsvRole(chosen, roles->currentData().toString().toStdString());
    fillUnits(chosen.role, {});
    // A role stands once; altitudes of several kinds may stand side by side.
    for (int i = 0; i < m_columns->rowCount(); ++i) {
      auto* other = static_cast<QComboBox*>(m_columns->cellWidget(i, RoleColumn));
      if (i != row && other->currentIndex() > 0 && other->currentIndex() == roles->currentIndex()) {
        other->setCurrentIndex(0);
        m_columns->cellWidget(i, UnitColumn)->hide();
      }
    }
    takeEdit();
  });
  connect(units, &QComboBox::activated, this, &TableMapper::takeEdit);
  m_columns->setCellWidget(row, RoleColumn, roles);
  m_columns->setCellWidget(row, UnitColumn, units);
}

CsvColumn TableMapper::columnAt(int row) const {
  CsvColumn column;
  column.name = m_names.value(row).toStdString();
  const auto* roles = static_cast<const QComboBox*>(m_columns->cellWidget(row, RoleColumn));
  const auto* units = static_cast<const QComboBox*>(m_columns->cellWidget(row, UnitColumn));
  std::string text = roles->currentData().toString().toStdString();
  if (units->count() > 0) text += ":" + units->currentData().toString().toStdString();
  assignCsvRole(column, text);
  return column;
}

void TableMapper::takeEdit() {
  if (m_isFilling) return;
  m_isByHand = true;
  m_presetName.clear();
  m_presets->setCurrentIndex(0);
  Q_EMIT changed();
}

CsvPreset TableMapper::preset(const QString& name) const {
  CsvPreset preset;
  preset.name = name.toStdString();
  preset.dateOrder = m_dates->currentData().toString().toStdString();
  for (int i = 0; i < m_columns->rowCount(); ++i) {
    const CsvColumn column = columnAt(i);
    if (column.role != CsvRole::Ignored) preset.columns.emplace_back(column.name, csvRoleText(column));
  }
  return preset;
}

void TableMapper::applyTo(DecodeOptions& options) const {
  if (m_isByHand || m_confirm->isChecked()) {
    // A table Sorami knows keeps its name: some are read in ways of their own.
    preset(m_presetName).applyTo(options);
    return;
  }
  const QString chosen = m_presets->currentData().toString();
  if (!chosen.isEmpty()) (void)useCsvPreset(chosen.toStdString(), options);
}

bool TableMapper::isConfirmed() const {
  return m_told.isEmpty() || m_confirm->isChecked();
}

}  // namespace sorami
