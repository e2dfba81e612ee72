// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <QRgb>

#include <cstddef>
#include <cstdint>

namespace sorami {

// Source-over of premultiplied pixels, exact to the nearest 1/255. A target whose alpha is 255 keeps it, so
// RGB32 and ARGB32_Premultiplied take the same code. Rows may start at any pixel.

/// Every channel × a / 255, rounded.
inline QRgb scalePixel(QRgb c, unsigned a) {
  std::uint32_t rb = (c & 0x00FF00FFU) * a + 0x00800080U;
  std::uint32_t ag = ((c >> 8U) & 0x00FF00FFU) * a + 0x00800080U;
  rb = ((rb + ((rb >> 8U) & 0x00FF00FFU)) >> 8U) & 0x00FF00FFU;
  ag = (ag + ((ag >> 8U) & 0x00FF00FFU)) & 0xFF00FF00U;
  return rb | ag;
}

inline QRgb blendPixel(QRgb under, QRgb over) {
  return over + scalePixel(under, 255U - (over >> 24U));
}

void blendSolid(QRgb* to, int n, QRgb colour);
void blendCoverage(QRgb* to, const std::uint8_t* coverage, int n, QRgb colour);
void blendRow(QRgb* to, const QRgb* from, int n);
void blendRow(QRgb* to, const QRgb* from, int n, unsigned opacity);
/// Rows of a sprite's packed pixels (Sprite::packed), row i of them to the span spans[i] of row i of `to`.
/// What fills a row up is written too, unchanged: it must lie within what the caller may write.
void blendPacked(QRgb* to, std::ptrdiff_t stride, const QRgb* packed, const Sprite::Span* spans, int rows,
                 unsigned opacity);

}  // namespace sorami
