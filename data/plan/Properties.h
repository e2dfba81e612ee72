// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/plan/PlanItem.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sorami {

/// What a number measures: decides the units it may be shown and typed in. Values are always SI.
enum class Quantity : std::uint8_t {
  None,
  Distance,   ///< m: NM, km, m
  Height,     ///< m: ft, m
  Altitude,   ///< m: ft, FL, m, km
  Angle,      ///< degrees
  Frequency,  ///< Hz: GHz, MHz
  Power,      ///< W: kW, MW, W
  Time,       ///< s: s, ms, µs
  Speed,      ///< m/s: kt, m/s, km/h
  Area,       ///< m²
  Decibel,
  Temperature,  ///< K
};

/// A value of a property: nothing, a number (SI), a switch, a text (also a choice's id and a time in ISO
/// 8601), or a position.
using PropertyValue = std::variant<std::monostate, double, bool, std::string, LatLon>;

/// One object of a plan that properties belong to: an item, or a part of one: a site's stock or envelope, a
/// site's or link's outage (`part` its index), or a stock's change (`part` of the stock × kPartChanges + of
/// the change).
struct PlanRow {
  PlanItem item;
  int part = -1;
  static constexpr int kPartChanges = 100'000;
  auto operator<=>(const PlanRow&) const = default;
};

/// One thing about objects of a kind that can be shown and edited: forms, tables, and imports and exports are
/// all made from these.
struct Property {
  enum class Kind : std::uint8_t { Text, Number, Whole, Flag, Choice, Position, Time, Texts };
  std::string key;    ///< `instrumentedRangeM`: columns of exports are called so
  std::string title;  ///< English, for people
  std::string group;  ///< heading it stands under in a form: `SENSOR`
  Kind kind = Kind::Text;
  Quantity quantity = Quantity::None;
  double least = 0;  ///< of numbers, SI
  double most = 0;
  std::vector<std::pair<std::string, std::string>> choices;  ///< id and title
  /// Nothing where it does not apply: a control centre has no sensor.
  std::function<PropertyValue(const Plan&, const PlanRow&)> get;
  /// Changes the plan; the value has been checked by checked(). Does nothing where it does not apply.
  std::function<void(Plan&, const PlanRow&, const PropertyValue&)> set;  ///< null: read only
  /// What is wrong with a value beyond its kind and range; may be null.
  std::function<std::string(const Plan&, const PlanRow&, const PropertyValue&)> check;
};

/// Which table or form.
enum class PropertySet : std::uint8_t {
  Sites,
  Sensors,
  Links,
  Stocks,
  StockChanges,
  Envelopes,
  Outages,
  Areas,
  Threats,
  Drawings
};

/// The properties of a set, in the order forms and tables show them. `Sites` holds the sensor's and battery's
/// too; `Sensors` is the sites that have one, with its parameters first.
std::span<const Property> propertiesOf(PropertySet set);
const Property* propertyOf(PropertySet set, const std::string& key);
/// The rows of a set's table.
std::vector<PlanRow> rowsOf(const Plan& plan, PropertySet set);
PropertySet setOf(PlanItemKind kind);

/// The plan with a value set; an Error with the reason and the range where the value does not fit, or the
/// object is locked.
Result<Plan> withValue(const Plan& plan, const PlanRow& row, const Property& property,
                       const PropertyValue& value);

/// A value as text that reads back to the same value: numbers in SI, positions as `lat lon` in degrees, lists
/// joined by `; `.
std::string valueText(const PropertyValue& value);
/// Reads a text as a value of the property, SI; the Error says what was expected.
Result<PropertyValue> valueFrom(const Property& property, const std::string& text);

}  // namespace sorami
