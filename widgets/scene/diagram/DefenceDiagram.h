// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"
#include "widgets/scene/diagram/DiagramArea.h"

#include <string>

namespace sorami {

/// The layers of an air defence one over the other: each envelope as range by altitude, heights on a root
/// scale so that the lowest layer keeps its room.
struct DefenceDiagram {
  DiagramLook look;
  PlanPtr plan;
  std::string site;     ///< only this battery's envelopes; empty: all that are switched on
  double altitude = 0;  ///< m AMSL of the map's slider; 0: none
};

void drawDefenceDiagram(Canvas& canvas, const DefenceDiagram& diagram);

}  // namespace sorami
