// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/CoverageFit.h"

#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/DetectedFloor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

namespace sorami {
namespace {

constexpr std::size_t kPointsACell = 48;  ///< reports kept of a cell to ask the model about
constexpr std::size_t kFewestCells = 20;
constexpr int kRounds = 4;       ///< of one parameter after the other
constexpr int kTries = 7;        ///< values tried of one parameter in a round
constexpr double kSlack = 0.10;  ///< growth of the disagreement within a value's bounds
constexpr double kLeastSlack = 0.005;
constexpr double kLeastHeight = 1;  ///< m
constexpr double kLeastK = 0.9;
constexpr double kMostK = 2.0;
constexpr double kMoreLosses = 15;  ///< dB either way

/// A cell as the fit looks at it.
struct FitCell {
  std::uint32_t own = 0;
  std::uint32_t all = 0;
  double observed = 0;  ///< how much of it the sensor saw, 0 … 1
  double weight = 0;
  std::size_t begin = 0;  ///< its points
  std::size_t end = 0;
};

/// What was read, and the model asked about it.
class Fit {
 public:
  Fit(const CoverageRequest& sensor, TerrainPtr terrain, std::stop_token stop)
      : m_sensor(sensor), m_terrain(std::move(terrain)), m_stop(std::move(stop)) {}

  Status read(const StoreView& store, std::uint16_t source, const MeasuredOptions& options) {
    const auto sorted = ReportCells::make(options, m_sensor.floor.site, m_sensor.sensor.instrumentedRange);
    if (!sorted) return sorted.error();
    struct Gathered {
      std::uint32_t own = 0;
      std::uint32_t all = 0;
      std::uint32_t stride = 1;  ///< every so many reports one is kept
      std::vector<std::array<float, 3>> points;
    };
    std::map<std::size_t, Gathered> gathered;
    const auto tally = sorted->read(store, source, m_stop, [&](const ReportBatch& batch, double) {
      for (std::size_t i = 0; i < batch.cell.size(); ++i) {
        Gathered& g = gathered[batch.cell[i]];
        g.own += batch.own[i];
        if (g.all++ % g.stride != 0) continue;
        g.points.push_back({batch.east[i], batch.north[i], batch.altitude[i]});
        if (g.points.size() < 2 * kPointsACell) continue;
        // Half of them go, and from here on half as many come: what is kept is spread over the whole time.
        for (std::size_t k = 0; k < kPointsACell; ++k) g.points[k] = g.points[2 * k];
        g.points.resize(kPointsACell);
        g.stride *= 2;
      }
    });
    if (!tally) return tally.error();
    if (!tally->hasOthers) {
      return Error{"only one source is in the recording", "",
                   "where the sensor did not detect shows only where another source did"};
    }
    std::vector<double> paces;
    for (const auto& [index, g] : gathered) {
      if (g.all >= options.least && g.own > 0) paces.push_back(static_cast<double>(g.own) / g.all);
    }
    if (paces.empty()) return Error{"the source reported nothing within range", "", "is it this sensor?"};
    // Where all of a cell is seen the sensor reports at this pace; cells seen in part lie below it.
    const auto middle = paces.begin() + static_cast<std::ptrdiff_t>(paces.size() / 2);
    std::nth_element(paces.begin(), middle, paces.end());
    const double pace = *middle;
    for (const auto& [index, g] : gathered) {
      if (g.all < options.least) continue;
      const double expected = pace * g.all;
      FitCell cell;
      cell.own = g.own;
      cell.all = g.all;
      cell.observed = std::min(1.0, g.own / expected);
      cell.weight = 1 - std::exp(-expected);
      cell.begin = m_east.size();
      for (const auto& [east, north, altitude] : g.points) {
        m_east.push_back(east);
        m_north.push_back(north);
        m_altitude.push_back(altitude);
      }
      cell.end = m_east.size();
      m_weight += cell.weight;
      m_cells.push_back(cell);
    }
    if (m_cells.size() < kFewestCells) {
      return Error{"too few places can be judged: " + std::to_string(m_cells.size()), "",
                   "give a longer recording or larger cells"};
    }
    return {};
  }

  /// Share of the weight on which recording and model differ; an error where the model cannot be made.
  Result<double> disagreement(double height, double k, double losses) {
    CoverageRequest r = m_sensor;
    r.floor.antennaHeight = r.sensor.antennaHeight = height;
    r.floor.k = k;
    r.sensor.lossesDb = losses;
    // What is masked depends on height and k alone; the same is asked for again and again.
    const auto key = std::pair(height, k);
    auto found = m_visible.find(key);
    if (found == m_visible.end()) {
      FloorRequest floor = r.floor;
      auto visible = computeFloor(floor, m_terrain, FloorQuality::Preview, m_stop);
      if (!visible) return visible.error();
      if (m_visible.size() > 16) m_visible.clear();
      found = m_visible.emplace(key, *visible).first;
    }
    const auto model = modelOf(r, found->second->antennaMsl());
    if (!model) return model.error();
    const DetectedFloor field(found->second, *model);
    m_floor.resize(m_east.size());
    m_ceiling.resize(m_east.size());
    field.bandsAtLocal(m_east, m_north, m_floor, m_ceiling);
    double differs = 0;
    for (const FitCell& cell : m_cells) {
      std::size_t seen = 0;
      for (std::size_t i = cell.begin; i < cell.end; ++i) {
        seen += m_floor[i] <= m_altitude[i] && (!field.hasCeiling() || m_altitude[i] <= m_ceiling[i]) ? 1 : 0;
      }
      const double predicted = static_cast<double>(seen) / static_cast<double>(cell.end - cell.begin);
      differs += cell.weight * std::abs(predicted - cell.observed);
    }
    return differs / m_weight;
  }

  const std::vector<FitCell>& cells() const { return m_cells; }

 private:
  CoverageRequest m_sensor;
  TerrainPtr m_terrain;
  std::stop_token m_stop;
  std::vector<FitCell> m_cells;
  double m_weight = 0;
  std::vector<float> m_east, m_north, m_altitude, m_floor, m_ceiling;
  std::map<std::pair<double, double>, CoverageFieldPtr> m_visible;
};

/// A parameter on its way to the best value: a scale on which steps are alike, and where it may go.
struct Axis {
  FittedValue* to;
  double from, until;
  bool isLogarithmic;
  double on(double value) const { return isLogarithmic ? std::log(value) : value; }
  double off(double x) const { return isLogarithmic ? std::exp(x) : x; }
};

}  // namespace

Result<CoverageFit> fitCoverage(const StoreView& store, std::uint16_t source, const CoverageRequest& sensor,
                                const TerrainPtr& terrain, const MeasuredOptions& cells, std::stop_token stop,
                                const std::function<void(double)>& progress) {
  if (const Status status = checkFloorRequest(sensor.floor); !status) return status.error();
  Fit fit(sensor, terrain, stop);
  if (const Status status = fit.read(store, source, cells); !status) return status.error();

  CoverageFit out;
  const SensorParameters& s = sensor.sensor;
  const auto start = [](FittedValue& v, double value) { v.before = v.value = v.low = v.high = value; };
  start(out.antennaHeight, s.antennaHeight);
  start(out.k, sensor.floor.k);
  start(out.losses, s.lossesDb);
  std::vector<Axis> axes;
  const double height = std::max(s.antennaHeight, kLeastHeight);
  axes.push_back({&out.antennaHeight, std::max(kLeastHeight, height / 5), std::max(height * 5, 100.0), true});
  axes.push_back({&out.k, kLeastK, kMostK, true});
  if (s.frequencyHz > 0 && s.principle != SensorPrinciple::RangeRing) {
    axes.push_back({&out.losses, std::max(0.0, s.lossesDb - kMoreLosses), s.lossesDb + kMoreLosses, false});
  }
  for (const Axis& axis : axes) axis.to->isFitted = true;
  out.antennaHeight.value = std::clamp(height, axes[0].from, axes[0].until);
  out.k.value = std::clamp(out.k.value, kLeastK, kMostK);

  const double work = static_cast<double>((kRounds + 1) * kTries) * static_cast<double>(axes.size());
  double done = 0;
  std::optional<Error> wrong;
  const auto ask = [&](const Axis* along, double value) {
    const auto of = [&](const FittedValue& v) { return along && along->to == &v ? value : v.value; };
    const auto d = fit.disagreement(of(out.antennaHeight), of(out.k), of(out.losses));
    if (!d) wrong = d.error();
    if (progress) progress(std::min(1.0, ++done / work));
    return d ? *d : 1.0;
  };
  out.disagreementBefore = ask(nullptr, 0);
  if (wrong) return *wrong;
  double best = out.disagreementBefore;
  double span = 1;  // of each parameter's whole way
  for (int round = 0; round < kRounds && !wrong; ++round, span *= 0.4) {
    for (const Axis& axis : axes) {
      const double whole = (axis.on(axis.until) - axis.on(axis.from)) * span;
      const double middle = axis.on(axis.to->value);
      for (int i = 0; i < kTries && !wrong && !stop.stop_requested(); ++i) {
        const double x = middle + whole * (static_cast<double>(i) / (kTries - 1) - 0.5);
        const double value = axis.off(std::clamp(x, axis.on(axis.from), axis.on(axis.until)));
        const double d = ask(&axis, value);
        if (d < best) {
          best = d;
          axis.to->value = value;
        }
      }
    }
  }
  out.disagreement = best;
  // How far each value may go, the others held.
  const double allowed = best + std::max(kLeastSlack, kSlack * best);
  for (const Axis& axis : axes) {
    FittedValue& v = *axis.to;
    const auto bound = [&](double end) {
      double good = axis.on(v.value);
      double bad = axis.on(end);
      if (ask(&axis, end) <= allowed) return end;
      for (int i = 0; i < kTries / 2 + 1; ++i) {
        const double x = 0.5 * (good + bad);
        (ask(&axis, axis.off(x)) <= allowed ? good : bad) = x;
      }
      return axis.off(good);
    };
    if (wrong || stop.stop_requested()) break;
    v.low = bound(axis.from);
    v.high = bound(axis.until);
    v.isDetermined = v.low > axis.from && v.high < axis.until;
  }
  if (stop.stop_requested()) return Error{"cancelled", "", ""};
  if (wrong) return *wrong;
  out.cells = fit.cells().size();
  for (const FitCell& cell : fit.cells()) {
    out.own += cell.own;
    out.all += cell.all;
  }
  return out;
}

}  // namespace sorami
