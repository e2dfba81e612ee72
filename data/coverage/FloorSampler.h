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

}  // namespace sorami
