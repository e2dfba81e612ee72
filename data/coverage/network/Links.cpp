// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/Links.h"

#include "data/core/Translate.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/physics/Attenuation.h"
#include "data/coverage/physics/Diffraction.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/geo/Geodesic.h"
#include "data/plan/PlanItem.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

namespace sorami {
namespace {

constexpr double kMastHeight = 30;     ///< m, where the plan names none
constexpr double kFree = 0.6;          ///< of the first Fresnel radius (P.526-15 section 2)
constexpr double kHeaviestRain = 250;  ///< mm/h
constexpr double kVertical = std::numbers::pi / 2;

double rainLoss(const Link& link, double length, double rate) {
  if (!(rate > 0)) return 0;
  const double frequency = std::max(link.frequencyHz, 1e9);
  // Specific attenuation at two rates gives the exponent.
  const double here = physics::rainAttenuation(frequency, rate, 0, kVertical);
  const double twice = physics::rainAttenuation(frequency, 2 * rate, 0, kVertical);
  if (!(here > 0)) return 0;
  const double exponent = std::log2(twice / here);
  return here * rainPathLength(length, rate, exponent, frequency) / 1000;
}

/// Fills in what the path does to the link; false when its terrain is not known.
bool followPath(const Link& link, const Site& from, const Site& to, const Terrain* terrain,
                const LinkConditions& conditions, LinkReport& report) {
  const double k = conditions.k;
  const GeodesicLine line = geodesic(from.position, to.position);
  // Without terrain the earth is a smooth sea, which bulges all the same.
  const double finest = terrain ? terrain->finestCell(from.position, std::max(1000.0, line.distance)) : 1000;
  const double cell = std::max(30.0, finest);
  const int count = std::clamp(static_cast<int>(line.distance / cell) + 2, 16, 4000);
  const std::vector<LatLon> path = geodesicPath(from.position, to.position, count);
  std::vector<float> ground(path.size(), 0.0F);
  if (terrain) terrain->heightsAt(path, ground);
  std::vector<double> distances, heights;
  bool known = true;
  for (std::size_t i = 0; i < path.size(); ++i) {
    distances.push_back(line.distance * static_cast<double>(i) / static_cast<double>(count - 1));
    known = known && !std::isnan(ground[i]);
    heights.push_back(std::isnan(ground[i]) ? 0 : std::max(0.0, static_cast<double>(ground[i])));
  }
  // An aircraft's height counts from sea level, a mast's from the ground.
  const auto flies = [](const Site& site) {
    return site.kind == SiteKind::AirborneRadar && site.sensor && site.sensor->antennaIsMsl;
  };
  const auto antenna = [&](const Site& site, double asked, double groundThere) {
    if (site.sensor && site.sensor->antennaIsMsl && (flies(site) || !(asked > 0)))
      return std::max(site.sensor->antennaHeight, groundThere + kMastHeight);
    return groundThere + (asked > 0 ? asked : kMastHeight);
  };
  const double first = antenna(from, link.antennaHeightFrom, heights.front());
  const double last = antenna(to, link.antennaHeightTo, heights.back());
  const double radius = k * eulerRadius(0.5 * (from.position.lat + to.position.lat), line.azimuthFromDeg);
  const physics::Clearance clear = physics::fresnelClearance(distances, heights, first, last,
                                                             physics::wavelength(link.frequencyHz), radius);
  report.clearance = clear.share;
  report.worst = path[std::min(clear.at, path.size() - 1)];
  report.worstDistance = distances[std::min(clear.at, distances.size() - 1)];
  const LinkLoss loss = linkLoss({std::move(distances), std::move(heights), first, last, link.frequencyHz,
                                  radius, flies(from) || flies(to)},
                                 conditions, clear.share < kFree);
  report.model = loss.model;
  report.freeSpaceDb = loss.freeSpaceDb;
  report.terrainDb = loss.excessDb;
  report.doubtful = loss.doubtful;
  return known;
}

LinkReport examine(const Plan& plan, const Link& link, const TerrainPtr& terrain,
                   const LinkConditions& conditions) {
  LinkReport report;
  report.link = link.id;
  report.marginDb = link.marginDb;
  report.rainRateOut = std::numeric_limits<double>::infinity();
  report.clearance = std::numeric_limits<double>::infinity();
  const Site* from = plan.site(link.from);
  const Site* to = plan.site(link.to);
  if (!from || !to) {
    report.state = LinkState::Broken;
    return report;
  }
  report.length = geodesic(from->position, to->position).distance;
  report.worst = from->position;
  bool known = true;
  if (link.kind == LinkKind::Microwave && report.length > 1) {
    known = followPath(link, *from, *to, terrain.get(), conditions, report);
    const double dry = link.marginDb - report.terrainDb;
    report.rainDb = rainLoss(link, report.length, conditions.rainRate);
    report.marginDb = dry - report.rainDb;
    if (dry <= 0) {
      report.rainRateOut = 0;
    } else if (rainLoss(link, report.length, kHeaviestRain) > dry) {
      double low = 0;
      double high = kHeaviestRain;
      for (int i = 0; i < 40; ++i) {
        const double rate = 0.5 * (low + high);
        (rainLoss(link, report.length, rate) > dry ? high : low) = rate;
      }
      report.rainRateOut = high;
    }
  }
  if (!link.active) {
    report.state = LinkState::Off;
  } else if (!from->active || !to->active) {
    report.state = LinkState::EndOff;
  } else if (link.kind != LinkKind::Microwave) {
    report.state = LinkState::Up;
  } else if (link.marginDb - report.terrainDb < 0) {
    report.state = LinkState::Blocked;
  } else if (report.marginDb < 0) {
    report.state = LinkState::RainOut;
  } else if (!known) {
    report.state = LinkState::Unknown;
  } else {
    report.state = report.clearance < kFree ? LinkState::Grazing : LinkState::Up;
  }
  return report;
}

}  // namespace

bool isUp(LinkState state) {
  return state == LinkState::Up || state == LinkState::Grazing || state == LinkState::Unknown;
}

const char* linkStateName(LinkState state) {
  switch (state) {
    case LinkState::Up:
      return "up";
    case LinkState::Grazing:
      return "grazing";
    case LinkState::Off:
      return "off";
    case LinkState::EndOff:
      return "end off";
    case LinkState::Blocked:
      return "blocked";
    case LinkState::RainOut:
      return "rain";
    case LinkState::Unknown:
      return "unknown";
    case LinkState::Broken:
      return "broken";
  }
  return "";
}

double rainPathLength(double length, double rainRate, double exponent, double frequencyHz) {
  const double d = length / 1000;
  const double f = frequencyHz / 1e9;
  if (!(d > 0 && rainRate > 0)) return length;
  const double below =
      0.477 * std::pow(d, 0.633) * std::pow(rainRate, 0.073 * exponent) * std::pow(f, 0.123) -
      10.579 * (1 - std::exp(-0.024 * d));
  // The Recommendation's greatest factor is 2.5.
  const double factor = below > 0.4 ? 1 / below : 2.5;
  return length * factor;
}

std::vector<LinkReport> examineLinks(const Plan& plan, const TerrainPtr& terrain,
                                     const LinkConditions& conditions, std::stop_token stop) {
  std::vector<LinkReport> out;
  for (const Link& link : plan.links) {
    if (stop.stop_requested()) break;
    out.push_back(examine(plan, link, terrain, conditions));
  }
  return out;
}

QString linkNote(const Plan& plan, const Link& link, const LinkReport& report,
                 const LinkConditions& conditions) {
  const auto number = [](double value, int digits) { return QString::number(value, 'f', digits); };
  const Site* from = plan.site(link.from);
  const Site* to = plan.site(link.to);
  if (report.state == LinkState::Broken || !from || !to) {
    return tr("one of its ends is not in the plan");
  }
  switch (report.state) {
    case LinkState::EndOff:
      return tr("%1 is off").arg(QString::fromStdString((from->active ? to : from)->name));
    case LinkState::Blocked:
      return tr("terrain %1 km from %2 takes %3 dB, the margin is %4 dB")
          .arg(number(report.worstDistance / 1000, 1), QString::fromStdString(from->name),
               number(report.terrainDb, 1), number(link.marginDb, 1));
    case LinkState::RainOut:
      return tr("rain of %1 mm/h takes %2 dB, more than is left of the margin")
          .arg(number(conditions.rainRate, 0), number(report.rainDb, 1));
    default:
      break;
  }
  if (report.model == LossModel::None) return {};
  const char* const sources[] = {"", "P.526", "ITM", "P.528"};
  return tr("%1: %2 dB over free space, rain %3 dB, %4 dB of the margin left")
      .arg(QLatin1String(sources[static_cast<int>(report.model)]), number(report.terrainDb, 1),
           number(report.rainDb, 1), number(report.marginDb, 1));
}

void applySwitches(const Plan& plan, std::vector<LinkReport>& links) {
  for (std::size_t i = 0; i < links.size() && i < plan.links.size(); ++i) {
    const Link& link = plan.links[i];
    const Site* from = plan.site(link.from);
    const Site* to = plan.site(link.to);
    if (!from || !to) continue;
    LinkState& state = links[i].state;
    if (!link.active || !from->active || !to->active) {
      state = link.active ? LinkState::EndOff : LinkState::Off;
    } else if (state == LinkState::Off || state == LinkState::EndOff) {
      const bool radio = link.kind == LinkKind::Microwave;
      state = radio && link.marginDb - links[i].terrainDb < 0 ? LinkState::Blocked
              : radio && links[i].marginDb < 0                ? LinkState::RainOut
                                                              : LinkState::Up;
    }
  }
}

NetworkTopology::NetworkTopology(const Plan& plan, const std::vector<LinkReport>& links) {
  std::map<std::string, int> index;
  for (const Site& site : plan.sites) {
    index.emplace(site.id, static_cast<int>(m_nodes.size()));
    Node node;
    node.active = site.active;
    node.isCentre = site.kind == SiteKind::ControlCentre;
    node.passesOn = node.isCentre || site.kind == SiteKind::Relay;
    m_hasCentres = m_hasCentres || node.isCentre;
    if (site.active && (site.sensor || node.passesOn)) {
      node.element = static_cast<int>(m_elements.size());
      m_elements.push_back({false, site.id, site.name});
      m_elementNode.push_back(static_cast<int>(m_nodes.size()));
      m_elementEdge.push_back(-1);
    }
    m_ids.push_back(site.id);
    m_nodes.push_back(std::move(node));
  }
  for (std::size_t i = 0; i < plan.links.size() && i < links.size(); ++i) {
    const Link& link = plan.links[i];
    const auto from = index.find(link.from);
    const auto to = index.find(link.to);
    if (from == index.end() || to == index.end() || !isUp(links[i].state)) continue;
    const int edge = m_edges++;
    m_nodes[static_cast<std::size_t>(from->second)].links.push_back({to->second, edge});
    m_nodes[static_cast<std::size_t>(to->second)].links.push_back({from->second, edge});
    m_elements.push_back({true, link.id,
                          linkName(plan.sites[static_cast<std::size_t>(from->second)],
                                   plan.sites[static_cast<std::size_t>(to->second)])});
    m_elementNode.push_back(-1);
    m_elementEdge.push_back(edge);
  }
}

SensorSet NetworkTopology::reaching(const std::vector<std::string>& sites,
                                    std::span<const int> failed) const {
  SensorSet out;
  Asker(*this, sites).reaching(failed, out);
  return out;
}

NetworkTopology::Asker::Asker(const NetworkTopology& topology, const std::vector<std::string>& sites)
    : m_t(topology) {
  for (const std::string& id : sites) {
    const auto found = std::find(m_t.m_ids.begin(), m_t.m_ids.end(), id);
    m_nodeOf.push_back(found == m_t.m_ids.end() ? -1 : static_cast<int>(found - m_t.m_ids.begin()));
  }
  m_nodeDown.resize(m_t.m_nodes.size());
  m_linkDown.resize(static_cast<std::size_t>(m_t.m_edges));
  m_reached.resize(m_t.m_nodes.size());
}

void NetworkTopology::Asker::reaching(std::span<const int> failed, SensorSet& out) {
  for (std::size_t n = 0; n < m_nodeDown.size(); ++n) m_nodeDown[n] = m_t.m_nodes[n].active ? 0 : 1;
  std::fill(m_linkDown.begin(), m_linkDown.end(), 0);
  for (const int element : failed) {
    const auto e = static_cast<std::size_t>(element);
    if (m_t.m_elementNode[e] >= 0) m_nodeDown[static_cast<std::size_t>(m_t.m_elementNode[e])] = 1;
    if (m_t.m_elementEdge[e] >= 0) m_linkDown[static_cast<std::size_t>(m_t.m_elementEdge[e])] = 1;
  }
  out.assign(m_nodeOf.size(), 0);
  if (!m_t.m_hasCentres) {
    for (std::size_t i = 0; i < m_nodeOf.size(); ++i) {
      out[i] = m_nodeOf[i] >= 0 && m_nodeDown[static_cast<std::size_t>(m_nodeOf[i])] == 0 ? 1 : 0;
    }
    return;
  }
  // Outward from the working centres: what they reach, reaches them.
  std::fill(m_reached.begin(), m_reached.end(), 0);
  m_open.clear();
  for (std::size_t n = 0; n < m_nodeDown.size(); ++n) {
    if (!m_t.m_nodes[n].isCentre || m_nodeDown[n] != 0) continue;
    m_reached[n] = 1;
    m_open.push_back(static_cast<int>(n));
  }
  while (!m_open.empty()) {
    const Node& node = m_t.m_nodes[static_cast<std::size_t>(m_open.back())];
    m_open.pop_back();
    for (const auto& [other, edge] : node.links) {
      const auto o = static_cast<std::size_t>(other);
      if (m_linkDown[static_cast<std::size_t>(edge)] != 0 || m_nodeDown[o] != 0 || m_reached[o] != 0)
        continue;
      m_reached[o] = 1;
      if (m_t.m_nodes[o].passesOn) m_open.push_back(other);
    }
  }
  for (std::size_t i = 0; i < m_nodeOf.size(); ++i) {
    out[i] = m_nodeOf[i] >= 0 ? m_reached[static_cast<std::size_t>(m_nodeOf[i])] : 0;
  }
}

}  // namespace sorami
