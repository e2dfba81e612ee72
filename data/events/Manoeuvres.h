// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sorami {

enum class ManoeuvreKind : std::uint8_t { Left, Right, Climb, Descent, Faster, Slower };

struct Manoeuvre {
  ManoeuvreKind kind = ManoeuvreKind::Left;
  std::int64_t time = 0;  ///< µs UTC, of the last report before it
};

/// What a report says of a track's motion; NaN where it says nothing.
struct MotionReport {
  std::int64_t time = 0;   ///< µs UTC
  float trackDeg = 0;      ///< deg
  float groundSpeed = 0;   ///< m/s
  float verticalRate = 0;  ///< m/s
  bool isOnGround = false;
};

/// Watches one track's reports, in their order, for manoeuvres: a turn of 45° or more at half a degree a
/// second or more; a climb or descent of 25 m/s or steeper; a speed that grows by a third, or falls by a
/// quarter, and by 40 m/s, at about half a per cent a second or more. Each is told once, as soon as a second
/// report bears it out; the next when the track has been steady for half a minute. What is on the ground or
/// too fast for an aircraft (700 m/s) makes none, nor do reports more than 90 s apart.
class ManoeuvreWatch {
 public:
  using Found = std::array<Manoeuvre, 3>;
  /// How many manoeuvres the report bears out, put into `found`.
  std::size_t take(const MotionReport& report, Found& found);

 private:
  /// A quantity that is steady about a reference, or on its way to another value.
  struct Course {
    float last = 0;
    float fromReference = 0;  ///< how far it is from there
    float fromCandidate = 0;  ///< the same of the value about which it may have become steady
    float atCandidate = 0;    ///< s
    std::int64_t left = 0;    ///< when it left the reference; 0: it has not
    std::uint8_t count = 0;   ///< reports since then
    bool isSet = false;
    bool isTold = false;

    bool follow(float step, float within, float least, float seconds, std::int64_t before);
  };

  Course m_heading;
  Course m_speed;            ///< of its logarithm
  std::int64_t m_last = 0;   ///< µs; 0: none yet
  std::int64_t m_steep = 0;  ///< since when it climbs or descends steeply; 0: it does not
  float m_calm = 0;          ///< s
  std::uint8_t m_count = 0;  ///< of steep reports
  bool m_isSteepTold = false;
};

}  // namespace sorami
