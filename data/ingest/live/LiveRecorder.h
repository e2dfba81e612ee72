// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Recorder.h"
#include "data/ingest/live/SourceHealth.h"
#include "data/ingest/live/SourceSpec.h"
#include "data/store/SampleSink.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sorami {

struct LiveOptions {
  RecorderOptions recorder;           ///< `now` follows the machine's clock
  Micros commitInterval = kSecond;    ///< what is lost in a crash at most
  Micros reorderLimit = 2 * kSecond;  ///< reports of a track that come late by less are put back into order
  std::size_t queueLimit = 400'000;   ///< reports that may wait for the writer
  std::uint64_t unsafeLimit = 1'500'000;  ///< reports kept in memory while the file cannot be written
  /// Given, on the writer's thread, each view of what has been recorded. Less often when the machine is busy:
  /// the display thins before the recording does.
  std::function<void(const StoreViewPtr&)> onView;
};

/// How the recording itself does.
struct RecordingHealth {
  UtcTime begun;
  std::uint64_t accepted = 0;  ///< samples written, quarantined ones included
  std::uint64_t quarantined = 0;
  std::uint64_t tracks = 0;
  std::uint64_t unsafe = 0;  ///< samples a crash would lose now
  std::uint64_t commits = 0;
  UtcTime lastCommit;
  Micros longestCommit = 0;    ///< the longest time one commit took
  Micros longestInterval = 0;  ///< the longest time from one commit to the next
  Micros commitTime = 0;       ///< of all commits
  std::string trouble;         ///< why the last commit failed; empty when it did not
  std::size_t queued = 0;      ///< reports that wait for the writer
  std::size_t queuePeak = 0;
  std::size_t queueLimit = 0;
  Micros viewInterval = kSecond;                 ///< between two views for the display
  std::map<std::string, std::uint64_t> dropped;  ///< by reason

  /// The display lags because the machine is busy.
  bool isThinned() const { return viewInterval > kSecond; }
};

/// Records live sources: each has a thread that reads and decodes; one writer puts the reports in order,
/// applies the rules of the ingest model and commits each second. From any thread, but for finish().
class LiveRecorder {
 public:
  LiveRecorder(std::unique_ptr<SampleSink> sink, LiveOptions options);
  /// As finish(), without the view.
  ~LiveRecorder();
  LiveRecorder(const LiveRecorder&) = delete;
  LiveRecorder& operator=(const LiveRecorder&) = delete;

  /// Begins with a source; gives its id.
  int add(const SourceSpec& spec);
  /// Ends a source. Its health stays to be seen; what it gave stays recorded.
  void disconnect(int id);
  /// Forgets a source that is over, or ends it first.
  void remove(int id);
  /// Subtracts this from the event times of a source from now on.
  void setCorrection(int id, Micros correction);

  std::vector<SourceHealth> sources() const;
  RecordingHealth recording() const;
  /// No source will give anything any more.
  bool allOver() const;
  /// The instant that is now on the sources' own clock, and so on the recording's: what a live picture shows.
  /// No time before the first report.
  UtcTime eventNow() const;

  /// Ends all sources, writes what they gave and ends the recording. The view is of all of it; the error says
  /// why the file could not be completed (what was committed is in it all the same).
  Result<StoreViewPtr> finish();

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace sorami
