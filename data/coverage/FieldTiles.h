// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/CoverageField.h"
#include "data/coverage/CoverageSectors.h"
#include "data/coverage/RasterGrid.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace sorami {

/// Where the tiles of a raster lie about a site. Immutable once made.
class TilePlanes {
 public:
  static constexpr int kTile = 256;  ///< pixels across and down

  /// On all threads; `grid` must outlive it. Incomplete when stopped.
  TilePlanes(LatLon site, const RasterGrid& grid, const std::stop_token& stop);

  const RasterGrid& grid() const { return m_grid; }
  LatLon site() const { return m_site; }
  int across() const { return (m_grid.columns + kTile - 1) / kTile; }
  int down() const { return (m_grid.rows + kTile - 1) / kTile; }
  int count() const { return across() * down(); }
  /// Nothing where the tile bends too much for one polynomial.
  const std::optional<BlockPlane>& plane(int tile) const { return m_planes[static_cast<std::size_t>(tile)]; }
  /// True when every tile has a plane.
  bool areStraight() const { return m_areStraight; }
  enum class Place : unsigned char { Outside, Across, Within };
  /// Where a tile lies: outside the sector or `range` metres, or wholly within the sector.
  Place placeOf(int tile, const AzimuthSector& sector, double range) const;

 private:
  LatLon m_site;
  const RasterGrid& m_grid;
  std::vector<std::optional<BlockPlane>> m_planes;
  bool m_areStraight = true;
};

/// A field, or a sector of it, on the pixels of a raster, tile by tile. Every call is safe from any thread
/// with a ToGeographic of its own.
class FieldTiles {
 public:
  static constexpr int kTile = TilePlanes::kTile;
  static constexpr std::size_t kPixels = std::size_t{kTile} * kTile;

  /// Both must outlive it, and be about the same site. Only pixels within `sector` are filled; the field must
  /// know a little more than that.
  FieldTiles(const CoverageField& field, const TilePlanes& planes, const AzimuthSector& sector)
      : m_field(field), m_planes(planes), m_grid(planes.grid()), m_sector(sector) {}

  /// Pixels `at` … `at + count` of a tile, which have their values, and the ground one of them covers, m².
  using Run = std::function<void(std::size_t at, int count, double area)>;
  /// Fills a tile, numbered along its rows: floors (and, with `ceilings` not null, ceilings) of kPixels
  /// entries, rows kTile apart. Floors are m AMSL, kFloorCeiling and more as that, kRasterNodata out of
  /// range or sector or where unknown. False when nothing of it is known; then there was no run.
  bool fill(ToGeographic& toGeographic, int tile, float* floors, float* ceilings, const Run& run) const;

 private:
  bool block(const BlockPlane& plane, bool isWithin, int col0, int row0, int left, int top, int width,
             int height, float* floors, float* ceilings, const Run& run) const;
  bool bent(ToGeographic& toGeographic, int col0, int row0, int left, int top, int width, int height,
            float* floors, float* ceilings, const Run& run) const;
  bool line(const float* east, const float* north, int count, bool isWithin, std::size_t at, double area,
            float* floors, float* ceilings, const Run& run) const;

  const CoverageField& m_field;
  const TilePlanes& m_planes;
  const RasterGrid& m_grid;
  AzimuthSector m_sector;
};

}  // namespace sorami
