// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/FloorKernel.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define SORAMI_KERNEL_X86
#include <immintrin.h>
#endif

// Vectors are passed between inlined functions only, so their calling convention does not matter.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace sorami {
namespace portable {
#include "data/coverage/FloorKernelBody.h"
}  // namespace portable

#ifdef SORAMI_KERNEL_X86
#pragma GCC push_options
#pragma GCC target("avx2,fma")
// GCC does not tell the preprocessor of a target set by pragma.
#define SORAMI_BODY_AVX2
namespace avx2 {
#include "data/coverage/FloorKernelBody.h"
}  // namespace avx2
#pragma GCC pop_options
#undef SORAMI_BODY_AVX2

#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,avx512bw,avx512dq,fma")
#define SORAMI_BODY_AVX512
namespace avx512 {
#include "data/coverage/FloorKernelBody.h"
}  // namespace avx512
#pragma GCC pop_options
#endif

namespace {

/// The loops in the best instructions this processor has.
struct Kernel {
  double (*sweep)(const SweepInput&, RayState&, std::uint16_t*);
  void (*sample)(const SampleInput&, const float*, const float*, float*, std::size_t);
  void (*cut)(const BandView&, const float*, const float*, float*, float*, std::size_t);
};

Kernel best() {
#ifdef SORAMI_KERNEL_X86
  // The set of short floats stands for the generations whose wide registers do not slow the clock.
  if (__builtin_cpu_supports("avx512bf16") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0)
    return {avx512::sweepAll, avx512::sampleAll, avx512::cutAll};
  if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0)
    return {avx2::sweepAll, avx2::sampleAll, avx2::cutAll};
#endif
  return {portable::sweepAll, portable::sampleAll, portable::cutAll};
}

const Kernel& kernel() {
  static const Kernel chosen = best();
  return chosen;
}

}  // namespace

double sweepRays(const SweepInput& in, RayState& state, std::uint16_t* out) {
  return kernel().sweep(in, state, out);
}

double sweepRaysPortable(const SweepInput& in, RayState& state, std::uint16_t* out) {
  return portable::sweepAll(in, state, out);
}

void sampleFloors(const SampleInput& in, const float* east, const float* north, float* out,
                  std::size_t count) {
  kernel().sample(in, east, north, out, count);
}

void sampleFloorsPortable(const SampleInput& in, const float* east, const float* north, float* out,
                          std::size_t count) {
  portable::sampleAll(in, east, north, out, count);
}

void cutToBands(const BandView& in, const float* east, const float* north, float* floor, float* ceiling,
                std::size_t count) {
  kernel().cut(in, east, north, floor, ceiling, count);
}

void cutToBandsPortable(const BandView& in, const float* east, const float* north, float* floor,
                        float* ceiling, std::size_t count) {
  portable::cutAll(in, east, north, floor, ceiling, count);
}

}  // namespace sorami
