// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/CoverageField.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

namespace sorami {

/// A span of azimuths about a site, clockwise. Neighbours that share an edge share no place and leave none
/// out, to the last digit.
class AzimuthSector {
 public:
  AzimuthSector() = default;  ///< all round
  /// Degrees true; equal: all round.
  AzimuthSector(double fromDeg, double toDeg);

  double fromDeg() const { return m_from; }
  double toDeg() const { return m_to; }
  double widthDeg() const { return m_width; }  ///< 360 all round
  bool isWhole() const { return m_width >= 360; }
  bool holds(float east, float north) const;
  /// Sets what lies outside to `value`; gives the number of values that were another before.
  int clear(const float* east, const float* north, std::size_t count, float value, float* values) const;
  /// Equal parts, clockwise.
  std::vector<AzimuthSector> split(int parts) const;

 private:
  double m_from = 0;
  double m_to = 0;
  double m_width = 360;
  // Directions of the edges: sine and cosine.
  float m_fromSine = 0, m_fromCosine = 1, m_toSine = 0, m_toCosine = 1;
};

/// Makes the field of a sector (of a request that is otherwise fixed) on so many threads.
using FieldOfSector = std::function<Result<CoverageFieldPtr>(const FloorRequest& sector, int threads)>;

/// In how many sectors a raster of a request is best made, `pixels` large: a large field sector by sector
/// takes a fraction of the memory, and what a sector needs stays near the processor.
int sectorsFor(const FloorRequest& request, double pixels, int threads);
/// Called with a field, the sector of it that counts, and the next tile to be done.
using UseSector = std::function<void(const CoverageField&, const AzimuthSector&, std::atomic<int>& next)>;
/// Makes the fields and hands them over on all threads: several sectors a thread each, with a count of its
/// own; a single one to every thread, to be shared out by the count. `first` is the field of the first sector
/// where it is there already. Gives the share of unknown terrain, by area. Errors: those of `fieldOf`; after
/// a stop the result means nothing.
Result<double> overSectors(const FloorRequest& floor, const std::vector<AzimuthSector>& sectors,
                           const FieldOfSector& fieldOf, CoverageFieldPtr first, const UseSector& use,
                           const std::stop_token& stop);
/// The request of a sector, with a hair beyond its edges, where pixels on them are interpolated.
FloorRequest requestOfSector(const FloorRequest& whole, const AzimuthSector& sector);

}  // namespace sorami
