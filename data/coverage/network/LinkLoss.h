// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace sorami {

/// What says how much a path takes beyond free space.
enum class LossModel : std::uint8_t {
  None,              ///< nothing does: cable, satellite, no length
  DeltaBullington,   ///< diffraction over the terrain profile (ITU-R P.526)
  IrregularTerrain,  ///< Longley and Rice's, point to point (NTIA's ITM)
  Aeronautical,  ///< air to ground over a smooth earth (ITU-R P.528), or the terrain's diffraction if that is
                 ///< more
};
/// `none`, `diffraction`, `itm`, `p528`.
const char* lossModelName(LossModel model);

/// What a microwave link is judged by.
struct LinkConditions {
  double rainRate = 0;  ///< mm/h over the path
  double k = 4.0 / 3.0;
  /// For links on the ground: DeltaBullington or IrregularTerrain. Outside a model's range of frequency or
  /// height the other is taken, and the report says so.
  LossModel ground = LossModel::DeltaBullington;
  /// Share of the time the loss is not exceeded, for models that know it (0.01 … 0.999).
  double time = 0.5;
  bool operator==(const LinkConditions&) const = default;
};

/// A path between two antennas over known ground.
struct LinkPath {
  std::vector<double> distances;  ///< m from the first end, even steps from 0; at least 3
  std::vector<double> heights;    ///< m AMSL, as many
  double first = 0;               ///< antennas, m AMSL
  double last = 0;
  double frequencyHz = 1e9;
  double earthRadius = 8'500'000;  ///< m, k times the earth's
  bool airborne = false;           ///< one end flies
};

/// How it was judged.
struct LinkLoss {
  LossModel model = LossModel::None;
  double freeSpaceDb = 0;
  double excessDb = 0;    ///< beyond free space, never negative
  bool doubtful = false;  ///< the model says so of itself
};

/// Loss along a path, rain left out. `grazes`: the first Fresnel zone is not free, without which diffraction
/// takes nothing. Curves of P.528 are kept for the next question about the same heights and frequency.
LinkLoss linkLoss(const LinkPath& path, const LinkConditions& conditions, bool grazes);

/// Refractivity at sea level, N-units, with which ITM's effective earth has the factor `k`, within ITM's 250
/// … 400.
double itmRefractivity(double k);

}  // namespace sorami
