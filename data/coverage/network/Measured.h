// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/NetworkFloors.h"
#include "data/coverage/network/ReportCells.h"
#include "data/store/StoreView.h"

#include <functional>
#include <string>
#include <vector>

namespace sorami {

/// What a recording says of a cell, and the model.
enum class MeasuredVerdict : std::uint8_t {
  BothSee,    ///< the sensor reported targets where the model says it sees them
  BothBlind,  ///< others reported targets there, the sensor none, and the model says so
  SeesMore,   ///< it reported targets where the model says it is blind
  SeesLess,   ///< the model says it sees, others reported targets there, it did not
};

struct MeasuredCell {
  double azimuthFrom = 0;  ///< deg true
  double rangeFrom = 0;    ///< m
  double altitudeFrom = 0;
  double altitudeTo = 0;
  std::uint32_t own = 0;  ///< reports of the sensor's source
  std::uint32_t all = 0;  ///< reports of all sources
  double predicted = 0;   ///< share of all reports that lie where the model sees, 0 … 1
  MeasuredVerdict verdict = MeasuredVerdict::BothSee;
};

struct MeasuredReport {
  MeasuredOptions options;
  std::vector<MeasuredCell> cells;         ///< those that can be judged
  std::uint32_t number[4] = {0, 0, 0, 0};  ///< of cells, by verdict
  std::uint64_t own = 0;                   ///< reports of the source within range, with an altitude
  std::uint64_t seen = 0;                  ///< of these, where the model sees
  std::uint64_t withoutAltitude = 0;
  bool hasOthers = false;  ///< false: only one source, so nothing says where it did not detect
};

/// Sorts a recording's reports into range, azimuth and altitude about a sensor and holds them against its
/// coverage. `source`: index into StoreView::sources(). Geometric altitude counts where there is one, else
/// barometric. A stop gives "cancelled".
Result<MeasuredReport> measureCoverage(const StoreView& store, std::uint16_t source,
                                       const NetworkSensor& sensor, const MeasuredOptions& options = {},
                                       std::stop_token stop = {},
                                       const std::function<void(double)>& progress = {});

/// The outline of a cell about its sensor's site, not closed: far side as an arc of two chords.
std::vector<LatLon> outlineOf(const MeasuredCell& cell, const MeasuredOptions& options, LatLon site);
/// The cells as GeoJSON polygons with their figures, to be laid over a map.
std::string measuredToGeoJson(const MeasuredReport& report, LatLon site);
/// `both-see`, `both-blind`, `sees-more`, `sees-less`.
const char* measuredVerdictName(MeasuredVerdict verdict);

}  // namespace sorami
