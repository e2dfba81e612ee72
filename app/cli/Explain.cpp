// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PlanOptions.h"
#include "app/cli/Subcommands.h"
#include "data/coverage/network/PlanCheck.h"

#include <cmath>
#include <cstdio>

namespace sorami {
namespace {

const std::vector<OptionSpec> kExplainOptions = withPlanOptions({
    {"--at", "LON,LAT", "the point, degrees WGS 84"},
    {"--altitude", "M", "of the target, metres AMSL", true},
    {"--rcs", "M2", "cross-section of the target, m² (each sensor's own)"},
    {"--heading", "DEG", "that the target flies, true; for cross-sections by aspect"},
});

constexpr std::string_view kExplainSynopsis =
    R"(explain PLAN --at LON,LAT --altitude M [--terrain DEM…]

Says of each sensor whether it sees a target there, and if not why, with the margin. PLAN may be 'demo'.
)";

}  // namespace

int runExplain(int argc, char** argv) {
  const auto arguments = Arguments::parse(argc, argv, kExplainOptions);
  if (!arguments) return fail("explain", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().size() != 1 || !arguments->has("--at")) {
    printUsage(kExplainSynopsis, kExplainOptions);
    return arguments->has("--help") ? 0 : 2;
  }
  const auto at = arguments->numbers("--at", 2);
  if (!at) return fail("explain", at.error(), 2);
  const LatLon point{(*at)[1], (*at)[0]};
  if (!(std::abs(point.lat) <= 90 && std::abs(point.lon) <= 180)) {
    return fail("explain", {"this is no place on the earth", "--at", "longitude first, degrees"}, 2);
  }
  const auto altitudes = readAltitudes(*arguments, {});
  if (!altitudes) return fail("explain", altitudes.error(), 2);
  if (altitudes->empty()) return fail("explain", {"--altitude is missing", "", "metres AMSL"}, 2);
  const auto rcs = arguments->number("--rcs", 0);
  if (!rcs) return fail("explain", rcs.error(), 2);
  PointTarget target{*rcs, std::nullopt};
  if (arguments->has("--heading")) {
    const auto heading = arguments->number("--heading", 0);
    if (!heading) return fail("explain", heading.error(), 2);
    target.headingDeg = *heading;
  }
  const auto options = readPlanOptions("explain", *arguments);
  if (!options) return fail("explain", options.error(), 2);
  const auto plan = readPlanArgument(arguments->rest()[0]);
  if (!plan) return fail("explain", plan.error());

  JsonWriter json;
  json.beginObject().key("plan").value(plan->name).key("point");
  writePoint(json, point);
  json.key("ground");
  json.number(options->terrain ? static_cast<double>(options->terrain->heightAt(point)) : 0, 1);
  json.key("altitudes").beginArray();
  for (const double altitude : *altitudes) {
    const auto sights = explainPoint(*plan, options->terrain, point, altitude, options->conditions, target);
    std::int64_t seen = 0;
    std::int64_t connected = 0;
    for (const PointSight& s : sights) {
      if (!s.sight || !s.sight->seen()) continue;
      ++seen;
      connected += s.reachesCentre ? 1 : 0;
    }
    json.beginObject().key("altitudeAmsl").number(altitude, 2).key("seenBy").value(seen);
    json.key("connected").value(connected).key("sensors").beginArray();
    for (const PointSight& s : sights) {
      json.beginObject().key("site").value(s.site).key("name").value(s.name);
      if (!s.sight) {
        json.key("error").value(s.sight.error().what).endObject();
        continue;
      }
      const Sight& sight = *s.sight;
      json.key("seen").value(sight.seen()).key("verdict").value(verdictName(sight.verdict));
      json.key("text").value(sight.text).key("reachesCentre").value(s.reachesCentre);
      json.key("azimuthDeg").number(sight.azimuthDeg, 3).key("rangeKm").number(sight.groundRange / 1000, 3);
      json.key("slantKm")
          .number(sight.slantRange / 1000, 3)
          .key("elevationDeg")
          .number(sight.elevationDeg, 4);
      json.key("lowestAltitude").number(sight.lowest, 1).key("highestAltitude").number(sight.highest, 1);
      json.key("marginM").number(sight.marginAltitude, 1);
      json.key("obstacleKm").number(sight.obstacleRange / 1000, 3);
      json.key("obstacleHeight").number(sight.obstacleHeight, 1).key("clearanceM").number(sight.clearance, 1);
      json.key("pd").number(sight.detection.pd, 4).key("marginDb").number(sight.detection.marginDb(), 2);
      json.endObject();
    }
    json.endArray().endObject();
  }
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  return 0;
}

}  // namespace sorami
