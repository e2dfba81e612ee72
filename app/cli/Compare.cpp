// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PlanOptions.h"
#include "app/cli/Subcommands.h"
#include "data/coverage/network/PlanCompare.h"

#include <cstdio>

namespace sorami {
namespace {

const std::vector<OptionSpec> kCompareOptions = withPlanOptions({
    {"--altitude", "M[,M…]", "metres AMSL (1000,3000,10000)", true},
    {"--area", "AREA", "an area of plan B by name, or \"LON,LAT LON,LAT …\" (all that the sensors reach)"},
    {"--cells", "N", "cells of the grid (250000)"},
    {"--geojson", "OUT", "gained and lost regions"},
    {"--tiff", "OUT", "a band for each altitude: 0 neither, 1 both, 2 gained, 3 lost"},
    {"--unconnected", "", "count sensors that reach no centre too"},
});

constexpr std::string_view kCompareSynopsis =
    R"(compare PLAN_A PLAN_B [--terrain DEM…] [--geojson OUT] [--tiff OUT]

What plan B covers and plan A does not, and the reverse. A summary goes to stdout as JSON. A plan may
be 'demo'.
)";

}  // namespace

int runCompare(int argc, char** argv) {
  const auto arguments = Arguments::parse(argc, argv, kCompareOptions);
  if (!arguments) return fail("compare", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().size() != 2) {
    printUsage(kCompareSynopsis, kCompareOptions);
    return arguments->has("--help") ? 0 : 2;
  }
  const auto altitudes = readAltitudes(*arguments, {1000, 3000, 10'000});
  if (!altitudes) return fail("compare", altitudes.error(), 2);
  const auto cells = arguments->number("--cells", 250'000);
  if (!cells) return fail("compare", cells.error(), 2);
  if (!(*cells >= 100 && *cells <= 2e7)) {
    return fail("compare", {"a grid has 100 to 20000000 cells", "--cells", ""}, 2);
  }
  const auto options = readPlanOptions("compare", *arguments);
  if (!options) return fail("compare", options.error(), 2);
  std::vector<Plan> plans;
  std::vector<std::vector<NetworkSensor>> sensors;
  for (const std::string& path : arguments->rest()) {
    auto plan = readPlanArgument(path);
    if (!plan) return fail("compare", plan.error());
    auto made = computeNetworkCli("compare", *plan, *options);
    if (!made) return fail("compare", made.error());
    plans.push_back(std::move(*plan));
    sensors.push_back(std::move(*made));
  }
  std::vector<NetworkSensor> all = sensors[0];
  all.insert(all.end(), sensors[1].begin(), sensors[1].end());
  Result<NetworkGridPtr> grid = NetworkGridPtr();
  if (arguments->has("--area")) {
    const auto area = areaOf(plans[1], arguments->value("--area"));
    if (!area) return fail("compare", area.error(), 2);
    grid = NetworkGrid::overRing(area->ring, static_cast<std::size_t>(*cells));
  } else {
    grid = NetworkGrid::overBox(reachOfSensors(all), static_cast<std::size_t>(*cells));
  }
  if (!grid) return fail("compare", {grid.error().what, "the sensors' reach", "neither plan has a sensor?"});
  std::vector<AltitudeLevel> levels;
  for (const double h : *altitudes) levels.push_back({h, false});
  const auto a = NetworkFloors::make(*grid, sensors[0]);
  const auto b = NetworkFloors::make(*grid, sensors[1]);
  const bool all2 = arguments->has("--unconnected");
  const SensorSet countsA = all2 ? SensorSet{} : connectedOf(plans[0], sensors[0], *options);
  const SensorSet countsB = all2 ? SensorSet{} : connectedOf(plans[1], sensors[1], *options);
  const auto differences = comparePlans(**a, countsA, **b, countsB, levels);
  if (arguments->has("--geojson")) {
    const std::string path = arguments->value("--geojson");
    const std::string text = differenceToGeoJson(differences);
    std::FILE* file = std::fopen(path.c_str(), "wb");
    const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if ((file != nullptr && std::fclose(file) != 0) || !written) {
      return fail("compare", {"the file cannot be written", path, ""});
    }
  }
  if (arguments->has("--tiff")) {
    const Status done = writeDifferenceTiff(arguments->value("--tiff"), **a, countsA, **b, countsB, levels);
    if (!done) return fail("compare", done.error());
  }
  JsonWriter json;
  json.beginObject().key("planA").value(plans[0].name).key("planB").value(plans[1].name);
  json.key("cellKm").number((*grid)->cellSide() / 1000, 3).key("altitudes").beginArray();
  for (const PlanDifference& d : differences) {
    json.beginObject().key("altitudeAmsl").number(d.level.metres, 2);
    json.key("coveredAKm2").number(d.coveredA / 1e6, 1).key("coveredBKm2").number(d.coveredB / 1e6, 1);
    json.key("gainedKm2").number(d.gained / 1e6, 1).key("lostKm2").number(d.lost / 1e6, 1).endObject();
  }
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  return 0;
}

}  // namespace sorami
