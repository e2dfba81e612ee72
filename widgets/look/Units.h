// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"
#include "widgets/look/UnitText.h"

#include <QString>

#include <span>

namespace sorami {

/// A unit a quantity can be shown and typed in.
struct QuantityUnit {
  const char* text;
  double si;  ///< SI units in one
};

/// The units offered for a quantity; empty where there is nothing to choose and no unit.
std::span<const QuantityUnit> unitsOf(Quantity quantity);
/// The one in use: the user's choice, else the profile's own.
const QuantityUnit* unitOf(Quantity quantity, UnitProfile profile);
/// The next one becomes the user's choice, kept in the settings.
void nextUnit(Quantity quantity, UnitProfile profile);

/// A number of SI units as an entry field shows it: without the unit, without needless noughts.
QString numberIn(double si, const QuantityUnit* unit);

}  // namespace sorami
