// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/Units.h"

#include "data/core/Units.h"

#include <QSettings>

#include <array>
#include <cmath>
#include <map>

namespace sorami {
namespace {

constexpr std::array kDistance = {QuantityUnit{"NM", kNauticalMile}, QuantityUnit{"km", 1000},
                                  QuantityUnit{"m", 1}};
constexpr std::array kHeight = {QuantityUnit{"m", 1}, QuantityUnit{"ft", kFoot}};
constexpr std::array kAltitude = {QuantityUnit{"ft", kFoot}, QuantityUnit{"FL", kFlightLevel},
                                  QuantityUnit{"m", 1}, QuantityUnit{"km", 1000}};
constexpr std::array kAngle = {QuantityUnit{"°", 1}};
constexpr std::array kFrequency = {QuantityUnit{"GHz", 1e9}, QuantityUnit{"MHz", 1e6}};
constexpr std::array kPower = {QuantityUnit{"kW", 1e3}, QuantityUnit{"MW", 1e6}, QuantityUnit{"W", 1}};
constexpr std::array kTime = {QuantityUnit{"s", 1}, QuantityUnit{"ms", 1e-3}, QuantityUnit{"µs", 1e-6}};
constexpr std::array kSpeed = {QuantityUnit{"kt", kKnot}, QuantityUnit{"m/s", 1},
                               QuantityUnit{"km/h", 1 / 3.6}};
constexpr std::array kArea = {QuantityUnit{"m²", 1}};
constexpr std::array kDecibel = {QuantityUnit{"dB", 1}};
constexpr std::array kTemperature = {QuantityUnit{"K", 1}};

QString settingOf(Quantity quantity) {
  return QStringLiteral("units/%1").arg(static_cast<int>(quantity));
}

std::size_t defaultOf(Quantity quantity, UnitProfile profile) {
  if (profile == UnitProfile::Air) return 0;
  switch (quantity) {
    case Quantity::Distance:
      return 1;
    case Quantity::Altitude:
    case Quantity::Speed:
      return 2;
    default:
      return 0;
  }
}

/// What the user has chosen, read once: forms ask for each of their fields at each edit.
QString& chosenUnit(Quantity quantity) {
  static std::map<Quantity, QString> all;
  const auto [at, isNew] = all.try_emplace(quantity);
  if (isNew) at->second = QSettings().value(settingOf(quantity)).toString();
  return at->second;
}

}  // namespace

std::span<const QuantityUnit> unitsOf(Quantity quantity) {
  switch (quantity) {
    case Quantity::None:
      return {};
    case Quantity::Distance:
      return kDistance;
    case Quantity::Height:
      return kHeight;
    case Quantity::Altitude:
      return kAltitude;
    case Quantity::Angle:
      return kAngle;
    case Quantity::Frequency:
      return kFrequency;
    case Quantity::Power:
      return kPower;
    case Quantity::Time:
      return kTime;
    case Quantity::Speed:
      return kSpeed;
    case Quantity::Area:
      return kArea;
    case Quantity::Decibel:
      return kDecibel;
    case Quantity::Temperature:
      return kTemperature;
  }
  return {};
}

const QuantityUnit* unitOf(Quantity quantity, UnitProfile profile) {
  const std::span<const QuantityUnit> units = unitsOf(quantity);
  if (units.empty()) return nullptr;
  const QString& chosen = chosenUnit(quantity);
  for (const QuantityUnit& unit : units) {
    if (chosen == QString::fromUtf8(unit.text)) return &unit;
  }
  return &units[defaultOf(quantity, profile)];
}

void nextUnit(Quantity quantity, UnitProfile profile) {
  const std::span<const QuantityUnit> units = unitsOf(quantity);
  if (units.size() < 2) return;
  const auto at = static_cast<std::size_t>(unitOf(quantity, profile) - units.data());
  chosenUnit(quantity) = QString::fromUtf8(units[(at + 1) % units.size()].text);
  QSettings().setValue(settingOf(quantity), chosenUnit(quantity));
}

QString numberIn(double si, const QuantityUnit* unit) {
  const double value = unit ? si / unit->si : si;
  if (value != 0 && std::abs(value) < 1e-3) return QString::number(value, 'g', 6);
  QString text = QString::number(value, 'f', std::abs(value) >= 1000 ? 1 : 4);
  if (text.contains(QLatin1Char('.'))) {
    while (text.endsWith(QLatin1Char('0'))) text.chop(1);
    if (text.endsWith(QLatin1Char('.'))) text.chop(1);
  }
  return text == QStringLiteral("-0") ? QStringLiteral("0") : text;
}

}  // namespace sorami
