// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/plan/Plan.h"
#include "widgets/look/UnitText.h"

#include <QString>
#include <QStringList>

namespace sorami {

/// Positions as the user has chosen to read them; one choice for the whole program.
QString positionText(LatLon position);
/// Reads a position in any of the notations, whatever the chosen one is.
Result<LatLon> positionFrom(const QString& text);

/// The notations offered, by id with their names for people: dms, dm, dd, mgrs, utm, georef.
QStringList positionStyles();
QString positionStyleName(const QString& id);
QString positionStyle();
void setPositionStyle(const QString& id);

/// Where a place is from the plan's bullseye, as it is called out: `BULLSEYE 045°/32 NM`, the bearing
/// magnetic where that is known (`045°M`). Empty when the plan has no bullseye.
QString bullseyeText(const Plan& plan, LatLon at, UtcTime time, UnitProfile units);

}  // namespace sorami
