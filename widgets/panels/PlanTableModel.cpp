// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PlanTableModel.h"

#include "data/core/Translate.h"
#include "widgets/look/PositionText.h"
#include "widgets/look/Units.h"

#include <algorithm>
#include <utility>

namespace sorami {
PlanTableModel::PlanTableModel(PropertySet set, QObject* parent) : QAbstractTableModel(parent), m_set(set) {
  for (const Property& p : propertiesOf(set)) {
    // The table of sites is about sites; sensors have a table of their own.
    const bool elsewhere = set == PropertySet::Sites && (p.group == "SENSOR" || p.group == "RADAR EQUATION");
    if (!elsewhere) m_columns.push_back(&p);
  }
}

/// Whether a row of the table shows the same of both.
bool PlanTableModel::isSameRow(const Plan& a, const Plan& b, const PlanRow& row) const {
  if (isSameIn(a, b, row.item)) return true;
  const bool isPart = m_set == PropertySet::Stocks || m_set == PropertySet::StockChanges ||
                      m_set == PropertySet::Envelopes || m_set == PropertySet::Outages;
  return isPart && std::all_of(m_columns.begin(), m_columns.end(),
                               [&](const Property* p) { return p->get(a, row) == p->get(b, row); });
}

void PlanTableModel::setPlan(const PlanPtr& plan) {
  std::vector<PlanRow> rows = plan ? rowsOf(*plan, m_set) : std::vector<PlanRow>();
  if (!m_item.id.empty()) std::erase_if(rows, [&](const PlanRow& row) { return row.item != m_item; });
  if (rows == m_rows) {
    const PlanPtr before = std::exchange(m_plan, plan);
    if (rows.empty() || before == plan) return;
    // Only what has changed is drawn and measured anew: a table of thousands is open while one is dragged.
    int first = -1;
    int last = -1;
    for (int i = 0; i < rowCount(); ++i) {
      if (isSameRow(*before, *plan, rows[static_cast<std::size_t>(i)])) continue;
      if (first < 0) first = i;
      last = i;
    }
    if (first >= 0) Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    return;
  }
  beginResetModel();
  m_plan = plan;
  m_rows = std::move(rows);
  endResetModel();
}

void PlanTableModel::setItem(const PlanItem& item) {
  if (item == m_item) return;
  m_item = item;
  setPlan(m_plan);
}

void PlanTableModel::setUnits(UnitProfile units) {
  if (units == m_units) return;
  m_units = units;
  if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int PlanTableModel::columnOf(const std::string& key) const {
  for (std::size_t i = 0; i < m_columns.size(); ++i) {
    if (m_columns[i]->key == key) return static_cast<int>(i);
  }
  return -1;
}

int PlanTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlanTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant PlanTableModel::data(const QModelIndex& at, int role) const {
  if (!at.isValid() || !m_plan || at.row() >= rowCount()) return {};
  const Property& p = property(at.column());
  const PlanRow& row = m_rows[static_cast<std::size_t>(at.row())];
  const PropertyValue value = p.get(*m_plan, row);
  const double* number = std::get_if<double>(&value);
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: {
      if (number) return numberIn(*number, unitOf(p.quantity, m_units));
      if (const LatLon* position = std::get_if<LatLon>(&value)) return positionText(*position);
      if (p.kind == Property::Kind::Flag)
        return role == Qt::DisplayRole ? QVariant() : QVariant(at.data(Qt::CheckStateRole));
      const std::string text = valueText(value);
      if (p.kind == Property::Kind::Choice) {
        for (const auto& [id, title] : p.choices) {
          if (id == text) return translated(title);
        }
      }
      return QString::fromStdString(text);
    }
    case Qt::CheckStateRole:
      if (const bool* on = std::get_if<bool>(&value)) return *on ? Qt::Checked : Qt::Unchecked;
      return {};
    case Qt::TextAlignmentRole:
      return static_cast<int>(number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case kValueRole:
      if (number) return *number;
      if (const bool* on = std::get_if<bool>(&value)) return *on;
      return QString::fromStdString(valueText(value));
    default:
      return {};
  }
}

QVariant PlanTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  const bool isAcross = orientation == Qt::Horizontal;
  if (role == Qt::TextAlignmentRole && isAcross) {
    const Property::Kind kind = property(section).kind;
    const bool isNumber = kind == Property::Kind::Number || kind == Property::Kind::Whole;
    return static_cast<int>((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  if (!isAcross) return section + 1;
  const Property& p = property(section);
  const QuantityUnit* unit = unitOf(p.quantity, m_units);
  return unit ? QStringLiteral("%1 (%2)").arg(translated(p.title), QString::fromUtf8(unit->text))
              : translated(p.title);
}

Qt::ItemFlags PlanTableModel::flags(const QModelIndex& at) const {
  Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
  if (!at.isValid() || !m_plan) return flags;
  const Property& p = property(at.column());
  const PlanRow& row = m_rows[static_cast<std::size_t>(at.row())];
  if (!p.set || std::holds_alternative<std::monostate>(p.get(*m_plan, row))) return flags;
  return flags | (p.kind == Property::Kind::Flag ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

bool PlanTableModel::setData(const QModelIndex& at, const QVariant& value, int role) {
  if (!at.isValid() || !m_plan) return false;
  const Property& p = property(at.column());
  const PlanRow& row = m_rows[static_cast<std::size_t>(at.row())];
  PropertyValue to;
  if (role == Qt::CheckStateRole) {
    to = value.toInt() == Qt::Checked;
  } else if (role != Qt::EditRole) {
    return false;
  } else if (p.kind == Property::Kind::Number || p.kind == Property::Kind::Whole) {
    const std::optional<double> number = numberFrom(value.toString());
    if (!number) {
      Q_EMIT refused(at, tr("A number is needed"));
      return false;
    }
    const QuantityUnit* unit = unitOf(p.quantity, m_units);
    to = *number * (unit ? unit->si : 1);
  } else if (p.kind == Property::Kind::Position) {
    const Result<LatLon> position = positionFrom(value.toString());
    if (!position) {
      Q_EMIT refused(at, QString::fromStdString(position.error().what));
      return false;
    }
    to = *position;
  } else {
    std::string text = value.toString().toStdString();
    for (const auto& [id, title] : p.choices) {
      if (translated(title) == value.toString()) text = id;
    }
    const Result<PropertyValue> read = valueFrom(p, text);
    if (!read) {
      Q_EMIT refused(at, QString::fromStdString(read.error().what));
      return false;
    }
    to = *read;
  }
  // What comes back as it was shown is no change of digits that were not shown.
  if (role == Qt::EditRole && value.toString() == data(at, Qt::EditRole).toString()) return true;
  const Result<Plan> next = withValue(*m_plan, row, p, to);
  if (!next) {
    Q_EMIT refused(at, tr("%1: %2").arg(translated(p.title), QString::fromStdString(next.error().what)));
    return false;
  }
  const QString name = QString::fromStdString(nameOf(*m_plan, row.item));
  Q_EMIT edited(
      *next, tr("%1: change %2").arg(name.isEmpty() ? tr("drawing") : name, translated(p.title).toLower()));
  return true;
}

}  // namespace sorami
