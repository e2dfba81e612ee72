// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"
#include "widgets/scene/PixelCanvas.h"

#include <QImage>
#include <QRect>

#include <cstdint>
#include <span>

namespace sorami {

/// The picture of the base with the steady dynamic layers on it, kept from one frame to the next: thousands
/// of drawings that stand still are not drawn again while a site is dragged over them. What is restored is
/// what was drawn, pixel for pixel.
class KeptPicture {
 public:
  enum class Step {
    Draw,     ///< draw all: it is seen for the first time, and may be seen once only
    Keep,     ///< draw all, and take() the picture after the steady layers
    Restore,  ///< restore() the picture, and draw what comes after the steady layers
  };

  /// How many of the dynamic layers, from the rearmost on, are steady.
  static std::size_t steadyCount(std::span<Layer* const> dynamic);
  /// Everything the picture of these layers depends on, but for the base under them.
  static std::uint64_t keyOf(const Frame& frame, std::span<Layer* const> steady);

  /// What to do for layers of this key on this base; key 0: there is nothing that could be kept.
  Step next(std::uint64_t key, std::uint64_t base, QSize size);
  /// Rows of a band, from and to the picture. From several threads at once, each with a band of its own.
  void take(const PixelTarget& from, const QRect& band);
  void restore(const PixelTarget& to, const QRect& band) const;

 private:
  std::uint64_t m_last = 0;  ///< key of the frame before
  std::uint64_t m_key = 0;   ///< of `m_image`
  std::uint64_t m_base = 0;  ///< of `m_image`
  QImage m_image;
  PixelTarget m_pixels;  ///< of `m_image`, detached
};

}  // namespace sorami
