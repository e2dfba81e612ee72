// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <QHash>
#include <QMutex>

#include <memory>

namespace sorami {

/// Short texts rendered once, halo and all, and kept while they are used: drawing a label is then a blit.
/// Shared by all canvases; any thread.
class GlyphBlocks {
 public:
  static GlyphBlocks& instance();

  /// The run as a sprite whose anchor is the run's `at`. Never null; empty where there is nothing to draw.
  SpritePtr block(const TextRun& run, double pixelRatio);

 private:
  struct Key {
    QString text;
    QRgb colour;
    QRgb halo;
    int sizePx;
    int rotation;   ///< tenths of a degree
    int haloReach;  ///< sixteenths of a pixel
    std::uint8_t look;
    bool operator==(const Key&) const = default;
  };
  friend std::size_t qHash(const Key& k, std::size_t seed) {
    return qHashMulti(seed, k.text, k.colour, k.halo, k.sizePx, k.rotation, k.haloReach, k.look);
  }
  using Blocks = QHash<Key, SpritePtr>;

  QMutex m_mutex;
  // Two generations: what is still used moves to the young one, the old one is dropped whole when the young
  // one is full. Near to least-recently-used at the price of a lookup.
  Blocks m_young;
  Blocks m_old;
  std::size_t m_youngBytes = 0;
};

}  // namespace sorami
