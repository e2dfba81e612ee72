// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/Rows.h"
#include "data/store/StoreView.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sorami {

/// Running median of a stream in constant room: exact up to five values, then the P² estimate (Jain and
/// Chlamtac, Communications of the ACM 28(10), 1985). Exact for a constant stream of any length.
class RunningMedian {
 public:
  void add(float value);
  /// 0 when nothing was added.
  float value() const;

 private:
  std::array<float, 5> m_height{};
  std::array<std::uint32_t, 5> m_position{};
  std::uint32_t m_count = 0;
};

/// Everything a recording knows of its sources and tracks while it is written.
class TrackBook {
 public:
  std::uint16_t addSource(const SourceKey& key);
  TrackId addTrack(const TrackInfo& identity);
  /// Keeps what changed as AttributeChange, dated by the track's newest sample.
  void setTrack(TrackId track, const TrackInfo& identity);
  /// Counts a sample into the track's extent.
  void add(const Row& row);

  /// Takes a track as it was stored, with its extent; for going on with a recording.
  void restore(const TrackInfo& info, const Extent& extent);

  const std::vector<SourceKey>& sources() const { return m_sources; }
  std::size_t size() const { return m_tracks.size(); }
  /// With extent fields filled in.
  TrackInfo info(TrackId track) const;
  std::vector<TrackInfo> infos() const;
  std::uint16_t sourceOf(TrackId track) const { return m_tracks[track].source; }
  const Extent& extent(TrackId track) const { return m_stats[track].extent; }
  const std::vector<AttributeChange>& changes() const { return m_changes; }
  /// Changes since the last call; a change at the time of an older one of its kind replaces it.
  std::vector<AttributeChange> takeUnsaved() { return std::exchange(m_unsaved, {}); }

 private:
  struct Stats {
    Extent extent;
    RunningMedian interval;
    Micros knownInterval = 0;  ///< of a stored track: most of its samples are in it
    std::int64_t newest = 0;
  };
  void note(TrackId track, UtcTime time, const TrackInfo& before, const TrackInfo& after);

  std::vector<SourceKey> m_sources;
  std::vector<TrackInfo> m_tracks;
  std::vector<Stats> m_stats;
  std::vector<AttributeChange> m_changes;
  std::vector<AttributeChange> m_unsaved;
  std::unordered_map<std::uint64_t, std::size_t> m_lastChange;  ///< track and key: index into m_changes
};

/// The span a timeline should show, see StoreView::timeline().
TimeRange timelineOf(std::span<const TrackInfo> tracks, std::span<const BucketInfo> buckets);

}  // namespace sorami
