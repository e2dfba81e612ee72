// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/export/Export.h"

#include <QPageSize>

namespace sorami {

/// How a map comes onto paper.
struct SheetOptions {
  QPageSize::PageSizeId paper = QPageSize::A4;
  bool landscape = true;
  double scale = 0;      ///< N of 1:N on the paper; 0: the view's width fills the sheet
  bool forPaper = true;  ///< dark on light, whatever the screen's theme is
};

/// A map sheet: what the frame shows on paper, with the layers' own legend, scale, north, graticule and
/// marking, and a title block below: plan, time, projection and scale, sources of what is shown. The view's
/// middle stays.
FramePtr sheetFrame(const FramePtr& frame, const SheetOptions& options);

/// Draws the title block onto a sheet: the last layer but for nothing.
std::unique_ptr<Layer> makeTitleBlock();

/// Writes a sheet (`.pdf`, `.svg` or `.png`); `layers` are the frame's, a title block is added.
Status writeSheet(const FramePtr& frame, Layers layers, const SheetOptions& options, const QString& path);

/// The plan as a report: facts, map, tables of sites, links, stocks, areas and threats, the stocks as bars,
/// with the marking at the top and foot unless it is set on each page. One HTML text without outside
/// references; `map` may be null.
QString planReportHtml(const Frame& frame, const QImage& map, bool withMarking = true);
/// Writes it as `.html` or `.pdf`, whole or not at all.
Status writePlanReport(const FramePtr& frame, const Layers& layers, const QString& path);

}  // namespace sorami
