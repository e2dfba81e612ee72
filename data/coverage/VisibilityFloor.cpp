// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/VisibilityFloor.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/coverage/FloorKernel.h"
#include "data/coverage/PolarFloor.h"
#include "data/coverage/SiteFrame.h"
#include "data/geo/Earth.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <climits>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <numeric>
#include <optional>
#include <span>
#include <thread>

namespace sorami {
namespace {

constexpr double kLongest = 1'500'000;
constexpr double kTwoPi = 2 * std::numbers::pi;
// Far out posts are merged and bins widened where they would be finer than this share of the range.
constexpr double kFinestShare = 1.0 / 8000;
// Coarse terrain is sampled more finely than its posts stand, for the floor's own curve; but no finer than
// this for that reason, m.
constexpr double kFinestNeeded = 100;
// That is along a ray. Across, more rays than this to a post of coarse terrain would tell nothing new.
constexpr double kRaysToPost = 4;
// The polynomials serve while they are within this of the exact place, posts.
constexpr double kFitTolerance = 0.03;
// The earth counts as a chain of chords between exact places. On a grid of degrees a geodesic bends by a
// ten-millionth a metre, so chords of this many square roots of a bin, m, stray by a twentieth of it.
constexpr double kKnotLength = 600;

/// The plan of a ring, before its terrain is fetched.
struct RingPlan {
  double r0 = 0;
  double bin = 0;
  int bins = 0;
  int rays = 0;
  int steps = 1;
  double minCell = 0;  ///< of the posts; 0: as they are
  double end() const { return r0 + bin * bins; }
};

int wholeGroups(double rays) {
  return std::max(1, static_cast<int>(std::ceil(rays / kLanes))) * kLanes;
}

std::vector<RingPlan> planSmooth(double range) {
  RingPlan ring;
  ring.bins = 2000;
  ring.bin = range / ring.bins;
  ring.rays = 64;
  ring.steps = 3;
  return {ring};
}

/// Samples in a bin, by how many bins lie between it and the site. Close in, a small error in the ground is
/// magnified over the whole range, and the peaks of the bilinear surface are sharp.
struct StepRule {
  int upToBin;
  int steps;
};
constexpr StepRule kPreviewSteps[] = {{8, 17}, {32, 7}, {163, 3}, {INT_MAX, 1}};
constexpr StepRule kFastSteps[] = {{8, 33}, {32, 17}, {128, 5}, {400, 3}, {INT_MAX, 1}};
constexpr StepRule kRefinedSteps[] = {{12, 65}, {48, 33}, {200, 9}, {700, 5}, {1400, 3}, {INT_MAX, 1}};

const StepRule& ruleAt(std::span<const StepRule> rules, double bin) {
  std::size_t i = 0;
  while (bin >= rules[i].upToBin) ++i;
  return rules[i];
}

/// A preview has the same number of rays all over, and posts merged twofold from ring to ring.
std::vector<RingPlan> planPreview(double range, double finest) {
  constexpr int kRays = 2048;
  constexpr int kFullBins = 326;
  std::vector<RingPlan> plan;
  double cell = std::min(finest, std::max(kFinestNeeded, range / 500));
  double r0 = 0;
  while (r0 < range) {
    RingPlan ring;
    ring.r0 = r0;
    ring.bin = cell;
    ring.minCell = cell <= finest ? 0 : cell;
    const double out = r0 / cell;
    const StepRule& rule = ruleAt(kPreviewSteps, cell <= finest ? out + 1e-6 : INT_MAX - 1);
    ring.steps = rule.steps;
    // Half the rays do where they lie close together.
    ring.rays = out < kFullBins * 0.5 - 1 && cell <= finest ? kRays / 2 : kRays;
    const double end = std::min({range, rule.upToBin * cell, kFullBins * cell});
    ring.bins = std::max(1, static_cast<int>(std::ceil((end - r0) / cell - 1e-6)));
    r0 = ring.end();
    plan.push_back(ring);
    if (r0 >= (kFullBins - 1) * cell) cell *= 2;
  }
  return plan;
}

std::vector<RingPlan> planFull(double range, double finest, bool refined) {
  // Rays stand no farther apart than a cell; of coarse terrain, than a part of its posts' spacing. Refined,
  // they are up to four times as close nearer in: what is missed there is missed all the way out, and costs
  // little to find.
  const double inner = refined ? 4.0 : 1.0;
  const std::span<const StepRule> rules =
      refined ? std::span<const StepRule>(kRefinedSteps) : std::span<const StepRule>(kFastSteps);
  std::vector<RingPlan> plan;
  double r0 = 0;
  double cell = std::min(finest, std::max(kFinestNeeded, range / 1500));
  int rays = refined ? 4096 : 2048;
  while (r0 < range) {
    const double apart = rays * std::max(cell, finest / kRaysToPost) / kTwoPi;
    const double reach = apart >= range ? range : apart / inner;
    if (cell < 0.7 * kFinestShare * std::min(range, reach)) {
      cell *= 2;
      continue;
    }
    if (reach < r0 + 8 * cell && reach < range) {
      rays *= 2;
      continue;
    }
    const StepRule& rule = ruleAt(rules, r0 / cell + 1e-6);
    const double end = std::min({range, reach, rule.upToBin * cell});
    RingPlan ring;
    ring.r0 = r0;
    ring.rays = wholeGroups(rays);
    ring.bin = cell;
    ring.bins = std::max(1, static_cast<int>(std::ceil((end - r0) / cell - 1e-6)));
    ring.minCell = cell <= finest ? 0 : cell;
    ring.steps = rule.steps;
    plan.push_back(ring);
    r0 = ring.end();
  }
  return plan;
}

/// What a ring's sweep reads.
struct RingTerrain {
  TerrainPatchPtr patch;
  SiteFrame::Fit fit;
};

/// Rays of a ring with what they carry outward.
struct RingState {
  std::vector<float> slope, maybe, lastHeight, lastRange;
  explicit RingState(int rays) {
    const auto n = static_cast<std::size_t>(rays);
    for (std::vector<float>* v : {&slope, &maybe, &lastHeight, &lastRange}) v->resize(n);
  }
};

/// The state a ray starts a ring with: between the two rays of the ring before that lie about it.
void inherit(const RingState& from, int fromRays, int ray, int rays, RayState& to, int lane) {
  const double at = static_cast<double>(ray) * fromRays / rays;
  const auto whole = static_cast<std::size_t>(at);
  const std::size_t a = whole % static_cast<std::size_t>(fromRays);
  const std::size_t b = (whole + 1) % static_cast<std::size_t>(fromRays);
  const auto f = static_cast<float>(at - static_cast<double>(whole));
  const auto mix = [&](const std::vector<float>& v) { return v[a] * (1 - f) + v[b] * f; };
  to.slope[lane] = mix(from.slope);
  to.maybe[lane] = mix(from.maybe);
  to.lastHeight[lane] = mix(from.lastHeight);
  to.lastRange[lane] = mix(from.lastRange);
}

/// Groups of rays that a sector touches, with a ray to spare on either side.
std::vector<int> groupsOf(const FloorRequest& request, int rays) {
  const double width = request.azimuthTo - request.azimuthFrom;
  const double turn = azimuthOf(width);
  std::vector<int> groups;
  const int all = rays / kLanes;
  if (turn == 0) {
    for (int g = 0; g < all; ++g) groups.push_back(g);
    return groups;
  }
  // Rays between which lies the edge are needed too, and those the next ring inherits from.
  const double perRay = 360.0 / rays;
  const double from = std::floor(request.azimuthFrom / perRay) - 2;
  const double to = std::ceil((request.azimuthFrom + turn) / perRay) + 2;
  std::vector<bool> wanted(static_cast<std::size_t>(all), false);
  for (double ray = from; ray <= to && ray < from + rays; ++ray) {
    const double wrapped = ray - rays * std::floor(ray / rays);
    wanted[static_cast<std::size_t>(wrapped) / kLanes % static_cast<std::size_t>(all)] = true;
  }
  for (int g = 0; g < all; ++g) {
    if (wanted[static_cast<std::size_t>(g)]) groups.push_back(g);
  }
  return groups;
}

/// Posts for an earth without terrain, and for a ring that no terrain reaches though others have some.
constexpr std::int16_t kSea[4] = {0, 0, 0, 0};
constexpr std::int16_t kUnknown[4] = {kVoidPost, kVoidPost, kVoidPost, kVoidPost};

class Sweep {
 public:
  Sweep(const FloorRequest& request, double antenna, double ground, std::vector<RingPlan> plan,
        std::vector<RingTerrain> terrain, std::stop_token stop, const std::function<void(double)>& progress)
      : m_request(request),
        m_antenna(antenna),
        m_ground(ground),
        m_northCurve(1 / (request.k * eulerRadius(request.site.lat, 0))),
        m_eastCurve(1 / (request.k * eulerRadius(request.site.lat, 90))),
        m_plan(std::move(plan)),
        m_terrain(std::move(terrain)),
        m_stop(std::move(stop)),
        m_progress(progress),
        m_smooth(std::none_of(m_terrain.begin(), m_terrain.end(),
                              [](const RingTerrain& ring) { return ring.patch != nullptr; })) {}

  /// False when stopped or out of memory.
  bool run(int threads) {
    m_rings.resize(m_plan.size());
    for (std::size_t i = 0; i < m_plan.size(); ++i) {
      const RingPlan& p = m_plan[i];
      FloorRing& ring = m_rings[i];
      ring.r0 = p.r0;
      ring.bin = p.bin;
      ring.bins = p.bins;
      ring.rays = p.rays;
      // The sampler reads 32 bits at a time, so a little more follows the last floor.
      ring.floors = Pages(
          static_cast<std::size_t>(p.rays) * static_cast<std::size_t>(p.bins) * sizeof(std::uint16_t) + 64);
      if (ring.floors.data() == nullptr) return false;
      m_groups.push_back(groupsOf(m_request, p.rays));
      m_states.emplace_back(p.rays);
      m_work += static_cast<double>(m_groups.back().size()) * p.bins * p.steps;
      std::vector<float> range, inverse;
      for (int s = 0; s < p.bins * p.steps; ++s) {
        const double at = p.r0 + (s + 0.5) * p.bin / p.steps;
        range.push_back(static_cast<float>(at));
        inverse.push_back(static_cast<float>(1.0 / at));
      }
      m_range.push_back(std::move(range));
      m_inverse.push_back(std::move(inverse));
    }
    // Directions that the rays of all rings are among.
    int directions = 1;
    for (const RingPlan& p : m_plan) directions = std::lcm(directions, p.rays);
    m_sine.resize(static_cast<std::size_t>(directions));
    m_cosine.resize(m_sine.size());
    for (std::size_t i = 0; i < m_sine.size(); ++i) {
      const double azimuth = kTwoPi * static_cast<double>(i) / directions;
      m_sine[i] = std::sin(azimuth);
      m_cosine[i] = std::cos(azimuth);
    }
    m_next = std::vector<std::atomic<std::size_t>>(m_plan.size());
    std::barrier meet(threads);
    const auto work = [&] {
      double unknown = 0;
      for (std::size_t ring = 0; ring < m_plan.size(); ++ring) {
        unknown += sweepRing(ring);
        meet.arrive_and_wait();
      }
      const std::lock_guard lock(m_mutex);
      m_unknown += unknown;
    };
    {
      std::vector<std::jthread> helpers;
      for (int i = 1; i < threads; ++i) helpers.emplace_back(work);
      work();
    }
    return !m_stop.stop_requested();
  }

  std::vector<FloorRing> takeRings() { return std::move(m_rings); }
  double unknownShare() const {
    double all = 0;
    for (std::size_t i = 0; i < m_plan.size(); ++i) {
      const RingPlan& p = m_plan[i];
      all +=
          static_cast<double>(m_groups[i].size()) * kLanes / p.rays * (p.end() * p.end() - p.r0 * p.r0) / 2;
    }
    return all > 0 ? std::min(1.0, m_unknown / all) : 0;
  }

 private:
  double sweepRing(std::size_t index) {
    const RingPlan& plan = m_plan[index];
    const RingTerrain& terrain = m_terrain[index];
    const std::vector<int>& groups = m_groups[index];
    double col[(kFitDegree + 1) * kLanes] = {};
    double row[(kFitDegree + 1) * kLanes] = {};
    SweepInput in;
    in.posts = terrain.patch ? terrain.patch->posts() : m_smooth ? kSea : kUnknown;
    in.width = terrain.patch ? terrain.patch->width() : 2;
    in.height = terrain.patch ? terrain.patch->height() : 2;
    in.voids = terrain.patch ? terrain.patch->hasVoids() : !m_smooth;
    in.col = col;
    in.row = row;
    in.radius = terrain.fit.radius;
    in.antenna = static_cast<float>(m_antenna);
    in.r0 = plan.r0;
    in.bin = plan.bin;
    in.bins = plan.bins;
    in.steps = plan.steps;
    in.isZero = m_rings[index].floors.isZero();
    in.range = m_range[index].data();
    in.inverse = m_inverse[index].data();
    in.knot = std::clamp(static_cast<int>(kKnotLength / std::sqrt(plan.bin)), 1, 32);
    double sine[kLanes], cosine[kLanes];
    const std::size_t apart = m_sine.size() / static_cast<std::size_t>(plan.rays);

    RingState& states = m_states[index];
    double unknown = 0;
    constexpr std::size_t kChunk = 8;
    for (;;) {
      const std::size_t first = m_next[index].fetch_add(kChunk);
      if (first >= groups.size() || m_stop.stop_requested()) break;
      const std::size_t last = std::min(groups.size(), first + kChunk);
      for (std::size_t g = first; g < last; ++g) {
        const int group = groups[g];
        RayState state;
        for (int lane = 0; lane < kLanes; ++lane) {
          const int ray = group * kLanes + lane;
          sine[lane] = m_sine[static_cast<std::size_t>(ray) * apart];
          cosine[lane] = m_cosine[static_cast<std::size_t>(ray) * apart];
          // Euler's theorem: curvatures mix by the squares.
          const double north = cosine[lane] * cosine[lane];
          in.inverseRadius[lane] = static_cast<float>(north * m_northCurve + (1 - north) * m_eastCurve);
          if (index == 0) {
            state.slope[lane] = state.maybe[lane] = kNoSlope;
            state.lastHeight[lane] = static_cast<float>(m_ground);
            state.lastRange[lane] = 0;
          } else {
            inherit(m_states[index - 1], m_plan[index - 1].rays, ray, plan.rays, state, lane);
          }
        }
        if (terrain.patch) terrain.fit.rays(sine, cosine, col, row);
        unknown += sweepRays(in, state, m_rings[index].block(group)) * plan.bin / plan.rays;
        for (int lane = 0; lane < kLanes; ++lane) {
          const auto ray = static_cast<std::size_t>(group * kLanes + lane);
          states.slope[ray] = state.slope[lane];
          states.maybe[ray] = state.maybe[lane];
          states.lastHeight[ray] = state.lastHeight[lane];
          states.lastRange[ray] = state.lastRange[lane];
        }
      }
      if (m_progress) {
        const std::lock_guard lock(m_mutex);
        m_done += static_cast<double>(last - first) * plan.bins * plan.steps;
        m_progress(std::min(1.0, m_done / m_work));
      }
    }
    return unknown;
  }

  const FloorRequest& m_request;
  double m_antenna;
  double m_ground;
  double m_northCurve;  ///< 1 / (k·R) toward north and east, 1/m
  double m_eastCurve;
  std::vector<RingPlan> m_plan;
  std::vector<RingTerrain> m_terrain;
  std::stop_token m_stop;
  const std::function<void(double)>& m_progress;
  bool m_smooth;  ///< no ring has terrain
  std::vector<FloorRing> m_rings;
  std::vector<std::vector<int>> m_groups;
  std::vector<RingState> m_states;
  std::vector<double> m_sine, m_cosine;
  std::vector<std::vector<float>> m_range;
  std::vector<std::vector<float>> m_inverse;
  std::vector<std::atomic<std::size_t>> m_next;
  std::mutex m_mutex;
  double m_work = 0;
  double m_done = 0;
  double m_unknown = 0;
};

/// Terrain of each ring; empty when stopped.
std::vector<RingTerrain> fetch(const FloorRequest& request, const Terrain& terrain,
                               const std::vector<RingPlan>& plan, int threads, std::stop_token stop) {
  std::vector<RingTerrain> out(plan.size());
  std::optional<SiteFrame> frame;
  frame.emplace(request.site, plan.back().end());
  // From the outside in: a ring whose posts have the same spacing reads the patch of the one outside it.
  for (std::size_t i = plan.size(); i-- > 0;) {
    const RingPlan& ring = plan[i];
    if (i + 1 < plan.size() && plan[i + 1].minCell == ring.minCell) {
      out[i] = out[i + 1];
      continue;
    }
    PatchRequest wanted;
    wanted.centre = request.site;
    wanted.radius = ring.end() + 2 * ring.bin;
    wanted.minCell = ring.minCell;
    wanted.threads = threads;
    wanted.azimuthFrom = request.azimuthFrom;
    wanted.azimuthTo = request.azimuthTo;
    out[i].patch = terrain.patch(wanted, stop);
    if (!out[i].patch) continue;
    out[i].fit = frame->fit(*out[i].patch);
    if (!out[i].patch->isLocal() && !(out[i].fit.error <= kFitTolerance)) {
      wanted.local = true;
      out[i].patch = terrain.patch(wanted, stop);
      if (out[i].patch) out[i].fit = frame->fit(*out[i].patch);
    }
  }
  if (stop.stop_requested()) out.clear();
  return out;
}

Error refuse(const QString& what, double value, const QString& hint) {
  return {tr("%1 %2 is not usable").arg(what).arg(value).toStdString(), "", hint.toStdString()};
}

}  // namespace

Status checkFloorRequest(const FloorRequest& r) {
  if (!(std::abs(r.site.lat) <= 90)) return refuse(tr("latitude"), r.site.lat, tr("give -90 to 90 degrees"));
  if (!(std::abs(r.site.lon) <= 360))
    return refuse(tr("longitude"), r.site.lon, tr("give -180 to 180 degrees"));
  if (!(r.range >= 100 && r.range <= kLongest))
    return refuse(tr("range"), r.range, tr("give 100 m to 1500 km"));
  if (!(r.k >= 0.3 && r.k <= 1000))
    return refuse(tr("earth radius factor"), r.k, tr("give 0.3 to 1000; 1.333 is usual"));
  const double lowest = r.antennaIsMsl ? -500 : 0;
  if (!(r.antennaHeight >= lowest && r.antennaHeight <= 40'000)) {
    return refuse(tr("antenna height"), r.antennaHeight,
                  r.antennaIsMsl ? tr("give -500 to 40 000 m") : tr("give 0 to 40 000 m above ground"));
  }
  if (!std::isfinite(r.azimuthFrom) || !std::isfinite(r.azimuthTo)) {
    return Error{tr("a sector's azimuths must be numbers").toStdString(), "",
                 tr("give degrees from true north").toStdString()};
  }
  return Status{std::monostate{}};
}

double eulerRadius(double lat, double azimuthDeg) {
  const double s = std::sin(degToRad(lat));
  const double w = 1 - kE2 * s * s;
  const double meridian = kSemiMajor * (1 - kE2) / (w * std::sqrt(w));
  const double prime = kSemiMajor / std::sqrt(w);
  const double c = std::cos(degToRad(azimuthDeg));
  return 1.0 / (c * c / meridian + (1 - c * c) / prime);
}

Result<CoverageFieldPtr> computeFloor(const FloorRequest& request, const TerrainPtr& terrain,
                                      FloorQuality quality, std::stop_token stop,
                                      const std::function<void(double)>& progress, int threads) {
  if (auto status = checkFloorRequest(request); !status) return status.error();
  const Error cancelled{"cancelled", "", ""};
  if (threads <= 0) threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));

  PolarFloor::Parts parts;
  parts.request = request;
  parts.request.site.lon = wrapLongitude(request.site.lon);
  parts.quality = quality;
  const double finest = terrain ? terrain->finestCell(parts.request.site, request.range) : 0;
  std::vector<RingPlan> plan;
  std::vector<RingTerrain> ringTerrain;
  if (finest > 0) {
    plan = quality == FloorQuality::Preview
               ? planPreview(request.range, finest)
               : planFull(request.range, finest, quality == FloorQuality::Refined);
    ringTerrain = fetch(parts.request, *terrain, plan, threads, stop);
    if (stop.stop_requested() || ringTerrain.empty()) return cancelled;
    const bool nothing = std::none_of(ringTerrain.begin(), ringTerrain.end(),
                                      [](const RingTerrain& ring) { return ring.patch != nullptr; });
    if (nothing) plan.clear();
  }
  parts.smoothEarth = plan.empty();
  if (parts.smoothEarth) {
    plan = planSmooth(request.range);
    ringTerrain.assign(plan.size(), RingTerrain{});
  } else {
    parts.terrain = terrain;
    parts.terrainCell = finest;
    const float ground = terrain->heightAt(parts.request.site);
    parts.groundKnown = !std::isnan(ground);
    parts.groundHeight = parts.groundKnown ? ground : 0.0F;
  }
  parts.antennaMsl = request.antennaHeight + (request.antennaIsMsl ? 0.0 : parts.groundHeight);

  Sweep sweep(parts.request, parts.antennaMsl, parts.groundHeight, std::move(plan), std::move(ringTerrain),
              stop, progress);
  if (!sweep.run(threads)) {
    if (stop.stop_requested()) return cancelled;
    return Error{"there is not enough memory for the field", "",
                 "ask for a shorter range or a coarser quality"};
  }
  parts.unknownShare = sweep.unknownShare();
  parts.rings = sweep.takeRings();
  if (progress) progress(1.0);
  return CoverageFieldPtr(std::make_shared<PolarFloor>(std::move(parts)));
}

}  // namespace sorami
