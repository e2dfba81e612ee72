// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/sensors/SensorClass.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace sorami {
namespace {

using S = SensorParameters;
using Kind = ParameterKind;
using Group = ParameterGroup;

// A parameter that is one member of SensorParameters.
#define SORAMI_MEMBER(member)                               \
  [](const S& s) { return static_cast<double>(s.member); }, \
      [](S& s, double v) { s.member = static_cast<decltype(s.member)>(v); }

const std::vector<SensorParameter>& all() {
  static const std::vector<SensorParameter> parameters = {
      // --- where it stands
      {"antennaHeight",
       "Antenna height",
       "m",
       1,
       0,
       40'000,
       1,
       Kind::Number,
       Group::Site,
       "Centre of the antenna above the ground, or above sea level with the switch below",
       SORAMI_MEMBER(antennaHeight),
       {}},
      {"antennaIsMsl",
       "Height above sea level",
       "",
       1,
       0,
       1,
       0,
       Kind::Switch,
       Group::Site,
       "The antenna's height counts from mean sea level: for aircraft and balloons",
       SORAMI_MEMBER(antennaIsMsl),
       {}},
      // --- what it covers
      {"instrumentedRange",
       "Instrumented range",
       "km",
       1000,
       1e3,
       1.5e6,
       1,
       Kind::Distance,
       Group::Coverage,
       "Slant range out to which the sensor looks at all",
       SORAMI_MEMBER(instrumentedRange),
       {}},
      {"minimumRange",
       "Minimum range",
       "km",
       1000,
       0,
       200e3,
       2,
       Kind::Distance,
       Group::Coverage,
       "Nearer targets are not seen: pulse length, or a range gate",
       SORAMI_MEMBER(minimumRange),
       {}},
      {"sectorCentre",
       "Sector centre",
       "° true",
       1,
       0,
       360,
       1,
       Kind::Number,
       Group::Coverage,
       "Direction the sector (or the first array face) points to",
       SORAMI_MEMBER(sectorCentreDeg),
       {}},
      {"sectorWidth",
       "Sector width",
       "°",
       1,
       1,
       360,
       1,
       Kind::Number,
       Group::Coverage,
       "360: all round",
       SORAMI_MEMBER(sectorWidthDeg),
       {}},
      {"blanked",
       "Blanked azimuths",
       "° true",
       1,
       0,
       0,
       1,
       Kind::Azimuths,
       Group::Coverage,
       "Spans that are not radiated, clockwise: 350-20, 90-100",
       nullptr,
       nullptr,
       {}},
      {"elevationMin",
       "Lowest elevation",
       "°",
       1,
       -90,
       90,
       2,
       Kind::Number,
       Group::Coverage,
       "Above the horizontal at the antenna",
       SORAMI_MEMBER(elevationMinDeg),
       {}},
      {"elevationMax",
       "Highest elevation",
       "°",
       1,
       -90,
       90,
       2,
       Kind::Number,
       Group::Coverage,
       "Above it lies the cone of silence",
       SORAMI_MEMBER(elevationMaxDeg),
       {}},
      {"scanPeriod",
       "Scan period",
       "s",
       1,
       0,
       600,
       2,
       Kind::Number,
       Group::Coverage,
       "Time between two looks at a target; 0: scanned electronically",
       SORAMI_MEMBER(scanPeriodS),
       {}},
      // --- transmitter
      {"frequency",
       "Frequency",
       "GHz",
       1e9,
       30e6,
       100e9,
       3,
       Kind::Number,
       Group::Transmitter,
       "Carrier",
       SORAMI_MEMBER(frequencyHz),
       {}},
      {"peakPower",
       "Peak power",
       "kW",
       1e3,
       0.1,
       100e6,
       3,
       Kind::Number,
       Group::Transmitter,
       "During the pulse, at the transmitter",
       SORAMI_MEMBER(peakPowerW),
       {}},
      {"pulseWidth",
       "Pulse width",
       "µs",
       1e-6,
       1e-9,
       0.1,
       3,
       Kind::Number,
       Group::Transmitter,
       "Before compression: its energy is peak power times width",
       SORAMI_MEMBER(pulseWidthS),
       {}},
      {"prf",
       "Pulse repetition frequency",
       "Hz",
       1,
       0,
       1e6,
       1,
       Kind::Number,
       Group::Transmitter,
       "0: not considered",
       SORAMI_MEMBER(prfHz),
       {}},
      // --- antenna
      {"gain",
       "Antenna gain",
       "dBi",
       1,
       -10,
       70,
       1,
       Kind::Number,
       Group::Antenna,
       "At the peak, on transmit and receive",
       SORAMI_MEMBER(gainDbi),
       {}},
      {"beamwidthAzimuth",
       "Beamwidth in azimuth",
       "°",
       1,
       0.05,
       360,
       2,
       Kind::Number,
       Group::Antenna,
       "Between half-power points",
       SORAMI_MEMBER(beamwidthAzimuthDeg),
       {}},
      {"beamwidthElevation",
       "Beamwidth in elevation",
       "°",
       1,
       0.05,
       90,
       2,
       Kind::Number,
       Group::Antenna,
       "Between half-power points of one beam",
       SORAMI_MEMBER(beamwidthElevationDeg),
       {}},
      {"pattern",
       "Vertical pattern",
       "",
       1,
       0,
       3,
       0,
       Kind::Choice,
       Group::Antenna,
       "How gain falls with elevation. Flat: stacked or steered beams over the whole span",
       [](const S& s) { return static_cast<double>(s.pattern); },
       [](S& s, double v) { s.pattern = static_cast<VerticalPattern>(static_cast<int>(v)); },
       {"Flat (stacked or steered beams)", "Single lobe", "Cosecant-squared", "As given"}},
      {"patternPoints",
       "Given pattern",
       "° dB",
       1,
       0,
       0,
       1,
       Kind::Pattern,
       Group::Antenna,
       "Elevation and gain below the peak, rising: -2 -20, 0 -3, 2 0, 20 -18",
       nullptr,
       nullptr,
       {}},
      {"tilt",
       "Tilt",
       "°",
       1,
       -30,
       60,
       2,
       Kind::Number,
       Group::Antenna,
       "Of the beam's axis, or of an array's face, above the horizontal",
       SORAMI_MEMBER(tiltDeg),
       {}},
      {"arrayFaces",
       "Array faces",
       "",
       1,
       0,
       8,
       0,
       Kind::Whole,
       Group::Antenna,
       "Fixed faces, evenly spread from the sector's centre; gain falls off their normals. 0: turning "
       "antenna",
       SORAMI_MEMBER(arrayFaces),
       {}},
      // --- detection
      {"noiseFigure",
       "Noise figure",
       "dB",
       1,
       -1,
       30,
       1,
       Kind::Number,
       Group::Detection,
       "Of the receiver, under a sky of 100 K. -1: the system temperature below counts",
       SORAMI_MEMBER(noiseFigureDb),
       {}},
      {"systemTemperature",
       "System temperature",
       "K",
       1,
       10,
       1e5,
       0,
       Kind::Number,
       Group::Detection,
       "Noise at the antenna's terminals; read where the noise figure is -1",
       SORAMI_MEMBER(systemTemperatureK),
       {}},
      {"losses",
       "System losses",
       "dB",
       1,
       0,
       60,
       1,
       Kind::Number,
       Group::Detection,
       "All together: lines, beam shape, processing, constant false-alarm rate",
       SORAMI_MEMBER(lossesDb),
       {}},
      {"pulsesIntegrated",
       "Pulses integrated",
       "",
       1,
       1,
       100'000,
       0,
       Kind::Whole,
       Group::Detection,
       "Noncoherently, on one target in one scan",
       SORAMI_MEMBER(pulsesIntegrated),
       {}},
      {"falseAlarm",
       "False-alarm probability",
       "",
       1,
       1e-15,
       0.1,
       -1,
       Kind::Number,
       Group::Detection,
       "Of one resolution cell in one look",
       SORAMI_MEMBER(falseAlarmProbability),
       {}},
      {"requiredPd",
       "Required Pd",
       "",
       1,
       0.01,
       0.999,
       3,
       Kind::Number,
       Group::Detection,
       "Probability of detection in one scan from which a target counts as seen",
       SORAMI_MEMBER(requiredPd),
       {}},
      {"swerling",
       "Swerling case",
       "",
       1,
       0,
       4,
       0,
       Kind::Choice,
       Group::Detection,
       "How the target's cross-section fluctuates",
       SORAMI_MEMBER(swerling),
       {"0 – steady", "1 – scan to scan, many scatterers", "2 – pulse to pulse, many scatterers",
        "3 – scan to scan, one large", "4 – pulse to pulse, one large"}},
      {"targetRcs",
       "Target cross-section",
       "m²",
       1,
       1e-5,
       1e5,
       -1,
       Kind::Number,
       Group::Detection,
       "Radar cross-section the coverage is drawn for",
       SORAMI_MEMBER(targetRcs),
       {}},
      // --- one-way budgets
      {"sensitivity",
       "Receiver sensitivity",
       "dBm",
       1,
       -150,
       0,
       1,
       Kind::Number,
       Group::OneWay,
       "Least power at the antenna's terminals that is decoded",
       SORAMI_MEMBER(sensitivityDbm),
       {}},
      {"targetEirp",
       "Target's EIRP",
       "dBm",
       1,
       -30,
       120,
       1,
       Kind::Number,
       Group::OneWay,
       "What the target sends towards the sensor: a transponder of 250 W has 54 dBm",
       SORAMI_MEMBER(targetEirpDbm),
       {}},
      // --- propagation
      {"rainRate",
       "Rain",
       "mm/h",
       1,
       0,
       300,
       1,
       Kind::Number,
       Group::Propagation,
       "Uniform rain about the sensor up to 4 km (P.838); 0: none",
       SORAMI_MEMBER(rainRateMmH),
       {}},
      {"rainExtent",
       "Rain out to",
       "km",
       1000,
       0,
       500e3,
       1,
       Kind::Distance,
       Group::Propagation,
       "Distance from the sensor to the rain's edge",
       SORAMI_MEMBER(rainExtent),
       {}},
      {"lobing",
       "Lobing by the sea",
       "",
       1,
       0,
       1,
       0,
       Kind::Switch,
       Group::Propagation,
       "Reflection from the sea adds to and cancels the direct ray",
       SORAMI_MEMBER(lobing),
       {}},
      {"waveRms",
       "Waves, rms height",
       "m",
       1,
       0,
       10,
       2,
       Kind::Number,
       Group::Propagation,
       "About a quarter of the significant wave height; weakens the lobes",
       SORAMI_MEMBER(waveRms),
       {}},
      {"diffraction",
       "Diffraction",
       "",
       1,
       0,
       1,
       0,
       Kind::Switch,
       Group::Propagation,
       "What reaches behind ridges and the horizon counts (P.526)",
       SORAMI_MEMBER(diffraction),
       {}},
  };
  return parameters;
}

#undef SORAMI_MEMBER

std::string shortNumber(double v, int decimals) {
  char text[64];
  if (decimals < 0) {
    std::snprintf(text, sizeof text, "%.4g", v);
    return text;
  }
  std::snprintf(text, sizeof text, "%.*f", decimals, v);
  std::string out = text;
  if (out.find('.') != std::string::npos) {
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
  }
  return out == "-0" ? "0" : out;
}

/// Numbers as people type them: a decimal comma, a thin or common space between thousands and a true minus
/// sign are understood where nothing else can be meant.
bool parseNumber(std::string_view text, double& out) {
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "\u2212") {
      clean += '-';
      i += 2;
    } else if (text.substr(i, 3) == "\u202F" || text.substr(i, 3) == "\u2009") {
      i += 2;
    } else if (text.substr(i, 2) == "\u00A0") {
      i += 1;
    } else if (text[i] == ',') {
      clean += '.';
    } else if (text[i] != ' ' && text[i] != '+') {
      clean += text[i];
    }
  }
  const char* end = clean.data() + clean.size();
  const auto [stop, error] = std::from_chars(clean.data(), end, out);
  return error == std::errc() && stop == end && std::isfinite(out);
}

std::string allowed(const SensorParameter& p) {
  return shortNumber(p.least / p.si, p.decimals < 0 ? -1 : 4) + " to " +
         shortNumber(p.most / p.si, p.decimals < 0 ? -1 : 4) +
         (p.unit.empty() ? std::string() : " " + std::string(p.unit));
}

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t to = std::min(text.find(by, from), text.size());
    std::string_view one = text.substr(from, to - from);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (!one.empty()) out.push_back(one);
    from = to + 1;
  }
  return out;
}

Status setAzimuths(SensorParameters& sensor, std::string_view text) {
  std::vector<AzimuthSpan> spans;
  for (const std::string_view one : split(text, ',')) {
    const std::size_t dash = one.find('-');
    AzimuthSpan span;
    if (dash == std::string_view::npos || !parseNumber(one.substr(0, dash), span.fromDeg) ||
        !parseNumber(one.substr(dash + 1), span.toDeg) || !(span.fromDeg >= 0 && span.fromDeg <= 360) ||
        !(span.toDeg >= 0 && span.toDeg <= 360)) {
      return Error{"'" + std::string(one) + "' is no span of azimuths", "",
                   "two azimuths from 0 to 360 with a dash, clockwise: 350-20"};
    }
    spans.push_back(span);
  }
  sensor.blanked = std::move(spans);
  return {};
}

Status setPattern(SensorParameters& sensor, std::string_view text) {
  std::vector<PatternPoint> points;
  for (const std::string_view one : split(text, ',')) {
    const auto parts = split(one, ' ');
    PatternPoint p;
    if (parts.size() != 2 || !parseNumber(parts[0], p.elevationDeg) || !parseNumber(parts[1], p.gainDb)) {
      return Error{"'" + std::string(one) + "' is no point of a pattern", "",
                   "elevation in degrees, a space, gain in dB below the peak: 2 -3"};
    }
    if (!(std::abs(p.elevationDeg) <= 90) || !(p.gainDb <= 0 && p.gainDb >= -100))
      return Error{"'" + std::string(one) + "' is out of range", "", "-90 to 90 degrees, -100 to 0 dB"};
    if (!points.empty() && p.elevationDeg <= points.back().elevationDeg)
      return Error{"the elevations do not rise at '" + std::string(one) + "'", "", "lowest first"};
    points.push_back(p);
  }
  if (points.size() == 1) return Error{"one point makes no pattern", "", "two points or more, or none"};
  sensor.patternPoints = std::move(points);
  return {};
}

}  // namespace

std::span<const SensorParameter> sensorParameters() {
  return all();
}

const SensorParameter* sensorParameter(std::string_view id) {
  const auto found = std::find_if(all().begin(), all().end(), [&](const auto& p) { return p.id == id; });
  return found == all().end() ? nullptr : &*found;
}

std::string_view groupName(ParameterGroup group) {
  constexpr std::array<std::string_view, 7> kNames = {
      "Antenna site", "Coverage", "Transmitter", "Antenna", "Detection", "One-way budget", "Propagation"};
  return kNames[static_cast<std::size_t>(group)];
}

std::string parameterText(const SensorParameter& p, const SensorParameters& sensor) {
  std::string out;
  switch (p.kind) {
    case ParameterKind::Azimuths:
      for (const AzimuthSpan& s : sensor.blanked) {
        if (!out.empty()) out += ", ";
        out += shortNumber(s.fromDeg, 2) + "-" + shortNumber(s.toDeg, 2);
      }
      return out;
    case ParameterKind::Pattern:
      for (const PatternPoint& point : sensor.patternPoints) {
        if (!out.empty()) out += ", ";
        out += shortNumber(point.elevationDeg, 3) + " " + shortNumber(point.gainDb, 3);
      }
      return out;
    case ParameterKind::Choice:
      return std::string(p.choices[std::min(static_cast<std::size_t>(p.get(sensor)), p.choices.size() - 1)]);
    default:
      return shortNumber(p.get(sensor) / p.si, p.decimals);
  }
}

std::string parameterFault(const SensorParameter& p, double value) {
  // A little slack for what a unit's rounding does at the very edge.
  const double slack = 1e-9 * std::max(std::abs(p.least), std::abs(p.most));
  if (!(value >= p.least - slack)) return "too small: " + allowed(p);
  if (!(value <= p.most + slack)) return "too large: " + allowed(p);
  if (p.kind == ParameterKind::Whole && value != std::floor(value))
    return "a whole number is needed: " + allowed(p);
  return {};
}

Status setParameter(const SensorParameter& p, SensorParameters& sensor, std::string_view text) {
  if (p.kind == ParameterKind::Azimuths) return setAzimuths(sensor, text);
  if (p.kind == ParameterKind::Pattern) return setPattern(sensor, text);
  if (p.kind == ParameterKind::Choice) {
    const auto found = std::find(p.choices.begin(), p.choices.end(), text);
    if (found != p.choices.end()) {
      p.set(sensor, static_cast<double>(found - p.choices.begin()));
      return {};
    }
  }
  double value = 0;
  if (!parseNumber(text, value)) return Error{"'" + std::string(text) + "' is no number", "", allowed(p)};
  value *= p.si;
  if (std::string fault = parameterFault(p, value); !fault.empty())
    return Error{std::move(fault), "", allowed(p)};
  p.set(sensor, value);
  return {};
}

}  // namespace sorami
