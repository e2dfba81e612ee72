// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <optional>
#include <variant>

namespace sorami {

/// What any time control may ask of the clock. Every control only sends these and listens.
struct ClockCommand {
  struct Play {
    double direction = +1;
  };  ///< forward or backward at the present rate
  struct Pause {};
  struct TogglePlay {};  ///< at the end, play starts again from the beginning
  struct SetRate {
    double rate = 1;
  };  ///< 0.1 … 5000, the sign is ignored
  struct Seek {
    UtcTime to;
    bool exact = false;
  };  ///< clamped to the bounds unless exact
  struct SeekBy {
    Micros by = 0;
  };
  struct SetBounds {
    TimeRange bounds;
  };
  struct SetLoop {
    std::optional<TimeRange> loop;
  };  ///< nothing = off
  struct FollowLive {
    bool follow = true;
  };
  struct Shuttle {
    int step = 0;
  };  ///< −1 J, 0 K, +1 L: repeats double the rate
  using Any =
      std::variant<Play, Pause, TogglePlay, SetRate, Seek, SeekBy, SetBounds, SetLoop, FollowLive, Shuttle>;
};

/// Where playback stands. No timer inside: the owner calls advance() with the wall time that has passed, so
/// that screen, film export and tests run the same code.
class Clock {
 public:
  struct State {
    UtcTime cursor;
    double rate = 1;  ///< always positive
    int direction = +1;
    bool playing = false;
    bool live = false;
    TimeRange bounds;
    std::optional<TimeRange> loop;
    bool operator==(const State&) const = default;
  };
  const State& state() const { return m_state; }
  /// True when the state changed.
  bool apply(const ClockCommand::Any& command);
  /// Moves the cursor by wall time × rate × direction. Derived from the instant playing began, never summed
  /// tick by tick, so that there is no drift. Stops (or loops) at the bounds. True when the cursor moved.
  bool advance(Micros wallElapsed);

 private:
  void anchor();
  State m_state;
  UtcTime m_anchorCursor;   ///< cursor when the anchor was set
  double m_anchorWall = 0;  ///< wall µs run since the anchor
};

}  // namespace sorami
