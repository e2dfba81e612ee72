// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The sweep, included by FloorKernel.cpp once for each instruction set inside a namespace of its own; hence
// no include guard and no includes.

using F8 = float __attribute__((vector_size(32)));
using I8 = std::int32_t __attribute__((vector_size(32)));
using U16x8 = std::uint16_t __attribute__((vector_size(16)));

#define SORAMI_INLINE static inline __attribute__((always_inline))

SORAMI_INLINE F8 splat(float v) {
  return F8{v, v, v, v, v, v, v, v};
}
SORAMI_INLINE F8 load(const float* p) {
  F8 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
SORAMI_INLINE void store(float* p, F8 v) {
  __builtin_memcpy(p, &v, sizeof v);
}
SORAMI_INLINE F8 toFloat(I8 v) {
  return __builtin_convertvector(v, F8);
}
SORAMI_INLINE I8 toInt(F8 v) {
  return __builtin_convertvector(v, I8);
}
SORAMI_INLINE F8 maxOf(F8 a, F8 b) {
  return a > b ? a : b;
}
SORAMI_INLINE F8 minOf(F8 a, F8 b) {
  return a < b ? a : b;
}
SORAMI_INLINE bool any(I8 mask) {
#ifdef __AVX2__
  return _mm256_movemask_ps(reinterpret_cast<__m256>(mask)) != 0;
#else
  std::int32_t bits = 0;
  for (int i = 0; i < kLanes; ++i) bits |= mask[i];
  return bits != 0;
#endif
}

/// Two neighbouring posts in each lane.
SORAMI_INLINE void gatherPairs(const std::int16_t* posts, I8 index, I8& left, I8& right) {
#ifdef __AVX2__
  // One 32-bit load at a 2-byte stride brings both posts.
  const I8 both = reinterpret_cast<I8>(
      _mm256_i32gather_epi32(reinterpret_cast<const int*>(posts), reinterpret_cast<__m256i>(index), 2));
  left = (both << 16) >> 16;
  right = both >> 16;
#else
  for (int i = 0; i < kLanes; ++i) {
    left[i] = posts[index[i]];
    right[i] = posts[index[i] + 1];
  }
#endif
}

/// Exact places of the rays at s, as the double polynomials give them, kept inside the patch.
SORAMI_INLINE void place(const SweepInput& in, double s, double* col, double* row) {
  const double x = s / in.radius;
  for (int lane = 0; lane < kLanes; ++lane) {
    double c = in.col[kFitDegree * kLanes + lane];
    double r = in.row[kFitDegree * kLanes + lane];
    for (int d = kFitDegree - 1; d >= 0; --d) {
      c = c * x + in.col[d * kLanes + lane];
      r = r * x + in.row[d * kLanes + lane];
    }
    const double lastCol = in.width - 1.001;
    const double lastRow = in.height - 1.001;
    col[lane] = c > 0 ? (c < lastCol ? c : lastCol) : 0;
    row[lane] = r > 0 ? (r < lastRow ? r : lastRow) : 0;
  }
}

template <bool kVoids>
static double sweep(const SweepInput& in, RayState& state, std::uint16_t* out) {
  // Unknown ground rises at most so fast from the last known post, and at most so high.
  constexpr float kSteepest = 1.0F;
  constexpr float kHighestGround = 9000.0F;
  // A floor that unknown ground could lift by less than this is still told.
  constexpr float kMatters = 1.0F;
  constexpr float kInverseStep = 1.0F / kFloorStep;
  constexpr float kRawOffset = static_cast<float>(kFloorFirst) - kFloorLowest * kInverseStep + 0.5F;

  F8 slope = load(state.slope);
  F8 maybe = load(state.maybe);
  F8 lastHeight = load(state.lastHeight);
  F8 lastRange = load(state.lastRange);
  const F8 invR = load(in.inverseRadius);
  const F8 antenna = splat(in.antenna);
  const F8 one = splat(1.0F);
  const F8 ceiling = splat(static_cast<float>(kFloorCeiling));
  const F8 infinite = splat(__builtin_inff());
  const float invSteps = 1.0F / static_cast<float>(in.steps);
  const int middle = in.steps / 2;
  const bool canStop = in.antenna < static_cast<float>(kFloorCeiling);
  double unknown = 0;

  double col0[kLanes], row0[kLanes], col1[kLanes], row1[kLanes];
  place(in, in.r0, col1, row1);
  for (int first = 0; first < in.bins; first += in.knot) {
    const int count = in.bins - first < in.knot ? in.bins - first : in.knot;
    F8 col = {}, row = {}, dCol = {}, dRow = {};
    I8 base = {};
    for (int lane = 0; lane < kLanes; ++lane) {
      col0[lane] = col1[lane];
      row0[lane] = row1[lane];
    }
    place(in, in.r0 + (first + count) * in.bin, col1, row1);
    for (int lane = 0; lane < kLanes; ++lane) {
      // Floats count from a nearby whole post, so that they keep their digits.
      const double c = col0[lane] < col1[lane] ? col0[lane] : col1[lane];
      const double r = row0[lane] < row1[lane] ? row0[lane] : row1[lane];
      const int wholeCol = static_cast<int>(c);
      const int wholeRow = static_cast<int>(r);
      base[lane] = wholeRow * in.width + wholeCol;
      col[lane] = static_cast<float>(col0[lane] - wholeCol);
      row[lane] = static_cast<float>(row0[lane] - wholeRow);
      dCol[lane] = static_cast<float>((col1[lane] - col0[lane]) / count);
      dRow[lane] = static_cast<float>((row1[lane] - row0[lane]) / count);
    }
    F8 floor = {};
    for (int b = 0; b < count; ++b) {
      for (int j = 0; j < in.steps; ++j) {
        const int sample = (first + b) * in.steps + j;
        const float s = in.range[sample];
        const F8 u = splat(static_cast<float>(b) + (static_cast<float>(j) + 0.5F) * invSteps);
        // Rounding must not lead a coordinate below its whole post.
        const F8 x = maxOf(col + u * dCol, F8{});
        const F8 y = maxOf(row + u * dRow, F8{});
        const I8 xi = toInt(x);
        const I8 yi = toInt(y);
        const F8 fx = x - toFloat(xi);
        const F8 fy = y - toFloat(yi);
        const I8 index = base + yi * in.width + xi;
        I8 a, ar, c, cr;
        gatherPairs(in.posts, index, a, ar);
        gatherPairs(in.posts + in.width, index, c, cr);
        const F8 af = toFloat(a);
        const F8 cf = toFloat(c);
        const F8 upper = af + fx * toFloat(ar - a);
        const F8 lower = cf + fx * toFloat(cr - c);
        F8 height = (upper + fy * (lower - upper)) * kPostUnit;

        I8 isVoid = {};
        if constexpr (kVoids) {
          isVoid = (a == kVoidPost) | (ar == kVoidPost) | (c == kVoidPost) | (cr == kVoidPost);
          if (any(isVoid)) {
            const F8 rise = lastHeight + (splat(s) - lastRange) * kSteepest;
            height = isVoid ? minOf(rise, splat(kHighestGround)) : height;
          }
          lastHeight = isVoid ? lastHeight : height;
          lastRange = isVoid ? lastRange : splat(s);
        }

        // φ = s/R', drop = R'(1 − cos φ), both as series: φ stays below 0.3.
        const F8 phi = s * invR;
        const F8 q = phi * phi;
        const F8 drop = (0.5F * s) * phi * (one - q * (1.0F / 12) * (one - q * (1.0F / 30)));
        const F8 cosine = one - drop * invR;
        if (j == middle) {
          const F8 arc = s * (one - q * (1.0F / 6) * (one - q * (1.0F / 20)));
          const F8 rise = slope * arc;
          const F8 under = cosine - rise * invR;
          floor = (antenna + drop + rise) / under;
          floor = under > 1e-3F ? floor : infinite;
          F8 told = maxOf(floor, height);
          const I8 never = told > ceiling;
          I8 raw = toInt(minOf(told, ceiling) * kInverseStep + kRawOffset);
          raw = raw < kFloorFirst ? I8{} + kFloorFirst : raw;
          raw = never ? I8{} + kFloorNever : raw;
          if constexpr (kVoids) {
            const F8 riseMaybe = maybe * arc;
            const F8 underMaybe = cosine - riseMaybe * invR;
            F8 high = (antenna + drop + riseMaybe) / underMaybe;
            high = underMaybe > 1e-3F ? high : infinite;
            const I8 open = (isVoid | (high > told + kMatters)) & ~(floor > ceiling);
            raw = open ? I8{} + kFloorUnknown : raw;
            if (any(open)) {
              for (int lane = 0; lane < kLanes; ++lane)
                unknown += open[lane] != 0 ? static_cast<double>(s) : 0.0;
            }
          }
          const U16x8 narrow = __builtin_convertvector(raw, U16x8);
          __builtin_memcpy(out + static_cast<std::size_t>(first + b) * kLanes, &narrow, sizeof narrow);
        }
        // 1/((R' + h)·sin φ) = 1/(s·(1 + h/R')) · φ/sin φ.
        const F8 h = height * invR;
        const F8 inverse =
            in.inverse[sample] * (one + q * (1.0F / 6) * (one + q * (7.0F / 60))) * (one - h + h * h);
        const F8 t = (height * cosine - drop - antenna) * inverse;
        if constexpr (kVoids) {
          slope = isVoid ? slope : maxOf(slope, t);
          maybe = maxOf(maybe, t);
        } else {
          slope = maxOf(slope, t);
        }
      }
    }
    // A sight line that has climbed above the ceiling never comes down again.
    if (canStop && !any(floor <= ceiling)) break;
  }
  store(state.slope, slope);
  store(state.maybe, kVoids ? maybe : maxOf(maybe, slope));
  if constexpr (kVoids) {
    store(state.lastHeight, lastHeight);
    store(state.lastRange, lastRange);
  }
  return unknown;
}

static double sweepAll(const SweepInput& in, RayState& state, std::uint16_t* out) {
  return in.voids ? sweep<true>(in, state, out) : sweep<false>(in, state, out);
}

#undef SORAMI_INLINE
