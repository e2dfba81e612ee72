// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

namespace sorami::sensors {

SensorClass longRange3D() {
  SensorClass c;
  c.id = "long-range-3d";
  c.name = QT_TRANSLATE_NOOP("sorami", "Long-range 3D surveillance");
  c.summary =
      QT_TRANSLATE_NOOP("sorami", "Turning antenna with stacked or steered beams: range, azimuth and height");
  c.kind = SiteKind::LongRangeRadar;
  c.parameters = radarParameters();
  c.check = [](const SensorParameters& s, std::vector<ParameterProblem>& out) {
    checkUnambiguous(s, out, true);
  };
  SensorParameters l;
  l.antennaHeight = 15;
  l.instrumentedRange = 470e3;
  l.elevationMinDeg = -1;
  l.elevationMaxDeg = 20;
  l.frequencyHz = 1.3e9;
  l.peakPowerW = 100e3;
  l.pulseWidthS = 100e-6;
  l.prfHz = 300;
  l.gainDbi = 36;
  l.beamwidthAzimuthDeg = 2.2;
  l.beamwidthElevationDeg = 3;
  l.systemTemperatureK = 600;
  l.lossesDb = 10;
  l.pulsesIntegrated = 8;
  l.scanPeriodS = 10;
  SensorParameters s = l;
  s.instrumentedRange = 450e3;
  s.frequencyHz = 3.0e9;
  s.peakPowerW = 150e3;
  s.gainDbi = 40;
  s.beamwidthAzimuthDeg = 1.4;
  s.beamwidthElevationDeg = 1.6;
  s.systemTemperatureK = 650;
  s.lossesDb = 11;
  s.pulsesIntegrated = 5;
  c.presets = {{"lr3d-l", QT_TRANSLATE_NOOP("sorami", "L band, 470 km (notional)"), l},
               {"lr3d-s", QT_TRANSLATE_NOOP("sorami", "S band, 450 km (notional)"), s}};
  return c;
}

}  // namespace sorami::sensors
