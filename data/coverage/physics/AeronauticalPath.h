// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/physics/Diffraction.h"

#include <cstdint>
#include <memory>
#include <vector>

/// Basic transmission loss between an aircraft and the ground, or two aircraft, over a smooth earth of
/// average ground in a temperate continental climate (ITU-R P.528-5, annex 2): two rays in sight, diffraction
/// and troposcatter beyond, with the spread over time and the gases of P.676 along the refracted ray. Heights
/// and lengths m, frequencies Hz.
namespace sorami::physics {

/// How the wave gets there.
enum class AeronauticalMode : std::uint8_t { None, LineOfSight, Diffraction, Troposcatter };

/// Loss over one distance.
struct AeronauticalLoss {
  double lossDb = 0;       ///< basic transmission loss not exceeded for the share of time asked for
  double freeSpaceDb = 0;  ///< of the ray's own length
  double gasDb = 0;        ///< by oxygen and water vapour
  AeronauticalMode mode = AeronauticalMode::None;
  double elevation = 0;  ///< rad, of the ray at the lower end
};

/// Two terminals at given heights on one frequency: what does not depend on their distance is found once.
/// Immutable, safe to read from many threads; some milliseconds to make and for each distance: the rays are
/// followed through the atmosphere layer by layer. For many distances take an AeronauticalCurve.
class AeronauticalPath {
 public:
  /// `lower` 1.5 … 20 000 m, `higher` not below it and up to 20 000 m above the earth's smooth surface, 100
  /// MHz … 30 GHz, `time` 0.01 … 0.99. Errors name which is out of range.
  static Result<AeronauticalPath> make(double lower, double higher, double frequencyHz, double time,
                                       Polarisation polarisation = Polarisation::Horizontal);
  AeronauticalPath(AeronauticalPath&&) noexcept;
  AeronauticalPath& operator=(AeronauticalPath&&) noexcept;
  ~AeronauticalPath();

  /// Loss over `distance` m (>= 0) along the ground. Within 0.01 dB of NTIA's own program. Nothing is lost,
  /// mode None, at distance 0 between equal heights. NaN for a negative distance.
  AeronauticalLoss at(double distance) const;
  /// Greatest distance in sight over the smooth earth, m.
  double horizon() const;

 private:
  struct Parts;
  explicit AeronauticalPath(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> m_parts;
};

/// Loss over distance tabulated once. Between its points, which stand closer about the horizon, straight
/// lines: within 1 dB but for the fades of the two-ray region, of which it follows those wider than its step.
class AeronauticalCurve {
 public:
  /// Up to `farthest` m (> 0) with some `points` of them (at least 8).
  AeronauticalCurve(const AeronauticalPath& path, double farthest, int points = 96);
  /// dB; the last point's beyond it.
  double lossDb(double distance) const;

 private:
  std::vector<double> m_distances;
  std::vector<double> m_losses;
};

}  // namespace sorami::physics
