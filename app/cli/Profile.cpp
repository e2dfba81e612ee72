// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PlanOptions.h"
#include "app/cli/Subcommands.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/TerrainProfile.h"
#include "data/coverage/network/LinkLoss.h"
#include "data/coverage/physics/AeronauticalPath.h"
#include "data/coverage/physics/Itm.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace sorami {
namespace {

constexpr OptionSpec kProfileOptions[] = {
    {"--terrain", "DEM…", "elevation rasters or folders of them; without any the earth is smooth", true},
    {"--from", "LON,LAT", "the first end, degrees WGS 84"},
    {"--to", "LON,LAT", "the other end"},
    {"--from-height", "M", "antenna above the ground at the first end, metres (15)"},
    {"--to-height", "M", "antenna above the ground at the other end, metres (15)"},
    {"--frequency-ghz", "F", "for the Fresnel zone, free-space, diffraction and transmission loss"},
    {"--time", "P", "percent of the time the loss of ITM and P.528 is not exceeded (50)"},
    {"--situation", "P", "percent of like paths it holds for: ITM's confidence (50)"},
    {"--k", "K", "effective earth radius factor (1.3333)"},
    {"--gradient", "N", "refractivity gradient, N-units a kilometre (-39.25), instead of --k"},
    {"--samples", "N", "at most so many points (2000)"},
    {"--no-points", "", "leave the profile itself out"},
    {"--nodata-sea", "", "posts without data are sea at 0 m"},
    {"--help", "", "this text"},
};

constexpr std::string_view kProfileSynopsis =
    R"(profile --from LON,LAT --to LON,LAT [--terrain DEM…] [--frequency-ghz F] …

Terrain between two places and the line of sight over it, as JSON: distances and heights in metres,
clearance, the share of the first Fresnel zone that is free (0.6 counts as free), free-space loss and
diffraction (delta-Bullington, ITU-R P.526) in dB; basic transmission loss by the Irregular Terrain Model
(Longley-Rice, 0.02 to 20 GHz) and, where an end stands more than 500 m up, by ITU-R P.528 for aircraft.
)";

void write(JsonWriter& json, double value, int decimals) {
  if (std::isfinite(value)) {
    json.number(value, decimals);
  } else {
    json.null();
  }
}

// Longley and Rice's loss over the profile, null where the model does not reach.
void writeItm(JsonWriter& json, const TerrainProfile& profile, const SightLine& sight, double hz, double k,
              double time, double situation) {
  json.key("irregularTerrain");
  std::vector<double> heights(profile.heights.begin(), profile.heights.end());
  physics::ItmConditions conditions;
  conditions.frequencyHz = hz;
  conditions.seaLevelRefractivity = itmRefractivity(k);
  conditions.time = time;
  conditions.situation = situation;
  const auto loss =
      physics::itmPointToPoint({profile.length / static_cast<double>(heights.size() - 1), heights},
                               sight.from - heights.front(), sight.to - heights.back(), conditions);
  if (!loss) {
    json.beginObject().key("problem").value(loss.error().text()).endObject();
    return;
  }
  const char* const modes[] = {"line of sight", "diffraction", "troposcatter"};
  json.beginObject().key("lossDb").number(loss->lossDb, 2);
  json.key("medianExcessDb").number(loss->referenceDb, 2);
  json.key("mode").value(modes[static_cast<int>(loss->propagation)]);
  json.key("timePercent").number(100 * time, 1).key("situationPercent").number(100 * situation, 1);
  json.key("roughnessM").number(loss->roughness, 1);
  json.key("surfaceRefractivity").number(loss->surfaceRefractivity, 1);
  json.key("doubtful").value(loss->doubtful).endObject();
}

// An aircraft's link over a smooth earth.
void writeAeronautical(JsonWriter& json, const TerrainProfile& profile, const SightLine& sight, double hz,
                       double time) {
  json.key("aeronautical").beginObject();
  const auto path = physics::AeronauticalPath::make(std::min(sight.from, sight.to),
                                                    std::max(sight.from, sight.to), hz, time);
  if (!path) {
    json.key("problem").value(path.error().text()).endObject();
    return;
  }
  const physics::AeronauticalLoss loss = path->at(profile.length);
  const char* const modes[] = {"none", "line of sight", "diffraction", "troposcatter"};
  json.key("lossDb").number(loss.lossDb, 2).key("freeSpaceDb").number(loss.freeSpaceDb, 2);
  json.key("gasDb").number(loss.gasDb, 3).key("mode").value(modes[static_cast<int>(loss.mode)]);
  json.key("horizonM").number(path->horizon(), 0).key("timePercent").number(100 * time, 1).endObject();
}

}  // namespace

int runProfile(int argc, char** argv) {
  const auto a = Arguments::parse(argc, argv, kProfileOptions);
  if (!a) return fail("profile", a.error(), 2);
  if (a->has("--help") || argc < 2) {
    printUsage(kProfileSynopsis, kProfileOptions);
    return a->has("--help") ? 0 : 2;
  }
  for (const char* option : {"--from", "--to"}) {
    if (!a->has(option))
      return fail("profile", {std::string(option) + " is missing", "", "sorami profile --help shows how"}, 2);
  }
  LatLon ends[2];
  double heights[2];
  for (int i = 0; i < 2; ++i) {
    const auto place = a->numbers(i == 0 ? "--from" : "--to", 2);
    if (!place) return fail("profile", place.error(), 2);
    ends[i] = {(*place)[1], (*place)[0]};
    if (!(std::abs(ends[i].lat) <= 90 && std::abs(ends[i].lon) <= 360))
      return fail("profile",
                  {"a place is off the earth", i == 0 ? "--from" : "--to", "longitude first: LON,LAT"}, 2);
    const auto height = a->number(i == 0 ? "--from-height" : "--to-height", 15);
    if (!height) return fail("profile", height.error(), 2);
    if (!(*height >= 0 && *height <= 40'000))
      return fail("profile", {"a height above ground must be 0 to 40 000 m", "", ""}, 2);
    heights[i] = *height;
  }
  if (ends[0] == ends[1]) return fail("profile", {"both ends are the same place", "", ""}, 2);
  const auto ghz = a->number("--frequency-ghz", 0);
  if (!ghz) return fail("profile", ghz.error(), 2);
  if (a->has("--frequency-ghz") && !(*ghz >= 0.03 && *ghz <= 50))
    return fail("profile", {"the frequency must be 0.03 to 50 GHz", "--frequency-ghz", ""}, 2);
  const auto k = readEarthFactor(*a);
  if (!k) return fail("profile", k.error(), 2);
  if (!(*k >= 0.3 && *k <= 1000))
    return fail("profile",
                {"the earth radius factor must be 0.3 to 1000", "",
                 "at -157 N-units a kilometre the ray follows the earth"},
                2);
  const auto time = a->number("--time", 50);
  if (!time) return fail("profile", time.error(), 2);
  const auto situation = a->number("--situation", 50);
  if (!situation) return fail("profile", situation.error(), 2);
  for (const auto& [option, percent] : {std::pair("--time", *time), std::pair("--situation", *situation)})
    if (!(percent >= 0.1 && percent <= 99.9))
      return fail("profile", {"the percentage must be 0.1 to 99.9", option, ""}, 2);
  const auto samples = a->number("--samples", 2000);
  if (!samples) return fail("profile", samples.error(), 2);
  if (!(*samples >= 3 && *samples <= 1e6))
    return fail("profile", {"--samples must be 3 to 1 000 000", "", ""}, 2);

  std::vector<std::string> paths = a->values("--terrain");
  paths.insert(paths.end(), a->rest().begin(), a->rest().end());
  TerrainOptions options;
  options.nodataIsSea = a->has("--nodata-sea");
  std::vector<Error> problems;
  const TerrainPtr terrain = Terrain::open(paths, options, &problems);
  for (const Error& problem : problems) fail("profile", problem);
  if (terrain->sources().empty() && !paths.empty())
    return fail("profile", {"none of the terrain can be read", "", "without --terrain the earth is smooth"});

  const TerrainProfile profile = terrainProfile(terrain.get(), ends[0], ends[1], static_cast<int>(*samples));
  const double radius = *k * eulerRadius(ends[0].lat, profile.azimuthDeg);
  const auto ground = [](float h) { return std::isnan(h) ? 0.0 : static_cast<double>(h); };
  const SightLine sight = sightLine(profile, ground(profile.heights.front()) + heights[0],
                                    ground(profile.heights.back()) + heights[1], *ghz * 1e9, radius);
  if (profile.smoothEarth) std::fputs("sorami profile: no terrain on the way: the earth is smooth\n", stderr);

  JsonWriter json;
  json.beginObject();
  for (int i = 0; i < 2; ++i) {
    json.key(i == 0 ? "from" : "to").beginObject();
    json.key("lon").number(ends[i].lon, 9).key("lat").number(ends[i].lat, 9);
    json.key("groundM");
    write(json, static_cast<double>(i == 0 ? profile.heights.front() : profile.heights.back()), 2);
    json.key("antennaAmslM").number(i == 0 ? sight.from : sight.to, 2).endObject();
  }
  json.key("lengthM").number(profile.length, 2);
  json.key("azimuthDeg").number(profile.azimuthDeg, 5);
  json.key("k").number(*k, 6);
  json.key("smoothEarth").value(profile.smoothEarth);
  json.key("terrainCellM").number(profile.cell, 2);
  json.key("sight").beginObject();
  json.key("clear").value(sight.clear && !sight.unknown);
  json.key("terrainUnknown").value(sight.unknown);
  json.key("clearanceM");
  write(json, sight.clearance, 2);
  json.key("worstAtM").number(sight.worstAt, 1);
  if (*ghz > 0) {
    json.key("frequencyHz").number(*ghz * 1e9, 0);
    json.key("fresnelRadiusM").number(sight.fresnel, 2);
    json.key("fresnelShare");
    write(json, sight.fresnelShare, 4);
    json.key("freeSpaceDb");
    write(json, sight.freeSpaceDb, 3);
    json.key("diffractionDb");
    write(json, sight.diffractionDb, 3);
    writeItm(json, profile, sight, *ghz * 1e9, *k, *time / 100, *situation / 100);
    if (std::max(sight.from - ground(profile.heights.front()), sight.to - ground(profile.heights.back())) >
        500)
      writeAeronautical(json, profile, sight, *ghz * 1e9, *time / 100);
  }
  json.endObject();
  if (!a->has("--no-points")) {
    json.key("distancesM").beginArray();
    for (const double d : profile.distances) json.number(d, 1);
    json.endArray();
    json.key("heightsM").beginArray();
    for (const float h : profile.heights) write(json, static_cast<double>(h), 1);
    json.endArray();
  }
  json.endObject();
  std::printf("%s\n", json.text().c_str());
  return problems.empty() ? 0 : 1;
}

}  // namespace sorami
