// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/HealthJson.h"

#include "app/cli/IngestOptions.h"

#include <cstdio>

namespace sorami {
namespace {

void writeCounts(JsonWriter& json, const std::map<std::string, std::uint64_t>& counts) {
  json.beginObject();
  for (const auto& [name, count] : counts) json.key(name).value(count);
  json.endObject();
}

void writeSeconds(JsonWriter& json, std::optional<Micros> span) {
  if (span)
    json.number(static_cast<double>(*span) * 1e-6, 6);
  else
    json.null();
}

void writeSource(JsonWriter& json, const SourceHealth& s) {
  json.beginObject();
  json.key("source").value(s.text).key("name").value(s.label);
  json.key("state").value(nameOf(s.state)).key("message").value(s.message);
  json.key("format");
  if (s.format.empty())
    json.null();
  else
    json.value(s.format);
  json.key("sensors").beginArray();
  for (const std::string& name : s.sources) json.value(name);
  json.endArray();
  json.key("bytes").value(s.bytes).key("packets").value(s.packets).key("reports").value(s.reports);
  json.key("putInOrder").value(s.late);
  json.key("connections").value(std::int64_t{s.connections});
  json.key("reportsPerSecond").number(s.reportsPerSecond, 1);
  json.key("latencySeconds");
  writeSeconds(json, s.latency);
  json.key("clockOffsetSeconds");
  writeSeconds(json, s.clockOffset);
  json.key("clockOffsetStable").value(s.offsetIsStable);
  json.key("correctionSeconds");
  writeSeconds(json, s.correction);
  json.key("lastSeen");
  writeTime(json, s.lastSeen);
  json.key("lastEvent");
  writeTime(json, s.lastEvent);
  json.key("records");
  writeCounts(json, s.records);
  json.key("errors");
  writeCounts(json, s.errors);
  json.key("lastError").value(s.lastError);
  json.key("dropped");
  writeCounts(json, s.dropped);
  json.endObject();
}

}  // namespace

void writeHealth(JsonWriter& json, const std::vector<SourceHealth>& sources, const RecordingHealth& r) {
  json.key("commits").value(r.commits);
  json.key("longestCommitSeconds");
  writeSeconds(json, r.longestCommit);
  json.key("longestIntervalSeconds");
  writeSeconds(json, r.longestInterval);
  json.key("queuePeak").value(std::uint64_t{r.queuePeak});
  json.key("quarantined").value(r.quarantined);
  json.key("dropped");
  writeCounts(json, r.dropped);
  json.key("sources").beginArray();
  for (const SourceHealth& source : sources) writeSource(json, source);
  json.endArray();
}

std::string healthLine(const SourceHealth& s) {
  std::string line(nameOf(s.state));
  if (!s.message.empty()) line += " (" + s.message + ")";
  char text[64];
  if (!s.format.empty()) line += " · " + s.format;
  if (s.reports > 0) {
    std::snprintf(text, sizeof text, " · %.0f reports/s", s.reportsPerSecond);
    line += text;
  }
  if (s.latency) {
    std::snprintf(text, sizeof text, " · safe after %.0f ms", static_cast<double>(*s.latency) * 1e-3);
    line += text;
  }
  if (s.clockOffset) {
    std::snprintf(text, sizeof text, " · clock %+.1f s", -static_cast<double>(*s.clockOffset) * 1e-6);
    line += text;
  }
  if (const auto n = s.errorCount(); n > 0) line += " · " + std::to_string(n) + " errors";
  if (const auto n = s.dropCount(); n > 0) line += " · " + std::to_string(n) + " dropped";
  return line;
}

}  // namespace sorami
