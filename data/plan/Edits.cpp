// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Edits.h"

#include "data/core/Units.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace sorami::edits {
namespace {

constexpr double kPasteShift = 5'000;  // m: far enough to be seen beside the original

template <typename T>
void put(std::vector<T>& list, const T& t) {
  for (T& each : list) {
    if (each.id != t.id) continue;
    each = t;
    return;
  }
  list.push_back(t);
}

/// Calls `f` with each site, area, threat and drawing among the items.
template <typename F>
void forEachMarked(Plan& plan, const PlanItems& items, F f) {
  const std::set<PlanItem> wanted(items.begin(), items.end());
  const auto all = [&](auto& list, PlanItemKind kind) {
    for (auto& t : list) {
      if (wanted.contains({kind, t.id})) f(t);
    }
  };
  all(plan.sites, PlanItemKind::Site);
  all(plan.areas, PlanItemKind::Area);
  all(plan.threats, PlanItemKind::Threat);
  all(plan.drawings, PlanItemKind::Drawing);
}

template <typename F>
void forEachPoint(Site& s, F f) {
  f(s.position);
  for (Waypoint& w : s.route) f(w.position);
}
template <typename F>
void forEachPoint(Area& a, F f) {
  for (LatLon& p : a.ring) f(p);
}
template <typename F>
void forEachPoint(Threat& t, F f) {
  for (LatLon& p : t.path) f(p);
}
template <typename F>
void forEachPoint(Drawing& d, F f) {
  for (LatLon& p : d.points) f(p);
}

/// The mean of directions from the earth's centre, so that the dateline is no edge.
class Mean {
 public:
  void add(LatLon p) {
    const double lat = degToRad(p.lat);
    const double lon = degToRad(p.lon);
    m_x += std::cos(lat) * std::cos(lon);
    m_y += std::cos(lat) * std::sin(lon);
    m_z += std::sin(lat);
  }
  std::optional<LatLon> get() const {
    if (m_x * m_x + m_y * m_y + m_z * m_z < 1e-12) return std::nullopt;
    return LatLon{radToDeg(std::atan2(m_z, std::hypot(m_x, m_y))), radToDeg(std::atan2(m_y, m_x))};
  }

 private:
  double m_x = 0;
  double m_y = 0;
  double m_z = 0;
};

template <typename T>
LatLon middle(T t) {
  Mean mean;
  LatLon first;
  forEachPoint(t, [&](LatLon& p) {
    mean.add(p);
    first = p;
  });
  return mean.get().value_or(first);
}

template <typename T>
void shift(T& t, LatLon from, LatLon to) {
  if (from == to) return;
  forEachPoint(t, [&](LatLon& p) {
    // What stands where the hand took it goes exactly where the hand goes.
    const GeodesicLine away = geodesic(from, p);
    p = away.distance < 1e-6 ? to : geodesicPoint(to, away.azimuthFromDeg, away.distance);
  });
}

/// Where each item that can move stands.
std::map<PlanItem, LatLon> middles(const Plan& plan, const PlanItems& items) {
  std::map<PlanItem, LatLon> found;
  for (const PlanItem& item : items) {
    if (item.kind == PlanItemKind::Link || isLocked(plan, item) || !holds(plan, item)) continue;
    Mean mean;
    for (const LatLon& p : pointsOf(plan, item)) mean.add(p);
    if (const auto at = mean.get()) found[item] = *at;
  }
  return found;
}

Plan movedEach(Plan plan, const std::map<PlanItem, LatLon>& from, const std::map<PlanItem, LatLon>& to) {
  for (const auto& [item, at] : from) {
    forEachMarked(plan, {item}, [&, begin = at, end = to.at(item)](auto& t) { shift(t, begin, end); });
  }
  return plan;
}

/// Longitudes about a middle, so that the dateline is no edge.
double unwrapped(double lon, double about) {
  return about + wrapLongitude(lon - about);
}

std::string uniqueName(const std::set<std::string>& taken, const std::string& name) {
  if (name.empty() || !taken.contains(name)) return name;
  // `Radar 3` copied is `Radar 4`, `Oki` copied is `Oki 2`.
  const std::size_t space = name.find_last_of(' ');
  std::string base = name;
  if (space != std::string::npos && space + 1 < name.size() &&
      name.find_first_not_of("0123456789", space + 1) == std::string::npos) {
    base = name.substr(0, space);
  }
  for (int i = 2;; ++i) {
    const std::string next = base + " " + std::to_string(i);
    if (!taken.contains(next)) return next;
  }
}

template <typename T>
std::set<std::string> idsOf(const std::vector<T>& list) {
  std::set<std::string> ids;
  for (const T& t : list) ids.insert(t.id);
  return ids;
}

std::set<std::string> namesOf(const Plan& plan) {
  std::set<std::string> names;
  for (const Site& s : plan.sites) names.insert(s.name);
  for (const Area& a : plan.areas) names.insert(a.name);
  for (const Threat& t : plan.threats) names.insert(t.name);
  return names;
}

std::string freshIn(const std::set<std::string>& ids, const std::string& prefix, std::size_t first) {
  for (std::size_t i = first;; ++i) {
    std::string id = prefix + "-" + std::to_string(i);
    if (!ids.contains(id)) return id;
  }
}

}  // namespace

std::string freshId(const Plan& plan, const std::string& prefix) {
  std::set<std::string> ids;
  for (const PlanItem& item : allItems(plan)) ids.insert(item.id);
  return freshIn(ids, prefix, 1);
}

std::string freshName(const Plan& plan, const std::string& base) {
  const std::set<std::string> taken = namesOf(plan);
  for (int i = 1;; ++i) {
    std::string name = base + " " + std::to_string(i);
    if (!taken.contains(name)) return name;
  }
}

Plan withSite(Plan plan, const Site& site) {
  put(plan.sites, site);
  return plan;
}
Plan withLink(Plan plan, const Link& link) {
  put(plan.links, link);
  return plan;
}
Plan withArea(Plan plan, const Area& area) {
  put(plan.areas, area);
  return plan;
}
Plan withThreat(Plan plan, const Threat& threat) {
  put(plan.threats, threat);
  return plan;
}
Plan withDrawing(Plan plan, const Drawing& drawing) {
  put(plan.drawings, drawing);
  return plan;
}

Plan removed(const Plan& plan, const PlanItems& items) {
  const std::set<PlanItem> gone(items.begin(), items.end());
  Plan next = plan;
  const auto take = [&](auto& list, PlanItemKind kind) {
    std::erase_if(list, [&](const auto& t) {
      return gone.contains({kind, t.id}) && !isLocked(plan, {kind, t.id});
    });
  };
  take(next.sites, PlanItemKind::Site);
  take(next.links, PlanItemKind::Link);
  take(next.areas, PlanItemKind::Area);
  take(next.threats, PlanItemKind::Threat);
  take(next.drawings, PlanItemKind::Drawing);
  const std::set<std::string> sites = idsOf(next.sites);
  std::erase_if(next.links, [&](const Link& l) { return !sites.contains(l.from) || !sites.contains(l.to); });
  return next;
}

Plan moved(const Plan& plan, const PlanItems& items, LatLon from, LatLon to) {
  Plan next = plan;
  forEachMarked(next, items, [&](auto& t) {
    if (!t.locked) shift(t, from, to);
  });
  return next;
}

Plan aligned(const Plan& plan, const PlanItems& items, Align how) {
  const std::map<PlanItem, LatLon> from = middles(plan, items);
  if (from.size() < 2) return plan;
  const double about = from.begin()->second.lon;
  double north = -90;
  double south = 90;
  double east = -1e9;
  double west = 1e9;
  double lat = 0;
  double lon = 0;
  for (const auto& [item, p] : from) {
    const double x = unwrapped(p.lon, about);
    north = std::max(north, p.lat);
    south = std::min(south, p.lat);
    east = std::max(east, x);
    west = std::min(west, x);
    lat += p.lat / static_cast<double>(from.size());
    lon += x / static_cast<double>(from.size());
  }
  std::map<PlanItem, LatLon> to = from;
  for (auto& [item, p] : to) {
    switch (how) {
      case Align::North:
        p.lat = north;
        break;
      case Align::South:
        p.lat = south;
        break;
      case Align::East:
        p.lon = wrapLongitude(east);
        break;
      case Align::West:
        p.lon = wrapLongitude(west);
        break;
      case Align::Latitude:
        p.lat = lat;
        break;
      case Align::Longitude:
        p.lon = wrapLongitude(lon);
        break;
    }
  }
  return movedEach(plan, from, to);
}

Plan spread(const Plan& plan, const PlanItems& items, bool westToEast) {
  const std::map<PlanItem, LatLon> from = middles(plan, items);
  if (from.size() < 3) return plan;
  const double about = from.begin()->second.lon;
  const auto along = [&](LatLon p) { return westToEast ? unwrapped(p.lon, about) : p.lat; };
  std::vector<PlanItem> order;
  for (const auto& [item, p] : from) order.push_back(item);
  std::stable_sort(order.begin(), order.end(), [&](const PlanItem& a, const PlanItem& b) {
    return along(from.at(a)) < along(from.at(b));
  });
  const double first = along(from.at(order.front()));
  const double last = along(from.at(order.back()));
  std::map<PlanItem, LatLon> to = from;
  for (std::size_t i = 1; i + 1 < order.size(); ++i) {
    const double at = first + (last - first) * static_cast<double>(i) / static_cast<double>(order.size() - 1);
    if (westToEast) {
      to[order[i]].lon = wrapLongitude(at);
    } else {
      to[order[i]].lat = at;
    }
  }
  return movedEach(plan, from, to);
}

Plan extracted(const Plan& plan, const PlanItems& items) {
  const std::set<PlanItem> wanted(items.begin(), items.end());
  Plan clip;
  clip.marking = plan.marking;
  const auto take = [&](const auto& list, PlanItemKind kind, auto& into) {
    for (const auto& t : list) {
      if (wanted.contains({kind, t.id})) into.push_back(t);
    }
  };
  take(plan.sites, PlanItemKind::Site, clip.sites);
  take(plan.areas, PlanItemKind::Area, clip.areas);
  take(plan.threats, PlanItemKind::Threat, clip.threats);
  take(plan.drawings, PlanItemKind::Drawing, clip.drawings);
  // A link whose two sites are both taken comes along, chosen or not.
  const std::set<std::string> sites = idsOf(clip.sites);
  for (const Link& l : plan.links) {
    if (sites.contains(l.from) && sites.contains(l.to)) clip.links.push_back(l);
  }
  return clip;
}

std::optional<LatLon> middleOf(const Plan& plan) {
  Mean mean;
  for (const Site& s : plan.sites) mean.add(s.position);
  for (const Area& a : plan.areas) mean.add(middle(a));
  for (const Threat& t : plan.threats) mean.add(middle(t));
  for (const Drawing& d : plan.drawings) mean.add(middle(d));
  return mean.get();
}

Plan pasted(const Plan& plan, const Plan& clip, std::optional<LatLon> at, PlanItems* made) {
  Plan next = plan;
  const std::optional<LatLon> from = middleOf(clip);
  const LatLon to = at && from ? *at : from ? geodesicPoint(*from, 135, kPasteShift) : LatLon{};
  std::set<std::string> names = namesOf(plan);
  std::map<std::string, std::string> siteIds;
  std::map<std::string, std::string> groups;
  const auto add = [&](const auto& from1, auto& into, PlanItemKind kind, const char* prefix) {
    std::set<std::string> ids = idsOf(into);
    for (auto t : from1) {
      const std::string old = t.id;
      if (ids.contains(t.id)) t.id = freshIn(ids, prefix, into.size() + 1);
      ids.insert(t.id);
      if (kind == PlanItemKind::Site) siteIds[old] = t.id;
      if constexpr (requires { t.name; }) {
        t.name = uniqueName(names, t.name);
        names.insert(t.name);
      }
      if (!t.group.empty()) {
        // Copies are a group of their own.
        std::string& group = groups[t.group];
        if (group.empty()) {
          group = t.group;
          for (int i = 2; std::any_of(plan.sites.begin(), plan.sites.end(),
                                      [&](const Site& s) { return s.group == group; }) ||
                          std::any_of(plan.drawings.begin(), plan.drawings.end(),
                                      [&](const Drawing& d) { return d.group == group; });
               ++i) {
            group = t.group + " " + std::to_string(i);
          }
        }
        t.group = group;
      }
      t.locked = false;
      if (from) shift(t, *from, to);
      if (made) made->push_back({kind, t.id});
      into.push_back(std::move(t));
    }
  };
  add(clip.sites, next.sites, PlanItemKind::Site, "site");
  add(clip.areas, next.areas, PlanItemKind::Area, "area");
  add(clip.threats, next.threats, PlanItemKind::Threat, "threat");
  add(clip.drawings, next.drawings, PlanItemKind::Drawing, "drawing");
  std::set<std::string> linkIds = idsOf(next.links);
  for (Link l : clip.links) {
    if (!siteIds.contains(l.from) || !siteIds.contains(l.to)) continue;
    l.from = siteIds[l.from];
    l.to = siteIds[l.to];
    if (linkIds.contains(l.id)) l.id = freshIn(linkIds, "link", next.links.size() + 1);
    linkIds.insert(l.id);
    next.links.push_back(std::move(l));
  }
  return next;
}

Plan setGroup(const Plan& plan, const PlanItems& items, const std::string& group) {
  Plan next = plan;
  forEachMarked(next, items, [&](auto& t) { t.group = group; });
  return next;
}

Plan setLocked(const Plan& plan, const PlanItems& items, bool locked) {
  Plan next = plan;
  forEachMarked(next, items, [&](auto& t) { t.locked = locked; });
  return next;
}

Plan setHidden(const Plan& plan, const PlanItems& items, bool hidden) {
  Plan next = plan;
  forEachMarked(next, items, [&](auto& t) { t.hidden = hidden; });
  return next;
}

Plan setActive(const Plan& plan, const PlanItems& items, bool active) {
  Plan next = plan;
  for (Site& s : next.sites) {
    if (contains(items, {PlanItemKind::Site, s.id}) && !s.locked) s.active = active;
  }
  for (Link& l : next.links) {
    if (contains(items, {PlanItemKind::Link, l.id})) l.active = active;
  }
  return next;
}

Plan renamed(const Plan& plan, const PlanItem& item, const std::string& name) {
  Plan next = plan;
  forEachMarked(next, {item}, [&](auto& t) {
    if (t.locked) return;
    if constexpr (requires { t.name; }) {
      t.name = name;
    } else {
      t.text = name;
    }
  });
  return next;
}

Plan changedSites(const Plan& plan, const PlanItems& items, const std::function<void(Site&)>& change) {
  const std::set<PlanItem> wanted(items.begin(), items.end());
  Plan next = plan;
  for (Site& s : next.sites) {
    if (s.locked || !wanted.contains({PlanItemKind::Site, s.id})) continue;
    change(s);
    if (s.battery) s.engagementRange = greatestRange(*s.battery);
  }
  return next;
}

PlanItems withGroups(const Plan& plan, const PlanItems& items) {
  std::set<std::string> groups;
  for (const PlanItem& item : items) {
    if (std::string group = groupOf(plan, item); !group.empty()) groups.insert(std::move(group));
  }
  if (groups.empty()) return items;
  PlanItems all = items;
  const std::set<PlanItem> have(items.begin(), items.end());
  for (const PlanItem& item : allItems(plan)) {
    if (!have.contains(item) && groups.contains(groupOf(plan, item))) all.push_back(item);
  }
  return all;
}

}  // namespace sorami::edits
