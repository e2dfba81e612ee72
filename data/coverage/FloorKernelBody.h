// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The sweep, included by FloorKernel.cpp once for each instruction set inside a namespace of its own; hence
// no include guard and no includes.

// Rays worked on at once: as wide as the registers are.
#ifdef SORAMI_BODY_AVX512
constexpr int kWide = 16;
#else
constexpr int kWide = 8;
#endif
static_assert(kLanes % kWide == 0);
constexpr int kGroupShift = __builtin_ctz(kLanes);

using Floats = float __attribute__((vector_size(4 * kWide)));
using Ints = std::int32_t __attribute__((vector_size(4 * kWide)));
using Shorts = std::uint16_t __attribute__((vector_size(2 * kWide)));

#define SORAMI_INLINE static inline __attribute__((always_inline))

SORAMI_INLINE Floats splat(float v) {
  return Floats{} + v;
}
SORAMI_INLINE Floats load(const float* p) {
  Floats v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
SORAMI_INLINE void store(float* p, Floats v) {
  __builtin_memcpy(p, &v, sizeof v);
}
SORAMI_INLINE Floats toFloat(Ints v) {
  return __builtin_convertvector(v, Floats);
}
SORAMI_INLINE Ints toInt(Floats v) {
  return __builtin_convertvector(v, Ints);
}
SORAMI_INLINE Floats maxOf(Floats a, Floats b) {
  return a > b ? a : b;
}
SORAMI_INLINE Floats minOf(Floats a, Floats b) {
  return a < b ? a : b;
}
SORAMI_INLINE bool any(Ints mask) {
#if defined(SORAMI_BODY_AVX512)
  const auto m = reinterpret_cast<__m512i>(mask);
  return _mm512_test_epi32_mask(m, m) != 0;
#elif defined(SORAMI_BODY_AVX2)
  return _mm256_movemask_ps(reinterpret_cast<__m256>(mask)) != 0;
#else
  std::int32_t bits = 0;
  for (int i = 0; i < kWide; ++i) bits |= mask[i];
  return bits != 0;
#endif
}

/// The 32 bits that begin at a 16-bit place in each lane.
SORAMI_INLINE Ints gatherPairs(const void* base, Ints index) {
#if defined(SORAMI_BODY_AVX512)
  // The plain forms of these read an "undefined" register that GCC 12 warns of.
  return reinterpret_cast<Ints>(
      _mm512_mask_i32gather_epi32(__m512i{}, 0xFFFF, reinterpret_cast<__m512i>(index), base, 2));
#else
  // Eight loads cost less than a gather on many processors.
  const auto* words = static_cast<const std::uint16_t*>(base);
  Ints both;
  for (int i = 0; i < kWide; ++i) {
    std::int32_t pair;
    __builtin_memcpy(&pair, words + index[i], sizeof pair);
    both[i] = pair;
  }
  return both;
#endif
}
/// The first and the second 16 bits of pairs, with their signs.
SORAMI_INLINE Ints firstOf(Ints pair) {
  return (pair << 16) >> 16;
}
SORAMI_INLINE Ints secondOf(Ints pair) {
  return pair >> 16;
}

/// Exact places of kWide rays from `lane0` on at s, as the double polynomials give them, inside the patch.
SORAMI_INLINE void place(const SweepInput& in, int lane0, double s, double* col, double* row) {
  const double x = s / in.radius;
  for (int lane = 0; lane < kWide; ++lane) {
    const int at = lane0 + lane;
    double c = in.col[kFitDegree * kLanes + at];
    double r = in.row[kFitDegree * kLanes + at];
    for (int d = kFitDegree - 1; d >= 0; --d) {
      c = c * x + in.col[d * kLanes + at];
      r = r * x + in.row[d * kLanes + at];
    }
    const double lastCol = in.width - 1.001;
    const double lastRow = in.height - 1.001;
    col[lane] = c > 0 ? (c < lastCol ? c : lastCol) : 0;
    row[lane] = r > 0 ? (r < lastRow ? r : lastRow) : 0;
  }
}

/// Sweeps kWide rays of the group, from `lane0` on.
template <bool kVoids>
static double sweep(const SweepInput& in, int lane0, RayState& state, std::uint16_t* out) {
  // Unknown ground rises at most so fast from the last known post, and at most so high.
  constexpr float kSteepest = 1.0F;
  constexpr float kHighestGround = 9000.0F;
  // A floor that unknown ground could lift by less than this is still told.
  constexpr float kMatters = 1.0F;
  constexpr float kInverseStep = 1.0F / kFloorStep;
  constexpr float kRawOffset = static_cast<float>(kFloorFirst) - kFloorLowest * kInverseStep + 0.5F;

  // Posts are asked for so many samples before they are read: rays across the rows of a large patch meet
  // lines of memory that no processor foresees.
  constexpr float kAhead = 24;

  Floats slope = load(state.slope + lane0);
  Floats maybe = load(state.maybe + lane0);
  Floats lastHeight = load(state.lastHeight + lane0);
  Floats lastRange = load(state.lastRange + lane0);
  const Floats invR = load(in.inverseRadius + lane0);
  const Floats antenna = splat(in.antenna);
  const Floats one = splat(1.0F);
  const Floats ceiling = splat(static_cast<float>(kFloorCeiling));
  const Floats infinite = splat(__builtin_inff());
  const float invSteps = 1.0F / static_cast<float>(in.steps);
  const int middle = in.steps / 2;
  const bool canStop = in.antenna < static_cast<float>(kFloorCeiling);
  double unknown = 0;

  double col0[kWide], row0[kWide], col1[kWide], row1[kWide];
  place(in, lane0, in.r0, col1, row1);
  for (int first = 0; first < in.bins; first += in.knot) {
    const int count = in.bins - first < in.knot ? in.bins - first : in.knot;
    Floats col = {}, row = {}, dCol = {}, dRow = {};
    Ints base = {};
    for (int lane = 0; lane < kWide; ++lane) {
      col0[lane] = col1[lane];
      row0[lane] = row1[lane];
    }
    place(in, lane0, in.r0 + (first + count) * in.bin, col1, row1);
    for (int lane = 0; lane < kWide; ++lane) {
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
    Floats floor = {};
    for (int b = 0; b < count; ++b) {
      for (int j = 0; j < in.steps; ++j) {
        const int sample = (first + b) * in.steps + j;
        const float s = in.range[sample];
        const Floats u = splat(static_cast<float>(b) + (static_cast<float>(j) + 0.5F) * invSteps);
        // Rounding must not lead a coordinate below its whole post.
        const Floats x = maxOf(col + u * dCol, Floats{});
        const Floats y = maxOf(row + u * dRow, Floats{});
        const Ints xi = toInt(x);
        const Ints yi = toInt(y);
        const Floats fx = x - toFloat(xi);
        const Floats fy = y - toFloat(yi);
        const Ints index = base + yi * in.width + xi;
        if (j == 0) {
          const Floats ahead = u + splat(kAhead);
          const Ints later = base + toInt(row + ahead * dRow) * in.width + toInt(col + ahead * dCol);
          __builtin_prefetch(in.posts + later[0]);
          __builtin_prefetch(in.posts + later[kWide - 1]);
        }
        const Ints upperPair = gatherPairs(in.posts, index);
        const Ints lowerPair = gatherPairs(in.posts + in.width, index);
        const Ints a = firstOf(upperPair), ar = secondOf(upperPair);
        const Ints c = firstOf(lowerPair), cr = secondOf(lowerPair);
        const Floats af = toFloat(a);
        const Floats cf = toFloat(c);
        const Floats upper = af + fx * toFloat(ar - a);
        const Floats lower = cf + fx * toFloat(cr - c);
        Floats height = (upper + fy * (lower - upper)) * kPostUnit;

        Ints isVoid = {};
        if constexpr (kVoids) {
          isVoid = (a == kVoidPost) | (ar == kVoidPost) | (c == kVoidPost) | (cr == kVoidPost);
          if (any(isVoid)) {
            const Floats rise = lastHeight + (splat(s) - lastRange) * kSteepest;
            height = isVoid ? minOf(rise, splat(kHighestGround)) : height;
          }
          lastHeight = isVoid ? lastHeight : height;
          lastRange = isVoid ? lastRange : splat(s);
        }

        // φ = s/R', drop = R'(1 − cos φ), both as series: φ stays below 0.3.
        const Floats phi = s * invR;
        const Floats q = phi * phi;
        const Floats drop = (0.5F * s) * phi * (one - q * (1.0F / 12) * (one - q * (1.0F / 30)));
        const Floats cosine = one - drop * invR;
        if (j == middle) {
          const Floats arc = s * (one - q * (1.0F / 6) * (one - q * (1.0F / 20)));
          const Floats rise = slope * arc;
          const Floats under = cosine - rise * invR;
          floor = (antenna + drop + rise) / under;
          floor = under > 1e-3F ? floor : infinite;
          Floats told = maxOf(floor, height);
          const Ints never = told > ceiling;
          Ints raw = toInt(minOf(told, ceiling) * kInverseStep + kRawOffset);
          raw = raw < kFloorFirst ? Ints{} + kFloorFirst : raw;
          raw = never ? Ints{} + kFloorNever : raw;
          if constexpr (kVoids) {
            const Floats riseMaybe = maybe * arc;
            const Floats underMaybe = cosine - riseMaybe * invR;
            Floats high = (antenna + drop + riseMaybe) / underMaybe;
            high = underMaybe > 1e-3F ? high : infinite;
            const Ints open = (isVoid | (high > told + kMatters)) & ~(floor > ceiling);
            raw = open ? Ints{} + kFloorUnknown : raw;
            if (any(open)) {
              for (int lane = 0; lane < kWide; ++lane)
                unknown += open[lane] != 0 ? static_cast<double>(s) : 0.0;
            }
          }
          const Shorts narrow = __builtin_convertvector(raw, Shorts);
          __builtin_memcpy(out + static_cast<std::size_t>(first + b) * kLanes + lane0, &narrow,
                           sizeof narrow);
        }
        // 1/((R' + h)·sin φ) = 1/(s·(1 + h/R')) · φ/sin φ.
        const Floats h = height * invR;
        const Floats inverse =
            in.inverse[sample] * (one + q * (1.0F / 6) * (one + q * (7.0F / 60))) * (one - h + h * h);
        const Floats t = (height * cosine - drop - antenna) * inverse;
        if constexpr (kVoids) {
          slope = isVoid ? slope : maxOf(slope, t);
          maybe = maxOf(maybe, t);
        } else {
          slope = maxOf(slope, t);
        }
      }
    }
    // A sight line that has climbed above the ceiling never comes down again.
    if (canStop && !any(floor <= ceiling)) {
      if (in.isZero) break;
      const Shorts never = Shorts{} + kFloorNever;
      for (int b = first + count; b < in.bins; ++b)
        __builtin_memcpy(out + static_cast<std::size_t>(b) * kLanes + lane0, &never, sizeof never);
      break;
    }
  }
  store(state.slope + lane0, slope);
  store(state.maybe + lane0, kVoids ? maybe : maxOf(maybe, slope));
  if constexpr (kVoids) {
    store(state.lastHeight + lane0, lastHeight);
    store(state.lastRange + lane0, lastRange);
  }
  return unknown;
}

static double sweepAll(const SweepInput& in, RayState& state, std::uint16_t* out) {
  double unknown = 0;
  for (int lane0 = 0; lane0 < kLanes; lane0 += kWide)
    unknown += in.voids ? sweep<true>(in, lane0, state, out) : sweep<false>(in, lane0, state, out);
  return unknown;
}

/// 1/v and 1/√v for positive v, good to the last digits but one.
SORAMI_INLINE Floats inverseOf(Floats v) {
#ifdef SORAMI_BODY_AVX512
  const auto guess = reinterpret_cast<Floats>(_mm512_maskz_rcp14_ps(0xFFFF, reinterpret_cast<__m512>(v)));
  return guess * (2.0F - v * guess);
#else
  return 1.0F / v;
#endif
}
SORAMI_INLINE Floats rootOf(Floats v) {
#if defined(SORAMI_BODY_AVX512)
  const Floats safe = maxOf(v, splat(1e-12F));
  const auto guess =
      reinterpret_cast<Floats>(_mm512_maskz_rsqrt14_ps(0xFFFF, reinterpret_cast<__m512>(safe)));
  return v * guess * (1.5F - 0.5F * safe * guess * guess);
#elif defined(SORAMI_BODY_AVX2)
  return reinterpret_cast<Floats>(_mm256_sqrt_ps(reinterpret_cast<__m256>(v)));
#else
  Floats root = {};
  for (int lane = 0; lane < kWide; ++lane) root[lane] = __builtin_sqrtf(v[lane]);
  return root;
#endif
}

/// atan2(x, y) in turns, 0 … 1, to 1e-8 of a turn before rounding: atan by a least-squares polynomial on
/// [0, tan 22.5°], the rest by symmetry.
SORAMI_INLINE Floats turnsOf(Floats x, Floats y) {
  const Floats ax = x < 0.0F ? -x : x;
  const Floats ay = y < 0.0F ? -y : y;
  const Floats big = maxOf(maxOf(ax, ay), splat(1e-20F));
  const Floats small = minOf(ax, ay);
  constexpr float kTanEighth = 0.41421356F;
  const Ints fold = small > kTanEighth * big;
  const Floats z = (fold ? small - big : small) * inverseOf(fold ? small + big : big);
  const Floats q = z * z;
  Floats r = splat(0.0772615461F);
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

SORAMI_INLINE Floats metresOf(Ints raw) {
  Floats metres = toFloat(raw - kFloorFirst) * kFloorStep + kFloorLowest;
  metres = raw == kFloorUnknown ? splat(__builtin_nanf("")) : metres;
  return raw == kFloorNever ? splat(__builtin_inff()) : metres;
}

/// Floors of places that lie in one ring.
SORAMI_INLINE Floats inRing(const RingView& ring, Floats range, Floats turns) {
  Floats bin = (range - ring.r0) * ring.inverseBin - 0.5F;
  bin = minOf(maxOf(bin, Floats{}), splat(static_cast<float>(ring.bins - 1)));
  const Ints b0 = toInt(bin);
  const Ints b1 = b0 + 1 < ring.bins ? b0 + 1 : b0;
  const Floats ray = turns * static_cast<float>(ring.rays);
  Ints a0 = toInt(ray);
  const Floats fa = ray - toFloat(a0);
  const Floats fb = bin - toFloat(b0);
  a0 = a0 >= ring.rays ? a0 - ring.rays : a0;
  const Ints block = (a0 >> kGroupShift) * (ring.bins * kLanes) + (a0 & (kLanes - 1));
  // The next ray stands beside this one, but for the last of a group.
  const Ints nearPair = gatherPairs(ring.floors, block + b0 * kLanes);
  const Ints farPair = gatherPairs(ring.floors, block + b1 * kLanes);
  const Ints q00 = nearPair & 0xFFFF;
  const Ints q01 = farPair & 0xFFFF;
  Ints q10 = (nearPair >> 16) & 0xFFFF;
  Ints q11 = (farPair >> 16) & 0xFFFF;
  const Ints isLast = (a0 & (kLanes - 1)) == kLanes - 1;
  if (any(isLast)) {
    const Ints next =
        isLast ? (a0 + 1 >= ring.rays ? Ints{} : ((a0 + 1) >> kGroupShift) * (ring.bins * kLanes)) : block;
    q10 = isLast ? gatherPairs(ring.floors, next + b0 * kLanes) & 0xFFFF : q10;
    q11 = isLast ? gatherPairs(ring.floors, next + b1 * kLanes) & 0xFFFF : q11;
  }
  const Floats f00 = toFloat(q00);
  const Floats f10 = toFloat(q10);
  const Floats f01 = toFloat(q01);
  const Floats f11 = toFloat(q11);
  const Floats near = f00 + fa * (f10 - f00);
  const Floats far = f01 + fa * (f11 - f01);
  const Floats metres =
      (near + fb * (far - near) - static_cast<float>(kFloorFirst)) * kFloorStep + kFloorLowest;
  // Next to "never" and "unknown" nothing may be interpolated: the nearest decides.
  const Ints special = (q00 < kFloorFirst) | (q10 < kFloorFirst) | (q01 < kFloorFirst) | (q11 < kFloorFirst);
  if (!any(special)) return metres;
  const Ints nearRay = fa < 0.5F;
  const Ints nearest = fb < 0.5F ? (nearRay ? q00 : q10) : (nearRay ? q01 : q11);
  return special ? metresOf(nearest) : metres;
}

static void sampleAll(const SampleInput& in, const float* east, const float* north, float* out,
                      std::size_t count) {
  const RingView* ring = in.rings;
  const RingView* const last = in.rings + in.ringCount - 1;
  constexpr std::size_t kStride = kWide;
  for (std::size_t i = 0; i < count; i += kStride) {
    Floats x = {}, y = {};
    const std::size_t n = count - i < kStride ? count - i : kStride;
    if (n == kStride) {
      x = load(east + i);
      y = load(north + i);
    } else {
      for (std::size_t lane = 0; lane < kStride; ++lane) {
        x[lane] = east[i + (lane < n ? lane : n - 1)];
        y[lane] = north[i + (lane < n ? lane : n - 1)];
      }
    }
    Floats range = rootOf(x * x + y * y);
    // Written so that a NaN is outside.
    Ints outside = ~(range <= in.range);
    const Floats turns = turnsOf(x, y);
    if (in.sectorWidth < 1.0F) {
      Floats from = turns - in.sectorFrom;
      from = from < 0.0F ? from + 1.0F : from;
      outside |= from > in.sectorWidth;
    }
    Floats floor = splat(__builtin_inff());
    if (any(~outside)) {
      range = outside ? Floats{} : range;
      const Floats safe = turns >= 0.0F ? turns : Floats{};
      Ints left = ~outside;
      // Nearly always all lie in the ring of those before; else they are taken ring by ring.
      for (;;) {
        const Ints here = left & ((range >= ring->r0) | (Ints{} - (ring == in.rings ? 1 : 0))) &
                          ((range < ring->end) | (Ints{} - (ring == last ? 1 : 0)));
        if (any(here)) {
          const Floats found = inRing(*ring, range, safe);
          floor = here ? found : floor;
          left &= ~here;
        }
        if (!any(left)) break;
        float next = 0;
        for (int lane = 0; lane < kWide; ++lane) {
          if (left[lane] != 0) next = range[lane];
        }
        while (ring > in.rings && next < ring->r0) --ring;
        while (ring < last && next >= ring->end) ++ring;
      }
    }
    if (n == kStride) {
      store(out + i, floor);
    } else {
      for (std::size_t lane = 0; lane < n; ++lane) out[i + lane] = floor[lane];
    }
  }
}

#ifndef SORAMI_BODY_AVX512
/// One number in each lane.
SORAMI_INLINE Floats gatherFloats(const float* base, Ints index) {
  Floats v = {};
  for (int i = 0; i < kWide; ++i) v[i] = base[index[i]];
  return v;
}
#endif

/// The bands at entries k and k + 1.
struct BandPair {
  Floats lowA, highA, lowB, highB;
};
SORAMI_INLINE BandPair bandsAt(const float* pairs, Ints k) {
#ifdef SORAMI_BODY_AVX512
  // What two entries hold stands side by side: one load of 128 bits brings all of a lane, sixteen are then
  // turned over.
  alignas(64) std::int32_t at[kWide];
  __builtin_memcpy(at, &k, sizeof at);
  const auto lane = [&](int i) { return _mm_loadu_ps(pairs + 2 * at[i]); };
  const auto four = [&](int i) {
    __m512 v = _mm512_castps128_ps512(lane(i));
    v = _mm512_insertf32x4(v, lane(i + 4), 1);
    v = _mm512_insertf32x4(v, lane(i + 8), 2);
    return _mm512_insertf32x4(v, lane(i + 12), 3);
  };
  const __m512 r0 = four(0), r1 = four(1), r2 = four(2), r3 = four(3);
  const __m512 lows01 = _mm512_shuffle_ps(r0, r1, 0x44), highs01 = _mm512_shuffle_ps(r0, r1, 0xEE);
  const __m512 lows23 = _mm512_shuffle_ps(r2, r3, 0x44), highs23 = _mm512_shuffle_ps(r2, r3, 0xEE);
  return {reinterpret_cast<Floats>(_mm512_shuffle_ps(lows01, lows23, 0x88)),
          reinterpret_cast<Floats>(_mm512_shuffle_ps(lows01, lows23, 0xDD)),
          reinterpret_cast<Floats>(_mm512_shuffle_ps(highs01, highs23, 0x88)),
          reinterpret_cast<Floats>(_mm512_shuffle_ps(highs01, highs23, 0xDD))};
#else
  const Ints pair = k + k;
  return {gatherFloats(pairs, pair), gatherFloats(pairs + 1, pair), gatherFloats(pairs + 2, pair),
          gatherFloats(pairs + 3, pair)};
#endif
}

/// One vector of places: floors as they count within the bands, and the ceilings there.
SORAMI_INLINE void cutSome(const BandView& in, Floats x, Floats y, Floats& floor, Floats& ceiling) {
  const Floats infinite = splat(__builtin_inff());
  const Floats east2 = x * x;
  const Floats north2 = y * y;
  const Floats range = rootOf(east2 + north2);
  const Floats at = minOf(range * in.inverseStep, splat(static_cast<float>(in.entries - 1)));
  const Ints k = toInt(at);
  const Floats f = at - toFloat(k);
  const auto [lowA, highA, lowB, highB] = bandsAt(in.pairs, k);
  // Where one end finds nothing the nearer one decides.
  const Ints edge = ~((lowA <= highA) & (lowB <= highB));
  const Ints isNearA = f < 0.5F;
  const Floats drop = in.eastDrop * east2 + in.northDrop * north2;
  const Floats low = edge ? (isNearA ? lowA : lowB) : lowA + f * (lowB - lowA) + drop;
  const Floats high = edge ? (isNearA ? highA : highB) : highA + f * (highB - highA) + drop;
  const Floats raised = maxOf(floor, low);
  // A floor of unknown terrain stays unknown within the bands.
  const Floats inside = floor == floor ? (raised <= high ? raised : infinite) : floor;
  const Ints found = (range <= in.reach) & (low <= high);
  floor = found ? inside : infinite;
  ceiling = high < in.noCeiling ? high : infinite;
}

static void cutAll(const BandView& in, const float* east, const float* north, float* floor, float* ceiling,
                   std::size_t count) {
  Floats limit = {};
  std::size_t i = 0;
  for (; i + kWide <= count; i += kWide) {
    Floats now = load(floor + i);
    cutSome(in, load(east + i), load(north + i), now, limit);
    store(floor + i, now);
    store(ceiling + i, limit);
  }
  if (i == count) return;
  const std::size_t bytes = (count - i) * sizeof(float);
  Floats x = {}, y = {}, now = {};
  __builtin_memcpy(&x, east + i, bytes);
  __builtin_memcpy(&y, north + i, bytes);
  __builtin_memcpy(&now, floor + i, bytes);
  cutSome(in, x, y, now, limit);
  __builtin_memcpy(floor + i, &now, bytes);
  __builtin_memcpy(ceiling + i, &limit, bytes);
}

#undef SORAMI_INLINE
