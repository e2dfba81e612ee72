// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Association.h"

#include "data/core/Units.h"
#include "data/store/Queries.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <unordered_map>

namespace sorami {
namespace {

/// Positions farther apart than this in time say nothing of the instant between them.
constexpr Micros kLongestGap = 60 * kSecond;
/// The sky is searched for neighbours at so many instants of the recording.
constexpr int kLooks = 24;
constexpr std::size_t kMostPairs = 20'000;

double distance(double latA, double lonA, double latB, double lonB) {
  const double sinLat = std::sin(degToRad(latB - latA) / 2);
  const double sinLon = std::sin(degToRad(lonB - lonA) / 2);
  const double h = sinLat * sinLat + std::cos(degToRad(latA)) * std::cos(degToRad(latB)) * sinLon * sinLon;
  return 2 * 6371008.8 * std::asin(std::min(1.0, std::sqrt(h)));
}

struct Place {
  double lat = 0;
  double lon = 0;
  float baro = kNoFloat;
  float geo = kNoFloat;
};

std::optional<Place> placeAt(const std::vector<Sample>& samples, UtcTime t) {
  const auto after = std::lower_bound(samples.begin(), samples.end(), t,
                                      [](const Sample& s, UtcTime at) { return s.time < at; });
  if (after == samples.end()) return std::nullopt;
  if (after->time == t) return Place{after->lat, after->lon, after->baroAltitude, after->geoAltitude};
  if (after == samples.begin()) return std::nullopt;
  const Sample& a = *(after - 1);
  const Sample& b = *after;
  if (b.time - a.time > kLongestGap) return std::nullopt;
  const double part = static_cast<double>(t - a.time) / static_cast<double>(b.time - a.time);
  const auto mixed = [part](float x, float y) { return static_cast<float>(x + part * (y - x)); };
  return Place{a.lat + part * (b.lat - a.lat), wrapLongitude(a.lon + part * wrapLongitude(b.lon - a.lon)),
               mixed(a.baroAltitude, b.baroAltitude), mixed(a.geoAltitude, b.geoAltitude)};
}

class Associator {
 public:
  Associator(const StoreView& view, const AssociationRules& rules, std::stop_token stop)
      : m_view(view), m_rules(rules), m_stop(std::move(stop)), m_system(view.tracks().size(), -1) {}

  Associations run() {
    findCertain();
    suggest();
    return std::move(m_result);
  }

 private:
  static std::string addressText(std::int32_t address) {
    char text[16];
    std::snprintf(text, sizeof text, "%06X", static_cast<unsigned>(address));
    return text;
  }

  void findCertain() {
    std::map<std::string, std::vector<TrackId>> groups;
    for (const TrackInfo& track : m_view.tracks()) {
      if (track.isPlots) continue;
      // 000000 and FFFFFF are nobody's; an address that is not ICAO's may be anybody's.
      const bool genuine =
          track.icao24 > 0 && track.icao24 < 0xFFFFFF && track.nativeId.kind != IdKind::NonIcao24;
      if (genuine)
        groups["ICAO address " + addressText(track.icao24)].push_back(track.id);
      else if (track.nativeId.kind == IdKind::Text && !track.uid.empty())
        groups["uid " + track.uid].push_back(track.id);
    }
    for (auto& [reason, members] : groups) {
      std::set<std::uint16_t> sources;
      for (const TrackId id : members) sources.insert(m_view.tracks()[id].source);
      if (sources.size() < 2) continue;
      for (const TrackId id : members) m_system[id] = static_cast<int>(m_result.certain.size());
      m_result.certain.push_back({members, reason});
    }
  }

  bool mayBeOne(const TrackInfo& a, const TrackInfo& b) const {
    if (a.isPlots || b.isPlots || a.source == b.source || a.id == b.id) return false;
    if (m_system[a.id] >= 0 && m_system[a.id] == m_system[b.id]) return false;
    // Two different addresses are two aircraft, however near they fly.
    if (a.icao24 > 0 && b.icao24 > 0 && a.icao24 != b.icao24) return false;
    if (a.domain != Domain::Unknown && b.domain != Domain::Unknown && a.domain != b.domain) return false;
    return a.first <= b.last && b.first <= a.last;
  }

  void suggest() {
    std::set<std::pair<TrackId, TrackId>> pairs;
    const auto offer = [&](TrackId a, TrackId b) {
      if (pairs.size() < kMostPairs && mayBeOne(m_view.tracks()[a], m_view.tracks()[b]))
        pairs.insert(std::minmax(a, b));
    };
    std::map<std::string, std::vector<TrackId>> byCallsign;
    for (const TrackInfo& track : m_view.tracks())
      if (!track.callsign.empty() && !track.isPlots) byCallsign[track.callsign].push_back(track.id);
    for (const auto& [callsign, ids] : byCallsign)
      for (std::size_t i = 0; i < ids.size() && ids.size() < 64; ++i)
        for (std::size_t j = i + 1; j < ids.size(); ++j) offer(ids[i], ids[j]);
    offerNeighbours(offer);
    for (const auto& [a, b] : pairs) {
      if (m_stop.stop_requested()) return;
      compare(m_view.tracks()[a], m_view.tracks()[b]);
    }
    std::stable_sort(m_result.suggested.begin(), m_result.suggested.end(),
                     [](const AssociationSuggestion& x, const AssociationSuggestion& y) {
                       const bool xNamed = x.reason.starts_with("call sign");
                       const bool yNamed = y.reason.starts_with("call sign");
                       if (xNamed != yNamed) return xNamed;
                       return x.distance < y.distance;
                     });
    if (m_result.suggested.size() > m_rules.most) m_result.suggested.resize(m_rules.most);
  }

  /// Pairs that were near each other at some instant, found through cells of about twice that size.
  template <typename Offer>
  void offerNeighbours(Offer&& offer) {
    const TimeRange range = m_view.timeline();
    if (!range.isValid()) return;
    const double cell = 2 * m_rules.nearDistance / 111'195;
    std::vector<TrackState> states;
    for (int look = 0; look < kLooks && !m_stop.stop_requested(); ++look) {
      const UtcTime t = range.begin + range.length() * (2 * look + 1) / (2 * kLooks);
      stateAt(m_view, t, states, m_stop);
      std::map<std::pair<int, int>, std::vector<const TrackState*>> grid;
      const auto keyOf = [cell](const LatLon& p) {
        const double wide = cell / std::max(std::cos(degToRad(p.lat)), 0.05);
        return std::pair{static_cast<int>(std::floor(p.lat / cell)),
                         static_cast<int>(std::floor(p.lon / wide))};
      };
      for (const TrackState& state : states) {
        if (state.phase != TrackPhase::Live || m_view.tracks()[state.track].isPlots) continue;
        const auto [row, column] = keyOf(state.position);
        for (int i = -1; i <= 1; ++i)
          for (int j = -1; j <= 1; ++j) {
            const auto found = grid.find({row + i, column + j});
            if (found == grid.end()) continue;
            for (const TrackState* other : found->second)
              if (distance(state.position.lat, state.position.lon, other->position.lat,
                           other->position.lon) <= m_rules.nearDistance)
                offer(state.track, other->track);
          }
        grid[{row, column}].push_back(&state);
      }
    }
  }

  const std::vector<Sample>& samplesOf(const TrackInfo& track) {
    if (m_samples.size() > 512) m_samples.clear();
    auto [found, isNew] = m_samples.try_emplace(track.id);
    if (isNew) {
      found->second = history(m_view, track.id, {track.first, track.last}, m_stop);
      std::erase_if(found->second, [](const Sample& s) { return (s.flags & kOutlier) != 0; });
    }
    return found->second;
  }

  void compare(const TrackInfo& a, const TrackInfo& b) {
    const UtcTime begin = std::max(a.first, b.first);
    const UtcTime end = std::min(a.last, b.last);
    const std::vector<Sample> ofA = samplesOf(a);
    const std::vector<Sample>& ofB = samplesOf(b);
    AssociationSuggestion s;
    s.a = a.id;
    s.b = b.id;
    std::vector<double> distances;
    for (int i = 0; i < m_rules.instants; ++i) {
      const UtcTime t = begin + (end - begin) * (2 * i + 1) / (2 * m_rules.instants);
      const auto at = placeAt(ofA, t);
      const auto bt = placeAt(ofB, t);
      if (!at || !bt) continue;
      ++s.compared;
      const double apart = distance(at->lat, at->lon, bt->lat, bt->lon);
      distances.push_back(apart);
      // Only heights of one kind can be compared.
      const bool sameHeight = !(std::abs(at->baro - bt->baro) > m_rules.nearHeight) &&
                              !(std::abs(at->geo - bt->geo) > m_rules.nearHeight);
      if (apart <= m_rules.nearDistance && sameHeight) ++s.near;
    }
    const bool sameCallsign = !a.callsign.empty() && a.callsign == b.callsign;
    const int least = sameCallsign ? 1 : 3;
    if (s.compared < least || s.near < m_rules.share * s.compared) return;
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    s.distance = *middle;
    char text[96];
    std::snprintf(text, sizeof text, "near each other at %d of %d instants, %.0f m apart", s.near, s.compared,
                  s.distance);
    s.reason = (sameCallsign ? "call sign " + a.callsign + ", " : std::string()) + text;
    m_result.suggested.push_back(std::move(s));
  }

  const StoreView& m_view;
  const AssociationRules m_rules;
  std::stop_token m_stop;
  std::vector<int> m_system;  ///< index of the system track each track belongs to, -1 none
  std::unordered_map<TrackId, std::vector<Sample>> m_samples;
  Associations m_result;
};

}  // namespace

Associations associate(const StoreView& view, const AssociationRules& rules, std::stop_token stop) {
  return Associator(view, rules, std::move(stop)).run();
}

}  // namespace sorami
