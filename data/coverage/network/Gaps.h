// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/NetworkFloors.h"

#include <functional>
#include <vector>

namespace sorami {

/// The outlines of a set of cells: rings with the set on their left, outer ones anticlockwise, holes
/// clockwise. Cells that touch at a corner only are apart.
struct CellRegion {
  std::vector<std::vector<LatLon>> rings;  ///< the outer one first
  std::vector<std::size_t> cells;
  double area = 0;  ///< geodesic, of the rings, m²
};

/// Joins the cells `inside` says yes to into regions, the greatest first. `cut(a, b)` says where between the
/// middle of a cell inside and of its neighbour outside the outline runs, 0 … 1; without it midway. Regions
/// smaller than `fewest` cells are left out.
std::vector<CellRegion> cellRegions(const NetworkGrid& grid, const std::vector<std::uint8_t>& inside,
                                    const std::function<double(std::size_t, std::size_t)>& cut = {},
                                    std::size_t fewest = 1);

/// A part of an area that fewer than k sensors see at the altitude asked for.
struct Gap {
  std::vector<std::vector<LatLon>> rings;  ///< outer first, then holes; not closed
  double area = 0;                         ///< m², geodesic
  LatLon deepest;                          ///< the middle of the cell that closes last
  double closesAt = 0;                     ///< m AMSL: from here up all of it is seen; +inf: at no altitude
  double halfClosedAt = 0;                 ///< m AMSL: half of its area is seen; +inf: never
  double unknownShare = 0;                 ///< of its area, where the terrain that decides is not known
};

/// The gaps of an area of interest at a level, greatest first.
struct GapReport {
  AltitudeLevel level;
  int k = 1;
  double total = 0;    ///< of the area, m²
  double covered = 0;  ///< by k sensors, m²
  std::vector<Gap> gaps;
  double leftOut = 0;  ///< m² in gaps of fewer than `fewest` cells
};
GapReport findGaps(const NetworkFloors& floors, const SensorSet& counts, const AltitudeLevel& level,
                   int k = 1, std::size_t fewest = 2, std::stop_token stop = {});

}  // namespace sorami
