// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace sorami {

enum class PlanItemKind : std::uint8_t { Site, Link, Area, Threat, Drawing };

/// Names one object of a plan: what is selected, moved, grouped or copied.
struct PlanItem {
  PlanItemKind kind = PlanItemKind::Site;
  std::string id;
  auto operator<=>(const PlanItem&) const = default;
};
using PlanItems = std::vector<PlanItem>;

bool contains(const PlanItems& items, const PlanItem& item);
/// Every object of the plan, sites first.
PlanItems allItems(const Plan& plan);
/// Whether the plan holds it.
bool holds(const Plan& plan, const PlanItem& item);
/// What a link between two sites is called: `Sado – Control centre`.
std::string linkName(const Site& from, const Site& to);
/// A site's, area's or threat's name, a drawing's text, a link's ends; may be empty.
std::string nameOf(const Plan& plan, const PlanItem& item);
/// True when both hold it and it is the same in both; of a link, its ends too.
bool isSameIn(const Plan& a, const Plan& b, const PlanItem& item);
/// What it stands on: a site's position, a link's two ends, the points of the others.
std::vector<LatLon> pointsOf(const Plan& plan, const PlanItem& item);
bool isLocked(const Plan& plan, const PlanItem& item);
bool isHidden(const Plan& plan, const PlanItem& item);
/// Empty when it is in none; links have no group.
std::string groupOf(const Plan& plan, const PlanItem& item);

}  // namespace sorami
