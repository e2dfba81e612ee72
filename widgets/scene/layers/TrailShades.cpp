// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrailShades.h"

#include "data/core/Translate.h"

#include <algorithm>
#include <cmath>

namespace sorami {

namespace {

constexpr double kAltitudeStep = 1000;  ///< m a shade
constexpr double kSpeedStep = 25;       ///< m/s a shade

}  // namespace

QColor trailShade(std::size_t shade, const Theme& theme) {
  if (shade >= kTrailShades) return theme.trail;
  // From 25 degrees of hue (orange) to 300 (violet); darker on a light ground.
  const double hue = 25 + 275 * static_cast<double>(shade) / (kTrailShades - 1);
  return QColor::fromHslF(static_cast<float>(hue / 360), theme.isDark ? 0.85F : 0.9F,
                          theme.isDark ? 0.62F : 0.38F);
}

std::uint8_t trailShadeOf(TrailColour colour, const Bucket& bucket, std::uint32_t sample,
                          const TrackInfo& track) {
  double value = 0;
  switch (colour) {
    case TrailColour::Altitude: {
      const float a = bucket.baroAltitude[sample];
      value = static_cast<double>(std::isnan(a) ? bucket.geoAltitude[sample] : a) / kAltitudeStep;
      break;
    }
    case TrailColour::Speed:
      value = static_cast<double>(bucket.groundSpeed[sample]) / kSpeedStep;
      break;
    default:
      // Neighbouring sources get colours that are far apart.
      return static_cast<std::uint8_t>(track.source * 5U % kTrailShades);
  }
  if (std::isnan(value)) return static_cast<std::uint8_t>(kTrailShades);
  return static_cast<std::uint8_t>(std::clamp(value, 0.0, static_cast<double>(kTrailShades - 1)));
}

QString trailShadeText(TrailColour colour, UnitProfile units) {
  const bool air = units == UnitProfile::Air;
  switch (colour) {
    case TrailColour::Altitude:
      return air ? tr("trails by altitude: orange low, violet FL360 and above")
                 : tr("trails by altitude: orange low, violet 11 km and above");
    case TrailColour::Speed:
      return air ? tr("trails by speed: orange slow, violet 530 kt and above")
                 : tr("trails by speed: orange slow, violet 990 km/h and above");
    case TrailColour::Source:
      return tr("trails by source");
    case TrailColour::Age:
      return tr("trails by age: orange new, violet old");
    case TrailColour::Pd:
      return tr("trails by Pd of the best sensor: orange none, violet certain");
    case TrailColour::Affiliation:
      break;
  }
  return {};
}

}  // namespace sorami
