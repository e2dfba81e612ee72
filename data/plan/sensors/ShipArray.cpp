// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

namespace sorami::sensors {

SensorClass shipArray() {
  SensorClass c;
  c.id = "ship-array";
  c.name = QT_TRANSLATE_NOOP("sorami", "Ship phased array");
  c.summary = QT_TRANSLATE_NOOP("sorami", "Four fixed faces, scanned electronically, to high elevations");
  c.kind = SiteKind::ShipRadar;
  c.parameters = arrayParameters();
  c.check = [](const SensorParameters& s, std::vector<ParameterProblem>& out) {
    checkUnambiguous(s, out, false);
  };
  SensorParameters p;
  p.antennaHeight = 18;
  p.instrumentedRange = 370e3;
  p.elevationMinDeg = -1;
  p.elevationMaxDeg = 80;
  p.frequencyHz = 3.3e9;
  p.peakPowerW = 1e6;
  p.pulseWidthS = 30e-6;
  p.gainDbi = 40;
  p.beamwidthAzimuthDeg = 1.7;
  p.beamwidthElevationDeg = 1.7;
  p.tiltDeg = 15;
  p.arrayFaces = 4;
  p.sectorCentreDeg = 45;
  p.systemTemperatureK = 600;
  p.lossesDb = 11;
  p.pulsesIntegrated = 3;
  p.scanPeriodS = 0;
  c.presets = {{"ship-s", QT_TRANSLATE_NOOP("sorami", "S band, four faces, 370 km (notional)"), p}};
  return c;
}

}  // namespace sorami::sensors
