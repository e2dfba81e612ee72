// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/LinkLoss.h"
#include "data/coverage/network/NetworkFloors.h"
#include "data/geo/Terrain.h"
#include "data/plan/Plan.h"

#include <QString>

#include <cstdint>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// What has become of a link.
enum class LinkState : std::uint8_t {
  Up,
  Grazing,  ///< up, but terrain is within 0.6 of the first Fresnel zone: some of the margin is spent
  Off,      ///< switched off
  EndOff,   ///< one of its sites is switched off
  Blocked,  ///< terrain takes more than the margin
  RainOut,  ///< rain takes what terrain left of the margin
  Unknown,  ///< terrain between its ends is not known; it counts as up
  Broken,   ///< one of its ends is not in the plan
};
bool isUp(LinkState state);
/// `up`, `grazing`, `off`, `end off`, `blocked`, `rain`, `unknown`, `broken`.
const char* linkStateName(LinkState state);

/// One link as it stands.
struct LinkReport {
  std::string link;
  LinkState state = LinkState::Up;
  double length = 0;         ///< m
  double clearance = 0;      ///< least share of the first Fresnel radius; microwave with terrain only
  LatLon worst;              ///< where that is
  double worstDistance = 0;  ///< m from the first end
  LossModel model = LossModel::None;  ///< what the next two are by
  double freeSpaceDb = 0;             ///< of the length
  double terrainDb = 0;               ///< beyond it, dB
  bool doubtful = false;              ///< the model doubts its own answer
  double rainDb = 0;                  ///< at the rate asked for, dB
  double marginDb = 0;                ///< what is left, dB
  double rainRateOut = 0;             ///< mm/h at which nothing is left; +inf beyond 250
};

/// Effective length of a path through rain, m: P.530-17 eqs. 32–33, with the rate in the place of R0.01.
double rainPathLength(double length, double rainRate, double exponent, double frequencyHz);

/// Judges every link of a plan, in its order. Microwave: line of sight over the terrain profile with 0.6 of
/// the first Fresnel zone (P.526), loss by the model asked for (an aircraft's by P.528), rain by P.838 over
/// the effective path (vertical polarisation, level path). Satellite and cable only need their ends.
std::vector<LinkReport> examineLinks(const Plan& plan, const TerrainPtr& terrain,
                                     const LinkConditions& conditions, std::stop_token stop = {});

/// In words: why a link does not work, or what is left of a microwave link's margin; empty where there is
/// nothing to say.
QString linkNote(const Plan& plan, const Link& link, const LinkReport& report,
                 const LinkConditions& conditions);

/// Switches of the plan applied to what was found out of its links (in its order): terrain and rain stay,
/// only what is on and off differs.
void applySwitches(const Plan& plan, std::vector<LinkReport>& links);

/// The plan's sites and links as a graph: which sensors reach a control centre that works. Relays and centres
/// pass on what comes in; other sites only send their own.
class NetworkTopology {
 public:
  NetworkTopology(const Plan& plan, const std::vector<LinkReport>& links);

  /// Things that can fail: active sensors, relays, centres, and links that are up.
  struct Element {
    bool isLink = false;
    std::string id;
    std::string name;  ///< `Sado`, `Sado – Control centre Central`
  };
  const std::vector<Element>& elements() const { return m_elements; }
  /// False when the plan has no control centre: then every sensor counts by itself.
  bool hasCentres() const { return m_hasCentres; }

  /// Which of `sites` reach a centre while `failed` elements (ascending indexes) are out.
  SensorSet reaching(const std::vector<std::string>& sites, std::span<const int> failed = {}) const;

  /// The same prepared for many questions about the same sensors.
  class Asker {
   public:
    Asker(const NetworkTopology& topology, const std::vector<std::string>& sites);
    /// Writes 1 for each site that reaches a centre.
    void reaching(std::span<const int> failed, SensorSet& out);

   private:
    const NetworkTopology& m_t;
    std::vector<int> m_nodeOf;
    std::vector<std::uint8_t> m_nodeDown, m_linkDown, m_reached;
    std::vector<int> m_open;
  };

 private:
  struct Node {
    bool active = false;
    bool isCentre = false;
    bool passesOn = false;
    int element = -1;
    std::vector<std::pair<int, int>> links;  ///< other node, edge
  };
  std::vector<Element> m_elements;
  std::vector<int> m_elementNode;  ///< −1: a link
  std::vector<int> m_elementEdge;
  std::vector<Node> m_nodes;
  std::vector<std::string> m_ids;
  int m_edges = 0;
  bool m_hasCentres = false;
};

/// Loss of coverage when things fail together.
struct FailureSet {
  std::vector<int> elements;  ///< of NetworkTopology::elements(), ascending
  double lost = 0;            ///< m² no longer covered at the level
};

/// The worst things that can happen to a network.
struct FailureReport {
  AltitudeLevel level;
  double covered = 0;                ///< m² with everything working
  std::vector<FailureSet> single;    ///< every element, worst first
  std::vector<FailureSet> worst[3];  ///< sets of one, two, three, the worst `keep` of each
  bool exact[3] = {true, true, true};
  std::size_t tried = 0;  ///< sets looked at
  std::string note;       ///< what was not looked at; empty when every set was
};

/// How far the search goes.
struct FailureOptions {
  int most = 3;                    ///< elements failing together, 1 … 3
  std::size_t keep = 20;           ///< sets reported of each size
  std::size_t budget = 2'000'000;  ///< sets looked at; beyond it only the elements that matter most are
};

/// Coverage lost by every set of up to three failures, over the cells of `floors`. Exact while the number of
/// sets is within the budget; else among the elements with the greatest loss by themselves or in a pair, and
/// `note` says so. `counts` masks sensors that do not count anyway.
FailureReport analyseFailures(const NetworkFloors& floors, const NetworkTopology& topology,
                              const AltitudeLevel& level, const FailureOptions& options = {},
                              std::stop_token stop = {}, const std::function<void(double)>& progress = {});

}  // namespace sorami
