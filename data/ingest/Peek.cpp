// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Peek.h"

#include "data/ingest/CopyRecording.h"
#include "data/ingest/Input.h"
#include "data/ingest/Text.h"
#include "data/ingest/capture/Capture.h"
#include "data/store/MemoryRecording.h"

namespace sorami {
namespace {

/// So many reports are read, and so many are kept to be listed.
constexpr std::size_t kReports = 5000;
constexpr std::size_t kListed = 200;
constexpr std::size_t kLines = 100;

std::vector<std::string> firstLines(std::span<const std::byte> head) {
  std::vector<std::string> lines;
  std::string_view text = asText(head);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (!text.empty() && lines.size() < kLines) {
    const std::size_t end = text.find('\n');
    // What the head cuts off is no line.
    if (end == text.npos && head.size() >= kSniffLength) break;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!trimmed(line).empty() && !isCsvRemark(line)) lines.emplace_back(line);
  }
  return lines;
}

}  // namespace

std::optional<CsvLayout> peekTable(const std::string& path) {
  std::optional<CsvLayout> table;
  (void)openInput(path, [&](InputStream stream) {
    const Format* const format =
        isRecording(stream.head) || isCapture(stream.head) ? nullptr : sniff(stream.head);
    if (format != nullptr && format->id == "csv") table = sniffCsv(firstLines(stream.head), DecodeOptions());
    return false;
  });
  return table;
}

Result<FilePeek> peekFile(const std::string& path, const ImportOptions& options, std::stop_token stop) {
  FilePeek peek;
  bool isOurs = false;
  (void)openInput(path, [&](InputStream stream) {
    isOurs = isRecording(stream.head);
    return false;
  });
  if (isOurs)
    return Error{"this is a recording already: there is nothing to choose", path, "open it as it is"};
  std::stop_source enough;
  const std::stop_callback passOn(stop, [&enough] { enough.request_stop(); });
  ImportOptions reading = options;
  reading.raw = RawKeeping::None;
  std::size_t count = 0;
  reading.onSource = [&](std::uint16_t source, const SourceKey& key) {
    if (peek.sources.size() <= source) peek.sources.resize(source + std::size_t{1});
    peek.sources[source] = key;
  };
  reading.onReport = [&](const std::string&, const Report& report) {
    if (peek.reports.size() < kListed && report.hasPosition()) peek.reports.push_back(report);
    if (++count >= kReports) enough.request_stop();
  };
  const std::unique_ptr<SampleSink> sink = makeMemoryRecording();
  const auto report = importFiles({path}, reading, *sink, {}, enough.get_token());
  if (!report) return report.error();
  if (!report->files.empty()) peek.file = report->files.front();
  peek.format = peek.file.format;
  auto view = sink->finish();
  if (!view) return view.error();
  peek.view = std::move(*view);
  if (peek.format == "csv" || peek.format.empty()) {
    (void)openInput(path, [&](InputStream stream) {
      peek.lines = firstLines(stream.head);
      return false;
    });
    peek.table = sniffCsv(peek.lines, options.decode);
  }
  return peek;
}

}  // namespace sorami
