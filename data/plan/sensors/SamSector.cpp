// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

namespace sorami::sensors {

SensorClass samSector() {
  SensorClass c;
  c.id = "sam-sector";
  c.name = QT_TRANSLATE_NOOP("sorami", "SAM-site sector radar");
  c.summary = QT_TRANSLATE_NOOP("sorami", "One fixed face looks into the battery's sector");
  c.kind = SiteKind::SectorRadar;
  c.parameters = arrayParameters();
  c.check = [](const SensorParameters& s, std::vector<ParameterProblem>& out) {
    checkUnambiguous(s, out, false);
    if (s.arrayFaces == 1 && s.sectorWidthDeg > 120) {
      out.push_back(
          {"sectorWidth",
           sorami::tr("one face looks about 60° to either side of its normal: at most 120°").toStdString(),
           false});
    }
  };
  SensorParameters p;
  p.antennaHeight = 8;
  p.instrumentedRange = 150e3;
  p.elevationMinDeg = 0;
  p.elevationMaxDeg = 75;
  p.sectorWidthDeg = 100;
  p.frequencyHz = 5.4e9;
  p.peakPowerW = 200e3;
  p.pulseWidthS = 30e-6;
  p.gainDbi = 40;
  p.beamwidthAzimuthDeg = 1.3;
  p.beamwidthElevationDeg = 1.3;
  p.tiltDeg = 25;
  p.arrayFaces = 1;
  p.systemTemperatureK = 700;
  p.lossesDb = 11;
  p.pulsesIntegrated = 4;
  p.scanPeriodS = 0;
  c.presets = {{"sec-c", QT_TRANSLATE_NOOP("sorami", "C band, 100° sector, 150 km (notional)"), p}};
  return c;
}

}  // namespace sorami::sensors
