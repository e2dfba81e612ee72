// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

namespace sorami::sensors {

SensorClass rangeRing() {
  SensorClass c;
  c.id = "range-ring";
  c.name = QT_TRANSLATE_NOOP("sorami", "Plain range ring");
  c.summary = QT_TRANSLATE_NOOP("sorami", "Sees whatever the terrain lets it see within its range");
  c.principle = SensorPrinciple::RangeRing;
  c.kind = SiteKind::LongRangeRadar;
  c.parameters = {"antennaHeight", "antennaIsMsl", "instrumentedRange", "minimumRange", "sectorCentre",
                  "sectorWidth",   "blanked",      "elevationMin",      "elevationMax", "scanPeriod"};
  SensorParameters p;
  p.principle = SensorPrinciple::RangeRing;
  p.antennaHeight = 15;
  p.instrumentedRange = 400e3;
  p.elevationMinDeg = -90;
  p.elevationMaxDeg = 90;
  c.presets = {{"ring", QT_TRANSLATE_NOOP("sorami", "400 km"), p}};
  return c;
}

}  // namespace sorami::sensors
