// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

namespace sorami::sensors {

SensorClass gapFiller2D() {
  SensorClass c;
  c.id = "gap-filler-2d";
  c.name = QT_TRANSLATE_NOOP("sorami", "2D gap filler");
  c.summary =
      QT_TRANSLATE_NOOP("sorami", "Turning fan beam, cosecant-squared: range and azimuth, low and near");
  c.kind = SiteKind::GapFillerRadar;
  c.parameters = radarParameters();
  c.check = [](const SensorParameters& s, std::vector<ParameterProblem>& out) {
    checkUnambiguous(s, out, true);
  };
  SensorParameters gap;
  gap.antennaHeight = 12;
  gap.instrumentedRange = 120e3;
  gap.elevationMinDeg = -1;
  gap.elevationMaxDeg = 30;
  gap.frequencyHz = 2.9e9;
  gap.peakPowerW = 20e3;
  gap.pulseWidthS = 40e-6;
  gap.prfHz = 1000;
  gap.gainDbi = 33;
  gap.beamwidthAzimuthDeg = 2;
  gap.beamwidthElevationDeg = 5;
  gap.pattern = VerticalPattern::CosecantSquared;
  gap.tiltDeg = -1;
  gap.systemTemperatureK = 650;
  gap.lossesDb = 10;
  gap.pulsesIntegrated = 12;
  gap.scanPeriodS = 4;
  SensorParameters terminal = gap;
  terminal.antennaHeight = 15;
  terminal.instrumentedRange = 111e3;
  terminal.elevationMinDeg = 0;
  terminal.frequencyHz = 2.8e9;
  terminal.peakPowerW = 25e3;
  terminal.pulseWidthS = 75e-6;
  terminal.gainDbi = 34;
  terminal.beamwidthAzimuthDeg = 1.4;
  terminal.systemTemperatureK = 600;
  terminal.pulsesIntegrated = 10;
  terminal.prfHz = 1100;
  terminal.scanPeriodS = 4.8;
  c.presets = {{"gap-s", QT_TRANSLATE_NOOP("sorami", "S band, 120 km (notional)"), gap},
               {"asr-s", QT_TRANSLATE_NOOP("sorami", "Terminal area, S band, 60 NM (notional)"), terminal}};
  return c;
}

}  // namespace sorami::sensors
