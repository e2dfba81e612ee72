// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sorami {

/// Geodesic area of a closed ring on the WGS 84 ellipsoid, m²: positive when it runs anticlockwise.
double geodesicArea(std::span<const LatLon> ring);

/// A grid of cells in latitude and longitude, about square on the ground, over one area of interest or a box.
/// Cells know how much of them lies inside. Immutable. Cell (column, row) is row × columns() + column; row 0
/// is the northernmost.
class NetworkGrid {
 public:
  static constexpr std::size_t kCells = 40'000;

  /// Over a ring of geodesic edges, with about `cells` cells. A ring about a pole holds the nearer one.
  /// Errors: fewer than three points, one of no area.
  static Result<std::shared_ptr<const NetworkGrid>> overRing(std::span<const LatLon> ring,
                                                             std::size_t cells = kCells);
  /// Over a box. Errors: an empty one.
  static Result<std::shared_ptr<const NetworkGrid>> overBox(const GeoBox& box, std::size_t cells = kCells);

  int columns() const { return m_columns; }
  int rows() const { return m_rows; }
  std::size_t size() const { return m_share.size(); }
  /// At column and row in cells: (0.5, 0.5) is the middle of the first cell.
  LatLon at(double column, double row) const;
  LatLon middle(std::size_t cell) const;
  /// Part of the cell inside the ring, 0 … 1.
  float share(std::size_t cell) const { return m_share[cell]; }
  bool isInside(std::size_t cell) const { return m_share[cell] > 0; }
  /// Ground of the cell that lies inside, m².
  double area(std::size_t cell) const {
    return static_cast<double>(m_share[cell]) * m_rowArea[cell / static_cast<std::size_t>(m_columns)];
  }
  double totalArea() const { return m_total; }  ///< m², inside
  /// The cell a point lies in, inside or not; nothing (-1) off the grid.
  std::ptrdiff_t cellAt(LatLon p) const;
  /// Side of a cell at the grid's middle, m.
  double cellSide() const { return m_side; }
  GeoBox box() const;
  /// True when the columns go all the way round: the last touches the first.
  bool isRound() const { return m_columns * m_stepLon > 359.999; }
  /// True when all cells of a row touch one another at a pole.
  bool isPolar(int row) const {
    return isRound() &&
           ((row == 0 && m_north > 89.999) || (row == m_rows - 1 && m_north - m_rows * m_stepLat < -89.999));
  }
  double west() const { return m_west; }  ///< deg, may be below −180 or above 180 west of the dateline
  double north() const { return m_north; }
  double stepLon() const { return m_stepLon; }  ///< deg, positive
  double stepLat() const { return m_stepLat; }

 private:
  NetworkGrid() = default;
  Status frame(double west, double south, double east, double north, std::size_t cells);
  void sum();

  int m_columns = 0;
  int m_rows = 0;
  double m_west = 0;
  double m_north = 0;
  double m_stepLon = 0;
  double m_stepLat = 0;
  double m_side = 0;
  double m_total = 0;
  std::vector<float> m_share;
  std::vector<double> m_rowArea;  ///< of a whole cell
};
using NetworkGridPtr = std::shared_ptr<const NetworkGrid>;

}  // namespace sorami
