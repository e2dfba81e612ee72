// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"

#include <QImage>
#include <QString>

#include <vector>

namespace sorami {

/// What a colour or line of a layer means.
struct LegendEntry {
  QImage chip;
  QString text;
};

/// The legend of one layer as the frame draws it; empty where the layer explains itself. `chip`: device px.
std::vector<LegendEntry> layerLegend(const Frame& frame, const std::string& layer, QSize chip);

}  // namespace sorami
