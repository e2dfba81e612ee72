// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"

#include <QString>

#include <optional>

namespace sorami {

/// Numbers with their unit, always printed. A number that is not there gives an en dash.
QString distanceText(double metres, UnitProfile units);
/// `12 500 ft` or `3 810 m`.
QString altitudeText(double metres, UnitProfile units);
/// Barometric altitude: `FL125` (air) or `3 810 m std`.
QString pressureAltitudeText(double metres, UnitProfile units);
/// `1 240 NM²` or `4 250 km²`.
QString areaText(double squareMetres, UnitProfile units);
QString speedText(double metresPerSecond, UnitProfile units);
/// `+1 200 ft/min` or `+6.1 m/s`.
QString verticalRateText(double metresPerSecond, UnitProfile units);
/// Three digits and a degree sign: `045°`.
QString bearingText(double degrees);
/// Digits grouped by a thin space.
QString grouped(qint64 value);

/// The unit an entry field shows, and how many SI units it is.
struct EntryUnit {
  QString text;
  double si = 1;
};
EntryUnit distanceUnit(UnitProfile units);  ///< NM or km
EntryUnit heightUnit(UnitProfile units);    ///< ft or m
/// Reads a number as people write it: full-width digits, a comma or point, grouping spaces.
std::optional<double> numberFrom(const QString& text);

}  // namespace sorami
