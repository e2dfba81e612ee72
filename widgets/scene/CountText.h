// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/PlanItem.h"

#include <QString>

namespace sorami {

/// `1 site`, `12 sites`.
QString countText(PlanItemKind kind, std::size_t n);

}  // namespace sorami
