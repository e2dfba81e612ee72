// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"

namespace sorami {

/// What the frame's sensors cover of each area of its plan by altitude, as a table and a chart, and the
/// greatest gaps; only sensors that reach a working centre count where there is one. HTML without outside
/// references; empty where there is no coverage. Takes a moment: not for the GUI thread.
QString coverageReportHtml(const Frame& frame);

}  // namespace sorami
