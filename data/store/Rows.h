// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace sorami {

/// No receive time in Row::receivedDelta and Bucket::receivedDelta.
constexpr std::int32_t kNoDelta = std::numeric_limits<std::int32_t>::min();
/// Parts of a bucket's histogram.
constexpr std::size_t kHistogramParts = 60;
/// Buckets begin as cells of this length.
constexpr Micros kCellLength = 300 * kSecond;

/// A sample in stored form, as it waits to be put into a bucket. Units as in Bucket.
struct Row {
  std::int64_t time = 0;
  TrackId track = kNoTrack;
  std::int32_t lat = 0;
  std::int32_t lon = 0;
  float baroAltitude = kNoFloat;
  float geoAltitude = kNoFloat;
  float groundSpeed = kNoFloat;
  float trackDeg = kNoFloat;
  float verticalRate = kNoFloat;
  std::int32_t receivedDelta = kNoDelta;
  std::uint16_t flags = 0;
  std::uint32_t rawLength = 0;
  std::uint64_t rawPlace = RawRef::kNone;
};

/// The stored form of a sample; nothing when it has no time or no position on the earth.
std::optional<Row> toRow(TrackId track, const Sample& sample);
Row rowOf(const Bucket& bucket, TrackId track, std::size_t i);

/// When a sample of a bucket was received, µs; without receive time that is when it happened.
inline std::int64_t receivedAt(const Bucket& bucket, std::size_t i) {
  const std::int32_t delta = bucket.receivedDelta[i];
  return delta == kNoDelta ? bucket.time[i] : bucket.time[i] + delta * kMillisecond;
}

/// Makes buckets of rows. Keeps scratch memory, so one object serves one thread for many buckets.
class BucketMaker {
 public:
  /// Groups rows by track and sorts each group by time, stably: rows of equal track and time keep the order
  /// they are given in.
  std::shared_ptr<Bucket> make(std::uint32_t id, std::span<const Row> rows);

 private:
  std::vector<std::uint32_t> m_slotOfTrack;  ///< dense: where a track's next row goes; kNoTrack between calls
  std::vector<std::uint32_t> m_order;
};

/// Rows of a bucket, run by run: what make() would give the same bucket for.
void appendRows(const Bucket& bucket, std::vector<Row>& out);
BucketInfo describe(const Bucket& bucket);
/// Samples of each source, see StoreView::sourceHistograms().
std::vector<SourceHistogram> describeSources(const Bucket& bucket, std::span<const TrackInfo> tracks);
/// Gives all columns room for n samples; those of the reports' own octets only with `raw`, else none.
void resizeColumns(Bucket& bucket, std::size_t n, bool raw = false);

/// Extent in longitude and latitude that grows by points in any order to the same result, and takes the
/// shorter way round the earth. Units 1e-7 deg.
struct Extent {
  std::int32_t latMin = std::numeric_limits<std::int32_t>::max();
  std::int32_t latMax = std::numeric_limits<std::int32_t>::min();
  std::int32_t lonMin = std::numeric_limits<std::int32_t>::max();  ///< longitudes in [-180, 180)
  std::int32_t lonMax = std::numeric_limits<std::int32_t>::min();
  std::int64_t eastMin = std::numeric_limits<std::int64_t>::max();  ///< the same in [0, 360)
  std::int64_t eastMax = std::numeric_limits<std::int64_t>::min();

  bool isEmpty() const { return latMin > latMax; }
  void include(std::int32_t lat, std::int32_t lon);
  void include(const Extent& other);
  GeoBox box() const;
  /// True when all points lie within about 50 m: the object has not moved.
  bool isPoint() const;
  bool operator==(const Extent&) const = default;
};

}  // namespace sorami
