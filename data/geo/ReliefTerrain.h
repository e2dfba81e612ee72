// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Basemap.h"
#include "data/geo/Terrain.h"

namespace sorami {

/// `terrain` (may be null) with the map pack's relief below it as the coarsest source, so that the sea is
/// known everywhere and land has at least its rough shape. The same `terrain` when there is no pack or no
/// relief in it. `name` is what the legend calls it.
TerrainPtr withRelief(const TerrainPtr& terrain, const Basemap* basemap,
                      const std::string& name = "map pack relief");

}  // namespace sorami
