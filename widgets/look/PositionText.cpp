// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/PositionText.h"

#include "data/geo/CoordinateText.h"
#include "data/geo/Geodesic.h"
#include "data/geo/MagneticField.h"

#include <QCoreApplication>

namespace sorami {
namespace {

CoordinateStyle g_style = CoordinateStyle::Dms;

}  // namespace

QString positionText(LatLon position) {
  return QString::fromStdString(formatCoordinate(position, g_style));
}

Result<LatLon> positionFrom(const QString& text) {
  return parseCoordinate(text.toStdString());
}

QStringList positionStyles() {
  QStringList ids;
  for (const CoordinateStyleName& each : coordinateStyles()) ids << QString::fromStdString(each.id);
  return ids;
}

QString positionStyleName(const QString& id) {
  for (const CoordinateStyleName& each : coordinateStyles()) {
    if (QString::fromStdString(each.id) == id) return QString::fromStdString(each.title);
  }
  return {};
}

QString positionStyle() {
  for (const CoordinateStyleName& each : coordinateStyles()) {
    if (each.style == g_style) return QString::fromStdString(each.id);
  }
  return {};
}

void setPositionStyle(const QString& id) {
  for (const CoordinateStyleName& each : coordinateStyles()) {
    if (QString::fromStdString(each.id) == id) g_style = each.style;
  }
}

QString bullseyeText(const Plan& plan, LatLon at, UtcTime time, UnitProfile units) {
  const Drawing* bullseye = plan.bullseye();
  if (!bullseye) return {};
  const GeodesicLine line = geodesic(bullseye->points.front(), at);
  const std::optional<double> declination = magneticDeclination(bullseye->points.front(), time);
  const QString bearing = declination ? QCoreApplication::translate("PositionText", "%1M")
                                            .arg(bearingText(line.azimuthFromDeg - *declination))
                                      : bearingText(line.azimuthFromDeg);
  return QCoreApplication::translate("PositionText", "%1 %2/%3")
      .arg(QString::fromStdString(bullseye->text), bearing, distanceText(line.distance, units));
}

}  // namespace sorami
