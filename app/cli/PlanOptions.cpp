// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PlanOptions.h"

#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/physics/Atmosphere.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/ReliefTerrain.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace sorami {
namespace {

constexpr OptionSpec kPlanOptions[] = {
    {"--terrain", "DEM…", "elevation rasters or folders; without: the map pack's 5′ relief", true},
    {"--smooth-earth", "", "no terrain at all"},
    {"--nodata-sea", "", "posts without data and places without a raster are sea at 0 m"},
    {"--k", "K", "effective earth radius factor (1.3333)"},
    {"--gradient", "N", "refractivity gradient, N-units a kilometre (-39.25), instead of --k"},
    {"--rain", "MM", "rain on microwave links, mm/h (0)"},
    {"--link-model", "M", "loss of links on the ground: diffraction (P.526) or itm (Longley-Rice)"},
    {"--link-time", "P", "percent of the time for itm and for aircraft's links by P.528 (50)"},
    {"--quality", "Q", "preview, fast or refined (fast)"},
    {"--help", "", "this text"},
};

}  // namespace

std::vector<OptionSpec> withPlanOptions(std::initializer_list<OptionSpec> own) {
  std::vector<OptionSpec> all = own;
  for (const OptionSpec& spec : kPlanOptions) all.push_back(spec);
  return all;
}

Result<double> readEarthFactor(const Arguments& a) {
  if (!a.has("--gradient")) return a.number("--k", 4.0 / 3.0);
  if (a.has("--k")) return Error{"give --k or --gradient, not both", "", ""};
  const auto gradient = a.number("--gradient", 0);
  if (!gradient) return gradient.error();
  const double k = physics::kFromGradient(*gradient);
  if (!(k > 0 && k <= 1000))
    return Error{"this gradient makes ducts, which no effective earth radius describes", "--gradient",
                 "give more than -157 N-units a kilometre; -39.25 is the 4/3 earth"};
  return k;
}

Result<PlanOptions> readPlanOptions(const char* subcommand, const Arguments& a) {
  PlanOptions options;
  const auto k = readEarthFactor(a);
  if (!k) return k.error();
  const auto rain = a.number("--rain", 0);
  if (!rain) return rain.error();
  if (!(*rain >= 0 && *rain <= 250)) return Error{"rain is 0 … 250 mm/h", "--rain", ""};
  const auto time = a.number("--link-time", 50);
  if (!time) return time.error();
  if (!(*time >= 1 && *time <= 99.9))
    return Error{"the share of the time is 1 … 99.9 %", "--link-time",
                 "50 is the median, 99.9 what fails 9 hours a year"};
  options.conditions = {*rain, *k, LossModel::DeltaBullington, *time / 100};
  const std::string model = a.value("--link-model", "diffraction");
  if (model == "itm") {
    options.conditions.ground = LossModel::IrregularTerrain;
  } else if (model != "diffraction") {
    return Error{"there is no loss model '" + model + "'", "--link-model", "diffraction or itm"};
  }
  const std::string quality = a.value("--quality", "fast");
  if (quality == "preview") {
    options.quality = FloorQuality::Preview;
  } else if (quality == "refined") {
    options.quality = FloorQuality::Refined;
  } else if (quality != "fast") {
    return Error{"there is no quality '" + quality + "'", "--quality", "preview, fast or refined"};
  }
  const std::vector<std::string>& paths = a.values("--terrain");
  if (a.has("--smooth-earth")) {
    if (!paths.empty()) return Error{"give --terrain or --smooth-earth, not both", "", ""};
    return options;
  }
  if (paths.empty()) {
    // As the window does, so that both find the same faults in a plan.
    const std::string pack = findBasemap();
    if (pack.empty()) return options;
    const auto basemap = Basemap::open(pack);
    if (!basemap) return basemap.error();
    options.terrain = withRelief(nullptr, basemap->get());
    return options;
  }
  TerrainOptions terrain;
  terrain.nodataIsSea = a.has("--nodata-sea");
  std::vector<Error> problems;
  options.terrain = Terrain::open(paths, terrain, &problems);
  for (const Error& problem : problems) fail(subcommand, problem);
  if (options.terrain->sources().empty()) {
    return Error{"none of the terrain can be read", "--terrain",
                 "without --terrain the map pack's relief is taken"};
  }
  return options;
}

Result<Plan> readPlanArgument(const std::string& path) {
  if (path == "demo") return demo::makeDemoPlan();
  return readPlan(path);
}

Result<std::vector<double>> readAltitudes(const Arguments& a, const std::vector<double>& fallback) {
  std::vector<double> out;
  for (const std::string& list : a.values("--altitude")) {
    std::size_t from = 0;
    while (from <= list.size()) {
      const std::size_t comma = std::min(list.find(',', from), list.size());
      const std::string one = list.substr(from, comma - from);
      char* end = nullptr;
      const double altitude = std::strtod(one.c_str(), &end);
      if (one.empty() || *end != '\0' || !(altitude > -500 && altitude < 200e3)) {
        return Error{"'" + one + "' is no altitude", "--altitude " + list, "metres, separated by commas"};
      }
      out.push_back(altitude);
      from = comma + 1;
    }
  }
  return out.empty() ? fallback : out;
}

Result<std::vector<NetworkSensor>> computeNetworkCli(const char* subcommand, const Plan& plan,
                                                     const PlanOptions& options) {
  std::vector<Error> problems;
  const bool tells = isatty(STDERR_FILENO) != 0;
  auto sensors = computeNetwork(plan, options.terrain, options.conditions.k, options.quality, &problems, {},
                                [&](double part) {
                                  if (tells) std::fprintf(stderr, "\rcoverage %3.0f %%", 100 * part);
                                });
  if (tells) std::fputs("\r              \r", stderr);
  for (const Error& problem : problems) fail(subcommand, problem);
  return sensors;
}

SensorSet connectedOf(const Plan& plan, const std::vector<NetworkSensor>& sensors,
                      const PlanOptions& options) {
  std::vector<std::string> ids;
  for (const NetworkSensor& sensor : sensors) ids.push_back(sensor.site);
  return NetworkTopology(plan, examineLinks(plan, options.terrain, options.conditions)).reaching(ids);
}

Result<Area> areaOf(const Plan& plan, const std::string& text) {
  for (const Area& area : plan.areas) {
    if (area.id == text || area.name == text) return area;
  }
  // Not one of the plan's: points written out.
  Area area;
  area.name = "area";
  const char* at = text.c_str();
  while (*at != '\0') {
    char* end = nullptr;
    const double lon = std::strtod(at, &end);
    if (end == at || *end != ',') break;
    at = end + 1;
    const double lat = std::strtod(at, &end);
    if (end == at) break;
    area.ring.push_back({lat, lon});
    at = end;
    while (*at == ' ' || *at == ';') ++at;
  }
  if (*at != '\0' || area.ring.size() < 3) {
    std::string known;
    for (const Area& each : plan.areas) known += (known.empty() ? "" : ", ") + each.name;
    return Error{
        "the plan has no area '" + text + "'", "--area",
        known.empty() ? "the plan has none; write \"LON,LAT LON,LAT LON,LAT …\"" : "it has " + known};
  }
  return area;
}

void writePoint(JsonWriter& json, LatLon p) {
  json.beginArray().number(p.lon, 6).number(p.lat, 6).endArray();
}

}  // namespace sorami
