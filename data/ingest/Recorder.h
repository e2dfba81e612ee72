// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"
#include "data/ingest/IdentityRules.h"
#include "data/store/SampleSink.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace sorami {

/// What the recorder takes for impossible.
struct RecorderOptions {
  /// Events after this, by more than a day, are impossible (simulations excepted). No time: not checked.
  UtcTime now;
  /// Jumps that need more than this, m/s, are quarantined, or more than three times the reported speed.
  double maxSpeed = 1500.0;
  /// Records what is no target too: decoys, debris, people, buildings of a simulation (kMinor).
  bool keepMinor = false;
  /// What the user knows of the tracks. It goes before what the source says; the built-in rules come after
  /// it.
  IdentityRules identity;
};

/// What became of the reports.
struct RecorderStats {
  std::uint64_t accepted = 0;     ///< samples written, quarantined ones included
  std::uint64_t quarantined = 0;  ///< of these, flagged kOutlier
  std::uint64_t legs = 0;         ///< flights or runs: the first of each track and each later one
  std::map<std::string, std::uint64_t> dropped;  ///< by reason: the recorder's and the decoder's
};

/// Normalises reports and writes them to a recording: identity → source track with incarnations and legs,
/// duplicates, impossible places and times, the plausibility gate. Deterministic: the same reports in the
/// same order give the same samples. No thread, no clock.
class Recorder final : public DecodeSink {
 public:
  Recorder(SampleSink& sink, const RecorderOptions& options);
  ~Recorder() override;

  std::uint16_t source(const SourceKey& key) override;
  void report(const Report& report) override;
  void video(VideoSweep sweep) override;
  void diagnostic(Diagnostic diagnostic) override;  ///< counted by nobody here: the importer keeps them
  void dropped(std::string_view reason, std::uint64_t count) override;
  void record(std::string_view recordKind, std::uint64_t count) override;

  /// What follows stands in this input of the recording (see RawInputs.h); nothing: it stands nowhere.
  void setInput(std::optional<std::uint16_t> input);
  const RecorderStats& stats() const;
  /// Moves RecorderOptions::now on: a live recording may last for days.
  void setNow(UtcTime now);

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace sorami
