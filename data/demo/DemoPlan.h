// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

namespace sorami::demo {

/// The notional plan: a dozen radars of several classes, batteries, a ship, an airborne radar, control
/// centres and links around Japan. Positions stand near regions, rounded to a tenth of a degree; none is a
/// facility. Ranges and parameters are round, textbook-level figures.
Plan makeDemoPlan();

/// Parameters of a sensor class, notional: what "place from preset" gives.
SensorParameters presetFor(SiteKind kind);
/// Sector and envelopes of a defence layer, notional; without stocks.
Battery presetBattery(DefenceLayer layer);

}  // namespace sorami::demo
