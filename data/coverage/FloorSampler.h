// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace sorami {

/// A ring as the sampler reads it.
struct RingView {
  const std::uint16_t* floors = nullptr;
  float r0 = 0;
  float end = 0;
  float inverseBin = 0;
  int bins = 0;
  int rays = 0;
};

/// A field as the sampler reads it.
struct SampleInput {
  const RingView* rings = nullptr;
  int ringCount = 0;
  float range = 0;        ///< m; farther is +inf
  float sectorFrom = 0;   ///< turns, 0 … 1
  float sectorWidth = 1;  ///< turns; 1 and more: all round
};

/// Bilinear floors at places of the plane about the site, metres east and north along azimuth and range.
void sampleFloors(const SampleInput& in, const float* east, const float* north, float* out,
                  std::size_t count);
void sampleFloorsPortable(const SampleInput& in, const float* east, const float* north, float* out,
                          std::size_t count);

/// Lowest and highest altitude of detection by range, as the cut reads them.
struct BandView {
  const float* pairs = nullptr;  ///< lowest, highest, lowest, … and one pair more than `entries`
  int entries = 2;
  float inverseStep = 1;  ///< entries a metre
  float reach = 0;        ///< m; nothing is found farther out
  /// The bands lie higher by so much times east², north², 1/m.
  float eastDrop = 0;
  float northDrop = 0;
  float noCeiling = 0;  ///< m; bands that reach up to here have no upper limit
};

/// Raises floors at places of the plane to the bands, +inf where the bands find nothing, and gives their
/// upper limits, +inf where there is none.
void cutToBands(const BandView& in, const float* east, const float* north, float* floor, float* ceiling,
                std::size_t count);
void cutToBandsPortable(const BandView& in, const float* east, const float* north, float* floor,
                        float* ceiling, std::size_t count);

}  // namespace sorami
