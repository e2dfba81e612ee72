// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/AssociationOverlay.h"

#include "data/ingest/encoders/Encoder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <numeric>

namespace sorami {

std::string overlayName(const StoreView& view, TrackId track) {
  if (track >= view.tracks().size()) return {};
  const TrackInfo& info = view.tracks()[track];
  const std::string source =
      info.source < view.sources().size() ? view.sources()[info.source].name : std::string();
  return source + " · " + nativeIdText(info) + " · " + toIso(info.first);
}

Result<AssociationOverlay> AssociationOverlay::parse(const std::string& json, const std::string& name) {
  QJsonParseError problem;
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &problem);
  if (problem.error != QJsonParseError::NoError)
    return Error{problem.errorString().toStdString(), name + ", byte " + std::to_string(problem.offset), {}};
  AssociationOverlay overlay;
  const QJsonArray pairs = document.object().value(QLatin1String("pairs")).toArray();
  for (qsizetype i = 0; i < pairs.size(); ++i) {
    const QJsonObject o = pairs.at(i).toObject();
    std::string a = o.value(QLatin1String("a")).toString().toStdString();
    std::string b = o.value(QLatin1String("b")).toString().toStdString();
    const QString word = o.value(QLatin1String("verdict")).toString();
    if (a.empty() || b.empty() || (word != QLatin1String("same") && word != QLatin1String("different")))
      return Error{"this is no pair with a verdict", name + ", /pairs/" + std::to_string(i),
                   "two tracks and 'same' or 'different' were expected"};
    if (b < a) std::swap(a, b);
    overlay.m_verdicts[{a, b}] = word == QLatin1String("same") ? Verdict::Same : Verdict::Different;
  }
  return overlay;
}

Result<AssociationOverlay> AssociationOverlay::read(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.exists()) return AssociationOverlay();
  if (!file.open(QIODevice::ReadOnly)) return Error{file.errorString().toStdString(), path, {}};
  return parse(file.readAll().toStdString(), path);
}

std::string AssociationOverlay::toJson() const {
  QJsonArray pairs;
  for (const auto& [pair, verdict] : m_verdicts)
    pairs.append(
        QJsonObject{{QStringLiteral("a"), QString::fromStdString(pair.first)},
                    {QStringLiteral("b"), QString::fromStdString(pair.second)},
                    {QStringLiteral("verdict"),
                     verdict == Verdict::Same ? QStringLiteral("same") : QStringLiteral("different")}});
  return QJsonDocument(QJsonObject{{QStringLiteral("pairs"), pairs}}).toJson().toStdString();
}

Status AssociationOverlay::write(const std::string& path) const {
  QSaveFile file(QString::fromStdString(path));
  const QByteArray json = QByteArray::fromStdString(toJson());
  if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
    return Error{file.errorString().toStdString(), path,
                 "the folder of the recording must be one that can be written"};
  return {};
}

void AssociationOverlay::set(const StoreView& view, TrackId a, TrackId b, std::optional<Verdict> verdict) {
  Pair pair{overlayName(view, a), overlayName(view, b)};
  if (pair.second < pair.first) std::swap(pair.first, pair.second);
  if (verdict)
    m_verdicts[pair] = *verdict;
  else
    m_verdicts.erase(pair);
}

std::optional<AssociationOverlay::Verdict> AssociationOverlay::verdict(const StoreView& view, TrackId a,
                                                                       TrackId b) const {
  Pair pair{overlayName(view, a), overlayName(view, b)};
  if (pair.second < pair.first) std::swap(pair.first, pair.second);
  const auto found = m_verdicts.find(pair);
  return found == m_verdicts.end() ? std::nullopt : std::optional(found->second);
}

Associations AssociationOverlay::applied(const StoreView& view, const Associations& found) const {
  if (isEmpty()) return found;
  std::map<std::string, TrackId> byName;
  for (const TrackInfo& track : view.tracks()) byName.emplace(overlayName(view, track.id), track.id);
  std::vector<TrackId> leader(view.tracks().size());
  std::iota(leader.begin(), leader.end(), TrackId{0});
  const auto leaderOf = [&](TrackId track) {
    while (leader[track] != track) track = leader[track] = leader[leader[track]];
    return track;
  };
  std::map<TrackId, std::string> reasons;  // of what is one object, by its leader
  const auto join = [&](TrackId a, TrackId b, const std::string& reason) {
    const TrackId to = leaderOf(a);
    const TrackId from = leaderOf(b);
    std::string& text = reasons[to];
    if (text.find(reason) == text.npos) text += (text.empty() ? "" : ", ") + reason;
    if (from == to) return;
    if (const auto other = reasons.find(from); other != reasons.end()) {
      if (text.find(other->second) == text.npos) text += ", " + other->second;
      reasons.erase(other);
    }
    leader[from] = to;
  };
  for (const SystemTrack& system : found.certain)
    for (std::size_t i = 1; i < system.members.size(); ++i)
      join(system.members.front(), system.members[i], system.reason);
  for (const auto& [pair, verdict] : m_verdicts) {
    const auto a = byName.find(pair.first);
    const auto b = byName.find(pair.second);
    if (verdict == Verdict::Same && a != byName.end() && b != byName.end())
      join(a->second, b->second, "confirmed by hand");
  }
  Associations out;
  std::map<TrackId, std::vector<TrackId>> members;
  for (const TrackInfo& track : view.tracks())
    if (const TrackId of = leaderOf(track.id); reasons.contains(of)) members[of].push_back(track.id);
  for (auto& [of, tracks] : members) out.certain.push_back({std::move(tracks), reasons[of]});
  for (const AssociationSuggestion& suggestion : found.suggested)
    if (!verdict(view, suggestion.a, suggestion.b) && leaderOf(suggestion.a) != leaderOf(suggestion.b))
      out.suggested.push_back(suggestion);
  return out;
}

std::vector<TrackId> companionsOf(const StoreView& view, TrackId track, const AssociationOverlay& overlay) {
  std::vector<TrackId> found;
  if (track >= view.tracks().size()) return found;
  const TrackInfo& own = view.tracks()[track];
  if (own.isPlots) return found;
  for (const TrackInfo& other : view.tracks()) {
    if (other.id == track || other.isPlots || other.count == 0) continue;
    const bool isEqual = other.source != own.source && ((own.icao24 >= 0 && other.icao24 == own.icao24) ||
                                                        (!own.uid.empty() && other.uid == own.uid));
    const auto verdict = overlay.isEmpty() ? std::nullopt : overlay.verdict(view, track, other.id);
    if (verdict ? *verdict == AssociationOverlay::Verdict::Same : isEqual) found.push_back(other.id);
  }
  return found;
}

}  // namespace sorami
