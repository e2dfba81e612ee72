// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Subcommands.h"
#include "data/core/JsonWriter.h"
#include "data/store/RecordingCheck.h"

#include <cstdio>
#include <filesystem>

namespace sorami {
namespace {

void writeCheck(JsonWriter& json, const RecordingCheck& check) {
  json.key("path").value(check.path);
  json.key("formatVersion").value(std::uint64_t(check.version));
  json.key("state").value(check.state);
  json.key("beingWritten").value(check.isBeingWritten);
  json.key("logBytes").value(check.logBytes);
  json.key("sources").value(check.sources);
  json.key("tracks").value(check.tracks);
  json.key("buckets").value(check.buckets);
  json.key("chunks").value(check.chunks);
  json.key("samples").value(check.samples);
  json.key("samplesRead").value(check.samplesRead);
  json.key("firstTime").value(toIso(check.extent.begin));
  json.key("lastTime").value(toIso(check.extent.end));
  json.key("gaps").beginArray();
  for (const RecordingGap& gap : check.gaps) {
    json.beginObject();
    json.key("from").value(toIso(gap.range.begin));
    json.key("to").value(toIso(gap.range.end));
    json.key("samples").value(gap.samples);
    json.key("bucket").value(std::uint64_t{gap.bucket});
    if (gap.group >= 0) json.key("group").value(std::uint64_t(gap.group));
    json.key("why").value(gap.why);
    json.endObject();
  }
  json.endArray();
  json.key("problems").beginArray();
  for (const std::string& problem : check.problems) json.value(problem);
  json.endArray();
}

}  // namespace

int runVerify(int argc, char** argv) {
  const OptionSpec specs[] = {{"--help", "", "this text"}};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("verify", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().empty()) {
    printUsage("verify FILE.sorec…   reads all of a recording and says what is damaged, as JSON", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  bool good = true;
  JsonWriter json;
  json.beginObject().key("files").beginArray();
  for (const std::string& path : arguments->rest()) {
    const auto check = verifyRecording(path);
    json.beginObject();
    if (check) {
      writeCheck(json, *check);
    } else {
      json.key("path").value(path);
      json.key("problems").beginArray().value(check.error().what).endArray();
    }
    const bool ok = check && check->ok();
    json.key("ok").value(ok);
    json.endObject();
    good = good && ok;
    if (!check) fail("verify", check.error());
    if (check && !ok)
      std::fprintf(stderr, "sorami verify: %s: %zu gaps, %zu problems; sorami recover saves the rest\n",
                   path.c_str(), check->gaps.size(), check->problems.size());
  }
  json.endArray().key("ok").value(good).endObject();
  std::printf("%s\n", json.text().c_str());
  return good ? 0 : 1;
}

int runRecover(int argc, char** argv) {
  const OptionSpec specs[] = {{"-o", "OUT.sorec", "the recording to write what is whole into"},
                              {"--help", "", "this text"}};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("recover", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().size() != 1) {
    printUsage("recover FILE.sorec -o OUT.sorec   saves every whole piece of a damaged recording", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  if (!arguments->has("-o")) return fail("recover", {"where to write is not told", "-o", ""}, 2);
  const std::string out = arguments->value("-o");
  const auto report = recoverRecording(arguments->rest().front(), out);
  if (!report) return fail("recover", report.error());
  JsonWriter json;
  json.beginObject().key("out").value(out);
  json.key("chunksSaved").value(report->chunksSaved);
  json.key("chunksCarved").value(report->chunksCarved);
  json.key("chunksUnproven").value(report->chunksUnproven);
  json.key("samplesSaved").value(report->samplesSaved);
  json.key("tailSamples").value(report->tailSamples);
  json.key("namelessTracks").value(report->namelessTracks);
  json.key("from").beginObject();
  writeCheck(json, report->found);
  json.endObject().key("complete").value(report->found.ok()).endObject();
  std::printf("%s\n", json.text().c_str());
  return 0;
}

}  // namespace sorami
