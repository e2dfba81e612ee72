// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/Measured.h"

#include "data/core/JsonWriter.h"
#include "data/core/Units.h"
#include "data/coverage/SitePlane.h"
#include "data/geo/Geodesic.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

/// Counts of one cell while the recording is read.
struct Counts {
  std::uint32_t own = 0;
  std::uint32_t all = 0;
  std::uint32_t predicted = 0;
};

}  // namespace

const char* measuredVerdictName(MeasuredVerdict verdict) {
  const char* const names[] = {"both-see", "both-blind", "sees-more", "sees-less"};
  return names[static_cast<int>(verdict)];
}

Result<MeasuredReport> measureCoverage(const StoreView& store, std::uint16_t source,
                                       const NetworkSensor& sensor, const MeasuredOptions& options,
                                       std::stop_token stop, const std::function<void(double)>& progress) {
  if (!sensor.field) return Error{"the sensor has no coverage", sensor.site, ""};
  if (source >= store.sources().size()) return Error{"the recording has no such source", "", ""};
  if (!(options.azimuthStepDeg >= 0.1 && options.azimuthStepDeg <= 90 && options.rangeStep >= 100) ||
      options.bands.size() < 2 || !std::is_sorted(options.bands.begin(), options.bands.end())) {
    return Error{"the cells make no sense", "", "azimuths of 0.1 to 90 deg, ranges from 100 m, rising bands"};
  }
  MeasuredReport report;
  report.options = options;
  const CoverageField& field = *sensor.field;
  const double range = field.request().range;
  const auto azimuths = static_cast<std::size_t>(std::ceil(360 / options.azimuthStepDeg));
  const auto ranges = static_cast<std::size_t>(std::ceil(range / options.rangeStep));
  const std::size_t bands = options.bands.size() - 1;
  std::vector<Counts> cells(azimuths * ranges * bands);
  const SitePlane plane(field.request().site);

  std::vector<float> east, north, floor, ceiling, altitude;
  std::vector<std::size_t> at;
  std::vector<std::uint8_t> own;
  const auto buckets = store.buckets();
  for (std::size_t b = 0; b < buckets.size(); ++b) {
    if (stop.stop_requested()) return Error{"cancelled", "", ""};
    const BucketPtr bucket = store.bucket(buckets[b].id);
    if (!bucket) continue;
    east.clear();
    north.clear();
    altitude.clear();
    at.clear();
    own.clear();
    for (const Bucket::Run& run : bucket->runs) {
      if (run.track >= store.tracks().size()) continue;
      const bool isOwn = store.tracks()[run.track].source == source;
      report.hasOthers = report.hasOthers || !isOwn;
      for (std::uint32_t i = run.begin; i < run.end; ++i) {
        if ((bucket->flags[i] & (kOutlier | kOnGround | kCoasted)) != 0) continue;
        float h = bucket->geoAltitude[i];
        if (std::isnan(h)) h = bucket->baroAltitude[i];
        if (std::isnan(h)) {
          report.withoutAltitude += isOwn ? 1 : 0;
          continue;
        }
        const MapPoint p = plane.of(earthCentred({1e-7 * bucket->lat[i], 1e-7 * bucket->lon[i]}));
        const double away = std::hypot(p.x, p.y);
        if (!(away < range) || away <= 0) continue;
        const auto limit =
            std::upper_bound(options.bands.begin(), options.bands.end(), static_cast<double>(h));
        if (limit == options.bands.begin() || limit == options.bands.end()) continue;
        const auto band = static_cast<std::size_t>(limit - options.bands.begin() - 1);
        double azimuth = radToDeg(std::atan2(p.x, p.y));
        azimuth = azimuth < 0 ? azimuth + 360 : azimuth;
        const auto a = std::min(azimuths - 1, static_cast<std::size_t>(azimuth / options.azimuthStepDeg));
        const auto r = std::min(ranges - 1, static_cast<std::size_t>(away / options.rangeStep));
        at.push_back((band * azimuths + a) * ranges + r);
        east.push_back(static_cast<float>(p.x));
        north.push_back(static_cast<float>(p.y));
        altitude.push_back(h);
        own.push_back(isOwn ? 1 : 0);
      }
    }
    floor.resize(at.size());
    ceiling.resize(at.size());
    field.bandsAtLocal(east, north, floor, ceiling);
    for (std::size_t i = 0; i < at.size(); ++i) {
      const bool sees = floor[i] <= altitude[i] && (!field.hasCeiling() || altitude[i] <= ceiling[i]);
      Counts& cell = cells[at[i]];
      ++cell.all;
      cell.own += own[i];
      cell.predicted += sees ? 1 : 0;
      report.own += own[i];
      report.seen += own[i] != 0 && sees ? 1 : 0;
    }
    if (progress) progress(static_cast<double>(b + 1) / static_cast<double>(buckets.size()));
  }

  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Counts& c = cells[i];
    if (c.all < options.least) continue;
    MeasuredCell cell;
    const std::size_t band = i / (azimuths * ranges);
    cell.azimuthFrom = static_cast<double>(i / ranges % azimuths) * options.azimuthStepDeg;
    cell.rangeFrom = static_cast<double>(i % ranges) * options.rangeStep;
    cell.altitudeFrom = options.bands[band];
    cell.altitudeTo = options.bands[band + 1];
    cell.own = c.own;
    cell.all = c.all;
    cell.predicted = static_cast<double>(c.predicted) / c.all;
    const bool sees = cell.predicted >= 0.5;
    cell.verdict = c.own > 0 ? (sees ? MeasuredVerdict::BothSee : MeasuredVerdict::SeesMore)
                             : (sees ? MeasuredVerdict::SeesLess : MeasuredVerdict::BothBlind);
    ++report.number[static_cast<int>(cell.verdict)];
    report.cells.push_back(cell);
  }
  return report;
}

std::string measuredToGeoJson(const MeasuredReport& report, LatLon site) {
  JsonWriter json;
  json.beginObject().key("type").value("FeatureCollection").key("features").beginArray();
  for (const MeasuredCell& cell : report.cells) {
    json.beginObject().key("type").value("Feature").key("properties").beginObject();
    json.key("verdict").value(measuredVerdictName(cell.verdict));
    json.key("altitudeFrom").number(cell.altitudeFrom, 1).key("altitudeTo").number(cell.altitudeTo, 1);
    json.key("azimuthFrom").number(cell.azimuthFrom, 2).key("rangeFromKm").number(cell.rangeFrom / 1000, 2);
    json.key("own").value(static_cast<std::uint64_t>(cell.own));
    json.key("all").value(static_cast<std::uint64_t>(cell.all));
    json.key("predicted").number(cell.predicted, 3).endObject();
    json.key("geometry").beginObject().key("type").value("Polygon").key("coordinates").beginArray();
    json.beginArray();
    const double azimuthTo = std::min(360.0, cell.azimuthFrom + report.options.azimuthStepDeg);
    const double rangeTo = cell.rangeFrom + report.options.rangeStep;
    const double near = std::max(1.0, cell.rangeFrom);
    const std::pair<double, double> corners[] = {
        {cell.azimuthFrom, near},    {azimuthTo, near},
        {azimuthTo, rangeTo},        {0.5 * (cell.azimuthFrom + azimuthTo), rangeTo},
        {cell.azimuthFrom, rangeTo}, {cell.azimuthFrom, near}};
    for (const auto& [azimuth, away] : corners) {
      const LatLon p = geodesicPoint(site, azimuth, away);
      json.beginArray().number(p.lon, 6).number(p.lat, 6).endArray();
    }
    json.endArray().endArray().endObject().endObject();
  }
  json.endArray().endObject();
  return json.text();
}

}  // namespace sorami
