// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/Advisor.h"

#include "data/core/Translate.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/geo/Geodesic.h"

#include <queue>

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <thread>

namespace sorami {
namespace {

/// How often what is best so far is shown.
constexpr auto kShowEvery = std::chrono::milliseconds(700);

/// What is not covered yet: a cell of an area at a level.
struct Element {
  std::uint32_t cell = 0;
  std::uint16_t code = 0;
  std::uint16_t top = 0;  ///< of a band; else as `code`
  std::uint8_t area = 0;
  std::uint8_t level = 0;
};

double gainOf(const std::vector<std::uint64_t>& set, const std::vector<std::uint64_t>& left,
              const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t w = 0; w < set.size(); ++w) {
    for (std::uint64_t bits = set[w] & left[w]; bits != 0; bits &= bits - 1) {
      sum += weights[w * 64 + static_cast<std::size_t>(std::countr_zero(bits))];
    }
  }
  return sum;
}

}  // namespace

GreedyChoice greedyCover(const std::vector<std::vector<std::uint64_t>>& sets,
                         const std::vector<double>& weights, int count) {
  GreedyChoice out;
  const std::size_t words = (weights.size() + 63) / 64;
  std::vector<std::uint64_t> left(words, ~std::uint64_t{0});
  struct Offer {
    double gain = 0;
    std::size_t set = 0;
    int round = 0;
    bool operator<(const Offer& other) const {
      return gain != other.gain ? gain < other.gain : set > other.set;
    }
  };
  std::vector<Offer> offers;
  for (std::size_t s = 0; s < sets.size(); ++s) {
    if (!sets[s].empty()) offers.push_back({gainOf(sets[s], left, weights), s, 0});
  }
  // The gains, fresh or older ones that can only be greater, bound what any `count` sets add to the chosen.
  double reached = 0;
  const auto boundNow = [&] {
    const auto most = std::min<std::size_t>(static_cast<std::size_t>(std::max(count, 0)), offers.size());
    std::vector<double> gains;
    for (const Offer& offer : offers) gains.push_back(offer.gain);
    std::partial_sort(gains.begin(), gains.begin() + static_cast<std::ptrdiff_t>(most), gains.end(),
                      std::greater<>());
    const double sum = std::accumulate(gains.begin(), gains.begin() + static_cast<std::ptrdiff_t>(most), 0.0);
    out.bound = out.sets.empty() ? sum : std::min(out.bound, reached + sum);
  };
  boundNow();
  std::make_heap(offers.begin(), offers.end());
  for (int round = 0; round < count && !offers.empty(); ++round) {
    while (offers.front().round != round) {
      std::pop_heap(offers.begin(), offers.end());
      offers.back().gain = gainOf(sets[offers.back().set], left, weights);
      offers.back().round = round;
      std::push_heap(offers.begin(), offers.end());
    }
    std::pop_heap(offers.begin(), offers.end());
    const Offer best = offers.back();
    offers.pop_back();
    if (!(best.gain > 0)) {
      // No set adds anything any more: all of them together reach no farther.
      out.bound = reached;
      return out;
    }
    out.sets.push_back(best.set);
    out.gains.push_back(best.gain);
    reached += best.gain;
    for (std::size_t w = 0; w < words && w < sets[best.set].size(); ++w) left[w] &= ~sets[best.set][w];
    boundNow();
  }
  // What all sets cover together, and the least share of the best that a greedy choice of `count` reaches
  // (Nemhauser, Wolsey, Fisher 1978), bound it too.
  std::vector<std::uint64_t> all(words, 0);
  for (const auto& set : sets) {
    for (std::size_t w = 0; w < words && w < set.size(); ++w) all[w] |= set[w];
  }
  const std::vector<std::uint64_t> every(words, ~std::uint64_t{0});
  out.bound = std::min(out.bound, gainOf(all, every, weights));
  if (count > 0) out.bound = std::min(out.bound, reached / (1 - std::pow(1 - 1.0 / count, count)));
  out.bound = std::max(out.bound, reached);
  return out;
}

Result<AdvisorResult> advise(const AdvisorRequest& request, std::span<const NetworkSensor> standing,
                             const TerrainPtr& terrain, std::stop_token stop,
                             const std::function<void(double, const AdvisorResult&)>& show) {
  if (request.candidates.empty())
    return Error{tr("there is no candidate place").toStdString(), "",
                 tr("give points or an area").toStdString()};
  if (request.areas.empty() || request.areas.size() > 255) {
    return Error{tr("there is no area to cover").toStdString(), "",
                 tr("draw an area of interest, or name one").toStdString()};
  }
  if (request.levels.empty() || request.levels.size() > 255) {
    return Error{tr("there is no altitude to cover at").toStdString(), "", ""};
  }
  const int count = std::clamp(request.count, 1, 32);

  std::vector<NetworkFloorsPtr> floors;
  std::vector<NetworkGridPtr> grids;
  for (const AdvisorArea& area : request.areas) {
    auto grid =
        NetworkGrid::overRing(area.ring, std::max<std::size_t>(400, request.cells / request.areas.size()));
    if (!grid) return grid.error();
    grids.push_back(*grid);
  }
  const auto levels = static_cast<double>(request.levels.size());
  AdvisorResult result;
  std::vector<Element> elements;
  std::vector<double> weights, areas;
  for (std::size_t a = 0; a < grids.size(); ++a) {
    auto made = NetworkFloors::make(grids[a], standing, terrain, stop);
    if (!made) return made.error();
    floors.push_back(*made);
    const NetworkGrid& grid = *grids[a];
    const double weight = std::max(request.areas[a].weight, 1e-9);
    for (std::size_t l = 0; l < request.levels.size(); ++l) {
      const std::vector<std::uint8_t> seen = sensorCounts(**made, {}, request.levels[l]);
      for (std::size_t cell = 0; cell < grid.size(); ++cell) {
        const double area = grid.area(cell);
        if (!(area > 0)) continue;
        result.total += weight * area / levels;
        if (seen[cell] > 0) {
          result.before += weight * area / levels;
          continue;
        }
        elements.push_back({static_cast<std::uint32_t>(cell), (*made)->codeAt(cell, request.levels[l]),
                            (*made)->topAt(cell, request.levels[l]), static_cast<std::uint8_t>(a),
                            static_cast<std::uint8_t>(l)});
        weights.push_back(weight * area / levels);
        areas.push_back(area);
      }
    }
  }
  result.after = result.before;
  const std::size_t words = (elements.size() + 63) / 64;
  std::vector<std::vector<std::uint64_t>> sets(request.candidates.size());

  std::mutex mutex;
  std::condition_variable advanced;
  std::atomic<std::size_t> next = 0;
  std::size_t done = 0;
  // Far and wide first: candidates next to each other say much the same, so they are taken in strides.
  std::vector<std::size_t> order(request.candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::size_t> strided;
  constexpr std::size_t kStride = 17;
  for (std::size_t first = 0; first < kStride; ++first) {
    for (std::size_t i = first; i < order.size(); i += kStride) strided.push_back(order[i]);
  }
  const auto work = [&] {
    for (std::size_t n = next++; n < strided.size() && !stop.stop_requested(); n = next++) {
      const std::size_t c = strided[n];
      const CoverageRequest asked = requestOf(request.sensor, request.candidates[c].position, request.k);
      auto field = computeCoverage(asked, terrain, request.quality, stop, {}, 1);
      std::vector<std::uint64_t> bits;
      std::string problem;
      if (field) {
        bits.assign(words, 0);
        std::vector<SensorCells> cells;
        for (const NetworkGridPtr& grid : grids) {
          cells.push_back(NetworkFloors::cellsOf(*grid, {"", request.sensor, *field}));
        }
        for (std::size_t e = 0; e < elements.size(); ++e) {
          const Element& element = elements[e];
          if (cells[element.area].sees(element.cell, element.code, element.top))
            bits[e / 64] |= std::uint64_t{1} << (e % 64);
        }
      } else {
        problem = request.candidates[c].name + ": " + field.error().what;
      }
      const std::scoped_lock lock(mutex);
      sets[c] = std::move(bits);
      if (!problem.empty()) result.problems.push_back(problem);
      ++done;
      advanced.notify_one();
    }
    const std::scoped_lock lock(mutex);
    advanced.notify_one();
  };
  const auto fill = [&](AdvisorResult& to, const std::vector<std::vector<std::uint64_t>>& from) {
    const GreedyChoice choice = greedyCover(from, weights, count);
    to.proposals.clear();
    to.after = to.before;
    std::vector<std::uint64_t> left(words, ~std::uint64_t{0});
    for (std::size_t i = 0; i < choice.sets.size(); ++i) {
      AdvisorProposal proposal;
      proposal.candidate = choice.sets[i];
      proposal.gain = choice.gains[i];
      proposal.area.assign(request.levels.size(), 0);
      const std::vector<std::uint64_t>& set = from[choice.sets[i]];
      for (std::size_t w = 0; w < words; ++w) {
        for (std::uint64_t bits = set[w] & left[w]; bits != 0; bits &= bits - 1) {
          const std::size_t e = w * 64 + static_cast<std::size_t>(std::countr_zero(bits));
          proposal.area[elements[e].level] += areas[e];
        }
        left[w] &= ~set[w];
      }
      to.after += proposal.gain;
      to.proposals.push_back(std::move(proposal));
    }
    to.bound = choice.bound;
    to.guarantee = choice.bound > 0 ? (to.after - to.before) / choice.bound : 1;
  };
  {
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    std::vector<std::jthread> workers;
    for (unsigned t = 0; t < threads; ++t) workers.emplace_back(work);
    std::unique_lock lock(mutex);
    while (done < strided.size() && !stop.stop_requested()) {
      advanced.wait_for(lock, kShowEvery);
      if (!show || done == strided.size()) continue;
      const auto begin = std::chrono::steady_clock::now();
      // A copy, for the workers go on with theirs.
      const std::vector<std::vector<std::uint64_t>> soFar(sets.begin(), sets.end());
      AdvisorResult interim;
      interim.total = result.total;
      interim.before = result.before;
      interim.tried = done;
      interim.problems = result.problems;
      lock.unlock();
      fill(interim, soFar);
      // Of places not looked at yet nothing is known: no promise.
      interim.guarantee = 0;
      show(static_cast<double>(interim.tried) / static_cast<double>(strided.size()), interim);
      std::this_thread::sleep_until(begin + kShowEvery);
      lock.lock();
    }
  }
  if (stop.stop_requested()) return Error{"cancelled", "", ""};
  fill(result, sets);
  result.tried = strided.size();
  result.final = true;
  return result;
}

std::vector<AdvisorCandidate> candidatesInArea(std::span<const LatLon> ring, std::size_t count) {
  std::vector<AdvisorCandidate> out;
  const auto whole = NetworkGrid::overRing(ring, 10'000);
  if (!whole) return out;
  // As many cells in the box that about `count` of them lie inside.
  std::size_t inside = 0;
  for (std::size_t cell = 0; cell < (*whole)->size(); ++cell) inside += (*whole)->share(cell) > 0.5F ? 1 : 0;
  const double part = std::max(0.01, static_cast<double>(inside) / static_cast<double>((*whole)->size()));
  const auto grid = NetworkGrid::overRing(
      ring, std::max<std::size_t>(16, static_cast<std::size_t>(static_cast<double>(count) / part)));
  if (!grid) return out;
  for (std::size_t cell = 0; cell < (*grid)->size(); ++cell) {
    if ((*grid)->share(cell) < 0.5F) continue;
    out.push_back({(*grid)->middle(cell), tr("place %1").arg(out.size() + 1).toStdString()});
  }
  return out;
}

std::vector<AdvisorCandidate> candidatesOnHighGround(std::span<const LatLon> ring, const Terrain& terrain,
                                                     std::size_t count) {
  std::vector<AdvisorCandidate> out;
  const auto grid = NetworkGrid::overRing(ring, 160'000);
  if (!grid) return out;
  const int columns = (*grid)->columns();
  const int rows = (*grid)->rows();
  std::vector<LatLon> points((*grid)->size());
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = (*grid)->middle(i);
  std::vector<float> heights(points.size());
  terrain.heightsAt(points, heights);
  const int reach = std::max(2, std::min(columns, rows) / 60);
  struct Summit {
    float standsOut = 0;
    std::size_t cell = 0;
  };
  std::vector<Summit> summits;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const auto cell = static_cast<std::size_t>(row * columns + column);
      const float h = heights[cell];
      if ((*grid)->share(cell) < 0.5F || !(h > 0)) continue;
      bool highest = true;
      double sum = 0;
      int n = 0;
      for (int r = std::max(0, row - reach); r <= std::min(rows - 1, row + reach) && highest; ++r) {
        for (int c = std::max(0, column - reach); c <= std::min(columns - 1, column + reach); ++c) {
          const float other = heights[static_cast<std::size_t>(r * columns + c)];
          if (other > h) {
            highest = false;
            break;
          }
          if (std::isnan(other)) continue;
          sum += static_cast<double>(other);
          ++n;
        }
      }
      if (highest && n > 0) summits.push_back({h - static_cast<float>(sum / n), cell});
    }
  }
  std::sort(summits.begin(), summits.end(), [](const Summit& a, const Summit& b) {
    return a.standsOut != b.standsOut ? a.standsOut > b.standsOut : a.cell < b.cell;
  });
  const double apart = (*grid)->cellSide() * columns / 30.0;
  for (const Summit& summit : summits) {
    if (out.size() >= count) break;
    const LatLon at = points[summit.cell];
    const bool near = std::any_of(out.begin(), out.end(), [&](const AdvisorCandidate& other) {
      return std::abs(other.position.lat - at.lat) < 1 && geodesic(other.position, at).distance < apart;
    });
    if (near) continue;
    out.push_back({at, tr("height %1 m").arg(std::lround(heights[summit.cell])).toStdString()});
  }
  return out;
}

}  // namespace sorami
