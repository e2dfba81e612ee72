// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/layers/CoverageStyle.h"

#include <QString>

#include <vector>

namespace sorami {

/// Fills in the colours of the modes that show sensors together.
void addCompositeStyle(const Frame& frame, CoverageStyle& style);

/// Colours the planes' box by `style.mode`: CoverageMode::Cover (stripes where a single sensor sees; needs
/// planes of depth 3) or CoverageMode::Lowest. ARGB32_Premultiplied. Only thresholds.
QImage colourComposite(const CoveragePlanes& planes, const CoverageStyle& style);

/// What one set of sensors sees at the slider's altitude and another does not. As large as both boxes
/// together.
QImage colourDifference(const CoveragePlanes& planes, const CoveragePlanes& other,
                        const CoverageStyle& style);

/// A line of the legend: a chip of colour and its text.
struct CompositeLegendEntry {
  QImage chip;
  QString text;
};
/// What the legend says of the frame's mode; empty for CoverageMode::Bands.
std::vector<CompositeLegendEntry> compositeLegend(const Frame& frame, const CoverageStyle& style, QSize chip);
/// The legend's heading; `level` is the slider's altitude as text.
QString compositeTitle(const Frame& frame, const QString& level);

}  // namespace sorami
