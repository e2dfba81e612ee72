// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"
#include "widgets/scene/layers/CoveragePlanes.h"

#include <QColor>
#include <QImage>
#include <QPoint>

#include <array>
#include <vector>

namespace sorami {

/// What is seen up to an altitude, and how it is painted.
struct CoverageBand {
  double upTo = 0;  ///< m, AMSL or above ground as the frame says
  QColor colour;    ///< with the strength it is drawn at
};

/// The bands a frame's coverage is shown in, the lowest first, the last one up to the slider's altitude.
/// Limits are round numbers in the frame's units.
std::vector<CoverageBand> coverageBands(const Frame& frame);

/// A step of a figure shown as colours: from this value up.
struct CoverageStep {
  double from = 0;
  QColor colour;
};

/// How planes become colours.
struct CoverageStyle {
  std::vector<CoverageBand> bands;
  bool hatchSingle = false;  ///< stripes where only one sensor sees
  QColor unknown;
  CoverageMode mode = CoverageMode::Bands;
  std::array<QColor, 3> multiple;     ///< CoverageMode::Cover: seen by one, two, three and more
  std::vector<CoverageBand> surface;  ///< CoverageMode::Lowest: up to each altitude
  std::vector<CoverageStep> steps;    ///< CoverageMode::BestPd, JointPd, Revisit: the greatest value first
  QColor gained, lost, kept;          ///< CoverageMode::Difference
  QPoint phase;  ///< px: moves the patterns with the map, so that they stand still when it is panned
  double pixelRatio = 1;

  static CoverageStyle of(const Frame& frame);
};

/// Colours the planes' box; ARGB32_Premultiplied, as large as `planes.box`. Only thresholds: a new altitude
/// needs no more than this.
QImage colourCoverage(const CoveragePlanes& planes, const CoverageStyle& style);

/// A small picture of a band as it looks on the map, for the legend: plain left of the middle, hatched right
/// of it.
QImage coverageSwatch(const CoverageStyle& style, std::size_t band, bool single, bool unknown, QSize size);

/// Index into frame.coverage of the selected site's field; -1 none.
int selectedField(const Frame& frame);

}  // namespace sorami
