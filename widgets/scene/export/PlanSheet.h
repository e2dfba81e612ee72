// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/export/Export.h"

#include <QPageSize>

namespace sorami {

/// A map sheet: what the frame shows on paper of a size, landscape, with the layers' own legend, scale, north
/// and marking, and a title block below: plan, time, projection and scale, sources of what is shown.
/// The view's middle stays; its width fills the sheet.
FramePtr sheetFrame(const FramePtr& frame, QPageSize::PageSizeId paper);

/// Draws the title block onto a sheet: the last layer but for nothing.
std::unique_ptr<Layer> makeTitleBlock();

/// Writes a sheet (`.pdf`, `.svg` or `.png`); `layers` are the frame's, a title block is added.
Status writeSheet(const FramePtr& frame, Layers layers, QPageSize::PageSizeId paper, const QString& path);

/// The plan as a report: facts, map, tables of sites, links, stocks, areas and threats, the stocks as bars,
/// with the marking at the top and foot. One HTML text without outside references; `map` may be null.
QString planReportHtml(const Frame& frame, const QImage& map);
/// Writes it as `.html` or `.pdf`, whole or not at all.
Status writePlanReport(const FramePtr& frame, const Layers& layers, const QString& path);

}  // namespace sorami
