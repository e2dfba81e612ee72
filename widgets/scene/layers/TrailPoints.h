// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"
#include "widgets/scene/layers/TrackMotion.h"

#include <cstdint>
#include <future>
#include <memory>
#include <span>
#include <vector>

namespace sorami {

class TrailPd;

/// Points of trails as a scale shows them, in the order of the tracks' rows: what a view needs of the
/// buckets, a fraction of them. Made of each bucket by itself and joined. Immutable.
struct TrailPoints {
  static constexpr double kDotSpacing = 5;  ///< logical px between a trail's dots …
  static constexpr double kAirliner = 230;  ///< … at this speed (m/s), which most tracks have

  struct Point {
    float x = 0, y = 0;           ///< map metres from Look::origin
    std::int32_t ms = 0;          ///< after `base`; in a piece, after its bucket's begin
    bool isBreak : 1 = false;     ///< nothing leads here from the point before
    bool isLegStart : 1 = false;  ///< whatever that is
    std::uint8_t shade = 0;
    std::uint16_t late = 0;  ///< tenths of a second it was received after; as known only
  };
  /// What points are made for.
  struct Look {
    bool asKnown = false;
    bool dots = false;
    Micros step = 0;
    TrailColour colour = TrailColour::Affiliation;
    std::uint64_t pd = 0;     ///< TrailPd::keyOf() where that is the colour
    std::uint32_t every = 0;  ///< steps of the time scale between dots
    double spacing = 0;       ///< map metres between points of a line
    MapPoint origin;
    double halfWidth = 0, halfHeight = 0;  ///< map metres about origin that are covered

    /// For a frame, with as much about its view again.
    static Look of(const Frame& frame, bool dots);
    /// Whether what was made for this one serves for `other`, which has a view of its own.
    bool serves(const Look& other) const;
  };
  /// The points of one bucket's runs.
  struct Piece {
    std::shared_ptr<const std::vector<ProjectedBucket::TrailDot>> of;
    std::vector<std::uint32_t> starts;  ///< of each run in points, and the end
    std::vector<Point> points;
  };
  Look look;
  // Not the tracks themselves: they would keep samples that nothing else needs any more.
  std::uint64_t tracksId = 0;                        ///< ActiveTracks::id() of what it was made of …
  StoreViewPtr store;                                ///< … their recording …
  std::vector<TrackId> tracks;                       ///< … the tracks of their rows …
  std::vector<TimeRange> ranges;                     ///< … and their buckets
  std::vector<std::shared_ptr<const Piece>> pieces;  ///< of each bucket
  std::int64_t base = 0;                             ///< µs UTC
  std::vector<std::uint32_t> starts;                 ///< of each row in points, and the end
  std::vector<Point> points;

  /// `before`: made for the same look; what it has of the same buckets is taken over. `pd`: where the look's
  /// colour asks for it.
  static std::shared_ptr<const TrailPoints> make(const Look& look, const ActiveTracks& tracks,
                                                 const TrailPoints* before, const TrailPd* pd);
};
using TrailPointsPtr = std::shared_ptr<const TrailPoints>;

/// The points of trails for one painter's frames. A bucket that comes into sight in the middle of a playback
/// is worked in beside them, as long as they can do without it; the pictures are the same.
class TrailKeeper {
 public:
  /// Brings the points up to what a frame shows of `tracks`.
  void prepare(const Frame& frame, const ActiveTracksPtr& tracks, bool dots);
  const TrailPoints& points() const { return *m_points; }
  /// Points of the track in a row of the tracks given to prepare(), by time.
  std::span<const TrailPoints::Point> of(std::size_t row) const {
    if (!m_rows.empty()) row = m_rows[row];
    if (row == kNoRow) return {};
    const std::uint32_t begin = m_points->starts[row];
    return std::span(m_points->points).subspan(begin, m_points->starts[row + 1] - begin);
  }

 private:
  static constexpr std::uint32_t kNoRow = 0xFFFFFFFF;
  void mapRows(const ActiveTracks& tracks);

  TrailPointsPtr m_points;
  std::uint64_t m_rowsOf = 0;         ///< ActiveTracks::id() that m_rows is for
  std::vector<std::uint32_t> m_rows;  ///< rows of m_points by rows of other tracks; empty: they are its own
  std::future<TrailPointsPtr> m_next;
  std::uint64_t m_nextOf = 0;  ///< ActiveTracks::id() of what it is made of
};

}  // namespace sorami
