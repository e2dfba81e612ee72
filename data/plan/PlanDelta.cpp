// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/PlanDelta.h"

#include <algorithm>
#include <utility>

namespace sorami {
namespace {

using Offset = std::ptrdiff_t;

/// Everything of a plan but its lists, which are thousands of objects: they are not copied to be dropped.
Plan headOf(const Plan& plan) {
  // One name a member: a member that is added to Plan and forgotten here does not compile.
  const auto& [name, marking, sites, links, areas, threats, drawings, storyboard, narrative, trackEdits,
               altitudeDetents, layers, maps, sources, display] = plan;
  Plan head;
  head.name = name;
  head.marking = marking;
  head.storyboard = storyboard;
  head.narrative = narrative;
  head.trackEdits = trackEdits;
  head.altitudeDetents = altitudeDetents;
  head.layers = layers;
  head.maps = maps;
  head.sources = sources;
  head.display = display;
  return head;
}

}  // namespace

template <typename T>
void PlanDelta::Patch<T>::find(const std::vector<T>& before, const std::vector<T>& after) {
  if (before.size() == after.size()) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (!(before[i] == after[i])) parts.push_back({i, {before[i]}, {after[i]}});
    }
    return;
  }
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < most && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  const auto between = [&](const std::vector<T>& list) {
    return std::vector<T>(list.begin() + static_cast<Offset>(head), list.end() - static_cast<Offset>(tail));
  };
  parts.push_back({head, between(before), between(after)});
}

template <typename T>
void PlanDelta::Patch<T>::apply(std::vector<T>& list, bool forward) const {
  for (const Part& part : parts) {
    const std::vector<T>& from = forward ? part.before : part.after;
    const std::vector<T>& to = forward ? part.after : part.before;
    const auto at = list.begin() + static_cast<Offset>(part.at);
    if (from.size() == to.size()) {
      std::copy(to.begin(), to.end(), at);
    } else {
      list.insert(list.erase(at, at + static_cast<Offset>(from.size())), to.begin(), to.end());
    }
  }
}

template <typename T>
std::size_t PlanDelta::Patch<T>::objects() const {
  std::size_t n = 0;
  for (const Part& part : parts) n += part.before.size() + part.after.size();
  return n;
}

PlanDelta::PlanDelta(const Plan& before, const Plan& after)
    : m_before(headOf(before)), m_after(headOf(after)) {
  m_sites.find(before.sites, after.sites);
  m_links.find(before.links, after.links);
  m_areas.find(before.areas, after.areas);
  m_threats.find(before.threats, after.threats);
  m_drawings.find(before.drawings, after.drawings);
}

Plan PlanDelta::undone(const Plan& after) const {
  Plan plan = m_before;
  const auto take = [&](auto member, const auto& patch) {
    plan.*member = after.*member;
    patch.apply(plan.*member, false);
  };
  take(&Plan::sites, m_sites);
  take(&Plan::links, m_links);
  take(&Plan::areas, m_areas);
  take(&Plan::threats, m_threats);
  take(&Plan::drawings, m_drawings);
  return plan;
}

Plan PlanDelta::redone(const Plan& before) const {
  Plan plan = m_after;
  const auto take = [&](auto member, const auto& patch) {
    plan.*member = before.*member;
    patch.apply(plan.*member, true);
  };
  take(&Plan::sites, m_sites);
  take(&Plan::links, m_links);
  take(&Plan::areas, m_areas);
  take(&Plan::threats, m_threats);
  take(&Plan::drawings, m_drawings);
  return plan;
}

bool PlanDelta::isEmpty() const {
  return objects() == 0 && m_before == m_after;
}

std::size_t PlanDelta::objects() const {
  return m_sites.objects() + m_links.objects() + m_areas.objects() + m_threats.objects() +
         m_drawings.objects();
}

}  // namespace sorami
