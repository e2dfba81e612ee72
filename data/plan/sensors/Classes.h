// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/sensors/SensorClass.h"

/// The classes of sensors, one file each. A new one: a file, a line here, a line in SensorClasses.cpp.
///
/// Presets are notional: round figures of the classes in Skolnik's handbook and of the kinds of parameters
/// that ITU-R M.1463, M.1464, M.1465 and M.1638 list; no real system.
namespace sorami::sensors {

SensorClass longRange3D();
SensorClass gapFiller2D();
SensorClass airborneEarlyWarning();
SensorClass shipArray();
SensorClass samSector();
SensorClass secondaryRadar();
SensorClass passive();
SensorClass rangeRing();

/// What every primary radar shows; the second with array faces.
const std::vector<std::string_view>& radarParameters();
std::vector<std::string_view> arrayParameters();
/// The PRF against the instrumented range. Radars that resolve ambiguity by several PRFs only get a note.
void checkUnambiguous(const SensorParameters& s, std::vector<ParameterProblem>& out, bool refused);

}  // namespace sorami::sensors
