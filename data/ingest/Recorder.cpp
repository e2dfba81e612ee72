// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Recorder.h"

#include "data/core/Units.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>

namespace sorami {
namespace {

/// A track that was silent for longer begins a new leg: another flight of the same aircraft.
constexpr Micros kLegGap = 30 * kMinute;
/// A track number that was silent for longer is another target's by now.
constexpr Micros kTrackNumberGap = 3 * kMinute;
/// …and one that was silent this long and then appears where its target cannot be.
constexpr Micros kTrackNumberDrop = 30 * kSecond;
/// Two reports of one identity closer in time than this, at one place, are one report received twice.
constexpr Micros kSameTime = kMillisecond;
/// Successors consistent with a quarantined report that make it believed.
constexpr int kBelieveAfter = 3;
/// Time stamps are whole seconds in many recordings: two reports are never taken for closer than this, s.
constexpr double kShortestGap = 1.0;
const UtcTime kEarliest = utcFromCivil(1990, 1, 1);
/// Streams that tell times of day only are counted from 1970-01-01 when nobody told the date; they last days.
const UtcTime kUndatedEnd = utcFromCivil(1970, 1, 31);

/// Formats whose streams may have no date.
bool mayBeUndated(const SourceKey& source) {
  static constexpr std::string_view kKinds[] = {"asterix", "nmea", "beast", "acmi", "dis", "ais", "asi"};
  return std::find(std::begin(kKinds), std::end(kKinds), source.kind) != std::end(kKinds);
}

struct TrackKey {
  std::uint16_t source = 0;
  IdKind kind = IdKind::None;
  std::uint64_t value = 0;
  std::string uid;
  bool operator==(const TrackKey&) const = default;
};
struct TrackKeyHash {
  std::size_t operator()(const TrackKey& key) const {
    std::uint64_t h = key.value * 0x9E3779B97F4A7C15ULL;
    h ^= (static_cast<std::uint64_t>(key.source) << 8 | static_cast<std::uint64_t>(key.kind)) *
         0xC2B2AE3D27D4EB4FULL;
    if (!key.uid.empty()) h ^= std::hash<std::string>()(key.uid);
    return h ^ (h >> 29);
  }
};

struct Fix {
  UtcTime time;
  double lat = 0;
  double lon = 0;
};

struct SourceTrack {
  TrackId id = kNoTrack;
  TrackInfo info;
  Domain domain = Domain::Unknown;  ///< as the rules of who is who leave it
  Fix last;                         ///< the last believed position
  Fix candidate;                    ///< the last quarantined one
  float lastSpeed = kNoFloat;
  int consistent = 0;  ///< quarantined reports in a row that agree with each other
  bool ended = false;
  bool lastOnGround = false;
  bool legAnnounced = false;  ///< a leg start was seen on a sample that was not kept
};

/// Great-circle distance, m, on the mean sphere: the gate needs no better.
double distance(const Fix& a, const Report& b) {
  const double phi1 = degToRad(a.lat);
  const double phi2 = degToRad(b.lat);
  const double sinLat = std::sin((phi2 - phi1) / 2);
  const double sinLon = std::sin(degToRad(b.lon - a.lon) / 2);
  const double h = sinLat * sinLat + std::cos(phi1) * std::cos(phi2) * sinLon * sinLon;
  return 2 * 6371008.8 * std::asin(std::min(1.0, std::sqrt(h)));
}

double secondsBetween(UtcTime a, UtcTime b) {
  return std::abs(static_cast<double>(a - b)) * 1e-6;
}

}  // namespace

struct Recorder::State {
  SampleSink& sink;
  RecorderOptions options;
  RecorderStats stats;
  std::unordered_map<TrackKey, SourceTrack, TrackKeyHash> tracks;
  std::optional<std::uint16_t> input;  ///< that reports stand in
  TrackKey key;                        ///< reused, so that a lookup allocates nothing

  State(SampleSink& target, const RecorderOptions& o) : sink(target), options(o) {}

  std::vector<SourceKey> sources;  ///< by the sink's index

  /// The track as it is stored: what the source says, under the rules of who is who.
  TrackInfo identified(TrackInfo info) const {
    const SourceKey none;
    const SourceKey& from = info.source < sources.size() ? sources[info.source] : none;
    const bool told = options.identity.apply(info, from);
    if (!told && info.affiliation == Affiliation::Pending) IdentityRules::builtIn().apply(info, from);
    return info;
  }

  /// Between the first recordings there are and tomorrow, unless an exercise plays in another time.
  bool timePossible(const Report& report) const {
    if ((report.flags & kSimulated) != 0) return true;
    const UtcTime t = report.eventTime;
    if (options.now.isValid() && t > options.now + kDay) return false;
    if (t >= kEarliest) return true;
    return t.us >= 0 && t < kUndatedEnd && report.source < sources.size() &&
           mayBeUndated(sources[report.source]);
  }

  void drop(const char* reason) { ++stats.dropped[reason]; }
  bool possible(const SourceTrack& track, const Fix& from, const Report& to, float speed) const;
  bool tracked(const Report& report, SourceTrack& track, Sample& sample);
  void begin(SourceTrack& track, const Report& report);
  void updateIdentity(SourceTrack& track, const Report& report);
};

bool Recorder::State::possible(const SourceTrack& track, const Fix& from, const Report& to,
                               float speed) const {
  // Ballistic objects and spacecraft are faster than any limit that helps with aircraft.
  // What they are is told by the source or by the user's rules.
  for (const Domain domain : {to.domain, track.domain}) {
    if (domain == Domain::Missile || domain == Domain::Space) return true;
  }
  double limit = options.maxSpeed;
  for (const float reported : {speed, to.groundSpeed}) {
    if (reported == reported) limit = std::max(limit, 3.0 * reported);
  }
  const double reach = limit * std::max(secondsBetween(from.time, to.eventTime), kShortestGap);
  // Along the meridian and then along the equator is never the shorter way: most need no more than that.
  constexpr double kMetresPerDegree = 111'320;
  if ((std::abs(to.lat - from.lat) + std::abs(to.lon - from.lon)) * kMetresPerDegree <= reach) return true;
  return distance(from, to) <= reach;
}

void Recorder::State::begin(SourceTrack& track, const Report& report) {
  track = SourceTrack{};
  track.info.source = report.source;
  track.info.nativeId = report.id;
  track.info.uid = report.uid;
  track.info.isPlots = report.kind == ReportKind::Plot;
  if (track.info.isPlots) track.info.nativeId = {};
  track.info.simulated = (report.flags & kSimulated) != 0;
  track.info.domain = report.domain;
  track.info.affiliation = report.affiliation;
  if (!track.info.isPlots) {
    track.info.callsign = report.callsign.view();
    track.info.type = report.type.view();
    track.info.icao24 = report.icao24;
    track.info.mode3A = report.mode3A;
  }
  const TrackInfo known = identified(track.info);
  track.domain = known.domain;
  track.id = sink.addTrack(known);
  track.info.id = track.id;
}

void Recorder::State::updateIdentity(SourceTrack& track, const Report& report) {
  if (track.info.isPlots) return;
  TrackInfo& info = track.info;
  bool changed = false;
  const auto text = [&changed](std::string& stored, std::string_view seen) {
    if (seen.empty() || stored == seen) return;
    stored = seen;
    changed = true;
  };
  const auto value = [&changed](auto& stored, auto seen, auto none) {
    if (seen == none || stored == seen) return;
    stored = seen;
    changed = true;
  };
  text(info.callsign, report.callsign.view());
  text(info.type, report.type.view());
  value(info.icao24, report.icao24, -1);
  value(info.mode3A, report.mode3A, -1);
  value(info.domain, report.domain, Domain::Unknown);
  value(info.affiliation, report.affiliation, Affiliation::Pending);
  if (!changed) return;
  const TrackInfo known = identified(info);
  track.domain = known.domain;
  sink.setTrack(track.id, known);
}

/// Applies the rules that need a track's past. False when the sample is not to be kept.
bool Recorder::State::tracked(const Report& report, SourceTrack& track, Sample& sample) {
  const bool first = !track.last.time.isValid();
  if (!first && std::abs(report.eventTime - track.last.time) <= kSameTime && report.lat == track.last.lat &&
      report.lon == track.last.lon) {
    drop("duplicate");
    return false;
  }
  const Fix here{report.eventTime, report.lat, report.lon};
  const bool onGround = (report.flags & kOnGround) != 0;
  bool leg = first || (report.flags & kLegStart) != 0;
  if (!first) {
    if (!possible(track, track.last, report, track.lastSpeed)) {
      const bool agrees = track.consistent > 0 && possible(track, track.candidate, report, kNoFloat);
      track.consistent = agrees ? track.consistent + 1 : 1;
      track.candidate = here;
      track.legAnnounced = track.legAnnounced || leg;
      if (track.consistent <= kBelieveAfter) {
        sample.flags |= kOutlier;
        ++stats.quarantined;
        return true;
      }
      // It stays there: the target was lost and found again, or the stream has moved on. No line joins the
      // two.
      leg = true;
    }
    const Micros gap = std::abs(report.eventTime - track.last.time);
    const bool newCallsign = !report.callsign.empty() && !track.info.callsign.empty() &&
                             report.callsign.view() != track.info.callsign;
    if (gap > kLegGap || (track.lastOnGround && !onGround && newCallsign)) leg = true;
  }
  leg = leg || track.legAnnounced;
  track.legAnnounced = false;
  track.consistent = 0;
  track.last = here;
  track.lastSpeed = report.groundSpeed;
  track.lastOnGround = onGround;
  if (leg) {
    ++stats.legs;
    sample.flags |= kLegStart;
  }
  return true;
}

Recorder::Recorder(SampleSink& sink, const RecorderOptions& options)
    : m_state(std::make_unique<State>(sink, options)) {}
Recorder::~Recorder() = default;

const RecorderStats& Recorder::stats() const {
  return m_state->stats;
}

void Recorder::setInput(std::optional<std::uint16_t> input) {
  m_state->input = input;
}

void Recorder::setNow(UtcTime now) {
  m_state->options.now = now;
}

std::uint16_t Recorder::source(const SourceKey& key) {
  const std::uint16_t index = m_state->sink.addSource(key);
  if (index >= m_state->sources.size()) m_state->sources.resize(index + 1U);
  m_state->sources[index] = key;
  return index;
}

void Recorder::video(VideoSweep sweep) {
  if (!sweep.isPlaced()) return m_state->drop("video of a sensor whose place is not known");
  if (!sweep.time.isValid()) return m_state->drop("no time");
  m_state->sink.addVideo(sweep);
}

void Recorder::diagnostic(Diagnostic) {}

void Recorder::dropped(std::string_view reason, std::uint64_t count) {
  m_state->stats.dropped[std::string(reason)] += count;
}

void Recorder::record(std::string_view, std::uint64_t) {}

void Recorder::report(const Report& report) {
  State& state = *m_state;
  if (report.kind == ReportKind::Service) return;
  TrackKey& key = state.key;
  key.source = report.source;
  key.kind = report.kind == ReportKind::Plot ? IdKind::None : report.id.kind;
  key.value = report.kind == ReportKind::Plot ? 1 : report.id.value;
  key.uid = report.kind == ReportKind::Plot ? std::string() : report.uid;

  if (!report.hasPosition()) {
    // A track's last message often has no position: it still ends the track.
    if ((report.flags & kTrackEnd) != 0) {
      if (const auto found = state.tracks.find(key); found != state.tracks.end()) found->second.ended = true;
      // Of other formats than ASTERIX it is the decoder's word, no record that could have one.
      if (report.category == 0) return;
    }
    return state.drop("no position");
  }
  if ((report.flags & kMinor) != 0 && !state.options.keepMinor) return state.drop("no target");
  if (!report.eventTime.isValid()) return state.drop("no time");
  if (!(std::abs(report.lat) <= 90) || !(std::abs(report.lon) <= 180))
    return state.drop("impossible position");
  if (report.lat == 0 && report.lon == 0) return state.drop("zero position");
  if (!state.timePossible(report)) return state.drop("impossible time");

  SourceTrack& track = state.tracks[key];
  bool incarnate = track.id == kNoTrack || track.ended;
  if (!incarnate && report.id.kind == IdKind::AsterixTrack && track.last.time.isValid()) {
    // Sources use track numbers over again.
    const Micros gap = report.eventTime - track.last.time;
    const bool otherAircraft =
        report.icao24 >= 0 && track.info.icao24 >= 0 && report.icao24 != track.info.icao24;
    incarnate = otherAircraft || gap > kTrackNumberGap ||
                (gap > kTrackNumberDrop && !state.possible(track, track.last, report, track.lastSpeed));
  }
  if (incarnate) {
    state.begin(track, report);
  }

  Sample sample;
  sample.time = report.eventTime;
  sample.received = report.receiveTime;
  sample.lat = report.lat;
  sample.lon = report.lon;
  sample.baroAltitude = report.baroAltitude;
  sample.geoAltitude = report.geoAltitude;
  sample.groundSpeed = report.groundSpeed;
  sample.trackDeg = report.trackDeg;
  sample.verticalRate = report.verticalRate;
  sample.flags = report.flags;
  if (state.input) sample.raw = RawRef::make(*state.input, report.byteOffset, report.byteLength);
  if (report.kind == ReportKind::Plot) {
    sample.flags |= kPlotBit;
  } else if (!state.tracked(report, track, sample)) {
    return;
  }
  if ((report.flags & kTrackEnd) != 0) track.ended = true;
  ++state.stats.accepted;
  state.sink.append(track.id, sample);
  // After the sample: the recording dates a change by the newest sample there is.
  if (!incarnate) state.updateIdentity(track, report);
}

}  // namespace sorami
