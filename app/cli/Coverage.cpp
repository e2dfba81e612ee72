// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/PlanOptions.h"
#include "app/cli/Subcommands.h"
#include "data/core/JsonWriter.h"
#include "data/coverage/CoverageContours.h"
#include "data/coverage/CoverageRaster.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/network/NetworkRaster.h"
#include "data/plan/sensors/SensorClass.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

namespace sorami {
namespace {

constexpr OptionSpec kCoverageOptions[] = {
    {"--terrain", "DEM…", "elevation rasters (GeoTIFF, DTED, HGT, VRT, …) or folders; finest first by itself",
     true},
    {"--plan", "PLAN", "a .soplan file or 'demo': all its sensors that are switched on, instead of --site"},
    {"--site", "LON,LAT", "the site, degrees WGS 84"},
    {"--preset", "ID",
     "a notional sensor, so that detection decides, not sight alone: lr3d-l, gap-s, aew, …"},
    {"--rcs", "M2", "radar cross-section of the target, square metres, instead of the sensor's"},
    {"--pd", "P", "required probability of detection, instead of the sensor's"},
    {"--antenna-height", "M", "metres above ground"},
    {"--antenna-amsl", "M", "metres above mean sea level, instead of --antenna-height"},
    {"--range-km", "R", "range along the earth, kilometres"},
    {"--altitude", "M[,M…]", "target altitudes, metres AMSL: one mask band each", true},
    {"--k", "K", "effective earth radius factor (1.3333)"},
    {"--gradient", "N", "refractivity gradient, N-units a kilometre (-39.25), instead of --k"},
    {"--sector", "FROM,TO", "degrees true, clockwise (all round)"},
    {"--quality", "Q", "preview, fast or refined (refined)"},
    {"--nodata-sea", "", "posts without data and places without a raster are sea at 0 m"},
    {"--like", "RASTER", "grid of the output (the terrain's)"},
    {"--cell-m", "M", "cells of outlines and of a plan's raster, metres (a two-thousandth of the whole)"},
    {"--full", "", "a plan's raster in the terrain's own cells, sensor by sensor, however many they are"},
    {"--csv", "FILE", "areas by sensor and altitude, as a table"},
    {"--compress", "", "a smaller GeoTIFF, at several times the time"},
    {"-o", "OUT", "the file to write: .tif, or outlines as .gpkg, .kml, .geojson or .shp"},
    {"--help", "", "this text"},
};

// What stands among terrain files and is none.
bool isPlanName(const std::string& name) {
  return name == "demo" || std::filesystem::path(name).extension() == ".soplan";
}

constexpr std::string_view kCoverageSynopsis =
    R"(coverage --terrain DEM… --site LON,LAT --antenna-height M --range-km R --altitude M[,M…] -o OUT.tif
       sorami coverage --plan PLAN --terrain DEM… --altitude M[,M…] -o OUT.gpkg [--csv FILE]

Of a site an int16 GeoTIFF: band 1 the lowest altitude at which a target is seen, metres AMSL, 32000
where that or more; then for each altitude a band with 1 seen, 0 hidden. -9999 is nodata: out of range
or unknown terrain. Its grid is that of the terrain raster (of several: the finest one's grid about the
site) or of --like. Or outlines of what is seen at each altitude, by the ending of OUT. Of a plan the
same for all its sensors together, as each detects its target. A summary goes to stdout as JSON.
)";

/// The command line as asked for.
struct Asked {
  FloorRequest floor;
  FloorQuality quality = FloorQuality::Refined;
  std::string qualityName = "refined";
  CoverageRasterRequest raster;
  std::vector<std::string> terrain;
  TerrainOptions options;
  std::string plan;
  std::string csv;
  double cellM = 0;
  double k = 4.0 / 3.0;
  std::optional<SensorParameters> sensor;  ///< detection decides
  double rcs = 0;                          ///< 0: the sensor's own
  double pd = 0;
  bool outlines = false;
  bool full = false;
};

Error missing(const char* option) {
  return {std::string(option) + " is missing", "", "sorami coverage --help shows how"};
}

Result<SensorParameters> presetOf(const std::string& id) {
  std::string known;
  for (const SensorClass& c : sensorClasses()) {
    for (const SensorPreset& preset : c.presets) {
      if (preset.id == id) return preset.parameters;
      known += (known.empty() ? "" : ", ") + std::string(preset.id);
    }
  }
  return Error{"there is no preset '" + id + "'", "--preset", "one of " + known};
}

/// What a site and a plan have in common.
Status readCommon(const Arguments& a, Asked& asked) {
  asked.plan = a.value("--plan");
  const auto k = readEarthFactor(a);
  if (!k) return k.error();
  asked.k = *k;
  const auto cell = a.number("--cell-m", 0);
  if (!cell) return cell.error();
  if (a.has("--cell-m") && !(*cell > 0)) return Error{"cells must be larger than 0 m", "--cell-m", ""};
  asked.cellM = *cell;
  const auto rcs = a.number("--rcs", 0);
  if (!rcs) return rcs.error();
  if (a.has("--rcs") && !(*rcs > 0)) return Error{"a cross-section must be above 0 m²", "--rcs", ""};
  asked.rcs = *rcs;
  const auto pd = a.number("--pd", 0);
  if (!pd) return pd.error();
  if (a.has("--pd") && !(*pd > 0 && *pd < 1)) return Error{"a probability lies between 0 and 1", "--pd", ""};
  asked.pd = *pd;
  if ((a.has("--rcs") || a.has("--pd")) && !a.has("--preset") && asked.plan.empty() &&
      std::none_of(a.rest().begin(), a.rest().end(), isPlanName)) {
    return Error{"--rcs and --pd go with --preset or --plan", "", "sight alone knows no target"};
  }
  for (const std::string& list : a.values("--altitude")) {
    std::size_t from = 0;
    while (from <= list.size()) {
      const std::size_t comma = std::min(list.find(',', from), list.size());
      const std::string one = list.substr(from, comma - from);
      char* end = nullptr;
      const double altitude = std::strtod(one.c_str(), &end);
      if (one.empty() || *end != '\0') {
        return Error{"'" + one + "' is no altitude", "--altitude " + list, "metres, separated by commas"};
      }
      asked.raster.altitudes.push_back(altitude);
      from = comma + 1;
    }
  }
  asked.qualityName = a.value("--quality", "refined");
  if (asked.qualityName == "preview") {
    asked.quality = FloorQuality::Preview;
  } else if (asked.qualityName == "fast") {
    asked.quality = FloorQuality::Fast;
  } else if (asked.qualityName != "refined") {
    return Error{"there is no quality '" + asked.qualityName + "'", "--quality", "preview, fast or refined"};
  }
  const std::string ending = std::filesystem::path(asked.raster.path).extension().string();
  asked.outlines = !asked.raster.path.empty() && ending != ".tif" && ending != ".tiff";
  if (asked.raster.altitudes.empty() && (asked.outlines || !asked.csv.empty() || !asked.plan.empty()))
    return Error{"--altitude is missing", "", "metres AMSL, separated by commas"};
  return {};
}

Result<Asked> read(const Arguments& a) {
  Asked asked;
  asked.terrain = a.values("--terrain");
  asked.terrain.insert(asked.terrain.end(), a.rest().begin(), a.rest().end());
  asked.options.nodataIsSea = a.has("--nodata-sea");
  if (!a.has("-o") && !(a.has("--csv"))) return missing("-o");
  asked.raster.path = a.value("-o");
  asked.raster.compress = a.has("--compress");
  asked.csv = a.value("--csv");
  asked.full = a.has("--full");
  if (auto status = readCommon(a, asked); !status) return status.error();
  // A plan may stand among the files.
  for (auto it = asked.terrain.begin(); it != asked.terrain.end();) {
    if (asked.plan.empty() && isPlanName(*it)) {
      asked.plan = *it;
      it = asked.terrain.erase(it);
    } else {
      ++it;
    }
  }
  // One sweep's posts lie in memory anyway: with little kept besides, a large network stays within a
  // gigabyte, and a site's raster takes a fraction of that.
  if (asked.full) asked.options.cacheBytes = std::size_t{96} << 20;
  if (asked.plan.empty() && !asked.outlines) asked.options.cacheBytes = std::size_t{64} << 20;
  if (!asked.plan.empty()) {
    for (const char* option : {"--site", "--preset", "--range-km", "--sector"}) {
      if (a.has(option))
        return Error{std::string(option) + " does not go with a plan", "", "the plan's sensors say it"};
    }
    if (a.has("--like") && !asked.full)
      return Error{"--like goes with --full for a plan", "", "else --cell-m says the size of the cells"};
    if (asked.full && (asked.outlines || asked.raster.path.empty()))
      return Error{"--full writes a raster", asked.raster.path, "give -o OUT.tif"};
    asked.raster.like = a.value("--like");
    return asked;
  }
  if (asked.full)
    return Error{"--full goes with a plan", "", "a site's raster is in the terrain's cells anyway"};
  if (!a.has("--site")) return missing("--site");
  if (!a.has("--range-km") && !a.has("--preset")) return missing("--range-km");
  const auto site = a.numbers("--site", 2);
  if (!site) return site.error();
  asked.floor.site = {(*site)[1], (*site)[0]};
  if (a.has("--preset")) {
    const auto sensor = presetOf(a.value("--preset"));
    if (!sensor) return sensor.error();
    asked.sensor = *sensor;
    if (asked.rcs > 0) asked.sensor->targetRcs = asked.rcs;
    if (asked.pd > 0) asked.sensor->requiredPd = asked.pd;
  }
  const bool given = a.has("--antenna-height") || a.has("--antenna-amsl");
  asked.floor.antennaIsMsl = a.has("--antenna-amsl");
  if (given ? a.has("--antenna-height") == asked.floor.antennaIsMsl : !asked.sensor) {
    return Error{"give either --antenna-height or --antenna-amsl", "", ""};
  }
  const auto antenna = a.number(asked.floor.antennaIsMsl ? "--antenna-amsl" : "--antenna-height", 0);
  if (!antenna) return antenna.error();
  asked.floor.antennaHeight = *antenna;
  const auto range = a.number("--range-km", 0);
  if (!range) return range.error();
  asked.floor.range = *range * 1000;
  asked.floor.k = asked.k;
  if (asked.sensor) {
    if (given) {
      asked.sensor->antennaHeight = asked.floor.antennaHeight;
      asked.sensor->antennaIsMsl = asked.floor.antennaIsMsl;
    }
    if (a.has("--range-km")) asked.sensor->instrumentedRange = asked.floor.range;
    asked.floor.antennaHeight = asked.sensor->antennaHeight;
    asked.floor.antennaIsMsl = asked.sensor->antennaIsMsl;
    asked.floor.range = asked.sensor->instrumentedRange;
  }
  if (a.has("--sector")) {
    const auto sector = a.numbers("--sector", 2);
    if (!sector) return sector.error();
    asked.floor.azimuthFrom = (*sector)[0];
    asked.floor.azimuthTo = (*sector)[1];
  }
  asked.raster.like = a.value("--like");
  return asked;
}

CoverageRequest requestFrom(const Asked& asked) {
  CoverageRequest request = requestOf(*asked.sensor, asked.floor.site, asked.k);
  if (asked.floor.azimuthFrom != asked.floor.azimuthTo) {
    request.floor.azimuthFrom = asked.floor.azimuthFrom;
    request.floor.azimuthTo = asked.floor.azimuthTo;
  }
  return request;
}

/// Writes outlines, table or raster of some fields, and what they come to as JSON.
Status writeOutlines(const Asked& asked, const std::vector<NamedField>& fields) {
  const auto contours = CoverageContours::make(fields, asked.raster.altitudes, asked.cellM);
  if (!contours) return contours.error();
  if (asked.outlines) {
    if (auto status = contours->writeVector(asked.raster.path); !status) return status;
  } else if (!asked.plan.empty() && !asked.raster.path.empty()) {
    if (auto status = contours->writeRaster(asked.raster.path); !status) return status;
  }
  if (!asked.csv.empty()) {
    if (auto status = contours->writeCsv(asked.csv); !status) return status;
  }
  // A site's raster has a summary of its own.
  if (asked.plan.empty() && !asked.outlines && !asked.raster.path.empty()) return {};
  JsonWriter json;
  json.beginObject();
  if (!asked.plan.empty()) json.key("plan").value(asked.plan);
  json.key("cellM").number(contours->cellM(), 2);
  json.key("sensors").beginArray();
  for (const NamedField& f : fields) {
    json.beginObject().key("name").value(f.name);
    json.key("antennaAmsl").number(f.field->antennaMsl(), 2);
    json.key("reachKm").number(f.field->request().range / 1000, 3);
    json.key("smoothEarth").value(f.field->smoothEarth());
    json.key("unknownShare").number(f.field->unknownShare(), 6).endObject();
  }
  json.endArray();
  json.key("areas").beginArray();
  for (const CoverageContours::Share& s : contours->shares()) {
    json.beginObject();
    if (s.name.empty()) {
      json.key("network").value(true).key("seenByAtLeast").value(static_cast<std::int64_t>(s.least));
    } else {
      json.key("sensor").value(s.name);
    }
    json.key("altitudeAmsl").number(s.altitude, 3).key("areaKm2").number(s.area / 1e6, 3).endObject();
  }
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  return {};
}

/// A plan's sensors in the terrain's own cells.
int runFull(const Asked& asked, const Plan& plan, const TerrainPtr& terrain, bool sound) {
  std::vector<CoverageRequest> sensors;
  for (const Site& site : plan.sites) {
    if (auto request = coverageRequest(site, asked.k)) {
      if (asked.rcs > 0) request->sensor.targetRcs = asked.rcs;
      if (asked.pd > 0) request->sensor.requiredPd = asked.pd;
      sensors.push_back(*request);
    }
  }
  NetworkRasterRequest request{asked.raster.path, asked.raster.like, asked.raster.altitudes, asked.quality};
  std::vector<Error> problems;
  const bool tells = isatty(STDERR_FILENO) != 0;
  const auto report = writeNetworkRaster(sensors, terrain, request, &problems, {}, [&](double part) {
    if (tells) std::fprintf(stderr, "\rcoverage %3.0f %%", 100 * part);
  });
  if (tells) std::fputs("\r              \r", stderr);
  for (const Error& problem : problems) fail("coverage", problem);
  if (!report) return fail("coverage", report.error());
  JsonWriter json;
  json.beginObject().key("plan").value(asked.plan).key("quality").value(asked.qualityName);
  json.key("sensors").value(static_cast<std::uint64_t>(report->sensors));
  json.key("output").beginObject().key("path").value(request.path);
  json.key("columns").value(static_cast<std::int64_t>(report->columns));
  json.key("rows").value(static_cast<std::int64_t>(report->rows)).endObject();
  json.key("altitudes").beginArray();
  for (std::size_t i = 0; i < request.altitudes.size(); ++i) {
    json.beginObject().key("altitudeAmsl").number(request.altitudes[i], 3);
    json.key("seenAreaKm2").number(report->seenArea[i] / 1e6, 3);
    json.key("band").value(static_cast<std::int64_t>(i + 2)).endObject();
  }
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  return sound && problems.empty() ? 0 : 1;
}

int runPlan(const Asked& asked, const TerrainPtr& terrain, bool sound) {
  const auto plan = readPlanArgument(asked.plan);
  if (!plan) return fail("coverage", plan.error());
  if (asked.full) return runFull(asked, *plan, terrain, sound);
  std::vector<NamedField> fields;
  for (const Site& site : plan->sites) {
    std::optional<CoverageRequest> request = coverageRequest(site, asked.k);
    if (!request) continue;
    if (asked.rcs > 0) request->sensor.targetRcs = asked.rcs;
    if (asked.pd > 0) request->sensor.requiredPd = asked.pd;
    auto field = computeCoverage(*request, terrain, asked.quality);
    if (!field) {
      fail("coverage", {field.error().what, site.name, field.error().hint});
      sound = false;
      continue;
    }
    fields.push_back({site.name, *field});
  }
  const Status written = writeOutlines(asked, fields);
  if (!written) return fail("coverage", written.error());
  return sound ? 0 : 1;
}

void sayHowKnown(bool smoothEarth, bool groundKnown) {
  if (smoothEarth) {
    std::fputs("sorami coverage: no terrain within range: the floor is that of a smooth earth\n", stderr);
  } else if (!groundKnown) {
    std::fputs("sorami coverage: the terrain is unknown at the site: its ground counts as 0 m\n", stderr);
  }
}

}  // namespace

int runCoverage(int argc, char** argv) {
  const auto arguments = Arguments::parse(argc, argv, kCoverageOptions);
  if (!arguments) return fail("coverage", arguments.error(), 2);
  if (arguments->has("--help") || argc < 2) {
    printUsage(kCoverageSynopsis, kCoverageOptions);
    return arguments->has("--help") ? 0 : 2;
  }
  const auto asked = read(*arguments);
  if (!asked) return fail("coverage", asked.error(), 2);
  if (asked->plan.empty()) {
    if (const auto sound = checkFloorRequest(asked->floor); !sound) return fail("coverage", sound.error(), 2);
  }

  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  std::vector<Error> problems;
  const TerrainPtr terrain = Terrain::open(asked->terrain, asked->options, &problems);
  for (const Error& problem : problems) fail("coverage", problem);
  if (terrain->sources().empty() && !asked->terrain.empty()) {
    return fail("coverage", {"none of the terrain can be read", "", "without --terrain the earth is smooth"});
  }
  if (!asked->plan.empty()) return runPlan(*asked, terrain, problems.empty());
  CoverageRequest sensor;
  FloorRequest floor = asked->floor;
  if (asked->sensor) {
    sensor = requestFrom(*asked);
    floor = sensor.floor;
    // The raster reaches as far as anything is found.
    const auto coarse = computeCoverage(sensor, terrain, FloorQuality::Preview);
    if (!coarse) return fail("coverage", coarse.error());
    floor.range = (*coarse)->request().range;
  }
  const FieldOfSector fieldOf = [&](const FloorRequest& sector, int threads) {
    if (!asked->sensor) return computeFloor(sector, terrain, asked->quality, {}, {}, threads);
    CoverageRequest part = sensor;
    part.floor = sector;
    return computeCoverage(part, terrain, asked->quality, {}, {}, threads);
  };
  if (asked->outlines || !asked->csv.empty()) {
    const auto field = fieldOf(floor, 0);
    if (!field) return fail("coverage", field.error());
    const Status written = writeOutlines(*asked, {{"site", *field}});
    if (!written) return fail("coverage", written.error());
    if (asked->outlines || asked->raster.path.empty()) {
      sayHowKnown((*field)->smoothEarth(), (*field)->groundKnown());
      return problems.empty() ? 0 : 1;
    }
  }
  const auto report = writeCoverageRaster(floor, fieldOf, terrain.get(), asked->raster);
  if (!report) return fail("coverage", report.error());
  sayHowKnown(report->smoothEarth, report->groundKnown);

  JsonWriter json;
  json.beginObject();
  json.key("site").beginArray().number(wrapLongitude(floor.site.lon), 9).number(floor.site.lat, 9).endArray();
  json.key("groundHeight");
  if (report->groundKnown) {
    json.number(report->groundHeight, 2);
  } else {
    json.null();
  }
  json.key("antennaAmsl").number(report->antennaMsl, 2);
  json.key("rangeKm").number(report->range / 1000, 3);
  json.key("k").number(floor.k, 6);
  json.key("quality").value(asked->qualityName);
  json.key("smoothEarth").value(report->smoothEarth);
  json.key("terrainCellM").number(report->terrainCell, 2);
  json.key("unknownShare").number(report->unknownShare, 6);
  json.key("terrain").beginArray();
  for (const TerrainSource& source : terrain->sources()) {
    json.beginObject().key("path").value(source.path).key("cellM").number(source.cellM, 2);
    json.key("attribution").value(source.attribution).endObject();
  }
  json.endArray();
  json.key("output").beginObject();
  json.key("path").value(asked->raster.path);
  json.key("columns").value(static_cast<std::int64_t>(report->columns));
  json.key("rows").value(static_cast<std::int64_t>(report->rows));
  json.key("knownAreaKm2").number(report->knownArea / 1e6, 3).endObject();
  json.key("altitudes").beginArray();
  for (std::size_t i = 0; i < asked->raster.altitudes.size(); ++i) {
    json.beginObject().key("altitudeAmsl").number(asked->raster.altitudes[i], 3);
    json.key("visibleAreaKm2").number(report->visibleArea[i] / 1e6, 3);
    json.key("band").value(static_cast<std::int64_t>(i + 2)).endObject();
  }
  json.endArray();
  json.key("seconds").number(seconds(), 3);
  json.endObject();
  std::printf("%s\n", json.text().c_str());
  return problems.empty() ? 0 : 1;
}

}  // namespace sorami
