// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/TrackPairs.h"

#include "data/geo/Geodesic.h"
#include "data/store/Motion.h"
#include "data/store/Queries.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

namespace sorami {
namespace {

/// Instants looked at to find which tracks go the same way.
constexpr int kInstants = 24;

bool overlap(const TrackInfo& a, const TrackInfo& b) {
  return a.first <= b.last && b.first <= a.last;
}

/// What identifies a track whoever reports it; empty when nothing does.
std::vector<std::string> namesOf(const TrackInfo& t) {
  std::vector<std::string> names;
  const auto address = [](unsigned long long value) {
    char text[40];
    std::snprintf(text, sizeof text, "ICAO address %06llX", value);
    return std::string(text);
  };
  if (t.icao24 >= 0) {
    names.push_back(address(static_cast<unsigned long long>(t.icao24)));
  } else if (t.nativeId.kind == IdKind::Icao24) {
    names.push_back(address(t.nativeId.value));
  }
  if (!t.uid.empty()) names.push_back("uid " + t.uid);
  if (!t.callsign.empty()) names.push_back("call sign " + t.callsign);
  return names;
}

void addFigures(const StoreView& view, TrackPair& pair, std::stop_token stop) {
  std::vector<PairSample> samples = pairSamples(view, pair.first, pair.second, stop);
  pair.compared = samples.size();
  if (samples.empty()) return;
  std::sort(samples.begin(), samples.end(),
            [](const PairSample& a, const PairSample& b) { return a.distance < b.distance; });
  pair.median = samples[samples.size() / 2].distance;
  pair.p95 = samples[std::min(samples.size() - 1, samples.size() * 95 / 100)].distance;
  pair.greatest = samples.back().distance;
  pair.greatestAt = samples.back().time;
}

}  // namespace

std::vector<PairSample> pairSamples(const StoreView& view, TrackId first, TrackId second,
                                    std::stop_token stop) {
  std::vector<PairSample> out;
  const auto tracks = view.tracks();
  if (first >= tracks.size() || second >= tracks.size()) return out;
  const TimeRange both{std::max(tracks[first].first, tracks[second].first),
                       std::min(tracks[first].last, tracks[second].last)};
  if (both.end < both.begin) return out;
  const auto without = [](std::vector<Sample> all) {
    std::erase_if(all, [](const Sample& s) { return (s.flags & kOutlier) != 0; });
    return all;
  };
  const Micros gap = MotionRules::of(tracks[second]).gap;
  const std::vector<Sample> a = without(history(view, first, both, stop));
  const std::vector<Sample> b = without(history(view, second, {both.begin - gap, both.end + gap}, stop));
  std::size_t k = 0;
  for (const Sample& s : a) {
    while (k + 1 < b.size() && b[k + 1].time <= s.time) ++k;
    if (b.empty() || b[k].time > s.time) continue;
    const Sample& p = b[k];
    const bool isLast = k + 1 == b.size();
    if (isLast && p.time != s.time) break;
    // At a report of its own nothing is between.
    const Sample& q = isLast || p.time == s.time ? p : b[k + 1];
    if (q.time - p.time > gap) continue;
    const double f =
        q.time == p.time ? 0 : static_cast<double>(s.time - p.time) / static_cast<double>(q.time - p.time);
    const LatLon at{p.lat + (q.lat - p.lat) * f, wrapLongitude(p.lon + wrapLongitude(q.lon - p.lon) * f)};
    PairSample sample;
    sample.time = s.time;
    sample.distance = geodesic({s.lat, s.lon}, at).distance;
    const auto mixed = [f](float x, float y) {
      return static_cast<double>(x) + f * static_cast<double>(y - x);
    };
    sample.height = mixed(p.baroAltitude, q.baroAltitude) - static_cast<double>(s.baroAltitude);
    const bool sameGeo = (s.flags & kGeoIsMsl) == (p.flags & kGeoIsMsl);
    if (std::isnan(sample.height) && sameGeo) {
      sample.height = mixed(p.geoAltitude, q.geoAltitude) - static_cast<double>(s.geoAltitude);
    }
    out.push_back(sample);
  }
  return out;
}

TrackComparison compareTracks(const StoreView& view, const std::vector<std::uint16_t>& firstSources,
                              const std::vector<std::uint16_t>& secondSources, double near,
                              std::stop_token stop) {
  const auto tracks = view.tracks();
  const auto of = [&](const std::vector<std::uint16_t>& sources) {
    std::vector<TrackId> ids;
    for (const TrackInfo& t : tracks) {
      if (t.isPlots || t.count == 0) continue;
      if (std::find(sources.begin(), sources.end(), t.source) != sources.end()) ids.push_back(t.id);
    }
    return ids;
  };
  const std::vector<TrackId> a = of(firstSources);
  const std::vector<TrackId> b = of(secondSources);
  std::vector<bool> taken(tracks.size(), false);
  TrackComparison result;
  // Identity first: the track of the same name that was there longest together.
  std::multimap<std::string, TrackId> byName;
  for (const TrackId id : b)
    for (const std::string& name : namesOf(tracks[id])) byName.emplace(name, id);
  for (const TrackId id : a) {
    if (stop.stop_requested()) return {};
    TrackPair best;
    Micros longest = -1;
    for (const std::string& name : namesOf(tracks[id])) {
      const auto [begin, end] = byName.equal_range(name);
      for (auto it = begin; it != end; ++it) {
        if (it->second == id || taken[it->second] || !overlap(tracks[id], tracks[it->second])) continue;
        const Micros together = std::min(tracks[id].last, tracks[it->second].last) -
                                std::max(tracks[id].first, tracks[it->second].first);
        if (together > longest) {
          longest = together;
          best = {id, it->second, name, 0, 0, 0, 0, {}};
        }
      }
      if (best.first != kNoTrack) break;
    }
    if (best.first == kNoTrack || taken[id]) continue;
    taken[best.first] = taken[best.second] = true;
    result.pairs.push_back(std::move(best));
  }
  // The rest by where they were: at each of a few instants the nearest one gets a vote.
  TimeRange all;
  for (const TrackId id : a) {
    if (taken[id]) continue;
    all.include(tracks[id].first);
    all.include(tracks[id].last);
  }
  std::map<std::pair<TrackId, TrackId>, int> votes;
  std::vector<int> there(tracks.size(), 0);
  std::vector<std::uint8_t> side(tracks.size(), 0);
  for (const TrackId id : a) side[id] = taken[id] ? 0 : 1;
  for (const TrackId id : b) side[id] = taken[id] || side[id] == 1 ? 0 : 2;
  if (all.isValid()) {
    std::vector<TrackState> states;
    for (int i = 0; i < kInstants && !stop.stop_requested(); ++i) {
      stateAt(view, all.begin + all.length() * (2 * i + 1) / (2 * kInstants), states, stop);
      std::vector<const TrackState*> others;
      for (const TrackState& s : states)
        if (side[s.track] == 2) others.push_back(&s);
      const auto byLat = [](const TrackState* x, const TrackState* y) {
        return x->position.lat < y->position.lat;
      };
      std::sort(others.begin(), others.end(), byLat);
      const double reach = near / 110'000;  // deg of latitude, generously
      for (const TrackState& s : states) {
        if (side[s.track] != 1) continue;
        ++there[s.track];
        auto from = std::lower_bound(others.begin(), others.end(), s.position.lat - reach,
                                     [](const TrackState* x, double lat) { return x->position.lat < lat; });
        const TrackState* nearest = nullptr;
        double least = near;
        for (; from != others.end() && (*from)->position.lat <= s.position.lat + reach; ++from) {
          const double d = geodesic(s.position, (*from)->position).distance;
          if (d <= least) {
            least = d;
            nearest = *from;
          }
        }
        if (nearest != nullptr) ++votes[{s.track, nearest->track}];
      }
    }
  }
  std::vector<std::pair<std::pair<TrackId, TrackId>, int>> ranked(votes.begin(), votes.end());
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& x, const auto& y) { return x.second > y.second; });
  for (const auto& [ids, count] : ranked) {
    if (taken[ids.first] || taken[ids.second] || 2 * count < there[ids.first]) continue;
    taken[ids.first] = taken[ids.second] = true;
    result.pairs.push_back({ids.first, ids.second, "same way", 0, 0, 0, 0, {}});
  }
  for (TrackPair& pair : result.pairs) {
    if (stop.stop_requested()) return {};
    addFigures(view, pair, stop);
  }
  std::stable_sort(result.pairs.begin(), result.pairs.end(),
                   [](const TrackPair& x, const TrackPair& y) { return x.median > y.median; });
  for (const TrackId id : a)
    if (!taken[id]) result.onlyFirst.push_back(id);
  for (const TrackId id : b)
    if (!taken[id]) result.onlySecond.push_back(id);
  return result;
}

}  // namespace sorami
