// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/PolarFloor.h"
#include "data/coverage/SiteFrame.h"
#include "data/coverage/VisibilityFloor.h"

#include <cstdint>

namespace sorami {

/// What the sweep carries along each of kLanes rays.
struct RayState {
  float slope[kLanes];       ///< T: steepest slope to known terrain so far
  float maybe[kLanes];       ///< the same with unknown ground at its highest
  float lastHeight[kLanes];  ///< of the last known post, m AMSL
  float lastRange[kLanes];   ///< and where it stood, m
};

/// Slope of a ray that has met nothing: nearly straight down.
constexpr float kNoSlope = -100.0F;

/// One ring of kLanes neighbouring rays.
struct SweepInput {
  const std::int16_t* posts = nullptr;
  int width = 0;
  int height = 0;
  bool voids = false;           ///< the posts hold kVoidPost
  const double* col = nullptr;  ///< polynomials in s / radius: [kFitDegree + 1][kLanes]
  const double* row = nullptr;
  double radius = 1;
  float inverseRadius[kLanes] = {};  ///< 1 / (k·R(azimuth)), 1/m
  float antenna = 0;                 ///< m AMSL
  double r0 = 0;
  double bin = 0;
  int bins = 0;
  int steps = 1;                   ///< samples in a bin, odd
  const float* range = nullptr;    ///< s of each sample: bins × steps
  const float* inverse = nullptr;  ///< 1 / s of each
  int knot = 32;                   ///< bins between two exact places
  bool isZero = true;              ///< the output holds kFloorNever all over
};

/// Sweeps outward, writes bins × kLanes floors, updates the state. Gives the sum of the ranges of unknown
/// bins (their area but for a factor). Uses the best instructions of this processor.
double sweepRays(const SweepInput& in, RayState& state, std::uint16_t* out);
/// The same in the instructions every processor of this kind has; for tests.
double sweepRaysPortable(const SweepInput& in, RayState& state, std::uint16_t* out);

}  // namespace sorami
