// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/TrackTableModel.h"

#include "widgets/timeline/TimeLabels.h"

#include <QColor>

#include <cmath>

namespace sorami {

TrackTableModel::TrackTableModel(QObject* parent)
    : QAbstractTableModel(parent), m_rows(std::make_shared<TrackRows>()), m_look(defaultLook()) {}

void TrackTableModel::setRows(TrackRowsPtr rows) {
  if (!rows) return;
  std::unordered_map<TrackId, int> rowOfNew;
  rowOfNew.reserve(rows->rows.size());
  for (const TrackState& state : rows->rows) rowOfNew.emplace(state.track, static_cast<int>(rowOfNew.size()));
  // A recording that has grown keeps its tracks' ids.
  if (rows->request.recording != m_rows->request.recording ||
      !rows->request.store != !m_rows->request.store) {
    beginResetModel();
    m_rows = std::move(rows);
    m_states = m_rows->rows;
    m_rowOf = std::move(rowOfNew);
    endResetModel();
    return;
  }
  // In three steps that views understand: new tracks at the end, everything into its place with those that
  // have gone at the end, and the end cut off. So selection and scroll position stay with their tracks.
  const int before = rowCount();
  std::vector<TrackState> added;
  for (const TrackState& state : rows->rows) {
    if (!m_rowOf.contains(state.track)) added.push_back(state);
  }
  m_rows = std::move(rows);
  if (!added.empty()) {
    beginInsertRows({}, before, before + static_cast<int>(added.size()) - 1);
    m_states.insert(m_states.end(), added.begin(), added.end());
    endInsertRows();
  }
  Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
  std::vector<TrackState> ordered = m_rows->rows;
  std::unordered_map<TrackId, int> place = rowOfNew;
  for (const TrackState& state : m_states) {
    if (place.emplace(state.track, static_cast<int>(ordered.size())).second) ordered.push_back(state);
  }
  const QModelIndexList held = persistentIndexList();
  QModelIndexList moved;
  moved.reserve(held.size());
  for (const QModelIndex& index : held) {
    moved << createIndex(place.at(m_states[static_cast<std::size_t>(index.row())].track), index.column());
  }
  m_states = std::move(ordered);
  changePersistentIndexList(held, moved);
  Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
  const int after = static_cast<int>(rowOfNew.size());
  if (rowCount() > after) {
    beginRemoveRows({}, after, rowCount() - 1);
    m_states.resize(static_cast<std::size_t>(after));
    endRemoveRows();
  }
  m_rowOf = std::move(rowOfNew);
}

void TrackTableModel::setLook(const LookPtr& look) {
  m_look = look;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void TrackTableModel::setUnits(UnitProfile units) {
  m_units = units;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

TrackId TrackTableModel::trackAt(int row) const {
  return row >= 0 && row < rowCount() ? m_states[static_cast<std::size_t>(row)].track : kNoTrack;
}

int TrackTableModel::rowOf(TrackId track) const {
  const auto found = m_rowOf.find(track);
  return found == m_rowOf.end() ? -1 : found->second;
}

int TrackTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_states.size());
}

int TrackTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(TrackColumn::Count);
}

QVariant TrackTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const auto column = static_cast<TrackColumn>(section);
  const bool number =
      column == TrackColumn::Altitude || column == TrackColumn::Speed || column == TrackColumn::Heading;
  if (role == Qt::TextAlignmentRole) {
    return static_cast<int>((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  switch (column) {
    case TrackColumn::Name:
      return tr("Track");
    case TrackColumn::Altitude:
      return tr("Altitude");
    case TrackColumn::Profile:
      return tr("Profile");
    case TrackColumn::Speed:
      return tr("Speed");
    case TrackColumn::Heading:
      return tr("Track°");
    case TrackColumn::Id:
      return tr("Identity");
    case TrackColumn::Source:
      return tr("Source");
    case TrackColumn::LastSeen:
      return tr("Last seen");
    case TrackColumn::Count:
      break;
  }
  return {};
}

QString TrackTableModel::text(const TrackState& s, TrackColumn column) const {
  const StoreView& store = *m_rows->request.store;
  const TrackInfo& track = store.tracks()[s.track];
  switch (column) {
    case TrackColumn::Name:
      return QString::fromStdString(track.displayName());
    case TrackColumn::Altitude:
      if (s.flags & kOnGround) return tr("ground");
      return std::isfinite(s.baroAltitude) ? pressureAltitudeText(s.baroAltitude, m_units)
                                           : altitudeText(s.geoAltitude, m_units);
    case TrackColumn::Speed:
      return speedText(s.groundSpeed, m_units);
    case TrackColumn::Heading:
      return bearingText(s.trackDeg);
    case TrackColumn::Id:
      return identityLabel(track);
    case TrackColumn::Source:
      return track.source < store.sources().size()
                 ? QString::fromStdString(store.sources()[track.source].name)
                 : QString();
    case TrackColumn::LastSeen:
      return zuluText(s.lastSample);
    case TrackColumn::Profile:  // drawn, see TrackSparklines
    case TrackColumn::Count:
      break;
  }
  return {};
}

QVariant TrackTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount() || !m_rows->request.store) return {};
  const TrackState& state = m_states[static_cast<std::size_t>(index.row())];
  const auto column = static_cast<TrackColumn>(index.column());
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
      return text(state, column);
    case Qt::TextAlignmentRole: {
      const bool number =
          column == TrackColumn::Altitude || column == TrackColumn::Speed || column == TrackColumn::Heading;
      return static_cast<int>((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case Qt::ForegroundRole: {
      const Theme& theme = m_look->theme();
      if (state.phase != TrackPhase::Live) return theme.textMuted;
      // Affiliation colours are made for the dark scope; on a light panel plain text is what can be read.
      if (column == TrackColumn::Name && theme.isDark) {
        return theme.colourOf(m_rows->request.store->tracks()[state.track].affiliation);
      }
      return column == TrackColumn::Name ? theme.text : mixed(theme.text, theme.textMuted, 0.4);
    }
    default:
      return {};
  }
}

}  // namespace sorami
