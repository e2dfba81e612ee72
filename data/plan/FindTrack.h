// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Storyboard.h"
#include "data/store/StoreView.h"

namespace sorami {

TrackRef refOf(const TrackInfo& track);

/// The track of a recording that is meant: by identity, of its legs the one nearest in time; else by name.
/// kNoTrack when there is none.
TrackId findTrack(const StoreView& view, const TrackRef& ref);

}  // namespace sorami
