// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <string>
#include <vector>

namespace sorami {

/// What a map pack was made of.
struct BasemapReport {
  std::vector<std::string> parts;    ///< `land: ne_10m_land.shp, 600645 points`
  std::vector<std::string> missing;  ///< `relief (package ferret-datasets)`
  std::uint64_t bytes = 0;           ///< size of the pack
};

/// Makes the map pack from the files a recipe names (resources/basemap/recipe.json), through GDAL. A layer
/// whose files are absent is left out and listed; a file that is there but cannot be read is an error. The
/// same input gives the same bytes. Written beside `output` first and renamed, so that no half pack stays.
Result<BasemapReport> buildBasemap(const std::string& recipePath, const std::string& output);

}  // namespace sorami
