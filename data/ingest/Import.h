// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"
#include "data/ingest/Recorder.h"
#include "data/ingest/SourceTable.h"
#include "data/store/RawInputs.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// What the user says about the files to read.
struct ImportOptions {
  DecodeOptions decode;
  std::string format;  ///< id of the format all files are in; empty: found from their bytes
  /// What is known of sensors and feeds by their names; null: nothing.
  std::shared_ptr<const SourceTable> sources;
  RecorderOptions recorder;                ///< `now` is filled in from the machine's clock when it is not set
  RawKeeping raw = RawKeeping::Reference;  ///< what is kept of the reports' own octets
  std::size_t maxErrors = 100;             ///< errors kept for each file; all are counted
  /// Called with each report as it was decoded, and the path of its stream…
  std::function<void(const std::string& path, const Report&)> onReport;
  /// …and with each source before the first report of it.
  std::function<void(std::uint16_t, const SourceKey&)> onSource;
  /// Called with each decoder before it gets the first byte.
  std::function<void(Decoder&)> onDecoderMade;
  /// Called with each decoder when its stream has ended, for what only that format knows.
  std::function<void(const std::string& path, const Decoder&)> onDecoder;
};

/// What was found in one file.
struct FileReport {
  std::string path;
  std::string format;                                         ///< id; empty when the file was not recognised
  std::vector<std::string> sources;                           ///< names, in order of appearance
  std::uint64_t tracks = 0;                                   ///< identities that have a position
  std::uint64_t legs = 0;                                     ///< flights: tracks split at gaps and leg marks
  std::uint64_t updates = 0;                                  ///< positions as decoded
  TimeRange time;                                             ///< of the positions
  GeoBox box;                                                 ///< of the positions
  std::map<std::string, std::uint64_t, std::less<>> records;  ///< native records by kind
  std::vector<std::pair<std::string, std::string>> editions;  ///< of ASTERIX categories
  std::map<std::string, std::uint64_t> dropped;               ///< what is not used, by reason
  std::uint64_t quarantined = 0;   ///< positions kept but hidden as impossible jumps
  std::vector<Diagnostic> errors;  ///< the first of them
  std::uint64_t errorCount = 0;    ///< all of them
  std::vector<std::string> notes;  ///< what the user should know or decide

  bool ok() const { return errorCount == 0; }
};

struct ImportReport {
  std::vector<FileReport> files;
  bool cancelled = false;

  bool ok() const;
};

struct ImportProgress {
  std::string path;
  std::size_t fileIndex = 0;
  std::size_t fileCount = 0;
  std::uint64_t bytesRead = 0;   ///< of all files
  std::uint64_t bytesTotal = 0;  ///< of all files
};
/// Called about every mebibyte, on the importing thread.
using ProgressFn = std::function<void(const ImportProgress&)>;

/// Reads files (and all files below directories) into `sink`; the readable part of damaged ones too. The sink
/// is neither committed nor finished. What is wrong with a file stands in its report with byte offset and
/// what was expected; the Result is an Error only when there is nothing to read.
Result<ImportReport> importFiles(const std::vector<std::string>& paths, const ImportOptions& options,
                                 SampleSink& sink, const ProgressFn& progress = {},
                                 std::stop_token stop = {});

/// The same without a recording: what is in the files.
Result<ImportReport> inspectFiles(const std::vector<std::string>& paths, const ImportOptions& options,
                                  const ProgressFn& progress = {}, std::stop_token stop = {});

}  // namespace sorami
