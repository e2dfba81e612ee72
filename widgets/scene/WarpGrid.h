// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"
#include "widgets/scene/View.h"

#include <functional>
#include <span>
#include <stop_token>

namespace sorami {

/// Receives the ground positions of `at.size()` pixels from (x, y) rightwards. NaN: not on the map.
using WarpSpan = std::function<void(int x, int y, std::span<const LatLon> at)>;

/// Finds where on the ground every pixel of rows [firstRow, endRow) of the view lies: exact on a grid of 32
/// px, between its nodes interpolated, and split wherever the middle of a cell would be off by more than a
/// quarter of a pixel. Returns early when stop is requested. Bands may run on several threads.
void warpRows(const Projection& projection, const View& view, int firstRow, int endRow, const WarpSpan& span,
              std::stop_token stop);

/// The same for the whole view, in bands on as many threads as there are cores (at most four).
void warpView(const Projection& projection, const View& view, const WarpSpan& span, std::stop_token stop);

}  // namespace sorami
