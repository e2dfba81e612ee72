// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/BoxBuilder.h"
#include "data/ingest/Import.h"
#include "data/ingest/SourceKnowledge.h"

#include <map>
#include <unordered_set>

namespace sorami {

/// Stands between a decoder and the recorder while one file is read and counts what passes.
class FileSink final : public DecodeSink {
 public:
  /// Which file of an import has a source that SourceKey::isOfFile, by its name.
  using Owners = std::map<std::string, std::string, std::less<>>;
  /// `options` and `owners` must outlive this.
  FileSink(Recorder& recorder, FileReport& file, const ImportOptions& options, Owners& owners);

  std::uint16_t source(const SourceKey& given) override;
  void report(const Report& report) override;
  void video(VideoSweep sweep) override;
  void diagnostic(Diagnostic diagnostic) override;
  void dropped(std::string_view reason, std::uint64_t count) override;
  void record(std::string_view recordKind, std::uint64_t count) override;
  /// Completes the report: what the recorder did since this sink was made, the box, the counts.
  void finish();

 private:
  void take(const Report& report);

  Recorder& m_recorder;
  RecorderStats m_before;
  FileReport& m_file;
  SourceKnowledge m_known;
  const ImportOptions& m_options;
  Owners& m_owners;
  std::uint64_t m_placeless = 0;  ///< targets whose place is told from a sensor whose own is not known
  std::uint64_t m_placelessVideo = 0;
  std::unordered_set<std::uint64_t> m_identities;
  BoxBuilder m_box;
};

}  // namespace sorami
