// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/filter/TrackFilter.h"
#include "data/store/StoreView.h"
#include "widgets/look/UnitText.h"

#include <QString>

#include <memory>
#include <stop_token>
#include <vector>

namespace sorami {

enum class TrackColumn { Name, Altitude, Profile, Speed, Heading, Id, Source, LastSeen, Count };

/// What the track table is asked for.
struct TrackRowsRequest {
  StoreViewPtr store;
  std::uint64_t recording = 0;  ///< the same for one recording however it grows
  UtcTime time;
  bool asKnown = false;  ///< as it was known at `time`
  bool dims = false;     ///< what does not pass stays in the table
  TrackColumn sort = TrackColumn::Name;
  bool descending = false;
  TrackFilterPtr passes;  ///< the map's filter, where it hides: null all
  QString filter;         ///< every word must be in name, id, squawk, type or source; any case
};

/// The tracks that live at an instant, filtered and sorted: the table's whole content, immutable.
struct TrackRows {
  TrackRowsRequest request;
  std::vector<TrackState> rows;
  int live = 0;     ///< before both filters
  int passing = 0;  ///< of these, those the map's filter lets through
};
using TrackRowsPtr = std::shared_ptr<const TrackRows>;

/// Runs on a worker: 100 000 tracks take some tens of milliseconds. Null when stopped. Plots are left out.
TrackRowsPtr makeTrackRows(const TrackRowsRequest& request, std::stop_token stop);

/// Identity as text: `ICAO 8467AB`, `TN 4021`, `A 2123`.
QString identityLabel(const TrackInfo& track);
/// Mode 3/A as four octal digits; empty when there is none.
QString squawkText(const TrackInfo& track);

}  // namespace sorami
