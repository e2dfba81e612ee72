// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/LinkLoss.h"

#include "data/coverage/physics/AeronauticalPath.h"
#include "data/coverage/physics/Diffraction.h"
#include "data/coverage/physics/Itm.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <list>
#include <memory>
#include <mutex>
#include <numbers>

namespace sorami {
namespace {

constexpr double kFarthestAirLink = 900'000;  // m, beyond the horizon of two aircraft
constexpr std::size_t kCurvesKept = 32;

double freeSpace(double distance, double frequencyHz) {
  return 20 * std::log10(4 * std::numbers::pi * std::max(distance, 1.0) / physics::wavelength(frequencyHz));
}

double diffractionLoss(const LinkPath& path) {
  physics::DiffractionPath diffraction;
  diffraction.distances = path.distances;
  diffraction.heights = path.heights;
  diffraction.transmitterAgl = std::max(0.0, path.first - path.heights.front());
  diffraction.receiverAgl = std::max(0.0, path.last - path.heights.back());
  diffraction.frequencyHz = std::clamp(path.frequencyHz, 30e6, 50e9);
  diffraction.effectiveRadius = path.earthRadius;
  diffraction.polarisation = physics::Polarisation::Vertical;
  const auto loss = physics::deltaBullington(diffraction);
  return loss ? std::max(0.0, loss->totalDb) : 0;
}

// P.528 over distance for two heights, of those asked for last. An aircraft on its way asks for one curve
// again and again; to make one takes a tenth of a second.
std::shared_ptr<const physics::AeronauticalCurve> airCurve(double low, double high, double frequencyHz,
                                                           double time) {
  using Key = std::array<double, 4>;
  struct Kept {
    Key key;
    std::shared_ptr<const physics::AeronauticalCurve> curve;
  };
  static std::mutex mutex;
  static std::list<Kept> kept;
  // Heights as fine as they matter: a metre at the ground, 1 % of more.
  const auto coarse = [](double height) {
    const double step = std::max(1.0, std::pow(10.0, std::floor(std::log10(std::max(height, 1.0))) - 1));
    return std::clamp(std::round(height / step) * step, 1.5, 20'000.0);
  };
  const Key key{coarse(low), coarse(high), frequencyHz, time};
  {
    const std::scoped_lock lock(mutex);
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const Kept& k) { return k.key == key; });
    if (found != kept.end()) {
      kept.splice(kept.begin(), kept, found);
      return found->curve;
    }
  }
  const auto path = physics::AeronauticalPath::make(key[0], std::max(key[0], key[1]), frequencyHz, time,
                                                    physics::Polarisation::Vertical);
  if (!path) return nullptr;
  auto curve = std::make_shared<const physics::AeronauticalCurve>(*path, kFarthestAirLink, 64);
  const std::scoped_lock lock(mutex);
  kept.push_front({key, curve});
  if (kept.size() > kCurvesKept) kept.pop_back();
  return curve;
}

}  // namespace

const char* lossModelName(LossModel model) {
  switch (model) {
    case LossModel::None:
      return "none";
    case LossModel::DeltaBullington:
      return "diffraction";
    case LossModel::IrregularTerrain:
      return "itm";
    case LossModel::Aeronautical:
      return "p528";
  }
  return "";
}

double itmRefractivity(double k) {
  if (!(k > 1)) return 250;
  return std::clamp(179.3 * std::log((1 - 1 / k) / 0.04665), 250.0, 400.0);
}

LinkLoss linkLoss(const LinkPath& path, const LinkConditions& conditions, bool grazes) {
  LinkLoss out;
  const double distance = path.distances.back();
  out.freeSpaceDb = freeSpace(std::hypot(distance, path.last - path.first), path.frequencyHz);
  if (path.airborne) {
    const double low = std::min(path.first, path.last);
    const double high = std::max(path.first, path.last);
    const double time = std::clamp(conditions.time, 0.01, 0.99);
    const auto curve = path.frequencyHz >= 100e6 && path.frequencyHz <= 30e9 && high <= 20'000
                           ? airCurve(low, high, path.frequencyHz, time)
                           : nullptr;
    const double terrain = grazes ? diffractionLoss(path) : 0;
    if (curve) {
      out.model = LossModel::Aeronautical;
      out.excessDb = std::max(terrain, curve->lossDb(distance) - out.freeSpaceDb);
    } else {
      out.model = LossModel::DeltaBullington;
      out.excessDb = terrain;
    }
    return out;
  }
  if (conditions.ground == LossModel::IrregularTerrain) {
    physics::ItmConditions itm;
    itm.frequencyHz = path.frequencyHz;
    itm.seaLevelRefractivity = itmRefractivity(conditions.k);
    itm.time = std::clamp(conditions.time, 0.001, 0.999);
    const auto loss =
        physics::itmPointToPoint({path.distances[1], path.heights}, path.first - path.heights.front(),
                                 path.last - path.heights.back(), itm);
    if (loss) {
      out.model = LossModel::IrregularTerrain;
      out.excessDb = std::max(0.0, loss->lossDb - loss->freeSpaceDb);
      out.doubtful = loss->doubtful;
      return out;
    }
  }
  out.model = LossModel::DeltaBullington;
  out.excessDb = grazes ? diffractionLoss(path) : 0;
  return out;
}

}  // namespace sorami
