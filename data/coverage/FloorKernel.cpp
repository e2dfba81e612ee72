// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/FloorKernel.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define SORAMI_KERNEL_AVX2
#include <immintrin.h>
#endif

// Vectors are passed between inlined functions only, so their calling convention does not matter.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace sorami {
namespace portable {
#include "data/coverage/FloorKernelBody.h"
}  // namespace portable

#ifdef SORAMI_KERNEL_AVX2
#pragma GCC push_options
#pragma GCC target("avx2,fma")
// GCC does not tell the preprocessor of a target set by pragma.
#define SORAMI_BODY_AVX2
namespace avx2 {
#include "data/coverage/FloorKernelBody.h"
}  // namespace avx2
#pragma GCC pop_options
#endif

#ifdef SORAMI_KERNEL_AVX2
namespace {

bool hasAvx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  return has;
}

}  // namespace
#endif

double sweepRays(const SweepInput& in, RayState& state, std::uint16_t* out) {
#ifdef SORAMI_KERNEL_AVX2
  if (hasAvx2()) return avx2::sweepAll(in, state, out);
#endif
  return portable::sweepAll(in, state, out);
}

double sweepRaysPortable(const SweepInput& in, RayState& state, std::uint16_t* out) {
  return portable::sweepAll(in, state, out);
}

void sampleFloors(const SampleInput& in, const float* east, const float* north, float* out,
                  std::size_t count) {
#ifdef SORAMI_KERNEL_AVX2
  if (hasAvx2()) {
    avx2::sampleAll(in, east, north, out, count);
    return;
  }
#endif
  portable::sampleAll(in, east, north, out, count);
}

void sampleFloorsPortable(const SampleInput& in, const float* east, const float* north, float* out,
                          std::size_t count) {
  portable::sampleAll(in, east, north, out, count);
}

}  // namespace sorami
