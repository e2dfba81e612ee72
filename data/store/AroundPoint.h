// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/Queries.h"

#include <stop_token>
#include <vector>

namespace sorami {

/// A sample or state as it is seen from a point on the earth.
struct SeenFrom {
  float east = 0;   ///< m along the ground: range and azimuth as a plane shows them (azimuthal equidistant)
  float north = 0;  ///< m
  float altitude = kNoFloat;  ///< m, barometric, else geometric
  float age = 0;              ///< s before the instant

  float range() const;       ///< m along the ground
  float azimuthDeg() const;  ///< deg true, 0…360
};

/// A track about a point at an instant, with its past.
struct TrackAround {
  TrackId track = kNoTrack;
  TrackPhase phase = TrackPhase::Live;
  std::uint16_t flags = 0;
  SeenFrom now;
  float groundSpeed = kNoFloat;
  float trackDeg = kNoFloat;
  std::vector<SeenFrom> past;  ///< samples, the oldest first
};

/// What is within a range of a point: for a radar scope and a view from the side.
struct AroundPoint {
  UtcTime time;
  LatLon centre;
  double range = 0;                 ///< m
  std::vector<TrackAround> tracks;  ///< by id; those inside now
  std::vector<SeenFrom> plots;      ///< of sources' unidentified plots, those of the trail (12 s at least)
};

/// Tracks and plots within `range` m of `centre` at `t`, with their samples of the `trail` before. With
/// `asKnown` only what had been received by then. Outliers are left out. What is past is read on as many
/// threads as there are cores (at most four).
AroundPoint aroundPoint(const StoreView& view, UtcTime t, LatLon centre, double range, Micros trail,
                        bool asKnown = false, std::stop_token stop = {});

}  // namespace sorami
