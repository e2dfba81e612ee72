// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/network/ReportCells.h"
#include "data/geo/Terrain.h"
#include "data/store/StoreView.h"

#include <functional>
#include <stop_token>
#include <string>

namespace sorami {

/// One parameter as a recording suggests it.
struct FittedValue {
  double before = 0;
  double value = 0;
  /// Between these, the others held, the disagreement grows by no more than a tenth (or half a percent).
  double low = 0;
  double high = 0;
  bool isFitted = false;      ///< false: it does not apply, and `value` is `before`
  bool isDetermined = false;  ///< false: the recording hardly tells one value from another
};

/// What of a sensor fits a recording best: a proposal to be looked at, never taken over by itself.
struct CoverageFit {
  FittedValue antennaHeight;      ///< m, in the sensor's own reference
  FittedValue k;                  ///< effective earth radius factor
  FittedValue losses;             ///< dB
  double disagreementBefore = 0;  ///< share of the cells' weight on which recording and model differ, 0 … 1
  double disagreement = 0;        ///< with the values proposed
  std::size_t cells = 0;          ///< that could be judged
  std::uint64_t own = 0;          ///< reports of the source in them
  std::uint64_t all = 0;          ///< reports of all sources
};

/// Fits antenna height, k and losses of a sensor to what its source reported, where other sources show that
/// there was something to report. A cell counts by how surely it tells: the chance that the sensor, at the
/// pace at which it reports elsewhere, would have reported there had it seen. Coverage is computed anew for
/// every height and k (previews, over terrain), so this takes some seconds. Errors: no such source, no other
/// sources, too few cells, impossible parameters, "cancelled".
Result<CoverageFit> fitCoverage(const StoreView& store, std::uint16_t source, const CoverageRequest& sensor,
                                const TerrainPtr& terrain, const MeasuredOptions& cells = {},
                                std::stop_token stop = {}, const std::function<void(double)>& progress = {});

}  // namespace sorami
