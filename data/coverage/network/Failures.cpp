// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/coverage/network/Links.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace sorami {
namespace {

/// The area covered, for any set of sensors, without looking at cells: cells seen by the same sensors are one
/// entry.
class SignatureTable {
 public:
  SignatureTable(const NetworkFloors& floors, const AltitudeLevel& level)
      : m_words((floors.sensors().size() + 63) / 64) {
    const NetworkGrid& grid = floors.grid();
    std::map<std::vector<std::uint64_t>, double> areas;
    std::vector<std::uint64_t> signature(m_words);
    for (std::size_t cell = 0; cell < grid.size(); ++cell) {
      if (!grid.isInside(cell)) continue;
      const std::uint16_t code = floors.codeAt(cell, level);
      const std::uint16_t top = floors.topAt(cell, level);
      std::fill(signature.begin(), signature.end(), 0);
      bool any = false;
      for (std::size_t s = 0; s < floors.sensors().size(); ++s) {
        if (!floors.sensors()[s].sees(cell, code, top)) continue;
        signature[s / 64] |= std::uint64_t{1} << (s % 64);
        any = true;
      }
      if (any) areas[signature] += grid.area(cell);
    }
    for (const auto& [bits, area] : areas) {
      m_bits.insert(m_bits.end(), bits.begin(), bits.end());
      m_areas.push_back(area);
    }
  }

  double covered(const SensorSet& alive) {
    m_alive.assign(m_words, 0);
    for (std::size_t s = 0; s < alive.size(); ++s) {
      if (alive[s] != 0) m_alive[s / 64] |= std::uint64_t{1} << (s % 64);
    }
    double sum = 0;
    const std::uint64_t* bits = m_bits.data();
    if (m_words == 1) {
      const std::uint64_t mask = m_alive[0];
      for (std::size_t i = 0; i < m_areas.size(); ++i) sum += (bits[i] & mask) != 0 ? m_areas[i] : 0;
      return sum;
    }
    for (std::size_t i = 0; i < m_areas.size(); ++i, bits += m_words) {
      std::uint64_t any = 0;
      for (std::size_t w = 0; w < m_words; ++w) any |= bits[w] & m_alive[w];
      if (any != 0) sum += m_areas[i];
    }
    return sum;
  }

 private:
  std::size_t m_words;
  std::vector<std::uint64_t> m_bits;
  std::vector<double> m_areas;
  std::vector<std::uint64_t> m_alive;
};

/// The worst few of many.
class Worst {
 public:
  explicit Worst(std::size_t keep) : m_keep(std::max<std::size_t>(keep, 1)) {}
  void offer(std::span<const int> elements, double lost) {
    if (m_sets.size() >= m_keep && !(lost > m_sets.back().lost)) return;
    FailureSet set{{elements.begin(), elements.end()}, lost};
    const auto at =
        std::upper_bound(m_sets.begin(), m_sets.end(), set,
                         [](const FailureSet& a, const FailureSet& b) { return a.lost > b.lost; });
    m_sets.insert(at, std::move(set));
    if (m_sets.size() > m_keep) m_sets.pop_back();
  }
  std::vector<FailureSet> take() { return std::move(m_sets); }
  const std::vector<FailureSet>& sets() const { return m_sets; }

 private:
  std::size_t m_keep;
  std::vector<FailureSet> m_sets;
};

}  // namespace

FailureReport analyseFailures(const NetworkFloors& floors, const NetworkTopology& topology,
                              const AltitudeLevel& level, const FailureOptions& options, std::stop_token stop,
                              const std::function<void(double)>& progress) {
  FailureReport report;
  report.level = level;
  SignatureTable table(floors, level);
  std::vector<std::string> sites;
  for (const SensorCells& sensor : floors.sensors()) sites.push_back(sensor.site);
  NetworkTopology::Asker asker(topology, sites);
  SensorSet alive;
  const auto coveredWithout = [&](std::span<const int> failed) {
    asker.reaching(failed, alive);
    ++report.tried;
    return table.covered(alive);
  };
  report.covered = coveredWithout({});
  const int n = static_cast<int>(topology.elements().size());
  for (int i = 0; i < n; ++i) {
    const int one[] = {i};
    report.single.push_back({{i}, report.covered - coveredWithout(one)});
  }
  std::stable_sort(report.single.begin(), report.single.end(),
                   [](const FailureSet& a, const FailureSet& b) { return a.lost > b.lost; });
  report.worst[0] = report.single;
  if (report.worst[0].size() > options.keep) report.worst[0].resize(options.keep);
  if (options.most < 2 || stop.stop_requested()) return report;

  // Elements in the order of their loss, so that a bounded search takes those that matter.
  std::vector<int> order;
  for (const FailureSet& set : report.single) order.push_back(set.elements[0]);
  const auto pairsOf = [](std::size_t m) { return m * (m - 1) / 2; };
  const auto triplesOf = [](std::size_t m) { return m < 3 ? 0 : m * (m - 1) * (m - 2) / 6; };
  auto m = static_cast<std::size_t>(n);
  while (m > 2 && pairsOf(m) > options.budget) --m;
  if (m < static_cast<std::size_t>(n)) {
    report.exact[1] = false;
    report.note =
        tr("pairs: only among the %1 elements with the greatest loss of their own").arg(m).toStdString();
  }
  Worst pairs(std::max<std::size_t>(options.keep, 400));
  std::vector<double> inPair(static_cast<std::size_t>(n), 0);
  for (std::size_t a = 0; a < m && !stop.stop_requested(); ++a) {
    for (std::size_t b = a + 1; b < m; ++b) {
      const int set[] = {std::min(order[a], order[b]), std::max(order[a], order[b])};
      const double lost = report.covered - coveredWithout(set);
      pairs.offer(set, lost);
      for (const int e : set)
        inPair[static_cast<std::size_t>(e)] = std::max(inPair[static_cast<std::size_t>(e)], lost);
    }
    if (progress) progress(0.3 * static_cast<double>(a + 1) / static_cast<double>(m));
  }
  report.worst[1] = pairs.take();
  if (report.worst[1].size() > options.keep) report.worst[1].resize(options.keep);
  if (options.most < 3 || stop.stop_requested()) return report;

  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return inPair[static_cast<std::size_t>(a)] > inPair[static_cast<std::size_t>(b)];
  });
  m = static_cast<std::size_t>(n);
  while (m > 3 && triplesOf(m) > options.budget) --m;
  if (m < static_cast<std::size_t>(n)) {
    report.exact[2] = false;
    if (!report.note.empty()) report.note += "; ";
    report.note += tr("triples: only among the %1 of %2 elements with the greatest loss in a pair; a worse "
                      "one may exist outside")
                       .arg(m)
                       .arg(n)
                       .toStdString();
  }
  Worst triples(options.keep);
  for (std::size_t a = 0; a < m && !stop.stop_requested(); ++a) {
    for (std::size_t b = a + 1; b < m && !stop.stop_requested(); ++b) {
      for (std::size_t c = b + 1; c < m; ++c) {
        int set[] = {order[a], order[b], order[c]};
        std::sort(std::begin(set), std::end(set));
        triples.offer(set, report.covered - coveredWithout(set));
      }
    }
    if (progress) {
      const double left = static_cast<double>(triplesOf(m - a - 1));
      progress(1 - 0.7 * left / std::max(1.0, static_cast<double>(triplesOf(m))));
    }
  }
  report.worst[2] = triples.take();
  return report;
}

}  // namespace sorami
