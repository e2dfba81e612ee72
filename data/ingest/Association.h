// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// Source tracks that are one object, by what identifies it beyond doubt. Nothing is merged: the source
/// tracks stay.
struct SystemTrack {
  std::vector<TrackId> members;  ///< of two sources at least, ascending
  std::string reason;            ///< `ICAO address 86D6A1`, `uid ABC`
};

/// Two source tracks that may be one object; a person decides.
struct AssociationSuggestion {
  TrackId a = kNoTrack;
  TrackId b = kNoTrack;
  std::string reason;   ///< what speaks for it, in words
  int compared = 0;     ///< instants at which both had a position
  int near = 0;         ///< of these, instants at which they were near each other
  double distance = 0;  ///< m, the median of all of them
};

struct Associations {
  std::vector<SystemTrack> certain;
  std::vector<AssociationSuggestion> suggested;  ///< the best first
};

/// What is near: positions no farther apart, m, at the same instant, and heights of one kind no farther, m.
struct AssociationRules {
  double nearDistance = 1852;
  double nearHeight = 300;
  int instants = 12;        ///< compared at most, spread over the time both were there
  double share = 0.7;       ///< of the compared instants that must be near
  std::size_t most = 1000;  ///< suggestions given at most
};

/// Associates tracks of different sources: for certain by equal ICAO addresses (both genuine) or equal uids;
/// a call sign or the same way through the sky only suggests. Plots and tracks already associated are left
/// out.
Associations associate(const StoreView& view, const AssociationRules& rules = {}, std::stop_token stop = {});

}  // namespace sorami
