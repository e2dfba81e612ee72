// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"
#include "data/ingest/Report.h"

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

/// A radar's geometry and parameters as the planner edits them. The first picture uses the geometry; the
/// radar equation uses the rest.
struct SensorParameters {
  double antennaHeight = 15;  ///< m above ground; above MSL for airborne
  bool antennaIsMsl = false;
  double instrumentedRange = 400e3;  ///< m
  double elevationMinDeg = -1;
  double elevationMaxDeg = 20;
  double sectorCentreDeg = 0;   ///< deg true
  double sectorWidthDeg = 360;  ///< 360 = all round
  double frequencyHz = 0;
  double peakPowerW = 0;
  double pulseWidthS = 0;
  double gainDbi = 0;
  double systemTemperatureK = 600;
  double lossesDb = 10;
  int pulsesIntegrated = 8;
  double scanPeriodS = 10;  ///< 0: electronically scanned
  bool operator==(const SensorParameters&) const = default;
};

struct Site {
  std::string id;  ///< unique in the plan, never shown
  std::string name;
  SiteKind kind = SiteKind::LongRangeRadar;
  LatLon position;
  Affiliation affiliation = Affiliation::Friend;
  std::optional<SensorParameters> sensor;
  double engagementRange = 0;  ///< m, notional footprint of a battery; 0 none
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
  bool operator==(const Link&) const = default;
};

/// The planner's document: a value. Edited only through commands that replace one version by the next.
struct Plan {
  static constexpr int kSchema = 1;
  std::string name;
  std::string marking = "EXERCISE · NOTIONAL DATA";
  std::vector<Site> sites;
  std::vector<Link> links;
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
