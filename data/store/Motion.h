// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <array>
#include <cstdint>

namespace sorami {

/// How long a track may be shown by what is known of it, from its kind and update interval. µs.
struct MotionRules {
  Micros stale = 15 * kSecond;  ///< from here on the last sample is old
  Micros drop = 60 * kSecond;   ///< from here on the track is no longer shown
  Micros gap = 90 * kSecond;    ///< the longest gap between two samples that is interpolated
  Micros afterEnd = kSecond;    ///< how long a track is still shown that its source has ended
  bool holds = false;           ///< a fixed object of a simulation: stays where it is until it is removed
  bool isPlots = false;         ///< shown for themselves, never joined

  static MotionRules of(const TrackInfo& track);
  /// How far back a sample may lie and still matter.
  Micros reach() const { return drop > gap ? drop : gap; }
};

/// The last instant, µs, at which a track that has samples may be shown.
std::int64_t shownUntil(const TrackInfo& track);

/// How far ahead of its receipt a sample may be dated and still count as known: clocks that are not set.
constexpr Micros kDatedAhead = kMinute;

/// Plots are shown this long: one turn of a slow antenna.
constexpr Micros kPlotLife = 12 * kSecond;

/// A sample of a bucket, with the run it belongs to.
struct SampleRef {
  const Bucket* bucket = nullptr;
  std::uint32_t index = 0;
  std::uint32_t runBegin = 0;

  explicit operator bool() const { return bucket != nullptr; }
  std::int64_t time() const { return bucket->time[index]; }
  std::uint16_t flags() const { return bucket->flags[index]; }
};

/// The motion of one track between two samples, worked out once and then cheap to ask at any instant. The
/// rules are those measured for real tracks: up to 10 s a straight line; longer a Hermite curve, but only
/// where the reported velocities agree with the chord (25 % in speed, 75 deg in direction), else a straight
/// line; never into a new leg, a stale sample, or over a gap longer than MotionRules::gap.
class Segment {
 public:
  /// `prev` is the newest sample at or before the instants asked for, `next` the one after; either may be
  /// missing, then the segment reckons on from `prev`, or is empty. Outliers are for the caller to leave out.
  static Segment make(TrackId track, const MotionRules& rules, SampleRef prev, SampleRef next);

  /// State at `t`, µs, which lies between the two samples. False when the track is not shown then.
  bool at(std::int64_t t, TrackState& out) const;

 private:
  enum class Kind : std::uint8_t { Absent, Hold, Line, Curve, Reckon };

  // What a straight line needs stands together, in front: of a hundred thousand tracks memory sets the pace.
  Kind m_kind = Kind::Absent;
  bool m_holds = false;
  std::uint16_t m_flags = 0;
  TrackId m_track = kNoTrack;
  std::int64_t m_t0 = 0;
  double m_perMicro = 0;  ///< 1 / duration between the samples
  double m_lat = 0, m_lon = 0;
  double m_dLat = 0, m_dLon = 0;
  float m_baro = kNoFloat, m_geo = kNoFloat, m_speed = kNoFloat, m_course = kNoFloat, m_climb = kNoFloat;
  float m_dBaro = 0, m_dGeo = 0, m_dSpeed = 0, m_dCourse = 0, m_dClimb = 0;
  Micros m_stale = 0;
  Micros m_drop = 0;
  std::array<double, 12> m_curve{};  ///< four coefficients of a cubic of unit vectors
};

}  // namespace sorami
