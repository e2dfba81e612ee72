// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// Two tracks at one instant.
struct PairSample {
  UtcTime time;
  double distance = 0;  ///< m along the ground
  double height = 0;    ///< m, second above first; NaN when they have no altitude of one kind
};

/// Distances of two tracks at every report of the first at which the second was there too: between two
/// reports of the second no farther apart than its MotionRules::gap, evenly interpolated.
std::vector<PairSample> pairSamples(const StoreView& view, TrackId first, TrackId second,
                                    std::stop_token stop = {});

/// A track of one set and the track of the other that is the same object.
struct TrackPair {
  TrackId first = kNoTrack;
  TrackId second = kNoTrack;
  std::string reason;  ///< `ICAO address 86D6A1`, `call sign ANA1`, `same way`
  std::size_t compared = 0;
  double median = 0;  ///< m, of the distances
  double p95 = 0;
  double greatest = 0;
  UtcTime greatestAt;
};

/// Tracks of two sets of sources beside each other.
struct TrackComparison {
  std::vector<TrackPair> pairs;    ///< the greatest median first
  std::vector<TrackId> onlyFirst;  ///< ascending
  std::vector<TrackId> onlySecond;
};

/// Pairs the tracks of two sets of sources: by ICAO address, uid or call sign where they were there at the
/// same time, else by the same way: nearest over most of the instants both had a position, no farther than
/// `near` m. Each track is in one pair at most. Plots are left out. Empty when stopped.
TrackComparison compareTracks(const StoreView& view, const std::vector<std::uint16_t>& firstSources,
                              const std::vector<std::uint16_t>& secondSources, double near = 3704,
                              std::stop_token stop = {});

}  // namespace sorami
