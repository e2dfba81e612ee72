// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/NetworkFloors.h"

#include <functional>
#include <string>
#include <vector>

namespace sorami {

/// A place where a sensor could stand.
struct AdvisorCandidate {
  LatLon position;
  std::string name;
};

/// An area that is to be covered.
struct AdvisorArea {
  std::vector<LatLon> ring;
  double weight = 1;  ///< of its ground against that of other areas, > 0
};

/// What the advisor is asked.
struct AdvisorRequest {
  SensorParameters sensor;  ///< of the sensor to be placed
  std::vector<AdvisorCandidate> candidates;
  std::vector<AdvisorArea> areas;
  std::vector<AltitudeLevel> levels;  ///< all count alike
  int count = 3;                      ///< sensors to be placed, 1 … 32
  double k = 4.0 / 3.0;
  FloorQuality quality = FloorQuality::Preview;
  std::size_t cells = 12'000;  ///< all areas together
};

/// One place that is proposed.
struct AdvisorProposal {
  std::size_t candidate = 0;  ///< index into the request's
  double gain = 0;            ///< weighted m², mean over the levels, beyond all before it
  std::vector<double> area;   ///< m² added at each level, unweighted
};

struct AdvisorResult {
  std::vector<AdvisorProposal> proposals;  ///< best first; fewer when nothing more is gained
  double total = 0;                        ///< weighted m² there is to be covered
  double before = 0;  ///< covered by the sensors that stand already, mean over the levels
  double after = 0;   ///< with the proposals
  /// What the best possible choice of as many places cannot exceed, weighted m² added, and the share of it
  /// that these are sure to reach: never less than 1 − 1/e (Nemhauser, Wolsey and Fisher 1978), mostly far
  /// more, as the gains that are left over show.
  double bound = 0;
  double guarantee = 1;
  std::size_t tried = 0;  ///< candidates that could be looked at so far
  bool final = false;
  std::vector<std::string> problems;  ///< candidates that could not be computed
};

/// Proposes places one after the other, each the one that adds most (lazy greedy: a gain that was found
/// earlier can only have shrunk, so most need not be found again). `show` is given what is best so far while
/// candidates are still being computed. Errors: nothing asked for, areas that make no grid, "cancelled".
Result<AdvisorResult> advise(const AdvisorRequest& request, std::span<const NetworkSensor> standing,
                             const TerrainPtr& terrain, std::stop_token stop = {},
                             const std::function<void(double, const AdvisorResult&)>& show = {});

/// The greedy choice itself: sets of elements (bits) with weights. Gives the chosen sets with their gains,
/// and the bound on the best possible.
struct GreedyChoice {
  std::vector<std::size_t> sets;
  std::vector<double> gains;
  double bound = 0;
};
GreedyChoice greedyCover(const std::vector<std::vector<std::uint64_t>>& sets,
                         const std::vector<double>& weights, int count);

/// Places all over an area, about `count` of them on a regular grid.
std::vector<AdvisorCandidate> candidatesInArea(std::span<const LatLon> ring, std::size_t count);
/// The high ground of an area: points higher than all about them, those that stand out most first, no two
/// closer than a thirtieth of the area's width.
std::vector<AdvisorCandidate> candidatesOnHighGround(std::span<const LatLon> ring, const Terrain& terrain,
                                                     std::size_t count);

}  // namespace sorami
