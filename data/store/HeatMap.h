// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace sorami {

/// What a cell of a heat map tells.
enum class HeatKind : std::uint8_t {
  Reports,          ///< how many reports lie in it
  LowestAltitude,   ///< m, of the lowest report; barometric, else geometric
  MeanAltitude,     ///< m
  FirstDetections,  ///< how many tracks were first seen in it
};

/// What a span of a recording adds up to, by place: cells of equal degrees. Immutable.
struct HeatMap {
  HeatKind kind = HeatKind::Reports;
  TimeRange range;  ///< the span that was asked for
  double west = 0;  ///< deg; cells run eastward from here, over the dateline where they must
  double south = 0;
  double stepLon = 0;  ///< deg
  double stepLat = 0;
  int columns = 0;
  int rows = 0;               ///< from the south
  std::vector<float> values;  ///< rows × columns; NaN: nothing there
  float low = 0;              ///< least and greatest value; both 0 when there is none
  float high = 0;
  std::uint64_t reports = 0;  ///< that were counted
  std::uint64_t key = 0;      ///< another one has another

  bool isEmpty() const { return reports == 0; }
  /// Value at a place; NaN outside and where nothing is.
  float at(LatLon place) const;
};
using HeatMapPtr = std::shared_ptr<const HeatMap>;

/// Adds up a span, on as many threads as there are cores (at most four). Outliers are left out; plots count.
/// The longer side has `cells` cells. Null when stopped.
HeatMapPtr makeHeatMap(const StoreView& view, TimeRange range, HeatKind kind, int cells = 768,
                       std::stop_token stop = {});

}  // namespace sorami
