// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

namespace sorami::sensors {

SensorClass airborneEarlyWarning() {
  SensorClass c;
  c.id = "airborne-early-warning";
  c.name = QT_TRANSLATE_NOOP("sorami", "Airborne early warning");
  c.summary =
      QT_TRANSLATE_NOOP("sorami", "Looks down from an aircraft; moves along its route or with a track");
  c.kind = SiteKind::AirborneRadar;
  c.parameters = arrayParameters();
  // Medium PRF: several of them resolve the ambiguity.
  c.check = [](const SensorParameters& s, std::vector<ParameterProblem>& out) {
    checkUnambiguous(s, out, false);
    if (!s.antennaIsMsl) {
      out.push_back(
          {"antennaIsMsl", sorami::tr("an aircraft's height counts from sea level").toStdString(), false});
    }
  };
  SensorParameters p;
  p.antennaHeight = 9000;
  p.antennaIsMsl = true;
  p.instrumentedRange = 450e3;
  p.elevationMinDeg = -10;
  p.elevationMaxDeg = 10;
  p.frequencyHz = 3.2e9;
  p.peakPowerW = 150e3;
  p.pulseWidthS = 60e-6;
  p.gainDbi = 38;
  p.beamwidthAzimuthDeg = 1;
  p.beamwidthElevationDeg = 5;
  p.systemTemperatureK = 700;
  p.lossesDb = 12;
  p.pulsesIntegrated = 16;
  p.scanPeriodS = 10;
  c.presets = {{"aew", QT_TRANSLATE_NOOP("sorami", "S band, 450 km at 9 000 m (notional)"), p}};
  return c;
}

}  // namespace sorami::sensors
