// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Storyboard.h"
#include "data/store/StoreView.h"

#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// What a person says of a track, beside what its source reported. It stands in the plan and is laid over
/// the recording when it is shown; the recording itself is never written to.
struct TrackEdit {
  std::optional<TrackRef> track;
  std::string callsign;  ///< empty: as reported
  std::string type;      ///< empty: as reported
  bool setsAffiliation = false;
  Affiliation affiliation = Affiliation::Pending;
  bool setsDomain = false;
  Domain domain = Domain::Unknown;
  std::string remarks;
  bool operator==(const TrackEdit&) const = default;

  /// Nothing is said: the edit may be dropped.
  bool isEmpty() const;
};

/// The recording with the edits laid over its list of tracks: everything that shows, filters or exports by
/// identity, type or affiliation follows. Samples, sources and attribute changes stay the recording's own.
/// Gives `view` itself when no edit finds its track.
StoreViewPtr withEdits(const StoreViewPtr& view, const std::vector<TrackEdit>& edits);
/// The recording below the edits; `view` itself when it has none.
const StoreViewPtr& withoutEdits(const StoreViewPtr& view);

}  // namespace sorami
