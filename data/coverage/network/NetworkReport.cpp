// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/NetworkReport.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/plan/Motion.h"

#include <algorithm>
#include <cstdio>

namespace sorami {
namespace {

/// Altitudes a table and a chart of coverage are made for, m and ft.
constexpr double kLadder[] = {100, 300, 500, 1000, 1500, 2000, 3000, 5000, 7000, 10'000, 15'000, 20'000};
constexpr double kLadderFeet[] = {300,    1000,   2000,   3000,   5000,   7000,
                                  10'000, 15'000, 20'000, 30'000, 40'000, 60'000};

bool contains(const std::vector<std::string>& list, const std::string& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

/// What is said of something out of service at an instant; empty when it is not.
QString outageNote(const std::vector<Outage>& outages, UtcTime time) {
  const Outage* outage = outageAt(outages, time);
  if (!outage) return {};
  QString text = outage->until == 0
                     ? tr("out of service for good")
                     : tr("out of service until %1").arg(QString::fromStdString(toShortIso({outage->until})));
  if (!outage->reason.empty()) text += QStringLiteral(" · ") + QString::fromStdString(outage->reason);
  return text;
}

}  // namespace

struct NetworkCache::State {
  struct Area {
    std::vector<LatLon> ring;
    GeoBox box;
    std::size_t cells = 0;
    std::uint64_t terrain = 0;
    NetworkGridPtr grid;
    std::vector<float> ground;
    std::map<std::uint64_t, SensorCells> sensors;  ///< by the field's key
    std::vector<std::uint64_t> keys;
    NetworkFloorsPtr floors;
  };
  std::map<std::string, Area> areas;

  std::vector<Link> linksOf;
  std::vector<Site> sitesOf;
  std::uint64_t linksTerrain = 0;
  LinkConditions linksConditions;
  std::vector<LinkReport> links;
};

NetworkCache::NetworkCache() : d(std::make_unique<State>()) {}
NetworkCache::~NetworkCache() = default;

Result<NetworkFloorsPtr> NetworkCache::floors(const std::string& key, const std::vector<LatLon>& ring,
                                              const GeoBox& box, const NetworkInput& input,
                                              std::stop_token stop) {
  State::Area& area = d->areas[key];
  const std::uint64_t terrain = input.terrain ? input.terrain->key() : 0;
  if (!area.grid || area.ring != ring || !(area.box == box) || area.cells != input.cells ||
      area.terrain != terrain) {
    auto grid =
        ring.empty() ? NetworkGrid::overBox(box, input.cells) : NetworkGrid::overRing(ring, input.cells);
    if (!grid) return grid.error();
    area = {ring, box, input.cells, terrain, *grid, {}, {}, {}, nullptr};
    const auto empty = NetworkFloors::make(*grid, {}, input.terrain, stop);
    if (!empty) {
      area.grid = nullptr;
      return empty.error();
    }
    if (input.terrain) {
      for (std::size_t cell = 0; cell < (*grid)->size(); ++cell)
        area.ground.push_back((*empty)->ground(cell));
    }
  }
  std::vector<std::uint64_t> keys;
  for (const NetworkSensor& sensor : input.sensors) keys.push_back(sensor.field ? sensor.field->key() : 0);
  if (area.floors && keys == area.keys) return area.floors;
  std::map<std::uint64_t, SensorCells> now;
  std::vector<SensorCells> all;
  for (const NetworkSensor& sensor : input.sensors) {
    if (stop.stop_requested()) return Error{"cancelled", "", ""};
    SensorCells cells;
    cells.isNowhere = true;
    if (sensor.field) {
      const auto found = area.sensors.find(sensor.field->key());
      cells = found != area.sensors.end() ? found->second : NetworkFloors::cellsOf(*area.grid, sensor);
      now[sensor.field->key()] = cells;
      // Kept at once: a stop on the way loses nothing.
      if (found == area.sensors.end()) area.sensors[sensor.field->key()] = cells;
    }
    cells.site = sensor.site;
    cells.scanPeriod = sensor.parameters.scanPeriodS;
    all.push_back(std::move(cells));
  }
  area.sensors = std::move(now);
  area.keys = std::move(keys);
  area.floors = std::make_shared<NetworkFloors>(area.grid, std::move(all), area.ground);
  return area.floors;
}

const std::vector<LinkReport>& NetworkCache::links(const Plan& plan, const NetworkInput& input,
                                                   std::stop_token stop) {
  const std::uint64_t terrain = input.terrain ? input.terrain->key() : 0;
  if (d->linksOf == plan.links && d->sitesOf == plan.sites && d->linksTerrain == terrain &&
      d->linksConditions == input.conditions && d->links.size() == plan.links.size()) {
    return d->links;
  }
  d->links = examineLinks(plan, input.terrain, input.conditions, stop);
  d->linksOf = plan.links;
  d->sitesOf = plan.sites;
  d->linksTerrain = terrain;
  d->linksConditions = input.conditions;
  return d->links;
}

Plan planOfTrial(const Plan& plan, const std::vector<std::string>& off) {
  Plan trial = plan;
  for (Site& site : trial.sites) site.active = site.active && !contains(off, site.id);
  for (Link& link : trial.links) link.active = link.active && !contains(off, link.id);
  return trial;
}

Result<NetworkReport> analyseNetwork(const NetworkInput& input, NetworkCache& cache, std::stop_token stop) {
  NetworkReport report;
  report.level = input.level;
  const Plan trial = planOfTrial(input.plan, input.off);
  report.links = cache.links(trial, input, stop);
  if (stop.stop_requested()) return Error{"cancelled", "", ""};
  std::vector<std::string> ids;
  for (const NetworkSensor& sensor : input.sensors) {
    ids.push_back(sensor.site);
    if (!sensor.field) ++report.fieldsMissing;
  }
  const NetworkTopology topology(trial, report.links);
  report.hasCentres = topology.hasCentres();
  const SensorSet reached = topology.reaching(ids);
  SensorSet counts(ids.size(), 1);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const Site* site = trial.site(ids[i]);
    const bool on = site != nullptr && site->active;
    counts[i] = on && (reached[i] != 0 || !input.connectedOnly) ? 1 : 0;
    if (!on || reached[i] == 0) report.unreached.push_back(ids[i]);
  }

  std::vector<AltitudeLevel> ladder;
  for (const double h : kLadder) {
    if (!input.inFeet) ladder.push_back({h, input.level.aboveGround});
  }
  for (const double h : kLadderFeet) {
    if (input.inFeet) ladder.push_back({h * kFoot, input.level.aboveGround});
  }
  const GeoBox box = reachOfSensors(input.sensors);
  NetworkFloorsPtr whole;
  if (!box.isEmpty()) {
    const auto floors = cache.floors("", {}, box, input, stop);
    if (!floors) return floors.error();
    whole = *floors;
    AreaReport area;
    area.name = "all the sensors reach";
    area.now = coverAt(*whole, counts, input.level);
    area.byAltitude = coverByAltitude(*whole, counts, ladder, stop);
    report.areas.push_back(std::move(area));
  }
  for (const Area& each : input.plan.areas) {
    if (each.kind == AreaKind::Exclusion || each.kind == AreaKind::Candidates) continue;
    if (stop.stop_requested()) return Error{"cancelled", "", ""};
    const auto floors = cache.floors(each.id, each.ring, {}, input, stop);
    if (!floors) continue;
    AreaReport area;
    area.id = each.id;
    area.name = each.name;
    area.now = coverAt(**floors, counts, input.level);
    area.byAltitude = coverByAltitude(**floors, counts, ladder, stop);
    area.gaps = findGaps(**floors, counts, input.level, input.gapOrder, 2, stop);
    report.areas.push_back(std::move(area));
  }

  // The board: what each switch changes by itself, over all that is reached.
  if (whole) {
    const auto coveredOf = [&](const std::vector<std::string>& off) {
      const Plan other = planOfTrial(input.plan, off);
      std::vector<LinkReport> links = report.links;
      applySwitches(other, links);
      const SensorSet reaches = NetworkTopology(other, links).reaching(ids);
      SensorSet on(ids.size(), 0);
      for (std::size_t i = 0; i < ids.size(); ++i) {
        const Site* site = other.site(ids[i]);
        on[i] = site && site->active && (reaches[i] != 0 || !input.connectedOnly) ? 1 : 0;
      }
      const std::vector<std::uint8_t> seen = sensorCounts(*whole, on, input.level);
      double sum = 0;
      for (std::size_t cell = 0; cell < seen.size(); ++cell)
        sum += seen[cell] > 0 ? whole->grid().area(cell) : 0;
      return sum;
    };
    const double now = report.areas.front().now.by[0];
    const auto addRow = [&](BoardRow row) {
      std::vector<std::string> off = input.off;
      row.isOn = !contains(input.off, row.id);
      if (row.isOn) {
        off.push_back(row.id);
      } else {
        std::erase(off, row.id);
      }
      if (row.isInPlan) row.loss = std::abs(coveredOf(off) - now);
      report.board.push_back(std::move(row));
    };
    for (const Site& site : input.plan.sites) {
      const bool passes = site.kind == SiteKind::ControlCentre || site.kind == SiteKind::Relay;
      if (!site.sensor && !passes) continue;
      if (stop.stop_requested()) return Error{"cancelled", "", ""};
      BoardRow row;
      row.id = site.id;
      row.name = site.name;
      row.isInPlan = site.active;
      row.note = outageNote(site.outages, input.time).toStdString();
      row.isOut = !row.note.empty();
      row.reaches = !site.sensor || !contains(report.unreached, site.id);
      addRow(std::move(row));
    }
    for (std::size_t i = 0; i < input.plan.links.size(); ++i) {
      if (stop.stop_requested()) return Error{"cancelled", "", ""};
      const Link& link = input.plan.links[i];
      const Site* from = input.plan.site(link.from);
      const Site* to = input.plan.site(link.to);
      BoardRow row;
      row.id = link.id;
      row.isLink = true;
      row.name = (from ? from->name : link.from) + " – " + (to ? to->name : link.to);
      row.isInPlan = link.active;
      row.state = report.links[i].state;
      row.reaches = isUp(row.state);
      const QString out = outageNote(link.outages, input.time);
      row.isOut = !out.isEmpty();
      row.note = (row.isOut ? out : linkNote(trial, link, report.links[i], input.conditions)).toStdString();
      addRow(std::move(row));
    }
    std::stable_sort(report.board.begin(), report.board.end(),
                     [](const BoardRow& a, const BoardRow& b) { return a.loss > b.loss; });
  }
  return report;
}

}  // namespace sorami
