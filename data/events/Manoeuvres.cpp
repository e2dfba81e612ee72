// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/events/Manoeuvres.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr float kLongestStep = 90;      // s
constexpr float kSteadySeconds = 30;    // after which a new course is one
constexpr float kPace = 60;             // s in which the reference follows what drifts
constexpr float kFastest = 700;         // m/s
constexpr float kHeadingWithin = 12;    // deg that count as steady
constexpr float kLeastTurn = 45;        // deg
constexpr float kSlowestTurn = 40;      // m/s, below which a heading means little
constexpr float kSlowest = 20;          // m/s
constexpr float kSpeedWithin = 0.08F;   // of the logarithm
constexpr float kLeastSpeed = 0.2877F;  // the logarithm of 4/3
constexpr float kLeastChange = 40;      // m/s
constexpr float kSteep = 25;            // m/s
constexpr float kCalm = 10;             // m/s

}  // namespace

/// True when the change has just become great enough to be told.
bool ManoeuvreWatch::Course::follow(float step, float within, float least, float seconds,
                                    std::int64_t before) {
  fromReference += step;
  fromCandidate += step;
  atCandidate += seconds;
  if (std::abs(fromCandidate) > within) {
    fromCandidate = 0;
    atCandidate = 0;
  }
  if (std::abs(fromReference) <= within) {
    fromReference *= std::max(0.0F, 1 - seconds / kPace);
    left = 0;
    count = 0;
    isTold = false;
    return false;
  }
  if (left == 0) left = before;
  if (count < 2) ++count;
  const bool tells = !isTold && count >= 2 && std::abs(fromReference) >= least;
  if (tells) isTold = true;
  return tells;
}

std::size_t ManoeuvreWatch::take(const MotionReport& r, Found& found) {
  const float seconds = m_last == 0 ? 0 : static_cast<float>(r.time - m_last) * 1e-6F;
  if (r.isOnGround || r.groundSpeed > kFastest || seconds > kLongestStep || seconds < 0) *this = {};
  const std::int64_t before = m_last == 0 ? r.time : m_last;
  m_last = r.time;
  if (r.isOnGround || r.groundSpeed > kFastest) return 0;
  std::size_t count = 0;
  /// Of a quantity that has settled on another value that is the reference from now on.
  const auto settle = [](Course& c) {
    if (c.left == 0 || c.atCandidate < kSteadySeconds) return;
    c.fromReference = c.fromCandidate;
    c.left = 0;
    c.count = 0;
    c.isTold = false;
  };
  if (std::isfinite(r.trackDeg) && !(r.groundSpeed < kSlowestTurn)) {
    Course& c = m_heading;
    const float step = c.isSet ? std::remainder(r.trackDeg - c.last, 360.0F) : 0;
    c.last = r.trackDeg;
    c.isSet = true;
    if (c.follow(step, kHeadingWithin, kLeastTurn, seconds, before))
      found[count++] = {c.fromReference < 0 ? ManoeuvreKind::Left : ManoeuvreKind::Right, c.left};
    settle(c);
  }
  if (std::isfinite(r.verticalRate)) {
    if (std::abs(r.verticalRate) >= kSteep) {
      m_calm = 0;
      if (m_steep == 0) m_steep = before;
      if (m_count < 2) ++m_count;
      if (m_count >= 2 && !m_isSteepTold) {
        m_isSteepTold = true;
        found[count++] = {r.verticalRate > 0 ? ManoeuvreKind::Climb : ManoeuvreKind::Descent, m_steep};
      }
    } else {
      m_calm = std::abs(r.verticalRate) < kCalm ? m_calm + seconds : 0;
      if (!m_isSteepTold || m_calm >= kSteadySeconds) {
        m_steep = 0;
        m_count = 0;
        m_isSteepTold = false;
      }
    }
  }
  if (r.groundSpeed >= kSlowest) {
    Course& c = m_speed;
    const float value = std::log(r.groundSpeed);
    const float step = c.isSet ? value - c.last : 0;
    c.last = value;
    c.isSet = true;
    const bool tells = c.follow(step, kSpeedWithin, kLeastSpeed, seconds, before);
    const float change = r.groundSpeed - r.groundSpeed * std::exp(-c.fromReference);
    if (tells && std::abs(change) >= kLeastChange) {
      found[count++] = {change < 0 ? ManoeuvreKind::Slower : ManoeuvreKind::Faster, c.left};
    } else if (tells) {
      c.isTold = false;  // it may become enough
    }
    settle(c);
  }
  return count;
}

}  // namespace sorami
