// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/Gaps.h"

#include "data/coverage/AltitudeCode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace sorami {
namespace {

/// Neighbouring floors that differ by more than this have a ridge's shadow between them; half metres.
constexpr int kCliff = 400;

/// Labels cells that touch by a side; 0 is outside.
std::vector<std::int32_t> labelled(const NetworkGrid& grid, const std::vector<std::uint8_t>& inside,
                                   std::vector<std::vector<std::size_t>>& members) {
  const int columns = grid.columns();
  const int rows = grid.rows();
  std::vector<std::int32_t> label(grid.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t first = 0; first < grid.size(); ++first) {
    if (inside[first] == 0 || label[first] != 0) continue;
    members.emplace_back();
    const auto name = static_cast<std::int32_t>(members.size());
    open.assign(1, first);
    label[first] = name;
    while (!open.empty()) {
      const std::size_t cell = open.back();
      open.pop_back();
      members.back().push_back(cell);
      const int column = static_cast<int>(cell % static_cast<std::size_t>(columns));
      const int row = static_cast<int>(cell / static_cast<std::size_t>(columns));
      const auto visit = [&](int c, int r) {
        if (grid.isRound()) c = (c + columns) % columns;
        if (c < 0 || r < 0 || c >= columns || r >= rows) return;
        const auto next = static_cast<std::size_t>(r * columns + c);
        if (inside[next] == 0 || label[next] != 0) return;
        label[next] = name;
        open.push_back(next);
      };
      visit(column - 1, row);
      visit(column + 1, row);
      visit(column, row - 1);
      visit(column, row + 1);
      // Once is enough: whoever is reached first reaches all others about the pole.
      if (grid.isPolar(row)) {
        for (int c = 0; c < columns; ++c) visit(c, row);
      }
    }
  }
  return label;
}

/// Marching squares between the cells' middles, with a frame of cells outside about the grid.
class Tracer {
 public:
  Tracer(const NetworkGrid& grid, const std::vector<std::int32_t>& label,
         const std::function<double(std::size_t, std::size_t)>& cut)
      : m_grid(grid), m_label(label), m_cut(cut), m_width(grid.columns() + 2) {}

  void run(std::vector<CellRegion>& regions) {
    for (int j = -1; j < m_grid.rows(); ++j) {
      for (int i = -1; i < m_grid.columns(); ++i) square(i, j);
    }
    while (!m_next.empty()) {
      const Edge first = m_next.begin()->second.from;
      std::vector<LatLon> ring;
      std::int32_t name = 0;
      for (std::int64_t at = key(first); true;) {
        const auto found = m_next.find(at);
        if (found == m_next.end()) break;
        const Step step = found->second;
        m_next.erase(found);
        ring.push_back(point(step.from, name));
        at = key(step.to);
      }
      if (name > 0 && ring.size() >= 3) {
        regions[static_cast<std::size_t>(name - 1)].rings.push_back(std::move(ring));
      }
    }
  }

 private:
  /// Between the middles of (i, j) and its neighbour to the east or south.
  struct Edge {
    int i = 0;
    int j = 0;
    bool south = false;
  };
  struct Step {
    Edge from;
    Edge to;
  };
  std::int64_t key(const Edge& e) const {
    return (static_cast<std::int64_t>(e.j + 1) * m_width + (e.i + 1)) * 2 + (e.south ? 1 : 0);
  }
  std::int32_t labelOf(int i, int j) const {
    if (i < 0 || j < 0 || i >= m_grid.columns() || j >= m_grid.rows()) return 0;
    return m_label[static_cast<std::size_t>(j * m_grid.columns() + i)];
  }
  LatLon point(const Edge& e, std::int32_t& name) const {
    const int i2 = e.south ? e.i : e.i + 1;
    const int j2 = e.south ? e.j + 1 : e.j;
    const std::int32_t a = labelOf(e.i, e.j);
    const std::int32_t b = labelOf(i2, j2);
    name = a != 0 ? a : b;
    double f = 0.5;
    const bool onGrid = e.i >= 0 && e.j >= 0 && i2 < m_grid.columns() && j2 < m_grid.rows();
    if (m_cut && onGrid) {
      const auto ca = static_cast<std::size_t>(e.j * m_grid.columns() + e.i);
      const auto cb = static_cast<std::size_t>(j2 * m_grid.columns() + i2);
      f = a != 0 ? m_cut(ca, cb) : 1 - m_cut(cb, ca);
    }
    return m_grid.at(e.i + 0.5 + (e.south ? 0 : f), e.j + 0.5 + (e.south ? f : 0));
  }
  void step(Edge from, Edge to) { m_next.insert({key(from), {from, to}}); }

  void square(int i, int j) {
    const bool nw = labelOf(i, j) != 0;
    const bool ne = labelOf(i + 1, j) != 0;
    const bool sw = labelOf(i, j + 1) != 0;
    const bool se = labelOf(i + 1, j + 1) != 0;
    const Edge top{i, j, false}, bottom{i, j + 1, false}, left{i, j, true}, right{i + 1, j, true};
    // The set lies to the left of each step; rows run south.
    switch ((nw ? 8 : 0) | (ne ? 4 : 0) | (sw ? 2 : 0) | (se ? 1 : 0)) {
      case 0:
      case 15:
        break;
      case 8:
        step(left, top);
        break;
      case 4:
        step(top, right);
        break;
      case 2:
        step(bottom, left);
        break;
      case 1:
        step(right, bottom);
        break;
      case 12:
        step(left, right);
        break;
      case 3:
        step(right, left);
        break;
      case 10:
        step(bottom, top);
        break;
      case 5:
        step(top, bottom);
        break;
      case 7:
        step(top, left);
        break;
      case 11:
        step(right, top);
        break;
      case 13:
        step(left, bottom);
        break;
      case 14:
        step(bottom, right);
        break;
      case 9:
        step(left, top);
        step(right, bottom);
        break;
      case 6:
        step(top, right);
        step(bottom, left);
        break;
      default:
        break;
    }
  }

  const NetworkGrid& m_grid;
  const std::vector<std::int32_t>& m_label;
  const std::function<double(std::size_t, std::size_t)>& m_cut;
  int m_width;
  std::unordered_map<std::int64_t, Step> m_next;
};

}  // namespace

std::vector<CellRegion> cellRegions(const NetworkGrid& grid, const std::vector<std::uint8_t>& inside,
                                    const std::function<double(std::size_t, std::size_t)>& cut,
                                    std::size_t fewest) {
  std::vector<std::vector<std::size_t>> members;
  const std::vector<std::int32_t> label = labelled(grid, inside, members);
  std::vector<CellRegion> regions(members.size());
  Tracer(grid, label, cut).run(regions);
  for (std::size_t r = 0; r < regions.size(); ++r) {
    CellRegion& region = regions[r];
    region.cells = std::move(members[r]);
    std::vector<double> areas;
    for (const auto& ring : region.rings) areas.push_back(geodesicArea(ring));
    for (const double area : areas) region.area += area;
    const auto outer = std::max_element(areas.begin(), areas.end());
    if (outer != areas.end())
      std::swap(region.rings[0], region.rings[static_cast<std::size_t>(outer - areas.begin())]);
  }
  std::erase_if(regions, [&](const CellRegion& r) { return r.cells.size() < fewest || r.rings.empty(); });
  std::stable_sort(regions.begin(), regions.end(),
                   [](const CellRegion& a, const CellRegion& b) { return a.area > b.area; });
  return regions;
}

GapReport findGaps(const NetworkFloors& floors, const SensorSet& counts, const AltitudeLevel& level, int k,
                   std::size_t fewest, std::stop_token stop) {
  const NetworkGrid& grid = floors.grid();
  GapReport report;
  report.level = level;
  report.k = k = std::max(1, k);
  report.total = grid.totalArea();
  const std::vector<std::uint8_t> seen = sensorCounts(floors, counts, level);
  std::vector<std::uint8_t> open(grid.size());
  for (std::size_t cell = 0; cell < grid.size(); ++cell) {
    open[cell] = grid.isInside(cell) && seen[cell] < k ? 1 : 0;
    if (seen[cell] >= k) report.covered += grid.area(cell);
  }
  if (stop.stop_requested()) return report;

  // The altitude from which on a cell is seen by k: the k-th lowest floor of those that reach so high.
  std::vector<std::uint16_t> closes(grid.size(), AltitudeCode::kNever);
  std::vector<std::uint16_t> best(static_cast<std::size_t>(k));
  std::vector<std::uint8_t> unknown(grid.size(), 0);
  for (std::size_t cell = 0; cell < grid.size(); ++cell) {
    if (!grid.isInside(cell)) continue;
    const std::uint16_t code = floors.topAt(cell, level);
    std::fill(best.begin(), best.end(), AltitudeCode::kNever);
    for (std::size_t s = 0; s < floors.sensors().size(); ++s) {
      const SensorCells& sensor = floors.sensors()[s];
      if (sensor.isNowhere || !(counts.empty() || counts[s] != 0)) continue;
      std::uint16_t v = sensor.low[cell];
      if (v == AltitudeCode::kUnknown) unknown[cell] = 1;
      if (v >= AltitudeCode::kUnknown || sensor.high[cell] < code) continue;
      for (std::uint16_t& b : best) {
        if (v < b) std::swap(v, b);
      }
    }
    closes[cell] = best.back();
  }
  const auto cut = [&](std::size_t in, std::size_t out) {
    if (!grid.isInside(out) || closes[in] >= AltitudeCode::kUnknown ||
        closes[out] >= AltitudeCode::kUnknown) {
      return 0.5;
    }
    const int above = closes[in] - floors.codeAt(in, level);
    const int below = floors.codeAt(out, level) - closes[out];
    if (above <= 0 || below < 0 || above + below > kCliff) return 0.5;
    return std::clamp(static_cast<double>(above) / (above + below), 0.05, 0.95);
  };
  const std::vector<CellRegion> regions = cellRegions(grid, open, cut);
  for (const CellRegion& region : regions) {
    if (region.cells.size() < fewest) {
      for (const std::size_t cell : region.cells) report.leftOut += grid.area(cell);
      continue;
    }
    Gap gap;
    gap.rings = region.rings;
    gap.area = region.area;
    std::vector<std::pair<std::uint16_t, double>> order;
    std::size_t deepest = region.cells.front();
    double all = 0;
    for (const std::size_t cell : region.cells) {
      const double area = grid.area(cell);
      all += area;
      order.push_back({closes[cell], area});
      if (unknown[cell] != 0) gap.unknownShare += area;
      if (closes[cell] > closes[deepest]) deepest = cell;
    }
    std::sort(order.begin(), order.end());
    gap.closesAt = AltitudeCode::metres(order.back().first);
    double sum = 0;
    for (const auto& [code, area] : order) {
      sum += area;
      gap.halfClosedAt = AltitudeCode::metres(code);
      if (sum >= 0.5 * all) break;
    }
    gap.unknownShare = all > 0 ? gap.unknownShare / all : 0;
    gap.deepest = grid.middle(deepest);
    report.gaps.push_back(std::move(gap));
  }
  return report;
}

}  // namespace sorami
