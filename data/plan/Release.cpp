// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Release.h"

#include "data/geo/Geodesic.h"
#include "data/geo/UserMaps.h"

#include <algorithm>
#include <set>

namespace sorami {
namespace {

constexpr const char* kAll = "ALL";

template <typename T>
bool isFor(const T& t, const std::string& partner) {
  return isReleasedTo(t.owner, t.releasableTo, partner);
}

/// Names and places of what a partner does not see.
class Withheld {
 public:
  void add(const std::string& name, const std::vector<LatLon>& places) {
    // A letter or two is in every text.
    if (name.size() > 2) m_names.push_back(name);
    m_places.insert(m_places.end(), places.begin(), places.end());
  }
  bool isNamedIn(const std::string& text) const {
    return !text.empty() && std::any_of(m_names.begin(), m_names.end(), [&](const std::string& name) {
      return text.find(name) != std::string::npos;
    });
  }
  bool isAt(LatLon place) const {
    return std::any_of(m_places.begin(), m_places.end(),
                       [&](LatLon p) { return geodesic(p, place).distance < kBeside; });
  }

 private:
  static constexpr double kBeside = 2000;  // m
  std::vector<std::string> m_names;
  std::vector<LatLon> m_places;
};

}  // namespace

bool isReleasedTo(const std::string& owner, const std::vector<std::string>& to, const std::string& partner) {
  return owner == partner ||
         std::any_of(to.begin(), to.end(), [&](const std::string& p) { return p == partner || p == kAll; });
}

Plan releasedTo(const Plan& plan, const std::string& partner, const SeesTrack& seesTrack) {
  Plan next = plan;
  Withheld withheld;
  const auto drop = [&](auto& list, const auto& nameAndPlace) {
    std::erase_if(list, [&](const auto& t) {
      const bool gone = !isFor(t, partner);
      if (gone) nameAndPlace(t);
      return gone;
    });
    // Who else may see it is not theirs to know.
    for (auto& t : list)
      std::erase_if(t.releasableTo, [&](const std::string& p) { return p != partner && p != kAll; });
  };
  drop(next.sites, [&](const Site& s) { withheld.add(s.name, {s.position}); });
  drop(next.areas, [&](const Area& a) { withheld.add(a.name, {}); });
  drop(next.threats, [&](const Threat& t) { withheld.add(t.name, t.path); });
  drop(next.drawings, [&](const Drawing& d) { withheld.add(d.text, d.points); });
  std::set<std::string> layers;
  drop(next.maps, [&](const MapFile& map) { layers.insert(layerIdOf(map.path)); });
  std::erase_if(next.layers, [&](const LayerLook& look) { return layers.contains(look.id); });
  drop(next.sources, [&](const SourceMark& s) { withheld.add(s.source, {}); });
  const auto sees = [&](const TrackRef& track) { return seesTrack && seesTrack(track); };
  std::set<std::string> sites;
  for (Site& s : next.sites) {
    sites.insert(s.id);
    if (!s.track.empty() && !sees({IdKind::None, 0, {}, s.track, {}})) s.track.clear();
    if (s.owner == partner) continue;
    s.note.clear();
    for (Outage& outage : s.outages) outage.reason.clear();
    if (!s.battery) continue;
    for (Stock& stock : s.battery->stocks) {
      for (StockChange& change : stock.changes) change.note.clear();
    }
  }
  std::erase_if(next.links, [&](const Link& l) { return !sites.contains(l.from) || !sites.contains(l.to); });
  for (Link& link : next.links) {
    if (next.site(link.from)->owner == partner && next.site(link.to)->owner == partner) continue;
    for (Outage& outage : link.outages) outage.reason.clear();
  }
  // What we say of tracks is laid over the recording itself, where the partner sees it.
  next.trackEdits.clear();
  std::erase_if(next.narrative, [&](const NarrativeEntry& e) { return withheld.isNamedIn(e.text); });
  for (StoryStep& step : next.storyboard.steps) {
    step.notes.clear();
    std::erase_if(step.hiddenLayers, [&](const std::string& id) { return layers.contains(id); });
    for (std::string* words : {&step.title, &step.words, &step.filter}) {
      if (withheld.isNamedIn(*words)) words->clear();
    }
    std::erase_if(step.highlights, [&](const TrackRef& track) { return !sees(track); });
    std::erase_if(step.callouts, [&](const Callout& c) {
      return withheld.isNamedIn(c.text) || (c.track ? !sees(*c.track) : withheld.isAt(c.place));
    });
  }
  return next;
}

std::vector<std::string> partnersOf(const Plan& plan) {
  std::set<std::string> found;
  const auto read = [&](const auto& list) {
    for (const auto& t : list) {
      found.insert(t.owner);
      found.insert(t.releasableTo.begin(), t.releasableTo.end());
    }
  };
  read(plan.sites);
  read(plan.areas);
  read(plan.threats);
  read(plan.drawings);
  read(plan.maps);
  read(plan.sources);
  found.erase(std::string());
  found.erase(kAll);
  return {found.begin(), found.end()};
}

}  // namespace sorami
