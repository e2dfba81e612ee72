// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Release.h"

#include <algorithm>
#include <set>

namespace sorami {
namespace {

constexpr const char* kAll = "ALL";

template <typename T>
bool isFor(const T& t, const std::string& partner) {
  return isReleasedTo(t.owner, t.releasableTo, partner);
}

}  // namespace

bool isReleasedTo(const std::string& owner, const std::vector<std::string>& to, const std::string& partner) {
  return owner == partner ||
         std::any_of(to.begin(), to.end(), [&](const std::string& p) { return p == partner || p == kAll; });
}

Plan releasedTo(const Plan& plan, const std::string& partner) {
  Plan next = plan;
  const auto drop = [&](auto& list) {
    std::erase_if(list, [&](const auto& t) { return !isFor(t, partner); });
  };
  drop(next.sites);
  drop(next.areas);
  drop(next.threats);
  drop(next.drawings);
  drop(next.maps);
  drop(next.sources);
  std::set<std::string> sites;
  for (Site& s : next.sites) {
    sites.insert(s.id);
    if (s.owner != partner) s.note.clear();
  }
  std::erase_if(next.links, [&](const Link& l) { return !sites.contains(l.from) || !sites.contains(l.to); });
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
