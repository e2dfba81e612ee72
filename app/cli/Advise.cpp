// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PlanOptions.h"
#include "app/cli/Subcommands.h"
#include "data/coverage/network/Advisor.h"
#include "data/demo/DemoPlan.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <unistd.h>

namespace sorami {
namespace {

const std::vector<OptionSpec> kAdviseOptions = withPlanOptions({
    {"--area", "AREA",
     "to be covered: an area of the plan by name, or \"LON,LAT LON,LAT …\"; repeat for more", true},
    {"--candidates", "FROM", "points.csv (lon,lat[,name]), 'terrain' for high ground, or an area", true},
    {"--within", "AREA", "where high ground is looked for (the first --area)"},
    {"-n", "N", "sensors to place, 1 to 32 (3)"},
    {"--most", "N", "candidates at most (300)"},
    {"--sensor", "CLASS",
     "long-range, gap-filler, terminal, sector, or the id of a site of the plan (gap-filler)"},
    {"--altitude", "M[,M…]", "metres AMSL (300,1000,3000)", true},
    {"--agl", "", "altitudes are heights above ground"},
});

constexpr std::string_view kAdviseSynopsis =
    R"(advise PLAN --area AREA --candidates FROM [-n N] [--terrain DEM…]

Proposes where the next sensors should stand so that most of the areas is covered that is not covered yet,
and says how far the best possible choice could at most be ahead. PLAN may be 'demo'.
)";

Result<std::vector<AdvisorCandidate>> pointsOf(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error{"the file cannot be read", path, "lines of lon,lat[,name]"};
  std::vector<AdvisorCandidate> out;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    double lon = 0;
    double lat = 0;
    int used = 0;
    if (std::sscanf(line.c_str(), "%lf , %lf %n", &lon, &lat, &used) < 2) {
      if (number == 1 || line.empty() || line == "\r") continue;  // a heading
      return Error{"no longitude and latitude", path + ":" + std::to_string(number), "lon,lat[,name]"};
    }
    if (!(std::abs(lat) <= 90 && std::abs(lon) <= 180)) {
      return Error{"this is no place on the earth", path + ":" + std::to_string(number), "longitude first"};
    }
    std::string name = line.substr(static_cast<std::size_t>(used));
    while (!name.empty() && (name.back() == '\r' || name.back() == ' ')) name.pop_back();
    if (!name.empty() && name.front() == ',') name.erase(0, 1);
    if (name.empty()) name = "line " + std::to_string(number);
    out.push_back({{lat, lon}, name});
  }
  return out;
}

Result<SensorParameters> sensorOf(const Plan& plan, const std::string& text) {
  if (text == "long-range") return demo::presetFor(SiteKind::LongRangeRadar);
  if (text == "gap-filler") return demo::presetFor(SiteKind::GapFillerRadar);
  if (text == "terminal") return demo::presetFor(SiteKind::TerminalRadar);
  if (text == "sector") return demo::presetFor(SiteKind::SectorRadar);
  const Site* site = plan.site(text);
  if (site && site->sensor) return *site->sensor;
  return Error{"there is no sensor '" + text + "'", "--sensor",
               "long-range, gap-filler, terminal, sector, or the id of a site with a sensor"};
}

}  // namespace

int runAdvise(int argc, char** argv) {
  const auto a = Arguments::parse(argc, argv, kAdviseOptions);
  if (!a) return fail("advise", a.error(), 2);
  if (a->has("--help") || a->rest().size() != 1 || !a->has("--area") || !a->has("--candidates")) {
    printUsage(kAdviseSynopsis, kAdviseOptions);
    return a->has("--help") ? 0 : 2;
  }
  const auto plan = readPlanArgument(a->rest()[0]);
  if (!plan) return fail("advise", plan.error());
  const auto options = readPlanOptions("advise", *a);
  if (!options) return fail("advise", options.error(), 2);
  AdvisorRequest request;
  request.k = options->conditions.k;
  request.quality = a->has("--quality") ? options->quality : FloorQuality::Preview;
  const auto n = a->number("-n", 3);
  if (!n) return fail("advise", n.error(), 2);
  const auto most = a->number("--most", 300);
  if (!most) return fail("advise", most.error(), 2);
  if (!(*n >= 1 && *n <= 32)) return fail("advise", {"1 to 32 sensors can be placed", "-n", ""}, 2);
  if (!(*most >= 1 && *most <= 100'000)) return fail("advise", {"1 to 100000 candidates", "--most", ""}, 2);
  request.count = static_cast<int>(*n);
  const auto altitudes = readAltitudes(*a, {300, 1000, 3000});
  if (!altitudes) return fail("advise", altitudes.error(), 2);
  for (const double h : *altitudes) request.levels.push_back({h, a->has("--agl")});
  const auto sensor = sensorOf(*plan, a->value("--sensor", "gap-filler"));
  if (!sensor) return fail("advise", sensor.error(), 2);
  request.sensor = *sensor;
  for (const std::string& text : a->values("--area")) {
    const auto area = areaOf(*plan, text);
    if (!area) return fail("advise", area.error(), 2);
    request.areas.push_back({area->ring, area->weight});
  }
  std::vector<LatLon> within = request.areas[0].ring;
  if (a->has("--within")) {
    const auto area = areaOf(*plan, a->value("--within"));
    if (!area) return fail("advise", area.error(), 2);
    within = area->ring;
  }
  for (const std::string& from : a->values("--candidates")) {
    std::vector<AdvisorCandidate> found;
    if (from == "terrain") {
      if (!options->terrain) {
        return fail("advise", {"high ground needs terrain", "--candidates terrain", "give --terrain"}, 2);
      }
      found = candidatesOnHighGround(within, *options->terrain, static_cast<std::size_t>(*most));
    } else if (const auto area = areaOf(*plan, from)) {
      found = candidatesInArea(area->ring, static_cast<std::size_t>(*most));
    } else {
      auto points = pointsOf(from);
      if (!points) return fail("advise", points.error());
      found = std::move(*points);
    }
    if (found.empty()) {
      return fail("advise",
                  {"there is no candidate place", "--candidates " + from,
                   from == "terrain" ? "no ground there stands above its surroundings: give --within an "
                                       "area on land, or points"
                                     : "give points, or a larger area"});
    }
    request.candidates.insert(request.candidates.end(), found.begin(), found.end());
  }
  const auto standing = computeNetworkCli("advise", *plan, *options);
  if (!standing) return fail("advise", standing.error());
  // What reaches no centre covers nothing.
  const SensorSet counts = connectedOf(*plan, *standing, *options);
  std::vector<NetworkSensor> counted;
  for (std::size_t i = 0; i < standing->size(); ++i) {
    if (counts[i] != 0) counted.push_back((*standing)[i]);
  }
  const bool tells = isatty(STDERR_FILENO) != 0;
  const auto result =
      advise(request, counted, options->terrain, {}, [&](double part, const AdvisorResult& r) {
        if (!tells) return;
        std::fprintf(
            stderr, "\r%3.0f %%, best so far %s", 100 * part,
            r.proposals.empty() ? "none" : request.candidates[r.proposals[0].candidate].name.c_str());
      });
  if (tells) std::fputs("\n", stderr);
  if (!result) return fail("advise", result.error());
  for (const std::string& problem : result->problems) fail("advise", {problem, "", ""});
  if (result->proposals.empty())
    std::fputs("sorami advise: none of the candidates adds to what is covered at these altitudes\n", stderr);

  JsonWriter json;
  json.beginObject().key("plan").value(plan->name);
  json.key("candidates").value(static_cast<std::uint64_t>(request.candidates.size()));
  json.key("weightedAreaKm2").number(result->total / 1e6, 2);
  json.key("coveredBefore").number(result->before / result->total, 5);
  json.key("coveredAfter").number(result->after / result->total, 5);
  json.key("atLeastOfBest").number(result->guarantee, 4);
  json.key("proposals").beginArray();
  for (const AdvisorProposal& p : result->proposals) {
    const AdvisorCandidate& c = request.candidates[p.candidate];
    json.beginObject().key("name").value(c.name).key("position");
    writePoint(json, c.position);
    json.key("gain").number(p.gain / result->total, 5).key("addedKm2").beginArray();
    for (const double area : p.area) json.number(area / 1e6, 1);
    json.endArray().endObject();
  }
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  return 0;
}

}  // namespace sorami
