// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/raster/Blend.h"

#include "data/core/Clones.h"

#include <algorithm>
#include <cstring>

#define SORAMI_INLINE inline __attribute__((always_inline))

namespace sorami {
namespace {

// Eight pixels at a time in the compiler's own vectors: AVX2, SSE2 and NEON alike.
constexpr int kLanes = 8;
using Pixels = std::uint32_t __attribute__((vector_size(32)));
using Halves = std::uint16_t __attribute__((vector_size(32)));

SORAMI_INLINE void scale8(const Pixels& c, const Pixels& alpha, Pixels& out) {
  // A cast between vectors of one size keeps the bits: two 16-bit products in each pixel's lane.
  const Halves a = (Halves)(alpha | (alpha << 16U));
  Halves rb = (Halves)(c & 0x00FF00FFU) * a + 128;
  Halves ag = (Halves)((c >> 8U) & 0x00FF00FFU) * a + 128;
  rb = (rb + (rb >> 8)) >> 8;
  ag = (ag + (ag >> 8)) >> 8;
  out = (Pixels)rb | ((Pixels)ag << 8U);
}

SORAMI_INLINE void load(Pixels& v, const QRgb* from) {
  std::memcpy(&v, from, sizeof v);
}

SORAMI_INLINE void store(QRgb* to, const Pixels& v) {
  std::memcpy(to, &v, sizeof v);
}

}  // namespace

SORAMI_CLONES void blendSolid(QRgb* to, int n, QRgb colour) {
  const unsigned keep = 255U - (colour >> 24U);
  if (keep == 0) {
    std::fill_n(to, n, colour);
    return;
  }
  const Pixels alpha = Pixels{} + keep;
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Pixels under;
    load(under, to + i);
    Pixels rest;
    scale8(under, alpha, rest);
    store(to + i, rest + colour);
  }
  for (; i < n; ++i) to[i] = colour + scalePixel(to[i], keep);
}

SORAMI_CLONES void blendCoverage(QRgb* to, const std::uint8_t* coverage, int n, QRgb colour) {
  const Pixels all = Pixels{} + colour;
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    std::uint64_t eight;
    std::memcpy(&eight, coverage + i, sizeof eight);
    if (eight == 0) continue;
    Pixels cover;
    for (int k = 0; k < kLanes; ++k) cover[k] = coverage[i + k];
    Pixels over;
    scale8(all, cover, over);
    Pixels under;
    load(under, to + i);
    Pixels rest;
    scale8(under, 255U - (over >> 24U), rest);
    store(to + i, over + rest);
  }
  for (; i < n; ++i) {
    if (coverage[i] != 0) to[i] = blendPixel(to[i], scalePixel(colour, coverage[i]));
  }
}

SORAMI_CLONES void blendRow(QRgb* to, const QRgb* from, int n) {
  // Rows of symbols are two or three vectors long: their remainders count, and take the same path through a
  // padded copy instead of pixel by pixel.
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Pixels over;
    Pixels under;
    load(over, from + i);
    load(under, to + i);
    Pixels rest;
    scale8(under, 255U - (over >> 24U), rest);
    store(to + i, over + rest);
  }
  if (i == n) return;
  const auto rest = static_cast<std::size_t>(n - i) * sizeof(QRgb);
  Pixels over{};
  Pixels under{};
  std::memcpy(&over, from + i, rest);
  std::memcpy(&under, to + i, rest);
  Pixels kept;
  scale8(under, 255U - (over >> 24U), kept);
  const Pixels sum = over + kept;
  std::memcpy(to + i, &sum, rest);
}

SORAMI_CLONES void blendRow(QRgb* to, const QRgb* from, int n, unsigned opacity) {
  const Pixels fade = Pixels{} + opacity;
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Pixels source;
    Pixels under;
    load(source, from + i);
    load(under, to + i);
    Pixels over;
    scale8(source, fade, over);
    Pixels rest;
    scale8(under, 255U - (over >> 24U), rest);
    store(to + i, over + rest);
  }
  for (; i < n; ++i) to[i] = blendPixel(to[i], scalePixel(from[i], opacity));
}

SORAMI_CLONES void blendPacked(QRgb* to, std::ptrdiff_t stride, const QRgb* packed, const Sprite::Span* spans,
                               int rows, unsigned opacity) {
  static_assert(Sprite::kPack == kLanes);
  const Pixels fade = Pixels{} + opacity;
  for (int y = 0; y < rows; ++y, to += stride) {
    QRgb* pixels = to + spans[y].begin;
    for (int left = spans[y].end - spans[y].begin; left > 0; left -= kLanes) {
      Pixels over;
      Pixels under;
      load(over, packed);
      load(under, pixels);
      if (opacity != 255) {
        const Pixels source = over;
        scale8(source, fade, over);
      }
      Pixels rest;
      scale8(under, 255U - (over >> 24U), rest);
      store(pixels, over + rest);
      packed += kLanes;
      pixels += kLanes;
    }
  }
}

}  // namespace sorami
