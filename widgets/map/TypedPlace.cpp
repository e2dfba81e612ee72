// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/TypedPlace.h"

#include "data/core/HalfWidth.h"
#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/geo/Geodesic.h"
#include "widgets/look/PositionText.h"

#include <QRegularExpression>

namespace sorami {

std::optional<double> distanceFrom(const QString& text, UnitProfile units) {
  static const QRegularExpression kForm(QStringLiteral("^\\s*([0-9.,]+)\\s*([a-zA-Z]*)\\s*$"));
  const QRegularExpressionMatch match = kForm.match(halfWidth(text));
  if (!match.hasMatch()) return std::nullopt;
  const std::optional<double> value = numberFrom(match.captured(1));
  if (!value || *value < 0) return std::nullopt;
  const QString unit = match.captured(2).toLower();
  if (unit.isEmpty()) return *value * distanceUnit(units).si;
  if (unit == QStringLiteral("nm")) return *value * kNauticalMile;
  if (unit == QStringLiteral("km")) return *value * 1000;
  if (unit == QStringLiteral("m")) return *value;
  if (unit == QStringLiteral("ft")) return *value * kFoot;
  return std::nullopt;
}

Result<LatLon> typedPlace(const QString& text, std::optional<LatLon> last, UnitProfile units) {
  static const QRegularExpression kPolar(
      QStringLiteral("^\\s*([0-9]{1,3}(?:[.,][0-9]+)?)\\s*[°tT]?\\s*/\\s*(.+)$"));
  const QRegularExpressionMatch match = kPolar.match(halfWidth(text));
  if (match.hasMatch()) {
    const std::optional<double> bearing = numberFrom(match.captured(1));
    const std::optional<double> distance = distanceFrom(match.captured(2), units);
    const auto say = [](const char* what) { return Error{tr(what).toStdString(), {}, {}}; };
    if (!last) return say("A bearing and a distance need a point to start from: give a position first");
    if (!bearing || *bearing > 360) return say("The bearing is no number from 0 to 360");
    if (!distance) return say("The distance is none, such as 20 NM or 35 km");
    return geodesicPoint(*last, *bearing, *distance);
  }
  return positionFrom(text);
}

}  // namespace sorami
