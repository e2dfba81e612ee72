// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/detection/Explain.h"
#include "data/coverage/network/Links.h"
#include "data/coverage/network/NetworkFloors.h"

#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// What a sensor of a plan has to say about a point, and whether that reaches a centre.
struct PointSight {
  std::string site;
  std::string name;
  Result<Sight> sight;
  bool reachesCentre = true;
};

/// A target as a point is asked about with.
struct PointTarget {
  double rcs = 0;  ///< m²; 0: each sensor's own
  /// Deg true it flies, for sensors that know its cross-section by aspect; nothing: as the sensor takes it.
  std::optional<double> headingDeg;
};

/// What sees a point at an altitude (m AMSL) and what does not, and why: those that see it first, then by
/// range. Sensors that are switched off are left out.
std::vector<PointSight> explainPoint(const Plan& plan, const TerrainPtr& terrain, LatLon point,
                                     double altitude, const LinkConditions& conditions = {},
                                     const PointTarget& target = {}, std::stop_token stop = {});

/// How bad a finding is.
enum class FindingLevel : std::uint8_t { Note, Warning, Fault };

/// Something in a plan that is wrong, or looks it.
struct Finding {
  FindingLevel level = FindingLevel::Warning;
  /// For programs: `same-place`, `same-name`, `redundant`, `gap`, `under-water`, `no-terrain`, `unreachable`,
  /// `link-blocked`, `link-broken`, `unit`, `impossible`, `far-away`.
  std::string code;
  std::string subject;  ///< id of the site, link or area
  std::string name;
  std::string text;  ///< a sentence without full stop
};

struct CheckOptions {
  LinkConditions conditions;
  std::vector<double> altitudes = {300, 1000, 3000};  ///< m AMSL at which gaps are looked for
  double mostUncovered = 0.02;                        ///< share of an area that may be open
};

/// Findings from the plan's figures, the terrain and the links alone.
std::vector<Finding> checkPlan(const Plan& plan, const TerrainPtr& terrain, const CheckOptions& options);
/// Findings from coverage: blind gaps in areas, sensors that add next to nothing.
std::vector<Finding> checkCoverage(const Plan& plan, std::span<const NetworkSensor> sensors,
                                   const TerrainPtr& terrain, const CheckOptions& options,
                                   std::stop_token stop = {});

}  // namespace sorami
