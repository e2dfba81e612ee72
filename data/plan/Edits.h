// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/PlanItem.h"

#include <functional>
#include <optional>
#include <string>

/// Edits of a plan: pure functions that make the next version from one. None of them changes what is locked,
/// apart from setLocked() and removing a site's links with it.
namespace sorami::edits {

/// An id no object of the plan has: `prefix-1`, `prefix-2`, …
std::string freshId(const Plan& plan, const std::string& prefix);
/// `base` with the first number that gives a name no object has: `Radar 1`, …
std::string freshName(const Plan& plan, const std::string& base);

/// The object is replaced where its id is there, else added at the end.
Plan withSite(Plan plan, const Site& site);
Plan withLink(Plan plan, const Link& link);
Plan withArea(Plan plan, const Area& area);
Plan withThreat(Plan plan, const Threat& threat);
Plan withDrawing(Plan plan, const Drawing& drawing);

/// Without the items; the links of removed sites go too.
Plan removed(const Plan& plan, const PlanItems& items);

/// Moved by what takes `from` to `to`: distances and bearings from there stay as they were from here, so that
/// shapes keep their size anywhere on the ellipsoid. Routes go along; links follow their sites.
Plan moved(const Plan& plan, const PlanItems& items, LatLon from, LatLon to);

enum class Align : std::uint8_t { North, South, East, West, Latitude, Longitude };
/// Brings items to the northernmost latitude, the easternmost longitude, …, or to the mean of either. Needs
/// two or more that can move; else the plan as it is.
Plan aligned(const Plan& plan, const PlanItems& items, Align how);
/// Evenly between the two outermost, along a latitude (west to east) or a longitude (south to north).
Plan spread(const Plan& plan, const PlanItems& items, bool westToEast);

/// The items alone, as a plan of their own: what the clipboard carries. Links only with both their sites.
Plan extracted(const Plan& plan, const PlanItems& items);
/// With all of `clip` added under new ids, moved so that its middle is at `at`, or by a little to the
/// south-east where nothing is given. `made` gets what was added.
Plan pasted(const Plan& plan, const Plan& clip, std::optional<LatLon> at, PlanItems* made = nullptr);
/// The middle of all points of a plan; nothing when it has none.
std::optional<LatLon> middleOf(const Plan& plan);

Plan setGroup(const Plan& plan, const PlanItems& items, const std::string& group);
Plan setLocked(const Plan& plan, const PlanItems& items, bool locked);
Plan setHidden(const Plan& plan, const PlanItems& items, bool hidden);
/// Sites and links; the others have no switch.
Plan setActive(const Plan& plan, const PlanItems& items, bool active);
Plan renamed(const Plan& plan, const PlanItem& item, const std::string& name);
/// Every site among the items changed by `change`.
Plan changedSites(const Plan& plan, const PlanItems& items, const std::function<void(Site&)>& change);
/// The items and all that share a group with one of them.
PlanItems withGroups(const Plan& plan, const PlanItems& items);

}  // namespace sorami::edits
