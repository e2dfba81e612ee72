// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/store/StoreView.h"

#include <cstddef>
#include <span>
#include <string>

namespace sorami {

/// Where the recorder writes accepted samples: a recording in memory or a `.sorec` file. One writer, one
/// thread.
class SampleSink {
 public:
  virtual ~SampleSink() = default;
  /// Index of the source in the recording's table; the same key gives the same index.
  virtual std::uint16_t addSource(const SourceKey& key) = 0;
  /// Makes a track from its identity fields (extent fields are ignored: the sink keeps them) and returns its
  /// id.
  virtual TrackId addTrack(const TrackInfo& identity) = 0;
  /// Replaces the identity fields (callsign, type, squawk, affiliation, …) of a track; id and extent stay.
  virtual void setTrack(TrackId track, const TrackInfo& identity) = 0;
  /// Takes a sample. Any order of time is accepted; samples of one track are sorted (stably) when stored. One
  /// without time or position is ignored: there is no place for it in a picture.
  virtual void append(TrackId track, const Sample& sample) = 0;
  virtual void setMeta(const std::string& key, const std::string& value) = 0;
  /// Keeps a radial of radar video whose place and time are known.
  virtual void addVideo(const VideoSweep&) {}
  /// Keeps a stretch of an input's own octets in the recording, in the order of their offsets. Sinks that
  /// hold no octets pass over it.
  virtual void addRaw(std::uint16_t /*input*/, std::uint64_t /*offset*/,
                      std::span<const std::byte> /*bytes*/) {}
  virtual bool keepsRaw() const { return false; }
  /// Everything appended so far is safe (file) or visible (memory) when this returns without error.
  virtual Status commit() = 0;
  /// A view of everything committed so far, for showing a recording while it grows. On the writer's thread;
  /// the view itself may go to any. Null only when the recording can no longer be read.
  virtual StoreViewPtr snapshot() = 0;
  /// Ends the recording and returns a view of all of it.
  virtual Result<StoreViewPtr> finish() = 0;
};

}  // namespace sorami
