// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"

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

}  // namespace sorami
