// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <string>
#include <vector>

namespace sorami {

/// What a partner may see of a plan: what it owns itself or what is released to it (or to `ALL`). Links stay
/// where both their ends do. Notes of what is not the partner's own are left out: they are written for us.
Plan releasedTo(const Plan& plan, const std::string& partner);

/// True when what has this owner and releasability is for a partner's eyes.
bool isReleasedTo(const std::string& owner, const std::vector<std::string>& to, const std::string& partner);

/// Every partner named in the plan, as owner or in a releasability, sorted; without `ALL`.
std::vector<std::string> partnersOf(const Plan& plan);

}  // namespace sorami
