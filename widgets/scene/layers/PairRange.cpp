// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/PairRange.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/store/Separation.h"

#include <cmath>

namespace sorami {

namespace {

QString length(double metres, UnitProfile units) {
  const bool air = units == UnitProfile::Air;
  const double value = metres / (air ? kNauticalMile : 1000.0);
  return QStringLiteral("%1 %2").arg(value, 0, 'f', value < 10 ? 2 : 1).arg(air ? tr("NM") : tr("km"));
}

QString height(double metres, UnitProfile units) {
  const bool air = units == UnitProfile::Air;
  const double value = std::round(metres / (air ? kFoot * 100 : 10.0)) * (air ? 100 : 10);
  return QStringLiteral("%1 %2").arg(value, 0, 'f', 0).arg(air ? tr("ft") : tr("m"));
}

QString span(double seconds) {
  const auto s = static_cast<int>(std::lround(seconds));
  return s < 60 ? tr("%1 s").arg(s) : tr("%1 min %2 s").arg(s / 60).arg(s % 60);
}

}  // namespace

QStringList pairText(const Frame& frame) {
  if (!frame.store) return {};
  const auto now = separationAt(*frame.store, frame.selectedTrack, frame.secondTrack, frame.time);
  if (!now) return {};
  QStringList lines;
  QString first =
      tr("%1 · %2°").arg(length(now->range, frame.units)).arg(now->bearingDeg, 3, 'f', 0, QLatin1Char('0'));
  if (!std::isnan(now->height)) first += tr(" · %1 apart").arg(height(std::abs(now->height), frame.units));
  lines << first;
  if (now->closestIn > 1) {
    lines << tr("closest %1 in %2").arg(length(now->closest, frame.units), span(now->closestIn));
  } else if (!std::isnan(now->closing) && now->closing < -0.5) {
    lines << tr("opening");
  }
  return lines;
}

}  // namespace sorami
