// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/geo/Terrain.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// What a raster of a whole network is to be.
struct NetworkRasterRequest {
  std::string path;
  /// Raster whose grid the output has; empty: the cells of the finest terrain, over all that is reached.
  std::string like;
  std::vector<double> altitudes;  ///< m AMSL; one band of counts each
  FloorQuality quality = FloorQuality::Fast;
};

/// What was written.
struct NetworkRasterReport {
  int columns = 0;
  int rows = 0;
  std::size_t sensors = 0;
  /// Area of the pixels seen by at least one sensor at each altitude, m².
  std::vector<double> seenArea;
};

constexpr std::int16_t kNetworkNodata = -32768;

/// Writes what many sensors see as a tiled int16 GeoTIFF. Band 1, "lowest": the lowest altitude any of them
/// sees, whole metres AMSL rounded up, 32000 where that or more. Then one band for each altitude, "sensors at
/// N m AMSL": by how many a target there is seen. -32768 is nodata: out of reach of all or unknown terrain.
///
/// One sensor is swept at a time and laid into the file, so memory is that of one sweep, however many they
/// are, and time goes with their number. An unfinished file is removed. A sensor that cannot be computed is
/// named in `problems`.
Result<NetworkRasterReport> writeNetworkRaster(const std::vector<CoverageRequest>& sensors,
                                               const TerrainPtr& terrain, const NetworkRasterRequest& request,
                                               std::vector<Error>* problems = nullptr,
                                               std::stop_token stop = {},
                                               const std::function<void(double)>& progress = {});

}  // namespace sorami
