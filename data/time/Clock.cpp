// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/time/Clock.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kSlowest = 0.1;
constexpr double kFastest = 5000;
/// How far a live cursor may run past the newest sample before it waits for more, µs.
constexpr Micros kLiveLead = 2 * kSecond;

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

UtcTime clamped(UtcTime t, const TimeRange& bounds) {
  return bounds.isValid() ? std::clamp(t, bounds.begin, bounds.end) : t;
}

/// t + by, without leaving the range of the type.
UtcTime shifted(UtcTime t, Micros by) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(t.us, by, &sum) || sum == std::numeric_limits<std::int64_t>::min())
    return {by > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min() + 1};
  return {sum};
}

}  // namespace

void Clock::anchor() {
  m_anchorCursor = m_state.cursor;
  m_anchorWall = 0;
}

bool Clock::apply(const ClockCommand::Any& command) {
  const State before = m_state;
  State& s = m_state;

  const auto play = [&](int direction) {
    if (!s.cursor.isValid()) return;
    const TimeRange& range = s.loop ? *s.loop : s.bounds;
    if (range.isValid()) {
      if (direction > 0 && s.cursor >= range.end) s.cursor = range.begin;
      if (direction < 0 && s.cursor <= range.begin) s.cursor = range.end;
    }
    s.direction = direction;
    s.playing = true;
    s.live = false;
  };
  const auto seek = [&](UtcTime to, bool exact) {
    if (!to.isValid()) return;
    s.cursor = exact ? to : clamped(to, s.bounds);
    s.live = false;
  };

  std::visit(Overloaded{[&](const ClockCommand::Play& c) {
                          if (s.live && c.direction >= 0 && s.playing) return;
                          play(c.direction < 0 ? -1 : 1);
                        },
                        [&](const ClockCommand::Pause&) { s.playing = s.live = false; },
                        [&](const ClockCommand::TogglePlay&) {
                          if (s.playing)
                            s.playing = s.live = false;
                          else
                            play(s.direction);
                        },
                        [&](const ClockCommand::SetRate& c) {
                          const double rate = std::abs(c.rate);
                          if (!(rate > 0)) return;
                          s.rate = std::clamp(rate, kSlowest, kFastest);
                          if (s.rate != 1) s.live = false;
                        },
                        [&](const ClockCommand::Seek& c) { seek(c.to, c.exact); },
                        [&](const ClockCommand::SeekBy& c) {
                          if (s.cursor.isValid()) seek(shifted(s.cursor, c.by), false);
                        },
                        [&](const ClockCommand::SetBounds& c) {
                          const bool wasInside = !s.bounds.isValid() || s.bounds.contains(s.cursor);
                          s.bounds = c.bounds;
                          if (!s.bounds.isValid()) return;
                          if (!s.cursor.isValid()) {
                            s.cursor = s.live ? s.bounds.end : s.bounds.begin;
                          } else if (s.live) {
                            // Going back a little with each commit would look like a stutter: only a real lag
                            // is caught up.
                            if (s.cursor < s.bounds.end || s.cursor - s.bounds.end > kLiveLead)
                              s.cursor = s.bounds.end;
                          } else if (wasInside) {
                            s.cursor = clamped(s.cursor, s.bounds);
                          }
                        },
                        [&](const ClockCommand::SetLoop& c) {
                          const bool usable = c.loop && c.loop->isValid() && c.loop->length() > 0;
                          s.loop = usable ? c.loop : std::nullopt;
                        },
                        [&](const ClockCommand::FollowLive& c) {
                          s.live = c.follow;
                          if (!c.follow) return;
                          s.playing = true;
                          s.direction = 1;
                          s.rate = 1;
                          if (s.bounds.isValid()) s.cursor = s.bounds.end;
                        },
                        [&](const ClockCommand::Shuttle& c) {
                          if (c.step == 0) {
                            s.playing = s.live = false;
                            return;
                          }
                          const int direction = c.step > 0 ? 1 : -1;
                          const bool again = s.playing && !s.live && s.direction == direction;
                          s.rate = again ? std::min(s.rate * 2, kFastest) : 1;
                          play(direction);
                        }},
             command);

  if (m_state == before) return false;
  // Bounds that only grow while playing must not move the anchor, or rounding would add up.
  const bool motionChanged = before.cursor != s.cursor || before.rate != s.rate ||
                             before.direction != s.direction || before.playing != s.playing;
  if (motionChanged) anchor();
  return true;
}

bool Clock::advance(Micros wallElapsed) {
  State& s = m_state;
  if (!s.playing || !s.cursor.isValid() || wallElapsed <= 0) return false;
  if (!m_anchorCursor.isValid()) anchor();
  const UtcTime before = s.cursor;
  m_anchorWall += static_cast<double>(wallElapsed);
  constexpr double kFar = 4e18;  // beyond every date, within the integer
  const double travel = std::min(m_anchorWall * s.rate, kFar);
  UtcTime to = shifted(m_anchorCursor, s.direction * std::llround(travel));

  if (s.live) {
    if (s.bounds.isValid()) to = std::min(to, std::max(s.bounds.end + kLiveLead, before));
  } else if (s.loop) {
    const Micros length = s.loop->length();
    const bool forward = s.direction > 0;
    const bool past = forward ? to > s.loop->end : to < s.loop->begin;
    if (past) {
      const bool wasPast = forward ? before > s.loop->end : before < s.loop->begin;
      if (wasPast) {
        to = forward ? s.loop->begin : s.loop->end;
        s.cursor = to;
        anchor();
      } else {
        // The anchor moves by whole loops, so the loop adds no rounding either.
        const Micros over = forward ? to - s.loop->end : s.loop->begin - to;
        const Micros back = (over / length + 1) * length * s.direction;
        to = shifted(to, -back);
        m_anchorCursor = shifted(m_anchorCursor, -back);
      }
    }
  } else if (s.bounds.isValid()) {
    const bool stop = s.direction > 0 ? to >= s.bounds.end : to <= s.bounds.begin;
    if (stop) {
      // A cursor sought beyond the bounds on purpose stays where it is.
      to = s.direction > 0 ? std::max(s.bounds.end, before) : std::min(s.bounds.begin, before);
      s.cursor = to;
      s.playing = false;
      anchor();
      return true;
    }
  }
  s.cursor = to;
  return s.cursor != before;
}

}  // namespace sorami
