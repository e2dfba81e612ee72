// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/UnitText.h"

#include "data/core/HalfWidth.h"
#include "data/core/Translate.h"
#include "data/core/Units.h"

#include <cmath>

namespace sorami {
namespace {

const QString kNone = QStringLiteral("–");

}  // namespace

QString grouped(qint64 value) {
  QString digits = QString::number(std::abs(value));
  for (qsizetype i = digits.size() - 3; i > 0; i -= 3) digits.insert(i, QChar(0x2009));
  return value < 0 ? QChar(0x2212) + digits : digits;
}

QString distanceText(double metres, UnitProfile units) {
  if (!std::isfinite(metres)) return kNone;
  if (units == UnitProfile::Air) {
    const double nm = metres / kNauticalMile;
    // Two tracks of one aircraft are less than a tenth apart.
    const int decimals = nm >= 99.95 ? 0 : nm > 0 && nm < 0.995 ? 2 : 1;
    return tr("%1 NM").arg(QString::number(nm, 'f', decimals));
  }
  if (metres < 1000) return tr("%1 m").arg(QString::number(metres, 'f', 0));
  return tr("%1 km").arg(QString::number(metres / 1000, 'f', metres < 100e3 ? 1 : 0));
}

QString altitudeText(double metres, UnitProfile units) {
  if (!std::isfinite(metres)) return kNone;
  if (units == UnitProfile::Air) return tr("%1 ft").arg(grouped(std::llround(metres / kFoot)));
  return tr("%1 m").arg(grouped(std::llround(metres)));
}

QString pressureAltitudeText(double metres, UnitProfile units) {
  if (!std::isfinite(metres)) return kNone;
  if (units == UnitProfile::Air) {
    const qint64 level = std::llround(metres / kFlightLevel);
    return level < 0 ? tr("FL−%1").arg(-level, 3, 10, QLatin1Char('0'))
                     : tr("FL%1").arg(level, 3, 10, QLatin1Char('0'));
  }
  return tr("%1 m std").arg(grouped(std::llround(metres)));
}

QString areaText(double squareMetres, UnitProfile units) {
  if (!std::isfinite(squareMetres)) return kNone;
  const bool air = units == UnitProfile::Air;
  const double area = squareMetres / (air ? kNauticalMile * kNauticalMile : 1e6);
  const QString number =
      area < 100 ? QString::number(area, 'f', area < 10 ? 2 : 1) : grouped(std::llround(area));
  return air ? tr("%1 NM²").arg(number) : tr("%1 km²").arg(number);
}

QString speedText(double metresPerSecond, UnitProfile units) {
  if (!std::isfinite(metresPerSecond)) return kNone;
  if (units == UnitProfile::Air) return tr("%1 kt").arg(grouped(std::llround(metresPerSecond / kKnot)));
  return tr("%1 km/h").arg(grouped(std::llround(metresPerSecond * 3.6)));
}

QString verticalRateText(double metresPerSecond, UnitProfile units) {
  if (!std::isfinite(metresPerSecond)) return kNone;
  const QString sign = metresPerSecond > 0 ? QStringLiteral("+") : QString();
  if (units == UnitProfile::Air) {
    return tr("%1 ft/min").arg(sign + grouped(std::llround(metresPerSecond / kFootPerMinute)));
  }
  return tr("%1 m/s").arg(sign + QString::number(metresPerSecond, 'f', 1));
}

QString bearingText(double degrees) {
  if (!std::isfinite(degrees)) return kNone;
  const int whole = static_cast<int>(std::lround(degrees)) % 360;
  return tr("%1°").arg((whole + 360) % 360, 3, 10, QLatin1Char('0'));
}

EntryUnit distanceUnit(UnitProfile units) {
  return units == UnitProfile::Air ? EntryUnit{tr("NM"), kNauticalMile} : EntryUnit{tr("km"), 1000};
}

EntryUnit heightUnit(UnitProfile units) {
  return units == UnitProfile::Air ? EntryUnit{tr("ft"), kFoot} : EntryUnit{tr("m"), 1};
}

std::optional<double> numberFrom(const QString& text) {
  QString plain;
  for (const QChar c : halfWidth(text)) {
    if (c.isSpace()) continue;
    // A comma is a decimal point; the long vowel mark is what the minus key gives.
    const bool isPoint = c == QLatin1Char(',') || c == QChar(0x3001) || c == QChar(0x3002);
    plain += isPoint ? QLatin1Char('.') : c == QChar(0x30FC) ? QLatin1Char('-') : c;
  }
  bool ok = false;
  const double value = plain.toDouble(&ok);
  if (!ok || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace sorami
