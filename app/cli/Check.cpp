// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PlanOptions.h"
#include "app/cli/Subcommands.h"
#include "data/coverage/network/PlanCheck.h"

#include <cmath>
#include <cstdio>

namespace sorami {
namespace {

const std::vector<OptionSpec> kCheckOptions = withPlanOptions({
    {"--altitude", "M[,M…]", "altitudes at which gaps are looked for, metres AMSL (300,1000,3000)", true},
    {"--no-coverage", "", "only figures, terrain at the sites and links"},
});

constexpr std::string_view kCheckSynopsis =
    R"(check PLAN [--terrain DEM…]

Looks for what is wrong in a plan: sites on one spot, under water or without terrain, figures that look like
another unit, sensors that reach no centre, links that terrain blocks, blind gaps in areas, sensors that add
nothing. Every link comes with its budget. Exit code 3 when there is a fault. PLAN may be 'demo'.
)";

// Each link with its budget: what of its margin free sight, ground and rain leave.
void writeLinks(JsonWriter& json, const Plan& plan, const PlanOptions& options) {
  json.key("links").beginArray();
  for (const LinkReport& link : examineLinks(plan, options.terrain, options.conditions)) {
    const Link* asked = plan.link(link.link);
    json.beginObject().key("id").value(link.link);
    json.key("from").value(asked->from).key("to").value(asked->to);
    json.key("state").value(linkStateName(link.state)).key("lengthM").number(link.length, 1);
    if (link.model != LossModel::None) {
      json.key("frequencyHz").number(asked->frequencyHz, 0);
      json.key("model").value(lossModelName(link.model));
      if (link.model != LossModel::DeltaBullington)
        json.key("timePercent").number(100 * options.conditions.time, 1);
      json.key("fresnelShare").number(link.clearance, 3).key("worstAtM").number(link.worstDistance, 1);
      json.key("freeSpaceDb").number(link.freeSpaceDb, 2).key("excessDb").number(link.terrainDb, 2);
      json.key("rainDb").number(link.rainDb, 2).key("marginDb").number(link.marginDb, 2);
      json.key("rainRateOutMmH");
      if (std::isfinite(link.rainRateOut)) {
        json.number(link.rainRateOut, 1);
      } else {
        json.null();
      }
      if (link.doubtful) json.key("doubtful").value(true);
    }
    json.endObject();
  }
  json.endArray();
}

}  // namespace

int runCheck(int argc, char** argv) {
  const auto arguments = Arguments::parse(argc, argv, kCheckOptions);
  if (!arguments) return fail("check", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().size() != 1) {
    printUsage(kCheckSynopsis, kCheckOptions);
    return arguments->has("--help") ? 0 : 2;
  }
  CheckOptions check;
  const auto altitudes = readAltitudes(*arguments, check.altitudes);
  if (!altitudes) return fail("check", altitudes.error(), 2);
  check.altitudes = *altitudes;
  const auto options = readPlanOptions("check", *arguments);
  if (!options) return fail("check", options.error(), 2);
  check.conditions = options->conditions;
  const auto plan = readPlanArgument(arguments->rest()[0]);
  if (!plan) return fail("check", plan.error());
  std::vector<Finding> findings = checkPlan(*plan, options->terrain, check);
  if (!arguments->has("--no-coverage")) {
    const auto sensors = computeNetworkCli("check", *plan, *options);
    if (!sensors) return fail("check", sensors.error());
    for (Finding& finding : checkCoverage(*plan, *sensors, options->terrain, check)) {
      findings.push_back(std::move(finding));
    }
  }
  JsonWriter json;
  bool isFaulty = false;
  json.beginObject().key("plan").value(plan->name).key("findings").beginArray();
  for (const Finding& finding : findings) {
    const char* const levels[] = {"note", "warning", "fault"};
    isFaulty = isFaulty || finding.level == FindingLevel::Fault;
    json.beginObject().key("level").value(levels[static_cast<int>(finding.level)]);
    json.key("code").value(finding.code).key("subject").value(finding.subject);
    json.key("name").value(finding.name).key("text").value(finding.text).endObject();
  }
  json.endArray();
  writeLinks(json, *plan, *options);
  json.endObject();
  std::printf("%s\n", json.text().c_str());
  return isFaulty ? 3 : 0;
}

}  // namespace sorami
