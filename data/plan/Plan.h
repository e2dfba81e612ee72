// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"
#include "data/ingest/Report.h"
#include "data/plan/Battery.h"
#include "data/plan/Narrative.h"
#include "data/plan/PlanLayers.h"
#include "data/plan/PlanObjects.h"
#include "data/plan/SensorParameters.h"
#include "data/plan/Storyboard.h"
#include "data/plan/TrackEdit.h"

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
  std::string track;                      ///< name of a recorded or live track it rides on; empty: none
  std::vector<Outage> outages;            ///< when it is out of service; rising `from`
  double engagementRange = 0;             ///< m, greatest range of the battery's envelopes; 0 none
  std::string owner;                      ///< a nation or service; empty: ours
  std::vector<std::string> releasableTo;  ///< partners that may see it
  std::string group;
  bool locked = false;
  bool hidden = false;
  bool active = true;  ///< false: switched off, whatever the time; see isInService()
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
  double marginDb = 30;           ///< clear-air fade margin, microwave only
  std::vector<Outage> outages{};  ///< when it is out of service; rising `from`
  bool operator==(const Link&) const = default;
};

/// The planner's document: a value. Edited only through commands that replace one version by the next.
struct Plan {
  static constexpr int kSchema = 4;
  std::string name;
  std::string marking = "EXERCISE · NOTIONAL DATA";
  std::vector<Site> sites;
  std::vector<Link> links;
  std::vector<Area> areas;
  std::vector<Threat> threats;
  std::vector<Drawing> drawings;
  Storyboard storyboard;
  std::vector<NarrativeEntry> narrative;  ///< by time
  std::vector<TrackEdit> trackEdits;      ///< one a track
  std::vector<double> altitudeDetents;    ///< m AMSL offered by the altitude slider
  std::vector<LayerLook> layers;          ///< those whose look was changed, in drawing order
  std::vector<MapFile> maps;
  std::vector<SourceMark> sources;  ///< of recordings, as far as partners may see them
  std::optional<DisplaySettings> display;

  const Site* site(const std::string& id) const;
  const Link* link(const std::string& id) const;
  const Area* area(const std::string& id) const;
  const Threat* threat(const std::string& id) const;
  const Drawing* drawing(const std::string& id) const;
  /// What positions are called out from: the first bullseye that is not hidden; null without one.
  const Drawing* bullseye() const;
  bool operator==(const Plan&) const = default;
};
using PlanPtr = std::shared_ptr<const Plan>;

/// The greatest range of a battery's envelopes, m; 0 when it has none.
double greatestRange(const Battery& battery);

/// One thing that was wrong with a plan's text: its JSON path, and what was done about it.
struct PlanProblem {
  std::string where;  ///< `/sites/3/lat`
  std::string what;
  bool operator==(const PlanProblem&) const = default;
};

/// A plan that was opened as far as it could be.
struct OpenedPlan {
  Plan plan;
  std::vector<PlanProblem> problems;  ///< what is left out or was replaced by a default; the first thousand
  std::size_t problemCount = 0;
  int schema = Plan::kSchema;  ///< of the text
  /// The text is of a newer schema: what this program does not know is not in the plan, so saving it over the
  /// original would lose that.
  bool isNewer() const { return schema > Plan::kSchema; }
};

/// Opens a plan's JSON text (schemas 1 to 4) as far as it goes: a damaged member falls back to its default,
/// an element that has lost what it cannot do without is left out, a text that breaks off is read up to
/// there; each is listed. An error only where nothing can be read. `name` is the file's, for messages.
Result<OpenedPlan> openPlanText(const std::string& json, const std::string& name);
/// The same from a `.soplan` file.
Result<OpenedPlan> openPlan(const std::string& path);

/// Reads a plan's JSON text and takes no damage: the first problem is the error, with its JSON path. Unknown
/// members are ignored, a newer schema is refused.
Result<Plan> parsePlan(const std::string& json, const std::string& name);
/// The plan as JSON text, keys sorted, one member a line, members at their default left out: the same plan
/// gives the same bytes.
std::string planToJson(const Plan& plan);

/// Reads a `.soplan` file as parsePlan() does.
Result<Plan> readPlan(const std::string& path);
/// Writes atomically: a temporary file beside it, then a rename.
Status writePlan(const Plan& plan, const std::string& path);

}  // namespace sorami
