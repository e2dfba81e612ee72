// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Parameters as people read and type them.
#include "data/core/HalfWidth.h"
#include "data/core/Translate.h"
#include "data/plan/sensors/SensorClass.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace sorami {
namespace {

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

Status setAspect(SensorParameters& sensor, std::string_view text) {
  std::vector<AspectPoint> points;
  for (const std::string_view one : split(text, ',')) {
    const auto parts = split(one, ' ');
    AspectPoint p;
    if (parts.size() != 2 || !parseNumber(parts[0], p.aspectDeg) || !parseNumber(parts[1], p.gainDb)) {
      return refusal(tr("'%1' is no point of a cross-section").arg(quoted(one)),
                     tr("degrees off the nose, a space, dB beside the cross-section: 90 12"));
    }
    if (!(p.aspectDeg >= 0 && p.aspectDeg <= 180) || !(std::abs(p.gainDb) <= 60))
      return refusal(tr("'%1' is out of range").arg(quoted(one)), tr("0 to 180 degrees, -60 to 60 dB"));
    if (!points.empty() && p.aspectDeg <= points.back().aspectDeg)
      return refusal(tr("the aspects do not rise at '%1'").arg(quoted(one)), tr("the nose first"));
    points.push_back(p);
  }
  if (points.size() == 1) return refusal(tr("one point makes no aspects"), tr("two points or more, or none"));
  sensor.rcsAspect = std::move(points);
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

double SensorParameters::rcsAt(double aspectDeg) const {
  if (rcsAspect.empty()) return targetRcs;
  const double aspect = std::clamp(std::abs(std::remainder(aspectDeg, 360.0)), 0.0, 180.0);
  const auto above = std::lower_bound(rcsAspect.begin(), rcsAspect.end(), aspect,
                                      [](const AspectPoint& p, double v) { return p.aspectDeg < v; });
  double gain = 0;
  if (above == rcsAspect.begin()) {
    gain = above->gainDb;
  } else if (above == rcsAspect.end()) {
    gain = rcsAspect.back().gainDb;
  } else {
    const AspectPoint& below = *(above - 1);
    const double span = above->aspectDeg - below.aspectDeg;
    const double t = span > 0 ? (aspect - below.aspectDeg) / span : 0;
    gain = below.gainDb + t * (above->gainDb - below.gainDb);
  }
  return targetRcs * std::pow(10.0, gain / 10);
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
    case ParameterKind::Aspect:
      for (const AspectPoint& point : sensor.rcsAspect) {
        if (!out.empty()) out += ", ";
        out += shortNumber(point.aspectDeg, 3) + " " + shortNumber(point.gainDb, 3);
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
  if (p.kind == ParameterKind::Aspect) return setAspect(sensor, halfWidth(text));
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
