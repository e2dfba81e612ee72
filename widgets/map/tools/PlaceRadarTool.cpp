// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/PlaceRadarTool.h"

#include "data/core/Translate.h"
#include "widgets/map/MapWidget.h"

namespace sorami {

QString PlaceRadarTool::hint() const {
  return sorami::tr("Click where the radar stands · Esc leaves");
}

void PlaceRadarTool::click(const MapEvent& event) {
  if (!event.geo) return;
  m_map.controller().placeRadar(*event.geo);
  m_map.setTool(QStringLiteral("select"));
}

}  // namespace sorami
