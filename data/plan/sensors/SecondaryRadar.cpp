// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

namespace sorami::sensors {

SensorClass secondaryRadar() {
  SensorClass c;
  c.id = "secondary";
  c.name = QT_TRANSLATE_NOOP("sorami", "Secondary radar or ADS-B receiver");
  c.summary = QT_TRANSLATE_NOOP(
      "sorami", "Hears transponders: a one-way budget, and the interrogation where there is a transmitter");
  c.principle = SensorPrinciple::Secondary;
  c.kind = SiteKind::SecondaryRadar;
  c.parameters = {"antennaHeight",
                  "antennaIsMsl",
                  "instrumentedRange",
                  "minimumRange",
                  "sectorCentre",
                  "sectorWidth",
                  "blanked",
                  "elevationMin",
                  "elevationMax",
                  "scanPeriod",
                  "frequency",
                  "peakPower",
                  "gain",
                  "beamwidthElevation",
                  "pattern",
                  "patternPoints",
                  "tilt",
                  "losses",
                  "sensitivity",
                  "targetEirp",
                  "rainRate",
                  "rainExtent",
                  "lobing",
                  "waveRms",
                  "diffraction"};
  SensorParameters adsb;
  adsb.principle = SensorPrinciple::Secondary;
  adsb.antennaHeight = 10;
  adsb.instrumentedRange = 450e3;
  adsb.elevationMinDeg = -1;
  adsb.elevationMaxDeg = 90;
  adsb.frequencyHz = 1.09e9;
  adsb.gainDbi = 6;
  adsb.lossesDb = 3;
  adsb.sensitivityDbm = -92;
  adsb.targetEirpDbm = 51;
  adsb.scanPeriodS = 1;
  SensorParameters ssr = adsb;
  ssr.antennaHeight = 20;
  ssr.instrumentedRange = 463e3;
  ssr.elevationMaxDeg = 45;
  ssr.peakPowerW = 1500;
  ssr.gainDbi = 27;
  ssr.lossesDb = 4;
  ssr.sensitivityDbm = -85;
  ssr.targetEirpDbm = 54;
  ssr.scanPeriodS = 5;
  c.presets = {{"coop-1090", QT_TRANSLATE_NOOP("sorami", "ADS-B receiver, 1090 MHz (notional)"), adsb},
               {"ssr", QT_TRANSLATE_NOOP("sorami", "Secondary radar, 250 NM (notional)"), ssr}};
  return c;
}

}  // namespace sorami::sensors
