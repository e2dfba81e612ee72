// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"
#include "widgets/look/UnitText.h"

#include <QString>

#include <optional>

namespace sorami {

/// Reads what is typed while something is drawn: a position in any notation, or, after a first point, a
/// bearing and a distance from the last one: `045/20`, `045 / 20 NM`, `270T/35km`. A distance without a unit
/// is in the profile's own. The Error says what does not fit.
Result<LatLon> typedPlace(const QString& text, std::optional<LatLon> last, UnitProfile units);

/// Reads a distance such as `20 NM`, `35km`, `900 m`, in m; nothing for text that is none.
std::optional<double> distanceFrom(const QString& text, UnitProfile units);

}  // namespace sorami
