// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/OpenAny.h"

#include "data/ingest/CopyRecording.h"
#include "data/store/MemoryRecording.h"
#include "data/store/RecordingFile.h"
#include "data/store/library/Library.h"

#include <array>
#include <cstddef>
#include <fstream>

namespace sorami {
namespace {

bool isRecordingFile(const std::string& path) {
  std::array<char, 128> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  return isRecording(std::as_bytes(std::span(head.data(), static_cast<std::size_t>(file.gcount()))));
}

}  // namespace

Result<OpenedRecording> openAny(const std::vector<std::string>& paths, const ImportOptions& options,
                                const ProgressFn& progress, std::stop_token stop) {
  if (paths.size() == 1 && (isLibrary(paths.front()) || isRecordingFile(paths.front()))) {
    Result<StoreViewPtr> view = openRecording(paths.front());
    if (!view) return view.error();
    return OpenedRecording{std::move(*view), {}};
  }
  const std::unique_ptr<SampleSink> sink = makeMemoryRecording();
  Result<ImportReport> report = importFiles(paths, options, *sink, progress, stop);
  if (!report) return report.error();
  Result<StoreViewPtr> view = sink->finish();
  if (!view) return view.error();
  return OpenedRecording{std::move(*view), std::move(*report)};
}

}  // namespace sorami
