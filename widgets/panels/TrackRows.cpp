// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/TrackRows.h"

#include "data/store/Queries.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sorami {
namespace {

constexpr std::size_t kStopEvery = 4096;

bool matches(const TrackInfo& track, const StoreView& store, const QStringList& words) {
  if (words.isEmpty()) return true;
  QString all = QString::fromStdString(track.displayName() + ' ' + track.callsign + ' ' + track.type + ' ');
  all += identityLabel(track) + QLatin1Char(' ') + squawkText(track) + QLatin1Char(' ');
  if (track.source < store.sources().size())
    all += QString::fromStdString(store.sources()[track.source].name);
  return std::all_of(words.begin(), words.end(),
                     [&all](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

/// A sort key of a row: numbers that are missing come last either way.
double numberKey(const TrackState& s, TrackColumn column) {
  switch (column) {
    case TrackColumn::Altitude:
    case TrackColumn::Profile:
      return std::isfinite(s.baroAltitude) ? s.baroAltitude : s.geoAltitude;
    case TrackColumn::Speed:
      return s.groundSpeed;
    case TrackColumn::Heading:
      return s.trackDeg;
    default:
      return static_cast<double>(s.lastSample.us);
  }
}

std::string textKey(const TrackState& s, const StoreView& store, TrackColumn column) {
  const TrackInfo& track = store.tracks()[s.track];
  if (column == TrackColumn::Name) return track.displayName();
  if (column == TrackColumn::Source) {
    return track.source < store.sources().size() ? store.sources()[track.source].name : std::string();
  }
  return identityLabel(track).toStdString();
}

bool isTextColumn(TrackColumn column) {
  return column == TrackColumn::Name || column == TrackColumn::Id || column == TrackColumn::Source;
}

}  // namespace

QString squawkText(const TrackInfo& track) {
  if (track.mode3A < 0) return {};
  return QStringLiteral("%1").arg(track.mode3A, 4, 8, QLatin1Char('0'));
}

QString identityLabel(const TrackInfo& track) {
  const auto value = static_cast<qulonglong>(track.nativeId.value);
  switch (track.nativeId.kind) {
    case IdKind::Icao24:
      return QStringLiteral("ICAO %1").arg(value, 6, 16, QLatin1Char('0')).toUpper();
    case IdKind::NonIcao24:
      return QStringLiteral("~%1").arg(value, 6, 16, QLatin1Char('0')).toUpper();
    case IdKind::AsterixTrack:
      return QStringLiteral("TN %1").arg(value);
    case IdKind::Mode3A:
      return QStringLiteral("A %1").arg(value, 4, 8, QLatin1Char('0'));
    case IdKind::Object:
      return QStringLiteral("0x%1").arg(value, 0, 16);
    case IdKind::Entity:
      return QStringLiteral("%1:%2:%3")
          .arg(value >> 32 & 0xFFFF)
          .arg(value >> 16 & 0xFFFF)
          .arg(value & 0xFFFF);
    case IdKind::Mmsi:
      return QStringLiteral("MMSI %1").arg(value, 9, 10, QLatin1Char('0'));
    case IdKind::Text:
      return QString::fromStdString(track.uid);
    case IdKind::None:
      break;
  }
  return {};
}

TrackRowsPtr makeTrackRows(const TrackRowsRequest& request, std::stop_token stop) {
  auto result = std::make_shared<TrackRows>();
  result->request = request;
  if (!request.store || !request.time.isValid()) return result;
  const StoreView& store = *request.store;
  const auto tracks = store.tracks();
  std::vector<TrackState> states;
  if (request.asKnown) {
    stateAsKnownAt(store, request.time, states, stop);
  } else {
    stateAt(store, request.time, states, stop);
  }
  if (stop.stop_requested()) return nullptr;

  const QStringList words =
      request.filter.normalized(QString::NormalizationForm_KC).split(QLatin1Char(' '), Qt::SkipEmptyParts);
  std::vector<TrackState> kept;
  kept.reserve(states.size());
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (i % kStopEvery == 0 && stop.stop_requested()) return nullptr;
    const TrackState& s = states[i];
    if (s.track >= tracks.size() || tracks[s.track].isPlots) continue;
    ++result->live;
    if (request.passes) {
      const TrackInfo& info = tracks[s.track];
      const std::string_view source = info.source < store.sources().size()
                                          ? std::string_view(store.sources()[info.source].name)
                                          : std::string_view();
      const bool is = request.passes->matches(info, source, TrackFilter::momentOf(s, request.time));
      result->passing += is;
      if (!is && !request.dims) continue;
    } else {
      ++result->passing;
    }
    if (matches(tracks[s.track], store, words)) kept.push_back(s);
  }

  std::vector<std::uint32_t> order(kept.size());
  std::iota(order.begin(), order.end(), 0U);
  if (isTextColumn(request.sort)) {
    std::vector<std::string> keys(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) keys[i] = textKey(kept[i], store, request.sort);
    if (stop.stop_requested()) return nullptr;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return request.descending ? keys[b] < keys[a] : keys[a] < keys[b];
    });
  } else {
    std::vector<double> keys(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const double key = numberKey(kept[i], request.sort);
      keys[i] = std::isnan(key) ? 1e300 : request.descending ? -key : key;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  }
  result->rows.reserve(kept.size());
  for (const std::uint32_t i : order) result->rows.push_back(kept[i]);
  return result;
}

}  // namespace sorami
