// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/physics/Diffraction.h"

#include <cstdint>
#include <span>

/// The Irregular Terrain Model (Longley and Rice), as G. A. Hufford wrote it down in "The ITS Irregular
/// Terrain Model, version 1.2.2: The Algorithm" (NTIA), with the constants in MHz that NTIA's version 1.4
/// uses: how much a link near the ground loses, with the spread over time, places and circumstances that the
/// free-space and diffraction formulas know nothing of. 20 MHz to 20 GHz. Lengths m, frequencies Hz, angles
/// rad, losses dB.
namespace sorami::physics {

/// Radio climates of the variability curves, in ITM's own numbering.
enum class ItmClimate : std::uint8_t {
  Equatorial = 1,
  ContinentalSubtropical = 2,
  MaritimeSubtropical = 3,
  Desert = 4,
  ContinentalTemperate = 5,
  MaritimeTemperateOverLand = 6,
  MaritimeTemperateOverSea = 7,
};

/// Which of the three kinds of variability are asked for apart and which are thrown together (Hufford section
/// 27).
enum class ItmMode : std::uint8_t {
  SingleMessage = 0,  ///< all three together: only `situation` counts
  Accidental = 1,     ///< time apart: interference from one place to one place
  Mobile = 2,         ///< time and location together, as one moves
  Broadcast = 3,      ///< each apart
};

/// What is asked of the model, beside the path.
struct ItmConditions {
  double frequencyHz = 1e9;  ///< 20 MHz … 20 GHz
  Polarisation polarisation = Polarisation::Vertical;
  Ground ground{15, 0.005};           ///< permittivity >= 1, conductivity > 0
  double seaLevelRefractivity = 301;  ///< N-units, 250 … 400
  ItmClimate climate = ItmClimate::ContinentalTemperate;
  ItmMode mode = ItmMode::Broadcast;
  /// A path between two known points has no variability of location; a planner who trusts the model has none
  /// of situation.
  bool withoutLocation = true;
  bool withoutSituation = false;
  double time = 0.5;       ///< share of the time the loss is not exceeded, above 0 and below 1
  double location = 0.5;   ///< share of the places
  double situation = 0.5;  ///< share of like circumstances: the confidence in the answer
};

/// How the wave gets there.
enum class ItmPropagation : std::uint8_t { LineOfSight, Diffraction, Troposcatter };

/// The answer, with what it was made of. Pairs are of the transmitter and the receiver.
struct ItmLoss {
  double lossDb = 0;  ///< basic transmission loss at the shares asked for: free space and all the rest
  double freeSpaceDb = 0;
  double referenceDb = 0;  ///< reference attenuation beyond free space, before variability
  ItmPropagation propagation = ItmPropagation::LineOfSight;
  double distance = 0;                  ///< m
  double roughness = 0;                 ///< Δh, m: interdecile range of the terrain
  double surfaceRefractivity = 0;       ///< at the path's height, N-units
  double effectiveHeight[2] = {0, 0};   ///< m above the effective reflecting plane
  double horizonDistance[2] = {0, 0};   ///< m
  double horizonElevation[2] = {0, 0};  ///< rad
  /// Outside what the model was made for (1 … 1000 km, antennas to 1000 m, horizons within reason): the
  /// answer is to be doubted.
  bool doubtful = false;
};

/// Heights of a path at even steps.
struct ItmTerrain {
  double step = 0;                  ///< m between points, > 0
  std::span<const double> heights;  ///< m above sea level, of both ends and between; at least 2
};

/// Point-to-point: antennas `transmitterAgl` and `receiverAgl` m (0.5 … 3000) above the ends of a terrain
/// profile. Agrees with NTIA's version 1.4 to 0.01 dB. Errors name the figure that is out of range.
Result<ItmLoss> itmPointToPoint(const ItmTerrain& terrain, double transmitterAgl, double receiverAgl,
                                const ItmConditions& conditions);

/// With how much care an antenna's place was chosen.
enum class ItmSiting : std::uint8_t { Random = 0, Careful = 1, VeryCareful = 2 };

/// Area mode: no profile but a `distance` m (up to 2000 km) and the `roughness` Δh, m, of the land between.
Result<ItmLoss> itmArea(double distance, double roughness, double transmitterAgl, double receiverAgl,
                        ItmSiting transmitter, ItmSiting receiver, const ItmConditions& conditions);

}  // namespace sorami::physics
