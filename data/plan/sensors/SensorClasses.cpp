// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/plan/sensors/Classes.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kLight = 299'792'458.0;

QString number(double v, int decimals = 0) {
  return QString::number(v, 'f', decimals);
}

/// What must hold for every sensor.
void checkTogether(const SensorClass& c, const SensorParameters& s, std::vector<ParameterProblem>& out) {
  const auto shows = [&](std::string_view id) {
    return std::find(c.parameters.begin(), c.parameters.end(), id) != c.parameters.end();
  };
  if (!(s.elevationMinDeg < s.elevationMaxDeg)) {
    out.push_back({"elevationMax",
                   tr("must be above the lowest elevation, %1°").arg(s.elevationMinDeg).toStdString(), true});
  }
  if (!(s.minimumRange < s.instrumentedRange)) {
    out.push_back(
        {"minimumRange",
         tr("must be below the instrumented range, %1 km").arg(s.instrumentedRange / 1e3).toStdString(),
         true});
  }
  if (s.pattern == VerticalPattern::Given && s.patternPoints.size() < 2 && shows("patternPoints")) {
    out.push_back({"patternPoints",
                   tr("the pattern is as given, but fewer than two points are given").toStdString(), true});
  }
  if (s.frequencyHz > 0 && s.frequencyHz < 30e6 && shows("frequency")) {
    out.push_back({"frequency",
                   tr("below 30 MHz the sky's and the ground's waves decide: 0.03 to 100 GHz").toStdString(),
                   true});
  }
  if (c.principle != SensorPrinciple::Radar || !s.usesRadarEquation()) return;
  if (!(s.requiredPd > s.falseAlarmProbability)) {
    out.push_back({"requiredPd", tr("must be above the false-alarm probability").toStdString(), true});
  }
  if (!std::is_sorted(s.rcsAspect.begin(), s.rcsAspect.end(),
                      [](const AspectPoint& a, const AspectPoint& b) { return a.aspectDeg < b.aspectDeg; })) {
    out.push_back({"rcsAspect", "the aspects must rise from the nose, 0 to 180°", true});
  }
  if (s.prfHz > 0) {
    const double duty = s.prfHz * s.pulseWidthS;
    if (duty > 0.5) {
      out.push_back({"prf",
                     tr("the pulses would fill %1 % of the time: at most 50 %, %2 Hz with this pulse width")
                         .arg(number(100 * duty), number(0.5 / s.pulseWidthS))
                         .toStdString(),
                     true});
    }
    const double onTarget = s.prfHz * s.scanPeriodS * s.beamwidthAzimuthDeg / 360;
    if (s.scanPeriodS > 0 && onTarget + 0.5 < s.pulsesIntegrated) {
      out.push_back({"pulsesIntegrated",
                     tr("the beam passes a target with %1 pulses only (PRF × scan period × beamwidth / 360°)")
                         .arg(number(std::max(0.0, std::floor(onTarget))))
                         .toStdString(),
                     false});
    }
  }
  const double blind = kLight * s.pulseWidthS / 2;
  if (s.minimumRange > 0 && s.minimumRange < blind - 1) {
    out.push_back({"minimumRange",
                   tr("a pulse this long blinds the receiver to %1 km unless a short one fills in")
                       .arg(number(blind / 1e3, 1))
                       .toStdString(),
                   false});
  }
  const double most = 10 * std::log10(41'253 / (s.beamwidthAzimuthDeg * s.beamwidthElevationDeg));
  if (s.gainDbi > most + 1) {
    out.push_back(
        {"gain", tr("more than these beamwidths can have: %1 dBi at most").arg(number(most, 1)).toStdString(),
         false});
  }
}

/// In the order of menus.
using Make = SensorClass (*)();
constexpr Make kMakers[] = {
    sensors::longRange3D, sensors::gapFiller2D, sensors::airborneEarlyWarning,
    sensors::shipArray,   sensors::samSector,   sensors::secondaryRadar,
    sensors::passive,     sensors::rangeRing,
};

const std::vector<SensorClass>& all() {
  static const std::vector<SensorClass> classes = [] {
    std::vector<SensorClass> out;
    for (const Make make : kMakers) out.push_back(make());
    return out;
  }();
  return classes;
}

}  // namespace

std::span<const SensorClass> sensorClasses() {
  return all();
}

const SensorClass* sensorClass(std::string_view id) {
  const auto found = std::find_if(all().begin(), all().end(), [&](const auto& c) { return c.id == id; });
  return found == all().end() ? nullptr : &*found;
}

const SensorClass* sensorClassFor(SiteKind kind) {
  switch (kind) {
    case SiteKind::LongRangeRadar:
      return sensorClass("long-range-3d");
    case SiteKind::GapFillerRadar:
    case SiteKind::TerminalRadar:
      return sensorClass("gap-filler-2d");
    case SiteKind::AirborneRadar:
      return sensorClass("airborne-early-warning");
    case SiteKind::ShipRadar:
      return sensorClass("ship-array");
    case SiteKind::SectorRadar:
    case SiteKind::Battery:
      return sensorClass("sam-sector");
    case SiteKind::SecondaryRadar:
      return sensorClass("secondary");
    case SiteKind::Passive:
      return sensorClass("passive");
    case SiteKind::ControlCentre:
    case SiteKind::Relay:
      break;
  }
  return nullptr;
}

const SensorClass& sensorClassOf(SiteKind kind, const SensorParameters& sensor) {
  const SensorClass* byKind = sensorClassFor(kind);
  if (byKind != nullptr && byKind->principle == sensor.principle) return *byKind;
  for (const SensorClass& c : all()) {
    if (c.principle == sensor.principle) return c;
  }
  return all().back();
}

std::vector<ParameterProblem> checkSensor(const SensorClass& c, const SensorParameters& sensor) {
  std::vector<ParameterProblem> out;
  for (const std::string_view id : c.parameters) {
    const SensorParameter* p = sensorParameter(id);
    if (p == nullptr || p->get == nullptr) continue;
    const double value = p->get(sensor);
    if (std::string fault = parameterFault(*p, value); !fault.empty())
      out.push_back({id, std::move(fault), true});
  }
  checkTogether(c, sensor, out);
  if (c.check != nullptr) c.check(sensor, out);
  return out;
}

namespace sensors {

const std::vector<std::string_view>& radarParameters() {
  static const std::vector<std::string_view> ids = {"antennaHeight",
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
                                                    "pulseWidth",
                                                    "prf",
                                                    "gain",
                                                    "beamwidthAzimuth",
                                                    "beamwidthElevation",
                                                    "pattern",
                                                    "patternPoints",
                                                    "tilt",
                                                    "noiseFigure",
                                                    "systemTemperature",
                                                    "losses",
                                                    "pulsesIntegrated",
                                                    "falseAlarm",
                                                    "requiredPd",
                                                    "swerling",
                                                    "targetRcs",
                                                    "rcsAspect",
                                                    "targetHeading",
                                                    "rainRate",
                                                    "rainExtent",
                                                    "lobing",
                                                    "waveRms",
                                                    "diffraction"};
  return ids;
}

std::vector<std::string_view> arrayParameters() {
  std::vector<std::string_view> ids = radarParameters();
  ids.insert(std::find(ids.begin(), ids.end(), "tilt") + 1, "arrayFaces");
  return ids;
}

void checkUnambiguous(const SensorParameters& s, std::vector<ParameterProblem>& out, bool refused) {
  if (!(s.prfHz > 0)) return;
  const double range = kLight / (2 * s.prfHz);
  if (range >= s.instrumentedRange) return;
  out.push_back(
      {"prf",
       sorami::tr("echoes are unambiguous to %1 km only, short of the instrumented range: at most %2 Hz")
           .arg(number(range / 1e3), number(std::floor(kLight / (2 * s.instrumentedRange))))
           .toStdString(),
       refused});
}

}  // namespace sensors

}  // namespace sorami
