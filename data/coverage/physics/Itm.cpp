// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/Itm.h"

#include "data/coverage/physics/ItmParts.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace sorami::physics {

namespace {

Error refuseItm(const char* where, const char* what, const char* hint) {
  return Error{what, where, hint};
}

Status checkItm(double transmitterAgl, double receiverAgl, const ItmConditions& c) {
  if (!(c.frequencyHz >= 20e6 && c.frequencyHz <= 20e9))
    return refuseItm("frequency", "the frequency is outside the Irregular Terrain Model's",
                     "give 20 MHz to 20 GHz");
  for (const double height : {transmitterAgl, receiverAgl})
    if (!(height >= 0.5 && height <= 3000))
      return refuseItm("antenna height", "an antenna height is outside the Irregular Terrain Model's",
                       "give 0.5 to 3000 m above ground");
  if (!(c.seaLevelRefractivity >= 250 && c.seaLevelRefractivity <= 400))
    return refuseItm("refractivity", "the refractivity at sea level is out of range",
                     "give 250 to 400 N-units");
  if (!(c.ground.relativePermittivity >= 1 && c.ground.conductivity > 0) ||
      !std::isfinite(c.ground.relativePermittivity + c.ground.conductivity))
    return refuseItm("ground", "the ground's constants are out of range",
                     "give a permittivity of 1 or more and a conductivity above 0 S/m");
  for (const double share : {c.time, c.location, c.situation})
    if (!(share > 0 && share < 1))
      return refuseItm("share", "a share of time, places or circumstances is out of range",
                       "give more than 0 and less than 100 %");
  return {};
}

// What both modes end with.
Result<ItmLoss> finish(const itm::Geometry& g, const ItmConditions& conditions) {
  // Horizons that no path on this earth has make nonsense of every formula after them.
  for (int i = 0; i < 2; ++i) {
    const double smooth = std::sqrt(2 * g.effective[i] * g.earthRadius);
    if (std::abs(g.elevation[i]) > 0.2 * 1e3 || g.horizon[i] > 3 * std::max(smooth, g.distance))
      return refuseItm("profile", "an antenna's horizon cannot be found on the profile",
                       "check its heights and step");
  }
  if (g.surfaceRefractivity < 150)
    return refuseItm("profile", "the path lies too high for the model's atmosphere",
                     "give heights above sea level in m");
  ItmLoss loss;
  loss.distance = g.distance;
  loss.roughness = g.roughness;
  loss.surfaceRefractivity = g.surfaceRefractivity;
  for (int i = 0; i < 2; ++i) {
    loss.effectiveHeight[i] = g.effective[i];
    loss.horizonDistance[i] = g.horizon[i];
    loss.horizonElevation[i] = g.elevation[i];
    const double smooth = std::sqrt(2 * g.effective[i] * g.earthRadius);
    loss.doubtful = loss.doubtful || std::abs(g.elevation[i]) > 0.2 || g.horizon[i] < 0.1 * smooth ||
                    g.horizon[i] > 3 * smooth || g.structural[i] < 1 || g.structural[i] > 1000;
  }
  const double least = std::abs(g.effective[0] - g.effective[1]) / 0.2;
  loss.doubtful = loss.doubtful || g.distance < std::max(least, 1000.0) || g.distance > 1'000'000 ||
                  g.surfaceRefractivity < 250 || g.frequencyMhz < 40 || g.frequencyMhz > 10'000;
  loss.referenceDb = itm::referenceAttenuation(g, loss.propagation);
  loss.freeSpaceDb = 32.45 + 20 * std::log10(g.frequencyMhz) + 20 * std::log10(g.distance / 1000);
  loss.lossDb = loss.freeSpaceDb + itm::vary(g, loss.referenceDb, conditions, loss.doubtful);
  return loss;
}

}  // namespace

Result<ItmLoss> itmPointToPoint(const ItmTerrain& terrain, double transmitterAgl, double receiverAgl,
                                const ItmConditions& conditions) {
  if (const Status status = checkItm(transmitterAgl, receiverAgl, conditions); !status) return status.error();
  if (terrain.heights.size() < 2 || !(terrain.step > 0) || !std::isfinite(terrain.step))
    return refuseItm("profile", "the profile has no length", "give at least 2 points and a step above 0 m");
  if (!std::all_of(terrain.heights.begin(), terrain.heights.end(), [](double h) { return std::isfinite(h); }))
    return refuseItm("profile", "the height of a point is not known", "fill holes in the terrain first");
  itm::Geometry g;
  g.overTerrain = true;
  g.structural[0] = transmitterAgl;
  g.structural[1] = receiverAgl;
  g.distance = terrain.step * static_cast<double>(terrain.heights.size() - 1);
  // The air's height is that of the middle four fifths.
  const std::size_t steps = terrain.heights.size() - 1;
  const auto tenth = static_cast<std::size_t>(0.1 * static_cast<double>(steps));
  double sum = 0;
  for (std::size_t i = tenth; i <= steps - tenth; ++i) sum += terrain.heights[i];
  itm::setAirAndGround(g, sum / static_cast<double>(steps - 2 * tenth + 1), conditions);
  itm::readProfile(g, terrain);
  return finish(g, conditions);
}

Result<ItmLoss> itmArea(double distance, double roughness, double transmitterAgl, double receiverAgl,
                        ItmSiting transmitter, ItmSiting receiver, const ItmConditions& conditions) {
  if (const Status status = checkItm(transmitterAgl, receiverAgl, conditions); !status) return status.error();
  if (!(distance > 0 && distance <= 2'000'000))
    return refuseItm("distance", "the distance is outside the Irregular Terrain Model's",
                     "give up to 2000 km");
  if (!(roughness >= 0 && roughness <= 3000))
    return refuseItm("roughness", "the roughness of the terrain is out of range", "give 0 to 3000 m");
  itm::Geometry g;
  g.distance = distance;
  g.roughness = roughness;
  g.structural[0] = transmitterAgl;
  g.structural[1] = receiverAgl;
  itm::setAirAndGround(g, 0, conditions);
  itm::imagineArea(g, {transmitter, receiver});
  return finish(g, conditions);
}

}  // namespace sorami::physics
