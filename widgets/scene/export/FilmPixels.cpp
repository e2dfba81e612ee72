// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/export/FilmPixels.h"

#include "data/core/Clones.h"

#include <cstdint>

namespace sorami {

namespace {

// Luma of BT.709 is 0.2126 R + 0.7152 G + 0.0722 B; here times 219/255 for the video range, in parts of 2^16.
constexpr std::int32_t kLumaR = 11966, kLumaG = 40254, kLumaB = 4064;
// Cb is (B − Y) / 1.8556 and Cr (R − Y) / 1.5748, times 224/255; each row sums to 0, so that grey stays grey.
constexpr std::int32_t kCbR = -6596, kCbG = -22189, kCbB = 28785;
constexpr std::int32_t kCrR = 28784, kCrG = -26145, kCrB = -2639;

SORAMI_CLONES void lumaRow(const std::uint32_t* in, int width, std::uint8_t* out) {
  for (int x = 0; x < width; ++x) {
    const std::uint32_t p = in[x];
    const auto r = static_cast<std::int32_t>(p >> 16U & 255U);
    const auto g = static_cast<std::int32_t>(p >> 8U & 255U);
    const auto b = static_cast<std::int32_t>(p & 255U);
    out[x] = static_cast<std::uint8_t>(16 + ((kLumaR * r + kLumaG * g + kLumaB * b + 32768) >> 16));
  }
}

/// The mean of each two by two pixels.
SORAMI_CLONES void chromaRow(const std::uint32_t* upper, const std::uint32_t* lower, int width,
                             std::uint8_t* cb, std::uint8_t* cr) {
  constexpr std::uint32_t kTwo = 0x00FF00FF;
  for (int x = 0; x < width / 2; ++x) {
    const std::uint32_t a = upper[2 * x], b = upper[2 * x + 1], c = lower[2 * x], d = lower[2 * x + 1];
    // Red and blue at once: four bytes' sum takes ten bits.
    const std::uint32_t redBlue = (a & kTwo) + (b & kTwo) + (c & kTwo) + (d & kTwo);
    const auto red = static_cast<std::int32_t>(redBlue >> 16U);
    const auto blue = static_cast<std::int32_t>(redBlue & 0xFFFFU);
    const auto green =
        static_cast<std::int32_t>((a >> 8U & 255U) + (b >> 8U & 255U) + (c >> 8U & 255U) + (d >> 8U & 255U));
    constexpr std::int32_t kHalf = 1 << 17;
    cb[x] = static_cast<std::uint8_t>(128 + ((kCbR * red + kCbG * green + kCbB * blue + kHalf) >> 18));
    cr[x] = static_cast<std::uint8_t>(128 + ((kCrR * red + kCrG * green + kCrB * blue + kHalf) >> 18));
  }
}

}  // namespace

QByteArray toYuv420(const QImage& image, QSize size) {
  const int width = size.width();
  const int height = size.height();
  const qsizetype plane = qsizetype{width} * height;
  QByteArray out(plane + plane / 2, Qt::Uninitialized);
  auto* luma = reinterpret_cast<std::uint8_t*>(out.data());
  std::uint8_t* cb = luma + plane;
  std::uint8_t* cr = cb + plane / 4;
  const auto row = [&](int y) { return reinterpret_cast<const std::uint32_t*>(image.constScanLine(y)); };
  for (int y = 0; y + 1 < height; y += 2) {
    lumaRow(row(y), width, luma + qsizetype{y} * width);
    lumaRow(row(y + 1), width, luma + qsizetype{y + 1} * width);
    const qsizetype at = qsizetype{y} / 2 * (width / 2);
    chromaRow(row(y), row(y + 1), width, cb + at, cr + at);
  }
  return out;
}

}  // namespace sorami
