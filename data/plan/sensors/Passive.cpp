// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

namespace sorami::sensors {

SensorClass passive() {
  SensorClass c;
  c.id = "passive";
  c.name = QT_TRANSLATE_NOOP("sorami", "Passive sensor (bearing only)");
  c.summary = QT_TRANSLATE_NOOP("sorami", "Hears the target's own emissions: a one-way budget, no range");
  c.principle = SensorPrinciple::Passive;
  c.kind = SiteKind::Passive;
  c.parameters = {"antennaHeight", "antennaIsMsl",       "instrumentedRange", "sectorCentre",  "sectorWidth",
                  "blanked",       "elevationMin",       "elevationMax",      "scanPeriod",    "frequency",
                  "gain",          "beamwidthElevation", "pattern",           "patternPoints", "tilt",
                  "losses",        "sensitivity",        "targetEirp",        "rainRate",      "rainExtent",
                  "diffraction"};
  SensorParameters p;
  p.principle = SensorPrinciple::Passive;
  p.antennaHeight = 20;
  p.instrumentedRange = 450e3;
  p.elevationMinDeg = -5;
  p.elevationMaxDeg = 60;
  p.frequencyHz = 9.4e9;
  p.gainDbi = 10;
  p.lossesDb = 3;
  p.sensitivityDbm = -70;
  // The sidelobes of a fighter's radar: 10 kW and no gain.
  p.targetEirpDbm = 80;
  p.scanPeriodS = 0;
  c.presets = {{"esm", QT_TRANSLATE_NOOP("sorami", "X band, -70 dBm (notional)"), p}};
  return c;
}

}  // namespace sorami::sensors
