// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/HalfWidth.h"
#include "data/core/Translate.h"
#include "data/plan/sensors/SensorClass.h"

#include <QtGlobal>

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
       QT_TR_NOOP("Antenna height"),
       "m",
       1,
       0,
       40'000,
       1,
       Kind::Number,
       Group::Site,
       QT_TR_NOOP("Centre of the antenna above the ground, or above sea level with the switch below"),
       SORAMI_MEMBER(antennaHeight),
       {}},
      {"antennaIsMsl",
       QT_TR_NOOP("Height above sea level"),
       "",
       1,
       0,
       1,
       0,
       Kind::Switch,
       Group::Site,
       QT_TR_NOOP("The antenna's height counts from mean sea level: for aircraft and balloons"),
       SORAMI_MEMBER(antennaIsMsl),
       {}},
      // --- what it covers
      {"instrumentedRange",
       QT_TR_NOOP("Instrumented range"),
       "km",
       1000,
       1e3,
       1.5e6,
       1,
       Kind::Distance,
       Group::Coverage,
       QT_TR_NOOP("Slant range out to which the sensor looks at all"),
       SORAMI_MEMBER(instrumentedRange),
       {}},
      {"minimumRange",
       QT_TR_NOOP("Minimum range"),
       "km",
       1000,
       0,
       200e3,
       2,
       Kind::Distance,
       Group::Coverage,
       QT_TR_NOOP("Nearer targets are not seen: pulse length, or a range gate"),
       SORAMI_MEMBER(minimumRange),
       {}},
      {"sectorCentre",
       QT_TR_NOOP("Sector centre"),
       QT_TR_NOOP("° true"),
       1,
       0,
       360,
       1,
       Kind::Number,
       Group::Coverage,
       QT_TR_NOOP("Direction the sector (or the first array face) points to"),
       SORAMI_MEMBER(sectorCentreDeg),
       {}},
      {"sectorWidth",
       QT_TR_NOOP("Sector width"),
       "°",
       1,
       1,
       360,
       1,
       Kind::Number,
       Group::Coverage,
       QT_TR_NOOP("360: all round"),
       SORAMI_MEMBER(sectorWidthDeg),
       {}},
      {"blanked",
       QT_TR_NOOP("Blanked azimuths"),
       QT_TR_NOOP("° true"),
       1,
       0,
       0,
       1,
       Kind::Azimuths,
       Group::Coverage,
       QT_TR_NOOP("Spans that are not radiated, clockwise: 350-20, 90-100"),
       nullptr,
       nullptr,
       {}},
      {"elevationMin",
       QT_TR_NOOP("Lowest elevation"),
       "°",
       1,
       -90,
       90,
       2,
       Kind::Number,
       Group::Coverage,
       QT_TR_NOOP("Above the horizontal at the antenna"),
       SORAMI_MEMBER(elevationMinDeg),
       {}},
      {"elevationMax",
       QT_TR_NOOP("Highest elevation"),
       "°",
       1,
       -90,
       90,
       2,
       Kind::Number,
       Group::Coverage,
       QT_TR_NOOP("Above it lies the cone of silence"),
       SORAMI_MEMBER(elevationMaxDeg),
       {}},
      {"scanPeriod",
       QT_TR_NOOP("Scan period"),
       "s",
       1,
       0,
       600,
       2,
       Kind::Number,
       Group::Coverage,
       QT_TR_NOOP("Time between two looks at a target; 0: scanned electronically"),
       SORAMI_MEMBER(scanPeriodS),
       {}},
      // --- transmitter
      {"frequency",
       QT_TR_NOOP("Frequency"),
       "GHz",
       1e9,
       30e6,
       100e9,
       3,
       Kind::Number,
       Group::Transmitter,
       QT_TR_NOOP("Carrier"),
       SORAMI_MEMBER(frequencyHz),
       {}},
      {"peakPower",
       QT_TR_NOOP("Peak power"),
       "kW",
       1e3,
       0.1,
       100e6,
       3,
       Kind::Number,
       Group::Transmitter,
       QT_TR_NOOP("During the pulse, at the transmitter"),
       SORAMI_MEMBER(peakPowerW),
       {}},
      {"pulseWidth",
       QT_TR_NOOP("Pulse width"),
       "µs",
       1e-6,
       1e-9,
       0.1,
       3,
       Kind::Number,
       Group::Transmitter,
       QT_TR_NOOP("Before compression: its energy is peak power times width"),
       SORAMI_MEMBER(pulseWidthS),
       {}},
      {"prf",
       QT_TR_NOOP("Pulse repetition frequency"),
       "Hz",
       1,
       0,
       1e6,
       1,
       Kind::Number,
       Group::Transmitter,
       QT_TR_NOOP("0: not considered"),
       SORAMI_MEMBER(prfHz),
       {}},
      // --- antenna
      {"gain",
       QT_TR_NOOP("Antenna gain"),
       "dBi",
       1,
       -10,
       70,
       1,
       Kind::Number,
       Group::Antenna,
       QT_TR_NOOP("At the peak, on transmit and receive"),
       SORAMI_MEMBER(gainDbi),
       {}},
      {"beamwidthAzimuth",
       QT_TR_NOOP("Beamwidth in azimuth"),
       "°",
       1,
       0.05,
       360,
       2,
       Kind::Number,
       Group::Antenna,
       QT_TR_NOOP("Between half-power points"),
       SORAMI_MEMBER(beamwidthAzimuthDeg),
       {}},
      {"beamwidthElevation",
       QT_TR_NOOP("Beamwidth in elevation"),
       "°",
       1,
       0.05,
       90,
       2,
       Kind::Number,
       Group::Antenna,
       QT_TR_NOOP("Between half-power points of one beam"),
       SORAMI_MEMBER(beamwidthElevationDeg),
       {}},
      {"pattern",
       QT_TR_NOOP("Vertical pattern"),
       "",
       1,
       0,
       3,
       0,
       Kind::Choice,
       Group::Antenna,
       QT_TR_NOOP("How gain falls with elevation. Flat: stacked or steered beams over the whole span"),
       [](const S& s) { return static_cast<double>(s.pattern); },
       [](S& s, double v) { s.pattern = static_cast<VerticalPattern>(static_cast<int>(v)); },
       {QT_TR_NOOP("Flat (stacked or steered beams)"), QT_TR_NOOP("Single lobe"),
        QT_TR_NOOP("Cosecant-squared"), QT_TR_NOOP("As given")}},
      {"patternPoints",
       QT_TR_NOOP("Given pattern"),
       "° dB",
       1,
       0,
       0,
       1,
       Kind::Pattern,
       Group::Antenna,
       QT_TR_NOOP("Elevation and gain below the peak, rising: -2 -20, 0 -3, 2 0, 20 -18"),
       nullptr,
       nullptr,
       {}},
      {"tilt",
       QT_TR_NOOP("Tilt"),
       "°",
       1,
       -30,
       60,
       2,
       Kind::Number,
       Group::Antenna,
       QT_TR_NOOP("Of the beam's axis, or of an array's face, above the horizontal"),
       SORAMI_MEMBER(tiltDeg),
       {}},
      {"arrayFaces",
       QT_TR_NOOP("Array faces"),
       "",
       1,
       0,
       8,
       0,
       Kind::Whole,
       Group::Antenna,
       QT_TR_NOOP(
           "Fixed faces, evenly spread from the sector's centre; gain falls off their normals. 0: turning "
           "antenna"),
       SORAMI_MEMBER(arrayFaces),
       {}},
      // --- detection
      {"noiseFigure",
       QT_TR_NOOP("Noise figure"),
       "dB",
       1,
       -1,
       30,
       1,
       Kind::Number,
       Group::Detection,
       QT_TR_NOOP("Of the receiver, under a sky of 100 K. -1: the system temperature below counts"),
       SORAMI_MEMBER(noiseFigureDb),
       {}},
      {"systemTemperature",
       QT_TR_NOOP("System temperature"),
       "K",
       1,
       10,
       1e5,
       0,
       Kind::Number,
       Group::Detection,
       QT_TR_NOOP("Noise at the antenna's terminals; read where the noise figure is -1"),
       SORAMI_MEMBER(systemTemperatureK),
       {}},
      {"losses",
       QT_TR_NOOP("System losses"),
       "dB",
       1,
       0,
       60,
       1,
       Kind::Number,
       Group::Detection,
       QT_TR_NOOP("All together: lines, beam shape, processing, constant false-alarm rate"),
       SORAMI_MEMBER(lossesDb),
       {}},
      {"pulsesIntegrated",
       QT_TR_NOOP("Pulses integrated"),
       "",
       1,
       1,
       100'000,
       0,
       Kind::Whole,
       Group::Detection,
       QT_TR_NOOP("Noncoherently, on one target in one scan"),
       SORAMI_MEMBER(pulsesIntegrated),
       {}},
      {"falseAlarm",
       QT_TR_NOOP("False-alarm probability"),
       "",
       1,
       1e-15,
       0.1,
       -1,
       Kind::Number,
       Group::Detection,
       QT_TR_NOOP("Of one resolution cell in one look"),
       SORAMI_MEMBER(falseAlarmProbability),
       {}},
      {"requiredPd",
       QT_TR_NOOP("Required Pd"),
       "",
       1,
       0.01,
       0.999,
       3,
       Kind::Number,
       Group::Detection,
       QT_TR_NOOP("Probability of detection in one scan from which a target counts as seen"),
       SORAMI_MEMBER(requiredPd),
       {}},
      {"swerling",
       QT_TR_NOOP("Swerling case"),
       "",
       1,
       0,
       4,
       0,
       Kind::Choice,
       Group::Detection,
       QT_TR_NOOP("How the target's cross-section fluctuates"),
       SORAMI_MEMBER(swerling),
       {QT_TR_NOOP("0 – steady"), QT_TR_NOOP("1 – scan to scan, many scatterers"),
        QT_TR_NOOP("2 – pulse to pulse, many scatterers"), QT_TR_NOOP("3 – scan to scan, one large"),
        QT_TR_NOOP("4 – pulse to pulse, one large")}},
      {"targetRcs",
       QT_TR_NOOP("Target cross-section"),
       "m²",
       1,
       1e-5,
       1e5,
       -1,
       Kind::Number,
       Group::Detection,
       QT_TR_NOOP("Radar cross-section the coverage is drawn for"),
       SORAMI_MEMBER(targetRcs),
       {}},
      // --- one-way budgets
      {"sensitivity",
       QT_TR_NOOP("Receiver sensitivity"),
       "dBm",
       1,
       -150,
       0,
       1,
       Kind::Number,
       Group::OneWay,
       QT_TR_NOOP("Least power at the antenna's terminals that is decoded"),
       SORAMI_MEMBER(sensitivityDbm),
       {}},
      {"targetEirp",
       QT_TR_NOOP("Target's EIRP"),
       "dBm",
       1,
       -30,
       120,
       1,
       Kind::Number,
       Group::OneWay,
       QT_TR_NOOP("What the target sends towards the sensor: a transponder of 250 W has 54 dBm"),
       SORAMI_MEMBER(targetEirpDbm),
       {}},
      // --- propagation
      {"rainRate",
       QT_TR_NOOP("Rain"),
       "mm/h",
       1,
       0,
       300,
       1,
       Kind::Number,
       Group::Propagation,
       QT_TR_NOOP("Uniform rain about the sensor up to 4 km (P.838); 0: none"),
       SORAMI_MEMBER(rainRateMmH),
       {}},
      {"rainExtent",
       QT_TR_NOOP("Rain out to"),
       "km",
       1000,
       0,
       500e3,
       1,
       Kind::Distance,
       Group::Propagation,
       QT_TR_NOOP("Distance from the sensor to the rain's edge"),
       SORAMI_MEMBER(rainExtent),
       {}},
      {"lobing",
       QT_TR_NOOP("Lobing by the sea"),
       "",
       1,
       0,
       1,
       0,
       Kind::Switch,
       Group::Propagation,
       QT_TR_NOOP("Reflection from the sea adds to and cancels the direct ray"),
       SORAMI_MEMBER(lobing),
       {}},
      {"waveRms",
       QT_TR_NOOP("Waves, rms height"),
       "m",
       1,
       0,
       10,
       2,
       Kind::Number,
       Group::Propagation,
       QT_TR_NOOP("About a quarter of the significant wave height; weakens the lobes"),
       SORAMI_MEMBER(waveRms),
       {}},
      {"diffraction",
       QT_TR_NOOP("Diffraction"),
       "",
       1,
       0,
       1,
       0,
       Kind::Switch,
       Group::Propagation,
       QT_TR_NOOP("What reaches behind ridges and the horizon counts (P.526)"),
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
bool parseNumber(std::string_view given, double& out) {
  const std::string text = halfWidth(given);
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "\u202F" || text.substr(i, 3) == "\u2009") {
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

QString allowed(const SensorParameter& p) {
  const auto number = [&](double v) {
    return QString::fromStdString(shortNumber(v / p.si, p.decimals < 0 ? -1 : 4));
  };
  if (p.unit.empty()) return tr("%1 to %2").arg(number(p.least), number(p.most));
  return tr("%1 to %2 %3").arg(number(p.least), number(p.most), translated(p.unit));
}

QString faultOf(const SensorParameter& p, double value) {
  // A little slack for what a unit's rounding does at the very edge.
  const double slack = 1e-9 * std::max(std::abs(p.least), std::abs(p.most));
  if (!(value >= p.least - slack)) return tr("too small: %1").arg(allowed(p));
  if (!(value <= p.most + slack)) return tr("too large: %1").arg(allowed(p));
  if (p.kind == ParameterKind::Whole && value != std::floor(value)) {
    return tr("a whole number is needed: %1").arg(allowed(p));
  }
  return {};
}

Error refusal(const QString& what, const QString& hint) {
  return {what.toStdString(), {}, hint.toStdString()};
}

QString quoted(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
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
      return refusal(tr("'%1' is no span of azimuths").arg(quoted(one)),
                     tr("two azimuths from 0 to 360 with a dash, clockwise: 350-20"));
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
      return refusal(tr("'%1' is no point of a pattern").arg(quoted(one)),
                     tr("elevation in degrees, a space, gain in dB below the peak: 2 -3"));
    }
    if (!(std::abs(p.elevationDeg) <= 90) || !(p.gainDb <= 0 && p.gainDb >= -100))
      return refusal(tr("'%1' is out of range").arg(quoted(one)), tr("-90 to 90 degrees, -100 to 0 dB"));
    if (!points.empty() && p.elevationDeg <= points.back().elevationDeg)
      return refusal(tr("the elevations do not rise at '%1'").arg(quoted(one)), tr("lowest first"));
    points.push_back(p);
  }
  if (points.size() == 1) return refusal(tr("one point makes no pattern"), tr("two points or more, or none"));
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
      QT_TRANSLATE_NOOP("sorami", "Antenna site"), QT_TRANSLATE_NOOP("sorami", "Coverage"),
      QT_TRANSLATE_NOOP("sorami", "Transmitter"),  QT_TRANSLATE_NOOP("sorami", "Antenna"),
      QT_TRANSLATE_NOOP("sorami", "Detection"),    QT_TRANSLATE_NOOP("sorami", "One-way budget"),
      QT_TRANSLATE_NOOP("sorami", "Propagation")};
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
  return faultOf(p, value).toStdString();
}

Status setParameter(const SensorParameter& p, SensorParameters& sensor, std::string_view text) {
  if (p.kind == ParameterKind::Azimuths) return setAzimuths(sensor, halfWidth(text));
  if (p.kind == ParameterKind::Pattern) return setPattern(sensor, halfWidth(text));
  if (p.kind == ParameterKind::Choice) {
    const auto found = std::find(p.choices.begin(), p.choices.end(), text);
    if (found != p.choices.end()) {
      p.set(sensor, static_cast<double>(found - p.choices.begin()));
      return {};
    }
  }
  double value = 0;
  if (!parseNumber(text, value)) return refusal(tr("'%1' is no number").arg(quoted(text)), allowed(p));
  value *= p.si;
  if (std::string fault = parameterFault(p, value); !fault.empty())
    return refusal(QString::fromStdString(fault), allowed(p));
  p.set(sensor, value);
  return {};
}

}  // namespace sorami
