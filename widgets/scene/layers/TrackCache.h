// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/layers/TrackMotion.h"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace sorami {

/// Buckets in the map plane, made once for each projection by a worker and kept while they are near what is
/// shown. Every call is safe from any thread.
class TrackCache {
 public:
  /// With more samples about a time than `manySamples`, of what lies about it only the ends are kept on which
  /// tracks stand, and of what lies so far back that no track is reckoned on from it the trails alone.
  explicit TrackCache(std::size_t manySamples = kManySamples);
  ~TrackCache();
  TrackCache(const TrackCache&) = delete;
  TrackCache& operator=(const TrackCache&) = delete;

  struct Request {
    StoreViewPtr store;
    ProjectionPtr projection;
    UtcTime time;
    Micros trailLength = 0;
    Micros trailStep = kSecond;
    /// Whether a first answer may tell of the instant alone: where each track is, from the few samples about
    /// it, without trails. Not for what depends on when samples were received.
    bool glimpse = false;
    /// Whether trails may be drawn without the samples they were made of: not when these colour them or tell
    /// when they were received.
    bool plainTrails = false;
  };
  struct Answer {
    ActiveTracksPtr tracks;  ///< never null
    bool complete = true;    ///< false: some buckets are still being made
  };
  /// The tracks about a time, with trails behind them. Waits until all is there, or at most `patience`; then
  /// what is there, or a glimpse, is given and updated() is called when more is.
  Answer tracksAt(const Request& request, std::chrono::milliseconds patience);
  static constexpr std::chrono::milliseconds kForever = std::chrono::milliseconds::max();
  static constexpr std::size_t kManySamples = 250'000;
  /// How far about a time buckets are always looked at: what tracks need that report every few seconds.
  static constexpr Micros kLeastReach = 90 * kSecond;

  /// Called from the worker when something that was missing has been made.
  void onUpdated(std::function<void()> updated);

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace sorami
