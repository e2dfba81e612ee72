// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/IngestOptions.h"
#include "app/cli/Subcommands.h"
#include "data/ingest/AssociationOverlay.h"
#include "data/ingest/OpenAny.h"
#include "data/ingest/encoders/Encoder.h"

#include <cstdio>

namespace sorami {
namespace {

void writeTrack(JsonWriter& json, const StoreView& view, TrackId id) {
  const TrackInfo& track = view.tracks()[id];
  json.beginObject().key("track").value(std::uint64_t{id}).key("name").value(track.displayName());
  json.key("identity").value(nativeIdText(track));
  json.key("source").value(track.source < view.sources().size() ? view.sources()[track.source].name : "");
  json.endObject();
}

}  // namespace

int runAssociate(int argc, char** argv) {
  const OptionSpec specs[] = {{"--distance", "METRES", "what is near; 1852"},
                              {"--height", "METRES", "what is near in height, of the same kind; 300"},
                              SORAMI_INGEST_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("associate", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().empty()) {
    printUsage("associate [options] REC…", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  const auto options = ingestOptions(*arguments);
  if (!options) return fail("associate", options.error(), 2);
  AssociationRules rules;
  const auto distance = arguments->number("--distance", rules.nearDistance);
  if (!distance) return fail("associate", distance.error(), 2);
  const auto height = arguments->number("--height", rules.nearHeight);
  if (!height) return fail("associate", height.error(), 2);
  rules.nearDistance = *distance;
  rules.nearHeight = *height;
  const auto opened = openAny(arguments->rest(), *options);
  if (!opened) return fail("associate", opened.error());
  printProblems("associate", opened->report);
  const StoreView& view = *opened->view;
  Associations found = associate(view, rules);
  if (arguments->rest().size() == 1) {
    // What was decided in the window stands beside the recording.
    const auto overlay = AssociationOverlay::read(AssociationOverlay::pathBeside(arguments->rest().front()));
    if (!overlay) return fail("associate", overlay.error());
    found = overlay->applied(view, found);
  }
  JsonWriter json;
  json.beginObject().key("systemTracks").beginArray();
  for (const SystemTrack& system : found.certain) {
    json.beginObject().key("reason").value(system.reason).key("members").beginArray();
    for (const TrackId id : system.members) writeTrack(json, view, id);
    json.endArray().endObject();
  }
  json.endArray().key("suggestions").beginArray();
  for (const AssociationSuggestion& s : found.suggested) {
    json.beginObject().key("reason").value(s.reason);
    json.key("compared").value(std::int64_t{s.compared}).key("near").value(std::int64_t{s.near});
    json.key("metresApart").number(s.distance, 1).key("members").beginArray();
    writeTrack(json, view, s.a);
    writeTrack(json, view, s.b);
    json.endArray().endObject();
  }
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  return opened->report.ok() ? 0 : 1;
}

}  // namespace sorami
