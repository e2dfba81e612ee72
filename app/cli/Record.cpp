// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/HealthJson.h"
#include "app/cli/IngestOptions.h"
#include "app/cli/Subcommands.h"
#include "data/ingest/live/LiveInput.h"
#include "data/ingest/live/LiveRecorder.h"
#include "data/store/RecordingFile.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

namespace sorami {
namespace {

using std::chrono::steady_clock;

constexpr auto kLookEvery = std::chrono::milliseconds(100);
constexpr Micros kUsualProgress = 10 * kSecond;

volatile std::sig_atomic_t g_signal = 0;

void onSignal(int number) {
  // A second one ends the program at once: the file is then completed by whoever opens it next.
  if (g_signal != 0) std::signal(number, SIG_DFL);
  g_signal = number;
}

/// What changed since it was told last, to stderr.
class Teller {
 public:
  explicit Teller(Micros every) : m_every(every) {}

  void look(const std::vector<SourceHealth>& sources, const RecordingHealth& recording) {
    const auto now = steady_clock::now();
    for (const SourceHealth& s : sources) {
      auto& [state, message] = m_states[s.id];
      // The seconds that count down to the next try are no news.
      const std::string core = s.message.substr(0, s.message.find("; next try"));
      const bool countdown = s.state == SourceState::Silent;
      if (state == nameOf(s.state) && (countdown || message == core)) continue;
      state = nameOf(s.state);
      message = core;
      std::fprintf(stderr, "sorami record: %s: %s%s%s\n", s.label.c_str(), state.c_str(),
                   s.message.empty() ? "" : ": ", s.message.c_str());
    }
    if (recording.trouble != m_trouble) {
      if (recording.trouble.empty())
        std::fprintf(
            stderr, "sorami record: the file is written again; nothing that waited was lost%s\n",
            recording.dropped.contains("no room on the disk") ? " but what is counted as dropped" : "");
      else
        std::fprintf(stderr,
                     "sorami record: THE FILE IS NOT WRITTEN: %s; kept in memory, tried each second\n",
                     recording.trouble.c_str());
      m_trouble = recording.trouble;
    }
    if (m_every <= 0 || now - m_last < std::chrono::microseconds(m_every)) return;
    m_last = now;
    for (const SourceHealth& s : sources)
      std::fprintf(stderr, "sorami record: %s: %s\n", s.label.c_str(), healthLine(s).c_str());
    std::string drops;
    for (const auto& [reason, count] : recording.dropped)
      drops += (drops.empty() ? "; dropped: " : ", ") + std::to_string(count) + " " + reason;
    std::fprintf(stderr, "sorami record: %llu updates of %llu tracks safe%s\n",
                 static_cast<unsigned long long>(recording.accepted - recording.unsafe),
                 static_cast<unsigned long long>(recording.tracks), drops.c_str());
  }

 private:
  Micros m_every;
  steady_clock::time_point m_last = steady_clock::now();
  std::map<int, std::pair<std::string, std::string>> m_states;
  std::string m_trouble;
};

Result<SourceSpec> sourceFrom(const std::string& text, const Arguments& arguments,
                              const ImportOptions& common) {
  auto spec = parseSource(text);
  if (!spec) return spec;
  SourceSettings& own = spec->settings;
  // What the source's own text says goes before what is said for all.
  DecodeOptions decode = common.decode;
  if (own.decode.referenceDate) decode.referenceDate = own.decode.referenceDate;
  if (own.decode.clockOffset != 0) decode.clockOffset = own.decode.clockOffset;
  if (own.decode.sensorPosition) {
    decode.sensorPosition = own.decode.sensorPosition;
    decode.sensorHeight = own.decode.sensorHeight;
  }
  if (!own.decode.editions.empty()) decode.editions = own.decode.editions;
  own.decode = decode;
  if (own.format.empty()) own.format = arguments.value("--format");
  return spec;
}

}  // namespace

int runRecord(int argc, char** argv) {
  const OptionSpec specs[] = {
      {"-o", "OUT.sorec", "the recording to make"},
      {"--replace", "", "replace a recording that is there"},
      {"--duration", "10m", "ends after so long; else at Ctrl+C, or when all sources have ended"},
      {"--format", "ID", "the format, if the bytes are not to decide"},
      {"--raw", "none|embed", "whether the octets that come in are kept in the recording; none"},
      {"--reorder", "2s", "how much too late a report of a track may come and still be put in order"},
      {"--progress", "10s", "a line on each source so often; 0 for none"},
      SORAMI_INGEST_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("record", arguments.error(), 2);
  if (arguments->has("--help") || arguments->rest().empty()) {
    printUsage("record [options] SOURCE… -o OUT.sorec", specs);
    std::fputs("sources:\n", stderr);
    for (const SourceExample& example : sourceExamples())
      std::fprintf(stderr, "  %-40.*s %.*s\n", static_cast<int>(example.text.size()), example.text.data(),
                   static_cast<int>(example.what.size()), example.what.data());
    std::fputs("  -                                        standard input\n", stderr);
    return arguments->has("--help") ? 0 : 2;
  }
  if (!arguments->has("-o")) return fail("record", {"where to write is not told", "-o", ""}, 2);
  const auto common = ingestOptions(*arguments);
  if (!common) return fail("record", common.error(), 2);
  if (!common->format.empty() && findFormat(common->format) == nullptr)
    return fail("record", {"there is no format '" + common->format + "'", "--format", ""}, 2);
  if (const std::string raw = arguments->value("--raw", "none"); raw != "none" && raw != "embed")
    return fail("record", {"'" + raw + "' is not one of none and embed", "--raw", ""}, 2);
  Micros spans[3] = {0, 2 * kSecond, kUsualProgress};
  const char* const names[3] = {"--duration", "--reorder", "--progress"};
  for (int i = 0; i < 3; ++i) {
    if (!arguments->has(names[i])) continue;
    const auto span = parseDuration(arguments->value(names[i]));
    if (!span || *span < 0)
      return fail("record",
                  {"'" + arguments->value(names[i]) + "' is not a length of time", names[i],
                   "write 90s, 10m or 1h30m"},
                  2);
    spans[i] = *span;
  }
  std::vector<SourceSpec> sources;
  for (const std::string& text : arguments->rest()) {
    auto spec = sourceFrom(text, *arguments, *common);
    if (!spec) return fail("record", spec.error(), 2);
    spec->settings.keepRaw = arguments->value("--raw") == "embed";
    spec->settings.table = common->sources;
    sources.push_back(std::move(*spec));
  }

  const std::string path = arguments->value("-o");
  auto file = createRecording(path, arguments->has("--replace") ? IfExists::Replace : IfExists::Refuse);
  if (!file) return fail("record", file.error());
  g_signal = 0;
  struct sigaction action {};
  action.sa_handler = onSignal;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGHUP, &action, nullptr);
  // A full quota is an error of the write, not the end of the program.
  std::signal(SIGXFSZ, SIG_IGN);

  LiveOptions options;
  options.recorder = common->recorder;
  options.reorderLimit = spans[1];
  (*file)->setMeta("recorded_live", toIso(systemNow()));
  {
    JsonWriter inputs;
    inputs.beginArray();
    for (const SourceSpec& spec : sources) inputs.beginObject().key("source").value(spec.text).endObject();
    inputs.endArray();
    (*file)->setMeta("inputs", inputs.text());
  }
  LiveRecorder recorder(std::move(*file), options);
  for (const SourceSpec& spec : sources) recorder.add(spec);
  const auto start = steady_clock::now();
  Teller teller(spans[2]);
  while (g_signal == 0 && !recorder.allOver()) {
    if (spans[0] > 0 && steady_clock::now() - start >= std::chrono::microseconds(spans[0])) break;
    teller.look(recorder.sources(), recorder.recording());
    std::this_thread::sleep_for(kLookEvery);
  }
  const double seconds = std::chrono::duration<double>(steady_clock::now() - start).count();
  auto last = recorder.sources();
  const auto view = recorder.finish();
  const RecordingHealth recording = recorder.recording();
  const auto after = recorder.sources();
  teller.look(after, recording);
  // Counts are those at the very end; states those before the end was asked for.
  for (std::size_t i = 0; i < last.size(); ++i) {
    SourceHealth end = after[i];
    if (!end.isOver() || end.state == SourceState::Disconnected) {
      end.state = last[i].state;
      end.message = last[i].message;
    }
    end.reportsPerSecond = last[i].reportsPerSecond;
    last[i] = std::move(end);
  }
  if (!view) {
    fail("record", view.error());
    std::fputs("sorami record: what was written before stands in the file; open it to have it completed\n",
               stderr);
  }
  const std::uint64_t updates = view ? (*view)->sampleCount() : recording.accepted - recording.unsafe;
  JsonWriter json;
  json.beginObject().key("path").value(path);
  json.key("seconds").number(seconds, 3);
  json.key("tracks").value(view ? std::uint64_t{(*view)->tracks().size()} : recording.tracks);
  json.key("updates").value(updates);
  json.key("firstTime").value(view ? toIso((*view)->extent().begin) : "");
  json.key("lastTime").value(view ? toIso((*view)->extent().end) : "");
  writeHealth(json, last, recording);
  json.endObject();
  std::printf("%s\n", json.text().c_str());
  if (!view) return 1;
  if (updates == 0) {
    // An empty recording is of no use to anybody.
    std::remove(path.c_str());
    return fail("record", {"nothing with a position was received: no recording is left", path, ""});
  }
  return 0;
}

}  // namespace sorami
