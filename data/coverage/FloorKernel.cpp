// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/FloorKernel.h"

#if defined(__x86_64__) && defined(__GNUC__)
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
namespace avx2 {
#include "data/coverage/FloorKernelBody.h"
}  // namespace avx2
#pragma GCC pop_options
#endif

double sweepRays(const SweepInput& in, RayState& state, std::uint16_t* out) {
#ifdef SORAMI_KERNEL_AVX2
  static const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (hasAvx2) return avx2::sweepAll(in, state, out);
#endif
  return portable::sweepAll(in, state, out);
}

double sweepRaysPortable(const SweepInput& in, RayState& state, std::uint16_t* out) {
  return portable::sweepAll(in, state, out);
}

}  // namespace sorami
