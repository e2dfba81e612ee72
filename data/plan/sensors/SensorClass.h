// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/plan/Plan.h"
#include "data/plan/SensorParameters.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// How a parameter is entered.
enum class ParameterKind : std::uint8_t {
  Number,
  Distance,  ///< a number whose unit is the reader's choice (NM or km)
  Whole,
  Choice,    ///< the value is an index into `choices`
  Switch,    ///< 0 or 1
  Azimuths,  ///< text: `350-20, 90-100`, degrees true, clockwise
  Pattern,   ///< text: `-2 -20, 0 -3, 2 0`, elevation in degrees and gain in dB below the peak
  Aspect,    ///< text: `0 0, 60 3, 90 12, 180 4`, degrees off the nose and dB beside the cross-section
};

/// Forms show parameters under these headings, in this order.
enum class ParameterGroup : std::uint8_t {
  Site,
  Coverage,
  Transmitter,
  Antenna,
  Detection,
  OneWay,
  Propagation
};

/// One parameter of a sensor as a form shows it. Values are SI; `unit` is what people type.
struct SensorParameter {
  std::string_view id;    ///< stable, for tests, scripts and undo texts: `peakPower`
  std::string_view name;  ///< the field's name for it: `Peak power`
  std::string_view unit;
  double si = 1;  ///< SI units in one `unit`
  double least = 0;
  double most = 0;
  int decimals = 1;  ///< shown at most; -1: as short as the value allows, with a power of ten
  ParameterKind kind = ParameterKind::Number;
  ParameterGroup group = ParameterGroup::Coverage;
  std::string_view help;
  double (*get)(const SensorParameters&) = nullptr;  ///< null for text kinds
  void (*set)(SensorParameters&, double) = nullptr;
  std::vector<std::string_view> choices;
};

/// What is wrong with a sensor, at which field.
struct ParameterProblem {
  std::string_view id;
  std::string text;     ///< a sentence without full stop, with the range allowed
  bool refused = true;  ///< false: possible, but worth a second look
};

struct SensorPreset {
  std::string_view id;
  std::string_view name;
  SensorParameters parameters;
};

/// A kind of sensor: which parameters it shows, notional presets, and what must hold between them.
struct SensorClass {
  std::string_view id;       ///< `long-range-3d`
  std::string_view name;     ///< `Long-range 3D surveillance`
  std::string_view summary;  ///< one line
  SensorPrinciple principle = SensorPrinciple::Radar;
  SiteKind kind = SiteKind::LongRangeRadar;  ///< of a new site of this class
  std::vector<std::string_view> parameters;  ///< ids, in the order they are shown
  std::vector<SensorPreset> presets;         ///< the first is a new site's; all notional
  /// Adds what must hold between the parameters of this class alone; may be null.
  void (*check)(const SensorParameters&, std::vector<ParameterProblem>&) = nullptr;
};

/// Every class, in the order of menus.
std::span<const SensorClass> sensorClasses();
/// By id; null when there is none.
const SensorClass* sensorClass(std::string_view id);
/// The class of a site's sensor: by its principle, then by the kind of site.
const SensorClass& sensorClassOf(SiteKind kind, const SensorParameters& sensor);
/// The class of a new site of a kind. Control centres and relays have none: null.
const SensorClass* sensorClassFor(SiteKind kind);

/// Every parameter any class shows.
std::span<const SensorParameter> sensorParameters();
/// By id; null when there is none.
const SensorParameter* sensorParameter(std::string_view id);

std::string_view groupName(ParameterGroup group);
/// A parameter's value as people read it, in its unit and without it.
std::string parameterText(const SensorParameter& parameter, const SensorParameters& sensor);
/// Takes what was typed (in the parameter's unit). Error: the reason, and in `hint` the range allowed; the
/// sensor is then untouched.
Status setParameter(const SensorParameter& parameter, SensorParameters& sensor, std::string_view text);
/// Says why a value (SI) is not possible for a parameter; empty when it is.
std::string parameterFault(const SensorParameter& parameter, double value);

/// Everything that is wrong or odd about a sensor of a class: values out of range, and what does not fit
/// together. Empty: all well.
std::vector<ParameterProblem> checkSensor(const SensorClass& sensorClass, const SensorParameters& sensor);

}  // namespace sorami
