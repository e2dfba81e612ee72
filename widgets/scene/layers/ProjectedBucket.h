// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"
#include "data/store/StoreView.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sorami {

/// How much is kept of a bucket, from little to all.
enum class BucketForm : std::uint8_t {
  Trails,  ///< its trails alone
  Ends,    ///< and what tracks do before its first and after its last sample is told by; all of plots
  Whole,
};

/// A bucket's samples in the map plane of one projection. Immutable.
struct ProjectedBucket {
  /// Map metres that one metre on the ground makes, east and north.
  struct Basis {
    float ex = 0, ey = 0, nx = 0, ny = 0;
  };
  struct Run {
    double x = 0, y = 0;  ///< map metres its samples are relative to
    float minX = 0, minY = 0, maxX = 0, maxY = 0;
    Basis first, last;       ///< at its first and last sample
    std::uint32_t dots = 0;  ///< its first entry in `dots`; it ends where the next run's begin
  };
  BucketForm form = BucketForm::Whole;
  BucketPtr bucket;       ///< with the samples its form has
  std::vector<Run> runs;  ///< as bucket->runs, and one at the end that only ends the dots
  std::vector<float> x;   ///< map metres, relative to the run's origin; NaN where not on the map
  std::vector<float> y;
  /// A sample that stands in a trail: the first of each step of the absolute time scale, so that dots do not
  /// crawl as time goes by. A copy, so that a trail is read in one go.
  struct TrailDot {
    float x = 0, y = 0;   ///< as x and y
    std::int32_t ms = 0;  ///< after the bucket's begin
    std::uint32_t cell =
        0;  ///< which step of the time scale; the top bit: nothing leads here from the dot before
    static constexpr std::uint32_t kBreak = 1U << 31U;
  };
  std::shared_ptr<const std::vector<TrailDot>> dots;  ///< never null

  static std::shared_ptr<const ProjectedBucket> make(BucketPtr bucket, const Projection& projection,
                                                     Micros trailStep);
  /// Of a part of a bucket with a few samples of each run about an instant: to some tens of metres, without
  /// trails, in a fraction of the time.
  static std::shared_ptr<const ProjectedBucket> makeGlimpse(BucketPtr bucket, const Projection& projection,
                                                            UtcTime about);
  /// The same with less of its samples; `tracks` as StoreView::tracks().
  std::shared_ptr<const ProjectedBucket> reduced(BucketForm to, std::span<const TrackInfo> tracks) const;
  /// Map metres a metre at a sample of a run.
  Basis basisAt(std::size_t run, std::size_t sample) const;

 private:
  /// Puts a run's samples in, which begin at `map`; `steps`: a step east and one north of either end, `step`
  /// degrees long.
  void takeRun(const Bucket& b, std::size_t run, const MapPoint* map, const MapPoint* steps, double step);
};
using ProjectedBucketPtr = std::shared_ptr<const ProjectedBucket>;

/// Where a sample of a bucket is on the earth.
inline LatLon positionOf(const Bucket& bucket, std::size_t sample) {
  return {bucket.lat[sample] * 1e-7, bucket.lon[sample] * 1e-7};
}

}  // namespace sorami
