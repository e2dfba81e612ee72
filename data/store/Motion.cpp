// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Motion.h"

#include "data/core/Units.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sorami {
namespace {

/// Mean radius of the earth, m: good to 0.3 %, far finer than any reported velocity.
constexpr double kEarthRadius = 6371008.8;
constexpr Micros kStraightUpTo = 10 * kSecond;
constexpr double kNearPole = 85.0;

struct Vec {
  double x = 0, y = 0, z = 0;
};
Vec operator+(Vec a, Vec b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
Vec operator-(Vec a, Vec b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
Vec operator*(double k, Vec a) {
  return {k * a.x, k * a.y, k * a.z};
}
double dot(Vec a, Vec b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
double norm(Vec a) {
  return std::sqrt(dot(a, a));
}

/// The unit normal of the ellipsoid at a point: latitude and longitude follow from it exactly, with no
/// special place at the poles or the dateline.
struct Normal {
  Vec up, east, north;
  Normal(double latDeg, double lonDeg) {
    const double lat = degToRad(latDeg);
    const double lon = degToRad(lonDeg);
    const double sLat = std::sin(lat), cLat = std::cos(lat), sLon = std::sin(lon), cLon = std::cos(lon);
    up = {cLat * cLon, cLat * sLon, sLat};
    east = {-sLon, cLon, 0};
    north = {-sLat * cLon, -sLat * sLon, cLat};
  }
  /// Angular velocity vector (1/s) of a speed (m/s) on a course (deg).
  Vec velocity(double speed, double courseDeg) const {
    const double course = degToRad(courseDeg);
    return (speed / kEarthRadius) * (std::sin(course) * east + std::cos(course) * north);
  }
  double course(Vec direction) const {
    const double deg = radToDeg(std::atan2(dot(direction, east), dot(direction, north)));
    return deg < 0 ? deg + 360 : deg;
  }
};

float between(float a, float b, float& slope) {
  // With only one end known the value is held there: it is the last one reported.
  slope = std::isnan(a) || std::isnan(b) ? 0.0F : b - a;
  return a;
}

double shortestTurn(double from, double to) {
  const double turn = to - from;
  if (turn >= -180 && turn <= 180) return turn;
  return std::remainder(turn, 360.0);
}

}  // namespace

MotionRules MotionRules::of(const TrackInfo& track) {
  MotionRules rules;
  const Micros thrice = 3 * std::clamp<Micros>(track.medianInterval, 0, 30 * kMinute);
  rules.stale = std::max(15 * kSecond, thrice);
  rules.gap = std::max(90 * kSecond, thrice);
  // Sparse sources (space-based, HF data link) are not gone after a minute.
  if (track.medianInterval > 20 * kSecond) rules.drop = 180 * kSecond;
  if (track.medianInterval > 3 * kMinute) rules.drop = 33 * kMinute;
  rules.drop = std::max(rules.drop, rules.stale);
  rules.afterEnd = std::clamp<Micros>(track.medianInterval, kSecond, 15 * kSecond);
  rules.isPlots = track.isPlots;
  if (track.isPlots) rules.stale = rules.drop = rules.gap = kPlotLife;
  const bool still = track.box.isEmpty() || (track.box.north - track.box.south < 5e-4 &&
                                             std::abs(track.box.east - track.box.west) < 5e-4);
  rules.holds = track.simulated && !track.isPlots && still;
  return rules;
}

std::int64_t shownUntil(const TrackInfo& track) {
  if (track.isPlots) return track.last.us + kPlotLife - 1;
  const MotionRules rules = MotionRules::of(track);
  return rules.holds ? std::numeric_limits<std::int64_t>::max() : track.last.us + rules.drop;
}

Segment Segment::make(TrackId track, const MotionRules& rules, SampleRef prev, SampleRef next) {
  Segment s;
  if (!prev) return s;
  const Bucket& b0 = *prev.bucket;
  const std::uint32_t i0 = prev.index;
  s.m_track = track;
  s.m_t0 = prev.time();
  s.m_flags = prev.flags();
  s.m_stale = rules.stale;
  s.m_drop = rules.drop;
  s.m_lat = b0.lat[i0] / 1e7;
  s.m_lon = b0.lon[i0] / 1e7;
  s.m_baro = b0.baroAltitude[i0];
  s.m_geo = b0.geoAltitude[i0];
  s.m_speed = b0.groundSpeed[i0];
  s.m_course = b0.trackDeg[i0];
  s.m_climb = b0.verticalRate[i0];
  s.m_holds = rules.holds;
  if (rules.holds) {
    s.m_kind = (s.m_flags & kTrackEnd) != 0 ? Kind::Absent : Kind::Hold;
    return s;
  }

  const bool joined = next && (next.flags() & (kLegStart | kStaleGap | kTrackStart)) == 0 &&
                      (s.m_flags & kTrackEnd) == 0 && next.time() - s.m_t0 <= rules.gap && !rules.isPlots;
  if (!joined) {
    s.m_kind = Kind::Hold;
    if ((s.m_flags & kTrackEnd) != 0) s.m_drop = s.m_stale = rules.afterEnd;
    if ((s.m_flags & kOnGround) != 0 || rules.isPlots) return s;
    const Normal here(s.m_lat, s.m_lon);
    double speed = s.m_speed;
    double course = s.m_course;
    if ((std::isnan(speed) || std::isnan(course)) && i0 > prev.runBegin) {
      // Nothing reported: the velocity of the last two samples serves.
      const double dt = static_cast<double>(s.m_t0 - b0.time[i0 - 1]) * 1e-6;
      if (dt > 0 && dt * 1e6 <= static_cast<double>(rules.gap) && (s.m_flags & kLegStart) == 0) {
        const Normal there(b0.lat[i0 - 1] / 1e7, b0.lon[i0 - 1] / 1e7);
        const Vec chord = here.up - there.up;
        speed = norm(chord) * kEarthRadius / dt;
        course = here.course(chord);
        if (speed > 1) {
          s.m_speed = static_cast<float>(speed);
          s.m_course = static_cast<float>(course);
        }
      }
    }
    if (!(speed > 1) || std::isnan(course)) return s;
    s.m_kind = Kind::Reckon;
    const Vec v = here.velocity(speed, course);
    s.m_curve = {here.up.x, here.up.y, here.up.z, v.x, v.y, v.z};
    return s;
  }

  const Bucket& b1 = *next.bucket;
  const std::uint32_t i1 = next.index;
  const Micros duration = next.time() - s.m_t0;
  s.m_perMicro = duration > 0 ? 1.0 / static_cast<double>(duration) : 0;
  const double lat1 = b1.lat[i1] / 1e7;
  const double lon1 = b1.lon[i1] / 1e7;
  s.m_dLat = lat1 - s.m_lat;
  s.m_dLon = shortestTurn(s.m_lon, lon1);
  s.m_baro = between(s.m_baro, b1.baroAltitude[i1], s.m_dBaro);
  const bool sameDatum = ((s.m_flags ^ next.flags()) & kGeoIsMsl) == 0;
  s.m_geo = between(s.m_geo, sameDatum ? b1.geoAltitude[i1] : kNoFloat, s.m_dGeo);
  s.m_kind = Kind::Line;
  const double dt = static_cast<double>(duration) * 1e-6;

  const float speed0 = s.m_speed, course0 = s.m_course;
  const float speed1 = b1.groundSpeed[i1], course1 = b1.trackDeg[i1];
  s.m_speed = between(speed0, speed1, s.m_dSpeed);
  s.m_climb = between(s.m_climb, b1.verticalRate[i1], s.m_dClimb);
  if (!std::isnan(course0) && !std::isnan(course1))
    s.m_dCourse = static_cast<float>(shortestTurn(course0, course1));
  const bool nearPole = std::max(std::abs(s.m_lat), std::abs(lat1)) > kNearPole;
  const bool velocityKnown = !std::isnan(speed0) && !std::isnan(course0);
  // The common case needs no trigonometry: closely spaced samples that tell their velocity.
  if (duration <= kStraightUpTo && velocityKnown && !nearPole) return s;

  // Metres on the plane at the middle: only to judge speed and course, not to place anything.
  const double north = degToRad(s.m_dLat) * kEarthRadius;
  const double east = degToRad(s.m_dLon) * kEarthRadius * std::cos(degToRad((s.m_lat + lat1) / 2));
  const double chord = std::sqrt(north * north + east * east);
  const double chordSpeed = dt > 0 ? chord / dt : 0;
  const double chordCourse = radToDeg(std::atan2(east, north));
  // A source that reports no velocity still moves; its symbol points where it goes.
  if (std::isnan(course0) && chordSpeed > 1)
    s.m_course = static_cast<float>(chordCourse < 0 ? chordCourse + 360 : chordCourse);
  if (std::isnan(speed0)) s.m_speed = static_cast<float>(chordSpeed);

  const bool onGround = ((s.m_flags | next.flags()) & kOnGround) != 0;
  const auto trusted = [&](float speed, float course) {
    return std::abs(speed - chordSpeed) <= 0.25 * std::max(chordSpeed, 30.0) &&
           std::abs(shortestTurn(course, chordCourse)) <= 75;
  };
  const bool curved =
      duration > kStraightUpTo && !onGround && trusted(speed0, course0) && trusted(speed1, course1);
  if (!curved && !nearPole && chord < 100'000) return s;

  const Normal n0(s.m_lat, s.m_lon);
  const Normal n1(lat1, lon1);
  Vec v0 = n1.up - n0.up;
  Vec v1 = v0;
  if (curved) {
    v0 = dt * n0.velocity(speed0, course0);
    v1 = dt * n1.velocity(speed1, course1);
  }
  const Vec d = n1.up - n0.up;
  const Vec c2 = 3.0 * d - 2.0 * v0 - v1;
  const Vec c3 = v0 + v1 - 2.0 * d;
  s.m_curve = {n0.up.x, n0.up.y, n0.up.z, v0.x, v0.y, v0.z, c2.x, c2.y, c2.z, c3.x, c3.y, c3.z};
  s.m_kind = Kind::Curve;
  return s;
}

bool Segment::at(std::int64_t t, TrackState& out) const {
  if (m_kind == Kind::Absent) return false;
  const Micros age = t - m_t0;
  out.track = m_track;
  out.flags = m_flags;
  out.lastSample = {m_t0};
  if (m_kind == Kind::Hold || m_kind == Kind::Reckon) {
    if (age > m_drop && !m_holds) return false;
    out.phase = age <= m_stale || m_holds ? TrackPhase::Live
                : m_kind == Kind::Reckon  ? TrackPhase::Coasting
                                          : TrackPhase::Stale;
    out.position = {m_lat, m_lon};
    out.baroAltitude = m_baro;
    out.geoAltitude = m_geo;
    out.groundSpeed = m_speed;
    out.trackDeg = m_course;
    out.verticalRate = m_climb;
    if (m_kind == Kind::Reckon) {
      const double s = static_cast<double>(age) * 1e-6;
      const double x = m_curve[0] + s * m_curve[3];
      const double y = m_curve[1] + s * m_curve[4];
      const double z = m_curve[2] + s * m_curve[5];
      out.position = {radToDeg(std::atan2(z, std::sqrt(x * x + y * y))), radToDeg(std::atan2(y, x))};
    }
    return true;
  }

  const double u = static_cast<double>(age) * m_perMicro;
  const auto f = static_cast<float>(u);
  out.phase = TrackPhase::Live;
  if (m_kind == Kind::Line) {
    double lon = m_lon + u * m_dLon;
    if (lon >= 180)
      lon -= 360;
    else if (lon < -180)
      lon += 360;
    out.position = {m_lat + u * m_dLat, lon};
  } else if (age == 0) {
    out.position = {m_lat, m_lon};
  } else {
    std::array<double, 3> p{};
    for (std::size_t i = 0; i < 3; ++i)
      p[i] = m_curve[i] + u * (m_curve[i + 3] + u * (m_curve[i + 6] + u * m_curve[i + 9]));
    out.position = {radToDeg(std::atan2(p[2], std::sqrt(p[0] * p[0] + p[1] * p[1]))),
                    radToDeg(std::atan2(p[1], p[0]))};
  }
  out.baroAltitude = m_baro + f * m_dBaro;
  out.geoAltitude = m_geo + f * m_dGeo;
  out.groundSpeed = m_speed + f * m_dSpeed;
  out.verticalRate = m_climb + f * m_dClimb;
  float course = m_course + f * m_dCourse;
  if (course >= 360)
    course -= 360;
  else if (course < 0)
    course += 360;
  out.trackDeg = course;
  return true;
}

}  // namespace sorami
