// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/store/StoreView.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace sorami {

/// How a recording is sorted into cells about a sensor.
struct MeasuredOptions {
  double azimuthStepDeg = 5;
  double rangeStep = 20e3;  ///< m along the earth
  /// Limits of the altitude bands, m AMSL, rising; a target below the first or above the last is left out.
  std::vector<double> bands = {0, 500, 1000, 2000, 3000, 5000, 8000, 12'000, 20'000};
  std::uint32_t least = 3;  ///< reports a cell needs before it is judged
};

/// Reports of one bucket that lie in cells, and their cell. All lists have one entry a report.
struct ReportBatch {
  std::vector<float> east;      ///< m in the plane about the site (SitePlane)
  std::vector<float> north;     ///< m
  std::vector<float> altitude;  ///< m AMSL: geometric where there is one, else barometric
  std::vector<std::size_t> cell;
  std::vector<std::uint8_t> own;  ///< 1: of the sensor's own source
};

/// Cells of azimuth, range and altitude about a site.
class ReportCells {
 public:
  /// Errors: steps or bands that make no sense.
  static Result<ReportCells> make(const MeasuredOptions& options, LatLon site, double range);

  std::size_t size() const { return m_azimuths * m_ranges * m_bands; }
  std::size_t bandOf(std::size_t cell) const { return cell / (m_azimuths * m_ranges); }
  double azimuthFrom(std::size_t cell) const {  ///< deg true
    return static_cast<double>(cell / m_ranges % m_azimuths) * m_options.azimuthStepDeg;
  }
  double rangeFrom(std::size_t cell) const {  ///< m
    return static_cast<double>(cell % m_ranges) * m_options.rangeStep;
  }
  const MeasuredOptions& options() const { return m_options; }

  /// What was read besides.
  struct Tally {
    std::uint64_t withoutAltitude = 0;  ///< reports of the own source
    bool hasOthers = false;             ///< there are reports of other sources
  };
  /// Hands over the recording's reports bucket by bucket, with the share that is done. Outliers, targets on
  /// the ground and coasted states are no detections and left out. A stop gives "cancelled".
  Result<Tally> read(const StoreView& store, std::uint16_t source, std::stop_token stop,
                     const std::function<void(const ReportBatch&, double)>& take) const;

 private:
  ReportCells() = default;
  MeasuredOptions m_options;
  LatLon m_site;
  double m_range = 0;
  std::size_t m_azimuths = 0;
  std::size_t m_ranges = 0;
  std::size_t m_bands = 0;
};

}  // namespace sorami
