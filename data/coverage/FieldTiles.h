// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/CoverageField.h"
#include "data/coverage/RasterGrid.h"

#include <cstddef>
#include <functional>

namespace sorami {

/// A field on the pixels of a raster, tile by tile. Every call is safe from any thread with a ToGeographic of
/// its own.
class FieldTiles {
 public:
  static constexpr int kTile = 256;  ///< pixels across and down
  static constexpr std::size_t kPixels = std::size_t{kTile} * kTile;

  /// Both must outlive it.
  FieldTiles(const CoverageField& field, const RasterGrid& grid) : m_field(field), m_grid(grid) {}

  int across() const { return (m_grid.columns + kTile - 1) / kTile; }
  int down() const { return (m_grid.rows + kTile - 1) / kTile; }

  /// Pixels `at` … `at + count` of a tile, which have their values, and the ground one of them covers, m².
  using Run = std::function<void(std::size_t at, int count, double area)>;
  /// Fills a tile, numbered along its rows: floors (and, with `ceilings` not null, ceilings) of kPixels
  /// entries, rows kTile apart. Floors are m AMSL, kFloorCeiling and more as that, kRasterNodata out of
  /// range or sector or where unknown. False when nothing of it is known; then there was no run.
  bool fill(ToGeographic& toGeographic, int tile, float* floors, float* ceilings, const Run& run) const;

 private:
  bool block(const BlockPlane& plane, int col0, int row0, int left, int top, int width, int height,
             float* floors, float* ceilings, const Run& run) const;
  bool bent(ToGeographic& toGeographic, int col0, int row0, int left, int top, int width, int height,
            float* floors, float* ceilings, const Run& run) const;
  bool line(const float* east, const float* north, int count, std::size_t at, double area, float* floors,
            float* ceilings, const Run& run) const;
  bool inSector(float east, float north) const;

  const CoverageField& m_field;
  const RasterGrid& m_grid;
};

}  // namespace sorami
