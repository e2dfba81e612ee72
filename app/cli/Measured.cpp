// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/network/Measured.h"

#include "app/cli/IngestOptions.h"
#include "app/cli/PlanOptions.h"
#include "app/cli/Subcommands.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/network/CoverageFit.h"
#include "data/ingest/OpenAny.h"

#include <cstdio>

namespace sorami {
namespace {

const std::vector<OptionSpec> kMeasuredOptions = withPlanOptions({
    {"--plan", "PLAN", "the plan the sensor stands in"},
    {"--site", "ID", "id or name of the sensor"},
    {"--source", "NAME", "the recording's source that is this sensor (its only one)"},
    {"--azimuth-step", "DEG", "of a cell (5)"},
    {"--range-step-km", "KM", "of a cell (20)"},
    {"--geojson", "OUT", "the cells, to be laid over the map"},
    {"--fit", "", "also the antenna height, earth factor and losses that explain the recording best"},
});

constexpr std::string_view kMeasuredSynopsis =
    R"(measured RECORDING… --plan PLAN --site ID [--source NAME] [--terrain DEM…]

Holds what a sensor really reported, by range, azimuth and altitude band, against what its coverage predicts.
Where it did not detect is known only when another source reported a target there.
)";

void writeFitted(JsonWriter& json, const char* key, const FittedValue& v) {
  json.key(key).beginObject().key("before").number(v.before, 4);
  if (v.isFitted) {
    json.key("value").number(v.value, 4).key("low").number(v.low, 4).key("high").number(v.high, 4);
    json.key("determined").value(v.isDetermined);
  }
  json.endObject();
}

}  // namespace

int runMeasured(int argc, char** argv) {
  const auto a = Arguments::parse(argc, argv, kMeasuredOptions);
  if (!a) return fail("measured", a.error(), 2);
  if (a->has("--help") || a->rest().empty() || !a->has("--plan") || !a->has("--site")) {
    printUsage(kMeasuredSynopsis, kMeasuredOptions);
    return a->has("--help") ? 0 : 2;
  }
  MeasuredOptions cells;
  const auto azimuth = a->number("--azimuth-step", cells.azimuthStepDeg);
  if (!azimuth) return fail("measured", azimuth.error(), 2);
  const auto range = a->number("--range-step-km", cells.rangeStep / 1000);
  if (!range) return fail("measured", range.error(), 2);
  cells.azimuthStepDeg = *azimuth;
  cells.rangeStep = *range * 1000;
  const auto options = readPlanOptions("measured", *a);
  if (!options) return fail("measured", options.error(), 2);
  const auto plan = readPlanArgument(a->value("--plan"));
  if (!plan) return fail("measured", plan.error());
  const Site* site = nullptr;
  for (const Site& each : plan->sites) {
    if (each.id == a->value("--site") || each.name == a->value("--site")) site = &each;
  }
  const auto request = site ? coverageRequest(*site, options->conditions.k) : std::nullopt;
  if (!request) {
    return fail("measured",
                {"the plan has no active sensor '" + a->value("--site") + "'", "--site", "id or name"}, 2);
  }
  const auto store = openAny(a->rest(), ImportOptions());
  if (!store) return fail("measured", store.error());
  const auto sources = store->view->sources();
  std::size_t source = sources.size();
  std::string known;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    known += (known.empty() ? "" : ", ") + sources[i].name;
    if (sources[i].name == a->value("--source") || (sources.size() == 1 && !a->has("--source"))) source = i;
  }
  if (source == sources.size()) {
    const std::string problem = a->has("--source")
                                    ? "the recording has no source '" + a->value("--source") + "'"
                                    : "the recording has several sources";
    return fail("measured", {problem, "--source", "give one of " + known}, 2);
  }
  const auto field = computeCoverage(*request, options->terrain, options->quality);
  if (!field) return fail("measured", field.error());
  const auto report = measureCoverage(*store->view, static_cast<std::uint16_t>(source),
                                      {site->id, *site->sensor, *field}, cells);
  if (!report) return fail("measured", report.error());
  if (a->has("--geojson")) {
    const std::string path = a->value("--geojson");
    const std::string text = measuredToGeoJson(*report, site->position);
    std::FILE* file = std::fopen(path.c_str(), "wb");
    const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if ((file != nullptr && std::fclose(file) != 0) || !written) {
      return fail("measured", {"the file cannot be written", path, ""});
    }
  }
  JsonWriter json;
  json.beginObject().key("site").value(site->id).key("source").value(sources[source].name);
  json.key("reports").value(report->own).key("whereTheModelSees").value(report->seen);
  json.key("withoutAltitude").value(report->withoutAltitude).key("hasOtherSources").value(report->hasOthers);
  json.key("cells").beginObject();
  for (int v = 0; v < 4; ++v) {
    json.key(measuredVerdictName(static_cast<MeasuredVerdict>(v)))
        .value(static_cast<std::uint64_t>(report->number[v]));
  }
  json.endObject().key("bands").beginArray();
  for (std::size_t b = 0; b + 1 < cells.bands.size(); ++b) {
    std::uint64_t number[4] = {0, 0, 0, 0};
    for (const MeasuredCell& cell : report->cells) {
      if (cell.altitudeFrom == cells.bands[b]) ++number[static_cast<int>(cell.verdict)];
    }
    json.beginObject()
        .key("altitudeFrom")
        .number(cells.bands[b], 0)
        .key("altitudeTo")
        .number(cells.bands[b + 1], 0);
    for (int v = 0; v < 4; ++v)
      json.key(measuredVerdictName(static_cast<MeasuredVerdict>(v))).value(number[v]);
    json.endObject();
  }
  json.endArray();
  if (a->has("--fit")) {
    const auto fit =
        fitCoverage(*store->view, static_cast<std::uint16_t>(source), *request, options->terrain, cells);
    if (!fit) return fail("measured", fit.error());
    json.key("fit").beginObject();
    writeFitted(json, "antennaHeightM", fit->antennaHeight);
    writeFitted(json, "k", fit->k);
    writeFitted(json, "lossesDb", fit->losses);
    json.key("disagreementBefore").number(fit->disagreementBefore, 5);
    json.key("disagreement").number(fit->disagreement, 5);
    json.key("cells").value(static_cast<std::uint64_t>(fit->cells));
    json.key("reports").value(fit->all).endObject();
  }
  json.endObject();
  std::printf("%s\n", json.text().c_str());
  return 0;
}

}  // namespace sorami
