// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <optional>
#include <stop_token>

namespace sorami {

/// How two tracks stand to each other at an instant.
struct Separation {
  UtcTime time;
  double range = 0;       ///< m over the ellipsoid
  double bearingDeg = 0;  ///< deg true, from the first to the second
  double height = 0;      ///< m, second above first; NaN when they have no altitude of one kind
  double closing = 0;     ///< m/s, positive while they come nearer; NaN when a velocity is not known
  double closest = 0;     ///< m, the least range ahead if both keep course and speed
  double closestIn = 0;   ///< s until then; 0: now, they draw apart
};

/// Nothing when one of them is not shown at `t`. Barometric height is only compared with barometric,
/// geometric with geometric.
std::optional<Separation> separationAt(const StoreView& view, TrackId first, TrackId second, UtcTime t);

/// Where two tracks were nearest to each other in a span, by what was recorded: looked for at every report of
/// either and refined between. Nothing when they are never there together, or when stopped.
std::optional<Separation> closestApproach(const StoreView& view, TrackId first, TrackId second,
                                          TimeRange range, std::stop_token stop = {});

/// The state of one track at an instant, as stateAt() gives it; nothing when it is not shown.
std::optional<TrackState> trackAt(const StoreView& view, TrackId track, UtcTime t);

}  // namespace sorami
