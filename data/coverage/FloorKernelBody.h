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
#ifdef SORAMI_BODY_AVX2
  return _mm256_movemask_ps(reinterpret_cast<__m256>(mask)) != 0;
#else
  std::int32_t bits = 0;
  for (int i = 0; i < kLanes; ++i) bits |= mask[i];
  return bits != 0;
#endif
}

/// Two neighbouring posts in each lane.
SORAMI_INLINE void gatherPairs(const std::int16_t* posts, I8 index, I8& left, I8& right) {
#ifdef SORAMI_BODY_AVX2
  // One 32-bit load brings both posts; eight of them cost less than a gather on many processors.
  I8 both;
  for (int i = 0; i < kLanes; ++i) {
    std::int32_t pair;
    __builtin_memcpy(&pair, posts + index[i], sizeof pair);
    both[i] = pair;
  }
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

/// atan2(x, y) in turns, 0 … 1, to 1e-8 of a turn before rounding: atan by a least-squares polynomial on
/// [0, tan 22.5°], the rest by symmetry.
SORAMI_INLINE F8 turnsOf(F8 x, F8 y) {
  const F8 ax = x < 0.0F ? -x : x;
  const F8 ay = y < 0.0F ? -y : y;
  const F8 big = maxOf(maxOf(ax, ay), splat(1e-20F));
  const F8 a = minOf(ax, ay) / big;
  constexpr float kTanEighth = 0.41421356F;
  const I8 fold = a > kTanEighth;
  const F8 z = fold ? (a - 1.0F) / (a + 1.0F) : a;
  const F8 q = z * z;
  F8 r = splat(0.0772615461F);
  r = r * q - 0.1375156809F;
  r = r * q + 0.1996154832F;
  r = r * q - 0.3333218420F;
  r = r * q + 0.9999999030F;
  r = r * z * 0.15915494309F;
  r = fold ? r + 0.125F : r;
  r = ax > ay ? 0.25F - r : r;
  r = y < 0.0F ? 0.5F - r : r;
  r = x < 0.0F ? 1.0F - r : r;
  return r >= 1.0F ? r - 1.0F : r;
}

/// One raw floor in each lane.
SORAMI_INLINE I8 gatherRaw(const std::uint16_t* floors, I8 index) {
#ifdef SORAMI_BODY_AVX2
  return reinterpret_cast<I8>(_mm256_i32gather_epi32(reinterpret_cast<const int*>(floors),
                                                     reinterpret_cast<__m256i>(index), 2)) &
         0xFFFF;
#else
  I8 raw = {};
  for (int i = 0; i < kLanes; ++i) raw[i] = floors[index[i]];
  return raw;
#endif
}

SORAMI_INLINE F8 metresOf(I8 raw) {
  F8 metres = toFloat(raw - kFloorFirst) * kFloorStep + kFloorLowest;
  metres = raw == kFloorUnknown ? splat(__builtin_nanf("")) : metres;
  return raw == kFloorNever ? splat(__builtin_inff()) : metres;
}

/// Floors of eight places that lie in one ring.
SORAMI_INLINE F8 inRing(const RingView& ring, F8 range, F8 turns) {
  F8 bin = (range - ring.r0) * ring.inverseBin - 0.5F;
  bin = minOf(maxOf(bin, F8{}), splat(static_cast<float>(ring.bins - 1)));
  const I8 b0 = toInt(bin);
  const I8 b1 = b0 + 1 < ring.bins ? b0 + 1 : b0;
  const F8 ray = turns * static_cast<float>(ring.rays);
  I8 a0 = toInt(ray);
  const F8 fa = ray - toFloat(a0);
  const F8 fb = bin - toFloat(b0);
  a0 = a0 >= ring.rays ? a0 - ring.rays : a0;
  const I8 a1 = a0 + 1 >= ring.rays ? I8{} : a0 + 1;
  const I8 block0 = (a0 >> 3) * (ring.bins * kLanes) + (a0 & 7);
  const I8 block1 = (a1 >> 3) * (ring.bins * kLanes) + (a1 & 7);
  const I8 q00 = gatherRaw(ring.floors, block0 + b0 * kLanes);
  const I8 q10 = gatherRaw(ring.floors, block1 + b0 * kLanes);
  const I8 q01 = gatherRaw(ring.floors, block0 + b1 * kLanes);
  const I8 q11 = gatherRaw(ring.floors, block1 + b1 * kLanes);
  const F8 f00 = toFloat(q00);
  const F8 f10 = toFloat(q10);
  const F8 f01 = toFloat(q01);
  const F8 f11 = toFloat(q11);
  const F8 near = f00 + fa * (f10 - f00);
  const F8 far = f01 + fa * (f11 - f01);
  const F8 metres = (near + fb * (far - near) - static_cast<float>(kFloorFirst)) * kFloorStep + kFloorLowest;
  // Next to "never" and "unknown" nothing may be interpolated: the nearest decides.
  const I8 special = (q00 < kFloorFirst) | (q10 < kFloorFirst) | (q01 < kFloorFirst) | (q11 < kFloorFirst);
  if (!any(special)) return metres;
  const I8 nearRay = fa < 0.5F;
  const I8 nearest = fb < 0.5F ? (nearRay ? q00 : q10) : (nearRay ? q01 : q11);
  return special ? metresOf(nearest) : metres;
}

static void sampleAll(const SampleInput& in, const float* east, const float* north, float* out,
                      std::size_t count) {
  const RingView* ring = in.rings;
  const RingView* const last = in.rings + in.ringCount - 1;
  for (std::size_t i = 0; i < count; i += kLanes) {
    F8 x = {}, y = {};
    const std::size_t n = count - i < kLanes ? count - i : kLanes;
    if (n == kLanes) {
      x = load(east + i);
      y = load(north + i);
    } else {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        x[lane] = east[i + (lane < n ? lane : n - 1)];
        y[lane] = north[i + (lane < n ? lane : n - 1)];
      }
    }
    const F8 square = x * x + y * y;
    F8 range;
#ifdef SORAMI_BODY_AVX2
    range = reinterpret_cast<F8>(_mm256_sqrt_ps(reinterpret_cast<__m256>(square)));
#else
    for (int lane = 0; lane < kLanes; ++lane) range[lane] = __builtin_sqrtf(square[lane]);
#endif
    // Written so that a NaN is outside.
    I8 outside = ~(range <= in.range);
    const F8 turns = turnsOf(x, y);
    if (in.sectorWidth < 1.0F) {
      F8 from = turns - in.sectorFrom;
      from = from < 0.0F ? from + 1.0F : from;
      outside |= from > in.sectorWidth;
    }
    F8 floor = splat(__builtin_inff());
    if (any(~outside)) {
      range = outside ? F8{} : range;
      const F8 safe = turns >= 0.0F ? turns : F8{};
      // Lanes of several rings are taken ring by ring; nearly always there is one.
      I8 left = ~outside;
      float nearest = 0;
      while (any(left)) {
        for (int lane = 0; lane < kLanes; ++lane) {
          if (left[lane] != 0) nearest = range[lane];
        }
        while (ring > in.rings && nearest < ring->r0) --ring;
        while (ring < last && nearest >= ring->end) ++ring;
        I8 here = left & ((range >= ring->r0) | (I8{} - (ring == in.rings ? 1 : 0))) &
                  ((range < ring->end) | (I8{} - (ring == last ? 1 : 0)));
        const F8 found = inRing(*ring, range, safe);
        floor = here ? found : floor;
        left &= ~here;
      }
    }
    if (n == kLanes) {
      store(out + i, floor);
    } else {
      for (std::size_t lane = 0; lane < n; ++lane) out[i + lane] = floor[lane];
    }
  }
}

#undef SORAMI_INLINE
