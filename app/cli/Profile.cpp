// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PlanOptions.h"
#include "app/cli/Subcommands.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/TerrainProfile.h"

#include <cmath>
#include <cstdio>

namespace sorami {
namespace {

const std::initializer_list<OptionSpec> kProfileOptions = {
    {"--terrain", "DEM…", "elevation rasters or folders of them; without any the earth is smooth", true},
    {"--from", "LON,LAT", "the first end, degrees WGS 84"},
    {"--to", "LON,LAT", "the other end"},
    {"--from-height", "M", "antenna above the ground at the first end, metres (15)"},
    {"--to-height", "M", "antenna above the ground at the other end, metres (15)"},
    {"--frequency-ghz", "F", "for the Fresnel zone, free-space and diffraction loss"},
    {"--k", "K", "effective earth radius factor (1.3333)"},
    {"--gradient", "N", "refractivity gradient, N-units a kilometre (-39.25), instead of --k"},
    {"--samples", "N", "at most so many points (2000)"},
    {"--no-points", "", "leave the profile itself out"},
    {"--nodata-sea", "", "posts without data are sea at 0 m"},
    {"--help", "", "this text"},
};

constexpr std::string_view kProfileSynopsis =
    "profile --from LON,LAT --to LON,LAT [--terrain DEM…] [--frequency-ghz F] …\n"
    "\n"
    "Terrain between two places and the line of sight over it, as JSON: distances and heights in metres,\n"
    "clearance, the share of the first Fresnel zone that is free (0.6 counts as free), free-space loss and\n"
    "diffraction (delta-Bullington, ITU-R P.526) in dB.\n";

void write(JsonWriter& json, double value, int decimals) {
  if (std::isfinite(value)) {
    json.number(value, decimals);
  } else {
    json.null();
  }
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
