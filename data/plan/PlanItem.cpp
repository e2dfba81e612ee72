// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/PlanItem.h"

#include <algorithm>

namespace sorami {
namespace {

/// Calls `f` with the site, area, threat or drawing an item names; the default when there is none, or it is a
/// link.
template <typename R, typename F>
R withMarked(const Plan& plan, const PlanItem& item, R fallback, F f) {
  switch (item.kind) {
    case PlanItemKind::Site:
      if (const Site* s = plan.site(item.id)) return f(*s);
      break;
    case PlanItemKind::Area:
      if (const Area* a = plan.area(item.id)) return f(*a);
      break;
    case PlanItemKind::Threat:
      if (const Threat* t = plan.threat(item.id)) return f(*t);
      break;
    case PlanItemKind::Drawing:
      if (const Drawing* d = plan.drawing(item.id)) return f(*d);
      break;
    case PlanItemKind::Link:
      break;
  }
  return fallback;
}

/// The object of an id, looked for from `hint` on, where it was found the last time: lists are asked for in
/// their order, and two versions of a plan hold most objects at one place.
template <typename T>
const T* findFrom(const std::vector<T>& list, const std::string& id, std::size_t& hint) {
  const std::size_t n = list.size();
  for (std::size_t i = 0, at = hint < n ? hint : 0; i < n; ++i, at = at + 1 == n ? 0 : at + 1) {
    if (list[at].id != id) continue;
    hint = at;
    return &list[at];
  }
  return nullptr;
}

template <typename T>
bool isSame(const std::vector<T>& a, const std::vector<T>& b, const std::string& id) {
  thread_local std::size_t hint = 0;
  const T* inA = findFrom(a, id, hint);
  const T* inB = inA ? findFrom(b, id, hint) : nullptr;
  return inB && (inA == inB || *inA == *inB);
}

}  // namespace

bool isSameIn(const Plan& a, const Plan& b, const PlanItem& item) {
  switch (item.kind) {
    case PlanItemKind::Site:
      return isSame(a.sites, b.sites, item.id);
    case PlanItemKind::Area:
      return isSame(a.areas, b.areas, item.id);
    case PlanItemKind::Threat:
      return isSame(a.threats, b.threats, item.id);
    case PlanItemKind::Drawing:
      return isSame(a.drawings, b.drawings, item.id);
    case PlanItemKind::Link:
      break;
  }
  if (!isSame(a.links, b.links, item.id)) return false;
  const Link& link = *a.link(item.id);
  return (!a.site(link.from) || isSame(a.sites, b.sites, link.from)) &&
         (!a.site(link.to) || isSame(a.sites, b.sites, link.to));
}

bool contains(const PlanItems& items, const PlanItem& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

PlanItems allItems(const Plan& plan) {
  PlanItems items;
  for (const Site& s : plan.sites) items.push_back({PlanItemKind::Site, s.id});
  for (const Link& l : plan.links) items.push_back({PlanItemKind::Link, l.id});
  for (const Area& a : plan.areas) items.push_back({PlanItemKind::Area, a.id});
  for (const Threat& t : plan.threats) items.push_back({PlanItemKind::Threat, t.id});
  for (const Drawing& d : plan.drawings) items.push_back({PlanItemKind::Drawing, d.id});
  return items;
}

bool holds(const Plan& plan, const PlanItem& item) {
  if (item.kind == PlanItemKind::Link) return plan.link(item.id) != nullptr;
  return withMarked(plan, item, false, [](const auto&) { return true; });
}

std::string linkName(const Site& from, const Site& to) {
  return from.name + " – " + to.name;
}

std::string nameOf(const Plan& plan, const PlanItem& item) {
  if (item.kind == PlanItemKind::Drawing) {
    const Drawing* d = plan.drawing(item.id);
    return d ? d->text : std::string();
  }
  if (item.kind == PlanItemKind::Link) {
    const Link* l = plan.link(item.id);
    const Site* from = l ? plan.site(l->from) : nullptr;
    const Site* to = l ? plan.site(l->to) : nullptr;
    return from && to ? linkName(*from, *to) : std::string();
  }
  if (item.kind == PlanItemKind::Site) {
    const Site* s = plan.site(item.id);
    return s ? s->name : std::string();
  }
  if (item.kind == PlanItemKind::Area) {
    const Area* a = plan.area(item.id);
    return a ? a->name : std::string();
  }
  const Threat* t = plan.threat(item.id);
  return t ? t->name : std::string();
}

std::vector<LatLon> pointsOf(const Plan& plan, const PlanItem& item) {
  switch (item.kind) {
    case PlanItemKind::Site:
      if (const Site* s = plan.site(item.id)) return {s->position};
      break;
    case PlanItemKind::Link: {
      const Link* l = plan.link(item.id);
      const Site* from = l ? plan.site(l->from) : nullptr;
      const Site* to = l ? plan.site(l->to) : nullptr;
      if (from && to) return {from->position, to->position};
      break;
    }
    case PlanItemKind::Area:
      if (const Area* a = plan.area(item.id)) return a->ring;
      break;
    case PlanItemKind::Threat:
      if (const Threat* t = plan.threat(item.id)) return t->path;
      break;
    case PlanItemKind::Drawing:
      if (const Drawing* d = plan.drawing(item.id)) return d->points;
      break;
  }
  return {};
}

bool isLocked(const Plan& plan, const PlanItem& item) {
  return withMarked(plan, item, false, [](const auto& t) { return t.locked; });
}

bool isHidden(const Plan& plan, const PlanItem& item) {
  return withMarked(plan, item, false, [](const auto& t) { return t.hidden; });
}

std::string groupOf(const Plan& plan, const PlanItem& item) {
  return withMarked(plan, item, std::string(), [](const auto& t) { return t.group; });
}

}  // namespace sorami
