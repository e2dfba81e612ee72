// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/Gaps.h"
#include "data/coverage/network/Links.h"
#include "data/coverage/network/NetworkFloors.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sorami {

/// What an analysis of a network is made from.
struct NetworkInput {
  Plan plan;     ///< as it serves at the moment
  UtcTime time;  ///< the moment, for what is said of outages; invalid: none
  TerrainPtr terrain;
  std::vector<NetworkSensor> sensors;  ///< with their fields as far as there are any
  AltitudeLevel level;
  LinkConditions conditions;
  std::vector<std::string> off;  ///< sites and links switched off for trial
  bool inFeet = false;           ///< its tables are at round altitudes in feet, not in metres
  bool connectedOnly = true;     ///< only what reaches a working centre counts
  int gapOrder = 1;              ///< places that fewer sensors see are gaps, 1 … 3
  std::size_t cells = 12'000;    ///< of an area's grid
};

/// One area of interest; the first one of a report is all the sensors reach, with an empty id.
struct AreaReport {
  std::string id;
  std::string name;
  CoverShare now;
  std::vector<CoverShare> byAltitude;  ///< at rising altitudes
  GapReport gaps;                      ///< none for the first
};

/// A line of the what-if board.
struct BoardRow {
  std::string id;
  std::string name;
  bool isLink = false;
  bool isOn = true;      ///< false: switched off for trial
  bool isInPlan = true;  ///< false: switched off in the plan itself; the board cannot help
  bool isOut = false;    ///< out of service at the moment: off only for a time; `note` says how long
  bool reaches = true;   ///< a sensor: it reaches a working centre; a link: it is up
  LinkState state = LinkState::Up;
  double loss = 0;  ///< m² lost were it to fail; what switching it on again brings, when it is off
  std::string note;
};

struct NetworkReport {
  AltitudeLevel level;
  std::vector<AreaReport> areas;
  std::vector<LinkReport> links;       ///< in the plan's order, with the trial's switches
  std::vector<BoardRow> board;         ///< worst loss first
  std::vector<std::string> unreached;  ///< active sensors that do not count
  bool hasCentres = false;
  std::size_t fieldsMissing = 0;  ///< sensors whose coverage is still being computed
};

/// Keeps what stays the same from one analysis to the next: grids, and each sensor's cells on them. One
/// analysis at a time uses it.
class NetworkCache {
 public:
  NetworkCache();
  ~NetworkCache();
  /// `key`: names the area; `ring` empty: over `box`.
  Result<NetworkFloorsPtr> floors(const std::string& key, const std::vector<LatLon>& ring, const GeoBox& box,
                                  const NetworkInput& input, std::stop_token stop);
  const std::vector<LinkReport>& links(const Plan& plan, const NetworkInput& input, std::stop_token stop);

 private:
  struct State;
  std::unique_ptr<State> d;
};

/// The plan with the trial's switches applied.
Plan planOfTrial(const Plan& plan, const std::vector<std::string>& off);

/// All of it; a stop gives "cancelled".
Result<NetworkReport> analyseNetwork(const NetworkInput& input, NetworkCache& cache,
                                     std::stop_token stop = {});

}  // namespace sorami
