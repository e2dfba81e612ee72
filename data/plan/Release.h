// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <functional>
#include <string>
#include <vector>

namespace sorami {

/// Whether a partner sees a track of the recording that is open; null: none of them.
using SeesTrack = std::function<bool(const TrackRef&)>;

/// What a partner may see of a plan: what it owns itself or what is released to it (or to `ALL`). Links stay
/// where both their ends do. Notes and reasons of what is not the partner's own are left out, and so are the
/// speaker's: they are written for us. What is left out is not spoken of either: entries of the log that name
/// it go, and so do such words of the storyboard, and call-outs beside it. Tracks are named only where the
/// partner sees them.
Plan releasedTo(const Plan& plan, const std::string& partner, const SeesTrack& seesTrack = nullptr);

/// True when what has this owner and releasability is for a partner's eyes.
bool isReleasedTo(const std::string& owner, const std::vector<std::string>& to, const std::string& partner);

/// Every partner named in the plan, as owner or in a releasability, sorted; without `ALL`.
std::vector<std::string> partnersOf(const Plan& plan);

}  // namespace sorami
