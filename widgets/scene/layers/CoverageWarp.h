// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/LargePages.h"
#include "data/coverage/AltitudeCode.h"
#include "data/coverage/CoverageField.h"
#include "data/coverage/SitePlane.h"
#include "data/geo/Projection.h"
#include "widgets/scene/View.h"

#include <QRect>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// Positions on the earth of a grid of nodes over a view, from which what lies between is interpolated.
class ViewGrid {
 public:
  static constexpr int kCell = 16;  ///< px between nodes
  ViewGrid(const View& view, ProjectionPtr projection);
  const View& view() const { return m_view; }
  const Projection& projection() const { return *m_projection; }
  int columns() const { return m_columns; }  ///< nodes in a row
  int rows() const { return m_rows; }
  /// Node (i, j) stands at pixel (i × kCell, j × kCell): earth-centred metres, NaN off the map.
  const std::vector<Vector3>& nodes() const { return m_nodes; }

 private:
  View m_view;
  ProjectionPtr m_projection;
  int m_columns;
  int m_rows;
  std::vector<Vector3> m_nodes;
};

/// The pixels of a view that a field may reach, with their places about its site.
class FieldPixels {
 public:
  /// Pixels x0, x0 + 1, … of row y: metres east and north of the site (as CoverageField::floorsAtLocal).
  using Take = std::function<void(int x0, int y, std::span<const float> east, std::span<const float> north)>;

  /// `grid` must outlive it.
  FieldPixels(const CoverageField& field, const ViewGrid& grid);
  /// px; empty where the field is out of view.
  const QRect& box() const { return m_box; }
  /// The part of the box that may lie so near the site, m; px.
  QRect within(double range) const;
  /// Hands over all of the box but what is out of range, in runs, each row on one thread; every thread has a
  /// Take of its own. A small field takes one thread. False when stopped.
  bool visit(const std::function<Take()>& makeTake, const std::stop_token& stop,
             bool onTwoThreads = true) const;

 private:
  const ViewGrid& m_grid;
  SitePlane m_plane;
  double m_range;
  std::vector<MapPoint> m_nodes;
  QRect m_box;
};

struct WarpedField;
using WarpedFields = std::vector<std::shared_ptr<const WarpedField>>;

/// One field's floors on the pixels of a view, within the box it reaches. Immutable.
struct WarpedField {
  /// Codes are half metres above -500 m: their difference is a height when that is added again.
  static constexpr int kGroundOffset = 1000;

  std::uint64_t key = 0;  ///< of the field
  QRect box;              ///< px; empty where the field is out of view
  LargeVector<std::uint16_t> floor;
  LargeVector<std::uint16_t> ground;  ///< empty unless it was asked for
  QRect ceilingBox;                   ///< px; the part of the box beyond which nothing is too high
  /// Of each pixel there, the highest altitude seen, kNever: no limit.
  LargeVector<std::uint16_t> ceiling;

  /// Where pixel (x, y) of the view stands in the values of a box that holds it.
  static std::size_t at(const QRect& box, int x, int y) {
    return static_cast<std::size_t>(y - box.top()) * static_cast<std::size_t>(box.width()) +
           static_cast<std::size_t>(x - box.left());
  }
  /// The part of row y between x0 and x1 that has ceilings, as first and end; equal where there is none.
  std::pair<int, int> limited(int y, int x0, int x1) const;
  /// Floors of part of row y (of the view) as they count for a target at `altitude`: never where the ceiling
  /// is lower. Above ground both are heights above it. Altitude 0: ceilings do not count.
  void rowAt(int y, int x0, int x1, bool aboveGround, std::uint16_t altitude, std::uint16_t* out) const;

  /// Null when stopped.
  static std::shared_ptr<const WarpedField> make(const CoverageField& field, const ViewGrid& grid,
                                                 bool withGround, const std::stop_token& stop,
                                                 bool onTwoThreads = true);
  /// Of each field that is not null, in their order; those that `known` has are taken from there. When
  /// stopped, those not made are null.
  static WarpedFields makeAll(const std::vector<CoverageFieldPtr>& fields, const ViewGrid& grid,
                              bool withGround, const WarpedFields& known, const std::stop_token& stop);
};

}  // namespace sorami
