// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/Measured.h"

#include "data/core/JsonWriter.h"
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
  const CoverageField& field = *sensor.field;
  // A report from beyond the reach of detection says that the sensor sees more.
  const double range = std::max(field.request().range, sensor.parameters.instrumentedRange);
  const auto sorted = ReportCells::make(options, field.request().site, range);
  if (!sorted) return sorted.error();
  MeasuredReport report;
  report.options = options;
  std::vector<Counts> cells(sorted->size());
  std::vector<float> floor, ceiling;
  const auto tally = sorted->read(store, source, std::move(stop), [&](const ReportBatch& batch, double part) {
    floor.resize(batch.cell.size());
    ceiling.resize(batch.cell.size());
    field.bandsAtLocal(batch.east, batch.north, floor, ceiling);
    for (std::size_t i = 0; i < batch.cell.size(); ++i) {
      const bool sees =
          floor[i] <= batch.altitude[i] && (!field.hasCeiling() || batch.altitude[i] <= ceiling[i]);
      Counts& cell = cells[batch.cell[i]];
      ++cell.all;
      cell.own += batch.own[i];
      cell.predicted += sees ? 1 : 0;
      report.own += batch.own[i];
      report.seen += batch.own[i] != 0 && sees ? 1 : 0;
    }
    if (progress) progress(part);
  });
  if (!tally) return tally.error();
  report.withoutAltitude = tally->withoutAltitude;
  report.hasOthers = tally->hasOthers;

  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Counts& c = cells[i];
    if (c.all < options.least) continue;
    MeasuredCell cell;
    const std::size_t band = sorted->bandOf(i);
    cell.azimuthFrom = sorted->azimuthFrom(i);
    cell.rangeFrom = sorted->rangeFrom(i);
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

std::vector<LatLon> outlineOf(const MeasuredCell& cell, const MeasuredOptions& options, LatLon site) {
  const double azimuthTo = std::min(360.0, cell.azimuthFrom + options.azimuthStepDeg);
  const double rangeTo = cell.rangeFrom + options.rangeStep;
  const double near = std::max(1.0, cell.rangeFrom);
  return {geodesicPoint(site, cell.azimuthFrom, near), geodesicPoint(site, azimuthTo, near),
          geodesicPoint(site, azimuthTo, rangeTo),
          geodesicPoint(site, 0.5 * (cell.azimuthFrom + azimuthTo), rangeTo),
          geodesicPoint(site, cell.azimuthFrom, rangeTo)};
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
    std::vector<LatLon> ring = outlineOf(cell, report.options, site);
    ring.push_back(ring.front());
    for (const LatLon& p : ring) json.beginArray().number(p.lon, 6).number(p.lat, 6).endArray();
    json.endArray().endArray().endObject().endObject();
  }
  json.endArray().endObject();
  return json.text();
}

}  // namespace sorami
