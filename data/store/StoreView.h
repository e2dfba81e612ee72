// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/geo/LatLon.h"
#include "data/ingest/Decoder.h"
#include "data/ingest/Report.h"

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// Dense index of a source track inside one recording.
using TrackId = std::uint32_t;
constexpr TrackId kNoTrack = 0xFFFFFFFF;

/// What is known of a track as a whole. Times and box are true extents of its stored samples.
struct TrackInfo {
  TrackId id = kNoTrack;
  std::uint16_t source = 0;  ///< index into StoreView::sources()
  NativeId nativeId;
  std::string uid;       ///< for IdKind::Text
  std::string callsign;  ///< the last one seen; empty when none
  std::string type;      ///< aircraft or object type designator
  std::string remarks;   ///< a person's words about it (see TrackEdit); a recording has none
  std::int32_t icao24 = -1;
  std::int32_t mode3A = -1;  ///< the last one seen, 0..4095
  Domain domain = Domain::Unknown;
  Affiliation affiliation = Affiliation::Pending;
  bool isPlots = false;  ///< a source's unidentified plots: drawn as dots, never joined
  bool simulated = false;
  UtcTime first;
  UtcTime last;
  std::uint32_t count = 0;
  GeoBox box;
  Micros medianInterval = 0;  ///< between samples; 0 when there are fewer than two

  /// Call sign, else address, squawk or track number: what a label shows first.
  std::string displayName() const;
};

/// Where a report's own octets stand: in which input of the recording, and where in its unpacked stream.
/// rawInputs() of RawInputs.h names the inputs.
struct RawRef {
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  static constexpr int kOffsetBits = 48;
  std::uint64_t place = kNone;  ///< input, then the offset in its lower 48 bits
  std::uint32_t length = 0;

  static RawRef make(std::uint16_t input, std::uint64_t offset, std::uint32_t length) {
    const std::uint64_t limit = std::uint64_t{1} << kOffsetBits;
    if (length == 0 || offset >= limit || input == 0xFFFF) return {};
    return {std::uint64_t{input} << kOffsetBits | offset, length};
  }
  bool isKnown() const { return place != kNone; }
  std::uint16_t input() const { return static_cast<std::uint16_t>(place >> kOffsetBits); }
  std::uint64_t offset() const { return place & ((std::uint64_t{1} << kOffsetBits) - 1); }
  bool operator==(const RawRef&) const = default;
};

/// One sample, as a value, for tables and read-outs. Units as in Report.
struct Sample {
  UtcTime time;
  UtcTime received;  ///< no time when the recording has none
  double lat = 0;
  double lon = 0;
  float baroAltitude = kNoFloat;
  float geoAltitude = kNoFloat;
  float groundSpeed = kNoFloat;
  float trackDeg = kNoFloat;
  float verticalRate = kNoFloat;
  std::uint16_t flags = 0;
  RawRef raw;  ///< not known where the reader did not ask for it
};

/// A decoded piece of a recording: all samples of a span of time, structure of arrays, each track's samples
/// together (a run) and sorted by time within it. Immutable.
struct Bucket {
  struct Run {
    TrackId track;
    std::uint32_t begin;
    std::uint32_t end;
  };
  std::uint32_t id = 0;
  TimeRange range;
  std::vector<Run> runs;            ///< sorted by track
  std::vector<std::int64_t> time;   ///< µs UTC
  std::vector<std::int32_t> lat;    ///< 1e-7 deg
  std::vector<std::int32_t> lon;    ///< 1e-7 deg
  std::vector<float> baroAltitude;  ///< m, NaN none
  std::vector<float> geoAltitude;   ///< m, NaN none
  std::vector<float> groundSpeed;   ///< m/s, NaN none
  std::vector<float> trackDeg;      ///< deg, NaN none
  std::vector<float> verticalRate;  ///< m/s, NaN none
  std::vector<std::uint16_t> flags;
  std::vector<std::int32_t> receivedDelta;  ///< ms after `time`; INT32_MIN none
  std::vector<std::uint64_t> rawPlace;      ///< as RawRef::place; empty when no row has one, or not asked for
  std::vector<std::uint32_t> rawLength;     ///< as long as rawPlace

  std::size_t size() const { return time.size(); }
  bool hasRaw() const { return !rawPlace.empty(); }
  Sample sample(std::size_t i) const;
  /// The run of a track; null when the track has no sample here.
  const Run* run(TrackId track) const;
};
using BucketPtr = std::shared_ptr<const Bucket>;

struct BucketInfo {
  std::uint32_t id = 0;  ///< a key, stable while a recording grows; not an index into buckets()
  TimeRange range;       ///< samples' true extent; buckets are ordered and may touch but not overlap
  std::uint32_t count = 0;
  std::uint32_t tracks = 0;
  /// Samples in equal parts of `range` (the last part holds its end), so that density needs no decoding;
  /// empty when it is not known.
  std::vector<std::uint32_t> histogram;
};

/// A source's samples in a bucket, in equal parts of its range as in BucketInfo::histogram.
struct SourceHistogram {
  std::uint16_t source = 0;
  std::vector<std::uint32_t> parts;
  bool operator==(const SourceHistogram&) const = default;
};

/// Columns a reader may do without; time, place and flags are always there.
enum BucketColumns : unsigned {
  kPlaceColumns = 0,
  kAltitudeColumns = 1,  ///< baroAltitude, geoAltitude
  kMotionColumns = 2,    ///< groundSpeed, trackDeg, verticalRate
  kReceivedColumn = 4,
  kAllColumns = 7,  ///< all that a picture or a table needs
  kRawColumns = 8   ///< where the reports' own octets stand
};

/// What a reader wants of a bucket. A store may leave out whatever it knows cannot match.
struct BucketFilter {
  TrackId track = kNoTrack;  ///< only this track's run is wanted
  GeoBox box;                ///< only runs that may touch this box are wanted; empty: anywhere
  /// Only these tracks' runs are wanted, ascending; null: of all. Must outlive the call.
  const std::vector<TrackId>* tracks = nullptr;
  /// Only these rows are wanted, and of each run what tells its state at either end: the newest sample not
  /// later than `begin` with the row before it, and the oldest one later than `end`; outliers do not count as
  /// such. Not valid: all rows.
  TimeRange span;
  /// Columns not among these may hold no values.
  unsigned columns = kAllColumns;
  std::stop_token stop = {};
};

/// Identity attributes whose changes are kept.
enum class TrackAttribute : std::uint8_t {
  Callsign = 1,
  Type = 2,
  Icao24 = 3,
  Mode3A = 4,
  Domain = 5,
  Affiliation = 6,
  Uid = 7
};

/// A track's attribute took a value. Numbers are given in decimal, enumerations by their number.
struct AttributeChange {
  TrackId track = kNoTrack;
  TrackAttribute key = TrackAttribute::Callsign;
  UtcTime time;  ///< of the newest sample when it changed; no time: since the track began
  std::string value;
  bool operator==(const AttributeChange&) const = default;
};

/// Count of samples in equal bins over the timeline.
struct DensityIndex {
  TimeRange range;
  std::vector<std::uint32_t> bins;
};

/// What a track is doing at an instant.
enum class TrackPhase : std::uint8_t {
  Live,      ///< between two samples, or newer than the stale limit
  Stale,     ///< older than max(15 s, 3 × median interval)
  Coasting,  ///< dead-reckoned past its last sample
};

/// A track at an instant, interpolated by the guarded rules of the ingest model.
struct TrackState {
  TrackId track = kNoTrack;
  TrackPhase phase = TrackPhase::Live;
  std::uint16_t flags = 0;
  LatLon position;
  float baroAltitude = kNoFloat;
  float geoAltitude = kNoFloat;
  float groundSpeed = kNoFloat;
  float trackDeg = kNoFloat;
  float verticalRate = kNoFloat;
  UtcTime lastSample;  ///< the newest sample at or before the instant
};

/// An immutable snapshot of a recording. Every call is safe from any thread; a bucket is decoded on demand
/// and kept in a bounded cache.
class StoreView {
 public:
  virtual ~StoreView() = default;

  virtual std::span<const SourceKey> sources() const = 0;
  virtual std::span<const TrackInfo> tracks() const = 0;
  virtual std::span<const BucketInfo> buckets() const = 0;
  /// Decodes (or finds in the cache) one bucket; null when its data are damaged (a gap, never an abort).
  virtual BucketPtr bucket(std::uint32_t id) const = 0;
  /// Like bucket(), for a reader that wants only a part: whole runs that cannot match may be missing, and
  /// nothing is cached. Cheaper where a store can decode less.
  virtual BucketPtr bucketPart(std::uint32_t id, const BucketFilter&) const { return bucket(id); }
  /// Tracks that may be shown at `t`, ascending: those between their first sample and the last moment the
  /// last one is held (see MotionRules).
  virtual void tracksAt(UtcTime t, std::vector<TrackId>& out) const;
  /// Samples of each source in equal parts of a bucket's range; ascending by source. Cheap where a store
  /// keeps it.
  virtual std::vector<SourceHistogram> sourceHistograms(std::uint32_t id) const;
  /// From the first to the last radial of radar video; not valid when there is none. Cheap.
  virtual TimeRange videoRange() const { return {}; }
  bool hasVideo() const { return videoRange().isValid(); }
  /// Radar video of a span, by time; all of it, so the span should be short.
  virtual std::vector<VideoSweep> video(TimeRange) const { return {}; }
  /// Octets of an input that stand in the recording itself (SampleSink::addRaw), from `offset` of its stream
  /// on; fewer than `length`, or none, where they are not there.
  virtual std::string rawBytes(std::uint16_t /*input*/, std::uint64_t /*offset*/,
                               std::size_t /*length*/) const {
    return {};
  }
  /// All changes of a track's attributes, by time.
  virtual std::vector<AttributeChange> attributeChanges(TrackId) const { return {}; }
  /// The span a timeline should show: of moving objects, without strays such as static objects at time 0.
  virtual TimeRange timeline() const = 0;
  /// The span of all samples.
  virtual TimeRange extent() const = 0;
  virtual std::uint64_t sampleCount() const = 0;
  /// Any text kept with the recording (marking, attribution); empty when there is none.
  virtual std::string meta(const std::string& key) const = 0;
  /// Changes when the recording has grown: part of the key of whatever is drawn from it.
  virtual std::uint64_t version() const = 0;
  /// The same for all views of one recording while it is written, which hold ever more of it; 0: of none that
  /// is. A view that leaves something out, or changes it, has none.
  virtual std::uint64_t growth() const { return 0; }
};

/// Whether `now` is the same recording as `before`, perhaps with more in it.
inline bool isSameRecording(const StoreView& before, const StoreView& now) {
  return &before == &now || (before.growth() != 0 && before.growth() == now.growth());
}

using StoreViewPtr = std::shared_ptr<const StoreView>;

}  // namespace sorami
