// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/ReportCells.h"

#include "data/core/Units.h"
#include "data/coverage/SitePlane.h"

#include <algorithm>
#include <cmath>

namespace sorami {

Result<ReportCells> ReportCells::make(const MeasuredOptions& options, LatLon site, double range) {
  if (!(options.azimuthStepDeg >= 0.1 && options.azimuthStepDeg <= 90 && options.rangeStep >= 100) ||
      options.bands.size() < 2 || !std::is_sorted(options.bands.begin(), options.bands.end())) {
    return Error{"the cells make no sense", "", "azimuths of 0.1 to 90 deg, ranges from 100 m, rising bands"};
  }
  ReportCells cells;
  cells.m_options = options;
  cells.m_site = site;
  cells.m_range = range;
  cells.m_azimuths = static_cast<std::size_t>(std::ceil(360 / options.azimuthStepDeg));
  cells.m_ranges = static_cast<std::size_t>(std::ceil(range / options.rangeStep));
  cells.m_bands = options.bands.size() - 1;
  return cells;
}

Result<ReportCells::Tally> ReportCells::read(
    const StoreView& store, std::uint16_t source, std::stop_token stop,
    const std::function<void(const ReportBatch&, double)>& take) const {
  if (source >= store.sources().size()) return Error{"the recording has no such source", "", ""};
  Tally tally;
  const SitePlane plane(m_site);
  ReportBatch batch;
  const auto buckets = store.buckets();
  for (std::size_t b = 0; b < buckets.size(); ++b) {
    if (stop.stop_requested()) return Error{"cancelled", "", ""};
    const BucketPtr bucket = store.bucket(buckets[b].id);
    if (!bucket) continue;
    batch.east.clear();
    batch.north.clear();
    batch.altitude.clear();
    batch.cell.clear();
    batch.own.clear();
    for (const Bucket::Run& run : bucket->runs) {
      if (run.track >= store.tracks().size()) continue;
      const bool isOwn = store.tracks()[run.track].source == source;
      tally.hasOthers = tally.hasOthers || !isOwn;
      for (std::uint32_t i = run.begin; i < run.end; ++i) {
        if ((bucket->flags[i] & (kOutlier | kOnGround | kCoasted)) != 0) continue;
        float h = bucket->geoAltitude[i];
        if (std::isnan(h)) h = bucket->baroAltitude[i];
        if (std::isnan(h)) {
          tally.withoutAltitude += isOwn ? 1 : 0;
          continue;
        }
        const MapPoint p = plane.of(earthCentred({1e-7 * bucket->lat[i], 1e-7 * bucket->lon[i]}));
        const double away = std::hypot(p.x, p.y);
        if (!(away < m_range) || away <= 0) continue;
        const auto limit =
            std::upper_bound(m_options.bands.begin(), m_options.bands.end(), static_cast<double>(h));
        if (limit == m_options.bands.begin() || limit == m_options.bands.end()) continue;
        const auto band = static_cast<std::size_t>(limit - m_options.bands.begin() - 1);
        double azimuth = radToDeg(std::atan2(p.x, p.y));
        azimuth = azimuth < 0 ? azimuth + 360 : azimuth;
        const auto a = std::min(m_azimuths - 1, static_cast<std::size_t>(azimuth / m_options.azimuthStepDeg));
        const auto r = std::min(m_ranges - 1, static_cast<std::size_t>(away / m_options.rangeStep));
        batch.cell.push_back((band * m_azimuths + a) * m_ranges + r);
        batch.east.push_back(static_cast<float>(p.x));
        batch.north.push_back(static_cast<float>(p.y));
        batch.altitude.push_back(h);
        batch.own.push_back(isOwn ? 1 : 0);
      }
    }
    take(batch, static_cast<double>(b + 1) / static_cast<double>(buckets.size()));
  }
  return tally;
}

}  // namespace sorami
