// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/ReliefTerrain.h"

namespace sorami {

TerrainPtr withRelief(const TerrainPtr& terrain, const Basemap* basemap, const std::string& name) {
  const ReliefGrid* relief = basemap != nullptr ? basemap->relief() : nullptr;
  if (relief == nullptr) return terrain;
  TerrainGrid grid;
  grid.name = name;
  for (const std::string& line : basemap->attribution()) {
    if (line.find("ETOPO") != std::string::npos) grid.attribution = line;
  }
  grid.firstLon = relief->west;
  grid.firstLat = relief->north;
  grid.stepLon = relief->stepDeg;
  grid.stepLat = -relief->stepDeg;
  grid.columns = relief->cols;
  grid.rows = relief->rows;
  // A copy, so that the terrain may outlive the pack.
  grid.posts =
      std::make_shared<const std::vector<std::int16_t>>(relief->heights.begin(), relief->heights.end());
  return Terrain::withGrid(terrain, std::move(grid));
}

}  // namespace sorami
