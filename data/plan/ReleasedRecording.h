// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"
#include "data/store/StoreView.h"

namespace sorami {

/// What a partner may see of a recording: the tracks of the sources that the plan releases to it, numbered
/// anew, with nothing left of the others in lists, counts, density or times. Radar video and the reports' own
/// octets are never released.
StoreViewPtr releasedTo(const StoreViewPtr& view, const Plan& plan, const std::string& partner);

/// True when the plan lets a partner see what a source of this name reported.
bool isReleased(const Plan& plan, const std::string& source, const std::string& partner);

}  // namespace sorami
