// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"
#include "data/store/Motion.h"
#include "widgets/scene/layers/ProjectedBucket.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sorami {

/// 95 % position error in metres of dead reckoning after `seconds`, measured on manoeuvring airliners.
double coastError(double seconds);

/// What a track does over a stretch of time, by the rules of MotionRules and Segment but in the map plane:
/// all that is needed to place it at any instant of it without projecting anything.
struct MapSegment {
  enum class Kind : std::uint8_t {
    None,     ///< nothing to show
    Linear,   ///< between two samples, evenly
    Hermite,  ///< between two samples, by their velocities
    Torn,     ///< between two samples on both sides of a cut of the map: placed on the earth
    Coast,    ///< on from the last sample
  };
  std::int64_t from = 0;  ///< holds for from ≤ t < to; empty when from ≥ to
  std::int64_t to = 0;
  std::int64_t t0 = 0;                       ///< time of the sample before
  Micros stale = 0;                          ///< age from which it is stale or coasting
  double x0 = 0, y0 = 0;                     ///< map metres, of the sample before
  double dx = 0, dy = 0;                     ///< map metres from it to the sample after
  float seconds = 0;                         ///< between the two
  float v0x = 0, v0y = 0, v1x = 0, v1y = 0;  ///< map metres a second at both; NaN unknown
  float scale = 1;                           ///< map metres a metre
  std::uint32_t sample = 0, nextSample = 0;  ///< in buckets[bucket], buckets[nextBucket]
  std::uint8_t bucket = 0, nextBucket = 0;
  Kind kind = Kind::None;
  std::uint16_t flags = 0;  ///< of the sample before

  bool holds(std::int64_t t) const { return t >= from && t < to; }
};

/// A track at an instant, in the map plane.
struct TrackPlace {
  double x = 0, y = 0;    ///< map metres
  float vx = 0, vy = 0;   ///< map metres a second; NaN unknown
  float uncertainty = 0;  ///< map metres, 95 %; 0: as good as its source
  TrackPhase phase = TrackPhase::Live;
};

/// The tracks of a few neighbouring buckets, ready to be asked where each is. What it answers for an instant
/// depends on that instant alone, not on what was asked before.
class ActiveTracks {
 public:
  /// `buckets` in the order of time, at most 250. What `before` knows of tracks of the same store is taken
  /// over.
  ActiveTracks(StoreViewPtr store, ProjectionPtr projection, std::vector<ProjectedBucketPtr> buckets,
               const ActiveTracks* before = nullptr);

  /// Another for all others there ever were.
  std::uint64_t id() const { return m_id; }
  const StoreView& store() const { return *m_store; }
  const StoreViewPtr& sharedStore() const { return m_store; }
  const ProjectionPtr& projection() const { return m_projection; }
  std::span<const ProjectedBucketPtr> buckets() const { return m_buckets; }
  std::span<const TrackId> tracks() const { return m_tracks; }
  /// The run of row `row` of tracks() in a bucket; -1 none.
  std::int32_t run(std::size_t row, std::size_t bucket) const {
    return m_runs[row * m_buckets.size() + bucket];
  }
  const MotionRules& rules(std::size_t row) const { return m_rules[row]; }
  /// Asks memory for what segmentAt() of this row and time will read, so that it need not wait for it.
  void prefetch(std::size_t row, std::int64_t t) const;
  /// What the track in a row does about time t. `asKnown`: by what had been received at t, reckoned on from
  /// the newest of it; the segment then holds until more comes.
  MapSegment segmentAt(std::size_t row, std::int64_t t, bool asKnown = false) const;
  /// Where it is; false when there is nothing to show. `segment` must hold for t.
  bool placeAt(const MapSegment& segment, std::int64_t t, TrackPlace* place) const;

 private:
  struct Found {
    int bucket = -1;
    std::int32_t run = -1;
    std::uint32_t sample = 0;
  };
  Found before(std::size_t row, std::int64_t t) const;
  Found after(std::size_t row, std::int64_t t) const;
  /// The newest sample that had been received at t, and when the next one that is newer will be.
  Found known(std::size_t row, std::int64_t t, std::int64_t* until) const;

  const std::uint64_t m_id;
  StoreViewPtr m_store;
  ProjectionPtr m_projection;
  std::vector<ProjectedBucketPtr> m_buckets;
  std::vector<TimeRange> m_ranges;  ///< of the buckets
  std::vector<TrackId> m_tracks;
  std::vector<std::int32_t> m_runs;
  std::vector<MotionRules> m_rules;  ///< of each track
};
using ActiveTracksPtr = std::shared_ptr<const ActiveTracks>;

/// Takes segments over from tracks of the same recording that had other buckets.
class SegmentCarrier {
 public:
  SegmentCarrier(const ActiveTracks& from, const ActiveTracks& to);
  /// Makes a segment one of the new tracks; false where they tell more, or no longer have its samples.
  bool carry(MapSegment& segment) const;

 private:
  std::vector<int> m_place;        ///< of each old bucket among the new ones; -1 gone
  std::vector<TimeRange> m_added;  ///< of buckets that were not there
};

}  // namespace sorami
