// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/FileSink.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace sorami {
namespace {

/// A key that differs for different identities: packed where it fits, hashed where it does not.
std::uint64_t identityKey(const Report& report) {
  const std::uint64_t place = std::uint64_t{report.source} << 48 | static_cast<std::uint64_t>(report.id.kind)
                                                                       << 44;
  if (report.uid.empty() && report.id.value < (std::uint64_t{1} << 44)) return place | report.id.value;
  std::uint64_t hash = std::hash<std::string_view>()(report.uid) ^ report.id.value * 0x9E3779B97F4A7C15ULL;
  return place ^ (hash | std::uint64_t{1} << 63);
}

/// The source's own key in an import of several files.
SourceKey keyInFile(SourceKey key, const std::string& path, FileSink::Owners& owners) {
  if (!key.isOfFile) return key;
  const std::string own = key.name;
  const std::string file = std::filesystem::path(path).filename().string();
  for (int again = 1; owners.try_emplace(key.name, path).first->second != path; ++again)
    key.name = own + " " + file + (again > 1 ? " " + std::to_string(again) : "");
  return key;
}

}  // namespace

FileSink::FileSink(Recorder& recorder, FileReport& file, const ImportOptions& options, Owners& owners)
    : m_recorder(recorder),
      m_before(recorder.stats()),
      m_file(file),
      m_known(options.sources),
      m_options(options),
      m_owners(owners) {}

std::uint16_t FileSink::source(const SourceKey& given) {
  const SourceKey key = keyInFile(given, m_file.path, m_owners);
  if (std::find(m_file.sources.begin(), m_file.sources.end(), key.name) == m_file.sources.end()) {
    m_file.sources.push_back(key.name);
  }
  const std::uint16_t index = m_recorder.source(key);
  if (!m_known.isEmpty()) m_known.add(index, key.name);
  if (m_options.onSource) m_options.onSource(index, key);
  return index;
}

void FileSink::report(const Report& report) {
  if (m_known.isEmpty()) return take(report);
  Report known = report;
  m_known.apply(known);
  take(known);
}

void FileSink::take(const Report& report) {
  if (m_options.onReport) m_options.onReport(m_file.path, report);
  m_recorder.report(report);
  if (!report.hasPosition() && report.kind != ReportKind::Service && report.rangeM == report.rangeM)
    ++m_placeless;
  if (!report.hasPosition() || (report.lat == 0 && report.lon == 0)) return;
  if (!(std::abs(report.lat) <= 90) || !(std::abs(report.lon) <= 180)) return;
  ++m_file.updates;
  m_file.time.include(report.eventTime);
  m_box.include(report.lat, report.lon);
  if (report.kind != ReportKind::Plot) m_identities.insert(identityKey(report));
}

void FileSink::video(VideoSweep sweep) {
  m_known.apply(sweep);
  if (!sweep.isPlaced()) ++m_placelessVideo;
  m_recorder.video(std::move(sweep));
}

void FileSink::diagnostic(Diagnostic diagnostic) {
  if (m_file.errorCount++ < m_options.maxErrors) m_file.errors.push_back(std::move(diagnostic));
}

void FileSink::dropped(std::string_view reason, std::uint64_t count) {
  m_recorder.dropped(reason, count);
}

void FileSink::record(std::string_view recordKind, std::uint64_t count) {
  const auto found = m_file.records.find(recordKind);
  if (found != m_file.records.end()) {
    found->second += count;
  } else {
    m_file.records.emplace(recordKind, count);
  }
}

void FileSink::finish() {
  const RecorderStats& now = m_recorder.stats();
  m_file.tracks = m_identities.size();
  m_file.legs = now.legs - m_before.legs;
  m_file.quarantined = now.quarantined - m_before.quarantined;
  for (const auto& [reason, count] : now.dropped) {
    const auto before = m_before.dropped.find(reason);
    const std::uint64_t here = count - (before == m_before.dropped.end() ? 0 : before->second);
    if (here > 0) m_file.dropped[reason] = here;
  }
  if (m_placeless > 0) {
    m_file.notes.push_back(std::to_string(m_placeless) +
                           " records tell range and azimuth from a sensor whose place is not in the stream: "
                           "tell it (--sensor LON,LAT,HEIGHT)");
  }
  if (m_placelessVideo > 0) {
    m_file.notes.push_back(
        std::to_string(m_placelessVideo) +
        " radials of radar video are of a sensor whose place is not in the stream: tell it "
        "(--sensor LON,LAT,HEIGHT)");
  }
  m_file.box = m_box.box();
}

}  // namespace sorami
