// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Subcommands.h"
#include "data/core/JsonWriter.h"
#include "data/coverage/CoverageRaster.h"
#include "data/coverage/VisibilityFloor.h"

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace sorami {
namespace {

const std::initializer_list<OptionSpec> kOptions = {
    {"--terrain", "DEM…", "elevation rasters (GeoTIFF, DTED, HGT, VRT, …) or folders; finest first by itself",
     true},
    {"--site", "LON,LAT", "the site, degrees WGS 84"},
    {"--antenna-height", "M", "metres above ground"},
    {"--antenna-amsl", "M", "metres above mean sea level, instead of --antenna-height"},
    {"--range-km", "R", "range along the earth, kilometres"},
    {"--altitude", "M[,M…]", "target altitudes, metres AMSL: one mask band each", true},
    {"--k", "K", "effective earth radius factor (1.3333)"},
    {"--sector", "FROM,TO", "degrees true, clockwise (all round)"},
    {"--quality", "Q", "preview, fast or refined (refined)"},
    {"--nodata-sea", "", "posts without data and places without a raster are sea at 0 m"},
    {"--like", "RASTER", "grid of the output (the terrain's)"},
    {"-o", "OUT.tif", "the GeoTIFF to write"},
    {"--help", "", "this text"},
};

constexpr std::string_view kSynopsis =
    "coverage --terrain DEM… --site LON,LAT --antenna-height M --range-km R --altitude M[,M…] -o OUT.tif\n"
    "\n"
    "Writes a float32 GeoTIFF: band 1 the visibility floor (lowest altitude at which a target is seen, "
    "metres\n"
    "AMSL, 32000 where that or more), then for each altitude a band with 1 seen, 0 hidden. -9999 is nodata: "
    "out\n"
    "of range or unknown terrain. Its grid is that of the terrain raster (of several: the finest one's grid\n"
    "about the site) or of --like. A summary goes to stdout as JSON.\n";

/// The command line as asked for.
struct Asked {
  FloorRequest floor;
  FloorQuality quality = FloorQuality::Refined;
  std::string qualityName = "refined";
  CoverageRasterRequest raster;
  std::vector<std::string> terrain;
  TerrainOptions options;
};

Error missing(const char* option) {
  return {std::string(option) + " is missing", "", "sorami coverage --help shows how"};
}

Result<Asked> read(const Arguments& a) {
  Asked asked;
  asked.terrain = a.values("--terrain");
  asked.terrain.insert(asked.terrain.end(), a.rest().begin(), a.rest().end());
  asked.options.nodataIsSea = a.has("--nodata-sea");
  for (const char* option : {"--site", "--range-km", "-o"}) {
    if (!a.has(option)) return missing(option);
  }
  const auto site = a.numbers("--site", 2);
  if (!site) return site.error();
  asked.floor.site = {(*site)[1], (*site)[0]};
  asked.floor.antennaIsMsl = a.has("--antenna-amsl");
  if (a.has("--antenna-height") == asked.floor.antennaIsMsl) {
    return Error{"give either --antenna-height or --antenna-amsl", "", ""};
  }
  const auto antenna = a.number(asked.floor.antennaIsMsl ? "--antenna-amsl" : "--antenna-height", 0);
  if (!antenna) return antenna.error();
  asked.floor.antennaHeight = *antenna;
  const auto range = a.number("--range-km", 0);
  if (!range) return range.error();
  asked.floor.range = *range * 1000;
  const auto k = a.number("--k", 4.0 / 3.0);
  if (!k) return k.error();
  asked.floor.k = *k;
  if (a.has("--sector")) {
    const auto sector = a.numbers("--sector", 2);
    if (!sector) return sector.error();
    asked.floor.azimuthFrom = (*sector)[0];
    asked.floor.azimuthTo = (*sector)[1];
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
  asked.raster.like = a.value("--like");
  asked.raster.path = a.value("-o");
  return asked;
}

}  // namespace

int runCoverage(int argc, char** argv) {
  const auto arguments = Arguments::parse(argc, argv, kOptions);
  if (!arguments) return fail("coverage", arguments.error(), 2);
  if (arguments->has("--help") || argc < 2) {
    printUsage(kSynopsis, kOptions);
    return arguments->has("--help") ? 0 : 2;
  }
  const auto asked = read(*arguments);
  if (!asked) return fail("coverage", asked.error(), 2);
  if (const auto sound = checkFloorRequest(asked->floor); !sound) return fail("coverage", sound.error(), 2);

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
  const auto field = computeFloor(asked->floor, terrain, asked->quality);
  if (!field) return fail("coverage", field.error());
  const CoverageField& f = **field;
  const double computed = seconds();
  if (f.smoothEarth()) {
    std::fputs("sorami coverage: no terrain within range: the floor is that of a smooth earth\n", stderr);
  } else if (!f.groundKnown()) {
    std::fputs("sorami coverage: the terrain is unknown at the site: its ground counts as 0 m\n", stderr);
  }
  const auto report = writeCoverageRaster(f, terrain.get(), asked->raster);
  if (!report) return fail("coverage", report.error());

  JsonWriter json;
  json.beginObject();
  json.key("site").beginArray().number(f.request().site.lon, 9).number(f.request().site.lat, 9).endArray();
  json.key("groundHeight");
  if (f.groundKnown()) {
    json.number(f.groundHeight(), 2);
  } else {
    json.null();
  }
  json.key("antennaAmsl").number(f.antennaMsl(), 2);
  json.key("rangeKm").number(f.request().range / 1000, 3);
  json.key("k").number(f.request().k, 6);
  json.key("quality").value(asked->qualityName);
  json.key("smoothEarth").value(f.smoothEarth());
  json.key("terrainCellM").number(f.terrainCell(), 2);
  json.key("unknownShare").number(f.unknownShare(), 6);
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
  json.key("seconds")
      .beginObject()
      .key("floor")
      .number(computed, 3)
      .key("total")
      .number(seconds(), 3)
      .endObject();
  json.endObject();
  std::printf("%s\n", json.text().c_str());
  return problems.empty() ? 0 : 1;
}

}  // namespace sorami
