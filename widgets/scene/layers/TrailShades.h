// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"

#include <QColor>

#include <cstdint>

namespace sorami {

/// Colours a trail may have that tell something; one more stands for what is not known.
constexpr std::size_t kTrailShades = 12;

/// Colour of a shade; `kTrailShades` and beyond: not known. From orange (low, slow) over green and blue to
/// violet (high, fast), at even lightness, so that none stands out by itself.
QColor trailShade(std::size_t shade, const Theme& theme);
/// Whether a trail takes its colours from its samples, one by one.
constexpr bool isTrailShaded(TrailColour colour) {
  return colour != TrailColour::Affiliation && colour != TrailColour::Age;
}
/// Which shade a sample has: 1 km of altitude or 25 m/s of speed a shade, or the source's own.
std::uint8_t trailShadeOf(TrailColour colour, const Bucket& bucket, std::uint32_t sample,
                          const TrackInfo& track);
/// What the shades tell, for a legend: `low to 11 km and higher`; empty for affiliation.
QString trailShadeText(TrailColour colour, UnitProfile units);

}  // namespace sorami
