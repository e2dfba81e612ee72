// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"
#include "data/ingest/Report.h"
#include "data/plan/Battery.h"
#include "data/plan/PlanObjects.h"
#include "data/plan/SensorParameters.h"
#include "data/plan/Storyboard.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// What stands at a site; decides its symbol, its preset form and whether it has coverage.
enum class SiteKind : std::uint8_t {
  LongRangeRadar,
  GapFillerRadar,
  TerminalRadar,
  AirborneRadar,
  ShipRadar,
  SectorRadar,     ///< the sector radar of an air-defence battery
  SecondaryRadar,  ///< SSR or ADS-B receiver
  Passive,
  Battery,  ///< Patriot-like launcher site
  ControlCentre,
  Relay,
};

/// A thing that stands, floats or flies and belongs to the plan.
struct Site {
  std::string id;  ///< unique in the plan, never shown
  std::string name;
  SiteKind kind = SiteKind::LongRangeRadar;
  LatLon position;
  Affiliation affiliation = Affiliation::Friend;
  std::optional<SensorParameters> sensor;
  std::optional<Battery> battery;
  std::vector<Waypoint> route;            ///< moving sites: where they are when; rising time
  double engagementRange = 0;             ///< m, greatest range of the battery's envelopes; 0 none
  std::string owner;                      ///< a nation or service; empty: ours
  std::vector<std::string> releasableTo;  ///< partners that may see it
  std::string group;
  bool locked = false;
  bool hidden = false;
  bool active = true;
  bool notional = true;
  std::string note;
  bool operator==(const Site&) const = default;
};

/// How two sites are joined.
enum class LinkKind : std::uint8_t { Microwave, Satellite, Cable };

struct Link {
  std::string id;
  std::string from;  ///< Site::id
  std::string to;
  LinkKind kind = LinkKind::Microwave;
  bool active = true;
  double frequencyHz = 7.5e9;    ///< microwave only
  double antennaHeightFrom = 0;  ///< m above ground, microwave only; 0: 30 m
  double antennaHeightTo = 0;
  double marginDb = 30;  ///< clear-air fade margin, microwave only
  bool operator==(const Link&) const = default;
};

/// The planner's document: a value. Edited only through commands that replace one version by the next.
struct Plan {
  static constexpr int kSchema = 1;
  std::string name;
  std::string marking = "EXERCISE · NOTIONAL DATA";
  std::vector<Site> sites;
  std::vector<Link> links;
  std::vector<Area> areas;
  std::vector<Threat> threats;
  std::vector<Drawing> drawings;
  Storyboard storyboard;
  std::vector<double> altitudeDetents;  ///< m AMSL offered by the altitude slider

  const Site* site(const std::string& id) const;
  bool operator==(const Plan&) const = default;
};
using PlanPtr = std::shared_ptr<const Plan>;

/// Reads a plan's JSON text (schema 1). What is damaged is named with its JSON path; unknown members are
/// ignored, a newer schema is refused. `name` is the file's, for messages.
Result<Plan> parsePlan(const std::string& json, const std::string& name);
/// The plan as JSON text, keys sorted, one member a line: the same plan gives the same bytes.
std::string planToJson(const Plan& plan);

/// Reads a `.soplan` file.
Result<Plan> readPlan(const std::string& path);
/// Writes atomically: a temporary file beside it, then a rename.
Status writePlan(const Plan& plan, const std::string& path);

}  // namespace sorami
