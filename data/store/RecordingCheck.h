// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// A part of a recording that cannot be read.
struct RecordingGap {
  TimeRange range;            ///< not valid when not even that is known
  std::uint64_t samples = 0;  ///< that were there; 0 unknown
  std::uint32_t bucket = 0;
  int group = -1;   ///< chunk of the bucket; -1 all of it, or the tail
  std::string why;  ///< one clause: `its bytes have changed`
};

/// What a recording's file holds, as found by reading all of it.
struct RecordingCheck {
  std::string path;
  int version = 0;              ///< of the file format
  std::string state;            ///< `clean`, or `recording`: its writer has not finished
  bool isBeingWritten = false;  ///< by a program that runs now
  std::uint64_t logBytes = 0;   ///< in a log that is not yet in the file
  std::uint64_t sources = 0;
  std::uint64_t tracks = 0;
  std::uint64_t buckets = 0;
  std::uint64_t chunks = 0;
  std::uint64_t samples = 0;          ///< that the file says it holds
  std::uint64_t samplesRead = 0;      ///< that were read and are as they were written
  TimeRange extent;                   ///< of what was read
  std::vector<RecordingGap> gaps;     ///< by time
  std::vector<std::string> problems;  ///< of the file as a whole: tables, index, description

  bool ok() const { return gaps.empty() && problems.empty(); }
};

/// Reads all of a recording and compares it with what it says of itself: the database's pages, every chunk's
/// hash and every sample's place, directories, tracks, the tail. Never changes the file. Errors: it is no
/// recording, or cannot be opened at all; recoverRecording() may still save something.
Result<RecordingCheck> verifyRecording(const std::string& path, std::stop_token stop = {});

/// What a salvage saved and what it could not.
struct SalvageReport {
  RecordingCheck found;  ///< gaps are what is missing in the new recording
  std::uint64_t chunksSaved = 0;
  std::uint64_t chunksCarved = 0;    ///< of these, found in pages that no table leads to any more
  std::uint64_t chunksUnproven = 0;  ///< of these, whose hash is lost: they decode, but cannot be compared
  std::uint64_t samplesSaved = 0;
  std::uint64_t tailSamples = 0;     ///< of these, from the tail
  std::uint64_t namelessTracks = 0;  ///< whose description is lost; they are named by their number
  TimeRange extent;                  ///< of what was saved
};

/// Saves every whole chunk of a damaged recording into a new one. Works on files whose tables are broken, cut
/// off or overwritten: what the tables do not lead to is looked for page by page. The damaged file is not
/// changed. Errors: nothing could be saved, or the new file cannot be written.
Result<SalvageReport> recoverRecording(const std::string& path, const std::string& out,
                                       std::stop_token stop = {});

}  // namespace sorami
