// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/TerrainMosaic.h"

#include <array>
#include <memory>
#include <stop_token>
#include <vector>

namespace sorami {

using MosaicPtr = std::shared_ptr<const TerrainMosaic>;

/// Posts of mosaics through the tiles used last; one a thread.
class PostReader {
 public:
  explicit PostReader(std::span<const MosaicPtr> mosaics) : m_mosaics(mosaics) {}
  std::int16_t post(std::size_t mosaic, int level, int col, int row) {
    const TerrainTile* tile = find(mosaic, level, col >> kShift, row >> kShift);
    if (tile == nullptr) return kVoidPost;
    return tile->posts[static_cast<std::size_t>((row & kMask) * kTileSize + (col & kMask))];
  }
  /// Bilinear in post units; NaN without data. Where some posts of the cell are void the others serve, up to
  /// half a cell from the nearest.
  float sample(std::size_t mosaic, int level, GridPoint at);
  const TerrainTile* find(std::size_t mosaic, int level, int tx, int ty);

 private:
  static constexpr int kShift = 9;
  static constexpr int kMask = kTileSize - 1;
  static_assert(1 << kShift == kTileSize);
  struct Entry {
    std::size_t mosaic = SIZE_MAX;
    int level = 0, tx = 0, ty = 0;
    TerrainTilePtr tile;
  };
  std::span<const MosaicPtr> m_mosaics;
  std::array<Entry, 64> m_entries;
};

/// Lays posts of several mosaics out in one rectangle.
class TerrainPatchMaker {
 public:
  /// `mosaics`: finest first. `sea`: what nothing covers is 0 m.
  TerrainPatchMaker(std::span<const MosaicPtr> mosaics, bool sea) : m_mosaics(mosaics), m_sea(sea) {}

  /// Where a patch lies on the level's grid of a mosaic.
  struct Window {
    std::size_t mosaic = 0;
    int level = 0;
    int col0 = 0, row0 = 0, width = 0, height = 0;
    bool local = false;
    double nearLon = 0;
    LatLon centre;  ///< of a local one
    double cellM = 0;
    bool holds(const Window& other) const;
  };
  /// Null optional: no source reaches into the disc.
  std::optional<Window> plan(const PatchRequest& request, double margin) const;
  TerrainPatchPtr make(const Window& window, int threads, std::stop_token stop) const;

 private:
  /// True when voids are left.
  bool fillStrip(const Window& w, int row0, int rows, std::int16_t* posts, PostReader& reader) const;
  void fillBlock(const Window& w, int col0, int row0, int width, int height, std::int16_t* posts,
                 PostReader& reader) const;
  void toGeographic(const Window& w, std::span<const GridPoint> points, std::span<LatLon> out) const;

  std::span<const MosaicPtr> m_mosaics;
  bool m_sea;
};

}  // namespace sorami
